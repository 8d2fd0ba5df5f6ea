//! 提醒 — what waits for the clerk.

use shebao_desk::Outcome;
use shebao_desk::wire::alert::Alert;
use tauri::AppHandle;

use crate::state::at_desk;

#[tauri::command]
pub async fn alert_list(app: AppHandle) -> Outcome<Vec<Alert>> {
    at_desk(&app, |desk, now| desk.alert_list(None, now)).await
}
