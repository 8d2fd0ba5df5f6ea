//! 概览 — the month board and the gap grid of the public book, against its answer key.

use std::collections::BTreeSet;

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::Value;
use shebao_desk::wire::insight::{GapGrid, MonthBoard};
use shebao_rules::money::Yuan;

use crate::places::{PASSWORD, Place, TODAY, empty, now};
use crate::program::Script;
use crate::whole;

/// The public book as a whole, its last three months computed.
fn public() -> Place {
    let mut place = empty();
    place.desk.exchange_migrate(&whole::folder("public"), false, now(), &mut |_| true).expect("the folder goes in");
    for month in ["2026-01", "2026-02", "2026-03"] {
        place.desk.contribution_run(month, None, now()).expect("the month is computed");
    }
    place
}

/// Employer and employee of a month in the key, unit and insurance added up.
fn key_total(month: &str) -> (Yuan, Yuan) {
    let key = whole::key("public", "contribution_totals");
    let rows = key["rows"].as_array().expect("rows").iter().filter(|row| row[1] == month);
    let amount = |row: &Value, at: usize| row[at].as_str().expect("an amount").parse::<Yuan>().expect("yuan");
    rows.fold((Yuan::ZERO, Yuan::ZERO), |(er, ee), row| (er + amount(row, 4), ee + amount(row, 5)))
}

fn of<'b>(board: &'b MonthBoard, step: &str) -> &'b shebao_desk::wire::insight::StepRate {
    board.steps.iter().find(|rate| rate.step == step).expect("the step")
}

/// The people of a fault, by 工号.
fn people_of(fault: &Value) -> BTreeSet<String> {
    let persons = whole::key("public", "persons");
    let named: Vec<&str> = fault["persons"].as_array().expect("people").iter().filter_map(Value::as_str).collect();
    let all = persons.as_array().expect("people").iter();
    all.filter(|p| p["person"].as_str().is_some_and(|id| named.contains(&id)))
        .filter_map(|p| p["emp_no"].as_str().map(str::to_owned))
        .collect()
}

fn fault(id: &str) -> Value {
    let faults = whole::key("public", "faults");
    faults.as_array().expect("faults").iter().find(|f| f["id"] == id).expect("the fault").clone()
}

/// The sums are those of the key; each step says of what it is counted; the difference is split to the fen.
#[test]
fn the_board_has_the_sums_of_the_key_and_honest_denominators() {
    let place = public();
    let board = place.desk.insight_board("2026-02", now()).expect("the board");
    assert_eq!((board.employer, board.employee), key_total("2026-02"));
    assert_eq!(of(&board, "computed").done, board.lines);
    let deducted = of(&board, "deducted");
    // Every pay sheet of the month is here; the work injury insurance has no employee share.
    assert!(0 < deducted.of && deducted.done <= deducted.of && deducted.of < board.lines, "{deducted:?}");
    let declared = of(&board, "declared");
    assert!(declared.done < declared.of, "some are missing: {declared:?}");
    assert!(of(&board, "credited").done <= declared.done);
    let wrong: u32 = board.departments.iter().map(|d| d.anomalies).sum();
    let people: u32 = board.departments.iter().map(|d| d.people).sum();
    assert_eq!(people, board.people);
    assert!(wrong > 0 && wrong < 12, "{:?}", board.departments);
    let change = board.change.expect("January is computed");
    assert_eq!(change.difference, change.headcount + change.base + change.rate + change.retro);
    let (before, after) = (key_total("2026-01"), key_total("2026-02"));
    assert_eq!(change.difference, after.0 + after.1 - before.0 - before.1);
    let first = place.desk.insight_board("2025-12", now()).expect("the board");
    assert_eq!((first.state.as_str(), first.people, first.change), ("none", 0, None), "a month that was not computed");
}

/// 近十二个月: nine months that were not computed say nothing; the three that were have the sums of the key, each insurance's
/// added up to them, and as many people as their boards.
#[test]
fn the_trend_has_every_month_as_it_was_computed() {
    let place = public();
    let trend = place.desk.insight_trend("2026-03").expect("the trend");
    let months: Vec<&str> = trend.iter().map(|one| one.month.as_str()).collect();
    assert_eq!((months.len(), months.first(), months.last()), (12, Some(&"2025-04"), Some(&"2026-03")));
    for open in &trend[..9] {
        assert_eq!((open.people, open.employer, open.employee), (None, Yuan::ZERO, Yuan::ZERO), "{}", open.month);
        assert!(open.insurances.is_empty());
    }
    for one in &trend[9..] {
        assert_eq!((one.employer, one.employee), key_total(&one.month), "{}", one.month);
        let sides = one.insurances.iter();
        let (employer, employee) = (sides.clone().map(|i| i.employer).sum(), sides.map(|i| i.employee).sum());
        assert_eq!((one.employer, one.employee), (employer, employee), "{}", one.month);
        assert_eq!(one.people, Some(place.desk.insight_board(&one.month, now()).expect("the board").people));
    }
    assert!(place.desk.insight_trend("2026-13").is_err());
}

