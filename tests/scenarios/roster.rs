//! Roster cleaning: every row of the legacy 花名册 after the clean template, against the key's cleaning report.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use shebao_desk::wire::exchange::{ImportReport, RowAction};

use crate::answers::Answers;
use crate::lines::same;
use crate::places::{empty, import, person_sheet};

type Spot = (String, u32);

/// What the key says of a row, and what the import said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Cleaned {
    action: String,
    name: String,
    id: String,
    id_status: String,
    hire: String,
    hire_precision: String,
    leave: Option<String>,
    birth: Option<String>,
    hukou: Option<String>,
}

/// Units, then the template, then the legacy roster: the order in which a migration takes them.
fn after_the_template(book: &str) -> ImportReport {
    let mut place = empty();
    import(&mut place.desk, &person_sheet(book, "单位参保参数.xlsx"));
    import(&mut place.desk, &person_sheet(book, "员工导入模板示例.xlsx"));
    import(&mut place.desk, &person_sheet(book, "花名册.xlsx"))
}

fn spot(row: &Value) -> Spot {
    let number = row["row"].as_u64().and_then(|n| u32::try_from(n).ok()).expect("a row has its number");
    (row["sheet"].as_str().expect("a row has its sheet").to_owned(), number)
}

fn expected(row: &Value) -> Cleaned {
    let optional = |field: &str| row[field].as_str().map(str::to_owned);
    let needed = |field: &str| optional(field).unwrap_or_else(|| panic!("the key's row has no {field}: {row}"));
    Cleaned {
        action: needed("action"),
        name: needed("name"),
        id: needed("id"),
        id_status: needed("id_status"),
        hire: needed("hire"),
        hire_precision: needed("hire_precision"),
        leave: optional("leave"),
        birth: optional("birth"),
        hukou: optional("hukou"),
    }
}

fn found(action: &RowAction) -> Cleaned {
    let said = |field: &Option<String>| field.clone().unwrap_or_default();
    Cleaned {
        action: action.action.clone(),
        name: said(&action.name),
        id: said(&action.id_number),
        id_status: said(&action.id_status),
        hire: said(&action.hire),
        hire_precision: said(&action.hire_precision),
        leave: action.leave.clone(),
        birth: action.birth.clone(),
        hukou: action.hukou.clone(),
    }
}

/// Also shows that title, header, note and signature rows and the hidden sheet 数据字典 give no row at all.
#[test]
fn every_row_is_cleaned_as_the_key_says() {
    for book in ["public", "seed5", "seed9"] {
        let answers = Answers::of(book);
        let report = after_the_template(book);
        let rows: BTreeMap<Spot, Cleaned> =
            answers.roster_cleaning.rows.iter().map(|row| (spot(row), expected(row))).collect();
        let actions: BTreeMap<Spot, Cleaned> =
            report.actions.iter().map(|action| ((action.sheet.clone(), action.row), found(action))).collect();
        same(&format!("{book}: roster rows"), &rows, &actions);
        assert!(report.rejected.is_empty(), "{book}: {:#?}", report.rejected);
    }
}

/// How the import names what the key lists as an issue: by a note on the row, or by the row's action.
fn told(issue: &str, action: &RowAction) -> bool {
    let noted = |code: &str| action.notes.iter().any(|note| note.code == code && note.message.chars().count() > 5);
    match issue {
        "needs_normalising" => noted("id_normalised"),
        "15_digits" => noted("id_old_form"),
        "wrong_check_digit" => noted("wrong_check_digit"),
        "sex_differs_from_id" => noted("sex_differs_from_id"),
        "birth_differs_from_id" => noted("birth_differs_from_id"),
        "hidden_row_of_leaver" => noted("hidden_row") && action.action == "stale_leaver_row",
        "duplicate_person" => action.action == "duplicate",
        "same_person_earlier_job" => action.action == "import_earlier_job",
        other => panic!("the key lists an issue the tests do not know: {other}"),
    }
}

#[test]
fn every_issue_of_the_key_is_told() {
    for book in ["public", "seed5", "seed9"] {
        let answers = Answers::of(book);
        let report = after_the_template(book);
        let by_spot: BTreeMap<Spot, &RowAction> =
            report.actions.iter().map(|a| ((a.sheet.clone(), a.row), a)).collect();
        let untold: Vec<&Value> = answers
            .roster_cleaning
            .issues
            .iter()
            .filter(|issue| {
                let name = issue["issue"].as_str().expect("an issue has its name");
                by_spot.get(&spot(issue)).is_none_or(|action| !told(name, action))
            })
            .collect();
        assert!(untold.is_empty(), "{book}: {untold:#?}");
    }
}

/// What contradicts a number is told only where the key says so: no other row is doubted.
#[test]
fn no_other_row_is_doubted() {
    let doubts = ["wrong_check_digit", "sex_differs_from_id", "birth_differs_from_id", "id_old_form", "id_normalised"];
    for book in ["public", "seed5", "seed9"] {
        let answers = Answers::of(book);
        let named: BTreeSet<Spot> = answers.roster_cleaning.issues.iter().map(spot).collect();
        let report = after_the_template(book);
        let strange: Vec<&RowAction> = report
            .actions
            .iter()
            .filter(|a| a.notes.iter().any(|note| doubts.contains(&note.code.as_str())))
            .filter(|a| !named.contains(&(a.sheet.clone(), a.row)))
            .collect();
        assert!(strange.is_empty(), "{book}: {strange:#?}");
    }
}

/// 2015年4月 stays a month in the report; where the template knows the day, the book has the day.
#[test]
fn a_month_alone_gets_no_day() {
    let mut place = empty();
    let report = import(&mut place.desk, &person_sheet("public", "花名册.xlsx"));
    let row = report.actions.iter().find(|a| a.hire_precision.as_deref() == Some("month")).expect("one of them");
    assert_eq!((row.sheet.as_str(), row.row, row.hire.as_deref()), ("在职", 31, Some("2015-04")));
    let no = row.employee_no.clone().expect("the row was taken in");
    let person = place.desk.roster_person(&no).expect("the person");
    assert_eq!(person.jobs[0].hire, "2015-04");
}
