//! 证件 — document types and numbers from cells.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use shebao_rules::identity::{self, IdError, IdNumber, ResidentId, ascii_form, mask};
use shebao_rules::words::IdType;

use super::{Flaw, IssueCode, Reading, folded, plain, unusable};
use crate::sheet::Cell;

/// 证件号码问题 — a number that is there but cannot be taken as it is. What was written is kept so that another file
/// can answer; it never stands in for the number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "problem")]
pub enum IdProblem {
    /// 校验位不对.
    CheckDigit {
        /// As written.
        written: String,
        /// What it would be if only the last character were wrong.
        expected: IdNumber,
    },
    /// 数字单元格丢失尾数: only the first 15 digits are right.
    DigitsLost {
        /// The digits that are left.
        written: String,
    },
    /// 被遮盖.
    Masked {
        /// With its stars.
        written: String,
    },
    /// 证件类型不明: a number of another document where the sheet names no type; it may still meet a known person.
    Untyped {
        /// As written, put into plain capitals and digits.
        written: String,
    },
    /// 不合规.
    Invalid {
        /// As written.
        written: String,
    },
}

/// A number cell from here on has more digits than a spreadsheet keeps.
const KEPT_EXACTLY: Decimal = Decimal::from_parts(0xA4C6_8000, 0x0003_8D7E, 0, false, 0);

/// 证件类型.
#[must_use]
pub fn id_type(cell: &Cell) -> Reading<IdType> {
    let reading = plain(cell);
    let Some(text) = reading.value else { return Reading { value: None, flaw: reading.flaw } };
    let text: String = folded(&text).chars().filter(|c| !c.is_whitespace()).collect();
    let has = |word: &str| text.contains(word);
    let found = if has("永久居留") || has("永居") {
        Some(IdType::ForeignerResidence)
    } else if (has("港澳") || has("香港") || has("澳门")) && has("居住证") {
        Some(IdType::HkMacauResidence)
    } else if has("台湾") && has("居住证") {
        Some(IdType::TaiwanResidence)
    } else if has("港澳") || has("回乡证") {
        Some(IdType::HkMacauPermit)
    } else if has("台湾") || has("台胞") {
        Some(IdType::TaiwanPermit)
    } else if has("中国护照") {
        Some(IdType::ChinesePassport)
    } else if has("护照") {
        Some(IdType::ForeignPassport)
    } else if has("身份证") || matches!(text.as_str(), "201" | "身份证件") {
        Some(IdType::ResidentId)
    } else if has("其他") || has("其它") || has("工作许可") {
        Some(IdType::Other)
    } else {
        match text.as_str() {
            "208" => Some(IdType::ForeignPassport),
            "210" => Some(IdType::HkMacauPermit),
            "213" => Some(IdType::TaiwanPermit),
            _ => None,
        }
    };
    match found {
        Some(id_type) => Reading::of(id_type),
        None => {
            Reading::flawed(Flaw::new(IssueCode::WordUnknown, "证件类型的写法不认识，没有采用。请在人员信息中选定。"))
        }
    }
}

/// 证件号码 — checked; `id_type` is what the sheet says, if it says it.
#[must_use]
pub fn id_number(cell: &Cell, id_type: Option<IdType>) -> (Reading<IdNumber>, Option<IdProblem>) {
    if let Some(reading) = unusable(cell) {
        return (reading, None);
    }
    if lost_its_digits(cell) {
        let written = cell.shown();
        let flaw = Flaw::new(
            IssueCode::IdDigitsLost,
            "证件号码存成了数字，Excel 只保留前 15 位，后面的已经丢失，不能还原。请按证件原件补录，并把该列设为文本格式。",
        );
        return (Reading::flawed(flaw), Some(IdProblem::DigitsLost { written }));
    }
    let shown = cell.shown();
    let written = ascii_form(&shown);
    if written.is_empty() || matches!(written.as_str(), "-" | "/" | "无" | "—") {
        return (Reading::blank(), None);
    }
    if id_type.is_none() && of_another_document(&written) && identity::recognise(&written).is_none() {
        return (Reading::blank(), Some(IdProblem::Untyped { written }));
    }
    let checked = match id_type {
        Some(id_type) => identity::check(id_type, &written),
        None => identity::recognise(&written).ok_or(()).or_else(|()| ResidentId::parse(&written).map(IdNumber::from)),
    };
    match checked {
        Ok(number) => (accepted(&shown, number, id_type), None),
        Err(error) => refused(&error, written, id_type),
    }
}

