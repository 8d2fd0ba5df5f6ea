//! The law (社保·医保·公积金): pure functions and types.
//!
//! No file, clock, database, float or window is known here. Everything that decides an amount stands in this
//! crate, one file per idea, and every amount can be opened into the steps that made it ([`derivation`]).

#![deny(clippy::disallowed_types, clippy::disallowed_methods)]

pub mod agency;
pub mod alert;
pub mod arrears;
pub mod balance;
pub mod claim;
pub mod contribution;
pub mod cover;
pub mod credit_code;
pub mod day;
pub mod derivation;
pub mod earlier;
pub mod enrollment;
pub mod identity;
pub mod insight;
pub mod insurance;
pub mod law;
pub mod money;
pub mod month;
pub mod name;
pub mod national;
pub mod onboarding;
pub mod policy;
pub mod proving;
pub mod rate;
pub mod reconciliation;
pub mod remittance;
pub mod rounding;
pub mod setting;
pub mod unit_day;
pub mod wages;
pub mod words;
