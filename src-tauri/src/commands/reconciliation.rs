//! 对账 — a month's three sources held against each other.

use serde::Deserialize;
use shebao_desk::Outcome;
use shebao_desk::wire::reconciliation::{FiveStates, Reconciliation};
use tauri::AppHandle;

use crate::state::at_desk;

/// Which month, of one unit or of all.
#[derive(Deserialize)]
pub struct OfMonth {
    month: String,
    unit: Option<String>,
}

#[tauri::command]
pub async fn reconciliation_run(app: AppHandle, request: OfMonth) -> Outcome<Reconciliation> {
    at_desk(&app, move |desk, now| desk.reconciliation_shown(&request.month, request.unit.as_deref(), now)).await
}

/// Whose states of a month: of a unit, of a person, or of all.
#[derive(Deserialize)]
pub struct StatesOf {
    month: String,
    unit: Option<String>,
    employee_no: Option<String>,
}

#[tauri::command]
pub async fn reconciliation_states(app: AppHandle, request: StatesOf) -> Outcome<Vec<FiveStates>> {
    let StatesOf { month, unit, employee_no } = request;
    at_desk(&app, move |desk, now| desk.reconciliation_states(&month, unit.as_deref(), employee_no.as_deref(), now))
        .await
}
