//! Documents as other programs see them.

mod cells;
mod handed_out;
mod ledger;
mod spreadsheet;
mod templates;
