//! 演示的来往记录 — pay sheets, bank debits and bureau lists of the demo's months, drawn from its own contributions; the
//! planted stories are what they lack.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::national::Calendar;
use shebao_rules::words::{ClaimStatus, VisitKind};
use shebao_store::{
    AgencyRecord, AgencyRecordKind, BankLine, BaseSource, Claim, ClaimMedical, ContributionKind, ContributionLine,
    DeductionKind, Employee, ImportSheet, MatchStrength, NewBatch, Origin, Tx, Wage, WageDeduction, WageItem,
};

use super::company::{Company, DemoUnit, unit_id};
use crate::error::{Code, Failure, Outcome};

/// What every record names as its file.
const FILE: &str = "演示数据";

/// The bank takes contributions on this day, or the first working day after it.
const DEBIT_DAY: u64 = 15;
const PAY_DAY: u64 = 10;

/// The sheets that the records come from, and the state of the accounts.
pub(super) struct Records<'c> {
    company: &'c Company,
    present: Month,
    people: BTreeMap<i64, Employee>,
    units: Vec<(i64, &'c DemoUnit)>,
    unrecorded: (i64, Vec<Month>),
    lists: Source,
    pay: Source,
    bank: Source,
    claims: Source,
    balances: BTreeMap<i64, Yuan>,
}

/// A sheet, and its last row so far.
struct Source {
    sheet_id: i64,
    row: i64,
}

impl Source {
    fn next(&mut self) -> Origin {
        self.row += 1;
        Origin { sheet_id: self.sheet_id, row: self.row }
    }
}

impl<'c> Records<'c> {
    pub(super) fn begin(tx: &mut Tx<'_>, company: &'c Company, first: Month, present: Month) -> Outcome<Self> {
        let kinds = "agency_records,payroll,bank_statement,claims";
        let batch = tx.insert_batch(&NewBatch { file_name: FILE, file_hash: FILE, kinds, document_id: None })?;
        let mut sheet = |name: &str, kind: &str| -> Outcome<Source> {
            let sheet_id = tx.insert_sheet(&blank_sheet(batch, name, kind))?;
            Ok(Source { sheet_id, row: 1 })
        };
        let lists = sheet("经办机构明细", "agency_records")?;
        let pay = sheet("工资表", "payroll")?;
        let bank = sheet("银行流水", "bank_statement")?;
        let claims = sheet("报销台账", "claims")?;
        let people: BTreeMap<i64, Employee> = tx.employees()?.into_iter().map(|e| (e.id, e.row)).collect();
        let mut units = Vec::new();
        for unit in &company.unit {
            units.push((unit_id(tx, &unit.name)?, unit));
        }
        let story = &company.story.unrecorded;
        let unrecorded = (person(&people, &story.employee_no)?, story.in_book(first, present));
        let balances = units.iter().map(|(id, unit)| (*id, unit.opening_balance)).collect();
        Ok(Self { company, present, people, units, unrecorded, lists, pay, bank, claims, balances })
    }

    /// One month: what was deducted, listed and debited in it.
    pub(super) fn month(&mut self, tx: &mut Tx<'_>, calendar: &Calendar, month: Month) -> Outcome<()> {
        let mut lines = tx.ledger(month, None)?;
        lines.extend(tx.ledger(month.previous(), None)?);
        lines.retain(|line| line.booked_month == month && line.kind == ContributionKind::Regular);
        self.pay_sheet(tx, month, &lines)?;
        for line in &lines {
            self.listed(tx, line)?;
        }
        for (unit, of) in self.units.clone() {
            self.debits(tx, calendar, month, (unit, of), &lines)?;
        }
        Ok(())
    }

    fn pay_sheet(&mut self, tx: &mut Tx<'_>, month: Month, lines: &[ContributionLine]) -> Outcome<()> {
        let mut slips: BTreeMap<(i64, i64), Vec<WageDeduction>> = BTreeMap::new();
        for line in lines {
            let Some(amount) = line.employee.filter(|share| !share.is_zero()) else { continue };
            let kind = if line.month == month { DeductionKind::Current } else { DeductionKind::Late };
            let slip = slips.entry((line.employee_id, line.unit_id)).or_default();
            slip.push(WageDeduction { insurance: line.insurance, kind, amount });
        }
        for ((employee_id, unit_id), deductions) in slips {
            let gross = lines.iter().find(|l| l.employee_id == employee_id).and_then(|l| l.declared_base);
            let Some(gross) = gross else { continue };
            let taken: Yuan = deductions.iter().map(|d| d.amount).sum();
            tx.insert_wage(&Wage {
                employee_id,
                pay_month: month,
                unit_id: Some(unit_id),
                gross: Some(gross),
                taxable: None,
                tax: None,
                net: Some(gross - taken),
                match_strength: MatchStrength::Id,
                origin: Some(self.pay.next()),
                items: vec![WageItem { name: "岗位工资".to_owned(), amount: gross }],
                deductions,
            })?;
        }
        Ok(())
    }

