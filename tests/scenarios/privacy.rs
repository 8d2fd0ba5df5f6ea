//! 数据与隐私 — people who left: kept, put away, opened with a reason, and at last forgotten; what they ask, and the papers.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use shebao_desk::wire::privacy::{
    Correction, Erase, Freeze, KeepingEdit, NewPrivacyRequest, PrivacyRequestView, RequestAnswer,
};
use shebao_desk::wire::privacy_form::{FormAnswer, FormAnswers, FormView, NewForm};
use shebao_desk::wire::roster::PersonEdit;
use shebao_desk::{Code, Desk, Moment};

use crate::places::{PASSWORD, Place, TODAY, copy_of, empty, folder, migrated, now, tools};
use crate::program::Script;

/// 孔露悦 of 人员/: left on 2025-03-21, covered until 2025-03; the key has no line of hers after it.
const LEFT: &str = "00015";
/// 潘航: left on 2026-01-23, covered until 2026-01.
const LATER: &str = "00022";
const LATER_NAME: &str = "潘航";
const LATER_NUMBER: &str = "110105198511089975";

fn freeze(people: &[&str], reason: &str) -> Freeze {
    Freeze { employee_nos: people.iter().map(|no| (*no).to_owned()).collect(), reason: reason.to_owned() }
}

fn on(year: i32, month: u32, day: u32) -> Moment {
    NaiveDate::from_ymd_opt(year, month, day).and_then(|day| day.and_hms_opt(9, 0, 0)).expect("a day")
}

fn erase(employee_no: &str) -> Erase {
    Erase {
        employee_no: employee_no.to_owned(),
        ground: "expired".to_owned(),
        request: None,
        own_password: PASSWORD.to_owned(),
    }
}

#[track_caller]
fn code<T: std::fmt::Debug>(outcome: Result<T, shebao_desk::Failure>) -> Code {
    outcome.expect_err("refused").code
}

/// Seven of the 62 have left for good; each is kept until ten years after her last month, or the unit's own number of years.
#[test]
fn who_left_is_kept_for_the_units_own_years() {
    let mut place = migrated("public");
    let keeping = place.desk.privacy_keeping(now()).expect("the list");
    assert_eq!((keeping.years, keeping.serving, keeping.kept.len()), (10, 62 - 7, 7));
    let person = keeping.kept.iter().find(|person| person.employee_no == LEFT).expect("she left");
    assert_eq!((person.left.as_deref(), person.last_month.as_deref()), (Some("2025-03-21"), Some("2025-03")));
    assert_eq!((person.keep_until.as_deref(), person.over), (Some("2035-03-31"), false));
    let edit = |years, request_days| KeepingEdit { years, request_days };
    assert_eq!(code(place.desk.privacy_keeping_set(&edit(1, 30), now())), Code::InvalidInput, "less than two years");
    let keeping = place.desk.privacy_keeping_set(&edit(3, 15), now()).expect("set");
    let person = keeping.kept.iter().find(|person| person.employee_no == LEFT).expect("she left");
    assert_eq!(person.keep_until.as_deref(), Some("2028-03-31"));
    place.desk.undo(None, now()).expect("a setting is an action");
    assert_eq!(place.desk.privacy_keeping(now()).expect("the list").years, 10);
}

