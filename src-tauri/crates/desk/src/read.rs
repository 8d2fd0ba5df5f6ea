//! 读入 — texts of the wire into types of the law, with a failure that names the field.

use std::str::FromStr;

use chrono::NaiveDate;
use shebao_rules::credit_code::{CreditCode, CreditCodeError};
use shebao_rules::day::Day;
use shebao_rules::insurance::{Insurance, Scope};
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::rate::Rate;

use crate::error::{Code, Failure, Outcome};

/// A field that cannot be read: `field` is the clerk's word for it, `expected` an example.
pub(crate) fn invalid(field: &str, expected: &str) -> Failure {
    Failure::new(Code::InvalidInput).with("field", field).with("expected", expected)
}

fn parse<T: FromStr>(text: &str, field: &str, expected: &str) -> Outcome<T> {
    text.trim().parse().map_err(|_| invalid(field, expected))
}

/// 年月.
pub(crate) fn month(text: &str, field: &str) -> Outcome<Month> {
    parse(text, field, "2026-02")
}

/// 年月, absent when blank.
pub(crate) fn month_or_none(text: Option<&str>, field: &str) -> Outcome<Option<Month>> {
    given(text).map(|t| month(t, field)).transpose()
}

/// 日期, or its month.
pub(crate) fn day(text: &str, field: &str) -> Outcome<Day> {
    parse(text, field, "2026-02-15")
}

/// A full date.
pub(crate) fn date(text: &str, field: &str) -> Outcome<NaiveDate> {
    parse(text, field, "2026-02-15")
}

/// 金额 of zero or more.
pub(crate) fn yuan(text: &str, field: &str) -> Outcome<Yuan> {
    let amount: Yuan = parse(&text.replace(',', ""), field, "9500.00")?;
    if amount < Yuan::ZERO { Err(invalid(field, "9500.00")) } else { Ok(amount) }
}

/// 金额, absent when blank.
pub(crate) fn yuan_or_none(text: Option<&str>, field: &str) -> Outcome<Option<Yuan>> {
    given(text).map(|t| yuan(t, field)).transpose()
}

/// 费率 as a fraction.
pub(crate) fn rate(text: &str, field: &str) -> Outcome<Rate> {
    parse(text, field, "0.16")
}

/// 险种.
pub(crate) fn insurance(text: &str) -> Outcome<Insurance> {
    let text = text.trim();
    text.parse()
        .ok()
        .or_else(|| Insurance::ALL.into_iter().find(|i| i.chinese() == text))
        .ok_or_else(|| Failure::new(Code::UnknownInsurance).with("insurance", text))
}

/// 范围: social, housing_fund, or an insurance.
pub(crate) fn scope(text: &str) -> Outcome<Scope> {
    text.trim().parse().or_else(|_| insurance(text).map(Scope::One))
}

/// A word of a vocabulary by identifier or Chinese name, absent when blank.
pub(crate) fn word<T: Copy + FromStr>(
    text: Option<&str>,
    field: &str,
    all: &[T],
    chinese: impl Fn(T) -> &'static str,
) -> Outcome<Option<T>> {
    let Some(text) = given(text) else { return Ok(None) };
    let named = || all.iter().copied().find(|w| chinese(*w) == text);
    let words: Vec<&str> = all.iter().map(|w| chinese(*w)).collect();
    text.parse().ok().or_else(named).map(Some).ok_or_else(|| invalid(field, &words.join("、")))
}

/// The text if there is any beside blanks.
pub(crate) fn given(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|t| !t.is_empty())
}

/// An owned copy of the text if there is any beside blanks.
pub(crate) fn owned(text: Option<&str>) -> Option<String> {
    given(text).map(str::to_owned)
}

/// 统一社会信用代码 with its check digit.
pub(crate) fn credit_code(text: &str) -> Outcome<String> {
    CreditCode::parse(text)
        .map(|code| code.to_string())
        .map_err(|error| Failure::new(Code::InvalidCreditCode).with("reason", why_no_code(error)))
}

fn why_no_code(error: CreditCodeError) -> String {
    match error {
        CreditCodeError::Length { found } => format!("应为 18 位，现在是 {found} 位"),
        CreditCodeError::Character { position, found } => format!("第 {position} 位“{found}”不会出现在信用代码里"),
        CreditCodeError::CheckCharacter { expected } => {
            format!("校验位不符（按前 17 位推算末位应为 {expected}），有一位写错了")
        }
    }
}
