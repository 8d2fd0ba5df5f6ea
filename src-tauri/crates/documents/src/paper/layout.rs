//! 版式 — how each block of a document is set, and the head and foot of every page.

use super::document::{Align, Block, Document, ParagraphStyle};
use super::flow::{Flow, Slot, full, put};
use super::font::{Fonts, Weight};
use super::page::{BOTTOM, HEIGHT, Ink, MEASURE, MM_PER_POINT, SIDE, Sheet, TOP};
use super::text::Type;
use super::{stacks, table};

/// Size of running text in points.
const BODY: f32 = 9.5;
/// Height of a line of running text.
const BODY_LINE: f32 = 5.6;
/// Size of notes in points.
const SMALL: f32 = 8.0;
const SMALL_LINE: f32 = 4.4;
/// Text keeps this distance from the border of its box.
const PAD: f32 = 2.0;
/// Height of a heading of one line with the space around it.
const HEADING: f32 = 10.5;
/// Height of a group of a code.
const CODE: f32 = 19.0;

/// Sets a document on pages.
pub(super) fn pages(fonts: &Fonts, document: &Document) -> Vec<Sheet> {
    let mut flow = Flow::new(fonts);
    let mut blocks = document.blocks.iter().peekable();
    while let Some(block) = blocks.next() {
        if let (Block::Heading(_), Some(next)) = (block, blocks.peek()) {
            // A heading stays with the beginning of what it heads.
            flow.need(HEADING + beginning(&flow, next));
        }
        set(&mut flow, block);
    }
    let mut sheets = flow.finish();
    let count = sheets.len();
    let code = foot_code(document);
    for (i, sheet) in sheets.iter_mut().enumerate() {
        head(fonts, sheet, document);
        foot(fonts, sheet, document, &format!("第 {} 页 / 共 {count} 页", i + 1), &code);
    }
    sheets
}

fn set(flow: &mut Flow<'_>, block: &Block) {
    match block {
        Block::Title { text, under } => title(flow, text, under),
        Block::Heading(text) => heading(flow, text),
        Block::KeyValues { columns, items } => key_values(flow, *columns, items),
        Block::Paragraph { text, style } => paragraph(flow, text, *style),
        Block::Items(texts) => items(flow, texts),
        Block::Table(content) => table::set(flow, content),
        Block::Stacks(chart) => stacks::set(flow, chart),
        Block::Callout { label, text } => callout(flow, label, text),
        Block::Signature { lines, seal } => super::signing::signature(flow, lines, seal.as_deref()),
        Block::Receipt { heading, text, blanks } => super::signing::receipt(flow, heading, text, blanks),
        Block::CodeGroups { groups, columns } => code_groups(flow, groups, *columns),
        Block::Space(height) => flow.y = (flow.y + height).min(BOTTOM),
        Block::Room(height) => flow.need(*height),
        Block::PageBreak => flow.new_page(),
    }
}

fn title(flow: &mut Flow<'_>, text: &str, under: &str) {
    flow.need(20.0);
    let kind = flow.bold(18.0);
    flow.paragraph(text, kind, full(10.0).align(Align::Centre), 0.0);
    if !under.is_empty() {
        let kind = flow.regular(9.0);
        flow.paragraph(under, kind, full(5.5).align(Align::Centre).ink(Ink::SOFT), 0.0);
    }
    flow.y += 3.0;
}

/// The least of a block that must stand below its heading.
fn beginning(flow: &Flow<'_>, block: &Block) -> f32 {
    match block {
        Block::Table(content) => table::beginning(flow, content),
        Block::CodeGroups { .. } => CODE,
        Block::Stacks(_) => stacks::HEIGHT,
        Block::Callout { .. } | Block::KeyValues { .. } => 8.5,
        _ => 2.0 * BODY_LINE,
    }
}

fn heading(flow: &mut Flow<'_>, text: &str) {
    if !flow.at_top() {
        flow.y += 3.5;
    }
    let kind = flow.bold(10.5);
    flow.paragraph(text, kind, full(6.0), 0.0);
    flow.y += 1.0;
}

