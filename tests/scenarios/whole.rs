//! 整个文件夹 — a book's whole folder taken in at once, and what `exchange rows` then lists.

use std::path::PathBuf;
use std::sync::OnceLock;

use chrono::{NaiveDate, NaiveDateTime};
use serde_json::Value;
use shebao_desk::wire::exchange::MigrationReport;

use crate::lines::text;
use crate::places::{empty, now};

/// The books with bank statements and a claims register.
pub const BOOKS: [&str; 3] = ["public", "seed5", "seed9"];

/// What the whole folder left in the book.
pub struct Whole {
    pub report: MigrationReport,
    pub bank: Value,
    pub claims: Value,
    pub payroll: Value,
}

/// The folder of a book.
pub fn folder(book: &str) -> PathBuf {
    shebao_tests::fixture("books").join(book)
}

/// `as_of` of the claims in the key: 2026-03-31, in the evening.
pub fn as_of() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 3, 31).and_then(|day| day.and_hms_opt(18, 0, 0)).expect("it is a moment")
}

/// The folder taken in, once for all scenarios.
pub fn whole(book: &str) -> &'static Whole {
    static KEPT: [OnceLock<Whole>; 3] = [OnceLock::new(), OnceLock::new(), OnceLock::new()];
    let place = BOOKS.iter().position(|known| *known == book).expect("a known book");
    KEPT[place].get_or_init(|| {
        let mut place = empty();
        let report =
            place.desk.exchange_migrate(&folder(book), false, now(), &mut |_| true).expect("the folder goes in");
        let rows = |kind: &str| place.desk.exchange_rows(kind, None, None, as_of()).expect("the rows are listed");
        Whole { bank: rows("bank_statement"), claims: rows("claims"), payroll: rows("payroll"), report }
    })
}

/// A key of the book's answers: of the one file for the public book, of the cut one for the others.
pub fn key(book: &str, name: &str) -> Value {
    let read = |file: &str| -> Value {
        let text = std::fs::read_to_string(folder(book).join(file)).expect("the key");
        serde_json::from_str(&text).expect("the key is JSON")
    };
    let cut = folder(book).join("bank_and_claims.json").exists();
    let money = if cut { read("bank_and_claims.json") } else { Value::Null };
    match money.get(name) {
        Some(value) => value.clone(),
        None => read("answers.json").get(name).unwrap_or_else(|| panic!("{book}: no {name}")).clone(),
    }
}

/// The rows of a listing.
pub fn rows(listing: &Value) -> &[Value] {
    listing["rows"].as_array().expect("rows")
}

/// File and row a stored row came from.
pub fn place_of(row: &Value) -> (String, u64) {
    (text(&row["origin"], "file"), row["origin"]["row"].as_u64().expect("a row"))
}
