//! Excel 2003 XML (SpreadsheetML): one text file with all sheets, mostly under the name .xls.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::xlsx::shows_month_only;
use super::xml::{append, attribute, broken, count};
use super::{Budget, MAX_COLUMN, MAX_MERGES, MAX_ROW, ReadError, number, workbook};
use crate::sheet::{Cell, Format, Merge, Row, Sheet, Workbook};

/// The name space that tells such a file.
pub(super) const NAME_SPACE: &str = "urn:schemas-microsoft-com:office:spreadsheet";

/// Reads every sheet.
pub(super) fn read(text: &str) -> Result<Workbook, ReadError> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut book = Book::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => book.start(&tag)?,
            Ok(Event::Empty(tag)) => {
                book.start(&tag)?;
                book.end(tag.local_name().as_ref())?;
            }
            Ok(Event::End(tag)) => book.end(tag.local_name().as_ref())?,
            Ok(Event::Eof) => break,
            Ok(event) if book.reading => append(&event, &mut book.text),
            Ok(_) => {}
            Err(_) => return Err(broken()),
        }
    }
    Ok(workbook(Format::Xml, book.sheets))
}

#[derive(Default)]
struct Book {
    sheets: Vec<Sheet>,
    budget: Budget,
    /// Styles that show year and month only, and the one under way.
    month_styles: BTreeSet<String>,
    style: String,
    row: u32,
    row_hidden: bool,
    /// Further rows that the last one stands for.
    row_span: u32,
    column: u32,
    declared_column: u32,
    cell: Option<Open>,
    /// Inside of a cell's data, whose text counts, or of the options' visibility.
    reading: bool,
    in_comment: bool,
    text: String,
}

/// A cell under way.
#[derive(Default)]
struct Open {
    formula: bool,
    month_only: bool,
    kind: Option<String>,
    text: String,
}

impl Book {
    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), ReadError> {
        match tag.local_name().as_ref() {
            b"Style" => self.style = attribute(tag, "ID").unwrap_or_default(),
            b"NumberFormat" => {
                let month = attribute(tag, "Format").is_some_and(|code| shows_month_only(&code, None));
                if month && !self.style.is_empty() {
                    self.month_styles.insert(self.style.clone());
                }
            }
            b"Worksheet" => {
                let name = attribute(tag, "Name").unwrap_or_else(|| format!("工作表{}", self.sheets.len() + 1));
                self.sheets.push(Sheet { name, visible: true, ..Sheet::default() });
                (self.row, self.row_span, self.column, self.declared_column) = (0, 0, 0, 0);
            }
            b"Column" => self.declare_column(tag),
            b"Row" => {
                let next = self.row.saturating_add(1).saturating_add(self.row_span);
                self.row = count(tag, "Index").unwrap_or(next).max(next);
                self.column = 0;
                self.row_hidden = attribute(tag, "Hidden").is_some_and(|v| v == "1");
                self.row_span = count(tag, "Span").unwrap_or(0);
            }
            b"Cell" => self.begin_cell(tag),
            b"Data" if !self.in_comment => {
                if let Some(cell) = &mut self.cell {
                    cell.kind = attribute(tag, "Type");
                    self.reading = true;
                    self.text.clear();
                }
            }
            b"Visible" => {
                self.reading = true;
                self.text.clear();
            }
            // A comment has data of its own.
            b"Comment" => self.in_comment = true,
            _ => {}
        }
        Ok(())
    }

    fn declare_column(&mut self, tag: &BytesStart<'_>) {
        let first = count(tag, "Index").map_or(self.declared_column, |index| index.saturating_sub(1));
        let next = first.saturating_add(count(tag, "Span").unwrap_or(0)).saturating_add(1).min(MAX_COLUMN);
        if attribute(tag, "Hidden").is_some_and(|v| v == "1")
            && let Some(sheet) = self.sheets.last_mut()
        {
            sheet.hidden_columns.extend(first..next);
        }
        self.declared_column = next;
    }

    fn begin_cell(&mut self, tag: &BytesStart<'_>) {
        if let Some(index) = count(tag, "Index") {
            self.column = index.saturating_sub(1).max(self.column);
        }
        let (across, down) = (count(tag, "MergeAcross").unwrap_or(0), count(tag, "MergeDown").unwrap_or(0));
        let area = Merge {
            top: self.row,
            bottom: self.row.saturating_add(down),
            left: self.column,
            right: self.column.saturating_add(across),
        };
        if across + down > 0
            && area.bottom <= MAX_ROW
            && area.right < MAX_COLUMN
            && let Some(sheet) = self.sheets.last_mut().filter(|sheet| sheet.merges.len() < MAX_MERGES)
        {
            sheet.merges.push(area);
        }
        let style = attribute(tag, "StyleID");
        self.cell = Some(Open {
            formula: attribute(tag, "Formula").is_some(),
            month_only: style.is_some_and(|id| self.month_styles.contains(&id)),
            ..Open::default()
        });
    }

    fn end(&mut self, name: &[u8]) -> Result<(), ReadError> {
        match name {
            b"Data" if self.reading => {
                self.reading = false;
                if let Some(cell) = &mut self.cell {
                    cell.text = std::mem::take(&mut self.text);
                }
            }
            b"Visible" => {
                self.reading = false;
                if let Some(sheet) = self.sheets.last_mut() {
                    sheet.visible = !self.text.trim().starts_with("Sheet");
                }
            }
            b"Comment" => self.in_comment = false,
            b"Cell" => self.end_cell()?,
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), ReadError> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let column = self.column;
        let covered = self.sheets.last().and_then(|sheet| sheet.merges.last());
        let right = covered.filter(|m| m.top == self.row && m.left == column).map_or(column, |m| m.right);
        self.column = right.saturating_add(1);
        let Some(value) = value(cell) else { return Ok(()) };
        self.budget.take(self.row, column)?;
        self.budget.text(&value)?;
        let Some(sheet) = self.sheets.last_mut() else { return Ok(()) };
        match sheet.rows.last_mut().filter(|row| row.number == self.row) {
            Some(row) => row.cells.push((column, value)),
            None => {
                sheet.rows.push(Row { number: self.row, hidden: self.row_hidden, cells: vec![(column, value)] });
            }
        }
        Ok(())
    }
}

fn value(cell: Open) -> Option<Cell> {
    let Some(kind) = cell.kind else { return cell.formula.then_some(Cell::Uncomputed) };
    let text = cell.text;
    match kind.as_str() {
        "Number" => Some(text.trim().parse::<f64>().map_or(Cell::Text(text), number)),
        "DateTime" => Some(date(&text, cell.month_only).unwrap_or(Cell::Text(text))),
        "Boolean" => Some(Cell::Bool(text.trim() == "1")),
        "Error" => Some(Cell::Error(text)),
        _ if text.is_empty() => None,
        _ => Some(Cell::Text(text)),
    }
}

/// `2021-03-05T00:00:00.000`. A time alone is told by Excel's day zero.
fn date(text: &str, month_only: bool) -> Option<Cell> {
    let moment = NaiveDateTime::parse_from_str(text.trim(), "%Y-%m-%dT%H:%M:%S%.f").ok()?;
    let day = moment.date();
    (chrono::Datelike::year(&day) >= 1900).then(|| Cell::Date {
        day,
        month_only: month_only && chrono::Datelike::day(&day) == 1 && moment.time() == chrono::NaiveTime::MIN,
    })
}
