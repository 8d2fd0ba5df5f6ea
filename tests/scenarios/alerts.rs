//! 今日待办 — one list of alerts, the same on the home page and in `shebao alert list`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use shebao_desk::wire::alert::Alert;

use crate::lines::text;
use crate::places::{PASSWORD, TODAY, empty, migrated, now};
use crate::program::Script;

/// An empty book says what comes first, and nothing about months.
#[test]
fn an_empty_book_says_what_it_needs() {
    let place = empty();
    let alerts = place.desk.alert_list(None, now()).expect("the alerts");
    let codes: Vec<&str> = alerts.iter().map(|alert| alert.code.as_str()).collect();
    assert_eq!(codes, ["no_people", "no_units", "recovery_card", "backup"]);
    let severities: Vec<&str> = alerts.iter().map(|alert| alert.severity.as_str()).collect();
    assert_eq!(severities, ["act", "act", "act", "soon"]);
}

/// A month that is not computed is asked for until it is; its alert opens that month.
#[test]
fn the_month_is_asked_for_until_it_is_computed() {
    let mut place = migrated("public");
    let found = |place: &crate::places::Place| {
        let alerts = place.desk.alert_list(Some("2026-03-12"), now()).expect("the alerts");
        alerts.into_iter().find(|alert| alert.code == "month_not_run").map(|alert| (alert.screen, alert.focus))
    };
    assert_eq!(found(&place), Some(("ledger".to_owned(), Some("2026-03".to_owned()))));
    place.desk.contribution_run("2026-03", None, now()).expect("the month is computed");
    assert_eq!(found(&place), None);
}

/// A backup is fresh for a week; later the alert says how old it is.
#[test]
fn an_old_backup_is_named_with_its_age() {
    let mut place = empty();
    let folder = crate::places::folder();
    place.desk.book_backup(folder.path(), now(), &mut |_| true).expect("a backup");
    let said = |on: &str| {
        let alerts = place.desk.alert_list(Some(on), now()).expect("the alerts");
        let backup = alerts.into_iter().find(|alert| alert.code == "backup").expect("the backup is spoken of");
        (backup.severity, backup.message)
    };
    assert_eq!(said("2026-04-08").0, "done", "seven days");
    let (severity, message) = said("2026-04-09");
    assert_eq!(severity, "soon");
    assert!(message.contains("8 天前"), "{message}");
}

/// The program prints what the home page shows: same alerts, same order, with the keys of the command contract.
#[test]
fn the_program_lists_the_same() {
    let mut place = migrated("public");
    // A book that was not backed up since its last change would be when the program opens it.
    let folder = crate::places::folder();
    place.desk.book_backup(folder.path(), now(), &mut |_| true).expect("a backup");
    let shown = place.desk.alert_list(Some("2026-03-12"), now()).expect("the alerts");
    let book = place.book.clone();
    let _folder = place.close();
    let script = Script::on(&book, PASSWORD, TODAY);
    let listed = script.done(&["alert", "list", "--on", "2026-03-12"]);
    let alerts = listed["alerts"].as_array().expect("alerts");
    assert_eq!(Value::from(alerts.clone()), serde_json::to_value(&shown).expect("alerts are JSON"));
    for alert in alerts {
        for key in ["code", "severity", "subject", "action"] {
            assert!(!text(alert, key).is_empty(), "{key} of {alert}");
        }
        assert!(alert.get("due").is_some(), "{alert}");
    }
    let wrong = script.run(&["alert", "list", "--on", "三月"]);
    assert_eq!((wrong.code, text(&wrong.json["error"], "code").as_str()), (3, "invalid_input"), "{wrong:?}");
}

