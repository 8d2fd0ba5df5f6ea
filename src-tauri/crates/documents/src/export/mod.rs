//! 导出 — files a clerk takes elsewhere: her own ledger with live formulas, and what bureaus and colleagues take in.

pub mod batch;
pub mod blank;
pub mod declaration;
pub mod fund_change;
pub mod ledger;
pub mod own;
pub mod report;
pub mod table;
pub mod tax_client;
pub mod voucher;

mod columns;
mod detail;
mod error;
mod formula;
mod style;
mod summary;
#[cfg(test)]
mod tests;

pub use error::ExportError;
