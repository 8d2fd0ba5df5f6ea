//! Excel 5–2003 workbooks, which calamine reads as whole ranges, after a look through their records.

use std::io::Cursor;

use calamine::{Data, ExcelDateTime, Range, Reader, SheetVisible, Xls, XlsError};
use chrono::Timelike;

use super::biff::{self, Layout};
use super::{Budget, ReadError, number, workbook};
use crate::sheet::{Cell, Format, Merge, Row, Sheet, Workbook};

/// Compound files: Excel 97–2003, or the envelope of an encrypted workbook.
pub(super) fn read_compound(bytes: &[u8]) -> Result<Workbook, ReadError> {
    let utf16 = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let contains = |name: &str| {
        let needle = utf16(name);
        bytes.windows(needle.len()).any(|window| window == needle)
    };
    if contains("EncryptedPackage") {
        return Err(ReadError::Encrypted);
    }
    if !contains("Workbook") && !contains("Book") {
        let looks_like = if contains("WordDocument") {
            Some("文字文档")
        } else if contains("PowerPoint Document") {
            Some("演示文稿")
        } else {
            None
        };
        return Err(ReadError::NotASpreadsheet { looks_like: looks_like.map(str::to_owned) });
    }
    let layouts = biff::layouts(bytes)?;
    let mut file: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| refused_xls(&error))?;
    let tabs = tabs(&file);
    let mut budget = Budget::default();
    let mut sheets = Vec::new();
    for (name, visible) in tabs {
        let range = file.worksheet_range(&name).map_err(|error| refused_xls(&error))?;
        let mut layout = layouts.get(&name).cloned().unwrap_or_default();
        if !layout.empty_results.is_empty() {
            let formulas = file.worksheet_formula(&name).unwrap_or_default();
            let formula = |(row, column): &(u32, u32)| formulas.get_value((row.saturating_sub(1), *column));
            layout.empty_results.retain(|place| !formula(place).is_some_and(|text| may_be_empty(text)));
        }
        let merges = file.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let merges = merges.iter().map(|area| Merge {
            top: area.start.0 + 1,
            bottom: area.end.0 + 1,
            left: area.start.1,
            right: area.end.1,
        });
        let merges = merges.collect();
        let rows = rows(&range, &layout, &mut budget)?;
        sheets.push(Sheet { name, visible, rows, merges, hidden_columns: layout.hidden_columns });
    }
    Ok(workbook(Format::Xls, sheets))
}

fn tabs<'a, R: Reader<Cursor<&'a [u8]>>>(file: &R) -> Vec<(String, bool)> {
    file.sheets_metadata().iter().map(|s| (s.name.clone(), s.visible == SheetVisible::Visible)).collect()
}

fn rows(range: &Range<Data>, layout: &Layout, budget: &mut Budget) -> Result<Vec<Row>, ReadError> {
    let (top, left) = range.start().unwrap_or((0, 0));
    let mut rows: Vec<Row> = Vec::new();
    for (index, cells) in range.rows().enumerate() {
        let number = top.saturating_add(u32::try_from(index).unwrap_or(u32::MAX)).saturating_add(1);
        let mut found = Vec::new();
        for (offset, data) in cells.iter().enumerate() {
            let column = left.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
            let place = (number, column);
            let value = match value(data, layout.months.contains(&place)) {
                None if layout.empty_results.contains(&place) => Cell::Uncomputed,
                Some(_) if layout.is_no_result(place) => Cell::Uncomputed,
                None => continue,
                Some(value) => value,
            };
            budget.take(number, column)?;
            found.push((column, value));
        }
        if !found.is_empty() {
            rows.push(Row { number, hidden: layout.hidden_rows.contains(&number), cells: found });
        }
    }
    Ok(rows)
}

/// Whether a formula can give an empty text: it names one, looks something up or only repeats another cell. A sum cannot.
pub(super) fn may_be_empty(formula: &str) -> bool {
    let looks_up = ["\"", "LOOKUP", "INDEX", "OFFSET", "INDIRECT", "CHOOSE", "TEXT", "MID", "LEFT", "RIGHT", "TRIM"];
    let computes = formula.contains(['+', '-', '*', '/', '(']);
    !computes || looks_up.iter().any(|word| formula.contains(word))
}

fn value(data: &Data, month_only: bool) -> Option<Cell> {
    match data {
        Data::Empty => None,
        Data::Int(value) => Some(Cell::Number(value.to_string())),
        Data::Float(value) => Some(number(*value)),
        Data::String(text) if text.is_empty() => None,
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Some(Cell::Text(text.clone())),
        Data::Bool(value) => Some(Cell::Bool(*value)),
        Data::DateTime(date) => Some(date_cell(date, month_only)),
        Data::Error(error) => Some(Cell::Error(error.to_string())),
    }
}

/// A cell with a date format. A month format counts only with the first of a month: another day was really typed.
pub(super) fn date_cell(date: &ExcelDateTime, month_only: bool) -> Cell {
    let moment = if date.is_datetime() { date.as_datetime() } else { None };
    match moment {
        Some(moment) if date.as_f64() >= 1.0 => {
            let day = moment.date();
            let month_only = month_only && chrono::Datelike::day(&day) == 1 && moment.num_seconds_from_midnight() == 0;
            Cell::Date { day, month_only }
        }
        _ => number(date.as_f64()),
    }
}

fn refused_xls(error: &XlsError) -> ReadError {
    match error {
        XlsError::Password => ReadError::Encrypted,
        _ => ReadError::Damaged { what: "旧版 Excel 内容读不通".to_owned() },
    }
}
