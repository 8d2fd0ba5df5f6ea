//! 月份现状 — one month reconciled, in short: how far each line is proved, what is open, which source is lacking. Home page,
//! gap grid and month board read it; it is worked out once and kept until the book changes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::thread::{self, ScopedJoinHandle};

use chrono::NaiveDate;
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::reconciliation::{Cause, CauseCode, PeriodRow, Reconciliation, Source, Who, reconcile};
use shebao_store::Employee;

use super::gather::{Gathered, Reconciled};
use super::states::{Looked, Proofs, looked_at};
use super::words;
use crate::book::Desk;
use crate::error::Outcome;
use crate::kept::joined;

/// 一格的现状 — one person, unit and insurance of the month that is due.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    pub employee: i64,
    pub unit: i64,
    pub insurance: Insurance,
    /// 应缴 of both sides; none while unconfirmed.
    pub due: Option<Yuan>,
    /// 个人应缴; none while unconfirmed.
    pub employee_due: Option<Yuan>,
    pub computed: bool,
    pub deducted: bool,
    pub declared: bool,
    pub debited: bool,
    pub credited: bool,
    /// 有记录: the agency's list has it, credited or not.
    pub listed: bool,
    /// 经办机构 − 应缴 of both sides, as the causes explain it; none where no list was held against it.
    pub difference: Option<Yuan>,
    /// 缺记录: the agency's list is here and does not have it.
    pub missing: bool,
    /// The pay sheet, the agency's list and the bank statement that would prove it are here.
    pub sheet: bool,
    pub list: bool,
    pub statement: bool,
}

impl Line {
    /// The furthest of the five states, that the record is missing, or that the line was never computed.
    pub(crate) const fn state(&self) -> &'static str {
        match self {
            Self { missing: true, .. } => "missing",
            Self { credited: true, .. } => "credited",
            Self { debited: true, .. } => "debited",
            Self { declared: true, .. } => "declared",
            Self { deducted: true, .. } => "deducted",
            Self { computed: true, .. } => "computed",
            _ => "uncomputed",
        }
    }
}

/// 未决差异 — what one cause makes of one person, or of one debit group, in the month.
#[derive(Clone, Debug)]
pub(crate) struct Open {
    pub unit: i64,
    /// Whom it concerns; none of money of several people.
    pub who: Option<Who>,
    /// 姓名 of somebody, or the name of the debit group.
    pub name: String,
    pub code: CauseCode,
    pub source: Source,
    pub insurances: BTreeSet<Insurance>,
    /// 金额, with the sign of the difference.
    pub amount: Yuan,
    /// 说明 of the first of its causes.
    pub explanation: String,
}

/// What is one open difference: unit, whom, which cause of which source, and which debit group.
type OpenKey = (i64, Option<Who>, CauseCode, Source, Option<String>);

/// 月份现状.
#[derive(Debug, Default)]
pub(crate) struct Standing {
    /// In the order of person, unit and insurance.
    pub lines: Vec<Line>,
    pub open: Vec<Open>,
}

impl Standing {
    /// The line of a person, unit and insurance.
    pub(crate) fn line(&self, employee: i64, unit: i64, insurance: Insurance) -> Option<&Line> {
        let place = |line: &Line| (line.employee, line.unit, line.insurance);
        let at = self.lines.binary_search_by_key(&(employee, unit, insurance), place).ok()?;
        self.lines.get(at)
    }
}

/// What 月份现状 tells beside 对账: 申报凭据 of the month, and names.
struct Besides {
    proofs: Proofs,
    units: BTreeMap<i64, String>,
    employees: Arc<BTreeMap<i64, Employee>>,
}

/// A month that is held against its sources beside.
type Working<'s> = (Month, ScopedJoinHandle<'s, (Reconciled, Standing)>);

impl Desk {
    /// 月份现状 with what is known on `today`.
    pub(crate) fn month_standing(&self, month: Month, today: NaiveDate) -> Outcome<Arc<Standing>> {
        self.kept.standing(self, month, today, || {
            let reconciled = self.reconciled(month, today)?;
            Ok(Arc::new(Standing::of(&reconciled, &self.besides(month)?)))
        })
    }

    /// 月份现状 of some months, in their order. While one is held against its sources the next is read, and `beside` is done
    /// at the end.
    pub(crate) fn month_standings(
        &self,
        months: &[Month],
        today: NaiveDate,
        beside: impl FnOnce() -> Outcome<()>,
    ) -> Outcome<Vec<Arc<Standing>>> {
        thread::scope(|scope| -> Outcome<()> {
            let mut working = None;
            for month in months {
                if self.kept.knows(self, *month, today)? {
                    continue;
                }
                let (gathered, besides) = (self.reconciliation_facts(*month, today)?, self.besides(*month)?);
                let work = scope.spawn(move || {
                    let found = reconcile(&gathered.facts);
                    let reconciled = Reconciled { gathered, found };
                    let standing = Standing::of(&reconciled, &besides);
                    (reconciled, standing)
                });
                // One at a time: a large company's month takes much room.
                self.keep_standing(working.replace((*month, work)), today)?;
            }
            beside()?;
            self.keep_standing(working, today)
        })?;
        months.iter().map(|month| self.month_standing(*month, today)).collect()
    }

