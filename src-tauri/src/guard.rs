//! 门卫 — no command of the page is begun before the table of rights admits it.

use tauri::ipc::Invoke;
use tauri::{Manager, Wry};

use crate::state::{Office, now};

/// Asks the table before every command; what it refuses never reaches the desk.
pub fn guarded(handler: impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static) -> impl Fn(Invoke<Wry>) -> bool {
    move |invoke| {
        let app = invoke.message.webview_ref().app_handle().clone();
        match app.state::<Office>().admit(invoke.message.command(), now()) {
            Ok(()) => handler(invoke),
            Err(failure) => {
                invoke.resolver.reject(failure);
                true
            }
        }
    }
}
