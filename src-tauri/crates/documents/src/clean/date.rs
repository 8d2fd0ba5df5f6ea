//! 日期与年月 — every notation clerks use, one meaning each; what has two meanings is refused.

use chrono::{Datelike, Days, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use shebao_rules::day::Day;
use shebao_rules::month::Month;

use super::{Flaw, IssueCode, Reading, folded, to_digits, unusable};
use crate::sheet::Cell;

/// Words that mean "no date": still in service, still covered.
const OPEN_ENDED: &[&str] = &[
    "-",
    "--",
    "—",
    "——",
    "/",
    "\\",
    "无",
    "空",
    "至今",
    "在职",
    "在缴",
    "在保",
    "长期",
    "未离职",
    "今",
    "n/a",
    "na",
    "null",
    "无固定期限",
    "正常",
];

/// 日期 — a day, or only its month where no day is written.
#[must_use]
pub fn date(cell: &Cell) -> Reading<Day> {
    if let Some(reading) = unusable(cell) {
        return reading;
    }
    match cell {
        Cell::Date { day, month_only: false } => checked(day.year(), day.month(), Some(day.day()), None),
        Cell::Date { day, month_only: true } => checked(day.year(), day.month(), None, None),
        Cell::Number(_) => cell.decimal().map_or_else(unreadable, number),
        Cell::Text(text) => from_text(text),
        _ => unreadable(),
    }
}

/// 年月 — a month; a full date counts as its month.
#[must_use]
pub fn month(cell: &Cell) -> Reading<Month> {
    let reading = date(cell).map(Day::month);
    let Some(flaw) = reading.flaw else { return reading };
    let flaw = match flaw.code {
        IssueCode::DateUnreadable => {
            Flaw::new(IssueCode::MonthUnreadable, "年月读不出。请改成 2025-01 这样的写法后重新导入。")
        }
        // 2025.1 as a number may have been 2025.10: a row that hangs on it cannot go in without it.
        IssueCode::DateAmbiguous => Flaw::new(IssueCode::MonthUnreadable, flaw.message),
        _ => flaw,
    };
    Reading { value: reading.value, flaw: Some(flaw) }
}

fn unreadable<T>() -> Reading<T> {
    Reading::flawed(Flaw::new(
        IssueCode::DateUnreadable,
        "日期读不出。请改成 2021-03-05（只知道年月时写 2021-03）后重新导入。",
    ))
}

fn ambiguous<T>(why: &str) -> Reading<T> {
    Reading::flawed(Flaw::new(
        IssueCode::DateAmbiguous,
        format!("日期有两种读法（{why}），不能确定。请改成 2021-03-05 这样的写法后重新导入。"),
    ))
}

/// A date of parts that are already told apart.
fn checked(year: i32, month: u32, day: Option<u32>, flaw: Option<Flaw>) -> Reading<Day> {
    let impossible = || Reading::flawed(Flaw::new(IssueCode::DateImpossible, "日历上没有这一天。请核对原件后改正。"));
    if !(1900..=2100).contains(&year) {
        return impossible();
    }
    let value = match day {
        None => Month::new(year, month).ok().map(Day::MonthOnly),
        Some(day) => NaiveDate::from_ymd_opt(year, month, day).map(Day::Exact),
    };
    match value {
        Some(value) => Reading { value: Some(value), flaw },
        None => impossible(),
    }
}

/// Bare numbers: 20210305, 202103, a serial day, 2021.3 typed as a number.
fn number(value: Decimal) -> Reading<Day> {
    let whole = value.trunc();
    let Some(n) = whole.to_i64() else { return unreadable() };
    let fraction = value - whole;
    match n {
        0 if fraction.is_zero() => Reading::blank(),
        19_000_101..=21_001_231 if fraction.is_zero() => {
            checked(part(n / 10_000), unsigned(n / 100 % 100), Some(unsigned(n % 100)), None)
        }
        190_001..=210_012 if fraction.is_zero() => checked(part(n / 100), unsigned(n % 100), None, None),
        10_000..=73_050 => {
            let day =
                NaiveDate::from_ymd_opt(1899, 12, 30).and_then(|d| d.checked_add_days(Days::new(n.unsigned_abs())));
            day.map_or_else(unreadable, |day| Reading::of(Day::Exact(day)))
        }
        1900..=2100 if fraction.is_zero() => year_only(),
        1900..=2100 => year_dot_month(part(n), fraction.normalize()),
        _ => unreadable(),
    }
}

fn year_only<T>() -> Reading<T> {
    Reading::flawed(Flaw::new(IssueCode::DateYearOnly, "只有年份，没有月份。请补上月份后重新导入。"))
}

/// 2021.3 as a number is March; 2021.1 may be January or an October that lost its zero.
fn year_dot_month(year: i32, fraction: Decimal) -> Reading<Day> {
    match (fraction.scale(), fraction.mantissa()) {
        (1, 1) => ambiguous("数字 .1 可能是 1 月，也可能是丢了 0 的 10 月"),
        (1, month @ 2..=9) | (2, month @ 1..=12) => checked(year, u32::try_from(month).unwrap_or(0), None, None),
        _ => unreadable(),
    }
}

fn part(n: i64) -> i32 {
    i32::try_from(n).unwrap_or(0)
}

fn unsigned(n: i64) -> u32 {
    u32::try_from(n).unwrap_or(0)
}

fn from_text(text: &str) -> Reading<Day> {
    let text: String =
        folded(text).chars().filter(|c| !c.is_control() && !matches!(c, '\u{200b}' | '\u{feff}')).collect();
    let text = to_digits(&without_weekday(text.trim().trim_start_matches('\''))).to_lowercase();
    if text.is_empty() || OPEN_ENDED.contains(&text.as_str()) {
        return Reading::blank();
    }
    if matches!(text.as_str(), "不详" | "待定" | "未知" | "暂无" | "?" | "待补") {
        return Reading {
            value: None, flaw: Some(Flaw::new(IssueCode::Placeholder, "占位内容，按未填写处理。"))
        };
    }
    let text = without_time(&text);
    if let Some(reading) = english_month(text) {
        return reading;
    }
    // 20210305.0: a number that a program wrote out with its fraction.
    let text =
        text.strip_suffix(".0").filter(|n| n.len() >= 5 && n.bytes().all(|b| b.is_ascii_digit())).unwrap_or(text);
    let Some(groups) = groups(text) else { return unreadable() };
    let marked = text.contains('年');
    let values: Vec<(usize, i64)> = groups.iter().filter_map(|g| Some((g.len(), g.parse::<i64>().ok()?))).collect();
    match values.as_slice() {
        [(8, n)] | [(14, n)] => number(Decimal::from(if *n > 99_999_999 { n / 1_000_000 } else { *n })),
        [(6, n)] if (190_001..=210_012).contains(n) && (1..=12).contains(&(n % 100)) => number(Decimal::from(*n)),
        [(6, _)] => ambiguous("六位数字可能是年月，也可能是两位年份的日期"),
        [(5, n)] => number(Decimal::from(*n)),
        [(4, n)] if (1900..=2100).contains(n) => year_only(),
        [(4, y), (1 | 2, m)] => checked(part(*y), unsigned(*m), None, None),
        [(2, y), (1 | 2, m)] if marked => two_digit_year(*y, *m, None),
        [(1 | 2, _), (1 | 2, _)] => ambiguous("缺少四位年份"),
        [(4, y), (1 | 2, m), (1 | 2, d)] => checked(part(*y), unsigned(*m), Some(unsigned(*d)), None),
        [(1 | 2, a), (1 | 2, b), (4, y)] => day_and_month(*a, *b, *y),
        [(2, y), (1 | 2, m), (width @ (1 | 2), d)] => {
            // 21/3/5 can only begin with the year; 05/03/21 may begin with a day.
            if text.contains('/') && *width == 2 && *y <= 31 {
                ambiguous("两位年份的位置不能确定")
            } else {
                two_digit_year(*y, *m, Some(*d))
            }
        }
        _ => unreadable(),
    }
}

fn day_and_month(a: i64, b: i64, year: i64) -> Reading<Day> {
    match (a > 12, b > 12) {
        (true, false) => checked(part(year), unsigned(b), Some(unsigned(a)), None),
        (false, true) => checked(part(year), unsigned(a), Some(unsigned(b)), None),
        _ if a == b => checked(part(year), unsigned(a), Some(unsigned(b)), None),
        _ => ambiguous("日和月的先后不能确定"),
    }
}

/// 21 年 → 2021, 85 年 → 1985: no clerk's file reaches beyond 2049 or before 1950.
fn two_digit_year(year: i64, month: i64, day: Option<i64>) -> Reading<Day> {
    let full = if year < 50 { 2000 + year } else { 1900 + year };
    let note = Flaw::new(IssueCode::TwoDigitYear, format!("年份只有两位，按 {full} 年读取，请留意。"));
    checked(part(full), unsigned(month), day.map(unsigned), Some(note))
}

/// The text before a time of day.
fn without_time(text: &str) -> &str {
    let mut end = text.len();
    if let Some(colon) = text.find(':') {
        let before = text.get(..colon).unwrap_or_default();
        let hour = before.trim_end_matches(|c: char| c.is_ascii_digit());
        if hour.ends_with([' ', 't']) {
            end = hour.len().saturating_sub(1);
        }
    }
    text.get(..end).unwrap_or(text).trim().trim_end_matches(['上', '下', '中', '午', '早', '晚']).trim()
}

/// 2021年3月5日 星期五, 2021-03-05（周五）: the day of the week says nothing more.
fn without_weekday(text: &str) -> String {
    let Some((day, rest)) = ["星期", "礼拜", "周"].iter().find_map(|word| text.split_once(word)) else {
        return text.to_owned();
    };
    let mut rest = rest.chars();
    let named = rest.next().is_some_and(|c| "一二三四五六日天".contains(c));
    if !named {
        return text.to_owned();
    }
    let behind = rest.as_str().trim_start_matches(')');
    format!("{}{}", day.trim_end_matches(['(', ' ']), behind)
}

/// 5-Mar-2021, 05 March 2021, Mar-2021: how programs set to English print a date. Mar-21 may be a day or a year.
fn english_month(text: &str) -> Option<Reading<Day>> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let month = |word: &str| -> Option<i64> {
        let letters = word.len() >= 3 && word.chars().all(|c| c.is_ascii_lowercase());
        let at = MONTHS.iter().position(|name| word.starts_with(name)).filter(|_| letters)?;
        i64::try_from(at + 1).ok()
    };
    let number = |word: &str| word.parse::<i64>().ok();
    match words.as_slice() {
        [day, name, year] if year.len() == 4 => {
            Some(checked(part(number(year)?), unsigned(month(name)?), Some(unsigned(number(day)?)), None))
        }
        [day, name, year] if year.len() == 2 => Some(two_digit_year(number(year)?, month(name)?, Some(number(day)?))),
        [name, year] if year.len() == 4 => Some(checked(part(number(year)?), unsigned(month(name)?), None, None)),
        [name, other] if other.len() <= 2 => {
            month(name)?;
            number(other)?;
            Some(ambiguous("英文月份后的两位数可能是日，也可能是年"))
        }
        _ => None,
    }
}

