//! 一页多表 — several tables in one sheet: one below the other with headings of its own, or side by side. Each becomes a
//! table to be recognised by itself, with its rows and columns numbered as in the sheet. Further blocks under the same
//! headings stay one table, and what is no table of a known kind (a pasted pivot, notes) stays where it is.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use super::dialect::Dialects;
use super::field::Field;
use super::header::{self, Header};
use super::heading::normalise;
use super::{Kind, MonthTable, SheetGuess, by_month};
use crate::sheet::{Cell, Row, Sheet, Workbook, column_letter};

/// Fewer known headings than this make no table.
const KNOWN_HEADINGS: usize = 3;
/// Rows of one group of headings lie this near to each other.
const NEAR: u32 = 2;
/// By what a row of a table names its person. The halves of one table have it once, two tables each.
const WHOSE: [Field; 3] = [Field::Name, Field::IdNumber, Field::EmployeeNo];
/// The last column and row of any sheet.
const LAST: u32 = 1_048_576;

/// The tables of a workbook where a sheet holds more than one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tables {
    /// The workbook with a sheet for every table.
    pub workbook: Workbook,
    /// The tab that each of them stands on.
    pub tabs: Vec<String>,
    /// The month of each, of those that were taken out of a sheet with one column per month.
    months: Vec<Option<MonthTable>>,
}

impl Tables {
    /// Recognises every table. The file's name is only the last hint for a month.
    #[must_use]
    pub fn inspect(&self, file_name: &str, dialects: &Dialects) -> Vec<SheetGuess> {
        let months = self.months.iter().map(Option::as_ref);
        let mut guesses = super::inspect_each(&self.workbook, months, file_name, dialects);
        share_months(&mut guesses, &self.tabs);
        guesses
    }
}

/// Takes sheets apart that hold several tables, or one column per month; `None` where every sheet holds one table.
#[must_use]
pub fn tables(workbook: &Workbook, dialects: &Dialects) -> Option<Tables> {
    let found: Vec<Found<'_>> = workbook.sheets.iter().flat_map(|sheet| tables_of(sheet, dialects)).collect();
    if found.iter().all(|table| matches!(table.table, Cow::Borrowed(_))) {
        return None;
    }
    let mut tables = Tables {
        workbook: Workbook { format: workbook.format, sheets: Vec::with_capacity(found.len()) },
        tabs: Vec::with_capacity(found.len()),
        months: Vec::with_capacity(found.len()),
    };
    for Found { tab, table, month } in found {
        tables.tabs.push(tab.to_owned());
        tables.workbook.sheets.push(table.into_owned());
        tables.months.push(month);
    }
    Some(tables)
}

/// A table with the tab it stands on. One that was cut out of its sheet is owned: the sheets of a workbook are large.
struct Found<'w> {
    tab: &'w str,
    table: Cow<'w, Sheet>,
    month: Option<MonthTable>,
}

/// The tables of one sheet; the sheet itself where it is one.
fn tables_of<'w>(sheet: &'w Sheet, dialects: &Dialects) -> Vec<Found<'w>> {
    let mut found = Vec::new();
    for part in apart(sheet, dialects) {
        let of_months = by_month::tables(&part, dialects);
        if of_months.is_empty() {
            found.push(Found { tab: &sheet.name, table: part, month: None });
            continue;
        }
        found.extend(of_months.into_iter().map(|(table, month)| Found {
            tab: &sheet.name,
            table: Cow::Owned(table),
            month: Some(month),
        }));
    }
    found
}

/// A table without a month of its own has that of the table above it in the same tab, under whose title it stands.
fn share_months(guesses: &mut [SheetGuess], tabs: &[String]) {
    let mut above: Option<(&String, SheetGuess)> = None;
    for (guess, tab) in guesses.iter_mut().zip(tabs).filter(|(guess, _)| guess.by_month.is_none()) {
        if let Some((_, other)) = above.as_ref().filter(|(of, other)| *of == tab && other.kind == guess.kind) {
            if guess.month.is_none() && guess.month_number.is_none() {
                (guess.month, guess.month_source, guess.month_number) =
                    (other.month, other.month_source, other.month_number);
            }
            guess.said.period = guess.said.period.or(other.said.period);
            guess.said.booked = guess.said.booked.or(other.said.booked);
        }
        above = Some((tab, guess.clone()));
    }
}

