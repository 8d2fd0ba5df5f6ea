//! 回答 — the clerk's decisions on what an import left open.

pub(in crate::exchange) mod answer;
pub(in crate::exchange) mod matches;
