//! 分月 — the table of each month: whose columns and the month's own, with the numbers of rows and columns as in the sheet.

use std::collections::BTreeSet;

use super::super::body::{is_dash, total_word};
use super::super::dialect::Dialects;
use super::super::field::Field;
use super::layout::{Layout, MonthColumn};
use super::meaning::Meaning;
use super::{MonthTable, across};
use crate::clean;
use crate::sheet::{Cell, Row, Sheet};

/// Five years of 10,000 people: every month has rows of its own, and they must find room.
const MOST_ROWS: usize = 600_000;

/// A table for every month, in their order.
///
/// # Errors
/// What the clerk should know where the months hold no amounts.
pub(super) fn cut(
    sheet: &Sheet,
    layout: &Layout,
    meaning: &Meaning,
    crossing: bool,
    dialects: &Dialects,
) -> Result<Vec<(Sheet, MonthTable)>, String> {
    let body = Body::of(sheet, layout, dialects);
    if body.only_marks() {
        return Err("每月的格里写的是标记，不是金额，没有可以入账的数；请换成有金额的表".to_owned());
    }
    let months: BTreeSet<(Option<i32>, u32)> = layout.months.iter().map(|column| (column.year, column.month)).collect();
    if months.len().saturating_mul(sheet.rows.len()) > MOST_ROWS {
        return Err("这张表的月份和行数太多，一次分不开；请按年份分成几张表后导入".to_owned());
    }
    once_each(layout, meaning)?;
    let mut notes = meaning.notes.clone();
    notes.extend(body.left_out());
    let mut sums = across::check(layout, meaning, &body.people(), &mut notes);
    let tables = months.into_iter().map(|(year, number)| {
        let of_month = |column: &&MonthColumn| (column.year, column.month) == (year, number);
        let own: Vec<u32> = layout.months.iter().filter(of_month).map(|column| column.column).collect();
        let columns = meaning.columns.iter().filter(|(column, ..)| own.contains(column));
        let units = layout.months.iter().map(|month| (month.column, month.unit));
        let unit = |column: u32| units.clone().find(|(of, _)| *of == column).and_then(|(_, unit)| unit);
        let in_unit = |column: u32| unit(column).map_or_else(String::new, |unit| format!("（{unit}）"));
        let heading = |column: u32, text: &str| format!("{text}（{number}月）{}", in_unit(column));
        let headings: Vec<(u32, String)> =
            columns.clone().map(|(column, text, _)| (*column, heading(*column, text))).collect();
        let fields: Vec<(u32, Field)> = columns.filter_map(|(column, _, field)| Some((*column, (*field)?))).collect();
        let written = year.map_or_else(String::new, |year| format!("{year}年"));
        let table = body.table(format!("{}（{written}{number}月）", sheet.name), &headings);
        let (notes, across) = (notes.clone(), std::mem::take(&mut sums));
        (table, MonthTable { year, number, crossing, kind: meaning.kind, fields, notes, across })
    });
    Ok(tables.collect())
}

/// 应发 and 工资 of one month, in two columns: which of them is her pay cannot be known. Only a pay sheet may take two
/// amounts for one insurance.
fn once_each(layout: &Layout, meaning: &Meaning) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for (month, (_, heading, field)) in layout.months.iter().zip(&meaning.columns) {
        let Some(field) = field.filter(|field| meaning.kind.is_record() || !field.may_repeat()) else { continue };
        if !seen.insert((month.year, month.month, field)) {
            let what = field.chinese();
            return Err(format!("{} 月有不止一列“{what}”（“{heading}”）；请只留一列，或写明各列是什么", month.month));
        }
    }
    Ok(())
}

struct Body<'s> {
    sheet: &'s Sheet,
    layout: &'s Layout,
    names: Vec<u32>,
    figures: BTreeSet<u32>,
    absent: &'s [String],
    /// Last rows of the further blocks under the same headings.
    repeats: Vec<u32>,
}

impl<'s> Body<'s> {
    fn of(sheet: &'s Sheet, layout: &'s Layout, dialects: &'s Dialects) -> Self {
        let names = layout.names(dialects);
        let heads: Vec<(u32, &str)> =
            layout.whose.iter().map(|(column, heading)| (*column, heading.as_str())).collect();
        let same = |row: &&Row| {
            let text = |column: u32| row.cell(column).and_then(Cell::text).map(str::trim);
            row.number > layout.last && heads.iter().all(|(column, heading)| text(*column) == Some(*heading))
        };
        let (first, last) = (layout.first, layout.last);
        // Where the names stand among the headings, so that the whole block is known from them.
        let stands =
            (first..=last).find(|n| sheet.cell(*n, names.first().copied().unwrap_or(0)).is_some()).unwrap_or(last);
        let repeats = sheet.rows.iter().filter(same).map(|row| row.number + (last - stands)).collect();
        Self { sheet, layout, names, figures: layout.figures(), absent: &dialects.month_words.absent, repeats }
    }

