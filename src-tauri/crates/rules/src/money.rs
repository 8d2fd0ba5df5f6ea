//! 金额 — money in yuan, always whole fen.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// 金额（元） — an amount of money, exact to the fen. Crosses every wire as text: `"760.00"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Yuan(i64);

/// Why a text is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not a decimal number.
    #[error("not an amount")]
    NotANumber,
    /// More than two decimals: a part of a fen is never rounded away silently.
    #[error("an amount has at most two decimals")]
    PartOfAFen,
    /// Beyond ±90 trillion yuan.
    #[error("the amount is too large")]
    TooLarge,
}

impl Yuan {
    /// 0.00.
    pub const ZERO: Self = Self(0);

    /// From whole fen, the form the database keeps.
    #[must_use]
    pub const fn from_fen(fen: i64) -> Self {
        Self(fen)
    }

    /// Whole fen.
    #[must_use]
    pub const fn fen(self) -> i64 {
        self.0
    }

    /// The amount in yuan as a decimal with two places.
    #[must_use]
    pub fn decimal(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    /// From an exact decimal of yuan.
    ///
    /// # Errors
    /// [`MoneyError::PartOfAFen`] if it is no whole number of fen, [`MoneyError::TooLarge`] beyond the range.
    pub fn from_decimal(value: Decimal) -> Result<Self, MoneyError> {
        // Only zeros may stand behind the fen.
        let value = if value.scale() > 2 { value.normalize() } else { value };
        let step = match value.scale() {
            0 => 100,
            1 => 10,
            2 => 1,
            _ => return Err(MoneyError::PartOfAFen),
        };
        let fen = value.mantissa().checked_mul(step).ok_or(MoneyError::TooLarge)?;
        i64::try_from(fen).map(Self).map_err(|_| MoneyError::TooLarge)
    }

    /// Whether the amount is 0.00.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// With thousands commas, as a clerk reads it: `12,345.60`.
    #[must_use]
    pub fn with_commas(self) -> String {
        grouped(&self.to_string())
    }
}

/// Thousands commas in a number that is written out with its decimals, however many: `1,156.404`.
pub(crate) fn grouped(plain: &str) -> String {
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |rest| ("-", rest));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "00"));
    let mut grouped = String::with_capacity(whole.len() + whole.len() / 3);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}.{decimals}")
}

impl fmt::Display for Yuan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", fen / 100, fen % 100)
    }
}

impl FromStr for Yuan {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let value = Decimal::from_str_exact(text).map_err(|_| MoneyError::NotANumber)?;
        Self::from_decimal(value)
    }
}

impl Add for Yuan {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Yuan {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Yuan {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Yuan {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Yuan {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl Serialize for Yuan {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Yuan {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_and_reads_the_same_text() {
        for text in ["0.00", "760.00", "-0.05", "12345678.90"] {
            assert_eq!(text.parse::<Yuan>().unwrap().to_string(), text);
        }
        assert_eq!("760".parse::<Yuan>().unwrap().fen(), 76_000);
    }

    #[test]
    fn refuses_a_part_of_a_fen() {
        assert_eq!("1.005".parse::<Yuan>(), Err(MoneyError::PartOfAFen));
        assert_eq!("1.500".parse::<Yuan>().unwrap().fen(), 150);
        assert_eq!("一".parse::<Yuan>(), Err(MoneyError::NotANumber));
    }

    #[test]
    fn groups_thousands() {
        assert_eq!(Yuan::from_fen(22_843_106).with_commas(), "228,431.06");
        assert_eq!(Yuan::from_fen(-100_000).with_commas(), "-1,000.00");
        assert_eq!(Yuan::from_fen(99).with_commas(), "0.99");
    }
}
