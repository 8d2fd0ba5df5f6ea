//! 月度台账 — the kept lines of a month as the grid shows them: one row per person and unit.

use std::collections::BTreeMap;

use shebao_rules::insurance::{Group, Insurance};
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_store::{ContributionLine, Employee, MonthPhase};

use super::assess::assess_month;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::read;
use crate::wire::contribution::{Ledger, LedgerCell, LedgerRow, Total};

/// Actions that leave the facts of a month as they are.
const HARMLESS: [&str; 42] = [
    "book.rekey",
    "book.restore",
    "backup.waive",
    "reveal",
    "user.add",
    "user.password",
    "user.remove",
    "enrollment.receipt",
    "unit_day.add",
    "past_cover.add",
    "past_cover.remove",
    "onboarding.done",
    "contribution.run",
    "declaration.export",
    "exchange.forget_mapping",
    "statement.issue",
    "month.close",
    "month.reopen",
    "payment_day.add",
    "published_day.add",
    "payment.record",
    "cash.balance",
    "arrears.register",
    "arrears.notice",
    "arrears.settle",
    "advance.record",
    "back_payment.book",
    "policy.trust",
    "policy.stamp",
    "demo.records",
    "true_up.accept",
    "true_up.refuse",
    "person.freeze",
    "person.unfreeze",
    "person.open",
    "person.copy",
    "privacy.keeping",
    "privacy.request",
    "privacy.answer",
    "privacy.form",
    "privacy.fill",
    "archive.make",
];

/// How many actions back a change is looked for; a month left alone for longer is computed again anyway.
const LOOK_BACK: usize = 200;

impl Desk {
    /// 月度台账 of a month; empty with state `none` when it was never computed.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn contribution_ledger(&self, month: &str) -> Outcome<Ledger> {
        let month = read::month(month, "月份")?;
        let view = self.view();
        let lines = view.ledger(month, None)?;
        let run = view.last_run(month, None)?;
        let state = match (view.month_phase(month)?, run.is_some()) {
            (MonthPhase::Locked, _) => "locked",
            (MonthPhase::Checked, _) => "checked",
            (MonthPhase::Draft, true) => "draft",
            (MonthPhase::Draft, false) => "none",
        };
        let employees = self.employees_by_id()?;
        let units = self.unit_names()?;
        let open = self.open_of(&lines, month)?;
        let true_ups = self.true_ups_of(month)?;
        let notices = self.person_notices(month, &lines)?;
        Ok(Ledger {
            month: month.to_string(),
            state: state.to_owned(),
            run_at: run.as_ref().map(|r| r.run_at.format("%Y-%m-%d %H:%M").to_string()),
            stale: match &run {
                Some(run) if state != "locked" => self.changed_since(run.action_seq)?,
                _ => false,
            },
            insurances: occurring(&lines),
            rows: rows(&lines, &employees, &units)?,
            totals: totals(&lines, &units),
            true_ups,
            open,
            notices,
        })
    }

    /// 待确认项 of a computed month.
    pub(crate) fn contribution_open(&self, month: Month) -> Outcome<Vec<crate::wire::policy::OpenValue>> {
        if !self.computed(month)?.iter().any(|line| line.open) {
            return Ok(Vec::new());
        }
        self.open_of(&self.view().open_lines(month)?, month)
    }

    /// What is open in a month, settled anew with the knowledge its run had.
    fn open_of(&self, lines: &[ContributionLine], month: Month) -> Outcome<Vec<crate::wire::policy::OpenValue>> {
        if lines.iter().all(|l| l.gap.is_none()) {
            return Ok(Vec::new());
        }
        let view = self.view();
        let Some(run) = view.last_run(month, None)? else { return Ok(Vec::new()) };
        let facts = self.month_facts(month, None)?;
        let again = assess_month(&self.library, &facts, month, run.run.known_on)?;
        self.open_values(lines, &again.open, month)
    }

    /// Whether any fact changed after an action of the journal.
    fn changed_since(&self, action_seq: i64) -> Outcome<bool> {
        let later = self.book.actions(LOOK_BACK)?;
        Ok(later.iter().any(|a| a.action_seq > action_seq && !HARMLESS.contains(&a.action.as_str())))
    }
}

