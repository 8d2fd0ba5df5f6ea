//! 表头 — finds the rows of headings, wherever they stand and however many levels they have.

use std::collections::BTreeSet;

use super::dialect::{Dialect, Dialects, Score};
use super::field::Field;
use super::heading::{Heading, normalise};
use super::{Kind, Matched, own_record};
use crate::sheet::{Cell, Merge, Row, Sheet};

/// Rows looked at first, from the top and from the bottom, before the whole sheet is searched.
const TOP_ROWS: usize = 60;
const BOTTOM_ROWS: usize = 12;
/// Rows that look most like headings are tried in detail.
const TRIED_ROWS: usize = 8;
const MAX_COLUMNS: usize = 400;

/// One column's headings.
#[derive(Clone, Debug)]
pub(super) struct HeadCell {
    pub column: u32,
    pub leaf_text: String,
    pub parent_text: String,
    pub leaf: Heading,
    pub parent: Heading,
    pub field: Option<Field>,
    pub how: Matched,
}

/// The headings of a sheet.
#[derive(Clone, Debug)]
pub(super) struct Header {
    pub kind: Kind,
    /// First and last row of each block of headings, ascending; blocks after the first repeat it.
    pub blocks: Vec<(u32, u32)>,
    pub cells: Vec<HeadCell>,
    score: Score,
}

impl Header {
    pub fn rows(&self) -> Vec<u32> {
        self.blocks.iter().flat_map(|(first, last)| *first..=*last).collect()
    }

    pub fn known(&self) -> usize {
        self.cells.iter().filter(|c| c.how != Matched::Unknown).count()
    }

    pub fn column_of(&self, field: Field) -> Option<u32> {
        self.cells.iter().find(|c| c.field == Some(field)).map(|c| c.column)
    }

    pub fn confidence(&self) -> u8 {
        let columns = self.cells.len().max(1);
        let covered = 60 * self.known().min(columns) / columns;
        let telling = 10 * self.score.telling.min(4);
        u8::try_from((covered + telling).min(99)).unwrap_or(99)
    }

    pub fn set_fields(&mut self, columns: &[(u32, Option<Field>)], how: Matched) {
        for (column, field) in columns {
            for cell in self.cells.iter_mut().filter(|c| c.column == *column) {
                (cell.field, cell.how) = (*field, how);
            }
        }
    }
}

impl Header {
    /// The headings as one kind of sheet reads them, whatever else they look like; as they are where it reads none.
    pub fn as_kind(&self, sheet: &Sheet, dialects: &Dialects, kind: Kind) -> Self {
        let found = find(sheet, dialects, Some(kind)).or_else(|| {
            let block = self.blocks.first().copied()?;
            let readers = dialects.all.iter().filter(|d| d.kind == kind);
            readers
                .filter_map(|d| fit(&self.cells, d, dialects, Asked { block, forced: true, named: true }))
                .max_by_key(|h| h.score.points)
        });
        let mut header = found.unwrap_or_else(|| self.clone());
        header.kind = kind;
        header
    }

    /// 只认位置的表头 — a row that stands like headings without a word of them being known.
    pub(super) fn unread(sheet: &Sheet, row: u32) -> Self {
        let cells = head_cells(sheet, row, row);
        let mut header = Self { kind: Kind::Unknown, blocks: vec![(row, row)], cells, score: Score::default() };
        find_repeats(sheet, &mut header);
        header
    }
}

