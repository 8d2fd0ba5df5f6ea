//! Whole months: the founding stories, and random mistakes in books that agree.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::contribution::{clamp, share};
use crate::month::Month;
use crate::policy::terms::{Bounds, FixedAmount, Rates, Roundings};
use crate::rounding::Rounding;

const UNIT: i64 = 1;

/// 单位费率, 个人费率 and 个人固定额 of each insurance, as in Beijing.
const RATES: [(Insurance, &str, &str, i64); 5] = [
    (Insurance::Pension, "0.16", "0.08", 0),
    (Insurance::Medical, "0.098", "0.02", 300),
    (Insurance::Unemployment, "0.005", "0.005", 0),
    (Insurance::WorkInjury, "0.004", "0", 0),
    (Insurance::HousingFund, "0.12", "0.12", 0),
];

fn month() -> Month {
    "2026-10".parse().unwrap()
}

fn yuan(text: &str) -> Yuan {
    text.parse().unwrap()
}

fn due(insurance: Insurance, base: Yuan, period: Month) -> Due {
    let (_, employer, employee, fixed) = RATES.into_iter().find(|(i, ..)| *i == insurance).unwrap();
    let rates = Rates { employer: employer.parse().unwrap(), employee: employee.parse().unwrap() };
    let one = if insurance.is_fund() { Rounding::HALF_UP_YUAN } else { Rounding::HALF_UP_FEN };
    let fixed = FixedAmount { employer: Yuan::ZERO, employee: Yuan::from_fen(fixed) };
    let bounds = Bounds { floor: Some(yuan("5000")), cap: Some(yuan("36000")) };
    let base = clamp(base, bounds);
    Due {
        employer: share(base, rates.employer, fixed.employer, one).unwrap(),
        employee: share(base, rates.employee, fixed.employee, one).unwrap(),
        base,
        earlier_base: None,
        rates,
        fixed,
        rounding: Roundings { employer: one, employee: one },
        bounds,
        booked: period,
    }
}

/// A month of one unit while it is made up: what was listed and what was debited of every cell.
struct Book {
    cells: Vec<Cell>,
    /// Debited beside what is listed, of both sides.
    beside: BTreeMap<(Month, Group), Yuan>,
    twice: Option<Group>,
    people: BTreeMap<Who, Person>,
}

impl Book {
    /// Everybody due, listed, deducted and debited alike, in the month and the one before.
    fn of(bases: &[Yuan]) -> Self {
        let mut book = Self { cells: Vec::new(), beside: BTreeMap::new(), twice: None, people: BTreeMap::new() };
        for (id, base) in (1..).zip(bases) {
            let spell = |group| Spell { unit: UNIT, group, first: "2025-01".parse().unwrap(), last: None };
            let spells = vec![spell(Group::Social), spell(Group::HousingFund)];
            let person = Person { name: format!("员工{id}"), spells, bases: vec![*base], waiting: false };
            book.people.insert(Who::Employee(id), person);
            for period in [month().previous(), month()] {
                book.cells
                    .extend(RATES.map(|(insurance, ..)| cell(id, insurance, due(insurance, *base, period), period)));
            }
        }
        book
    }

    fn at(&mut self, who: i64, insurance: Insurance) -> &mut Cell {
        let wanted = |c: &&mut Cell| c.who == Who::Employee(who) && c.insurance == insurance && c.period == month();
        self.cells.iter_mut().find(wanted).unwrap()
    }

    /// The row of a cell is gone; what was debited stays.
    fn lost(&mut self, who: i64, insurance: Insurance) {
        let cell = self.at(who, insurance);
        let gone: Yuan = cell.records.drain(..).map(|r| r.employer + r.employee).sum();
        *self.beside.entry((month(), insurance.group())).or_default() += gone;
    }

    fn facts(&self) -> Facts {
        let mut unit = UnitSources::default();
        for cell in &self.cells {
            for record in &cell.records {
                *unit.sums.entry((record.booked, cell.insurance)).or_default() += record.employer + record.employee;
                unit.listed.insert((record.booked, cell.insurance));
            }
            unit.paid.insert((cell.period, cell.insurance));
        }
        for period in [month().previous(), month()] {
            unit.banked.insert(period);
            unit.listed.extend(RATES.map(|(insurance, ..)| (period, insurance)));
            for (id, group) in [(10, Group::Social), (20, Group::HousingFund)] {
                let listed: Yuan =
                    unit.sums.iter().filter(|((m, i), _)| *m == period && i.group() == group).map(|(_, y)| *y).sum();
                let amount = listed + self.beside.get(&(period, group)).copied().unwrap_or_default();
                let line = line(id + i64::from(period == month()), period, group, amount);
                if self.twice == Some(group) && period == month() {
                    unit.lines.push(BankLine { id: id + 5, ..line.clone() });
                }
                unit.lines.push(line);
            }
        }
        let late_fee = "0.0005".parse().unwrap();
        let units = BTreeMap::from([(UNIT, unit)]);
        Facts { month: month(), late_fee, people: self.people.clone(), cells: self.cells.clone(), units }
    }
}

fn cell(who: i64, insurance: Insurance, due: Due, period: Month) -> Cell {
    let id =
        who * 1000 + i64::from(period.number()) * 10 + RATES.iter().position(|(i, ..)| *i == insurance).unwrap() as i64;
    let (employer, employee, base) = (due.employer, due.employee, Some(due.base));
    let record = Record { id, booked: period, employer, employee, base, printed_name: Some(format!("员工{who}")) };
    Cell {
        who: Who::Employee(who),
        unit: UNIT,
        insurance,
        period,
        due: DueState::Known(due),
        records: vec![record],
        deductions: if employee.is_zero() {
            Vec::new()
        } else {
            vec![Deduction { wage: who, month: period, amount: employee }]
        },
    }
}

fn line(id: i64, period: Month, group: Group, amount: Yuan) -> BankLine {
    BankLine {
        id,
        day: NaiveDate::from_ymd_opt(period.year(), period.number(), 15).unwrap(),
        amount,
        group: Some(group),
        insurances: BTreeSet::new(),
        items: None,
        periods: Vec::new(),
    }
}

/// Every cause in a line of words, those of one person and source together.
fn told(found: &Reconciliation) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for row in &found.persons {
        for cause in &row.causes {
            let who = if let Who::Employee(id) = row.who { id.to_string() } else { "-".to_owned() };
            let (insurance, source, side) = (row.insurance, row.source.id(), row.side.id());
            lines.push(format!("{who} {insurance} {source} {side} {} {}", cause.code.id(), cause.amount));
        }
    }
    for row in &found.bookings {
        lines.extend(
            row.causes.iter().map(|cause| format!("bank {} {} {}", row.group.name, cause.code.id(), cause.amount)),
        );
    }
    lines.sort();
    lines
}

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

mod mixed;

/// 一处错 — a mistake for the property test.
#[derive(Clone, Copy, Debug)]
enum Mistake {
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
fn make(book: &mut Book, who: i64, mistake: Mistake) -> &'static [CauseCode] {
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
