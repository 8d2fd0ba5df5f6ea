//! 缴费 — dues and dates of a month, payments, the money they take, reminders.

use serde::Deserialize;
use shebao_desk::Outcome;
use shebao_desk::wire::remittance::{
    CashView, NewPayment, NewPaymentDay, NewPublishedDay, ReminderLeads, ReminderPlan, RemittanceList,
};
use tauri::AppHandle;

use super::month::OfMonth;
use crate::state::at_desk;

/// A balance as typed.
#[derive(Deserialize)]
pub struct Balance {
    amount: String,
    day: String,
    note: Option<String>,
}

/// How many months back.
#[derive(Deserialize)]
pub struct Back {
    months: u32,
}

#[tauri::command]
pub async fn remittance_list(app: AppHandle, request: OfMonth) -> Outcome<RemittanceList> {
    at_desk(&app, move |desk, now| desk.remittance_list(&request.month, now)).await
}

#[tauri::command]
pub async fn payment_day_add(app: AppHandle, request: NewPaymentDay) -> Outcome<i32> {
    at_desk(&app, move |desk, now| desk.payment_day_add(&request, now)).await
}

#[tauri::command]
pub async fn published_day_add(app: AppHandle, request: NewPublishedDay) -> Outcome<i32> {
    at_desk(&app, move |desk, now| desk.published_day_add(&request, now)).await
}

#[tauri::command]
pub async fn payment_record(app: AppHandle, request: NewPayment) -> Outcome<i32> {
    at_desk(&app, move |desk, now| desk.payment_record(&request, now)).await
}

#[tauri::command]
pub async fn cash_outlook(app: AppHandle) -> Outcome<CashView> {
    at_desk(&app, |desk, now| desk.cash_outlook(now)).await
}

#[tauri::command]
pub async fn cash_balance_set(app: AppHandle, request: Balance) -> Outcome<i32> {
    at_desk(&app, move |desk, now| desk.cash_balance_set(&request.amount, &request.day, request.note.as_deref(), now))
        .await
}

#[tauri::command]
pub async fn reminder_plan(app: AppHandle, request: Back) -> Outcome<ReminderPlan> {
    at_desk(&app, move |desk, now| desk.reminder_plan(request.months, now)).await
}

#[tauri::command]
pub async fn reminder_set(app: AppHandle, request: ReminderLeads) -> Outcome<ReminderLeads> {
    at_desk(&app, move |desk, _| desk.reminder_set(request)).await
}
