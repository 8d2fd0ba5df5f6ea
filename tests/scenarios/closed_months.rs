//! 封账与补差: a closed month keeps its numbers whatever is published later; the difference is proposed, and booked only as
//! the clerk decides.
//!
//! 北京 2025-07: bounds 6821–35283 → 7162–35811, announced on 2025-09-18. Per month and person, new less old:
//! base 6000: 养老 54.56 + 27.28, 医疗 33.42 + 6.82, 失业 1.70 + 1.70, 工伤 1.37; base 40000: 84.48 + 42.24, 51.75 + 10.56,
//! 2.64 + 2.64, 2.11; base 20000 lies between both bounds.

use std::cell::RefCell;

use proptest::prelude::*;
use proptest::test_runner::Config;
use shebao_desk::wire::export::ExportRequest;
use shebao_desk::wire::statement::StatementRequest;
use shebao_desk::wire::true_up::{TrueUpDecision, TrueUpKey};
use shebao_desk::{Code, Desk};
use shebao_rules::insurance::Insurance;

use crate::places::{COMPANY, PASSWORD, Place, TODAY, folder, migrated, now};
use crate::program::Script;
use crate::small::{company, file, on, own_bounds, pack};

const BASES: [&str; 3] = ["6000", "40000", "20000"];

/// July and August computed and closed before the announcement, September computed and open.
fn closed() -> (Place, Vec<String>) {
    let (mut place, people) = company(&BASES);
    for (month, day) in [("2025-07", "2025-08-05"), ("2025-08", "2025-09-05")] {
        place.desk.contribution_run(month, None, on(day)).expect("the month is computed");
        let seal = place.desk.month_close(month, Some("已逐项看过"), on(day)).expect("the month is closed");
        // Three people of four insurances each.
        assert_eq!((seal.lines, seal.unconfirmed, seal.seal.len()), (12, 0, 9), "{seal:?}");
    }
    place.desk.contribution_run("2025-09", None, on("2025-09-20")).expect("the month is computed");
    (place, people)
}

fn sealed(desk: &Desk, month: &str) -> serde_json::Value {
    let ledger = desk.contribution_ledger(month).expect("the ledger");
    serde_json::json!([ledger.state, ledger.rows, ledger.totals])
}

fn all(booked: Option<&str>) -> TrueUpDecision {
    TrueUpDecision { lines: None, booked: booked.map(str::to_owned) }
}

#[test]
fn every_way_into_a_closed_month_is_shut() {
    let (mut place, people) = closed();
    let (july, today) = (sealed(&place.desk, "2025-07"), on("2025-10-08"));
    let desk = &mut place.desk;
    assert_eq!(desk.contribution_run("2025-07", None, today).expect_err("locked").code, Code::MonthLocked);
    assert_eq!(desk.contribution_run("2025-07", Some(COMPANY), today).expect_err("locked").code, Code::MonthLocked);
    assert_eq!(
        desk.month_close("2025-07", Some("已逐项看过"), today).expect_err("closed already").code,
        Code::MonthLocked
    );
    assert_eq!(
        desk.month_close("2025-12", Some("已逐项看过"), today).expect_err("never computed").code,
        Code::MonthNotRun
    );
    let states: Vec<(String, bool)> =
        desk.month_list().expect("the months").into_iter().map(|m| (m.state, m.seal.is_some())).collect();
    let expected = [("locked", true), ("locked", true), ("draft", false)];
    assert_eq!(states, expected.map(|(state, seal)| (state.to_owned(), seal)));
    // Facts may change; the sealed lines do not.
    let base = shebao_desk::wire::enrollment::DeclareBase {
        employee_no: people[0].clone(),
        unit: COMPANY.to_owned(),
        scope: "social".to_owned(),
        from: "2025-07".to_owned(),
        amount: "15000".to_owned(),
        reason: "correction".to_owned(),
    };
    desk.declare_base(&base, today).expect("a corrected base");
    let rate = shebao_desk::wire::unit::NewSetting {
        unit: COMPANY.to_owned(),
        insurance: "unemployment".to_owned(),
        from: "2025-09".to_owned(),
        mode: "rate".to_owned(),
        employer_rate: "0.008".to_owned(),
        employee_rate: "0.002".to_owned(),
        source: "示例核定单".to_owned(),
        ..Default::default()
    };
    desk.setting_add(&rate, today).expect("a setting");
    assert_eq!(sealed(desk, "2025-07"), july);
    let check = desk.book_check().expect("the check");
    assert!(check.ok, "{:?}", check.findings);
}

