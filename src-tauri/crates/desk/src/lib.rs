//! 经办台 — the clerk's actions: one function per action, each a transaction with its journal row.
//!
//! The window and the command line are two shells over this crate and can do the same. `today` is always an argument.

pub mod error;
pub mod wire;

pub use error::{Code, Failure, Outcome};
