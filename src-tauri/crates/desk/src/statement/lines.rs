//! 版面上的险种行 — the ledger's lines of one person as they are printed, each with what lists and statements say of it.

use std::collections::BTreeMap;

use shebao_documents::paper::ContributionLine as PrintedLine;
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::policy::Terms;
use shebao_store::{ContributionKind, ContributionLine, DeductionKind, Stored, Wage};

use super::outside::{Looked, OfPeriod};
use super::view::Subject;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};

/// The lines of one person by unit, insurance and period.
type Periods = BTreeMap<(i64, Insurance, Month), Vec<ContributionLine>>;

/// A line as it is stored, what was found of it elsewhere, and as it is printed.
pub(super) struct Shown {
    pub stored: ContributionLine,
    pub looked: Looked,
    pub printed: PrintedLine,
}

/// By which month 补差 and 补缴 stand on a paper: a statement tells what each period came to, a notice what a month takes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Months {
    OfPeriod,
    OfBooking,
}

impl Desk {
    pub(super) fn shown_lines(&self, subject: &Subject<'_>, months: Months) -> Outcome<Vec<Shown>> {
        let view = self.view();
        let mut stored = view.contributions_of(subject.employee.id, subject.from, subject.to)?;
        if months == Months::OfBooking {
            stored.retain(|line| line.kind == ContributionKind::Regular);
            let booked = view.extras_booked(subject.to, None)?;
            stored.extend(booked.into_iter().filter(|line| line.employee_id == subject.employee.id));
        }
        if stored.is_empty() {
            return Err(Failure::new(Code::MonthNotRun).with("month", subject.to));
        }
        let rules = view.rules(stored.iter().filter_map(|l| l.rule_id))?;
        let wages = view.wages_of(subject.employee.id, subject.from, subject.to.next())?;
        let periods = self.periods(subject, &stored)?;
        let mut lines = Vec::with_capacity(stored.len());
        for line in stored {
            let terms = match line.rule_id.and_then(|id| rules.get(&id)) {
                Some(json) => Some(
                    serde_json::from_str::<Terms>(json)
                        .map_err(|_| Failure::new(Code::BookDamaged).with("at", "terms"))?,
                ),
                None => None,
            };
            let own = periods.get(&(line.unit_id, line.insurance, line.month)).map(Vec::as_slice).unwrap_or_default();
            let looked = subject.outside.look(&line, OfPeriod::of(own));
            lines.push(Shown { printed: printed(&line, terms.as_ref(), &wages, looked), looked, stored: line });
        }
        lines.sort_by_key(|one| (one.printed.period, one.printed.insurance));
        Ok(lines)
    }

    /// Everything in the ledger for the periods of some lines, whenever booked: what an agency records of them is held
    /// against all of it.
    fn periods(&self, subject: &Subject<'_>, lines: &[ContributionLine]) -> Outcome<Periods> {
        let first = lines.iter().map(|line| line.month).min().unwrap_or(subject.from);
        let mut periods = Periods::new();
        for line in self.view().contributions_of(subject.employee.id, first, subject.to)? {
            periods.entry((line.unit_id, line.insurance, line.month)).or_default().push(line);
        }
        Ok(periods)
    }
}

fn printed(line: &ContributionLine, terms: Option<&Terms>, wages: &[Stored<Wage>], looked: Looked) -> PrintedLine {
    let rates = terms.map(|t| t.rates.value);
    let late = line.booked_month != line.month;
    let how = if line.kind == ContributionKind::TrueUp { "补差" } else { "补缴" };
    PrintedLine {
        period: line.month,
        insurance: line.insurance,
        note: if late { format!("{} {how}", line.booked_month) } else { String::new() },
        base: line.base,
        employer_rate: rates.map(|r| r.employer),
        employer_fixed: line.employer_fixed,
        employer: line.employer,
        employee_rate: rates.map(|r| r.employee),
        employee_fixed: line.employee_fixed,
        employee: line.employee,
        deducted: deducted(line, wages),
        debited_on: looked.debited_on,
        record: looked.record,
        difference: looked.difference,
        status: line.status,
    }
}

/// 工资扣款 — what the pay sheet of the month (or of the month it was booked in) took for this insurance.
fn deducted(line: &ContributionLine, wages: &[Stored<Wage>]) -> Option<Yuan> {
    let kind = match line.kind {
        // A pay sheet takes the differences of several months in one sum: no part of it belongs to one line.
        ContributionKind::TrueUp => return None,
        _ if line.booked_month == line.month => DeductionKind::Current,
        _ => DeductionKind::Late,
    };
    let of_month = wages.iter().filter(|w| w.pay_month == line.booked_month);
    let mut found =
        of_month.flat_map(|w| w.deductions.iter().filter(|d| d.insurance == line.insurance && d.kind == kind));
    let first = found.next()?.amount;
    Some(found.fold(first, |sum, d| sum + d.amount))
}
