//! 月份 — closing a month, and how far each has come.

use serde::Deserialize;
use shebao_desk::Outcome;
use shebao_desk::wire::month::{MonthChecklist, MonthReopened, MonthReversal, MonthSeal, MonthStateView};
use tauri::AppHandle;

use crate::state::at_desk;

/// Which month.
#[derive(Deserialize)]
pub struct OfMonth {
    pub month: String,
}

/// Which month, and why.
#[derive(Deserialize)]
pub struct Reopen {
    month: String,
    reason: String,
}

/// Of one month, or of all.
#[derive(Deserialize)]
pub struct OfAnyMonth {
    month: Option<String>,
}

/// Which month, and why it is closed although something is open.
#[derive(Deserialize)]
pub struct Close {
    month: String,
    reason: Option<String>,
}

#[tauri::command]
pub async fn month_close(app: AppHandle, request: Close) -> Outcome<MonthSeal> {
    at_desk(&app, move |desk, now| desk.month_close(&request.month, request.reason.as_deref(), now)).await
}

#[tauri::command]
pub async fn month_list(app: AppHandle) -> Outcome<Vec<MonthStateView>> {
    at_desk(&app, |desk, _| desk.month_list()).await
}

#[tauri::command]
pub async fn month_checklist(app: AppHandle, request: OfMonth) -> Outcome<MonthChecklist> {
    at_desk(&app, move |desk, now| desk.month_checklist(&request.month, now)).await
}

#[tauri::command]
pub async fn month_reopen(app: AppHandle, request: Reopen) -> Outcome<MonthReopened> {
    at_desk(&app, move |desk, now| desk.month_reopen(&request.month, &request.reason, now)).await
}

#[tauri::command]
pub async fn month_reversals(app: AppHandle, request: OfAnyMonth) -> Outcome<Vec<MonthReversal>> {
    at_desk(&app, move |desk, _| desk.month_reversals(request.month.as_deref())).await
}
