//! 对账格 — person, unit, insurance and period in all three sources, and what of a row goes into which.

use std::collections::BTreeMap;
use std::ops::Range;

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

const fn place_of(cell: &Cell) -> Place {
    (cell.unit, cell.insurance, cell.period)
}

const fn cell(who: Who, (unit, insurance, period): Place, due: DueState) -> Cell {
    Cell { who, unit, insurance, period, due, records: Vec::new(), deductions: Vec::new() }
}

/// 对账格. What is due stands in one list from the start, for it is nearly everything; what only lists and pay sheets tell of
/// stands beside it.
#[derive(Default)]
pub(super) struct Cells {
    /// In the order of person, unit, insurance and period.
    due: Vec<Cell>,
    /// Where each person's begin in it.
    people: Vec<(i64, usize)>,
    besides: BTreeMap<Key, Cell>,
}

/// The cells of one person: each has few, and they are looked for only among her own.
pub(super) struct OwnCells<'c> {
    who: Who,
    due: &'c mut [Cell],
    besides: &'c mut BTreeMap<Key, Cell>,
}

impl OwnCells<'_> {
    /// One of them, made where there is none yet.
    pub fn at(&mut self, place: Place) -> &mut Cell {
        if let Ok(at) = self.due.binary_search_by_key(&place, place_of)
            && let Some(cell) = self.due.get_mut(at)
        {
            return cell;
        }
        let (unit, insurance, period) = place;
        let new = || cell(self.who.clone(), place, DueState::None);
        self.besides.entry((self.who.clone(), unit, insurance, period)).or_insert_with(new)
    }

    /// What is due in one of them, if it is known.
    pub fn due(&self, place: Place) -> Option<Due> {
        let at = self.due.binary_search_by_key(&place, place_of).ok()?;
        self.due.get(at)?.due.known().copied()
    }
}

impl Cells {
    /// 应缴 of a month and, where it is told, of the one before. `known_then` has the bounds that held for the month's lines
    /// when it ended, line by line.
    pub fn of_dues(before: Option<&Assessed>, current: &Assessed, known_then: Vec<Option<Bounds>>) -> Self {
        let earlier = before.map(|before| before.lines.as_slice()).unwrap_or_default();
        let mut cells = Self { due: Vec::with_capacity(earlier.len() + current.lines.len()), ..Self::default() };
        let mut then = known_then.into_iter().chain(std::iter::repeat(None));
        let mut own = Vec::new();
        for (person, was, now) in side_by_side(earlier, &current.lines) {
            cells.people.push((person, cells.due.len()));
            own.extend(was.iter().map(|line| (line, before, None)));
            own.extend(now.iter().zip(then.by_ref()).map(|(line, then)| (line, Some(current), then)));
            own.sort_by_key(|(line, ..)| (line.unit_id, line.insurance, line.month));
            let mut bounds_before: Option<(i64, Insurance, Bounds)> = None;
            for (line, assessed, then) in own.drain(..) {
                let terms = assessed.and_then(|assessed| terms_of(line, assessed));
                let mut due = due(line, terms);
                let same =
                    |(unit, insurance, _): &(i64, Insurance, _)| (*unit, *insurance) == (line.unit_id, line.insurance);
                let earlier = bounds_before.filter(same).map(|(.., bounds)| bounds);
                if let DueState::Known(known) = &mut due {
                    known.earlier_base = earlier_base(line, known.base, earlier.into_iter().chain(then));
                }
                bounds_before = terms.map(|terms| (line.unit_id, line.insurance, terms.bounds.value));
                cells.due.push(cell(Who::Employee(person), (line.unit_id, line.insurance, line.month), due));
            }
        }
        cells
    }

