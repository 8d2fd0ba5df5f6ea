//! 表头里的月份 — which months a heading speaks of, the year beside them, and the words that are left.

use unicode_normalization::UnicodeNormalization;

use crate::clean::to_digits;
use crate::sheet::Cell;

/// The months a heading names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Months {
    #[default]
    None,
    One(u32),
    /// 1-6月, 上半年, 一季度: what sums several.
    Span(u32, u32),
}

/// What a heading says of time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Time {
    pub year: Option<i32>,
    pub months: Months,
    /// The heading without year, month, brackets and marks.
    pub rest: String,
}

/// Words for parts of a year.
const PARTS: [(&str, u32, u32); 10] = [
    ("上半年", 1, 6),
    ("下半年", 7, 12),
    ("一季度", 1, 3),
    ("二季度", 4, 6),
    ("三季度", 7, 9),
    ("四季度", 10, 12),
    ("1季度", 1, 3),
    ("2季度", 4, 6),
    ("3季度", 7, 9),
    ("4季度", 10, 12),
];

/// Reads a heading: `1月`, `一月份`, `2024年1月应发工资`, `2024-01`, `202401`, `24年1月`, `1-6月合计`.
pub(super) fn read(text: &str) -> Time {
    let letters: Vec<char> = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let (mut time, mut found) = (Time::default(), Vec::new());
    let mut at = 0;
    while at < letters.len() {
        if let Some(token) = token(&letters, at) {
            at += token.length;
            time.year = time.year.or(token.year);
            found.extend(range_begin(&mut time.rest).filter(|_| token.month.is_some()));
            found.extend(token.month);
        } else {
            // A run that is no month goes on as a whole: 13月 has no 3月 in it.
            let run = letters.iter().skip(at).take_while(|c| c.is_ascii_digit()).count().max(1);
            time.rest.extend(letters.iter().skip(at).take(run));
            at += run;
        }
    }
    time.months = match found.as_slice() {
        [] => part_of_year(&time.rest),
        [only] => Months::One(*only),
        [first, .., last] if first == last => Months::One(*first),
        [first, .., last] => Months::Span(*first.min(last), *first.max(last)),
    };
    time.rest.retain(|c| !"()[]{}【】〔〕<>《》-—~_/·.、:,;\"'“”*".contains(c));
    time
}

/// A heading cell: the number 202401 and a day that stands for its month speak of time too.
pub(super) fn of_cell(cell: &Cell) -> Option<Time> {
    match cell {
        Cell::Text(text) => Some(read(text)),
        Cell::Number(number) if number.len() == 6 && number.bytes().all(|b| b.is_ascii_digit()) => Some(read(number)),
        Cell::Date { day, month_only } => {
            let (year, month, first) =
                (day.format("%Y").to_string(), day.format("%-m").to_string(), day.format("%-d").to_string() == "1");
            (*month_only || first).then(|| read(&format!("{year}年{month}月")))
        }
        _ => None,
    }
}

struct Token {
    length: usize,
    year: Option<i32>,
    month: Option<u32>,
}

/// The year, month or both that begin at a place.
fn token(letters: &[char], at: usize) -> Option<Token> {
    if at > 0 && letters.get(at - 1).is_some_and(char::is_ascii_digit) {
        return None;
    }
    let run = numeral(letters, at);
    let length = run.len();
    let next = letters.get(at + length).copied();
    // What follows goes along: 元 is a numeral before 月 only.
    let text: String = run.iter().chain(&next).collect();
    let number: u32 = to_digits(&text).trim_end_matches(|c: char| !c.is_ascii_digit()).parse().ok()?;
    let digits = run.iter().all(char::is_ascii_digit);
    match next {
        Some('月') if (1..=12).contains(&number) && length <= 2 => {
            let mut end = length + 1;
            if letters.get(at + end) == Some(&'份') {
                end += 1;
            }
            (!day_follows(letters, at + end)).then_some(Token { length: end, year: None, month: Some(number) })
        }
        Some('年') => {
            let year = if length == 2 && (10..60).contains(&number) { 2000 + number } else { number };
            let end = if letters.get(at + length + 1) == Some(&'度') { length + 2 } else { length + 1 };
            is_year(year).then(|| Token { length: end, year: i32::try_from(year).ok(), month: None })
        }
        Some('-' | '.' | '/') if digits && length == 4 && is_year(number) => {
            let after: String = letters.iter().skip(at + 5).take_while(|c| c.is_ascii_digit()).collect();
            let month = after.parse().ok().filter(|month| (1..=12).contains(month) && after.len() <= 2)?;
            let mut end = 5 + after.len();
            if letters.get(at + end) == Some(&'月') {
                end += 1;
            }
            (!day_follows(letters, at + end)).then_some(Token {
                length: end,
                year: i32::try_from(number).ok(),
                month: Some(month),
            })
        }
        _ if digits && length == 6 && is_year(number / 100) && (1..=12).contains(&(number % 100)) => {
            Some(Token { length, year: i32::try_from(number / 100).ok(), month: Some(number % 100) })
        }
        _ if digits && length == 4 && is_year(number) => {
            Some(Token { length, year: i32::try_from(number).ok(), month: None })
        }
        _ => None,
    }
}

