//! 文书 — 《社保状态说明》 and 月度缴费告知单: preview is the file, every issued paper is kept in the book.

mod batch;
mod issue;
mod lines;
mod outside;
mod tray;
mod view;

pub(crate) use issue::sha256;
pub(crate) use outside::Outside;
