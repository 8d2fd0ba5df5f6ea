//! 缴费与欠费 — a term to declare or to pay that comes near or has passed, arrears with the late fee that runs, orders to pay, and a closed month that
//! is no longer what was sealed.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use shebao_rules::alert::{Harm, Severity};
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;

use super::{Alerts, plain};
use crate::book::Desk;
use crate::error::Outcome;
use crate::remittance::{Account, State};
use crate::wire::alert::Alert;
use crate::wire::book::BookInfo;

const fn of_what(fund: bool) -> &'static str {
    if fund { "住房公积金" } else { "社会保险费" }
}

impl Desk {
    /// Terms of the running month and its neighbours, and what stands unpaid of any month that statements speak of.
    pub(super) fn remittance_alerts(&self, info: &BookInfo, alerts: &mut Alerts) -> Outcome<()> {
        if let Some(closed) = info.closed.as_ref().filter(|closed| !closed.holds) {
            let text = format!("{} 与封账码 {} 不一致：金额或依据被改动过", closed.month.chinese(), closed.seal);
            let alert = plain("seal_broken", &closed.month.to_string(), text, "检查", "settings");
            alerts.add(Severity::Act, Harm::Book, None, alert);
        }
        self.notice_alerts(alerts)?;
        let this = Month::of(alerts.on);
        let (from, to) = self.known_span(alerts.on)?.unwrap_or((this, this));
        let span = (from.min(this.previous()), to.max(this.next()));
        let accounts = self.remittance_accounts(span, &[], alerts.on)?.accounts;
        let names = self.unit_names()?;
        let near: Vec<&Account> = accounts.iter().filter(|account| account.month >= this.previous()).collect();
        self.declaration_alerts(&near, &names, alerts)?;
        let mut groups: BTreeMap<(i64, Month, bool, Option<NaiveDate>), Vec<Account>> = BTreeMap::new();
        for account in accounts.into_iter().filter(|account| !account.short().is_zero()) {
            let key = (account.unit, account.month, account.insurance.is_fund(), account.pay_by());
            groups.entry(key).or_default().push(account);
        }
        for ((unit, month, fund, due), accounts) in groups {
            let name = names.get(&unit).cloned().unwrap_or_default();
            self.group_alert(&accounts, (&name, month, of_what(fund)), due, alerts)?;
        }
        Ok(())
    }

    fn group_alert(
        &self,
        accounts: &[Account],
        (unit, month, what): (&str, Month, &str),
        due: Option<NaiveDate>,
        alerts: &mut Alerts,
    ) -> Outcome<()> {
        let of =
            |states: &[State]| accounts.iter().filter(|a| states.contains(&a.state(alerts.on))).collect::<Vec<_>>();
        let (open, owed) = (of(&[State::Due]), of(&[State::Short, State::Unpaid]));
        let sum = |list: &[&Account]| list.iter().map(|account| account.short()).sum::<Yuan>();
        let basis = accounts.iter().find_map(|account| account.dates.as_ref()).map(|dates| dates.source.clone());
        let at = |alert: Alert, amount: Yuan| Alert {
            unit: Some(unit.to_owned()),
            focus: Some(month.to_string()),
            amount: Some(amount),
            ..alert
        };
        if let (false, Some(day)) = (open.is_empty(), due) {
            let text = format!("{unit} {} {what} {day} 前缴，还差", month.chinese());
            let alert = plain("payment_due", &format!("{unit} {month} {what}"), text, "查看", "remittance");
            let severity = Severity::of_due(day, alerts.on, i64::from(self.leads()?.pay));
            alerts.add(severity, Harm::Duty, due, Alert { basis, ..at(alert, sum(&open)) });
        }
        if !owed.is_empty() {
            let fee = self.fee_of(&owed, alerts.on)?;
            let runs = fee.map_or_else(String::new, |fee| format!("，滞纳金到今天 {}（单位承担）", fee.with_commas()));
            let text = format!("{unit} {} {what}未缴足{runs}，欠缴", month.chinese());
            let alert = plain("arrears", &format!("{unit} {month} {what}"), text, "处理", "arrears");
            let alert = at(alert, sum(&owed));
            let alert = if fee.is_some() { self.by_law(alert, "sbf", "86", alerts.on) } else { alert };
            alerts.add(Severity::Act, Harm::Duty, due, alert);
        }
        Ok(())
    }

    /// 申报期限 that comes near or has passed, of months of which no list, receipt of payment or exported file is here.
    fn declaration_alerts(
        &self,
        accounts: &[&Account],
        names: &BTreeMap<i64, String>,
        alerts: &mut Alerts,
    ) -> Outcome<()> {
        let lead = i64::from(self.leads()?.declare);
        let mut groups: BTreeMap<(i64, Month, bool, NaiveDate), Vec<&Account>> = BTreeMap::new();
        for account in accounts {
            let Some(day) = account.dates.as_ref().and_then(|dates| dates.declare_by) else { continue };
            groups.entry((account.unit, account.month, account.insurance.is_fund(), day)).or_default().push(account);
        }
        for ((unit, month, fund, day), own) in groups {
            let known = own.iter().any(|account| account.listed.is_some() || !account.paid.is_empty());
            if known || self.view().was_declared(unit, month, fund)? {
                continue;
            }
            let (name, what) = (names.get(&unit).cloned().unwrap_or_default(), of_what(fund));
            let passed = day < alerts.on;
            let text = if passed {
                format!("{name} {} {what}申报期限 {day} 已过，没有申报记录", month.chinese())
            } else {
                format!("{name} {} {what} {day} 前申报", month.chinese())
            };
            let code = if passed { "declaration_overdue" } else { "declaration_due" };
            let alert = plain(code, &format!("{name} {month} {what}"), text, "导出申报表", "export");
            let basis = own.iter().find_map(|account| account.dates.as_ref()).map(|dates| dates.source.clone());
            let amount = own.iter().map(|account| account.due).sum();
            let alert = self.by_law(alert, "sbf", "60", alerts.on);
            let alert =
                Alert { basis, unit: Some(name), focus: Some(month.to_string()), amount: Some(amount), ..alert };
            alerts.add(Severity::of_due(day, alerts.on, lead), Harm::Duty, Some(day), alert);
        }
        Ok(())
    }

    fn notice_alerts(&self, alerts: &mut Alerts) -> Outcome<()> {
        let names = self.unit_names()?;
        let lead = i64::from(self.leads()?.notice);
        for notice in self.view().arrears_notices()?.iter().filter(|notice| notice.settled_on.is_none()) {
            let unit = names.get(&notice.unit_id).cloned().unwrap_or_default();
            let text = format!("{unit} 限期缴纳通知 {}，{} 前补足", notice.number, notice.due_on);
            let alert = plain("arrears_notice", &notice.number, text, "查看", "arrears_notice");
            let alert = Alert { unit: Some(unit), amount: Some(notice.amount), ..alert };
            let alert = self.by_law(alert, "sbf", "86", alerts.on);
            let severity = Severity::of_due(notice.due_on, alerts.on, lead);
            alerts.add(severity, Harm::Duty, Some(notice.due_on), alert);
        }
        Ok(())
    }
}
