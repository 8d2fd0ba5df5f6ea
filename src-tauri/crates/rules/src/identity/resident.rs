//! 公民身份号码 — GB 11643-1999, also the form of the residence permits of Hong Kong, Macau and Taiwan residents.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::IdError;
use super::form::{ascii_form, looks_masked};
use crate::words::{IdType, Sex};

/// 公民身份号码 — 18 characters with a valid check digit and birth date.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ResidentId {
    number: String,
    birth: NaiveDate,
    sex: Sex,
}

/// GB/T 2260 province codes, and 81–83 of the residence permits.
const PROVINCES: &[&str] = &[
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44",
    "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83",
];

impl ResidentId {
    /// Reads a number as clerks write it: blanks, full-width digits, a leading apostrophe and a small x are put
    /// right, 15 digits become 18.
    ///
    /// # Errors
    /// [`IdError`]; a wrong check digit carries the number that would fit.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let form = ascii_form(text);
        if form.is_empty() {
            return Err(IdError::Empty);
        }
        if looks_masked(&form) {
            return Err(IdError::Masked);
        }
        let found = form.chars().count();
        match found {
            15 => Self::complete(&lengthened(&form)?),
            18 => {
                let seventeen: String = form.chars().take(17).collect();
                let expected = Self::complete(&seventeen)?;
                match form.chars().last() {
                    Some(last) if !last.is_ascii_digit() && last != 'X' => Err(IdError::Character),
                    _ if expected.number == form => Ok(expected),
                    _ => Err(IdError::CheckDigit { expected }),
                }
            }
            _ if form.chars().any(|c| !c.is_ascii_digit() && c != 'X') => Err(IdError::Character),
            _ => Err(IdError::Length { found }),
        }
    }

    /// The number that 17 digits begin, its check digit computed (ISO 7064 MOD 11-2).
    ///
    /// # Errors
    /// [`IdError`] if the digits cannot begin a number.
    pub fn complete(seventeen: &str) -> Result<Self, IdError> {
        if !seventeen.chars().all(|c| c.is_ascii_digit()) {
            return Err(IdError::Character);
        }
        if seventeen.len() != 17 {
            return Err(IdError::Length { found: seventeen.len() });
        }
        if !PROVINCES.iter().any(|p| seventeen.starts_with(p)) {
            return Err(IdError::Region);
        }
        let birth = birth_inside(seventeen).ok_or(IdError::BirthDate)?;
        let sex = sex_inside(seventeen).ok_or(IdError::Character)?;
        let number = format!("{seventeen}{}", check_digit(seventeen));
        Ok(Self { number, birth, sex })
    }

    /// Whether the text is a number of the 15-digit form (worth a remark: it was lengthened).
    #[must_use]
    pub fn was_old_form(text: &str) -> bool {
        ascii_form(text).chars().count() == 15
    }

    /// The 18 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.number
    }

    /// 出生日期.
    #[must_use]
    pub const fn birth(&self) -> NaiveDate {
        self.birth
    }

    /// 性别.
    #[must_use]
    pub const fn sex(&self) -> Sex {
        self.sex
    }

    /// The document that bears such a number: region 81/82 and 83 are residence permits.
    #[must_use]
    pub fn id_type(&self) -> IdType {
        if self.number.starts_with("81") || self.number.starts_with("82") {
            IdType::HkMacauResidence
        } else if self.number.starts_with("83") {
            IdType::TaiwanResidence
        } else {
            IdType::ResidentId
        }
    }
}

/// 15 digits with the century added: the birth year of that form is always 19xx.
fn lengthened(fifteen: &str) -> Result<String, IdError> {
    if !fifteen.chars().all(|c| c.is_ascii_digit()) {
        return Err(IdError::Character);
    }
    let (region, rest) = fifteen.split_at_checked(6).ok_or(IdError::Length { found: 15 })?;
    Ok(format!("{region}19{rest}"))
}

pub(super) fn birth_inside(digits: &str) -> Option<NaiveDate> {
    let part = |from: usize, to: usize| digits.get(from..to)?.parse::<u32>().ok();
    let day = NaiveDate::from_ymd_opt(i32::try_from(part(6, 10)?).ok()?, part(10, 12)?, part(12, 14)?)?;
    (1850..2200).contains(&chrono::Datelike::year(&day)).then_some(day)
}

/// The last of 17 digits is odd for men.
pub(super) fn sex_inside(seventeen: &str) -> Option<Sex> {
    let last = seventeen.chars().last()?.to_digit(10)?;
    Some(if last % 2 == 1 { Sex::Male } else { Sex::Female })
}

/// The 18th character for 17 digits: ISO 7064 MOD 11-2, weights 2^(18−i) mod 11.
pub(super) fn check_digit(seventeen: &str) -> char {
    let remainder = seventeen.chars().filter_map(|c| c.to_digit(10)).fold(0, |sum, digit| (sum + digit) * 2 % 11);
    match (12 - remainder) % 11 {
        10 => 'X',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    }
}

impl fmt::Debug for ResidentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ResidentId({})", super::mask(&self.number))
    }
}

impl Serialize for ResidentId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.number)
    }
}

impl<'de> Deserialize<'de> for ResidentId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}
