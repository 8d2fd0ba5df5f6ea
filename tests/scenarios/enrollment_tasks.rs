//! 增减员办理 — the clocks of hires and leavers, what is shown before the click, and what closes a task.

use chrono::NaiveDate;
use shebao_desk::wire::alert::Alert;
use shebao_desk::wire::enrollment::{Enroll, EnrollmentQuery, EnrollmentTask, NewReceipt, NewUnitDay};
use shebao_desk::wire::roster::{Person, PersonEdit};
use shebao_desk::wire::unit::NewUnit;
use shebao_desk::{Code, Moment};
use shebao_rules::identity::ResidentId;

use crate::places::{COMPANY, PASSWORD, Place, TODAY, empty, now};
use crate::program::Script;
use crate::whole;

fn at(day: &str) -> Moment {
    day.parse::<NaiveDate>().expect("a day").and_hms_opt(9, 0, 0).expect("a moment")
}

/// A company in 北京 whose lists close on the 15th.
pub fn company() -> Place {
    let mut place = empty();
    let unit = NewUnit {
        name: COMPANY.to_owned(),
        region: "北京".to_owned(),
        from: "2024-01".to_owned(),
        work_injury_rate: Some("0.004".to_owned()),
        fund_employer: Some("0.12".to_owned()),
        enroll_cutoff_day: Some(15),
        ..NewUnit::default()
    };
    place.desk.unit_add(&unit, now()).expect("the unit");
    place
}

/// An invented woman hired on a day.
pub fn hire(place: &mut Place, name: &str, serial: &str, hired: &str) -> Person {
    let number = ResidentId::complete(&format!("11010519900301{serial}")).expect("seventeen digits");
    let edit = PersonEdit {
        name: Some(name.to_owned()),
        id_number: Some(number.as_str().to_owned()),
        position_class: Some("female55".to_owned()),
        hukou: Some("local_town".to_owned()),
        unit: Some(COMPANY.to_owned()),
        hire: Some(hired.to_owned()),
        ..PersonEdit::default()
    };
    place.desk.roster_add(&edit, now()).expect("a person")
}

fn alerts(place: &Place, code: &str, on: &str) -> Vec<Alert> {
    let all = place.desk.alert_list(Some(on), now()).expect("the alerts");
    all.into_iter().filter(|alert| alert.code == code).collect()
}

fn tasks(place: &Place, kind: &str, on: &str) -> Vec<EnrollmentTask> {
    let all = place.desk.enrollment_tasks(Some(on), now()).expect("the tasks");
    all.into_iter().filter(|task| task.kind == kind).collect()
}

fn query(kind: &str, person: &Person, scope: &str) -> EnrollmentQuery {
    EnrollmentQuery {
        kind: kind.to_owned(),
        employee_no: person.employee_no.clone(),
        unit: COMPANY.to_owned(),
        scope: scope.to_owned(),
        month: None,
        base: Some("9500".to_owned()),
    }
}

fn enroll(place: &mut Place, person: &Person, first_month: &str, on: &str) {
    let new = Enroll {
        employee_no: person.employee_no.clone(),
        unit: COMPANY.to_owned(),
        scope: "social".to_owned(),
        first_month: first_month.to_owned(),
        base: Some("9500".to_owned()),
        ..Enroll::default()
    };
    place.desk.enroll(&new, at(on)).expect("enrolled");
}

fn receipt(person: &Person, kind: &str, scope: Option<&str>, event: &str, received: &str) -> NewReceipt {
    NewReceipt {
        employee_no: person.employee_no.clone(),
        unit: COMPANY.to_owned(),
        kind: kind.to_owned(),
        scope: scope.map(str::to_owned),
        event: event.to_owned(),
        received_on: received.to_owned(),
        number: Some("示例-0001".to_owned()),
        note: None,
    }
}

/// 社会保险法 第五十八条: 30 days from the hire, so 2026-04-19 for 2026-03-20; pressed for ten days before.
#[test]
fn a_hire_starts_the_clock_of_thirty_days() {
    let mut place = company();
    hire(&mut place, "李示例", "998", "2026-03-20");
    assert_eq!(alerts(&place, "enroll_due", "2026-03-19"), [], "not before the hire");
    let due = alerts(&place, "enroll_due", "2026-03-21");
    assert_eq!(due.len(), 2, "social insurance and the fund: {due:?}");
    for alert in &due {
        assert_eq!((alert.due.as_deref(), alert.days_left), (Some("2026-04-19"), Some(29)), "{alert:?}");
        assert_eq!((alert.subject.as_str(), alert.severity.as_str()), ("李示例", "soon"));
    }
    let social = due.iter().find(|alert| alert.message.contains("社会保险")).expect("the social insurance");
    assert_eq!((social.law.as_deref(), social.basis.as_deref()), (Some("sbf:58"), Some("《社会保险法》第五十八条")));
    let fund = due.iter().find(|alert| alert.message.contains("公积金")).expect("the fund");
    assert!(fund.law.as_deref().is_some_and(|law| law.starts_with("gjj") && law.ends_with(":15")), "{fund:?}");
    assert!(alerts(&place, "enroll_due", "2026-04-09").iter().all(|alert| alert.severity == "act"));
    let late = alerts(&place, "enroll_due", "2026-04-25");
    assert!(late.iter().all(|alert| alert.days_left == Some(-6) && alert.severity == "act"), "{late:?}");
}

