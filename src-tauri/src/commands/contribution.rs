//! 缴费 — the month, its ledger, the reason behind an amount.

use serde::Deserialize;
use shebao_desk::Outcome;
use shebao_desk::wire::contribution::{Estimate, EstimateRequest, Explanation, Ledger};
use tauri::AppHandle;

use crate::state::{at_desk, in_office, now};

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
