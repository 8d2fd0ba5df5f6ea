//! 年月 — contribution months (费款所属期).

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// 年月 — a calendar month, `"2026-02"` in text, `202602` in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i32,
    month: u32,
}

/// A text that is no month between 1900-01 and 2199-12.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a month like 2026-02")]
pub struct MonthError;

impl Month {
    /// The earliest month there can be: no record of this field is older.
    pub const EARLIEST: Self = Self { year: 1900, month: 1 };

    /// The latest month there can be.
    pub const LATEST: Self = Self { year: 2199, month: 12 };

    /// The month `month` (1–12) of `year` (1900–2199).
    ///
    /// # Errors
    /// [`MonthError`] outside of these.
    pub const fn new(year: i32, month: u32) -> Result<Self, MonthError> {
        if year < 1900 || year > 2199 || month < 1 || month > 12 {
            return Err(MonthError);
        }
        Ok(Self { year, month })
    }

    /// The month a day falls in.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self { year: day.year(), month: day.month() }
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The month of the year, 1–12.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.month
    }

    /// `202602`, the form the database keeps.
    #[must_use]
    pub fn compact(self) -> i64 {
        i64::from(self.year) * 100 + i64::from(self.month)
    }

    /// From `202602`.
    ///
    /// # Errors
    /// [`MonthError`] if it is no month.
    pub fn from_compact(number: i64) -> Result<Self, MonthError> {
        let year = i32::try_from(number / 100).map_err(|_| MonthError)?;
        let month = u32::try_from(number % 100).map_err(|_| MonthError)?;
        Self::new(year, month)
    }

    /// `n` months later (earlier if negative).
    #[must_use]
    pub fn plus(self, n: i32) -> Self {
        let index = self.year * 12 + i32::try_from(self.month).unwrap_or(1) - 1 + n;
        Self { year: index.div_euclid(12), month: u32::try_from(index.rem_euclid(12)).unwrap_or(0) + 1 }
    }

    /// The month after.
    #[must_use]
    pub fn next(self) -> Self {
        self.plus(1)
    }

    /// The month before.
    #[must_use]
    pub fn previous(self) -> Self {
        self.plus(-1)
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month, 1).unwrap_or(NaiveDate::MIN)
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        self.next().first_day().pred_opt().unwrap_or(NaiveDate::MAX)
    }

    /// Every month from here to `last`, both included.
    pub fn through(self, last: Self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |m| Some(m.next())).take_while(move |m| *m <= last)
    }

    /// `2026年2月`.
    #[must_use]
    pub fn chinese(self) -> String {
        format!("{}年{}月", self.year, self.month)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for Month {
    type Err = MonthError;
    fn from_str(text: &str) -> Result<Self, MonthError> {
        let (year, month) = text.split_once('-').ok_or(MonthError)?;
        if year.len() != 4 || month.len() != 2 {
            return Err(MonthError);
        }
        Self::new(year.parse().map_err(|_| MonthError)?, month.parse().map_err(|_| MonthError)?)
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_across_years() {
        let month: Month = "2025-12".parse().unwrap();
        assert_eq!(month.next().to_string(), "2026-01");
        assert_eq!(month.plus(-12).to_string(), "2024-12");
        assert_eq!(month.last_day().to_string(), "2025-12-31");
        assert_eq!(Month::from_compact(month.compact()), Ok(month));
        assert_eq!(month.through(month.plus(2)).count(), 3);
    }

    #[test]
    fn refuses_what_is_no_month() {
        for text in ["2026-13", "2026-2", "202602", "26-02", ""] {
            assert!(text.parse::<Month>().is_err(), "{text}");
        }
    }
}
