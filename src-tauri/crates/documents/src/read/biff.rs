//! 旧版 Excel 的记录 — what calamine does not tell of an Excel 5–2003 workbook: a password, how far its cells lie apart,
//! hidden rows and columns, dates shown without their day, formulas with an empty result. Values are not read here;
//! whatever does not follow the format is left as calamine has it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use super::ReadError;
use super::xlsx::shows_month_only;

/// What one sheet tells beside its values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    /// Hidden rows, counted from 1.
    pub hidden_rows: BTreeSet<u32>,
    /// Hidden columns, counted from 0.
    pub hidden_columns: Vec<u32>,
    /// Row (from 1) and column (from 0) of cells whose format shows year and month only.
    pub months: BTreeSet<(u32, u32)>,
    /// Row and column of formulas with an empty text as their result: what a program writes that computes nothing.
    pub empty_results: BTreeSet<(u32, u32)>,
    /// Formulas with 0 as their result that are to be computed at opening, and whether any formula has another result.
    zeros: BTreeSet<(u32, u32)>,
    computed: bool,
    /// Cells with a value, and the rectangle around them.
    cells: u64,
    around: Option<(u32, u32, u32, u32)>,
}

/// Record types of the workbook stream.
pub(crate) const FORMULA: u16 = 0x0006;
pub(crate) const EOF: u16 = 0x000A;
pub(crate) const FILE_PASS: u16 = 0x002F;
pub(crate) const COLUMN_INFO: u16 = 0x007D;
pub(crate) const BOUND_SHEET: u16 = 0x0085;
pub(crate) const MANY_NUMBERS: u16 = 0x00BD;
const CELL_STYLE: u16 = 0x00E0;
pub(crate) const NUMBER: u16 = 0x0203;
pub(crate) const ROW: u16 = 0x0208;
pub(crate) const SMALL_NUMBER: u16 = 0x027E;
const FORMAT: u16 = 0x041E;
pub(crate) const BEGIN: u16 = 0x0809;
/// Cells with a text, a truth value or an error.
const OTHER_CELLS: [u16; 4] = [0x00D6, 0x00FD, 0x0204, 0x0205];
/// A workbook stream beyond this is refused by the reader of cells anyway.
const LARGEST_STREAM: u64 = 64 << 20;
/// calamine lays a sheet out as a full rectangle: one with more places than this is refused before.
const MOST_PLACES: u64 = 12_000_000;

/// Looks through a workbook's records before its cells are read.
///
/// # Errors
/// [`ReadError::Encrypted`], [`ReadError::TooLarge`] for cells that lie too far apart.
pub(super) fn layouts(bytes: &[u8]) -> Result<BTreeMap<String, Layout>, ReadError> {
    let Some(stream) = workbook_stream(bytes) else { return Ok(BTreeMap::new()) };
    let mut styles = Styles::default();
    let mut places = Vec::new();
    for (kind, body) in (Records { stream: &stream, at: 0 }) {
        match kind {
            FILE_PASS => return Err(ReadError::Encrypted),
            EOF => break,
            BEGIN => styles.wide = word(body, 0) != Some(0x0500),
            BOUND_SHEET => places.extend(place(body, styles.wide)),
            FORMAT | CELL_STYLE => styles.add(kind, body),
            _ => {}
        }
    }
    let months = styles.months();
    let mut found = BTreeMap::new();
    for (name, offset) in places {
        let layout = of_sheet(&stream, offset, &months);
        if layout.spread() > MOST_PLACES.max(layout.cells * 64) {
            let what = format!("工作表“{name}”的单元格彼此相隔太远（最末的行列里有多余内容）");
            return Err(ReadError::TooLarge { what });
        }
        found.insert(name, layout);
    }
    Ok(found)
}

fn workbook_stream(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let mut stream = Vec::new();
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name))?;
    file.open_stream(name).ok()?.take(LARGEST_STREAM).read_to_end(&mut stream).ok()?;
    Some(stream)
}

/// The number of two bytes at a place of a record's body.
pub(crate) fn word(body: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(body.get(at..at + 2)?.try_into().ok()?))
}

/// Number formats, and the styles that use them.
#[derive(Default)]
struct Styles {
    /// Excel 97 and later write texts with their width.
    wide: bool,
    formats: BTreeMap<u16, String>,
    used: Vec<u16>,
}

impl Styles {
    fn add(&mut self, kind: u16, body: &[u8]) {
        if kind == CELL_STYLE {
            self.used.extend(word(body, 2));
        } else if let (Some(id), Some(code)) = (word(body, 0), self.code(body)) {
            self.formats.insert(id, code);
        }
    }

    fn code(&self, body: &[u8]) -> Option<String> {
        if self.wide {
            return Some(text(body.get(5..)?, usize::from(word(body, 2)?), *body.get(4)? & 1 == 1));
        }
        // Excel 5: only the letters of the format matter, and those are plain.
        Some(text(body.get(3..)?, usize::from(*body.get(2)?), false))
    }

