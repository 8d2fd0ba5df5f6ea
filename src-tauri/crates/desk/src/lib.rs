//! 经办台 — the clerk's actions: one function per action, each a transaction with its journal row.
//!
//! The window and the command line are two shells over this crate and can do the same. `now` is always an argument;
//! the day it falls on is the `today` of every rule.

pub mod access;
mod actions;
mod alert;
mod arrears;
mod authority;
mod backup;
mod book;
pub mod contribution;
pub mod demo;
mod enrollment;
pub mod error;
pub mod exchange;
mod failure;
pub mod handout;
mod initials;
mod insight;
mod journal;
mod kept;
pub mod law;
mod month;
mod naming;
mod obligation;
mod onboarding;
mod origin;
mod payroll;
mod place;
pub mod policy;
mod preference;
mod privacy;
mod read;
mod reconciliation;
mod records;
mod rekey;
mod reliance;
mod remittance;
mod rescue;
mod retirement;
mod reveal;
mod roster;
mod statement;
mod tools;
mod true_up;
mod unit;
mod user;
pub mod wire;

pub use book::Desk;
pub use error::{Code, Failure, Outcome};
pub use exchange::{
    exchange_copied_list, exchange_export_kinds, exchange_list, exchange_template, exchange_template_kinds,
    import_worker, inspect as exchange_inspect, paste as exchange_paste,
};
pub use privacy::archive_verify;
pub use shebao_rules::policy::Library;
pub use tools::Tools;

/// 此刻 — the local moment of an action.
pub type Moment = chrono::NaiveDateTime;
