//! 政策 — what is held (`values`), what a book lays over it (`library`), packs (`pack`), a change on its way in (`change`),
//! its effect (`preview`) and taking it in (`take`); what bureau rows prove (`prove`).

mod change;
mod library;
pub mod pack;
mod preview;
mod prove;
mod take;
mod values;

pub(crate) use library::composed;
pub use prove::prove;
pub(crate) use values::part_id;
pub use values::{check, coverage, regions, values};
