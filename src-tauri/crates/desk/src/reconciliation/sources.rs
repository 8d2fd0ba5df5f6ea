//! 来源 — what was imported of each unit: lists by month of booking, pay sheets, and the lines of its accounts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use shebao_documents::recognise::{Certainty, LineTexts};
use shebao_rules::insurance::{Group, Insurance, Scope};
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::reconciliation::{BankLine, Cell, DebitGroup, DueState, UnitSources, take_apart};
use shebao_store::{AgencySum, BankLine as StoredLine, Stored, Unit};

use crate::book::Desk;
use crate::error::Outcome;

/// The units, each with its sources.
pub(crate) type Units = BTreeMap<i64, UnitSources>;

/// By unit, month of booking and insurance.
pub(crate) type Booked<T> = BTreeMap<(i64, Month, Insurance), T>;

/// 前期款项 — what the list of a month holds for an earlier period: by unit, month of booking, period and insurance.
pub(crate) type Earlier = BTreeMap<(i64, Month, Month, Insurance), Yuan>;

/// 取来源所需 — the months of booking looked at, and what is known of them beside lists and statements.
pub(crate) struct Asked {
    /// From which month of booking.
    pub from: Month,
    /// To which.
    pub to: Month,
    /// Statements count up to this day.
    pub until: NaiveDate,
    /// How many people an insurance is due for.
    pub heads: Booked<usize>,
    /// What is due.
    pub dues: Booked<Yuan>,
}

/// 取到的来源 — the units, and the lines of their statements that pay or may pay.
pub(crate) struct Found {
    /// 参保单位.
    pub units: Units,
    /// The lines, by id.
    pub lines: BTreeMap<i64, Stored<StoredLine>>,
    /// The last day that each unit's statements tell of.
    pub reached: BTreeMap<i64, NaiveDate>,
    /// 前期款项 of the lists.
    pub earlier: Earlier,
}

impl Desk {
    /// 来源 of every unit: groups, lists, statements, and what is due.
    pub(crate) fn unit_sources(&self, asked: Asked) -> Outcome<Found> {
        let view = self.view();
        let all = view.units()?;
        let mut units: Units = all.iter().map(|unit| (unit.id, of_unit(unit))).collect();
        let sums = self.kept.agency_sums(self, (asked.from, asked.to))?;
        let mut earlier = Earlier::new();
        for sum in &sums {
            let Some(unit) = units.get_mut(&sum.unit_id) else { continue };
            *unit.sums.entry((sum.booked, sum.insurance)).or_default() += sum.amount + sum.late_fee;
            *unit.fees.entry((sum.booked, sum.insurance)).or_default() += sum.late_fee;
            unit.listed.insert((sum.booked, sum.insurance));
            if sum.period < sum.booked {
                *earlier.entry((sum.unit_id, sum.booked, sum.period, sum.insurance)).or_default() += sum.amount;
            }
        }
        whole_lists(&mut units, &sums, &asked.heads);
        for ((unit, month, insurance), due) in asked.dues {
            units.get_mut(&unit).into_iter().for_each(|unit| {
                unit.dues.insert((month, insurance), due);
            });
        }
        for day in self.view().payment_days()?.into_iter().filter(|day| day.from <= asked.to) {
            let Scope::Group(group) = day.scope else { continue };
            let Some(unit) = units.get_mut(&day.unit_id) else { continue };
            // The later entry stands for the days that are in force.
            unit.delays.insert(group, i32::try_from(day.months_after).unwrap_or_default());
        }
        let mut found = Found { units, lines: BTreeMap::new(), reached: BTreeMap::new(), earlier };
        self.statements(&mut found, (asked.from.first_day(), asked.until), &all)?;
        found.units.values_mut().for_each(take_apart);
        Ok(found)
    }

    fn statements(
        &self,
        found: &mut Found,
        (from, until): (NaiveDate, NaiveDate),
        all: &[Stored<Unit>],
    ) -> Outcome<()> {
        let only = if let [one] = all { Some(one.id) } else { None };
        for line in self.view().bank_lines_between(from, until)? {
            let Some(owner) = line.unit_id.or(only) else { continue };
            let Some(unit) = found.units.get_mut(&owner) else { continue };
            unit.banked.insert(Month::of(line.day));
            let reached = found.reached.entry(owner).or_insert(line.day);
            *reached = (*reached).max(line.day);
            if let Some(paying) = self.paying_line(&line) {
                unit.lines.push(paying);
                found.lines.insert(line.id, line);
            }
        }
        found.units.values_mut().for_each(|unit| unit.lines.sort_by_key(|line| (line.day, line.id)));
        Ok(())
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

/// People of whom an insurance is due at a unit in a month of booking, and how much, as the cells have it.
pub(super) fn booked_cells(cells: &[Cell]) -> (Booked<usize>, Booked<Yuan>) {
    let (mut heads, mut dues) = (Booked::new(), Booked::new());
    for cell in cells.iter().filter(|cell| cell.due != DueState::None) {
        let due = cell.due.known();
        let key = (cell.unit, due.map_or(cell.period, |due| due.booked), cell.insurance);
        *heads.entry(key).or_default() += 1;
        *dues.entry(key).or_default() += due.map_or(Yuan::ZERO, |due| due.employer + due.employee);
    }
    (heads, dues)
}

/// A sheet that lists several insurances lists all of them: one that nobody has is missing, not unread. Where an
/// insurance is due for one person alone, the unit's other lists of the month tell as much.
fn whole_lists(units: &mut Units, sums: &[AgencySum], heads: &Booked<usize>) {
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
    for ((unit, month, insurance), people) in heads {
        let told = whole.contains(&(*unit, *month)) || (*people == 1 && any.contains(&(*unit, *month)));
        if told && insurance.group() == Group::Social {
            units.get_mut(unit).into_iter().for_each(|unit| {
                unit.listed.insert((*month, *insurance));
            });
        }
    }
}

/// 工资表 of each unit by month and insurance. Of an insurance that one person alone has, the unit's pay sheet tells by
/// what it takes for the others.
pub(super) fn pay_sheets(units: &mut Units, sheets: &[(i64, Month, Insurance)], month: Month, cells: &[Cell]) {
    for (unit, month, insurance) in sheets {
        units.get_mut(unit).into_iter().for_each(|unit| {
            unit.paid.insert((*month, *insurance));
        });
    }
    whole_sheets(units, month, cells);
}

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
