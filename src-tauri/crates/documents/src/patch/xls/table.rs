//! A sheet's rows and cells, with cells changed and added.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::super::{Edit, Put, SheetEdits};
use super::looks::{ColumnLooks, PLAIN, RowHead};
use super::record::{
    ARRAY, BLANK, CONTINUE, DATA_TABLE, DIMENSIONS, INDEX, MANY_BLANKS, RICH_TEXT, ROWS_INDEX, Record, SHARED_FORMULA,
    TEXT, TEXT_OF_LIST, TEXT_RESULT, TRUTH_OR_ERROR, long, put, record, records, write,
};
use super::texts::Texts;
use super::{not_understood, refused};
use crate::read::ReadError;
use crate::read::biff::{FORMULA, MANY_NUMBERS, NUMBER, ROW, SMALL_NUMBER, word};

/// A sheet is written in groups of so many rows, as spreadsheet programs do: the rows, then their cells.
const ROWS_IN_GROUP: usize = 32;
/// The last column of this format, counted from 0.
const LAST_COLUMN: u32 = 255;

/// The edits by row and column, both counted from 0.
type Edits<'e> = BTreeMap<(u16, u16), &'e Put>;

/// One cell, or several empty or small ones in one record, with what follows a formula.
struct Cell<'a> {
    kind: u16,
    first: u16,
    last: u16,
    bytes: Cow<'a, [u8]>,
}

#[derive(Default)]
struct Row<'a> {
    head: Option<RowHead>,
    cells: Vec<Cell<'a>>,
}

/// The row whose look the rows below take, as it was before anything was written.
struct Like {
    row: u16,
    head: Option<RowHead>,
    /// The looks of its cells by column.
    looks: BTreeMap<u16, u16>,
}

struct Table<'a> {
    rows: BTreeMap<u16, Row<'a>>,
    columns: ColumnLooks,
    like: Option<Like>,
}

/// The part of a sheet with its edits.
///
/// # Errors
/// [`ReadError::FixedFormat`] for places that the format does not have, marks, and records among the cells that are not
/// understood.
pub(super) fn rewrite(part: &[u8], edits: &SheetEdits, texts: &mut Texts<'_>) -> Result<Vec<u8>, ReadError> {
    if edits.wide.is_some() || edits.edits.iter().any(|edit| edit.mark) {
        return Err(refused("单元格不能标红"));
    }
    let by_place = by_place(&edits.edits)?;
    let sheet = records(part)?;
    let is_of_table = |record: &Record<'_>| record.depth == 1 && (record.kind == ROW || is_cell(record.kind));
    let used_area = sheet.iter().position(|record| record.depth == 1 && record.kind == DIMENSIONS);
    let used_area = used_area.ok_or_else(not_understood)?;
    let from = sheet.iter().position(is_of_table).unwrap_or(used_area + 1);
    let to = sheet.iter().rposition(is_of_table).map_or(from, |last| last + 1);
    // What follows the last cell belongs to it.
    let behind = sheet.iter().skip(to).take_while(|record| follows(record.kind) || record.kind == ROWS_INDEX).count();
    let (head, rest) = sheet.split_at(from);
    let (own, rest) = rest.split_at(to - from + behind);
    let mut table = Table { rows: BTreeMap::new(), columns: ColumnLooks::of(&sheet), like: None };
    table.take(own)?;
    table.like = like_row(edits)?.map(|row| table.as_like(row));
    for ((row, column), put) in &by_place {
        table.put(*row, *column, put, texts)?;
    }
    let mut out = Vec::with_capacity(part.len() + by_place.len() * 18);
    copy(&mut out, head, &by_place)?;
    table.write(&mut out)?;
    copy(&mut out, rest, &by_place)?;
    Ok(out)
}

