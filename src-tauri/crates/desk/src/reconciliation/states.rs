//! 五个状态 — computed, deducted, declared, debited, credited: each but the first by a document and its date. Whoever asks
//! how far a line is proved, asks here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::reconciliation::{
    BankLine, BookingRow, CauseCode, Cell, Deduction, DueState, Evidence, Reconciliation, Record, Who,
};
use shebao_store::{ComputedLine, Declaration, DeclarationLine, Receipt};

use super::gather::Gathered;
use crate::book::Desk;
use crate::error::Outcome;
use crate::origin::Documents;
use crate::wire::reconciliation::{FiveStates, StateView};
use crate::{Moment, read};

/// 已测算 — the day on which a unit's lines were computed last, and the lines.
struct Computed {
    on: BTreeMap<i64, NaiveDate>,
    lines: Arc<Vec<ComputedLine>>,
}

/// 申报凭据 of a month: receipts and exported files by person, and when lines were computed.
pub(super) struct Proofs {
    receipts: BTreeMap<i64, Vec<Receipt>>,
    files: BTreeMap<i64, Vec<(DeclarationLine, Declaration)>>,
    computed: Computed,
}

/// 已申报 by what.
pub(super) enum Declared<'g> {
    /// 回执 of the enrolment.
    Receipt(&'g Receipt),
    /// 导出的申报文件.
    File(&'g Declaration),
    /// The agency's own list, on which nobody stands undeclared.
    Listed(&'g Record),
}

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
        let reconciled = self.reconciled(month, now.date())?;
        let proofs = self.proofs(month)?;
        let (names, employees) = (self.unit_names()?, self.employees_by_id()?);
        let mut documents = Documents::of(self.view(), month)?;
        let mut all = Vec::new();
        for looked in looked_at(&reconciled.gathered, &reconciled.found, &proofs) {
            let Some(employee) = employees.get(&looked.employee) else { continue };
            let wanted = unit.is_none_or(|unit| unit == looked.cell.unit)
                && read::given(employee_no).is_none_or(|no| no == employee.employee_no);
            if !wanted {
                continue;
            }
            all.push(FiveStates {
                employee_no: employee.employee_no.clone(),
                name: employee.name.clone(),
                unit: names.get(&looked.cell.unit).cloned().unwrap_or_default(),
                insurance: looked.cell.insurance,
                period: month,
                computed: looked.computed().map(|on| StateView { on: on.to_string(), ..StateView::default() }),
                deducted: shown(looked.deducted(), |d| looked.of_deduction(d, &mut documents))?,
                declared: shown(looked.declared(), |d| looked.of_declared(&d, &mut documents))?,
                debited: shown(looked.debited(), |line| looked.of_line(line, &mut documents))?,
                credited: shown(looked.credited(), |record| looked.of_record(record, &mut documents))?,
            });
        }
        Ok(all)
    }

    /// What of a month beside lists, pay sheets and statements is proved.
    pub(super) fn proofs(&self, month: Month) -> Outcome<Proofs> {
        let view = self.view();
        let mut proofs =
            Proofs { receipts: BTreeMap::new(), files: BTreeMap::new(), computed: self.computed_on(month)? };
        for receipt in view.enroll_receipts()? {
            proofs.receipts.entry(receipt.employee_id).or_default().push(receipt.row);
        }
        for (line, file) in view.declared_until(month)? {
            proofs.files.entry(line.employee_id).or_default().push((line, file));
        }
        Ok(proofs)
    }

    /// The lines of the month, and when they were computed.
    fn computed_on(&self, month: Month) -> Outcome<Computed> {
        let view = self.view();
        let mut computed = Computed { on: BTreeMap::new(), lines: self.computed(month)? };
        for unit in view.units()? {
            let day = view.last_run(month, Some(unit.id))?.map(|run| run.run_at.date());
            computed.on.extend(day.map(|day| (unit.id, day)));
        }
        Ok(computed)
    }
}

