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
    /// 时间线 — every dated value of an insurance, part by part, oldest first; empty where nothing is held.
    #[must_use]
    pub fn timeline(&self, region: &str, insurance: Insurance) -> Vec<TimelineEntry> {
        let Some(policy) = self.region(region).and_then(|region| region.policy(insurance)) else { return Vec::new() };
        let bounds = line(Part::Bounds, &policy.bounds, |v| TimelineValue::Bounds(*v));
        let rates = line(Part::Rates, &policy.rates, |v| TimelineValue::Rates(*v));
        let fixed = line(Part::Fixed, &policy.fixed, |v| TimelineValue::Fixed(*v));
        let rounding = line(Part::Rounding, &policy.rounding, |v| TimelineValue::Rounding(*v));
        bounds.chain(rates).chain(fixed).chain(rounding).collect()
    }
}

fn line<'a, T>(
    part: Part,
    entries: &'a [Dated<T>],
    show: impl Fn(&T) -> TimelineValue + 'a,
) -> impl Iterator<Item = TimelineEntry> + 'a {
    entries.iter().map(move |entry| {
        let next = entries.iter().filter(|e| e.option == entry.option && e.from > entry.from).map(|e| e.from).min();
        TimelineEntry {
            part,
            option: entry.option,
            months: entry.months.clone(),
            from: entry.from,
            to: next.map(Month::previous),
            through: entry.through,
            value: entry.value.as_ref().map_or(TimelineValue::Ends, &show),
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
    })
}
