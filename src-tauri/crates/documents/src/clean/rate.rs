//! 费率与比例 — `12%`, 0.12, 12 all mean twelve percent; what could be two rates is a question.

use rust_decimal::Decimal;
use shebao_rules::rate::Rate;

use super::{Flaw, IssueCode, Reading, folded, unusable};
use crate::sheet::Cell;

/// 费率. `cap` is the largest fraction such a rate can be; a bare number between it and 1 may be a fraction or a
/// percent figure and is not decided here.
#[must_use]
pub fn rate(cell: &Cell, cap: Decimal) -> Reading<Rate> {
    if let Some(reading) = unusable(cell) {
        return reading;
    }
    match cell {
        Cell::Number(_) => cell.decimal().map_or_else(unreadable, |value| bare(dusted(value), cap)),
        Cell::Text(text) => from_text(text, cap),
        _ => unreadable(),
    }
}

fn unreadable<T>() -> Reading<T> {
    Reading::flawed(Flaw::new(IssueCode::RateUnreadable, "比例读不出。请改成 12% 这样的写法后重新导入。"))
}

/// A binary fraction's dust beyond the tenth decimal.
fn dusted(value: Decimal) -> Decimal {
    value.round_dp(10).normalize()
}

fn bare(value: Decimal, cap: Decimal) -> Reading<Rate> {
    if value <= cap {
        return Rate::new(value).map_or_else(|_| unreadable(), Reading::of);
    }
    if value <= Decimal::ONE {
        return Reading::flawed(Flaw::new(
            IssueCode::RateAmbiguous,
            format!(
                "{value} 可能是 {}%，也可能是 {value}%，不能确定。请写成带 % 的形式后重新导入。",
                (value * Decimal::ONE_HUNDRED).normalize()
            ),
        ));
    }
    percent(value)
}

fn percent(value: Decimal) -> Reading<Rate> {
    Rate::new(value / Decimal::ONE_HUNDRED).map_or_else(|_| unreadable(), Reading::of)
}

fn from_text(text: &str, cap: Decimal) -> Reading<Rate> {
    let text: String = folded(text).chars().filter(|c| !c.is_whitespace() && *c != '\'').collect();
    if text.is_empty() || matches!(text.as_str(), "-" | "--" | "—" | "/" | "无") {
        return Reading::blank();
    }
    // 5%+5%: both sides alike in one cell.
    if let Some((one, other)) = text.split_once(['+', '/']) {
        let (one, other) = (from_text(one, cap), from_text(other, cap));
        return if one == other { one } else { unreadable() };
    }
    let parse = |digits: &str| Decimal::from_str_exact(digits).ok();
    if let Some(digits) = text.strip_suffix('%') {
        return parse(digits).map_or_else(unreadable, percent);
    }
    if let Some(digits) = text.strip_suffix('‰') {
        return parse(digits).map_or_else(unreadable, |value| percent(value / Decimal::TEN));
    }
    parse(&text).map_or_else(unreadable, |value| bare(value.normalize(), cap))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_three_notations() {
        let cap = Decimal::new(3, 1);
        let text = |t: &str| rate(&Cell::Text(t.to_owned()), cap);
        let number = |n: &str| rate(&Cell::Number(n.to_owned()), cap);
        for reading in [
            text("12%"),
            text("１２％"),
            text("12"),
            text("0.12"),
            text("12%+12%"),
            number("0.12"),
            number("12"),
            number("0.12000000000000001"),
            text("12.00%"),
            text(" 12 % "),
            text("'12%"),
            text("120‰"),
        ] {
            assert_eq!(reading.value.unwrap().to_string(), "0.12");
        }
        assert_eq!(text("2‰").value.unwrap().to_string(), "0.002");
        assert_eq!(number("0").value.unwrap(), Rate::ZERO);
        // 大额 is printed with a rate of 100 %.
        assert_eq!(text("100%").value.unwrap().to_string(), "1");
        for blank in ["-", "/", "无", "", "—"] {
            assert_eq!(text(blank), Reading::blank(), "{blank}");
        }
        assert_eq!(text("八个点").flaw.unwrap().code, IssueCode::RateUnreadable);
        assert_eq!(text("5%+7%").flaw.unwrap().code, IssueCode::RateUnreadable);
        assert_eq!(number("0.5").flaw.unwrap().code, IssueCode::RateAmbiguous);
        assert_eq!(number("1").flaw.unwrap().code, IssueCode::RateAmbiguous);
    }
}
