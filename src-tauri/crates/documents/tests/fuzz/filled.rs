//! 填模板 — changed .xls files as templates: rows go in, and what comes back holds them and everything that stood there.

use shebao_documents::patch::{Edit, Put, SheetEdits, patch};
use shebao_documents::read::read;
use shebao_documents::sheet::{Cell, Sheet, Workbook};

use crate::child::{has_next_step, word};

/// The target whose files are filled.
pub const TARGET: &str = "xls-filled";

/// Fills every sheet of a workbook that was read.
pub fn fill(bytes: &[u8], book: &Workbook) -> Result<&'static str, String> {
    let mut ended = word::REFUSED;
    for sheet in &book.sheets {
        let edits = edits(sheet);
        let after = match patch(bytes, std::slice::from_ref(&edits)) {
            Ok(after) => after,
            Err(error) if has_next_step(&error) => continue,
            Err(error) => return Err(format!("{error} has no next step")),
        };
        let again = read(&after).map_err(|error| format!("what was filled cannot be read: {error}"))?;
        compare(book, &again, &edits)?;
        ended = word::ROWS;
    }
    Ok(ended)
}

/// Two rows: one where the second row stands, one behind the last.
fn edits(sheet: &Sheet) -> SheetEdits {
    let last = sheet.rows.last().map_or(1, |row| row.number);
    let mut edits = Vec::new();
    for row in [2, last + 1] {
        let puts = [Put::Text("欧阳·㛃".to_owned()), Put::Number("8600.5".to_owned()), Put::Text("=1+1".to_owned())];
        edits.extend((0..).zip(puts).map(|(column, put)| Edit { row, column, put, mark: false }));
    }
    SheetEdits { sheet: sheet.name.clone(), edits, like_row: Some(2), wide: None }
}

/// Every cell as it was but those that were written to; those hold what was written, or the formula they had.
fn compare(before: &Workbook, after: &Workbook, edits: &SheetEdits) -> Result<(), String> {
    let names = |book: &Workbook| book.sheets.iter().map(|sheet| sheet.name.clone()).collect::<Vec<_>>();
    if names(before) != names(after) {
        return Err("other sheets came back".to_owned());
    }
    for (old, new) in before.sheets.iter().zip(&after.sheets) {
        let own: &[Edit] = if old.name == edits.sheet { &edits.edits } else { &[] };
        let places = |sheet: &Sheet| -> Vec<(u32, u32)> {
            sheet.rows.iter().flat_map(|row| row.cells.iter().map(|(column, _)| (row.number, *column))).collect()
        };
        for place in places(old).into_iter().chain(places(new)) {
            let (was, is) = (old.cell(place.0, place.1), new.cell(place.0, place.1));
            let edit = own.iter().find(|edit| (edit.row, edit.column) == place);
            let wrote = edit.is_some_and(|edit| is.is_some_and(|cell| holds(cell, &edit.put)));
            if was != is && !wrote {
                return Err(format!("row {} column {} came back otherwise", place.0, place.1));
            }
        }
    }
    Ok(())
}

fn holds(cell: &Cell, put: &Put) -> bool {
    match put {
        Put::Text(text) => cell.text() == Some(text),
        // The look of the place may show a number as a day.
        Put::Number(number) => matches!(cell, Cell::Date { .. }) || cell.shown() == *number,
        Put::Keep => false,
    }
}
