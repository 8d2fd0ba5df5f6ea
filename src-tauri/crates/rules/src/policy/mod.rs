//! 政策 — dated values with their source: bounds, rates, fixed amounts, rounding.
//!
//! The way of a value: one TOML file per region and insurance (`parse`) → dated values (`value`) → the library
//! (`library`) → what holds for one region, insurance, option and month as known on a day (`terms`).

pub mod coverage;
pub mod error;
pub mod layer;
pub mod library;
pub(crate) mod parse;
mod settle;
pub mod source;
pub mod status;
pub mod terms;
pub mod timeline;
pub mod value;

pub use coverage::{Coverage, CoverageState};
pub use error::{PolicyError, Problem};
pub use layer::{Added, Author, Document, Layer, Standing};
pub use library::{Conflict, Library, Query, Region};
pub use source::{Evidence, Source};
pub use status::Status;
pub use terms::{Cited, FixedAmount, Gap, Terms, Unsettled};
pub use timeline::{Part, TimelineEntry, TimelineValue};
pub use value::{Choice, Options, RateSide};

#[cfg(test)]
mod tests;
