//! 对账格 — person, unit, insurance and period in all three sources, and what of a row goes into which.

use std::collections::BTreeMap;

use shebao_rules::agency::split;
use shebao_rules::contribution::clamp;
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::policy::Terms;
use shebao_rules::policy::terms::Bounds;
use shebao_rules::reconciliation::{Cell, Due, DueState, Who};
use shebao_store::{ContributionLine, ListedRow};

use crate::contribution::Assessed;

/// Which cell: who, unit, insurance, period.
pub(super) type Key = (Who, i64, Insurance, Month);

/// Which of a person's cells: unit, insurance, period.
type Place = (i64, Insurance, Month);

/// The key of a cell.
pub(super) fn key_of(cell: &Cell) -> Key {
    (cell.who.clone(), cell.unit, cell.insurance, cell.period)
}

/// 对账格, person by person: each has few, and they are looked for only among her own.
#[derive(Default)]
pub(super) struct Cells(BTreeMap<Who, BTreeMap<Place, Cell>>);

/// The cells of one person.
pub(super) struct OwnCells<'c> {
    who: Who,
    cells: &'c mut BTreeMap<Place, Cell>,
}

impl OwnCells<'_> {
    /// One of them, made where there is none yet.
    pub fn at(&mut self, (unit, insurance, period): Place) -> &mut Cell {
        self.cells.entry((unit, insurance, period)).or_insert_with(|| Cell {
            who: self.who.clone(),
            unit,
            insurance,
            period,
            due: DueState::None,
            records: Vec::new(),
            deductions: Vec::new(),
        })
    }

    /// What is due in one of them, if it is known.
    pub fn due(&self, place: Place) -> Option<Due> {
        self.cells.get(&place).and_then(|cell| cell.due.known()).copied()
    }
}

impl Cells {
    /// Those of a person.
    pub fn of(&mut self, who: Who) -> OwnCells<'_> {
        OwnCells { cells: self.0.entry(who.clone()).or_default(), who }
    }

    /// All of them, in the order of person, unit, insurance and period.
    pub fn iter(&self) -> impl Iterator<Item = &Cell> {
        self.0.values().flat_map(BTreeMap::values)
    }

    /// The same, handed on.
    pub fn into_cells(self) -> impl Iterator<Item = Cell> {
        self.0.into_values().flat_map(BTreeMap::into_values)
    }

    /// Where somebody is due for an insurance in a period, if at one unit only.
    pub fn unit_due(&self, who: &Who, insurance: Insurance, period: Month) -> Option<i64> {
        let own = self.0.get(who).into_iter().flat_map(BTreeMap::values);
        let due = own.filter(|c| c.insurance == insurance && c.period == period && c.due != DueState::None);
        let mut units = due.map(|cell| cell.unit);
        units.next().filter(|_| units.next().is_none())
    }
}

/// 变动前的上下限 — what held for the lines of a month at other times.
pub(super) struct EarlierBounds<'a> {
    /// The month before, as it is assessed now.
    pub before: &'a Assessed,
    /// Line by line, as it was known at the end of the month.
    pub known_then: Vec<Option<Bounds>>,
}

impl EarlierBounds<'_> {
    /// The base that other bounds give to a line, which is the `at`th of its month, if it is another one.
    pub fn base(&self, line: &ContributionLine, at: usize, due: &Due) -> Option<Yuan> {
        let declared = line.declared_base?;
        let same = |other: &&ContributionLine| (other.unit_id, other.insurance) == (line.unit_id, line.insurance);
        let before = of_person(&self.before.lines, line.employee_id, |other| other.employee_id)
            .iter()
            .find(same)
            .and_then(|other| terms_of(other, self.before))
            .map(|t| t.bounds.value);
        let then = self.known_then.get(at).copied().flatten();
        let bases = before.into_iter().chain(then).map(|bounds| clamp(declared, bounds));
        bases.into_iter().find(|base| *base != due.base)
    }
}

/// What is one person's of what stands person by person.
pub(super) fn of_person<T>(all: &[T], person: i64, of: impl Fn(&T) -> i64) -> &[T] {
    let (start, end) = (all.partition_point(|one| of(one) < person), all.partition_point(|one| of(one) <= person));
    all.get(start..end).unwrap_or_default()
}

fn terms_of<'a>(line: &ContributionLine, assessed: &'a Assessed) -> Option<&'a Terms> {
    assessed.terms.get(usize::try_from(line.rule_id?).ok()?)
}

/// 应缴 of a line as it was assessed.
pub(super) fn due(line: &ContributionLine, assessed: &Assessed) -> DueState {
    let amounts = line.employer.zip(line.employee).zip(line.base);
    let Some((((employer, employee), base), terms)) = amounts.zip(terms_of(line, assessed)) else {
        return DueState::Open;
    };
    DueState::Known(Due {
        employer,
        employee,
        base,
        earlier_base: None,
        rates: terms.rates.value,
        fixed: terms.fixed.value,
        rounding: terms.rounding.value,
        bounds: terms.bounds.value,
        booked: line.booked_month,
    })
}

/// Both sides of a record by period: a row over several months is spread evenly where that comes out to the fen, and a
/// sum of both sides is taken apart as it was put together.
pub(super) fn spread(record: &ListedRow, due: impl Fn(Month) -> Option<Due>) -> Vec<(Month, (Yuan, Yuan))> {
    let with = |share: Option<Yuan>, fixed: Option<Yuan>| share.unwrap_or_default() + fixed.unwrap_or_default();
    let (employer, employee) = match (record.employer, record.employee, record.both_shares) {
        (None, None, Some(both)) => shares(both, record, due(record.period).as_ref()),
        (employer, employee, _) => (with(employer, record.employer_fixed), with(employee, record.employee_fixed)),
    };
    if record.period_to <= record.period {
        return vec![(record.period, (employer, employee))];
    }
    let months: Vec<Month> = record.period.through(record.period_to).collect();
    let count = i64::try_from(months.len()).unwrap_or(1);
    let even = |amount: Yuan| amount.fen() % count == 0;
    if count > 1 && even(employer) && even(employee) {
        let part = |amount: Yuan| Yuan::from_fen(amount.fen() / count);
        return months.into_iter().map(|month| (month, (part(employer), part(employee)))).collect();
    }
    vec![(record.period, (employer, employee))]
}

fn shares(both: Yuan, record: &ListedRow, due: Option<&Due>) -> (Yuan, Yuan) {
    match due {
        Some(due) if due.employer + due.employee == both => (due.employer, due.employee),
        Some(due) => split(both, record.base, due.rates, due.rounding).unwrap_or((both, Yuan::ZERO)),
        None => (both, Yuan::ZERO),
    }
}
