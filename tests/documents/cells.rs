//! 单元格 of a written workbook as another program reads them.

use calamine::{Data, Range};
use shebao_rules::money::Yuan;

/// GB 11643-1999, the standard's own example number.
pub const ID: &str = "11010519491231002X";

pub fn yuan(text: &str) -> Yuan {
    text.parse().unwrap()
}

pub fn cell(sheet: &Range<Data>, row: u32, column: u32) -> String {
    match sheet.get_value((row, column)) {
        None | Some(Data::Empty) => String::new(),
        Some(Data::String(text)) => text.clone(),
        Some(Data::Float(number)) => format!("#{number}"),
        other => panic!("row {row}, column {column}: {other:?}"),
    }
}

pub fn row(sheet: &Range<Data>, row: u32, columns: u32) -> Vec<String> {
    (0..columns).map(|column| cell(sheet, row, column)).collect()
}
