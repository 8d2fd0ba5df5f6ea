//! 待认可的匹配: rows that met their person by a masked number or a name alone are listed, confirmed in one step or
//! given to somebody else, and all of it can be taken back.

use shebao_desk::Code;
use shebao_desk::Desk;
use shebao_desk::wire::matching::{MatchGiven, MatchView};

use crate::lines::text;
use crate::places::{COMPANY, CREDIT_CODE, PASSWORD, Place, TODAY, copy_of, folder, migrated, now};
use crate::program::Script;

/// The book with the bureau's and the fund's lists on top.
fn scene() -> Place {
    let mut place = migrated("public");
    let rooms = copy_of("public", &["社保", "公积金"]);
    place.desk.exchange_migrate(rooms.path(), false, now(), &mut |_| true).expect("the folder goes in");
    place
}

fn listed(desk: &Desk) -> Vec<MatchView> {
    desk.exchange_matches().expect("the list")
}

fn fund_rows(desk: &Desk, month: &str) -> Vec<(String, String)> {
    let rows = desk.exchange_rows("housing_fund_records", None, Some(month), now()).expect("rows");
    let rows = rows["rows"].as_array().expect("rows").iter();
    rows.map(|row| (text(row, "printed_name"), row["employee_no"].as_str().unwrap_or_default().to_owned())).collect()
}

/// 202506 has no numbers; 北京's fund prints masked ones, 上海's none.
#[test]
fn every_weak_match_is_listed_with_its_reason_and_confirmed_at_once() {
    let mut place = scene();
    let before = listed(&place.desk);
    let of = |kind: &str| before.iter().filter(|one| one.kind == kind).count();
    assert!(of("payroll") > 30 && of("housing_fund_records") > 60, "{} {}", of("payroll"), of("housing_fund_records"));
    let masked = before.iter().filter(|one| one.file.contains("北京公积金"));
    assert!(masked.clone().count() > 30 && masked.clone().all(|one| one.reason.contains("遮盖")));
    assert!(before.iter().all(|one| !one.name.is_empty() && one.row > 0 && one.written.is_some()), "{:?}", before[0]);

    let one = before[0].id.clone();
    assert_eq!(place.desk.exchange_confirm_matches(std::slice::from_ref(&one), now()).expect("one is confirmed"), 1);
    assert_eq!(listed(&place.desk).len(), before.len() - 1);
    let again = place.desk.exchange_confirm_matches(std::slice::from_ref(&one), now()).expect_err("it waits no more");
    assert_eq!(again.code, Code::UnknownRecord);
    let rest = place.desk.exchange_confirm_matches(&[], now()).expect("all are confirmed");
    assert_eq!((rest as usize, listed(&place.desk).len()), (before.len() - 1, 0));
    place.desk.undo(None, now()).expect("confirming is taken back");
    assert_eq!(listed(&place.desk).len(), before.len() - 1);
}

/// A list that goes in once more asks for nothing that was confirmed.
#[test]
fn what_was_confirmed_is_certain_in_the_next_list() {
    let mut place = scene();
    place.desk.exchange_confirm_matches(&[], now()).expect("all are confirmed");
    let rooms = copy_of("public", &["公积金"]);
    place.desk.exchange_migrate(rooms.path(), false, now(), &mut |_| true).expect("the folder goes in again");
    let masked = listed(&place.desk).into_iter().filter(|one| one.file.contains("北京公积金")).count();
    assert_eq!(masked, 0, "a masked number that she confirmed");
}

/// A wrong one goes to another person, or to nobody; the batch can be told so and taken back.
#[test]
fn a_wrong_match_is_given_to_somebody_else_or_to_nobody() {
    let mut place = scene();
    let all = listed(&place.desk);
    let wrong = all.iter().find(|one| one.file.contains("北京公积金")).expect("a masked one").clone();
    let month = wrong.month.clone().expect("a month");
    let other = all.iter().find(|one| one.employee_no != wrong.employee_no).expect("somebody else").employee_no.clone();
    let whose = |place: &Place| {
        let written = wrong.written.clone().unwrap_or_default();
        let rows = fund_rows(&place.desk, &month).into_iter().filter(|(name, _)| *name == written);
        rows.map(|(_, no)| no).collect::<Vec<_>>()
    };
    assert!(whose(&place).contains(&wrong.employee_no));
    let give = |no: Option<&str>| MatchGiven { id: wrong.id.clone(), employee_no: no.map(str::to_owned) };
    place.desk.exchange_give_match(&give(Some(&other)), now()).expect("it goes to somebody else");
    assert!(whose(&place).contains(&other) && !whose(&place).contains(&wrong.employee_no));
    place.desk.undo(None, now()).expect("taken back");
    assert!(whose(&place).contains(&wrong.employee_no));
    place.desk.exchange_give_match(&give(None), now()).expect("it is nobody's");
    assert!(whose(&place).contains(&String::new()) && !whose(&place).contains(&wrong.employee_no));
    let unknown = place.desk.exchange_give_match(&give(Some("99999")), now()).expect_err("it waits no more");
    assert_eq!(unknown.code, Code::UnknownRecord);
}

/// Wages move with their unit; a person who has wages of that month keeps them.
#[test]
fn wages_go_to_another_person_only_where_there_is_room() {
    let mut place = scene();
    let weak = listed(&place.desk).into_iter().find(|one| one.kind == "payroll").expect("a pay row");
    let pays = |place: &Place, no: &str| {
        let rows = place.desk.exchange_rows("payroll", None, Some("2025-06"), now()).expect("rows");
        rows["rows"].as_array().expect("rows").iter().filter(|row| row["employee_no"] == no).count()
    };
    let other =
        listed(&place.desk).into_iter().find(|one| one.kind == "payroll" && one.employee_no != weak.employee_no);
    let taken = MatchGiven { id: weak.id.clone(), employee_no: other.map(|one| one.employee_no) };
    let refused = place.desk.exchange_give_match(&taken, now()).expect_err("the place is taken");
    assert_eq!(refused.code, Code::AlreadyExists);
    assert_eq!(pays(&place, &weak.employee_no), 1, "nothing moved");
    place.desk.exchange_give_match(&MatchGiven { id: weak.id, employee_no: None }, now()).expect("it is nobody's");
    assert_eq!(pays(&place, &weak.employee_no), 0);
    place.desk.undo(None, now()).expect("taken back");
    assert_eq!(pays(&place, &weak.employee_no), 1);
}

#[test]
fn the_program_lists_confirms_and_gives() {
    let folder = folder();
    let script = Script::on(&folder.path().join("book"), PASSWORD, TODAY);
    script.done(&["book", "create", "--company", COMPANY, "--credit-code", CREDIT_CODE]);
    let rooms = copy_of("public", &["人员", "公积金"]);
    script.done(&["exchange", "migrate", &rooms.path().display().to_string()]);
    let listed = script.done(&["exchange", "matches", "list"]);
    let all = listed["matches"].as_array().expect("a list").len();
    let id = text(&listed["matches"][0], "id");
    assert_eq!(script.done(&["exchange", "matches", "confirm", &id])["confirmed"], 1);
    let second = text(&listed["matches"][1], "id");
    script.done(&["exchange", "matches", "give", &second]);
    let rest = script.done(&["exchange", "matches", "confirm"]);
    assert!(all > 60 && rest["confirmed"].as_u64() >= Some(all as u64 - 6), "{all}: {rest}");
}
