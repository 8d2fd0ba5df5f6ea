//! 欠费 — the ledger of arrears, orders to pay, advances, plans and back payments.

use serde::Deserialize;
use shebao_desk::Outcome;
use shebao_desk::wire::arrears::{
    AdvanceBalance, ArrearsList, BackPaymentRequest, BackPaymentView, NewAdvance, NewArrears, NewNotice, PlanRequest,
    PlanStepView,
};
use tauri::AppHandle;

use crate::state::at_desk;

/// On which day; null: today.
#[derive(Deserialize)]
pub struct OnDay {
    on: Option<String>,
}

/// Which order to pay, and when it was met.
#[derive(Deserialize)]
pub struct Settled {
    id: i32,
    on: String,
}

#[tauri::command]
pub async fn arrears_list(app: AppHandle, request: OnDay) -> Outcome<ArrearsList> {
    at_desk(&app, move |desk, now| desk.arrears_list(request.on.as_deref(), now)).await
}

#[tauri::command]
pub async fn arrears_register(app: AppHandle, request: NewArrears) -> Outcome<i32> {
    at_desk(&app, move |desk, now| desk.arrears_register(&request, now)).await
}

#[tauri::command]
pub async fn arrears_notice_add(app: AppHandle, request: NewNotice) -> Outcome<i32> {
    at_desk(&app, move |desk, now| desk.arrears_notice_add(&request, now)).await
}

#[tauri::command]
pub async fn arrears_notice_settle(app: AppHandle, request: Settled) -> Outcome<i32> {
    at_desk(&app, move |desk, now| desk.arrears_notice_settle(request.id.into(), &request.on, now)).await
}

#[tauri::command]
pub async fn arrears_plan(app: AppHandle, request: PlanRequest) -> Outcome<Vec<PlanStepView>> {
    at_desk(&app, move |desk, now| desk.arrears_plan(&request, now)).await
}

#[tauri::command]
pub async fn advance_list(app: AppHandle) -> Outcome<Vec<AdvanceBalance>> {
    at_desk(&app, |desk, _| desk.advance_list()).await
}

#[tauri::command]
pub async fn advance_record(app: AppHandle, request: NewAdvance) -> Outcome<i32> {
    at_desk(&app, move |desk, now| desk.advance_record(&request, now)).await
}

#[tauri::command]
pub async fn back_payment_preview(app: AppHandle, request: BackPaymentRequest) -> Outcome<BackPaymentView> {
    at_desk(&app, move |desk, now| desk.back_payment_preview(&request, now)).await
}

#[tauri::command]
pub async fn back_payment_book(app: AppHandle, request: BackPaymentRequest) -> Outcome<BackPaymentView> {
    at_desk(&app, move |desk, now| desk.back_payment_book(&request, now)).await
}
