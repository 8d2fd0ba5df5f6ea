//! 线上类型 — the interface reads exactly what the desk writes: `make bindings` brings `ui/src/generated` up to date.

use std::collections::BTreeMap;
use std::path::Path;

use shebao_desk::wire::{
    alert, arrears, book, contribution, enrollment, exchange, export as handed_out, inbox, insight, journal, law,
    mapping, matching, month, obligation, onboarding, payroll, policy, policy_change, policy_proof, privacy,
    privacy_form, reconciliation, remittance, roster, statement, true_up, unit, year_archive,
};
use shebao_desk::{Code, Failure};
use shebao_tests::clone_root;
use ts_rs::{Config, TS};

/// Writes what a type and everything inside it looks like in TypeScript.
fn export<T: TS + 'static>(config: &Config) {
    T::export_all(config).expect("a folder of the test");
}

/// What the commands take and give; the types inside come along.
fn export_all(config: &Config) {
    let roots: &[fn(&Config)] = &[
        export::<Code>,
        export::<Failure>,
        export::<book::NewBook>,
        export::<book::CreatedBook>,
        export::<book::KnownBook>,
        export::<book::CheckReport>,
        export::<book::BackupReport>,
        export::<book::Rescued>,
        export::<book::Restored>,
        export::<book::BackupState>,
        export::<book::ChangePassword>,
        export::<book::AddUser>,
        export::<book::RemoveUser>,
        export::<book::RekeyRequest>,
        export::<book::RekeyDone>,
        export::<alert::Alert>,
        export::<insight::MonthBoard>,
        export::<insight::TrendMonth>,
        export::<insight::GapGrid>,
        export::<unit::Unit>,
        export::<unit::UnitEdit>,
        export::<unit::NewUnit>,
        export::<unit::UnitEdit>,
        export::<unit::NewSetting>,
        export::<obligation::PersonRule>,
        export::<roster::Person>,
        export::<roster::PersonEdit>,
        export::<enrollment::EnrollmentTask>,
        export::<enrollment::NewReceipt>,
        export::<enrollment::NewUnitDay>,
        export::<enrollment::UnitDayView>,
        export::<enrollment::EnrollmentQuery>,
        export::<enrollment::EnrollmentPreview>,
        export::<onboarding::NewPastCover>,
        export::<onboarding::OnboardingView>,
        export::<onboarding::OnboardingDone>,
        export::<enrollment::Enroll>,
        export::<enrollment::Withdraw>,
        export::<enrollment::DeclareBase>,
        export::<enrollment::EnrollmentLine>,
        export::<payroll::WorksheetView>,
        export::<contribution::MonthRun>,
        export::<contribution::Ledger>,
        // It crosses inside a text of its row.
        export::<contribution::LedgerCell>,
        export::<contribution::Explanation>,
        export::<contribution::EstimateRequest>,
        export::<contribution::Estimate>,
        export::<law::LawHit>,
        export::<law::LawIndex>,
        export::<law::LawSearch>,
        export::<law::ArticleView>,
        export::<policy::RegionView>,
        export::<policy::PolicyValue>,
        export::<policy::CoverageCell>,
        export::<policy::ValueOf>,
        export::<policy::Reliance>,
        export::<policy_change::NewPolicyValue>,
        export::<policy_change::PolicyPreview>,
        export::<policy_change::WhatIf>,
        export::<policy_change::PolicyTaken>,
        export::<policy_change::PolicyLayerView>,
        export::<policy_change::TrustedKeys>,
        export::<reconciliation::Reconciliation>,
        export::<reconciliation::FiveStates>,
        export::<policy_proof::ProofReport>,
        export::<policy_proof::BookProof>,
        export::<month::MonthSeal>,
        export::<month::MonthStateView>,
        export::<month::MonthChecklist>,
        export::<month::MonthReopened>,
        export::<month::MonthReversal>,
        export::<remittance::RemittanceList>,
        export::<remittance::NewPaymentDay>,
        export::<remittance::NewPublishedDay>,
        export::<remittance::NewPayment>,
        export::<remittance::CashView>,
        export::<remittance::ReminderLeads>,
        export::<remittance::ReminderPlan>,
        export::<arrears::ArrearsList>,
        export::<arrears::NewArrears>,
        export::<arrears::NewNotice>,
        export::<arrears::PlanRequest>,
        export::<arrears::PlanStepView>,
        export::<arrears::AdvanceBalance>,
        export::<arrears::NewAdvance>,
        export::<arrears::BackPaymentRequest>,
        export::<arrears::BackPaymentView>,
        export::<true_up::TrueUpList>,
        export::<true_up::TrueUpDecision>,
        export::<true_up::TrueUpDecided>,
        export::<exchange::Inspection>,
        export::<exchange::ImportRequest>,
        export::<exchange::ImportReport>,
        export::<exchange::MigrationReport>,
        export::<handed_out::ExportRequest>,
        export::<handed_out::Exported>,
        export::<handed_out::ExportKind>,
        export::<handed_out::ShownList>,
        export::<exchange::BatchView>,
        export::<inbox::Inbox>,
        export::<inbox::ArchivedFile>,
        export::<inbox::Pasted>,
        export::<mapping::MappingView>,
        export::<matching::MatchView>,
        export::<matching::MatchGiven>,
        export::<journal::JournalLine>,
        export::<journal::Undone>,
        export::<journal::JournalProof>,
        export::<journal::JournalQuery>,
        export::<journal::JournalPage>,
        export::<privacy::Keeping>,
        export::<privacy::KeepingEdit>,
        export::<privacy::Freeze>,
        export::<privacy::ErasureScope>,
        export::<privacy::Erase>,
        export::<privacy::Correction>,
        export::<privacy::CopyRequest>,
        export::<privacy::PersonCopy>,
        export::<privacy::NewPrivacyRequest>,
        export::<privacy::RequestAnswer>,
        export::<privacy::PrivacyRequestView>,
        export::<privacy_form::NewForm>,
        export::<privacy_form::FormAnswers>,
        export::<privacy_form::FormView>,
        export::<privacy_form::FormFile>,
        export::<year_archive::ArchiveRequest>,
        export::<year_archive::ArchiveMade>,
        export::<year_archive::ArchiveView>,
        export::<year_archive::ArchiveProof>,
        export::<statement::StatementRequest>,
        export::<statement::BatchRequest>,
        export::<statement::Printed>,
        export::<statement::Progress>,
    ];
    for root in roots {
        root(config);
    }
}

fn texts(folder: &Path) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let files = entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|it| it == "ts"));
    files
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(path).unwrap()))
        .collect()
}

#[test]
fn generated_types_are_up_to_date() {
    let fresh = tempfile::tempdir().unwrap();
    export_all(&Config::new().with_large_int("number").with_out_dir(fresh.path()));
    let (fresh, committed) = (texts(fresh.path()), texts(&clone_root().join("ui/src/generated")));
    let names = fresh.keys().chain(committed.keys());
    let differing: Vec<&String> = names.filter(|name| fresh.get(*name) != committed.get(*name)).collect();
    assert!(differing.is_empty(), "`make bindings` brings these up to date (or list the type here): {differing:?}");
}
