//! 工资 — the worksheet behind a proposed base.

use serde::Deserialize;
use shebao_desk::Outcome;
use shebao_desk::wire::payroll::WorksheetView;
use tauri::AppHandle;

use crate::state::at_desk;

/// Whose wages of which year; everybody's when nobody is named.
#[derive(Deserialize)]
pub struct Worksheets {
    employee_no: Option<String>,
    year: i32,
}

#[tauri::command]
pub async fn payroll_worksheet(app: AppHandle, request: Worksheets) -> Outcome<Vec<WorksheetView>> {
    at_desk(&app, move |desk, _| desk.payroll_worksheet(request.employee_no.as_deref(), request.year)).await
}
