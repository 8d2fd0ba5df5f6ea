//! 退休 — the statutory month of each person, and who comes near it or is beyond. Nobody's cover is ever stopped by the
//! program: contributions run on until the clerk withdraws the person.

use std::collections::BTreeSet;

use shebao_rules::insurance::{Insurance, Scope};
use shebao_rules::month::Month;
use shebao_rules::national::National;
use shebao_rules::national::retirement::{NoRetirement, RetirementWarning, WARNED_BEFORE};
use shebao_rules::words::PositionClass;
use shebao_store::{Employee, Stored};

use crate::Moment;
use crate::book::Desk;
use crate::error::Outcome;
use crate::wire::book::WorkItem;
use crate::wire::policy::SourceView;
use crate::wire::roster::RetirementView;
use crate::work::{count, item};

/// How many people a line of the work list names.
const NAMED: usize = 3;

/// 退休月 of a person, or what is not recorded.
pub(crate) fn view(national: &National, employee: &Employee) -> RetirementView {
    match national.retirement_of(employee.sex, employee.position_class, employee.birth) {
        Err(missing) => RetirementView { missing: Some(missing.chinese().to_owned()), ..RetirementView::default() },
        Ok(found) => RetirementView {
            class: Some(found.class.id().to_owned()),
            month: Some(found.month.to_string()),
            age: Some(found.age),
            warned_from: Some(found.month.plus(-WARNED_BEFORE).to_string()),
            minimum_months: found.minimum_months,
            missing: None,
            source: Some(SourceView::from(&found.source)),
        },
    }
}

/// 近退休、已过退休月、口径未登记.
#[derive(Default)]
struct Near {
    soon: Vec<(Month, String)>,
    passed: Vec<(Month, String)>,
    unknown: Vec<String>,
}

impl Desk {
    /// Adds to the work list who reaches the age within six months, who is beyond it and still covered as before, and
    /// which women near the earlier age have no class recorded.
    pub(crate) fn retirement_items(&self, now: Moment, items: &mut Vec<WorkItem>) -> Outcome<()> {
        let near = self.near_retirement(Month::of(now.date()))?;
        if !near.passed.is_empty() {
            let people = near.passed.len();
            let rule = self.tools.national.over_age(now.date()).map_or_else(String::new, |rule| {
                format!("；超龄用工只须参加工伤保险（{}），养老、医疗由双方协商", rule.source.title)
            });
            let text =
                format!("{people} 人已过法定退休月份仍在参保：{}{rule}。请核对，不会自动停缴", named(near.passed));
            items.push(item("retirement_passed", "act", &text, count(people), "roster"));
        }
        if !near.soon.is_empty() {
            let people = near.soon.len();
            let text = format!("{people} 人 {WARNED_BEFORE} 个月内达到法定退休年龄：{}", named(near.soon));
            items.push(item("retirement_soon", "soon", &text, count(people), "roster"));
        }
        if !near.unknown.is_empty() {
            let people = near.unknown.len();
            let text = format!("{people} 名女职工岗位类别未登记（50 或 55 岁），算不出退休月份");
            items.push(item("position_class", "soon", &text, count(people), "roster"));
        }
        Ok(())
    }

    fn near_retirement(&self, month: Month) -> Outcome<Near> {
        let view = self.view();
        let jobs = view.employments()?;
        let serving: BTreeSet<i64> = jobs.iter().filter(|j| j.left.is_none()).map(|j| j.employee_id).collect();
        let only_injury = Scope::One(Insurance::WorkInjury);
        let running = view.enrollments()?.into_iter().filter(|cover| {
            cover.scope != only_injury
                && cover.first_month <= month
                && cover.last_month.is_none_or(|last| month <= last)
        });
        let covered: BTreeSet<i64> = running.map(|cover| cover.employee_id).collect();
        let mut near = Near::default();
        for employee in view.employees()?.into_iter().filter(|e| serving.contains(&e.id)) {
            self.sort_by_warning(&employee, month, covered.contains(&employee.id), &mut near);
        }
        Ok(near)
    }

    fn sort_by_warning(&self, employee: &Stored<Employee>, month: Month, covered: bool, near: &mut Near) {
        let national = &self.tools.national;
        let name = || employee.name.clone();
        match national.retirement_of(employee.sex, employee.position_class, employee.birth) {
            Ok(found) => match found.warning(month) {
                Some(RetirementWarning::Soon(_)) => near.soon.push((found.month, name())),
                Some(RetirementWarning::Passed) if covered => near.passed.push((found.month, name())),
                Some(RetirementWarning::Passed) | None => {}
            },
            Err(NoRetirement::Class) => {
                let earliest = employee
                    .birth
                    .and_then(|birth| national.retirement(PositionClass::Female50, Month::of(birth)))
                    .and_then(|found| found.warning(month));
                if earliest.is_some() {
                    near.unknown.push(name());
                }
            }
            Err(_) => {}
        }
    }
}

/// `王某（2026-12）、李某（2027-01）等`, the earliest first.
fn named(mut people: Vec<(Month, String)>) -> String {
    people.sort();
    let more = if people.len() > NAMED { " 等" } else { "" };
    let shown: Vec<String> = people.iter().take(NAMED).map(|(month, name)| format!("{name}（{month}）")).collect();
    shown.join("、") + more
}