/// Finds the headings; `kind` restricts the search to what the clerk said.
pub(super) fn find(sheet: &Sheet, dialects: &Dialects, kind: Option<Kind>) -> Option<Header> {
    let mut best: Option<Header> = None;
    let named = names_a_person(sheet);
    for (first, last) in spans(sheet, &likely_rows(sheet, dialects)) {
        let cells = head_cells(sheet, first, last);
        let asked = Asked { block: (first, last), forced: kind.is_some(), named };
        for dialect in dialects.all.iter().filter(|d| kind.is_none_or(|k| k == d.kind)) {
            let Some(header) = fit(&cells, dialect, dialects, asked) else { continue };
            let better = best.as_ref().is_none_or(|b| {
                let rank = |h: &Header| (h.score.points, h.score.telling);
                rank(&header) > rank(b)
            });
            if better {
                best = Some(header);
            }
        }
    }
    let mut header = best?;
    let dialect_kind = header.kind;
    take_group_row_above(sheet, dialects, dialect_kind, &mut header);
    find_repeats(sheet, &mut header);
    Some(header)
}

/// Whether a line above the table names the person of all its rows.
fn names_a_person(sheet: &Sheet) -> bool {
    !own_record::people(sheet.rows.iter().take(BOTTOM_ROWS)).is_empty()
}

/// The rows with the most known headings.
fn likely_rows(sheet: &Sheet, dialects: &Dialects) -> Vec<u32> {
    let count =
        |row: &Row| row.filled().filter_map(|(_, cell)| cell.text()).filter(|t| dialects.knows(&normalise(t))).count();
    let edges = sheet.rows.len().saturating_sub(BOTTOM_ROWS);
    let near = |index: usize| index < TOP_ROWS || index >= edges;
    let hits = |wanted: &dyn Fn(usize) -> bool| -> Vec<(usize, u32)> {
        let rows = sheet.rows.iter().enumerate().filter(|(index, row)| wanted(*index) && row.cells.len() > 1);
        rows.map(|(_, row)| (count(row), row.number)).filter(|(hits, _)| *hits >= 2).collect()
    };
    let mut found = hits(&near);
    if found.iter().all(|(hits, _)| *hits < 3) && sheet.rows.len() > TOP_ROWS + BOTTOM_ROWS {
        found.extend(hits(&|index| !near(index)));
    }
    found.sort_by_key(|(hits, number)| (std::cmp::Reverse(*hits), *number));
    found.into_iter().take(TRIED_ROWS).map(|(_, number)| number).collect()
}

/// One to three rows around each likely row; fewer rows come first, so that they win when nothing is gained.
fn spans(sheet: &Sheet, likely: &[u32]) -> Vec<(u32, u32)> {
    let mut found = BTreeSet::new();
    for row in likely {
        for (up, down) in [(0, 0), (1, 0), (0, 1), (2, 0), (1, 1), (0, 2)] {
            let (first, last) = (row.saturating_sub(up).max(1), row + down);
            let looks = |n: u32| sheet.row(n).is_some_and(looks_like_headings);
            if (first..=last).all(looks) {
                found.insert((last - first, first, last));
            }
        }
    }
    found.into_iter().map(|(_, first, last)| (first, last)).collect()
}

/// Headings are texts: a row with several numbers or dates is none. Hidden rows hold names of a database, not headings.
pub(super) fn looks_like_headings(row: &Row) -> bool {
    if row.hidden {
        return false;
    }
    let (mut texts, mut others) = (0, 0);
    for (_, cell) in row.filled() {
        match cell {
            Cell::Text(_) => texts += 1,
            _ => others += 1,
        }
    }
    texts > 0 && others <= 1 + texts / 8
}

