//! 五个状态 — computed, deducted, declared, debited, credited: each but the first by a document and its date.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chrono::NaiveDate;
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::reconciliation::{BookingRow, CauseCode, Cell, DueState, Evidence, Reconciliation, Who, reconcile};
use shebao_store::Receipt;

use super::gather::Gathered;
use crate::book::Desk;
use crate::error::Outcome;
use crate::origin::Origins;
use crate::wire::reconciliation::{FiveStates, StateView};
use crate::{Moment, read};

/// Receipts of being enrolled, by person, unit and scope.
type Receipts = BTreeMap<i64, Vec<Receipt>>;

impl Desk {
    /// 五个状态 of a month, per person and insurance due; of one unit or person, or of all.
    ///
    /// # Errors
    /// [`crate::Code::InvalidInput`], [`crate::Code::UnknownUnit`].
    pub fn reconciliation_states(
        &self,
        month: &str,
        unit: Option<&str>,
        employee_no: Option<&str>,
        now: Moment,
    ) -> Outcome<Vec<FiveStates>> {
        let month = read::month(month, "月份")?;
        let unit = read::given(unit).map(|name| self.unit_named(name)).transpose()?.map(|u| u.id);
        let gathered = self.reconciliation_facts(month, now.date())?;
        let found = reconcile(&gathered.facts);
        let names = self.unit_names()?;
        let computed = self.computed_on(month)?;
        let mut origins = Origins::of(self.view())?;
        let mut receipts = Receipts::new();
        let mut all = Vec::new();
        for cell in gathered.facts.cells.iter().filter(|cell| cell.period == month && cell.due != DueState::None) {
            let Who::Employee(id) = cell.who else { continue };
            let Some(employee) = gathered.employees.get(&id) else { continue };
            let wanted = unit.is_none_or(|unit| unit == cell.unit)
                && read::given(employee_no).is_none_or(|no| no == employee.employee_no);
            if !wanted {
                continue;
            }
            let own = match receipts.entry(id) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(unknown) => {
                    let own = self.view().receipts_of(id)?.into_iter().map(|receipt| receipt.row);
                    unknown.insert(own.collect())
                }
            };
            let looked = Looked { cell, gathered: &gathered, found: &found };
            all.push(FiveStates {
                employee_no: employee.employee_no.clone(),
                name: employee.name.clone(),
                unit: names.get(&cell.unit).cloned().unwrap_or_default(),
                insurance: cell.insurance,
                period: month,
                computed: computed.get(&(id, cell.unit, cell.insurance)).map(|on| told(on.to_string(), None)),
                deducted: looked.deducted(&mut origins)?,
                declared: looked.declared(own, &mut origins)?,
                debited: looked.debited(&mut origins)?,
                credited: looked.credited(&mut origins)?,
            });
        }
        Ok(all)
    }

    /// The day on which a line of the month was computed last.
    fn computed_on(&self, month: Month) -> Outcome<BTreeMap<(i64, i64, Insurance), NaiveDate>> {
        let view = self.view();
        let mut computed = BTreeMap::new();
        let mut days: BTreeMap<i64, Option<NaiveDate>> = BTreeMap::new();
        for line in view.ledger(month, None)?.into_iter().filter(|line| line.employer.is_some()) {
            let day = match days.entry(line.unit_id) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(unknown) => {
                    let run = view.last_run(month, Some(line.unit_id))?;
                    *unknown.insert(run.map(|run| run.run_at.date()))
                }
            };
            computed.extend(day.map(|day| ((line.employee_id, line.unit_id, line.insurance), day)));
        }
        Ok(computed)
    }
}

fn told(on: String, document: Option<crate::wire::unit::Origin>) -> StateView {
    StateView { on, document, number: None }
}

/// One cell with what was found of it.
struct Looked<'g> {
    cell: &'g Cell,
    gathered: &'g Gathered,
    found: &'g Reconciliation,
}