fn by_place(edits: &[Edit]) -> Result<Edits<'_>, ReadError> {
    let mut found = Edits::new();
    for edit in edits.iter().filter(|edit| edit.put != Put::Keep) {
        let row = edit.row.checked_sub(1).and_then(|row| u16::try_from(row).ok());
        let column = u16::try_from(edit.column).ok().filter(|_| edit.column <= LAST_COLUMN);
        let place = row.zip(column).ok_or_else(|| refused("超过 .xls 的 65536 行或 256 列"))?;
        found.insert(place, &edit.put);
    }
    Ok(found)
}

fn like_row(edits: &SheetEdits) -> Result<Option<u16>, ReadError> {
    let number = |row: u32| u16::try_from(row.checked_sub(1)?).ok();
    edits.like_row.map(|row| number(row).ok_or_else(not_understood)).transpose()
}

/// Records around the cells as they are, but the used area, which grows, and the index of rows, which is left out:
/// programs do without it.
fn copy(out: &mut Vec<u8>, records: &[Record<'_>], edits: &Edits<'_>) -> Result<(), ReadError> {
    for one in records {
        match one.kind {
            INDEX if one.depth == 1 => {}
            DIMENSIONS if one.depth == 1 => write(out, DIMENSIONS, &grown(one.body, edits)?)?,
            _ => out.extend_from_slice(one.bytes),
        }
    }
    Ok(())
}

/// The used area: its first row and the one behind its last, the same of its columns.
fn grown(body: &[u8], edits: &Edits<'_>) -> Result<Vec<u8>, ReadError> {
    let known = || Some((long(body, 0)?, long(body, 4)?, word(body, 8)?, word(body, 10)?));
    let (mut top, mut below, mut left, mut right) = known().ok_or_else(not_understood)?;
    let is_empty = top >= below || left >= right;
    for (at, (row, column)) in edits.keys().enumerate() {
        let row = u32::from(*row);
        if is_empty && at == 0 {
            (top, below, left, right) = (row, row + 1, *column, column + 1);
        }
        (top, below) = (top.min(row), below.max(row + 1));
        (left, right) = (left.min(*column), right.max(column + 1));
    }
    let mut grown = body.to_vec();
    put(&mut grown, 0, &top.to_le_bytes());
    put(&mut grown, 4, &below.to_le_bytes());
    put(&mut grown, 8, &left.to_le_bytes());
    put(&mut grown, 10, &right.to_le_bytes());
    Ok(grown)
}

fn is_cell(kind: u16) -> bool {
    const ONE: [u16; 8] = [FORMULA, BLANK, NUMBER, TEXT, TRUTH_OR_ERROR, SMALL_NUMBER, TEXT_OF_LIST, RICH_TEXT];
    ONE.contains(&kind) || kind == MANY_NUMBERS || kind == MANY_BLANKS
}

/// Whether a record belongs to the cell before it.
fn follows(kind: u16) -> bool {
    [TEXT_RESULT, ARRAY, DATA_TABLE, SHARED_FORMULA, CONTINUE].contains(&kind)
}

impl<'a> Table<'a> {
    /// The rows and cells that are there.
    fn take(&mut self, records: &[Record<'a>]) -> Result<(), ReadError> {
        // Where the cell before stands, which what follows it joins.
        let mut before: Option<u16> = None;
        for one in records {
            if one.depth != 1 {
                return Err(not_understood());
            }
            match one.kind {
                ROW => {
                    let head = RowHead::of(one.body).ok_or_else(not_understood)?;
                    let row = self.rows.entry(head.number()).or_default();
                    if row.head.replace(head).is_some() {
                        return Err(not_understood());
                    }
                    before = None;
                }
                ROWS_INDEX => before = None,
                kind if is_cell(kind) => {
                    let (row, cell) = cell(one)?;
                    self.rows.entry(row).or_default().cells.push(cell);
                    before = Some(row);
                }
                kind if follows(kind) => {
                    let cells = before.and_then(|row| self.rows.get_mut(&row)).map(|row| &mut row.cells);
                    let cell = cells.and_then(|cells| cells.last_mut()).ok_or_else(not_understood)?;
                    if kind != CONTINUE && cell.kind != FORMULA {
                        return Err(not_understood());
                    }
                    cell.bytes.to_mut().extend_from_slice(one.bytes);
                }
                _ => return Err(not_understood()),
            }
        }
        for row in self.rows.values_mut() {
            row.cells.sort_by_key(|cell| cell.first);
            if !row.cells.is_sorted_by(|a, b| a.last < b.first) {
                return Err(not_understood());
            }
        }
        Ok(())
    }

    fn as_like(&self, row: u16) -> Like {
        let own = self.rows.get(&row);
        let cells = own.map(|own| own.cells.as_slice()).unwrap_or_default();
        let looks = cells.iter().flat_map(|cell| (cell.first..=cell.last).zip(std::iter::repeat(cell)));
        let looks = looks.filter_map(|(column, cell)| Some((column, cell.look(column)?))).collect();
        Like { row, head: own.and_then(|own| own.head), looks }
    }

    /// The row that one below it looks like.
    fn like(&self, row: u16) -> Option<&Like> {
        self.like.as_ref().filter(|like| row > like.row)
    }

    /// Writes into a cell, unless a formula stands there.
    fn put(&mut self, row: u16, column: u16, put: &Put, texts: &mut Texts<'_>) -> Result<(), ReadError> {
        let new_look = self.look(row, column);
        let like = self.like(row).and_then(|like| like.head);
        let own = self.rows.entry(row).or_default();
        let at = own.cells.partition_point(|cell| cell.last < column);
        let there = own.cells.get(at).filter(|cell| cell.first <= column);
        if there.is_some_and(|cell| cell.kind == FORMULA) {
            return Ok(());
        }
        if there.is_some_and(|cell| cell.kind == TEXT_OF_LIST) {
            texts.dropped();
        }
        let look = there.map_or(Some(new_look), |cell| cell.look(column)).ok_or_else(not_understood)?;
        let new = Cell::new(row, column, look, put, texts)?;
        let sides = there.map(|cell| cell.without(row, column)).transpose()?.unwrap_or_default();
        let range = at..at + usize::from(there.is_some());
        let [left, right] = sides;
        own.cells.splice(range, [left, Some(new), right].into_iter().flatten());
        let (first, last) =
            own.cells.first().zip(own.cells.last()).map_or((column, column), |(a, b)| (a.first, b.last));
        let head = own.head.map(|head| head.reaching(first, last));
        own.head = Some(head.unwrap_or_else(|| like.unwrap_or_else(RowHead::plain).as_row(row, first, last)));
        Ok(())
    }

    /// The look of a cell that is not there.
    fn look(&self, row: u16, column: u16) -> u16 {
        let like = self.like(row);
        let like_cell = like.and_then(|like| like.looks.get(&column).copied());
        let head = self.rows.get(&row).and_then(|own| own.head).or_else(|| like.and_then(|like| like.head));
        let of_row = head.and_then(|head| head.look());
        like_cell.or(of_row).or_else(|| self.columns.at(column)).unwrap_or(PLAIN)
    }

    fn write(&self, out: &mut Vec<u8>) -> Result<(), ReadError> {
        let rows: Vec<&Row<'_>> = self.rows.values().collect();
        for group in rows.chunks(ROWS_IN_GROUP) {
            for head in group.iter().filter_map(|row| row.head.as_ref()) {
                write(out, ROW, head.body())?;
            }
            for cell in group.iter().flat_map(|row| &row.cells) {
                out.extend_from_slice(&cell.bytes);
            }
        }
        Ok(())
    }
}

/// The row of a cell's record, and the cell.
fn cell<'a>(one: &Record<'a>) -> Result<(u16, Cell<'a>), ReadError> {
    let place = || Some((word(one.body, 0)?, word(one.body, 2)?, word(one.body, 4)?));
    let (row, first, _) = place().ok_or_else(not_understood)?;
    let mut last = first;
    if let Some(width) = width_of(one.kind) {
        let end = one.body.len().checked_sub(2).ok_or_else(not_understood)?;
        last = word(one.body, end).ok_or_else(not_understood)?;
        let many = usize::from(last.checked_sub(first).ok_or_else(not_understood)?) + 1;
        if one.body.len() != 4 + many * width + 2 {
            return Err(not_understood());
        }
    }
    if u32::from(last) > LAST_COLUMN {
        return Err(not_understood());
    }
    Ok((row, Cell { kind: one.kind, first, last, bytes: Cow::Borrowed(one.bytes) }))
}

/// How many bytes each cell takes in a record of several.
fn width_of(kind: u16) -> Option<usize> {
    match kind {
        MANY_BLANKS => Some(2),
        MANY_NUMBERS => Some(6),
        _ => None,
    }
}

impl<'a> Cell<'a> {
    fn new(row: u16, column: u16, look: u16, put: &Put, texts: &mut Texts<'_>) -> Result<Self, ReadError> {
        let mut body = place(row, column);
        body.extend_from_slice(&look.to_le_bytes());
        let kind = match put {
            Put::Text(text) if !text.is_empty() => {
                body.extend_from_slice(&texts.number(text)?.to_le_bytes());
                TEXT_OF_LIST
            }
            Put::Number(number) => {
                // A cell holds a binary fraction: the nearest one to the decimal number.
                let value: f64 =
                    number.parse().ok().filter(|value: &f64| value.is_finite()).ok_or_else(not_understood)?;
                body.extend_from_slice(&value.to_le_bytes());
                NUMBER
            }
            Put::Text(_) | Put::Keep => BLANK,
        };
        Ok(Self { kind, first: column, last: column, bytes: Cow::Owned(record(kind, &body)?) })
    }

    /// What a record of several says of each of them.
    fn each(&self) -> impl Iterator<Item = (u16, &[u8])> {
        let cells = self.bytes.get(8..).unwrap_or_default();
        (self.first..=self.last).zip(cells.chunks_exact(width_of(self.kind).unwrap_or(2)))
    }

    fn look(&self, column: u16) -> Option<u16> {
        match width_of(self.kind) {
            None => word(&self.bytes, 8),
            Some(_) => self.each().find(|(at, _)| *at == column).and_then(|(_, cell)| word(cell, 0)),
        }
    }

    /// What is left of a record of several cells on both sides of one.
    fn without(&self, row: u16, column: u16) -> Result<[Option<Cell<'a>>; 2], ReadError> {
        if width_of(self.kind).is_none() {
            return Ok([None, None]);
        }
        let side = |range: &dyn Fn(u16) -> bool| self.only(row, range);
        Ok([side(&|at| at < column)?, side(&|at| at > column)?])
    }

    /// Some neighbouring ones of a record of several cells.
    fn only(&self, row: u16, wanted: &dyn Fn(u16) -> bool) -> Result<Option<Cell<'a>>, ReadError> {
        let cells: Vec<(u16, &[u8])> = self.each().filter(|(at, _)| wanted(*at)).collect();
        let (Some((first, _)), Some((last, _))) = (cells.first().copied(), cells.last().copied()) else {
            return Ok(None);
        };
        let mut body = place(row, first);
        cells.iter().for_each(|(_, cell)| body.extend_from_slice(cell));
        let kind = match self.kind {
            kind if first < last => {
                body.extend_from_slice(&last.to_le_bytes());
                kind
            }
            MANY_NUMBERS => SMALL_NUMBER,
            _ => BLANK,
        };
        Ok(Some(Cell { kind, first, last, bytes: Cow::Owned(record(kind, &body)?) }))
    }
}

fn place(row: u16, column: u16) -> Vec<u8> {
    [row.to_le_bytes(), column.to_le_bytes()].concat()
}
