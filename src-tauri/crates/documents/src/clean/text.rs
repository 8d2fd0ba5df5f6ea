//! Plain texts: employee numbers, phones, cities, yes or no.

use std::borrow::Cow;

use rust_decimal::prelude::ToPrimitive;

use super::{Flaw, IssueCode, Reading, folded, unusable};
use crate::sheet::Cell;

/// A free text without surrounding blanks and line breaks; numbers as they stand, dates as days.
#[must_use]
pub fn plain(cell: &Cell) -> Reading<String> {
    if let Some(reading) = unusable(cell) {
        return reading;
    }
    let written = cell.text().filter(|text| !text.is_empty());
    if let Some(text) =
        written.filter(|text| !text.contains(|c: char| c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}'))
    {
        return Reading::of(text.to_owned());
    }
    let text = cell.shown();
    let text: Vec<&str> = text.split_whitespace().collect();
    let text = text.join(" ").trim_matches(['\u{200b}', '\u{feff}']).to_owned();
    if text.is_empty() { Reading::blank() } else { Reading::of(text) }
}

/// 工号 — as written; a number cell gives its digits. Compare with [`employee_no_key`].
#[must_use]
pub fn employee_no(cell: &Cell) -> Reading<String> {
    plain(cell).map(|text| {
        folded(&text).chars().filter(|c| !c.is_whitespace()).collect::<String>().trim_start_matches('\'').to_owned()
    })
}

/// 工号比对 — `00001`, `1` and `1.0` are one number: leading zeros of an all-digit number do not count.
#[must_use]
pub fn employee_no_key(text: &str) -> String {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let folded = if digits(text) {
        Cow::Borrowed(text)
    } else {
        folded(text).chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()
    };
    let text = folded.trim_start_matches('\'').trim_end_matches(".0");
    if !digits(text) {
        return text.to_owned();
    }
    let digits = text.trim_start_matches('0');
    if digits.is_empty() { "0".to_owned() } else { digits.to_owned() }
}

/// 手机号码 — with stars where they were masked; `1` and the like are placeholders.
#[must_use]
pub fn phone(cell: &Cell) -> Reading<String> {
    let reading = plain(cell).map(|text| folded(&text).chars().filter(|c| !c.is_whitespace()).collect::<String>());
    let Some(text) = &reading.value else { return reading };
    let length = text.chars().filter(|c| c.is_ascii_digit() || *c == '*').count();
    if length >= 7 {
        return reading;
    }
    Reading {
        value: None, flaw: Some(Flaw::new(IssueCode::Placeholder, "占位内容，不是电话号码，按未填写处理。"))
    }
}

/// 城市 — `北京市`, `广东省深圳市南山区` → `北京`, `深圳`.
#[must_use]
pub fn city(cell: &Cell) -> Reading<String> {
    plain(cell).map(|text| {
        let text: String = folded(&text).chars().filter(|c| !c.is_whitespace()).collect();
        let after_province = ["省", "自治区"].iter().find_map(|end| {
            text.split_once(end).map(|(_, rest)| rest.to_owned()).filter(|rest| rest.chars().count() > 1)
        });
        let text = after_province.unwrap_or(text);
        match text.split_once('市') {
            Some((name, _)) if name.chars().count() > 1 => name.to_owned(),
            _ => text,
        }
    })
}

/// 每月几日 — `25`, `25日`, `每月25日前`.
#[must_use]
pub fn day_of_month(cell: &Cell) -> Reading<u8> {
    let reading = plain(cell);
    let Some(text) = reading.value else { return Reading { value: None, flaw: reading.flaw } };
    let number = cell.decimal().and_then(|d| d.to_u8()).or_else(|| {
        let plain = folded(&text);
        let digits: String = plain
            .trim_start_matches(['每', '当'])
            .trim_start_matches('月')
            .trim_end_matches(['前', '止'])
            .trim_end_matches(['日', '号'])
            .trim()
            .to_owned();
        digits.parse().ok()
    });
    match number {
        Some(day @ 1..=31) => Reading::of(day),
        _ => Reading::flawed(Flaw::new(IssueCode::WordUnknown, "截止日读不出，应为 1–31 的日数。请改正后重新导入。")),
    }
}

/// 是否.
#[must_use]
pub fn yes_no(cell: &Cell) -> Reading<bool> {
    if let Cell::Bool(value) = cell {
        return Reading::of(*value);
    }
    let reading = plain(cell);
    let Some(text) = reading.value else { return Reading { value: None, flaw: reading.flaw } };
    let text: String = folded(&text).chars().flat_map(char::to_lowercase).collect();
    match text.as_str() {
        "是" | "√" | "✓" | "有" | "y" | "yes" | "1" | "对" | "补" | "是的" | "需要" => Reading::of(true),
        "否" | "×" | "x" | "无" | "n" | "no" | "0" | "不" | "-" | "不是" | "不需要" => Reading::of(false),
        _ => Reading::flawed(Flaw::new(IssueCode::WordUnknown, "应填“是”或“否”。请改正后重新导入。")),
    }
}

/// 参保状态 — whether a word of a list says that somebody is covered; `None` for an amount and for words that say neither.
#[must_use]
pub fn covered(cell: &Cell) -> Option<bool> {
    let text: String = folded(cell.text()?).chars().filter(|c| !c.is_whitespace()).collect();
    // 1|参保: a code and its word.
    let word = text.rsplit('|').next().unwrap_or_default();
    match word {
        "参保" | "已参保" | "正常" | "正常参保" | "参保缴费" | "正常缴费" | "在保" | "是" | "有" | "√" | "✓" => {
            Some(true)
        }
        "未参保" | "不参保" | "停保" | "暂停" | "暂停参保" | "暂停缴费" | "中断" | "中断缴费" | "终止" | "终止参保"
        | "终止缴费" | "否" | "无" | "×" | "-" | "—" | "/" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn employee_numbers_compare_without_leading_zeros() {
        assert_eq!(employee_no_key("00001"), employee_no_key("1"));
        assert_eq!(employee_no_key(" ００7 "), "7");
        assert_ne!(employee_no_key("A001"), employee_no_key("A1"));
        assert_eq!(employee_no(&Cell::Number("12".to_owned())).value.as_deref(), Some("12"));
    }

    #[test]
    fn cities_lose_their_suffix() {
        for (written, name) in
            [("北京市", "北京"), ("北京", "北京"), ("广东省深圳市南山区", "深圳"), ("上海 市", "上海")]
        {
            assert_eq!(city(&cell(written)).value.as_deref(), Some(name));
        }
    }

    #[test]
    fn a_placeholder_is_no_phone() {
        assert_eq!(phone(&Cell::Number("1".to_owned())).flaw.unwrap().code, IssueCode::Placeholder);
        assert_eq!(phone(&cell("150****1049")).value.as_deref(), Some("150****1049"));
    }

    #[test]
    fn cut_off_days() {
        for written in ["25", "25日", "每月25日前", "25号"] {
            assert_eq!(day_of_month(&cell(written)).value, Some(25), "{written}");
        }
        assert!(day_of_month(&cell("月底")).flaw.is_some());
        assert!(day_of_month(&cell("32")).flaw.is_some());
    }
}
