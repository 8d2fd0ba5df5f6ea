//! Dates and money of a month.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::arrears::Instalment;
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

fn paid(text: &str, due: &str, parts: &[(&str, &str)]) -> MonthPaid {
    let part = |(on, amount): &(&str, &str)| Instalment { day: day(on), amount: yuan(amount) };
    MonthPaid { month: month(text), due: yuan(due), paid: parts.iter().map(part).collect() }
}

/// April was debited 9,681.00: its own 6,330.00, and 3,351.00 that its list books for March, which was short of as much.
#[test]
fn what_a_later_list_books_settles_the_month_it_was_due_in() {
    let mut months = [
        paid("2026-03", "6330", &[("2026-03-14", "2979")]),
        paid("2026-04", "6330", &[("2026-04-14", "9000"), ("2026-04-15", "681")]),
    ];
    let held = [Held { booked: month("2026-04"), period: month("2026-03"), amount: yuan("3351") }];
    let settled = settle(&mut months, &held);
    // The last instalment goes first.
    let of = |amount: &str, on: &str| Settled {
        refund: false,
        booked: month("2026-04"),
        period: month("2026-03"),
        amount: yuan(amount),
        day: day(on),
    };
    assert_eq!(settled, [of("681", "2026-04-15"), of("2670", "2026-04-14")]);
    let expected = [
        paid("2026-03", "6330", &[("2026-03-14", "2979"), ("2026-04-15", "681"), ("2026-04-14", "2670")]),
        paid("2026-04", "6330", &[("2026-04-14", "6330")]),
    ];
    assert_eq!(months, expected);
    assert_eq!(settle(&mut months, &held), [], "a month that is paid wants nothing more");
}

/// January was debited 3,351.00 too much; February's list gives it back, and its debit was less by it.
#[test]
fn what_was_given_back_settles_the_month_whose_debit_was_less() {
    let mut months =
        [paid("2026-01", "6330", &[("2026-01-14", "9681")]), paid("2026-02", "6330", &[("2026-02-14", "2979")])];
    let held = [Held { booked: month("2026-02"), period: month("2026-01"), amount: yuan("-3351") }];
    let settled = settle(&mut months, &held);
    let (booked, period) = (month("2026-02"), month("2026-01"));
    assert_eq!(settled, [Settled { refund: true, booked, period, amount: yuan("3351"), day: day("2026-01-14") }]);
    let expected = [
        paid("2026-01", "6330", &[("2026-01-14", "6330")]),
        paid("2026-02", "6330", &[("2026-02-14", "2979"), ("2026-01-14", "3351")]),
    ];
    assert_eq!(months, expected);
}

/// No more than the list holds, no more than was paid beyond the due, nothing for a month that is not there.
#[test]
fn nothing_is_settled_beyond_list_and_surplus() {
    let held =
        |period: &str, amount: &str| Held { booked: month("2026-04"), period: month(period), amount: yuan(amount) };
    let mut months = [paid("2026-03", "500", &[]), paid("2026-04", "100", &[("2026-04-14", "180")])];
    assert_eq!(settle(&mut months, &[held("2026-02", "80")]), []);
    assert_eq!(settle(&mut months, &[held("2026-03", "30")])[0].amount, yuan("30"), "the list holds no more");
    assert_eq!(settle(&mut months, &[held("2026-03", "400")])[0].amount, yuan("50"), "no more was paid beyond the due");
    assert_eq!(months[1].paid, [Instalment { day: day("2026-04-14"), amount: yuan("100") }]);
}

/// Months of 2026 with what was paid on one to three days.
fn some_months() -> impl Strategy<Value = Vec<MonthPaid>> {
    let own = (0_i64..1000, prop::collection::vec((1_u32..28, 1_i64..700), 0..3));
    prop::collection::vec(own, 2..6).prop_map(|months| {
        let one = |(at, (due, parts)): (u32, (i64, Vec<(u32, i64)>))| MonthPaid {
            month: Month::new(2026, at).unwrap(),
            due: Yuan::from_fen(due),
            paid: parts
                .into_iter()
                .map(|(on, fen)| Instalment {
                    day: NaiveDate::from_ymd_opt(2026, at, on).unwrap(),
                    amount: Yuan::from_fen(fen),
                })
                .collect(),
        };
        (1..).zip(months).map(one).collect()
    })
}

proptest! {
    /// Money only moves: its sum of each day stays; who gives keeps its due, who is given to gets no more than it, and what
    /// moved is told, in sum no more than the lists hold.
    #[test]
    fn what_is_settled_only_moves(
        before in some_months(),
        rows in prop::collection::vec((2_u32..6, 1_u32..5, -800_i64..800), 0..5),
    ) {
        let held: Vec<Held> = rows
            .into_iter()
            .filter(|(booked, period, _)| period < booked)
            .map(|(booked, period, fen)| Held {
                booked: Month::new(2026, booked).unwrap(),
                period: Month::new(2026, period).unwrap(),
                amount: Yuan::from_fen(fen),
            })
            .collect();
        let mut after = before.clone();
        let settled = settle(&mut after, &held);
        let by_day = |months: &[MonthPaid]| {
            let mut sums = std::collections::BTreeMap::<NaiveDate, Yuan>::new();
            months.iter().flat_map(|month| &month.paid).for_each(|part| *sums.entry(part.day).or_default() += part.amount);
            sums
        };
        prop_assert_eq!(by_day(&after), by_day(&before));
        for (was, is) in before.iter().zip(&after) {
            let sum = |month: &MonthPaid| month.paid.iter().map(|part| part.amount).sum::<Yuan>();
            prop_assert!(is.paid.iter().all(|part| part.amount > Yuan::ZERO));
            prop_assert!(sum(is) >= sum(was).min(was.due), "{was:?} {is:?}: what gives keeps its due");
            prop_assert!(sum(is) <= sum(was).max(was.due), "{was:?} {is:?}: what is given to gets no more");
            let given = |one: &&Settled| if one.refund { one.period == was.month } else { one.booked == was.month };
            let got = |one: &&Settled| if one.refund { one.booked == was.month } else { one.period == was.month };
            let told = |of: &dyn Fn(&&Settled) -> bool| settled.iter().filter(of).map(|one| one.amount).sum::<Yuan>();
            prop_assert_eq!(sum(is), sum(was) + told(&got) - told(&given));
        }
        let held: Yuan = held.iter().map(|one| one.amount.max(-one.amount)).sum();
        prop_assert!(settled.iter().map(|one| one.amount).sum::<Yuan>() <= held);
    }

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
