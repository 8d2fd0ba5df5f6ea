//! 横向合计 — what a sheet sums over its months, held against the months themselves.

use serde::{Deserialize, Serialize};
use shebao_rules::money::Yuan;

use super::super::field::Field;
use super::layout::{Layout, SumColumn};
use super::meaning::Meaning;
use crate::clean;
use crate::sheet::{Cell, Row};

/// 一列横向合计, or one row of it that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Across {
    /// Column, from 0.
    pub column: u32,
    /// As the sheet calls it.
    pub heading: String,
    /// The row that differs; `None` for the whole column.
    pub row: Option<u32>,
    /// What it sums.
    pub field: Option<Field>,
    /// What the sheet prints.
    pub file: Yuan,
    /// The sum of the months.
    pub ours: Yuan,
}

/// So many rows that differ are named.
const NAMED: usize = 20;

/// Holds every sum against the months it sums, row by row. A sum that does not say what it sums is told among the notes.
pub(super) fn check(layout: &Layout, meaning: &Meaning, rows: &[&Row], notes: &mut Vec<String>) -> Vec<Across> {
    let mut found = Vec::new();
    for sum in &layout.sums {
        let Some((field, parts)) = parts(layout, meaning, sum) else {
            notes.push(format!("“{}”列没有写明合计的是哪几列，未核对", sum.heading));
            continue;
        };
        let of = |row: Option<u32>, file, ours| Across {
            column: sum.column,
            heading: sum.heading.clone(),
            row,
            field,
            file,
            ours,
        };
        let both = rows.iter().filter_map(|row| Some((row.number, amount(row, sum.column)?, added(row, &parts)?)));
        let both: Vec<(u32, Yuan, Yuan)> = both.collect();
        if both.is_empty() {
            continue;
        }
        found.push(of(None, total(both.iter().map(|(_, file, _)| *file)), total(both.iter().map(|(.., ours)| *ours))));
        let differing = both.iter().filter(|(_, file, ours)| file != ours).take(NAMED);
        found.extend(differing.map(|(row, file, ours)| of(Some(*row), *file, *ours)));
    }
    found
}

/// The columns that a sum sums: those of its words, or all where the sheet has columns of one meaning only.
fn parts(layout: &Layout, meaning: &Meaning, sum: &SumColumn) -> Option<(Option<Field>, Vec<u32>)> {
    let mut fields: Vec<(&str, Option<Field>)> =
        meaning.columns.iter().map(|(_, heading, field)| (heading.as_str(), *field)).collect();
    fields.sort_unstable();
    fields.dedup();
    let named = fields.iter().find(|(heading, _)| {
        !sum.of.is_empty() && (sum.of == *heading || sum.of.contains(heading) || heading.contains(sum.of.as_str()))
    });
    let (heading, field) = match (named, fields.as_slice()) {
        (Some(named), _) => *named,
        (None, [only]) => *only,
        _ => return None,
    };
    let within = |month: u32| sum.span.is_none_or(|(first, last)| (first..=last).contains(&month));
    let columns = layout.months.iter().zip(&meaning.columns);
    let own = columns.filter(|(month, (_, own, of))| own == heading && *of == field && within(month.month));
    Some((field, own.map(|(month, _)| month.column).collect()))
}

fn amount(row: &Row, column: u32) -> Option<Yuan> {
    clean::money(row.cell(column).filter(|cell| !cell.is_blank())?).value
}

/// The sum of a row's months; `None` where one of them holds figures that are no amount: that is told of its own cell.
fn added(row: &Row, columns: &[u32]) -> Option<Yuan> {
    let unread = |cell: &Cell| {
        clean::money(cell).value.is_none() && cell.text().is_none_or(|text| text.contains(|c: char| c.is_numeric()))
    };
    let cells = columns.iter().filter_map(|column| row.cell(*column)).filter(|cell| !cell.is_blank());
    if cells.clone().any(unread) {
        return None;
    }
    Some(total(cells.filter_map(|cell| clean::money(cell).value)))
}

/// A sum that a hostile file cannot carry beyond its bounds.
fn total(amounts: impl Iterator<Item = Yuan>) -> Yuan {
    Yuan::from_fen(amounts.fold(0, |sum: i64, amount| sum.saturating_add(amount.fen())))
}