/// The headings of every column between two rows: a merged parent belongs to all its columns.
pub(super) fn head_cells(sheet: &Sheet, first: u32, last: u32) -> Vec<HeadCell> {
    let mut columns: BTreeSet<u32> = BTreeSet::new();
    for row in sheet.rows.iter().filter(|row| (first..=last).contains(&row.number)) {
        columns.extend(row.filled().filter(|(_, cell)| cell.text().is_some()).map(|(column, _)| column));
    }
    let near: Vec<&Merge> = sheet.merges.iter().filter(|m| (first..=last).contains(&m.top)).collect();
    let has_merges = near.iter().any(|m| m.left < m.right);
    let mut cells = Vec::new();
    for column in columns.into_iter().take(MAX_COLUMNS) {
        let mut levels: Vec<&str> = Vec::new();
        for row in first..=last {
            let own = text_at(sheet, row, column).or_else(|| merged_text(sheet, row, column, &near));
            let text = own
                .or_else(|| if has_merges || row == last { None } else { text_to_the_left(sheet, row, column, last) });
            if let Some(text) = text.filter(|text| levels.last() != Some(text)) {
                levels.push(text);
            }
        }
        let Some(leaf_text) = levels.pop().map(str::to_owned) else { continue };
        let parent_text = levels.join(" ");
        let (leaf, parent) = (normalise(&leaf_text), normalise(&parent_text));
        cells.push(HeadCell { column, leaf_text, parent_text, leaf, parent, field: None, how: Matched::Unknown });
    }
    cells
}

fn text_at(sheet: &Sheet, row: u32, column: u32) -> Option<&str> {
    text_in(sheet.row(row)?, column)
}

fn text_in(row: &Row, column: u32) -> Option<&str> {
    Some(row.cell(column).filter(|cell| !cell.is_blank())?.text()?.trim())
}

/// The text of the merged area around a place, of those that begin inside the headings.
fn merged_text<'s>(sheet: &'s Sheet, row: u32, column: u32, near: &[&Merge]) -> Option<&'s str> {
    let around = |m: &&&Merge| (m.top..=m.bottom).contains(&row) && (m.left..=m.right).contains(&column);
    let area = near.iter().find(around)?;
    text_at(sheet, area.top, area.left)
}

/// Files without merged areas leave the cells right of a group heading empty: the group goes on where something
/// stands below.
fn text_to_the_left(sheet: &Sheet, row: u32, column: u32, last: u32) -> Option<&str> {
    text_at(sheet, last, column)?;
    (0..column).rev().take(12).find_map(|left| text_at(sheet, row, left))
}

/// What is known of headings before they are read.
#[derive(Clone, Copy)]
struct Asked {
    /// First and last row.
    block: (u32, u32),
    /// The clerk said what the sheet is.
    forced: bool,
    /// A line above the table names the person of its rows.
    named: bool,
}

/// Maps the headings by a dialect.
fn fit(cells: &[HeadCell], dialect: &Dialect, dialects: &Dialects, asked: Asked) -> Option<Header> {
    let mut cells = cells.to_vec();
    let meanings: Vec<Option<Option<Field>>> =
        cells.iter().map(|c| dialect.field(&c.leaf, &c.parent, &dialects.contributions)).collect();
    let score = match dialect.score(&meanings, asked.named) {
        Some(score) => score,
        None if asked.forced => Score { points: meanings.iter().flatten().count(), ..Score::default() },
        None => return None,
    };
    for (cell, meaning) in cells.iter_mut().zip(&meanings) {
        if let Some(field) = meaning {
            (cell.field, cell.how) = (*field, Matched::Heading);
        } else if let Some(field) = dialect.likely_field(&cell.leaf, &cell.parent) {
            (cell.field, cell.how) = (Some(field), Matched::Likeness);
        }
    }
    keep_first_of_each(&mut cells, dialect.records);
    Some(Header { kind: dialect.kind, blocks: vec![asked.block], cells, score })
}

/// A field that may stand once keeps its first exact column. In a bureau's list every amount stands once: a second
/// column of the same meaning would count it twice.
fn keep_first_of_each(cells: &mut [HeadCell], records: bool) {
    let mut taken: BTreeSet<Field> = BTreeSet::new();
    for cell in cells {
        if cell.field.is_some_and(|field| (records || !field.may_repeat()) && !taken.insert(field)) {
            (cell.field, cell.how) = (None, Matched::Unknown);
        }
    }
}