/// The tables of a sheet that stand below or beside each other; the sheet where it is one.
fn apart<'w>(sheet: &'w Sheet, dialects: &Dialects) -> Vec<Cow<'w, Sheet>> {
    let rows = below_each_other(sheet, dialects);
    let mut found = Vec::new();
    for (index, span) in rows.iter().enumerate() {
        let mut part = if rows.len() > 1 { Cow::Owned(piece(sheet, span, &(0..=LAST))) } else { Cow::Borrowed(sheet) };
        if index > 0 {
            part.to_mut().name = format!("{}（第 {} 行起）", sheet.name, span.start());
        }
        let columns = side_by_side(&part, dialects);
        if columns.len() < 2 {
            found.push(part);
            continue;
        }
        for (index, span) in columns.iter().enumerate() {
            let mut beside = piece(&part, &(0..=LAST), span);
            if index > 0 {
                beside.name = format!("{}（{} 列起）", part.name, column_letter(*span.start()));
            }
            found.push(Cow::Owned(beside));
        }
    }
    if found.len() < 2 { vec![Cow::Borrowed(sheet)] } else { found }
}

/// Part of a sheet. Hidden columns and merged areas go along.
fn piece(sheet: &Sheet, rows: &RangeInclusive<u32>, columns: &RangeInclusive<u32>) -> Sheet {
    let cells = |row: &Row| -> Vec<(u32, Cell)> {
        row.cells.iter().filter(|(column, _)| columns.contains(column)).cloned().collect()
    };
    let own = sheet.rows.iter().filter(|row| rows.contains(&row.number));
    let own = own.map(|row| Row { number: row.number, hidden: row.hidden, cells: cells(row) });
    Sheet {
        name: sheet.name.clone(),
        visible: sheet.visible,
        rows: own.filter(|row| !row.cells.is_empty()).collect(),
        hidden_columns: sheet.hidden_columns.clone(),
        merges: sheet.merges.iter().filter(|m| rows.contains(&m.top) && columns.contains(&m.left)).copied().collect(),
    }
}

/// The rows of each table, from its title to the row above the next one's.
fn below_each_other(sheet: &Sheet, dialects: &Dialects) -> Vec<RangeInclusive<u32>> {
    let groups = heading_groups(sheet, dialects);
    if groups.len() < 2 {
        return vec![0..=LAST];
    }
    let mut starts: Vec<u32> = vec![0];
    let mut known: Option<Header> = None;
    for (index, (first, last)) in groups.iter().enumerate() {
        let until = groups.get(index + 1).map_or(LAST, |(next, _)| next - 1);
        let from = if index == 0 { 0 } else { *first };
        let part = piece(sheet, &(from..=until), &(0..=LAST));
        let Some(found) = header::find(&part, dialects, None).filter(|found| is_table(&part, found, *last)) else {
            continue;
        };
        if known.as_ref().is_some_and(|before| !same_headings(before, &found)) {
            starts.push(title_above(sheet, *first, starts.last().copied().unwrap_or(0)));
        }
        known = Some(found);
    }
    let ends = starts.iter().skip(1).map(|next| next - 1).chain([LAST]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..=end).collect()
}

/// Rows that hold several known headings, those near each other as one group.
fn heading_groups(sheet: &Sheet, dialects: &Dialects) -> Vec<(u32, u32)> {
    let mut groups: Vec<(u32, u32)> = Vec::new();
    for row in sheet.rows.iter().filter(|row| could_be_headings(row)) {
        let texts = row.filled().filter_map(|(_, cell)| cell.text());
        if texts.filter(|text| dialects.knows(&normalise(text))).take(KNOWN_HEADINGS).count() < KNOWN_HEADINGS {
            continue;
        }
        match groups.last_mut().filter(|(_, last)| row.number - *last <= NEAR) {
            Some((_, last)) => *last = row.number,
            None => groups.push((row.number, row.number)),
        }
    }
    groups
}

