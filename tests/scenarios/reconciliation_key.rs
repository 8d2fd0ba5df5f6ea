//! 对账 — whole books against their answer keys: every planted fault named to the fen, nothing else.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde_json::Value;

use crate::answers::{decimal, insurance};
use crate::lines::text;
use crate::reconciled::{MONTHS, Names, list, public, run, whole_book};
use crate::whole::key;

/// Amounts by cause.
type Causes = BTreeMap<String, Decimal>;

/// Amounts by cause, as the key has them.
fn causes(names: &Names, list: &Value) -> Causes {
    let mut causes = Causes::new();
    for cause in list.as_array().expect("causes") {
        *causes.entry(names.faults[&text(cause, "fault")].clone()).or_default() += decimal(&text(cause, "amount"));
    }
    causes.retain(|_, amount| !amount.is_zero());
    causes
}

/// Causes of a row, of one source and side if these are given.
fn found(row: &Value, source: Option<(&str, &str)>) -> Causes {
    let mut causes = Causes::new();
    for cause in list(row, "causes") {
        if source.is_none_or(|(source, side)| cause["source"] == source && cause["side"] == side) {
            *causes.entry(text(cause, "code")).or_default() += decimal(&text(cause, "amount"));
        }
    }
    causes.retain(|_, amount| !amount.is_zero());
    causes
}

fn by_period(month: &str, answers: &Value, names: &Names, run: &Value) -> usize {
    let mut compared = 0;
    for expected in list(answers, "by_period").iter().filter(|row| row["period"] == *month) {
        let unit = &names.units[&text(expected, "unit")];
        let insurance = insurance(&text(expected, "insurance"));
        let own = |row: &&Value| row["unit"] == **unit && row["insurance"] == insurance;
        let row = list(run, "by_period").iter().find(own).unwrap_or_else(|| panic!("{month} {unit} {insurance}"));
        for (field, in_key) in [
            ("due_employer", "expected_er"),
            ("due_employee", "expected_ee"),
            ("payroll_employee", "payroll_ee"),
            ("agency_employer", "bureau_er"),
            ("agency_employee", "bureau_ee"),
        ] {
            let (ours, theirs) = (decimal(&text(row, field)), decimal(&text(expected, in_key)));
            assert_eq!(ours, theirs, "{month} {unit} {insurance} {field}");
        }
        for (source, side, field, in_key) in [
            ("payroll", "employee", "payroll_employee", "payroll_ee"),
            ("agency", "employer", "agency_employer", "bureau_er"),
            ("agency", "employee", "agency_employee", "bureau_ee"),
        ] {
            let told = found(row, Some((source, side)));
            assert_eq!(
                told,
                causes(names, &expected[format!("causes_{in_key}")]),
                "{month} {unit} {insurance} {field}"
            );
            let sum: Decimal = told.values().sum();
            assert_eq!(sum, decimal(&text(&row["differences"], field)), "{month} {unit} {insurance} {field}");
            compared += told.len();
        }
    }
    compared
}

fn by_booking(month: &str, answers: &Value, names: &Names, run: &Value) -> usize {
    let mut compared = 0;
    for expected in list(answers, "by_booking").iter().filter(|row| row["month"] == *month) {
        let unit = &names.units[&text(expected, "unit")];
        let group: BTreeSet<&str> =
            list(expected, "insurances").iter().map(|i| insurance(i.as_str().expect("an insurance"))).collect();
        let same = |row: &&Value| {
            let own: BTreeSet<&str> = list(row, "insurances").iter().filter_map(Value::as_str).collect();
            row["unit"] == **unit && own == group
        };
        let row = list(run, "by_booking").iter().find(same).unwrap_or_else(|| panic!("{month} {unit} {group:?}"));
        for (field, in_key) in [("agency", "bureau"), ("bank", "bank"), ("difference", "diff")] {
            let (ours, theirs) = (decimal(&text(row, field)), decimal(&text(expected, in_key)));
            assert_eq!(ours, theirs, "{month} {unit} {group:?} {field}");
        }
        let told = found(row, None);
        assert_eq!(told, causes(names, &expected["causes"]), "{month} {unit} {group:?}");
        compared += told.len();
    }
    compared
}

