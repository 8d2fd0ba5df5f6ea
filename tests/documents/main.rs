//! Documents as other programs see them.

mod ledger;
mod spreadsheet;
