//! The shipped policy library: what it holds, what it computes, what it admits not to know.

mod changes;
mod cities;
mod coverage;
mod files;
mod law;
mod national;
mod newest;
mod published;
mod spots;

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use shebao_rules::insurance::Insurance;
use shebao_rules::month::Month;
use shebao_rules::policy::{Library, Options, Query, Terms, Unsettled};
use shebao_rules::setting::{SettingMode, UnitSetting};
use shebao_rules::words::MedicalTier;

/// The repository's root.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every file of `assets/policy`, by path.
fn policy_files() -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut folders = vec![root().join("assets/policy")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push((path.to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

fn library() -> Library {
    Library::parse(policy_files()).unwrap()
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The day the shipped data speaks of.
const TODAY: &str = "2026-11-21";

/// A local employee of the first tier.
fn typical() -> Options {
    Options { hukou_local: Some(true), medical_tier: Some(MedicalTier::First) }
}

/// What the library settles for a person as known [`TODAY`].
fn terms(
    library: &Library,
    region: &str,
    insurance: Insurance,
    of: &str,
    options: &Options,
    setting: Option<&UnitSetting>,
) -> Result<Terms, Box<Unsettled>> {
    library.terms(&Query { region, insurance, month: month(of), known_on: day(TODAY), options, setting })
}

/// 只采用费率: the rate that only the unit knows (work injury, housing fund).
fn own_rate(insurance: Insurance, employer: &str, employee: &str) -> UnitSetting {
    UnitSetting {
        id: 1,
        insurance,
        from: month("2016-01"),
        to: None,
        mode: SettingMode::Rate,
        employer_rate: employer.parse().unwrap(),
        employee_rate: employee.parse().unwrap(),
        employer_fixed: Default::default(),
        employee_fixed: Default::default(),
        floor: None,
        cap: None,
        reason: "核定通知".to_owned(),
        of_unit: true,
    }
}
