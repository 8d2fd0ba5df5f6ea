//! 对账差异提醒 — every open difference of the months at hand with its cause, person, amount, law and next step; and the
//! sources that are lacking for longer than the unit's own limit.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use shebao_rules::alert::{Harm, Severity};
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::reconciliation::{CauseCode, Source, Who};
use shebao_rules::unit_day::UnitDayKind;
use shebao_store::MonthPhase;

use super::{Alerts, count, plain};
use crate::book::Desk;
use crate::enrollment::days::{UNIT_SETTING, UnitDays};
use crate::error::Outcome;
use crate::reconciliation::{Line, Open, Standing, named};
use crate::wire::alert::Alert;

/// How many months back a difference is told on the home page: a year old is not settled.
const LOOK_BACK: i32 = 13;
/// More people than this with one cause in one unit and month are told in one line.
const ONE_BY_ONE: usize = 5;

/// A month that is looked at, with the words its alerts need.
struct Looked<'d> {
    month: Month,
    standing: &'d Standing,
    units: &'d BTreeMap<i64, String>,
    days: &'d UnitDays,
}

impl Looked<'_> {
    fn unit(&self, id: i64) -> &str {
        self.units.get(&id).map_or("", String::as_str)
    }

    /// 环节期限 — the day until which every state of the month should be proved, as the unit has set it.
    fn limit(&self, unit: i64) -> Option<NaiveDate> {
        let days = self.days.day(Some(unit), UnitDayKind::StateLimit, self.month)?;
        self.month.last_day().checked_add_days(Days::new(u64::from(days)))
    }
}

impl Desk {
    /// The open months at hand, the newest first, and the closed ones where a record is still missing.
    pub(super) fn months_worth_a_look(&self, on: NaiveDate) -> Outcome<Vec<Month>> {
        let newest = Month::of(on);
        let mut worth = Vec::new();
        for month in newest.plus(-LOOK_BACK).through(newest) {
            let worth_a_look = match self.view().month_phase(month)? {
                MonthPhase::Locked => self.kept.lacks_records(self, month)?,
                _ => self.is_worth_a_look(month, on)?,
            };
            worth.extend(worth_a_look.then_some(month));
        }
        worth.reverse();
        Ok(worth)
    }

    /// 未决差异 and 缺来源 of some months.
    pub(super) fn difference_alerts(&self, months: &[(Month, Arc<Standing>)], alerts: &mut Alerts) -> Outcome<()> {
        let (days, units) = (self.unit_days()?, self.unit_names()?);
        // A name that is printed otherwise is told once, of the newest month.
        let mut misprinted: BTreeSet<Who> = BTreeSet::new();
        for (month, standing) in months {
            let looked = Looked { month: *month, standing, units: &units, days: &days };
            self.open_alerts(&looked, &mut misprinted, alerts)?;
            self.lacking_alerts(&looked, alerts)?;
        }
        Ok(())
    }

    /// Whether something of the month was taken in, or it is over and was computed.
    fn is_worth_a_look(&self, month: Month, on: NaiveDate) -> Outcome<bool> {
        let view = self.view();
        Ok(view.any_source(month)? || (month.last_day() < on && view.last_run(month, None)?.is_some()))
    }

    fn open_alerts(&self, looked: &Looked<'_>, misprinted: &mut BTreeSet<Who>, alerts: &mut Alerts) -> Outcome<()> {
        let open = &looked.standing.open;
        let listed: BTreeSet<(i64, Option<&Who>, CauseCode)> = open
            .iter()
            .filter(|open| open.source == Source::Agency)
            .map(|open| (open.unit, open.who.as_ref(), open.code))
            .collect();
        // What the agency's list tells already is not told again of the pay sheet.
        let twice =
            |open: &Open| open.source == Source::Payroll && listed.contains(&(open.unit, open.who.as_ref(), open.code));
        let mut groups: BTreeMap<(i64, CauseCode, Source), Vec<&Open>> = BTreeMap::new();
        for open in open.iter().filter(|open| is_told(open) && !twice(open)) {
            let known =
                open.code == CauseCode::NameMismatch && open.who.clone().is_some_and(|who| !misprinted.insert(who));
            if known {
                continue;
            }
            groups.entry((open.unit, open.code, open.source)).or_default().push(open);
        }
        for group in groups.into_values() {
            if group.len() > ONE_BY_ONE {
                self.many(looked, &group, alerts);
            } else {
                for open in group {
                    self.one(looked, open, alerts)?;
                }
            }
        }
        Ok(())
    }

    fn one(&self, looked: &Looked<'_>, open: &Open, alerts: &mut Alerts) -> Outcome<()> {
        let employee_no = match &open.who {
            Some(Who::Employee(id)) => self.view().employee(*id)?.map(|employee| employee.employee_no.clone()),
            _ => None,
        };
        let insurances: Vec<&str> = open.insurances.iter().map(|insurance| insurance.chinese()).collect();
        let (title, next) = named(open.code);
        let what = if open.who.is_some() { insurances.join("、") } else { open.name.clone() };
        let message = format!("{} {what} {title}：{}。{next}", looked.month, open.explanation);
        let unit = looked.unit(open.unit);
        let subject = if open.who.is_some() { open.name.as_str() } else { unit };
        let alert = Alert { employee_no, ..plain(open.code.id(), subject, message, "查看对账", "reconciliation") };
        self.add(looked, &[open], alert, alerts);
        Ok(())
    }

