//! 证件号码 — document numbers: how they are written, checked and shown.

mod form;
mod number;
mod resident;

pub use form::{ascii_form, looks_masked};
pub use number::{IdNumber, check, recognise};
pub use resident::ResidentId;

/// Why a text is no valid document number. Carries nothing that must not be shown beyond the clerk's own screen: the
/// expected number prints masked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Nothing there.
    #[error("the document number is empty")]
    Empty,
    /// `4401**********1234`: a masked number identifies nobody by itself.
    #[error("the document number is masked")]
    Masked,
    /// The number of characters fits no such document.
    #[error("a number of this document does not have {found} characters")]
    Length {
        /// How many there are.
        found: usize,
    },
    /// A character that cannot stand there.
    #[error("a character cannot stand in a number of this document")]
    Character,
    /// The first two digits name no province.
    #[error("the first digits name no region")]
    Region,
    /// The digits of the birth date are no date.
    #[error("the birth date inside the number is impossible")]
    BirthDate,
    /// The last character does not fit the others: at least one of them is mistyped.
    #[error("the check digit does not fit")]
    CheckDigit {
        /// The number as it would be if only the last character were wrong. Never put in its place silently.
        expected: ResidentId,
    },
}

/// 证件号码脱敏 — first three and last four characters: `110***********1234`. Short numbers show less.
#[must_use]
pub fn mask(number: &str) -> String {
    let letters: Vec<char> = number.chars().collect();
    let (head, tail) = match letters.len() {
        0..=4 => (0, 0),
        5..=11 => (1, 3),
        _ => (3, 4),
    };
    let hidden = head..letters.len() - tail;
    letters.iter().enumerate().map(|(i, c)| if hidden.contains(&i) { '*' } else { *c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{IdType, Sex};

    /// GB 11643-1999, the standard's own example number.
    const STANDARD: &str = "11010519491231002X";

    #[test]
    fn reads_the_standards_example() {
        let id = ResidentId::parse(STANDARD).unwrap();
        assert_eq!(id.birth().to_string(), "1949-12-31");
        assert_eq!(id.sex(), Sex::Female);
        assert_eq!(id.id_type(), IdType::ResidentId);
    }

    #[test]
    fn puts_the_writing_right() {
        for text in [
            "'11010519491231002x",
            " 110105 19491231 002X ",
            "１１０１０５１９４９１２３１００２Ｘ",
            "110105194912310\u{200b}02X",
        ] {
            assert_eq!(ResidentId::parse(text).unwrap().as_str(), STANDARD, "{text}");
        }
    }

    /// 15 → 18 digits: century 19 and a check digit are added (GB 11643-1999, introduction).
    #[test]
    fn lengthens_the_old_form() {
        assert_eq!(ResidentId::parse("110105491231002").unwrap().as_str(), STANDARD);
        assert!(ResidentId::was_old_form("110105491231002"));
        assert!(!ResidentId::was_old_form(STANDARD));
    }

    #[test]
    fn a_wrong_check_digit_names_the_expected_number() {
        let Err(IdError::CheckDigit { expected }) = ResidentId::parse("110105194912310021") else { panic!() };
        assert_eq!(expected.as_str(), STANDARD);
        assert_eq!(format!("{expected:?}"), "ResidentId(110***********002X)");
    }

    #[test]
    fn names_what_is_wrong() {
        assert_eq!(ResidentId::parse(" "), Err(IdError::Empty));
        assert_eq!(ResidentId::parse("4401**********9973"), Err(IdError::Masked));
        assert_eq!(ResidentId::parse("1101051949123100"), Err(IdError::Length { found: 16 }));
        assert_eq!(ResidentId::parse("1101051949123100AX"), Err(IdError::Character));
        assert_eq!(ResidentId::parse("990105194912310028"), Err(IdError::Region));
        assert_eq!(ResidentId::parse("110105194902300026"), Err(IdError::BirthDate));
    }

    #[test]
    fn other_documents_have_their_own_forms() {
        for (id_type, text) in [
            (IdType::ForeignPassport, "P99900017"),
            (IdType::HkMacauPermit, "h99900018"),
            (IdType::HkMacauPermit, "M9990001801"),
            (IdType::TaiwanPermit, "99900019"),
            (IdType::ForeignerResidence, "USA110070060810"),
        ] {
            assert_eq!(check(id_type, text).unwrap().id_type(), id_type, "{text}");
        }
        assert_eq!(check(IdType::HkMacauPermit, "A99900018"), Err(IdError::Character));
        assert_eq!(check(IdType::TaiwanPermit, "9990001"), Err(IdError::Length { found: 7 }));
        assert_eq!(check(IdType::ForeignPassport, "P999"), Err(IdError::Length { found: 4 }));
    }

    /// A residence permit of Hong Kong, Macau or Taiwan has the resident ID's form with region 81, 82 or 83.
    #[test]
    fn a_residence_permit_is_told_by_its_region() {
        let seventeen = "81000019900307999";
        let id = ResidentId::complete(seventeen).unwrap();
        let number = check(IdType::ResidentId, id.as_str()).unwrap();
        assert_eq!(number.id_type(), IdType::HkMacauResidence);
        assert_eq!(number.birth().unwrap().to_string(), "1990-03-07");
        assert!(check(IdType::TaiwanResidence, id.as_str()).is_err());
    }

    #[test]
    fn recognises_only_what_is_certain() {
        assert_eq!(recognise(STANDARD).unwrap().id_type(), IdType::ResidentId);
        assert_eq!(recognise("H99900018").unwrap().id_type(), IdType::HkMacauPermit);
        assert!(recognise("99900019").is_none());
    }

    #[test]
    fn masks_by_length() {
        assert_eq!(mask(STANDARD), "110***********002X");
        assert_eq!(mask("P99900017"), "P*****017");
        assert_eq!(mask("1234"), "****");
    }
}
