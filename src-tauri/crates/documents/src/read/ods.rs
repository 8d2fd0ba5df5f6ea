//! OpenDocument spreadsheets, read as a stream: a file that repeats an empty row a million times costs nothing.

use std::io::BufRead;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use quick_xml::Reader;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};

use super::ods_styles::Styles;
use super::xml::{append, attribute, broken, count};
use super::{Budget, MAX_COLUMN, MAX_MERGES, MAX_ROW, ReadError, number, workbook};
use crate::sheet::{Cell, Format, Merge, Row, Sheet, Workbook};

/// Elements whose texts are no cell's: comments, drawings, tracked changes, forms.
const LEFT_OUT: &[&[u8]] = &[b"annotation", b"tracked-changes", b"shapes", b"forms", b"frame", b"custom-shape", b"g"];

/// Reads the styles and the content part of a package, or a whole flat document, which has both in one.
pub(super) fn read<R: BufRead>(styles: &[u8], content: R) -> Result<Workbook, ReadError> {
    let mut reader = Reader::from_reader(content);
    reader.config_mut().check_end_names = false;
    let mut book = Book { styles: Styles::of(styles), ..Book::default() };
    let mut buffer = Vec::with_capacity(4096);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag)) => book.start(&tag, false)?,
            Ok(Event::Empty(tag)) => book.start(&tag, true)?,
            Ok(Event::End(tag)) => book.end(tag.local_name().as_ref())?,
            Ok(Event::Eof) => break,
            Ok(event) => {
                if book.paragraphs > 0 && book.left_out == 0 {
                    append(&event, &mut book.cell.text);
                }
            }
            Err(_) => return Err(broken()),
        }
    }
    Ok(workbook(Format::Ods, book.sheets))
}

#[derive(Default)]
struct Book {
    sheets: Vec<Sheet>,
    styles: Styles,
    budget: Budget,
    /// Inside of a table; a table within a cell is part of that cell's picture, not of the sheet.
    tables: u32,
    left_out: u32,
    paragraphs: u32,
    row: u32,
    row_repeated: u32,
    row_hidden: bool,
    column: u32,
    declared_column: u32,
    column_styles: Vec<(u32, String)>,
    cells: Vec<(u32, Cell)>,
    cell: Open,
}

/// The cell under way.
#[derive(Default)]
struct Open {
    here: bool,
    repeated: u32,
    kind: String,
    value: String,
    formula: bool,
    month_only: bool,
    text: String,
}

impl Book {
    fn start(&mut self, tag: &BytesStart<'_>, empty: bool) -> Result<(), ReadError> {
        let name = tag.local_name();
        if LEFT_OUT.contains(&name.as_ref()) {
            self.left_out += u32::from(!empty);
            return Ok(());
        }
        if self.left_out > 0 {
            return Ok(());
        }
        match name.as_ref() {
            b"table" => self.begin_table(tag, empty),
            b"table-column" if self.tables == 1 => self.declare_column(tag),
            b"table-row" if self.tables == 1 => {
                self.row_repeated = count(tag, "number-rows-repeated").unwrap_or(1).max(1);
                self.row_hidden = is_hidden(tag);
                (self.column, self.cells) = (0, Vec::new());
                if empty {
                    self.end_row()?;
                }
            }
            b"table-cell" | b"covered-table-cell" if self.tables == 1 => {
                self.begin_cell(tag);
                if empty {
                    self.end_cell()?;
                }
            }
            b"p" if self.cell.here && !empty => {
                if !self.cell.text.is_empty() {
                    self.cell.text.push('\n');
                }
                self.paragraphs += 1;
            }
            b"s" if self.paragraphs > 0 => {
                let blanks = count(tag, "c").unwrap_or(1).clamp(1, 1_000);
                self.cell.text.extend((0..blanks).map(|_| ' '));
            }
            b"tab" if self.paragraphs > 0 => self.cell.text.push('\t'),
            b"line-break" if self.paragraphs > 0 => self.cell.text.push('\n'),
            _ => self.styles.start(tag),
        }
        Ok(())
    }

    fn end(&mut self, name: &[u8]) -> Result<(), ReadError> {
        if LEFT_OUT.contains(&name) {
            self.left_out = self.left_out.saturating_sub(1);
            return Ok(());
        }
        if self.left_out > 0 {
            return Ok(());
        }
        match name {
            b"table" => self.tables = self.tables.saturating_sub(1),
            b"table-row" if self.tables == 1 => self.end_row()?,
            b"table-cell" | b"covered-table-cell" if self.tables == 1 => self.end_cell()?,
            b"p" => self.paragraphs = self.paragraphs.saturating_sub(1),
            _ => self.styles.end(name),
        }
        Ok(())
    }

    fn begin_table(&mut self, tag: &BytesStart<'_>, empty: bool) {
        if self.tables == 0 {
            let name = attribute(tag, "name").unwrap_or_else(|| format!("工作表{}", self.sheets.len() + 1));
            let visible = !attribute(tag, "style-name").is_some_and(|style| self.styles.hides_table(&style));
            self.sheets.push(Sheet { name, visible, ..Sheet::default() });
            (self.row, self.declared_column) = (0, 0);
            self.column_styles.clear();
        }
        self.tables += u32::from(!empty);
    }

