//! 线上类型 — everything that crosses to the window and to `--json`, exported to TypeScript.
//!
//! Amounts, rates, months and dates cross as text; a reader on the other side never sees a float.

pub mod book;
pub mod contribution;
pub mod enrollment;
pub mod exchange;
pub mod journal;
pub mod payroll;
pub mod policy;
pub mod roster;
pub mod statement;
pub mod unit;
