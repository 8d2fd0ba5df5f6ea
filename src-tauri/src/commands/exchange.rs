//! 导入导出 — looking at a file, previewing, taking in, undoing, handing out.

use serde::Deserialize;
use shebao_desk::Outcome;
use shebao_desk::wire::exchange::{BatchView, ImportReport, ImportRequest, Inspection, MigrationReport, Question};
use shebao_desk::wire::export::{ExportKind, ExportLayout, ExportRequest, Exported, ShownList};
use shebao_desk::wire::inbox::{ArchivedFile, Inbox, Pasted};
use shebao_desk::wire::journal::Undone;
use shebao_desk::wire::mapping::MappingView;
use shebao_desk::wire::matching::{MatchGiven, MatchView};
use tauri::AppHandle;

use crate::dialogs;
use crate::state::{Office, at_desk, in_office, job};

/// Which batch.
#[derive(Deserialize)]
pub struct OfBatch {
    batch: i64,
}

/// Which original, and why where it names people who are put away.
#[derive(Deserialize)]
pub struct Original {
    batch: i64,
    reason: Option<String>,
}

/// What the clerk answers to which question.
#[derive(Deserialize)]
pub struct Answer {
    question: i64,
    choice: String,
}

/// Which mapping.
#[derive(Deserialize)]
pub struct OfMapping {
    mapping: i64,
}

/// Which file of the inbox.
#[derive(Deserialize)]
pub struct OfFile {
    name: String,
}

/// Which file of the inbox is not offered, or offered again.
#[derive(Deserialize)]
pub struct PassedOver {
    name: String,
    over: bool,
}

/// Which matches; none names all.
#[derive(Deserialize)]
pub struct OfMatches {
    matches: Vec<String>,
}

#[tauri::command]
pub async fn exchange_pick(app: AppHandle) -> Outcome<Option<Inspection>> {
    let Some(path) = dialogs::sheet(&app).await? else { return Ok(None) };
    in_office(&app, move |office| office.inspect(&path).map(Some)).await
}

#[tauri::command]
pub async fn exchange_paste(app: AppHandle, request: Pasted) -> Outcome<Inspection> {
    in_office(&app, move |office| office.paste(&request)).await
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

#[tauri::command]
pub async fn exchange_mappings(app: AppHandle) -> Outcome<Vec<MappingView>> {
    at_desk(&app, |desk, _| desk.exchange_mappings()).await
}

#[tauri::command]
pub async fn exchange_forget_mapping(app: AppHandle, request: OfMapping) -> Outcome<()> {
    at_desk(&app, move |desk, now| desk.exchange_forget_mapping(request.mapping, now)).await
}

#[tauri::command]
pub async fn exchange_matches(app: AppHandle) -> Outcome<Vec<MatchView>> {
    at_desk(&app, |desk, _| desk.exchange_matches()).await
}

#[tauri::command]
pub async fn exchange_confirm_matches(app: AppHandle, request: OfMatches) -> Outcome<u32> {
    at_desk(&app, move |desk, now| desk.exchange_confirm_matches(&request.matches, now)).await
}

#[tauri::command]
pub async fn exchange_give_match(app: AppHandle, request: MatchGiven) -> Outcome<()> {
    at_desk(&app, move |desk, now| desk.exchange_give_match(&request, now)).await
}

#[tauri::command]
pub async fn exchange_mark(app: AppHandle, request: ImportRequest) -> Outcome<Option<Exported>> {
    let handle = request.handle.clone();
    let name = at_desk(&app, move |desk, _| desk.exchange_mark_name(&handle)).await?;
    let Some(path) = dialogs::save(&app, "导出标红", name).await? else { return Ok(None) };
    let file = path.clone();
    let marked = at_desk(&app, move |desk, now| desk.exchange_mark(&request, &path, now)).await?;
    in_office(&app, move |office| office.remember_file(file)).await?;
    Ok(Some(marked))
}

#[tauri::command]
pub async fn exchange_inbox(app: AppHandle) -> Outcome<Inbox> {
    at_desk(&app, |desk, _| desk.exchange_inbox()).await
}

#[tauri::command]
pub async fn exchange_inbox_choose(app: AppHandle) -> Outcome<Option<Inbox>> {
    let Some(folder) = dialogs::folder(&app, "选择收件夹").await? else { return Ok(None) };
    at_desk(&app, move |desk, _| desk.exchange_inbox_set(Some(&folder)).map(Some)).await
}

#[tauri::command]
pub async fn exchange_inbox_off(app: AppHandle) -> Outcome<Inbox> {
    at_desk(&app, |desk, _| desk.exchange_inbox_set(None)).await
}

#[tauri::command]
pub async fn exchange_inbox_open(app: AppHandle, request: OfFile) -> Outcome<Inspection> {
    at_desk(&app, move |desk, _| desk.exchange_inbox_open(&request.name)).await
}

#[tauri::command]
pub async fn exchange_inbox_take(app: AppHandle, request: OfFile) -> Outcome<ImportReport> {
    at_desk(&app, move |desk, now| desk.exchange_inbox_take(&request.name, now)).await
}

#[tauri::command]
pub async fn exchange_inbox_pass_over(app: AppHandle, request: PassedOver) -> Outcome<Inbox> {
    at_desk(&app, move |desk, _| desk.exchange_inbox_pass_over(&request.name, request.over)).await
}

#[tauri::command]
pub async fn exchange_archive(app: AppHandle) -> Outcome<Vec<ArchivedFile>> {
    at_desk(&app, |desk, _| desk.exchange_archive()).await
}

#[tauri::command]
pub async fn exchange_original(app: AppHandle, request: Original) -> Outcome<Option<ArchivedFile>> {
    let Original { batch, reason } = request;
    let why = reason.clone();
    let name = at_desk(&app, move |desk, _| desk.exchange_original_name(batch, why.as_deref())).await?;
    let Some(path) = dialogs::save(&app, "取回原件", name).await? else { return Ok(None) };
    let file = path.clone();
    let original = at_desk(&app, move |desk, now| desk.exchange_original(batch, reason.as_deref(), &path, now)).await?;
    in_office(&app, move |office| office.remember_file(file)).await?;
    Ok(Some(original))
}

#[tauri::command]
pub async fn exchange_list(app: AppHandle, request: ShownList) -> Outcome<Option<Exported>> {
    let name = format!("{}.xlsx", request.title);
    let Some(path) = dialogs::save(&app, "导出当前列表", name).await? else { return Ok(None) };
    let file = path.clone();
    let written = in_office(&app, move |_| shebao_desk::exchange_list(&request, &path)).await?;
    in_office(&app, move |office| office.remember_file(file)).await?;
    Ok(Some(written))
}
