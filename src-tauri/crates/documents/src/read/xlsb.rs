//! Excel binary workbooks: cells through calamine's stream; what it does not tell (hidden rows and columns, merged areas,
//! dates shown without their day, formulas with an empty result) from the same records.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{DataRef, Reader, SheetVisible, Xlsb, XlsbError};
use zip::ZipArchive;

use super::package::{part_named, part_text, targets};
use super::ranges::may_be_empty;
use super::xlsx::{shows_month_only, value};
use super::{Budget, MAX_COLUMN, MAX_MERGES, MAX_ROW, ReadError, workbook};
use crate::sheet::{Cell, Format, Merge, Row, Sheet, Workbook};

/// Record types of the parts.
const ROW_HEADER: u32 = 0;
const FIRST_CELL: u32 = 1;
const LAST_CELL: u32 = 11;
/// A formula whose result is a text, and one whose result is a number.
const FORMULA_TEXT: u32 = 8;
const FORMULA_NUMBER: u32 = 9;
const NUMBER_FORMAT: u32 = 44;
const CELL_STYLE: u32 = 47;
const COLUMN_INFO: u32 = 60;
const BUNDLED_SHEET: u32 = 156;
const MERGED_CELL: u32 = 176;
const BEGIN_CELL_STYLES: u32 = 617;
const END_CELL_STYLES: u32 = 618;

/// Reads every sheet.
pub(super) fn read(bytes: &[u8]) -> Result<Workbook, ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let paths = sheet_paths(&mut archive).unwrap_or_default();
    let styles = part_named(&archive, "styles.bin").and_then(|name| part_text(&mut archive, &name).ok());
    let months = styles.map(|part| month_styles(&part)).unwrap_or_default();
    let mut file: Xlsb<_> = Xlsb::new(Cursor::new(bytes)).map_err(|error| refused(&error))?;
    let tabs: Vec<(String, bool)> =
        file.sheets_metadata().iter().map(|s| (s.name.clone(), s.visible == SheetVisible::Visible)).collect();
    let mut budget = Budget::default();
    let mut sheets = Vec::with_capacity(tabs.len());
    for (index, (name, visible)) in tabs.into_iter().enumerate() {
        let mut layout = paths
            .get(index)
            .and_then(|path| part_text(&mut archive, path).ok())
            .map(|part| layout(&part, &months))
            .unwrap_or_default();
        if !layout.empty_results.is_empty() {
            leave_out_empty_texts(&mut file, &name, &mut layout);
        }
        let rows = rows(&mut file, &name, &layout, &mut budget)?;
        let Layout { hidden_columns, merges, .. } = layout;
        sheets.push(Sheet { name, visible, rows, hidden_columns, merges });
    }
    Ok(workbook(Format::Xlsb, sheets))
}

fn damaged() -> ReadError {
    ReadError::Damaged { what: "二进制工作簿内容读不通".to_owned() }
}

fn refused(error: &XlsbError) -> ReadError {
    match error {
        XlsbError::Password => ReadError::Encrypted,
        _ => damaged(),
    }
}

/// A formula that may well give an empty text was computed.
fn leave_out_empty_texts(file: &mut Xlsb<Cursor<&[u8]>>, name: &str, layout: &mut Layout) {
    let Ok(mut stream) = file.worksheet_cells_reader(name) else { return };
    while let Ok(Some(formula)) = stream.next_formula() {
        if may_be_empty(formula.get_value()) {
            layout.empty_results.remove(&formula.get_position());
        }
    }
}

fn rows(
    file: &mut Xlsb<Cursor<&[u8]>>,
    name: &str,
    layout: &Layout,
    budget: &mut Budget,
) -> Result<Vec<Row>, ReadError> {
    let mut stream = file.worksheet_cells_reader(name).map_err(|error| refused(&error))?;
    let mut rows: Vec<Row> = Vec::new();
    while let Some(cell) = stream.next_cell().map_err(|error| refused(&error))? {
        let (row, column) = cell.get_position();
        let month_only = layout.month_cells.contains(&(row, column));
        let found: Option<Cell> = match value(&DataRef::clone(cell.get_value()), month_only) {
            None if layout.empty_results.contains(&(row, column)) => Some(Cell::Uncomputed),
            Some(_) if layout.is_no_result((row, column)) => Some(Cell::Uncomputed),
            found => found,
        };
        let (row, Some(value)) = (row.saturating_add(1), found) else { continue };
        budget.take(row, column)?;
        budget.text(&value)?;
        match rows.last_mut().filter(|last| last.number == row) {
            Some(last) => last.cells.push((column, value)),
            None => {
                let hidden = layout.hidden_rows.contains(&row);
                rows.push(Row { number: row, hidden, cells: vec![(column, value)] });
            }
        }
    }
    Ok(rows)
}