fn key_values(flow: &mut Flow<'_>, columns: usize, items: &[(String, String)]) {
    let kind = flow.regular(9.0);
    let columns = columns.max(1);
    let pair = MEASURE / index(columns);
    let widest = items.iter().map(|(label, _)| kind.width(label)).fold(0.0, f32::max);
    let label_width = (widest + 2.0 * PAD).min(pair * 0.6);
    let mut edges = table::Edges::default();
    for row in items.chunks(columns) {
        let last = row.len() - 1;
        let width = |i: usize| if i == last { MEASURE - pair * index(i) } else { pair } - label_width;
        let values: Vec<Vec<String>> =
            row.iter().enumerate().map(|(i, (_, value))| kind.lines(value, width(i) - 2.0 * PAD, 0.0)).collect();
        let lines = values.iter().map(Vec::len).max().unwrap_or(1);
        let height = (index(lines) * 4.6 + 2.4).max(7.0);
        if height > flow.room() && !flow.at_top() {
            edges.close(flow, SIDE, MEASURE);
            flow.new_page();
        }
        let mut cuts = Vec::new();
        for (i, ((label, _), value)) in row.iter().zip(&values).enumerate() {
            let x = SIDE + pair * index(i);
            flow.sheet.fill(x, flow.y, label_width, height);
            let slot = Slot::left(x + PAD, flow.y, label_width - 2.0 * PAD, height);
            flow.line(slot.ink(Ink::SOFT), kind, label);
            let top = flow.y + (height - index(value.len()) * 4.6) / 2.0;
            for (n, line) in value.iter().enumerate() {
                let slot = Slot::left(x + label_width + PAD, top + index(n) * 4.6, width(i) - 2.0 * PAD, 4.6);
                flow.line(slot, kind, line);
            }
            cuts.extend([x, x + label_width]);
        }
        edges.row(flow, SIDE, MEASURE, height, &cuts, Ink::HAIR);
    }
    edges.close(flow, SIDE, MEASURE);
}

fn paragraph(flow: &mut Flow<'_>, text: &str, style: ParagraphStyle) {
    let small = full(SMALL_LINE).ink(Ink::SOFT);
    let (kind, slot, indent) = match style {
        ParagraphStyle::Body => (flow.regular(BODY), full(BODY_LINE), 0.0),
        ParagraphStyle::Indented => (flow.regular(BODY), full(BODY_LINE), 2.0 * BODY * MM_PER_POINT),
        ParagraphStyle::Strong => (flow.bold(BODY), full(BODY_LINE), 0.0),
        ParagraphStyle::Small => (flow.regular(SMALL), small, 0.0),
        ParagraphStyle::SmallCentred => (flow.regular(SMALL), small.align(Align::Centre), 0.0),
    };
    flow.paragraph(text, kind, slot, indent);
    flow.y += 1.0;
}

fn items(flow: &mut Flow<'_>, texts: &[String]) {
    let kind = flow.regular(9.0);
    for (i, text) in texts.iter().enumerate() {
        flow.need(5.2);
        let number = Slot::left(SIDE, flow.y, 6.0, 5.2);
        flow.line(number, kind, &format!("{}.", i + 1));
        flow.paragraph(text, kind, Slot::left(SIDE + 6.0, 0.0, MEASURE - 6.0, 5.2), 0.0);
    }
    flow.y += 1.0;
}

fn callout(flow: &mut Flow<'_>, label: &str, text: &str) {
    let label_kind = flow.regular(9.0);
    let kind = flow.bold(9.5);
    let label_width = label_kind.width(label) + 2.0 * PAD;
    let width = MEASURE - label_width - 2.0 * PAD;
    let lines = kind.lines(text, width, 0.0);
    let height = index(lines.len()) * 5.2 + 3.0;
    flow.need(height);
    let (y, x) = (flow.y, SIDE + label_width + PAD);
    flow.sheet.fill(SIDE, y, label_width, height);
    flow.sheet.frame(SIDE, y, MEASURE, height, 0.6, Ink::RULE);
    flow.line(Slot::left(SIDE + PAD, y, label_width, height).ink(Ink::SOFT), label_kind, label);
    for (n, line) in lines.iter().enumerate() {
        flow.line(Slot::left(x, y + 1.5 + index(n) * 5.2, width, 5.2), kind, line);
    }
    flow.y += height + 2.0;
}

