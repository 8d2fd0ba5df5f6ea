//! Two faults that cancel in one debit: debits and list agree, and both are told all the same.

use proptest::prelude::*;

use super::*;

/// 少列 — what a list lacks though the month's debit took it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lacking {
    /// The record is nowhere.
    Lost,
    /// The record stands in the list of the month after.
    ListedNextMonth,
}

impl Book {
    /// Takes one person's record out of this month's list; the debit stays.
    fn lacking(&mut self, who: i64, insurance: Insurance, how: Lacking) -> Yuan {
        match how {
            Lacking::Lost => self.lost(who, insurance),
            Lacking::ListedNextMonth => {
                let record = &mut self.at(who, insurance).records[0];
                record.booked = month().next();
                let amount = record.employer + record.employee;
                *self.beside.entry((month(), insurance.group())).or_default() += amount;
            }
        }
        let due = *self.at(who, insurance).due.known().unwrap();
        due.employer + due.employee
    }
}

fn of_bank(found: &Reconciliation) -> Vec<String> {
    told(found).into_iter().filter(|line| line.starts_with("bank")).collect()
}

/// 小王's medical insurance of October is lost (9,500 × 11.8 % + 3 = 1,124.00), and 老陈's of September, of the same base,
/// was debited in September and listed in October: October's debit is the list's sum to the fen.
#[test]
fn a_lost_record_is_told_behind_one_that_came_late() {
    let mut book = Book::of(&[yuan("9500"), yuan("9500"), yuan("8000")]);
    book.lost(1, Insurance::Medical);
    assert_eq!(book.credited_late(2, Insurance::Medical), yuan("1124.00"));
    let found = reconcile(&book.facts());
    adds_up(&found);
    let social = found.bookings.iter().find(|row| row.group.name == "社保").unwrap();
    assert_eq!(social.bank, social.agency);
    assert_eq!(
        told(&found),
        [
            "1 medical agency employee record_missing_though_debited -193.00",
            "1 medical agency employer record_missing_though_debited -931.00",
            "bank 社保 late_credited_next_month -1124.00",
            "bank 社保 record_missing_though_debited 1124.00",
        ]
    );
    assert_eq!(found.residual, Yuan::ZERO);
}

/// Amounts of different insurances cancel as well: pension of 9,366.67 (1,498.67 + 749.33 = 2,248.00) against two people's
/// medical insurance of 1,124.00 each.
#[test]
fn one_late_record_may_hide_two_lost_ones() {
    let mut book = Book::of(&[yuan("9500"), yuan("9500"), yuan("9366.67"), yuan("8000")]);
    book.lost(1, Insurance::Medical);
    book.lost(2, Insurance::Medical);
    assert_eq!(book.credited_late(3, Insurance::Pension), yuan("2248.00"));
    let found = reconcile(&book.facts());
    adds_up(&found);
    assert_eq!(
        of_bank(&found),
        [
            "bank 社保 late_credited_next_month -2248.00",
            "bank 社保 record_missing_though_debited 1124.00",
            "bank 社保 record_missing_though_debited 1124.00",
        ]
    );
}

/// A back payment that was declared and debited a month late hides nothing, whatever else the list lacks.
#[test]
fn a_back_payment_debited_with_its_list_proves_nothing() {
    let mut book = Book::of(&[yuan("9500"), yuan("9500"), yuan("8000")]);
    book.at(1, Insurance::Medical).records.clear();
    book.credited_late(2, Insurance::Medical);
    book.beside.clear();
    let found = reconcile(&book.facts());
    assert_eq!(of_bank(&found), Vec::<String>::new());
    assert!(codes_of(&found, 1).contains(&CauseCode::OneInsuranceMissing), "{:?}", told(&found));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Any pair that cancels: both are named with the same amount, the causes add up to nothing, nobody else is named.
    #[test]
    fn a_pair_that_cancels_is_named(
        bases in prop::collection::vec(7_000_i64..34_000, 6..20),
        insurance in 0_usize..RATES.len(),
        listed_next in prop::bool::ANY,
    ) {
        let mut bases: Vec<Yuan> = bases.into_iter().map(|yuan| Yuan::from_fen(yuan * 100)).collect();
        bases[1] = bases[0];
        let insurance = RATES[insurance].0;
        let how = if listed_next { Lacking::ListedNextMonth } else { Lacking::Lost };
        let mut book = Book::of(&bases);
        let more = book.lacking(1, insurance, how);
        let less = book.credited_late(2, insurance);
        prop_assert_eq!(more, less);
        let found = reconcile(&book.facts());
        adds_up(&found);
        prop_assert_eq!(found.residual, Yuan::ZERO, "{:?}", told(&found));
        let row = found.bookings.iter().find(|row| row.group.insurances.contains(&insurance)).unwrap();
        prop_assert_eq!(row.bank, row.agency);
        let (lacks, late) = (CauseCode::RecordMissingThoughDebited, CauseCode::LateCreditedNextMonth);
        let expected = [
            (Some(Who::Employee(1)), if listed_next { late } else { lacks }, more),
            (Some(Who::Employee(2)), late, -less),
        ];
        let mut named: Vec<_> = row.causes.iter().map(|cause| (cause.who.clone(), cause.code, cause.amount)).collect();
        named.sort();
        prop_assert_eq!(named, expected);
        for row in &found.persons {
            prop_assert_eq!(&row.who, &Who::Employee(1), "{:?}", told(&found));
        }
    }
}
