//! `shebao enrollment …`

use serde_json::{Value, json};
use shebao_desk::Outcome;
use shebao_desk::wire::enrollment::{DeclareBase, Enroll, EnrollmentQuery, NewReceipt, NewUnitDay, Withdraw};
use shebao_desk::wire::onboarding::{NewPastCover, OnboardingDone, PastStretch};

use super::value;
use crate::args::{Enrollment, PastCover, Receipt, SetDay};
use crate::session::Session;

pub(super) fn run(session: &Session, verb: Enrollment) -> Outcome<Value> {
    let (mut desk, now) = (session.desk()?, session.now);
    match verb {
        Enrollment::List { month } => Ok(json!({ "lines": desk.enrollment_list(&month, now)? })),
        Enrollment::Enroll { employee, unit, scope, first_month, first_month_late, base, reason, dry_run } => {
            let asked = asked("enroll", &employee, &unit, &scope, first_month);
            let preview = desk.enrollment_preview(&EnrollmentQuery { base: base.clone(), ..asked }, now)?;
            if dry_run {
                return value(preview);
            }
            let (first_month, first_month_late) = (preview.month, first_month_late || preview.late);
            let new = Enroll { employee_no: employee, unit, scope, first_month, first_month_late, base, reason };
            Ok(json!({ "person": desk.enroll(&new, now)? }))
        }
        Enrollment::Withdraw { employee, unit, scope, last_month, reason, dry_run } => {
            let preview = desk.enrollment_preview(&asked("withdraw", &employee, &unit, &scope, last_month), now)?;
            if dry_run {
                return value(preview);
            }
            let request = Withdraw { employee_no: employee, unit, scope, last_month: preview.month, reason };
            Ok(json!({ "person": desk.withdraw(&request, now)? }))
        }
        Enrollment::Base { employee, unit, scope, from, amount, reason } => {
            let request = DeclareBase { employee_no: employee, unit, scope, from, amount, reason };
            Ok(json!({ "person": desk.declare_base(&request, now)? }))
        }
        Enrollment::Tasks { on } => Ok(json!({ "tasks": desk.enrollment_tasks(on.as_deref(), now)? })),
        Enrollment::Receipt(given) => Ok(json!({ "tasks": desk.enrollment_receipt(&receipt(given), now)? })),
        Enrollment::Onboarding => Ok(json!({ "checks": desk.onboarding_list(now)? })),
        Enrollment::PastCover(given) => Ok(json!({ "past": desk.past_cover_add(&past_cover(given), now)? })),
        Enrollment::RemovePastCover { employee, id } => {
            Ok(json!({ "past": desk.past_cover_remove(&employee, id, now)? }))
        }
        Enrollment::Checked { employee, first_ever, note } => {
            let done = OnboardingDone { employee_no: employee, first_ever, note };
            Ok(json!({ "checks": desk.onboarding_done(&done, now)? }))
        }
        Enrollment::Days => Ok(json!({ "days": desk.unit_day_list()? })),
        Enrollment::SetDay(given) => Ok(json!({ "days": desk.unit_day_add(&unit_day(given), now)? })),
    }
}

fn asked(kind: &str, employee: &str, unit: &str, scope: &str, month: Option<String>) -> EnrollmentQuery {
    EnrollmentQuery {
        kind: kind.to_owned(),
        employee_no: employee.to_owned(),
        unit: unit.to_owned(),
        scope: scope.to_owned(),
        month,
        base: None,
    }
}

fn receipt(given: Receipt) -> NewReceipt {
    NewReceipt {
        employee_no: given.employee,
        unit: given.unit,
        kind: given.kind,
        scope: given.scope,
        event: given.event,
        received_on: given.received,
        number: given.number,
        note: given.note,
    }
}

fn past_cover(given: PastCover) -> NewPastCover {
    let stretch = PastStretch {
        kind: given.kind,
        employer: given.employer,
        region: given.region,
        first_month: given.from,
        last_month: given.to,
        arrears: given.arrears,
        source: given.source,
    };
    NewPastCover { employee_no: given.employee, insurances: given.insurance, stretch }
}

fn unit_day(given: SetDay) -> NewUnitDay {
    NewUnitDay {
        unit: given.unit,
        kind: given.kind,
        day: given.day,
        from: given.from,
        to: given.to,
        reason: given.reason,
    }
}
