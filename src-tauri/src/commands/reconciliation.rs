//! 对账 — a month's three sources held against each other.

use serde::Deserialize;
use shebao_desk::Outcome;
use shebao_desk::wire::reconciliation::Reconciliation;
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
    at_desk(&app, move |desk, now| desk.reconciliation_run(&request.month, request.unit.as_deref(), now)).await
}
