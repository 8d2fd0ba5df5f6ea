//! Documents as other programs see them.

mod handed_out;
mod ledger;
mod spreadsheet;
