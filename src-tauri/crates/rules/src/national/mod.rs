//! 全国值 — values of the whole country: late fee, retirement age, statutory deadlines, working days, persons.
//!
//! They stand in `assets/policy/national/*.toml` under the same standard as the regions' values.

pub mod calendar;
pub mod deadline;
mod entry;
pub mod late_fee;
pub mod persons;
pub mod retirement;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;

pub use calendar::{Calendar, INFERRED};
use calendar::{FilingRule, HolidayNotice};
use deadline::{Deadline, FundStartRule};
use entry::{Entry, table};
use late_fee::LateFeeRate;
use persons::PersonRule;
use retirement::{MinimumMonths, OverAge, RetirementAge};

use crate::policy::parse::document;
use crate::policy::{PolicyError, Problem, Source, Status};

/// 全国值.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct National {
    pub(crate) late_fees: Vec<LateFeeRate>,
    pub(crate) ages: Vec<RetirementAge>,
    pub(crate) minimums: Vec<MinimumMonths>,
    pub(crate) over_ages: Vec<OverAge>,
    pub(crate) deadlines: Vec<Deadline>,
    pub(crate) fund_starts: Vec<FundStartRule>,
    pub(crate) persons: Vec<PersonRule>,
    notices: Vec<HolidayNotice>,
    calendar: Calendar,
}

/// 全国值一条 — for the policy check and the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NationalValue<'a> {
    /// The table it stands in.
    pub table: &'static str,
    /// 起.
    pub from: NaiveDate,
    /// 状态.
    pub status: Status,
    /// 出处.
    pub source: &'a Source,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LateFeeFile {
    late_fee: Vec<Spanned<LateFeeRate>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RetirementFile {
    age: Vec<Spanned<RetirementAge>>,
    minimum: Vec<Spanned<MinimumMonths>>,
    over_age: Vec<Spanned<OverAge>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeadlineFile {
    deadline: Vec<Spanned<Deadline>>,
    fund_start: Vec<Spanned<FundStartRule>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PersonFile {
    rule: Vec<Spanned<PersonRule>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CalendarFile {
    known_until: NaiveDate,
    notice: Vec<Spanned<HolidayNotice>>,
    filing_rule: Vec<Spanned<FilingRule>>,
}

const FILES: [&str; 5] =
    ["deadlines.toml", "late_fee.toml", "persons.toml", "retirement_age.toml", "working_days.toml"];

impl National {
    /// Reads the files under a `national` folder; files elsewhere are other readers'.
    ///
    /// # Errors
    /// The first [`PolicyError`]; every one of the five files must be there, and no other.
    pub fn parse(files: impl IntoIterator<Item = (String, String)>) -> Result<Self, PolicyError> {
        let mut own: BTreeMap<&str, (String, String)> = BTreeMap::new();
        for (path, text) in files {
            let Some(name) = place(&path) else { continue };
            let Some(known) = FILES.into_iter().find(|file| *file == name) else {
                return Err(PolicyError::of_file(&path, Problem::Misplaced));
            };
            own.insert(known, (path, text));
        }
        let file = |name: &str| {
            let missing = || PolicyError::of_file(name, Problem::Naming("the file is missing".to_owned()));
            own.get(name).map(|(path, text)| (path.as_str(), text.as_str())).ok_or_else(missing)
        };
        let (path, text) = file("late_fee.toml")?;
        let late_fees = table(path, text, "late_fee", document::<LateFeeFile>(path, text)?.late_fee)?;
        let (path, text) = file("retirement_age.toml")?;
        let raw: RetirementFile = document(path, text)?;
        let ages = table(path, text, "age", raw.age)?;
        let minimums = table(path, text, "minimum", raw.minimum)?;
        let over_ages = table(path, text, "over_age", raw.over_age)?;
        let (path, text) = file("deadlines.toml")?;
        let raw: DeadlineFile = document(path, text)?;
        let deadlines = table(path, text, "deadline", raw.deadline)?;
        let fund_starts = table(path, text, "fund_start", raw.fund_start)?;
        let (path, text) = file("persons.toml")?;
        let persons = table(path, text, "rule", document::<PersonFile>(path, text)?.rule)?;
        let (path, text) = file("working_days.toml")?;
        let raw: CalendarFile = document(path, text)?;
        let notices = table(path, text, "notice", raw.notice)?;
        let rules = table(path, text, "filing_rule", raw.filing_rule)?;
        let gap = Problem::Contradiction("the years of the notices follow each other up to known_until");
        let calendar = Calendar::of(&notices, rules, raw.known_until).ok_or_else(|| PolicyError::of_file(path, gap))?;
        Ok(Self { late_fees, ages, minimums, over_ages, deadlines, fund_starts, persons, notices, calendar })
    }

    /// 工作日历.
    #[must_use]
    pub const fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// Every value with its source, table by table.
    #[must_use]
    pub fn values(&self) -> Vec<NationalValue<'_>> {
        let mut all = values("late_fee", &self.late_fees);
        all.extend(values("age", &self.ages));
        all.extend(values("minimum", &self.minimums));
        all.extend(values("over_age", &self.over_ages));
        all.extend(values("deadline", &self.deadlines));
        all.extend(values("fund_start", &self.fund_starts));
        all.extend(values("rule", &self.persons));
        all.extend(values("notice", &self.notices));
        all.extend(values("filing_rule", self.calendar.rules()));
        all
    }
}

fn values<'a, E: Entry>(table: &'static str, entries: &'a [E]) -> Vec<NationalValue<'a>> {
    let view = |entry: &'a E| {
        let (status, _, source) = entry.cited();
        NationalValue { table, from: entry.from(), status, source }
    };
    entries.iter().map(view).collect()
}

/// `…/national/<name>` → name.
fn place(path: &str) -> Option<&str> {
    let mut parts = path.rsplit(['/', '\\']);
    let (name, above) = (parts.next()?, parts.next()?);
    (above == "national" && name.ends_with(".toml")).then_some(name)
}

#[cfg(test)]
pub(crate) mod tests;
