//! 费率 — contribution rates as exact fractions.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// 费率 — a contribution rate as a fraction of the base: 16 % is `0.16`. Crosses every wire as text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rate(Decimal);

/// Why a text is no rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RateError {
    /// Not a decimal number.
    #[error("not a rate")]
    NotANumber,
    /// Below 0 or above 1: most likely a percent figure without its sign.
    #[error("a rate lies between 0 and 1")]
    OutOfRange,
}

impl Rate {
    /// 0 %.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// From a fraction between 0 and 1.
    ///
    /// # Errors
    /// [`RateError::OutOfRange`] outside of it.
    pub fn new(fraction: Decimal) -> Result<Self, RateError> {
        if fraction < Decimal::ZERO || fraction > Decimal::ONE {
            return Err(RateError::OutOfRange);
        }
        Ok(Self(fraction.normalize()))
    }

    /// The fraction.
    #[must_use]
    pub const fn fraction(self) -> Decimal {
        self.0
    }

    /// As a clerk reads it: `9.8%`.
    #[must_use]
    pub fn percent(self) -> String {
        format!("{}%", (self.0 * Decimal::ONE_HUNDRED).normalize())
    }

    /// Whether the rate is 0.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// 在公布费率上加 — the sum of a published rate and a unit's surcharge.
    ///
    /// # Errors
    /// [`RateError::OutOfRange`] if the sum exceeds 1.
    pub fn plus(self, surcharge: Self) -> Result<Self, RateError> {
        Self::new(self.0 + surcharge.0)
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl FromStr for Rate {
    type Err = RateError;
    fn from_str(text: &str) -> Result<Self, RateError> {
        Self::new(Decimal::from_str_exact(text).map_err(|_| RateError::NotANumber)?)
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Rate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_without_padding() {
        assert_eq!("0.160".parse::<Rate>().unwrap().to_string(), "0.16");
        assert_eq!("0.098".parse::<Rate>().unwrap().percent(), "9.8%");
        assert_eq!(Rate::ZERO.percent(), "0%");
        assert_eq!("8".parse::<Rate>(), Err(RateError::OutOfRange));
    }
}
