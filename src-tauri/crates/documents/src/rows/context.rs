//! One row being read: finds the cell of a field, keeps the flaws with their place.

use std::collections::BTreeMap;

use shebao_rules::day::Day;
use shebao_rules::identity::mask;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;

use crate::clean::{self, Flaw, Issue, IssueCode, Reading, Severity};
use crate::recognise::{Column, Field, SheetGuess};
use crate::sheet::{Cell, Row, Sheet};

pub(super) struct RowReader<'a> {
    pub sheet: &'a Sheet,
    pub guess: &'a SheetGuess,
    pub row: &'a Row,
    pub groups: &'a Groups,
    pub issues: Vec<Issue>,
}

/// 合并的分组 — the merged areas of the columns whose value holds for all rows of an area, by column and first row.
#[derive(Default)]
pub(super) struct Groups(BTreeMap<u32, BTreeMap<u32, (u32, u32)>>);

impl Groups {
    pub fn of(sheet: &Sheet, guess: &SheetGuess) -> Self {
        let fields = [Field::Department, Field::Unit, Field::City, Field::Month];
        let mut groups = Self::default();
        for column in fields.into_iter().filter_map(|field| guess.column_of(field)).map(|column| column.index) {
            let down = sheet.merges.iter().filter(|m| m.top < m.bottom && (m.left..=m.right).contains(&column));
            groups.0.insert(column, down.map(|m| (m.top, (m.bottom, m.left))).collect());
        }
        groups
    }

    /// First row and column of the area around a place.
    fn head(&self, column: u32, row: u32) -> Option<(u32, u32)> {
        let (top, (bottom, left)) = self.0.get(&column)?.range(..=row).next_back()?;
        (row <= *bottom).then_some((*top, *left))
    }
}

impl<'a> RowReader<'a> {
    pub fn new(sheet: &'a Sheet, guess: &'a SheetGuess, row: &'a Row, groups: &'a Groups) -> Self {
        let mut reader = Self { sheet, guess, row, groups, issues: Vec::new() };
        if row.hidden {
            reader.flaw(None, Flaw::new(IssueCode::HiddenRow, "隐藏行。请确认是否仍需要这一行。"));
        }
        reader
    }

    /// The cell of a field; groups that are merged downwards give every row their value.
    pub fn cell(&self, field: Field) -> Option<&'a Cell> {
        let column = self.guess.column_of(field)?.index;
        let own = self.row.cell(column).filter(|cell| !cell.is_blank());
        own.or_else(|| {
            let (top, left) = self.groups.head(column, self.row.number).filter(|(top, _)| *top < self.row.number)?;
            self.sheet.cell(top, left)
        })
    }

    /// Reads a field, keeping its flaw.
    pub fn read<T>(&mut self, field: Field, read: impl Fn(&Cell) -> Reading<T>) -> Option<T> {
        let reading = read(self.cell(field)?);
        self.keep(field, reading, None)
    }

    /// Reads a field whose flaws never weigh more than `most`: the row does not depend on it.
    pub fn read_softly<T>(&mut self, field: Field, most: Severity, read: impl Fn(&Cell) -> Reading<T>) -> Option<T> {
        let reading = read(self.cell(field)?);
        self.keep(field, reading, Some(most))
    }

    fn keep<T>(&mut self, field: Field, reading: Reading<T>, most: Option<Severity>) -> Option<T> {
        if let Some(flaw) = reading.flaw {
            self.flaw(Some(field), flaw);
            if let (Some(most), Some(last)) = (most, self.issues.last_mut()) {
                last.severity = last.severity.min(most);
            }
        }
        reading.value
    }

    pub fn text(&mut self, field: Field) -> Option<String> {
        self.read_softly(field, Severity::Note, clean::plain)
    }

    pub fn date(&mut self, field: Field) -> Option<Day> {
        let day = self.read(field, clean::date);
        if matches!(day, Some(Day::MonthOnly(_))) {
            self.flaw(Some(field), Flaw::new(IssueCode::MonthOnly, "只有年月，没有日：按月份保存，不补造日期。"));
        }
        day
    }

    pub fn month(&mut self, field: Field) -> Option<Month> {
        self.read(field, clean::month)
    }

    pub fn base(&mut self, field: Field) -> Option<Yuan> {
        self.read_softly(field, Severity::Note, clean::base)
    }

    /// Keeps a flaw at the field's place.
    pub fn flaw(&mut self, field: Option<Field>, flaw: Flaw) {
        let column = field.and_then(|field| self.guess.column_of(field));
        let cell = column.and_then(|c| self.row.cell(c.index));
        self.issues.push(issue(flaw, self.row.number, column, cell));
    }

    /// Keeps the flaw of an amount without which the row must not go in: an unread one would be a missing one.
    pub fn refuse_at(&mut self, column: &Column, flaw: Flaw) {
        self.flaw_at(column, flaw, Severity::Refused);
        if let Some(last) = self.issues.last_mut() {
            last.severity = Severity::Refused;
        }
    }

    /// Keeps a flaw of a column that may stand several times.
    pub fn flaw_at(&mut self, column: &Column, flaw: Flaw, most: Severity) {
        let mut found = issue(flaw, self.row.number, Some(column), self.row.cell(column.index));
        found.severity = found.severity.min(most);
        self.issues.push(found);
    }
}

/// A flaw at its place, the value masked where it names a person or an account.
pub(super) fn issue(flaw: Flaw, row: u32, column: Option<&Column>, cell: Option<&Cell>) -> Issue {
    let field = column.and_then(|c| c.field);
    let value = cell.map(Cell::shown).filter(|text| !text.is_empty()).map(|text| masked(&text, field));
    Issue {
        code: flaw.code,
        severity: flaw.code.severity(),
        row,
        column: column.map(|c| c.letter.clone()),
        heading: column.map(|c| c.heading.clone()),
        field,
        message: flaw.message,
        value_masked: value,
        suggestion: flaw.suggestion,
    }
}

fn masked(text: &str, field: Option<Field>) -> String {
    let short: String = text.chars().take(40).collect();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let numbers = matches!(field, Some(Field::IdNumber | Field::Phone | Field::BankAccount));
    if numbers || digits >= 9 { mask(&short) } else { short }
}
