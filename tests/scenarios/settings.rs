//! Unit settings: a surcharge, a whole replacement, and a value that only the unit can confirm.

use shebao_desk::Desk;
use shebao_desk::wire::contribution::Line;
use shebao_desk::wire::enrollment::Enroll;
use shebao_desk::wire::roster::PersonEdit;
use shebao_desk::wire::unit::{DebitGroup, NewSetting, NewUnit, UnitEdit, UnitParticulars};
use shebao_rules::insurance::Insurance;

use crate::places::{COMPANY, CREDIT_CODE, PASSWORD, TODAY, empty, folder, migrated, now};
use crate::program::Script;

fn setting(insurance: &str, mode: &str, rates: [&str; 2]) -> NewSetting {
    NewSetting {
        unit: COMPANY.to_owned(),
        insurance: insurance.to_owned(),
        from: "2025-07".to_owned(),
        mode: mode.to_owned(),
        employer_rate: rates[0].to_owned(),
        employee_rate: rates[1].to_owned(),
        source: "示例：经办机构核定通知单".to_owned(),
        ..NewSetting::default()
    }
}

#[track_caller]
fn line(desk: &mut Desk, month: &str, employee_no: &str, insurance: Insurance) -> Line {
    let run = desk.contribution_run(month, None, now()).expect("the month is computed");
    let found = run.lines.into_iter().find(|l| l.employee_no == employee_no && l.insurance == insurance);
    found.unwrap_or_else(|| panic!("{employee_no} has no {insurance} in {month}"))
}

fn amounts(line: &Line) -> [String; 3] {
    [line.base, line.employer, line.employee].map(|y| y.map_or_else(|| "—".to_owned(), |y| y.to_string()))
}

/// 在公布费率上加: 00001 has base 13345 (key). Published 0.5 % + 0.5 %: 66.725 → 66.73 each side. With 0.1 % more for the
/// employer 13345 × 0.6 % = 80.07 exactly; two separate roundings would give 66.73 + 13.35 = 80.08.
#[test]
fn a_surcharge_is_added_to_the_published_rate_and_rounded_once() {
    let mut place = migrated("public");
    let before = line(&mut place.desk, "2025-10", "00001", Insurance::Unemployment);
    assert_eq!(amounts(&before), ["13345.00", "66.73", "66.73"]);
    place.desk.setting_add(&setting("unemployment", "add", ["0.001", "0"]), now()).expect("the setting");
    let after = line(&mut place.desk, "2025-10", "00001", Insurance::Unemployment);
    assert_eq!(amounts(&after), ["13345.00", "80.07", "66.73"]);
    assert_eq!(after.status.id(), "unit_confirmed");
    assert_eq!(after.employer_rate.map(|r| r.to_string()).as_deref(), Some("0.006"));
    let earlier = line(&mut place.desk, "2025-06", "00001", Insurance::Unemployment);
    // 12809 × 0.5 % = 64.045 → 64.05 (key): before the setting begins nothing changes.
    assert_eq!(amounts(&earlier), ["12809.00", "64.05", "64.05"]);
}

/// 整条采用: own rates and bounds; the 3 yuan of 北京 医疗 are then 0. 13345 is above the own cap 10000: 900.00 and 200.00.
#[test]
fn a_whole_replacement_brings_its_own_bounds_and_no_fixed_amount() {
    let mut place = migrated("public");
    let before = line(&mut place.desk, "2025-10", "00001", Insurance::Medical);
    // 13345 × 9.8 % = 1307.81; 13345 × 2 % + 3 = 269.90 (key).
    assert_eq!(amounts(&before), ["13345.00", "1307.81", "269.90"]);
    let own = setting("medical", "replace", ["0.09", "0.02"]);
    let own = NewSetting { floor: Some("8000".to_owned()), cap: Some("10000".to_owned()), ..own };
    place.desk.setting_add(&own, now()).expect("the setting");
    let after = line(&mut place.desk, "2025-10", "00001", Insurance::Medical);
    assert_eq!(amounts(&after), ["10000.00", "900.00", "200.00"]);
    assert_eq!(after.employee_fixed.map(|y| y.to_string()).as_deref(), Some("0.00"));
    place.desk.undo(Some(action_of(&place.desk, "新增单位参数")), now()).expect("a setting can be taken back");
    assert_eq!(line(&mut place.desk, "2025-10", "00001", Insurance::Medical), before);
}