fn shown<T>(found: Option<T>, show: impl FnOnce(T) -> Outcome<StateView>) -> Outcome<Option<StateView>> {
    found.map(show).transpose()
}

/// Every cell of the month that is due for somebody of the roster.
pub(super) fn looked_at<'g>(
    gathered: &'g Gathered,
    found: &'g Reconciliation,
    proofs: &'g Proofs,
) -> impl Iterator<Item = Looked<'g>> {
    let month = gathered.facts.month;
    let lost: BTreeSet<(&Who, Option<Insurance>, i64)> = found
        .bookings
        .iter()
        .flat_map(|row| row.causes.iter().map(move |cause| (row.unit, cause)))
        .filter(|(_, cause)| cause.code == CauseCode::RecordMissingThoughDebited)
        .filter_map(|(unit, cause)| Some((cause.who.as_ref()?, cause.insurance, unit)))
        .collect();
    let due = gathered.facts.cells.iter().filter(move |cell| cell.period == month && cell.due != DueState::None);
    due.filter_map(move |cell| {
        let Who::Employee(employee) = cell.who else { return None };
        let paid_though_lost = lost.contains(&(&cell.who, Some(cell.insurance), cell.unit));
        Some(Looked { cell, employee, gathered, found, proofs, paid_though_lost })
    })
}

/// One cell with what was found of it.
pub(super) struct Looked<'g> {
    pub cell: &'g Cell,
    pub employee: i64,
    gathered: &'g Gathered,
    found: &'g Reconciliation,
    proofs: &'g Proofs,
    /// The debits show that it was paid although no list has it.
    paid_though_lost: bool,
}

impl<'g> Looked<'g> {
    pub fn computed(&self) -> Option<NaiveDate> {
        let Computed { on, lines } = &self.proofs.computed;
        let of = |line: &ComputedLine| (line.employee_id, line.unit_id, line.insurance);
        let cell = (self.employee, self.cell.unit, self.cell.insurance);
        let own = lines.iter().skip(lines.partition_point(|line| of(line) < cell)).take_while(|line| of(line) == cell);
        let amounts = own.filter(|line| line.is_regular() && line.employer.is_some());
        (amounts.count() > 0).then(|| on.get(&self.cell.unit).copied()).flatten()
    }

