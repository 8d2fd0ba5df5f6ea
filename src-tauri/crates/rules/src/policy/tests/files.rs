//! What a policy file must be, and how its errors are named.

use super::{CITED, REGION, entry, library, month};
use crate::insurance::Insurance;
use crate::policy::{Library, Problem, TimelineValue};

fn problem(insurance: &str, text: &str) -> Problem {
    library(insurance, text).unwrap_err().problem
}

#[test]
fn unknown_and_duplicate_keys_are_refused_with_their_line() {
    let unknown = entry("bounds", "2025-07", "final", "flor = \"7162\"");
    let error = library("pension", &unknown).unwrap_err();
    assert!(error.to_string().contains("unknown field `flor`"), "{error}");
    assert_eq!(error.file, "policy/regions/110000-beijing/pension.toml");
    let duplicate = entry("bounds", "2025-07", "final", "floor = \"1\"\nfloor = \"2\"");
    let error = library("pension", &duplicate).unwrap_err();
    assert!(matches!(error.problem, Problem::Form(_)));
    assert_eq!(error.line, Some(9));
    assert!(matches!(problem("pension", "colour = \"red\""), Problem::Form(_)));
}

#[test]
fn an_error_names_file_table_month_and_line() {
    let text = entry("bounds", "2025-07", "final", "floor = \"10\"\ncap = \"9\"");
    let error = library("pension", &text).unwrap_err();
    assert_eq!((error.table, error.line, &error.problem), (Some("bounds"), Some(2), &Problem::Bounds));
    let twice = entry("rates", "2025-07", "final", "employer = \"0.16\"\nemployee = \"0.08\"").repeat(2);
    let error = library("pension", &twice).unwrap_err();
    assert_eq!((error.from, &error.problem), (Some(month("2025-07")), &Problem::NotAscending));
    assert_eq!(
        error.to_string(),
        "policy/regions/110000-beijing/pension.toml:10 [[rates]] from 2025-07: dates must ascend strictly within one table and option"
    );
}

#[test]
fn every_value_and_alternative_cites_a_source() {
    let bare = "[[bounds]]\nfrom = \"2025-07\"\nstatus = \"final\"\nevidence = \"quoted\"\nchecked = \"2026-11-21\"\n";
    assert!(matches!(problem("pension", bare), Problem::Form(_)));
    assert_eq!(problem("pension", &format!("{bare}source = {{ title = \" \" }}")), Problem::NoSource);
    let other = entry(
        "bounds",
        "2025-07",
        "final",
        "[[bounds.alternatives]]\nevidence = \"quoted\"\nsource = { title = \"\" }",
    );
    assert_eq!(problem("pension", &other), Problem::NoSource);
}

#[test]
fn rates_lie_between_zero_and_one_and_only_unconfirmed_ones_may_be_open() {
    let text = entry("rates", "2025-07", "final", "employer = \"16\"\nemployee = \"0.08\"");
    assert!(matches!(problem("pension", &text), Problem::Form(_)));
    let open = |status| entry("rates", "2025-07", status, "employee = \"0.08\"");
    assert_eq!(problem("pension", &open("final")), Problem::OpenRate);
    assert!(library("pension", &open("unconfirmed")).is_ok());
    let range = |status, text: &str| entry("rates", "2025-07", status, text);
    let proper = "employer_range = [\"0.05\", \"0.12\"]\nemployee_range = [\"0.05\", \"0.12\"]";
    assert_eq!(problem("housing_fund", &range("final", proper)), Problem::OpenRate);
    assert!(library("housing_fund", &range("unconfirmed", proper)).is_ok());
    assert_eq!(problem("housing_fund", &range("unconfirmed", "employer_range = [\"0.12\", \"0.05\"]")), Problem::Range);
    let both = "employer = \"0.05\"\nemployer_range = [\"0.05\", \"0.12\"]";
    assert_eq!(problem("housing_fund", &range("unconfirmed", both)), Problem::Range);
}

