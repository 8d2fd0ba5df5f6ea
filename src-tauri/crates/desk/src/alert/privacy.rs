//! 数据与隐私 — requests with their last day, papers that are due, and people whose time of keeping is over.

use shebao_rules::alert::{Harm, Severity, days_left};
use shebao_store::RequestState;

use super::{Alerts, count, plain};
use crate::Moment;
use crate::book::Desk;
use crate::error::Outcome;
use crate::wire::alert::Alert;

/// Days before the last one from which it is spoken of.
const AHEAD: i64 = 10;

/// Days before the last one from which it presses.
const PRESSING: i64 = 3;

impl Desk {
    /// What the protection of personal data asks for.
    pub(super) fn privacy_alerts(&self, alerts: &mut Alerts, now: Moment) -> Outcome<()> {
        let employees = self.employees_by_id()?;
        for request in self.view().privacy_requests()?.into_iter().filter(|r| r.state == RequestState::Open) {
            let left = days_left(request.due_on, alerts.on);
            let Some(employee) = employees.get(&request.employee_id).filter(|_| left <= AHEAD) else { continue };
            let text = format!("{}请求{}，还没有答复", employee.name, request.kind.chinese());
            let alert = Alert { employee_no: Some(employee.employee_no.clone()), ..request_alert(text) };
            let alert = self.by_law(alert, "pipl", "50", alerts.on);
            alerts.add(pressing(left), Harm::Duty, Some(request.due_on), alert);
        }
        for form in self.view().privacy_forms()? {
            let Some(due) = form.due_on.filter(|due| days_left(*due, alerts.on) <= AHEAD) else { continue };
            let what = if form.finished_on.is_some() { "到了再做一次的日期" } else { "还没有完成" };
            let text = format!("{}“{}”{what}", form.kind.chinese(), form.title);
            let alert = plain("privacy_form", "保护文书", text, "去填写", "privacy_forms");
            alerts.add(pressing(days_left(due, alerts.on)), Harm::Duty, Some(due), alert);
        }
        let over = count(self.keeping(now)?.kept.iter().filter(|person| person.over).count());
        if over > 0 {
            let text = format!("{over} 名离职人员的保存期限已届满，可以删除");
            let alert = plain("retention_over", "保存期限", text, "查看", "privacy");
            let alert = self.by_law(Alert { count: over, ..alert }, "pipl", "47", alerts.on);
            alerts.add(Severity::Soon, Harm::Duty, None, alert);
        }
        Ok(())
    }
}

fn request_alert(text: String) -> Alert {
    plain("privacy_request", "权利请求", text, "去办理", "privacy_requests")
}

const fn pressing(left: i64) -> Severity {
    if left <= PRESSING { Severity::Act } else { Severity::Soon }
}
