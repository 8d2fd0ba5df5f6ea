//! 导入导出 — sheets into facts, with a dry run before and an undo after.
//!
//! The way of a sheet: file → worker process → grid → recognised sheet (`inspect`) → typed rows → matched with the book
//! (`matching`) → facts, by the authority of their source (`people`, `cover`, `places`, `payroll`) → one batch that can
//! be taken back as a whole. A dry run goes the same way and is rolled back.

mod agency_record;
mod answer;
mod archive;
mod bank;
mod bank_rows;
mod bases;
mod batch;
mod claim_rows;
mod claims;
mod cover;
mod doubts;
pub(crate) mod earlier;
mod export;
mod fact_rows;
mod gate;
mod import;
mod in_part;
mod inbox;
mod inspect;
mod mapping;
mod mark;
mod matches;
mod matching;
mod met;
mod migrate;
mod open;
mod paste;
mod payroll;
mod people;
mod places;
mod prepare;
mod ready;
mod records;
mod report;
mod run;
mod shadow;
mod spells;
mod told;
mod units;

pub use export::{
    exchange_copied_list, exchange_export_kinds, exchange_list, exchange_template, exchange_template_kinds,
};
pub(crate) use inbox::Recognised;
pub use inspect::inspect;
pub(crate) use inspect::read_file;
pub(crate) use open::{OpenFiles, hex};
pub use paste::paste;
pub use shebao_documents::worker::run_worker as import_worker;
