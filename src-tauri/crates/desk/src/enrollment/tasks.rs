//! 办理事项 — what hires and leavers oblige the unit to do, with the clock of each and what closes it.

use std::cell::RefCell;
use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use shebao_rules::alert::days_left;
use shebao_rules::enrollment::{Facts, Receipt, Recorded, Spell, Task, TaskKind, TaskState, tasks};
use shebao_rules::insurance::{Group, Insurance};
use shebao_rules::month::Month;
use shebao_rules::national::deadline::Duty;
use shebao_rules::national::persons::Obligation;
use shebao_rules::unit_day::UnitDayKind;
use shebao_store::{Employee, Stored, Unit};

use super::days::{UNIT_SETTING, UnitDays};
use crate::book::Desk;
use crate::contribution::cover_of_row;
use crate::error::Outcome;
use crate::law::article_id;
use crate::wire::enrollment::EnrollmentTask;
use crate::{Moment, read};

/// How long after the event something entered is still pressed for; later the reconciliation of each month sees it.
const WATCHED: u64 = 90;
/// The same for the papers of a leaver.
const PAPERS_WATCHED: u64 = 60;

/// The clock of a task.
#[derive(Default)]
pub(crate) struct Clock {
    /// 最后一天.
    pub due: Option<NaiveDate>,
    /// From when it is pressed for.
    pub remind: Option<NaiveDate>,
    /// The unit's cut-off day of the month, where it is still to come.
    pub cutoff: Option<NaiveDate>,
    /// 依据.
    pub basis: Option<String>,
    /// 法条.
    pub law: Option<String>,
}

/// What is read once for a list of tasks.
pub(crate) struct Bench {
    units: BTreeMap<i64, Unit>,
    pub(crate) days: UnitDays,
    listed: RefCell<BTreeMap<(i64, bool), Option<Month>>>,
}

impl Desk {
    /// 办理事项 of a day (today when none is given), the nearest first; closed ones of the watched days too.
    ///
    /// # Errors
    /// [`crate::Code::InvalidInput`] for a day that is none.
    pub fn enrollment_tasks(&self, on: Option<&str>, now: Moment) -> Outcome<Vec<EnrollmentTask>> {
        let on = read::given(on).map_or(Ok(now.date()), |text| read::date(text, "日期"))?;
        self.tasks_on(on)
    }

    pub(crate) fn tasks_on(&self, on: NaiveDate) -> Outcome<Vec<EnrollmentTask>> {
        let bench = self.task_bench()?;
        let since = on.checked_sub_days(Days::new(WATCHED)).unwrap_or(on);
        let mut found = Vec::new();
        for id in self.view().employees_in_motion(since)? {
            let Some(employee) = self.employee_named(id)? else { continue };
            let facts = self.task_facts(&employee, &bench, on)?;
            for task in tasks(&facts, &|unit, group| self.listed_until(&bench, unit, group), on) {
                let serving = facts.spells.iter().any(|s| s.unit == task.unit && s.left.is_none());
                if worth_showing(&task, serving, since) {
                    found.push(self.task_view(&employee, &task, &bench, on));
                }
            }
        }
        let place = |t: &EnrollmentTask| (t.state == "closed", t.due.is_none(), t.due.clone(), t.employee_no.clone());
        found.sort_by_cached_key(place);
        Ok(found)
    }

    pub(crate) fn task_bench(&self) -> Outcome<Bench> {
        let units = self.view().units()?.into_iter().map(|u| (u.id, u.row)).collect();
        Ok(Bench { units, days: self.unit_days()?, listed: RefCell::default() })
    }

    /// Until when a unit's lists are known; asked once per unit and group. A list that cannot be read proves nothing.
    fn listed_until(&self, bench: &Bench, unit: i64, group: Group) -> Option<Month> {
        let fund = group == Group::HousingFund;
        if let Some(known) = bench.listed.borrow().get(&(unit, fund)) {
            return *known;
        }
        let found = self.view().listed_until(unit, fund).ok().flatten();
        bench.listed.borrow_mut().insert((unit, fund), found);
        found
    }

    /// What the rule needs to know of one person.
    pub(crate) fn task_facts(&self, employee: &Stored<Employee>, bench: &Bench, on: NaiveDate) -> Outcome<Facts> {
        let view = self.view();
        let spell = |job: Stored<shebao_store::Employment>| Spell {
            unit: job.unit_id,
            region: job.unit_id.and_then(|id| bench.units.get(&id)).map(|u| u.region.clone()),
            hired: job.hired,
            left: job.left,
        };
        let mut recorded: BTreeMap<(i64, Group), Recorded> = BTreeMap::new();
        for span in view.recorded_spans_of(employee.id)? {
            let (unit, group) = (span.unit_id, span.insurance.group());
            let own =
                recorded.entry((unit, group)).or_insert(Recorded { unit, group, first: span.first, last: span.last });
            own.first = own.first.min(span.first);
            own.last = own.last.max(span.last);
        }
        let receipts = view.receipts_of(employee.id)?;
        let past_age = |found: shebao_rules::national::retirement::Retirement| found.month < Month::of(on);
        let national = &self.tools.national;
        let over_age =
            national.retirement_of(employee.sex, employee.position_class, employee.birth).is_ok_and(past_age);
        let rules = employee.id_type.map(|id_type| national.person_rules(id_type, on)).unwrap_or_default();
        Ok(Facts {
            spells: view.employments_of(employee.id)?.into_iter().map(spell).collect(),
            covers: view.enrollments_of(employee.id)?.iter().map(cover_of_row).collect(),
            recorded: recorded.into_values().collect(),
            receipts: receipts.iter().filter_map(receipt).collect(),
            fund_by_agreement: rules.iter().any(|rule| {
                rule.obligation == Obligation::ByAgreement && rule.insurances.contains(&Insurance::HousingFund)
            }),
            over_age,
        })
    }

