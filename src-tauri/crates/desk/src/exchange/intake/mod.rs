//! 导入 — files into batches, one at a time or a folder at once, by hand or from the inbox; and back out again.

pub(in crate::exchange) mod batch;
pub(in crate::exchange) mod gate;
pub(in crate::exchange) mod import;
pub(in crate::exchange) mod inbox;
pub(in crate::exchange) mod migrate;
pub(in crate::exchange) mod prepare;
pub(in crate::exchange) mod shadow;