/// 封存: gone from lists and search, opened with a reason that stands in the journal, closed again with the book.
#[test]
fn a_frozen_person_is_opened_with_a_reason() {
    let mut place = migrated("public");
    let serving = place.desk.privacy_freeze(&freeze(&["00001"], "离职"), now());
    assert_eq!(code(serving), Code::PersonServing);
    assert_eq!(code(place.desk.privacy_freeze(&freeze(&[LEFT], "  "), now())), Code::InvalidInput);
    let keeping = place.desk.privacy_freeze(&freeze(&[LEFT, LATER], "离职满一年"), now()).expect("frozen");
    assert_eq!(keeping.kept.iter().filter(|person| person.state == "frozen").count(), 2);
    let shown = |desk: &Desk| desk.roster_list(None).expect("the roster").iter().any(|p| p.employee_no == LEFT);
    assert!(!shown(&place.desk));
    assert_eq!(code(place.desk.roster_person(LEFT)), Code::PersonFrozen);
    let edit = PersonEdit { notes: Some("改".to_owned()), ..PersonEdit::default() };
    assert_eq!(code(place.desk.roster_edit(LEFT, &edit, now())), Code::PersonFrozen);
    place.desk.privacy_open(&freeze(&[LEFT], "本人要求核对缴费"), now()).expect("opened");
    assert!(shown(&place.desk) && place.desk.roster_person(LEFT).is_ok());
    let last = &place.desk.journal_list(1).expect("the journal")[0];
    assert_eq!((last.action.as_str(), last.undoable), ("调阅封存人员", false));
    let book = place.book.clone();
    let folder = place.close();
    let mut desk = Desk::open(tools(), &book, PASSWORD, now()).expect("opens");
    assert!(!shown(&desk), "what was opened is put away with the book");
    let keeping = desk.privacy_unfreeze(&freeze(&[LEFT], "再次入职"), now()).expect("taken out");
    assert_eq!(keeping.kept.iter().filter(|person| person.state == "frozen").count(), 1);
    assert!(shown(&desk));
    drop(folder);
}

/// Everything of the fixture, January run and closed.
fn whole_book() -> Place {
    let mut place = empty();
    let sheets = copy_of("public", &["人员", "工资", "社保", "公积金", "银行", "报销"]);
    place.desk.exchange_migrate(sheets.path(), false, now(), &mut |_| true).expect("the folder goes in");
    place.desk.contribution_run("2026-01", None, now()).expect("computed");
    place.desk.month_close("2026-01", Some("试封"), now()).expect("closed");
    place
}

/// Amounts of a month: by unit and insurance what is due, and what each of the three sources says.
fn amounts(desk: &Desk) -> String {
    let ledger = desk.contribution_ledger("2026-01").expect("the ledger");
    let compared = desk.reconciliation_run("2026-01", None, now()).expect("compared");
    let by_period = serde_json::to_string(&compared.by_period).expect("JSON");
    let by_booking = serde_json::to_string(&compared.by_booking).expect("JSON");
    format!("{}\n{by_period}\n{by_booking}", serde_json::to_string(&ledger.totals).expect("JSON"))
}

#[test]
fn a_person_is_forgotten_once_nothing_obliges_to_keep_her() {
    let mut place = whole_book();
    let asked = code(place.desk.privacy_erasure_scope(LATER, now()));
    assert_eq!(asked, Code::RetentionRuns);
    let failure = place.desk.privacy_erase(&erase(LATER), now()).expect_err("she must be kept");
    assert_eq!((failure.code, failure.params["until"].as_str()), (Code::RetentionRuns, "2036-01-31"));
    assert_eq!(code(place.desk.privacy_erase(&erase("00001"), on(2046, 1, 1))), Code::PersonServing);
    let before = amounts(&place.desk);
    // 养老 of the unit of 潘航 in 2026-01 as the key has it, with the line of 潘航 in it.
    assert!(before.contains("\"employer\":\"54728.31\",\"employee\":\"27364.15\""), "the key's total is not there");
    let (day_before, day) = (on(2036, 1, 31), on(2036, 2, 1));
    assert_eq!(code(place.desk.privacy_erasure_scope(LATER, day_before)), Code::RetentionRuns);
    let scope = place.desk.privacy_erasure_scope(LATER, day).expect("her time is over");
    assert_eq!((scope.name.as_str(), scope.closed_months, scope.unreachable, scope.sealed), (LATER_NAME, 1, 0, 0));
    assert!(scope.files > 0 && scope.rows > 100 && scope.payloads > 0, "{scope:?}");
    let wrong = Erase { own_password: "不是这个密码".to_owned(), ..erase(LATER) };
    assert_eq!(code(place.desk.privacy_erase(&wrong, day)), Code::WrongPassword);
    let backup = place.desk.backup_state(day).expect("the state").file.expect("a backup before");
    let keeping = place.desk.privacy_erase(&erase(LATER), day).expect("forgotten");
    assert_eq!((keeping.erased[0].pseudonym.as_deref(), keeping.kept.len()), (Some(scope.pseudonym.as_str()), 6));
    assert!(amounts(&place.desk) == before, "every amount of the closed month stays");
    let closed = place.desk.book_info().expect("info").closed.expect("a closed month");
    assert!(closed.holds, "the seal holds");
    nothing_left(&place);
    assert_eq!(place.desk.backup_state(day).expect("the state").occasion.as_deref(), Some("删除个人信息后"));
    restored_without_her(&place, std::path::Path::new(&backup), day);
}

