//! 表格 — columns, rows, heads repeated on every page.

use super::document::{Align, Cell, Row, Table};
use super::flow::{Flow, Slot};
use super::font::Weight;
use super::layout::index;
use super::page::{BOTTOM, Ink, MEASURE, MM_PER_POINT, SIDE, TOP};
use super::text::Type;

/// Text keeps this distance from the border of its cell.
const PAD: f32 = 1.1;
/// Numbers are made smaller down to this share of the size before they are broken.
const LEAST: f32 = 0.6;

/// How many of the last rows go along with what must follow them.
const LAST_ROWS: usize = 3;

/// Least height of a row of the head.
const HEAD: f32 = 5.4;

/// The rules around and between cells. Vertical ones are drawn over as many rows as they pass, not row by row.
#[derive(Default)]
pub(super) struct Edges {
    /// Where each running vertical rule began: its place and its upper end.
    running: Vec<(f32, f32)>,
    top: Option<f32>,
}

impl Edges {
    /// Ends a row of this height: its cells begin at `cuts`; the rule above it has the given ink.
    pub(super) fn row(&mut self, flow: &mut Flow<'_>, x: f32, width: f32, height: f32, cuts: &[f32], above: Ink) {
        let y = flow.y;
        if self.top.is_none() {
            self.top = Some(y);
        } else {
            flow.sheet.rule((x, y), (x + width, y), 0.4, above);
        }
        let inside: Vec<f32> = cuts.iter().copied().filter(|cut| *cut > x + 0.01).collect();
        let (stay, end) = self.running.iter().partition::<Vec<_>, _>(|(at, _)| near(&inside, *at));
        for (at, from) in end {
            flow.sheet.rule((at, from), (at, y), 0.4, Ink::HAIR);
        }
        self.running = stay;
        for cut in inside {
            if !self.running.iter().any(|(at, _)| (at - cut).abs() < 0.01) {
                self.running.push((cut, y));
            }
        }
        flow.y += height;
    }

    /// Ends the part of a table on this page.
    pub(super) fn close(&mut self, flow: &mut Flow<'_>, x: f32, width: f32) {
        let Some(top) = self.top.take() else { return };
        for (at, from) in self.running.drain(..) {
            flow.sheet.rule((at, from), (at, flow.y), 0.4, Ink::HAIR);
        }
        flow.sheet.frame(x, top, width, flow.y - top, 0.6, Ink::RULE);
    }
}

fn near(cuts: &[f32], at: f32) -> bool {
    cuts.iter().any(|cut| (cut - at).abs() < 0.01)
}

/// A cell whose text has been broken into lines.
struct SetCell {
    x: f32,
    width: f32,
    align: Align,
    weight: Weight,
    points: f32,
    lines: Vec<String>,
}

struct Setter<'t> {
    table: &'t Table,
    /// Left edges of the columns and, last, the right edge of the table.
    edges: Vec<f32>,
    drawn: Edges,
}

/// What of a table must stand together at its beginning: the head and the first row, or all of it where it is short and
/// goes along with what follows.
pub(super) fn beginning(flow: &Flow<'_>, table: &Table) -> f32 {
    let setter = Setter::new(table);
    let head: f32 = setter.head_heights(&setter.head_rows(flow)).into_iter().sum();
    if table.below > 0.0 && table.rows.len() <= LAST_ROWS {
        return head + setter.height_of_rows(flow, 0) + table.below;
    }
    let first = table.rows.first().map_or(0.0, |row| setter.height(&setter.cells(flow, row), table.row_height));
    head + first.min(40.0)
}

/// Sets a table.
pub(super) fn set(flow: &mut Flow<'_>, table: &Table) {
    let mut setter = Setter::new(table);
    let head = setter.head_rows(flow);
    let head_height: f32 = setter.head_heights(&head).into_iter().sum();
    flow.need(beginning(flow, table));
    setter.head(flow, &head);
    let page = BOTTOM - TOP - head_height;
    let last = table.rows.len().saturating_sub(LAST_ROWS);
    for (at, row) in table.rows.iter().enumerate() {
        if at > 0 && at == last && table.below > 0.0 {
            setter.go_along(flow, at, &head, page);
        }
        setter.row(flow, row, &head, page);
    }
    setter.drawn.close(flow, SIDE, MEASURE);
    flow.y += 1.5;
}

