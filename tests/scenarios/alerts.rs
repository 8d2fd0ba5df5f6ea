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
    place.desk.book_backup(folder.path(), now()).expect("a backup");
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
    place.desk.book_backup(folder.path(), now()).expect("a backup");
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
