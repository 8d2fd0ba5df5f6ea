//! 权限与遮盖 — what each role sees and does, what is masked until it is asked for, and that asking leaves a trace.

use serde_json::Value;
use shebao_desk::wire::book::AddUser;
use shebao_desk::wire::journal::JournalQuery;
use shebao_desk::wire::roster::PersonEdit;
use shebao_desk::{Code, Desk};

use crate::answers::Answers;
use crate::places::{PASSWORD, Place, TODAY, import, migrated, now, tools};
use crate::program::Script;
use crate::sheets::{self, Cell};
use crate::whole::rows;

const OTHER: &str = "另一位用户的长密码";
const WHY: &str = "核对参保信息";

/// The public book with its register of claims, and a second user of a role; opened as her.
fn as_role(role: &str) -> (Desk, tempfile::TempDir) {
    let mut place = migrated("public");
    let register = shebao_tests::fixture("books/public/报销/报销台账.xlsx");
    import(&mut place.desk, &register);
    let account = PersonEdit {
        bank_name: Some("示例银行".to_owned()),
        bank_account: Some("6222020200011112222".to_owned()),
        ..PersonEdit::default()
    };
    place.desk.roster_edit("00001", &account, now()).expect("an account");
    let user = AddUser {
        name: "李同事".to_owned(),
        role: role.to_owned(),
        password: OTHER.to_owned(),
        own_password: PASSWORD.to_owned(),
    };
    place.desk.user_add(&user, now()).expect("added");
    let book = place.book.clone();
    let folder = place.close();
    (Desk::open(tools(), &book, OTHER, now()).expect("opens with her own password"), folder)
}

fn diagnoses(desk: &Desk) -> (usize, usize) {
    let listed = desk.exchange_rows("claims", None, None, now()).expect("the register");
    let told = |row: &&Value| row["diagnosis"].is_string() || row["hospital"].is_string() || row["notes"].is_string();
    (rows(&listed).len(), rows(&listed).iter().filter(told).count())
}

/// The register of the public book has 123 rows (tests/fixtures/books/public/answers.json, `claims`); those whose person is
/// in question wait for an answer, the others stand in the book for every role.
#[test]
fn fields_outside_of_a_role_are_absent_from_what_the_desk_gives() {
    for (role, bank, pay, medical) in
        [("clerk", true, true, true), ("auditor", true, true, false), ("viewer", false, false, false)]
    {
        let (mut desk, folder) = as_role(role);
        let people = desk.roster_list(None).expect("the roster");
        assert_eq!(people.len(), 62, "{role}");
        assert_eq!(people.iter().any(|p| p.bank_account.is_some() || p.bank_name.is_some()), bank, "{role}");
        assert_eq!(people.iter().any(|p| !p.bases.is_empty()), pay, "{role}");
        let units = desk.unit_list().expect("the units");
        assert_eq!(units.iter().any(|unit| unit.particulars.bank_account.is_some()), bank, "{role}");
        let (claims, told) = diagnoses(&desk);
        assert!((100..=123).contains(&claims), "{role}: {claims}");
        assert_eq!(told > 0, medical, "{role}");
        let originals = desk.exchange_archive().expect("the originals");
        let register = originals.iter().find(|one| one.file == "报销台账.xlsx").expect("the register").batch;
        let kept = desk.exchange_original(i64::from(register), None, &folder.path().join("register.xlsx"), now());
        assert_eq!(
            kept.map(|_| ()).map_err(|f| f.code),
            if medical { Ok(()) } else { Err(Code::NotAllowed) },
            "{role}"
        );
        let roster = originals.iter().find(|one| one.kind == "roster").expect("a roster").batch;
        assert!(
            desk.exchange_original(i64::from(roster), None, &folder.path().join("roster.xlsx"), now()).is_ok(),
            "{role}"
        );
        let asked = desk.roster_reveal("00001", "medical", WHY, now()).map(|_| ()).map_err(|f| f.code);
        assert_eq!(asked, if medical { Ok(()) } else { Err(Code::NotAllowed) }, "{role}");
        let info = desk.book_info().expect("info");
        assert_eq!((info.classes.contains(&"pay".to_owned()), info.classes.len() == 4), (pay, medical), "{role}");
    }
}

