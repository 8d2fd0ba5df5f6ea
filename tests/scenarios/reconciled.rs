//! 对账过的账簿 — whole books taken in and reconciled once, and the names that their answer keys go by.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde_json::Value;

use crate::lines::text;
use crate::places::{Place, empty, now};
use crate::whole::{folder, key};

pub const MONTHS: [&str; 3] = ["2026-01", "2026-02", "2026-03"];

/// The key's names: unit and fault codes into the words of the program.
pub struct Names {
    pub units: BTreeMap<String, String>,
    pub faults: BTreeMap<String, String>,
    pub people: BTreeMap<String, String>,
}

impl Names {
    pub fn of(book: &str) -> Self {
        let pairs = |name: &str, from: &str, to: &str| -> BTreeMap<String, String> {
            let list = key(book, name);
            list.as_array().expect("a list").iter().map(|row| (text(row, from), text(row, to))).collect()
        };
        Self {
            units: pairs("units", "u", "name"),
            faults: pairs("faults", "id", "type"),
            people: pairs("persons", "person", "emp_no"),
        }
    }
}

pub fn whole_book(book: &'static str) -> Place {
    let mut place = empty();
    place.desk.exchange_migrate(&folder(book), false, now(), &mut |_| true).expect("the folder goes in");
    place
}

/// The three months of the public book, reconciled once for all scenarios.
pub fn public(month: &str) -> &'static Value {
    static KEPT: OnceLock<BTreeMap<&str, Value>> = OnceLock::new();
    let months = KEPT.get_or_init(|| {
        let place = whole_book("public");
        MONTHS.into_iter().map(|month| (month, run(&place, month))).collect()
    });
    &months[month]
}

pub fn run(place: &Place, month: &str) -> Value {
    let found = place.desk.reconciliation_run(month, None, now()).expect("the month is reconciled");
    serde_json::to_value(found).expect("it is JSON")
}

pub fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value[name].as_array().unwrap_or_else(|| panic!("no {name}"))
}
