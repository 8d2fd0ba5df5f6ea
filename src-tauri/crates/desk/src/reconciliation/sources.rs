//! 来源 — what was imported of each unit: lists by month of booking, pay sheets, and the lines of its accounts.

use std::collections::{BTreeMap, BTreeSet};

use shebao_documents::recognise::{Certainty, LineTexts};
use shebao_rules::insurance::{Group, Insurance};
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::reconciliation::{BankLine, Cell, DebitGroup, DueState, UnitSources};
use shebao_store::{AgencySum, BankLine as StoredLine, Origin, Stored, Unit};

use crate::book::Desk;
use crate::error::Outcome;

/// How far around a month payments are looked for.
const MONTHS_AROUND: i32 = 6;

type Units = BTreeMap<i64, UnitSources>;

impl Desk {
    /// The units, each with its sources, and where the lines came from.
    pub(super) fn unit_sources(
        &self,
        month: Month,
        cells: &[Cell],
        sheets: &[(i64, Month, Insurance)],
    ) -> Outcome<(Units, BTreeMap<i64, Origin>)> {
        let view = self.view();
        let (from, to) = (month.plus(-MONTHS_AROUND), month.plus(MONTHS_AROUND));
        let all = view.units()?;
        let mut units: Units = all.iter().map(|unit| (unit.id, of_unit(unit))).collect();
        for sum in view.agency_sums(from, to)? {
            let Some(unit) = units.get_mut(&sum.unit_id) else { continue };
            *unit.sums.entry((sum.booked, sum.insurance)).or_default() += sum.amount;
            unit.listed.insert((sum.booked, sum.insurance));
        }
        whole_lists(&mut units, &view.agency_sums(from, to)?, cells);
        for (unit, month, insurance) in sheets {
            units.get_mut(unit).into_iter().for_each(|unit| {
                unit.paid.insert((*month, *insurance));
            });
        }
        whole_sheets(&mut units, month, cells);
        let only = if let [one] = all.as_slice() { Some(one.id) } else { None };
        let mut origins = BTreeMap::new();
        for line in view.bank_lines_between(from.first_day(), to.last_day())? {
            let owner = line.unit_id.or(only);
            let Some(unit) = owner.and_then(|id| units.get_mut(&id)) else { continue };
            unit.banked.insert(Month::of(line.day));
            if let Some(found) = self.paying_line(&line) {
                origins.extend(line.origin.map(|origin| (line.id, origin)));
                unit.lines.push(found);
            }
        }
        Ok((units, origins))
    }

    /// A line that collects or gives back contributions, or that only its amount can tell.
    fn paying_line(&self, line: &Stored<StoredLine>) -> Option<BankLine> {
        let texts = LineTexts {
            counterparty: line.counterparty.as_deref(),
            summary: line.summary.as_deref(),
            remark: line.remark.as_deref(),
        };
        let debit = line.debit > Yuan::ZERO;
        let amount = line.debit - line.credit;
        let plain = BankLine {
            id: line.id,
            day: line.day,
            amount,
            group: None,
            insurances: BTreeSet::new(),
            items: None,
            periods: Vec::new(),
        };
        match self.tools.dialects.debit_candidate(&texts, debit, line.day) {
            Some(found) if found.certainty == Certainty::Told => Some(BankLine {
                group: Some(found.group),
                insurances: found.insurances.into_iter().collect(),
                items: found.items,
                periods: found.periods,
                ..plain
            }),
            _ => (amount > Yuan::ZERO).then_some(plain),
        }
    }
}

fn of_unit(unit: &Unit) -> UnitSources {
    let groups = unit.debit_groups.as_array().into_iter().flatten().filter_map(|group| {
        let insurances: BTreeSet<Insurance> = serde_json::from_value(group.get("insurances")?.clone()).ok()?;
        Some(DebitGroup { name: group.get("name")?.as_str()?.to_owned(), insurances })
    });
    UnitSources { groups: groups.collect(), ..UnitSources::default() }
}

/// People of whom an insurance is due at a unit in a month of booking.
fn due_counts(cells: &[Cell]) -> BTreeMap<(i64, Month, Insurance), usize> {
    let mut counts = BTreeMap::new();
    for cell in cells.iter().filter(|cell| cell.due != DueState::None) {
        let booked = cell.due.known().map_or(cell.period, |due| due.booked);
        *counts.entry((cell.unit, booked, cell.insurance)).or_default() += 1;
    }
    counts
}

/// A sheet that lists several insurances lists all of them: one that nobody has is missing, not unread. Where an
/// insurance is due for one person alone, the unit's other lists of the month tell as much.
fn whole_lists(units: &mut Units, sums: &[AgencySum], cells: &[Cell]) {
    let mut sheets: BTreeMap<(i64, Month, Option<i64>), BTreeSet<Insurance>> = BTreeMap::new();
    for sum in sums.iter().filter(|sum| !sum.insurance.is_fund()) {
        sheets.entry((sum.unit_id, sum.booked, sum.sheet_id)).or_default().insert(sum.insurance);
    }
    let mut whole: BTreeSet<(i64, Month)> = BTreeSet::new();
    let mut any: BTreeSet<(i64, Month)> = BTreeSet::new();
    for ((unit, month, _), insurances) in sheets {
        any.insert((unit, month));
        if insurances.len() > 1 {
            whole.insert((unit, month));
        }
    }
    for ((unit, month, insurance), people) in due_counts(cells) {
        let told = whole.contains(&(unit, month)) || (people == 1 && any.contains(&(unit, month)));
        if told && insurance.group() == Group::Social {
            units.get_mut(&unit).into_iter().for_each(|unit| {
                unit.listed.insert((month, insurance));
            });
        }
    }
}

/// Of an insurance that one person alone has, the unit's pay sheet tells by what it takes for the others.
fn whole_sheets(units: &mut Units, month: Month, cells: &[Cell]) {
    let mut counts: BTreeMap<(i64, Insurance), usize> = BTreeMap::new();
    let due = |cell: &&Cell| cell.period == month && cell.due.known().is_some_and(|due| !due.employee.is_zero());
    for cell in cells.iter().filter(due) {
        *counts.entry((cell.unit, cell.insurance)).or_default() += 1;
    }
    for ((unit, insurance), people) in counts {
        let Some(unit) = units.get_mut(&unit).filter(|_| people == 1) else { continue };
        if unit.paid.iter().any(|(paid, _)| *paid == month) {
            unit.paid.insert((month, insurance));
        }
    }
}
