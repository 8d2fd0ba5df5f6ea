//! The standard of national values, and what holds whatever the numbers are. The shipped numbers are tested in
//! `tests/policy/national.rs`.

use std::sync::LazyLock;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use proptest::prelude::*;

use super::National;
use crate::insurance::Insurance;
use crate::money::Yuan;
use crate::month::Month;
use crate::policy::{PolicyError, Problem};
use crate::words::PositionClass;

const SHIPPED: [(&str, &str); 5] = [
    ("national/deadlines.toml", include_str!("../../../../../assets/policy/national/deadlines.toml")),
    ("national/late_fee.toml", include_str!("../../../../../assets/policy/national/late_fee.toml")),
    ("national/persons.toml", include_str!("../../../../../assets/policy/national/persons.toml")),
    ("national/retirement_age.toml", include_str!("../../../../../assets/policy/national/retirement_age.toml")),
    ("national/working_days.toml", include_str!("../../../../../assets/policy/national/working_days.toml")),
];

pub(crate) static NATIONAL: LazyLock<National> =
    LazyLock::new(|| National::parse(SHIPPED.map(|(path, text)| (path.to_owned(), text.to_owned()))).unwrap());

/// The shipped files with one text put in the place of another, once, in the file that has it.
fn changed(old: &str, new: &str) -> Result<National, PolicyError> {
    let hits = SHIPPED.iter().filter(|(_, text)| text.contains(old)).count();
    assert_eq!(hits, 1, "{old} stands in one file");
    National::parse(SHIPPED.map(|(path, text)| (path.to_owned(), text.replacen(old, new, 1))))
}

fn problem(old: &str, new: &str) -> Problem {
    changed(old, new).unwrap_err().problem
}

