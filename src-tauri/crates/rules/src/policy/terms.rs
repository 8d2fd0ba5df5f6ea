//! 适用条件 — what one region, insurance, option and month settle for a computation.

use serde::{Deserialize, Serialize};

use super::{Evidence, Source, Status};
use crate::insurance::Insurance;
use crate::money::Yuan;
use crate::month::Month;
use crate::rate::Rate;
use crate::rounding::Rounding;

/// A value together with how far it may be relied on and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited<T> {
    /// The value itself.
    pub value: T,
    /// Its own status (a row's bounds can be final while its rate is not).
    pub status: Status,
    /// First month it holds for.
    pub from: Month,
    /// How it reached the program.
    pub evidence: Evidence,
    /// The document behind it.
    pub source: Source,
    /// What the clerk should know about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// 上下限 — floor and cap of the base; `None` where the region has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    /// 基数下限.
    pub floor: Option<Yuan>,
    /// 基数上限.
    pub cap: Option<Yuan>,
}

/// 双方费率 — the rates of both sides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rates {
    /// 单位费率.
    pub employer: Rate,
    /// 个人费率.
    pub employee: Rate,
}

/// 固定额 — yuan per month on top of rate × base (大额医疗互助 and its kin); both sides 0.00 where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FixedAmount {
    /// 单位固定额.
    pub employer: Yuan,
    /// 个人固定额.
    pub employee: Yuan,
}

/// 双方取整 — the rounding of both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roundings {
    /// 单位部分取整.
    pub employer: Rounding,
    /// 个人部分取整.
    pub employee: Rounding,
}

/// 适用条件 — everything a contribution of one insurance and month is computed from, each part with its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// 险种.
    pub insurance: Insurance,
    /// 统筹区代码 (GB/T 2260).
    pub region: String,
    /// 所属期.
    pub month: Month,
    /// 上下限.
    pub bounds: Cited<Bounds>,
    /// 费率.
    pub rates: Cited<Rates>,
    /// 固定额.
    pub fixed: Cited<FixedAmount>,
    /// 取整.
    pub rounding: Cited<Roundings>,
}

impl Terms {
    /// The weakest status among the parts.
    #[must_use]
    pub fn status(&self) -> Status {
        self.bounds.status.max(self.rates.status).max(self.fixed.status).max(self.rounding.status)
    }
}

/// 缺项 — which part keeps a line from being computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gap {
    /// 未收录: the library has nothing for this region, insurance and month.
    Absent,
    /// 上下限未确认.
    Bounds,
    /// 费率未确认.
    Rates,
    /// 固定额未确认.
    Fixed,
    /// 需要户口性质或医保档次 before the terms can be chosen.
    Option,
    /// 申报基数缺失: no declared base for this person.
    DeclaredBase,
}

/// 待确认 — why there are no terms, with the alternatives the sources give (never chosen by the program).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsettled {
    /// 险种.
    pub insurance: Insurance,
    /// The first part that is missing.
    pub gap: Gap,
    /// Rates that the sources name, each with its source; the clerk may confirm one.
    pub alternatives: Vec<Cited<Rates>>,
    /// The bounds, where these are known.
    pub bounds: Option<Cited<Bounds>>,
    /// What is open, in the words of the data.
    pub note: Option<String>,
}
