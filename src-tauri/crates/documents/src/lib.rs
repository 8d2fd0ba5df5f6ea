//! Sheets and pages: bytes ↔ typed rows, views → paper. No database, no law, no clock.
//!
//! The way of a file: bytes → [`worker`] (its own process) → [`sheet`] (grid) → [`recognise`] (what is it, where is
//! what) → [`clean`] (one cell to one value, or the reason why not) → [`rows`] (typed rows with their provenance).

pub mod clean;
pub mod export;
pub mod paper;
pub mod patch;
pub mod read;
pub mod recognise;
pub mod rows;
pub mod sheet;
pub mod worker;
