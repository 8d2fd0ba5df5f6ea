//! 命令 — each parses, asks the desk, and hands back its answer. Nothing is decided here.

pub mod alert;
pub mod arrears;
pub mod backup;
pub mod book;
pub mod contribution;
pub mod enrollment;
pub mod exchange;
pub mod insight;
pub mod job;
pub mod journal;
pub mod law;
pub mod month;
pub mod payroll;
pub mod policy;
pub mod privacy;
pub mod reconciliation;
pub mod rekey;
pub mod remittance;
pub mod roster;
pub mod statement;
pub mod unit;
pub mod user;
