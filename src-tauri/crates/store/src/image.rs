//! 行影像 — what a row was before and after an action: the journal's payload, and what undo reverses.

use std::collections::BTreeMap;

use rusqlite::Row;
use rusqlite::types::{Value, ValueRef};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::error::{Result, StoreError};
use crate::tracked::Tracked;

/// What an action made of the rows, as the journal keeps it: for every person (and for no person) a payload in JSON. A row
/// that came or went is an array: the place of its table among the payload's [`Headings`], whether it came, its values in
/// the order of the columns. A changed one is an object with its key and the columns that differ.
#[derive(Default)]
pub(crate) struct Changes {
    by_person: BTreeMap<Option<i64>, Draft>,
    /// The headings of all tables so far, as JSON.
    headings: Vec<(String, String)>,
}

/// A payload on the way.
struct Draft {
    changes: Zeroizing<Vec<u8>>,
    /// Which of the action's headings it uses, in its own order.
    headings: Vec<usize>,
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
        let draft = self.by_person.remove(&None).unwrap_or_default();
        let mut payload = draft.closed(&self.headings);
        payload.extend_from_slice(b",\"summary\":");
        serde_json::to_writer(&mut *payload, summary)?;
        payload.push(b'}');
        Ok(payload)
    }

    /// The payload of each person, in the order of ids.
    pub(crate) fn of_persons(self) -> impl Iterator<Item = (i64, Zeroizing<Vec<u8>>)> {
        let headings = self.headings;
        self.by_person.into_iter().filter_map(move |(person, draft)| {
            let mut payload = draft.closed(&headings);
            payload.push(b'}');
            Some((person?, payload))
        })
    }

    /// Notes a new row, given as a JSON array of all its columns.
    pub(crate) fn note_new(&mut self, table: &Tracked, person: Option<i64>, cells: &str) -> Result<()> {
        let out = self.open_whole(table, person, true)?;
        out.push(b',');
        out.extend_from_slice(cells.strip_prefix('[').unwrap_or(cells).as_bytes());
        Ok(())
    }

    /// Notes what became of a row that was there before; one that ended as it began is no change.
    pub(crate) fn note(&mut self, table: &Tracked, before: &[Value], after: Option<&Row<'_>>) -> Result<()> {
        let Some(after) = after else { return self.note_gone(table, before) };
        let differing = differing(before, after)?;
        if differing.is_empty() {
            return Ok(());
        }
        let person = table.person.map_or(Ok(None), |at| after.get(at))?;
        write_change(self.draft(person).next(), table, before, after, &differing)
    }

    fn note_gone(&mut self, table: &Tracked, before: &[Value]) -> Result<()> {
        let person = table.person.and_then(|at| before.get(at)).and_then(value_number);
        let out = self.open_whole(table, person, false)?;
        for value in before {
            out.push(b',');
            write_cell(out, value.into())?;
        }
        out.push(b']');
        Ok(())
    }

    fn draft(&mut self, person: Option<i64>) -> &mut Draft {
        self.by_person.entry(person).or_default()
    }

    /// `[0,true`
    fn open_whole(&mut self, table: &Tracked, person: Option<i64>, came: bool) -> Result<&mut Vec<u8>> {
        let heading = self.heading(table)?;
        let draft = self.draft(person);
        let place = draft.headings.iter().position(|at| *at == heading).unwrap_or(draft.headings.len());
        if place == draft.headings.len() {
            draft.headings.push(heading);
        }
        let out = draft.next();
        out.push(b'[');
        serde_json::to_writer(&mut *out, &place)?;
        out.extend_from_slice(if came { b",true" } else { b",false" });
        Ok(out)
    }

    /// The place of a table's heading; the rows of a table are noted one after the other.
    fn heading(&mut self, table: &Tracked) -> Result<usize> {
        if self.headings.last().map(|(name, _)| name) != Some(&table.name) {
            let heading: Vec<&String> = std::iter::once(&table.name).chain(&table.columns).collect();
            self.headings.push((table.name.clone(), serde_json::to_string(&heading)?));
        }
        Ok(self.headings.len() - 1)
    }
}

/// 列名 — for every table of which a payload's rows came or went its name and then its columns, as they were called then.
pub(crate) type Headings = Vec<Vec<String>>;

/// How every payload begins.
const OPENING: &[u8] = b"{\"changes\":[";

/// A payload with room for the rows of one new person, so that nothing of it is left behind by growing.
impl Default for Draft {
    fn default() -> Self {
        let mut changes = Zeroizing::new(Vec::with_capacity(1024));
        changes.extend_from_slice(OPENING);
        Self { changes, headings: Vec::new() }
    }
}

impl Draft {
    /// Where the next change is written.
    fn next(&mut self) -> &mut Vec<u8> {
        if self.changes.len() > OPENING.len() {
            self.changes.push(b',');
        }
        &mut self.changes
    }

    /// The payload but for its closing brace, in a buffer of its own size: a growing one would leave pieces behind.
    fn closed(self, headings: &[(String, String)]) -> Zeroizing<Vec<u8>> {
        let used: Vec<&String> =
            self.headings.iter().filter_map(|at| headings.get(*at)).map(|(_, heading)| heading).collect();
        let names: usize = used.iter().map(|heading| heading.len() + 1).sum();
        let mut payload = Zeroizing::new(Vec::with_capacity(self.changes.len() + names + 32));
        payload.extend_from_slice(&self.changes);
        payload.push(b']');
        let mut before: &[u8] = b",\"headings\":[";
        for heading in used {
            payload.extend_from_slice(before);
            payload.extend_from_slice(heading.as_bytes());
            before = b",";
        }
        if !self.headings.is_empty() {
            payload.push(b']');
        }
        payload
    }
}