/// 16 lines: two people, four insurances, two months; 232.03 + 91.24 a month.
#[test]
fn a_late_announcement_is_proposed_as_true_up_and_booked_in_an_open_month() {
    let (mut place, people) = closed();
    let before: Vec<_> = ["2025-07", "2025-08"].map(|month| sealed(&place.desk, month)).into();
    let desk = &mut place.desk;
    assert!(desk.true_up_list(on("2025-09-17")).expect("the list").proposals.is_empty(), "not announced yet");
    let today = on("2025-09-20");
    let list = desk.true_up_list(today).expect("the list");
    assert_eq!(list.proposals.len(), 16);
    assert_eq!(
        (list.employer_difference.to_string(), list.employee_difference.to_string()),
        ("464.06".to_owned(), "182.48".to_owned())
    );
    let of = |no: &str, insurance: Insurance| {
        let found = list.proposals.iter().find(|p| p.key.employee_no == no && p.key.insurance == insurance);
        let found = found.expect("a proposal");
        [found.employer_stands, found.employer_due, found.employer_difference, found.employee_difference]
            .map(|y| y.to_string())
    };
    assert_eq!(of(&people[0], Insurance::Pension), ["1091.36", "1145.92", "54.56", "27.28"]);
    assert_eq!(of(&people[0], Insurance::Medical), ["668.46", "701.88", "33.42", "6.82"]);
    assert_eq!(of(&people[0], Insurance::WorkInjury), ["27.28", "28.65", "1.37", "0.00"]);
    assert_eq!(of(&people[1], Insurance::Pension), ["5645.28", "5729.76", "84.48", "42.24"]);
    assert_eq!(of(&people[1], Insurance::Unemployment), ["176.42", "179.06", "2.64", "2.64"]);
    let reason = &list.proposals[0].reasons[0];
    assert_eq!(reason.text, "基数下限 6,821.00 → 7,162.00");
    assert_eq!(reason.source.number.as_deref(), Some("京人社发〔2025〕11号"));
    let decided = desk.true_up_decide(&all(Some("2025-09")), today).expect("they are booked");
    assert_eq!((decided.lines, decided.employer.to_string()), (16, "464.06".to_owned()));
    assert!(desk.true_up_list(today).expect("the list").proposals.is_empty(), "nothing is left");
    let september = desk.contribution_ledger("2025-09").expect("the ledger");
    assert_eq!(september.true_ups.len(), 16);
    let line = &september.true_ups[0];
    assert_eq!(
        (line.kind.as_str(), line.period.to_string(), line.booked.to_string()),
        ("true_up", "2025-07".to_owned(), "2025-09".to_owned())
    );
    let after: Vec<_> = ["2025-07", "2025-08"].map(|month| sealed(desk, month)).into();
    assert_eq!(before, after, "the sealed lines stay as they were");
    // Computing the booking month again leaves the booked lines alone.
    let again = desk.contribution_run("2025-09", None, today).expect("the month is computed again");
    assert_eq!((again.lines.len(), again.true_ups.len()), (12, 16));
    papers(desk, &people[0]);
    desk.undo(Some(decided.action_seq.into()), today).expect("the acceptance is taken back");
    assert_eq!(desk.true_up_list(today).expect("the list").proposals.len(), 16);
    assert!(desk.contribution_ledger("2025-09").expect("the ledger").true_ups.is_empty());
    let check = desk.book_check().expect("the check");
    assert!(check.ok, "{:?}", check.findings);
}

/// The difference stands in the reason of the amount, in the workbook and on the notice of the month it is booked in.
fn papers(desk: &mut Desk, employee_no: &str) {
    let explained = desk.contribution_explain("2025-07", employee_no, None, "pension").expect("the reason");
    let step = explained.steps.iter().find(|step| step.kind == "true_up").expect("the difference");
    // 54.56 + 27.28
    assert_eq!((step.label.as_str(), step.value.as_str()), ("补差（2025-09 入账）", "81.84"));
    let out = folder();
    let (kind, month) = ("contribution_ledger".to_owned(), "2025-09".to_owned());
    let request = ExportRequest { kind, month, ..ExportRequest::default() };
    let exported = desk.exchange_export(&request, &out.path().join("九月.xlsx"), now()).expect("the workbook");
    assert_eq!(exported.rows, 12 + 16);
    for (kind, from) in [("notice", "2025-09"), ("statement", "2025-07")] {
        let request = StatementRequest {
            kind: kind.to_owned(),
            employee_no: employee_no.to_owned(),
            from: from.to_owned(),
            to: "2025-09".to_owned(),
            ..StatementRequest::default()
        };
        desk.statement_save(&request, &out.path().join(format!("{kind}.pdf")), now()).expect("the paper");
    }
}

