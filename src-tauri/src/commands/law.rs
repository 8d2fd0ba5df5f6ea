//! 法规 — laws and their articles; no book is needed to read them.

use serde::Deserialize;
use shebao_desk::wire::law::{ArticleView, LawHit, LawIndex, LawSearch};
use shebao_desk::{Outcome, law};
use tauri::AppHandle;

use crate::state::{in_office, now};

/// Which article, in the version of which day.
#[derive(Deserialize)]
pub struct Cited {
    id: String,
    on: Option<String>,
}

#[tauri::command]
pub async fn law_list(app: AppHandle) -> Outcome<LawIndex> {
    in_office(&app, |office| Ok(law::index(&office.tools(), now()))).await
}

#[tauri::command]
pub async fn law_search(app: AppHandle, request: LawSearch) -> Outcome<Vec<LawHit>> {
    in_office(&app, move |office| law::search(&office.tools(), &request, now())).await
}

#[tauri::command]
pub async fn law_article(app: AppHandle, request: Cited) -> Outcome<ArticleView> {
    in_office(&app, move |office| law::article(&office.tools(), &request.id, request.on.as_deref(), now())).await
}