    fn keep_standing(&self, working: Option<Working<'_>>, today: NaiveDate) -> Outcome<()> {
        let Some((month, work)) = working else { return Ok(()) };
        let (reconciled, standing) = joined(work)?;
        self.kept.reconciled(self, month, today, || Ok(Arc::new(reconciled)))?;
        self.kept.standing(self, month, today, || Ok(Arc::new(standing)))?;
        Ok(())
    }

    /// What 月份现状 tells beside 对账.
    fn besides(&self, month: Month) -> Outcome<Besides> {
        Ok(Besides { proofs: self.proofs(month)?, units: self.unit_names()?, employees: self.employees_by_id()? })
    }

    /// 月份现状 of some people, line by line. Of a month that nothing speaks of yet only they are looked at.
    pub(crate) fn lines_standing(&self, people: &BTreeSet<i64>, month: Month, today: NaiveDate) -> Outcome<Vec<Line>> {
        if !self.view().is_untouched(month)? {
            let standing = self.month_standing(month, today)?;
            return Ok(standing.lines.iter().filter(|line| people.contains(&line.employee)).copied().collect());
        }
        let gathered = self.facts_of_untouched(people, month, today)?;
        let found = reconcile(&gathered.facts);
        Ok(lines(&gathered, &found, &self.proofs(month)?))
    }
}

impl Standing {
    fn of(reconciled: &Reconciled, besides: &Besides) -> Self {
        let (gathered, found) = (&reconciled.gathered, &reconciled.found);
        Self { lines: lines(gathered, found, &besides.proofs), open: open_differences(gathered, found, besides) }
    }
}

fn lines(gathered: &Gathered, found: &Reconciliation, proofs: &Proofs) -> Vec<Line> {
    let missing: BTreeSet<(&Who, i64, Insurance)> = found
        .persons
        .iter()
        .filter(|row| row.causes.iter().any(|cause| cause.code.lacks_record()))
        .map(|row| (&row.who, row.unit, row.insurance))
        .collect();
    let mut differences: BTreeMap<(&Who, i64, Insurance), Yuan> = BTreeMap::new();
    for row in found.persons.iter().filter(|row| row.source == Source::Agency) {
        *differences.entry((&row.who, row.unit, row.insurance)).or_default() += row.difference;
    }
    let row = |unit: i64, insurance: Insurance| -> Option<&PeriodRow> { found.periods.get(&(unit, insurance)) };
    let banked: BTreeSet<(i64, Insurance)> = found
        .bookings
        .iter()
        .filter(|row| row.bank.is_some())
        .flat_map(|row| row.group.insurances.iter().map(|insurance| (row.unit, *insurance)))
        .collect();
    let line = |looked: Looked<'_>| {
        let (cell, due) = (looked.cell, looked.cell.due.known());
        let period = row(cell.unit, cell.insurance);
        let list = period.is_some_and(|row| row.agency.is_some());
        let differing = differences.get(&(&cell.who, cell.unit, cell.insurance)).copied();
        Line {
            employee: looked.employee,
            unit: cell.unit,
            insurance: cell.insurance,
            due: due.map(|due| due.employer + due.employee),
            employee_due: due.map(|due| due.employee),
            computed: looked.computed().is_some(),
            deducted: looked.deducted().is_some(),
            declared: looked.declared().is_some(),
            debited: looked.debited_by().is_some(),
            credited: looked.credited().is_some(),
            listed: looked.listed().is_some(),
            difference: due.filter(|_| list).map(|_| differing.unwrap_or_default()),
            missing: cell.records.is_empty() && missing.contains(&(&cell.who, cell.unit, cell.insurance)),
            sheet: period.is_some_and(|row| row.payroll.is_some()),
            list,
            statement: banked.contains(&(cell.unit, cell.insurance)),
        }
    };
    looked_at(gathered, found, proofs).map(line).collect()
}

/// What is open: of each person and cause once, and of debits what no person explains.
fn open_differences(gathered: &Gathered, found: &Reconciliation, besides: &Besides) -> Vec<Open> {
    let Besides { units, employees, .. } = besides;
    let mut all: BTreeMap<OpenKey, Open> = BTreeMap::new();
    let mut add = |unit: i64, name: String, group: Option<String>, who: Option<&Who>, cause: &Cause| {
        let other = cause.figures.unit.and_then(|id| units.get(&id)).map(String::as_str);
        let one = all.entry((unit, who.cloned(), cause.code, cause.source, group)).or_insert_with(|| Open {
            unit,
            who: who.cloned(),
            name,
            code: cause.code,
            source: cause.source,
            insurances: BTreeSet::new(),
            amount: Yuan::ZERO,
            explanation: words::explained(cause, None, other),
        });
        one.insurances.extend(cause.insurance);
        one.amount += cause.amount;
    };
    for row in &found.persons {
        let name = gathered.name_of(&row.who, employees);
        row.causes.iter().for_each(|cause| add(row.unit, name.clone(), None, Some(&row.who), cause));
    }
    for row in &found.bookings {
        for cause in row.causes.iter().filter(|cause| cause.who.is_none()) {
            add(row.unit, row.group.name.clone(), Some(row.group.name.clone()), None, cause);
        }
    }
    all.into_values().collect()
}
