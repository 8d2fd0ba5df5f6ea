//! 导出 — workbooks a clerk takes elsewhere: amounts as live formulas with their results beside them.

pub mod ledger;

mod columns;
mod detail;
mod error;
mod formula;
mod style;
mod summary;
#[cfg(test)]
mod tests;

pub use error::ExportError;
