//! 资金不足提醒 — the needs of the next three months against the balance that is known, with its age.

use chrono::NaiveDate;
use shebao_rules::alert::{Harm, Severity, days_left};

use super::{Alerts, plain};
use crate::Moment;
use crate::book::Desk;
use crate::error::Outcome;
use crate::wire::alert::Alert;

/// A balance older than this says little: its age is told first.
const OLD_DAYS: i64 = 31;

impl Desk {
    /// 资金缺口 of the day, where a balance is known: from which day, and how much is missing then and in the end.
    pub(super) fn cash_alerts(&self, alerts: &mut Alerts, now: Moment) -> Outcome<()> {
        if self.balance(alerts.on)?.is_none() {
            return Ok(());
        }
        let cash = self.kept.cash(self, alerts.on.and_time(now.time()))?;
        let (Some(day), Some(short), Some(balance), Some(on)) =
            (cash.short_on, cash.short_by, cash.balance, cash.balance_on)
        else {
            return Ok(());
        };
        let age = days_left(alerts.on, on);
        let aged =
            if age > OLD_DAYS { format!("（{age} 天前，请更新）") } else { format!("（{age} 天前）") };
        let message = format!(
            "今后三个月需 {}，{on} 余额 {}{aged}：到 {day} 缺 {}，三个月合计还缺",
            cash.needed.with_commas(),
            balance.with_commas(),
            short.with_commas()
        );
        let alert =
            Alert { amount: cash.missing, ..plain("cash_short", "资金不足", message, "查看资金", "cash") };
        let severity = self.cash_severity(day, alerts.on)?;
        alerts.add(severity, Harm::Duty, Some(day), self.by_law(alert, "sbf", "60", alerts.on));
        Ok(())
    }

    fn cash_severity(&self, day: NaiveDate, on: NaiveDate) -> Outcome<Severity> {
        Ok(Severity::of_due(day, on, i64::from(self.leads()?.pay)))
    }
}
