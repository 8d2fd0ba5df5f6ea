//! 政策 — what is held (`values`), what a book lays over it (`library`), packs (`pack`), a change on its way in (`change`; a
//! value of the clerk's own as its document: `own`), its effect (`preview`) and taking it in (`take`); what the rows of a
//! bureau (`evidence`) prove: those of a file (`prove`) or of the book, kept as a stamp (`stamp`) and shown on the values
//! (`stamped`).

mod change;
mod evidence;
mod library;
mod own;
pub mod pack;
mod preview;
mod prove;
mod stamp;
mod stamped;
mod take;
mod values;

pub(crate) use library::composed;
pub use prove::prove;
pub(crate) use values::part_id;
pub use values::{check, coverage, regions, values};
