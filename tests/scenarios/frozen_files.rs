//! 原件与问题 — what was taken in still names people who were put away: a file that does is given back for a reason only,
//! and what an import asks names them by their pseudonyms.

use std::path::Path;

use shebao_desk::wire::exchange::Question;
use shebao_desk::wire::export::ExportRequest;
use shebao_desk::wire::privacy::Freeze;
use shebao_desk::wire::roster::PersonEdit;
use shebao_desk::{Code, Desk};

use crate::places::{PASSWORD, TODAY, folder, import, migrated, now, person_sheet};
use crate::program::Script;
use crate::sheets::{self, Cell};

/// 潘航 of the public book: left on 2026-01-23.
const NO: &str = "00022";
const NAME: &str = "潘航";
const WHY: &str = "社保稽核要看原表";

fn freeze(desk: &mut Desk) {
    let request = Freeze { employee_nos: vec![NO.to_owned()], reason: "离职，不再办理".to_owned() };
    desk.privacy_freeze(&request, now()).expect("frozen");
}

fn batch_of(desk: &Desk, file: &str) -> i64 {
    let kept = desk.exchange_archive().expect("the originals");
    i64::from(kept.iter().find(|one| one.file.ends_with(file)).expect("it was kept").batch)
}

#[test]
fn an_original_that_names_somebody_put_away_is_given_back_for_a_reason() {
    let mut place = migrated("public");
    let roster = batch_of(&place.desk, "花名册.xlsx");
    let into = folder();
    let (first, second) = (into.path().join("花名册.xlsx"), into.path().join("再取.xlsx"));
    place.desk.exchange_original(roster, None, &first, now()).expect("nobody in it is put away");
    freeze(&mut place.desk);
    let refused = place.desk.exchange_original(roster, Some("  "), &second, now()).expect_err("refused");
    assert_eq!((refused.code, refused.params.get("people").map(String::as_str)), (Code::ReasonNeeded, Some("1")));
    assert!(!second.exists(), "and nothing was written");
    let early = place.desk.exchange_original_name(roster, None).map_err(|failure| failure.code);
    assert_eq!(early, Err(Code::ReasonNeeded), "told before she chooses where");
    place.desk.exchange_original(roster, Some(WHY), &second, now()).expect("for a reason");
    let shipped = std::fs::read(person_sheet("public", "花名册.xlsx")).expect("the fixture");
    assert!(std::fs::read(&second).expect("written") == shipped, "byte for byte what was taken in");
    let noted = &place.desk.journal_list(1).expect("the journal")[0];
    assert_eq!((noted.action.as_str(), noted.object.as_str()), ("取回写有封存人员的原件", WHY));
    assert_eq!((noted.employee_no.as_deref(), noted.undoable), (Some(NO), false), "it stands with her");
    // 单位参保参数.xlsx names nobody.
    let settings = batch_of(&place.desk, "单位参保参数.xlsx");
    place
        .desk
        .exchange_original(settings, None, &into.path().join("参数.xlsx"), now())
        .expect("no reason is asked for");
    let opened = Freeze { employee_nos: vec![NO.to_owned()], reason: "本人要求核对".to_owned() };
    place.desk.privacy_open(&opened, now()).expect("opened");
    place.desk.exchange_original(roster, None, &first, now()).expect("whom she has opened she may read");
}

