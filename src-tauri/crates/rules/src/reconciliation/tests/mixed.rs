//! Several mistakes at once: on one person, over two months, and in a list that also charges a late fee.

use proptest::prelude::*;

use super::mistakes::{Mistake, make};
use super::*;

/// Mistakes that touch different amounts of one person, so that each can be told from the others.
const APART: [Mistake; 6] = [
    Mistake::Lost,
    Mistake::OneMissing,
    Mistake::FundWrongBase,
    Mistake::SevenPercent,
    Mistake::Swapped,
    Mistake::Name,
];

/// 小王's lost medical insurance (1,124.00) and 乙's pension of September that was credited in October (12,345 × 24 % =
/// 2,962.80) partly cancel in October's debit; both are told.
#[test]
fn causes_that_partly_cancel_are_both_told() {
    let mut book = Book::of(&[yuan("9500"), yuan("12345"), yuan("8000")]);
    book.lost(1, Insurance::Medical);
    let late = book.credited_late(2, Insurance::Pension);
    assert_eq!(late, yuan("2962.80"));
    let found = reconcile(&book.facts());
    adds_up(&found);
    let told = told(&found);
    assert!(told.contains(&"bank 社保 record_missing_though_debited 1124.00".to_owned()), "{told:?}");
    assert!(told.contains(&"bank 社保 late_credited_next_month -2962.80".to_owned()), "{told:?}");
    assert_eq!(found.residual, Yuan::ZERO);
}

/// September was paid in October and October in November, each ten days late: neither month takes the other's line.
#[test]
fn a_chain_of_late_payments_is_told_month_by_month() {
    let book = Book::of(&[yuan("9500"), yuan("12345"), yuan("8000")]);
    let mut facts = book.facts();
    let unit = facts.units.get_mut(&UNIT).unwrap();
    let late = |amount: Yuan| {
        let fee = Rounding::HALF_UP_FEN.apply(amount.decimal() * rust_decimal::Decimal::new(5, 3)).unwrap();
        (amount + fee, fee)
    };
    let mut fee_of_september = Yuan::ZERO;
    for line in unit.lines.iter_mut().filter(|line| line.group == Some(Group::Social)) {
        let (amount, fee) = late(line.amount);
        line.amount = amount;
        line.day = line.day.checked_add_months(chrono::Months::new(1)).unwrap();
        fee_of_september = if line.id == 10 { fee } else { fee_of_september };
    }
    unit.banked.insert(month().next());
    unit.banked.insert(month().previous());
    let found = reconcile(&facts);
    adds_up(&found);
    let social: Vec<String> = told(&found).into_iter().filter(|line| line.starts_with("bank 社保")).collect();
    assert_eq!(social.len(), 3, "September's principal and fee came in, October's went out: {social:?}");
    assert!(social.iter().all(|line| line.contains("late_payment_with_surcharge")), "{social:?}");
    assert!(social.iter().any(|line| line.ends_with(&format!(" {fee_of_september}"))), "{social:?}");
    assert_eq!(found.residual, Yuan::ZERO);
}

/// 60 % was debited in October, the rest with its own line in November.
#[test]
fn a_debit_that_was_short_is_followed_into_the_next_month() {
    let book = Book::of(&[yuan("9500"), yuan("12345"), yuan("8000")]);
    let mut facts = book.facts();
    let unit = facts.units.get_mut(&UNIT).unwrap();
    let at = unit.lines.iter().position(|line| line.id == 11).unwrap();
    let (whole, first) = (unit.lines[at].amount, yuan("5000"));
    unit.lines[at].amount = first;
    unit.banked.insert(month().next());
    let later = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    unit.lines.push(BankLine { id: 99, day: later, ..line(99, month(), Group::Social, whole - first) });
    let found = reconcile(&facts);
    assert_eq!(told(&found), [format!("bank 社保 late_payment -{}", whole - first)]);
}

/// A late fee that the list itself prints and the bank debits is no difference; one that only the bank has is a cause.
#[test]
fn a_printed_late_fee_is_in_both_sums() {
    let book = Book::of(&[yuan("9500"), yuan("12345")]);
    let mut facts = book.facts();
    let unit = facts.units.get_mut(&UNIT).unwrap();
    let fee = yuan("12.34");
    *unit.sums.get_mut(&(month(), Insurance::Pension)).unwrap() += fee;
    unit.fees.insert((month(), Insurance::Pension), fee);
    unit.lines.iter_mut().filter(|line| line.id == 11).for_each(|line| line.amount += fee);
    let found = reconcile(&facts);
    assert_eq!(told(&found), Vec::<String>::new());
    let social = found.bookings.iter().find(|row| row.group.name == "社保").unwrap();
    assert_eq!((social.late_fee, social.bank), (fee, social.agency));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Several mistakes on one person: each is named, nobody else is, everything adds up and nothing is left open.
    #[test]
    fn several_mistakes_on_one_person_are_each_named(
        bases in prop::collection::vec(7_000_i64..34_000, 8..20),
        chosen in prop::collection::btree_set(0_usize..APART.len(), 1..4),
        late in prop::bool::ANY,
    ) {
        let bases: Vec<Yuan> = bases.into_iter().map(|yuan| Yuan::from_fen(yuan * 100)).collect();
        let mut book = Book::of(&bases);
        let mut expected: Vec<&'static [CauseCode]> = Vec::new();
        for at in chosen {
            expected.push(make(&mut book, 1, APART[at]));
        }
        if late {
            book.credited_late(2, Insurance::Pension);
        }
        let found = reconcile(&book.facts());
        adds_up(&found);
        prop_assert_eq!(found.residual, Yuan::ZERO, "{:?}", told(&found));
        let named = codes_of(&found, 1);
        for codes in expected.iter().filter(|codes| !codes.is_empty()) {
            prop_assert!(codes.iter().any(|code| named.contains(code)), "{codes:?} in {:?}", told(&found));
        }
        for row in &found.persons {
            prop_assert_eq!(&row.who, &Who::Employee(1), "{:?}", told(&found));
        }
    }
}