    /// A rate that is wrong for everybody is one thing to do.
    fn many(&self, looked: &Looked<'_>, all: &[&Open], alerts: &mut Alerts) {
        let Some(first) = all.first() else { return };
        let (title, next) = named(first.code);
        let insurances: BTreeSet<&str> = all.iter().flat_map(|open| &open.insurances).map(|i| i.chinese()).collect();
        let insurances: Vec<&str> = insurances.into_iter().collect();
        let people = all.len();
        let message = format!(
            "{} {} {title} {people} 人，例如 {}：{}。{next}",
            looked.month,
            insurances.join("、"),
            first.name,
            first.explanation
        );
        let alert = plain(first.code.id(), looked.unit(first.unit), message, "查看对账", "reconciliation");
        self.add(looked, all, Alert { count: count(people), ..alert }, alerts);
    }

    fn add(&self, looked: &Looked<'_>, all: &[&Open], alert: Alert, alerts: &mut Alerts) {
        let Some(first) = all.first() else { return };
        let (severity, harm) = weight(first.code);
        let alert = Alert {
            unit: Some(looked.unit(first.unit).to_owned()),
            amount: Some(all.iter().map(|open| open.amount).sum()),
            focus: Some(looked.month.to_string()),
            ..alert
        };
        let (family, number) = first.code.law();
        let due = first.code.lacks_record().then(|| looked.limit(first.unit)).flatten();
        alerts.add(severity, harm, due, self.by_law(alert, family, number, alerts.on));
    }

    /// 缺来源 — a pay sheet, list or statement that is not here although the unit's limit has passed, where such a source was
    /// taken in before.
    fn lacking_alerts(&self, looked: &Looked<'_>, alerts: &mut Alerts) -> Outcome<()> {
        let starts = self.view().source_starts()?;
        for start in starts {
            let Some(limit) = looked.limit(start.unit_id).filter(|limit| *limit < alerts.on) else { continue };
            let own: Vec<&Line> = looked.standing.lines.iter().filter(|line| line.unit == start.unit_id).collect();
            let deductible = |line: &Line| line.employee_due.is_some_and(|due| !due.is_zero());
            let sources: [(&str, &str, Option<Month>, Vec<&&Line>); 3] = [
                ("工资表", "工资扣款", start.paid, own.iter().filter(|l| deductible(l) && !l.sheet).collect()),
                ("经办机构名册", "申报和到账", start.listed, own.iter().filter(|l| !l.list).collect()),
                ("银行流水", "扣款", start.banked, own.iter().filter(|l| !l.statement).collect()),
            ];
            for (what, state, since, lines) in sources {
                if lines.is_empty() || since.is_none_or(|since| looked.month < since) {
                    continue;
                }
                let people: BTreeSet<i64> = lines.iter().map(|line| line.employee).collect();
                let unit = looked.unit(start.unit_id);
                let message = format!(
                    "{unit} {} 的{what}还没有导入：{} 人的{state}没有凭据，已过环节期限",
                    looked.month,
                    people.len()
                );
                let alert = Alert {
                    count: count(people.len()),
                    unit: Some(unit.to_owned()),
                    basis: Some(UNIT_SETTING.to_owned()),
                    focus: Some(looked.month.to_string()),
                    ..plain("state_overdue", unit, message, "导入", "import")
                };
                alerts.add(Severity::Act, Harm::Record, Some(limit), alert);
            }
        }
        Ok(())
    }
}

/// Whether somebody must do something: what explains itself, and the second half of a late payment, do not.
fn is_told(open: &Open) -> bool {
    use CauseCode as C;
    let second_half = matches!(open.code, C::LatePayment | C::LatePaymentWithSurcharge) && open.amount >= Yuan::ZERO;
    // What nobody can say yet how much is due is told with the open values of the month.
    let elsewhere = matches!(open.code, C::LateCreditedNextMonth | C::BackPayment | C::Refund | C::DueUnconfirmed);
    open.code.harm() < 4 && !elsewhere && !second_half
}

/// How pressing a cause is, and what it does.
const fn weight(code: CauseCode) -> (Severity, Harm) {
    match (code.harm(), code) {
        (0, _) => (Severity::Act, Harm::Cover),
        (_, CauseCode::NameMismatch | CauseCode::Rounding1Fen) => (Severity::Soon, Harm::Record),
        (_, CauseCode::LatePayment | CauseCode::LatePaymentWithSurcharge) => (Severity::Soon, Harm::Duty),
        (1, CauseCode::NotRemitted | CauseCode::FundNotRemitted) => (Severity::Act, Harm::Duty),
        _ => (Severity::Act, Harm::Money),
    }
}
