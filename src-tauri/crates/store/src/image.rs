//! 行影像 — what a row was before and after an action: the journal's payload, and what undo reverses.

use std::collections::BTreeMap;

use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::error::{Result, StoreError};

/// A table whose every change is journaled.
#[derive(Debug)]
pub(crate) struct Tracked {
    /// Its name.
    pub(crate) name: String,
    /// Its columns in order.
    pub(crate) columns: Vec<String>,
    /// Places of the primary key's columns.
    pub(crate) key: Vec<usize>,
    /// Place of the column that names the person.
    pub(crate) person: Option<usize>,
    /// Whether its rows have ids of the engine (the first key column).
    pub(crate) has_id: bool,
}

/// One column of a primary key, in a form that has an order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum KeyPart {
    Number(i64),
    Text(String),
}

impl ToSql for KeyPart {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Number(number) => number.to_sql(),
            Self::Text(text) => text.to_sql(),
        }
    }
}

impl Tracked {
    /// The primary key of a row of this table.
    pub(crate) fn key_of(&self, row: &[Value]) -> Vec<KeyPart> {
        let parts = self.key.iter().filter_map(|at| match row.get(*at) {
            Some(Value::Integer(n)) => Some(KeyPart::Number(*n)),
            Some(Value::Text(t)) => Some(KeyPart::Text(t.clone())),
            _ => None,
        });
        parts.collect()
    }

    /// The key's columns by name out of a row by name.
    pub(crate) fn key_in(&self, row: &RowValues) -> RowValues {
        let names = self.key.iter().filter_map(|at| self.columns.get(*at));
        names.filter_map(|name| Some((name.clone(), row.get(name)?.clone()))).collect()
    }
}

/// All columns of a row, read by their place.
#[derive(Clone, Copy)]
pub(crate) enum Cells<'a> {
    /// As it was before.
    Kept(&'a [Value]),
    /// As it stands in the table.
    Standing(&'a rusqlite::Row<'a>),
}

impl<'a> Cells<'a> {
    fn get(self, at: usize) -> Result<ValueRef<'a>> {
        match self {
            Self::Kept(values) => values.get(at).map(ValueRef::from).ok_or(StoreError::Internal("capture")),
            Self::Standing(row) => Ok(row.get_ref(at)?),
        }
    }

    fn number(self, at: usize) -> Result<Option<i64>> {
        match self.get(at)? {
            ValueRef::Integer(n) => Ok(Some(n)),
            _ => Ok(None),
        }
    }
}

/// What an action made of the rows, as the journal keeps it: for every person (and for no person) the payload with the
/// changes as JSON objects. An inserted or deleted row is written with all columns that are not NULL, a changed
/// one with its key and the columns that differ.
#[derive(Default)]
pub(crate) struct Changes {
    by_person: BTreeMap<Option<i64>, Zeroizing<Vec<u8>>>,
}

impl Changes {
    pub(crate) fn is_empty(&self) -> bool {
        self.by_person.is_empty()
    }

    /// Whether rows of no person changed.
    pub(crate) fn touch_nobody(&self) -> bool {
        self.by_person.contains_key(&None)
    }

    /// The payload of no person, which says what the action was besides.
    pub(crate) fn of_nobody(&mut self, summary: &serde_json::Value) -> Result<Zeroizing<Vec<u8>>> {
        let mut payload = self.by_person.remove(&None).unwrap_or_else(opened);
        payload.extend_from_slice(b"],\"summary\":");
        serde_json::to_writer(&mut *payload, summary)?;
        payload.push(b'}');
        Ok(payload)
    }

    /// The payload of each person, in the order of ids.
    pub(crate) fn of_persons(self) -> impl Iterator<Item = (i64, Zeroizing<Vec<u8>>)> {
        self.by_person.into_iter().filter_map(|(person, mut changes)| {
            changes.extend_from_slice(b"]}");
            Some((person?, changes))
        })
    }

    /// Notes what became of one row; a row that ended as it began is no change.
    pub(crate) fn note(&mut self, table: &Tracked, before: Option<Cells<'_>>, after: Option<Cells<'_>>) -> Result<()> {
        let Some(row) = after.or(before) else { return Ok(()) };
        let differing = match (before, after) {
            (Some(before), Some(after)) => differing(table, before, after)?,
            _ => Vec::new(),
        };
        if before.is_some() && after.is_some() && differing.is_empty() {
            return Ok(());
        }
        let person = table.person.map_or(Ok(None), |at| row.number(at))?;
        let out = self.by_person.entry(person).or_insert_with(opened);
        if out.len() > OPENING.len() {
            out.push(b',');
        }
        out.extend_from_slice(b"{\"table\":\"");
        out.extend_from_slice(table.name.as_bytes());
        out.push(b'"');
        if !differing.is_empty() {
            write_cells(out, "key", table, row, Some(&table.key))?;
        }
        let picked = (!differing.is_empty()).then_some(differing.as_slice());
        if let Some(before) = before {
            write_cells(out, "before", table, before, picked)?;
        }
        if let Some(after) = after {
            write_cells(out, "after", table, after, picked)?;
        }
        out.push(b'}');
        Ok(())
    }
}

/// How every payload begins.
const OPENING: &[u8] = b"{\"changes\":[";

/// A payload with room for the rows of one new person, so that nothing of it is left behind by growing.
fn opened() -> Zeroizing<Vec<u8>> {
    let mut payload = Zeroizing::new(Vec::with_capacity(1024));
    payload.extend_from_slice(OPENING);
    payload
}

fn differing(table: &Tracked, before: Cells<'_>, after: Cells<'_>) -> Result<Vec<usize>> {
    let mut places = Vec::new();
    for at in 0..table.columns.len() {
        if before.get(at)? != after.get(at)? {
            places.push(at);
        }
    }
    Ok(places)
}

/// `,"label":{…}` with the picked columns, or with all that are not NULL.
fn write_cells(
    out: &mut Vec<u8>,
    label: &str,
    table: &Tracked,
    row: Cells<'_>,
    picked: Option<&[usize]>,
) -> Result<()> {
    out.extend_from_slice(b",\"");
    out.extend_from_slice(label.as_bytes());
    out.extend_from_slice(b"\":{");
    let mut first = true;
    for (at, name) in table.columns.iter().enumerate() {
        let value = row.get(at)?;
        if !picked.map_or(value != ValueRef::Null, |picked| picked.contains(&at)) {
            continue;
        }
        if !first {
            out.push(b',');
        }
        first = false;
        // Column names are this program's own identifiers: nothing in them needs an escape.
        out.push(b'"');
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(b"\":");
        match value {
            ValueRef::Null => out.extend_from_slice(b"null"),
            ValueRef::Integer(n) => serde_json::to_writer(&mut *out, &n)?,
            ValueRef::Text(_) => serde_json::to_writer(&mut *out, value.as_str().map_err(|_| StoreError::Condition)?)?,
            ValueRef::Real(_) | ValueRef::Blob(_) => {
                return Err(StoreError::Internal("a journaled column is a number or a text"));
            }
        }
    }
    out.push(b'}');
    Ok(())
}

/// 列值 — columns by name, as the journal keeps them: numbers, texts, null.
pub type RowValues = BTreeMap<String, serde_json::Value>;

/// 变更 — what happened to one row, as read back from the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowChange {
    /// The table.
    pub table: String,
    /// The row's primary key.
    #[serde(default)]
    pub key: RowValues,
    /// Before: all filled columns of a deleted row, the changed columns of a changed one, none for a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<RowValues>,
    /// After: all filled columns of a new row, the changed columns of a changed one, none for a deleted one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<RowValues>,
}
