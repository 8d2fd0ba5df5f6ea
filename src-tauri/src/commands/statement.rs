//! 文书 — the preview is the file.

use std::path::PathBuf;

use shebao_desk::wire::statement::{BatchRequest, Printed, StatementRequest};
use shebao_desk::{Code, Failure, Outcome};
use tauri::AppHandle;
use tauri::ipc::Response;
use tauri_plugin_opener::OpenerExt;

use crate::dialogs;
use crate::state::{at_desk, in_office, job};

#[tauri::command]
pub async fn statement_preview(app: AppHandle, request: StatementRequest) -> Outcome<Response> {
    at_desk(&app, move |desk, now| desk.statement_preview(&request, now).map(Response::new)).await
}

#[tauri::command]
pub async fn statement_save(app: AppHandle, request: StatementRequest) -> Outcome<Option<Printed>> {
    let name = format!("{}_{}_{}.pdf", request.employee_no, request.from, request.to);
    let Some(path) = dialogs::save(&app, "保存文书", name).await? else { return Ok(None) };
    let printed = at_desk(&app, move |desk, now| desk.statement_save(&request, &path, now)).await?;
    handed_over(&app, printed).await
}

#[tauri::command]
pub async fn statement_batch(app: AppHandle, request: BatchRequest) -> Outcome<Option<Printed>> {
    let Some(folder) = dialogs::folder(&app, "文书存到哪个文件夹").await? else { return Ok(None) };
    let mut progress = job(&app);
    let printed = at_desk(&app, move |desk, now| desk.statement_batch(&request, &folder, now, &mut progress)).await?;
    handed_over(&app, printed).await
}

#[tauri::command]
pub async fn statement_open_last(app: AppHandle) -> Outcome<()> {
    let file = in_office(&app, |office| office.last_file()).await?;
    let opened = app.opener().open_path(file.display().to_string(), None::<&str>);
    opened.map_err(|_| Failure::new(Code::Internal))
}

/// Keeps the first file written, the one that 「打开」 opens.
async fn handed_over(app: &AppHandle, printed: Printed) -> Outcome<Option<Printed>> {
    if let Some(first) = printed.files.first().map(PathBuf::from) {
        in_office(app, move |office| office.remember_file(first)).await?;
    }
    Ok(Some(printed))
}
