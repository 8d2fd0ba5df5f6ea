//! 批次的底 — what every kind of row needs on its way into a batch: the book as it stands, the report, the sheet.

pub(in crate::exchange) mod matching;
pub(in crate::exchange) mod places;
pub(in crate::exchange) mod ready;
pub(in crate::exchange) mod report;
pub(in crate::exchange) mod run;
pub(in crate::exchange) mod told;
pub(in crate::exchange) mod veiled;
