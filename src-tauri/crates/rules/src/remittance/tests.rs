//! Dates, debits and money of a month; amounts of the debits are those of the public book's banks.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::insurance::{Group, Insurance, Scope};
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

fn demand(month_text: &str, insurance: Insurance, listed: &str, due: &str, pay_by: &str) -> Demand {
    Demand {
        month: month(month_text),
        insurance,
        listed: (listed != "—").then(|| yuan(listed)),
        due: yuan(due),
        pay_by: (pay_by != "—").then(|| day(pay_by)),
    }
}

fn debit(id: i64, on: &str, amount: &str, told: bool) -> Debit {
    Debit { id, day: day(on), amount: yuan(amount), group: Group::Social, told }
}

fn fee(insurance: Insurance, sum: Yuan, due: NaiveDate, paid: NaiveDate) -> Option<Yuan> {
    NATIONAL.late_fee(insurance, sum, due, paid).ok().flatten().map(|fee| fee.amount)
}

fn told(matched: &[Matched]) -> Vec<(String, String, String, Vec<i64>)> {
    let one = |m: &Matched| {
        let sum: Yuan = m.shares.iter().map(|(_, share)| *share).sum();
        (m.month.to_string(), sum.to_string(), m.late_fee.to_string(), m.debits.clone())
    };
    matched.iter().map(one).collect()
}

/// 上海, January to March 2026: equal sums in January and February, February paid on 03-09 for a due day of 02-27 with
/// 93,778.90 × 0.05 % × 10 days = 468.89.
#[test]
fn a_late_payment_is_found_with_its_fee() {
    let sums = [
        ("2026-01", "93778.90", "2026-01-27"),
        ("2026-02", "93778.90", "2026-02-27"),
        ("2026-03", "89414.66", "2026-03-27"),
    ];
    let demands: Vec<Demand> = sums.iter().map(|(m, sum, by)| demand(m, Insurance::Pension, sum, sum, by)).collect();
    let debits = [
        debit(1, "2026-01-19", "93778.90", true),
        debit(2, "2026-03-09", "94247.79", true),
        debit(3, "2026-03-18", "89414.66", true),
        Debit { group: Group::HousingFund, ..debit(4, "2026-03-18", "89414.66", true) },
    ];
    let matched = match_debits(&demands, &debits, fee);
    let expected =
        [("2026-01", "93778.90", "0.00", 1), ("2026-02", "93778.90", "468.89", 2), ("2026-03", "89414.66", "0.00", 3)];
    let expected = expected.map(|(m, sum, fee, id)| (m.to_owned(), sum.to_owned(), fee.to_owned(), vec![id]));
    assert_eq!(told(&matched), expected);
}

/// One debit for several insurances beside one of its own, a sum debited in two, and a fund that nobody paid.
#[test]
fn sums_tell_which_insurances_a_debit_paid() {
    let by = "2026-02-25";
    let demands = [
        demand("2026-02", Insurance::Pension, "60000.10", "60000.10", by),
        demand("2026-02", Insurance::Unemployment, "2000.20", "2000.20", by),
        demand("2026-02", Insurance::WorkInjury, "500.30", "500.30", by),
        demand("2026-02", Insurance::Medical, "—", "40066.93", by),
        demand("2026-02", Insurance::HousingFund, "30660.00", "30660.00", "—"),
    ];
    let debits = [
        debit(1, "2026-02-24", "62500.60", false),
        debit(2, "2026-02-24", "40000.00", true),
        debit(3, "2026-02-25", "66.93", true),
        debit(4, "2026-02-24", "480.00", true),
    ];
    let matched = match_debits(&demands, &debits, fee);
    assert_eq!(matched.len(), 2);
    assert_eq!(
        matched[0].shares.iter().map(|(i, _)| *i).collect::<Vec<_>>(),
        [Insurance::Pension, Insurance::Unemployment, Insurance::WorkInjury]
    );
    assert_eq!((matched[0].basis, matched[1].basis), (MatchBasis::Listed, MatchBasis::Due));
    assert_eq!((matched[1].debits.clone(), matched[1].paid_on), (vec![2, 3], day("2026-02-25")));
}

/// A sum that fits nothing is taken by its words, marked, and shared out to the fen.
#[test]
fn what_only_words_tell_is_marked() {
    let demands = [
        demand("2026-02", Insurance::Pension, "—", "60000.00", "2026-02-25"),
        demand("2026-02", Insurance::Medical, "—", "11233.03", "2026-02-25"),
    ];
    let debits = [debit(1, "2026-02-24", "40000.00", true), debit(2, "2026-02-25", "30829.03", true)];
    let matched = match_debits(&demands, &debits, fee);
    assert_eq!((matched.len(), matched[0].basis), (1, MatchBasis::Words));
    assert_eq!(matched[0].shares.iter().map(|(_, share)| *share).sum::<Yuan>(), yuan("70829.03"));
    assert_eq!(match_debits(&demands, &debits[..1], fee).len(), 1);
    assert!(match_debits(&demands, &[debit(1, "2026-02-24", "4000.00", true)], fee).is_empty());
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

    /// No debit pays twice, no insurance is paid twice, and by sums nothing but the exact amount counts.
    #[test]
    fn every_debit_counts_once(amounts in prop::collection::vec(100_i64..5_000, 1..6), extra in prop::collection::vec(100_i64..9_000, 0..6)) {
        let insurances = [Insurance::Pension, Insurance::Medical, Insurance::Unemployment, Insurance::WorkInjury, Insurance::Maternity];
        let demands: Vec<Demand> = amounts.iter().zip(insurances).map(|(fen, insurance)| Demand {
            month: month("2026-03"), insurance, listed: Some(Yuan::from_fen(*fen)), due: Yuan::from_fen(*fen), pay_by: Some(day("2026-03-16")),
        }).collect();
        let debits: Vec<Debit> = amounts.iter().chain(&extra).enumerate().map(|(at, fen)| Debit {
            id: at as i64, day: day("2026-03-10"), amount: Yuan::from_fen(*fen), group: Group::Social, told: false,
        }).collect();
        let matched = match_debits(&demands, &debits, fee);
        let mut used: Vec<i64> = matched.iter().flat_map(|m| m.debits.clone()).collect();
        let mut paid: Vec<Insurance> = matched.iter().flat_map(|m| m.shares.iter().map(|(i, _)| *i)).collect();
        let (lines, insurances) = (used.len(), paid.len());
        used.sort_unstable();
        used.dedup();
        paid.sort_unstable();
        paid.dedup();
        prop_assert_eq!((lines, insurances), (used.len(), paid.len()));
        for one in &matched {
            let sum: Yuan = one.shares.iter().map(|(_, share)| *share).sum();
            let debited: Yuan = debits.iter().filter(|d| one.debits.contains(&d.id)).map(|d| d.amount).sum();
            prop_assert_eq!(sum, debited);
        }
    }
}