/// The days of a notice whose words are held are the words' own: every holiday's first and last day and every make-up day
/// stands in them with its day of the week.
#[test]
fn a_calendar_says_what_its_notice_says() {
    let mut compared = Vec::new();
    for notice in &NATIONAL.notices {
        let Some(quote) = notice.source.quote.as_deref() else { continue };
        let place = |name: &str| quote.find(name).unwrap_or_else(|| panic!("{}: {name}", notice.year));
        for (at, holiday) in notice.holidays.iter().enumerate() {
            let next = notice.holidays.get(at + 1).map_or(quote.len(), |next| place(&next.name));
            let words = quote.get(place(&holiday.name)..next).unwrap();
            let worked: Vec<String> = holiday
                .work
                .iter()
                .map(|day| {
                    let week = if day.weekday() == Weekday::Sat { "六" } else { "日" };
                    format!("{}月{}日（星期{week}）", day.month(), day.day())
                })
                .collect();
            assert_eq!(words.matches("（星期").count(), worked.len(), "{words}");
            assert!(worked.iter().all(|day| words.contains(day)), "{} {words}", notice.year);
            assert!(words.contains(&format!("{}月{}日", holiday.from.month(), holiday.from.day())), "{words}");
            let last = if holiday.from.month() == holiday.to.month() {
                format!("{}日", holiday.to.day())
            } else {
                format!("{}月{}日", holiday.to.month(), holiday.to.day())
            };
            assert!(words.contains(&last), "{words}");
            let counted = words.contains(&format!("共{}天", holiday.days));
            assert!(counted || (holiday.days == 1 && words.contains("与周末连休")), "{words}");
        }
        compared.push(notice.year);
    }
    assert_eq!(compared, [2021, 2022, 2023, 2024]);
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn unknown_duplicate_and_missing_keys_are_refused_with_their_line() {
    let error = changed("daily_rate = \"0.002\"", "daily_rat = \"0.002\"").unwrap_err();
    assert!(error.to_string().starts_with("national/late_fee.toml:"), "{error}");
    assert!(matches!(error.problem, Problem::Form(_)));
    assert!(matches!(problem("known_until = ", "known_until = \"2026-12-31\"\nknown_until = "), Problem::Form(_)));
    assert!(matches!(problem("daily_rate = \"0.0005\"\n", ""), Problem::Form(_)));
    assert!(matches!(problem("daily_rate = \"0.0005\"", "daily_rate = \"5\""), Problem::Form(_)));
}

#[test]
fn every_value_cites_and_dates_ascend() {
    let error = changed("from = \"2011-07-01\"\nscope", "from = \"1999-01-22\"\nscope").unwrap_err();
    assert_eq!(error.problem, Problem::NotAscending);
    assert_eq!((error.table, error.from), (Some("late_fee"), Some("1999-01".parse().unwrap())));
    assert_eq!(problem("title = \"超龄劳动者基本权益保障暂行规定 第十五条\"", "title = \" \""), Problem::NoSource);
    let clerks = "scope = \"social\"\ndaily_rate = \"0.002\"\nstatus = \"unit_confirmed\"";
    assert_eq!(problem("scope = \"social\"\ndaily_rate = \"0.002\"\nstatus = \"final\"", clerks), Problem::ClerksOwn);
}

#[test]
fn a_holiday_agrees_with_itself() {
    let contradiction = |old, new| assert!(matches!(problem(old, new), Problem::Contradiction(_)), "{old}");
    contradiction(
        "from = \"2026-02-15\", to = \"2026-02-23\", days = 9",
        "from = \"2026-02-15\", to = \"2026-02-23\", days = 8",
    );
    contradiction("work = [\"2026-02-14\", \"2026-02-28\"]", "work = [\"2026-02-14\"]");
    contradiction("\"2026-02-28\"", "\"2026-02-27\"");
    contradiction("from = \"2026-10-01\", to = \"2026-10-07\"", "from = \"2028-10-01\", to = \"2028-10-07\"");
    contradiction("known_until = \"2026-12-31\"", "known_until = \"2027-12-31\"");
    contradiction("year = 2023", "year = 2033");
}

#[test]
fn files_are_the_five_and_no_other() {
    let four = SHIPPED.into_iter().skip(1).map(|(path, text)| (path.to_owned(), text.to_owned()));
    assert!(matches!(National::parse(four).unwrap_err().problem, Problem::Naming(_)));
    let stray = SHIPPED.into_iter().chain([("national/wages.toml", "")]);
    let error = National::parse(stray.map(|(path, text)| (path.to_owned(), text.to_owned()))).unwrap_err();
    assert_eq!(error.problem, Problem::Misplaced);
}

proptest! {
    /// A longer delay never costs less, and a span cut in two costs the same but for the one rounding more.
    #[test]
    fn a_late_fee_grows_with_the_days(fen in 1_i64..1_000_000_000, days in 0_u64..4000, more in 1_u64..400) {
        let national = &*NATIONAL;
        let due = day("2009-01-01");
        let fee = |days: u64| {
            let until = due.checked_add_days(Days::new(days)).unwrap();
            national.late_fee(Insurance::Pension, Yuan::from_fen(fen), due, until).unwrap().unwrap()
        };
        let (short, long) = (fee(days), fee(days + more));
        prop_assert!(short.amount <= long.amount);
        prop_assert_eq!(short.spans.iter().map(|s| s.days).sum::<i64>(), i64::try_from(days).unwrap());
        let rest = national.late_fee(
            Insurance::Pension,
            Yuan::from_fen(fen),
            due.checked_add_days(Days::new(days)).unwrap(),
            due.checked_add_days(Days::new(days + more)).unwrap(),
        ).unwrap().unwrap();
        let off = (short.amount + rest.amount - long.amount).fen();
        prop_assert!((-1..=1).contains(&off), "{off}");
    }

    /// Somebody born later never retires earlier, and the delay stays within its limits.
    #[test]
    fn retirement_never_comes_earlier_for_the_younger(year in 1950_i32..2010, number in 1_u32..=12) {
        let national = &*NATIONAL;
        let birth = Month::new(year, number).unwrap();
        for class in PositionClass::ALL {
            let one = national.retirement(*class, birth).unwrap();
            let next = national.retirement(*class, birth.next()).unwrap();
            prop_assert!(one.month < next.month);
            prop_assert!(one.delay <= next.delay && next.delay <= one.delay + 1);
        }
    }

    /// A filing day is a working day, never before the nominal day, and a later nominal day never comes earlier.
    #[test]
    fn a_filing_day_is_a_working_day(year in 2020_i32..=2027, number in 1_u32..=12, nominal in 1_u32..=31) {
        let national = &*NATIONAL;
        let calendar = national.calendar();
        let month = Month::new(year, number).unwrap();
        let filing = calendar.filing_day(month, Some(nominal)).unwrap();
        prop_assert!(calendar.is_working(filing.day));
        let last = month.first_day().checked_add_days(Days::new(u64::from(nominal - 1))).unwrap().min(month.last_day());
        prop_assert!(filing.day >= last);
        prop_assert_eq!(filing.inferred, year == 2027 || !calendar.is_known(filing.day));
    }
}
