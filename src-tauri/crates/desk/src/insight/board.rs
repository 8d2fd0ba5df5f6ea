//! 月度概况 — people, amounts, how far each step is, what is wrong where, and why it differs from the month before.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use shebao_rules::insight::{Part, Pricing, Split, change};
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::policy::Terms;
use shebao_store::{ComputedLine, InsuranceSum, MonthPhase, changed_lines};

use crate::alert::count;
use crate::book::Desk;
use crate::error::Outcome;
use crate::reconciliation::{Line, Standing};
use crate::true_up::kept_terms;
use crate::wire::insight::{DepartmentRate, InsuranceTotal, MonthBoard, MonthChange, StepRate};
use crate::{Moment, read};

impl Desk {
    /// 月度概况 of a month: its amounts as they were computed, its steps as 对账 finds them.
    ///
    /// # Errors
    /// [`crate::Code::InvalidInput`] for a month that is none.
    pub fn insight_board(&self, month: &str, now: Moment) -> Outcome<MonthBoard> {
        let month = read::month(month, "月份")?;
        let view = self.view();
        let computed = self.computed(month)?;
        let sums = InsuranceSum::of(computed.iter());
        let state = match (view.month_phase(month)?, view.last_run(month, None)?.is_some() || !sums.is_empty()) {
            (MonthPhase::Locked, _) => "locked",
            (MonthPhase::Checked, _) => "checked",
            (MonthPhase::Draft, true) => "draft",
            (MonthPhase::Draft, false) => "none",
        };
        let (employer, employee) = (sums.iter().map(|s| s.employer).sum(), sums.iter().map(|s| s.employee).sum());
        let lines = sums.iter().map(|s| s.heads).sum();
        let unconfirmed = sums.iter().map(|s| s.unconfirmed).sum();
        let standing = if lines == 0 { Arc::default() } else { self.month_standing(month, now.date())? };
        let departments = self.departments(&computed, &standing)?;
        Ok(MonthBoard {
            month: month.to_string(),
            state: state.to_owned(),
            people: departments.iter().map(|department| department.people).sum(),
            lines,
            unconfirmed,
            employer,
            employee,
            total: employer + employee,
            insurances: sums.iter().map(total).collect(),
            steps: steps(lines, unconfirmed, &standing),
            departments,
            change: self.month_change(month, &computed, employer + employee)?,
        })
    }

    /// 各部门 — its people, and those of them with a missing record or an unconfirmed amount.
    fn departments(&self, computed: &[ComputedLine], standing: &Standing) -> Outcome<Vec<DepartmentRate>> {
        let people = self.people()?;
        let department = |id: i64| people.get(&id).and_then(|employee| employee.department.as_deref());
        let missing = standing.lines.iter().filter(|line| line.missing).map(|line| line.employee);
        let open = computed.iter().filter(|line| line.open && line.is_regular()).map(|line| line.employee_id);
        let wrong: BTreeSet<i64> = missing.chain(open).collect();
        let anomalies = counted(wrong.into_iter().map(department));
        let own = computed.chunk_by(|a, b| a.employee_id == b.employee_id).filter_map(|own| own.first());
        let rate = |(department, people): (Option<&str>, u32)| DepartmentRate {
            department: department.map(str::to_owned),
            people,
            anomalies: anomalies.get(&department).copied().unwrap_or_default(),
        };
        Ok(counted(own.map(|line| department(line.employee_id))).into_iter().map(rate).collect())
    }

    /// 环比 — only lines that differ are looked at; the rest adds nothing.
    fn month_change(&self, month: Month, computed: &[ComputedLine], due: Yuan) -> Outcome<Option<MonthChange>> {
        let (view, from) = (self.view(), month.previous());
        let earlier = self.computed(from)?;
        let sums = InsuranceSum::of(earlier.iter());
        if sums.is_empty() || due.is_zero() {
            return Ok(None);
        }
        let changed = changed_lines(earlier.iter(), computed);
        let rules = changed.iter().flat_map(|(a, b)| [a, b]).flatten().filter_map(|side| side.rule_id);
        let terms = kept_terms(view.rules(rules)?)?;
        let mut split = Split::default();
        for (before, after) in &changed {
            split += change(part(*before, &terms).as_ref(), part(*after, &terms).as_ref());
        }
        let (retro_before, retro_after) = (view.retro_booked(from)?, view.retro_booked(month)?);
        split += Split { retro: retro_after - retro_before, ..Split::default() };
        let before = sums.iter().map(|s| s.employer + s.employee).sum::<Yuan>() + retro_before;
        let after = due + retro_after;
        Ok(Some(MonthChange {
            from: from.to_string(),
            before,
            after,
            difference: after - before,
            headcount: split.headcount,
            base: split.base,
            rate: split.rate,
            retro: split.retro,
        }))
    }
}

/// How often each stands among them.
fn counted<T: Ord>(all: impl Iterator<Item = T>) -> BTreeMap<T, u32> {
    let mut counts = BTreeMap::new();
    all.for_each(|one| *counts.entry(one).or_default() += 1);
    counts
}

fn part(side: Option<&ComputedLine>, terms: &BTreeMap<i64, Terms>) -> Option<Part> {
    let side = side?;
    Some(Part {
        base: side.base,
        amount: side.employer.zip(side.employee).map(|(employer, employee)| employer + employee),
        pricing: side.rule_id.and_then(|id| terms.get(&id)).map(Pricing::from),
    })
}

pub(super) fn total(sum: &InsuranceSum) -> InsuranceTotal {
    InsuranceTotal { insurance: sum.insurance, heads: sum.heads, employer: sum.employer, employee: sum.employee }
}

/// A step is counted of the lines whose document is here; where none is, nothing is claimed.
fn steps(lines: u32, unconfirmed: u32, standing: &Standing) -> Vec<StepRate> {
    let step = |step: &str, done, of, note: &str| StepRate { step: step.to_owned(), done, of, note: note.to_owned() };
    let counted = |id: &str, of: fn(&Line) -> bool, done: fn(&Line) -> bool, there: &str, none: &str| {
        let own: Vec<&Line> = standing.lines.iter().filter(|line| of(line)).collect();
        let reached = count(own.iter().filter(|line| done(line)).count());
        step(id, reached, count(own.len()), if own.is_empty() { none } else { there })
    };
    let deductible = |line: &Line| line.sheet && line.employee_due.is_some_and(|due| !due.is_zero());
    let (sheet, list) = ("有当月工资表的单位中应扣的险种", "已导入经办机构名册的单位和险种");
    let no_list = "当月经办机构名册未导入";
    vec![
        step("computed", lines - unconfirmed.min(lines), lines, "全部参保险种"),
        counted("deducted", deductible, |line| line.deducted, sheet, "当月工资表未导入"),
        counted("declared", |line| line.list, |line| line.declared, list, no_list),
        counted("debited", |line| line.statement, |line| line.debited, "已导入银行流水的单位", "当月银行流水未导入"),
        counted("credited", |line| line.list, |line| line.credited, list, no_list),
    ]
}