fn action_of(desk: &Desk, action: &str) -> i64 {
    let actions = desk.journal_list(20).expect("the journal");
    i64::from(actions.iter().find(|line| line.action == action).expect("it was done").action_seq)
}

/// A unit of 上海 with one person, base 20000. The rates of 上海 pension before 2025-07 are only inferred: no number is
/// invented. With the clerk's own value 16 % and 8 %: 3200.00 and 1600.00, between the published bounds.
#[test]
fn what_is_unconfirmed_waits_for_the_unit() {
    let mut place = empty();
    let desk = &mut place.desk;
    let from = "2025-03".to_owned();
    let unit =
        NewUnit { name: COMPANY.to_owned(), region: "上海".to_owned(), from: from.clone(), ..NewUnit::default() };
    desk.unit_add(&unit, now()).expect("the unit");
    let person = PersonEdit {
        name: Some("吴清".to_owned()),
        id_type: Some("resident_id".to_owned()),
        id_number: Some("310101199003079961".to_owned()),
        hukou: Some("本市城镇".to_owned()),
        unit: Some(COMPANY.to_owned()),
        hire: Some("2025-03-03".to_owned()),
        ..PersonEdit::default()
    };
    let number = desk.roster_add(&person, now()).expect("the person").employee_no;
    let cover = Enroll {
        employee_no: number.clone(),
        unit: COMPANY.to_owned(),
        scope: "social".to_owned(),
        first_month: from,
        base: Some("20000".to_owned()),
        ..Enroll::default()
    };
    desk.enroll(&cover, now()).expect("the cover");
    let open = line(desk, "2025-04", &number, Insurance::Pension);
    assert_eq!((open.status.id(), open.gap.as_deref()), ("unconfirmed", Some("rates")));
    assert_eq!(amounts(&open), ["—", "—", "—"]);
    let explained = desk.contribution_explain("2025-04", &number, None, "pension").expect("why it is open");
    assert!(explained.open.is_some(), "{explained:#?}");
    let confirmed = NewSetting { from: "2025-03".to_owned(), ..setting("pension", "rate", ["0.16", "0.08"]) };
    desk.setting_add(&confirmed, now()).expect("the clerk confirms");
    let line = line(desk, "2025-04", &number, Insurance::Pension);
    assert_eq!(amounts(&line), ["20000.00", "3200.00", "1600.00"]);
    assert_eq!(line.status.id(), "unit_confirmed");
    let explained = desk.contribution_explain("2025-04", &number, None, "pension").expect("the reason");
    let employer = explained.steps.iter().find(|step| step.kind == "employer").expect("the employer's share");
    let source = employer.source.as_ref().expect("the clerk's source");
    assert_eq!(source.title, "示例：经办机构核定通知单");
}

/// A setting without a source is refused, and so is one whose bounds contradict each other.
#[test]
fn a_setting_needs_its_source() {
    let mut place = migrated("public");
    let head = place.desk.book_info().expect("the book").journal_head;
    let silent = NewSetting { source: "  ".to_owned(), ..setting("medical", "rate", ["0.09", "0.02"]) };
    place.desk.setting_add(&silent, now()).expect_err("no source");
    let crossed = setting("medical", "replace", ["0.09", "0.02"]);
    let crossed = NewSetting { floor: Some("9000".to_owned()), cap: Some("8000".to_owned()), ..crossed };
    place.desk.setting_add(&crossed, now()).expect_err("the floor is above the cap");
    assert_eq!(place.desk.book_info().expect("the book").journal_head, head);
}