/// A term in its lead is to be done now; arrears tell the late fee of the day and whose it is; an order to pay its amount.
#[test]
fn terms_arrears_and_orders_wait_with_their_amounts() {
    let (mut place, _) = crate::small::company(&["6000"]);
    let desk = &mut place.desk;
    desk.contribution_run("2026-03", None, crate::small::on("2026-03-02")).expect("March is computed");
    let found = |desk: &shebao_desk::Desk, code: &str, on: &str| {
        let alerts = desk.alert_list(Some(on), now()).expect("the alerts");
        alerts.into_iter().find(|alert| alert.code == code)
    };
    // Due on 2026-03-16; five days ahead by default.
    let early = found(desk, "payment_due", "2026-03-10").expect("the term");
    assert_eq!((early.severity.as_str(), early.days_left), ("soon", Some(6)));
    assert_eq!(early.amount.map(|sum| sum.to_string()), Some("2667.27".to_owned()));
    assert!(early.basis.is_some_and(|basis| basis.starts_with("未设置本单位期限")));
    assert_eq!(found(desk, "payment_due", "2026-03-11").expect("the term").severity, "act");
    assert_eq!(found(desk, "payment_due", "2026-03-17"), None, "without a statement nothing is said of what passed");
    let arrears = shebao_desk::wire::arrears::NewArrears {
        unit: crate::places::COMPANY.to_owned(),
        period: "2025-11".to_owned(),
        insurance: "pension".to_owned(),
        principal: "30000".to_owned(),
        due_on: "2026-02-13".to_owned(),
        document: "欠费清单".to_owned(),
    };
    desk.arrears_register(&arrears, now()).expect("arrears");
    let owed = found(desk, "arrears", "2026-03-15").expect("arrears");
    assert_eq!(
        (owed.amount.map(|sum| sum.to_string()), owed.law.as_deref()),
        (Some("30000.00".to_owned()), Some("sbf:86"))
    );
    // 30,000 × 0.05 % × 30 days
    assert!(owed.message.contains("450.00（单位承担）"), "{}", owed.message);
    let notice = shebao_desk::wire::arrears::NewNotice {
        unit: crate::places::COMPANY.to_owned(),
        number: "示例 1 号".to_owned(),
        received_on: "2026-03-01".to_owned(),
        due_on: "2026-03-20".to_owned(),
        amount: "30000".to_owned(),
        ..Default::default()
    };
    desk.arrears_notice_add(&notice, now()).expect("a notice");
    let ordered = found(desk, "arrears_notice", "2026-03-13").expect("the order");
    assert_eq!((ordered.severity.as_str(), ordered.days_left), ("act", Some(7)));
    desk.arrears_notice_settle(1, "2026-03-14", now()).expect("it is met");
    assert_eq!(found(desk, "arrears_notice", "2026-03-15"), None);
}

/// What the home page of a whole book says on the day after its last month, January to March computed.
fn of_whole_book(book: &str) -> Vec<Alert> {
    let mut place = empty();
    place.desk.exchange_migrate(&crate::whole::folder(book), false, now(), &mut |_| true).expect("the folder goes in");
    for month in ["2026-01", "2026-02", "2026-03"] {
        place.desk.contribution_run(month, None, now()).expect("the month is computed");
    }
    place.desk.alert_list(None, now()).expect("the alerts")
}

fn codes(book: &str) -> BTreeMap<String, BTreeSet<String>> {
    let faults = crate::whole::key(book, "faults");
    let people = crate::whole::key(book, "persons");
    let number = |code: &Value| {
        let person = people.as_array().expect("people").iter().find(|p| p["person"] == *code)?;
        Some(text(person, "emp_no"))
    };
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for fault in faults.as_array().expect("faults") {
        let persons = fault["persons"].as_array().expect("people").iter().filter_map(number);
        all.entry(text(fault, "type")).or_default().extend(persons);
    }
    all
}

/// Every planted fault of the public book waits on the home page under its own code, with its person, its law and its next
/// step; nobody else is named by a cause. What was credited a month late needs nothing.
#[test]
fn every_planted_fault_waits_on_the_home_page() {
    let planted = codes("public");
    let alerts = of_whole_book("public");
    let mut told: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for alert in alerts.iter().filter(|alert| alert.screen == "reconciliation") {
        told.entry(alert.code.clone()).or_default().extend(alert.employee_no.clone());
        assert!(alert.law.is_some() && alert.unit.is_some() && alert.focus.is_some(), "{alert:?}");
    }
    let mut expected: BTreeSet<&String> = planted.keys().collect();
    expected.retain(|code| *code != "late_credited_next_month");
    assert_eq!(told.keys().collect::<BTreeSet<_>>(), expected);
    for (code, people) in &told {
        assert!(people.is_subset(&planted[code]), "{code}: {people:?} but planted on {:?}", planted[code]);
    }
    let of = |code: &str| alerts.iter().filter(|alert| alert.code == code).collect::<Vec<_>>();
    // F01 of February: 1,196.00 + 368.00 of medical and maternity; F04: 702.00 from all 17; F11: 30,660.00.
    let lost = of("record_missing_though_debited");
    assert_eq!(lost[0].amount.map(|sum| sum.to_string()), Some("-1564.00".to_owned()), "{lost:?}");
    assert_eq!(
        (lost[0].severity.as_str(), lost[0].harm.as_str(), lost[0].law.as_deref()),
        ("act", "cover", Some("sbf:74"))
    );
    let rate = of("wrong_rate_payroll");
    assert_eq!((rate.len(), rate[0].count), (1, 17));
    assert_eq!(rate[0].amount.map(|sum| sum.to_string()), Some("702.00".to_owned()));
    let fund = of("fund_not_remitted");
    assert_eq!(fund[0].amount.map(|sum| sum.to_string()), Some("-30660.00".to_owned()));
    let rank = |alert: &Alert| (alert.severity != "act", alert.harm != "cover");
    let ranks: Vec<(bool, bool)> = alerts.iter().map(rank).collect();
    assert!(ranks.is_sorted(), "what takes somebody's cover stands first");
}

