//! 社保台账 — the window: a thin shell over the desk. It opens no connection and decides nothing.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod commands;
mod dialogs;
mod guard;
mod idle;
mod state;
mod window;

use std::error::Error;
use std::process::ExitCode;

use tauri::{Manager, RunEvent};

use commands::{
    alert, arrears, backup, book, contribution, enrollment, exchange, insight, job, journal, law, month, payroll,
    policy, privacy, reconciliation, rekey, remittance, roster, statement, unit, user,
};

/// The argument that turns this program into the keyless reader of imported files.
const WORKER: &str = "--import-worker";

fn main() -> Result<ExitCode, Box<dyn Error>> {
    if std::env::args_os().any(|argument| argument == WORKER) {
        return Ok(shebao_desk::import_worker());
    }
    let mut app = tauri::Builder::default();
    // Two driven windows with different data folders must be able to stand side by side.
    if cfg!(not(feature = "driven")) {
        app = app.plugin(tauri_plugin_single_instance::init(|app, _, _| window::focus(app)));
    }
    app.plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .setup(|app| {
            app.manage(state::Office::furnish(app.handle())?);
            idle::watch(app.handle());
            window::open(app)
        })
        .invoke_handler(guard::guarded(tauri::generate_handler![
            book::books_known,
            book::book_create,
            book::book_confirm_recovery,
            book::book_recovery_card,
            book::book_show_recovery,
            book::book_pick_backup,
            book::book_restore,
            book::today,
            book::book_open,
            book::book_upgrade,
            book::book_rescue,
            book::book_open_with_recovery,
            book::book_info,
            book::book_lock,
            book::book_demo,
            book::book_check,
            book::book_backup,
            backup::backup_state,
            backup::backup_second_place,
            backup::backup_second_place_end,
            backup::backup_rehearse,
            backup::backup_waive,
            rekey::rekey_begin,
            rekey::rekey_finish,
            rekey::rekey_end,
            user::user_password,
            user::user_prove,
            user::user_add,
            user::user_remove,
            user::book_idle_minutes,
            user::session_alive,
            alert::alert_list,
            unit::unit_list,
            unit::unit_add,
            unit::unit_edit,
            unit::setting_add,
            unit::setting_end,
            roster::roster_list,
            roster::roster_person,
            roster::roster_rules,
            roster::roster_reveal,
            roster::roster_reveal_all,
            roster::roster_veil,
            roster::roster_add,
            roster::roster_edit,
            enrollment::enrollment_enroll,
            enrollment::enrollment_withdraw,
            enrollment::enrollment_list,
            enrollment::base_declare,
            enrollment::enrollment_preview,
            enrollment::enrollment_tasks,
            enrollment::enrollment_receipt,
            enrollment::onboarding_list,
            enrollment::onboarding_done,
            enrollment::past_cover_add,
            enrollment::past_cover_remove,
            enrollment::unit_day_list,
            enrollment::unit_day_add,
            payroll::payroll_worksheet,
            contribution::contribution_run,
            contribution::contribution_ledger,
            contribution::contribution_explain,
            contribution::contribution_estimate,
            law::law_list,
            law::law_search,
            law::law_article,
            policy::policy_regions,
            policy::policy_values,
            policy::policy_coverage,
            policy::policy_prove,
            policy::policy_prove_book,
            policy::policy_stamp,
            policy::policy_relied_on,
            contribution::contribution_what_if,
            contribution::true_up_list,
            contribution::true_up_decide,
            reconciliation::reconciliation_run,
            reconciliation::reconciliation_states,
            month::month_close,
            month::month_list,
            month::month_checklist,
            month::month_reopen,
            month::month_reversals,
            remittance::remittance_list,
            remittance::payment_day_add,
            remittance::published_day_add,
            remittance::payment_record,
            remittance::cash_outlook,
            remittance::cash_balance_set,
            remittance::reminder_plan,
            remittance::reminder_set,
            arrears::arrears_list,
            arrears::arrears_register,
            arrears::arrears_notice_add,
            arrears::arrears_notice_settle,
            arrears::arrears_plan,
            arrears::advance_list,
            arrears::advance_record,
            arrears::back_payment_preview,
            arrears::back_payment_book,
            policy::policy_pick,
            policy::policy_preview,
            policy::policy_take,
            policy::policy_preview_value,
            policy::policy_add,
            policy::policy_trust,
            policy::policy_layers,
            exchange::exchange_pick,
            exchange::exchange_preview,
            exchange::exchange_import,
            exchange::exchange_undo,
            exchange::exchange_batches,
            exchange::exchange_questions,
            exchange::exchange_answer,
            exchange::exchange_migrate,
            exchange::exchange_export,
            exchange::exchange_export_kinds,
            exchange::exchange_template,
            exchange::exchange_template_kinds,
            exchange::exchange_mappings,
            exchange::exchange_forget_mapping,
            exchange::exchange_matches,
            exchange::exchange_confirm_matches,
            exchange::exchange_give_match,
            exchange::exchange_paste,
            exchange::exchange_mark,
            exchange::exchange_inbox,
            exchange::exchange_inbox_choose,
            exchange::exchange_inbox_off,
            exchange::exchange_inbox_open,
            exchange::exchange_inbox_take,
            exchange::exchange_inbox_pass_over,
            exchange::exchange_archive,
            exchange::exchange_original,
            exchange::exchange_list,
            statement::statement_preview,
            statement::statement_save,
            statement::statement_batch,
            statement::statement_open_last,
            insight::insight_board,
            insight::insight_trend,
            insight::insight_gaps,
            insight::insight_report_preview,
            job::job_cancel,
            journal::journal_list,
            journal::journal_undo,
            journal::journal_verify,
            journal::journal_search,
            privacy::privacy_keeping,
            privacy::privacy_keeping_set,
            privacy::privacy_freeze,
            privacy::privacy_unfreeze,
            privacy::privacy_open,
            privacy::privacy_erasure_scope,
            privacy::privacy_erase,
            privacy::privacy_copy,
            privacy::privacy_correct,
            privacy::privacy_requests,
            privacy::privacy_request_add,
            privacy::privacy_request_answer,
            privacy::privacy_forms,
            privacy::privacy_form_new,
            privacy::privacy_form_fill,
            privacy::privacy_form_print,
            privacy::privacy_archive,
            privacy::privacy_archives,
            privacy::privacy_archive_verify,
        ]))
        .build(tauri::generate_context!())?
        .run(|app, event| {
            if matches!(event, RunEvent::Exit) {
                app.state::<state::Office>().clear();
            }
        });
    Ok(ExitCode::SUCCESS)
}