fn occurring(lines: &[ContributionLine]) -> Vec<String> {
    Insurance::ALL.into_iter().filter(|i| lines.iter().any(|l| l.insurance == *i)).map(|i| i.to_string()).collect()
}

fn rows(
    lines: &[ContributionLine],
    employees: &BTreeMap<i64, Employee>,
    units: &BTreeMap<i64, String>,
) -> Outcome<Vec<LedgerRow>> {
    let mut grouped: BTreeMap<(i64, i64), Vec<&ContributionLine>> = BTreeMap::new();
    for line in lines {
        grouped.entry((line.unit_id, line.employee_id)).or_default().push(line);
    }
    let mut rows = grouped
        .into_iter()
        .map(|((unit, employee), lines)| {
            let missing = || Failure::new(Code::Internal).with("at", "ledger");
            let employee = employees.get(&employee).ok_or_else(missing)?;
            Ok((unit, row(employee, units.get(&unit).ok_or_else(missing)?, &lines)))
        })
        .collect::<Outcome<Vec<_>>>()?;
    rows.sort_by(|(a_unit, a), (b_unit, b)| (a_unit, &a.employee_no).cmp(&(b_unit, &b.employee_no)));
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

fn row(employee: &Employee, unit: &str, lines: &[&ContributionLine]) -> LedgerRow {
    let sum = |side: fn(&ContributionLine) -> Option<Yuan>| lines.iter().filter_map(|l| side(l)).sum::<Yuan>();
    let social = lines.iter().find(|l| l.insurance.group() == Group::Social).or_else(|| lines.first());
    let booked = lines.iter().find(|l| l.booked_month != l.month).map(|l| l.booked_month.to_string());
    LedgerRow {
        employee_no: employee.employee_no.clone(),
        name: employee.name.clone(),
        initials: employee.name_initials.clone(),
        id_tail: tail(employee.id_number.as_deref().unwrap_or_default()),
        department: employee.department.clone(),
        unit: unit.to_owned(),
        declared_base: social.and_then(|l| l.declared_base).map(|y| y.to_string()),
        cells: lines.iter().map(|l| cell(l)).collect(),
        employer: sum(|l| l.employer).to_string(),
        employee: sum(|l| l.employee).to_string(),
        booked,
    }
}

fn cell(line: &ContributionLine) -> LedgerCell {
    let text = |y: Option<Yuan>| y.map(|y| y.to_string());
    LedgerCell {
        insurance: line.insurance.to_string(),
        base: text(line.base),
        employer: text(line.employer),
        employee: text(line.employee),
        status: line.status.id().to_owned(),
    }
}

/// The last four characters, by which people tell numbers apart.
pub(crate) fn tail(number: &str) -> String {
    let skip = number.chars().count().saturating_sub(4);
    number.chars().skip(skip).collect()
}

/// 合计 per unit and insurance; an unconfirmed line counts as a head but adds nothing.
pub(crate) fn totals(lines: &[ContributionLine], units: &BTreeMap<i64, String>) -> Vec<Total> {
    let mut sums: BTreeMap<(i64, Insurance), Total> = BTreeMap::new();
    for line in lines {
        let total = sums.entry((line.unit_id, line.insurance)).or_insert_with(|| Total {
            unit: units.get(&line.unit_id).cloned().unwrap_or_default(),
            insurance: line.insurance,
            heads: 0,
            employer: Yuan::ZERO,
            employee: Yuan::ZERO,
            unconfirmed: 0,
        });
        total.heads += 1;
        total.employer += line.employer.unwrap_or_default();
        total.employee += line.employee.unwrap_or_default();
        total.unconfirmed += u32::from(line.employer.is_none());
    }
    sums.into_values().collect()
}
