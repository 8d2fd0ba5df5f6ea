//! Taking back: whole batches, newest first; and what stands in the way is named.

use serde_json::Value;
use shebao_desk::wire::roster::PersonEdit;
use shebao_desk::wire::statement::StatementRequest;
use shebao_desk::{Code, Desk};

use crate::places::{Place, empty, folder, migrated, migration, now, people_and_wages};

/// What a book holds, without its journal: a book after undoing is the empty book with a longer history.
fn content(desk: &Desk) -> Value {
    let info = desk.book_info().expect("the book");
    serde_json::json!({
        "people": desk.roster_list(None).expect("the roster"),
        "units": desk.unit_list().expect("the units"),
        "wages": desk.exchange_rows("payroll", None, None, now()).expect("the wages"),
        "questions": desk.exchange_questions().expect("the questions"),
        "worksheets": desk.payroll_worksheet(None, 2025).expect("the worksheets"),
        "counts": [info.employees, info.units],
    })
}

/// Where two contents differ, by the path to the field.
fn differences(path: &str, one: &Value, other: &Value, found: &mut Vec<String>) {
    match (one, other) {
        (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => {
            a.iter().for_each(|(key, value)| differences(&format!("{path}.{key}"), value, &b[key], found));
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let pairs = a.iter().zip(b).enumerate();
            pairs.for_each(|(at, (a, b))| differences(&format!("{path}[{at}]"), a, b, found));
        }
        _ if one == other => {}
        _ => found.push(format!("{path}: {one} ≠ {other}")),
    }
}

#[track_caller]
fn same(expected: &Value, found: &Value) {
    let mut all = Vec::new();
    differences("", expected, found, &mut all);
    let shown: Vec<String> = all.iter().take(20).map(|line| line.chars().take(300).collect()).collect();
    assert!(all.is_empty(), "{} differences\n  {}", all.len(), shown.join("\n  "));
}

#[test]
fn a_whole_migration_is_undone_newest_first() {
    let nothing = content(&empty().desk);
    let mut place = migrated("public");
    // A computed month is derived from the facts and does not keep them from being taken back.
    place.desk.contribution_run("2026-02", None, now()).expect("the month is computed");
    let batches = &migration("public").batches;
    // Four workbooks of people, four of wages.
    assert_eq!(batches.len(), 8);
    for batch in batches.iter().rev() {
        place.desk.exchange_undo(i64::from(*batch), now()).unwrap_or_else(|failure| panic!("{batch}: {failure:?}"));
    }
    same(&nothing, &content(&place.desk));
    assert!(place.desk.exchange_batches().expect("the batches").iter().all(|batch| batch.undone));
    let check = place.desk.book_check().expect("the check");
    assert!(check.ok, "{:?}", check.findings);
    let run = place.desk.contribution_run("2026-02", None, now()).expect("an empty month");
    assert!(run.lines.is_empty());
}

/// The newest batch is undone and done again: the book is the same as before.
#[test]
fn undoing_an_undo_does_it_again() {
    let mut place = migrated("public");
    let before = content(&place.desk);
    let last = *migration("public").batches.last().expect("batches");
    place.desk.exchange_undo(i64::from(last), now()).expect("the newest batch");
    assert_ne!(content(&place.desk), before);
    let undo = place.desk.journal_list(1).expect("the journal")[0].action_seq;
    place.desk.undo(Some(i64::from(undo)), now()).expect("the undo is undone");
    same(&before, &content(&place.desk));
}

#[track_caller]
fn refused(place: &mut Place, batch: i32, named: &str) {
    let before = content(&place.desk);
    let failure = place.desk.exchange_undo(i64::from(batch), now()).expect_err("later changes stand on it");
    assert_eq!(failure.code, Code::UndoBlocked, "{failure:?}");
    assert!(failure.details.iter().any(|line| line.contains(named)), "{named} is not named: {failure:?}");
    // A refused undo changes nothing.
    same(&before, &content(&place.desk));
}

#[test]
fn a_batch_on_which_later_batches_stand_is_refused() {
    let mut place = migrated("public");
    let first = *migration("public").batches.first().expect("batches");
    refused(&mut place, first, "导入表格");
}

#[test]
fn a_batch_on_which_the_clerk_built_is_refused() {
    let mut place = migrated("public");
    let edit = PersonEdit { department: Some("人事行政部".to_owned()), ..PersonEdit::default() };
    place.desk.roster_edit("00001", &edit, now()).expect("a new department");
    let edited = place.desk.journal_list(1).expect("the journal")[0].action_seq;
    let people = place.desk.exchange_batches().expect("the batches");
    let template = people.iter().find(|batch| batch.file.contains("员工导入模板")).expect("the template's batch").id;
    refused(&mut place, template, &format!("第 {edited} 号操作：修改员工资料"));
}

/// A dry run goes the whole way and leaves nothing.
#[test]
fn a_dry_run_writes_nothing() {
    let mut place = empty();
    let (before, head) = (content(&place.desk), place.desk.book_info().expect("the book").journal_head);
    let sheets = people_and_wages("public");
    let rehearsed = place.desk.exchange_migrate(sheets.path(), true, now(), &mut |_| true).expect("the rehearsal");
    assert!(rehearsed.batches.is_empty());
    same(&before, &content(&place.desk));
    assert_eq!(place.desk.book_info().expect("the book").journal_head, head);
    // What the rehearsal says is what the migration then does.
    let done = &migration("public").files;
    let told = |files: &[shebao_desk::wire::exchange::MigratedFile]| {
        files.iter().map(|f| (f.file.clone(), f.sheet.clone(), f.rows, f.accepted, f.rejected)).collect::<Vec<_>>()
    };
    assert_eq!(told(&rehearsed.files), told(done));
}

/// An undo without a number speaks of the newest change alone. A closing is none that can be undone: it is named, the window's list
/// says the same, and what is older is taken back by its number. What was only printed is no change.
#[test]
fn an_undo_without_a_number_takes_nothing_older() {
    let (mut place, people) = crate::small::company(&["8000"]);
    let desk = &mut place.desk;
    let today = crate::small::on("2026-04-28");
    let month = "2026-02";
    desk.contribution_run(month, None, today).expect("the month is computed");
    let edit = PersonEdit { post: Some("出纳".to_owned()), ..PersonEdit::default() };
    desk.roster_edit(&people[0], &edit, today).expect("another post");
    let edited = desk.journal_list(1).expect("the journal")[0].action_seq;
    desk.month_close(month, Some("已逐项看过"), today).expect("the month is closed");
    let lines = desk.journal_list(50).expect("the journal");
    let newest: Vec<_> = lines.iter().filter(|line| line.newest).collect();
    assert_eq!((newest.len(), newest[0].action.as_str(), newest[0].undoable), (1, "封账", false));
    let before = content(desk);
    let refused = desk.undo(None, today).expect_err("closing is not undone");
    let named = [&refused.params["action"], &refused.params["number"]];
    assert_eq!((refused.code, named), (Code::NotUndoable, [&"封账".to_owned(), &newest[0].action_seq.to_string()]));
    same(&before, &content(desk));
    desk.undo(Some(edited.into()), today).expect("the post is taken back by its number");
    assert_eq!(desk.undo(None, today).expect_err("the closing is still the newest").code, Code::NotUndoable);

    desk.roster_edit(&people[0], &edit, today).expect("another post");
    let paper = StatementRequest {
        kind: "notice".to_owned(),
        employee_no: people[0].clone(),
        from: month.to_owned(),
        to: month.to_owned(),
        ..StatementRequest::default()
    };
    let out = folder();
    desk.statement_save(&paper, &out.path().join("通知.pdf"), today).expect("a paper");
    assert_eq!(desk.undo(None, today).expect("the edit is the newest change").action, "修改员工资料");
}
