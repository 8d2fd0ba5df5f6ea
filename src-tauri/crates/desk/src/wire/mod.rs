//! 线上类型 — everything that crosses to the window and to `--json`, exported to TypeScript.
//!
//! Amounts, rates, months and dates cross as text; a reader on the other side never sees a float.

pub mod alert;
pub mod arrears;
pub mod book;
pub mod contribution;
pub mod enrollment;
pub mod exchange;
pub mod export;
pub mod inbox;
pub mod insight;
pub mod journal;
pub mod law;
pub mod mapping;
pub mod matching;
pub mod month;
pub mod obligation;
pub mod onboarding;
pub mod payroll;
pub mod policy;
pub mod policy_change;
pub mod policy_proof;
pub mod privacy;
pub mod privacy_form;
pub mod reconciliation;
pub mod remittance;
pub mod roster;
pub mod statement;
pub mod true_up;
pub mod unit;
pub mod year_archive;

/// Row numbers of a book stay far below two billion; the wire has no 64-bit numbers.
pub(crate) fn small(id: i64) -> i32 {
    i32::try_from(id).unwrap_or(i32::MAX)
}
