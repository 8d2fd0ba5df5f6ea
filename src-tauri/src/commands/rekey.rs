//! 换密钥 — the new card first, then the new keys.

use serde::Deserialize;
use shebao_desk::Outcome;
use shebao_desk::wire::book::{CreatedBook, RekeyDone, RekeyRequest};
use tauri::AppHandle;

use crate::state::{at_desk, job, whole_or_closed};

/// The own password, given again.
#[derive(Deserialize)]
pub struct Own {
    password: String,
}

#[tauri::command]
pub async fn rekey_begin(app: AppHandle, request: Own) -> Outcome<CreatedBook> {
    at_desk(&app, move |desk, now| desk.rekey_begin(&request.password, now)).await
}

#[tauri::command]
pub async fn rekey_finish(app: AppHandle, request: RekeyRequest) -> Outcome<RekeyDone> {
    let mut progress = job(&app);
    let done = at_desk(&app, move |desk, now| desk.rekey_finish(&request, now, &mut progress)).await;
    whole_or_closed(&app, done).await
}

#[tauri::command]
pub async fn rekey_end(app: AppHandle) -> Outcome<()> {
    at_desk(&app, |desk, _| {
        desk.rekey_end();
        Ok(())
    })
    .await
}
