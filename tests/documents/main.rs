//! Documents as other programs see them.

mod cells;
mod handed_out;
mod ledger;
mod old_workbook;
mod patched;
mod spreadsheet;
mod templates;
