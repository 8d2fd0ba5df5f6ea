//! The workbook's stream: what it says of itself, then its sheets one behind the other.

use std::collections::BTreeMap;
use std::ops::Range;

use super::record::{COMPUTED_BY, INDEX, Record, TEXTS, long, put, record, records};
use super::texts::{Texts, is_of_list};
use super::{not_understood, table};
use crate::patch::SheetEdits;
use crate::read::ReadError;
use crate::read::biff::{self, BEGIN, BOUND_SHEET, EOF, FILE_PASS, FORMULA, Records, word};

/// The version and the kinds of parts that a beginning names.
const EXCEL_97: u16 = 0x0600;
const GLOBALS: u16 = 0x0005;
const SHEET: u16 = 0x0010;

/// A sheet's tab: its name and in which part it stands.
struct Tab {
    name: String,
    part: usize,
}

pub(super) fn rewrite(stream: &[u8], edits: &[SheetEdits]) -> Result<Vec<u8>, ReadError> {
    let parts = Parts::of(stream)?;
    if kind_of(parts.bytes(0)?) != Some(GLOBALS) {
        return Err(not_understood());
    }
    let globals = records(parts.bytes(0)?)?;
    if globals.iter().any(|record| record.kind == FILE_PASS) {
        return Err(ReadError::Encrypted);
    }
    let tabs = tabs(&globals, &parts)?;
    let mut texts = Texts::of(&globals)?;
    let mut changed: BTreeMap<usize, Vec<u8>> = BTreeMap::new();
    for one in edits.iter().filter(|one| !one.edits.is_empty()) {
        let tab = tabs.iter().find(|tab| tab.name == one.sheet).ok_or_else(not_understood)?;
        let before = changed.remove(&tab.part);
        let before = before.as_deref().map_or_else(|| parts.bytes(tab.part), Ok)?;
        if kind_of(before) != Some(SHEET) {
            return Err(not_understood());
        }
        changed.insert(tab.part, table::rewrite(before, one, &mut texts)?);
    }
    let computes = !changed.is_empty() && parts.any_formula()?;
    parts.joined(&rewritten_globals(&globals, &texts, computes)?, &changed)
}

/// The kind of a part that begins as Excel 97 writes it.
fn kind_of(part: &[u8]) -> Option<u16> {
    let (_, begin) = Records { stream: part, at: 0 }.next().filter(|(kind, _)| *kind == BEGIN)?;
    word(begin, 0).filter(|version| *version == EXCEL_97)?;
    word(begin, 2)
}

fn tabs(globals: &[Record<'_>], parts: &Parts<'_>) -> Result<Vec<Tab>, ReadError> {
    let tab = |record: &Record<'_>| {
        let (name, offset) = biff::place(record.body, true)?;
        Some(Tab { name, part: parts.at(offset).filter(|part| *part > 0)? })
    };
    let named = globals.iter().filter(|record| record.kind == BOUND_SHEET);
    named.map(|record| tab(record).ok_or_else(not_understood)).collect()
}

/// The globals with the texts that were added. Formulas whose results may have become old are to be computed when a
/// spreadsheet program opens the file: it does so for a file that an older one computed.
fn rewritten_globals(globals: &[Record<'_>], texts: &Texts<'_>, computes: bool) -> Result<Vec<u8>, ReadError> {
    let mut out = Vec::new();
    let mut written = !texts.any_added();
    let of_list = is_of_list(globals);
    for (one, is_of_list) in globals.iter().zip(of_list) {
        let ends = one.kind == EOF && one.depth == 1;
        if !written && (one.kind == TEXTS || ends) {
            texts.write(&mut out)?;
            written = true;
        }
        match one.kind {
            _ if is_of_list && texts.any_added() => {}
            COMPUTED_BY if computes => {
                let mut body = one.body.to_vec();
                put(&mut body, 4, &[0; 4]);
                out.extend_from_slice(&record(COMPUTED_BY, &body)?);
            }
            _ => out.extend_from_slice(one.bytes),
        }
    }
    Ok(out)
}

/// The parts of a stream, each from its beginning to its end.
struct Parts<'a> {
    stream: &'a [u8],
    places: Vec<Range<usize>>,
}

impl<'a> Parts<'a> {
    /// # Errors
    /// [`ReadError::FixedFormat`] where a part does not end, or where something but zeros stands behind the last.
    fn of(stream: &'a [u8]) -> Result<Self, ReadError> {
        let mut reader = Records { stream, at: 0 };
        let mut parts = Self { stream, places: Vec::new() };
        let (mut depth, mut begin) = (0_u32, 0);
        while let Some((kind, _)) = reader.next() {
            match kind {
                BEGIN => depth += 1,
                _ if depth == 0 => break,
                EOF => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                parts.places.push(begin..reader.at);
                begin = reader.at;
            }
        }
        let behind = stream.get(begin..).unwrap_or_default();
        if depth > 0 || behind.iter().any(|byte| *byte != 0) { Err(not_understood()) } else { Ok(parts) }
    }

    fn bytes(&self, part: usize) -> Result<&'a [u8], ReadError> {
        self.places.get(part).and_then(|place| self.stream.get(place.clone())).ok_or_else(not_understood)
    }

    /// The part that begins at a place.
    fn at(&self, begin: usize) -> Option<usize> {
        self.places.iter().position(|place| place.start == begin)
    }

    fn any_formula(&self) -> Result<bool, ReadError> {
        for part in 1..self.places.len() {
            if records(self.bytes(part)?)?.iter().any(|record| record.kind == FORMULA) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The stream with other globals and some other parts; what tells places tells the new ones.
    fn joined(&self, globals: &[u8], changed: &BTreeMap<usize, Vec<u8>>) -> Result<Vec<u8>, ReadError> {
        let mut out = globals.to_vec();
        let mut begins: BTreeMap<usize, usize> = BTreeMap::new();
        for (part, place) in self.places.iter().enumerate().skip(1) {
            begins.insert(place.start, out.len());
            match changed.get(&part) {
                Some(new) => out.extend_from_slice(new),
                None => out.extend_from_slice(&moved(self.bytes(part)?, place, out.len())?),
            }
        }
        let end = self.places.last().map_or(0, |place| place.end);
        out.extend_from_slice(self.stream.get(end..).unwrap_or_default());
        let mut at = 0;
        for one in records(globals)? {
            if one.kind == BOUND_SHEET {
                let told = long(one.body, 0).and_then(|told| usize::try_from(told).ok());
                let begin = told.and_then(|told| begins.get(&told)).and_then(|begin| u32::try_from(*begin).ok());
                put(&mut out, at + 4, &begin.ok_or_else(not_understood)?.to_le_bytes());
            }
            at += one.bytes.len();
        }
        Ok(out)
    }
}

/// A part that begins elsewhere: the index of its rows follows, the rest is as it was.
fn moved(part: &[u8], place: &Range<usize>, begin: usize) -> Result<Vec<u8>, ReadError> {
    /// The first place that the index tells, behind its first and last row.
    const PLACES: usize = 12;
    let mut out = part.to_vec();
    let mut at = 0;
    for one in records(part)? {
        if one.kind == INDEX && one.depth == 1 {
            for offset in (PLACES..one.body.len()).step_by(4) {
                let told = long(one.body, offset).and_then(|told| usize::try_from(told).ok());
                let told = told.filter(|told| place.contains(told));
                let new = told.and_then(|told| u32::try_from(told - place.start + begin).ok());
                if let Some(new) = new {
                    put(&mut out, at + 4 + offset, &new.to_le_bytes());
                }
            }
        }
        at += one.bytes.len();
    }
    Ok(out)
}
