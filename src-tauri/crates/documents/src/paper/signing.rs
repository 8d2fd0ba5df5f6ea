//! 落款与回执 — what is signed and stamped by hand.

use super::document::Align;
use super::flow::{Flow, Slot};
use super::layout::index;
use super::page::{Ink, MEASURE, Mark, SIDE};

/// 公章位: room for a company seal of 42 mm.
const SEAL: f32 = 42.0;
/// Height of a line to write on.
const LINE: f32 = 8.5;
/// Width of a line to write on.
const BLANK: f32 = 46.0;

/// Lines to be signed at the left, the empty circle of the seal at the right.
pub(super) fn signature(flow: &mut Flow<'_>, lines: &[(String, String)], seal: Option<&str>) {
    let kind = flow.regular(9.0);
    let seal_height = if seal.is_some() { SEAL + 4.0 } else { 0.0 };
    let height = (index(lines.len()) * LINE + 3.0).max(seal_height);
    flow.need(height);
    let top = flow.y;
    let label_width = lines.iter().map(|(label, _)| kind.width(label)).fold(0.0, f32::max) + 3.0;
    let wide = MEASURE - if seal.is_some() { SEAL + 16.0 } else { 0.0 };
    for (i, (label, value)) in lines.iter().enumerate() {
        let y = top + 1.5 + index(i) * LINE;
        flow.line(Slot::left(SIDE, y, label_width, LINE).ink(Ink::SOFT), kind, label);
        if value.is_empty() {
            let x = SIDE + label_width;
            flow.sheet.rule((x, y + LINE - 1.8), (x + BLANK, y + LINE - 1.8), 0.4, Ink::RULE);
        }
        for (n, line) in kind.lines(value, wide - label_width, 0.0).iter().take(2).enumerate() {
            let slot = Slot::left(SIDE + label_width, y + index(n) * 4.2, wide - label_width, LINE);
            flow.line(slot, kind, line);
        }
    }
    if let Some(caption) = seal {
        let (x, y) = (SIDE + MEASURE - SEAL / 2.0 - 6.0, top + 2.0 + SEAL / 2.0);
        flow.sheet.marks.push(Mark::Circle { x, y, radius: SEAL / 2.0, points: 0.6, ink: Ink::HAIR });
        let slot = Slot::left(x - SEAL / 2.0, y - 3.0, SEAL, 6.0).align(Align::Centre);
        let kind = flow.regular(8.0);
        flow.line(slot.ink(Ink::RULE), kind, caption);
    }
    flow.y += height + 1.0;
}

/// A framed box with lines to be filled in by hand.
pub(super) fn receipt(flow: &mut Flow<'_>, heading: &str, text: &str, blanks: &[String]) {
    let (strong, kind) = (flow.bold(9.5), flow.regular(9.0));
    let inner = MEASURE - 8.0;
    let lines = kind.lines(text, inner, 0.0);
    let per_row = 3;
    let rows = blanks.len().div_ceil(per_row);
    let height = 8.5 + index(lines.len()) * 5.0 + index(rows) * LINE + 3.0;
    flow.need(height);
    let (x, mut y) = (SIDE + 4.0, flow.y);
    flow.sheet.frame(SIDE, y, MEASURE, height, 0.6, Ink::RULE);
    y += 1.8;
    flow.line(Slot::left(x, y, inner, 6.0), strong, heading);
    y += 6.5;
    for line in &lines {
        flow.line(Slot::left(x, y, inner, 5.0), kind, line);
        y += 5.0;
    }
    let width = inner / index(per_row);
    for row in blanks.chunks(per_row) {
        for (i, label) in row.iter().enumerate() {
            let left = x + index(i) * width;
            flow.line(Slot::left(left, y, width, LINE).ink(Ink::SOFT), kind, label);
            let start = left + kind.width(label) + 2.0;
            flow.sheet.rule((start, y + LINE - 1.8), (left + width - 4.0, y + LINE - 1.8), 0.4, Ink::RULE);
        }
        y += LINE;
    }
    flow.y += height + 2.0;
}
