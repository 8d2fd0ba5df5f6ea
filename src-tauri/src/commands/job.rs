//! 长任务 — stopping what runs.

use tauri::State;

use crate::state::Office;

/// Not async: it must get through while the job holds the desk.
#[tauri::command]
pub fn job_cancel(office: State<'_, Office>) {
    office.cancel();
}
