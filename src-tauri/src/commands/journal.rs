//! 操作记录 — what was done, and taking it back.

use serde::Deserialize;
use shebao_desk::Outcome;
use shebao_desk::wire::journal::{JournalLine, JournalPage, JournalProof, JournalQuery, Undone};
use tauri::AppHandle;

use crate::state::at_desk;

/// How much of the journal.
#[derive(Deserialize)]
pub struct Listing {
    limit: usize,
}

/// Which action is taken back; the last one when none is named.
#[derive(Deserialize)]
pub struct Undoing {
    action_seq: Option<i64>,
}

/// Heads noted earlier: `12 K7QM-2F9D`.
#[derive(Deserialize)]
pub struct Heads {
    heads: Vec<String>,
}

#[tauri::command]
pub async fn journal_list(app: AppHandle, request: Listing) -> Outcome<Vec<JournalLine>> {
    at_desk(&app, move |desk, _| desk.journal_list(request.limit)).await
}

#[tauri::command]
pub async fn journal_undo(app: AppHandle, request: Undoing) -> Outcome<Undone> {
    at_desk(&app, move |desk, now| desk.undo(request.action_seq, now)).await
}

#[tauri::command]
pub async fn journal_verify(app: AppHandle, request: Heads) -> Outcome<JournalProof> {
    at_desk(&app, move |desk, _| desk.journal_verify(&request.heads)).await
}

#[tauri::command]
pub async fn journal_search(app: AppHandle, request: JournalQuery) -> Outcome<JournalPage> {
    at_desk(&app, move |desk, _| desk.journal_search(&request)).await
}