    /// Rows below the headings, without headings that are repeated.
    fn rows(&self) -> impl Iterator<Item = &'s Row> {
        let height = self.layout.last - self.layout.first;
        let is_heading =
            move |number: u32| self.repeats.iter().any(|last| (last.saturating_sub(height)..=*last).contains(&number));
        self.sheet.rows.iter().filter(move |row| row.number > self.layout.last && !is_heading(row.number))
    }

    /// Rows that name somebody.
    fn people(&self) -> Vec<&'s Row> {
        let named = |row: &&Row| {
            let cells = self
                .names
                .iter()
                .filter_map(|column| row.cell(*column))
                .filter(|cell| !cell.is_blank() && !is_dash(cell));
            let total = row
                .filled()
                .filter(|(column, _)| !self.figures.contains(column))
                .any(|(_, cell)| total_word(cell).is_some());
            cells.count() > 0 && !total && row.filled().count() > 1
        };
        self.rows().filter(named).collect()
    }

    /// Whether the months hold √ and 已缴 instead of amounts.
    fn only_marks(&self) -> bool {
        let months = || self.layout.months.iter().map(|column| column.column);
        let rows = self.people();
        let mut cells =
            rows.iter().flat_map(|row| months().filter_map(|column| row.cell(column))).filter(|cell| !cell.is_blank());
        cells.clone().next().is_some()
            && cells.all(|cell| clean::covered(cell).is_some() && clean::money(cell).value.is_none())
    }

    /// What is not taken from the sheet: columns of other things, and dashes, which say that there was no pay.
    fn left_out(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let others: Vec<&str> = self.layout.others.iter().map(|(_, heading, _)| heading.as_str()).collect();
        if !others.is_empty() {
            notes.push(format!("未取的列：{}", others.join("、")));
        }
        let columns = || self.layout.months.iter().map(|column| column.column);
        let rows = self.people();
        let marked = rows.iter().flat_map(|row| columns().filter_map(|column| row.cell(column)));
        let marked = marked.filter(|cell| !cell.is_blank() && self.says_absent(cell)).count();
        if marked > 0 {
            notes.push(format!("{marked} 格写的是“-”或“离职”等，按当月没有工资或缴费读取；为零的请填 0"));
        }
        notes
    }

    /// A cell of somebody who was not there: no amount, not an amount of nothing.
    fn says_absent(&self, cell: &Cell) -> bool {
        let text = cell.text().map(|text| text.split_whitespace().collect::<String>());
        let dash = |text: &String| matches!(text.as_str(), "-" | "--" | "—" | "——" | "–" | "/" | "\\" | "无");
        cell.is_blank() || text.is_some_and(|text| dash(&text) || self.absent.contains(&text))
    }

    /// The table of one month.
    fn table(&self, name: String, headings: &[(u32, String)]) -> Sheet {
        let above = self.sheet.rows.iter().filter(|row| row.number < self.layout.first);
        let mut rows: Vec<Row> = above
            .filter_map(|row| if self.pays(row) { self.month_row(row, headings) } else { Some(row.clone()) })
            .collect();
        rows.push(self.heading_row(self.layout.last, headings));
        rows.extend(self.repeats.iter().map(|last| self.heading_row(*last, headings)));
        rows.extend(self.rows().filter_map(|row| self.month_row(row, headings)));
        rows.sort_by_key(|row| row.number);
        rows.dedup_by_key(|row| row.number);
        let below = |top: u32| top > self.layout.last || top < self.layout.first;
        Sheet {
            name,
            visible: self.sheet.visible,
            rows,
            hidden_columns: self.sheet.hidden_columns.clone(),
            merges: self.sheet.merges.iter().filter(|merge| below(merge.top)).copied().collect(),
        }
    }

    /// A row above the headings that is one of the table's, where the headings stand below it.
    fn pays(&self, row: &Row) -> bool {
        let amount = |column: &u32| row.cell(*column).is_some_and(|cell| clean::money(cell).value.is_some());
        self.names.iter().any(|column| row.cell(*column).is_some()) && self.figures.iter().any(amount)
    }

    fn heading_row(&self, number: u32, headings: &[(u32, String)]) -> Row {
        let mut cells: Vec<(u32, Cell)> = self
            .layout
            .whose
            .iter()
            .chain(headings)
            .map(|(column, text)| (*column, Cell::Text(text.clone())))
            .collect();
        cells.sort_by_key(|(column, _)| *column);
        Row { number, hidden: false, cells }
    }

    /// Whose row it is and the month's amounts; nothing for somebody without any in this month. Titles of groups stay.
    fn month_row(&self, row: &Row, headings: &[(u32, String)]) -> Option<Row> {
        if row.filled().count() < 2 {
            return Some(row.clone());
        }
        let own = |column: u32| headings.iter().any(|(other, _)| *other == column);
        let present = row.filled().any(|(column, cell)| own(column) && !self.says_absent(cell));
        if !present {
            return None;
        }
        let whose = |column: u32| self.layout.whose.iter().any(|(other, _)| *other == column);
        let kept = |column: u32, cell: &Cell| whose(column) || (own(column) && !self.says_absent(cell));
        let mut cells: Vec<(u32, Cell)> =
            row.cells.iter().filter(|(column, cell)| kept(*column, cell)).cloned().collect();
        // The label of a total may stand in a column that is not taken along.
        let label = row.filled().find(|(column, cell)| {
            !kept(*column, cell) && !self.figures.contains(column) && total_word(cell).is_some()
        });
        if let (Some((_, label)), Some(name)) = (label, self.names.first())
            && row.cell(*name).is_none_or(Cell::is_blank)
        {
            cells.retain(|(column, _)| column != name);
            cells.push((*name, label.clone()));
            cells.sort_by_key(|(column, _)| *column);
        }
        Some(Row { number: row.number, hidden: row.hidden, cells })
    }
}