    fn listed(&mut self, tx: &mut Tx<'_>, line: &ContributionLine) -> Outcome<()> {
        let story = &self.company.story.unrecorded;
        let (person, months) = &self.unrecorded;
        let missing = line.employee_id == *person && months.contains(&line.month);
        if missing && story.insurances.contains(&line.insurance) {
            return Ok(());
        }
        let Some(((employer, employee), who)) =
            line.employer.zip(line.employee).zip(self.people.get(&line.employee_id))
        else {
            return Ok(());
        };
        let owed = self.owed(line.unit_id, line.insurance, line.booked_month);
        let late = line.booked_month != line.month;
        tx.insert_agency_record(&AgencyRecord {
            employee_id: Some(line.employee_id),
            unit_id: line.unit_id,
            insurance: line.insurance,
            period: line.month,
            period_to: line.month,
            booked: line.booked_month,
            kind: if late { AgencyRecordKind::BackPayment } else { AgencyRecordKind::Regular },
            seq: 0,
            identity: who.id_number.clone().unwrap_or_default(),
            printed_name: Some(who.name.clone()),
            printed_id: who.id_number.clone(),
            personal_number: None,
            match_strength: Some(MatchStrength::Id),
            declared: line.declared_base,
            base: line.base,
            base_source: Some(BaseSource::Printed),
            employer_rate: None,
            employee_rate: None,
            employer: Some(employer - line.employer_fixed),
            employee: Some(employee - line.employee_fixed),
            employer_fixed: Some(line.employer_fixed).filter(|fixed| !fixed.is_zero()),
            employee_fixed: Some(line.employee_fixed).filter(|fixed| !fixed.is_zero()),
            both_shares: None,
            late_fee: None,
            employee_late_fee: None,
            fixed_late_fee: None,
            section: None,
            status: Some(if owed { "未到账" } else { "已到账" }.to_owned()),
            note: None,
            origin: Some(self.lists.next()),
            employee_origin: None,
            fixed_origin: None,
        })?;
        Ok(())
    }

    /// Whether this is the unit, group and month in arrears.
    fn owed(&self, unit: i64, insurance: Insurance, month: Month) -> bool {
        let story = &self.company.story.arrears;
        let of = self.units.iter().find(|(id, _)| *id == unit).map(|(_, of)| of);
        of.is_some_and(|of| {
            of.name == story.unit
                && month == self.present.plus(-story.months_ago)
                && of.debit.iter().any(|group| group.name == story.group && group.insurances.contains(&insurance))
        })
    }

    /// Customers pay in, wages and contributions go out.
    fn debits(
        &mut self,
        tx: &mut Tx<'_>,
        calendar: &Calendar,
        month: Month,
        (unit_id, unit): (i64, &DemoUnit),
        lines: &[ContributionLine],
    ) -> Outcome<()> {
        let day = |n: u64| calendar.roll(month.first_day() + Days::new(n - 1));
        let lines: Vec<&ContributionLine> = lines.iter().filter(|line| line.unit_id == unit_id).collect();
        let wages = tx.wages_in(month)?;
        let wages: Yuan = wages.iter().filter(|w| w.unit_id == Some(unit_id)).filter_map(|w| w.net).sum();
        let mut moves = vec![Move::into(day(5), "演示客户有限公司", "货款", unit.monthly_income)];
        moves.push(Move::out(day(PAY_DAY), "代发工资", "代发工资", wages));
        for group in &unit.debit {
            let own = lines.iter().filter(|line| group.insurances.contains(&line.insurance));
            let own: Vec<&&ContributionLine> = own.collect();
            if own.iter().any(|line| self.owed(unit_id, line.insurance, month)) {
                continue;
            }
            let due: Yuan = own.iter().flat_map(|line| [line.employer, line.employee]).flatten().sum();
            let summary = format!("{} {}", group.summary, month.to_string().replace('-', ""));
            moves.push(Move::out(day(DEBIT_DAY), &group.counterparty, &summary, due));
        }
        moves.sort_by_key(|one| one.day);
        for one in moves.into_iter().filter(|one| !(one.debit.is_zero() && one.credit.is_zero())) {
            self.moved(tx, unit_id, unit, one)?;
        }
        Ok(())
    }

