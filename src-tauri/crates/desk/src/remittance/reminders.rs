//! 提醒 — the lead times she sets, what they will do, and what they would have done.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use shebao_rules::month::Month;
use shebao_rules::remittance::{Leads, ReminderKind, reminders};

use super::{Account, group_id};
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::wire::remittance::{ReminderLeads, ReminderPlan, ReminderView};
use crate::{Moment, read};

/// The choice under which the lead times are kept.
const KEY: &str = "reminder_leads";
/// How many months ahead reminders are told.
const AHEAD: i32 = 2;
/// The longest lead.
const LONGEST: u32 = 60;

/// A term and what was made of it.
struct Term {
    kind: ReminderKind,
    due: NaiveDate,
    unit: String,
    subject: String,
    month: Option<Month>,
    paid_on: Option<NaiveDate>,
}

impl Desk {
    /// 提前天数 as she set them.
    ///
    /// # Errors
    /// The book cannot be read.
    pub(crate) fn leads(&self) -> Outcome<Leads> {
        self.preferred(KEY)
    }

    /// 设置提前天数.
    ///
    /// # Errors
    /// [`Code::InvalidInput`] beyond sixty days.
    pub fn reminder_set(&mut self, leads: ReminderLeads) -> Outcome<ReminderLeads> {
        if [leads.declare, leads.pay, leads.notice].iter().any(|days| *days > LONGEST) {
            return Err(read::invalid("提前天数", "0 到 60"));
        }
        let value = serde_json::json!({ "declare": leads.declare, "pay": leads.pay, "notice": leads.notice });
        self.prefer(KEY, &value)?;
        Ok(leads)
    }

    /// 提醒: what comes next, and over the last `months` months on which days these lead times would have reminded, and how
    /// long before the payment that followed.
    ///
    /// # Errors
    /// [`Code::InvalidInput`] for more than 120 months.
    pub fn reminder_plan(&self, months: u32, now: Moment) -> Outcome<ReminderPlan> {
        let back = i32::try_from(months).ok().filter(|months| *months <= 120);
        let back = back.ok_or_else(|| Failure::new(Code::InvalidInput).with("field", "月数").with("expected", "12"))?;
        let (today, leads) = (now.date(), self.leads()?);
        let this = Month::of(today);
        let terms = self.terms((this.plus(-back), this.plus(AHEAD)), today)?;
        let wanted: Vec<(ReminderKind, NaiveDate)> = terms.iter().map(|term| (term.kind, term.due)).collect();
        let mut all: Vec<ReminderView> = reminders(self.tools.national.calendar(), leads, &wanted)
            .into_iter()
            .zip(terms)
            .map(|(reminder, term)| view(reminder.on, term))
            .collect();
        all.sort_by(|a, b| (a.on, &a.unit, &a.subject).cmp(&(b.on, &b.unit, &b.subject)));
        let (back_test, coming): (Vec<_>, Vec<_>) = all.into_iter().partition(|reminder| reminder.due < today);
        let was_late = |r: &&ReminderView| r.kind == ReminderKind::Pay && r.paid_on.is_some_and(|day| day > r.due);
        let late = back_test.iter().filter(was_late);
        Ok(ReminderPlan {
            leads: leads.into(),
            coming,
            late: u32::try_from(late.clone().count()).unwrap_or(u32::MAX),
            warned: u32::try_from(late.filter(|r| r.ahead.is_some_and(|days| days > 0)).count()).unwrap_or(u32::MAX),
            back_test,
        })
    }

    /// Every term of a span: of each unit and group, and of each order to pay.
    fn terms(&self, (from, to): (Month, Month), today: NaiveDate) -> Outcome<Vec<Term>> {
        let names = self.unit_names()?;
        let name = |unit: i64| names.get(&unit).cloned().unwrap_or_default();
        let mut groups: BTreeMap<(Month, i64, &'static str), Vec<Account>> = BTreeMap::new();
        let coming: Vec<Month> = Month::of(today).through(to).collect();
        let mut accounts = self.remittance_accounts((from, to), &coming, today)?.accounts;
        accounts.retain(|account| account.registered.is_none());
        for account in accounts {
            groups.entry((account.month, account.unit, group_id(account.insurance))).or_default().push(account);
        }
        let mut terms = Vec::new();
        for ((month, unit, group), accounts) in groups {
            let Some(dates) = accounts.iter().filter_map(|a| a.dates.as_ref()).min_by_key(|d| d.pay_by) else {
                continue;
            };
            let paid_on = accounts.iter().filter_map(Account::paid_on).max();
            let term = |kind, due| Term {
                kind,
                due,
                unit: name(unit),
                subject: group.to_owned(),
                month: Some(month),
                paid_on,
            };
            terms.extend(dates.declare_by.map(|due| term(ReminderKind::Declare, due)));
            terms.push(term(ReminderKind::Pay, dates.pay_by));
        }
        for notice in self.view().arrears_notices()? {
            terms.push(Term {
                kind: ReminderKind::Notice,
                due: notice.due_on,
                unit: name(notice.unit_id),
                subject: notice.number.clone(),
                month: None,
                paid_on: notice.settled_on,
            });
        }
        Ok(terms)
    }
}

fn view(on: NaiveDate, term: Term) -> ReminderView {
    ReminderView {
        on,
        due: term.due,
        kind: term.kind,
        unit: term.unit,
        subject: term.subject,
        month: term.month,
        paid_on: term.paid_on,
        ahead: term.paid_on.and_then(|day| i32::try_from((day - on).num_days()).ok()),
    }
}