/// A group row above a complete row of headings adds parents (单位、个人) and nothing else.
fn take_group_row_above(sheet: &Sheet, dialects: &Dialects, kind: Kind, header: &mut Header) {
    let Some((first, last)) = header.blocks.first().copied() else { return };
    if first != last || first < 2 {
        return;
    }
    let above = first - 1;
    let Some(row) = sheet.row(above).filter(|row| looks_like_headings(row)) else { return };
    let texts: Vec<&str> = row.filled().filter_map(|(_, cell)| cell.text()).collect();
    let short = texts.iter().all(|t| t.chars().count() <= 20 && !t.contains([':', '：']));
    let distinct: BTreeSet<&&str> = texts.iter().collect();
    // 账号 with its number beside it is no group of columns.
    let numbered = texts.iter().any(|t| t.chars().filter(char::is_ascii_digit).count() >= 6);
    if !short || numbered || distinct.len() < 2 || tells_whose(&texts) {
        return;
    }
    let cells = head_cells(sheet, above, last);
    let asked = Asked { block: (above, last), forced: false, named: names_a_person(sheet) };
    let again = dialects.all.iter().filter(|d| d.kind == kind).filter_map(|d| fit(&cells, d, dialects, asked));
    let better = again.filter(|h| h.known() >= header.known()).max_by_key(|h| h.score.points);
    if let Some(better) = better.filter(|b| b.cells.iter().any(|c| !c.parent.plain.is_empty())) {
        *header = better;
    }
}

/// 户名 with the unit's name beside it tells whose the table is: no group of columns either.
fn tells_whose(texts: &[&str]) -> bool {
    const LABELS: [&str; 7] = ["户名", "账户名称", "单位名称", "公司名称", "参保单位", "用人单位", "编制单位"];
    const ENDINGS: [&str; 8] = ["公司", "厂", "店", "中心", "事务所", "学校", "医院", "合作社"];
    let [label, name] = texts else { return false };
    LABELS.contains(&normalise(label).plain.as_str()) && ENDINGS.iter().any(|ending| name.trim().ends_with(ending))
}

/// Further rows with the same headings begin further blocks.
fn find_repeats(sheet: &Sheet, header: &mut Header) {
    let Some((first, last)) = header.blocks.first().copied() else { return };
    let bottom: Vec<(u32, &str)> =
        header.cells.iter().filter_map(|c| Some((c.column, text_at(sheet, last, c.column)?))).collect();
    let Some((probe, probe_text)) = bottom.first() else { return };
    let height = last - first;
    for row in &sheet.rows {
        if row.number == last || text_in(row, *probe) != Some(*probe_text) {
            continue;
        }
        let same = bottom.iter().filter(|(column, text)| text_in(row, *column) == Some(*text)).count();
        if same * 10 >= bottom.len() * 8 {
            header.blocks.push((row.number.saturating_sub(height).max(1), row.number));
        }
    }
    header.blocks.sort_unstable();
}

/// A person list without a recognised number column: the column whose cells are valid document numbers is one.
pub(super) fn infer_by_content(sheet: &Sheet, header: &mut Header) {
    let person = header.kind.is_record()
        || matches!(header.kind, Kind::Roster | Kind::Enrollments | Kind::Bases | Kind::Payroll | Kind::Claims);
    if !person || header.column_of(Field::IdNumber).is_some() {
        return;
    }
    let unknown: Vec<u32> = header.cells.iter().filter(|c| c.how == Matched::Unknown).map(|c| c.column).collect();
    for column in unknown {
        let texts = sheet.rows.iter().filter_map(|row| row.cell(column)?.text());
        let sample: Vec<bool> = texts
            .filter(|t| t.chars().count() > 14)
            .take(50)
            .map(|t| shebao_rules::identity::ResidentId::parse(t).is_ok())
            .collect();
        let valid = sample.iter().filter(|ok| **ok).count();
        if valid >= 3 && valid * 10 >= sample.len() * 8 {
            for cell in header.cells.iter_mut().filter(|c| c.column == column) {
                (cell.field, cell.how) = (Some(Field::IdNumber), Matched::Content);
            }
            return;
        }
    }
}
