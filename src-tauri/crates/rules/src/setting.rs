//! 单位参数 — a participating unit's own dated settings, which win over policy.

use serde::{Deserialize, Serialize};

use crate::insurance::Insurance;
use crate::money::Yuan;
use crate::month::Month;
use crate::rate::Rate;

/// 用法 — how a unit's setting meets the published values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SettingMode {
    /// 只采用费率: own rates; bounds and fixed amounts as published.
    Rate,
    /// 在公布费率上加: a surcharge added to the published rates, the sum rounded once.
    Add,
    /// 整条采用: own rates and bounds; fixed amounts 0 unless the setting names them.
    Replace,
}

impl SettingMode {
    /// The identifier used in files, the database and JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Rate => "rate",
            Self::Add => "add",
            Self::Replace => "replace",
        }
    }

    /// The clerk's word, as the sheets write it.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        match self {
            Self::Rate => "只采用费率",
            Self::Add => "在公布费率上加",
            Self::Replace => "整条采用",
        }
    }
}

/// 单位参数 — one dated setting of one insurance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitSetting {
    /// The row it is stored in.
    pub id: i64,
    /// 险种.
    pub insurance: Insurance,
    /// 起.
    pub from: Month,
    /// 止 (included); `None` runs on.
    pub to: Option<Month>,
    /// 用法.
    pub mode: SettingMode,
    /// 单位费率 (or surcharge).
    pub employer_rate: Rate,
    /// 个人费率 (or surcharge).
    pub employee_rate: Rate,
    /// 单位固定额, only with [`SettingMode::Replace`].
    pub employer_fixed: Yuan,
    /// 个人固定额, only with [`SettingMode::Replace`].
    pub employee_fixed: Yuan,
    /// 基数下限, only with [`SettingMode::Replace`].
    pub floor: Option<Yuan>,
    /// 基数上限, only with [`SettingMode::Replace`].
    pub cap: Option<Yuan>,
    /// 说明或出处, in the clerk's words; never empty.
    pub reason: String,
    /// Whether it applies to one unit by name (true) or to every unit of a city (false); the former wins.
    pub of_unit: bool,
}

impl UnitSetting {
    /// Whether it holds in `month`.
    #[must_use]
    pub fn holds_in(&self, month: Month) -> bool {
        self.from <= month && self.to.is_none_or(|to| month <= to)
    }
}

/// The setting that holds for an insurance in a month: the unit's own before the city's, the later start before the
/// earlier, the later entry before the earlier.
#[must_use]
pub fn in_force(settings: &[UnitSetting], insurance: Insurance, month: Month) -> Option<&UnitSetting> {
    settings.iter().filter(|s| s.insurance == insurance && s.holds_in(month)).max_by_key(|s| (s.of_unit, s.from, s.id))
}
