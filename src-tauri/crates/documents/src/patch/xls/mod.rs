//! 旧版 Excel — an Excel 97–2003 workbook changed record by record.
//!
//! The workbook is a stream of records inside a compound file. Where a sheet is written to, its rows and cells are put
//! together anew, each untouched record with the bytes it had; texts go to the end of the workbook's list of texts. What
//! names a place in the stream follows (sheets, indexes) or is left out where programs do without it. Anything that is
//! not understood is refused: better a new workbook that says so than one that another program reads wrongly.

mod compound;
mod looks;
mod record;
mod table;
mod texts;
mod workbook;

use super::SheetEdits;
use crate::read::ReadError;

pub(super) fn rewrite(bytes: &[u8], edits: &[SheetEdits]) -> Result<Vec<u8>, ReadError> {
    let stream = compound::workbook_stream(bytes)?;
    let changed = workbook::rewrite(&stream, edits)?;
    compound::with_workbook_stream(bytes, &changed)
}

/// Why a workbook is not changed.
fn refused(what: &str) -> ReadError {
    ReadError::FixedFormat { what: what.to_owned() }
}

/// Something stands otherwise than the format says.
fn not_understood() -> ReadError {
    refused("内部结构与常见的 .xls 不同")
}
