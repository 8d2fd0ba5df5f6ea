//! 网页表格的格子 — the rows and columns of one table of a page, spans laid out, and how tables make up sheets.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::html::{collapse, tidy};
use super::{Budget, MAX_COLUMN, MAX_MERGES, MAX_TEXT, ReadError};
use crate::sheet::{Cell, Merge, Row, Sheet};

/// What the standard lets a cell span at most.
const MOST_COLUMNS: u32 = 1_000;
const MOST_ROWS: u32 = 65_534;
/// A number of more digits was cut by the program that held it.
const LONGEST_NUMBER: usize = 15;
/// A table of fewer rows is a title, headings or a footer of another one.
const ROWS_OF_DATA: usize = 4;

/// A piece of a page, in its order.
pub(super) enum Piece {
    /// Text outside of any table.
    Line(String),
    /// A table.
    Table(Table),
    /// The page says that another sheet begins.
    NewSheet,
}

/// A table that was read.
#[derive(Default)]
pub(super) struct Table {
    rows: Vec<Row>,
    merges: Vec<Merge>,
    hidden_columns: Vec<u32>,
    /// Rows and columns it takes up.
    height: u32,
    width: u32,
}

/// A table under way.
#[derive(Default)]
pub(super) struct Grid {
    table: Table,
    row: Option<Row>,
    column: u32,
    /// Columns that a cell above reaches down into, with the rows it still takes.
    taken: BTreeMap<u32, u32>,
    cell: Option<Open>,
    columns_declared: u32,
}

/// A cell under way.
struct Open {
    text: String,
    columns: u32,
    rows: u32,
    /// The number behind the text, as LibreOffice and Excel note it.
    stored: Option<String>,
}

impl Grid {
    pub(super) fn start(
        &mut self,
        name: &str,
        attribute: &dyn Fn(&str) -> Option<String>,
        budget: &mut Budget,
    ) -> Result<(), ReadError> {
        let span = |name: &str, most: u32| {
            attribute(name).and_then(|text| text.trim().parse::<u32>().ok()).unwrap_or(1).clamp(1, most)
        };
        let unseen = || {
            let style: String = attribute("style").unwrap_or_default().chars().filter(|c| !c.is_whitespace()).collect();
            style.to_ascii_lowercase().contains("display:none") || attribute("hidden").is_some()
        };
        match name {
            "tr" => {
                self.end_row(budget)?;
                self.begin_row(unseen());
            }
            "td" | "th" => {
                self.end_cell(budget)?;
                if self.row.is_none() {
                    self.begin_row(false);
                }
                self.cell = Some(Open {
                    text: String::new(),
                    columns: span("colspan", MOST_COLUMNS),
                    rows: span("rowspan", MOST_ROWS),
                    stored: attribute("x:num").or_else(|| attribute("sdval")),
                });
            }
            "col" if self.columns_declared < MAX_COLUMN => {
                let columns = span("span", MOST_COLUMNS);
                if unseen() {
                    self.table.hidden_columns.extend(self.columns_declared..self.columns_declared + columns);
                }
                self.columns_declared = (self.columns_declared + columns).min(MAX_COLUMN);
            }
            _ => {}
        }
        Ok(())
    }

