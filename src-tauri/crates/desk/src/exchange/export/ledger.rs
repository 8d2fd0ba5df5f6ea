//! 导出台账 — a month's ledger as a workbook with live formulas.

use shebao_documents::export::ledger::{Ledger, LedgerLine, write};
use shebao_rules::policy::Terms;
use shebao_rules::rounding::Rounding;
use shebao_store::{ContributionLine, Employee};

use super::{Made, Wanted, not_written};
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};

impl Desk {
    /// 月度台账 as a workbook.
    pub(super) fn ledger_file(&self, wanted: &Wanted) -> Outcome<Made> {
        let view = self.view();
        let stored = self.lines_of(wanted)?;
        let rules = view.rules(stored.iter().filter_map(|l| l.rule_id))?;
        let people = self.employees_by_id()?;
        let units = self.unit_names()?;
        let mut lines = Vec::with_capacity(stored.len());
        for line in &stored {
            let terms = line.rule_id.and_then(|id| rules.get(&id)).map(|json| decode(json)).transpose()?;
            let Some(employee) = people.get(&line.employee_id) else { continue };
            let unit = units.get(&line.unit_id).cloned().unwrap_or_default();
            lines.push(exported(line, terms.as_ref(), employee, unit));
        }
        lines.sort_by(|a, b| {
            (&a.unit, &a.employee_no, a.insurance, &a.kind, a.period).cmp(&(
                &b.unit,
                &b.employee_no,
                b.insurance,
                &b.kind,
                b.period,
            ))
        });
        let title = format!("{} {} 社保公积金月度台账", self.book.info()?.company, wanted.month.chinese());
        let ledger = Ledger { title, notes: vec![self.printed_line(wanted)?], month: wanted.month, lines };
        let bytes = write(&ledger).map_err(not_written)?;
        Ok(Made { bytes, rows: ledger.lines.len(), ..Made::default() })
    }
}

fn decode(json: &str) -> Outcome<Terms> {
    serde_json::from_str(json).map_err(|_| Failure::new(Code::BookDamaged).with("at", "terms"))
}

fn exported(line: &ContributionLine, terms: Option<&Terms>, employee: &Employee, unit: String) -> LedgerLine {
    let bounds = terms.map(|t| t.bounds.value).unwrap_or_default();
    let rates = terms.map(|t| t.rates.value);
    let default = if line.insurance.is_fund() { Rounding::HALF_UP_YUAN } else { Rounding::HALF_UP_FEN };
    let rounding = terms.map(|t| t.rounding.value);
    LedgerLine {
        employee_no: employee.employee_no.clone(),
        name: employee.name.clone(),
        id_number: employee.id_number.clone().unwrap_or_default(),
        department: employee.department.clone().unwrap_or_default(),
        unit,
        insurance: line.insurance,
        kind: line.kind.chinese().to_owned(),
        period: line.month,
        booked: line.booked_month,
        declared_base: line.declared_base,
        base: line.base,
        floor: bounds.floor,
        cap: bounds.cap,
        employer_rate: rates.map(|r| r.employer),
        employee_rate: rates.map(|r| r.employee),
        employer_fixed: line.employer_fixed,
        employee_fixed: line.employee_fixed,
        employer_rounding: rounding.map_or(default, |r| r.employer),
        employee_rounding: rounding.map_or(default, |r| r.employee),
        employer: line.employer,
        employee: line.employee,
        status: line.status.chinese().to_owned(),
    }
}
