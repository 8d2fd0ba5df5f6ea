//! 参保单位 — units and their own dated settings.

use serde::Deserialize;
use shebao_desk::Outcome;
use shebao_desk::wire::unit::{NewSetting, NewUnit, Unit, UnitEdit};
use tauri::AppHandle;

use crate::state::at_desk;

/// The last month of a setting.
#[derive(Deserialize)]
pub struct SettingEnd {
    id: i64,
    to: String,
}

#[tauri::command]
pub async fn unit_list(app: AppHandle) -> Outcome<Vec<Unit>> {
    at_desk(&app, |desk, _| desk.unit_list()).await
}

#[tauri::command]
pub async fn unit_add(app: AppHandle, request: NewUnit) -> Outcome<Unit> {
    at_desk(&app, move |desk, now| desk.unit_add(&request, now)).await
}

#[tauri::command]
pub async fn unit_edit(app: AppHandle, request: UnitEdit) -> Outcome<Unit> {
    at_desk(&app, move |desk, now| desk.unit_edit(&request, now)).await
}

#[tauri::command]
pub async fn setting_add(app: AppHandle, request: NewSetting) -> Outcome<Unit> {
    at_desk(&app, move |desk, now| desk.setting_add(&request, now)).await
}

#[tauri::command]
pub async fn setting_end(app: AppHandle, request: SettingEnd) -> Outcome<()> {
    at_desk(&app, move |desk, now| desk.setting_end(request.id, &request.to, now).map(drop)).await
}
