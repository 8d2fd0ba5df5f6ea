//! 柱图 — stacked columns in shades of grey, each with its sum above it: what is drawn is also written.

use shebao_rules::money::Yuan;

use super::document::{Align, Stack, Stacks};
use super::flow::{Flow, Slot};
use super::layout::index;
use super::page::{Ink, MEASURE, Mark, SIDE};

/// Height of the highest column.
const HIGHEST: f32 = 28.0;
/// Height of a line of the names and sums around the columns.
const LINE: f32 = 4.2;
/// The share of a column's room that it fills.
const FILLED: f32 = 0.55;
/// From the lowest part up; more parts than shades begin again.
const SHADES: [Ink; 3] = [Ink::SOFT, Ink::HAIR, Ink::RULE];

/// Height of a chart with its names, sums and what its shades stand for.
pub(super) const HEIGHT: f32 = HIGHEST + 4.0 * LINE;

fn shade(at: usize) -> Ink {
    SHADES.get(at % SHADES.len()).copied().unwrap_or(Ink::RULE)
}

fn sum(stack: &Stack) -> Yuan {
    stack.amounts.iter().copied().sum()
}

/// Sets a chart.
pub(super) fn set(flow: &mut Flow<'_>, chart: &Stacks) {
    flow.need(HEIGHT);
    let largest = chart.stacks.iter().map(sum).max().unwrap_or_default();
    let room = MEASURE / index(chart.stacks.len().max(1));
    let (kind, bottom) = (flow.regular(6.5), flow.y + LINE + HIGHEST);
    for (at, stack) in chart.stacks.iter().enumerate() {
        let left = SIDE + index(at) * room;
        let mut top = bottom;
        for (part, amount) in stack.amounts.iter().enumerate() {
            let height = HIGHEST * share(*amount, largest);
            top -= height;
            let (x, width) = (left + room * (1.0 - FILLED) / 2.0, room * FILLED);
            flow.sheet.marks.push(Mark::Fill { x, y: top, width, height, ink: shade(part) });
        }
        let slot = |y| Slot::left(left, y, room, LINE).align(Align::Centre);
        let total = sum(stack);
        let text = if total.is_zero() { "—".to_owned() } else { total.with_commas() };
        flow.line(slot(top - LINE), kind, &text);
        flow.line(slot(bottom + 0.4), kind, &stack.name);
    }
    flow.sheet.rule((SIDE, bottom), (SIDE + MEASURE, bottom), 0.4, Ink::RULE);
    legend(flow, chart, bottom + LINE + 1.2);
    flow.y += HEIGHT;
}

fn legend(flow: &mut Flow<'_>, chart: &Stacks, y: f32) {
    let kind = flow.regular(7.5);
    let mut x = SIDE;
    for (part, name) in chart.names.iter().enumerate() {
        flow.sheet.marks.push(Mark::Fill { x, y: y + 0.9, width: 2.4, height: 2.4, ink: shade(part) });
        let width = kind.width(name);
        flow.line(Slot::left(x + 3.4, y, width + 1.0, LINE), kind, name);
        x += width + 9.0;
    }
}

/// How much of the largest column a part is: for drawing only, never for a figure.
fn share(amount: Yuan, largest: Yuan) -> f32 {
    let thousandths = amount.fen().max(0).saturating_mul(1000).checked_div(largest.fen()).unwrap_or_default();
    f32::from(u16::try_from(thousandths.min(1000)).unwrap_or_default()) / 1000.0
}