/// The parts of the sheets in the order of the tabs.
fn sheet_paths(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<Vec<String>, ReadError> {
    let name = part_named(archive, "workbook.bin").ok_or_else(damaged)?;
    let part = part_text(archive, &name)?;
    let targets = targets(archive, &name)?;
    let ids = Records { part: &part, at: 0 }.filter(|(kind, _)| *kind == BUNDLED_SHEET).map(|(_, body)| {
        let length = long(body, 8).and_then(|n| usize::try_from(n).ok()).unwrap_or(0).min(255);
        let text = body.get(12..).unwrap_or_default().chunks_exact(2).take(length);
        String::from_utf16_lossy(&text.filter_map(|c| short(c, 0)).collect::<Vec<u16>>())
    });
    Ok(ids.map(|id| targets.get(&id).cloned().unwrap_or_default()).collect())
}

/// What the records of a sheet tell beside its values.
#[derive(Default)]
struct Layout {
    hidden_rows: BTreeSet<u32>,
    hidden_columns: Vec<u32>,
    merges: Vec<Merge>,
    /// Row and column, both from 0, of cells with a month format.
    month_cells: BTreeSet<(u32, u32)>,
    /// The same of formulas with an empty text as their result, and of those with 0 that are to be computed at opening.
    empty_results: BTreeSet<(u32, u32)>,
    zeros: BTreeSet<(u32, u32)>,
    /// Whether any formula has another result.
    computed: bool,
}

impl Layout {
    /// What a formula's record says of its result.
    fn formula(&mut self, kind: u32, place: (u32, u32), body: &[u8]) {
        let empty = kind == FORMULA_TEXT && long(body, 8) == Some(0);
        let zero = kind == FORMULA_NUMBER && body.get(8..16).is_some_and(|result| result.iter().all(|b| *b == 0));
        let at_opening = short(body, 16).is_some_and(|options| options & 2 != 0);
        if empty {
            self.empty_results.insert(place);
        } else if zero && at_opening {
            self.zeros.insert(place);
        }
        self.computed |= !empty && !zero;
    }

    /// 未计算 — whether a formula's 0 is only what a program wrote that computed none of the sheet's formulas.
    fn is_no_result(&self, place: (u32, u32)) -> bool {
        !self.computed && self.zeros.contains(&place)
    }
}

fn layout(part: &[u8], months: &[bool]) -> Layout {
    let mut layout = Layout::default();
    let mut row = 0;
    for (kind, body) in (Records { part, at: 0 }) {
        match kind {
            ROW_HEADER => {
                row = long(body, 0).unwrap_or(row);
                if body.get(11).is_some_and(|flags| flags & 0x10 != 0) {
                    layout.hidden_rows.insert(row.saturating_add(1));
                }
            }
            FIRST_CELL..=LAST_CELL => {
                if let (Some(column), Some(style)) = (long(body, 0), long(body, 4)) {
                    let style = usize::try_from(style & 0x00FF_FFFF).unwrap_or(usize::MAX);
                    if months.get(style).copied().unwrap_or(false) {
                        layout.month_cells.insert((row, column));
                    }
                    if kind >= FORMULA_TEXT {
                        layout.formula(kind, (row, column), body);
                    }
                }
            }
            COLUMN_INFO => {
                let hidden = body.get(16).is_some_and(|flags| flags & 1 != 0);
                if let (true, Some(first), Some(last)) = (hidden, long(body, 0), long(body, 4)) {
                    layout.hidden_columns.extend(first..=last.min(MAX_COLUMN - 1));
                }
            }
            MERGED_CELL if layout.merges.len() < MAX_MERGES => layout.merges.extend(merge(body)),
            _ => {}
        }
    }
    layout
}

fn merge(body: &[u8]) -> Option<Merge> {
    let (top, bottom, left, right) = (long(body, 0)?, long(body, 4)?, long(body, 8)?, long(body, 12)?);
    let sound = top <= bottom && left <= right && bottom < MAX_ROW && right < MAX_COLUMN;
    sound.then_some(Merge { top: top + 1, bottom: bottom + 1, left, right })
}

/// For each cell style of the book, whether it shows year and month only.
fn month_styles(part: &[u8]) -> Vec<bool> {
    let mut formats: Vec<(u16, String)> = Vec::new();
    let mut styles = Vec::new();
    let mut of_cells = false;
    for (kind, body) in (Records { part, at: 0 }) {
        match kind {
            NUMBER_FORMAT => {
                let units: Vec<u16> =
                    body.get(6..).unwrap_or_default().chunks_exact(2).filter_map(|c| short(c, 0)).collect();
                formats.extend(short(body, 0).map(|id| (id, String::from_utf16_lossy(&units))));
            }
            BEGIN_CELL_STYLES => of_cells = true,
            END_CELL_STYLES => of_cells = false,
            CELL_STYLE if of_cells => {
                let id = short(body, 2).unwrap_or(0);
                let code = formats.iter().find(|(own, _)| *own == id).map_or("", |(_, code)| code.as_str());
                styles.push(shows_month_only(code, Some(u32::from(id))));
            }
            _ => {}
        }
    }
    styles
}

fn long(body: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(body.get(at..at + 4)?.try_into().ok()?))
}

fn short(body: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(body.get(at..at + 2)?.try_into().ok()?))
}

/// The records of a part: a type of one or two bytes, a length of up to four, the body.
struct Records<'a> {
    part: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Records<'a> {
    type Item = (u32, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let mut kind = u32::from(*self.part.get(self.at)?);
        self.at += 1;
        if kind & 0x80 != 0 {
            kind = (kind & 0x7F) | (u32::from(*self.part.get(self.at)? & 0x7F) << 7);
            self.at += 1;
        }
        let mut length = 0_usize;
        for shift in [0, 7, 14, 21] {
            let byte = *self.part.get(self.at)?;
            self.at += 1;
            length |= usize::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        let body = self.part.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some((kind, body))
    }
}
