//! A document number together with its document type.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::form::{ascii_form, looks_masked};
use super::resident::{birth_inside, check_digit, sex_inside};
use super::{IdError, ResidentId, mask};
use crate::words::{IdType, Sex};

/// 证件号码 — checked for its document type.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct IdNumber {
    id_type: IdType,
    number: String,
}

impl IdNumber {
    /// 证件类型, as the number itself shows it where it does.
    #[must_use]
    pub const fn id_type(&self) -> IdType {
        self.id_type
    }

    /// 证件号码.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.number
    }

    /// 出生日期 inside the number, if such a number holds one.
    #[must_use]
    pub fn birth(&self) -> Option<NaiveDate> {
        self.digits().and_then(birth_inside)
    }

    /// 性别 inside the number, if such a number holds one.
    #[must_use]
    pub fn sex(&self) -> Option<Sex> {
        self.digits().and_then(sex_inside)
    }

    /// The first 17 characters of a number of the resident ID's form, which was checked when it was read.
    fn digits(&self) -> Option<&str> {
        let has_form = matches!(self.id_type, IdType::ResidentId | IdType::HkMacauResidence | IdType::TaiwanResidence);
        self.number.get(..17).filter(|_| has_form)
    }
}

impl fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IdNumber({} {})", self.id_type.id(), mask(&self.number))
    }
}

impl From<ResidentId> for IdNumber {
    fn from(id: ResidentId) -> Self {
        Self { id_type: id.id_type(), number: id.as_str().to_owned() }
    }
}

/// Checks a number for the document it is said to be of.
///
/// A number written under 居民身份证 whose region is 81, 82 or 83 is a residence permit and comes back as one.
///
/// # Errors
/// [`IdError`] with the reason.
pub fn check(id_type: IdType, text: &str) -> Result<IdNumber, IdError> {
    let number = ascii_form(text);
    if number.is_empty() {
        return Err(IdError::Empty);
    }
    if looks_masked(&number) {
        return Err(IdError::Masked);
    }
    match id_type {
        IdType::ResidentId => return ResidentId::parse(&number).map(IdNumber::from),
        IdType::HkMacauResidence | IdType::TaiwanResidence => {
            let id = IdNumber::from(ResidentId::parse(&number)?);
            return if id.id_type == id_type { Ok(id) } else { Err(IdError::Region) };
        }
        IdType::HkMacauPermit => permit(&number, &['H', 'M'], &[8, 10])?,
        IdType::TaiwanPermit => taiwan_permit(&number)?,
        IdType::ForeignerResidence => foreigner_residence(&number)?,
        IdType::ForeignPassport | IdType::ChinesePassport => free_form(&number, 5)?,
        IdType::Other => free_form(&number, 2)?,
    }
    Ok(IdNumber { id_type, number })
}

/// The document a bare number certainly belongs to, when no type is written: a valid resident ID or residence permit,
/// or the H/M form of the mainland travel permit. Anything else is left open.
#[must_use]
pub fn recognise(text: &str) -> Option<IdNumber> {
    check(IdType::ResidentId, text).or_else(|_| check(IdType::HkMacauPermit, text)).ok()
}

fn permit(number: &str, initials: &[char], digits: &[usize]) -> Result<(), IdError> {
    let Some(rest) = number.strip_prefix(initials) else { return Err(IdError::Character) };
    if !rest.chars().all(|c| c.is_ascii_digit()) {
        return Err(IdError::Character);
    }
    if digits.contains(&rest.len()) { Ok(()) } else { Err(IdError::Length { found: number.len() }) }
}

/// 8 digits; the older card has 10 digits and a letter in brackets.
fn taiwan_permit(number: &str) -> Result<(), IdError> {
    let digits = number.split('(').next().unwrap_or_default();
    if !digits.chars().all(|c| c.is_ascii_digit()) {
        return Err(IdError::Character);
    }
    if matches!(digits.len(), 8 | 10) { Ok(()) } else { Err(IdError::Length { found: digits.len() }) }
}

/// 15 letters and digits, or since 2023 18 digits that begin with 9 and end with the resident ID's check digit.
fn foreigner_residence(number: &str) -> Result<(), IdError> {
    match number.chars().count() {
        15 if number.chars().all(|c| c.is_ascii_alphanumeric()) => Ok(()),
        18 => {
            let fits = number.get(..17).is_some_and(|start| {
                start.starts_with('9')
                    && start.chars().all(|c| c.is_ascii_digit())
                    && number.ends_with(check_digit(start))
            });
            if fits { Ok(()) } else { Err(IdError::Character) }
        }
        15 => Err(IdError::Character),
        found => Err(IdError::Length { found }),
    }
}

fn free_form(number: &str, least: usize) -> Result<(), IdError> {
    let found = number.chars().count();
    if !(least..=40).contains(&found) {
        return Err(IdError::Length { found });
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '(' | ')');
    if number.chars().all(allowed) { Ok(()) } else { Err(IdError::Character) }
}