    pub(super) fn end(&mut self, name: &str, budget: &mut Budget) -> Result<(), ReadError> {
        match name {
            "td" | "th" => self.end_cell(budget),
            "tr" => self.end_row(budget),
            _ => Ok(()),
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        if let Some(cell) = &mut self.cell {
            collapse(&mut cell.text, text);
        }
    }

    pub(super) fn line_break(&mut self) {
        if let Some(cell) = &mut self.cell {
            cell.text.push('\n');
        }
    }

    pub(super) fn line_break_once(&mut self) {
        if let Some(cell) = self.cell.as_mut().filter(|cell| !cell.text.is_empty() && !cell.text.ends_with('\n')) {
            cell.text.push('\n');
        }
    }

    /// The table, if anything stands in it.
    pub(super) fn finished(mut self, budget: &mut Budget) -> Result<Option<Piece>, ReadError> {
        self.end_row(budget)?;
        Ok((!self.table.rows.is_empty()).then_some(Piece::Table(self.table)))
    }

    fn begin_row(&mut self, hidden: bool) {
        self.table.height = self.table.height.saturating_add(1);
        self.column = 0;
        self.row = Some(Row { number: self.table.height, hidden, cells: Vec::new() });
    }

    fn end_row(&mut self, budget: &mut Budget) -> Result<(), ReadError> {
        self.end_cell(budget)?;
        let Some(row) = self.row.take() else { return Ok(()) };
        // Cells of this row reach down from the next one on; those of rows above have one row less to go.
        let here = row.number;
        self.taken.retain(|_, last| *last > here);
        if !row.cells.is_empty() {
            self.table.rows.push(row);
        }
        Ok(())
    }

    fn end_cell(&mut self, budget: &mut Budget) -> Result<(), ReadError> {
        let (Some(open), Some(row)) = (self.cell.take(), self.row.as_mut()) else { return Ok(()) };
        while self.taken.contains_key(&self.column) {
            self.column += 1;
        }
        let (left, right) = (self.column, self.column.saturating_add(open.columns - 1).min(MAX_COLUMN - 1));
        self.column = right + 1;
        self.table.width = self.table.width.max(self.column);
        let bottom = row.number.saturating_add(open.rows - 1);
        if open.rows > 1 {
            self.taken.extend((left..=right).map(|column| (column, bottom)));
        }
        if (open.rows > 1 || right > left) && self.table.merges.len() < MAX_MERGES {
            self.table.merges.push(Merge { top: row.number, bottom, left, right });
        }
        let text = tidy(&open.text);
        if text.is_empty() {
            return Ok(());
        }
        budget.take(row.number, left)?;
        if text.len() > MAX_TEXT && text.chars().count() > MAX_TEXT {
            return Err(ReadError::TooLarge { what: format!("一个单元格超过 {MAX_TEXT} 个字") });
        }
        let value = open.stored.and_then(|stored| stored_number(&text, &stored));
        row.cells.push((left, value.map_or(Cell::Text(text), Cell::Number)));
        Ok(())
    }
}

/// The stored number behind a shown one, where the page carries it and it was only rounded for show: `8,601` of 8600.5.
/// What is shown in another form (a date, a percentage, a number with zeros in front) stays as it is shown. A number too
/// long for a spreadsheet is told as one, so that nobody takes its last digits for whole.
fn stored_number(shown: &str, stored: &str) -> Option<String> {
    let plain: String = shown.chars().filter(|c| *c != ',').collect();
    let of = |text: &str| Decimal::from_str_exact(text).or_else(|_| Decimal::from_scientific(text)).ok();
    let (value, stored) = (of(&plain)?, of(stored.trim())?);
    let digits = plain.chars().filter(char::is_ascii_digit).count();
    if digits > LONGEST_NUMBER || plain.contains(['e', 'E']) {
        return Some(stored.normalize().to_string());
    }
    let half = Decimal::new(5, value.scale() + 1);
    let rounded = stored.scale() > value.scale() && (value - stored).abs() <= half;
    rounded.then(|| stored.normalize().to_string())
}

/// Lays tables into sheets as a spreadsheet program stacks them: one below the other with the texts between them. Another
/// sheet begins where the page says so, and with a further table of data that has another width.
pub(super) fn assemble(pieces: Vec<Piece>, names: &[String]) -> Vec<Sheet> {
    let mut stacks: Vec<Stack> = vec![Stack::default()];
    for piece in pieces {
        let Some(stack) = stacks.last_mut() else { break };
        match piece {
            Piece::NewSheet if stack.below > 0 => stacks.push(Stack { marked: true, ..Stack::default() }),
            Piece::NewSheet => stack.marked = true,
            Piece::Line(text) if stack.marked && stack.below == 0 && stack.name.is_none() => stack.name = Some(text),
            Piece::Line(text) => stack.line(text),
            Piece::Table(table) => {
                let of_data = table.rows.iter().filter(|row| row.cells.len() > 1).count() >= ROWS_OF_DATA;
                let another = of_data && stack.width_of_data.is_some_and(|width| width != table.width);
                if another {
                    let mut next = Stack::default();
                    next.table(table, of_data);
                    stacks.push(next);
                } else {
                    stack.table(table, of_data);
                }
            }
        }
    }
    stacks.retain(|stack| !stack.sheet.rows.is_empty());
    let told = names.len() == stacks.len();
    let sheets = stacks.into_iter().enumerate().map(|(index, stack)| {
        let own = stack.name.as_deref().map(|name| name.rsplit(": ").next().unwrap_or(name).to_owned());
        let listed = names.get(index).filter(|_| told).cloned();
        let name = own.or(listed).unwrap_or_else(|| format!("网页表{}", index + 1));
        Sheet { name: name.chars().take(100).collect(), visible: true, ..stack.sheet }
    });
    sheets.collect()
}

/// A sheet that grows downwards.
#[derive(Default)]
struct Stack {
    sheet: Sheet,
    below: u32,
    width_of_data: Option<u32>,
    marked: bool,
    name: Option<String>,
}

impl Stack {
    fn line(&mut self, text: String) {
        self.below = self.below.saturating_add(1);
        let text: String = text.chars().take(MAX_TEXT).collect();
        self.sheet.rows.push(Row { number: self.below, hidden: false, cells: vec![(0, Cell::Text(text))] });
    }

    fn table(&mut self, table: Table, of_data: bool) {
        let down = |row: u32| row.saturating_add(self.below);
        self.sheet.rows.extend(table.rows.into_iter().map(|row| Row { number: down(row.number), ..row }));
        let merges = table.merges.into_iter();
        self.sheet.merges.extend(merges.map(|m| Merge { top: down(m.top), bottom: down(m.bottom), ..m }));
        self.sheet.hidden_columns.extend(table.hidden_columns);
        if of_data {
            self.width_of_data = Some(table.width);
        }
        self.below = self.below.saturating_add(table.height);
    }
}
