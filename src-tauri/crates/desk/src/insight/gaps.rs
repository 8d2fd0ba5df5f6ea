//! 断缴表 — person, insurance and month: how far each is proved, and what is missing in yuan. The states are those of 对账.

use std::collections::{BTreeMap, BTreeSet};

use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;

use crate::book::Desk;
use crate::error::Outcome;
use crate::reconciliation::Line;
use crate::wire::insight::{GapCell, GapGrid, GapRow};
use crate::{Moment, read};

/// The longest stretch that is looked at at once.
const LONGEST: i32 = 24;

/// The lines of some months by person, unit, insurance and month.
type Lines = BTreeMap<(i64, i64, Insurance), BTreeMap<Month, Line>>;

impl Desk {
    /// 断缴表 of one person over some months.
    ///
    /// # Errors
    /// [`crate::Code::UnknownEmployee`], [`crate::Code::InvalidInput`] naming the field.
    pub fn insight_person(&self, employee_no: &str, from: &str, to: &str, now: Moment) -> Outcome<GapGrid> {
        let months = stretch(from, to)?;
        let people = BTreeSet::from([self.employee(employee_no)?.id]);
        let lines = self.lines_of_months(&people, &months, now, |_| true)?;
        Ok(grid(&months, self.gap_rows(&months, &lines)?))
    }

    /// 断缴表 of everybody with a missing record in these months.
    ///
    /// # Errors
    /// [`crate::Code::InvalidInput`] naming the field.
    pub fn insight_gaps(&self, from: &str, to: &str, now: Moment) -> Outcome<GapGrid> {
        let months = stretch(from, to)?;
        let mut lacking = BTreeSet::new();
        for month in &months {
            // Where no list speaks of a month nothing can be missing in it.
            if self.view().is_untouched(*month)? {
                continue;
            }
            let standing = self.month_standing(*month, now.date())?;
            let missing = standing.lines.iter().filter(|line| line.missing);
            lacking.extend(missing.map(|line| (line.employee, line.unit, line.insurance)));
        }
        let people = lacking.iter().map(|(employee, ..)| *employee).collect();
        let wanted = |line: &Line| lacking.contains(&(line.employee, line.unit, line.insurance));
        let lines = self.lines_of_months(&people, &months, now, wanted)?;
        Ok(grid(&months, self.gap_rows(&months, &lines)?))
    }

    fn lines_of_months(
        &self,
        people: &BTreeSet<i64>,
        months: &[Month],
        now: Moment,
        wanted: impl Fn(&Line) -> bool,
    ) -> Outcome<Lines> {
        let mut lines = Lines::new();
        for month in months {
            for line in self.lines_standing(people, *month, now.date())?.into_iter().filter(&wanted) {
                lines.entry((line.employee, line.unit, line.insurance)).or_default().insert(*month, line);
            }
        }
        Ok(lines)
    }

    /// One row per person, unit and insurance.
    fn gap_rows(&self, months: &[Month], lines: &Lines) -> Outcome<Vec<GapRow>> {
        let (units, people) = (self.unit_names()?, self.employees_by_id()?);
        let mut rows = Vec::new();
        for ((id, unit, insurance), own) in lines {
            let Some(employee) = people.get(id) else { continue };
            let cells: Vec<GapCell> = months.iter().map(|month| cell(own.get(month))).collect();
            rows.push(GapRow {
                employee_no: employee.employee_no.clone(),
                name: employee.name.clone(),
                initials: employee.name_initials.clone(),
                department: employee.department.clone(),
                unit: units.get(unit).cloned().unwrap_or_default(),
                insurance: *insurance,
                missing: own.values().filter(|line| line.missing).filter_map(|line| line.due).sum(),
                cells,
            });
        }
        Ok(rows)
    }
}

/// What is due is told where it was computed, or where its record is missing.
fn cell(line: Option<&Line>) -> GapCell {
    let told = line.filter(|line| line.computed || line.missing);
    GapCell { state: line.map_or("none", Line::state).to_owned(), due: told.and_then(|line| line.due) }
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
