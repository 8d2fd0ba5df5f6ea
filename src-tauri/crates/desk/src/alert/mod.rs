//! 提醒 — one list of everything that waits for the clerk. Every source adds its alerts to it; the order is one rule.

mod basics;
mod cash;
mod difference;
mod enrollment;
mod obligation;
mod privacy;
mod remittance;
mod retirement;

use chrono::NaiveDate;
use shebao_rules::alert::{Harm, Rank, Severity, days_left};

use crate::access::FieldClass;
use crate::book::Desk;
use crate::error::Outcome;
use crate::law::article_id;
use crate::wire::alert::Alert;
use crate::wire::book::BookInfo;
use crate::{Moment, read};

/// The alerts of a day while they are gathered.
pub(crate) struct Alerts {
    /// The day.
    pub on: NaiveDate,
    found: Vec<(Rank, Alert)>,
}

impl Alerts {
    const fn of(on: NaiveDate) -> Self {
        Self { on, found: Vec::new() }
    }

    /// Adds one; its place follows from how pressing it is, what harm it does and its last day.
    pub(crate) fn add(&mut self, severity: Severity, harm: Harm, due: Option<NaiveDate>, alert: Alert) {
        let alert = Alert {
            severity: severity.id().to_owned(),
            harm: harm.id().to_owned(),
            due: due.map(|day| day.to_string()),
            days_left: due.map(|day| i32::try_from(days_left(day, self.on)).unwrap_or(i32::MIN)),
            ..alert
        };
        self.found.push((Rank::new(severity, harm, due), alert));
    }

    fn sorted(mut self) -> Vec<Alert> {
        let key = |(rank, alert): &(Rank, Alert)| (*rank, alert.code.clone(), alert.subject.clone());
        self.found.sort_by_cached_key(key);
        self.found.into_iter().map(|(_, alert)| alert).collect()
    }
}

/// An alert without a person, a law or an amount.
pub(crate) fn plain(code: &str, subject: &str, message: String, action: &str, screen: &str) -> Alert {
    Alert {
        code: code.to_owned(),
        subject: subject.to_owned(),
        message,
        count: 1,
        action: action.to_owned(),
        screen: screen.to_owned(),
        ..Alert::default()
    }
}

pub(crate) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl Desk {
    /// 今日待办 of a day (today when none is given), the worst and the nearest first.
    ///
    /// # Errors
    /// [`crate::Code::InvalidInput`] for a day that is none.
    pub fn alert_list(&self, on: Option<&str>, now: Moment) -> Outcome<Vec<Alert>> {
        let on = read::given(on).map_or(Ok(now.date()), |text| read::date(text, "日期"))?;
        let mut alerts = Alerts::of(on);
        let info = self.book_info()?;
        self.basic_alerts(&info, &mut alerts)?;
        if self.sees(FieldClass::Pay) {
            // While the months are held against their sources, everything else is read.
            let months = self.months_worth_a_look(on)?;
            let standings = self.month_standings(&months, on, || {
                self.pay_alerts(&info, &mut alerts, now)?;
                self.person_alerts(&mut alerts, now)
            })?;
            let months: Vec<_> = months.into_iter().zip(standings).collect();
            self.difference_alerts(&months, &mut alerts)?;
        } else {
            self.person_alerts(&mut alerts, now)?;
        }
        Ok(alerts.sorted())
    }

    /// Of months and money, differences apart.
    fn pay_alerts(&self, info: &BookInfo, alerts: &mut Alerts, now: Moment) -> Outcome<()> {
        self.month_alerts(info, alerts)?;
        self.obligation_alerts(info, alerts)?;
        self.remittance_alerts(info, alerts)?;
        self.cash_alerts(alerts, now)
    }

    /// Of people.
    fn person_alerts(&self, alerts: &mut Alerts, now: Moment) -> Outcome<()> {
        self.task_alerts(alerts)?;
        self.onboarding_alerts(alerts)?;
        self.retirement_alerts(alerts)?;
        self.privacy_alerts(alerts, now)
    }

    /// The alert with an article as its basis, in the version of a day.
    pub(crate) fn by_law(&self, alert: Alert, family: &str, number: &str, on: NaiveDate) -> Alert {
        let Some((law, article)) = self.tools.laws.article(family, number, on) else { return alert };
        Alert { law: Some(article_id(law, article)), basis: Some(law.title(article)), ..alert }
    }
}