/// Nowhere a name or a number: lists, search, journal, rows as imported, files kept.
fn nothing_left(place: &Place) {
    let desk = &place.desk;
    let mut all = serde_json::to_string(&desk.roster_list(None).expect("the roster")).expect("JSON");
    let page =
        desk.journal_search(&shebao_desk::wire::journal::JournalQuery { limit: Some(500), ..Default::default() });
    all.push_str(&serde_json::to_string(&page.expect("the journal")).expect("JSON"));
    for kind in ["payroll", "agency_records", "housing_fund_records", "bank_statement", "claims"] {
        all.push_str(&desk.exchange_rows(kind, None, None, now()).expect("the rows").to_string());
    }
    all.push_str(&serde_json::to_string(&desk.exchange_questions().expect("questions")).expect("JSON"));
    all.push_str(&serde_json::to_string(&desk.exchange_archive().expect("files")).expect("JSON"));
    assert!(!all.contains(LATER_NAME) && !all.contains(LATER_NUMBER), "her name or number is still there");
    assert_eq!(code(desk.roster_person(LATER)), Code::UnknownEmployee);
    let check = desk.book_check().expect("the check");
    assert!(check.ok, "{:?}", check.findings);
}

fn restored_without_her(place: &Place, backup: &std::path::Path, day: Moment) {
    let to = folder();
    let (desk, restored) =
        Desk::restore(tools(), backup, &to.path().join("book"), PASSWORD, day).expect("an older backup");
    assert_eq!((restored.forgotten, restored.tombstones), (1, true));
    let people = desk.roster_list(None).expect("the roster");
    assert!(!people.iter().any(|person| person.name == LATER_NAME), "she comes back by no backup");
    let erased = desk.privacy_keeping(day).expect("the list").erased;
    assert_eq!(erased[0].erased_at, place.desk.privacy_keeping(day).expect("the list").erased[0].erased_at);
    assert!(desk.book_check().expect("the check").ok);
}

