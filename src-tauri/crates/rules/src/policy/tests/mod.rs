//! The rules of the standard, one by one, on small files.

mod clocks;
mod files;
mod layers;
mod settings;
mod terms;

use chrono::NaiveDate;

use super::{Library, PolicyError, Query, Terms, Unsettled};
use crate::insurance::Insurance;
use crate::month::Month;
use crate::policy::value::Options;

pub(super) const REGION: &str = "code = \"110000\"\nname = \"北京\"\naliases = [\"北京市\"]\n";

/// What every entry must say besides its values.
pub(super) const CITED: &str = "evidence = \"quoted\"\nchecked = \"2026-11-21\"\nsource = { title = \"示例通知\" }\n";

/// A library of one region with one insurance file.
pub(super) fn library(insurance: &str, text: &str) -> Result<Library, PolicyError> {
    let name = insurance.split(':').next().unwrap();
    let files = [
        ("policy/regions/110000-beijing/region.toml".to_owned(), REGION.to_owned()),
        (format!("policy/regions/110000-beijing/{name}.toml"), format!("insurance = \"{insurance}\"\n{text}")),
    ];
    Library::parse(files)
}

/// An entry of a table: `entry("bounds", "2025-07", "final", "floor = \"7162\"\n")`.
pub(super) fn entry(table: &str, from: &str, status: &str, rest: &str) -> String {
    format!("[[{table}]]\nfrom = \"{from}\"\nstatus = \"{status}\"\n{CITED}{rest}\n")
}

pub(super) fn month(text: &str) -> Month {
    text.parse().unwrap()
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The terms of 北京 as known at the end of 2026, nothing recorded of the person, no setting.
pub(super) fn terms(library: &Library, insurance: Insurance, of: &str) -> Result<Terms, Box<Unsettled>> {
    let options = Options::default();
    library.terms(&Query {
        region: "北京",
        insurance,
        month: month(of),
        known_on: day("2026-12-31"),
        options: &options,
        setting: None,
    })
}
