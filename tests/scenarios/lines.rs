//! 缴费行 — what a month owes, in a form in which the key, the desk and the program can be compared.

use std::collections::BTreeMap;
use std::fmt::Debug;

use rust_decimal::Decimal;
use serde_json::Value;

use crate::answers::decimal;

/// Which line: each person, unit, period and insurance stands once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    pub employee_no: String,
    pub unit: String,
    pub period: String,
    pub insurance: String,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    pub booked: String,
    pub declared_base: Decimal,
    pub base: Decimal,
    pub employer_rate: Decimal,
    pub employee_rate: Decimal,
    pub employer_fixed: Decimal,
    pub employee_fixed: Decimal,
    pub employer: Decimal,
    pub employee: Decimal,
}

/// 合计 of one unit, period and insurance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    pub heads: u32,
    pub employer: Decimal,
    pub employee: Decimal,
}

/// A text field of a JSON object.
#[track_caller]
pub fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_else(|| panic!("no {field} in {value}")).to_owned()
}

#[track_caller]
fn amount(value: &Value, field: &str) -> Decimal {
    decimal(&text(value, field))
}

/// The lines of `contribution run`, by their keys; an unconfirmed line or one that stands twice fails at once.
#[track_caller]
pub fn dues(run: &Value) -> BTreeMap<Key, Due> {
    let mut found = BTreeMap::new();
    for line in run["lines"].as_array().expect("a run gives lines") {
        let key = Key {
            employee_no: text(line, "employee_no"),
            unit: text(line, "unit"),
            period: text(line, "period"),
            insurance: text(line, "insurance"),
        };
        assert_eq!(line["gap"], Value::Null, "{line}");
        assert_ne!(line["status"], "unconfirmed", "{line}");
        assert_eq!(line["kind"], "regular", "{line}");
        let due = Due {
            booked: text(line, "booked"),
            declared_base: amount(line, "declared_base"),
            base: amount(line, "base"),
            employer_rate: amount(line, "employer_rate"),
            employee_rate: amount(line, "employee_rate"),
            employer_fixed: amount(line, "employer_fixed"),
            employee_fixed: amount(line, "employee_fixed"),
            employer: amount(line, "employer"),
            employee: amount(line, "employee"),
        };
        let twice = found.insert(key, due);
        assert!(twice.is_none(), "a line stands twice: {line}");
    }
    found
}

/// The totals of `contribution run`.
#[track_caller]
pub fn totals(run: &Value) -> BTreeMap<(String, String, String), Sum> {
    let month = text(run, "month");
    let total = |total: &Value| {
        let heads = total["heads"].as_u64().expect("heads are counted");
        let sum = Sum {
            heads: u32::try_from(heads).expect("few people"),
            employer: amount(total, "employer"),
            employee: amount(total, "employee"),
        };
        ((text(total, "unit"), month.clone(), text(total, "insurance")), sum)
    };
    run["totals"].as_array().expect("a run gives totals").iter().map(total).collect()
}

/// Compares what was found with the key and names every difference, not only the first.
#[track_caller]
pub fn same<K: Ord + Debug, V: PartialEq + Debug>(what: &str, expected: &BTreeMap<K, V>, found: &BTreeMap<K, V>) {
    let missing =
        expected.iter().filter(|(key, _)| !found.contains_key(key)).map(|(k, v)| format!("missing {k:?} {v:?}"));
    let strange =
        found.iter().filter(|(key, _)| !expected.contains_key(key)).map(|(k, v)| format!("strange {k:?} {v:?}"));
    let differs = expected.iter().filter_map(|(key, wanted)| {
        let got = found.get(key).filter(|got| *got != wanted)?;
        Some(format!("differs {key:?}\n    key   {wanted:?}\n    found {got:?}"))
    });
    let all: Vec<String> = missing.chain(strange).chain(differs).collect();
    let shown = all.iter().take(40).cloned().collect::<Vec<_>>().join("\n  ");
    assert!(all.is_empty(), "{what}: {} of {} differ\n  {shown}", all.len(), expected.len().max(found.len()));
}
