//! 演示公司 — what is planted in it: a missing record, a month in arrears, a new joiner, a claim.

use std::sync::Arc;

use serde_json::Value;
use shebao_desk::Desk;

use crate::lines::text;
use crate::pages;
use crate::places::{folder, tools};
use crate::small::on;

const DAY: &str = "2026-11-20";

/// 王小明 of assets/samples/demo.toml.
const WANG: &str = "001";

fn demo(place: &tempfile::TempDir) -> Desk {
    Desk::demo(Arc::clone(&tools()), &place.path().join("demo"), on(DAY)).expect("the demo company")
}

fn rows(desk: &Desk, kind: &str, month: Option<&str>) -> Vec<Value> {
    let found = desk.exchange_rows(kind, None, month, on(DAY)).expect("the rows");
    found["rows"].as_array().cloned().expect("rows")
}

/// His base of 9,500 in 深圳: medical of tier 1 and maternity 0.5 % are deducted and debited from October to December
/// 2025, and the bureau's list has neither of them; in January it has both.
#[test]
fn medical_and_maternity_of_three_months_were_debited_and_never_recorded() {
    let place = folder();
    let desk = demo(&place);
    for (month, listed) in [("2025-10", false), ("2025-11", false), ("2025-12", false), ("2026-01", true)] {
        let records = rows(&desk, "agency_records", Some(month));
        let his: Vec<&str> = records
            .iter()
            .filter(|row| text(row, "employee_no") == WANG)
            .filter_map(|row| row["insurance"].as_str())
            .collect();
        assert!(his.contains(&"pension"), "{month}: {his:?}");
        assert_eq!((his.contains(&"medical"), his.contains(&"maternity")), (listed, listed), "{month}");
        let run = desk.contribution_ledger(month).expect("the month");
        let wang = run.rows.iter().find(|row| row.employee_no == WANG).expect("he is covered");
        assert_eq!(wang.unit, "演示科技（深圳）有限公司");
    }
    let alerts = desk.alert_list(None, on(DAY)).expect("what waits");
    let months: Vec<String> = alerts
        .into_iter()
        .filter(|alert| alert.code == "record_missing_though_debited" && alert.employee_no.as_deref() == Some(WANG))
        .filter_map(|alert| alert.focus)
        .collect();
    assert_eq!(months.len(), 3, "the home page tells each month: {months:?}");
}

/// 北京's pension, unemployment and injury of three months ago were listed and never debited; every other group of the
/// past was: two debits of social insurance and one of the fund in a month.
#[test]
fn one_month_is_in_arrears() {
    let place = folder();
    let desk = demo(&place);
    for (month, groups) in [("2026-07", 2), ("2026-08", 1), ("2026-09", 2)] {
        let lines = rows(&desk, "bank_statement", Some(month));
        let social = lines.iter().filter(|line| {
            line["unit"] == "演示科技有限公司" && line["candidate"]["group"] == "social" && line["direction"] == "debit"
        });
        let named: Vec<String> = social.map(|line| text(&line["candidate"], "debit_group")).collect();
        assert_eq!(named.len(), groups, "{month}: {named:?}");
        assert!(named.contains(&"医疗".to_owned()), "{month}: {named:?}");
        let listed = rows(&desk, "agency_records", Some(month));
        let owed = listed.iter().filter(|row| row["status"] == "未到账");
        let owed: std::collections::BTreeSet<String> = owed.map(|row| text(row, "insurance")).collect();
        let expected: &[&str] = if month == "2026-08" { &["pension", "unemployment", "work_injury"] } else { &[] };
        assert_eq!(owed.iter().collect::<Vec<_>>(), expected, "{month}");
    }
    // Three months later the home page still tells it, with what stands under 缴费与欠费.
    let standing = desk.arrears_list(None, on(DAY)).expect("the arrears");
    let alerts = desk.alert_list(None, on(DAY)).expect("what waits");
    let told: Vec<_> = alerts.iter().filter(|alert| alert.code == "arrears").collect();
    let [arrears] = told.as_slice() else { panic!("one month of one unit: {told:?}") };
    assert_eq!((arrears.focus.as_deref(), arrears.amount), (Some("2026-08"), Some(standing.outstanding)));
    assert_eq!(standing.outstanding.to_string(), "77441.55");
    assert!(
        arrears.message.contains("滞纳金到今天") && arrears.message.contains("（单位承担）"),
        "{}",
        arrears.message
    );
}

