//! 数据与隐私 — what is kept, put away, erased, copied, asked and answered.

use std::path::PathBuf;

use serde::Deserialize;
use shebao_desk::Outcome;
use shebao_desk::wire::privacy::{
    CopyRequest, Correction, Erase, ErasureScope, Freeze, Keeping, KeepingEdit, NewPrivacyRequest, PersonCopy,
    PrivacyRequestView, RequestAnswer,
};
use shebao_desk::wire::privacy_form::{FormAnswers, FormFile, FormView, NewForm};
use shebao_desk::wire::roster::Person;
use shebao_desk::wire::year_archive::{ArchiveMade, ArchiveProof, ArchiveRequest, ArchiveView};
use tauri::AppHandle;

use crate::dialogs;
use crate::state::{at_desk, in_office};

/// Whom.
#[derive(Deserialize)]
pub struct Whom {
    employee_no: String,
}

/// Which paper, and what it is called.
#[derive(Deserialize)]
pub struct Paper {
    id: i64,
    name: String,
}

#[tauri::command]
pub async fn privacy_keeping(app: AppHandle) -> Outcome<Keeping> {
    at_desk(&app, |desk, now| desk.privacy_keeping(now)).await
}

#[tauri::command]
pub async fn privacy_keeping_set(app: AppHandle, request: KeepingEdit) -> Outcome<Keeping> {
    at_desk(&app, move |desk, now| desk.privacy_keeping_set(&request, now)).await
}

#[tauri::command]
pub async fn privacy_freeze(app: AppHandle, request: Freeze) -> Outcome<Keeping> {
    at_desk(&app, move |desk, now| desk.privacy_freeze(&request, now)).await
}

#[tauri::command]
pub async fn privacy_unfreeze(app: AppHandle, request: Freeze) -> Outcome<Keeping> {
    at_desk(&app, move |desk, now| desk.privacy_unfreeze(&request, now)).await
}

#[tauri::command]
pub async fn privacy_open(app: AppHandle, request: Freeze) -> Outcome<Keeping> {
    at_desk(&app, move |desk, now| desk.privacy_open(&request, now)).await
}

#[tauri::command]
pub async fn privacy_erasure_scope(app: AppHandle, request: Whom) -> Outcome<ErasureScope> {
    at_desk(&app, move |desk, now| desk.privacy_erasure_scope(&request.employee_no, now)).await
}

#[tauri::command]
pub async fn privacy_erase(app: AppHandle, request: Erase) -> Outcome<Keeping> {
    at_desk(&app, move |desk, now| desk.privacy_erase(&request, now)).await
}

#[tauri::command]
pub async fn privacy_copy(app: AppHandle, request: CopyRequest) -> Outcome<Option<PersonCopy>> {
    let Some(folder) = dialogs::folder(&app, "个人信息副本存到哪个文件夹").await? else { return Ok(None) };
    let copy = at_desk(&app, move |desk, now| desk.privacy_copy(&request, &folder, now)).await?;
    if let Some(paper) = copy.files.iter().find(|file| file.ends_with(".pdf")).map(PathBuf::from) {
        in_office(&app, move |office| office.remember_file(paper)).await?;
    }
    Ok(Some(copy))
}

#[tauri::command]
pub async fn privacy_correct(app: AppHandle, request: Correction) -> Outcome<Person> {
    at_desk(&app, move |desk, now| desk.privacy_correct(&request, now)).await
}

#[tauri::command]
pub async fn privacy_requests(app: AppHandle) -> Outcome<Vec<PrivacyRequestView>> {
    at_desk(&app, |desk, now| desk.privacy_requests(now)).await
}

#[tauri::command]
pub async fn privacy_request_add(app: AppHandle, request: NewPrivacyRequest) -> Outcome<Vec<PrivacyRequestView>> {
    at_desk(&app, move |desk, now| desk.privacy_request_add(&request, now)).await
}

#[tauri::command]
pub async fn privacy_request_answer(app: AppHandle, request: RequestAnswer) -> Outcome<Vec<PrivacyRequestView>> {
    at_desk(&app, move |desk, now| desk.privacy_request_answer(&request, now)).await
}

#[tauri::command]
pub async fn privacy_forms(app: AppHandle) -> Outcome<Vec<FormView>> {
    at_desk(&app, |desk, now| desk.privacy_forms(now)).await
}

#[tauri::command]
pub async fn privacy_form_new(app: AppHandle, request: NewForm) -> Outcome<FormView> {
    at_desk(&app, move |desk, now| desk.privacy_form_new(&request, now)).await
}

#[tauri::command]
pub async fn privacy_form_fill(app: AppHandle, request: FormAnswers) -> Outcome<FormView> {
    at_desk(&app, move |desk, now| desk.privacy_form_fill(&request, now)).await
}

#[tauri::command]
pub async fn privacy_form_print(app: AppHandle, request: Paper) -> Outcome<Option<FormFile>> {
    let Some(path) = dialogs::save(&app, "保存文书", format!("{}.pdf", request.name)).await? else {
        return Ok(None);
    };
    let file = path.clone();
    let printed = at_desk(&app, move |desk, now| desk.privacy_form_print(request.id, &path, now)).await?;
    in_office(&app, move |office| office.remember_file(file)).await?;
    Ok(Some(printed))
}

#[tauri::command]
pub async fn privacy_archive(app: AppHandle, request: ArchiveRequest) -> Outcome<Option<ArchiveMade>> {
    let Some(folder) = dialogs::folder(&app, "年度档案存到哪个文件夹").await? else { return Ok(None) };
    at_desk(&app, move |desk, now| desk.privacy_archive(&request, &folder, now).map(Some)).await
}

#[tauri::command]
pub async fn privacy_archives(app: AppHandle) -> Outcome<Vec<ArchiveView>> {
    at_desk(&app, |desk, _| desk.privacy_archives()).await
}

#[tauri::command]
pub async fn privacy_archive_verify(app: AppHandle) -> Outcome<Option<ArchiveProof>> {
    let Some(folder) = dialogs::folder(&app, "核验哪个年度档案文件夹").await? else { return Ok(None) };
    at_desk(&app, move |desk, _| desk.privacy_archive_verify(&folder).map(Some)).await
}
