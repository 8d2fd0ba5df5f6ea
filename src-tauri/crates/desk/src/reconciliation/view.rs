//! 对账结果 as it crosses the wire: names for ids, cells for rows.

use std::collections::BTreeMap;

use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::reconciliation::{
    BookingRow, Cause, Cell, Evidence, PeriodRow, PersonRow, Reconciliation as Found, Side, Who,
};
use shebao_store::{Employee, Origin};

use super::gather::Gathered;
use super::words;
use crate::error::Outcome;
use crate::origin::Documents;
use crate::wire::reconciliation::{
    BookingView, CauseView, Differences, NotImported, PeriodView, PersonDifference, Reconciliation,
};
use crate::wire::unit::Origin as CellOrigin;

/// How many rows show a cause at most: a rate that is wrong for everybody is shown by a few.
const ROWS_SHOWN: usize = 6;

pub(super) struct Shown<'g, 'v> {
    pub gathered: &'g Gathered,
    pub units: &'g BTreeMap<i64, String>,
    pub employees: &'g BTreeMap<i64, Employee>,
    pub documents: Documents<'v>,
}

impl Shown<'_, '_> {
    pub(super) fn of(&mut self, found: &Found, unit: Option<i64>) -> Outcome<Reconciliation> {
        let wanted = |id: i64| unit.is_none_or(|unit| unit == id);
        let month = self.gathered.facts.month;
        let mut by_period = Vec::new();
        for ((id, insurance), row) in found.periods.iter().filter(|((id, _), _)| wanted(*id)) {
            by_period.push(self.period(*id, *insurance, row)?);
        }
        let mut by_booking = Vec::new();
        for row in found.bookings.iter().filter(|row| wanted(row.unit)) {
            by_booking.push(self.booking(row)?);
        }
        let cells: BTreeMap<(&Who, i64, Insurance), &Cell> = self
            .gathered
            .facts
            .cells
            .iter()
            .filter(|cell| cell.period == month)
            .map(|cell| ((&cell.who, cell.unit, cell.insurance), cell))
            .collect();
        let mut persons = Vec::new();
        for row in found.persons.iter().filter(|row| wanted(row.unit)) {
            if let Some(cell) = cells.get(&(&row.who, row.unit, row.insurance)) {
                persons.push(self.person(row, cell)?);
            }
        }
        persons.sort_by_key(harm);
        let not_imported = not_imported(&by_period, &by_booking);
        let unknown = |causes: &[CauseView]| -> Yuan {
            let open = causes.iter().filter(|cause| cause.code == "unknown");
            open.map(|cause| Yuan::from_fen(cause.amount.fen().abs())).sum()
        };
        let residual = by_period.iter().map(|row| unknown(&row.causes)).sum::<Yuan>()
            + by_booking.iter().map(|row| unknown(&row.causes)).sum::<Yuan>();
        Ok(Reconciliation { month, by_period, by_booking, persons, not_imported, residual })
    }

    fn unit(&self, id: i64) -> String {
        self.units.get(&id).cloned().unwrap_or_default()
    }

    fn period(&mut self, id: i64, insurance: Insurance, row: &PeriodRow) -> Outcome<PeriodView> {
        let (agency_employer, agency_employee) = row.agency.unzip();
        Ok(PeriodView {
            unit: self.unit(id),
            period: self.gathered.facts.month,
            insurance,
            due_employer: row.due_employer,
            due_employee: row.due_employee,
            payroll_employee: row.payroll,
            agency_employer,
            agency_employee,
            differences: Differences {
                payroll_employee: row.payroll.map(|taken| taken - row.due_employee),
                agency_employer: agency_employer.map(|listed| listed - row.due_employer),
                agency_employee: agency_employee.map(|listed| listed - row.due_employee),
            },
            causes: self.causes(&row.causes)?,
        })
    }

    fn booking(&mut self, row: &BookingRow) -> Outcome<BookingView> {
        let mut lines = Vec::new();
        for id in &row.lines {
            lines.extend(self.cell(self.gathered.line_origins.get(id).copied())?);
        }
        Ok(BookingView {
            unit: self.unit(row.unit),
            month: self.gathered.facts.month,
            group: row.group.name.clone(),
            insurances: row.group.insurances.iter().copied().collect(),
            agency: row.agency,
            late_fee: row.late_fee,
            bank: row.bank,
            difference: row.bank.zip(row.agency).map(|(bank, agency)| bank - agency),
            lines,
            causes: self.causes(&row.causes)?,
        })
    }

    fn person(&mut self, row: &PersonRow, cell: &Cell) -> Outcome<PersonDifference> {
        let (employee_no, name) = self.who(&row.who);
        let due = cell.due.known();
        let expected = due.map_or(Yuan::ZERO, |due| match row.side {
            Side::Employer => due.employer,
            Side::Employee => due.employee,
        });
        let listed = |share: fn(&shebao_rules::reconciliation::Record) -> Yuan| {
            (!cell.records.is_empty()).then(|| cell.records.iter().map(share).sum::<Yuan>())
        };
        Ok(PersonDifference {
            employee_no,
            name,
            id_number: self.id_number(&row.who),
            unit: self.unit(row.unit),
            period: cell.period,
            insurance: row.insurance,
            source: row.source.id().to_owned(),
            side: row.side.id().to_owned(),
            expected,
            found: expected + row.difference,
            difference: row.difference,
            causes: self.causes(&row.causes)?,
            due_employer: due.map(|due| due.employer),
            due_employee: due.map(|due| due.employee),
            payroll_employee: cell.deducted(),
            agency_employer: listed(|record| record.employer),
            agency_employee: listed(|record| record.employee),
        })
    }

