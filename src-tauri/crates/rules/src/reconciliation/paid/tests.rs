//! What debits paid; amounts are those of the public book's banks.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::super::facts::DebitGroup;
use super::*;
use crate::insurance::Group;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn yuan(text: &str) -> Yuan {
    text.parse().unwrap()
}

/// A unit with what is listed (`—`: not at all) and due by month and insurance.
fn unit(rows: &[(&str, Insurance, &str, &str)], lines: Vec<BankLine>) -> UnitSources {
    let mut unit = UnitSources::default();
    for (booked, insurance, listed, due) in rows {
        let key = (month(booked), *insurance);
        unit.dues.insert(key, yuan(due));
        if *listed != "—" {
            unit.sums.insert(key, yuan(listed));
            unit.listed.insert(key);
        }
        unit.banked.insert(month(booked));
    }
    unit.banked.extend(lines.iter().map(|line| Month::of(line.day)));
    unit.lines = lines;
    unit
}

fn debit(id: i64, on: &str, amount: &str, told: bool) -> BankLine {
    BankLine {
        id,
        day: day(on),
        amount: yuan(amount),
        group: told.then_some(Group::Social),
        insurances: BTreeSet::new(),
        items: None,
        periods: Vec::new(),
    }
}

fn paid(unit: &UnitSources) -> Vec<Matched> {
    payments(unit, "0.0005".parse().unwrap())
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
    let sums = [("2026-01", "93778.90"), ("2026-02", "93778.90"), ("2026-03", "89414.66")];
    let rows = sums.map(|(booked, sum)| (booked, Insurance::Pension, sum, sum));
    let lines = vec![
        debit(1, "2026-01-19", "93778.90", true),
        debit(2, "2026-03-09", "94247.79", true),
        debit(3, "2026-03-18", "89414.66", true),
        BankLine { group: Some(Group::HousingFund), ..debit(4, "2026-03-18", "89414.66", true) },
    ];
    let expected =
        [("2026-01", "93778.90", "0.00", 1), ("2026-02", "93778.90", "468.89", 2), ("2026-03", "89414.66", "0.00", 3)];
    let expected = expected.map(|(m, sum, fee, id)| (m.to_owned(), sum.to_owned(), fee.to_owned(), vec![id]));
    assert_eq!(told(&paid(&unit(&rows, lines))), expected);
}

/// Each month is paid in the month after it: every line is late by one, down the chain.
#[test]
fn a_chain_of_late_payments_is_followed() {
    let sums = [("2026-01", "500.00"), ("2026-02", "600.00"), ("2026-03", "700.00")];
    let rows = sums.map(|(booked, sum)| (booked, Insurance::Pension, sum, sum));
    let lines = vec![
        debit(1, "2026-02-10", "500.00", true),
        debit(2, "2026-03-10", "600.00", true),
        debit(3, "2026-04-10", "700.00", true),
    ];
    let found = paid(&unit(&rows, lines));
    let days: Vec<(String, String)> = found.iter().map(|m| (m.month.to_string(), m.paid_on.to_string())).collect();
    let expected = [("2026-01", "2026-02-10"), ("2026-02", "2026-03-10"), ("2026-03", "2026-04-10")];
    assert_eq!(days, expected.map(|(month, day)| (month.to_owned(), day.to_owned())));
}

/// A unit that pays in the month after is not late by it; the bank of March is held against February's lists.
#[test]
fn a_unit_may_pay_in_the_month_after() {
    let rows = [("2026-01", "500.00"), ("2026-02", "600.00")].map(|(m, sum)| (m, Insurance::Pension, sum, sum));
    let lines = vec![debit(1, "2026-02-10", "500.00", true), debit(2, "2026-03-10", "600.00", true)];
    let mut unit = unit(&rows, lines);
    unit.delays = BTreeMap::from([(Group::Social, 1)]);
    unit.groups = vec![DebitGroup { name: "社保".to_owned(), insurances: BTreeSet::from([Insurance::Pension]) }];
    let expected = [("2026-01", "500.00", vec![1]), ("2026-02", "600.00", vec![2])];
    let expected = expected.map(|(m, sum, ids)| (m.to_owned(), sum.to_owned(), "0.00".to_owned(), ids));
    assert_eq!(told(&paid(&unit)), expected);
}

/// One debit for several insurances beside one of its own, told by its amount alone, and a sum debited in two.
#[test]
fn sums_tell_which_insurances_a_debit_paid() {
    let rows = [
        ("2026-02", Insurance::Pension, "60000.10", "60000.10"),
        ("2026-02", Insurance::Unemployment, "2000.20", "2000.20"),
        ("2026-02", Insurance::WorkInjury, "500.30", "500.30"),
        ("2026-02", Insurance::Medical, "—", "40066.93"),
        ("2026-02", Insurance::HousingFund, "30660.00", "30660.00"),
    ];
    let lines = vec![
        debit(1, "2026-02-24", "62500.60", false),
        debit(2, "2026-02-24", "40000.00", true),
        debit(3, "2026-02-25", "66.93", true),
        debit(4, "2026-02-24", "480.00", false),
    ];
    let matched = paid(&unit(&rows, lines));
    assert_eq!(matched.len(), 2, "{matched:?}");
    let of = |ids: &[i64]| matched.iter().find(|m| m.debits == ids).expect("the payment");
    assert_eq!(
        of(&[1]).shares.iter().map(|(i, _)| *i).collect::<Vec<_>>(),
        [Insurance::Pension, Insurance::Unemployment, Insurance::WorkInjury]
    );
    assert_eq!((of(&[1]).basis, of(&[2, 3]).basis), (MatchBasis::Listed, MatchBasis::Due));
    assert_eq!(of(&[2, 3]).paid_on, day("2026-02-25"));
}