/// A book without a fault is quiet: no difference, no missing source, no arrears, no lack of money.
#[test]
fn a_book_without_faults_is_quiet() {
    let alerts = of_whole_book("seed5");
    let loud: Vec<&Alert> = alerts
        .iter()
        .filter(|alert| {
            matches!(alert.screen.as_str(), "reconciliation" | "gaps" | "arrears" | "cash")
                || matches!(alert.code.as_str(), "state_overdue" | "declaration_overdue")
        })
        .collect();
    assert_eq!(loud, Vec::<&Alert>::new());
}

/// The list of February is missing when that of March is here: told once the unit's limit (30 days after the month) is over.
#[test]
fn a_source_that_is_lacking_is_told_after_the_units_limit() {
    let mut place = migrated("public");
    let lists = crate::places::copy_of("public", &["社保", "公积金"]);
    for entry in std::fs::read_dir(lists.path().join("社保")).expect("the lists") {
        let path = entry.expect("a list").path();
        if path.to_string_lossy().contains("202602") {
            std::fs::remove_file(path).expect("the list is taken away");
        }
    }
    place.desk.exchange_migrate(lists.path(), false, now(), &mut |_| true).expect("the lists go in");
    let told = |on: &str| -> Vec<(Option<String>, String)> {
        let alerts = place.desk.alert_list(Some(on), now()).expect("the alerts");
        let own = alerts.into_iter().filter(|a| a.code == "state_overdue" && a.message.contains("经办机构名册"));
        own.map(|alert| (alert.focus, alert.due.unwrap_or_default())).collect()
    };
    assert_eq!(told("2026-03-30"), []);
    let february = (Some("2026-02".to_owned()), "2026-03-30".to_owned());
    let found = told("2026-03-31");
    assert!(!found.is_empty() && found.iter().all(|one| *one == february), "{found:?}");
}

/// 5,000 against three months of 2,667.27: February is short of 334.54, 3,001.81 in the end; the balance is three days old.
#[test]
fn a_lack_of_money_waits_with_the_balances_age() {
    let (mut place, _) = crate::small::company(&["6000"]);
    let today = crate::small::on("2026-01-05");
    let found = |desk: &shebao_desk::Desk| {
        let alerts = desk.alert_list(None, today).expect("the alerts");
        alerts.into_iter().find(|alert| alert.code == "cash_short")
    };
    assert_eq!(found(&place.desk), None, "without a balance nothing is said");
    place.desk.cash_balance_set("5,000.00", "2026-01-02", None, today).expect("a balance");
    let short = found(&place.desk).expect("the lack");
    assert_eq!((short.due.as_deref(), short.severity.as_str()), (Some("2026-02-24"), "soon"));
    assert_eq!(short.amount.map(|sum| sum.to_string()), Some("3001.81".to_owned()));
    assert!(short.message.contains("334.54") && short.message.contains("3 天前"), "{}", short.message);
    place.desk.cash_balance_set("9,000.00", "2026-01-04", None, today).expect("a balance");
    assert_eq!(found(&place.desk), None);
}

/// 申报截止 on the 10th: told within its lead, overdue after it, and settled by the file that was taken.
#[test]
fn a_declaration_that_is_overdue_waits_until_a_file_was_taken() {
    let (mut place, _) = crate::small::company(&["6000"]);
    let day = shebao_desk::wire::remittance::NewPaymentDay {
        unit: crate::places::COMPANY.to_owned(),
        scope: "social".to_owned(),
        from: "2026-03".to_owned(),
        declare_day: Some(10),
        pay_day: 20,
        shift: "none".to_owned(),
        source: "税务大厅告知".to_owned(),
        ..Default::default()
    };
    place.desk.payment_day_add(&day, now()).expect("the unit's days");
    place.desk.contribution_run("2026-03", None, crate::small::on("2026-03-02")).expect("March is computed");
    let found = |desk: &shebao_desk::Desk, on: &str| {
        let alerts = desk.alert_list(Some(on), now()).expect("the alerts");
        let own = alerts.into_iter().find(|alert| alert.code.starts_with("declaration_"));
        own.map(|alert| (alert.code, alert.severity, alert.days_left))
    };
    let told = |code: &str, severity: &str, left| Some((code.to_owned(), severity.to_owned(), Some(left)));
    assert_eq!(found(&place.desk, "2026-03-05"), told("declaration_due", "soon", 5));
    assert_eq!(found(&place.desk, "2026-03-08"), told("declaration_due", "act", 2));
    assert_eq!(found(&place.desk, "2026-03-12"), told("declaration_overdue", "act", -2));
    let out = crate::places::folder();
    let request = shebao_desk::wire::export::ExportRequest {
        kind: "declaration".to_owned(),
        month: "2026-03".to_owned(),
        ..Default::default()
    };
    place.desk.exchange_export(&request, &out.path().join("申报.xlsx"), now()).expect("the file is written");
    assert_eq!(found(&place.desk, "2026-03-12"), None);
}