    fn who(&self, who: &Who) -> (Option<String>, String) {
        match who {
            Who::Employee(id) => self
                .employees
                .get(id)
                .map_or((None, String::new()), |employee| (Some(employee.employee_no.clone()), employee.name.clone())),
            Who::Stranger(_) => (None, self.gathered.name_of(who, self.employees)),
        }
    }

    fn id_number(&self, who: &Who) -> Option<String> {
        match who {
            Who::Employee(id) => self.employees.get(id).and_then(|employee| employee.id_number.clone()),
            Who::Stranger(_) => self.gathered.printed_ids.get(who).cloned(),
        }
    }

    fn causes(&mut self, causes: &[Cause]) -> Outcome<Vec<CauseView>> {
        causes.iter().map(|cause| self.cause(cause)).collect()
    }

    fn cause(&mut self, cause: &Cause) -> Outcome<CauseView> {
        let (employee_no, name) = cause.who.as_ref().map(|who| self.who(who)).unzip();
        let other = cause.figures.unit.map(|id| self.unit(id));
        let (title, next_step) = words::named(cause.code);
        let mut evidence = Vec::new();
        for row in cause.evidence.iter().take(ROWS_SHOWN) {
            for origin in self.rows(*row)? {
                evidence.extend(self.cell(Some(origin))?);
            }
        }
        Ok(CauseView {
            code: cause.code.id().to_owned(),
            employee_no: employee_no.flatten(),
            explanation: words::explained(cause, name.as_deref(), other.as_deref()),
            name,
            insurance: cause.insurance,
            amount: cause.amount,
            source: cause.source.id().to_owned(),
            side: cause.side.map(|side| side.id().to_owned()),
            harm: cause.code.harm(),
            title: title.to_owned(),
            next_step: next_step.to_owned(),
            expected_base: cause.figures.expected_base,
            found_base: cause.figures.found_base,
            expected_rate: cause.figures.expected_rate,
            found_rate: cause.figures.found_rate,
            evidence,
        })
    }

    fn rows(&mut self, evidence: Evidence) -> Outcome<Vec<Origin>> {
        Ok(match evidence {
            Evidence::Record(id) => self.documents.rows_of(id)?,
            Evidence::Wage(id) => self.gathered.wage_origins.get(&id).copied().into_iter().collect(),
            Evidence::Line(id) => self.gathered.line_origins.get(&id).copied().into_iter().collect(),
        })
    }

    fn cell(&mut self, origin: Option<Origin>) -> Outcome<Option<CellOrigin>> {
        self.documents.cell(origin)
    }
}

/// Each kind of cause once, with its sum and without the people it is of; those of one source and side add up as before.
pub(super) fn summed(causes: Vec<CauseView>) -> Vec<CauseView> {
    let mut sums: Vec<CauseView> = Vec::new();
    for cause in causes {
        let kind =
            |other: &CauseView| (&other.code, &other.source, &other.side) == (&cause.code, &cause.source, &cause.side);
        match sums.iter_mut().find(|sum| kind(sum)) {
            Some(sum) => sum.amount += cause.amount,
            None => sums.push(CauseView {
                employee_no: None,
                name: None,
                explanation: String::new(),
                expected_base: None,
                found_base: None,
                expected_rate: None,
                found_rate: None,
                evidence: Vec::new(),
                ..cause
            }),
        }
    }
    sums
}

/// The most harmful first, then the largest; notes of 0.00 last.
fn harm(row: &PersonDifference) -> (bool, u8, i64, Option<String>, Insurance) {
    let worst = row.causes.iter().map(|cause| cause.harm).min().unwrap_or(u8::MAX);
    let size = -row.difference.fen().abs();
    (row.difference.is_zero(), worst, size, row.employee_no.clone(), row.insurance)
}

fn not_imported(by_period: &[PeriodView], by_booking: &[BookingView]) -> Vec<NotImported> {
    let mut lacking: BTreeMap<(&str, &str), Vec<Insurance>> = BTreeMap::new();
    for row in by_period {
        if row.payroll_employee.is_none() {
            lacking.entry((&row.unit, "payroll")).or_default().push(row.insurance);
        }
        if row.agency_employer.is_none() {
            lacking.entry((&row.unit, "agency")).or_default().push(row.insurance);
        }
    }
    for row in by_booking.iter().filter(|row| row.bank.is_none()) {
        lacking.entry((&row.unit, "bank")).or_default();
    }
    let told = |((unit, source), insurances): ((&str, &str), Vec<Insurance>)| {
        let names: Vec<&str> = insurances.iter().map(|insurance| insurance.chinese()).collect();
        let what = match source {
            "payroll" => format!("工资表（{}）", names.join("、")),
            "agency" => format!("经办机构清单（{}）", names.join("、")),
            _ => "银行流水".to_owned(),
        };
        let message = format!("未导入{what}，这一项没有核对");
        NotImported { unit: unit.to_owned(), source: source.to_owned(), insurances, message }
    };
    lacking.into_iter().map(told).collect()
}