/// A number that a spreadsheet held as one: in a number cell, or exported from it as 1.10101E+17.
fn lost_its_digits(cell: &Cell) -> bool {
    let number = match cell {
        Cell::Text(text) if text.contains(['E', 'e']) && text.contains('+') => {
            Decimal::from_scientific(text.trim()).ok()
        }
        cell => cell.decimal(),
    };
    number.is_some_and(|number| number >= KEPT_EXACTLY)
}

/// 号码尾数成批为零 — whether a column's long numbers went through number cells: nearly all of them end in 000, as a
/// spreadsheet leaves them. One that fits its check digit by chance must not be taken for whole.
pub(crate) fn are_cut<'c>(cells: impl Iterator<Item = &'c Cell>) -> bool {
    let (mut long, mut cut) = (0_usize, 0_usize);
    for text in cells.filter_map(Cell::text) {
        let text = text.trim();
        if text.len() == 18 && text.bytes().all(|b| b.is_ascii_digit()) {
            long += 1;
            cut += usize::from(text.ends_with("000"));
        }
    }
    cut >= 3 && cut * 10 >= long * 8
}

/// Letters and digits that no resident ID has: most likely a passport.
fn of_another_document(written: &str) -> bool {
    let letter = written.starts_with(|c: char| c.is_ascii_alphabetic());
    letter && identity::check(IdType::ForeignPassport, written).is_ok() && written.chars().any(|c| c.is_ascii_digit())
}

/// A valid number, with a remark where its writing was put right.
fn accepted(shown: &str, number: IdNumber, id_type: Option<IdType>) -> Reading<IdNumber> {
    if ResidentId::was_old_form(shown) && number.birth().is_some() {
        let flaw = Flaw::new(IssueCode::IdOldForm, "15 位身份证号已按国家标准升为 18 位。").suggesting(number.as_str());
        return Reading::noted(number, flaw);
    }
    if id_type.is_some_and(|said| said != number.id_type()) {
        let message = format!("证件类型与号码不符，按号码认定为{}。", number.id_type().chinese());
        return Reading::noted(number, Flaw::new(IssueCode::IdTypeDiffers, message));
    }
    if shown != number.as_str() {
        let flaw =
            Flaw::new(IssueCode::IdNormalised, "证件号码里的空格、全角或小写字符已整理。").suggesting(number.as_str());
        return Reading::noted(number, flaw);
    }
    Reading::of(number)
}