/// One person's July is accepted, the rest refused; refused ones come back only when the value changes again.
#[test]
fn what_is_refused_is_not_proposed_again_for_the_same_value() {
    let (mut place, people) = closed();
    let desk = &mut place.desk;
    let today = on("2025-09-20");
    let one = TrueUpKey {
        employee_no: people[0].clone(),
        unit: COMPANY.to_owned(),
        insurance: Insurance::Pension,
        period: "2025-07".parse().expect("a month"),
    };
    let accept = TrueUpDecision { lines: Some(vec![one.clone()]), booked: Some("2025-09".to_owned()) };
    assert_eq!(desk.true_up_decide(&accept, today).expect("one line").employer.to_string(), "54.56");
    assert_eq!(desk.true_up_decide(&accept, today).expect_err("no longer proposed").code, Code::UnknownRecord);
    let early = TrueUpDecision { booked: Some("2025-08".to_owned()), ..all(None) };
    assert_eq!(desk.true_up_decide(&early, today).expect_err("August is closed").code, Code::MonthLocked);
    assert_eq!(desk.true_up_decide(&all(None), today).expect("the rest").lines, 15);
    assert!(desk.true_up_list(today).expect("the list").proposals.is_empty());
    // A third publication: floor 7300 from July. 7300 × 16 % = 1168.00: of July 1168.00 − 1091.36 − 54.56 stand open, of
    // August, which was refused, 1168.00 − 1091.36.
    desk.policy_add(&own_bounds("2025-07", "2025-10-10", "7300", "35811"), on("2025-10-10")).expect("a correction");
    let list = desk.true_up_list(on("2025-10-10")).expect("the list");
    let found: Vec<(String, String)> =
        list.proposals.iter().map(|p| (p.key.period.to_string(), p.employer_difference.to_string())).collect();
    let expected =
        [("2025-07", "22.08"), ("2025-08", "76.64")].map(|(period, sum)| (period.to_owned(), sum.to_owned()));
    assert_eq!(found, expected);
}

/// A booking month that is closed keeps its differences; neither they nor the policy behind them can be taken away then.
#[test]
fn a_closed_booking_month_holds_its_true_ups() {
    let (mut place, _) = closed();
    let desk = &mut place.desk;
    let today = on("2025-10-12");
    let value = own_bounds("2025-07", "2025-10-10", "7300", "35811");
    let preview = desk.policy_preview_value(&value, today).expect("the effect");
    let months: Vec<_> =
        preview.months.iter().map(|m| (m.state.as_str(), m.people, m.employer_difference.to_string())).collect();
    // Closed or not, (7300 − 7162) × 16 % of one person.
    let expected = ["locked", "locked", "draft"].map(|state| (state, 1, "22.08".to_owned()));
    assert_eq!(months, expected);
    let before = desk.true_up_list(today).expect("the list").employer_difference;
    let taken = desk.policy_add(&value, today).expect("a value");
    let after = desk.true_up_list(today).expect("the list").employer_difference;
    assert_eq!((after - before).to_string(), "44.16", "what was shown of the two closed months is what is proposed");
    let decided = desk.true_up_decide(&all(Some("2025-09")), today).expect("they are booked");
    desk.contribution_run("2025-09", None, today).expect("the month is computed again");
    let seal = desk.month_close("2025-09", Some("已逐项看过"), on("2025-10-13")).expect("September is closed");
    assert_eq!(seal.lines, 12 + decided.lines);
    for action in [decided.action_seq, taken.action_seq] {
        assert_eq!(desk.undo(Some(action.into()), today).expect_err("a closed month").code, Code::UndoBlocked);
    }
    let check = desk.book_check().expect("the check");
    assert!(check.ok, "{:?}", check.findings);
}

