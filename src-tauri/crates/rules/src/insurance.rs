//! 险种 — the insurances and the housing fund.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// 险种 — one kind of contribution. The housing fund counts as one, though it is no insurance in law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Insurance {
    /// 基本养老保险.
    Pension,
    /// 地方补充养老保险 — Shenzhen's supplement for staff with local hukou, paid by the employer.
    LocalPension,
    /// 基本医疗保险（含生育，若当地合并征收）.
    Medical,
    /// 生育保险, where it is still a line of its own.
    Maternity,
    /// 失业保险.
    Unemployment,
    /// 工伤保险 — the employee never pays.
    WorkInjury,
    /// 住房公积金.
    HousingFund,
    /// 补充住房公积金.
    SupplementaryFund,
}

/// A text that names no insurance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an insurance")]
pub struct InsuranceError;

impl Insurance {
    /// All of them in the order of a bureau's statement.
    pub const ALL: [Self; 8] = [
        Self::Pension,
        Self::LocalPension,
        Self::Medical,
        Self::Maternity,
        Self::Unemployment,
        Self::WorkInjury,
        Self::HousingFund,
        Self::SupplementaryFund,
    ];

    /// The identifier used in files, the database and JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Pension => "pension",
            Self::LocalPension => "supplement:local_pension",
            Self::Medical => "medical",
            Self::Maternity => "maternity",
            Self::Unemployment => "unemployment",
            Self::WorkInjury => "work_injury",
            Self::HousingFund => "housing_fund",
            Self::SupplementaryFund => "supplement:housing_fund",
        }
    }

    /// 险种名称 — the short name a clerk uses.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        match self {
            Self::Pension => "养老",
            Self::LocalPension => "地方补充养老",
            Self::Medical => "医疗",
            Self::Maternity => "生育",
            Self::Unemployment => "失业",
            Self::WorkInjury => "工伤",
            Self::HousingFund => "公积金",
            Self::SupplementaryFund => "补充公积金",
        }
    }

    /// 住房公积金（含补充） — kept by the fund centre, with a base and cover of its own.
    #[must_use]
    pub const fn is_fund(self) -> bool {
        matches!(self, Self::HousingFund | Self::SupplementaryFund)
    }

    /// The group whose cover and base it follows.
    #[must_use]
    pub const fn group(self) -> Group {
        if self.is_fund() { Group::HousingFund } else { Group::Social }
    }
}

impl fmt::Display for Insurance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl FromStr for Insurance {
    type Err = InsuranceError;
    fn from_str(text: &str) -> Result<Self, InsuranceError> {
        Self::ALL.into_iter().find(|i| i.id() == text).ok_or(InsuranceError)
    }
}

/// 社保 / 公积金 — the two groups a clerk enrols and declares in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// 社会保险（含医疗、生育）.
    Social,
    /// 住房公积金.
    HousingFund,
}

/// 参保或申报范围 — what a cover or a declared base speaks of: a whole group, or one insurance in particular.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Every insurance of the group that the region and the unit's settings bring.
    Group(Group),
    /// One insurance only; it wins over the group.
    One(Insurance),
}

impl Scope {
    /// The identifier: `social`, `housing_fund`, or an insurance prefixed with `only:`.
    #[must_use]
    pub fn id(self) -> String {
        match self {
            Self::Group(Group::Social) => "social".to_owned(),
            Self::Group(Group::HousingFund) => "housing_fund".to_owned(),
            Self::One(insurance) => format!("only:{insurance}"),
        }
    }

    /// The group it belongs to.
    #[must_use]
    pub const fn group(self) -> Group {
        match self {
            Self::Group(group) => group,
            Self::One(insurance) => insurance.group(),
        }
    }

    /// Whether it speaks of this insurance.
    #[must_use]
    pub fn includes(self, insurance: Insurance) -> bool {
        match self {
            Self::Group(group) => insurance.group() == group,
            Self::One(one) => one == insurance,
        }
    }
}

impl FromStr for Scope {
    type Err = InsuranceError;
    fn from_str(text: &str) -> Result<Self, InsuranceError> {
        match text {
            "social" => Ok(Self::Group(Group::Social)),
            "housing_fund" => Ok(Self::Group(Group::HousingFund)),
            _ => text.strip_prefix("only:").ok_or(InsuranceError)?.parse().map(Self::One),
        }
    }
}

macro_rules! text_serde {
    ($name:ty, $text:expr) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(&$text(*self))
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
text_serde!(Insurance, Insurance::id);
text_serde!(Scope, Scope::id);
