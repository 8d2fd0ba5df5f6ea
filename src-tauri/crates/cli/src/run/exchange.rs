//! `shebao exchange …`

use std::collections::BTreeMap;

use serde_json::{Value, json};
use shebao_desk::wire::exchange::{ImportRequest, Inspection};
use shebao_desk::wire::export::ExportRequest;
use shebao_desk::wire::inbox::Pasted;
use shebao_desk::wire::matching::MatchGiven;
use shebao_desk::wire::statement::Progress;
use shebao_desk::{
    Code, Desk, Failure, Moment, Outcome, exchange_copied_list, exchange_inspect, exchange_list, exchange_template,
};

use super::value;
use crate::args::{Archive, Exchange, Import, InboxVerb, Mapping, Matches};
use crate::print::progress;
use crate::session::Session;

pub(super) fn run(session: &Session, verb: Exchange) -> Outcome<Value> {
    let now = session.now;
    match verb {
        Exchange::Inspect { file } => match session.open_book()? {
            Some(desk) => value(desk.exchange_inspect(&file)?),
            None => value(exchange_inspect(&session.tools, &file)?),
        },
        Exchange::Import(import) => {
            let mut desk = session.desk()?;
            let request = request(&desk, *import)?;
            value(desk.exchange_import(&request, now)?)
        }
        Exchange::Mark { import, out } => {
            let mut desk = session.desk()?;
            let request = request(&desk, *import)?;
            value(desk.exchange_mark(&request, &out, now)?)
        }
        Exchange::Inbox { verb } => inbox(&mut session.desk()?, verb, now),
        Exchange::Archive { verb: Archive::List } => Ok(json!({ "originals": session.desk()?.exchange_archive()? })),
        Exchange::Archive { verb: Archive::Export { batch, out, reason } } => {
            value(session.desk()?.exchange_original(batch, reason.as_deref(), &out, now)?)
        }
        Exchange::Map { verb: Mapping::List } => Ok(json!({ "mappings": session.desk()?.exchange_mappings()? })),
        Exchange::Map { verb: Mapping::Remove { mapping } } => {
            session.desk()?.exchange_forget_mapping(mapping, now)?;
            Ok(json!({ "removed": mapping }))
        }
        Exchange::Matches { verb: Matches::List } => Ok(json!({ "matches": session.desk()?.exchange_matches()? })),
        Exchange::Matches { verb: Matches::Confirm { matches } } => {
            Ok(json!({ "confirmed": session.desk()?.exchange_confirm_matches(&matches, now)? }))
        }
        Exchange::Matches { verb: Matches::Give { id, employee } } => {
            let given = MatchGiven { id, employee_no: employee };
            session.desk()?.exchange_give_match(&given, now)?;
            value(given)
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
        Exchange::List { title, out } => value(exchange_list(&exchange_copied_list(title, &standard_input()?), &out)?),
        Exchange::Template { kind, out } => value(exchange_template(&session.tools, &kind, &out)?),
        Exchange::Questions => Ok(json!({ "questions": session.desk()?.exchange_questions()? })),
        Exchange::Answer { question, choice } => value(session.desk()?.exchange_answer(question, &choice, now)?),
    }
}

fn inbox(desk: &mut Desk, verb: InboxVerb, now: Moment) -> Outcome<Value> {
    match verb {
        InboxVerb::Set { folder } => value(desk.exchange_inbox_set(folder.as_deref())?),
        InboxVerb::List => value(desk.exchange_inbox()?),
        InboxVerb::Take { name } => value(desk.exchange_inbox_take(&name, now)?),
        InboxVerb::PassOver { name, again } => value(desk.exchange_inbox_pass_over(&name, !again)?),
    }
}

/// The file looked at, with what the arguments say of it.
fn request(desk: &Desk, import: Import) -> Outcome<ImportRequest> {
    let inspection = if import.file.as_os_str() == "-" {
        desk.exchange_paste(&Pasted { text: standard_input()?, html: None })?
    } else {
        desk.exchange_inspect(&import.file)?
    };
    Ok(ImportRequest {
        mapping: mapping(&inspection, import.sheet.as_deref(), &import.map)?,
        handle: inspection.handle,
        sheet: import.sheet,
        kind: import.kind,
        unit: import.unit,
        month: import.month,
        mode: import.mode,
        good_rows_only: !import.all_or_nothing,
        dry_run: import.dry_run,
        remember: !import.no_remember,
        totals_reason: import.accept_totals,
    })
}

fn standard_input() -> Outcome<String> {
    std::io::read_to_string(std::io::stdin()).map_err(|_| Failure::new(Code::UnreadableSheet).with("file", "-"))
}

/// Columns named by heading or letter, in the sheet asked for or in every sheet that has them.
fn mapping(
    inspection: &Inspection,
    sheet: Option<&str>,
    said: &[String],
) -> Outcome<BTreeMap<String, BTreeMap<String, String>>> {
    let mut mapping: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for pair in said {
        let wrong = || Failure::new(Code::InvalidInput).with("field", pair).with("expected", "标题=字段");
        let (heading, field) = pair.rsplit_once('=').ok_or_else(wrong)?;
        let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let mut found = false;
        for one in inspection.sheets.iter().filter(|one| sheet.is_none_or(|name| name == one.name)) {
            let named = |c: &&shebao_desk::wire::exchange::ColumnView| plain(&c.heading) == plain(heading);
            let columns = one.columns.iter();
            let column = columns.clone().find(named).or_else(|| columns.clone().find(|c| c.letter == heading));
            if let Some(column) = column {
                found = true;
                let own = mapping.entry(one.name.clone()).or_default();
                own.insert(column.letter.clone(), field.to_owned());
            }
        }
        if !found {
            return Err(wrong());
        }
    }
    Ok(mapping)
}