/// The run of digits, or of Chinese numerals, at a place.
fn numeral(letters: &[char], at: usize) -> &[char] {
    let rest = letters.get(at..).unwrap_or_default();
    let digits = rest.iter().take_while(|c| c.is_ascii_digit()).count();
    let spoken = |c: &&char| "〇零一二三四五六七八九十元".contains(**c);
    let length = if digits > 0 { digits } else { rest.iter().take_while(spoken).count() };
    rest.get(..length).unwrap_or_default()
}

/// 1月5日, 2024-01-05: a day is no month's heading.
fn day_follows(letters: &[char], at: usize) -> bool {
    let mark = usize::from(matches!(letters.get(at), Some('-' | '.' | '/')));
    let digits = letters.iter().skip(at + mark).take_while(|c| c.is_ascii_digit()).count();
    let closed = matches!(letters.get(at + mark + digits), Some('日' | '号'));
    (1..=2).contains(&digits) && (closed || (mark == 1 && letters.get(at + mark + digits) != Some(&'月')))
}

/// 1- before 6月: the range begins with it.
fn range_begin(rest: &mut String) -> Option<u32> {
    let before = rest.strip_suffix(['-', '~', '至', '到', '—'])?;
    let digits: String = before.chars().rev().take_while(char::is_ascii_digit).collect();
    let number: String = digits.chars().rev().collect();
    let month = number.parse().ok().filter(|month| (1..=12).contains(month))?;
    let kept = before.strip_suffix(number.as_str())?.to_owned();
    *rest = kept;
    Some(month)
}

fn part_of_year(rest: &str) -> Months {
    PARTS
        .iter()
        .find(|(word, ..)| rest.contains(word))
        .map_or(Months::None, |(_, first, last)| Months::Span(*first, *last))
}

const fn is_year(number: u32) -> bool {
    number >= 1990 && number <= 2099
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_name_their_month() {
        use Months::{None, One, Span};
        for (text, year, months, rest) in [
            ("1月", Option::None, One(1), ""),
            ("１２月份", Option::None, One(12), ""),
            ("十二月", Option::None, One(12), ""),
            ("元月", Option::None, One(1), ""),
            ("2024年1月工资", Some(2024), One(1), "工资"),
            ("2024-01", Some(2024), One(1), ""),
            ("2024.10", Some(2024), One(10), ""),
            ("202407实发", Some(2024), One(7), "实发"),
            ("24年3月", Some(2024), One(3), ""),
            ("二〇二四年五月", Some(2024), One(5), ""),
            ("1月个人社保", Option::None, One(1), "个人社保"),
            ("应发工资（2月）", Option::None, One(2), "应发工资"),
            ("2024年度工资", Some(2024), None, "工资"),
            ("1-6月合计", Option::None, Span(1, 6), "合计"),
            ("7月至12月小计", Option::None, Span(7, 12), "至小计"),
            ("2024年1-12月", Some(2024), Span(1, 12), ""),
            ("上半年合计", Option::None, Span(1, 6), "上半年合计"),
            ("五险一金", Option::None, None, "五险一金"),
            ("13月", Option::None, None, "13月"),
            ("1月5日", Option::None, None, "1月5日"),
            ("缴费3个月", Option::None, None, "缴费3个月"),
            ("姓名", Option::None, None, "姓名"),
        ] {
            assert_eq!(read(text), Time { year, months, rest: rest.to_owned() }, "{text}");
        }
    }

    #[test]
    fn numbers_and_days_may_stand_for_months() {
        let day = |text: &str, month_only| Cell::Date { day: text.parse().unwrap(), month_only };
        let months = |cell: &Cell| of_cell(cell).map(|time| (time.year, time.months));
        assert_eq!(months(&Cell::Number("202403".to_owned())), Some((Some(2024), Months::One(3))));
        assert_eq!(months(&day("2024-03-01", false)), Some((Some(2024), Months::One(3))));
        assert_eq!(months(&day("2024-03-15", true)), Some((Some(2024), Months::One(3))));
        assert_eq!(months(&day("2024-03-15", false)), None);
        assert_eq!(months(&Cell::Number("8500".to_owned())), None);
    }
}
