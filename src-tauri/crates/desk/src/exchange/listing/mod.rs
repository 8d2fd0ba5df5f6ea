//! 已存的行 — what the book holds of each kind, as it is listed.

pub(in crate::exchange) mod bank_rows;
pub(in crate::exchange) mod claim_rows;
pub(in crate::exchange) mod earlier;
pub(in crate::exchange) mod fact_rows;
pub(in crate::exchange) mod records;