/// 单位资料 can be keyed and changed: the account the bank debits, what it debits together.
#[test]
fn the_particulars_of_a_unit_are_changed_and_taken_back() {
    let mut place = migrated("public");
    let desk = &mut place.desk;
    let before = desk.unit_list().expect("the units").into_iter().find(|u| u.name == COMPANY).expect("the unit");
    let group =
        |name: &str, insurances: &[Insurance]| DebitGroup { name: name.to_owned(), insurances: insurances.to_vec() };
    let particulars = UnitParticulars {
        credit_code: before.particulars.credit_code.clone(),
        bank_account: Some("0200 0999 0000 0001 234".to_owned()),
        debit_groups: vec![group("医疗", &[Insurance::Medical]), group("公积金", &[Insurance::HousingFund])],
        ..UnitParticulars::default()
    };
    let edit = |particulars| UnitEdit { unit: COMPANY.to_owned(), particulars };
    let after = desk.unit_edit(&edit(particulars.clone()), now()).expect("the change");
    assert_eq!(after.enroll_cutoff_day, before.enroll_cutoff_day);
    assert_eq!(after.particulars.social_account, None);
    assert_eq!(after.particulars.bank_account.as_deref(), Some("0200099900000001234"));
    assert_eq!(after.particulars.debit_groups, particulars.debit_groups);
    let mixed = vec![group("混", &[Insurance::Medical, Insurance::HousingFund])];
    let twice = vec![group("甲", &[Insurance::Medical]), group("乙", &[Insurance::Medical])];
    for wrong in [
        UnitParticulars { credit_code: Some("91110105EXAMPLE112".to_owned()), ..particulars.clone() },
        UnitParticulars { debit_groups: mixed, ..particulars.clone() },
        UnitParticulars { debit_groups: twice, ..particulars },
    ] {
        desk.unit_edit(&edit(wrong), now()).expect_err("refused");
    }
    desk.undo(None, now()).expect("the change is taken back");
    let undone = desk.unit_list().expect("the units").into_iter().find(|u| u.name == COMPANY).expect("the unit");
    assert_eq!(undone.particulars.bank_account, before.particulars.bank_account);
    assert_eq!(undone.particulars.debit_groups, before.particulars.debit_groups);
}

/// 深圳 生育 2026: the sources give 0.5 % and bounds 6727 to 33633, and leave both open. Confirmed with no more than its
/// rate the line computes: 6727 × 0.5 % = 33.635 → 33.64, as the bureau's rows of 2026-02 print it (bureau_evidence.md).
#[test]
fn a_confirmed_value_computes_where_its_bounds_are_open_too() {
    let folder = folder();
    let script = Script::on(&folder.path().join("book"), PASSWORD, TODAY);
    script.done(&["book", "create", "--company", COMPANY, "--credit-code", CREDIT_CODE]);
    script.done(&["unit", "add", "--name", COMPANY, "--region", "深圳", "--from", "2026-01"]);
    script.done(&[
        "roster",
        "add",
        "--employee-no",
        "00001",
        "--name",
        "吴清",
        "--unit",
        COMPANY,
        "--hire",
        "2026-01-05",
    ]);
    script.done(&[
        "enrollment",
        "enroll",
        "--employee",
        "00001",
        "--unit",
        COMPANY,
        "--first-month",
        "2026-01",
        "--base",
        "5000",
    ]);
    let maternity = || {
        let lines = script.done(&["contribution", "run", "2026-02"])["lines"].as_array().cloned().unwrap_or_default();
        lines.into_iter().find(|line| line["insurance"] == "maternity").expect("a line of 生育")
    };
    let open = maternity();
    assert_eq!((open["status"].as_str(), open["employer"].as_str()), (Some("unconfirmed"), None), "{open}");
    let confirm = ["policy", "confirm", "--unit", COMPANY, "--insurance", "maternity", "--from", "2026-01"];
    let source = ["--source", "示例：申报系统 2026-01 截图"];
    let nothing = script.run(&[&confirm[..], &source].concat());
    assert_eq!((nothing.code, nothing.json["error"]["code"].as_str()), (2, Some("wrong_arguments")), "no rate is no 0");
    script.done(&[&confirm[..], &["--employer-rate", "0.005"], &source].concat());
    let line = maternity();
    let shown = ["base", "employer", "employee", "status"].map(|key| line[key].as_str().unwrap_or("—").to_owned());
    assert_eq!(shown, ["6727.00", "33.64", "0.00", "unit_confirmed"]);
}
