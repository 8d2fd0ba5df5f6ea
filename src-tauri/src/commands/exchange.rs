//! 导入导出 — looking at a file, previewing, taking in, undoing, handing out.

use serde::Deserialize;
use shebao_desk::Outcome;
use shebao_desk::wire::exchange::{BatchView, ImportReport, ImportRequest, Inspection, MigrationReport, Question};
use shebao_desk::wire::export::{ExportKind, ExportLayout, ExportRequest, Exported};
use shebao_desk::wire::journal::Undone;
use tauri::AppHandle;

use crate::dialogs;
use crate::state::{Office, at_desk, in_office, job};

/// Which batch.
#[derive(Deserialize)]
pub struct OfBatch {
    batch: i64,
}

/// What the clerk answers to which question.
#[derive(Deserialize)]
pub struct Answer {
    question: i64,
    choice: String,
}

#[tauri::command]
pub async fn exchange_pick(app: AppHandle) -> Outcome<Option<Inspection>> {
    let Some(path) = dialogs::sheet(&app).await? else { return Ok(None) };
    in_office(&app, move |office| shebao_desk::exchange_inspect(&office.tools(), &path).map(Some)).await
}

#[tauri::command]
pub async fn exchange_preview(app: AppHandle, request: ImportRequest) -> Outcome<ImportReport> {
    let request = ImportRequest { dry_run: true, ..request };
    at_desk(&app, move |desk, now| desk.exchange_import(&request, now)).await
}

#[tauri::command]
pub async fn exchange_import(app: AppHandle, request: ImportRequest) -> Outcome<ImportReport> {
    let request = ImportRequest { dry_run: false, ..request };
    at_desk(&app, move |desk, now| desk.exchange_import(&request, now)).await
}

#[tauri::command]
pub async fn exchange_undo(app: AppHandle, request: OfBatch) -> Outcome<Undone> {
    at_desk(&app, move |desk, now| desk.exchange_undo(request.batch, now)).await
}

#[tauri::command]
pub async fn exchange_batches(app: AppHandle) -> Outcome<Vec<BatchView>> {
    at_desk(&app, |desk, _| desk.exchange_batches()).await
}

#[tauri::command]
pub async fn exchange_questions(app: AppHandle) -> Outcome<Vec<Question>> {
    at_desk(&app, |desk, _| desk.exchange_questions()).await
}

#[tauri::command]
pub async fn exchange_answer(app: AppHandle, request: Answer) -> Outcome<Question> {
    at_desk(&app, move |desk, now| desk.exchange_answer(request.question, &request.choice, now)).await
}

#[tauri::command]
pub async fn exchange_migrate(app: AppHandle) -> Outcome<Option<MigrationReport>> {
    let Some(folder) = dialogs::folder(&app, "选择旧资料所在的文件夹").await? else { return Ok(None) };
    let mut progress = job(&app);
    at_desk(&app, move |desk, now| desk.exchange_migrate(&folder, false, now, &mut progress).map(Some)).await
}

#[tauri::command]
pub async fn exchange_export(app: AppHandle, request: ExportRequest) -> Outcome<Option<Exported>> {
    let name = at_desk(&app, {
        let request = request.clone();
        move |desk, _| desk.exchange_file_name(&request)
    })
    .await?;
    let Some(path) = dialogs::save(&app, "导出", name).await? else { return Ok(None) };
    let file = path.clone();
    let exported = at_desk(&app, move |desk, now| desk.exchange_export(&request, &path, now)).await?;
    in_office(&app, move |office| office.remember_file(file)).await?;
    Ok(Some(exported))
}

#[tauri::command]
pub async fn exchange_template(app: AppHandle, request: ExportLayout) -> Outcome<Option<Exported>> {
    let name = format!("导入模板_{}.xlsx", request.name);
    let Some(path) = dialogs::save(&app, "空白模板", name).await? else { return Ok(None) };
    let file = path.clone();
    let written = move |office: &Office| shebao_desk::exchange_template(&office.tools(), &request.id, &path);
    let written = in_office(&app, written).await?;
    in_office(&app, move |office| office.remember_file(file)).await?;
    Ok(Some(written))
}

#[tauri::command]
pub async fn exchange_template_kinds(app: AppHandle) -> Outcome<Vec<ExportLayout>> {
    in_office(&app, |office| Ok(shebao_desk::exchange_template_kinds(&office.tools()))).await
}

#[tauri::command]
pub async fn exchange_export_kinds(app: AppHandle) -> Outcome<Vec<ExportKind>> {
    in_office(&app, |office| Ok(shebao_desk::exchange_export_kinds(&office.tools()))).await
}