fn reveals(place: &Place) -> Vec<(String, String)> {
    let lines = place.desk.journal_list(1000).expect("the journal");
    lines.into_iter().filter(|l| l.action == "显示被遮盖的内容").map(|l| (l.user, l.action)).collect()
}

#[test]
fn in_the_window_numbers_and_wages_are_masked_until_they_are_asked_for() {
    let mut place = migrated("public");
    let answers = Answers::of("public");
    let sheets = place.desk.payroll_worksheet(None, 2025).expect("the worksheets");
    let with_wages = |no: &str| sheets.iter().any(|sheet| sheet.employee_no == no && sheet.method != "none");
    let person = answers.persons.iter().find(|p| p.id_no.len() == 18 && with_wages(&p.emp_no));
    let person = person.expect("somebody with an 18-digit number and wages");
    let (no, full) = (person.emp_no.as_str(), person.id_no.as_str());
    place.desk.veil();
    let number = |desk: &Desk, no: &str| desk.roster_person(no).expect("she is there").id_number.expect("a number");
    let masked = format!("{}***********{}", &full[..3], &full[14..]);
    assert_eq!(number(&place.desk, no), masked);
    let listed = place.desk.enrollment_list("2026-01", now()).expect("cover");
    assert!(listed.iter().all(|line| line.id_number.as_deref().is_none_or(|n| n.contains('*'))));
    let head = place.desk.book_info().expect("info").journal_head;
    let shown = place.desk.roster_reveal(no, "identity", WHY, now()).expect("shown");
    assert_eq!(shown.id_number.as_deref(), Some(full));
    assert!(shown.bank_account.is_none_or(|account| account.contains('*')), "one class at a time");
    assert_ne!(place.desk.book_info().expect("info").journal_head, head, "it is on record");
    let of_her = JournalQuery { employee_no: Some(no.to_owned()), limit: Some(1), ..Default::default() };
    let found = place.desk.journal_search(&of_her).expect("the journal").hits.remove(0);
    assert_eq!(
        (found.action.as_str(), found.object.as_str()),
        ("显示被遮盖的内容", "身份 · 核对参保信息"),
        "found by her"
    );
    let line = &place.desk.journal_list(1).expect("the journal")[0];
    let told = (line.user.as_str(), line.name.as_deref(), line.employee_no.as_deref(), line.object.as_str());
    assert_eq!(
        told,
        ("负责人", Some(person.name.as_str()), Some(no), "身份 · 核对参保信息"),
        "who saw what of whom, and why"
    );
    place.desk.roster_reveal(no, "identity", WHY, now()).expect("still shown");
    assert_eq!(reveals(&place).len(), 1, "what stands on the screen is not asked for twice");
    let all = place.desk.roster_list(None).expect("the roster");
    let open = all.iter().filter(|p| p.id_number.as_deref().is_some_and(|n| !n.contains('*'))).count();
    assert_eq!(open, 1, "nobody else's");

    let year = |desk: &Desk| desk.payroll_worksheet(Some(no), 2025).expect("the worksheet").remove(0);
    let veiled = year(&place.desk);
    assert!(veiled.veiled && veiled.sum.is_empty() && veiled.counted.iter().all(|m| m.gross.is_empty()), "{veiled:?}");
    place.desk.roster_reveal(no, "pay", WHY, now()).expect("shown");
    let told = year(&place.desk);
    assert!(!told.veiled && !told.sum.is_empty() && told.counted.iter().all(|m| !m.gross.is_empty()));

    place.desk.roster_reveal_all("identity", WHY, now()).expect("shown");
    let all = place.desk.roster_list(None).expect("the roster");
    assert!(all.iter().all(|p| p.id_number.as_deref().is_none_or(|n| !n.contains('*'))));
    place.desk.veil();
    assert_eq!(number(&place.desk, no), masked, "masked again");
    assert_eq!(reveals(&place).len(), 3);
    assert_eq!(place.desk.journal_verify(&[]).expect("walked").findings.len(), 0);
}

