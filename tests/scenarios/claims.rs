//! The claims register: every row as it stands, recomputed, with what contradicts; nothing is deleted.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::answers::{Answers, decimal};
use crate::lines::{same, text};
use crate::places::{self, now};
use crate::whole::{BOOKS, as_of, folder, key, rows, whole};

/// Sheet and row.
type Place = (String, u64);

fn place_of(row: &Value) -> Place {
    (text(&row["origin"], "sheet"), row["origin"]["row"].as_u64().expect("a row"))
}

/// A claim in the key's columns; amounts without trailing zeros, so that 0.9 and 0.90 are the same.
fn expected(book: &str) -> BTreeMap<Place, BTreeMap<String, String>> {
    let answers = Answers::of(book);
    let claims = key(book, "claims");
    let columns: Vec<&str> = claims["columns"].as_array().expect("columns").iter().filter_map(Value::as_str).collect();
    let table = claims["rows"].as_array().expect("rows").iter().map(|cells| {
        let mut row = BTreeMap::new();
        for (column, cell) in columns.iter().zip(cells.as_array().expect("cells")) {
            let value = match (cell, *column) {
                (Value::Null, _) => String::new(),
                (Value::String(code), "person") => answers.person(code).emp_no.clone(),
                (Value::String(amount), column) if AMOUNTS.contains(&column) => decimal(amount).to_string(),
                (Value::String(text), _) => text.clone(),
                (other, _) => other.to_string(),
            };
            row.insert((*column).to_owned(), value);
        }
        let sheet = format!("{}年", row.remove("sheet").expect("a sheet"));
        ((sheet, row.remove("row").expect("a row").parse().expect("a number")), row)
    });
    table.collect()
}

const AMOUNTS: [&str; 9] = [
    "total",
    "own_expense",
    "first_self_pay",
    "deductible",
    "ratio",
    "fund_printed",
    "self_printed",
    "fund_right",
    "received",
];

/// The key's column and ours.
const NAMES: [(&str, &str); 18] = [
    ("person", "employee_no"),
    ("type", "visit"),
    ("registered", "registered"),
    ("from", "visit_from"),
    ("to", "visit_to"),
    ("bill", "bill"),
    ("total", "total"),
    ("own_expense", "own_expense"),
    ("first_self_pay", "first_self_pay"),
    ("deductible", "deductible"),
    ("ratio", "rate"),
    ("fund_printed", "fund_share"),
    ("self_printed", "self_share"),
    ("fund_right", "fund_share_right"),
    ("status", "status_name"),
    ("submitted", "submitted"),
    ("arrived", "arrived"),
    ("received", "received"),
];

fn found(listing: &Value) -> BTreeMap<Place, BTreeMap<String, String>> {
    let one = |row: &Value| {
        let value = |theirs: &str, ours: &str| match row[ours].as_str() {
            Some(amount) if AMOUNTS.contains(&theirs) => decimal(amount).to_string(),
            Some(text) => text.to_owned(),
            None => String::new(),
        };
        NAMES.iter().map(|(theirs, ours)| ((*theirs).to_owned(), value(theirs, ours))).collect()
    };
    rows(listing).iter().map(|row| (place_of(row), one(row))).collect()
}

/// All 123 claims of each book, every column of the key.
#[test]
fn every_claim_of_the_register_is_kept() {
    for book in BOOKS {
        let expected = expected(book);
        assert_eq!(expected.len(), 123, "{book}");
        same(&format!("{book}: claims"), &expected, &found(&whole(book).claims));
    }
}

/// An issue without its place: code, difference or missing papers.
type Issue = (String, String);

fn issues_expected(book: &str) -> BTreeSet<(Place, Issue)> {
    let claims = key(book, "claims");
    let all = claims["issues"].as_array().expect("issues").iter();
    all.filter(|issue| issue["issue"] != "duplicate_bill_other_person")
        .map(|issue| {
            let code = text(issue, "issue");
            let told = match code.as_str() {
                "missing_documents" => sorted(text(issue, "text").trim_start_matches("缺：").split('、')),
                "duplicate_bill_same_person" => format!("{} {}", text(&issue["other"], "sheet"), issue["other"]["row"]),
                "long_pending" => String::new(),
                _ => decimal(&text(issue, "difference")).to_string(),
            };
            ((text(issue, "sheet"), issue["row"].as_u64().expect("a row")), (code, told))
        })
        .collect()
}

fn sorted<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: BTreeSet<&str> = names.collect();
    names.into_iter().collect::<Vec<_>>().join("、")
}

fn issues_found(listing: &Value) -> BTreeSet<(Place, Issue)> {
    let mut all = BTreeSet::new();
    for row in rows(listing) {
        for issue in row["issues"].as_array().expect("issues") {
            let code = text(issue, "code");
            let told = match code.as_str() {
                "duplicate_bill_other_person" => continue,
                "missing_documents" => {
                    sorted(issue["missing"].as_array().expect("names").iter().filter_map(Value::as_str))
                }
                "duplicate_bill_same_person" => {
                    let origin = &issue["other"]["origin"];
                    format!("{} {}", text(origin, "sheet"), origin["row"])
                }
                "long_pending" => String::new(),
                _ => decimal(&text(issue, "difference")).to_string(),
            };
            all.insert((place_of(row), (code, told)));
        }
    }
    all
}

