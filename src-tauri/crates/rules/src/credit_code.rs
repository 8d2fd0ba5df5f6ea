//! 统一社会信用代码 — the 18-character code of a Chinese organisation, with its check character (GB 32100-2015).

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use unicode_normalization::UnicodeNormalization;

/// The 31 characters of the code; I, O, S, V and Z are left out because they look like digits or each other.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// 统一社会信用代码 — checked and in capitals.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CreditCode(String);

/// Why a text is no credit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CreditCodeError {
    /// Not 18 characters.
    #[error("a credit code has 18 characters, this text has {found}")]
    Length {
        /// How many there are.
        found: usize,
    },
    /// A character outside of the alphabet (I, O, S, V, Z or a symbol), or a letter among the region's digits.
    #[error("character {position} cannot stand there")]
    Character {
        /// Which one, counted from 1.
        position: usize,
        /// What stands there.
        found: char,
    },
    /// The last character does not fit the others: one of them is mistyped.
    #[error("the check character does not fit")]
    CheckCharacter {
        /// The character that would fit.
        expected: char,
    },
}

impl CreditCode {
    /// Reads a code; blanks, full-width forms and lower case are put right.
    ///
    /// # Source
    /// GB 32100-2015: check character = 31 − Σ value(i) · (3^i mod 31) mod 31.
    ///
    /// # Errors
    /// [`CreditCodeError`] with the place or the expected character.
    pub fn parse(text: &str) -> Result<Self, CreditCodeError> {
        let code: String = text.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
        let found = code.chars().count();
        if found != 18 {
            return Err(CreditCodeError::Length { found });
        }
        let mut sum = 0;
        let mut weight = 1;
        for (index, letter) in code.chars().enumerate() {
            let value = ALPHABET.chars().position(|c| c == letter);
            let in_region = (2..8).contains(&index);
            let Some(value) = value.filter(|_| !in_region || letter.is_ascii_digit()) else {
                return Err(CreditCodeError::Character { position: index + 1, found: letter });
            };
            if index < 17 {
                sum += value * weight;
                weight = weight * 3 % 31;
            } else {
                let expected = ALPHABET.chars().nth((31 - sum % 31) % 31).unwrap_or('0');
                if letter != expected {
                    return Err(CreditCodeError::CheckCharacter { expected });
                }
            }
        }
        Ok(Self(code))
    }

    /// The 18 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for CreditCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for CreditCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The three invented codes of the practice book; the check characters were computed with the formula of GB 32100.
    #[test]
    fn accepts_valid_codes_in_any_dress() {
        for text in ["91110105EXAMPLE111", " 91310115example2xm ", "９１４４０３０５EXAMPLE38K"] {
            assert!(CreditCode::parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn names_what_is_wrong() {
        assert_eq!(CreditCode::parse("91110105EXAMPLE11"), Err(CreditCodeError::Length { found: 17 }));
        assert_eq!(CreditCode::parse("91110105EXAMPLE112"), Err(CreditCodeError::CheckCharacter { expected: '1' }));
        assert_eq!(
            CreditCode::parse("91110105EXAMPLI111"),
            Err(CreditCodeError::Character { position: 15, found: 'I' })
        );
        assert_eq!(
            CreditCode::parse("9111010AEXAMPLE111"),
            Err(CreditCodeError::Character { position: 8, found: 'A' })
        );
    }
}