/// The journal keeps what was written; in the window it is masked like any list, and an amount that is masked finds nothing.
#[test]
fn the_journal_tells_no_more_than_the_lists() {
    let mut place = migrated("public");
    let account = PersonEdit { bank_account: Some("6222020200011112222".to_owned()), ..PersonEdit::default() };
    place.desk.roster_edit("00001", &account, now()).expect("an account");
    let all = |desk: &Desk, amount: Option<&str>| {
        let amount = amount.map(str::to_owned);
        let query =
            JournalQuery { employee_no: Some("00001".to_owned()), amount, limit: Some(500), ..Default::default() };
        desk.journal_search(&query).expect("the journal").hits
    };
    // 孟翔 of the key; his wages of 2025-01 as the pay sheet has them.
    let gross = place.desk.payroll_worksheet(Some("00001"), 2025).expect("wages").remove(0).counted[0].gross.clone();
    let told = |desk: &Desk| serde_json::to_string(&all(desk, None)).expect("JSON");
    let secrets = ["440106196601189973", "6222020200011112222", gross.as_str()];
    assert!(secrets.iter().all(|secret| told(&place.desk).contains(secret)), "on the command line all of it is told");
    assert!(!all(&place.desk, Some(&gross)).is_empty());
    place.desk.veil();
    let veiled = told(&place.desk);
    for secret in secrets {
        assert!(!veiled.contains(secret), "{secret}");
    }
    assert!(veiled.contains("（已遮盖）") && veiled.contains("孟翔"));
    let found = all(&place.desk, Some(&gross));
    assert!(found.iter().all(|hit| hit.changes.iter().all(|change| change.record != "工资")), "{found:?}");
    place.desk.roster_reveal("00001", "bank", WHY, now()).expect("shown");
    let bank = told(&place.desk);
    assert!(bank.contains(secrets[1]) && !bank.contains(secrets[0]) && !bank.contains(&gross), "one class at a time");
}

/// Whoever does not see 医疗 learns that a claim was registered, and nothing of what for, when or how much.
#[test]
fn a_claim_tells_nothing_to_who_does_not_see_illness() {
    let (clerk, _of_clerk) = as_role("clerk");
    let claims = clerk.exchange_rows("claims", None, None, now()).expect("the register");
    let one =
        rows(&claims).iter().find(|row| row["total"].is_string() && row["hospital"].is_string()).expect("a claim");
    let secrets: Vec<String> = ["total", "fund_share", "self_share", "bill", "hospital"]
        .iter()
        .filter_map(|key| one[key].as_str().map(str::to_owned))
        .collect();
    assert_eq!(secrets.len(), 5, "{one}");
    let journal = |desk: &Desk, amount: Option<&String>| {
        let record = Some("claim".to_owned());
        let query = JournalQuery { record, amount: amount.cloned(), limit: Some(500), ..Default::default() };
        desk.journal_search(&query).expect("the journal").hits
    };
    assert!(!journal(&clerk, Some(&secrets[0])).is_empty(), "who sees it finds it by its amount");
    let (auditor, folder) = as_role("auditor");
    let told = auditor.exchange_rows("claims", None, None, now()).expect("the register");
    let known: Vec<&String> = told["rows"][0].as_object().expect("a row").keys().collect();
    assert_eq!(known, ["employee_no", "id", "name", "origin", "registered", "unit", "veiled"]);
    assert_eq!(rows(&told).len(), rows(&claims).len());
    assert!(journal(&auditor, Some(&secrets[0])).is_empty(), "an amount is no way to ask");
    let hits = journal(&auditor, None);
    assert!(!hits.is_empty(), "that a claim was registered is no secret");
    let fields = hits.iter().flat_map(|hit| &hit.changes).flat_map(|change| &change.fields);
    for field in fields {
        assert!([&field.before, &field.after].into_iter().flatten().all(|text| text == "（已遮盖）"), "{field:?}");
    }
    let everywhere = [
        told.to_string(),
        serde_json::to_string(&auditor.journal_list(500).expect("the journal")).expect("JSON"),
        serde_json::to_string(&auditor.alert_list(None, now()).expect("alerts")).expect("JSON"),
        serde_json::to_string(&auditor.exchange_batches().expect("batches")).expect("JSON"),
        serde_json::to_string(&auditor.privacy_forms(now()).expect("forms")).expect("JSON"),
    ];
    for (place, text) in everywhere.iter().enumerate() {
        assert!(secrets.iter().all(|secret| !text.contains(secret)), "{place}");
    }
    drop(auditor);
    let script = Script::on(&folder.path().join("book"), OTHER, TODAY);
    for refused in [
        &["privacy", "copy", "00001", "--to", "x"][..],
        &["exchange", "archive", "export", "1", "--out", "x.xlsx"],
        &["roster", "reveal", "00001", "--class", "medical", "--reason", WHY],
    ] {
        let answer = script.run(refused);
        assert_eq!(answer.json["error"]["code"], "not_allowed", "{refused:?}");
    }
}

