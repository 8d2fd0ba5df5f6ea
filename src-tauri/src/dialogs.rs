//! 文件对话框 — opened from Rust, so that the page never names a path. None means 取消.

use std::path::{Path, PathBuf};

use shebao_desk::{Outcome, handout};
use tauri::AppHandle;

use crate::state::in_office;

/// Spreadsheets that can be read; the content decides, the filter only tidies the list.
const SHEETS: &[&str] = &["xlsx", "xlsm", "xls", "csv"];

/// Backups, as the book writes them.
const BACKUPS: &[&str] = &["backup"];

/// Policy packs, and documents of the clerk's own.
const POLICIES: &[&str] = &["policy", "toml"];

/// 选择文件 — a spreadsheet to look at.
pub async fn sheet(app: &AppHandle) -> Outcome<Option<PathBuf>> {
    let asking = app.clone();
    in_office(app, move |_| Ok(asked::file(&asking, "选择要导入的表格", "表格文件", SHEETS))).await
}

/// 选择备份 — a file that this program wrote.
pub async fn backup(app: &AppHandle) -> Outcome<Option<PathBuf>> {
    let asking = app.clone();
    in_office(app, move |_| Ok(asked::file(&asking, "选择备份文件", "备份文件", BACKUPS))).await
}

/// 选择政策文件.
pub async fn policy(app: &AppHandle) -> Outcome<Option<PathBuf>> {
    let asking = app.clone();
    in_office(app, move |_| Ok(asked::file(&asking, "选择政策文件", "政策文件", POLICIES))).await
}

/// 选择文件夹.
pub async fn folder(app: &AppHandle, title: &'static str) -> Outcome<Option<PathBuf>> {
    let asking = app.clone();
    in_office(app, move |_| Ok(asked::folder(&asking, title))).await
}

/// 另存为 — the extension of the proposed name is kept when the clerk leaves it out.
pub async fn save(app: &AppHandle, title: &'static str, name: String) -> Outcome<Option<PathBuf>> {
    let asking = app.clone();
    let name = handout::file_name(&name);
    in_office(app, move |_| {
        let extension = Path::new(&name).extension().unwrap_or_default().to_string_lossy().into_owned();
        let chosen = asked::save(&asking, title, &name, &extension);
        Ok(chosen.map(|path| if path.extension().is_some() { path } else { path.with_extension(extension) }))
    })
    .await
}

/// The system's own dialogs.
#[cfg(not(feature = "driven"))]
mod asked {
    use std::path::PathBuf;

    use tauri::{AppHandle, Manager, Wry};
    use tauri_plugin_dialog::{DialogExt, FileDialogBuilder};

    pub fn file(app: &AppHandle, title: &str, kind: &str, extensions: &[&str]) -> Option<PathBuf> {
        let dialog = over_window(app, title).add_filter(kind, extensions).add_filter("所有文件", &["*"]);
        dialog.blocking_pick_file()?.into_path().ok()
    }

    pub fn folder(app: &AppHandle, title: &str) -> Option<PathBuf> {
        over_window(app, title).blocking_pick_folder()?.into_path().ok()
    }

    pub fn save(app: &AppHandle, title: &str, name: &str, extension: &str) -> Option<PathBuf> {
        let dialog = over_window(app, title).set_file_name(name).add_filter(extension, &[extension]);
        dialog.blocking_save_file()?.into_path().ok()
    }

    fn over_window(app: &AppHandle, title: &str) -> FileDialogBuilder<Wry> {
        let dialog = app.dialog().file().set_title(title);
        match app.get_webview_window(crate::window::LABEL) {
            Some(window) => dialog.set_parent(&window),
            None => dialog,
        }
    }
}

/// Answers from the file named by `SHEBAO_DRIVEN_ANSWERS`: one path a line, each used once; an empty line is 取消.
#[cfg(feature = "driven")]
mod asked {
    use std::path::PathBuf;

    use tauri::AppHandle;

    pub fn file(_: &AppHandle, _: &str, _: &str, _: &[&str]) -> Option<PathBuf> {
        next()
    }

    pub fn folder(_: &AppHandle, _: &str) -> Option<PathBuf> {
        next()
    }

    pub fn save(_: &AppHandle, _: &str, _: &str, _: &str) -> Option<PathBuf> {
        next()
    }

    fn next() -> Option<PathBuf> {
        let answers = std::env::var_os("SHEBAO_DRIVEN_ANSWERS")?;
        let text = std::fs::read_to_string(&answers).ok()?;
        let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
        std::fs::write(&answers, rest).ok()?;
        (!first.is_empty()).then(|| PathBuf::from(first))
    }
}
