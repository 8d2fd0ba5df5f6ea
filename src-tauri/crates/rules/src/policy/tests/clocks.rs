//! Two clocks: what is in force in a month, as known on a day.

use super::{day, entry, library, month};
use crate::insurance::Insurance;
use crate::policy::value::Options;
use crate::policy::{Library, Query, Status, Terms, Unsettled};

const RATES: &str = "employer = \"0.16\"\nemployee = \"0.08\"";

/// 北京 pension: 6821 from 2024-07, 7162 from 2025-07 announced 2025-09-18 (通告 t20250918_4204880).
fn beijing() -> Library {
    let text = [
        entry("bounds", "2024-07", "final", "through = \"2025-06\"\nfloor = \"6821\"\ncap = \"35283\""),
        entry(
            "bounds",
            "2025-07",
            "final",
            "through = \"2026-06\"\npublished = \"2025-09-18\"\nfloor = \"7162\"\ncap = \"35811\"",
        ),
        entry("rates", "2024-07", "final", RATES),
    ]
    .concat();
    library("pension", &text).unwrap()
}

fn known(library: &Library, of: &str, on: &str) -> Result<Terms, Box<Unsettled>> {
    library.terms(&Query {
        region: "110000",
        insurance: Insurance::Pension,
        month: month(of),
        known_on: day(on),
        options: &Options::default(),
        setting: None,
    })
}

fn floor(terms: &Terms) -> String {
    terms.bounds.value.floor.unwrap().to_string()
}

#[test]
fn before_publication_the_old_value_keeps_running_as_carried_over() {
    let library = beijing();
    for (of, on, expected, status) in [
        ("2025-06", "2025-08-10", "6821.00", Status::Final),
        ("2025-07", "2025-08-10", "6821.00", Status::CarriedOver),
        ("2025-07", "2025-09-17", "6821.00", Status::CarriedOver),
        ("2025-07", "2025-09-18", "7162.00", Status::Final),
        ("2025-06", "2026-11-21", "6821.00", Status::Final),
    ] {
        let terms = known(&library, of, on).unwrap();
        assert_eq!((floor(&terms).as_str(), terms.bounds.status), (expected, status), "{of} on {on}");
    }
    let note = known(&library, "2025-07", "2025-08-10").unwrap().bounds.note.unwrap();
    assert_eq!(note, "当时未见新标准，沿用 2024-07 起的标准");
}

#[test]
fn a_value_outlives_its_period_as_carried_over() {
    let library = beijing();
    assert_eq!(known(&library, "2026-06", "2026-12-31").unwrap().status(), Status::Final);
    let later = known(&library, "2026-07", "2026-12-31").unwrap();
    assert_eq!((floor(&later).as_str(), later.status()), ("7162.00", Status::CarriedOver));
    assert_eq!(later.rates.status, Status::Final);
}

#[test]
fn nothing_is_known_before_the_first_value() {
    assert!(known(&beijing(), "2024-06", "2026-12-31").is_err());
}

#[test]
fn a_retroactive_notice_restates_the_months_it_names() {
    let text = [
        entry("bounds", "2026-01", "provisional", "floor = \"4952\""),
        entry("bounds", "2026-01", "final", "published = \"2026-09-18\"\nfloor = \"5000\""),
        entry("rates", "2026-01", "final", RATES),
    ]
    .concat();
    let library = library("pension", &text).unwrap();
    let before = known(&library, "2026-03", "2026-09-17").unwrap();
    assert_eq!((floor(&before).as_str(), before.status()), ("4952.00", Status::Provisional));
    let after = known(&library, "2026-03", "2026-09-18").unwrap();
    assert_eq!((floor(&after).as_str(), after.status()), ("5000.00", Status::Final));
}

#[test]
fn an_end_published_later_is_not_known_either() {
    let end = |table| entry(table, "2026-01", "final", "ends = true\npublished = \"2026-02-10\"");
    let text = [
        entry("bounds", "2025-01", "final", "floor = \"4000\""),
        end("bounds"),
        entry("rates", "2025-01", "final", RATES),
        end("rates"),
    ]
    .concat();
    let library = library("pension", &text).unwrap();
    let january = |on| known(&library, "2026-01", on);
    assert_eq!(january("2026-02-09").unwrap().status(), Status::CarriedOver);
    assert!(january("2026-02-10").is_err());
    let due = |of, on| library.insurances("北京", month(of), day(on)).contains(&Insurance::Pension);
    assert!(due("2025-12", "2026-02-10"));
    assert!(due("2026-01", "2026-02-09"));
    assert!(!due("2026-01", "2026-02-10"));
}