    /// For each style, whether it shows year and month only.
    fn months(&self) -> Vec<bool> {
        let shows = |id: &u16| shows_month_only(self.formats.get(id).map_or("", String::as_str), Some(u32::from(*id)));
        self.used.iter().map(shows).collect()
    }
}

fn text(bytes: &[u8], length: usize, wide: bool) -> String {
    if wide {
        let units: Vec<u16> = bytes.chunks_exact(2).take(length).filter_map(|c| word(c, 0)).collect();
        return String::from_utf16_lossy(&units);
    }
    bytes.iter().take(length).map(|byte| char::from(*byte)).collect()
}

/// Name and place of a sheet.
pub(crate) fn place(body: &[u8], wide: bool) -> Option<(String, usize)> {
    let offset = usize::try_from(u32::from_le_bytes(body.get(..4)?.try_into().ok()?)).ok()?;
    let length = usize::from(*body.get(6)?);
    if wide {
        return Some((text(body.get(8..)?, length, *body.get(7)? & 1 == 1), offset));
    }
    // Excel 5 wrote Chinese names in the code page of Windows.
    let (name, _, _) = encoding_rs::GBK.decode(body.get(7..)?.get(..length)?);
    Some((name.into_owned(), offset))
}

impl Layout {
    /// How many places the rectangle around the cells has.
    fn spread(&self) -> u64 {
        self.around.map_or(0, |(top, bottom, left, right)| u64::from(bottom - top + 1) * u64::from(right - left + 1))
    }

    fn cell(&mut self, row: u32, column: u32) {
        self.cells += 1;
        let (top, bottom, left, right) = self.around.unwrap_or((row, row, column, column));
        self.around = Some((top.min(row), bottom.max(row), left.min(column), right.max(column)));
    }

    /// A record of one or several cells.
    fn record(&mut self, kind: u16, body: &[u8], months: &[bool]) {
        let (Some(row), Some(column)) = (word(body, 0).map(u32::from), word(body, 2).map(u32::from)) else { return };
        let is_month = |style: Option<u16>| style.is_some_and(|s| months.get(usize::from(s)).copied().unwrap_or(false));
        if kind == MANY_NUMBERS {
            for (offset, cell) in (0..).zip(body.get(4..).unwrap_or_default().chunks_exact(6)) {
                self.cell(row, column + offset);
                if is_month(word(cell, 0)) {
                    self.months.insert((row + 1, column + offset));
                }
            }
            return;
        }
        self.cell(row, column);
        if is_month(word(body, 4)) {
            self.months.insert((row + 1, column));
        }
        if kind == FORMULA {
            self.formula((row + 1, column), body);
        }
    }

    fn formula(&mut self, place: (u32, u32), body: &[u8]) {
        let empty = word(body, 12) == Some(0xFFFF) && body.get(6) == Some(&3);
        let zero = body.get(6..14).is_some_and(|result| result.iter().all(|byte| *byte == 0));
        let at_opening = word(body, 14).is_some_and(|options| options & 3 != 0);
        if empty {
            self.empty_results.insert(place);
        } else if zero && at_opening {
            self.zeros.insert(place);
        }
        self.computed |= !empty && !zero;
    }

    /// 未计算 — whether a formula's 0 is only what a program wrote that computed none of the sheet's formulas.
    pub(super) fn is_no_result(&self, place: (u32, u32)) -> bool {
        !self.computed && self.zeros.contains(&place)
    }
}

fn of_sheet(stream: &[u8], offset: usize, months: &[bool]) -> Layout {
    let mut layout = Layout::default();
    let mut depth = 0_u32;
    for (kind, body) in (Records { stream, at: offset }) {
        match kind {
            BEGIN => depth += 1,
            // Charts inside of a sheet are streams of their own within it.
            EOF if depth <= 1 => break,
            EOF => depth -= 1,
            ROW if depth == 1 => {
                if let (Some(row), Some(options)) = (word(body, 0), word(body, 12))
                    && options & 0x20 != 0
                {
                    layout.hidden_rows.insert(u32::from(row) + 1);
                }
            }
            COLUMN_INFO if depth == 1 => {
                if let (Some(first), Some(last), Some(options)) = (word(body, 0), word(body, 2), word(body, 8))
                    && options & 1 != 0
                {
                    layout.hidden_columns.extend(u32::from(first)..=u32::from(last.min(255)));
                }
            }
            FORMULA | NUMBER | SMALL_NUMBER | MANY_NUMBERS if depth == 1 => layout.record(kind, body, months),
            _ if depth == 1 && OTHER_CELLS.contains(&kind) => layout.record(kind, body, months),
            _ => {}
        }
    }
    layout
}

/// The records of a stream: type, length, body. Ends where the stream ends or a record reaches beyond it.
pub(crate) struct Records<'a> {
    /// The whole stream.
    pub stream: &'a [u8],
    /// Where the next record begins.
    pub at: usize,
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
