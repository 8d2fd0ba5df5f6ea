//! 清洗 — one cell to one value, or the reason why not. Nothing is guessed: what cannot be read for certain comes
//! back as a flaw in the clerk's words, with its next step.

mod charge;
mod claim_words;
mod date;
mod flaw;
mod identity;
mod moment;
mod money;
mod number_words;
mod period;
mod rate;
mod text;
mod words;

pub use charge::{Charge, Payer, charge};
pub use claim_words::{claim_status, paper_mark, paper_name, visit_kind};
pub use date::{date, month};
pub use flaw::{Flaw, Issue, IssueCode, Severity};
pub(crate) use identity::are_cut;
pub use identity::{IdProblem, id_number, id_type};
pub use moment::{Moment, moment, time};
pub use money::{base, money, within_a_fen};
pub(crate) use number_words::to_digits;
pub use period::{Period, period};
pub(crate) use period::{SaidMonth, months_in};
pub use rate::rate;
pub use text::{city, covered, day_of_month, employee_no, employee_no_key, phone, plain, yes_no};
pub use words::{hukou, insurance, insurances_in, medical_tier, position_class, scope, setting_mode, sex};

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// 读数 — what a cell gave: a value, a flaw, both (a value with a remark), or neither (an empty cell).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading<T> {
    /// The value, if there is a certain one.
    pub value: Option<T>,
    /// What the clerk should know about the cell.
    pub flaw: Option<Flaw>,
}

impl<T> Reading<T> {
    /// An empty cell.
    #[must_use]
    pub const fn blank() -> Self {
        Self { value: None, flaw: None }
    }

    /// A plain value.
    #[must_use]
    pub const fn of(value: T) -> Self {
        Self { value: Some(value), flaw: None }
    }

    /// A value with a remark.
    #[must_use]
    pub const fn noted(value: T, flaw: Flaw) -> Self {
        Self { value: Some(value), flaw: Some(flaw) }
    }

    /// No value, and why.
    #[must_use]
    pub const fn flawed(flaw: Flaw) -> Self {
        Self { value: None, flaw: Some(flaw) }
    }

    /// The same with another value.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Reading<U> {
        Reading { value: self.value.map(change), flaw: self.flaw }
    }
}

/// Compatibility forms (full-width letters and digits) in their plain form; most texts need no work.
fn folded(text: &str) -> Cow<'_, str> {
    let plain = |c: char| c.is_ascii() || matches!(c, '\u{4e00}'..='\u{9fff}' | '。' | '、');
    if text.chars().all(plain) { Cow::Borrowed(text) } else { Cow::Owned(text.nfkc().collect()) }
}

/// What spreadsheet programs write for a failed formula; in a text file or a page it stands as a text.
const ERRORS: &[&str] = &["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"];

/// Cells no column can be read from: errors, missing results, TRUE/FALSE.
fn unusable<T>(cell: &crate::sheet::Cell) -> Option<Reading<T>> {
    use crate::sheet::Cell;
    match cell {
        Cell::Text(text) if !text.starts_with('#') || !ERRORS.contains(&text.trim()) => None,
        Cell::Error(_) | Cell::Text(_) => Some(Reading::flawed(Flaw::new(
            IssueCode::ErrorCell,
            "单元格是公式错误（如 #N/A）。请在原表中改正后重新导入。",
        ))),
        Cell::Uncomputed => Some(Reading::flawed(Flaw::new(
            IssueCode::UncomputedFormula,
            "公式没有保存计算结果。请用 Excel 或 WPS 打开、重新计算并保存后再导入。",
        ))),
        _ => None,
    }
}
