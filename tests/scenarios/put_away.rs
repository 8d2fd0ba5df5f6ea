//! 封存后的称呼 — of who was put away no screen, no file and no list of an old month tells the name or a number; amounts and
//! seals stay as they were, and a reason brings the name back until the book is locked.

use std::io::Read as _;
use std::path::Path;

use shebao_desk::wire::export::ExportRequest;
use shebao_desk::wire::journal::JournalQuery;
use shebao_desk::wire::privacy::Freeze;
use shebao_desk::wire::statement::BatchRequest;
use shebao_desk::wire::year_archive::ArchiveRequest;
use shebao_desk::{Code, Desk};

use crate::places::{PASSWORD, Place, copy_of, empty, folder, now};

/// 潘航: left on 2026-01-23, with lines in the closed month; the number as the key has it.
const NO: &str = "00022";
const NAME: &str = "潘航";
const NUMBER: &str = "110105198511089975";
const MONTH: &str = "2026-01";

fn closed() -> Place {
    let mut place = empty();
    let sheets = copy_of("public", &["人员", "工资", "社保", "公积金", "银行", "报销"]);
    place.desk.exchange_migrate(sheets.path(), false, now(), &mut |_| true).expect("the folder goes in");
    place.desk.contribution_run(MONTH, None, now()).expect("computed");
    place.desk.month_close(MONTH, Some("试封"), now()).expect("closed");
    place
}

fn freeze(reason: &str) -> Freeze {
    Freeze { employee_nos: vec![NO.to_owned()], reason: reason.to_owned() }
}

fn json<T: serde::Serialize>(told: T) -> String {
    serde_json::to_string(&told).expect("JSON")
}

/// What each screen and list tells, by its name.
fn screens(desk: &Desk) -> Vec<(&'static str, String)> {
    let all = JournalQuery { limit: Some(500), ..JournalQuery::default() };
    let mut told = vec![
        ("ledger", json(desk.contribution_ledger(MONTH).expect("the ledger"))),
        ("reconciliation", json(desk.reconciliation_run(MONTH, None, now()).expect("compared"))),
        ("states", json(desk.reconciliation_states(MONTH, None, None, now()).expect("the states"))),
        ("gaps", json(desk.insight_gaps("2025-11", MONTH, now()).expect("the grid"))),
        ("board", json(desk.insight_board(MONTH, now()).expect("the board"))),
        ("cover", json(desk.enrollment_list(MONTH, now()).expect("cover"))),
        ("tasks", json(desk.enrollment_tasks(Some("2026-02-01"), now()).expect("tasks"))),
        ("alerts", json(desk.alert_list(Some("2026-02-01"), now()).expect("alerts"))),
        ("worksheets", json(desk.payroll_worksheet(None, 2025).expect("worksheets"))),
        ("true-ups", json(desk.true_up_list(now()).expect("true-ups"))),
        ("advances", json(desk.advance_list().expect("advances"))),
        ("matches", json(desk.exchange_matches().expect("matches"))),
        ("roster", json(desk.roster_list(None).expect("the roster"))),
        ("journal", json(desk.journal_list(500).expect("the journal"))),
        ("changes", json(desk.journal_search(&all).expect("changes"))),
    ];
    for kind in ["roster", "payroll", "agency_records", "housing_fund_records", "claims", "enrollments", "bases"] {
        told.push((kind, desk.exchange_rows(kind, None, None, now()).expect("the rows").to_string()));
    }
    told
}

/// The text of every part of a workbook.
fn text_of(file: &Path) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(file).expect("a file")).expect("a workbook");
    let mut text = String::new();
    for at in 0..archive.len() {
        archive.by_index(at).expect("a part").read_to_string(&mut text).expect("text");
    }
    text
}

/// The files a clerk can have of the month.
fn files(desk: &mut Desk, into: &Path) -> Vec<(String, String)> {
    let mut told = Vec::new();
    for kind in ["contribution_ledger", "reconciliation", "insight_report", "roster", "enrollments"] {
        let request = ExportRequest { kind: kind.to_owned(), month: MONTH.to_owned(), ..ExportRequest::default() };
        let file = into.join(format!("{kind}.xlsx"));
        desk.exchange_export(&request, &file, now()).expect("a file");
        told.push((kind.to_owned(), text_of(&file)));
    }
    let request = ArchiveRequest { year: 2026, own_password: PASSWORD.to_owned() };
    let made = desk.privacy_archive(&request, into, now()).expect("an archive");
    for name in made.files.iter().filter(|name| name.ends_with(".xlsx")) {
        told.push((name.clone(), text_of(&Path::new(&made.folder).join(name))));
    }
    told
}

