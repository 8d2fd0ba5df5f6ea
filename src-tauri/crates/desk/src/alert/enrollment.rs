//! 增减员与入职核查 — the tasks that are not closed, and the newcomers who were not looked at.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use shebao_rules::alert::{Harm, Severity};

use super::{Alerts, count, plain};
use crate::book::Desk;
use crate::enrollment::days::UNIT_SETTING;
use crate::error::Outcome;
use crate::wire::alert::Alert;
use crate::wire::enrollment::EnrollmentTask;

/// More tasks of one kind in one unit than this are told in one line.
const ONE_BY_ONE: usize = 30;
/// Days before a last day from when a task is to be done now, where the unit has set no day of its own.
const LEAD: i64 = 5;

/// How tasks of a kind are spoken of.
struct Kind {
    code: &'static str,
    harm: Harm,
    action: &'static str,
}

impl Desk {
    /// 增员、减员、离职材料 that are not closed.
    pub(super) fn task_alerts(&self, alerts: &mut Alerts) -> Outcome<()> {
        let mut groups: BTreeMap<(&'static str, Option<String>), Vec<EnrollmentTask>> = BTreeMap::new();
        for task in self.tasks_on(alerts.on)?.into_iter().filter(|task| task.watched) {
            groups.entry((kind(&task).code, task.unit.clone())).or_default().push(task);
        }
        for (_, tasks) in groups {
            if tasks.len() > ONE_BY_ONE {
                many(&tasks, alerts);
            } else {
                tasks.iter().for_each(|task| one(task, alerts));
            }
        }
        Ok(())
    }

    /// 入职核查 that was not done.
    pub(super) fn onboarding_alerts(&self, alerts: &mut Alerts) -> Outcome<()> {
        for check in self.onboarding_on(alerts.on)?.into_iter().filter(|check| check.checked_on.is_none()) {
            let message = format!("{} 入职，入职核查未完成：既往参保、断缴、欠费、居民参保、重复参保", check.hired);
            let alert = Alert {
                employee_no: Some(check.employee_no.clone()),
                focus: Some(check.employee_no),
                unit: check.unit,
                basis: Some(UNIT_SETTING.to_owned()),
                ..plain("onboarding_due", &check.name, message, "去核查", "onboarding")
            };
            let due: Option<NaiveDate> = check.due.parse().ok();
            let severity = due.map_or(Severity::Soon, |due| Severity::of_due(due, alerts.on, 0));
            alerts.add(severity, Harm::Record, due, alert);
        }
        Ok(())
    }
}

fn kind(task: &EnrollmentTask) -> Kind {
    match (task.kind.as_str(), task.state.as_str()) {
        ("enroll", "open") => Kind { code: "enroll_due", harm: Harm::Cover, action: "办理增员" },
        ("enroll", _) => Kind { code: "enroll_unproved", harm: Harm::Cover, action: "登记回执" },
        ("withdraw", "open") => Kind { code: "withdraw_due", harm: Harm::Money, action: "办理减员" },
        ("withdraw", _) => Kind { code: "withdraw_unproved", harm: Harm::Money, action: "登记回执" },
        ("certificate", _) => Kind { code: "certificate_due", harm: Harm::Duty, action: "登记回执" },
        ("unemployed_list", _) => Kind { code: "unemployed_list_due", harm: Harm::Duty, action: "登记回执" },
        _ => Kind { code: "relations_due", harm: Harm::Duty, action: "登记回执" },
    }
}

fn group(task: &EnrollmentTask) -> &'static str {
    if task.scope.as_deref() == Some("housing_fund") { "公积金" } else { "社会保险" }
}

fn message(task: &EnrollmentTask) -> String {
    let (event, group) = (&task.event, group(task));
    let how = match task.change.as_str() {
        "rehired" => "再次入职",
        "moved" => "公司内调入",
        "moved_region" => "跨统筹区调入",
        _ => "入职",
    };
    let cutoff = task.cutoff.as_deref().map(|day| format!("；本月增员截止 {day}（单位设置）")).unwrap_or_default();
    match (task.kind.as_str(), task.state.as_str()) {
        ("enroll", "open") => format!("{event} {how}，{group}未办登记{cutoff}"),
        ("enroll", _) => format!("{event} {how}，{group}已录入增员，还没有经办机构记录或回执{cutoff}"),
        ("withdraw", "open") => format!("{event} 离职，{group}仍在参保"),
        ("withdraw", _) => format!("{event} 离职，{group}已录入减员，还没有经办机构记录或回执"),
        ("certificate", _) => format!("{event} 离职，解除或终止劳动合同证明未登记"),
        ("unemployed_list", _) => format!("{event} 离职，失业人员名单未登记告知"),
        _ => format!("{event} 离职，社会保险关系转移未登记"),
    }
}

fn day(text: Option<&String>) -> Option<NaiveDate> {
    text.and_then(|text| text.parse().ok())
}

/// Pressing from the day the unit set, else shortly before the last day; a withdrawal without any day at once.
fn severity(task: &EnrollmentTask, on: NaiveDate) -> Severity {
    let near_cutoff =
        day(task.cutoff.as_ref()).is_some_and(|cutoff| Severity::of_due(cutoff, on, LEAD) == Severity::Act);
    match (day(task.due.as_ref()), day(task.remind_on.as_ref())) {
        _ if near_cutoff && task.state == "open" => Severity::Act,
        (_, Some(remind)) if remind <= on => Severity::Act,
        (Some(_), Some(_)) => Severity::Soon,
        (Some(due), None) => Severity::of_due(due, on, LEAD),
        (None, _) if task.state == "open" => Severity::Act,
        (None, _) => Severity::Soon,
    }
}

fn one(task: &EnrollmentTask, alerts: &mut Alerts) {
    let kind = kind(task);
    let alert = Alert {
        employee_no: Some(task.employee_no.clone()),
        unit: task.unit.clone(),
        basis: task.basis.clone(),
        law: task.law.clone(),
        focus: Some(task.id.clone()),
        ..plain(kind.code, &task.name, message(task), kind.action, "tasks")
    };
    alerts.add(severity(task, alerts.on), kind.harm, day(task.due.as_ref()), alert);
}

/// A whole roster taken over without its cover is one thing to do, not a thousand.
fn many(tasks: &[EnrollmentTask], alerts: &mut Alerts) {
    let (Some(first), Some(worst)) = (tasks.first(), tasks.iter().map(|t| severity(t, alerts.on)).min()) else {
        return;
    };
    let (kind, people) = (kind(first), count(tasks.len()));
    let unit = first.unit.clone().unwrap_or_default();
    let message = format!("{unit} {people} 项同类事项未办结，例如 {}：{}", first.name, message(first));
    let alert = Alert {
        count: people,
        unit: first.unit.clone(),
        basis: first.basis.clone(),
        law: first.law.clone(),
        ..plain(kind.code, &unit, message, "查看", "tasks")
    };
    alerts.add(worst, kind.harm, tasks.iter().filter_map(|t| day(t.due.as_ref())).min(), alert);
}
