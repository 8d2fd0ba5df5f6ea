//! 对账 — three sources of whole books held against each other: what a cause says, what is not there, the five states.

use std::collections::{BTreeMap, BTreeSet};

use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_decimal::Decimal;
use serde_json::Value;
use shebao_desk::wire::export::ExportRequest;

use crate::answers::decimal;
use crate::lines::text;
use crate::places::{copy_of, migrated, now};
use crate::reconciled::{Names, list, public, run, whole_book};

/// 姓名不一致: 0.00, by the number printed beside the name.
#[test]
fn names_printed_differently_are_notes_of_nothing() {
    let mut printed: Vec<(String, String)> = Vec::new();
    for row in list(public("2026-02"), "persons") {
        for cause in list(row, "causes").iter().filter(|cause| cause["code"] == "name_mismatch") {
            assert_eq!((text(cause, "amount"), text(row, "difference")), ("0.00".to_owned(), "0.00".to_owned()));
            printed.push((text(row, "name"), text(cause, "explanation")));
        }
    }
    printed.sort();
    let names: Vec<&str> = printed.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["古丽夏提·艾力", "杨䶮"]);
    assert!(printed[0].1.contains("古丽夏提艾力") && printed[1].1.contains("杨龑"), "{printed:?}");
}

/// F17: 93,778.90 paid 10 days late, 0.05 % a day is 468.89; F04: 0.5 % found where 0.2 % holds.
#[test]
fn a_cause_says_what_it_was_worked_out_from() {
    let late: Vec<&Value> = list(public("2026-03"), "by_booking")
        .iter()
        .flat_map(|row| list(row, "causes"))
        .filter(|cause| cause["code"] == "late_payment_with_surcharge")
        .collect();
    let amounts: Vec<String> = late.iter().map(|cause| text(cause, "amount")).collect();
    assert_eq!(amounts, ["93778.90", "468.89"]);
    assert!(text(late[0], "explanation").contains("滞纳 10 天"), "{}", late[0]);
    assert!(text(&late[0]["evidence"][0], "file").contains("建行账户明细_上海"), "{}", late[0]);
    assert_eq!(late[0]["evidence"][0]["row"], 448, "the row that the key names");
    let rate = |row: &&Value| row["code"] == "wrong_rate_payroll";
    let rates: BTreeSet<(String, String)> = list(public("2026-01"), "by_period")
        .iter()
        .flat_map(|row| list(row, "causes").iter().filter(rate))
        .map(|cause| (text(cause, "expected_rate"), text(cause, "found_rate")))
        .collect();
    assert_eq!(rates, BTreeSet::from([("0.002".to_owned(), "0.005".to_owned())]));
}

/// Without lists and statements there is nothing to hold against: it is said, and nobody is flagged.
#[test]
fn a_source_that_is_not_there_is_named_not_flagged() {
    let place = migrated("public");
    let before = run(&place, "2026-02");
    let sources: BTreeSet<String> = list(&before, "not_imported").iter().map(|row| text(row, "source")).collect();
    assert_eq!(sources, BTreeSet::from(["agency".to_owned(), "bank".to_owned()]));
    let flagged = |row: &&Value| row["source"] == "agency";
    assert_eq!(list(&before, "persons").iter().filter(flagged).count(), 0);
    for row in list(&before, "by_period") {
        assert_eq!(row["agency_employer"], Value::Null, "{row}");
        assert_eq!(row["differences"]["agency_employer"], Value::Null, "{row}");
    }
    // The pay sheets are there, and what is wrong in them is told.
    assert!(list(&before, "persons").iter().any(|row| row["causes"][0]["code"] == "rounding_1_fen"));
}

/// With lists and without statements nothing is said of debits.
#[test]
fn lists_without_statements_are_held_against_what_is_due() {
    let mut place = migrated("public");
    let lists = copy_of("public", &["社保", "公积金"]);
    place.desk.exchange_migrate(lists.path(), false, now(), &mut |_| true).expect("the lists go in");
    let run = run(&place, "2026-02");
    for row in list(&run, "by_booking") {
        assert_eq!((&row["bank"], &row["difference"]), (&Value::Null, &Value::Null), "{row}");
        assert_eq!(list(row, "causes"), Vec::<Value>::new());
    }
    let codes: BTreeSet<String> =
        list(&run, "persons").iter().flat_map(|row| list(row, "causes")).map(|cause| text(cause, "code")).collect();
    // Only the debit could tell that F01 was paid for.
    assert!(codes.contains("one_insurance_missing") && !codes.contains("record_missing_though_debited"), "{codes:?}");
}

