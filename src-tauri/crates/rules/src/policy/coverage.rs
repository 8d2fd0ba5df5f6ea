//! 收录状况 — per region and insurance, how far the library can be relied on. Derived, never written by hand.

use std::fmt::Write as _;

use chrono::NaiveDate;
use serde::Serialize;

use super::library::{Library, Query, Region};
use super::terms::{Gap, Terms, Unsettled};
use super::value::{Choice, Dated, InsurancePolicy, Options};
use super::{Evidence, Status};
use crate::insurance::Insurance;
use crate::month::Month;
use crate::words::MedicalTier;

/// 收录状态 of one region and insurance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CoverageState {
    /// 明细验证: published, and bureau rows of at least one month reproduce the rates in force.
    Proved,
    /// 已公布（转引）.
    Quoted,
    /// 暂定.
    Provisional,
    /// 沿用.
    CarriedOver,
    /// 待确认: at least one part computes nothing.
    Unconfirmed,
    /// 未收录.
    Absent,
}

impl CoverageState {
    /// The identifier used in files and JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Proved => "proved",
            Self::Quoted => "quoted",
            Self::Provisional => "provisional",
            Self::CarriedOver => "carried_over",
            Self::Unconfirmed => "unconfirmed",
            Self::Absent => "absent",
        }
    }

    /// As the clerk reads it.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        match self {
            Self::Proved => "明细验证",
            Self::Quoted => "已公布（转引）",
            Self::Provisional => "暂定",
            Self::CarriedOver => "沿用",
            Self::Unconfirmed => "待确认",
            Self::Absent => "未收录",
        }
    }
}

/// 收录行 — one region and insurance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// 统筹区代码.
    pub region: String,
    /// 统筹区.
    pub name: String,
    /// 险种.
    pub insurance: Insurance,
    /// 状态 in the month asked for.
    pub state: CoverageState,
    /// The first part that is missing, where nothing can be computed without the clerk.
    pub missing: Option<Gap>,
    /// First month with any value.
    pub since: Option<Month>,
    /// Months whose bureau rows reproduce a value of the insurance.
    pub proved_months: Vec<Month>,
}

impl Library {
    /// The newest day any value was checked: the day the shipped library speaks of.
    #[must_use]
    pub fn checked_on(&self) -> Option<NaiveDate> {
        let of = |p: &InsurancePolicy| {
            newest(&p.bounds).max(newest(&p.rates)).max(newest(&p.fixed)).max(newest(&p.rounding))
        };
        self.regions().flat_map(Region::policies).filter_map(of).max()
    }

    /// 收录状况 of the month and with the knowledge of [`Self::checked_on`].
    #[must_use]
    pub fn coverage(&self) -> Vec<Coverage> {
        self.checked_on().map_or_else(Vec::new, |day| self.coverage_in(Month::of(day), day))
    }

    /// 收录状况 of a month as known on a day, for a local employee of the first tier; regions by code.
    #[must_use]
    pub fn coverage_in(&self, month: Month, known_on: NaiveDate) -> Vec<Coverage> {
        let mut rows = Vec::new();
        for region in self.regions() {
            let due = self.insurances(&region.code, month, known_on);
            let held = |i: &Insurance| due.contains(i) || region.policy(*i).is_some();
            for insurance in Insurance::ALL.into_iter().filter(held) {
                let options = Options { hukou_local: Some(true), medical_tier: Some(MedicalTier::First) };
                let query =
                    Query { region: &region.code, insurance, month, known_on, options: &options, setting: None };
                rows.push(row(region, insurance, self.terms(&query)));
            }
        }
        rows
    }

    /// `coverage.toml` — the checked-in form of [`Self::coverage`].
    #[must_use]
    pub fn coverage_file(&self) -> String {
        let mut text = String::from(COVERAGE_HEAD);
        if let Some(day) = self.checked_on() {
            let _ = write!(text, "month = \"{}\"\nknown_on = \"{day}\"\n", Month::of(day));
        }
        text.push_str("\ncoverage = [\n");
        for row in self.coverage() {
            let _ = writeln!(text, "  {{ {} }},", row.line());
        }
        text.push_str("]\n");
        text
    }
}

