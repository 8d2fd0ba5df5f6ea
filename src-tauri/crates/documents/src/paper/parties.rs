//! 出具方与员工 — who issues a document and whom it concerns.

use serde::Serialize;

/// 出具单位 — the company that issues a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Issuer {
    /// 单位全称.
    pub company: String,
    /// 统一社会信用代码.
    pub credit_code: String,
    /// 联系方式 — whom to ask, as printed; may be empty.
    pub contact: String,
}

/// 员工 — the person a document concerns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Person {
    /// 姓名.
    pub name: String,
    /// 证件类型, in the clerk's words.
    pub id_type: String,
    /// 证件号码 in full; how much of it is printed is [`Person::id_display`].
    pub id_number: String,
    /// 证件号码如何打印.
    pub id_display: IdDisplay,
    /// 员工编号.
    pub employee_no: String,
}

/// 证件号码如何打印.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum IdDisplay {
    /// 脱敏, the default.
    #[default]
    Masked,
    /// 完整, when the reader needs it.
    Full,
}

impl Person {
    /// The document number as it is printed.
    #[must_use]
    pub fn printed_id(&self) -> String {
        match self.id_display {
            IdDisplay::Masked => masked(&self.id_number),
            IdDisplay::Full => self.id_number.clone(),
        }
    }
}

/// 脱敏 — of a long number the first three and the last four remain (110***********1234), of a short one the first and
/// the last two.
fn masked(number: &str) -> String {
    let count = number.chars().count();
    let (first, last) = match count {
        15.. => (3, 4),
        6..15 => (1, 2),
        _ => (0, 0),
    };
    let shown = |i: usize| i < first || i + last >= count;
    number.chars().enumerate().map(|(i, c)| if shown(i) { c } else { '*' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_what_is_not_needed() {
        assert_eq!(masked("110105199001011234"), "110***********1234");
        assert_eq!(masked("E12345678"), "E******78");
        assert_eq!(masked("A123"), "****");
        assert_eq!(masked(""), "");
    }
}
