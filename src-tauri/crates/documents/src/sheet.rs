//! 工作簿 — what a spreadsheet file holds, once it has been read: rows of typed cells, nothing interpreted yet.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// 文件格式 — told by the content, never by the extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Excel 2007 and later (also xlsm).
    Xlsx,
    /// Excel 97–2003.
    Xls,
    /// Excel binary workbook.
    Xlsb,
    /// OpenDocument.
    Ods,
    /// Excel 2003 XML.
    Xml,
    /// Tables of a web page.
    Html,
    /// Comma, tab or semicolon separated text.
    Text,
}

/// 工作簿.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workbook {
    /// How the file was read.
    pub format: Format,
    /// The sheets in the order of the tabs.
    pub sheets: Vec<Sheet>,
}

/// 工作表.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The name on the tab.
    pub name: String,
    /// Whether the tab is shown.
    pub visible: bool,
    /// Rows that hold at least one cell, ascending.
    pub rows: Vec<Row>,
    /// Hidden columns, counted from 0.
    pub hidden_columns: Vec<u32>,
    /// Merged areas.
    pub merges: Vec<Merge>,
}

/// One row with its filled cells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// As the clerk sees it, counted from 1.
    pub number: u32,
    /// Whether the row is hidden.
    pub hidden: bool,
    /// Column (counted from 0) and cell, ascending, without empty cells.
    pub cells: Vec<(u32, Cell)>,
}

/// 合并单元格 — a merged area; its value stands in the first cell. Rows count from 1, columns from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// First row.
    pub top: u32,
    /// Last row.
    pub bottom: u32,
    /// First column.
    pub left: u32,
    /// Last column.
    pub right: u32,
}

/// 单元格.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cell {
    /// Text as it stands.
    #[serde(rename = "t")]
    Text(String),
    /// A number as the shortest plain decimal that reads back as the same cell value: `0.1`, `12345.6`, `45000`.
    #[serde(rename = "n")]
    Number(String),
    /// A number shown as a date.
    #[serde(rename = "d")]
    Date {
        /// The day.
        #[serde(rename = "y")]
        day: NaiveDate,
        /// The cell shows year and month only, so the day is the spreadsheet program's, not the clerk's.
        #[serde(rename = "m")]
        month_only: bool,
    },
    /// TRUE or FALSE.
    #[serde(rename = "b")]
    Bool(bool),
    /// `#N/A` and its kin.
    #[serde(rename = "e")]
    Error(String),
    /// A formula without a stored result.
    #[serde(rename = "u")]
    Uncomputed,
}

impl Workbook {
    /// 写着的一切 — every name of a tab and every text and number of a cell.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let cells = self.sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
        let written = cells.filter_map(|(_, cell)| match cell {
            Cell::Text(text) | Cell::Number(text) => Some(text.as_str()),
            _ => None,
        });
        self.sheets.iter().map(|sheet| sheet.name.as_str()).chain(written)
    }
}

impl Cell {
    /// The number, exactly as it stands in the file.
    #[must_use]
    pub fn decimal(&self) -> Option<Decimal> {
        match self {
            Self::Number(text) => Decimal::from_str_exact(text).ok(),
            _ => None,
        }
    }

    /// The text of a text cell.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Text that holds nothing but blanks.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text().is_some_and(|text| text.chars().all(|c| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')))
    }

    /// What the clerk sees, near enough to quote it in a message.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(text) | Self::Error(text) => text.clone(),
            Self::Date { day, month_only: true } => day.format("%Y-%m").to_string(),
            Self::Date { day, month_only: false } => day.to_string(),
            Self::Bool(true) => "TRUE".to_owned(),
            Self::Bool(false) => "FALSE".to_owned(),
            Self::Uncomputed => String::new(),
        }
    }
}

impl Row {
    /// The cell in a column.
    #[must_use]
    pub fn cell(&self, column: u32) -> Option<&Cell> {
        let place = self.cells.binary_search_by_key(&column, |(c, _)| *c).ok()?;
        self.cells.get(place).map(|(_, cell)| cell)
    }

    /// The filled cells that hold more than blanks.
    pub fn filled(&self) -> impl Iterator<Item = (u32, &Cell)> {
        self.cells.iter().filter(|(_, cell)| !cell.is_blank()).map(|(column, cell)| (*column, cell))
    }
}

impl Sheet {
    /// The row with a number, if it holds anything.
    #[must_use]
    pub fn row(&self, number: u32) -> Option<&Row> {
        let place = self.rows.binary_search_by_key(&number, |row| row.number).ok()?;
        self.rows.get(place)
    }

    /// The cell at a place, if it holds anything.
    #[must_use]
    pub fn cell(&self, row: u32, column: u32) -> Option<&Cell> {
        self.row(row)?.cell(column)
    }
}

/// 列号 — `A` for column 0, `AA` for column 26.
#[must_use]
pub fn column_letter(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_count_like_a_spreadsheet() {
        for (column, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!(column_letter(column), letters);
        }
    }
}
