//! 识别 — files that are read and recognised, and wait for the clerk's decisions; nothing is written.

pub(in crate::exchange) mod inspect;
pub(in crate::exchange) mod mapping;
pub(in crate::exchange) mod open;
pub(in crate::exchange) mod paste;