/// Whatever a pack says of whichever months: the closed ones stay equal, and the book's own check finds nothing.
#[test]
fn closed_months_stay_equal_after_any_pack() {
    let (mut place, _) = closed();
    let (_, fingerprint) = pack(1, "");
    place.desk.policy_trust(&fingerprint, now()).expect("the clerk accepts the key");
    let before: Vec<_> = ["2025-07", "2025-08"].map(|month| sealed(&place.desk, month)).into();
    let place = RefCell::new(place);
    let months = prop_oneof![Just("2024-07"), Just("2025-01"), Just("2025-07"), Just("2025-08"), Just("2026-01")];
    let values = (months, 1_000_u32..9_000, 9_000_u32..60_000, 0_u32..4_000, 1_u32..28);
    proptest!(Config::with_cases(16), |((from, floor, cap, rate, day) in values)| {
        let mut place = place.borrow_mut();
        let entry = |table: &str, value: &str| format!(
            "[[{table}]]\nfrom = \"{from}\"\n{value}\nstatus = \"final\"\nevidence = \"quoted\"\npublished = \"2026-02-{day:02}\"\n\
             checked = \"2026-11-21\"\nsource = {{ title = \"示例通知\" }}\n");
        let document = format!("insurance = \"pension\"\n{}{}",
            entry("bounds", &format!("floor = \"{floor}\"\ncap = \"{cap}\"")),
            entry("rates", &format!("employer = \"0.{rate:04}\"\nemployee = \"0.08\"")));
        let path = file(&place, "any.policy", &pack(1, &document).0);
        let taken = place.desk.policy_take(&path, now()).expect("the pack");
        place.desk.contribution_run("2025-09", None, now()).expect("the open month is computed again");
        for (month, before) in ["2025-07", "2025-08"].iter().zip(&before) {
            prop_assert_eq!(&sealed(&place.desk, month), before);
        }
        let list = place.desk.true_up_list(now()).expect("the list");
        for one in &list.proposals {
            prop_assert_eq!(one.employer_stands + one.employer_difference, one.employer_due);
            prop_assert_eq!(one.employee_stands + one.employee_difference, one.employee_due);
        }
        place.desk.undo(Some(taken.action_seq.into()), now()).expect("the pack is taken back");
    });
    let place = place.into_inner();
    let check = place.desk.book_check().expect("the check");
    assert!(check.ok, "{:?}", check.findings);
}

/// The same through the program: closed, shut, proposed, booked and refused, and the book's check content.
#[test]
fn a_month_is_closed_and_trued_up_through_the_program() {
    let place = migrated("public");
    let script = Script::on(&place.book, PASSWORD, TODAY);
    drop(place.desk);
    let month = "2026-03";
    script.done(&["contribution", "run", month]);
    let closed = script.done(&["month", "close", month]);
    assert_eq!(closed["seal"].as_str().map(str::len), Some(9), "{closed}");
    let refused = script.run(&["contribution", "run", month]);
    assert_eq!((refused.code, refused.json["error"]["code"].as_str()), (3, Some("month_locked")));
    let proposals = |script: &Script| {
        let list = script.done(&["contribution", "true-ups"]);
        list["proposals"].as_array().expect("proposals").len()
    };
    assert_eq!(proposals(&script), 0);
    let add = ["policy", "add", "--region", "北京", "--insurance", "pension", "--part", "bounds", "--from", month];
    let value = ["--published", "2026-03-30", "--floor", "9000", "--cap", "30000", "--source", "示例电话记录"];
    script.done(&[&add[..], &value[..]].concat());
    let proposed = proposals(&script);
    assert!(proposed > 1, "the floor of 9000 and the cap of 30000 concern people of 北京");
    let list = script.done(&["contribution", "true-ups"]);
    let first = list["proposals"][0]["employee_no"].as_str().expect("a number").to_owned();
    let accept = ["contribution", "accept-true-ups", "--booked", "2026-04", "--employee", &first];
    assert_eq!(script.done(&accept)["lines"], 1);
    let rest = script.done(&["contribution", "refuse-true-ups", "--insurance", "pension"]);
    assert_eq!(rest["lines"].as_u64(), Some(proposed as u64 - 1));
    assert_eq!(proposals(&script), 0);
    let run = script.done(&["contribution", "run", "2026-04"]);
    assert_eq!(run["true_ups"].as_array().map(Vec::len), Some(1));
    assert_eq!((&run["true_ups"][0]["kind"], &run["true_ups"][0]["period"]), (&"true_up".into(), &month.into()));
    assert_eq!(script.done(&["month", "list"])["months"][0]["state"], "locked");
    assert_eq!(script.done(&["book", "check"])["ok"], true);
}
