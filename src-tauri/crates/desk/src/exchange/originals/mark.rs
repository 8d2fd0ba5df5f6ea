//! 标红的副本 — a copy of the clerk's own workbook with the bad cells red and a column 错误说明, to be put right in it.

use std::collections::BTreeMap;
use std::path::Path;

use shebao_documents::patch::{Edit, Put, SheetEdits, rebuilt};
use shebao_documents::recognise::{Field, SheetGuess};
use shebao_documents::sheet::{Format, Sheet};
use shebao_documents::worker::patch_in_worker;

use crate::Moment;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::exchange::reading::inspect::of_reading;
use crate::exchange::reading::open::OpenFile;
use crate::wire::exchange::{ImportReport, ImportRequest};
use crate::wire::export::Exported;

/// The heading of the added column.
const HEADING: &str = "错误说明";
const WIDTH: u32 = 60;

/// What is said of one row: which columns are wrong, and why.
#[derive(Default)]
struct Said {
    columns: Vec<String>,
    reasons: Vec<String>,
}

impl Desk {
    /// 导出标红 of a file that was inspected, with the clerk's choices: every refused row and every question at its place.
    /// Nothing is taken in, and her own file is not touched.
    ///
    /// # Errors
    /// [`Code::UnknownRecord`] for a handle that is gone; as a rehearsal of [`Desk::exchange_import`];
    /// [`Code::CannotWrite`].
    pub fn exchange_mark(&mut self, request: &ImportRequest, path: &Path, now: Moment) -> Outcome<Exported> {
        let gone = || Failure::new(Code::UnknownRecord).with("what", "打开的文件");
        let file = self.tools.files.get(&request.handle).ok_or_else(gone)?;
        let rehearsal = ImportRequest { dry_run: true, ..request.clone() };
        let report = self.exchange_import(&rehearsal, now)?;
        let guesses: Vec<SheetGuess> = self.ready(&file, &rehearsal)?.into_iter().map(|ready| ready.guess).collect();
        let of_tables: Vec<SheetEdits> = guesses.iter().filter_map(|guess| edits(&file, guess, &report)).collect();
        let texts = of_tables.iter().flat_map(|table| &table.edits).filter(|edit| !edit.mark).count();
        let marked = texts.saturating_sub(of_tables.len());
        let edits = by_tab(of_tables);
        if marked == 0 {
            let notes = vec!["没有要标红的行，未生成文件".to_owned()];
            return Ok(Exported { notes, ..Exported::default() });
        }
        let mut notes = Vec::new();
        let bytes = if file.workbook.format == Format::Xlsx {
            patch_in_worker(&self.tools.worker, &file.bytes, &edits).map_err(|e| of_reading(&e, &file.name))?
        } else {
            notes.push("原文件不是 .xlsx，副本按原来的行列另做，颜色和列宽等格式没有保留".to_owned());
            let error = |_| Failure::new(Code::TooLarge).with("file", &file.name);
            rebuilt(&file.workbook, &edits).map_err(error)?
        };
        crate::handout::write(path, &bytes)?;
        let rows = u32::try_from(marked).unwrap_or(u32::MAX);
        Ok(Exported { file: Some(path.display().to_string()), rows, left_out: Vec::new(), notes })
    }

    /// The name proposed for the marked copy of a file.
    ///
    /// # Errors
    /// [`Code::UnknownRecord`] for a handle that is gone.
    pub fn exchange_mark_name(&self, handle: &str) -> Outcome<String> {
        let gone = || Failure::new(Code::UnknownRecord).with("what", "打开的文件");
        let file = self.tools.files.get(handle).ok_or_else(gone)?;
        let stem = file.name.rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem);
        // A workbook with macros keeps its kind; what cannot be marked in place becomes a new workbook.
        let end = if file.workbook.format == Format::Xlsx { file.ending() } else { "xlsx" };
        Ok(format!("{stem}_标红.{end}"))
    }
}