/// 工号, unit, insurance, source and side, with the difference.
type Differences = BTreeMap<(Option<String>, String, String, &'static str, &'static str), Decimal>;

fn expected_persons(month: &str, answers: &Value, names: &Names) -> Differences {
    let table = &answers["person_level"];
    let columns: Vec<String> = list(table, "columns").iter().map(|c| c.as_str().expect("a name").to_owned()).collect();
    let mut expected = Differences::new();
    for row in list(table, "rows") {
        let cell = |name: &str| {
            let at = columns.iter().position(|c| c == name).unwrap_or_else(|| panic!("no column {name}"));
            row[at].as_str().expect("a text").to_owned()
        };
        if cell("period") != month {
            continue;
        }
        for (source, side, column) in [
            ("payroll", "employee", "diff_payroll_ee"),
            ("agency", "employer", "diff_bureau_er"),
            ("agency", "employee", "diff_bureau_ee"),
        ] {
            let amount = decimal(&cell(column));
            if !amount.is_zero() {
                let who = names.people.get(&cell("person")).cloned();
                let unit = names.units[&cell("unit")].clone();
                expected.insert((who, unit, insurance(&cell("insurance")).to_owned(), source, side), amount);
            }
        }
    }
    expected
}

fn found_persons(run: &Value) -> Differences {
    let mut found = Differences::new();
    for row in list(run, "persons") {
        let amount = decimal(&text(row, "difference"));
        let causes: Decimal = list(row, "causes").iter().map(|cause| decimal(&text(cause, "amount"))).sum();
        assert_eq!(causes, amount, "{row}");
        if !amount.is_zero() {
            let source = if row["source"] == "payroll" { "payroll" } else { "agency" };
            let side = if row["side"] == "employer" { "employer" } else { "employee" };
            let who = row["employee_no"].as_str().map(str::to_owned);
            found.insert((who, text(row, "unit"), text(row, "insurance"), source, side), amount);
        }
    }
    found
}

/// 公开账簿: all 18 planted faults with their exact amounts by period, by booking month and per person; nothing else.
#[test]
fn every_planted_fault_of_the_public_book_is_named_to_the_fen() {
    let (names, answers) = (Names::of("public"), key("public", "reconciliation"));
    let (mut periods, mut bookings, mut persons, mut codes) = (0, 0, 0, BTreeSet::new());
    for month in MONTHS {
        let run = public(month);
        assert_eq!(run["residual"], "0.00", "{month}");
        assert_eq!(list(run, "not_imported"), Vec::<Value>::new(), "{month}");
        periods += by_period(month, &answers, &names, run);
        bookings += by_booking(month, &answers, &names, run);
        let expected = expected_persons(month, &answers, &names);
        persons += expected.len();
        assert_eq!(found_persons(run), expected, "{month}");
        for row in ["by_period", "by_booking", "persons"].iter().flat_map(|part| list(run, part)) {
            codes.extend(list(row, "causes").iter().map(|cause| text(cause, "code")));
        }
    }
    // 18 faults of 17 kinds: 姓名不一致 stands twice. Nothing is named that was not planted, so no decoy is.
    assert_eq!(codes, names.faults.values().cloned().collect());
    assert_eq!((names.faults.len(), codes.len()), (18, 17));
    assert!((periods, bookings, persons) == (99, 8, 124), "{periods} {bookings} {persons}");
}

/// Books without a fault raise nothing, in no month and on no side; what merely looks odd is left alone.
#[test]
fn books_without_faults_raise_nothing() {
    for book in ["seed5", "seed9"] {
        let place = whole_book(book);
        for month in MONTHS {
            let run = run(&place, month);
            assert_eq!(run["residual"], "0.00");
            assert_eq!(list(&run, "persons"), Vec::<Value>::new(), "{book} {month}");
            for row in list(&run, "by_period").iter().chain(list(&run, "by_booking")) {
                assert_eq!(list(row, "causes"), Vec::<Value>::new(), "{book} {month}: {row}");
            }
            assert_eq!(list(&run, "by_booking").len(), 7, "{book} {month}: every group has its debit");
        }
    }
}
