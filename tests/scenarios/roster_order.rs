//! The order of the sheets: which source wins, and how one sheet answers what another leaves open.

use shebao_desk::wire::exchange::Question;
use shebao_rules::insurance::Insurance;

use crate::answers::{Answers, Person};
use crate::lines;
use crate::places::{Place, empty, folder, import, now, person_sheet};
use crate::sheets::{Cell, write};
use crate::small::{amounts, company};

/// The person whose number has a wrong check digit in 花名册.
fn mistyped(answers: &Answers) -> &Person {
    let issue = answers.roster_cleaning.issues.iter().find(|i| i["issue"] == "wrong_check_digit").expect("one of them");
    answers.person(issue["person"].as_str().expect("the key names the person"))
}

fn roster_first(book: &str) -> (Place, Question) {
    let mut place = empty();
    import(&mut place.desk, &person_sheet(book, "单位参保参数.xlsx"));
    import(&mut place.desk, &person_sheet(book, "花名册.xlsx"));
    let open = place.desk.exchange_questions().expect("the open questions");
    let question = open.into_iter().find(|q| q.code == "wrong_check_digit").expect("the number is asked about");
    (place, question)
}

#[test]
fn a_wrong_check_digit_waits_and_the_template_answers_it() {
    for book in ["public", "seed5", "seed9"] {
        let answers = Answers::of(book);
        let person = mistyped(&answers);
        let (mut place, question) = roster_first(book);
        assert_eq!(question.sheet, "在职", "{book}");
        assert!(
            !question.message.contains(&person.id_no),
            "the whole number stands in the question: {}",
            question.message
        );
        let before = place.desk.roster_person(&person.emp_no).expect("the person is there");
        assert_eq!(before.id_number, None, "{book}: a number in question is no number");
        import(&mut place.desk, &person_sheet(book, "员工导入模板示例.xlsx"));
        let after = place.desk.roster_person(&person.emp_no).expect("the person is there");
        assert_eq!(after.id_number.as_deref(), Some(person.id_no.as_str()), "{book}");
        let open = place.desk.exchange_questions().expect("the open questions");
        assert!(open.iter().all(|q| q.code != "wrong_check_digit"), "{book}: {open:#?}");
        let people = place.desk.roster_list(None).expect("the roster");
        assert_eq!(people.len(), answers.persons.len(), "{book}: rows of both sheets met");
    }
}

#[test]
fn the_clerk_can_answer_it_too() {
    let answers = Answers::of("public");
    let person = mistyped(&answers);
    let (mut place, question) = roster_first("public");
    let (id, choice) = (question.id.expect("a kept question has its number"), &question.choices[0]);
    place.desk.exchange_answer(i64::from(id), &choice.id, now()).expect("the first choice is taken");
    let after = place.desk.roster_person(&person.emp_no).expect("the person is there");
    assert_eq!(after.id_number.as_deref(), Some(person.id_no.as_str()));
    place.desk.undo(None, now()).expect("an answer can be taken back");
    let again = place.desk.roster_person(&person.emp_no).expect("the person is there");
    assert_eq!(again.id_number, None);
    let open = place.desk.exchange_questions().expect("the open questions");
    assert!(open.iter().any(|q| q.code == "wrong_check_digit"), "the question is open again");
}

/// 参保台账 > 员工导入模板 > 花名册, whatever comes first: every line of the public book in the worst order.
#[test]
fn a_weaker_sheet_that_comes_later_changes_no_line() {
    let answers = Answers::of("public");
    let mut place = empty();
    for sheet in ["单位参保参数.xlsx", "花名册.xlsx", "社保公积金参保台账.xlsx", "员工导入模板示例.xlsx", "花名册.xlsx"]
    {
        import(&mut place.desk, &person_sheet("public", sheet));
    }
    let mut found = std::collections::BTreeMap::new();
    for month in answers.months() {
        let run = place.desk.contribution_run(&month, None, now()).expect("the month is computed");
        found.extend(lines::dues(&serde_json::to_value(run).expect("a run is JSON")));
    }
    lines::same("lines", &answers.dues(), &found);
}

