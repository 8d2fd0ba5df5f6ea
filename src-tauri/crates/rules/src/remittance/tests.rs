//! Dates and money of a month.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::insurance::{Group, Scope};
use crate::money::Yuan;
use crate::month::Month;
use crate::national::tests::NATIONAL;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn yuan(text: &str) -> Yuan {
    text.parse().unwrap()
}

const SOCIAL: Scope = Scope::Group(Group::Social);

fn own(pay_day: u32, shift: Shift, months_after: u32) -> OwnDays {
    OwnDays { months_after, declare_day: Some(10), pay_day, shift, source: "税务大厅告知".to_owned() }
}

/// All twelve published dates of 2026, from the statutory rule alone and from an own day of 15 that moves like taxes.
#[test]
fn the_twelve_published_dates_of_2026() {
    let dates = [
        "2026-01-20",
        "2026-02-24",
        "2026-03-16",
        "2026-04-20",
        "2026-05-22",
        "2026-06-15",
        "2026-07-15",
        "2026-08-17",
        "2026-09-15",
        "2026-10-26",
        "2026-11-16",
        "2026-12-15",
    ];
    for date in dates {
        let month = Month::of(day(date));
        let calendar = NATIONAL.calendar();
        let found = calendar.payment_dates(month, SOCIAL, None, None).unwrap();
        assert_eq!((found.pay_by, found.basis, found.inferred), (day(date), Basis::Statutory, false));
        assert!(found.source.starts_with("未设置本单位期限"), "{}", found.source);
        let found = calendar.payment_dates(month, SOCIAL, None, Some(&own(15, Shift::Tax, 0))).unwrap();
        assert_eq!((found.pay_by, found.basis), (day(date), Basis::Unit));
    }
}

/// 2026-02-27 is a Friday; the 28th is a make-up working day; 2026-02-15 to 23 are the spring holidays.
#[test]
fn an_own_day_moves_as_it_was_told_to_and_a_published_date_wins() {
    let pay = |own: OwnDays| {
        NATIONAL.calendar().payment_dates(month("2026-02"), SOCIAL, None, Some(&own)).unwrap().pay_by.to_string()
    };
    assert_eq!(pay(own(27, Shift::Roll, 0)), "2026-02-27");
    assert_eq!(pay(own(31, Shift::Roll, 0)), "2026-02-28");
    assert_eq!(pay(own(16, Shift::Roll, 0)), "2026-02-24");
    assert_eq!(pay(own(16, Shift::None, 0)), "2026-02-16");
    assert_eq!(pay(own(15, Shift::Tax, 1)), "2026-03-16");
    let published = Published { declare_by: None, pay_by: day("2026-02-25"), source: "示例通告".to_owned() };
    let own = own(16, Shift::Roll, 0);
    let found = NATIONAL.calendar().payment_dates(month("2026-02"), SOCIAL, Some(&published), Some(&own)).unwrap();
    assert_eq!((found.pay_by, found.basis, found.source.as_str()), (day("2026-02-25"), Basis::Published, "示例通告"));
}

#[test]
fn beyond_the_known_holidays_a_day_is_inferred_and_says_so() {
    let found = NATIONAL.calendar().payment_dates(month("2027-01"), SOCIAL, None, Some(&own(15, Shift::Roll, 0)));
    let found = found.unwrap();
    assert!(found.inferred && found.source.ends_with(crate::national::INFERRED), "{}", found.source);
}

/// 住房公积金管理条例 counts from the day wages are paid: without a setting there is no day.
#[test]
fn the_housing_fund_has_no_day_of_its_own() {
    let fund = Scope::Group(Group::HousingFund);
    assert_eq!(NATIONAL.calendar().payment_dates(month("2026-02"), fund, None, None), None);
    let found = NATIONAL.calendar().payment_dates(month("2026-02"), fund, None, Some(&own(24, Shift::Roll, 0)));
    assert_eq!(found.unwrap().pay_by, day("2026-02-24"));
}

#[test]
fn cash_tells_the_first_day_that_is_not_covered() {
    let need = |on: &str, amount: &str| Need { day: day(on), amount: yuan(amount) };
    let needs = [need("2026-04-20", "100000"), need("2026-05-22", "100000.50"), need("2026-06-15", "100000")];
    let found = outlook(Some(yuan("150000")), &needs);
    assert_eq!(found.needed, yuan("300000.50"));
    assert_eq!(found.left, [yuan("50000"), yuan("-50000.50"), yuan("-150000.50")]);
    assert_eq!((found.first, found.missing), (Some((day("2026-05-22"), yuan("50000.50"))), Some(yuan("150000.50"))));
    assert_eq!(outlook(None, &needs).missing, None);
    assert_eq!(outlook(Some(yuan("300000.50")), &needs).first, None);
}

/// 2026-02-24 less five days is the 19th, inside of the holidays 02-15…23; 02-14 is a make-up working day.
#[test]
fn a_reminder_comes_on_a_working_day() {
    let terms = [(ReminderKind::Pay, day("2026-02-24")), (ReminderKind::Declare, day("2026-03-16"))];
    let found = reminders(NATIONAL.calendar(), Leads::default(), &terms);
    assert_eq!((found[0].on, found[0].due), (day("2026-02-14"), day("2026-02-24")));
    assert_eq!(found[1].on, day("2026-03-13"));
}

proptest! {
    #[test]
    fn shares_add_up_to_the_fen(total in 0_i64..100_000_000, weights in prop::collection::vec(0_i64..10_000_000, 1..8)) {
        let weights: Vec<Yuan> = weights.into_iter().map(Yuan::from_fen).collect();
        let shares = split(Yuan::from_fen(total), &weights);
        let sum: Yuan = shares.iter().copied().sum();
        let expected = if weights.iter().all(|w| w.is_zero()) { Yuan::ZERO } else { Yuan::from_fen(total) };
        prop_assert_eq!(sum, expected);
        prop_assert!(shares.iter().all(|share| *share >= Yuan::ZERO));
    }
}
