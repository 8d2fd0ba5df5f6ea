//! 参保 — enrolling, withdrawing, declaring a base.

use serde::Deserialize;
use shebao_desk::Outcome;
use shebao_desk::wire::enrollment::{
    DeclareBase, Enroll, EnrollmentLine, EnrollmentPreview, EnrollmentQuery, EnrollmentTask, NewReceipt, NewUnitDay,
    UnitDayView, Withdraw,
};
use shebao_desk::wire::onboarding::{NewPastCover, OnboardingDone, OnboardingView, PastCoverView};
use shebao_desk::wire::roster::Person;
use tauri::AppHandle;

use crate::state::at_desk;

/// Whose cover is listed.
#[derive(Deserialize)]
pub struct Listing {
    month: String,
}

/// A stretch of past cover that was keyed wrongly.
#[derive(Deserialize)]
pub struct Removal {
    employee_no: String,
    id: i64,
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

#[tauri::command]
pub async fn enrollment_preview(app: AppHandle, request: EnrollmentQuery) -> Outcome<EnrollmentPreview> {
    at_desk(&app, move |desk, now| desk.enrollment_preview(&request, now)).await
}

#[tauri::command]
pub async fn enrollment_tasks(app: AppHandle) -> Outcome<Vec<EnrollmentTask>> {
    at_desk(&app, |desk, now| desk.enrollment_tasks(None, now)).await
}

#[tauri::command]
pub async fn enrollment_receipt(app: AppHandle, request: NewReceipt) -> Outcome<Vec<EnrollmentTask>> {
    at_desk(&app, move |desk, now| desk.enrollment_receipt(&request, now)).await
}

#[tauri::command]
pub async fn onboarding_list(app: AppHandle) -> Outcome<Vec<OnboardingView>> {
    at_desk(&app, |desk, now| desk.onboarding_list(now)).await
}

#[tauri::command]
pub async fn onboarding_done(app: AppHandle, request: OnboardingDone) -> Outcome<Vec<OnboardingView>> {
    at_desk(&app, move |desk, now| desk.onboarding_done(&request, now)).await
}

#[tauri::command]
pub async fn past_cover_add(app: AppHandle, request: NewPastCover) -> Outcome<Vec<PastCoverView>> {
    at_desk(&app, move |desk, now| desk.past_cover_add(&request, now)).await
}

#[tauri::command]
pub async fn past_cover_remove(app: AppHandle, request: Removal) -> Outcome<Vec<PastCoverView>> {
    at_desk(&app, move |desk, now| desk.past_cover_remove(&request.employee_no, request.id, now)).await
}

#[tauri::command]
pub async fn unit_day_list(app: AppHandle) -> Outcome<Vec<UnitDayView>> {
    at_desk(&app, |desk, _| desk.unit_day_list()).await
}

#[tauri::command]
pub async fn unit_day_add(app: AppHandle, request: NewUnitDay) -> Outcome<Vec<UnitDayView>> {
    at_desk(&app, move |desk, now| desk.unit_day_add(&request, now)).await
}
