//! 政策值 — dated values of one insurance, and which of them is in force in a month as known on a day.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::terms::{Bounds, FixedAmount, Rates, Roundings};
use super::{Cited, Evidence, Source, Status};
use crate::insurance::Insurance;
use crate::month::Month;
use crate::rate::Rate;
use crate::words::MedicalTier;

/// 适用选项 — the kind of person a value holds for: `hukou=local|other`, `medical_tier=1|2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Choice {
    /// 户口性质: local (true) or not.
    HukouLocal(bool),
    /// 医保档次.
    MedicalTier(MedicalTier),
}

/// A text that is no option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an option: hukou=local, hukou=other, medical_tier=1 or medical_tier=2")]
pub struct ChoiceError;

impl FromStr for Choice {
    type Err = ChoiceError;
    fn from_str(text: &str) -> Result<Self, ChoiceError> {
        match text.split_once('=') {
            Some(("hukou", "local")) => Ok(Self::HukouLocal(true)),
            Some(("hukou", "other")) => Ok(Self::HukouLocal(false)),
            Some(("medical_tier", tier)) => tier.parse().map(Self::MedicalTier).map_err(|_| ChoiceError),
            _ => Err(ChoiceError),
        }
    }
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::HukouLocal(true) => f.write_str("hukou=local"),
            Self::HukouLocal(false) => f.write_str("hukou=other"),
            Self::MedicalTier(tier) => write!(f, "medical_tier={}", tier.id()),
        }
    }
}

impl Serialize for Choice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Choice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// 个人选项 — what is known of a person; `None` is "not recorded", never a guess.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// 是否本市户籍.
    pub hukou_local: Option<bool>,
    /// 医保档次.
    pub medical_tier: Option<MedicalTier>,
}

impl Options {
    /// Whether the choice is this person's; `None` where the attribute is not recorded.
    #[must_use]
    pub fn meets(&self, choice: Choice) -> Option<bool> {
        match choice {
            Choice::HukouLocal(local) => self.hukou_local.map(|own| own == local),
            Choice::MedicalTier(tier) => self.medical_tier.map(|own| own == tier),
        }
    }
}

/// 一方费率 — a published rate of one side: a number, a range a unit chooses from, or unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RateSide {
    /// A single number.
    Known(Rate),
    /// 可选范围, both ends included (公积金 5%–12%).
    Range(Rate, Rate),
    /// 未找到.
    #[default]
    Unknown,
}

impl RateSide {
    /// The number, if there is a single one.
    #[must_use]
    pub const fn known(self) -> Option<Rate> {
        match self {
            Self::Known(rate) => Some(rate),
            Self::Range(..) | Self::Unknown => None,
        }
    }
}

/// 公布费率 — both sides as the source gives them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PublishedRates {
    /// 单位.
    pub employer: RateSide,
    /// 个人.
    pub employee: RateSide,
}

impl PublishedRates {
    /// Both numbers, if both are single ones.
    #[must_use]
    pub fn both(self) -> Option<Rates> {
        Some(Rates { employer: self.employer.known()?, employee: self.employee.known()? })
    }
}

/// 明细验证 — bureau rows of one month that reproduce a value. They prove that month, not later ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// 所属期 of the rows.
    pub month: Month,
    /// What the rows show.
    pub quote: String,
}

/// 异说 — another value that a source gives for the same months.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Alternative<T> {
    /// The value.
    pub value: T,
    /// How it reached the program.
    pub evidence: Evidence,
    /// Where it stands.
    pub source: Source,
    /// What the clerk should know about it.
    pub note: Option<String>,
}

/// 政策条目 — a value that runs from a month until the next entry of its track.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dated<T> {
    /// 起.
    pub from: Month,
    /// 公布适用至 — the last month it was published for; later months carry it over (沿用).
    pub through: Option<Month>,
    /// The option it holds for; `None` is everybody.
    pub option: Option<Choice>,
    /// 适用月份 (1–12) of a fixed amount; empty is every month.
    pub months: Vec<u32>,
    /// The value; `None` ends the track from this month on.
    pub value: Option<T>,
    /// 公布日; absent is "known whenever asked".
    pub published: Option<NaiveDate>,
    /// 核对日.
    pub checked: NaiveDate,
    /// 状态 of this value.
    pub status: Status,
    /// 证据.
    pub evidence: Evidence,
    /// 出处.
    pub source: Source,
    /// 说明.
    pub note: Option<String>,
    /// 明细验证.
    pub proofs: Vec<Proof>,
    /// 异说.
    pub alternatives: Vec<Alternative<T>>,
}

