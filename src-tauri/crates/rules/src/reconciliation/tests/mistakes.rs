//! Random mistakes in books that agree: each is named, nobody else is, and the causes add up.

use proptest::prelude::*;

use super::*;

/// 一处错 — a mistake for the property test.
#[derive(Clone, Copy, Debug)]
pub(super) enum Mistake {
    Lost,
    OneMissing,
    NeverDeclared,
    WrongBase,
    FundWrongBase,
    Duplicate,
    Swapped,
    SevenPercent,
    NotDeducted,
    PaidTwice,
    Name,
}

const MISTAKES: [Mistake; 11] = {
    use Mistake::*;
    [
        Lost,
        OneMissing,
        NeverDeclared,
        WrongBase,
        FundWrongBase,
        Duplicate,
        Swapped,
        SevenPercent,
        NotDeducted,
        PaidTwice,
        Name,
    ]
};

/// Makes the mistake on one person and gives the codes that it must be told by.
pub(super) fn make(book: &mut Book, who: i64, mistake: Mistake) -> &'static [CauseCode] {
    use CauseCode as C;
    let social = [Insurance::Pension, Insurance::Medical, Insurance::Unemployment, Insurance::WorkInjury];
    match mistake {
        Mistake::Lost => {
            book.lost(who, Insurance::Medical);
            &[C::RecordMissingThoughDebited]
        }
        Mistake::OneMissing => {
            book.at(who, Insurance::Unemployment).records.clear();
            &[C::OneInsuranceMissing]
        }
        Mistake::NeverDeclared => {
            social.into_iter().for_each(|insurance| book.at(who, insurance).records.clear());
            &[C::DeductedNeverDeclared]
        }
        Mistake::WrongBase => {
            for insurance in social {
                let base = book.at(who, insurance).due.known().unwrap().base;
                let other = due(insurance, base - yuan("1234"), month());
                let record = &mut book.at(who, insurance).records[0];
                (record.employer, record.employee, record.base) = (other.employer, other.employee, None);
            }
            &[C::WrongBase]
        }
        Mistake::FundWrongBase => {
            let cell = book.at(who, Insurance::HousingFund);
            let other = due(Insurance::HousingFund, cell.due.known().unwrap().base - yuan("1234"), month());
            (cell.records[0].employer, cell.records[0].employee) = (other.employer, other.employee);
            cell.records[0].base = Some(other.base);
            &[C::FundWrongBase]
        }
        Mistake::Duplicate => {
            let cell = book.at(who, Insurance::Medical);
            let again = cell.records[0].clone();
            cell.records.push(again);
            &[C::DuplicateRecord]
        }
        Mistake::Swapped => {
            let own = &mut book.at(who, Insurance::HousingFund).deductions[0].amount;
            let digits = own.fen() / 100;
            let (tens, ones) = (digits / 10 % 10, digits % 10);
            *own += Yuan::from_fen((ones - tens) * 900);
            if tens == ones { &[] } else { &[C::PayrollDigitsTransposed, C::WrongRatePayroll, C::Rounding1Fen] }
        }
        Mistake::SevenPercent => {
            let cell = book.at(who, Insurance::Pension);
            let base = cell.due.known().unwrap().base;
            let taken = share(base, "0.07".parse().unwrap(), Yuan::ZERO, Rounding::HALF_UP_FEN).unwrap();
            cell.deductions[0].amount = taken;
            &[C::WrongRatePayroll]
        }
        Mistake::NotDeducted => {
            book.at(who, Insurance::Unemployment).deductions.clear();
            &[C::NotDeducted]
        }
        Mistake::PaidTwice => {
            book.twice = Some(Group::HousingFund);
            &[C::AmountPaidTwice]
        }
        Mistake::Name => {
            book.at(who, Insurance::Pension).records[0].printed_name = Some("别名".to_owned());
            &[C::NameMismatch]
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// A month in which nobody made a mistake raises nothing.
    #[test]
    fn a_month_without_mistakes_raises_nothing(bases in prop::collection::vec(500_000_i64..4_000_000, 1..30)) {
        let bases: Vec<Yuan> = bases.into_iter().map(Yuan::from_fen).collect();
        let found = reconcile(&Book::of(&bases).facts());
        prop_assert_eq!(told(&found), Vec::<String>::new());
    }

    /// Random mistakes on different people: each is named, nobody else is, and the causes add up to every difference.
    #[test]
    fn random_mistakes_are_named_and_add_up(
        bases in prop::collection::vec(7_000_i64..34_000, 14..30),
        mistakes in prop::collection::vec(0_usize..MISTAKES.len(), 1..7),
    ) {
        let bases: Vec<Yuan> = bases.into_iter().map(|yuan| Yuan::from_fen(yuan * 100)).collect();
        let mut book = Book::of(&bases);
        let mut expected: BTreeMap<i64, &[CauseCode]> = BTreeMap::new();
        let mut twice = false;
        for (who, mistake) in (1..).zip(&mistakes) {
            let mistake = MISTAKES[*mistake];
            let codes = make(&mut book, who, mistake);
            match mistake {
                Mistake::PaidTwice => twice = true,
                _ => { expected.insert(who, codes); }
            }
        }
        let facts = book.facts();
        let found = reconcile(&facts);
        prop_assert_eq!(found.residual, Yuan::ZERO, "{:?}", told(&found));
        for row in &found.persons {
            let sum: Yuan = row.causes.iter().map(|cause| cause.amount).sum();
            prop_assert_eq!(sum, row.difference);
            let Who::Employee(who) = row.who else { unreachable!() };
            let codes = expected.get(&who).copied().unwrap_or_default();
            prop_assert!(row.causes.iter().all(|cause| codes.contains(&cause.code)), "{who}: {:?}", told(&found));
        }
        for (who, codes) in expected {
            let named = found.persons.iter().any(|row| row.who == Who::Employee(who));
            prop_assert!(named || codes.is_empty(), "{who} {codes:?}: {:?}", told(&found));
        }
        for ((unit, insurance), row) in &found.periods {
            let of = |source, side| -> Yuan {
                let own = row.causes.iter().filter(|c| c.source == source && c.side == Some(side));
                own.map(|cause| cause.amount).sum()
            };
            let (employer, employee) = row.agency.unwrap_or_default();
            prop_assert_eq!(of(Source::Agency, Side::Employer), employer - row.due_employer, "{} {}", unit, insurance);
            prop_assert_eq!(of(Source::Agency, Side::Employee), employee - row.due_employee);
            prop_assert_eq!(of(Source::Payroll, Side::Employee), row.payroll.unwrap_or_default() - row.due_employee);
        }
        for row in &found.bookings {
            let sum: Yuan = row.causes.iter().map(|cause| cause.amount).sum();
            prop_assert_eq!(Some(sum), row.bank.zip(row.agency).map(|(bank, agency)| bank - agency));
            let paid_twice = row.causes.iter().any(|cause| cause.code == CauseCode::AmountPaidTwice);
            prop_assert_eq!(paid_twice, twice && row.group.insurances.contains(&Insurance::HousingFund));
        }
    }
}

/// 8,017.03 × 16 % ＝ 1,282.7248: a list that has 1,282.73 rounded up, whether it prints a base or not. No base of 8,017.06 is
/// made up for it.
#[test]
fn a_fen_rounded_up_is_no_other_base() {
    for printed in [Some(yuan("8017.03")), None] {
        let mut book = Book::of(&[yuan("8017.03"), yuan("12000")]);
        let record = &mut book.at(1, Insurance::Pension).records[0];
        assert_eq!(record.employer, yuan("1282.72"));
        (record.employer, record.base) = (yuan("1282.73"), printed);
        let found = reconcile(&book.facts());
        assert_eq!(told(&found), ["1 pension agency employer rounding_1_fen 0.01"], "{printed:?}");
        adds_up(&found);
    }
}