/// One unit's view is its part of the whole.
#[test]
fn a_month_can_be_reconciled_for_one_unit() {
    let place = whole_book("public");
    let shanghai = "示例科技有限公司上海分公司";
    let whole = run(&place, "2026-02");
    let one = place.desk.reconciliation_run("2026-02", Some(shanghai), now()).expect("one unit is reconciled");
    let one = serde_json::to_value(one).expect("it is JSON");
    for part in ["by_period", "by_booking", "persons"] {
        let own: Vec<&Value> = list(&whole, part).iter().filter(|row| row["unit"] == shanghai).collect();
        assert_eq!(list(&one, part).iter().collect::<Vec<_>>(), own, "{part}");
        assert!(!own.is_empty(), "{part}");
    }
}

/// What the page gets is the same, but that of a period each kind of cause stands once, with its sum and nobody's name.
#[test]
fn the_page_is_told_the_sums_of_a_periods_causes() {
    type Sums = BTreeMap<[String; 4], i64>;
    let place = whole_book("public");
    let whole = run(&place, "2026-02");
    let shown = place.desk.reconciliation_shown("2026-02", None, now()).expect("the month is reconciled");
    let shown = serde_json::to_value(shown).expect("it is JSON");
    for part in ["by_booking", "persons", "not_imported", "residual"] {
        assert_eq!(shown[part], whole[part], "{part}");
    }
    let fen = |cause: &Value| text(cause, "amount").replace('.', "").parse::<i64>().expect("an amount");
    let sums = |row: &Value| {
        let mut sums = Sums::new();
        for cause in list(row, "causes") {
            let kind = [text(cause, "code"), text(cause, "source"), cause["side"].to_string(), text(cause, "title")];
            *sums.entry(kind).or_default() += fen(cause);
        }
        sums
    };
    let mut told = 0;
    for (own, full) in list(&shown, "by_period").iter().zip(list(&whole, "by_period")) {
        assert_eq!(sums(own), sums(full), "{own}");
        assert_eq!(own["differences"], full["differences"]);
        for cause in list(own, "causes") {
            assert_eq!((&cause["name"], &cause["evidence"]), (&Value::Null, &serde_json::json!([])), "{cause}");
            told += 1;
        }
        assert_eq!(list(own, "causes").len(), sums(own).len(), "each kind once: {own}");
    }
    assert!(told > 5, "the month has causes: {told}");
}

/// 五个状态 of F01 in February: deducted, debited, not on the list; each state with its document.
#[test]
fn a_lost_record_stops_at_the_fourth_of_five_states() {
    let place = whole_book("public");
    let names = Names::of("public");
    let who = &names.people["P059"];
    let found = place.desk.reconciliation_states("2026-02", None, Some(who), now()).expect("the states");
    let found = serde_json::to_value(found).expect("they are JSON");
    let of = |insurance: &str| {
        let rows = found.as_array().expect("rows");
        rows.iter().find(|row| row["insurance"] == insurance).unwrap_or_else(|| panic!("{insurance}: {found}"))
    };
    let reached = |row: &Value| {
        let all = ["computed", "deducted", "declared", "debited", "credited"];
        all.into_iter().filter(|state| !row[*state].is_null()).map(str::to_owned).collect::<Vec<_>>()
    };
    // The month is not run yet in this book, so that nothing is computed in it.
    assert_eq!(reached(of("medical")), ["deducted", "debited"]);
    assert_eq!(reached(of("maternity")), ["debited"], "the employee owes nothing of it");
    assert_eq!(reached(of("pension")), ["deducted", "declared", "debited", "credited"]);
    let file = |row: &Value, state: &str| text(&row[state]["document"], "file");
    assert!(file(of("medical"), "debited").contains("招行交易明细_深圳_202602"), "{found}");
    assert!(file(of("medical"), "deducted").contains("2026年2月工资表"), "{found}");
    assert!(file(of("pension"), "credited").contains("深圳202602社保明细"), "{found}");
    assert_eq!(of("medical")["debited"]["on"], "2026-02-24", "the first of the two debits, as in the key");
}