/// A copy on a stick that knows nothing of the erasure: on this PC it forgets again, elsewhere it is told that nothing was
/// known, and a file put in the book's place by hand forgets as it is opened.
#[test]
fn no_copy_brings_her_back_unnoticed() {
    let mut place = migrated("public");
    let (stick, elsewhere) = (folder(), folder());
    let day = on(2036, 2, 1);
    let file = place.desk.book_backup(stick.path(), now(), &mut |_| true).expect("a backup").file;
    for path in std::fs::read_dir(stick.path()).expect("the stick").map(|entry| entry.expect("a file").path()) {
        if path.extension().is_some_and(|e| e == "sealed") {
            std::fs::remove_file(path).expect("removed");
        }
    }
    let book = place.book.clone();
    let folder = place.close();
    let old = std::fs::read(book.join("book.db")).expect("the book as it is");
    let mut desk = Desk::open(tools(), &book, PASSWORD, day).expect("opens");
    desk.privacy_erase(&erase(LATER), day).expect("forgotten");
    desk.close(day).expect("locked");
    let named = |desk: &Desk| desk.roster_list(None).expect("the roster").iter().any(|p| p.name == LATER_NAME);
    let restore = |to: &std::path::Path| Desk::restore(tools(), file.as_ref(), to, PASSWORD, day).expect("restored");
    let (again, told) = restore(&folder.path().join("again"));
    assert_eq!((told.forgotten, told.tombstones, named(&again)), (1, true, false));
    let (lone, told) = restore(&elsewhere.path().join("book"));
    assert_eq!((told.forgotten, told.tombstones, named(&lone)), (0, false, true));
    assert_eq!(lone.journal_list(1).expect("the journal")[0].action, "恢复时没有找到删除标记");
    // The file of the first PC, laid into the folder of the second one: the next opening forgets.
    lone.close(day).expect("locked");
    let marks = std::fs::read_dir(&book).expect("the book's folder").map(|entry| entry.expect("a file").path());
    let marks = marks.filter(|path| path.extension().is_some_and(|e| e == "sealed")).collect::<Vec<_>>();
    assert_eq!(marks.len(), 1, "{marks:?}");
    let there = elsewhere.path().join("book").join(marks[0].file_name().expect("a name"));
    std::fs::copy(&marks[0], there).expect("brought along");
    let lone = Desk::open(tools(), &elsewhere.path().join("book"), PASSWORD, day).expect("opens");
    assert!(!named(&lone) && lone.book_check().expect("the check").ok);
    std::fs::write(book.join("book.db"), old).expect("put back by hand");
    let back = Desk::open(tools(), &book, PASSWORD, day).expect("opens");
    assert!(!named(&back));
    // That it was put back is told by the heads of the later backups; that somebody is to be forgotten is not left to say.
    let found = back.book_check().expect("the check").findings;
    assert!(!found.is_empty() && found.iter().all(|f| f.check.starts_with("journal")), "{found:?}");
    assert_eq!(back.privacy_keeping(day).expect("the list").erased.len(), 1);
}

fn request(kind: &str, content: &str) -> NewPrivacyRequest {
    NewPrivacyRequest {
        employee_no: LATER.to_owned(),
        kind: kind.to_owned(),
        received_on: Some("2026-03-20".to_owned()),
        content: content.to_owned(),
    }
}

fn by_kind(all: Vec<PrivacyRequestView>) -> BTreeMap<String, PrivacyRequestView> {
    all.into_iter().map(|one| (one.kind.clone(), one)).collect()
}

/// Thirty days from the receipt by the unit's own setting; the alert comes ten days before; an answer settles it.
#[test]
fn a_request_has_its_last_day_and_its_answer() {
    let mut place = migrated("public");
    place.desk.privacy_request_add(&request("correct", "手机号码不对"), now()).expect("recorded");
    let all = by_kind(place.desk.privacy_request_add(&request("access", "要一份记录"), now()).expect("recorded"));
    let correct = &all["correct"];
    assert_eq!((correct.due_on.as_str(), correct.law.as_str()), ("2026-04-19", "pipl:46"));
    assert!(correct.basis.contains("第四十六条") && !correct.overdue, "{correct:?}");
    let told = |desk: &Desk, day: &str| {
        let alerts = desk.alert_list(Some(day), now()).expect("the alerts");
        alerts.into_iter().filter(|a| a.code == "privacy_request").map(|a| a.severity).collect::<Vec<_>>()
    };
    assert_eq!(told(&place.desk, "2026-04-08"), Vec::<String>::new());
    assert_eq!(told(&place.desk, "2026-04-09"), ["soon", "soon"]);
    assert_eq!(told(&place.desk, "2026-04-16"), ["act", "act"]);
    let edit = PersonEdit { phone: Some("13900001111".to_owned()), ..PersonEdit::default() };
    let correction = |reason: &str, request| Correction {
        employee_no: LATER.to_owned(),
        edit: edit.clone(),
        reason: reason.to_owned(),
        request,
    };
    assert_eq!(code(place.desk.privacy_correct(&correction("", Some(correct.id)), now())), Code::InvalidInput);
    assert_eq!(code(place.desk.privacy_correct(&correction("核对一致", Some(99)), now())), Code::UnknownRecord);
    let person = place.desk.privacy_correct(&correction("本人来电核对", Some(correct.id)), now()).expect("put right");
    assert_eq!(person.phone.as_deref(), Some("13900001111"));
    let refusal = RequestAnswer { id: all["access"].id, refused: true, answer: "身份没有核实".to_owned() };
    let all = by_kind(place.desk.privacy_request_answer(&refusal, now()).expect("answered"));
    assert_eq!((all["correct"].state.as_str(), all["access"].state.as_str()), ("done", "refused"));
    assert_eq!(all["correct"].answer.as_deref(), Some("已更正：本人来电核对"));
    assert_eq!(code(place.desk.privacy_request_answer(&refusal, now())), Code::UnknownRecord, "answered once");
    let deeds = place.desk.journal_list(10).expect("the journal");
    assert!(deeds.iter().any(|deed| deed.action == "更正个人信息"), "{deeds:?}");
}

