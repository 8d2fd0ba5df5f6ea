//! One record: a type, a length, a body. Types that only writing needs, and how records are put together.

use super::not_understood;
use crate::read::ReadError;
use crate::read::biff::{BEGIN, EOF, Records};

/// A long body goes on in records of this type.
pub(super) const CONTINUE: u16 = 0x003C;
/// The list of texts and its index.
pub(super) const TEXTS: u16 = 0x00FC;
pub(super) const TEXTS_INDEX: u16 = 0x00FF;
/// Where the rows of a sheet stand in the stream, and the cells of a group of rows.
pub(super) const INDEX: u16 = 0x020B;
pub(super) const ROWS_INDEX: u16 = 0x00D7;
/// The used area of a sheet.
pub(super) const DIMENSIONS: u16 = 0x0200;
/// Which program computed the formulas last.
pub(super) const COMPUTED_BY: u16 = 0x01C1;
/// Cells.
pub(super) const BLANK: u16 = 0x0201;
pub(super) const MANY_BLANKS: u16 = 0x00BE;
pub(super) const TEXT_OF_LIST: u16 = 0x00FD;
pub(super) const RICH_TEXT: u16 = 0x00D6;
pub(super) const TEXT: u16 = 0x0204;
pub(super) const TRUTH_OR_ERROR: u16 = 0x0205;
/// What follows a formula: its text result, and what it shares with other cells.
pub(super) const TEXT_RESULT: u16 = 0x0207;
pub(super) const ARRAY: u16 = 0x0221;
pub(super) const DATA_TABLE: u16 = 0x0236;
pub(super) const SHARED_FORMULA: u16 = 0x04BC;

/// The most that a record's body holds.
pub(super) const LONGEST_BODY: usize = 8224;

/// A record with its place.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    pub kind: u16,
    pub body: &'a [u8],
    /// The whole record.
    pub bytes: &'a [u8],
    /// How deep it stands: 1 in a sheet itself, more in the charts within.
    pub depth: u32,
}

/// The records of one part of a workbook, from its beginning to its end and nothing behind.
///
/// # Errors
/// [`ReadError::FixedFormat`] where a record reaches beyond the part or the part does not end.
pub(super) fn records(part: &[u8]) -> Result<Vec<Record<'_>>, ReadError> {
    let mut reader = Records { stream: part, at: 0 };
    let (mut found, mut depth) = (Vec::new(), 0_u32);
    while reader.at < part.len() {
        let begin = reader.at;
        let (kind, body) = reader.next().ok_or_else(not_understood)?;
        let bytes = part.get(begin..reader.at).ok_or_else(not_understood)?;
        if kind == BEGIN {
            depth += 1;
        }
        found.push(Record { kind, body, bytes, depth });
        if kind == EOF {
            depth = depth.saturating_sub(1);
        }
    }
    Ok(found)
}

/// A record of this body.
pub(super) fn record(kind: u16, body: &[u8]) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::with_capacity(4 + body.len());
    write(&mut bytes, kind, body)?;
    Ok(bytes)
}

/// Puts a record behind others.
///
/// # Errors
/// [`ReadError::FixedFormat`] for a body that is too long for one record.
pub(super) fn write(out: &mut Vec<u8>, kind: u16, body: &[u8]) -> Result<(), ReadError> {
    let length = u16::try_from(body.len()).ok().filter(|_| body.len() <= LONGEST_BODY).ok_or_else(not_understood)?;
    out.extend_from_slice(&kind.to_le_bytes());
    out.extend_from_slice(&length.to_le_bytes());
    out.extend_from_slice(body);
    Ok(())
}

/// The number of four bytes at a place of a body.
pub(super) fn long(body: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(body.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// A body with other bytes at a place; nothing changes where the body is too short.
pub(super) fn put(body: &mut [u8], at: usize, bytes: &[u8]) {
    if let Some(place) = at.checked_add(bytes.len()).and_then(|end| body.get_mut(at..end)) {
        place.copy_from_slice(bytes);
    }
}