impl<'t> Setter<'t> {
    fn new(table: &'t Table) -> Self {
        let sum: f32 = table.columns.iter().map(|c| c.width).sum();
        let mut edges = vec![SIDE];
        let mut x = SIDE;
        for column in &table.columns {
            x += column.width / sum * MEASURE;
            edges.push(x);
        }
        Self { table, edges, drawn: Edges::default() }
    }

    fn edge(&self, column: usize) -> f32 {
        self.edges.get(column).or(self.edges.last()).copied().unwrap_or(SIDE)
    }

    fn line_height(&self) -> f32 {
        self.table.points * MM_PER_POINT * 1.35
    }

    fn height(&self, cells: &[SetCell], least: f32) -> f32 {
        self.height_of(cells.iter().map(|cell| cell.lines.len()), least)
    }

    fn height_of(&self, lines: impl Iterator<Item = usize>, least: f32) -> f32 {
        (index(lines.max().unwrap_or(1)) * self.line_height() + 2.0).max(least)
    }

    fn cell(&self, flow: &Flow<'_>, cell: &Cell, column: usize, align: Align) -> SetCell {
        let x = self.edge(column);
        let width = self.edge(column + cell.span.max(1)) - x;
        let align = cell.align.unwrap_or(align);
        let mut kind = Type { fonts: flow.fonts, weight: cell.weight, points: self.table.points };
        let room = width - 2.0 * PAD;
        if align == Align::Right {
            // An amount is never broken: it is set smaller where a column is narrow.
            let wide = kind.width(&cell.text);
            if wide > room {
                kind.points *= (room / wide).max(LEAST);
            }
        }
        SetCell { x, width, align, weight: cell.weight, points: kind.points, lines: kind.lines(&cell.text, room, 0.0) }
    }

    fn cells(&self, flow: &Flow<'_>, row: &Row) -> Vec<SetCell> {
        let mut column = 0;
        row.cells
            .iter()
            .map(|cell| {
                let align = self.table.columns.get(column).map_or(Align::Left, |c| c.align);
                let set = self.cell(flow, cell, column, align);
                column += cell.span.max(1);
                set
            })
            .collect()
    }

    /// The head: one row, or two where neighbouring columns share a group.
    fn head_rows(&self, flow: &Flow<'_>) -> Vec<Vec<SetCell>> {
        let head = |text: &str, span: usize| Cell::new(text).strong().spanning(span).aligned(Align::Centre);
        let mut upper = Vec::new();
        let mut lower = Vec::new();
        let columns = &self.table.columns;
        let grouped = columns.iter().any(|c| c.group.is_some());
        let mut at = 0;
        while let Some(column) = columns.get(at) {
            let span = match &column.group {
                Some(group) => columns.iter().skip(at).take_while(|c| c.group.as_ref() == Some(group)).count(),
                None => 1,
            };
            let text = column.group.as_deref().unwrap_or(&column.heading);
            upper.push(self.cell(flow, &head(text, span), at, Align::Centre));
            if column.group.is_some() {
                for (i, c) in columns.iter().enumerate().skip(at).take(span) {
                    lower.push(self.cell(flow, &head(&c.heading, 1), i, Align::Centre));
                }
            }
            at += span;
        }
        if grouped { vec![upper, lower] } else { vec![upper] }
    }

    /// The heights of the head's rows. An ungrouped heading has the height of both.
    fn head_heights(&self, rows: &[Vec<SetCell>]) -> Vec<f32> {
        let [upper, lower] = rows else {
            return rows.iter().map(|row| self.height(row, HEAD)).collect();
        };
        let (grouped, alone): (Vec<&SetCell>, Vec<&SetCell>) = upper.iter().partition(|cell| above(cell, lower));
        let height = |cells: &[&SetCell]| self.height_of(cells.iter().map(|cell| cell.lines.len()), HEAD);
        let first = height(&grouped);
        vec![first, self.height(lower, HEAD).max(height(&alone) - first)]
    }

