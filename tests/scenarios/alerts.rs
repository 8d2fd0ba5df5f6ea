//! 今日待办 — one list of alerts, the same on the home page and in `shebao alert list`.

use serde_json::Value;

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
