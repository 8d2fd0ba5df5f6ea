//! 断缴表 — person, insurance and month: how far each is proved, and what is missing in yuan.

use std::collections::{BTreeMap, BTreeSet};

use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_store::{AgencyRecord, ContributionLine, Employee, Stored};

use crate::book::Desk;
use crate::error::Outcome;
use crate::read;
use crate::wire::insight::{GapCell, GapGrid, GapRow};

/// The longest stretch that is looked at at once.
const LONGEST: i32 = 24;

/// Months and units whose agency lists are here, per insurance.
type Lists = BTreeSet<(i64, Insurance, Month)>;

impl Desk {
    /// 断缴表 of one person over some months.
    ///
    /// # Errors
    /// [`crate::Code::UnknownEmployee`], [`crate::Code::InvalidInput`] naming the field.
    pub fn insight_person(&self, employee_no: &str, from: &str, to: &str) -> Outcome<GapGrid> {
        let months = stretch(from, to)?;
        let employee = self.employee(employee_no)?;
        let lists = self.lists(&months)?;
        let rows = self.gap_rows(&employee, &months, &lists)?;
        Ok(grid(&months, rows))
    }

    /// 断缴表 of everybody with a missing record in these months.
    ///
    /// # Errors
    /// [`crate::Code::InvalidInput`] naming the field.
    pub fn insight_gaps(&self, from: &str, to: &str) -> Outcome<GapGrid> {
        let months = stretch(from, to)?;
        let view = self.view();
        let lists = self.lists(&months)?;
        let mut people = BTreeSet::new();
        for month in &months {
            people.extend(view.missing_lines(*month)?.iter().map(|line| line.employee_id));
        }
        let mut rows = Vec::new();
        for id in people {
            let Some(employee) = view.employee(id)? else { continue };
            rows.extend(self.gap_rows(&employee, &months, &lists)?.into_iter().filter(|row| !row.missing.is_zero()));
        }
        Ok(grid(&months, rows))
    }

    fn lists(&self, months: &[Month]) -> Outcome<Lists> {
        let mut lists = Lists::new();
        for month in months {
            lists.extend(self.view().listed_insurances(*month)?.into_iter().map(|(unit, i)| (unit, i, *month)));
        }
        Ok(lists)
    }

    /// One row per unit and insurance of a person.
    fn gap_rows(&self, employee: &Stored<Employee>, months: &[Month], lists: &Lists) -> Outcome<Vec<GapRow>> {
        let (Some(from), Some(to)) = (months.first(), months.last()) else { return Ok(Vec::new()) };
        let (view, units) = (self.view(), self.unit_names()?);
        let mut lines: BTreeMap<(i64, Insurance), BTreeMap<Month, ContributionLine>> = BTreeMap::new();
        for line in view.contributions_of(employee.id, *from, *to)? {
            if line.kind != shebao_store::ContributionKind::TrueUp {
                lines.entry((line.unit_id, line.insurance)).or_default().insert(line.month, line);
            }
        }
        let records = view.agency_records_of_person(employee.id)?;
        let mut deducted = BTreeSet::new();
        for wage in view.wages_of(employee.id, *from, *to)? {
            deducted.extend(wage.deductions.iter().map(|d| (d.insurance, wage.pay_month)));
        }
        let row = |((unit, insurance), own): ((i64, Insurance), BTreeMap<Month, ContributionLine>)| {
            let cell = |month: &Month| {
                let on = |r: &&Stored<AgencyRecord>| {
                    r.unit_id == unit && r.insurance == insurance && r.period <= *month && *month <= r.period_to
                };
                let record = records.iter().find(on);
                let listed = lists.contains(&(unit, insurance, *month));
                cell(own.get(month), record, listed, deducted.contains(&(insurance, *month)))
            };
            let cells: Vec<GapCell> = months.iter().map(cell).collect();
            GapRow {
                employee_no: employee.employee_no.clone(),
                name: employee.name.clone(),
                initials: employee.name_initials.clone(),
                department: employee.department.clone(),
                unit: units.get(&unit).cloned().unwrap_or_default(),
                insurance,
                missing: cells.iter().filter(|c| c.state == "missing").filter_map(|c| c.due).sum(),
                cells,
            }
        };
        Ok(lines.into_iter().map(row).collect())
    }
}

/// How far a line is proved; an amount of nothing is never missing.
fn cell(
    line: Option<&ContributionLine>,
    record: Option<&Stored<AgencyRecord>>,
    listed: bool,
    deducted: bool,
) -> GapCell {
    let due = line.and_then(|l| Some(l.employer? + l.employee?));
    let state = match (line, record) {
        (None, None) => "none",
        (_, Some(record)) if record.status.as_deref().is_some_and(|s| s.contains('未')) => "declared",
        (_, Some(_)) => "credited",
        (Some(_), None) if listed && due.is_some_and(|d| !d.is_zero()) => "missing",
        (Some(_), None) if deducted => "deducted",
        (Some(_), None) => "computed",
    };
    GapCell { state: state.to_owned(), due }
}

fn grid(months: &[Month], rows: Vec<GapRow>) -> GapGrid {
    GapGrid {
        months: months.iter().map(ToString::to_string).collect(),
        missing: rows.iter().map(|row| row.missing).sum::<Yuan>(),
        rows,
    }
}

fn stretch(from: &str, to: &str) -> Outcome<Vec<Month>> {
    let (from, to) = (read::month(from, "起")?, read::month(to, "止")?);
    if to < from || from.plus(LONGEST - 1) < to {
        return Err(read::invalid("止", &format!("{from} 起 {LONGEST} 个月以内")));
    }
    Ok(from.through(to).collect())
}
