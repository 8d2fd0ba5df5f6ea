//! `shebao exchange …`

use serde_json::{Value, json};
use shebao_desk::wire::exchange::ImportRequest;
use shebao_desk::wire::export::ExportRequest;
use shebao_desk::wire::statement::Progress;
use shebao_desk::{Outcome, exchange_inspect, exchange_template};

use super::value;
use crate::args::Exchange;
use crate::print::progress;
use crate::session::Session;

pub(super) fn run(session: &Session, verb: Exchange) -> Outcome<Value> {
    let now = session.now;
    match verb {
        Exchange::Inspect { file } => value(exchange_inspect(&session.tools, &file)?),
        Exchange::Import { file, sheet, kind, unit, month, mode, all_or_nothing, dry_run } => {
            let handle = exchange_inspect(&session.tools, &file)?.handle;
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
            value(session.desk()?.exchange_import(&request, now)?)
        }
        Exchange::Migrate { dir, dry_run } => {
            let mut progress = |step: Progress| {
                progress(step.done, step.total);
                true
            };
            value(session.desk()?.exchange_migrate(&dir, dry_run, now, &mut progress)?)
        }
        Exchange::Batches => Ok(json!({ "batches": session.desk()?.exchange_batches()? })),
        Exchange::Undo { batch } => value(session.desk()?.exchange_undo(batch, now)?),
        Exchange::Rows { kind, unit, month } => {
            session.desk()?.exchange_rows(&kind, unit.as_deref(), month.as_deref(), now)
        }
        Exchange::Export { kind, month, out, unit, layout, template } => {
            let template =
                template.map(|file| exchange_inspect(&session.tools, &file)).transpose()?.map(|it| it.handle);
            let request = ExportRequest { kind, month, unit, layout, template };
            value(session.desk()?.exchange_export(&request, &out, now)?)
        }
        Exchange::Template { kind, out } => value(exchange_template(&session.tools, &kind, &out)?),
        Exchange::Questions => Ok(json!({ "questions": session.desk()?.exchange_questions()? })),
        Exchange::Answer { question, choice } => value(session.desk()?.exchange_answer(question, &choice, now)?),
    }
}