impl Coverage {
    /// The row as the inside of a TOML inline table.
    fn line(&self) -> String {
        let mut line = format!(
            "region = \"{}\", name = \"{}\", insurance = \"{}\", state = \"{}\"",
            self.region,
            self.name,
            self.insurance,
            self.state.id()
        );
        if let Some(gap) = self.missing {
            let _ = write!(line, ", missing = \"{}\"", gap_id(gap));
        }
        if let Some(since) = self.since {
            let _ = write!(line, ", since = \"{since}\"");
        }
        if !self.proved_months.is_empty() {
            let months: Vec<String> = self.proved_months.iter().map(|m| format!("\"{m}\"")).collect();
            let _ = write!(line, ", proved_months = [{}]", months.join(", "));
        }
        line
    }
}

const COVERAGE_HEAD: &str = "# Derived from the policy files, never edited: see README.md for how to rewrite it.\n\n";

fn newest<T>(entries: &[Dated<T>]) -> Option<NaiveDate> {
    entries.iter().map(|entry| entry.checked).max()
}

const fn gap_id(gap: Gap) -> &'static str {
    match gap {
        Gap::Absent => "absent",
        Gap::Bounds => "bounds",
        Gap::Rates => "rates",
        Gap::Fixed => "fixed",
        Gap::Option => "option",
        Gap::DeclaredBase => "declared_base",
    }
}

fn row(region: &Region, insurance: Insurance, terms: Result<Terms, Box<Unsettled>>) -> Coverage {
    let policy = region.policy(insurance);
    let proved_months = policy.map(proved_months).unwrap_or_default();
    let (state, missing) = match terms {
        Err(unsettled) if unsettled.gap == Gap::Absent => (CoverageState::Absent, Some(Gap::Absent)),
        Err(unsettled) => (CoverageState::Unconfirmed, Some(unsettled.gap)),
        Ok(terms) => (state(&terms, policy), None),
    };
    let since = policy.and_then(|p| first(&p.bounds).into_iter().chain(first(&p.rates)).min());
    Coverage { region: region.code.clone(), name: region.name.clone(), insurance, state, missing, since, proved_months }
}

fn state(terms: &Terms, policy: Option<&InsurancePolicy>) -> CoverageState {
    match terms.status() {
        Status::Final | Status::UnitConfirmed if policy.is_some_and(|p| rates_proved(p, terms)) => {
            CoverageState::Proved
        }
        Status::Final | Status::UnitConfirmed => CoverageState::Quoted,
        Status::Provisional => CoverageState::Provisional,
        Status::CarriedOver => CoverageState::CarriedOver,
        Status::Unconfirmed => CoverageState::Unconfirmed,
    }
}

fn rates_proved(policy: &InsurancePolicy, terms: &Terms) -> bool {
    let first_tier = Some(Choice::MedicalTier(MedicalTier::First));
    let same = |e: &&Dated<_>| e.from == terms.rates.from && (e.option.is_none() || e.option == first_tier);
    policy.rates.iter().filter(same).any(|e| !e.proofs.is_empty() || e.evidence == Evidence::Proved)
}

fn first<T>(entries: &[Dated<T>]) -> Option<Month> {
    entries.iter().map(|entry| entry.from).min()
}

fn proved_months(policy: &InsurancePolicy) -> Vec<Month> {
    fn of<T>(entries: &[Dated<T>]) -> impl Iterator<Item = Month> {
        entries.iter().flat_map(|entry| entry.proofs.iter().map(|proof| proof.month))
    }
    let mut months: Vec<Month> = of(&policy.bounds).chain(of(&policy.rates)).chain(of(&policy.fixed)).collect();
    months.sort_unstable();
    months.dedup();
    months
}
