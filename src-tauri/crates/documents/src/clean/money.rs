//! 金额 — numbers and number texts to whole fen; a part of a fen is reported, never rounded away.

use rust_decimal::{Decimal, RoundingStrategy};
use shebao_rules::money::Yuan;

use super::{Flaw, IssueCode, Reading, folded, unusable};
use crate::sheet::Cell;

/// How far a spreadsheet's binary number may lie from whole fen: 1e-6 yuan.
const TOLERANCE: Decimal = Decimal::from_parts(1, 0, 0, false, 6);

/// 金额 — `-` and its kin mean zero, as pay sheets print it.
#[must_use]
pub fn money(cell: &Cell) -> Reading<Yuan> {
    if let Some(reading) = unusable(cell) {
        return reading;
    }
    match cell {
        Cell::Number(_) => cell.decimal().map_or_else(|| unreadable(cell), exact),
        Cell::Text(text) => from_text(text).unwrap_or_else(|| unreadable(cell)),
        _ => unreadable(cell),
    }
}

/// 基数 — like money, but `-` and 0 mean that none is given, and a negative one is refused.
#[must_use]
pub fn base(cell: &Cell) -> Reading<Yuan> {
    let reading = money(cell);
    match reading.value {
        Some(value) if value.is_zero() => Reading { value: None, flaw: reading.flaw },
        Some(value) if value < Yuan::ZERO => {
            Reading::flawed(Flaw::new(IssueCode::NegativeAmount, "基数不能是负数。请核对后改正。"))
        }
        _ => reading,
    }
}

/// The whole fen a decimal stands for: itself, or the nearest if a binary number missed it by less than 1e-6.
#[must_use]
pub fn within_a_fen(value: Decimal) -> Option<Yuan> {
    let fen = value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    if (value - fen).abs() <= TOLERANCE { Yuan::from_decimal(fen).ok() } else { None }
}

fn exact(value: Decimal) -> Reading<Yuan> {
    if let Some(yuan) = within_a_fen(value) {
        return Reading::of(yuan);
    }
    Reading::flawed(Flaw::new(
        IssueCode::PartOfAFen,
        format!("金额 {} 不足一分的部分不能自动取舍。请在原表中按规定取整后重新导入。", value.normalize()),
    ))
}

fn unreadable(cell: &Cell) -> Reading<Yuan> {
    let what = match cell {
        Cell::Date { .. } => "单元格是日期格式，不是金额。请改为数值格式",
        _ => "金额读不出。请改成数字（如 12345.60）",
    };
    Reading::flawed(Flaw::new(IssueCode::MoneyUnreadable, format!("{what}后重新导入。")))
}

/// Amount texts: thousands commas, currency marks, full-width digits, brackets for negatives.
fn from_text(text: &str) -> Option<Reading<Yuan>> {
    let text: String =
        folded(text).chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}' | '\'')).collect();
    if text.is_empty() {
        return Some(Reading::blank());
    }
    if matches!(text.as_str(), "-" | "--" | "—" | "——" | "–" | "/" | "\\" | "无" | "―" | "−") {
        return Some(Reading::of(Yuan::ZERO));
    }
    let text = text.trim_end_matches('元').trim_end_matches("人民币");
    let text = text
        .trim_start_matches(['¥', '￥'])
        .trim_start_matches("rmb")
        .trim_start_matches("RMB")
        .trim_start_matches("CNY")
        .trim_start_matches("人民币");
    let (negative, digits) = match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => (true, inner),
        None => match text.strip_prefix(['-', '−', '–']) {
            Some(rest) => (true, rest),
            // 1,234.50-: how some accounting programs mark a red entry.
            None => match text.strip_suffix('-').filter(|rest| rest.ends_with(|c: char| c.is_ascii_digit())) {
                Some(rest) => (true, rest),
                None => (false, text.strip_prefix('+').unwrap_or(text)),
            },
        },
    };
    let digits = digits.trim_start_matches(['¥', '￥']);
    let value = Decimal::from_str_exact(&without_commas(digits)?).ok()?;
    Some(exact(if negative { -value } else { value }))
}

/// Takes thousands commas out if they stand where thousands end; any other comma makes the text unreadable.
fn without_commas(digits: &str) -> Option<String> {
    let plain = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) if plain(fraction) => (whole, Some(fraction)),
        Some(_) => return None,
        None => (digits, None),
    };
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped = groups.iter().skip(1).all(|group| group.len() == 3) && groups.first().is_some_and(|g| g.len() <= 3);
    if !groups.iter().all(|group| plain(group)) || (groups.len() > 1 && !grouped) {
        return None;
    }
    Some(match fraction {
        Some(fraction) => format!("{}.{fraction}", groups.concat()),
        None => groups.concat(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        let reading = money(&Cell::Text(text.to_owned()));
        reading.value.map_or_else(|| reading.flaw.map_or("", |f| f.code.id()).to_owned(), |v| v.to_string())
    }

    #[test]
    fn reads_amount_texts() {
        for (written, amount) in [
            ("12,345.60", "12345.60"),
            ("￥1,234.5", "1234.50"),
            ("1234.5元", "1234.50"),
            ("１２３.４５", "123.45"),
            (" 8,600.00 ", "8600.00"),
            ("-", "0.00"),
            ("(123.00)", "-123.00"),
            ("-5", "-5.00"),
            ("1,234.50-", "-1234.50"),
            ("CNY 1,234.50", "1234.50"),
            ("人民币1234.5元", "1234.50"),
            ("１，２３４．５０", "1234.50"),
            ("\u{a0}8600\u{a0}", "8600.00"),
            ("—", "0.00"),
            ("'596.80", "596.80"),
            ("", ""),
        ] {
            assert_eq!(text(written), amount, "{written}");
        }
    }

    #[test]
    fn refuses_what_it_cannot_be_sure_of() {
        for written in ["1,2345.00", "1.024,72", "约5000", "1.2万", "12 345,6", "1.", "五百", "#N", "8%", "5-3", "1,23"]
        {
            assert_eq!(text(written), "money_unreadable", "{written}");
        }
        assert_eq!(text("1.005"), "part_of_a_fen");
    }

    /// 66.39 + 0.34 in binary is 66.73000000000000x; 100.905 is a real half fen.
    #[test]
    fn forgives_binary_dust_only() {
        let number = |n: &str| money(&Cell::Number(n.to_owned()));
        assert_eq!(number("66.73000000000000398").value.unwrap().to_string(), "66.73");
        assert_eq!(number("0.30000000000000004").value.unwrap().to_string(), "0.30");
        assert_eq!(number("100.905").flaw.unwrap().code, IssueCode::PartOfAFen);
    }

    #[test]
    fn a_base_of_nothing_is_no_base() {
        assert_eq!(base(&Cell::Text("-".to_owned())), Reading::blank());
        assert_eq!(base(&Cell::Number("0".to_owned())), Reading::blank());
        assert_eq!(base(&Cell::Number("-1".to_owned())).flaw.unwrap().code, IssueCode::NegativeAmount);
    }
}
