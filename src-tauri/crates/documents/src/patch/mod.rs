//! 在原文件上改 — single cells of the clerk's own workbook, everything else byte for byte as it was.
//!
//! Only the parts of the sheets that are written to are touched, the styles where cells are marked, and the word that
//! formulas are to be computed when the file is opened: drop-downs, widths, merged and hidden cells, comments, pictures
//! and the other sheets stay as the file has them. A cell that holds a formula keeps it. An Excel 97–2003 workbook is changed record by record (`xls`). Runs inside the worker process
//! ([`crate::worker`]).

mod cells;
mod parts;
mod rebuilt;
mod styles;
mod xls;

use serde::{Deserialize, Serialize};

pub use rebuilt::rebuilt;

use crate::read::{ReadError, is_old_workbook};

/// What is written into a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Put {
    /// Nothing: the cell keeps what it holds.
    Keep,
    /// 文字, never a formula, however it begins.
    Text(String),
    /// A plain decimal number.
    Number(String),
}

/// 改一格.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// Counted from 1.
    pub row: u32,
    /// Counted from 0.
    pub column: u32,
    /// What is written.
    pub put: Put,
    /// 标红.
    pub mark: bool,
}

/// 改一张表.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetEdits {
    /// The sheet's name.
    pub sheet: String,
    /// In any order; of one place the last counts.
    pub edits: Vec<Edit>,
    /// The row whose look the rows below take where they have none of their own.
    pub like_row: Option<u32>,
    /// A column that is given a width, and how many characters.
    pub wide: Option<(u32, u32)>,
}

/// 改好的工作簿: the bytes of the workbook with its edits.
///
/// # Errors
/// [`ReadError::FixedFormat`] for an Excel 97–2003 workbook that is not understood to its last record, and for marks in
/// one; [`ReadError`] for another file that is no Excel 2007 workbook or whose parts cannot be read.
pub fn patch(bytes: &[u8], edits: &[SheetEdits]) -> Result<Vec<u8>, ReadError> {
    if is_old_workbook(bytes) { xls::rewrite(bytes, edits) } else { parts::rewrite(bytes, edits) }
}

/// What a part that does not hold to its form is called.
fn damaged(what: &str) -> ReadError {
    ReadError::Damaged { what: what.to_owned() }
}
