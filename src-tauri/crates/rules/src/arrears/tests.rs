//! The late fee that runs on arrears, worked out on paper.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::national::tests::NATIONAL;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn yuan(text: &str) -> Yuan {
    text.parse().unwrap()
}

fn pension(principal: &str, due: &str, paid: &[(&str, &str)]) -> Arrears {
    let paid = paid.iter().map(|(on, amount)| Instalment { day: day(on), amount: yuan(amount) }).collect();
    Arrears { insurance: Insurance::Pension, principal: yuan(principal), due: day(due), paid }
}

fn fee(arrears: &Arrears, on: &str) -> String {
    NATIONAL.meter(arrears, day(on)).unwrap().late_fee.unwrap().to_string()
}

/// 30,000 × 0.05 % × 30 days = 450.00; the day after the due day is the first. 15.00 come with every further day.
#[test]
fn thirty_thousand_for_thirty_days() {
    let arrears = pension("30000", "2026-03-16", &[]);
    assert_eq!(fee(&arrears, "2026-03-16"), "0.00");
    assert_eq!(fee(&arrears, "2026-03-17"), "15.00");
    assert_eq!(fee(&arrears, "2026-04-15"), "450.00");
    let meter = NATIONAL.meter(&arrears, day("2026-04-15")).unwrap();
    assert_eq!((meter.outstanding, meter.daily), (yuan("30000"), Some(yuan("15.00"))));
    assert_eq!(meter.parts[0].spans[0].days, 30);
}

/// 93,778.90 × 0.05 % × 10 days = 468.8945.
#[test]
fn shanghai_paid_ten_days_late() {
    let arrears = pension("93778.90", "2026-02-27", &[("2026-03-09", "93778.90")]);
    let meter = NATIONAL.meter(&arrears, day("2026-04-01")).unwrap();
    assert_eq!((meter.outstanding, meter.late_fee, meter.daily), (Yuan::ZERO, Some(yuan("468.89")), Some(Yuan::ZERO)));
}

/// 10,000 paid after 10 days: 50.00; the other 20,000 over 30 days: 300.00.
#[test]
fn a_part_that_is_paid_bears_no_more() {
    let arrears = pension("30000", "2026-03-16", &[("2026-03-26", "10000")]);
    assert_eq!(fee(&arrears, "2026-03-26"), "150.00");
    assert_eq!(fee(&arrears, "2026-04-15"), "350.00");
    assert_eq!(arrears.outstanding(day("2026-03-25")), yuan("30000"));
    assert_eq!(arrears.outstanding(day("2026-03-26")), yuan("20000"));
}

/// Before 2011-07-01 two per mille: 1,000 × 0.2 % × 10 + 1,000 × 0.05 % × 10.
#[test]
fn the_rate_is_that_of_the_day() {
    assert_eq!(fee(&pension("1000", "2011-06-20", &[]), "2011-07-10"), "25.00");
}

#[test]
fn the_housing_fund_bears_none() {
    let fund = Arrears { insurance: Insurance::HousingFund, ..pension("30660", "2026-03-24", &[]) };
    let meter = NATIONAL.meter(&fund, day("2026-06-01")).unwrap();
    assert_eq!((meter.outstanding, meter.late_fee, meter.daily), (yuan("30660"), None, None));
}

/// 30,000 from 03-16 and 10,000 from 04-20: 25,000 on 04-30 (45 days: 675.00; 10 days: 50.00), the rest on 05-10: 5,000 of
/// March ten days more 25.00, April 20 days 100.00.
#[test]
fn a_plan_is_arithmetic() {
    let standing = [pension("30000", "2026-03-16", &[]), pension("10000", "2026-04-20", &[])];
    let instalments = [("2026-04-30", "25000"), ("2026-05-10", "20000")]
        .map(|(on, amount)| Instalment { day: day(on), amount: yuan(amount) });
    let steps = NATIONAL.plan(&standing, &instalments).unwrap();
    assert_eq!(
        (steps[0].amount, steps[0].outstanding, steps[0].late_fee),
        (yuan("25000"), yuan("15000"), yuan("725.00"))
    );
    // 25,000 × 45 days = 562.50, 5,000 × 55 days = 137.50, 10,000 × 20 days = 100.00.
    assert_eq!((steps[1].amount, steps[1].outstanding, steps[1].late_fee), (yuan("15000"), Yuan::ZERO, yuan("800.00")));
}

#[test]
fn a_fine_is_once_to_three_times() {
    assert_eq!(fine_range(yuan("30000")).unwrap(), (yuan("30000"), yuan("90000")));
    assert!(fine_range(Yuan::from_fen(i64::MAX)).is_err());
}

proptest! {
    /// Waiting never lowers the fee, and paying a part never raises it.
    #[test]
    fn the_meter_only_runs_forward(principal in 1_i64..100_000_000, wait in 0_i64..2_000, more in 0_i64..60, part in 0_i64..100_000_000) {
        let due = day("2024-01-15");
        let arrears = Arrears { insurance: Insurance::Medical, principal: Yuan::from_fen(principal), due, paid: Vec::new() };
        let at = |days: i64| due + chrono::Duration::days(days);
        let fee = |arrears: &Arrears, on| NATIONAL.meter(arrears, on).unwrap().late_fee.unwrap();
        prop_assert!(fee(&arrears, at(wait)) <= fee(&arrears, at(wait + more)));
        let paid = vec![Instalment { day: at(wait), amount: Yuan::from_fen(part) }];
        let eased = Arrears { paid, ..arrears.clone() };
        // A part rounds by itself: a fen at most.
        prop_assert!(fee(&eased, at(wait + more)).fen() <= fee(&arrears, at(wait + more)).fen() + 1);
    }
}
