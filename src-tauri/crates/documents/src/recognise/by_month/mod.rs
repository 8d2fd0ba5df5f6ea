//! 按月横排 — a sheet with one column per month becomes a table for every month, with its rows and columns numbered as in
//! the sheet: from there on each is read like the sheet of that month. Months, years and what the columns hold are never
//! guessed: where a sheet does not say them, it stays whole, and the clerk is told what to write into it.

mod across;
mod cut;
mod layout;
mod meaning;
mod time;
mod years;

use serde::{Deserialize, Serialize};
use shebao_rules::month::Month;

pub use across::Across;

use super::dialect::Dialects;
use super::field::Field;
use super::kind::Kind;
use crate::sheet::Sheet;

/// 按月横排的用语 — the words of `month_columns.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MonthWords {
    #[serde(rename = "kind")]
    _kind: String,
    wages: Vec<String>,
    gross: Vec<String>,
    net: Vec<String>,
    deducted: Vec<String>,
    records: Vec<String>,
    bases: Vec<String>,
    sums: Vec<String>,
    averages: Vec<String>,
    absent: Vec<String>,
}

/// 一个月的表 — a month's table that was taken out of a sheet with one column per month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthTable {
    /// 年份, where the sheet says it.
    pub year: Option<i32>,
    /// 月, 1–12.
    pub number: u32,
    /// The months run over the turn of a year that is not written: one year would not do for all of them.
    pub crossing: bool,
    /// What the table holds.
    pub kind: Kind,
    /// What those of its columns of amounts mean whose headings say it.
    pub fields: Vec<(u32, Field)>,
    /// What the clerk should know of how the sheet was read.
    pub notes: Vec<String>,
    /// 横向合计, held against the months; they stand with the first table of a sheet.
    pub across: Vec<Across>,
}

impl MonthTable {
    /// The month, with the year that is written or, where none is, with the one given.
    #[must_use]
    pub fn month(&self, year: Option<i32>) -> Option<Month> {
        Month::new(self.year.or(year.filter(|_| !self.crossing))?, self.number).ok()
    }

    /// What to do where the year is not known.
    #[must_use]
    pub const fn ask_for_year(&self) -> &'static str {
        if self.crossing {
            "这张表按月横排、跨了两年，表头没有写明年份；请在表头写上年份（如“2023年7月”）后重新导入"
        } else {
            "这张表按月横排，没有写明年份；请在导入时把月份选成这一年的任一月份"
        }
    }
}

/// The tables of the months of a sheet, in their order; nothing for a sheet that has none, or that does not say enough.
pub(super) fn tables(sheet: &Sheet, dialects: &Dialects) -> Vec<(Sheet, MonthTable)> {
    match read(sheet, dialects) {
        Some(Ok(tables)) => tables,
        _ => Vec::new(),
    }
}

/// Why a sheet with one column per month stays whole, and what the clerk can do about it.
pub(super) fn unclear(sheet: &Sheet, dialects: &Dialects) -> Option<String> {
    read(sheet, dialects)?.err()
}

fn read(sheet: &Sheet, dialects: &Dialects) -> Option<Result<Vec<(Sheet, MonthTable)>, String>> {
    let mut layout = layout::find(sheet, dialects)?;
    let titles = titles(sheet, &layout);
    let tables = meaning::find(&layout, &titles, dialects).and_then(|meaning| {
        let crossing = years::settle(&mut layout, &titles)?;
        cut::cut(sheet, &layout, &meaning, crossing, dialects)
    });
    Some(tables)
}

/// How far above the headings titles are looked for.
const TITLE_ROWS: usize = 12;

/// The texts above the headings and the tab's name last; a line that dates the print says nothing of the months.
fn titles(sheet: &Sheet, layout: &layout::Layout) -> Vec<String> {
    let above = sheet.rows.iter().take_while(|row| row.number < layout.first).take(TITLE_ROWS);
    let texts = above.flat_map(|row| row.filled().filter_map(|(_, cell)| cell.text()).map(str::to_owned));
    let told = texts.filter(|text| !super::hints::is_dated(text));
    told.chain([sheet.name.clone()]).collect()
}
