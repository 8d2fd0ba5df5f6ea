//! 月份 — closing a month, and how far each has come.

use serde::Deserialize;
use shebao_desk::Outcome;
use shebao_desk::wire::month::{MonthSeal, MonthStateView};
use tauri::AppHandle;

use crate::state::at_desk;

/// Which month.
#[derive(Deserialize)]
pub struct OfMonth {
    month: String,
}

#[tauri::command]
pub async fn month_close(app: AppHandle, request: OfMonth) -> Outcome<MonthSeal> {
    at_desk(&app, move |desk, now| desk.month_close(&request.month, now)).await
}

#[tauri::command]
pub async fn month_list(app: AppHandle) -> Outcome<Vec<MonthStateView>> {
    at_desk(&app, |desk, _| desk.month_list()).await
}