/// Nothing was taken in of a remark, yet it names her as well as a row would.
#[test]
fn a_remark_of_an_original_names_somebody_put_away_too() {
    let mut place = migrated("public");
    let successor = PersonEdit {
        employee_no: Some("T0904".to_owned()),
        name: Some("欧阳试例".to_owned()),
        hire: Some("2026-03-02".to_owned()),
        ..PersonEdit::default()
    };
    place.desk.roster_add(&successor, now()).expect("added");
    let into = folder();
    let row = |remark| {
        vec![
            Cell::Text("T0904"),
            Cell::Text("欧阳试例"),
            Cell::Text("8000.00"),
            Cell::Text("7000.00"),
            Cell::Text(remark),
        ]
    };
    let headings = ["工号", "姓名", "应发工资", "实发工资", "备注"];
    let rows = [row("3月起接替潘航的岗位")];
    let (named, plain) = ("2026年3月补发工资表.xlsx", "2026年4月补发工资表.xlsx");
    import(&mut place.desk, &sheets::write(into.path(), named, "2026年3月", &headings, &rows));
    import(&mut place.desk, &sheets::write(into.path(), plain, "2026年4月", &headings, &[row("无")]));
    freeze(&mut place.desk);
    let (named, plain) = (batch_of(&place.desk, named), batch_of(&place.desk, plain));
    let out = into.path().join("取回.xlsx");
    let refused = place.desk.exchange_original(named, None, &out, now()).expect_err("refused");
    assert_eq!((refused.code, refused.params.get("people").map(String::as_str)), (Code::ReasonNeeded, Some("1")));
    place.desk.exchange_original(named, Some(WHY), &out, now()).expect("for a reason");
    let noted = &place.desk.journal_list(1).expect("the journal")[0];
    assert_eq!((noted.employee_no.as_deref(), noted.object.as_str()), (Some(NO), WHY), "it stands with her");
    place.desk.exchange_original(plain, None, &out, now()).expect("this one names nobody");
}

/// Nobody but those who may open her gets the file, and on the command line it takes the same reason.
#[test]
fn the_program_asks_for_the_reason_too() {
    let mut place = migrated("public");
    freeze(&mut place.desk);
    let roster = batch_of(&place.desk, "花名册.xlsx").to_string();
    let book = place.book.clone();
    let kept = place.close();
    let (script, out) = (Script::on(&book, PASSWORD, TODAY), kept.path().join("原件.xlsx"));
    let out = out.to_str().expect("a path");
    let refused = script.run(&["exchange", "archive", "export", &roster, "--out", out]);
    assert_eq!((refused.code, &refused.json["error"]["code"]), (3, &"reason_needed".into()));
    let message = refused.json["error"]["message"].as_str().expect("a sentence");
    assert!(message.contains("1 名") && message.contains("原因") && !message.contains(NAME), "{message}");
    let given = script.done(&["exchange", "archive", "export", &roster, "--out", out, "--reason", WHY]);
    assert_eq!(given["file"], "人员/花名册.xlsx");
    assert!(Path::new(out).is_file());
    let told = script.done(&["journal", "list"]);
    assert!(told.to_string().contains("取回写有封存人员的原件"), "{told}");
}

fn choices(desk: &Desk) -> Vec<Question> {
    let open = desk.exchange_questions().expect("the questions");
    open.into_iter().filter(|asked| asked.sheet == "2024年12月").collect()
}

#[test]
fn a_question_names_nobody_who_is_put_away_and_takes_the_same_answer() {
    let mut place = migrated("public");
    // A colleague of the same name; the row of December tells neither from the other.
    let twin = PersonEdit {
        employee_no: Some("T0901".to_owned()),
        name: Some(NAME.to_owned()),
        department: Some("仓储部".to_owned()),
        ..PersonEdit::default()
    };
    place.desk.roster_add(&twin, now()).expect("a second 潘航");
    let into = folder();
    let row = vec![Cell::Text(NAME), Cell::Text("8000.00"), Cell::Text("7000.00")];
    let headings = ["姓名", "应发工资", "实发工资"];
    let file = sheets::write(into.path(), "2024年12月工资表.xlsx", "2024年12月", &headings, &[row]);
    let report = import(&mut place.desk, &file);
    assert_eq!(report.questions.iter().map(|asked| asked.code.as_str()).collect::<Vec<_>>(), ["ambiguous_name"]);
    let labels = |desk: &Desk| {
        let asked = choices(desk).remove(0);
        asked.choices.into_iter().map(|choice| (choice.id, choice.label)).collect::<Vec<_>>()
    };
    let before = labels(&place.desk);
    assert!(before.iter().all(|(_, label)| label.contains(NAME)) && before.len() == 2, "{before:?}");
    freeze(&mut place.desk);
    let after = labels(&place.desk);
    let of = |labels: &[(String, String)], no: &str| labels.iter().find(|(_, label)| label.starts_with(no)).cloned();
    let (hidden, seen) = (of(&after, NO).expect("still offered"), of(&after, "T0901").expect("the colleague"));
    assert!(hidden.1.contains("封存人员") && !hidden.1.contains(NAME), "{hidden:?}");
    assert!(seen.1.contains(NAME), "a colleague who bears the name keeps it: {seen:?}");
    let id = i64::from(choices(&place.desk).remove(0).id.expect("a kept question"));
    place.desk.exchange_answer(id, &seen.0, now()).expect("the colleague's");
    assert!(choices(&place.desk).is_empty());
}