fn filled(form: &FormView) -> Vec<FormAnswer> {
    let items = form.parts.iter().flat_map(|part| &part.items);
    let answer = |item: &shebao_desk::wire::privacy_form::FormItem| FormAnswer {
        item: item.id.clone(),
        choice: item.chooses.then(|| "yes".to_owned()),
        note: if item.chooses { String::new() } else { format!("{}的说明", item.id) },
    };
    items.map(answer).collect()
}

/// 影响评估: what the program sees stands in it; nothing may be open at the end; kept three years (第五十六条), asked for again.
#[test]
fn an_assessment_is_filled_in_finished_and_printed() {
    let mut place = migrated("public");
    let new = |kind: &str, title: &str| NewForm { kind: kind.to_owned(), title: title.to_owned() };
    assert_eq!(code(place.desk.privacy_form_new(&new("assessment", " "), now())), Code::InvalidInput);
    let form = place.desk.privacy_form_new(&new("assessment", "社保业务"), now()).expect("begun");
    let items: Vec<_> = form.parts.iter().flat_map(|part| &part.items).collect();
    assert_eq!((form.parts.len(), form.open as usize), (3, items.len()), "article 56 asks for three things");
    let kinds = items.iter().find(|item| item.id == "kinds").expect("the kinds");
    assert!(kinds.seen.as_deref().is_some_and(|seen| seen.contains("在职或在保 55 人，离职留存 7 人")), "{kinds:?}");
    assert!(items.iter().all(|item| item.law.starts_with("pipl:") && item.basis.contains('条')), "{items:?}");
    let fill = |answers: Vec<FormAnswer>, finish| FormAnswers { id: form.id, answers, finish };
    let early = place.desk.privacy_form_fill(&fill(Vec::new(), true), now());
    assert_eq!(code(early), Code::InvalidInput, "nothing is answered yet");
    let mut answers = filled(&form);
    answers[1].choice = Some("no".to_owned());
    assert_eq!(code(place.desk.privacy_form_fill(&fill(answers, true), now())), Code::InvalidInput, "否 wants a note");
    let done = place.desk.privacy_form_fill(&fill(filled(&form), true), now()).expect("finished");
    assert_eq!(done.finished_on.as_deref(), Some("2026-04-01"));
    assert_eq!((done.keep_until.as_deref(), done.due_on.as_deref()), (Some("2029-04-01"), Some("2027-04-01")));
    assert_eq!(code(place.desk.privacy_form_fill(&fill(filled(&form), false), now())), Code::UnknownRecord);
    let folder = folder();
    let out = folder.path().join("评估.pdf");
    let printed = place.desk.privacy_form_print(form.id.into(), &out, now()).expect("printed");
    let pdf = lopdf::Document::load(&out).expect("a PDF");
    assert_eq!(pdf.get_pages().len(), usize::try_from(printed.pages).expect("few"));
    let audit = place.desk.privacy_form_new(&new("audit", "2026 年度"), now()).expect("begun");
    let seen = audit.parts.iter().flat_map(|part| &part.items).find(|item| item.id == "assessments");
    let seen = seen.and_then(|item| item.seen.clone()).expect("what was done before");
    assert_eq!(seen, "共 1 份，已完成 1 份，最近一份完成于 2026-04-01");
    let incident = place.desk.privacy_form_new(&new("incident", "工资表误发"), now()).expect("begun");
    assert_eq!(incident.due_on.as_deref(), Some(TODAY), "at once");
    let alerts = place.desk.alert_list(Some(TODAY), now()).expect("the alerts");
    let pressing = alerts.iter().find(|alert| alert.code == "privacy_form").expect("the incident presses");
    assert_eq!((pressing.severity.as_str(), pressing.days_left), ("act", Some(0)));
}