    fn task_view(&self, employee: &Stored<Employee>, task: &Task, bench: &Bench, on: NaiveDate) -> EnrollmentTask {
        let clock = self.clock(task, &bench.days, on);
        let name = |id: Option<i64>| id.and_then(|id| bench.units.get(&id)).map(|u| u.name.clone());
        let scope = task.group.map(|group| shebao_rules::insurance::Scope::Group(group).id());
        let window = if task.group.is_some() { WATCHED } else { PAPERS_WATCHED };
        let recent = task.event.checked_add_days(Days::new(window)).is_some_and(|last| on <= last);
        EnrollmentTask {
            id: format!(
                "{}:{}:{}:{}",
                task.kind.id(),
                scope.as_deref().unwrap_or_default(),
                employee.employee_no,
                task.event
            ),
            kind: task.kind.id().to_owned(),
            employee_no: employee.employee_no.clone(),
            name: employee.name.clone(),
            unit: name(task.unit),
            scope,
            change: task.change.id().to_owned(),
            from_unit: name(task.from_unit),
            event: task.event.to_string(),
            state: task.state.id().to_owned(),
            due: clock.due.map(|d| d.to_string()),
            days_left: clock.due.map(|d| i32::try_from(days_left(d, on)).unwrap_or(i32::MIN)),
            remind_on: clock.remind.map(|d| d.to_string()),
            cutoff: clock.cutoff.map(|d| d.to_string()),
            basis: clock.basis,
            law: clock.law,
            watched: task.state != TaskState::Closed
                && (recent || (task.state == TaskState::Open && task.group.is_some())),
        }
    }

    /// The clock of a task: what the law sets with its article, else what the unit set for itself.
    pub(crate) fn clock(&self, task: &Task, days: &UnitDays, on: NaiveDate) -> Clock {
        let month = Month::of(task.event);
        match (task.kind, task.group) {
            (TaskKind::Enroll, group) => {
                let fund = group == Some(Group::HousingFund);
                let duty = if fund { Duty::FundRegisterEmployee } else { Duty::RegisterEmployee };
                let group = group.unwrap_or(Group::Social);
                let cutoff = days.cutoff(task.unit, true, group, month).and_then(|day| day_in(month, day));
                let lead = days.day(task.unit, UnitDayKind::EnrollReminder, month).unwrap_or_default();
                let clock = self.by_duty(duty, task.event);
                let remind = clock.due.and_then(|due| due.checked_sub_days(Days::new(u64::from(lead))));
                Clock { remind, cutoff: cutoff.filter(|day| on <= *day), ..clock }
            }
            (TaskKind::Withdraw, Some(Group::HousingFund)) => self.by_duty(Duty::FundSealAccount, task.event),
            (TaskKind::Withdraw, _) => {
                // The month after the leaving must not be charged any more.
                let next = month.next();
                let due = days.cutoff(task.unit, false, Group::Social, next).and_then(|day| day_in(next, day));
                Clock { due, basis: due.map(|_| UNIT_SETTING.to_owned()), ..Clock::default() }
            }
            (TaskKind::UnemployedList, _) => {
                let own = days.day(task.unit, UnitDayKind::UnemployedList, month);
                let remind = own.and_then(|n| task.event.checked_add_days(Days::new(u64::from(n))));
                Clock { remind, ..self.by_duty(Duty::UnemployedList, task.event) }
            }
            (TaskKind::Relations, _) => self.by_duty(Duty::TransferRelations, task.event),
            (TaskKind::Certificate, _) => {
                let clock = self.by_duty(Duty::TransferRelations, task.event);
                Clock { due: Some(task.event), ..clock }
            }
        }
    }

    /// 期限日 by law, with the article that sets it.
    fn by_duty(&self, duty: Duty, event: NaiveDate) -> Clock {
        let Some(found) = self.tools.national.due_day(duty, event) else { return Clock::default() };
        let title = &found.deadline.source.title;
        let cited = self.tools.laws.cited(title, event);
        Clock {
            due: Some(found.day),
            basis: Some(cited.map_or_else(|| title.clone(), |(law, article)| law.title(article))),
            law: cited.map(|(law, article)| article_id(law, article)),
            ..Clock::default()
        }
    }
}

/// A day of the month; the last one where the month is shorter.
pub(crate) fn day_in(month: Month, day: u32) -> Option<NaiveDate> {
    let last = month.last_day();
    month.first_day().checked_add_days(Days::new(u64::from(day.max(1) - 1))).map(|found| found.min(last))
}

/// Old things that are done, or that nobody can press for any more, are no tasks.
fn worth_showing(task: &Task, serving: bool, since: NaiveDate) -> bool {
    let recent = since <= task.event;
    match (task.kind, task.state) {
        (_, TaskState::Closed) | (TaskKind::Enroll | TaskKind::Withdraw, TaskState::Entered) => recent,
        (TaskKind::Enroll, TaskState::Open) => recent || serving,
        (TaskKind::Withdraw, TaskState::Open) => true,
        _ => recent,
    }
}

fn receipt(row: &Stored<shebao_store::Receipt>) -> Option<Receipt> {
    let kind = TaskKind::ALL.into_iter().find(|kind| kind.id() == row.kind)?;
    let group = match row.scope.as_deref() {
        Some("social") => Some(Group::Social),
        Some("housing_fund") => Some(Group::HousingFund),
        _ => None,
    };
    Some(Receipt { kind, unit: row.unit_id, group, event: row.event })
}
