//! `coverage.toml` is derived, checked in, and compared.

use std::fs;

use shebao_rules::insurance::Insurance;
use shebao_rules::policy::CoverageState;

use super::{library, root};

#[test]
fn coverage_file_is_what_the_policy_files_give() {
    let path = root().join("assets/policy/coverage.toml");
    let derived = library().coverage_file();
    if std::env::var_os("SHEBAO_REWRITE_COVERAGE").is_some() {
        fs::write(&path, &derived).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap();
    assert!(
        kept == derived,
        "assets/policy/coverage.toml is out of date: assets/policy/README.md says how to rewrite it"
    );
}

#[test]
fn coverage_says_what_can_be_relied_on() {
    let rows = library().coverage();
    let state = |region: &str, insurance| rows.iter().find(|r| r.name == region && r.insurance == insurance).unwrap();
    for (region, insurance, expected) in [
        ("北京", Insurance::Pension, CoverageState::Quoted),
        ("深圳", Insurance::Medical, CoverageState::Proved),
        ("深圳", Insurance::Pension, CoverageState::CarriedOver),
        ("深圳", Insurance::LocalPension, CoverageState::CarriedOver),
        ("南京", Insurance::Pension, CoverageState::Provisional),
        ("上海", Insurance::Unemployment, CoverageState::Unconfirmed),
        ("北京", Insurance::HousingFund, CoverageState::Unconfirmed),
        ("太原", Insurance::Medical, CoverageState::Absent),
    ] {
        assert_eq!(state(region, insurance).state, expected, "{region} {insurance}");
    }
    let months: Vec<_> = state("深圳", Insurance::Medical).proved_months.iter().map(ToString::to_string).collect();
    assert_eq!(months, ["2026-02"]);
}
