//! 原件 — the files that came in: kept, put away, given back with what is wrong marked red.

pub(in crate::exchange) mod archive;
pub(in crate::exchange) mod mark;
