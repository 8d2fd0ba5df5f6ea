//! Excel 2007 workbooks through calamine's cell stream, which holds one cell at a time.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader, SheetVisible, Xlsx, XlsxError};

use super::layout::Layout;
use super::{Budget, ReadError, number, workbook};
use crate::sheet::{Cell, Format, Row, Sheet, Workbook};

pub(super) fn read(bytes: &[u8], layouts: &BTreeMap<String, Layout>) -> Result<Workbook, ReadError> {
    let mut file: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| refused(&error))?;
    let tabs: Vec<(String, bool)> =
        file.sheets_metadata().iter().map(|s| (s.name.clone(), s.visible == SheetVisible::Visible)).collect();
    let mut budget = Budget::default();
    let mut sheets = Vec::with_capacity(tabs.len());
    for (name, visible) in tabs {
        let blank = Layout::default();
        let layout = layouts.get(&name).unwrap_or(&blank);
        let rows = match rows(&mut file, &name, layout, &mut budget) {
            Err(XlsxFailure::NotASheet) => continue,
            Err(XlsxFailure::Refused(error)) => return Err(error),
            Ok(rows) => rows,
        };
        let (hidden_columns, merges) = (layout.hidden_columns.clone(), layout.merges.clone());
        sheets.push(Sheet { name, visible, rows, hidden_columns, merges });
    }
    Ok(workbook(Format::Xlsx, sheets))
}

/// A tab may be a chart; that is no reason to refuse the file.
enum XlsxFailure {
    NotASheet,
    Refused(ReadError),
}

fn rows(
    file: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    layout: &Layout,
    budget: &mut Budget,
) -> Result<Vec<Row>, XlsxFailure> {
    let mut stream = match file.worksheet_cells_reader(name) {
        Ok(stream) => stream,
        Err(XlsxError::NotAWorksheet(_)) => return Err(XlsxFailure::NotASheet),
        Err(error) => return Err(XlsxFailure::Refused(refused(&error))),
    };
    let month_formats: Vec<bool> = stream
        .styles()
        .iter()
        .map(|s| s.number_format.as_ref().is_some_and(|f| shows_month_only(&f.format_code, f.format_id)))
        .collect();
    let mut rows: Vec<Row> = Vec::new();
    loop {
        let (cell, style) = match stream.next_cell_with_style_id() {
            Ok(Some(found)) => found,
            Ok(None) => break,
            Err(error) => return Err(XlsxFailure::Refused(refused(&error))),
        };
        let (row, column) = cell.get_position();
        let row = row.saturating_add(1);
        let month_only = month_formats.get(style).copied().unwrap_or(false);
        let value = match value(cell.get_value(), month_only) {
            _ if layout.uncomputed.contains(&(row, column)) => Cell::Uncomputed,
            None => continue,
            Some(value) => value,
        };
        budget.take(row, column).map_err(XlsxFailure::Refused)?;
        match rows.last_mut().filter(|last| last.number == row) {
            Some(last) => last.cells.push((column, value)),
            None => {
                let hidden = layout.hidden_rows.contains(&row);
                // Mostly a row has as many cells as the one above.
                let mut cells = Vec::with_capacity(rows.last().map_or(1, |above| above.cells.len()));
                cells.push((column, value));
                rows.push(Row { number: row, hidden, cells });
            }
        }
    }
    Ok(rows)
}

pub(super) fn value(data: &DataRef<'_>, month_only: bool) -> Option<Cell> {
    match data {
        DataRef::Empty => None,
        DataRef::Int(value) => Some(Cell::Number(value.to_string())),
        DataRef::Float(value) => Some(number(*value)),
        DataRef::String(text) if text.is_empty() => None,
        DataRef::String(text) => Some(Cell::Text(text.clone())),
        DataRef::SharedString("") => None,
        DataRef::SharedString(text) => Some(Cell::Text((*text).to_owned())),
        DataRef::Bool(value) => Some(Cell::Bool(*value)),
        DataRef::DateTime(date) => Some(super::ranges::date_cell(date, month_only)),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Some(Cell::Text(text.clone())),
        DataRef::Error(error) => Some(Cell::Error(error.to_string())),
    }
}

/// Whether a number format shows the year and the month but no day. The built-in East Asian formats come by number.
pub(super) fn shows_month_only(code: &str, id: Option<u32>) -> bool {
    if matches!(id, Some(17 | 27 | 36 | 50 | 52 | 57)) && !code.to_ascii_lowercase().contains('d') {
        return true;
    }
    let (mut quoted, mut bracket, mut escaped) = (false, false, false);
    let mut letters = String::new();
    for c in code.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' | '_' | '*' => escaped = true,
            '"' => quoted = !quoted,
            '[' if !quoted => bracket = true,
            ']' if !quoted => bracket = false,
            ';' if !quoted => break,
            _ if !quoted && !bracket => letters.push(c.to_ascii_lowercase()),
            _ => {}
        }
    }
    letters.contains('y') && letters.contains('m') && !letters.contains(['d', 'h', 's'])
}

fn refused(error: &XlsxError) -> ReadError {
    match error {
        XlsxError::Password => ReadError::Encrypted,
        XlsxError::Zip(_) | XlsxError::Io(_) => ReadError::Damaged { what: "压缩结构读不通".to_owned() },
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound | XlsxError::WorksheetNotFound(_) => {
            ReadError::Damaged { what: "缺少工作表部件".to_owned() }
        }
        _ => ReadError::Damaged { what: "工作表内容读不通".to_owned() },
    }
}

#[cfg(test)]
mod tests {
    use super::shows_month_only;

    #[test]
    fn tells_month_formats_from_day_formats() {
        for (code, is_month) in [
            ("yyyy\"年\"m\"月\"", true),
            ("yyyy-mm", true),
            ("yyyy/m/d", false),
            ("[$-804]yyyy\"年\"m\"月\"d\"日\"", false),
            ("mmm-yy", true),
            ("#,##0.00", false),
            ("yyyy-mm-dd hh:mm", false),
        ] {
            assert_eq!(shows_month_only(code, None), is_month, "{code}");
        }
    }
}