    fn moved(&mut self, tx: &mut Tx<'_>, unit_id: i64, unit: &DemoUnit, one: Move) -> Outcome<()> {
        let balance = self.balances.entry(unit_id).or_insert(Yuan::ZERO);
        *balance = *balance + one.credit - one.debit;
        let balance = *balance;
        let origin = self.bank.next();
        tx.insert_bank_line(&BankLine {
            account: unit.bank_account.clone(),
            unit_id: Some(unit_id),
            day: one.day,
            time: None,
            debit: one.debit,
            credit: one.credit,
            balance: Some(balance),
            counterparty: Some(one.counterparty),
            counterparty_account: None,
            summary: Some(one.summary),
            remark: None,
            serial: None,
            identity: format!("demo-{:05}", origin.row),
            occurrence: 1,
            origin: Some(origin),
        })?;
        Ok(())
    }

    /// The bill that waits at the bureau.
    pub(super) fn claim(&mut self, tx: &mut Tx<'_>) -> Outcome<()> {
        let story = &self.company.story.claim;
        let employee_id = person(&self.people, &story.employee_no)?;
        let visit = tx.now().date() - Days::new(story.days_ago);
        let unit = self.company.person.iter().find(|p| p.employee_no == story.employee_no).map(|p| p.unit.as_str());
        let unit_id = unit.map(|name| unit_id(tx, name)).transpose()?;
        let papers: Vec<_> =
            story.papers.iter().map(|name| serde_json::json!({ "name": name, "there": true })).collect();
        let claim = Claim {
            employee_id,
            unit_id,
            match_strength: MatchStrength::Id,
            registered: Some(visit + Days::new(2)),
            visit_kind: Some(VisitKind::Outpatient),
            visit_written: Some(VisitKind::Outpatient.chinese().to_owned()),
            visit_from: Some(visit),
            visit_to: Some(visit),
            bill: Some(story.bill.clone()),
            bill_count: Some(1),
            total: Some(story.total),
            own_expense: Some(Yuan::ZERO),
            first_self_pay: Some(Yuan::ZERO),
            deductible: Some(story.deductible),
            rate: Some(story.rate),
            fund_share: Some(story.fund_share),
            self_share: Some(story.self_share),
            papers: serde_json::Value::Array(papers),
            status: Some(ClaimStatus::Submitted),
            status_written: Some(ClaimStatus::Submitted.chinese().to_owned()),
            submitted: Some(visit + Days::new(6)),
            arrived: None,
            received: None,
            occurrence: 1,
            origin: Some(self.claims.next()),
        };
        let medical = ClaimMedical { hospital: Some(story.hospital.clone()), ..ClaimMedical::default() };
        tx.insert_claim(&claim, &medical)?;
        Ok(())
    }
}

/// A movement of an account.
struct Move {
    day: NaiveDate,
    counterparty: String,
    summary: String,
    debit: Yuan,
    credit: Yuan,
}

impl Move {
    fn out(day: NaiveDate, counterparty: &str, summary: &str, debit: Yuan) -> Self {
        Self { day, counterparty: counterparty.to_owned(), summary: summary.to_owned(), debit, credit: Yuan::ZERO }
    }

    fn into(day: NaiveDate, counterparty: &str, summary: &str, credit: Yuan) -> Self {
        Self { day, counterparty: counterparty.to_owned(), summary: summary.to_owned(), debit: Yuan::ZERO, credit }
    }
}

fn person(people: &BTreeMap<i64, Employee>, employee_no: &str) -> Outcome<i64> {
    let found = people.iter().find(|(_, person)| person.employee_no == employee_no).map(|(id, _)| *id);
    found.ok_or_else(|| Failure::new(Code::Internal).with("at", "demo"))
}

fn blank_sheet(batch_id: i64, sheet: &str, kind: &str) -> ImportSheet {
    ImportSheet {
        batch_id,
        sheet: sheet.to_owned(),
        kind: kind.to_owned(),
        unit_id: None,
        month: None,
        header_rows: serde_json::json!([1]),
        columns: serde_json::json!({}),
        rows: 0,
        accepted: 0,
        unchanged: 0,
        rejected: 0,
        control_totals: serde_json::json!([]),
    }
}