/// Medical was paid twice in March (+20,000.00) while a pension of February was debited then and listed in March (−1,968.00):
/// in one group the two would partly cancel, yet the unit's own two groups meet more of the lists.
#[test]
fn too_much_of_one_group_does_not_make_up_for_another() {
    let rows = [
        ("2026-01", Insurance::Pension, "60000.00", "60000.00"),
        ("2026-01", Insurance::Medical, "20000.00", "20000.00"),
        ("2026-02", Insurance::Pension, "58032.00", "60000.00"),
        ("2026-02", Insurance::Medical, "20000.00", "20000.00"),
        ("2026-03", Insurance::Pension, "61968.00", "60000.00"),
        ("2026-03", Insurance::Medical, "20000.00", "20000.00"),
    ];
    let debits = [
        (1, "2026-01-20", "60000.00"),
        (2, "2026-01-20", "20000.00"),
        (3, "2026-02-20", "60000.00"),
        (4, "2026-02-20", "20000.00"),
        (5, "2026-03-20", "60000.00"),
        (6, "2026-03-20", "20000.00"),
        (7, "2026-03-23", "20000.00"),
    ];
    let mut unit = unit(&rows, debits.map(|(id, on, amount)| debit(id, on, amount, true)).to_vec());
    let group = |name: &str, insurance| DebitGroup { name: name.to_owned(), insurances: BTreeSet::from([insurance]) };
    unit.groups = vec![group("养老", Insurance::Pension), group("医疗", Insurance::Medical)];
    let settled = Statement::of(&unit).settled();
    assert_eq!(settled.groups, unit.groups);
}

/// The debit took what was due, the list lacks one person's medical insurance (F01 of the public book: 1,564.00): pension
/// was paid as listed, medical as computed.
#[test]
fn a_debit_may_follow_the_list_for_one_insurance_and_the_dues_for_another() {
    let rows = [
        ("2026-02", Insurance::Pension, "60000.00", "58032.00"),
        ("2026-02", Insurance::Medical, "18436.00", "20000.00"),
    ];
    let matched = paid(&unit(&rows, vec![debit(1, "2026-02-24", "80000.00", true)]));
    assert_eq!(matched[0].shares, [(Insurance::Pension, yuan("60000")), (Insurance::Medical, yuan("20000"))]);
    assert_eq!(matched[0].basis, MatchBasis::Due);
}

/// A failed debit, its reversal and the debit that followed: paid once, on the last day.
#[test]
fn a_reversed_debit_pays_nothing() {
    let rows = [("2026-02", Insurance::Pension, "500.00", "500.00")];
    let lines = vec![
        debit(1, "2026-02-10", "500.00", true),
        debit(2, "2026-02-10", "-500.00", true),
        debit(3, "2026-02-11", "500.00", true),
    ];
    let found = paid(&unit(&rows, lines));
    assert_eq!(told(&found), [("2026-02".to_owned(), "500.00".to_owned(), "0.00".to_owned(), vec![1, 2, 3])]);
    assert_eq!(found[0].paid_on, day("2026-02-11"));
}

/// Of two equal debits one pays the month; the other is no payment of anything.
#[test]
fn what_was_paid_twice_counts_once() {
    let rows = [("2026-02", Insurance::Pension, "500.00", "500.00")];
    let lines = vec![debit(1, "2026-02-10", "500.00", true), debit(2, "2026-02-11", "500.00", true)];
    let expected = [("2026-02".to_owned(), "500.00".to_owned(), "0.00".to_owned(), vec![1])];
    assert_eq!(told(&paid(&unit(&rows, lines))), expected);
}

/// A sum that fits nothing is taken by its words, marked, and shared out to the fen.
#[test]
fn what_only_words_tell_is_marked() {
    let rows = [("2026-02", Insurance::Pension, "—", "60000.00"), ("2026-02", Insurance::Medical, "—", "11233.03")];
    let lines = vec![debit(1, "2026-02-24", "40000.00", true), debit(2, "2026-02-25", "30829.03", true)];
    let matched = paid(&unit(&rows, lines));
    assert!(matched.iter().all(|m| m.basis == MatchBasis::Words), "{matched:?}");
    let sum: Yuan = matched.iter().flat_map(|m| &m.shares).map(|(_, share)| *share).sum();
    assert_eq!(sum, yuan("70829.03"));
    assert!(paid(&unit(&rows, vec![debit(1, "2026-02-24", "4000.00", true)])).is_empty());
}

proptest! {
    /// No debit pays twice, no insurance is paid twice, and by sums nothing but the exact amount counts.
    #[test]
    fn every_debit_counts_once(amounts in prop::collection::vec(100_i64..5_000, 1..6), extra in prop::collection::vec(100_i64..9_000, 0..6)) {
        let insurances = [Insurance::Pension, Insurance::Medical, Insurance::Unemployment, Insurance::WorkInjury, Insurance::Maternity];
        let texts: Vec<String> = amounts.iter().map(|fen| Yuan::from_fen(*fen).to_string()).collect();
        let rows: Vec<(&str, Insurance, &str, &str)> = texts.iter().zip(insurances).map(|(text, insurance)| ("2026-03", insurance, text.as_str(), text.as_str())).collect();
        let lines: Vec<BankLine> = amounts.iter().chain(&extra).enumerate().map(|(at, fen)| BankLine {
            amount: Yuan::from_fen(*fen), ..debit(at as i64, "2026-03-10", "0.00", true)
        }).collect();
        let unit = unit(&rows, lines);
        let matched = paid(&unit);
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
            let debited: Yuan = unit.lines.iter().filter(|d| one.debits.contains(&d.id)).map(|d| d.amount).sum();
            prop_assert_eq!(sum + one.late_fee, debited);
        }
    }
}
