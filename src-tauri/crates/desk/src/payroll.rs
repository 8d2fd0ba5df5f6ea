//! 工资 — the worksheet that leads from last year's wages to a proposed declared base.

use std::collections::BTreeMap;

use shebao_rules::insurance::Insurance;
use shebao_rules::month::Month;
use shebao_rules::wages::{Method, MonthWage, worksheet};
use shebao_store::{Employee, Stored, Wage};

use crate::access::FieldClass;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::read;
use crate::wire::payroll::{WageItem, WageMonth, WorksheetView};

impl Desk {
    /// 申报基数工作底稿 for one person or everybody with wages, by the wages of `year`.
    ///
    /// # Errors
    /// [`Code::UnknownEmployee`], [`Code::InvalidInput`] for a year that is none.
    pub fn payroll_worksheet(&self, employee_no: Option<&str>, year: i32) -> Outcome<Vec<WorksheetView>> {
        let month = |y, m| Month::new(y, m).map_err(|_| read::invalid("年度", "2025"));
        let (from, to) = (month(year, 1)?, month(year, 12)?.plus(12));
        let view = self.view();
        let wanted = read::given(employee_no).map(|no| self.employee(no)).transpose()?;
        let mut wages: BTreeMap<i64, Vec<Stored<Wage>>> = BTreeMap::new();
        match &wanted {
            Some(employee) => {
                wages.insert(employee.id, view.wages_of(employee.id, from, to)?);
            }
            None => {
                for wage in view.wages_between(from, to)? {
                    wages.entry(wage.employee_id).or_default().push(wage);
                }
            }
        }
        let (mut sheets, put_away) = (Vec::new(), self.put_away()?);
        for employee in view.employees()?.into_iter().filter(|employee| !put_away(employee.id)) {
            if let Some(own) = wages.get(&employee.id) {
                let sheet = self.worksheet_of(&employee, year, own)?;
                sheets.push(if self.shows(employee.id, FieldClass::Pay) { sheet } else { veiled(sheet) });
            }
        }
        Ok(sheets)
    }

    fn worksheet_of(&self, employee: &Stored<Employee>, year: i32, wages: &[Stored<Wage>]) -> Outcome<WorksheetView> {
        let view = self.view();
        let hired = view.employments_of(employee.id)?.iter().filter_map(|job| job.hired).max();
        let months = by_month(wages);
        let gross: Vec<MonthWage> =
            months.iter().map(|(month, own)| MonthWage { month: *month, gross: sum(own) }).collect();
        let sheet = worksheet(year, hired, &gross).map_err(|_| Failure::new(Code::Internal).with("at", "wages"))?;
        let view_of = |wage: &MonthWage, why: Option<String>| WageMonth {
            month: wage.month.to_string(),
            gross: wage.gross.to_string(),
            items: months.get(&wage.month).map(|own| items(own)).unwrap_or_default(),
            why,
        };
        let current = view.declared_bases_of(employee.id)?.into_iter().rfind(|b| b.scope.includes(Insurance::Pension));
        Ok(WorksheetView {
            employee_no: employee.employee_no.clone(),
            name: employee.name.clone(),
            id_number: self.shown_number(employee.id, employee.id_number.as_ref()),
            veiled: false,
            method: method_id(sheet.method).to_owned(),
            counted: sheet.counted.iter().map(|w| view_of(w, None)).collect(),
            left_out: sheet.left_out.iter().map(|(w, why)| view_of(w, Some(why.clone()))).collect(),
            sum: sheet.sum.to_string(),
            average: sheet.average.map(|y| y.to_string()),
            proposed: sheet.proposed.map(|y| y.to_string()),
            current: current.map(|b| b.amount.to_string()),
        })
    }
}

/// The worksheet without a figure: which months there are is no secret.
fn veiled(sheet: WorksheetView) -> WorksheetView {
    let hide = |months: Vec<WageMonth>| {
        months.into_iter().map(|month| WageMonth { gross: String::new(), items: Vec::new(), ..month }).collect()
    };
    WorksheetView {
        veiled: true,
        counted: hide(sheet.counted),
        left_out: hide(sheet.left_out),
        sum: String::new(),
        average: None,
        proposed: None,
        current: None,
        ..sheet
    }
}

/// Wages of a month may come from two units; a transfer's pay counts together.
fn by_month(wages: &[Stored<Wage>]) -> BTreeMap<Month, Vec<&Wage>> {
    let mut months: BTreeMap<Month, Vec<&Wage>> = BTreeMap::new();
    for wage in wages.iter().filter(|w| w.gross.is_some()) {
        months.entry(wage.pay_month).or_default().push(&wage.row);
    }
    months
}

fn sum(wages: &[&Wage]) -> shebao_rules::money::Yuan {
    wages.iter().filter_map(|w| w.gross).sum()
}

fn items(wages: &[&Wage]) -> Vec<WageItem> {
    let all = wages.iter().flat_map(|w| w.items.iter());
    all.map(|i| WageItem { name: i.name.clone(), amount: i.amount.to_string() }).collect()
}

const fn method_id(method: Method) -> &'static str {
    match method {
        Method::LastYearAverage => "last_year_average",
        Method::FirstFullMonth => "first_full_month",
        Method::None => "none",
    }
}