fn code_groups(flow: &mut Flow<'_>, groups: &[String], columns: usize) {
    let columns = columns.max(1);
    let width = MEASURE / index(columns);
    let height = CODE;
    let (number, kind) = (flow.regular(8.0), flow.bold(25.0));
    for (r, row) in groups.chunks(columns).enumerate() {
        flow.need(height);
        let y = flow.y;
        for (c, group) in row.iter().enumerate() {
            let x = SIDE + index(c) * width;
            flow.sheet.frame(x, y, width, height, 0.6, Ink::RULE);
            let label = format!("第 {} 组", r * columns + c + 1);
            flow.line(Slot::left(x + PAD, y + 0.8, width, 4.0).ink(Ink::SOFT), number, &label);
            let slot = Slot::left(x, y + 3.6, width, height - 3.6).align(Align::Centre);
            flow.line(slot, kind, group);
        }
        flow.y += height;
    }
    flow.y += 2.0;
}

/// The running head: 单位名称 · 文书编号, and a thin rule.
fn head(fonts: &Fonts, sheet: &mut Sheet, document: &Document) {
    let kind = Type { fonts, weight: Weight::Regular, points: SMALL };
    let (left, right) = &document.header;
    let right_width = kind.width(right).min(MEASURE / 2.0);
    let left_width = MEASURE - right_width - 4.0;
    let y = TOP - 11.0;
    for (text, slot) in [
        (left, Slot::left(SIDE, y, left_width, 5.0)),
        (right, Slot::left(SIDE + MEASURE - right_width, y, right_width, 5.0).align(Align::Right)),
    ] {
        // Only the beginning of a very long name: it stands in full in the document.
        if let Some(line) = kind.lines(text, slot.width, 0.0).first() {
            put(sheet, slot.ink(Ink::SOFT), kind, line);
        }
    }
    sheet.rule((SIDE, y + 5.5), (SIDE + MEASURE, y + 5.5), 0.4, Ink::RULE);
}

/// The foot: dates, page n of N, the check code, and the notice of every page.
fn foot(fonts: &Fonts, sheet: &mut Sheet, document: &Document, page: &str, code: &str) {
    let kind = Type { fonts, weight: Weight::Regular, points: 7.5 };
    let y = BOTTOM + 4.0;
    sheet.rule((SIDE, y), (SIDE + MEASURE, y), 0.4, Ink::RULE);
    let slot = Slot::left(SIDE, y + 1.2, MEASURE, 4.4).ink(Ink::SOFT);
    put(sheet, slot, kind, &document.foot_left);
    put(sheet, slot.align(Align::Centre).ink(Ink::BLACK), kind, page);
    put(sheet, slot.align(Align::Right), kind, code);
    for (i, line) in kind.lines(&document.foot_note, MEASURE, 0.0).iter().take(3).enumerate() {
        let slot = Slot { y: y + 5.6 + index(i) * 3.8, height: 3.8, ..slot };
        if slot.y + slot.height < HEIGHT - 4.0 {
            put(sheet, slot, kind, line);
        }
    }
}

/// 台账核对码, in groups of four as it is compared by eye. It proves nothing to a third party: never 防伪码.
fn foot_code(document: &Document) -> String {
    let Some(journal) = &document.journal_code else { return String::new() };
    let code = document.check_code();
    let mut text = "台账核对码".to_owned();
    for (i, c) in code.chars().enumerate() {
        if i % 4 == 0 {
            text.push(' ');
        }
        text.push(c);
    }
    text.push_str(" · 流水 ");
    text.push_str(journal);
    text
}

/// A count as a factor of millimetres.
#[expect(clippy::cast_precision_loss, reason = "counts of lines and columns on one page")]
pub(super) const fn index(count: usize) -> f32 {
    count as f32
}
