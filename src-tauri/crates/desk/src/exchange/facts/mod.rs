//! 行成为事实 — one file per kind: whose a row is, what the book has of it, and what becomes of it.

pub(in crate::exchange) mod agency_record;
pub(in crate::exchange) mod bank;
pub(in crate::exchange) mod bases;
pub(in crate::exchange) mod claims;
pub(in crate::exchange) mod cover;
pub(in crate::exchange) mod doubts;
pub(in crate::exchange) mod in_part;
pub(in crate::exchange) mod met;
pub(in crate::exchange) mod payroll;
pub(in crate::exchange) mod people;
pub(in crate::exchange) mod spells;
pub(in crate::exchange) mod units;
