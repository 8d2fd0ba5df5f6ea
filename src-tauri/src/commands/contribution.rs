//! 缴费 — the month, its ledger, the reason behind an amount.

use serde::Deserialize;
use shebao_desk::Outcome;
use shebao_desk::wire::contribution::{Estimate, EstimateRequest, Explanation, Ledger};
use shebao_desk::wire::policy_change::{NewPolicyValue, WhatIf};
use shebao_desk::wire::true_up::{TrueUpDecided, TrueUpDecision, TrueUpList};
use tauri::AppHandle;

use crate::state::{at_desk, in_office, now, picked_at_desk};

/// Which month, of one unit or of all.
#[derive(Deserialize)]
pub struct OfMonth {
    month: String,
    unit: Option<String>,
}

/// Which amount.
#[derive(Deserialize)]
pub struct OfAmount {
    month: String,
    employee_no: String,
    unit: Option<String>,
    insurance: String,
}

/// Which month, under a value of the clerk's own or, without one, the picked policy file.
#[derive(Deserialize)]
pub struct Supposed {
    month: String,
    value: Option<NewPolicyValue>,
}

#[tauri::command]
pub async fn contribution_run(app: AppHandle, request: OfMonth) -> Outcome<Ledger> {
    at_desk(&app, move |desk, now| {
        desk.contribution_run(&request.month, request.unit.as_deref(), now)?;
        desk.contribution_ledger(&request.month)
    })
    .await
}

#[tauri::command]
pub async fn contribution_ledger(app: AppHandle, request: OfMonth) -> Outcome<Ledger> {
    at_desk(&app, move |desk, _| desk.contribution_ledger(&request.month)).await
}

#[tauri::command]
pub async fn contribution_explain(app: AppHandle, request: OfAmount) -> Outcome<Explanation> {
    let OfAmount { month, employee_no, unit, insurance } = request;
    at_desk(&app, move |desk, _| desk.contribution_explain(&month, &employee_no, unit.as_deref(), &insurance)).await
}

#[tauri::command]
pub async fn contribution_estimate(app: AppHandle, request: EstimateRequest) -> Outcome<Estimate> {
    in_office(&app, move |office| shebao_desk::contribution::estimate(&office.tools(), &request, now())).await
}

#[tauri::command]
pub async fn contribution_what_if(app: AppHandle, request: Supposed) -> Outcome<WhatIf> {
    let Supposed { month, value } = request;
    match value {
        Some(value) => at_desk(&app, move |desk, now| desk.contribution_what_if_value(&month, &value, now)).await,
        None => picked_at_desk(&app, move |desk, path, now| desk.contribution_what_if(&month, path, now)).await,
    }
}

#[tauri::command]
pub async fn true_up_list(app: AppHandle) -> Outcome<TrueUpList> {
    at_desk(&app, |desk, now| desk.true_up_list(now)).await
}

#[tauri::command]
pub async fn true_up_decide(app: AppHandle, request: TrueUpDecision) -> Outcome<TrueUpDecided> {
    at_desk(&app, move |desk, now| desk.true_up_decide(&request, now)).await
}
