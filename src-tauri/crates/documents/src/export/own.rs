//! 自己的文件 — where headings stand in a workbook the clerk brings along, and what is filled in below them.

use std::collections::{BTreeMap, BTreeSet};

use super::table::Value;
use crate::patch::{Edit, Put, SheetEdits};
use crate::sheet::{Cell, Row, Sheet, Workbook};

/// Rows from the top among which headings are looked for.
const HEAD_ROWS: usize = 30;

/// 标题行 of a sheet: its row and the headings by column, from the left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnHead {
    /// The row, counted from 1.
    pub row: u32,
    /// Column (counted from 0) and heading as written.
    pub headings: Vec<(u32, String)>,
}

/// A heading without what varies: blanks, star, brackets of either width, a closing 元.
#[must_use]
pub fn bare(heading: &str) -> String {
    let plain: String = heading
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '*' | '＊' | '\u{200b}' | '\u{feff}'))
        .map(|c| match c {
            '（' => '(',
            '）' => ')',
            other => other,
        })
        .collect();
    plain.trim_end_matches("(元)").trim_end_matches("(必填)").to_owned()
}

/// The first visible sheet with a row that holds all of these headings, and that row.
#[must_use]
pub fn find_head<'w>(workbook: &'w Workbook, wanted: &[&str]) -> Option<(&'w Sheet, OwnHead)> {
    let holds_all = |row: &Row| {
        let seen: Vec<String> = row.filled().filter_map(|(_, cell)| cell.text()).map(bare).collect();
        wanted.iter().all(|heading| seen.iter().any(|it| it == &bare(heading)))
    };
    workbook.sheets.iter().filter(|sheet| sheet.visible).find_map(|sheet| {
        let row = sheet.rows.iter().take(HEAD_ROWS).find(|row| holds_all(row))?;
        let headings = row.filled().filter_map(|(column, cell)| Some((column, cell.text()?.to_owned()))).collect();
        Some((sheet, OwnHead { row: row.number, headings }))
    })
}

/// Two columns of a list as pairs of texts, wherever both are filled: 证件号码 → 个人账号.
#[must_use]
pub fn pairs(workbook: &Workbook, key: &str, value: &str) -> Option<Vec<(String, String)>> {
    let (sheet, head) = find_head(workbook, &[key, value])?;
    let column = |heading: &str| head.headings.iter().find(|(_, text)| bare(text) == bare(heading)).map(|(at, _)| *at);
    let (key, value) = (column(key)?, column(value)?);
    let text = |cell: &Cell| cell.shown().trim().to_owned();
    let rows = sheet.rows.iter().filter(|row| row.number > head.row);
    Some(rows.filter_map(|row| Some((text(row.cell(key)?), text(row.cell(value)?)))).collect())
}

/// 待填的一行 — a person's values by column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FillRow {
    /// 证件号码, by which a row that is there already is told.
    pub id_number: String,
    /// Column (counted from 0) and value; what is empty is not touched.
    pub values: Vec<(u32, Value)>,
}

/// 按自己的模板填 — the edits that put the rows below her headings: a person who is listed is filled in where she stands,
/// the others follow from `first_row` on wherever a row is still free; one that holds nothing but its 序号 is. Nothing
/// that stands there is overwritten but the columns that are filled.
#[must_use]
pub fn fill(sheet: &Sheet, first_row: u32, id_column: Option<u32>, rows: &[FillRow]) -> SheetEdits {
    let below = sheet.rows.iter().filter(|row| row.number >= first_row);
    let number = |row: &Row| Some(row.cell(id_column?)?.shown().trim().to_uppercase());
    let listed: BTreeMap<String, u32> = below.filter_map(|row| Some((number(row)?, row.number))).collect();
    let values = rows.iter().flat_map(|one| &one.values).filter(|(_, value)| *value != Value::Empty);
    let ours: BTreeSet<u32> = values.map(|(column, _)| *column).collect();
    // A note among the rows is a text; a number beside columns of ours only counts them.
    let counts = |(column, cell): (u32, &Cell)| matches!(cell, Cell::Number(_)) && !ours.contains(&column);
    let free = |row: u32| sheet.row(row).is_none_or(|found| found.filled().all(counts));
    let mut next = first_row;
    let mut edits = Vec::new();
    for one in rows {
        let row = listed.get(&one.id_number.to_uppercase()).copied().unwrap_or_else(|| {
            while !free(next) {
                next += 1;
            }
            next += 1;
            next - 1
        });
        let filled = one.values.iter().filter_map(|(column, value)| Some((*column, put(value)?)));
        edits.extend(filled.map(|(column, put)| Edit { row, column, put, mark: false }));
    }
    SheetEdits { sheet: sheet.name.clone(), edits, like_row: Some(first_row), wide: None }
}

fn put(value: &Value) -> Option<Put> {
    match value {
        Value::Empty => None,
        Value::Text(text) => Some(Put::Text(text.clone())),
        Value::Money(amount) => Some(Put::Number(amount.to_string())),
        Value::Rate(rate) => Some(Put::Number(rate.to_string())),
        Value::Count(count) => Some(Put::Number(count.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_listed_is_filled_in_where_she_stands() {
        let text = |column: u32, text: &str| (column, Cell::Text(text.to_owned()));
        let row = |number, cells| Row { number, hidden: false, cells };
        let rows = vec![
            row(1, vec![text(0, "姓名"), text(1, "证件号码")]),
            row(2, vec![text(0, "甲"), text(1, "11010119900307001x")]),
            row(3, vec![text(0, "说明：请勿改动")]),
            row(4, vec![(0, Cell::Number("3".to_owned()))]),
            row(5, vec![(2, Cell::Number("3".to_owned()))]),
        ];
        let sheet = Sheet { name: "表".to_owned(), visible: true, rows, ..Sheet::default() };
        let one =
            |id: &str| FillRow { id_number: id.to_owned(), values: vec![(2, Value::text("值")), (3, Value::Empty)] };
        let edits = fill(&sheet, 2, Some(1), &[one("NEW1"), one("11010119900307001X"), one("NEW2")]);
        let places: Vec<_> = edits.edits.iter().map(|edit| (edit.row, edit.column)).collect();
        // Row 3 holds a note, row 4 only its number, row 5 a number where ours would go; empty values touch nothing.
        assert_eq!(places, [(4, 2), (2, 2), (6, 2)]);
    }
}