impl Looked<'_> {
    fn deducted(&self, origins: &mut Origins<'_>) -> Outcome<Option<StateView>> {
        let Some(deduction) = self.cell.deductions.last().filter(|_| !self.cell.deducted().is_zero()) else {
            return Ok(None);
        };
        let document = origins.find(self.gathered.wage_origins.get(&deduction.wage).copied(), None)?;
        Ok(Some(told(deduction.month.to_string(), document)))
    }

    /// 申报: a receipt of the enrolment that covers the month, or the list itself, which nobody is on undeclared.
    fn declared(&self, receipts: &[Receipt], origins: &mut Origins<'_>) -> Outcome<Option<StateView>> {
        let scope = if self.cell.insurance.is_fund() { "housing_fund" } else { "social" };
        let own = receipts.iter().filter(|receipt| {
            receipt.kind == "enroll"
                && receipt.unit_id == self.cell.unit
                && receipt.scope.as_deref() == Some(scope)
                && Month::of(receipt.event) <= self.cell.period
        });
        match own.max_by_key(|receipt| receipt.event) {
            Some(receipt) => {
                let number = receipt.number.clone();
                Ok(Some(StateView { on: receipt.received_on.to_string(), document: None, number }))
            }
            None => self.listed(origins, false),
        }
    }

    fn credited(&self, origins: &mut Origins<'_>) -> Outcome<Option<StateView>> {
        self.listed(origins, true)
    }

    /// The row of a list; `credited` leaves out what the list itself calls 未入账.
    fn listed(&self, origins: &mut Origins<'_>, credited: bool) -> Outcome<Option<StateView>> {
        let counted = |id: &i64| !credited || !self.gathered.uncredited.contains(id);
        let sum: Yuan = self.cell.records.iter().map(|record| record.employer + record.employee).sum();
        let Some(record) = self.cell.records.iter().find(|record| counted(&record.id) && sum > Yuan::ZERO) else {
            return Ok(None);
        };
        let origin = self.gathered.record_origins.get(&record.id).and_then(|rows| rows.first()).copied();
        Ok(Some(told(record.booked.to_string(), origins.find(origin, None)?)))
    }

    /// 扣款 of the group in the month in which the cell is due: all of it, or this person's part as the causes show.
    fn debited(&self, origins: &mut Origins<'_>) -> Outcome<Option<StateView>> {
        let due = self.cell.due.known().map_or(self.cell.period, |due| due.booked);
        let row = self
            .found
            .bookings
            .iter()
            .find(|row| row.unit == self.cell.unit && row.group.insurances.contains(&self.cell.insurance));
        let Some(row) = row.filter(|_| due == self.gathered.facts.month) else { return Ok(None) };
        let Some(line) = self.paid_by(row) else { return Ok(None) };
        let lines = self.gathered.facts.units.get(&row.unit).map(|unit| unit.lines.as_slice()).unwrap_or_default();
        let Some(line) = lines.iter().find(|own| own.id == line) else { return Ok(None) };
        let document = origins.find(self.gathered.line_origins.get(&line.id).copied(), None)?;
        Ok(Some(told(line.day.to_string(), document)))
    }

    fn paid_by(&self, row: &BookingRow) -> Option<i64> {
        let own = |code: CauseCode| {
            let mut causes = row.causes.iter().filter(move |cause| cause.code == code);
            causes
                .any(|cause| cause.who.as_ref() == Some(&self.cell.who) && cause.insurance == Some(self.cell.insurance))
        };
        if self.cell.records.is_empty() && !own(CauseCode::RecordMissingThoughDebited) {
            return None;
        }
        let late = row.causes.iter().find(|cause| {
            let code = matches!(cause.code, CauseCode::LatePayment | CauseCode::LatePaymentWithSurcharge);
            code && cause.amount < Yuan::ZERO
        });
        let paid_late = late.and_then(|cause| {
            cause.evidence.iter().find_map(|row| if let Evidence::Line(id) = row { Some(*id) } else { None })
        });
        paid_late.or_else(|| row.lines.first().copied())
    }
}