/// The edits of one sheet; none where nothing is wrong with it.
fn edits(file: &OpenFile, guess: &SheetGuess, report: &ImportReport) -> Option<SheetEdits> {
    let tab = file.tab(guess);
    let sheet = file.workbook.sheets.iter().find(|sheet| sheet.name == tab)?;
    let rows = said(guess, report);
    if rows.is_empty() {
        return None;
    }
    let added = added_column(sheet);
    let text = |row, text: String| Edit { row, column: added, put: Put::Text(text), mark: false };
    let head = guess.header_rows.first().map(|first| last_in_a_row(&guess.header_rows, *first)).unwrap_or(1);
    let mut edits = vec![text(head, HEADING.to_owned())];
    for (row, said) in rows {
        edits.push(text(row, said.reasons.join("；")));
        let named = said.columns.iter().filter_map(|letter| guess.columns.iter().find(|c| c.letter == *letter));
        let mut red: Vec<u32> = named.map(|column| column.index).collect();
        if red.is_empty() {
            // A reason for the whole row stands at its first cell.
            red.extend(sheet.row(row).and_then(|found| found.filled().next()).map(|(column, _)| column));
        }
        edits.extend(red.into_iter().map(|column| Edit { row, column, put: Put::Keep, mark: true }));
    }
    Some(SheetEdits { sheet: tab.to_owned(), edits, like_row: None, wide: Some((added, WIDTH)) })
}

/// Several tables of one tab are marked together; what is said of one row by two of them stands in one cell.
fn by_tab(of_tables: Vec<SheetEdits>) -> Vec<SheetEdits> {
    let mut tabs: Vec<SheetEdits> = Vec::new();
    for table in of_tables {
        let Some(tab) = tabs.iter_mut().find(|tab| tab.sheet == table.sheet) else {
            tabs.push(table);
            continue;
        };
        for edit in table.edits {
            let there = tab.edits.iter_mut().find(|old| !old.mark && (old.row, old.column) == (edit.row, edit.column));
            match (there.map(|old| &mut old.put), &edit.put) {
                (Some(Put::Text(said)), Put::Text(more)) if *more == HEADING || said.contains(more.as_str()) => {}
                (Some(Put::Text(said)), Put::Text(more)) => *said = format!("{said}；{more}"),
                _ => tab.edits.push(edit),
            }
        }
    }
    tabs
}

/// What the report says of each row of a sheet.
fn said(guess: &SheetGuess, report: &ImportReport) -> BTreeMap<u32, Said> {
    let sheet = guess.sheet.as_str();
    let mut rows: BTreeMap<u32, Said> = BTreeMap::new();
    for rejected in report.rejected.iter().filter(|row| row.sheet == sheet && row.row > 0) {
        let said = rows.entry(rejected.row).or_default();
        said.columns.extend(rejected.column.clone());
        said.reasons.push(rejected.message.clone());
    }
    for question in report.questions.iter().filter(|question| question.sheet == sheet && question.row > 0) {
        let said = rows.entry(question.row).or_default();
        let column = field_of(&question.code).and_then(|field| guess.column_of(field));
        said.columns.extend(column.map(|column| column.letter.clone()));
        said.reasons.push(question.message.clone());
    }
    for said in rows.values_mut() {
        said.reasons.dedup();
    }
    rows
}

/// The field that a question is about.
fn field_of(code: &str) -> Option<Field> {
    match code {
        "wrong_check_digit" => Some(Field::IdNumber),
        "employee_no_contradicts" => Some(Field::EmployeeNo),
        "ambiguous_name" | "name_differs" | "agency_whose" => Some(Field::Name),
        _ => None,
    }
}

/// The first column behind everything that is filled, and not a hidden one.
fn added_column(sheet: &Sheet) -> u32 {
    let last = sheet.rows.iter().filter_map(|row| row.filled().last()).map(|(column, _)| column).max();
    let mut column = last.map_or(0, |last| last + 1);
    while sheet.hidden_columns.contains(&column) {
        column += 1;
    }
    column
}

/// The last of the rows that follow each other from the first one on.
fn last_in_a_row(rows: &[u32], first: u32) -> u32 {
    rows.iter().fold(first, |last, row| if *row == last + 1 { *row } else { last })
}