/// The digit groups between allowed separators; `None` if anything else stands in the text.
fn groups(text: &str) -> Option<Vec<String>> {
    let allowed = |c: char| {
        matches!(c, '年' | '月' | '日' | '号' | '份' | '.' | '-' | '/' | ',' | '、' | '。' | '–' | '—' | '\\')
            || c.is_whitespace()
    };
    if !text.chars().all(|c| c.is_ascii_digit() || allowed(c)) || !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some(text.split(allowed).filter(|group| !group.is_empty()).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        let reading = date(&Cell::Text(text.to_owned()));
        match (reading.value, reading.flaw) {
            (Some(day), _) => day.to_string(),
            (None, Some(flaw)) => flaw.code.id().to_owned(),
            (None, None) => String::new(),
        }
    }

    fn numeric(n: &str) -> String {
        let reading = date(&Cell::Number(n.to_owned()));
        reading.value.map_or_else(|| reading.flaw.map_or("", |f| f.code.id()).to_owned(), |day| day.to_string())
    }

    #[test]
    fn reads_every_notation() {
        for written in [
            "2021.3.5",
            "2021年3月5日",
            "20210305",
            "2021/3/5",
            "2021-03-05",
            "2021-03-05 00:00:00",
            "2021-03-05T00:00:00",
            "2021/3/5 0:00",
            "21.3.5",
            "21年3月5日",
            "21/3/5",
            "二〇二一年三月五日",
            " 2021-03-05\u{a0}",
            "２０２１.３.５",
            "2021.03.05.",
            "2021 3 5",
            "2021年03月05号",
            "2021年3月5日 星期五",
            "2021-03-05（周五）",
            "2021/3/5 下午 3:20:00",
            "5-Mar-2021",
            "05 March 2021",
            "5-Mar-21",
            "20210305.0",
            "44260.0",
            "贰〇贰壹年叁月伍日",
            "2021年三月五号",
            "'2021-3-5",
            "44260",
        ] {
            assert_eq!(text(written), "2021-03-05", "{written}");
        }
        for written in [
            "2021年3月",
            "2021-03",
            "2021.3",
            "202103",
            "二零二一年三月",
            "21年3月",
            "2021/03",
            "2021年3月份",
            "Mar-2021",
            "202103.0",
        ] {
            assert_eq!(text(written), "2021-03", "{written}");
        }
        assert_eq!(text("85.10.2"), "1985-10-02");
        assert_eq!(text("13/5/2021"), "2021-05-13");
    }

    #[test]
    fn refuses_what_has_two_readings_or_none() {
        for (written, code) in [
            ("05/03/2021", "date_ambiguous"),
            ("05/03/21", "date_ambiguous"),
            ("21.3", "date_ambiguous"),
            ("3月5日", "date_ambiguous"),
            ("210305", "date_ambiguous"),
            ("2021", "date_year_only"),
            ("2021-02-30", "date_impossible"),
            ("2021-13-01", "date_impossible"),
            ("2021年3月上旬", "date_unreadable"),
            ("见合同", "date_unreadable"),
            ("Mar-21", "date_ambiguous"),
            ("2021-03-05至2022-03-04", "date_unreadable"),
            ("周末", "date_unreadable"),
            ("待定", "placeholder"),
        ] {
            assert_eq!(text(written), code, "{written}");
        }
        for blank in ["", " ", "-", "至今", "在职"] {
            assert_eq!(text(blank), "", "{blank}");
        }
    }

    /// Serial 44260 is 2021-03-05 in the 1900 date system.
    #[test]
    fn reads_bare_numbers() {
        for (n, day) in [
            ("44260", "2021-03-05"),
            ("44260.5", "2021-03-05"),
            ("20210305", "2021-03-05"),
            ("202103", "2021-03"),
            ("2021.3", "2021-03"),
            ("2021.11", "2021-11"),
            ("2021.1", "date_ambiguous"),
            ("2021", "date_year_only"),
            ("20211305", "date_impossible"),
            ("9500", "date_unreadable"),
        ] {
            assert_eq!(numeric(n), day, "{n}");
        }
    }

    #[test]
    fn a_month_cell_keeps_only_its_month() {
        let day = NaiveDate::from_ymd_opt(2021, 3, 1).unwrap();
        assert_eq!(date(&Cell::Date { day, month_only: true }).value.unwrap().to_string(), "2021-03");
        assert_eq!(month(&Cell::Date { day, month_only: false }).value.unwrap().to_string(), "2021-03");
        assert_eq!(month(&Cell::Text("一月".to_owned())).flaw.unwrap().code, IssueCode::MonthUnreadable);
    }
}
