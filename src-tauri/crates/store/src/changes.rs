//! 变更记录 — what an action made of the rows, on its way into the journal: one payload for every person, and one for no
//! person.

use std::ops::Range;

use rusqlite::Row;
use rusqlite::types::{Value, ValueRef};
use zeroize::Zeroizing;

use crate::error::{Result, StoreError};
use crate::heading::Heading;
use crate::tracked::Tracked;

/// The rows that an action changed, table by table. In a payload a row that came or went is an array: the place of its table
/// among the headings that the payload names, whether it came, its values in the order of the columns. A changed one is an
/// object with its key and the columns that differ.
#[derive(Default)]
pub(crate) struct Changes {
    pieces: Vec<Piece>,
    /// The texts of the pieces. None grows after it was made: a growing one would leave pieces behind in memory.
    texts: Vec<Zeroizing<Vec<u8>>>,
    /// The headings of all tables so far, each after its table's name.
    headings: Vec<(String, Heading)>,
}

/// One row's part of a payload.
struct Piece {
    person: Option<i64>,
    /// The heading of a whole row; its text goes on after the heading's place.
    heading: Option<usize>,
    /// Which text it is in, and where.
    text: usize,
    at: Range<usize>,
}

/// How much text is held together.
const TEXT: usize = 1 << 16;

impl Changes {
    /// Notes a new row, given as a JSON array of all its columns.
    pub(crate) fn note_new(&mut self, table: &Tracked, person: Option<i64>, cells: &str) -> Result<()> {
        let heading = self.heading(table)?;
        let cells = cells.strip_prefix('[').unwrap_or(cells).as_bytes();
        self.put(person, Some(heading), &[b"true,", cells]);
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
        let mut text = Zeroizing::new(Vec::with_capacity(1024));
        write_change(&mut text, table, before, after, &differing)?;
        self.put(person, None, &[&text]);
        Ok(())
    }

    fn note_gone(&mut self, table: &Tracked, before: &[Value]) -> Result<()> {
        let person = table.person.and_then(|at| before.get(at)).and_then(value_number);
        let heading = self.heading(table)?;
        let mut text = Zeroizing::new(Vec::with_capacity(1024));
        text.extend_from_slice(b"false");
        for value in before {
            text.push(b',');
            write_cell(&mut text, value.into())?;
        }
        text.push(b']');
        self.put(person, Some(heading), &[&text]);
        Ok(())
    }

    fn put(&mut self, person: Option<i64>, heading: Option<usize>, parts: &[&[u8]]) {
        let length = parts.iter().map(|part| part.len()).sum::<usize>();
        let fits = |text: &Zeroizing<Vec<u8>>| text.capacity() - text.len() >= length;
        if !self.texts.last().is_some_and(fits) {
            self.texts.push(Zeroizing::new(Vec::with_capacity(length.max(TEXT))));
        }
        let number = self.texts.len() - 1;
        if let Some(text) = self.texts.last_mut() {
            let start = text.len();
            parts.iter().for_each(|part| text.extend_from_slice(part));
            self.pieces.push(Piece { person, heading, text: number, at: start..text.len() });
        }
    }

    /// The place of a table's heading; the rows of a table are noted one after the other.
    fn heading(&mut self, table: &Tracked) -> Result<usize> {
        if self.headings.last().map(|(name, _)| name) != Some(&table.name) {
            self.headings.push((table.name.clone(), Heading::of(table)?));
        }
        Ok(self.headings.len() - 1)
    }

    /// No more is noted: what concerns the same person comes together, in the order it was noted.
    pub(crate) fn sorted(mut self) -> Sorted {
        self.pieces.sort_by_key(|piece| piece.person);
        Sorted(self)
    }
}

/// All changes of an action, no person's first, then person by person.
pub(crate) struct Sorted(Changes);

impl Sorted {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.pieces.is_empty()
    }

    /// Whether rows of no person changed.
    pub(crate) fn touch_nobody(&self) -> bool {
        self.0.pieces.first().is_some_and(|first| first.person.is_none())
    }

    /// The headings that the payloads name.
    pub(crate) fn headings(&self) -> impl Iterator<Item = &Heading> {
        self.0.headings.iter().map(|(_, heading)| heading)
    }

    /// The persons concerned, in the order of ids, each with her rows.
    pub(crate) fn persons(&self) -> impl Iterator<Item = (i64, RowsOf<'_>)> {
        let groups = self.0.pieces.chunk_by(|one, next| one.person == next.person);
        groups.filter_map(|pieces| Some((pieces.first()?.person?, RowsOf { changes: &self.0, pieces })))
    }

    /// The rows of no person.
    pub(crate) fn of_nobody(&self) -> RowsOf<'_> {
        let end = self.0.pieces.partition_point(|piece| piece.person.is_none());
        RowsOf { changes: &self.0, pieces: self.0.pieces.get(..end).unwrap_or_default() }
    }
}

/// The changed rows of one payload.
pub(crate) struct RowsOf<'c> {
    changes: &'c Changes,
    pieces: &'c [Piece],
}

impl RowsOf<'_> {
    /// The payload, written over what the buffer held. `summary` says what the action was besides.
    pub(crate) fn write(&self, summary: Option<&serde_json::Value>, out: &mut Zeroizing<Vec<u8>>) -> Result<()> {
        self.make_room(out);
        out.extend_from_slice(b"{\"changes\":[");
        let mut named = Vec::new();
        for (number, piece) in self.pieces.iter().enumerate() {
            out.extend_from_slice(if number == 0 { b"" } else { b"," });
            if let Some(heading) = piece.heading {
                out.push(b'[');
                serde_json::to_writer(&mut **out, &place(&mut named, heading))?;
                out.push(b',');
            }
            let text = self.changes.texts.get(piece.text).and_then(|text| text.get(piece.at.clone()));
            out.extend_from_slice(text.unwrap_or_default());
        }
        out.extend_from_slice(b"],\"headings\":[");
        for (number, (_, heading)) in named.iter().filter_map(|at| self.changes.headings.get(*at)).enumerate() {
            out.extend_from_slice(if number == 0 { b"\"" } else { b",\"" });
            out.extend_from_slice(heading.digest.as_bytes());
            out.push(b'"');
        }
        out.push(b']');
        if let Some(summary) = summary {
            out.extend_from_slice(b",\"summary\":");
            serde_json::to_writer(&mut **out, summary)?;
        }
        out.push(b'}');
        Ok(())
    }

    /// An empty buffer with room for all of it: a growing one would leave pieces behind.
    fn make_room(&self, out: &mut Zeroizing<Vec<u8>>) {
        /// A heading's place in a row, its digest at the end.
        const EACH: usize = 32;
        let length = self.pieces.iter().map(|piece| piece.at.len() + EACH).sum::<usize>() + EACH * 2;
        if out.capacity() < length {
            *out = Zeroizing::new(Vec::with_capacity(length.next_power_of_two()));
        }
        out.clear();
    }
}

/// The place of a heading among those that a payload names.
fn place(named: &mut Vec<usize>, heading: usize) -> usize {
    named.iter().position(|at| *at == heading).unwrap_or_else(|| {
        named.push(heading);
        named.len() - 1
    })
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