/// 离职 of 花名册 has no 工号. Those people stand under a number of the book's own until the template brings theirs.
#[test]
fn a_number_that_comes_later_takes_its_place() {
    let answers = Answers::of("public");
    let (mut place, _) = roster_first("public");
    let number_of = |place: &Place, person: &Person| {
        let people = place.desk.roster_list(None).expect("the roster");
        people.into_iter().find(|p| p.id_number.as_ref() == Some(&person.id_no)).map(|p| p.employee_no)
    };
    // 何诚瀚, 00011 in the key, left on 2025-12-31 and stands only on the sheet 离职.
    let left = answers.person("P014");
    let interim = number_of(&place, left).expect("the leaver is there");
    assert!(interim.starts_with("待编"), "{interim}");
    import(&mut place.desk, &person_sheet("public", "员工导入模板示例.xlsx"));
    assert_eq!(number_of(&place, left).as_ref(), Some(&left.emp_no));
}

/// The undated bases of 花名册 only check: what differs from the ledger is told and written nowhere.
#[test]
fn the_bases_of_the_roster_only_check() {
    let mut place = empty();
    for sheet in ["单位参保参数.xlsx", "员工导入模板示例.xlsx", "社保公积金参保台账.xlsx"] {
        import(&mut place.desk, &person_sheet("public", sheet));
    }
    let bases = |place: &Place| {
        let people = place.desk.roster_list(None).expect("the roster");
        let of = |p: shebao_desk::wire::roster::Person| {
            (p.employee_no, p.bases.into_iter().map(|b| (b.unit, b.scope, b.from, b.to, b.amount)).collect::<Vec<_>>())
        };
        people.into_iter().map(of).collect()
    };
    let before = bases(&place);
    let report = import(&mut place.desk, &person_sheet("public", "花名册.xlsx"));
    lines::same("bases", &before, &bases(&place));
    let written: Vec<_> = report.differences.iter().filter(|d| d.applied && d.field.contains("申报基数")).collect();
    assert!(written.is_empty(), "{written:#?}");
}

/// 参保台账 with a base beside each cover, and no month for it: it holds from the first month on, and only checks once
/// bases with their months are there. 北京 2025-06: 9500 × 16 % = 1520.00, 10000 × 16 % = 1600.00; the fund's base is
/// another matter: 8000 stays.
#[test]
fn a_base_beside_the_cover_is_not_lost_and_gives_way_to_dated_ones() {
    let (mut place, _) = company(&[]);
    let folder = folder();
    let mut take = |name: &str, headings: &[&str], row: &[&'static str]| {
        let row = row.iter().copied().map(Cell::Text).collect();
        import(&mut place.desk, &write(folder.path(), name, name.trim_end_matches(".xlsx"), headings, &[row]));
        let run = place.desk.contribution_run("2025-06", None, now()).expect("the month is computed");
        let fund = run.lines.iter().find(|line| line.insurance == Insurance::HousingFund).expect("the fund's line");
        let base = fund.declared_base.map(|base| base.to_string());
        (amounts(&run.lines, "00001", Insurance::Pension), base)
    };
    let ledger = ["工号", "姓名", "证件号码", "社保起缴年月", "公积金起缴年月", "社保基数", "公积金基数"];
    let row = ["00001", "吴清", "110101199003079964", "2025-01", "2025-01", "9,500元", "8000"];
    let fund = Some("8000.00".to_owned());
    let taken = take("参保台账.xlsx", &ledger, &row);
    assert_eq!(taken, (["9500.00", "1520.00", "760.00"].map(str::to_owned), fund.clone()));
    let dated = ["工号", "姓名", "类别", "适用起", "申报基数"];
    let raised = (["10000.00", "1600.00", "800.00"].map(str::to_owned), fund);
    assert_eq!(take("申报基数.xlsx", &dated, &["00001", "吴清", "社保", "2025-01", "10000"]), raised);
    assert_eq!(take("参保台账.xlsx", &ledger, &row), raised, "the undated one only checks");
}
