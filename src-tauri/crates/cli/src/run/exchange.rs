//! `shebao exchange …`

use serde_json::{Value, json};
use shebao_desk::wire::exchange::ImportRequest;
use shebao_desk::{Code, Failure, Outcome};

use super::value;
use crate::args::Exchange;
use crate::session::Session;

pub(super) fn run(session: &Session, verb: Exchange) -> Outcome<Value> {
    let (mut desk, now) = (session.desk()?, session.now);
    match verb {
        Exchange::Inspect { file } => value(desk.exchange_inspect(&file)?),
        Exchange::Import { file, sheet, kind, unit, month, mode, all_or_nothing, dry_run } => {
            let handle = desk.exchange_inspect(&file)?.handle;
            let good_rows_only = !all_or_nothing;
            let request = ImportRequest {
                handle,
                sheet,
                kind,
                unit,
                month,
                mode,
                good_rows_only,
                dry_run,
                ..ImportRequest::default()
            };
            value(desk.exchange_import(&request, now)?)
        }
        Exchange::Migrate { dir, dry_run } => value(desk.exchange_migrate(&dir, dry_run, now, &mut |_| true)?),
        Exchange::Undo { batch } => value(desk.exchange_undo(batch, now)?),
        Exchange::Rows { kind, unit, month } => desk.exchange_rows(&kind, unit.as_deref(), month.as_deref()),
        Exchange::Export { kind, month, out } if kind == "contribution_ledger" => {
            value(desk.exchange_export_ledger(&month, &out, now)?)
        }
        Exchange::Export { .. } => {
            Err(Failure::new(Code::InvalidInput).with("field", "kind").with("expected", "contribution_ledger"))
        }
        Exchange::Questions => Ok(json!({ "questions": desk.exchange_questions()? })),
        Exchange::Answer { question, choice } => value(desk.exchange_answer(question, &choice, now)?),
    }
}
