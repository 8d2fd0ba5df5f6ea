//! 状态 — how far a value may be relied on.

use serde::{Deserialize, Serialize};

/// 政策值状态 — from the firmest to the weakest; a line carries the weakest of the values it used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// 已公布: published for that period.
    Final,
    /// 单位确认: confirmed or entered by the clerk for her unit, with a source.
    UnitConfirmed,
    /// 暂定: the authority says charge this now, settle later.
    Provisional,
    /// 沿用: the new year is not published yet, the old value keeps running.
    CarriedOver,
    /// 待确认: sources disagree or the instrument was not found; nothing is computed.
    Unconfirmed,
}

impl Status {
    /// The identifier used in files, the database and JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Final => "final",
            Self::UnitConfirmed => "unit_confirmed",
            Self::Provisional => "provisional",
            Self::CarriedOver => "carried_over",
            Self::Unconfirmed => "unconfirmed",
        }
    }

    /// As the clerk reads it.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        match self {
            Self::Final => "已公布",
            Self::UnitConfirmed => "单位确认",
            Self::Provisional => "暂定",
            Self::CarriedOver => "沿用",
            Self::Unconfirmed => "待确认",
        }
    }

    /// Whether an amount may be computed from it.
    #[must_use]
    pub const fn computes(self) -> bool {
        !matches!(self, Self::Unconfirmed)
    }
}