/// The places of the columns that are not as they were.
fn differing(before: &[Value], after: &Row<'_>) -> Result<Vec<usize>> {
    let mut places = Vec::new();
    for (at, value) in before.iter().enumerate() {
        if ValueRef::from(value) != after.get_ref(at)? {
            places.push(at);
        }
    }
    Ok(places)
}

fn value_number(value: &Value) -> Option<i64> {
    if let Value::Integer(n) = value { Some(*n) } else { None }
}

/// `{"table":"…","key":{…},"before":{…},"after":{…}}`
fn write_change(
    out: &mut Vec<u8>,
    table: &Tracked,
    before: &[Value],
    after: &Row<'_>,
    differing: &[usize],
) -> Result<()> {
    let was = |at: usize| before.get(at).map(ValueRef::from).ok_or(StoreError::Internal("capture"));
    let is = |at: usize| Ok(after.get_ref(at)?);
    out.extend_from_slice(b"{\"table\":\"");
    out.extend_from_slice(table.name.as_bytes());
    out.extend_from_slice(b"\",\"key\":");
    write_named(out, table, &table.key, is)?;
    out.extend_from_slice(b",\"before\":");
    write_named(out, table, differing, was)?;
    out.extend_from_slice(b",\"after\":");
    write_named(out, table, differing, is)?;
    out.push(b'}');
    Ok(())
}

/// `{"a":1,…}` with the columns of these places. Column names are this program's own identifiers: nothing in them needs an
/// escape.
fn write_named<'v>(
    out: &mut Vec<u8>,
    table: &Tracked,
    places: &[usize],
    value: impl Fn(usize) -> Result<ValueRef<'v>>,
) -> Result<()> {
    let mut before: &[u8] = b"{\"";
    for (at, name) in places.iter().filter_map(|at| Some((*at, table.columns.get(*at)?))) {
        out.extend_from_slice(before);
        before = b",\"";
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(b"\":");
        write_cell(out, value(at)?)?;
    }
    out.push(b'}');
    Ok(())
}

fn write_cell(out: &mut Vec<u8>, value: ValueRef<'_>) -> Result<()> {
    match value {
        ValueRef::Null => out.extend_from_slice(b"null"),
        ValueRef::Integer(n) => serde_json::to_writer(&mut *out, &n)?,
        ValueRef::Text(_) => serde_json::to_writer(&mut *out, value.as_str().map_err(|_| StoreError::Condition)?)?,
        ValueRef::Real(_) | ValueRef::Blob(_) => {
            return Err(StoreError::Internal("a journaled column is a number or a text"));
        }
    }
    Ok(())
}

/// A payload as it is read back.
#[derive(Deserialize)]
pub(crate) struct Payload {
    /// What the action said about itself, in its first row.
    #[serde(default)]
    pub(crate) summary: serde_json::Value,
    /// What the columns of its whole rows are called.
    #[serde(default)]
    pub(crate) headings: Headings,
    pub(crate) changes: Vec<Written>,
}

/// One row of a payload. Books of the first program wrote whole rows with the names of their columns too.
#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum Written {
    /// A row that came or went.
    Whole(Vec<serde_json::Value>),
    /// A row with names.
    Named(RowChange),
}

impl Written {
    /// What happened to the row; none if it does not fit the headings.
    pub(crate) fn read(self, headings: &Headings) -> Option<RowChange> {
        let cells = match self {
            Self::Named(change) => return Some(change),
            Self::Whole(cells) => cells,
        };
        let mut cells = cells.into_iter();
        let place = usize::try_from(cells.next()?.as_u64()?).ok()?;
        let came = cells.next()?.as_bool()?;
        let (table, columns) = headings.get(place)?.split_first()?;
        if cells.len() != columns.len() {
            return None;
        }
        let filled = columns.iter().cloned().zip(cells).filter(|(_, value)| !value.is_null());
        let row = Some(filled.collect::<RowValues>());
        let (before, after) = if came { (None, row) } else { (row, None) };
        Some(RowChange { table: table.clone(), key: RowValues::new(), before, after })
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Option<RowChange>> {
        let payload: Payload = serde_json::from_str(text).unwrap();
        payload.changes.into_iter().map(|written| written.read(&payload.headings)).collect()
    }

    /// A book of the first program keeps every row with the names of its columns; it can still be taken back.
    #[test]
    fn a_row_reads_alike_with_names_and_under_headings() {
        let named =
            r#"{"changes":[{"table":"unit","after":{"id":7,"name":"甲"}},{"table":"claim","before":{"id":1}}]}"#;
        let headed = r#"{"changes":[[0,true,7,null,"甲"],[1,false,1]],"summary":null,
            "headings":[["unit","id","region","name"],["claim","id"]]}"#;
        let (named, headed) = (read(named), read(headed));
        assert_eq!(named, headed);
        assert_eq!(headed[0].as_ref().unwrap().after.as_ref().unwrap()["id"], 7);
    }

    #[test]
    fn a_row_that_does_not_fit_its_heading_is_no_row() {
        for row in [r"[1,true,7]", r"[0,true,7,8]", r"[0,true]", r"[0]", r"[]", r#"["0",true,7]"#] {
            let text = format!(r#"{{"changes":[{row}],"headings":[["unit","id"]]}}"#);
            assert_eq!(read(&text), [None], "{row}");
        }
    }
}
