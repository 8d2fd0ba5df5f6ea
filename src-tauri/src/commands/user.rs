//! 用户 — passwords, who else may open the book, and whether somebody is there.

use serde::Deserialize;
use shebao_desk::Outcome;
use shebao_desk::wire::book::{AddUser, BookInfo, ChangePassword, RemoveUser};
use tauri::{AppHandle, State};

use crate::state::{Office, at_desk, in_office};

/// How long nobody may touch the window.
#[derive(Deserialize)]
pub struct Idling {
    minutes: u32,
}

/// The own password, given again.
#[derive(Deserialize)]
pub struct Proof {
    password: String,
}

#[tauri::command]
pub async fn user_password(app: AppHandle, request: ChangePassword) -> Outcome<BookInfo> {
    at_desk(&app, move |desk, now| desk.user_password(&request, now)).await
}

#[tauri::command]
pub async fn user_prove(app: AppHandle, request: Proof) -> Outcome<()> {
    at_desk(&app, move |desk, now| desk.prove(&request.password, now)).await
}

#[tauri::command]
pub async fn user_add(app: AppHandle, request: AddUser) -> Outcome<BookInfo> {
    at_desk(&app, move |desk, now| desk.user_add(&request, now)).await
}

#[tauri::command]
pub async fn user_remove(app: AppHandle, request: RemoveUser) -> Outcome<BookInfo> {
    at_desk(&app, move |desk, now| desk.user_remove(&request, now)).await
}

#[tauri::command]
pub async fn book_idle_minutes(app: AppHandle, request: Idling) -> Outcome<BookInfo> {
    let info = at_desk(&app, move |desk, _| desk.set_idle_minutes(request.minutes)).await?;
    in_office(&app, move |office| {
        office.idle().allow(info.idle_minutes);
        Ok(info)
    })
    .await
}

/// Not async: it touches a clock and nothing else.
#[tauri::command]
pub fn session_alive(office: State<'_, Office>) {
    office.idle().touch();
}
