//! 费款所属期 — a period in every notation bureaus print: one month, a range of months, or two days of one month.

use serde::{Deserialize, Serialize};
use shebao_rules::month::Month;
use unicode_normalization::UnicodeNormalization;

use super::{Flaw, IssueCode, Reading, month, to_digits, unusable};
use crate::sheet::Cell;

/// 费款所属期 — first and last month, and the month it was booked in where the same cell says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// 起.
    pub from: Month,
    /// 止; the same month for an ordinary record.
    pub to: Month,
    /// 入库年月: `2026年01月（实缴2月）`.
    pub booked: Option<Month>,
}

/// Reads a cell that names a period.
#[must_use]
pub fn period(cell: &Cell) -> Reading<Period> {
    if let Some(reading) = unusable(cell) {
        return reading;
    }
    let single = |month: Month| Period { from: month, to: month, booked: None };
    let Some(text) = cell.text() else { return month(cell).map(single) };
    let said = months_in(text);
    let found: Vec<Month> = said.iter().map(|said| said.month).collect();
    let booked = paid_month(text, found.first().copied());
    let around = said.iter().flat_map(|said| said.before.chars().chain(said.after.chars()));
    // 202601-03: digits that belong to no month leave the cell open to two readings.
    let unexplained = booked.is_none() && !found.is_empty() && around.into_iter().any(|c| c.is_ascii_digit());
    match found.as_slice() {
        [] => month(cell).map(single),
        _ if unexplained => unreadable(),
        [only] => Reading::of(Period { booked, ..single(*only) }),
        [from, to] if booked.is_some() && booked == Some(*to) => Reading::of(Period { booked, ..single(*from) }),
        [from, to] if from <= to => Reading::of(Period { from: *from, to: *to, booked }),
        _ => unreadable(),
    }
}

fn unreadable<T>() -> Reading<T> {
    Reading::flawed(Flaw::new(
        IssueCode::MonthUnreadable,
        "费款所属期读不出。请改成 2026-01 或 2026-01至2026-03 这样的写法后重新导入。",
    ))
}

/// 实缴2月, 实缴2026年2月 behind a period; a month without a year follows the period.
fn paid_month(text: &str, period: Option<Month>) -> Option<Month> {
    let text: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let rest = ["实缴", "入库", "入账", "到账"].iter().find_map(|word| text.split_once(word)).map(|(_, rest)| rest)?;
    if let Some(said) = months_in(rest).first() {
        return Some(said.month);
    }
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let number: u32 = digits.parse().ok()?;
    let period = period?;
    let same_year = Month::new(period.year(), number).ok()?;
    if same_year >= period { Some(same_year) } else { Month::new(period.year() + 1, number).ok() }
}

/// A month found in a text, with what stands around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SaidMonth {
    pub month: Month,
    /// The text before it, back to the month before.
    pub before: String,
    /// The text behind it, up to the next month.
    pub after: String,
}

/// Every month written out with its year in a text, in order: `202601`, `2026-01`, `2026年1月`, `2026.01`, `2026-01-31`.
pub(crate) fn months_in(text: &str) -> Vec<SaidMonth> {
    let folded: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let letters: Vec<char> = to_digits(&folded).chars().collect();
    let mut found: Vec<SaidMonth> = Vec::new();
    let (mut at, mut gap) = (0, 0);
    while at < letters.len() {
        let run = letters.iter().skip(at).take_while(|c| c.is_ascii_digit()).count();
        if run == 0 {
            at += 1;
            continue;
        }
        let Some((month, length)) = month_at(&letters, at, run) else {
            at += run;
            continue;
        };
        let before: String = letters.iter().skip(gap).take(at - gap).collect();
        if let Some(last) = found.last_mut() {
            last.after.clone_from(&before);
        }
        found.push(SaidMonth { month, before, after: String::new() });
        at += length;
        gap = at;
    }
    if let Some(last) = found.last_mut() {
        last.after = letters.iter().skip(gap).collect();
    }
    found
}

