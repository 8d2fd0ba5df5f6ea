//! Whole months of a made-up unit, in which stories and random mistakes are told.

mod cancelling;
mod mistakes;
mod mixed;
mod stories;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

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

    /// The record of the month before stands in this month's list; the debit took it in time.
    fn credited_late(&mut self, who: i64, insurance: Insurance) -> Yuan {
        let before = month().previous();
        let wanted = |c: &&mut Cell| c.who == Who::Employee(who) && c.insurance == insurance && c.period == before;
        let record = &mut self.cells.iter_mut().find(wanted).unwrap().records[0];
        record.booked = month();
        let amount = record.employer + record.employee;
        *self.beside.entry((before, insurance.group())).or_default() += amount;
        *self.beside.entry((month(), insurance.group())).or_default() += -amount;
        amount
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

fn codes_of(found: &Reconciliation, who: i64) -> BTreeSet<CauseCode> {
    let own = found.persons.iter().filter(|row| row.who == Who::Employee(who));
    own.flat_map(|row| &row.causes).map(|cause| cause.code).collect()
}

/// The causes of a row and of a booking add up to what they explain.
fn adds_up(found: &Reconciliation) {
    for row in &found.persons {
        assert_eq!(row.causes.iter().map(|cause| cause.amount).sum::<Yuan>(), row.difference, "{row:?}");
    }
    for row in &found.bookings {
        let difference = row.bank.zip(row.agency).map(|(bank, agency)| bank - agency);
        assert_eq!(Some(row.causes.iter().map(|cause| cause.amount).sum::<Yuan>()), difference, "{row:?}");
    }
}