/// The text of a paper, run together: a cell may be broken anywhere.
fn paper(desk: &Desk, employee_no: &str, from: &str, to: &str) -> String {
    pages::paper(desk, "statement", employee_no, (from, to), on(DAY))
}

/// Debited is not credited: 475.00 + 190.00 medical and 47.50 maternity of October 2025 are on no list; in January all is. In
/// the month that the company did not pay, everybody's paper says so, and whose the late fee is.
#[test]
fn a_paper_tells_what_is_missing_and_what_is_owed() {
    let place = folder();
    let desk = demo(&place);
    let missing = paper(&desk, WANG, "2025-10", "2025-10");
    for told in
        ["未见记录", "2025-10医疗、生育", "应缴712.50", "名册中没有本人记录", "滞纳金由单位承担", "-665.00", "待核"]
    {
        assert!(missing.contains(told), "{told}: {missing}");
    }
    assert!(!missing.contains("未核对") && missing.contains("银行流水"), "{missing}");
    let credited = paper(&desk, WANG, "2026-01", "2026-01");
    assert!(credited.contains("台账与经办机构记录核对一致，未发现缺缴或欠费"), "{credited}");
    assert_eq!(credited.matches("已到账").count(), 6, "six insurances of 深圳: {credited}");
    let owed = paper(&desk, "003", "2026-08", "2026-08");
    for told in ["欠费", "2026-08养老、失业、工伤", "本单位该月费款未缴足", "由本单位补缴；滞纳金由单位承担", "未到账"]
    {
        assert!(owed.contains(told), "{told}: {owed}");
    }
    // What no list was taken in for is not called anything else.
    let open = paper(&desk, "003", "2026-11", "2026-11");
    assert!(open.contains("未核对") && open.contains("不能据此认定已经到账"), "{open}");
}

/// (2,000.00 − 1,000.00) × 75 % = 750.00, computed anew by the rules and found right.
#[test]
fn an_outpatient_bill_waits_for_its_money() {
    let place = folder();
    let claims = rows(&demo(&place), "claims", None);
    assert_eq!(claims.len(), 1, "{claims:?}");
    let claim = &claims[0];
    assert_eq!((text(claim, "total"), text(claim, "deductible")), ("2000.00".to_owned(), "1000.00".to_owned()));
    assert_eq!(
        (text(claim, "fund_share"), text(claim, "fund_share_right")),
        ("750.00".to_owned(), "750.00".to_owned())
    );
    assert_eq!((text(claim, "self_share"), text(claim, "status")), ("1250.00".to_owned(), "submitted".to_owned()));
}

/// Hired 24 days before the book is looked at, whenever that is; nothing lists her yet. And one who joined after a gap
/// and asks for her money back says so in the notes.
#[test]
fn somebody_has_just_joined_and_somebody_asks_for_money_back() {
    let place = folder();
    let desk = demo(&place);
    let new = desk.roster_person("002").expect("the joiner");
    assert_eq!(new.jobs[0].hire, "2026-10-27");
    let listed = rows(&desk, "agency_records", None);
    assert!(listed.iter().all(|row| text(row, "employee_no") != "002"));
    let notes = desk.roster_person("035").expect("the one with a gap").notes.expect("notes");
    assert!(notes.contains("断缴") && notes.contains("退还本人"), "{notes}");
}

/// What the past left behind, and a stamp on what it proves, change no amount: nothing asks for the month again.
#[test]
fn records_and_stamps_leave_the_month_as_it_was_computed() {
    let place = folder();
    let mut desk = demo(&place);
    let stale = |desk: &Desk| desk.contribution_ledger("2026-11").expect("the month").stale;
    assert!(!stale(&desk));
    desk.policy_stamp(None, None, on(DAY)).expect("the stamps");
    assert!(!stale(&desk));
}

/// A demo says nothing of a book's own damage: the check passes, and every record leads to a sheet and a row.
#[test]
fn the_demo_book_is_sound() {
    let place = folder();
    let desk = demo(&place);
    let check = desk.book_check().expect("a check");
    assert!(check.ok, "{check:?}");
    for kind in ["agency_records", "housing_fund_records", "bank_statement", "claims"] {
        let found = rows(&desk, kind, None);
        assert!(!found.is_empty() && found.iter().all(|row| row["origin"]["row"].as_u64().is_some()), "{kind}");
    }
}
