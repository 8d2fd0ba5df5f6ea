//! The founding stories, and what nobody can tell.

use super::*;

/// 小王: 医疗 is missing in October though the bank debited it; noticed in the first month, to the fen. 9,500 × 9.8 % =
/// 931.00; 9,500 × 2 % + 3 = 193.00.
#[test]
fn the_founding_story_is_noticed_in_october() {
    let mut book = Book::of(&[yuan("9500"), yuan("12345"), yuan("8000")]);
    book.lost(1, Insurance::Medical);
    let found = reconcile(&book.facts());
    assert_eq!(
        told(&found),
        [
            "1 medical agency employee record_missing_though_debited -193.00",
            "1 medical agency employer record_missing_though_debited -931.00",
            "bank 社保 record_missing_though_debited 1124.00",
        ]
    );
    assert_eq!(found.residual, Yuan::ZERO);
    let shown = found.persons.iter().flat_map(|row| &row.causes).flat_map(|cause| &cause.evidence);
    assert!(
        shown.clone().any(|row| *row == Evidence::Line(11)),
        "the debit is the proof: {:?}",
        shown.collect::<Vec<_>>()
    );
}

/// 7 % instead of 8 %: 9,500 × 7 % = 665.00 in place of 760.00; both rates are named.
#[test]
fn seven_per_cent_for_eight_is_an_error() {
    let mut book = Book::of(&[yuan("9500"), yuan("12345"), yuan("8000")]);
    book.at(1, Insurance::Pension).deductions[0].amount = yuan("665.00");
    let found = reconcile(&book.facts());
    assert_eq!(told(&found), ["1 pension payroll employee wrong_rate_payroll -95.00"]);
    let figures = &found.persons[0].causes[0].figures;
    let percent = |rate: Option<crate::rate::Rate>| rate.map(|r| r.percent()).unwrap_or_default();
    assert_eq!((percent(figures.expected_rate), percent(figures.found_rate)), ("8%".to_owned(), "7%".to_owned()));
}

/// Bounds were raised: the pay sheet and the list still go by the old cap of 34,000 (38,000 declared, 36,000 due).
#[test]
fn bounds_that_were_raised_leave_a_true_up() {
    let mut book = Book::of(&[yuan("38000"), yuan("12345")]);
    let cell = book.at(1, Insurance::Pension);
    let DueState::Known(due) = &mut cell.due else { unreachable!() };
    due.earlier_base = Some(yuan("34000"));
    cell.deductions[0].amount = yuan("2720.00");
    cell.records[0].base = None;
    (cell.records[0].employer, cell.records[0].employee) = (yuan("5440.00"), yuan("2720.00"));
    assert_eq!(
        told(&reconcile(&book.facts())),
        [
            "1 pension agency employee true_up_pending -160.00",
            "1 pension agency employer true_up_pending -320.00",
            "1 pension payroll employee true_up_pending -160.00",
        ]
    );
}

/// 30 days late at 0.05 % a day on what October owed; nothing was debited in October itself.
#[test]
fn a_late_payment_is_taken_apart_into_principal_and_late_fee() {
    let book = Book::of(&[yuan("9500"), yuan("12345"), yuan("8000")]);
    let mut facts = book.facts();
    let unit = facts.units.get_mut(&UNIT).unwrap();
    let at = unit.lines.iter().position(|line| line.id == 11).unwrap();
    let owed = unit.lines[at].amount;
    let fee = Rounding::HALF_UP_FEN.apply(owed.decimal() * rust_decimal::Decimal::new(15, 3)).unwrap();
    unit.lines[at].day = NaiveDate::from_ymd_opt(2026, 11, 14).unwrap();
    unit.lines[at].amount = owed + fee;
    unit.banked.insert(month().next());
    let found = reconcile(&facts);
    assert_eq!(told(&found), [format!("bank 社保 late_payment_with_surcharge -{owed}")]);
    facts.month = month().next();
    let found = reconcile(&facts);
    // November has no list yet, so its debits are held against nothing.
    assert_eq!(told(&found), Vec::<String>::new());
    facts.units.get_mut(&UNIT).unwrap().listed.extend(RATES.map(|(insurance, ..)| (month().next(), insurance)));
    let mut told = told(&reconcile(&facts));
    told.retain(|line| line.starts_with("bank"));
    let mut expected = [owed, fee].map(|y| format!("bank 社保 late_payment_with_surcharge {y}"));
    expected.sort();
    assert_eq!(told, expected);
}

/// What nothing explains stays open, to the fen, and no cause is forced on it.
#[test]
fn a_fen_without_a_cause_stays_open() {
    let mut book = Book::of(&[yuan("9500"), yuan("12345"), yuan("8000")]);
    book.at(2, Insurance::Pension).deductions[0].amount = yuan("913.37");
    *book.beside.entry((month(), Group::Social)).or_default() += yuan("0.01");
    let found = reconcile(&book.facts());
    assert_eq!(told(&found), ["2 pension payroll employee unknown -74.23", "bank 社保 unknown 0.01"]);
    assert_eq!(found.residual, yuan("74.24"));
}

/// Two people of the same base: one debit covers one of them, and nobody can tell which.
#[test]
fn what_two_people_explain_alike_is_not_guessed() {
    let mut book = Book::of(&[yuan("9500"), yuan("9500"), yuan("8000")]);
    book.lost(1, Insurance::Medical);
    book.at(2, Insurance::Medical).records.clear();
    let found = reconcile(&book.facts());
    assert!(told(&found).contains(&"bank 社保 unknown 1124.00".to_owned()), "{:?}", told(&found));
    assert_eq!(found.residual, yuan("1124.00"));
}

#[test]
fn nothing_is_said_of_sources_that_are_not_there() {
    let mut facts = Book::of(&[yuan("9500"), yuan("12345")]).facts();
    let unit = facts.units.get_mut(&UNIT).unwrap();
    (unit.sums, unit.listed, unit.paid) = (BTreeMap::new(), BTreeSet::new(), BTreeSet::new());
    for cell in &mut facts.cells {
        cell.records.clear();
        cell.deductions.clear();
    }
    let found = reconcile(&facts);
    assert_eq!(told(&found), Vec::<String>::new());
    assert!(
        found
            .periods
            .iter()
            .all(|((_, i), row)| row.agency.is_none() && (row.payroll.is_none() || *i == Insurance::WorkInjury))
    );
}
