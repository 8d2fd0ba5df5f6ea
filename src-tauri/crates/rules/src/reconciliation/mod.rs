//! 对账 — 工资扣款 × 经办机构记录 × 银行扣款 against what was computed, every difference taken apart into causes.
//!
//! By period: 工资 − 应缴 (the employee's share) and 经办机构 − 应缴 (both sides). By month of booking: 银行 − 经办机构, group
//! by group. Causes add up to the difference exactly; what nothing explains stays as [`CauseCode::Unknown`]. No
//! tolerance: a fen has a cause or is open.
//!
//! What the debits show comes first, for only they tell a record that was lost from one that was never declared.

mod agency;
mod cause;
mod combined;
mod crowd;
mod debits;
mod facts;
mod figures;
mod groups;
mod late;
mod paid;
mod payroll;
mod subset;
mod survey;

use std::collections::{BTreeMap, BTreeSet};

pub use cause::{Cause, CauseCode, Evidence, Figures, Side, Source};
pub use combined::{COMBINED_MONTHS, take_apart};
pub use debits::BookingRow;
pub use facts::{BankLine, Cell, DebitGroup, Deduction, Due, DueState, Facts, Person, Record, Spell, UnitSources, Who};
pub use paid::{MatchBasis, Matched, payments};

use crate::insurance::{Group, Insurance};
use crate::money::Yuan;
use survey::Survey;

/// 所属期对账 — one unit and insurance of the period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeriodRow {
    /// 单位应缴.
    pub due_employer: Yuan,
    /// 个人应缴.
    pub due_employee: Yuan,
    /// 工资扣款; `None`: the pay sheet is not imported.
    pub payroll: Option<Yuan>,
    /// 经办机构, 单位 and 个人; `None`: the list is not imported.
    pub agency: Option<(Yuan, Yuan)>,
    /// 原因 of all differences.
    pub causes: Vec<Cause>,
}

/// 逐人差异 — one difference of one person, or a note of 0.00.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    /// Who.
    pub who: Who,
    /// 参保单位.
    pub unit: i64,
    /// 险种.
    pub insurance: Insurance,
    /// Which difference.
    pub source: Source,
    /// 单位 / 个人.
    pub side: Side,
    /// 差额.
    pub difference: Yuan,
    /// 原因; they add up to it.
    pub causes: Vec<Cause>,
}

/// 对账结果 of a month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reconciliation {
    /// By unit and insurance.
    pub periods: BTreeMap<(i64, Insurance), PeriodRow>,
    /// By unit and debit group.
    pub bookings: Vec<BookingRow>,
    /// By person.
    pub persons: Vec<PersonRow>,
    /// 未说明 — the sum of what no cause was found for, without signs.
    pub residual: Yuan,
}

/// 对账 of a month: every source against every other.
#[must_use]
pub fn reconcile(facts: &Facts) -> Reconciliation {
    let mut survey = Survey::of(facts);
    let bookings = debits::rows(&survey);
    let mut late = BTreeMap::new();
    for (unit, cause) in bookings.iter().flat_map(|row| row.causes.iter().map(|cause| (row.unit, cause))) {
        let Some((who, insurance)) = cause.who.clone().zip(cause.insurance) else { continue };
        let own = cause.figures.month == Some(facts.month);
        match cause.code {
            CauseCode::RecordMissingThoughDebited if own => {
                survey.debited.insert((who, unit, insurance), cause.evidence.clone());
            }
            CauseCode::LateCreditedNextMonth if own => {
                late.insert((who, unit, insurance), cause.clone());
            }
            _ => {}
        }
    }
    let mut result = Reconciliation { bookings, ..Reconciliation::default() };
    let masked = masked(facts);
    let mut named: BTreeSet<(&Who, i64)> = BTreeSet::new();
    for cell in survey.cells() {
        let row = result.periods.entry((cell.unit, cell.insurance)).or_default();
        add(row, cell, &survey);
        let payroll = payroll::causes(&survey, cell);
        let agency = agency::causes(&survey, cell);
        row.causes.extend(payroll.iter().chain(&agency).filter(|cause| !cause.amount.is_zero()).cloned());
        result.persons.extend(person_rows(cell, payroll.into_iter().chain(agency)));
        let usually = masked.contains(&(cell.unit, cell.insurance.group()));
        let name = agency::name_cause(&survey, cell, usually).filter(|_| named.insert((&cell.who, cell.unit)));
        let credited = late.get(&(cell.who.clone(), cell.unit, cell.insurance)).cloned();
        let credited = credited.map(|cause| Cause { amount: Yuan::ZERO, source: Source::Agency, ..cause });
        for note in name.into_iter().chain(credited) {
            result.persons.extend(person_rows(cell, std::iter::once(note)));
        }
    }
    // Of what no employee owes no pay sheet need tell.
    for row in result.periods.values_mut().filter(|row| row.due_employee.is_zero()) {
        row.payroll.get_or_insert_default();
    }
    result.residual = residual(&result);
    result
}

fn add(row: &mut PeriodRow, cell: &Cell, survey: &Survey<'_>) {
    if let Some(due) = cell.due.known() {
        row.due_employer += due.employer;
        row.due_employee += due.employee;
    }
    if survey.is_paid(cell.unit, cell.insurance, survey.facts.month) {
        *row.payroll.get_or_insert_default() += cell.deducted();
    }
    if survey.is_listed(cell.unit, cell.insurance) {
        let (employer, employee) = agency::listed(cell.records.iter());
        let sums = row.agency.get_or_insert_default();
        sums.0 += employer;
        sums.1 += employee;
    }
}

/// One row per source and side.
fn person_rows(cell: &Cell, causes: impl Iterator<Item = Cause>) -> Vec<PersonRow> {
    let mut rows: BTreeMap<(Source, Side), Vec<Cause>> = BTreeMap::new();
    for cause in causes {
        rows.entry((cause.source, cause.side.unwrap_or(Side::Employee))).or_default().push(cause);
    }
    rows.into_iter()
        .map(|((source, side), causes)| PersonRow {
            who: cell.who.clone(),
            unit: cell.unit,
            insurance: cell.insurance,
            source,
            side,
            difference: causes.iter().map(|cause| cause.amount).sum(),
            causes,
        })
        .collect()
}

/// Units and groups whose lists print names with stars throughout.
fn masked(facts: &Facts) -> BTreeSet<(i64, Group)> {
    let mut counts: BTreeMap<(i64, Group), (usize, usize)> = BTreeMap::new();
    for cell in &facts.cells {
        for name in cell.records.iter().filter_map(|record| record.printed_name.as_ref()) {
            let (all, starred) = counts.entry((cell.unit, cell.insurance.group())).or_default();
            *all += 1;
            *starred += usize::from(name.contains(['*', '＊']));
        }
    }
    counts.into_iter().filter(|(_, (all, starred))| starred * 2 > *all).map(|(place, _)| place).collect()
}

fn residual(result: &Reconciliation) -> Yuan {
    let periods = result.periods.values().flat_map(|row| &row.causes);
    let bookings = result.bookings.iter().flat_map(|row| &row.causes);
    let unknown = periods.chain(bookings).filter(|cause| cause.code == CauseCode::Unknown);
    unknown.map(|cause| Yuan::from_fen(cause.amount.fen().abs())).sum()
}

#[cfg(test)]
mod tests;
