//! 概览 — the month board, the months before it and the gap grid.

use serde::Deserialize;
use shebao_desk::Outcome;
use shebao_desk::wire::insight::{GapGrid, MonthBoard, TrendMonth};
use tauri::AppHandle;
use tauri::ipc::Response;

use crate::state::at_desk;

/// Which month.
#[derive(Deserialize)]
pub struct Looked {
    month: String,
}

/// Which months, of one person or of everybody with a gap.
#[derive(Deserialize)]
pub struct Stretch {
    employee_no: Option<String>,
    from: String,
    to: String,
}

#[tauri::command]
pub async fn insight_board(app: AppHandle, request: Looked) -> Outcome<MonthBoard> {
    at_desk(&app, move |desk, now| desk.insight_board(&request.month, now)).await
}

#[tauri::command]
pub async fn insight_trend(app: AppHandle, request: Looked) -> Outcome<Vec<TrendMonth>> {
    at_desk(&app, move |desk, _| desk.insight_trend(&request.month)).await
}

#[tauri::command]
pub async fn insight_report_preview(app: AppHandle, request: Looked) -> Outcome<Response> {
    at_desk(&app, move |desk, now| desk.insight_report_preview(&request.month, now).map(Response::new)).await
}

#[tauri::command]
pub async fn insight_gaps(app: AppHandle, request: Stretch) -> Outcome<GapGrid> {
    at_desk(&app, move |desk, now| match request.employee_no {
        Some(no) => desk.insight_person(&no, &request.from, &request.to, now),
        None => desk.insight_gaps(&request.from, &request.to, now),
    })
    .await
}