#[test]
fn dates_and_masks_of_an_entry_agree() {
    assert_eq!(problem("pension", &entry("bounds", "2025-07", "final", "through = \"2025-06\"")), Problem::Dates);
    let late = entry("bounds", "2025-07", "final", "published = \"2026-12-01\"");
    assert_eq!(problem("pension", &late), Problem::Dates);
    let ends = entry("bounds", "2025-07", "final", "ends = true\nfloor = \"1\"");
    assert_eq!(problem("pension", &ends), Problem::EndsAndValues);
    let half = entry("fixed", "2025-07", "final", "months = [1, 4]\nemployer = \"0\"\nemployee = \"21\"");
    assert_eq!(problem("medical", &half), Problem::Months);
    let proof = entry("bounds", "2025-07", "final", "proofs = [{ month = \"2025-06\", quote = \"x\" }]");
    assert_eq!(problem("pension", &proof), Problem::Proof);
}

#[test]
fn a_shipped_value_is_never_the_clerks() {
    let text = entry("bounds", "2025-07", "unit_confirmed", "");
    assert_eq!(problem("pension", &text), Problem::ClerksOwn);
    let text = entry("bounds", "2025-07", "final", "").replace("quoted", "clerk");
    assert_eq!(problem("pension", &text), Problem::ClerksOwn);
}

#[test]
fn a_later_publication_may_restate_a_month() {
    let first = entry("bounds", "2026-01", "provisional", "floor = \"4952\"");
    let later = entry("bounds", "2026-01", "final", "floor = \"5000\"\npublished = \"2026-09-18\"");
    assert!(library("pension", &format!("{first}{later}")).is_ok());
    assert_eq!(problem("pension", &format!("{later}{first}")), Problem::NotAscending);
}

#[test]
fn files_stand_in_their_place() {
    let region = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let file = |name: &str, text: &str| region(&format!("regions/110000-beijing/{name}"), text);
    let home = || file("region.toml", REGION);
    let wrong_name = Library::parse([home(), file("medical.toml", "insurance = \"pension\"")]).unwrap_err();
    assert_eq!(wrong_name.problem, Problem::Misplaced);
    let homeless = Library::parse([file("pension.toml", "insurance = \"pension\"")]).unwrap_err();
    assert!(matches!(homeless.problem, Problem::Naming(_)));
    let moved = Library::parse([region("regions/310000-shanghai/region.toml", REGION)]).unwrap_err();
    assert_eq!(moved.problem, Problem::Misplaced);
    let twin = region("regions/110100-x/region.toml", "code = \"110100\"\nname = \"北京\"");
    assert!(matches!(Library::parse([home(), twin]).unwrap_err().problem, Problem::Naming(_)));
    let others =
        [home(), region("coverage.toml", "x"), region("national/late_fee.toml", "y"), file("claims.toml", "z")];
    let library = Library::parse(others).unwrap();
    for name in ["北京", "北京市", "110000", " 北京 "] {
        assert_eq!(library.region(name).map(|r| r.code.as_str()), Some("110000"), "{name}");
    }
    assert!(library.region("上海").is_none());
}

#[test]
fn the_time_line_shows_every_entry_with_its_end() {
    let text = [
        entry("bounds", "2024-07", "final", "floor = \"6821\""),
        entry("bounds", "2025-07", "final", "floor = \"7162\""),
        entry("bounds", "2026-07", "final", "ends = true"),
    ]
    .concat();
    let line = library("pension", &text).unwrap().timeline("北京", Insurance::Pension, None);
    let ends: Vec<_> = line.iter().map(|e| e.to.map(|m| m.to_string())).collect();
    assert_eq!(ends, [Some("2025-06".to_owned()), Some("2026-06".to_owned()), None]);
    assert_eq!(line[2].value, TimelineValue::Ends);
    assert!(line.iter().all(|e| !e.source.title.is_empty()), "{CITED}");
}