/// What is shown of an import's rows is masked as well; what goes into the book is the number itself.
#[test]
fn the_preview_of_an_import_is_masked_and_the_book_gets_the_number() {
    let mut place = migrated("public");
    place.desk.veil();
    let folder = crate::places::folder();
    // Born 1990-01-01; the check digit is by GB 11643.
    let id = "110105199001010037";
    let headings = ["工号", "姓名", "身份证号", "入职日期"];
    let row = ["T0900", "测试甲", id, "2026-03-02"].map(Cell::Text).into();
    let file = sheets::write(folder.path(), "花名册新增.xlsx", "花名册", &headings, &[row]);
    let report = import(&mut place.desk, &file);
    assert_eq!(report.rejected.len(), 0, "{:?}", report.rejected);
    let printed: Vec<&str> = report.actions.iter().filter_map(|row| row.id_number.as_deref()).collect();
    assert_eq!(printed, ["110***********0037"]);
    let shown = place.desk.roster_reveal("T0900", "identity", WHY, now()).expect("shown");
    assert_eq!(shown.id_number.as_deref(), Some(id));
}

#[test]
fn the_program_asks_the_table_before_it_does_anything() {
    let (desk, folder) = as_role("viewer");
    drop(desk);
    let viewer = Script::on(&folder.path().join("book"), OTHER, TODAY);
    for refused in [
        &["contribution", "run", "2026-01"][..],
        &["payroll", "worksheet", "--year", "2025"],
        &["exchange", "rows", "payroll"],
        &["statement", "batch", "--month", "2026-01", "--out", "x"],
        &["user", "remove", "--name", "负责人"],
        &["book", "rekey", "--out", "x.pdf"],
    ] {
        let answer = viewer.run(refused);
        assert_eq!((answer.code, &answer.json["error"]["code"]), (4, &"not_allowed".into()), "{refused:?}");
    }
    let people = viewer.done(&["roster", "list"]);
    assert!(people["persons"][0]["id_number"].as_str().is_some_and(|n| !n.contains('*')), "身份 she sees");
    assert_eq!(people["persons"][0]["bases"], serde_json::json!([]));
    let shown = viewer.done(&["roster", "reveal", "00001", "--class", "identity", "--reason", WHY]);
    assert_eq!(shown["person"]["employee_no"], "00001");
    let journal = viewer.done(&["journal", "list", "--limit", "1"]);
    assert_eq!(journal["actions"][0]["user"], "李同事");
    let told = ["action", "employee_no", "object"].map(|key| journal["actions"][0][key].as_str().unwrap_or_default());
    assert_eq!(told, ["显示被遮盖的内容", "00001", "身份 · 核对参保信息"]);
    let silent = viewer.run(&["roster", "reveal", "00001", "--class", "identity", "--reason", " "]);
    assert_eq!((silent.code, &silent.json["error"]["code"]), (3, &"invalid_input".into()), "a reason must be given");
}
