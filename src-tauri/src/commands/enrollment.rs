//! 参保 — enrolling, withdrawing, declaring a base.

use serde::Deserialize;
use shebao_desk::Outcome;
use shebao_desk::wire::enrollment::{DeclareBase, Enroll, EnrollmentLine, Withdraw};
use shebao_desk::wire::roster::Person;
use tauri::AppHandle;

use crate::state::at_desk;

/// Whose cover is listed.
#[derive(Deserialize)]
pub struct Listing {
    month: String,
}

#[tauri::command]
pub async fn enrollment_enroll(app: AppHandle, request: Enroll) -> Outcome<Person> {
    at_desk(&app, move |desk, now| desk.enroll(&request, now)).await
}

#[tauri::command]
pub async fn enrollment_withdraw(app: AppHandle, request: Withdraw) -> Outcome<Person> {
    at_desk(&app, move |desk, now| desk.withdraw(&request, now)).await
}

#[tauri::command]
pub async fn enrollment_list(app: AppHandle, request: Listing) -> Outcome<Vec<EnrollmentLine>> {
    at_desk(&app, move |desk, now| desk.enrollment_list(&request.month, now)).await
}

#[tauri::command]
pub async fn base_declare(app: AppHandle, request: DeclareBase) -> Outcome<Person> {
    at_desk(&app, move |desk, now| desk.declare_base(&request, now)).await
}