/// 演示公司: 王小明 (9,500 in 深圳, tier 1 until the end of 2025: 5 % + 2 %, maternity 0.5 %) is noticed in October already; the month in arrears
/// is a group that was listed and never debited.
#[test]
fn the_stories_of_the_demo_company_are_found() {
    let place = crate::places::folder();
    let day = crate::small::on("2026-11-20");
    let desk = shebao_desk::Desk::demo(crate::places::tools(), &place.path().join("demo"), day).expect("the demo");
    let run = |month: &str| {
        let found = desk.reconciliation_run(month, None, day).expect("the month is reconciled");
        serde_json::to_value(found).expect("it is JSON")
    };
    for month in ["2025-10", "2025-11", "2025-12"] {
        let found = run(month);
        let his = found["persons"].as_array().expect("rows").iter().filter(|row| row["employee_no"] == "001");
        let amounts: BTreeMap<(String, String), String> = his
            .filter(|row| row["causes"][0]["code"] == "record_missing_though_debited")
            .map(|row| ((text(row, "insurance"), text(row, "side")), text(row, "difference")))
            .collect();
        let expected = [
            (("maternity", "employer"), "-47.50"),
            (("medical", "employee"), "-190.00"),
            (("medical", "employer"), "-475.00"),
        ];
        let expected = expected.map(|((i, s), y)| ((i.to_owned(), s.to_owned()), y.to_owned()));
        assert_eq!(amounts, BTreeMap::from(expected), "{month}");
        assert_eq!(found["residual"], "0.00", "{month}");
    }
    let august = run("2026-08");
    let unpaid: Vec<String> = list(&august, "by_booking")
        .iter()
        .filter(|row| list(row, "causes").iter().any(|cause| cause["code"] == "not_remitted"))
        .map(|row| text(row, "group"))
        .collect();
    assert_eq!(unpaid.len(), 1, "{august}");
}

/// 对账表 of February is a workbook of the same differences: every cause of every person in a line of its own, whose amounts
/// add up to those of the key; of periods and debits one line each.
#[test]
fn the_reconciliation_is_exported_as_it_is_shown() {
    let mut place = whole_book("public");
    let folder = crate::places::folder();
    let path = folder.path().join("对账.xlsx");
    let request =
        ExportRequest { kind: "reconciliation".to_owned(), month: "2026-02".to_owned(), ..ExportRequest::default() };
    place.desk.exchange_export(&request, &path, now()).expect("the file is written");
    let mut workbook: Xlsx<_> = open_workbook(&path).expect("an xlsx file");
    let mut table = |sheet: &str| -> Vec<BTreeMap<String, String>> {
        let range = workbook.worksheet_range(sheet).expect("the sheet");
        let rows: Vec<Vec<String>> =
            range.rows().map(|row| row.iter().map(Data::to_string).collect::<Vec<String>>()).collect();
        let head = rows.iter().position(|row| row.iter().any(|cell| cell == "参保单位")).expect("headings");
        let named = |row: &Vec<String>| rows[head].iter().cloned().zip(row.iter().cloned()).collect();
        let filled = rows[head + 1..].iter().filter(|row| row.iter().filter(|cell| !cell.is_empty()).count() > 2);
        filled.map(named).collect()
    };
    let of = |row: &BTreeMap<String, String>, column: &str| row[column].clone();
    let run = public("2026-02");
    let persons = table("逐人差异");
    let causes: usize = list(run, "persons").iter().map(|row| list(row, "causes").len()).sum();
    assert_eq!(persons.len(), causes, "one line per cause");
    let mut sums: BTreeMap<(String, String), Decimal> = BTreeMap::new();
    for row in &persons {
        let amount: Decimal = of(row, "差额").parse().unwrap_or_default();
        *sums.entry((of(row, "工号"), of(row, "原因"))).or_default() += amount.round_dp(2);
    }
    let names = Names::of("public");
    // F01: 1,196.00 of the employer and 368.00 of the employee; F06: 4,352.06 for the leaver.
    let lost = (names.people["P059"].clone(), "已扣款，经办机构无记录".to_owned());
    assert_eq!(sums[&lost], decimal("-1564.00"));
    assert!(sums.iter().any(|((_, cause), sum)| cause == "离职人员仍在缴" && *sum == decimal("4352.06")), "{sums:?}");
    assert!(persons.iter().all(|row| !of(row, "下一步").is_empty()));
    let (periods, bookings) = (table("按所属期"), table("按入库月"));
    assert_eq!((periods.len(), bookings.len()), (list(run, "by_period").len(), list(run, "by_booking").len()));
    let late = bookings.iter().find(|row| of(row, "原因").contains("逾期缴费并加收滞纳金"));
    assert!(late.is_some_and(|row| of(row, "原因").contains("-93778.90")), "F17: {bookings:?}");
}
