//! 自己的文件 — where headings stand in a workbook the clerk brings along.

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
