//! 交易时间 — the day of a bank's line, with the time where it is written.

use chrono::{NaiveDate, NaiveTime};
use shebao_rules::day::Day;
use unicode_normalization::UnicodeNormalization;

use super::{Flaw, IssueCode, Reading, date};
use crate::sheet::Cell;

/// 交易时刻.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// 日.
    pub day: NaiveDate,
    /// 时刻, where it is written.
    pub time: Option<NaiveTime>,
}

/// 交易时间 — `2026-01-05 08:12:33`, `20260105 081233`, `20260105081233`, `2026-01-05-08.12.33.000`, or a day alone.
#[must_use]
pub fn moment(cell: &Cell) -> Reading<Moment> {
    if let Some(moment) = compact(cell) {
        return Reading::of(moment);
    }
    let reading = date(cell);
    match reading.value {
        Some(Day::Exact(day)) => Reading { value: Some(Moment { day, time: time(cell) }), flaw: reading.flaw },
        Some(Day::MonthOnly(_)) => Reading::flawed(Flaw::new(
            IssueCode::DateUnreadable,
            "交易日期只有年月，没有日。请改成 2026-01-05 这样的写法后重新导入。",
        )),
        None => Reading { value: None, flaw: reading.flaw },
    }
}

/// 时刻 of a cell: `08:12:33`, `8:12`, or `081233` in a column of its own.
#[must_use]
pub fn time(cell: &Cell) -> Option<NaiveTime> {
    let text: String = cell.shown().nfkc().collect();
    let numbers = digit_groups(&text);
    let groups: Vec<&str> = numbers.iter().map(String::as_str).collect();
    match groups.as_slice() {
        [time] if time.len() == 6 => clock(time.get(..2)?, time.get(2..4)?, time.get(4..)?),
        [.., hour, minute, second] if text.matches([':', '：']).count() == 2 => clock(hour, minute, second),
        [.., hour, minute] if text.matches([':', '：']).count() == 1 => clock(hour, minute, "0"),
        _ => None,
    }
}

fn digit_groups(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).map(str::to_owned).collect()
}

fn clock(hour: &str, minute: &str, second: &str) -> Option<NaiveTime> {
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, second.parse().ok()?)
}

/// The writings in which only digits and their places tell day and time apart.
fn compact(cell: &Cell) -> Option<Moment> {
    let text: String = cell.shown().nfkc().collect();
    let numbers = digit_groups(&text);
    let groups: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let (day, time) = match groups.as_slice() {
        [both] if both.len() == 14 => both.split_at_checked(8)?,
        [day, time] if day.len() == 8 && time.len() == 6 => (*day, *time),
        [year, month, day, hour, minute, second, ..] if year.len() == 4 && text.matches('.').count() >= 2 => {
            let day = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
            return Some(Moment { day, time: clock(hour, minute, second) });
        }
        _ => return None,
    };
    let number = |text: &str| text.parse::<u32>().ok();
    let (year, month) = (day.get(..4)?.parse().ok()?, number(day.get(4..6)?)?);
    let day = NaiveDate::from_ymd_opt(year, month, number(day.get(6..)?)?)?;
    Some(Moment { day, time: clock(time.get(..2)?, time.get(2..4)?, time.get(4..)?) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_banks_print() {
        for (written, time) in [
            ("2026-01-05 08:12:33", Some("08:12:33")),
            ("20260105 08:12:33", Some("08:12:33")),
            ("20260105081233", Some("08:12:33")),
            ("20260105 081233", Some("08:12:33")),
            ("2026-01-05-08.12.33.000000", Some("08:12:33")),
            ("2026/1/5 8:12", Some("08:12:00")),
            ("\t20260105", None),
            ("2026年1月5日", None),
        ] {
            let moment = moment(&Cell::Text(written.to_owned())).value.unwrap();
            assert_eq!(moment.day.to_string(), "2026-01-05", "{written}");
            assert_eq!(moment.time.map(|t| t.to_string()).as_deref(), time, "{written}");
        }
        assert_eq!(moment(&Cell::Number("20260105".to_owned())).value.unwrap().day.to_string(), "2026-01-05");
        for none in ["2026-01", "20261305081233", "合计", "2026-02-30 08:00:00"] {
            assert_eq!(moment(&Cell::Text(none.to_owned())).value, None, "{none}");
        }
    }
}