/// Texts side by side and no figure among them: a quick look before headings are compared.
fn could_be_headings(row: &Row) -> bool {
    let is_figure = |text: &str| {
        let digits = text.chars().filter(char::is_ascii_digit).count();
        digits * 2 > text.trim().chars().count()
    };
    row.cells.len() >= KNOWN_HEADINGS
        && header::looks_like_headings(row)
        && row.filled().all(|(_, cell)| cell.text().is_some_and(|text| !is_figure(text)))
}

/// Headings of a kind that means something, with rows of several cells below them.
fn is_table(part: &Sheet, found: &Header, last: u32) -> bool {
    let below = part.rows.iter().any(|row| row.number > last && row.filled().count() >= KNOWN_HEADINGS);
    found.kind != Kind::Unknown && found.known() >= KNOWN_HEADINGS && below
}

/// Whether two tables have the same headings in the same places: then the second is a further block of the first.
fn same_headings(one: &Header, other: &Header) -> bool {
    let has =
        |cell: &header::HeadCell| one.cells.iter().any(|c| c.column == cell.column && c.leaf.plain == cell.leaf.plain);
    let same = other.cells.iter().filter(|cell| has(cell)).count();
    same * 10 >= other.cells.len() * 8
}

/// The first of the rows with one or two texts that stand right above headings: a title.
fn title_above(sheet: &Sheet, first: u32, after: u32) -> u32 {
    let above = sheet.rows.iter().rev().filter(|row| row.number < first && row.number > after);
    let mut start = first;
    for row in above {
        let figures = row.filled().any(|(_, cell)| cell.text().is_none());
        let filled = row.filled().count();
        if filled > 2 || figures || (filled > 0 && row.number + 2 < start) {
            break;
        }
        start = row.number;
    }
    start
}

/// The columns of each table: the headings begin anew, or an empty column stands between, and either side is a table by
/// itself that names its people.
fn side_by_side(sheet: &Sheet, dialects: &Dialects) -> Vec<RangeInclusive<u32>> {
    let whole = || vec![0..=LAST];
    let Some(found) = header::find(sheet, dialects, None) else { return whole() };
    let columns: Vec<(u32, &str)> = found.cells.iter().map(|c| (c.column, c.leaf.plain.as_str())).collect();
    let Some((_, begins)) = columns.first().copied() else { return whole() };
    let mut starts = vec![0];
    for (left, right) in columns.iter().zip(columns.iter().skip(1)) {
        let begins_anew = right.1 == begins && !begins.is_empty();
        if begins_anew || (right.0 > left.0 + 1 && is_empty_between(sheet, left.0, right.0)) {
            starts.push(right.0);
        }
    }
    let mut kept: Vec<u32> = vec![0];
    for start in starts.into_iter().skip(1) {
        let left = piece(sheet, &(0..=LAST), &(kept.last().copied().unwrap_or(0)..=start - 1));
        let right = piece(sheet, &(0..=LAST), &(start..=LAST));
        let table = |part: &Sheet| {
            let found = header::find(part, dialects, None)?;
            is_table(part, &found, found.rows().last().copied().unwrap_or(0)).then_some(found)
        };
        if let (Some(left), Some(right)) = (table(&left), table(&right))
            && WHOSE.iter().any(|field| left.column_of(*field).is_some() && right.column_of(*field).is_some())
        {
            kept.push(start);
        }
    }
    let ends = kept.iter().skip(1).map(|next| next - 1).chain([LAST]);
    kept.iter().copied().zip(ends).map(|(start, end)| start..=end).collect()
}

fn is_empty_between(sheet: &Sheet, left: u32, right: u32) -> bool {
    sheet.rows.iter().all(|row| row.filled().all(|(column, _)| column <= left || column >= right))
}
