//! 近退休与已过退休月 — who comes near the statutory month or is beyond it. Nobody's cover is ever stopped by the program:
//! contributions run on until the clerk withdraws the person.

use std::collections::BTreeSet;

use shebao_rules::alert::{Harm, Severity};
use shebao_rules::insurance::{Insurance, Scope};
use shebao_rules::month::Month;
use shebao_rules::national::retirement::{NoRetirement, RetirementWarning, WARNED_BEFORE};
use shebao_rules::words::PositionClass;
use shebao_store::{Employee, Enrollment, Stored};

use super::{Alerts, count, plain};
use crate::book::Desk;
use crate::error::Outcome;
use crate::wire::alert::Alert;

impl Desk {
    /// Who reaches the age within six months, who is beyond it and still covered as before, and which women near the
    /// earlier age have no class recorded.
    pub(super) fn retirement_alerts(&self, alerts: &mut Alerts) -> Outcome<()> {
        let view = self.view();
        let month = Month::of(alerts.on);
        let jobs = view.employments()?;
        let serving: BTreeSet<i64> = jobs.iter().filter(|j| j.left.is_none()).map(|j| j.employee_id).collect();
        let only_injury = Scope::One(Insurance::WorkInjury);
        let covers = self.covers()?;
        let holds = |cover: &&Stored<Enrollment>| {
            cover.first_month <= month
                && cover.last_month.is_none_or(|last| month <= last)
                && cover.scope != only_injury
        };
        let covered: BTreeSet<i64> = covers.iter().filter(holds).map(|cover| cover.employee_id).collect();
        let mut unknown = 0;
        for (id, employee) in self.people()?.iter().filter(|(id, _)| serving.contains(id)) {
            let found = self.tools.national.retirement_of(employee.sex, employee.position_class, employee.birth);
            match found.map(|found| (found.month, found.warning(month))) {
                Ok((at, Some(RetirementWarning::Soon(_)))) => self.near(employee, at, alerts),
                Ok((at, Some(RetirementWarning::Passed))) if covered.contains(id) => {
                    self.passed(employee, at, alerts);
                }
                Ok(_) => {}
                Err(NoRetirement::Class) => unknown += usize::from(self.class_is_wanted(employee, month)),
                Err(_) => {}
            }
        }
        if unknown > 0 {
            let text = format!("{unknown} 名女职工岗位类别未登记（50 或 55 岁），算不出退休月份");
            let alert = plain("position_class", "岗位类别", text, "登记", "roster");
            alerts.add(Severity::Soon, Harm::Record, None, Alert { count: count(unknown), ..alert });
        }
        Ok(())
    }

    fn passed(&self, employee: &Employee, at: Month, alerts: &mut Alerts) {
        let rule = self.tools.national.over_age(alerts.on).map_or_else(String::new, |rule| {
            format!("；超龄用工只须参加工伤保险（{}），养老、医疗由双方协商", rule.source.title)
        });
        let text = format!("已过法定退休月份（{at}）仍在参保{rule}。请核对，不会自动停缴");
        alerts.add(Severity::Act, Harm::Money, None, person(employee, "retirement_passed", text));
    }

    fn near(&self, employee: &Employee, at: Month, alerts: &mut Alerts) {
        let text = format!("{WARNED_BEFORE} 个月内达到法定退休年龄（{at}），请确认岗位类别和退休安排");
        let alert = self.by_law(person(employee, "retirement_soon", text), "yanchi", "办法1", alerts.on);
        alerts.add(Severity::Soon, Harm::Record, Some(at.last_day()), alert);
    }

    /// Whether the earlier of the two ages comes near.
    fn class_is_wanted(&self, employee: &Employee, month: Month) -> bool {
        let earliest =
            employee.birth.and_then(|birth| self.tools.national.retirement(PositionClass::Female50, Month::of(birth)));
        earliest.and_then(|found| found.warning(month)).is_some()
    }
}

fn person(employee: &Employee, code: &str, text: String) -> Alert {
    Alert {
        employee_no: Some(employee.employee_no.clone()),
        focus: Some(employee.employee_no.clone()),
        ..plain(code, &employee.name, text, "查看员工", "person")
    }
}