fn refused(error: &IdError, written: String, id_type: Option<IdType>) -> (Reading<IdNumber>, Option<IdProblem>) {
    let kind = id_type.unwrap_or(IdType::ResidentId).chinese();
    let (code, why) = match error {
        IdError::CheckDigit { expected } => {
            let number = IdNumber::from(expected.clone());
            let message = format!(
                "证件号码校验位不对，其中至少有一位写错。若只是末位有误，应为 {}。请对照证件原件确认。",
                mask(number.as_str())
            );
            let flaw = Flaw::new(IssueCode::WrongCheckDigit, message).suggesting(number.as_str());
            return (Reading::flawed(flaw), Some(IdProblem::CheckDigit { written, expected: number }));
        }
        IdError::Masked => {
            let flaw = Flaw::new(
                IssueCode::IdMasked,
                "证件号码被遮盖（含 *），单凭它不能认定是谁。请提供完整号码，或按姓名和其他资料确认。",
            );
            return (Reading::flawed(flaw), Some(IdProblem::Masked { written }));
        }
        IdError::Empty => return (Reading::blank(), None),
        IdError::Length { found } => (IssueCode::IdInvalid, format!("{kind}号码的位数不对（{found} 位）")),
        IdError::Character => (IssueCode::IdInvalid, format!("{kind}号码里有不该出现的字符")),
        IdError::Region => (IssueCode::IdInvalid, "证件号码开头的地区码不存在".to_owned()),
        IdError::BirthDate => (IssueCode::IdInvalid, "证件号码里的出生日期不存在".to_owned()),
    };
    let flaw = Flaw::new(code, format!("{why}。请对照证件原件改正；若证件类型写错，请一并改正。"));
    (Reading::flawed(flaw), Some(IdProblem::Invalid { written }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> (Reading<IdNumber>, Option<IdProblem>) {
        id_number(&Cell::Text(text.to_owned()), None)
    }

    #[test]
    fn the_limit_is_ten_to_the_fifteenth() {
        assert_eq!(KEPT_EXACTLY.to_string(), "1000000000000000");
    }

    #[test]
    fn digits_lost_in_a_number_cell_are_refused() {
        let (reading, problem) = id_number(&Cell::Number("110105194912310000".to_owned()), Some(IdType::ResidentId));
        assert_eq!(reading.value, None);
        assert_eq!(reading.flaw.unwrap().code, IssueCode::IdDigitsLost);
        assert!(matches!(problem, Some(IdProblem::DigitsLost { .. })));
    }

    #[test]
    fn digits_lost_on_the_way_through_a_text_file_are_refused() {
        let (reading, problem) = text("1.10105E+17");
        assert_eq!(reading.flaw.unwrap().code, IssueCode::IdDigitsLost);
        assert!(matches!(problem, Some(IdProblem::DigitsLost { .. })));
        let cells = |texts: &[&str]| texts.iter().map(|t| Cell::Text((*t).to_owned())).collect::<Vec<_>>();
        assert!(are_cut(cells(&["110105194912310000", "110101199003079000", "110101198806159000"]).iter()));
        assert!(!are_cut(cells(&["110105194912310000", "110101199003079964", "11010119880615997X"]).iter()));
        assert!(!are_cut(cells(&["110105194912310000", "110101199003079000"]).iter()), "two may be chance");
    }

    /// A 15-digit number fits into a number cell without loss.
    #[test]
    fn an_old_number_in_a_number_cell_is_whole() {
        let (reading, _) = id_number(&Cell::Number("110105491231002".to_owned()), None);
        assert_eq!(reading.value.unwrap().as_str(), "11010519491231002X");
        assert_eq!(reading.flaw.unwrap().code, IssueCode::IdOldForm);
    }

    #[test]
    fn a_wrong_check_digit_is_a_question_with_a_masked_message() {
        let (reading, problem) = text("110105194912310021");
        let flaw = reading.flaw.unwrap();
        assert_eq!(flaw.suggestion.as_deref(), Some("11010519491231002X"));
        assert!(flaw.message.contains("110***********002X") && !flaw.message.contains("19491231"));
        assert!(matches!(problem, Some(IdProblem::CheckDigit { .. })));
    }

    /// Without a document type a passport number is kept for comparison and accepted as nothing.
    #[test]
    fn a_number_of_an_unnamed_document_is_kept_apart() {
        let (reading, problem) = text(" p99900017");
        assert_eq!(reading, Reading::blank());
        assert_eq!(problem, Some(IdProblem::Untyped { written: "P99900017".to_owned() }));
        assert!(text("H99900018").0.value.is_some());
    }

    #[test]
    fn types_in_every_wording() {
        for (written, id) in [
            ("身份证", IdType::ResidentId),
            ("201|居民身份证", IdType::ResidentId),
            ("外国护照", IdType::ForeignPassport),
            ("港澳居民来往内地通行证", IdType::HkMacauPermit),
            ("中华人民共和国港澳居民居住证", IdType::HkMacauResidence),
            ("台胞证", IdType::TaiwanPermit),
            ("外国人永久居留身份证（外国人永久居留证）", IdType::ForeignerResidence),
        ] {
            assert_eq!(id_type(&Cell::Text(written.to_owned())).value, Some(id), "{written}");
        }
    }
}
