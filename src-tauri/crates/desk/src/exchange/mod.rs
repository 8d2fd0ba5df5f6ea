//! 导入导出 — sheets into facts, with a dry run before and an undo after.
//!
//! The way of a sheet: file → worker process → grid → recognised sheet (`reading`) → typed rows → matched with the book
//! (`ground`) → facts, by the authority of their source (`facts`) → one batch that can be taken back as a whole (`intake`).
//! A dry run goes the same way and is rolled back. What stays open is answered (`answering`), what came in is kept
//! (`originals`), what is held is listed (`listing`), and what bureaus take is given back (`export`).

mod answering;
mod export;
mod facts;
mod ground;
mod intake;
mod listing;
mod originals;
mod reading;

pub use export::{
    exchange_copied_list, exchange_export_kinds, exchange_list, exchange_template, exchange_template_kinds,
};
pub(crate) use intake::inbox::Recognised;
pub use reading::inspect::inspect;
pub(crate) use reading::inspect::read_file;
pub(crate) use reading::open::{OpenFiles, hex};
pub use reading::paste::paste;
pub use shebao_documents::worker::run_worker as import_worker;