/// Sums of the month, and the code it was sealed with.
fn figures(desk: &Desk) -> String {
    let ledger = desk.contribution_ledger(MONTH).expect("the ledger");
    let compared = desk.reconciliation_run(MONTH, None, now()).expect("compared");
    let amounts = ledger.rows.iter().map(|row| (&row.employee_no, &row.employer, &row.employee)).collect::<Vec<_>>();
    let persons = compared.persons.iter().map(|p| {
        let causes = p.causes.iter().map(|cause| (&cause.code, &cause.amount)).collect::<Vec<_>>();
        json((&p.employee_no, p.insurance, &p.difference, causes))
    });
    let persons = persons.collect::<Vec<_>>().join("\n");
    let closed = desk.book_info().expect("info").closed.expect("a closed month");
    assert!(closed.holds, "the seal holds");
    format!("{}\n{}\n{persons}\n{}", json(&ledger.totals), json(amounts), closed.seal)
}

#[test]
fn nothing_names_who_was_put_away_and_no_amount_moves() {
    let mut place = closed();
    let named = |told: &[(&'static str, String)]| -> Vec<&'static str> {
        told.iter().filter(|(_, text)| text.contains(NAME) || text.contains(NUMBER)).map(|(place, _)| *place).collect()
    };
    let before = (figures(&place.desk), named(&screens(&place.desk)));
    for place in ["ledger", "states", "payroll", "agency_records", "enrollments", "bases", "roster", "changes"] {
        assert!(before.1.contains(&place), "{place} names her before: {:?}", before.1);
    }
    place.desk.privacy_freeze(&freeze("离职，不再办理"), now()).expect("frozen");
    assert_eq!(named(&screens(&place.desk)), Vec::<&str>::new(), "put away");
    assert_eq!(figures(&place.desk), before.0, "every amount, cause and seal is as it was");
    let ledger = place.desk.contribution_ledger(MONTH).expect("the ledger");
    let row = ledger.rows.iter().find(|row| row.employee_no == NO).expect("her line stays");
    assert!(row.name.starts_with("封存人员") && row.id_tail.is_empty() && row.initials.is_empty(), "{row:?}");
    let into = folder();
    let told = files(&mut place.desk, into.path());
    assert!(told.len() >= 8, "five files and an archive of at least three: {}", told.len());
    for (file, text) in &told {
        assert!(!text.contains(NAME) && !text.contains(NUMBER), "{file} names her");
    }
    assert!(told.iter().any(|(file, text)| file == "contribution_ledger" && text.contains("封存人员")));
    assert!(place.desk.book_check().expect("the check").ok);
}

#[test]
fn a_reason_brings_the_name_back_until_the_book_is_locked() {
    let mut place = closed();
    place.desk.privacy_freeze(&freeze("离职，不再办理"), now()).expect("frozen");
    let name = |desk: &Desk| {
        let ledger = desk.contribution_ledger(MONTH).expect("the ledger");
        ledger.rows.into_iter().find(|row| row.employee_no == NO).expect("her line").name
    };
    let explained = place.desk.contribution_explain(MONTH, NO, None, "pension").map(|_| ());
    assert_eq!(explained.map_err(|failure| failure.code), Err(Code::PersonFrozen));
    let into = folder();
    let request = BatchRequest {
        month: MONTH.to_owned(),
        kind: "statement".to_owned(),
        employees: vec![NO.to_owned()],
        ..BatchRequest::default()
    };
    let printed = place.desk.statement_batch(&request, into.path(), now(), &mut |_| true).expect("a batch");
    assert_eq!((printed.files.len(), printed.skipped.len()), (0, 1));
    assert!(printed.skipped[0].reason.contains("封存") && !printed.skipped[0].name.contains(NAME), "{printed:?}");
    let export = ExportRequest { kind: "tax_client".to_owned(), month: MONTH.to_owned(), ..ExportRequest::default() };
    let told = place.desk.exchange_export(&export, &into.path().join("tax.xlsx"), now()).expect("a file");
    let left = told.left_out.iter().find(|left| left.employee_no == NO).expect("she is left out, and told");
    assert!(left.message.contains("已封存") && !left.message.contains(NAME), "{left:?}");
    place.desk.privacy_open(&freeze("本人要求核对缴费"), now()).expect("opened");
    assert_eq!(name(&place.desk), NAME);
    assert!(place.desk.contribution_explain(MONTH, NO, None, "pension").is_ok());
    let last = &place.desk.journal_list(1).expect("the journal")[0];
    assert_eq!((last.action.as_str(), last.name.as_deref()), ("调阅封存人员", Some(NAME)));
    assert_eq!((last.employee_no.as_deref(), last.object.as_str()), (Some(NO), "本人要求核对缴费"));
    let book = place.book.clone();
    let _folder = place.close();
    let desk = Desk::open(crate::places::tools(), &book, PASSWORD, now()).expect("opens");
    assert!(name(&desk).starts_with("封存人员"), "{}", name(&desk));
}
