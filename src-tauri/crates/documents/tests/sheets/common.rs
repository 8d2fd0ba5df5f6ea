//! Small workbooks, built cell by cell, and the dialects the program ships.

use rust_xlsxwriter::{Format, Workbook, Worksheet};
use shebao_documents::read;
use shebao_documents::recognise::{Dialects, SheetGuess, inspect, tables};
use shebao_documents::rows::{SheetRows, read_rows};

/// Every dialect file of the program.
pub fn dialects() -> Dialects {
    Dialects::parse(dialect_files()).unwrap()
}

/// Name and text of every dialect file.
pub fn dialect_files() -> Vec<(&'static str, &'static str)> {
    macro_rules! files {
        ($($name:literal),+ $(,)?) => { vec![$(($name, include_str!(concat!("../../../../../assets/dialects/", $name)))),+] };
    }
    files![
        "people.toml",
        "contributions.toml",
        "roster.toml",
        "roster_left.toml",
        "enrollments.toml",
        "bases.toml",
        "units.toml",
        "settings.toml",
        "wages.toml",
        "agency_records.toml",
        "housing_fund_records.toml",
        "bank_statement.toml",
        "claims.toml",
        "tax_report.toml",
        "fund_accounts.toml",
        "insured_list.toml",
        "month_columns.toml",
    ]
}

/// A cell as a test writes it: text, `=` before a number, empty for none.
pub fn put(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, text) in (0_u16..).zip(cells) {
        let row = row - 1;
        if let Some(number) = text.strip_prefix('=') {
            sheet.write_number(row, column, number.parse::<f64>().unwrap()).unwrap();
        } else if let Some(day) = text.strip_prefix('@') {
            let format = Format::new().set_num_format("yyyy/m/d");
            let day = chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").unwrap();
            sheet.write_datetime_with_format(row, column, day, &format).unwrap();
        } else if !text.is_empty() {
            sheet.write_string(row, column, *text).unwrap();
        }
    }
}

/// Merges an area given by rows from 1 and columns from 0, keeping a text in its first cell.
pub fn merge(sheet: &mut Worksheet, area: (u32, u16, u32, u16), text: &str) {
    let (top, left, bottom, right) = area;
    sheet.merge_range(top - 1, left, bottom - 1, right, text, &Format::new()).unwrap();
}

/// The file's bytes.
pub fn bytes(mut book: Workbook) -> Vec<u8> {
    book.save_to_buffer().unwrap()
}

/// Reads and recognises a workbook under a file name, table by table.
pub fn taken(book: Workbook, file_name: &str) -> (Vec<SheetGuess>, Vec<SheetRows>) {
    let (book, dialects) = (read::read(&bytes(book)).unwrap(), dialects());
    let tables = tables(&book, &dialects);
    let guesses = match &tables {
        Some(tables) => tables.inspect(file_name, &dialects),
        None => inspect(&book, file_name, &dialects),
    };
    let book = tables.as_ref().map_or(&book, |tables| &tables.workbook);
    let rows = guesses.iter().map(|guess| read_rows(book, guess)).collect();
    (guesses, rows)
}

/// One sheet filled by a closure.
pub fn sheet(fill: impl FnOnce(&mut Worksheet)) -> Workbook {
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    book
}
