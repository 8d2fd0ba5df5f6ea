//! R13 — a book of every schema that was ever shipped walks to the newest with the same business in it.

use std::path::{Path, PathBuf};

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use shebao_store::SCHEMA;

use crate::raw;
use crate::stage::{self, PASSWORD, stage};
use crate::tally::record;

/// The shipped steps, in order.
fn migrations() -> Vec<String> {
    let folder = shebao_tests::clone_root().join("src-tauri/crates/store/migrations");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect()
}

/// Turns a closed book into one of an earlier schema that holds what fits into it.
pub fn make_old(book: &Path, schema: usize) {
    let (file, kept) = (book.join("book.db"), book.join("newest.db"));
    std::fs::rename(&file, &kept).unwrap();
    let (new, old) = (stage().keys.open(&kept), stage().keys.open(&file));
    for step in migrations().iter().take(schema) {
        old.execute_batch(step).unwrap();
    }
    old.pragma_update(None, "user_version", i64::try_from(schema).unwrap()).unwrap();
    old.execute_batch("PRAGMA foreign_keys = OFF; BEGIN").unwrap();
    let held = ["journal", "kept_key", "medical_key", "person_key", "preference"];
    let held = held.map(|name| (name.to_owned(), raw::columns(&old, name)));
    let held = held.into_iter().filter(|(_, columns)| !columns.is_empty());
    for (table, columns) in raw::tables(&old).into_iter().chain(held) {
        let theirs = raw::columns(&new, &table);
        let columns: Vec<String> = columns.into_iter().filter(|name| theirs.contains(name)).collect();
        copy_rows(&new, &old, &table, &columns);
    }
    old.execute_batch("COMMIT").unwrap();
    let broken: i64 = old.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0)).unwrap();
    assert_eq!(broken, 0, "schema {schema} holds references to what it cannot hold");
    for conn in [new, old] {
        conn.close().unwrap();
    }
    std::fs::remove_file(kept).unwrap();
}

fn copy_rows(from: &Connection, to: &Connection, table: &str, columns: &[String]) {
    let list = columns.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let marks = vec!["?"; columns.len()].join(", ");
    let mut read = from.prepare(&format!("SELECT {list} FROM \"{table}\"")).unwrap();
    let mut insert = to.prepare(&format!("INSERT INTO \"{table}\" ({list}) VALUES ({marks})")).unwrap();
    let mut rows = read.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let values: Vec<Value> = (0..columns.len()).map(|at| row.get(at).unwrap()).collect();
        insert.execute(params_from_iter(values)).unwrap();
    }
}

fn in_backups(book: &Path) -> usize {
    let entries = std::fs::read_dir(book.join("backups")).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.extension().is_none_or(|e| e != "sealed")).count()
}

#[test]
fn every_old_schema_walks_forward_with_its_business() {
    let (mut tried, mut violations) = (0, Vec::new());
    assert_eq!(migrations().len(), usize::try_from(SCHEMA).unwrap());
    for schema in 1..migrations().len() {
        let copy = stage().copy();
        make_old(&copy.book, schema);
        let backups = in_backups(&copy.book);
        let file = copy.book.join("book.db");
        let (tables, before) = {
            let conn = stage().keys.open(&file);
            let tables = raw::tables(&conn);
            let digest = raw::digest_of(&conn, &tables);
            (tables, digest)
        };
        assert!(tables.iter().any(|(name, _)| name == "employee"), "{tables:?}");
        if let Err(wrong) = stage::sound(&copy.book, PASSWORD) {
            violations.push(format!("schema {schema}: {wrong}"));
            continue;
        }
        let conn = stage().keys.open(&file);
        let now: i64 = conn.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        if now != SCHEMA || raw::digest_of(&conn, &tables) != before {
            violations.push(format!("schema {schema}: at {now}, and its business changed"));
        }
        let made = in_backups(&copy.book) - backups;
        if made != 2 {
            violations.push(format!("schema {schema}: {made} new files in backups instead of a copy and its manifest"));
        }
        tried += 1;
    }
    record("R13", "schemas walked to the newest, equal business digest, backed up before", tried, &violations);
}
