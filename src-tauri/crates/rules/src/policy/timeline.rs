//! 时间线 — all dated values of one insurance, for the policy browser.

use serde::Serialize;

use super::library::Library;
use super::terms::{Bounds, FixedAmount, Roundings};
use super::value::{Alternative, Choice, Dated, Proof, PublishedRates};
use super::{Evidence, Source, Status};
use crate::insurance::Insurance;
use crate::month::Month;
use chrono::NaiveDate;

/// 组成 — the four parts of an insurance's terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// 上下限.
    Bounds,
    /// 费率.
    Rates,
    /// 固定额.
    Fixed,
    /// 取整.
    Rounding,
}

/// 值 — what an entry sets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TimelineValue {
    /// 上下限.
    Bounds(Bounds),
    /// 费率.
    Rates(PublishedRates),
    /// 固定额.
    Fixed(FixedAmount),
    /// 取整.
    Rounding(Roundings),
    /// 终止: no value from this month on.
    Ends,
}

/// 条目 — one dated value on the time line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TimelineEntry {
    /// 组成.
    pub part: Part,
    /// 适用选项.
    pub option: Option<Choice>,
    /// 适用月份; empty is every month.
    pub months: Vec<u32>,
    /// 起.
    pub from: Month,
    /// 止: the month before the next entry of the same track; `None` runs on.
    pub to: Option<Month>,
    /// 公布适用至.
    pub through: Option<Month>,
    /// 已更正: a later publication restates it for the same first month.
    pub corrected: bool,
    /// 值.
    pub value: TimelineValue,
    /// 状态 as published.
    pub status: Status,
    /// 证据.
    pub evidence: Evidence,
    /// 公布日.
    pub published: Option<NaiveDate>,
    /// 核对日.
    pub checked: NaiveDate,
    /// 出处.
    pub source: Source,
    /// 说明.
    pub note: Option<String>,
    /// 明细验证.
    pub proofs: Vec<Proof>,
    /// 异说.
    pub alternatives: Vec<Alternative<TimelineValue>>,
}

impl Library {
    /// 时间线 — every dated value of an insurance, part by part, oldest first; empty where nothing is held. With a day
    /// only what was known on it.
    #[must_use]
    pub fn timeline(&self, region: &str, insurance: Insurance, known_on: Option<NaiveDate>) -> Vec<TimelineEntry> {
        let Some(policy) = self.region(region).and_then(|region| region.policy(insurance)) else { return Vec::new() };
        let mut out = line(Part::Bounds, &policy.bounds, known_on, |v| TimelineValue::Bounds(*v));
        out.extend(line(Part::Rates, &policy.rates, known_on, |v| TimelineValue::Rates(*v)));
        out.extend(line(Part::Fixed, &policy.fixed, known_on, |v| TimelineValue::Fixed(*v)));
        out.extend(line(Part::Rounding, &policy.rounding, known_on, |v| TimelineValue::Rounding(*v)));
        out
    }
}

fn line<T>(
    part: Part,
    entries: &[Dated<T>],
    known_on: Option<NaiveDate>,
    show: impl Fn(&T) -> TimelineValue,
) -> Vec<TimelineEntry> {
    let known = |entry: &&Dated<T>| known_on.is_none_or(|day| entry.known_on(day));
    let mut entries: Vec<&Dated<T>> = entries.iter().filter(known).collect();
    entries.sort_by_key(|entry| (entry.from, entry.published));
    let mut out = Vec::with_capacity(entries.len());
    for (at, entry) in entries.iter().enumerate() {
        let later = || entries.iter().skip(at + 1).filter(|e| e.option == entry.option);
        let next = later().find(|e| e.from > entry.from).map(|e| e.from.previous());
        let corrected = later().any(|e| e.meets(entry));
        out.push(TimelineEntry { corrected, ..shown(part, entry, next, &show) });
    }
    out
}

/// One dated value as the time line shows it.
pub(super) fn shown<T>(
    part: Part,
    entry: &Dated<T>,
    to: Option<Month>,
    show: &impl Fn(&T) -> TimelineValue,
) -> TimelineEntry {
    TimelineEntry {
        part,
        option: entry.option,
        months: entry.months.clone(),
        from: entry.from,
        to,
        through: entry.through,
        corrected: false,
        value: entry.value.as_ref().map_or(TimelineValue::Ends, show),
        status: entry.status,
        evidence: entry.evidence,
        published: entry.published,
        checked: entry.checked,
        source: entry.source.clone(),
        note: entry.note.clone(),
        proofs: entry.proofs.clone(),
        alternatives: entry
            .alternatives
            .iter()
            .map(|other| Alternative {
                value: show(&other.value),
                evidence: other.evidence,
                source: other.source.clone(),
                note: other.note.clone(),
            })
            .collect(),
    }
}
