//! 人员规则 — whose due insurances have no line in the newest computed month, and whose housing fund begins too early.

use shebao_rules::alert::{Harm, Severity};

use super::{Alerts, plain};
use crate::book::Desk;
use crate::error::Outcome;
use crate::read;
use crate::wire::alert::Alert;
use crate::wire::book::BookInfo;

impl Desk {
    /// What the newest month's lines do not follow and somebody must act on.
    pub(super) fn obligation_alerts(&self, info: &BookInfo, alerts: &mut Alerts) -> Outcome<()> {
        let Some(latest) = info.months.last() else { return Ok(()) };
        let month = read::month(latest, "月份")?;
        if !self.anybody_concerned(month)? {
            return Ok(());
        }
        let lines = self.view().ledger(month, None)?;
        for notice in self.person_notices(month, &lines)?.into_iter().filter(|n| n.severity == "act") {
            let harm = if notice.kind == "fund_start" { Harm::Money } else { Harm::Cover };
            let text = format!("{month} {}", notice.text);
            let alert = Alert {
                employee_no: Some(notice.employee_no.clone()),
                unit: Some(notice.unit),
                basis: Some(notice.source.title),
                focus: Some(notice.employee_no),
                ..plain("person_rules", &notice.name, text, "查看员工", "person")
            };
            alerts.add(Severity::Act, harm, None, alert);
        }
        Ok(())
    }
}