/// The same through the program; an erasure is refused there too.
#[test]
fn privacy_through_the_program() {
    let place = migrated("public");
    let book = place.book.clone();
    let _folder = place.close();
    let script = Script::on(&book, PASSWORD, TODAY);
    let keeping = script.done(&["privacy", "keeping"]);
    assert_eq!((keeping["kept"].as_array().map(Vec::len), &keeping["years"]), (Some(7), &10.into()));
    script.done(&["privacy", "freeze", LEFT, "--reason", "离职满一年"]);
    let roster = script.done(&["roster", "list"]);
    assert_eq!(roster["persons"].as_array().map(Vec::len), Some(61));
    let opened = script.done(&["privacy", "open", LEFT, "--reason", "核对"]);
    assert_eq!(opened["person"]["employee_no"], LEFT);
    let refused = script.run(&["privacy", "erase", LEFT]);
    assert_eq!((refused.code, &refused.json["error"]["code"]), (3, &"retention_runs".into()));
    assert!(refused.json["error"]["message"].as_str().is_some_and(|text| text.contains("2035-03-31")), "{refused:?}");
    let later = Script::on(&book, PASSWORD, "2035-04-01");
    let scope = later.done(&["privacy", "erase", LEFT, "--dry-run"]);
    assert_eq!(scope["name"], "孔露悦");
    let erased = later.done(&["privacy", "erase", LEFT]);
    assert_eq!(erased["erased"].as_array().map(Vec::len), Some(1), "{erased}");
    assert_eq!(later.done(&["book", "check"])["ok"], true);
    // The erasure is the newest action: it cannot be undone, and the freezing before it is not undone in its place.
    let refused = later.run(&["journal", "undo"]);
    assert_eq!((refused.code, &refused.json["error"]["code"]), (3, &"not_undoable".into()), "{refused:?}");
    let said = refused.json["error"]["message"].as_str().expect("a message");
    assert!(said.contains("删除个人信息") && said.contains("指明它在操作记录中的序号"), "{said}");
    let asked = script.done(&[
        "privacy",
        "request-add",
        "--employee",
        LATER,
        "--kind",
        "access",
        "--received",
        "2026-03-20",
        "--content",
        "副本",
    ]);
    assert_eq!(asked["requests"][0]["due_on"], "2026-04-19");
    let answered = script.done(&["privacy", "request-answer", "1", "--answer", "已提供"]);
    assert_eq!(answered["requests"][0]["state"], "done");
    let form = script.done(&["privacy", "form-new", "incident", "--title", "误发"]);
    let id = form["id"].to_string();
    let filled = script.done(&["privacy", "form-fill", &id, "--answer", "trace=yes|链完好", "--answer", "cause=群发"]);
    assert_eq!(filled["open"].as_u64(), form["open"].as_u64().map(|open| open - 2), "{filled}");
}
