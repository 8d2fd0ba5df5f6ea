//! 政策 — dated values with their sources; no book is needed to read them, only to see who relies on one.

use serde::Deserialize;
use shebao_desk::wire::policy::{CoverageCell, PolicyValue, RegionView, Reliance, ValueOf};
use shebao_desk::{Outcome, policy};
use tauri::AppHandle;

use crate::state::{at_desk, in_office, now};

/// Which values: of a month, or ever.
#[derive(Deserialize)]
pub struct Values {
    region: String,
    insurance: String,
    month: Option<String>,
}

#[tauri::command]
pub async fn policy_regions(app: AppHandle) -> Outcome<Vec<RegionView>> {
    in_office(&app, |office| Ok(policy::regions(&office.tools()))).await
}

#[tauri::command]
pub async fn policy_values(app: AppHandle, request: Values) -> Outcome<Vec<PolicyValue>> {
    let Values { region, insurance, month } = request;
    in_office(&app, move |office| policy::values(&office.tools(), &region, &insurance, month.as_deref())).await
}

#[tauri::command]
pub async fn policy_coverage(app: AppHandle) -> Outcome<Vec<CoverageCell>> {
    in_office(&app, |office| Ok(policy::coverage(&office.tools(), now()))).await
}

#[tauri::command]
pub async fn policy_relied_on(app: AppHandle, request: ValueOf) -> Outcome<Reliance> {
    at_desk(&app, move |desk, _| desk.policy_relied_on(&request)).await
}
