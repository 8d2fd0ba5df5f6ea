//! 隐藏行列 — hidden rows and columns of an Excel 97–2003 workbook, which calamine does not tell. Cells are not read
//! here; whatever does not follow the format leaves everything shown.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

/// What is hidden in one sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Hidden {
    /// Rows, counted from 1.
    pub rows: BTreeSet<u32>,
    /// Columns, counted from 0.
    pub columns: Vec<u32>,
}

/// Record types of the workbook stream.
const EOF: u16 = 0x000A;
const COLUMN_INFO: u16 = 0x007D;
const BOUND_SHEET: u16 = 0x0085;
const ROW: u16 = 0x0208;
const BEGIN: u16 = 0x0809;
/// A workbook stream beyond this is refused by the reader of cells anyway.
const LARGEST_STREAM: u64 = 64 << 20;

/// Hidden rows and columns by sheet name.
pub(super) fn hidden(bytes: &[u8]) -> BTreeMap<String, Hidden> {
    let Some(stream) = workbook_stream(bytes) else { return BTreeMap::new() };
    let sheets = Records { stream: &stream, at: 0 }.filter(|(kind, _)| *kind == BOUND_SHEET);
    sheets
        .filter_map(|(_, body)| {
            let offset = usize::try_from(u32::from_le_bytes(body.get(..4)?.try_into().ok()?)).ok()?;
            Some((sheet_name(body)?, of_sheet(&stream, offset)))
        })
        .collect()
}

fn workbook_stream(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let mut stream = Vec::new();
    file.open_stream("/Workbook").ok()?.take(LARGEST_STREAM).read_to_end(&mut stream).ok()?;
    Some(stream)
}

/// The name of a BOUNDSHEET record: length, then one or two bytes a character.
fn sheet_name(body: &[u8]) -> Option<String> {
    let length = usize::from(*body.get(6)?);
    let wide = body.get(7)? & 1 == 1;
    let text = body.get(8..)?;
    if wide {
        let units: Vec<u16> =
            text.chunks_exact(2).take(length).filter_map(|c| Some(u16::from_le_bytes(c.try_into().ok()?))).collect();
        return String::from_utf16(&units).ok();
    }
    Some(text.iter().take(length).map(|byte| char::from(*byte)).collect())
}

fn of_sheet(stream: &[u8], offset: usize) -> Hidden {
    let mut hidden = Hidden::default();
    let mut depth = 0_u32;
    for (kind, body) in (Records { stream, at: offset }) {
        let word = |at: usize| Some(u16::from_le_bytes(body.get(at..at + 2)?.try_into().ok()?));
        match kind {
            BEGIN => depth += 1,
            // Charts inside of a sheet are streams of their own within it.
            EOF if depth <= 1 => break,
            EOF => depth -= 1,
            ROW if depth == 1 => {
                if let (Some(row), Some(options)) = (word(0), word(12))
                    && options & 0x20 != 0
                {
                    hidden.rows.insert(u32::from(row) + 1);
                }
            }
            COLUMN_INFO if depth == 1 => {
                if let (Some(first), Some(last), Some(options)) = (word(0), word(2), word(8))
                    && options & 1 != 0
                {
                    hidden.columns.extend(u32::from(first)..=u32::from(last.min(255)));
                }
            }
            _ => {}
        }
    }
    hidden
}

/// The records of a stream: type, length, body.
struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let head = self.stream.get(self.at..self.at.checked_add(4)?)?;
        let kind = u16::from_le_bytes(head.get(..2)?.try_into().ok()?);
        let length = usize::from(u16::from_le_bytes(head.get(2..)?.try_into().ok()?));
        let start = self.at + 4;
        let body = self.stream.get(start..start.checked_add(length)?)?;
        self.at = start + length;
        Some((kind, body))
    }
}
