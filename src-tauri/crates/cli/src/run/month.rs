//! `shebao contribution …` and `shebao statement …`

use serde_json::{Value, json};
use shebao_desk::contribution::estimate;
use shebao_desk::wire::contribution::EstimateRequest;
use shebao_desk::wire::statement::{BatchRequest, StatementRequest};
use shebao_desk::wire::true_up::{TrueUpDecision, TrueUpKey};
use shebao_desk::{Code, Failure, Outcome};

use super::value;
use crate::args::{Contribution, Estimate, MonthVerb, ReconciliationVerb, Statement, TrueUps};
use crate::session::Session;

pub(super) fn contribution(session: &Session, verb: Contribution) -> Outcome<Value> {
    match verb {
        Contribution::Run { month, unit } => {
            value(session.desk()?.contribution_run(&month, unit.as_deref(), session.now)?)
        }
        Contribution::Explain { month, employee, insurance, unit } => {
            value(session.desk()?.contribution_explain(&month, &employee, unit.as_deref(), &insurance)?)
        }
        Contribution::Estimate(request) => value(estimate(&session.tools, &read(request)?, session.now)?),
        Contribution::WhatIf { month, policy } => {
            value(session.desk()?.contribution_what_if(&month, &policy, session.now)?)
        }
        Contribution::TrueUps => value(session.desk()?.true_up_list(session.now)?),
        Contribution::AcceptTrueUps { booked, chosen } => decide(session, &chosen, Some(booked)),
        Contribution::RefuseTrueUps { chosen } => decide(session, &chosen, None),
    }
}

fn decide(session: &Session, chosen: &TrueUps, booked: Option<String>) -> Outcome<Value> {
    let mut desk = session.desk()?;
    let meets = |key: &TrueUpKey| {
        let same = |given: &Option<String>, own: &str| given.as_deref().is_none_or(|text| text.trim() == own);
        same(&chosen.employee, &key.employee_no)
            && same(&chosen.insurance, key.insurance.id())
            && same(&chosen.period, &key.period.to_string())
            && same(&chosen.unit, &key.unit)
    };
    let proposed = desk.true_up_list(session.now)?.proposals.into_iter().map(|p| p.key);
    let lines = Some(proposed.filter(meets).collect());
    value(desk.true_up_decide(&TrueUpDecision { lines, booked }, session.now)?)
}

/// Where a script closes a month and gives no reason of its own.
const NO_REASON: &str = "命令行封账，未写理由";

pub(super) fn month(session: &Session, verb: MonthVerb) -> Outcome<Value> {
    let mut desk = session.desk()?;
    match verb {
        MonthVerb::Close { month, reason } => {
            let reason = reason.as_deref().unwrap_or(NO_REASON);
            value(desk.month_close(&month, Some(reason), session.now)?)
        }
        MonthVerb::Checklist { month } => value(desk.month_checklist(&month, session.now)?),
        MonthVerb::Reopen { month, reason } => value(desk.month_reopen(&month, &reason, session.now)?),
        MonthVerb::Reversals { month } => Ok(json!({ "reversals": desk.month_reversals(month.as_deref())? })),
        MonthVerb::List => Ok(json!({ "months": desk.month_list()? })),
    }
}

pub(super) fn reconciliation(session: &Session, verb: ReconciliationVerb) -> Outcome<Value> {
    match verb {
        ReconciliationVerb::States { month, unit, employee } => {
            let found =
                session.desk()?.reconciliation_states(&month, unit.as_deref(), employee.as_deref(), session.now)?;
            Ok(json!({ "states": found }))
        }
        ReconciliationVerb::Run { month, unit } => {
            value(session.desk()?.reconciliation_run(&month, unit.as_deref(), session.now)?)
        }
    }
}

fn read(request: Estimate) -> Outcome<EstimateRequest> {
    let mut read = EstimateRequest {
        region: request.region,
        month: request.month,
        base: request.base,
        work_injury_rate: request.work_injury_rate,
        fund_employer: request.fund_employer,
        fund_employee: request.fund_employee,
        ..EstimateRequest::default()
    };
    for option in request.options {
        match option.split_once('=') {
            Some(("hukou", text)) => read.hukou = Some(text.to_owned()),
            Some(("medical_tier", text)) => read.medical_tier = Some(text.to_owned()),
            _ => {
                let expected = "hukou=local、medical_tier=1";
                return Err(Failure::new(Code::InvalidInput).with("field", "option").with("expected", expected));
            }
        }
    }
    Ok(read)
}

pub(super) fn statement(session: &Session, verb: Statement) -> Outcome<Value> {
    let (mut desk, now) = (session.desk()?, session.now);
    let printed = match verb {
        Statement::Print { employee, from, to, out, kind, full_id, purpose } => {
            let request = StatementRequest { kind, employee_no: employee, from, to, full_id, purpose };
            desk.statement_save(&request, &out, now)?
        }
        Statement::Batch { month, from, out, kind, unit } => {
            let request = BatchRequest { kind, month, from, unit, employees: Vec::new() };
            desk.statement_batch(&request, &out, now, &mut |_| true)?
        }
    };
    Ok(json!({
        "files": printed.files,
        "pages": printed.pages,
        "numbers": printed.numbers,
        "skipped": printed.skipped,
    }))
}