impl<T> Dated<T> {
    pub(super) fn known_on(&self, day: NaiveDate) -> bool {
        self.published.is_none_or(|published| published <= day)
    }

    /// Whether two entries speak of the same first month, option and calendar months.
    pub(super) fn meets(&self, other: &Self) -> bool {
        let masks = self.months == other.months || self.months.is_empty() || other.months.is_empty();
        self.from == other.from && self.option == other.option && masks
    }
}

/// 生效条目 — an entry in force, with the status it has in the month asked for.
#[derive(Debug)]
pub struct Held<'a, T> {
    /// The entry.
    pub entry: &'a Dated<T>,
    /// Its value.
    pub value: &'a T,
    /// Its own status, or 沿用 when it outlives what it was published for or a newer one is not known yet.
    pub status: Status,
    month: Month,
}

impl<T> Held<'_, T> {
    /// The value with its citation, as `shown`.
    pub fn cite<U>(&self, shown: U) -> Cited<U> {
        let proof = self.entry.proofs.iter().find(|p| p.month == self.month);
        let carried = (self.status == Status::CarriedOver && self.entry.status != Status::CarriedOver)
            .then(|| format!("当时未见新标准，沿用 {} 起的标准", self.entry.from));
        let proved = proof.map(|p| format!("经办机构明细验证：{}", p.quote));
        let notes: Vec<String> = self.entry.note.iter().cloned().chain(carried).chain(proved).collect();
        Cited {
            value: shown,
            status: self.status,
            from: self.entry.from,
            evidence: if proof.is_some() { Evidence::Proved } else { self.entry.evidence },
            source: self.entry.source.clone(),
            note: (!notes.is_empty()).then(|| notes.join("；")),
        }
    }
}

/// A value depends on an attribute of the person that is not recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionNeeded;

/// 在期条目 — the entry in force for a person in `month`, as known on `known_on`.
///
/// A value published later than `known_on` is not known: the earlier one keeps running as 沿用. An entry for the
/// person's option wins over one for everybody.
///
/// # Errors
/// [`OptionNeeded`] if values differ by an option that is not recorded.
pub fn in_force<'a, T>(
    entries: &'a [Dated<T>],
    month: Month,
    known_on: NaiveDate,
    options: &Options,
) -> Result<Option<Held<'a, T>>, OptionNeeded> {
    let mut own = Vec::new();
    for entry in entries.iter().filter(|e| e.from <= month && e.known_on(known_on)) {
        let Some(choice) = entry.option else { continue };
        match options.meets(choice) {
            Some(true) => own.push(choice),
            Some(false) => {}
            None => return Err(OptionNeeded),
        }
    }
    own.sort_unstable();
    own.dedup();
    Ok(own
        .into_iter()
        .map(Some)
        .chain([None])
        .find_map(|track| latest(entries.iter().filter(|e| e.option == track), month, known_on)))
}

/// Whether the latest known entry of any track ends it.
pub fn ended<T>(entries: &[Dated<T>], month: Month, known_on: NaiveDate) -> bool {
    let last = entries.iter().filter(|e| e.from <= month && e.known_on(known_on)).max_by_key(|e| (e.from, e.published));
    last.is_some_and(|e| e.value.is_none())
}

fn latest<'a, T>(
    track: impl Iterator<Item = &'a Dated<T>> + Clone,
    month: Month,
    known_on: NaiveDate,
) -> Option<Held<'a, T>> {
    let running = track.filter(|e| e.from <= month && (e.months.is_empty() || e.months.contains(&month.number())));
    let entry = running.clone().filter(|e| e.known_on(known_on)).max_by_key(|e| (e.from, e.published))?;
    let value = entry.value.as_ref()?;
    let outlived = entry.through.is_some_and(|through| through < month);
    let overtaken = running.clone().any(|e| e.from > entry.from);
    let status = if outlived || overtaken { entry.status.max(Status::CarriedOver) } else { entry.status };
    Some(Held { entry, value, status, month })
}

/// 险种政策 — everything published for one insurance of one region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InsurancePolicy {
    /// 险种.
    pub insurance: Insurance,
    /// Only applies where a unit's setting brings it (补充公积金).
    pub optional: bool,
    /// The option without which the whole insurance does not apply (地方补充养老: `hukou=local`).
    pub option: Option<Choice>,
    /// 上下限.
    pub bounds: Vec<Dated<Bounds>>,
    /// 费率.
    pub rates: Vec<Dated<PublishedRates>>,
    /// 固定额.
    pub fixed: Vec<Dated<FixedAmount>>,
    /// 取整.
    pub rounding: Vec<Dated<Roundings>>,
}
