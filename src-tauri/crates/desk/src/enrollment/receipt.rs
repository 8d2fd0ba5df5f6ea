//! 登记回执 — what closes a task besides a record of the agency.

use shebao_rules::enrollment::TaskKind;
use shebao_store::{Action, Receipt, Tx};

use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::wire::enrollment::{EnrollmentTask, NewReceipt};
use crate::{Moment, read};

impl Desk {
    /// 登记回执 of a task; the clock of that task stops.
    ///
    /// # Errors
    /// [`Code::UnknownRecord`] when no hire or leaving of that day obliges to it, [`Code::InvalidInput`] naming the field.
    pub fn enrollment_receipt(&mut self, new: &NewReceipt, now: Moment) -> Outcome<Vec<EnrollmentTask>> {
        let employee = self.employee(&new.employee_no)?;
        let unit = self.unit_named(&new.unit)?;
        let kinds = TaskKind::ALL.map(TaskKind::id);
        let kind = kinds
            .into_iter()
            .find(|kind| *kind == new.kind.trim())
            .ok_or_else(|| read::invalid("事项", &kinds.join("、")))?;
        let scope = read::given(new.scope.as_deref());
        let with_scope = matches!(kind, "enroll" | "withdraw");
        if with_scope && !matches!(scope, Some("social" | "housing_fund")) {
            return Err(read::invalid("范围", "social、housing_fund"));
        }
        let event = read::date(&new.event, "入职或离职日期")?;
        let received_on = read::date(&new.received_on, "回执日期")?;
        if received_on > now.date() {
            return Err(read::invalid("回执日期", &now.date().to_string()));
        }
        let known = self.view().employments_of(employee.id)?.iter().any(|job| {
            let day = if kind == "enroll" { job.hired } else { job.left };
            day.map(shebao_rules::enrollment::day_of) == Some(event) && job.unit_id.is_none_or(|own| own == unit.id)
        });
        if !known {
            return Err(Failure::new(Code::UnknownRecord).with("what", "该日的入职或离职"));
        }
        let receipt = Receipt {
            employee_id: employee.id,
            unit_id: unit.id,
            kind: kind.to_owned(),
            scope: scope.filter(|_| with_scope).map(str::to_owned),
            event,
            received_on,
            number: read::owned(new.number.as_deref()),
            note: read::owned(new.note.as_deref()),
            recorded_on: now.date(),
        };
        let object = format!("employee:{}", employee.id);
        let action = Action { action: "enrollment.receipt", object: &object };
        self.book.act(&action, now, |tx: &mut Tx<'_>| -> Outcome<i64> { Ok(tx.insert_receipt(&receipt)?) })?;
        let tasks = self.tasks_on(now.date())?;
        Ok(tasks.into_iter().filter(|task| task.employee_no == employee.employee_no).collect())
    }
}
