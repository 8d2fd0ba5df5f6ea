//! 窗口 — the one window: it shows its own pages only and hands dropped files to the desk.

use std::path::PathBuf;

use tauri::webview::NewWindowResponse;
use tauri::{App, AppHandle, DragDropEvent, Emitter, Manager, Url, WebviewWindowBuilder, WindowEvent};

use crate::state::in_office;

/// The label of the one window.
pub const LABEL: &str = "main";

/// Opens the window as `tauri.conf.json` describes it; it can go nowhere else and open no other.
pub fn open(app: &App) -> Result<(), Box<dyn std::error::Error>> {
    let config = app.config().app.windows.first().ok_or("no window is described")?;
    let window = WebviewWindowBuilder::from_config(app, config)?
        // Nothing of a page stays on the disk; only a driven window needs a context that the driver may control.
        .incognito(cfg!(not(feature = "driven")))
        .on_navigation(own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    #[cfg(feature = "driven")]
    window.with_webview(console_to_log)?;
    let handle = app.handle().clone();
    window.on_window_event(move |event| {
        if let WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) = event {
            take_dropped(&handle, paths.first().cloned());
        }
    });
    Ok(())
}

/// Brings the window to the front: a second start is a wish to see the first.
pub fn focus(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        // A window manager may refuse; there is nothing else to try.
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// Linux serves the built page as `tauri://localhost`, Windows as `http://tauri.localhost`.
fn own_page(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    (url.scheme() == "tauri" && host == "localhost") || host == "tauri.localhost"
}

fn take_dropped(app: &AppHandle, path: Option<PathBuf>) {
    let (app, Some(path)) = (app.clone(), path) else { return };
    tauri::async_runtime::spawn(async move {
        // A page that does not listen has no place for the file.
        let _ = match in_office(&app, move |office| office.inspect(&path)).await {
            Ok(inspection) => app.emit("file-dropped", inspection),
            Err(failure) => app.emit("file-refused", failure),
        };
    });
}

/// Driven windows only: what the page writes to its console stands in the program's output.
#[cfg(feature = "driven")]
fn console_to_log(webview: tauri::webview::PlatformWebview) {
    use webkit2gtk::{SettingsExt, WebViewExt};

    if let Some(settings) = webview.inner().settings() {
        settings.set_enable_write_console_messages_to_stdout(true);
    }
}
