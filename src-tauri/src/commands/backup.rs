//! 备份 — where the book stands, the second place, the rehearsal.

use serde::Deserialize;
use shebao_desk::Outcome;
use shebao_desk::wire::book::BackupState;
use tauri::AppHandle;

use crate::dialogs;
use crate::state::at_desk;

/// Why it must go on without a backup.
#[derive(Deserialize)]
pub struct Waiver {
    reason: String,
}

#[tauri::command]
pub async fn backup_state(app: AppHandle) -> Outcome<BackupState> {
    at_desk(&app, |desk, now| desk.backup_state(now)).await
}

#[tauri::command]
pub async fn backup_second_place(app: AppHandle) -> Outcome<Option<BackupState>> {
    let Some(folder) = dialogs::folder(&app, "第二处备份放在哪个文件夹").await? else { return Ok(None) };
    at_desk(&app, move |desk, now| desk.backup_second_place(Some(&folder), now).map(Some)).await
}

#[tauri::command]
pub async fn backup_second_place_end(app: AppHandle) -> Outcome<BackupState> {
    at_desk(&app, |desk, now| desk.backup_second_place(None, now)).await
}

#[tauri::command]
pub async fn backup_rehearse(app: AppHandle) -> Outcome<BackupState> {
    at_desk(&app, |desk, now| desk.backup_rehearse(now)).await
}

#[tauri::command]
pub async fn backup_waive(app: AppHandle, request: Waiver) -> Outcome<()> {
    at_desk(&app, move |desk, now| desk.backup_waive(&request.reason, now)).await
}
