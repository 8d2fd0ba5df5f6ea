//! `shebao remittance …` and `shebao arrears …`

use serde_json::{Value, json};
use shebao_desk::wire::arrears::{BackPaymentRequest, NewAdvance, NewArrears, NewNotice, PlanPart, PlanRequest};
use shebao_desk::wire::remittance::{NewPayment, NewPaymentDay, NewPublishedDay, ReminderLeads};
use shebao_desk::{Code, Failure, Outcome};

use super::value;
use crate::args::{ArrearsVerb, BackPayment, Remittance};
use crate::session::Session;

pub(super) fn remittance(session: &Session, verb: Remittance) -> Outcome<Value> {
    let (mut desk, now) = (session.desk()?, session.now);
    let action = match verb {
        Remittance::List { month } => return value(desk.remittance_list(&month, now)?),
        Remittance::Cash => return value(desk.cash_outlook(now)?),
        Remittance::Reminders { months } => return value(desk.reminder_plan(months, now)?),
        Remittance::Leads { declare, pay, notice } => {
            return value(desk.reminder_set(ReminderLeads { declare, pay, notice })?);
        }
        Remittance::Day(own) => {
            let new = NewPaymentDay {
                unit: own.unit,
                scope: own.scope,
                from: own.from,
                to: own.to,
                months_after: own.months_after,
                declare_day: own.declare_day,
                pay_day: own.pay_day,
                shift: own.shift,
                source: own.source,
            };
            desk.payment_day_add(&new, now)?
        }
        Remittance::Published { region, scope, month, declare_by, pay_by, source } => {
            desk.published_day_add(&NewPublishedDay { region, scope, month, declare_by, pay_by, source }, now)?
        }
        Remittance::Pay { unit, month, scope, principal, late_fee, paid_on, document } => {
            desk.payment_record(&NewPayment { unit, month, scope, principal, late_fee, paid_on, document }, now)?
        }
        Remittance::Balance { amount, day, note } => desk.cash_balance_set(&amount, &day, note.as_deref(), now)?,
    };
    Ok(json!({ "action_seq": action }))
}

pub(super) fn arrears(session: &Session, verb: ArrearsVerb) -> Outcome<Value> {
    let (mut desk, now) = (session.desk()?, session.now);
    let action = match verb {
        ArrearsVerb::List { on } => return value(desk.arrears_list(on.as_deref(), now)?),
        ArrearsVerb::Advances => return Ok(json!({ "persons": desk.advance_list()? })),
        ArrearsVerb::Plan { unit, parts } => {
            let instalments = parts.iter().map(|text| part(text)).collect::<Outcome<_>>()?;
            return Ok(json!({ "steps": desk.arrears_plan(&PlanRequest { unit, instalments }, now)? }));
        }
        ArrearsVerb::BackPayment(request) => {
            let confirmed = request.confirm_amount.is_some();
            let request = read(request);
            return value(match confirmed {
                true => desk.back_payment_book(&request, now)?,
                false => desk.back_payment_preview(&request, now)?,
            });
        }
        ArrearsVerb::Register { unit, period, insurance, principal, due_on, document } => {
            desk.arrears_register(&NewArrears { unit, period, insurance, principal, due_on, document }, now)?
        }
        ArrearsVerb::Notice { unit, number, agency, received_on, due_on, amount, note } => {
            desk.arrears_notice_add(&NewNotice { unit, number, agency, received_on, due_on, amount, note }, now)?
        }
        ArrearsVerb::Settle { notice, on } => desk.arrears_notice_settle(notice, &on, now)?,
        ArrearsVerb::Advance { employee, kind, month, amount, day, document } => {
            desk.advance_record(&NewAdvance { employee_no: employee, kind, month, amount, day, document }, now)?
        }
    };
    Ok(json!({ "action_seq": action }))
}

fn part(text: &str) -> Outcome<PlanPart> {
    let expected = || Failure::new(Code::InvalidInput).with("field", "part").with("expected", "2026-04-30=25000");
    let (day, amount) = text.split_once('=').ok_or_else(expected)?;
    Ok(PlanPart { day: day.to_owned(), amount: amount.to_owned() })
}

fn read(request: BackPayment) -> BackPaymentRequest {
    BackPaymentRequest {
        employees: request.employees,
        unit: request.unit,
        scope: request.scope,
        from: request.from,
        to: request.to,
        booked: request.booked,
        base: request.base,
        reason: request.reason,
        confirm_amount: request.confirm_amount,
        confirm_heads: request.confirm_heads,
    }
}