    /// Those of a person.
    pub fn of(&mut self, who: Who) -> OwnCells<'_> {
        let own = self.own(&who);
        OwnCells { who, due: self.due.get_mut(own).unwrap_or_default(), besides: &mut self.besides }
    }

    /// Where those of a person stand that something is due in.
    fn own(&self, who: &Who) -> Range<usize> {
        let Who::Employee(id) = who else { return 0..0 };
        let Ok(at) = self.people.binary_search_by_key(id, |(person, _)| *person) else { return 0..0 };
        let begin = |at: usize| self.people.get(at).map_or(self.due.len(), |(_, begin)| *begin);
        begin(at)..begin(at + 1)
    }

    /// All of them, in the order of person, unit, insurance and period.
    pub fn iter(&self) -> impl Iterator<Item = &Cell> {
        let (mut due, mut besides) = (self.due.iter().peekable(), self.besides.values().peekable());
        std::iter::from_fn(move || match (due.peek(), besides.peek()) {
            (Some(one), Some(other)) if (&one.who, place_of(one)) < (&other.who, place_of(other)) => due.next(),
            (_, Some(_)) => besides.next(),
            (_, None) => due.next(),
        })
    }

    /// The same, handed on.
    pub fn into_cells(self) -> Vec<Cell> {
        let mut cells = self.due;
        if !self.besides.is_empty() {
            cells.extend(self.besides.into_values());
            cells.sort_by(|a, b| a.who.cmp(&b.who).then_with(|| place_of(a).cmp(&place_of(b))));
        }
        cells
    }

    /// Where somebody is due for an insurance in a period, if at one unit only.
    pub fn unit_due(&self, who: &Who, insurance: Insurance, period: Month) -> Option<i64> {
        let own = self.due.get(self.own(who)).unwrap_or_default().iter();
        let mut units = own.filter(|c| c.insurance == insurance && c.period == period).map(|cell| cell.unit);
        units.next().filter(|_| units.next().is_none())
    }
}

/// The lines of two months that stand person by person, side by side.
fn side_by_side<'l>(
    mut before: &'l [ContributionLine],
    mut current: &'l [ContributionLine],
) -> impl Iterator<Item = (i64, &'l [ContributionLine], &'l [ContributionLine])> {
    let first = |lines: &[ContributionLine]| lines.first().map(|line| line.employee_id);
    std::iter::from_fn(move || {
        let person = first(before).into_iter().chain(first(current)).min()?;
        Some((person, cut(&mut before, person), cut(&mut current, person)))
    })
}

/// Cuts the lines of a person off the front.
fn cut<'l>(lines: &mut &'l [ContributionLine], person: i64) -> &'l [ContributionLine] {
    let own = lines.iter().take_while(|line| line.employee_id == person).count();
    let (own, rest) = lines.split_at_checked(own).unwrap_or_default();
    *lines = rest;
    own
}

/// 变动前的缴费基数 — the base that bounds of other times give to a line, if it is another one: those of the month before, as it
/// is assessed now, and those that were known when the month ended.
fn earlier_base(line: &ContributionLine, base: Yuan, bounds: impl Iterator<Item = Bounds>) -> Option<Yuan> {
    let declared = line.declared_base?;
    bounds.map(|bounds| clamp(declared, bounds)).find(|other| *other != base)
}

/// What is one person's of what stands person by person.
pub(super) fn of_person<T>(all: &[T], person: i64, of: impl Fn(&T) -> i64) -> &[T] {
    let (start, end) = (all.partition_point(|one| of(one) < person), all.partition_point(|one| of(one) <= person));
    all.get(start..end).unwrap_or_default()
}

fn terms_of<'a>(line: &ContributionLine, assessed: &'a Assessed) -> Option<&'a Terms> {
    assessed.terms.get(usize::try_from(line.rule_id?).ok()?)
}

/// 应缴 of a line as it was assessed from these terms.
fn due(line: &ContributionLine, terms: Option<&Terms>) -> DueState {
    let amounts = line.employer.zip(line.employee).zip(line.base);
    let Some((((employer, employee), base), terms)) = amounts.zip(terms) else {
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