/// Entering it here stops nothing; a receipt does, and taking the receipt back starts the clock again.
#[test]
fn only_a_receipt_or_a_record_closes_it() {
    let mut place = company();
    let person = hire(&mut place, "李示例", "998", "2026-03-10");
    enroll(&mut place, &person, "2026-03", "2026-03-11");
    let social = |place: &Place| {
        let found = tasks(place, "enroll", "2026-04-08");
        found.into_iter().find(|task| task.scope.as_deref() == Some("social")).map(|task| task.state)
    };
    assert_eq!(social(&place).as_deref(), Some("entered"));
    assert_eq!(alerts(&place, "enroll_unproved", "2026-04-08").len(), 1);
    let given = receipt(&person, "enroll", Some("social"), "2026-03-10", "2026-03-12");
    place.desk.enrollment_receipt(&given, at("2026-04-08")).expect("the receipt");
    assert_eq!(social(&place).as_deref(), Some("closed"));
    assert_eq!(alerts(&place, "enroll_unproved", "2026-04-08"), []);
    place.desk.undo(None, at("2026-04-08")).expect("taken back");
    assert_eq!(social(&place).as_deref(), Some("entered"));
    let nobody = receipt(&person, "enroll", Some("social"), "2026-03-11", "2026-03-12");
    let refused = place.desk.enrollment_receipt(&nobody, at("2026-04-08")).expect_err("no hire on that day");
    assert_eq!(refused.code, Code::UnknownRecord);
    let tomorrow = receipt(&person, "enroll", Some("social"), "2026-03-10", "2026-04-09");
    assert_eq!(
        place.desk.enrollment_receipt(&tomorrow, at("2026-04-08")).expect_err("a future day").code,
        Code::InvalidInput
    );
}

/// Before the click: after the cut-off day the month of the hire is still due, declared one month later. 北京 2026-03 at
/// 9,500: 养老 16 % and 8 % = 1520.00 and 760.00 (the founding example), 医疗 2 % + 3 = 193.00.
#[test]
fn the_preview_names_months_cost_and_reasons() {
    let mut place = company();
    let person = hire(&mut place, "李示例", "998", "2026-03-20");
    let preview =
        place.desk.enrollment_preview(&query("enroll", &person, "social"), at("2026-03-20")).expect("a preview");
    assert_eq!((preview.month.as_str(), preview.booked.as_deref(), preview.late), ("2026-03", Some("2026-04"), true));
    assert_eq!((preview.cutoff_day, preview.due.as_deref()), (Some(15), Some("2026-04-19")));
    let cost = |insurance: &str| {
        let line = preview.cost.iter().find(|line| line.insurance == insurance).expect("a line");
        (line.employer.clone().unwrap_or_default(), line.employee.clone().unwrap_or_default())
    };
    assert_eq!(cost("pension"), ("1520.00".to_owned(), "760.00".to_owned()));
    assert_eq!(cost("medical").1, "193.00");
    let note = preview.notes.iter().find(|note| note.code == "after_cutoff").expect("the cut-off day is named");
    assert_eq!(note.basis.as_deref(), Some("单位设置"));
    let in_time =
        place.desk.enrollment_preview(&query("enroll", &person, "social"), at("2026-04-10")).expect("a preview");
    assert!(in_time.late, "a month after the hire it is late whatever the day");
    let fund =
        place.desk.enrollment_preview(&query("enroll", &person, "housing_fund"), at("2026-03-20")).expect("a preview");
    assert!(fund.notes.iter().any(|note| note.code == "first_ever"), "{:?}", fund.notes);
    assert_eq!((fund.employer.as_str(), fund.employee.as_str()), ("1140.00", "1140.00"));
}

/// A dated day of the unit wins from its month on, and can be taken back.
#[test]
fn a_dated_cutoff_day_of_the_unit_wins() {
    let mut place = company();
    let person = hire(&mut place, "李示例", "998", "2026-03-20");
    let set = NewUnitDay {
        unit: COMPANY.to_owned(),
        kind: "enroll_cutoff".to_owned(),
        day: 25,
        from: "2026-03".to_owned(),
        to: None,
        reason: "示例：经办大厅通知".to_owned(),
    };
    place.desk.unit_day_add(&set, now()).expect("set");
    let late = |place: &Place| {
        place.desk.enrollment_preview(&query("enroll", &person, "social"), at("2026-03-20")).expect("a preview").late
    };
    assert!(!late(&place));
    place.desk.undo(None, now()).expect("taken back");
    assert!(late(&place));
    let refused = place.desk.unit_day_add(&NewUnitDay { day: 32, ..set }, now()).expect_err("no such day");
    assert_eq!(refused.code, Code::InvalidInput);
}