/// The month that begins with a run of digits, and how many letters it takes.
fn month_at(letters: &[char], at: usize, run: usize) -> Option<(Month, usize)> {
    let digits = |from: usize, count: usize| -> Option<i64> {
        letters.iter().skip(from).take(count).collect::<String>().parse().ok()
    };
    if run == 6 || run == 8 {
        let number = digits(at, 6)?;
        return plausible(number / 100, number % 100).map(|month| (month, run));
    }
    if run != 4 || !matches!(letters.get(at + 4), Some('年' | '-' | '.' | '/')) {
        return None;
    }
    let width = letters.iter().skip(at + 5).take_while(|c| c.is_ascii_digit()).count();
    if !(1..=2).contains(&width) {
        return None;
    }
    let month = plausible(digits(at, 4)?, digits(at + 5, width)?)?;
    let mut length = 5 + width;
    if letters.get(at + length) == Some(&'月') {
        length += 1;
    }
    // A day behind the month belongs to it.
    let mark = usize::from(matches!(letters.get(at + length), Some('-' | '.' | '/')));
    let day = letters.iter().skip(at + length + mark).take_while(|c| c.is_ascii_digit()).count();
    let closed = matches!(letters.get(at + length + mark + day), Some('日' | '号'));
    if (1..=2).contains(&day) && (mark == 1 || closed) {
        length += mark + day + usize::from(closed);
    }
    Some((month, length))
}

fn plausible(year: i64, month: i64) -> Option<Month> {
    let year = i32::try_from(year).ok().filter(|year| (1990..=2099).contains(year))?;
    Month::new(year, u32::try_from(month).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The notations seen in real lists (domain notes on bureau evidence).
    #[test]
    fn reads_the_eight_notations() {
        let text = |t: &str| period(&Cell::Text(t.to_owned())).value.map(|p| (p.from.to_string(), p.to.to_string()));
        let one = |m: &str| Some((m.to_owned(), m.to_owned()));
        for written in [
            "2026-02",
            "202602",
            "202602-202602",
            "2026-02至2026-02",
            "2026-02-01 ",
            "2026-02-01 至 2026-02-28 ",
            "2026年02月（实缴3月）",
            "2026.2",
            "2026/02",
            "二〇二六年二月",
            "２０２６年２月",
        ] {
            assert_eq!(text(written), one("2026-02"), "{written}");
        }
        assert_eq!(text("201604-201609"), Some(("2016-04".to_owned(), "2016-09".to_owned())));
        assert_eq!(
            period(&Cell::Number("202602".to_owned())).value.map(|p| p.from.to_string()),
            Some("2026-02".to_owned())
        );
        assert_eq!(text("201609-201604"), None, "a range that runs backwards");
        assert_eq!(text("202601-03"), None, "the end of the range is not certain");
        assert_eq!(text("上月"), None);
    }

    #[test]
    fn a_cell_may_say_when_it_was_paid() {
        let booked = |t: &str| period(&Cell::Text(t.to_owned())).value.and_then(|p| p.booked).map(|m| m.to_string());
        assert_eq!(booked("2026年01月（实缴2月）").as_deref(), Some("2026-02"));
        assert_eq!(booked("2025年12月（实缴1月）").as_deref(), Some("2026-01"));
        assert_eq!(booked("2025-12（入库2026-02）").as_deref(), Some("2026-02"));
        assert_eq!(booked("2026-01"), None);
    }

    #[test]
    fn months_keep_what_stands_around_them() {
        let said = months_in("北京_补缴明细_202601入库（所属期202512）.xlsx");
        assert_eq!(said.len(), 2);
        assert!(said[0].after.starts_with("入库") && said[1].before.ends_with("所属期"));
        assert_eq!(said[1].month.to_string(), "2025-12");
        assert!(months_in("单位登记号：010099887766").is_empty());
    }
}