/// The number that an answer would write stays in the book; the choice is known by the person.
#[test]
fn a_choice_does_not_carry_the_whole_number() {
    let mut place = migrated("public");
    let into = folder();
    // The last character of 11010519900101003 is 7 (GB 11643), so this one is wrong.
    let row = ["T0902", "测试乙", "110105199001010038", "2026-03-02"].map(Cell::Text).into();
    let headings = ["工号", "姓名", "身份证号", "入职日期"];
    let file = sheets::write(into.path(), "花名册新增.xlsx", "花名册", &headings, &[row]);
    let report = import(&mut place.desk, &file);
    assert!(!serde_json::to_string(&report).expect("JSON").contains("110105199001010037"), "{report:?}");
    let open = place.desk.exchange_questions().expect("the questions");
    let asked = open.iter().find(|asked| asked.code == "wrong_check_digit").expect("asked");
    assert!(!serde_json::to_string(asked).expect("JSON").contains("110105199001010037"), "{asked:?}");
    let take = asked.choices.iter().find(|choice| choice.id.starts_with("id:")).expect("offered");
    place.desk.exchange_answer(i64::from(asked.id.expect("kept")), &take.id, now()).expect("taken");
    let number = place.desk.roster_person("T0902").expect("she is there").id_number;
    assert_eq!(number.as_deref(), Some("110105199001010037"));
}

/// 封存人员七 is how her parents called her: no word of hers is taken for a pseudonym.
#[test]
fn a_colleague_who_is_really_called_so_is_no_frozen_person() {
    const CALLED: &str = "封存人员七";
    let mut place = migrated("public");
    let edit = PersonEdit {
        employee_no: Some("T0903".to_owned()),
        name: Some(CALLED.to_owned()),
        hire: Some("2026-03-02".to_owned()),
        ..PersonEdit::default()
    };
    place.desk.roster_add(&edit, now()).expect("added");
    let into = folder();
    let row = vec![Cell::Text(CALLED), Cell::Text("8000.00"), Cell::Text("7000.00")];
    let headings = ["姓名", "应发工资", "实发工资"];
    let file = sheets::write(into.path(), "2026年3月补发工资表.xlsx", "2026年3月", &headings, &[row]);
    import(&mut place.desk, &file);
    let matches = place.desk.exchange_matches().expect("matches");
    let own = matches.iter().find(|one| one.employee_no == "T0903").expect("by the name alone");
    assert_eq!((own.name.as_str(), own.written.as_deref()), (CALLED, Some(CALLED)));
    place.desk.contribution_run("2026-03", None, now()).expect("computed");
    let export =
        ExportRequest { kind: "tax_client".to_owned(), month: "2026-03".to_owned(), ..ExportRequest::default() };
    let told = place.desk.exchange_export(&export, &into.path().join("tax.xlsx"), now()).expect("a file");
    let left = told.left_out.iter().find(|left| left.employee_no == "T0903").expect("her number is missing");
    assert!(left.message.contains("没有已校验的证件号码") && !left.message.contains("已封存"), "{left:?}");
}