    fn declare_column(&mut self, tag: &BytesStart<'_>) {
        let repeated = count(tag, "number-columns-repeated").unwrap_or(1).max(1);
        let next = self.declared_column.saturating_add(repeated).min(MAX_COLUMN);
        if is_hidden(tag)
            && let Some(sheet) = self.sheets.last_mut()
        {
            sheet.hidden_columns.extend(self.declared_column..next);
        }
        let style = attribute(tag, "default-cell-style-name").unwrap_or_default();
        self.column_styles.push((next, style));
        self.declared_column = next;
    }

    fn begin_cell(&mut self, tag: &BytesStart<'_>) {
        let repeated = count(tag, "number-columns-repeated").unwrap_or(1).max(1);
        let own = attribute(tag, "style-name");
        let style = own.or_else(|| {
            self.column_styles.iter().find(|(below, _)| self.column < *below).map(|(_, style)| style.clone())
        });
        let kind = attribute(tag, "value-type").unwrap_or_default();
        let value = match kind.as_str() {
            "date" => attribute(tag, "date-value"),
            "time" => attribute(tag, "time-value"),
            "boolean" => attribute(tag, "boolean-value"),
            "string" => attribute(tag, "string-value"),
            _ => attribute(tag, "value"),
        };
        let says_error =
            |a: Attribute<'_>| a.key.local_name().as_ref() == b"value-type" && a.value.as_ref() == b"error";
        let is_error = tag.attributes().with_checks(false).flatten().any(says_error);
        self.merge(tag);
        self.cell = Open {
            here: true,
            repeated,
            kind: if is_error { "error".to_owned() } else { kind },
            value: value.unwrap_or_default(),
            formula: attribute(tag, "formula").is_some(),
            month_only: style.is_some_and(|style| self.styles.shows_month_only(&style)),
            text: String::new(),
        };
    }

    fn merge(&mut self, tag: &BytesStart<'_>) {
        let spanned = |name: &str| count(tag, name).unwrap_or(1).max(1);
        let (across, down) = (spanned("number-columns-spanned"), spanned("number-rows-spanned"));
        let top = self.row.saturating_add(1);
        let (bottom, right) = (self.row.saturating_add(down), self.column.saturating_add(across - 1));
        if (across > 1 || down > 1)
            && bottom <= MAX_ROW
            && right < MAX_COLUMN
            && let Some(sheet) = self.sheets.last_mut().filter(|sheet| sheet.merges.len() < MAX_MERGES)
        {
            sheet.merges.push(Merge { top, bottom, left: self.column, right });
        }
    }

    fn end_cell(&mut self) -> Result<(), ReadError> {
        let cell = std::mem::take(&mut self.cell);
        if !cell.here {
            return Ok(());
        }
        self.paragraphs = 0;
        let first = self.column;
        self.column = first.saturating_add(cell.repeated);
        let Some(value) = value(&cell) else { return Ok(()) };
        self.budget.text(&value)?;
        for column in first..self.column {
            self.budget.take(self.row.saturating_add(1), column)?;
            self.cells.push((column, value.clone()));
        }
        Ok(())
    }

    /// A row that repeats counts with every repetition; empty ones only move on.
    fn end_row(&mut self) -> Result<(), ReadError> {
        let repeated = std::mem::take(&mut self.row_repeated);
        let cells = std::mem::take(&mut self.cells);
        let first = self.row;
        self.row = first.saturating_add(repeated);
        let Some(sheet) = self.sheets.last_mut().filter(|_| !cells.is_empty()) else { return Ok(()) };
        for number in (first..self.row).map(|row| row.saturating_add(1)) {
            if number > first.saturating_add(1) {
                cells.iter().try_for_each(|(column, _)| self.budget.take(number, *column))?;
            }
            sheet.rows.push(Row { number, hidden: self.row_hidden, cells: cells.clone() });
        }
        Ok(())
    }
}

/// Hidden by hand or by a filter.
fn is_hidden(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "visibility").is_some_and(|how| how == "collapse" || how == "filter")
}

fn value(cell: &Open) -> Option<Cell> {
    let shown = || Some(cell.text.clone()).filter(|text| !text.is_empty()).map(Cell::Text);
    match cell.kind.as_str() {
        "error" => Some(Cell::Error(cell.text.clone())),
        // A formula whose kind is announced without a value was never computed.
        "float" | "percentage" | "currency" | "date" | "boolean"
            if cell.formula && cell.value.is_empty() && cell.text.is_empty() =>
        {
            Some(Cell::Uncomputed)
        }
        "float" | "percentage" | "currency" => cell.value.parse::<f64>().ok().map(number).or_else(shown),
        "date" => date(&cell.value, cell.month_only).or_else(shown),
        "boolean" => Some(Cell::Bool(cell.value == "true")),
        "string" if !cell.value.is_empty() => Some(Cell::Text(cell.value.clone())),
        "" if cell.formula && cell.text.is_empty() => Some(Cell::Uncomputed),
        _ => shown(),
    }
}

/// `2021-03-05`, with a time behind it or not.
fn date(text: &str, month_only: bool) -> Option<Cell> {
    let moment = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f")
        .ok()
        .or_else(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|day| day.and_time(NaiveTime::MIN)))?;
    let day = moment.date();
    let first = chrono::Datelike::day(&day) == 1 && moment.time() == NaiveTime::MIN;
    Some(Cell::Date { day, month_only: month_only && first })
}