/// 小王: debited, but 医疗 and 生育 are not on the lists of 02 and 03 (F01: 2,392.00 and 736.00). Whoever else is named
/// belongs to a planted fault.
#[test]
fn the_gap_grid_names_what_is_missing_in_yuan() {
    let place = public();
    let grid = place.desk.insight_gaps("2026-01", "2026-03", now()).expect("the grid");
    let wang = people_of(&fault("F01"));
    let missing = |grid: &GapGrid| -> Yuan { grid.rows.iter().map(|row| row.missing).sum() };
    let own = grid.rows.iter().filter(|row| wang.contains(&row.employee_no));
    assert_eq!(own.clone().map(|row| row.missing).sum::<Yuan>(), "3128.00".parse().expect("yuan"));
    let states: Vec<Vec<&str>> =
        own.map(|row| row.cells.iter().map(|cell| cell.state.as_str()).skip(1).collect()).collect();
    assert_eq!(states, [["missing"; 2]; 2], "medical and maternity of February and March");
    assert_eq!(missing(&grid), grid.missing);
    let faults = whole::key("public", "faults");
    let planted: BTreeSet<String> = faults.as_array().expect("faults").iter().flat_map(people_of).collect();
    let named: BTreeSet<String> = grid.rows.iter().map(|row| row.employee_no.clone()).collect();
    assert!(named.is_subset(&planted), "{:?}", named.difference(&planted).collect::<Vec<_>>());
    let person = wang.first().expect("a person");
    let whole = place.desk.insight_person(person, "2025-07", "2026-03", now()).expect("her strip");
    assert!(whole.rows.len() >= 6 && whole.rows.iter().all(|row| row.cells.len() == 9), "{whole:#?}");
    assert!(place.desk.insight_gaps("2024-01", "2026-03", now()).is_err(), "two years at most");
}

/// The home page tells it as soon as the list is here, each month by itself, with the unit's limit (30 days after the
/// month's end) as the day by which it should be settled.
#[test]
fn a_missing_record_is_told_at_once_and_has_the_units_own_limit() {
    let place = public();
    let wang = people_of(&fault("F01"));
    let alerts = place.desk.alert_list(Some("2026-03-20"), now()).expect("the alerts");
    let own = alerts.into_iter().filter(|a| a.code == "record_missing_though_debited");
    let told: Vec<_> = own.filter(|a| a.employee_no.as_ref().is_some_and(|no| wang.contains(no))).collect();
    assert_eq!(told.len(), 2, "February and March: {told:#?}");
    assert_eq!(told[0].amount, Some("-1564.00".parse().expect("yuan")));
    assert!(told[0].message.starts_with("2026-02 医疗、生育 已扣款，经办机构无记录"), "{}", told[0].message);
    assert_eq!((told[0].due.as_deref(), told[0].days_left), (Some("2026-03-30"), Some(10)));
}

#[test]
fn the_program_shows_the_same() {
    let place = public();
    let board = serde_json::to_value(place.desk.insight_board("2026-02", now()).expect("the board")).expect("JSON");
    let grid =
        serde_json::to_value(place.desk.insight_gaps("2026-01", "2026-03", now()).expect("the grid")).expect("JSON");
    let trend = serde_json::to_value(place.desk.insight_trend("2026-02").expect("the trend")).expect("JSON");
    let book = place.book.clone();
    let _folder = place.close();
    let script = Script::on(&book, PASSWORD, TODAY);
    assert_eq!(script.done(&["insight", "board", "2026-02"]), board);
    assert_eq!(script.done(&["insight", "trend", "2026-02"]), trend);
    assert_eq!(script.done(&["insight", "gaps", "--from", "2026-01", "--to", "2026-03"]), grid);
}

/// 医保缴纳情况报告: a workbook and a paper of the same figures, the missing 医疗 and 生育 of F01 among them.
#[test]
fn the_report_is_a_workbook_and_a_paper() {
    let mut place = public();
    let folder = crate::places::folder();
    let request = shebao_desk::wire::export::ExportRequest {
        kind: "insight_report".to_owned(),
        month: "2026-03".to_owned(),
        ..shebao_desk::wire::export::ExportRequest::default()
    };
    let (sheet, paper) = (folder.path().join("报告.xlsx"), folder.path().join("报告.pdf"));
    let rows = place.desk.exchange_export(&request, &sheet, now()).expect("the workbook").rows;
    assert_eq!(place.desk.exchange_export(&request, &paper, now()).expect("the paper").rows, rows);
    let bytes = |path: &std::path::Path| std::fs::read(path).expect("a file");
    assert!(bytes(&sheet).starts_with(b"PK") && bytes(&paper).starts_with(b"%PDF-"));
    assert!(bytes(&paper).len() > 10_000);
    let text = crate::pages::words(&bytes(&paper));
    let (employer, employee) = key_total("2026-02");
    for told in ["近十二个月应缴", "近十二个月单位部分", "近十二个月个人部分", &(employer + employee).with_commas()]
    {
        assert!(text.contains(told), "{told}: {text}");
    }
    let mut workbook: Xlsx<_> = open_workbook(&sheet).expect("an xlsx file");
    let range = workbook.worksheet_range("近十二个月应缴").expect("the sheet");
    let february = range.rows().find(|row| row[0] == Data::String("2026-02".to_owned())).expect("February");
    let amount = |at: usize| february[at].to_string().parse::<Yuan>().expect("an amount");
    assert_eq!((amount(2), amount(3)), (employer, employee));
    let nothing = shebao_desk::wire::export::ExportRequest { month: "2024-01".to_owned(), ..request };
    let refused = place.desk.exchange_export(&nothing, &paper, now()).expect_err("nothing was computed");
    assert_eq!(refused.code, shebao_desk::Code::MonthNotRun);
}
