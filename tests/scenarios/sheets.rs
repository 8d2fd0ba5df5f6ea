//! Sheets made for one test: a few cells, written as a clerk's program would.

use std::path::{Path, PathBuf};

use rust_xlsxwriter::Workbook;

/// A cell as it is stored.
pub enum Cell {
    Text(&'static str),
    Number(f64),
}

/// Writes one sheet with a heading row and data rows under it.
pub fn write(folder: &Path, file: &str, sheet: &str, headings: &[&str], rows: &[Vec<Cell>]) -> PathBuf {
    let mut workbook = Workbook::new();
    let worksheet = workbook.add_worksheet().set_name(sheet).expect("a name for the sheet");
    for (column, heading) in (0..).zip(headings) {
        worksheet.write_string(0, column, *heading).expect("a heading");
    }
    for (row, cells) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Text(text) => worksheet.write_string(row, column, *text).expect("a text"),
                Cell::Number(number) => worksheet.write_number(row, column, *number).expect("a number"),
            };
        }
    }
    let path = folder.join(file);
    workbook.save(&path).expect("the sheet can be written");
    path
}
