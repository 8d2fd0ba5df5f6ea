//! 记录用词 — every field of every journaled record has a word in assets/records.toml, or is said to tell nobody anything.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use serde::Deserialize;

use crate::tree::{self, none};

#[derive(Deserialize)]
struct Asset {
    unnamed: BTreeSet<String>,
    class: BTreeMap<String, Vec<String>>,
    words: BTreeMap<String, BTreeMap<String, String>>,
    record: BTreeMap<String, Record>,
}

#[derive(Deserialize)]
struct Record {
    name: String,
    fields: Vec<String>,
}

impl Record {
    /// Column, name and form of each field.
    fn parts(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.fields.iter().map(|text| {
            let (column, rest) = text.split_once(' ').unwrap_or_else(|| panic!("{text}: `column 名称`"));
            let (name, form) = rest.split_once('|').unwrap_or((rest, ""));
            (column, name, form)
        })
    }
}

/// Forms that the program knows beside the lists of words.
const FORMS: [&str; 16] = [
    "",
    "yuan",
    "month",
    "rate",
    "yes",
    "unit",
    "insurance",
    "scope",
    "region",
    "id_type",
    "sex",
    "hukou",
    "medical_tier",
    "position_class",
    "claim_status",
    "visit_kind",
];

fn asset() -> Asset {
    toml::from_str(&tree::read("assets/records.toml")).expect("assets/records.toml")
}

/// The newest schema, made from the shipped migrations.
fn schema() -> Connection {
    let conn = Connection::open_in_memory().unwrap();
    for file in tree::files("src-tauri/crates/store/migrations", &[".sql"]) {
        conn.execute_batch(&file.text).unwrap_or_else(|error| panic!("{}: {error}", file.path));
    }
    conn
}

fn columns(conn: &Connection, table: &str) -> Vec<String> {
    let mut statement = conn.prepare("SELECT name FROM pragma_table_info(?1) ORDER BY cid").unwrap();
    let rows = statement.query_map([table], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

/// The tables that the store journals, and those of which a person is given a copy.
fn tables(conn: &Connection) -> BTreeSet<String> {
    let source = tree::read("src-tauri/crates/store/src/capture.rs");
    let list = source.split("const TRACKED").nth(1).and_then(|rest| rest.split("];").next()).expect("TRACKED");
    let mut tables: BTreeSet<String> = list.split('"').skip(1).step_by(2).map(str::to_owned).collect();
    assert!(tables.len() > 35, "{tables:?}");
    let mut statement = conn
        .prepare(
            "SELECT m.name FROM sqlite_schema m WHERE m.type = 'table' AND EXISTS
             (SELECT 1 FROM pragma_table_info(m.name) c WHERE c.name = 'employee_id')",
        )
        .unwrap();
    let own = statement.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap);
    const NOT_SHOWN: [&str; 4] = ["journal", "person_key", "erasure", "sealed_line"];
    tables.extend(own.filter(|name| !NOT_SHOWN.contains(&name.as_str())));
    tables
}

#[test]
fn every_field_of_a_record_has_a_word() {
    let (asset, conn) = (asset(), schema());
    let mut offences = Vec::new();
    for table in tables(&conn) {
        let Some(record) = asset.record.get(&table) else {
            offences.push(format!("{table} has no name"));
            continue;
        };
        let columns = columns(&conn, &table);
        let named: Vec<&str> = record.parts().map(|(column, _, _)| column).collect();
        let silent = columns.iter().filter(|c| !named.contains(&c.as_str()) && !asset.unnamed.contains(*c));
        offences.extend(silent.map(|column| format!("{table}.{column} has no word")));
        let strange = named.iter().filter(|name| !columns.iter().any(|column| column == *name));
        offences.extend(strange.map(|column| format!("{table}.{column} is no column")));
    }
    none(&offences, "assets/records.toml names what a clerk reads in the journal:");
}

/// A class that names a column of yesterday would leave today's one open to who must not see it.
#[test]
fn what_a_class_names_is_there() {
    let (asset, conn) = (asset(), schema());
    assert_eq!(asset.class.keys().map(String::as_str).collect::<Vec<_>>(), ["bank", "identity", "medical", "pay"]);
    let mut offences = Vec::new();
    for named in asset.class.values().flatten() {
        let (table, column) = named.split_once('.').unwrap_or_else(|| panic!("{named}: `table.column`"));
        let columns = columns(&conn, table);
        if columns.is_empty() || column != "*" && !columns.iter().any(|own| own == column) {
            offences.push(format!("{named} is no column"));
        }
    }
    none(&offences, "assets/records.toml says which fields are of which class:");
}

#[test]
fn a_word_is_chinese_and_its_form_is_known() {
    let asset = asset();
    let mut offences = Vec::new();
    for (id, record) in &asset.record {
        let mut seen = BTreeSet::new();
        if record.name.is_ascii() {
            offences.push(format!("{id}: {}", record.name));
        }
        for (column, name, form) in record.parts() {
            if name.is_empty() || name.is_ascii() || !seen.insert(name) {
                offences.push(format!("{id}.{column}: `{name}` is empty, not Chinese, or stands twice"));
            }
            if !FORMS.contains(&form) && !asset.words.contains_key(form) {
                offences.push(format!("{id}.{column}: no form `{form}`"));
            }
        }
    }
    none(&offences, "assets/records.toml:");
}
