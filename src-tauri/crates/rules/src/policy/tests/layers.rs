//! Layers over the shipped values: added, never overwritten.

use super::{day, entry, library, month};
use crate::insurance::Insurance;
use crate::policy::value::Options;
use crate::policy::{Added, Author, Document, Evidence, Layer, Library, Query, Standing, Status};

const RATES: &str = "employer = \"0.16\"\nemployee = \"0.08\"";

fn shipped() -> Library {
    let text = [
        entry("bounds", "2025-07", "final", "published = \"2025-09-18\"\nfloor = \"7162\"\ncap = \"35811\""),
        entry("rates", "2024-07", "final", RATES),
    ]
    .concat();
    library("pension", &text).unwrap()
}

fn document(text: &str) -> Document {
    let path = "regions/110000-beijing/pension.toml".to_owned();
    Document { path, text: format!("insurance = \"pension\"\n{text}") }
}

fn lay(author: Author, text: &str) -> (Library, Vec<Added>) {
    let documents = [document(text)];
    shipped().with(&Layer { author, known_from: day("2026-02-01"), documents: &documents }).unwrap()
}

fn bounds(published: &str, floor: &str) -> String {
    entry("bounds", "2025-07", "final", &format!("{published}\nfloor = \"{floor}\"\ncap = \"35811\""))
}

fn floor(library: &Library, on: &str) -> (String, Status, Evidence) {
    let options = Options::default();
    let query = Query {
        region: "110000",
        insurance: Insurance::Pension,
        month: month("2026-01"),
        known_on: day(on),
        options: &options,
        setting: None,
    };
    let terms = library.terms(&query).unwrap();
    (terms.bounds.value.floor.unwrap().to_string(), terms.bounds.status, terms.bounds.evidence)
}

#[test]
fn a_later_publication_counts_from_its_day() {
    let (library, added) = lay(Author::Issuer, &bounds("published = \"2026-01-10\"", "7200"));
    assert_eq!(added.len(), 1);
    assert_eq!(added[0].standing, Standing::New);
    assert_eq!(added[0].before.as_ref().map(|old| old.from), Some(month("2025-07")));
    assert_eq!(floor(&library, "2026-01-09").0, "7162.00");
    assert_eq!(floor(&library, "2026-01-10"), ("7200.00".to_owned(), Status::Final, Evidence::Quoted));
    let line = library.timeline("北京", Insurance::Pension, None);
    let corrected: Vec<bool> =
        line.iter().filter(|e| e.part == super::super::Part::Bounds).map(|e| e.corrected).collect();
    assert_eq!(corrected, [true, false]);
}

#[test]
fn without_a_day_of_its_own_an_entry_is_known_with_its_layer() {
    let (library, _) = lay(Author::Issuer, &bounds("", "7200"));
    assert_eq!(floor(&library, "2026-01-31").0, "7162.00");
    assert_eq!(floor(&library, "2026-02-01").0, "7200.00");
}

#[test]
fn what_is_there_already_is_passed_over() {
    let copy = bounds("published = \"2025-09-18\"", "7162");
    let (library, added) = lay(Author::Issuer, &copy);
    assert!(added.is_empty());
    assert_eq!(library, shipped());
}

#[test]
fn another_value_of_the_same_day_is_told() {
    let (_, added) = lay(Author::Issuer, &bounds("published = \"2025-09-18\"", "7163"));
    assert_eq!(added[0].standing, Standing::SameDay);
}

/// A copied document that the clerk changed names the old day: hers is known from the day she gives it in.
#[test]
fn the_clerks_value_is_marked_as_hers() {
    let (library, added) = lay(Author::Clerk, &bounds("published = \"2025-09-18\"", "7163"));
    assert_eq!(added[0].standing, Standing::New);
    assert_eq!(floor(&library, "2026-01-31").0, "7162.00");
    assert_eq!(floor(&library, "2026-02-01"), ("7163.00".to_owned(), Status::UnitConfirmed, Evidence::Clerk));
}

#[test]
fn an_issuer_speaks_after_the_clerk() {
    let own = [document(&bounds("published = \"2026-01-20\"", "7170"))];
    let hers = Layer { author: Author::Clerk, known_from: day("2026-02-01"), documents: &own };
    let (library, _) = shipped().with(&hers).unwrap();
    let official = [document(&bounds("published = \"2026-01-20\"", "7180"))];
    let theirs = Layer { author: Author::Issuer, known_from: day("2026-02-02"), documents: &official };
    let (library, added) = library.with(&theirs).unwrap();
    assert_eq!(added[0].standing, Standing::New);
    assert_eq!(floor(&library, "2026-02-02").0, "7180.00");
}

#[test]
fn a_place_that_is_not_known_or_a_broken_document_is_an_error() {
    let elsewhere = Document { path: "regions/999999-nowhere/pension.toml".to_owned(), ..document("") };
    for wrong in [elsewhere, document("floor = 1"), Document { path: "pension.toml".to_owned(), ..document("") }] {
        let documents = [wrong];
        let layer = Layer { author: Author::Issuer, known_from: day("2026-02-01"), documents: &documents };
        assert!(shipped().with(&layer).is_err());
    }
    let head = "code = \"999999\"\nname = \"某地\"\n".to_owned();
    let documents = [
        Document {
            path: "regions/999999-nowhere/pension.toml".to_owned(),
            ..document(&entry("rates", "2025-01", "final", RATES))
        },
        Document { path: "regions/999999-nowhere/region.toml".to_owned(), text: head },
    ];
    let layer = Layer { author: Author::Issuer, known_from: day("2026-02-01"), documents: &documents };
    let (library, added) = shipped().with(&layer).unwrap();
    assert_eq!((library.region("某地").map(|r| r.code.as_str()), added.len()), (Some("999999"), 1));
}

#[test]
fn a_layer_keeps_whom_an_insurance_is_for() {
    let documents =
        [Document { text: format!("optional = true\n{}", document(&bounds("", "7200")).text), ..document("") }];
    let layer = Layer { author: Author::Issuer, known_from: day("2026-02-01"), documents: &documents };
    assert_eq!(shipped().with(&layer).unwrap().1[0].standing, Standing::OtherHead);
}