    pub fn deducted(&self) -> Option<&'g Deduction> {
        self.cell.deductions.last().filter(|_| !self.cell.deducted().is_zero())
    }

    /// 申报: a receipt of the enrolment or an exported file of the running cover, or the list itself.
    pub fn declared(&self) -> Option<Declared<'g>> {
        let (cell, group) = (self.cell, self.cell.insurance.group());
        let own_receipts = self.proofs.receipts.get(&self.employee);
        let own_files = self.proofs.files.get(&self.employee);
        if own_receipts.is_none() && own_files.is_none() {
            return self.listed().map(Declared::Listed);
        }
        let person = self.gathered.facts.people.get(&cell.who);
        // What was declared for an earlier cover that ended does not count for this one.
        let since =
            person.into_iter().flat_map(|person| &person.spells).filter(|s| s.unit == cell.unit && s.group == group);
        let since = since.filter_map(|spell| spell.last).filter(|last| *last < cell.period).max();
        let counts = |month: Month| month <= cell.period && since.is_none_or(|ended| ended < month);
        let scope = if cell.insurance.is_fund() { "housing_fund" } else { "social" };
        let receipts = own_receipts.into_iter().flatten().filter(|receipt| {
            receipt.unit_id == cell.unit && receipt.scope.as_deref() == Some(scope) && counts(Month::of(receipt.event))
        });
        let files = own_files.into_iter().flatten().filter(|(line, file)| {
            line.unit_id == cell.unit && line.scope.includes(cell.insurance) && counts(file.month)
        });
        receipts
            .max_by_key(|receipt| receipt.event)
            .map(Declared::Receipt)
            .or_else(|| {
                files.map(|(_, file)| file).max_by_key(|file| (file.month, file.declared_on)).map(Declared::File)
            })
            .or_else(|| self.listed().map(Declared::Listed))
    }

    /// The row of a list that the list itself does not call 未入账.
    pub fn credited(&self) -> Option<&'g Record> {
        self.row(|record| !self.gathered.uncredited.contains(&record.id))
    }

    /// The row of a list, credited or not.
    pub fn listed(&self) -> Option<&'g Record> {
        self.row(|_| true)
    }

    fn row(&self, counts: impl Fn(&Record) -> bool) -> Option<&'g Record> {
        let sum: Yuan = self.cell.records.iter().map(|record| record.employer + record.employee).sum();
        self.cell.records.iter().find(|record| counts(record) && sum > Yuan::ZERO)
    }

    /// 扣款 of the group in the month in which the cell is due: all of it, or this person's part as the causes show.
    pub fn debited(&self) -> Option<&'g BankLine> {
        let id = self.debited_by()?;
        self.gathered.facts.units.get(&self.cell.unit)?.lines.iter().find(|own| own.id == id)
    }

    /// The line by its id.
    pub fn debited_by(&self) -> Option<i64> {
        let due = self.cell.due.known().map_or(self.cell.period, |due| due.booked);
        let of_cell =
            |row: &&BookingRow| row.unit == self.cell.unit && row.group.insurances.contains(&self.cell.insurance);
        let row = self.found.bookings.iter().find(of_cell).filter(|_| due == self.gathered.facts.month)?;
        self.paid_by(row)
    }

    fn paid_by(&self, row: &BookingRow) -> Option<i64> {
        if !self.is_in(row) {
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

    /// Whether this person's part is in the debits of a booking: its list has it, or the causes show that they do.
    fn is_in(&self, row: &BookingRow) -> bool {
        let listed = || self.cell.records.iter().any(|record| record.booked <= self.gathered.facts.month);
        // A large company's booking has thousands of causes: they are asked last.
        let told = || {
            row.causes.iter().any(|cause| {
                let own = cause.who.as_ref() == Some(&self.cell.who) && cause.insurance == Some(self.cell.insurance);
                own && cause.code == CauseCode::LateCreditedNextMonth && cause.amount > Yuan::ZERO
            })
        };
        self.paid_though_lost || listed() || told()
    }

    fn of_deduction(&self, deduction: &Deduction, documents: &mut Documents<'_>) -> Outcome<StateView> {
        let document = documents.cell(self.gathered.wage_origins.get(&deduction.wage).copied())?;
        Ok(StateView { on: deduction.month.to_string(), document, ..StateView::default() })
    }

    fn of_declared(&self, declared: &Declared<'_>, documents: &mut Documents<'_>) -> Outcome<StateView> {
        let by = |on: NaiveDate, number, file| StateView { on: on.to_string(), document: None, number, file };
        match declared {
            Declared::Receipt(receipt) => Ok(by(receipt.received_on, receipt.number.clone(), None)),
            Declared::File(file) => Ok(by(file.declared_on, None, Some(file.file_name.clone()))),
            Declared::Listed(record) => self.of_record(record, documents),
        }
    }

    fn of_record(&self, record: &Record, documents: &mut Documents<'_>) -> Outcome<StateView> {
        let origin = documents.rows_of(record.id)?.first().copied();
        Ok(StateView { on: record.booked.to_string(), document: documents.cell(origin)?, ..StateView::default() })
    }

    fn of_line(&self, line: &BankLine, documents: &mut Documents<'_>) -> Outcome<StateView> {
        let document = documents.cell(self.gathered.line_origins.get(&line.id).copied())?;
        Ok(StateView { on: line.day.to_string(), document, ..StateView::default() })
    }
}
