//! 导出台账 — a month's ledger as a workbook with live formulas.

use std::collections::BTreeMap;
use std::path::Path;

use shebao_documents::export::ledger::{Ledger, LedgerLine, write};
use shebao_rules::policy::Terms;
use shebao_rules::rounding::Rounding;
use shebao_store::{ContributionLine, Employee};

use crate::Moment;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::read;
use crate::wire::exchange::Exported;

impl Desk {
    /// 导出月度台账 to a file of the clerk's choice.
    ///
    /// # Errors
    /// [`Code::MonthNotRun`], [`Code::CannotWrite`].
    pub fn exchange_export_ledger(&self, month: &str, path: &Path, now: Moment) -> Outcome<Exported> {
        let month = read::month(month, "月份")?;
        let view = self.view();
        let mut stored = view.ledger(month, None)?;
        if stored.is_empty() {
            return Err(Failure::new(Code::MonthNotRun).with("month", month));
        }
        stored.extend(view.true_ups_booked(month, None)?);
        let rules = view.rules(stored.iter().filter_map(|l| l.rule_id))?;
        let employees: BTreeMap<i64, Employee> = view.employees()?.into_iter().map(|e| (e.id, e.row)).collect();
        let units = self.unit_names()?;
        let mut lines = Vec::with_capacity(stored.len());
        for line in &stored {
            let terms = line.rule_id.and_then(|id| rules.get(&id)).map(|json| decode(json)).transpose()?;
            let Some(employee) = employees.get(&line.employee_id) else { continue };
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
        let info = self.book.info()?;
        let ledger = Ledger {
            title: format!("{} {} 社保公积金月度台账", info.company, month.chinese()),
            notes: vec![format!("导出时间：{}　台账核对码：{}", now.format("%Y-%m-%d %H:%M"), info.journal_head.code)],
            month,
            lines,
        };
        let bytes = write(&ledger).map_err(|_| Failure::new(Code::Internal).with("at", "export"))?;
        crate::statement::write_file(path, &bytes)?;
        let rows = u32::try_from(ledger.lines.len()).unwrap_or(u32::MAX);
        Ok(Exported { file: path.display().to_string(), rows })
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
