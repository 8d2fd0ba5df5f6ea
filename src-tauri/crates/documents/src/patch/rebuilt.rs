//! 另做一本 — a workbook with the same cells in the same places, for sources whose own format cannot be written.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Color, Format, Workbook as Writer, Worksheet};

use super::{Edit, Put, SheetEdits};
use crate::export::ExportError;
use crate::sheet::{Cell, Sheet, Workbook};

/// How a cell looks: plain, a day, and the red twins of both.
struct Looks {
    plain: Format,
    day: Format,
    red: Format,
    red_day: Format,
}

/// The workbook as an Excel 2007 one, with the edits in it. Figures stay figures, texts texts; the looks of the source
/// are not known here and not kept.
///
/// # Errors
/// [`ExportError`] if it does not fit into a sheet.
pub fn rebuilt(workbook: &Workbook, edits: &[SheetEdits]) -> Result<Vec<u8>, ExportError> {
    let mut writer = Writer::new();
    let red = Format::new().set_background_color(Color::RGB(0x00FF_C7CE));
    let looks = Looks {
        plain: Format::new(),
        day: Format::new().set_num_format("yyyy-mm-dd"),
        red_day: red.clone().set_num_format("yyyy-mm-dd"),
        red,
    };
    for sheet in &workbook.sheets {
        let own = edits.iter().find(|one| one.sheet == sheet.name);
        one(writer.add_worksheet(), sheet, own, &looks)?;
    }
    Ok(writer.save_to_buffer()?)
}

fn one(out: &mut Worksheet, sheet: &Sheet, edits: Option<&SheetEdits>, looks: &Looks) -> Result<(), ExportError> {
    out.set_name(&sheet.name)?;
    let all = edits.map(|one| one.edits.as_slice()).unwrap_or_default();
    let by_place: BTreeMap<(u32, u32), &Edit> = all.iter().map(|edit| ((edit.row, edit.column), edit)).collect();
    for row in &sheet.rows {
        for (column, cell) in &row.cells {
            let edit = by_place.get(&(row.number, *column));
            let marked = edit.is_some_and(|edit| edit.mark);
            if edit.is_none_or(|edit| edit.put == Put::Keep) {
                write(out, (row.number, *column), cell, marked, looks)?;
            }
        }
        if row.hidden {
            out.set_row_hidden(row.number.saturating_sub(1))?;
        }
    }
    for edit in all {
        let format = if edit.mark { &looks.red } else { &looks.plain };
        let (row, column) = place((edit.row, edit.column));
        match &edit.put {
            Put::Text(text) => out.write_string_with_format(row, column, text, format)?,
            Put::Number(number) => out.write_number_with_format(row, column, figure(number), format)?,
            Put::Keep if sheet.cell(edit.row, edit.column).is_none() => out.write_blank(row, column, format)?,
            Put::Keep => out,
        };
    }
    for column in &sheet.hidden_columns {
        out.set_column_hidden(place((1, *column)).1)?;
    }
    if let Some((column, width)) = edits.and_then(|one| one.wide) {
        out.set_column_width(place((1, column)).1, width)?;
    }
    Ok(())
}

/// Rows from 1, columns from 0, as the writer counts them.
fn place((row, column): (u32, u32)) -> (u32, u16) {
    (row.saturating_sub(1), u16::try_from(column).unwrap_or(u16::MAX))
}

fn write(out: &mut Worksheet, at: (u32, u32), cell: &Cell, red: bool, looks: &Looks) -> Result<(), ExportError> {
    let (row, column) = place(at);
    let format = if red { &looks.red } else { &looks.plain };
    match cell {
        Cell::Number(number) => out.write_number_with_format(row, column, figure(number), format)?,
        Cell::Date { day, month_only: false } => {
            let format = if red { &looks.red_day } else { &looks.day };
            out.write_datetime_with_format(row, column, day, format)?
        }
        Cell::Bool(value) => out.write_boolean_with_format(row, column, *value, format)?,
        Cell::Uncomputed => out.write_blank(row, column, format)?,
        other => out.write_string_with_format(row, column, other.shown(), format)?,
    };
    Ok(())
}

/// A cell of a workbook holds a binary fraction; it was one when it was read, and becomes the same again.
fn figure(number: &str) -> f64 {
    number.parse().unwrap_or_default()
}