/// What contradicts is told, with the exact difference, and nothing else is.
#[test]
fn every_contradiction_is_told_and_no_other() {
    for book in BOOKS {
        let (expected, found) = (issues_expected(book), issues_found(&whole(book).claims));
        assert_eq!(expected, found, "{book}");
        assert!(expected.len() > 15, "{book}: the key plants contradictions");
    }
}

/// One bill under two people: the pair is told once. Which of the two is wrong the sheet does not say.
#[test]
fn one_bill_under_two_people_is_told_once() {
    for book in BOOKS {
        let claims = key(book, "claims");
        let of_two = |value: &Value| value["issue"] == "duplicate_bill_other_person";
        let expected: Vec<BTreeSet<u64>> = claims["issues"]
            .as_array()
            .expect("issues")
            .iter()
            .filter(|issue| of_two(issue))
            .map(|issue| [&issue["row"], &issue["other"]["row"]].map(|r| r.as_u64().expect("a row")).into())
            .collect();
        let told = rows(&whole(book).claims).iter().flat_map(|row| {
            let issues = row["issues"].as_array().expect("issues").iter();
            let of_two = issues.filter(|issue| issue["code"] == "duplicate_bill_other_person");
            of_two.map(|issue| {
                BTreeSet::from([place_of(row).1, issue["other"]["origin"]["row"].as_u64().expect("a row")])
            })
        });
        assert_eq!(expected, told.collect::<Vec<_>>(), "{book}");
    }
}

/// 合计 and 小计 of the register are ours to the fen; the only questions are the repeated bills.
#[test]
fn the_registers_own_totals_agree() {
    for book in BOOKS {
        let files: Vec<_> = whole(book).report.files.iter().filter(|f| f.kind == "claims").collect();
        assert_eq!(files.len(), 2, "{book}: two sheets");
        let codes: BTreeSet<&str> = files.iter().flat_map(|f| &f.questions).map(|q| q.code.as_str()).collect();
        assert!(codes.iter().all(|code| code.starts_with("duplicate_bill_")), "{book}: {codes:?}");
        assert!(files.iter().all(|f| f.rejected == 0), "{book}: {files:?}");
    }
}

fn with_register() -> places::Place {
    let mut place = places::migrated("public");
    let report = places::import(&mut place.desk, &folder("public").join("报销/报销台账.xlsx"));
    assert_eq!((report.accepted, report.rejected.len()), (123, 0), "{:?}", report.rejected);
    let differing: Vec<_> =
        report.control_totals.iter().filter(|t| t.file.as_ref().is_some_and(|f| *f != t.ours)).collect();
    assert!(differing.is_empty(), "{differing:?}");
    place
}

/// The register again changes nothing and asks nothing again; undone, it is gone as a whole.
#[test]
fn the_register_again_changes_nothing_and_can_be_undone() {
    let mut place = with_register();
    let list = |place: &places::Place| place.desk.exchange_rows("claims", None, None, as_of()).expect("the claims");
    let before = list(&place);
    let again = places::import(&mut place.desk, &folder("public").join("报销/报销台账.xlsx"));
    assert_eq!((again.accepted, again.unchanged, again.questions.len()), (0, 123, 0));
    assert_eq!(list(&place), before);
    let batches = place.desk.exchange_batches().expect("the batches");
    for batch in batches.iter().filter(|b| b.kind.contains("claims")) {
        place.desk.exchange_undo(i64::from(batch.id), now()).expect("it is undone");
    }
    assert!(rows(&list(&place)).is_empty());
}

/// How long a claim waits depends on the day that is asked for.
#[test]
fn waiting_is_counted_to_the_day_asked_for() {
    let place = with_register();
    let pending = |day: &str| {
        let moment = day.parse::<chrono::NaiveDate>().expect("a day").and_hms_opt(9, 0, 0).expect("a moment");
        let listed = place.desk.exchange_rows("claims", None, None, moment).expect("the claims");
        issues_found(&listed).iter().filter(|(_, (code, _))| code == "long_pending").count()
    };
    assert_eq!(pending("2026-03-31"), 3, "the key's own day");
    assert!(pending("2026-06-30") > 3, "more of them wait longer by then");
}

/// An illness never stands in what the journal says of an action.
#[test]
fn nothing_of_an_illness_is_in_the_journals_own_words() {
    let place = with_register();
    let listed = place.desk.exchange_rows("claims", None, None, as_of()).expect("the claims");
    let hospitals: BTreeSet<String> = rows(&listed).iter().map(|row| text(row, "hospital")).collect();
    assert!(!hospitals.is_empty());
    let entries = place.desk.journal_list(200).expect("the journal");
    let words = serde_json::to_string(&entries).expect("the journal is JSON");
    assert!(hospitals.iter().all(|hospital| !words.contains(hospital.as_str())), "{words}");
}
