//! 花名册 — people.

use serde::Deserialize;
use shebao_desk::Outcome;
use shebao_desk::wire::obligation::PersonRule;
use shebao_desk::wire::roster::{Person, PersonEdit};
use tauri::AppHandle;

use crate::state::at_desk;

/// Whom to list.
#[derive(Deserialize)]
pub struct Listing {
    on: Option<String>,
}

/// Whom to show.
#[derive(Deserialize)]
pub struct Showing {
    employee_no: String,
}

/// One class of one person's fields.
#[derive(Deserialize)]
pub struct Revealing {
    employee_no: String,
    class: String,
    reason: String,
}

/// One class of everybody's fields.
#[derive(Deserialize)]
pub struct RevealingAll {
    class: String,
    reason: String,
}

/// Of whom.
#[derive(Deserialize)]
pub struct OfPerson {
    employee_no: String,
}

/// Whom to change, and what.
#[derive(Deserialize)]
pub struct Editing {
    employee_no: String,
    edit: PersonEdit,
}

#[tauri::command]
pub async fn roster_list(app: AppHandle, request: Listing) -> Outcome<Vec<Person>> {
    at_desk(&app, move |desk, _| desk.roster_list(request.on.as_deref())).await
}

#[tauri::command]
pub async fn roster_person(app: AppHandle, request: Showing) -> Outcome<Person> {
    at_desk(&app, move |desk, _| desk.roster_person(&request.employee_no)).await
}

#[tauri::command]
pub async fn roster_reveal(app: AppHandle, request: Revealing) -> Outcome<Person> {
    at_desk(&app, move |desk, now| desk.roster_reveal(&request.employee_no, &request.class, &request.reason, now)).await
}

#[tauri::command]
pub async fn roster_reveal_all(app: AppHandle, request: RevealingAll) -> Outcome<()> {
    at_desk(&app, move |desk, now| desk.roster_reveal_all(&request.class, &request.reason, now)).await
}

#[tauri::command]
pub async fn roster_veil(app: AppHandle) -> Outcome<()> {
    at_desk(&app, |desk, _| {
        desk.veil();
        Ok(())
    })
    .await
}

#[tauri::command]
pub async fn roster_rules(app: AppHandle, request: OfPerson) -> Outcome<Vec<PersonRule>> {
    at_desk(&app, move |desk, now| desk.roster_rules(&request.employee_no, now)).await
}

#[tauri::command]
pub async fn roster_add(app: AppHandle, request: PersonEdit) -> Outcome<Person> {
    at_desk(&app, move |desk, now| desk.roster_add(&request, now)).await
}

#[tauri::command]
pub async fn roster_edit(app: AppHandle, request: Editing) -> Outcome<Person> {
    at_desk(&app, move |desk, now| desk.roster_edit(&request.employee_no, &request.edit, now)).await
}