    /// Draws the head; an ungrouped column's heading stands in the middle of both rows.
    fn head(&mut self, flow: &mut Flow<'_>, rows: &[Vec<SetCell>]) {
        let heights = self.head_heights(rows);
        let total: f32 = heights.iter().sum();
        let (top, first) = (flow.y, heights.first().copied().unwrap_or(total));
        flow.sheet.fill(SIDE, top, MEASURE, total);
        let lower = rows.get(1).map_or(&[][..], Vec::as_slice);
        for cell in rows.first().map_or(&[][..], Vec::as_slice) {
            let grouped = above(cell, lower);
            self.draw(flow, cell, top, if grouped { first } else { total }, 0..cell.lines.len());
            if grouped {
                flow.sheet.rule((cell.x, top + first), (cell.x + cell.width, top + first), 0.4, Ink::HAIR);
            }
        }
        for cell in lower {
            self.draw(flow, cell, top + first, total - first, 0..cell.lines.len());
            let group_starts = rows.first().is_some_and(|upper| upper.iter().any(|u| (u.x - cell.x).abs() < 0.01));
            if !group_starts {
                flow.sheet.rule((cell.x, top + first), (cell.x, top + total), 0.4, Ink::HAIR);
            }
        }
        let cuts: Vec<f32> = rows.first().map_or(&[][..], Vec::as_slice).iter().map(|cell| cell.x).collect();
        self.drawn.row(flow, SIDE, MEASURE, total, &cuts, Ink::RULE);
    }

    fn height_of_rows(&self, flow: &Flow<'_>, from: usize) -> f32 {
        let rows = self.table.rows.iter().skip(from);
        rows.map(|row| self.height(&self.cells(flow, row), self.table.row_height)).sum()
    }

    /// The last rows go to a new page where what follows would have to stand there without them.
    fn go_along(&mut self, flow: &mut Flow<'_>, from: usize, head: &[Vec<SetCell>], page: f32) {
        let height = self.height_of_rows(flow, from) + self.table.below;
        if height > flow.room() && height <= page {
            self.drawn.close(flow, SIDE, MEASURE);
            flow.new_page();
            self.head(flow, head);
        }
    }

    fn row(&mut self, flow: &mut Flow<'_>, row: &Row, head: &[Vec<SetCell>], page: f32) {
        let cells = self.cells(flow, row);
        let count = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(1).max(1);
        let whole = self.height(&cells, self.table.row_height);
        let mut from = 0;
        while from < count {
            let left = (index(count - from) * self.line_height() + 2.0).max(self.table.row_height);
            let split = whole > page && flow.room() > 4.0 * self.line_height();
            if left <= flow.room() + 0.01 {
                self.draw_row(flow, row, &cells, from..count, left);
                return;
            }
            if split {
                let fits = lines_within(flow.room() - 2.0, self.line_height()).min(count - from);
                let height = index(fits) * self.line_height() + 2.0;
                self.draw_row(flow, row, &cells, from..from + fits, height);
                from += fits;
            }
            self.drawn.close(flow, SIDE, MEASURE);
            flow.new_page();
            self.head(flow, head);
        }
    }

    fn draw_row(
        &mut self,
        flow: &mut Flow<'_>,
        row: &Row,
        cells: &[SetCell],
        lines: std::ops::Range<usize>,
        height: f32,
    ) {
        let y = flow.y;
        if row.total {
            flow.sheet.fill(SIDE, y, MEASURE, height);
        }
        for cell in cells {
            self.draw(flow, cell, y, height, lines.clone());
        }
        let cuts: Vec<f32> = cells.iter().map(|cell| cell.x).collect();
        let above = if row.group_start || row.total { Ink::RULE } else { Ink::HAIR };
        self.drawn.row(flow, SIDE, MEASURE, height, &cuts, above);
    }

    fn draw(&self, flow: &mut Flow<'_>, cell: &SetCell, y: f32, height: f32, lines: std::ops::Range<usize>) {
        let line_height = self.line_height();
        let kind = Type { fonts: flow.fonts, weight: cell.weight, points: cell.points };
        let shown: Vec<&String> = cell.lines.iter().skip(lines.start).take(lines.len()).collect();
        let top = y + (height - index(shown.len()) * line_height) / 2.0;
        for (n, line) in shown.into_iter().enumerate() {
            let slot = Slot::left(cell.x + PAD, top + index(n) * line_height, cell.width - 2.0 * PAD, line_height);
            flow.line(slot.align(cell.align), kind, line);
        }
    }
}

/// Whether a cell of the upper head stands above cells of the lower one.
fn above(cell: &SetCell, lower: &[SetCell]) -> bool {
    lower.iter().any(|l| l.x >= cell.x - 0.01 && l.x < cell.x + cell.width - 0.01)
}

/// How many lines fit into a height; at least one, so that setting always goes on.
fn lines_within(height: f32, line: f32) -> usize {
    let mut count = 1;
    while index(count + 1) * line <= height {
        count += 1;
    }
    count
}
