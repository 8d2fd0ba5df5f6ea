//! 政策 — dated values with their sources; trying a change, taking it in.

use serde::Deserialize;
use shebao_desk::wire::policy::{CoverageCell, PolicyValue, RegionView, Reliance, ValueOf};
use shebao_desk::wire::policy_change::{NewPolicyValue, PolicyLayerView, PolicyPreview, PolicyTaken, TrustedKeys};
use shebao_desk::wire::policy_proof::{BookProof, ProofReport};
use shebao_desk::{Outcome, policy};
use tauri::AppHandle;

use crate::dialogs;
use crate::state::{at_desk, in_office, now, picked_at_desk, with_library};

/// Which values: of a month, or ever; as known on a day, or today.
#[derive(Deserialize)]
pub struct Values {
    region: String,
    insurance: String,
    month: Option<String>,
    known_on: Option<String>,
}

/// Against which region's values.
#[derive(Deserialize)]
pub struct InRegion {
    region: Option<String>,
}

/// Of which region and insurance; of all the book has lists of where none is named.
#[derive(Deserialize)]
pub struct OfInsurance {
    region: Option<String>,
    insurance: Option<String>,
}

/// Whose key.
#[derive(Deserialize)]
pub struct OfKey {
    fingerprint: String,
}

#[tauri::command]
pub async fn policy_regions(app: AppHandle) -> Outcome<Vec<RegionView>> {
    with_library(&app, |library, _| Ok(policy::regions(library))).await
}

#[tauri::command]
pub async fn policy_values(app: AppHandle, request: Values) -> Outcome<Vec<PolicyValue>> {
    let Values { region, insurance, month, known_on } = request;
    with_library(&app, move |library, desk| {
        let (month, known_on) = (month.as_deref(), known_on.as_deref());
        match desk {
            Some(desk) => desk.policy_values(&region, &insurance, month, known_on),
            None => policy::values(library, &region, &insurance, month, known_on),
        }
    })
    .await
}

#[tauri::command]
pub async fn policy_coverage(app: AppHandle) -> Outcome<Vec<CoverageCell>> {
    with_library(&app, |library, desk| {
        desk.map_or_else(|| Ok(policy::coverage(library, now())), |desk| desk.policy_coverage(now()))
    })
    .await
}

#[tauri::command]
pub async fn policy_prove(app: AppHandle, request: InRegion) -> Outcome<Option<ProofReport>> {
    let Some(path) = dialogs::sheet(&app).await? else { return Ok(None) };
    at_desk(&app, move |desk, _| desk.policy_prove_file(&path, request.region.as_deref()).map(Some)).await
}

#[tauri::command]
pub async fn policy_prove_book(app: AppHandle, request: OfInsurance) -> Outcome<BookProof> {
    let OfInsurance { region, insurance } = request;
    at_desk(&app, move |desk, now| desk.policy_prove_book(region.as_deref(), insurance.as_deref(), now)).await
}

#[tauri::command]
pub async fn policy_stamp(app: AppHandle, request: OfInsurance) -> Outcome<BookProof> {
    let OfInsurance { region, insurance } = request;
    at_desk(&app, move |desk, now| desk.policy_stamp(region.as_deref(), insurance.as_deref(), now)).await
}

#[tauri::command]
pub async fn policy_pick(app: AppHandle) -> Outcome<Option<PolicyPreview>> {
    let Some(path) = dialogs::policy(&app).await? else { return Ok(None) };
    in_office(&app, move |office| {
        office.pick(path);
        Ok(())
    })
    .await?;
    picked_at_desk(&app, |desk, path, now| desk.policy_preview_file(path, now).map(Some)).await
}

#[tauri::command]
pub async fn policy_preview(app: AppHandle) -> Outcome<PolicyPreview> {
    picked_at_desk(&app, |desk, path, now| desk.policy_preview_file(path, now)).await
}

#[tauri::command]
pub async fn policy_take(app: AppHandle) -> Outcome<PolicyTaken> {
    picked_at_desk(&app, |desk, path, now| desk.policy_take(path, now)).await
}

#[tauri::command]
pub async fn policy_preview_value(app: AppHandle, request: NewPolicyValue) -> Outcome<PolicyPreview> {
    at_desk(&app, move |desk, now| desk.policy_preview_value(&request, now)).await
}

#[tauri::command]
pub async fn policy_add(app: AppHandle, request: NewPolicyValue) -> Outcome<PolicyTaken> {
    at_desk(&app, move |desk, now| desk.policy_add(&request, now)).await
}

#[tauri::command]
pub async fn policy_trust(app: AppHandle, request: OfKey) -> Outcome<TrustedKeys> {
    at_desk(&app, move |desk, now| desk.policy_trust(&request.fingerprint, now)).await
}

#[tauri::command]
pub async fn policy_layers(app: AppHandle) -> Outcome<Vec<PolicyLayerView>> {
    at_desk(&app, |desk, _| desk.policy_layers()).await
}

#[tauri::command]
pub async fn policy_relied_on(app: AppHandle, request: ValueOf) -> Outcome<Reliance> {
    at_desk(&app, move |desk, _| desk.policy_relied_on(&request)).await
}
