//! 账簿 — creating, opening, locking, checking, backing up.

use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use shebao_desk::wire::book::{
    BackupReport, BookInfo, CheckReport, CreatedBook, KnownBook, NewBook, Rescued, Restored,
};
use shebao_desk::{Desk, Outcome, Tools};
use tauri::AppHandle;

use crate::dialogs;
use crate::state::{at_desk, in_office, job, look_ahead, now};

/// Two groups of the recovery code, typed back.
#[derive(Deserialize)]
pub struct TypedBack {
    groups: [String; 2],
}

/// A password given again, or that of a backup.
#[derive(Deserialize)]
pub struct Password {
    password: String,
}

/// A known book, or the only one, and its password.
#[derive(Deserialize)]
pub struct Opening {
    id: Option<String>,
    password: String,
}

/// A known book, or the only one, its recovery code and the password it gets.
#[derive(Deserialize)]
pub struct Recovery {
    id: Option<String>,
    code: String,
    new_password: String,
}

/// Where a file was saved; None when the clerk changed her mind.
#[derive(Serialize)]
pub struct Saved {
    saved: Option<String>,
}

#[tauri::command]
pub async fn books_known(app: AppHandle) -> Outcome<Vec<KnownBook>> {
    in_office(&app, |office| Ok(Desk::known(office.folder()))).await
}

#[tauri::command]
pub async fn book_create(app: AppHandle, request: NewBook) -> Outcome<CreatedBook> {
    in_office(&app, move |office| {
        let place = office.new_place(&request.credit_code);
        let (desk, created) = Desk::create(office.tools(), &place, &request, now())?;
        desk.label()?;
        office.lay(desk).map(|_| created)
    })
    .await
}

#[tauri::command]
pub async fn book_confirm_recovery(app: AppHandle, request: TypedBack) -> Outcome<BookInfo> {
    at_desk(&app, move |desk, _| desk.confirm_recovery(request.groups.each_ref().map(String::as_str))).await
}

#[tauri::command]
pub async fn book_recovery_card(app: AppHandle) -> Outcome<Saved> {
    let card = at_desk(&app, |desk, now| desk.recovery_card(now)).await?;
    let chosen = dialogs::save(&app, "保存恢复卡", "恢复卡.pdf".to_owned()).await?;
    let saved = in_office(&app, move |office| chosen.map(|path| office.write(path, &card)).transpose()).await?;
    Ok(Saved { saved })
}

#[tauri::command]
pub async fn book_show_recovery(app: AppHandle, request: Password) -> Outcome<CreatedBook> {
    at_desk(&app, move |desk, now| desk.show_recovery(&request.password, now)).await
}

#[tauri::command]
pub async fn book_pick_backup(app: AppHandle) -> Outcome<Option<String>> {
    let Some(path) = dialogs::backup(&app).await? else { return Ok(None) };
    in_office(&app, move |office| Ok(Some(office.choose_backup(path)))).await
}

#[tauri::command]
pub async fn book_restore(app: AppHandle, request: Password) -> Outcome<Restored> {
    in_office(&app, move |office| {
        let (backup, place) = (office.chosen_backup()?, office.restored_place(now()));
        let (desk, restored) = Desk::restore(office.tools(), &backup, &place, &request.password, now())?;
        desk.label()?;
        office.lay(desk).map(|_| restored)
    })
    .await
}

#[tauri::command]
pub async fn today() -> Outcome<String> {
    Ok(now().date().to_string())
}

#[tauri::command]
pub async fn book_open(app: AppHandle, request: Opening) -> Outcome<BookInfo> {
    let opened = in_office(&app, move |office| {
        let place = office.place(request.id.as_deref())?;
        office.clear();
        office.lay(Desk::open(office.tools(), &place, &request.password, now())?)
    })
    .await?;
    look_ahead(&app, &opened);
    Ok(opened)
}

/// What a book that is to be upgraded is opened by.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Upgrading {
    Recovery(Recovery),
    Password(Opening),
}

impl Upgrading {
    fn id(&self) -> Option<&str> {
        let (Self::Recovery(Recovery { id, .. }) | Self::Password(Opening { id, .. })) = self;
        id.as_deref()
    }

    fn open(&self, tools: Arc<Tools>, place: &Path, save_to: &Path) -> Outcome<Desk> {
        match self {
            Self::Password(by) => Desk::open_saving(tools, place, &by.password, Some(save_to), now()),
            Self::Recovery(by) => {
                Desk::open_with_recovery(tools, place, &by.code, &by.new_password, Some(save_to), now())
            }
        }
    }
}

/// The clerk chooses where the backup before the upgrade goes; None when she changed her mind.
#[tauri::command]
pub async fn book_upgrade(app: AppHandle, request: Upgrading) -> Outcome<Option<BookInfo>> {
    let Some(folder) = dialogs::folder(&app, "升级前的备份存到哪个文件夹").await? else { return Ok(None) };
    in_office(&app, move |office| {
        let place = office.place(request.id())?;
        office.clear();
        office.lay(request.open(office.tools(), &place, &folder)?).map(Some)
    })
    .await
}

#[tauri::command]
pub async fn book_rescue(app: AppHandle, request: Opening) -> Outcome<Rescued> {
    in_office(&app, move |office| {
        let place = office.place(request.id.as_deref())?;
        office.clear();
        let (desk, rescued) = Desk::rescue(office.tools(), &place, &request.password, now())?;
        office.lay(desk).map(|_| rescued)
    })
    .await
}

#[tauri::command]
pub async fn book_open_with_recovery(app: AppHandle, request: Recovery) -> Outcome<BookInfo> {
    in_office(&app, move |office| {
        let place = office.place(request.id.as_deref())?;
        office.clear();
        let Recovery { code, new_password, .. } = request;
        office.lay(Desk::open_with_recovery(office.tools(), &place, &code, &new_password, None, now())?)
    })
    .await
}

#[tauri::command]
pub async fn book_info(app: AppHandle) -> Outcome<Option<BookInfo>> {
    in_office(&app, |office| office.book_info()).await
}

#[tauri::command]
pub async fn book_lock(app: AppHandle) -> Outcome<()> {
    in_office(&app, |office| {
        office.clear();
        Ok(())
    })
    .await
}

#[tauri::command]
pub async fn book_demo(app: AppHandle) -> Outcome<BookInfo> {
    in_office(&app, |office| {
        office.clear();
        office.lay(Desk::demo(office.tools(), &office.demo_place(), now())?)
    })
    .await
}

#[tauri::command]
pub async fn book_check(app: AppHandle) -> Outcome<CheckReport> {
    at_desk(&app, |desk, _| desk.book_check()).await
}

#[tauri::command]
pub async fn book_backup(app: AppHandle) -> Outcome<Option<BackupReport>> {
    let Some(folder) = dialogs::folder(&app, "备份到哪个文件夹").await? else { return Ok(None) };
    let mut progress = job(&app);
    at_desk(&app, move |desk, now| desk.book_backup(&folder, now, &mut progress).map(Some)).await
}