/// Left on 2026-04-10: papers and list, the fund within 30 days, and the next month's list without her.
#[test]
fn a_leaver_brings_her_tasks_with_their_articles() {
    let mut place = company();
    let person = hire(&mut place, "李示例", "998", "2026-03-10");
    enroll(&mut place, &person, "2026-03", "2026-03-11");
    let leave = PersonEdit { leave: Some("2026-04-10".to_owned()), ..PersonEdit::default() };
    place.desk.roster_edit(&person.employee_no, &leave, at("2026-04-10")).expect("left");
    let due = |kind: &str| tasks(&place, kind, "2026-04-12").into_iter().next().expect("a task");
    let list = due("unemployed_list");
    assert_eq!((list.due.as_deref(), list.remind_on.as_deref()), (Some("2026-04-25"), Some("2026-04-17")));
    assert_eq!(list.law.as_deref(), Some("sbf:50"));
    let relations = due("relations");
    assert_eq!((relations.due.as_deref(), relations.law.as_deref()), (Some("2026-04-25"), Some("ldht:50")));
    assert_eq!(due("certificate").due.as_deref(), Some("2026-04-10"));
    let withdraw = due("withdraw");
    assert_eq!(
        (withdraw.state.as_str(), withdraw.scope.as_deref()),
        ("open", Some("social")),
        "no fund cover, no fund task"
    );
    let preview =
        place.desk.enrollment_preview(&query("withdraw", &person, "social"), at("2026-04-12")).expect("a preview");
    assert_eq!(preview.month, "2026-04", "wages are paid in the month of the leaving");
    assert_eq!(alerts(&place, "unemployed_list_due", "2026-04-16")[0].severity, "soon");
    assert_eq!(alerts(&place, "unemployed_list_due", "2026-04-17")[0].severity, "act", "the unit's seven days");
}

/// The same through the program: preview, enrol with the proposed month, list the tasks, record the receipt.
#[test]
fn the_program_does_the_same() {
    let mut place = company();
    let person = hire(&mut place, "李示例", "998", "2026-03-20");
    let (book, number) = (place.book.clone(), person.employee_no);
    let _folder = place.close();
    let script = Script::on(&book, PASSWORD, TODAY);
    let whom = ["--employee", &number, "--unit", COMPANY];
    let look = script.done(&[&["enrollment", "enroll", "--base", "9500", "--dry-run"], &whom[..]].concat());
    assert_eq!((look["month"].as_str(), look["late"].as_bool()), (Some("2026-03"), Some(true)), "{look}");
    let before = script.done(&["enrollment", "list", "--month", "2026-04"]);
    assert_eq!(before["lines"], serde_json::json!([]), "nothing was written");
    script.done(&[&["enrollment", "enroll", "--base", "9500"], &whom[..]].concat());
    let lines = script.done(&["enrollment", "list", "--month", "2026-03"]);
    assert!(lines["lines"].as_array().is_some_and(|lines| lines.len() >= 4), "{lines}");
    let given = ["--kind", "enroll", "--scope", "social", "--event", "2026-03-20", "--received", "2026-03-31"];
    let tasks = script.done(&[&["enrollment", "receipt", "--number", "示例-1"], &whom[..], &given[..]].concat());
    let social =
        tasks["tasks"].as_array().and_then(|all| all.iter().find(|t| t["scope"] == "social")).expect("the task");
    assert_eq!(social["state"], "closed", "{tasks}");
    assert_eq!(script.done(&["book", "check"])["ok"], true);
}

/// The public book as a whole: the joiner who was deducted from and never declared (F02) is named, and the joiners whom
/// the lists show are not.
#[test]
fn the_joiner_who_was_never_declared_is_named() {
    let mut place = empty();
    place.desk.exchange_migrate(&whole::folder("public"), false, now(), &mut |_| true).expect("the folder goes in");
    let faults = whole::key("public", "faults");
    let fault = faults.as_array().and_then(|all| all.iter().find(|f| f["id"] == "F02")).expect("F02");
    let persons = whole::key("public", "persons");
    let person = persons.as_array().and_then(|all| all.iter().find(|p| p["person"] == fault["persons"][0]));
    let person = person.expect("whom F02 concerns");
    let unproved = alerts(&place, "enroll_unproved", "2026-03-31");
    assert!(!unproved.is_empty());
    assert!(unproved.iter().all(|alert| alert.employee_no.as_deref() == person["emp_no"].as_str()), "{unproved:#?}");
    assert_eq!(alerts(&place, "enroll_due", "2026-03-31"), []);
}
