//! 导出错误 — why a workbook could not be made.

use rust_xlsxwriter::XlsxError;

/// 导出错误 — why a workbook could not be made. Its text repeats nothing of the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// More lines than a sheet has rows (1,048,576).
    #[error("more lines than a sheet has rows")]
    TooManyLines,
    /// A text longer than a cell holds (32,767 characters).
    #[error("a text is longer than a cell holds")]
    TextTooLong,
    /// A voucher of unequal debit and credit.
    #[error("debit and credit of a voucher differ")]
    Unbalanced,
    /// A line of a text file lacks what it cannot do without.
    #[error("a line lacks a necessary field")]
    Incomplete,
    /// The file could not be put together.
    #[error("the workbook could not be written")]
    Write,
}

impl From<XlsxError> for ExportError {
    fn from(error: XlsxError) -> Self {
        // The messages of the writer may quote a cell, so only their kind goes on.
        match error {
            XlsxError::RowColumnLimitError => Self::TooManyLines,
            XlsxError::MaxStringLengthExceeded => Self::TextTooLong,
            _ => Self::Write,
        }
    }
}
