//! 日期 — a day, or only its month when no more is known (只有年月的日期不补造日).

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::month::{Month, MonthError};

/// 日期（可只到月） — a date as precise as its source: `2021-03-05`, or `2021-03` when only the month was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Day {
    /// A full date.
    Exact(NaiveDate),
    /// Only the month is known; no day is invented.
    MonthOnly(Month),
}

impl Day {
    /// The month it falls in.
    #[must_use]
    pub fn month(self) -> Month {
        match self {
            Self::Exact(day) => Month::of(day),
            Self::MonthOnly(month) => month,
        }
    }

    /// The day, if it is known.
    #[must_use]
    pub const fn exact(self) -> Option<NaiveDate> {
        match self {
            Self::Exact(day) => Some(day),
            Self::MonthOnly(_) => None,
        }
    }

    /// Whether both can be the same date: equal, or one names only the month of the other.
    #[must_use]
    pub fn agrees_with(self, other: Self) -> bool {
        match (self, other) {
            (Self::Exact(a), Self::Exact(b)) => a == b,
            _ => self.month() == other.month(),
        }
    }

    /// Whether it is surely earlier: where one names only its month, the month decides.
    #[must_use]
    pub fn is_before(self, other: Self) -> bool {
        match (self, other) {
            (Self::Exact(a), Self::Exact(b)) => a < b,
            _ => self.month() < other.month(),
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(day) => write!(f, "{day}"),
            Self::MonthOnly(month) => write!(f, "{month}"),
        }
    }
}

impl FromStr for Day {
    type Err = MonthError;
    fn from_str(text: &str) -> Result<Self, MonthError> {
        if text.len() == 7 {
            return text.parse().map(Self::MonthOnly);
        }
        NaiveDate::parse_from_str(text, "%Y-%m-%d").map(Self::Exact).map_err(|_| MonthError)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
