//! 识别 — what a file is; nothing is written.

use std::path::Path;
use std::{fs, io};

use shebao_documents::read::ReadError;
use shebao_documents::recognise::{Dialects, Kind, SheetGuess};
use shebao_documents::sheet::{Cell, Sheet};
use shebao_documents::worker;
use shebao_rules::identity;

use crate::error::{Code, Failure, Outcome};
use crate::exchange::reading::open::OpenFile;
use crate::tools::Tools;
use crate::wire::exchange::{ColumnView, Inspection, Problem, SheetView};

/// Files beyond this are no clerk's workbook.
const LARGEST: u64 = 128 * 1024 * 1024;

/// 识别一个文件; it stays at hand under the handle for preview and import. No book is needed.
///
/// # Errors
/// [`Code::FileMissing`], [`Code::NotASpreadsheet`], [`Code::EncryptedWorkbook`], [`Code::EmptySheet`], [`Code::TooLarge`],
/// [`Code::UnreadableSheet`].
pub fn inspect(tools: &Tools, path: &Path) -> Outcome<Inspection> {
    Ok(inspection(tools, read_file(tools, &tools.dialects, path)?))
}

/// What a file that was read is, kept under its handle.
pub(in crate::exchange) fn inspection(tools: &Tools, file: OpenFile) -> Inspection {
    let sheets: Vec<SheetView> =
        file.guesses.iter().filter_map(|g| Some(sheet_view(g, file.read().sheets.get(g.index)?))).collect();
    let problems = problems(&file.guesses);
    let name = file.name.clone();
    Inspection { handle: tools.files.keep(file), file: name, sheets, problems }
}

pub(crate) fn read_file(tools: &Tools, dialects: &Dialects, path: &Path) -> Outcome<OpenFile> {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let size = fs::metadata(path).map_err(|e| not_there(&e, &name))?.len();
    if size > LARGEST {
        return Err(Failure::new(Code::TooLarge).with("file", &name));
    }
    let bytes = fs::read(path).map_err(|_| unreadable(&name))?;
    let workbook = worker::read_in_worker(&tools.worker, &bytes).map_err(|e| of_reading(&e, &name))?;
    Ok(OpenFile::of(dialects, name, bytes, workbook))
}

/// Why a file or folder cannot be looked at: it is not there, or the system refuses.
pub(in crate::exchange) fn not_there(error: &io::Error, name: &str) -> Failure {
    if error.kind() == io::ErrorKind::NotFound {
        return Failure::new(Code::FileMissing).with("file", name);
    }
    unreadable(name)
}

fn unreadable(name: &str) -> Failure {
    Failure::new(Code::UnreadableSheet).with("file", name)
}

pub(in crate::exchange) fn of_reading(error: &ReadError, name: &str) -> Failure {
    let code = match error.code() {
        "not_a_spreadsheet" => Code::NotASpreadsheet,
        "encrypted" => Code::EncryptedWorkbook,
        "empty_file" | "no_cells" => Code::EmptySheet,
        "too_large" => Code::TooLarge,
        _ => Code::UnreadableSheet,
    };
    Failure::new(code).with("file", name).detailed([error.message()])
}

/// The kind as it crosses the wire; what this program does not take in yet says so.
pub(in crate::exchange) fn kind_id(kind: Kind) -> String {
    if kind.is_taken_in() || kind == Kind::Unknown { kind.id().to_owned() } else { format!("other:{}", kind.id()) }
}

fn problems(guesses: &[SheetGuess]) -> Vec<Problem> {
    let unclear = guesses.iter().filter_map(|guess| Some(format!("“{}”：{}", guess.sheet, guess.unclear.as_ref()?)));
    let problem = |code: &str, message: String| Problem { code: code.to_owned(), message };
    let mut problems: Vec<Problem> = unclear.map(|message| problem("unclear_months", message)).collect();
    if !problems.is_empty() || guesses.iter().any(|g| g.import && g.kind.is_taken_in()) {
        return problems;
    }
    let other = guesses.iter().find(|g| !g.kind.is_taken_in() && g.kind != Kind::Unknown);
    problems.push(match other {
        Some(guess) => problem("other_kind", format!("认出是“{}”：{}", guess.kind.chinese(), INSTEAD)),
        None => problem("unknown_kind", "认不出这是什么表；请在“对应列”里选择类型并指定姓名、证件号码等列".to_owned()),
    });
    problems
}

/// What a file of the one kind that is not taken in (个税扣缴明细) is good for.
pub(in crate::exchange) const INSTEAD: &str = "其中的社保和公积金数字抄自工资表，不导入；请导入工资表和经办机构的明细";

fn sheet_view(guess: &SheetGuess, sheet: &Sheet) -> SheetView {
    SheetView {
        name: guess.sheet.clone(),
        visible: guess.visible,
        kind: kind_id(guess.kind),
        confidence: guess.confidence,
        reasons: guess.reasons.clone(),
        header_rows: guess.header_rows.clone(),
        rows: u32::try_from(guess.data_rows.len()).unwrap_or(u32::MAX),
        columns: guess
            .columns
            .iter()
            .map(|column| ColumnView {
                letter: column.letter.clone(),
                heading: column.heading.clone(),
                field: column.field.map(|f| f.to_string()),
                samples: samples(sheet, guess, column.index),
            })
            .collect(),
        month: guess.month.map(|m| m.to_string()),
        unit: guess.unit.clone(),
    }
}

/// Up to three values of a column; what looks like a document or account number is masked.
fn samples(sheet: &Sheet, guess: &SheetGuess, column: u32) -> Vec<String> {
    let rows = guess.data_rows.iter().filter_map(|number| sheet.row(*number));
    rows.filter_map(|row| row.cell(column)).filter_map(shown).take(3).collect()
}

fn shown(cell: &Cell) -> Option<String> {
    let text = match cell {
        Cell::Text(text) => text.trim().to_owned(),
        Cell::Number(number) => number.clone(),
        Cell::Date { day, month_only: true } => day.format("%Y-%m").to_string(),
        Cell::Date { day, .. } => day.to_string(),
        _ => return None,
    };
    let digits = text.chars().filter(char::is_ascii_digit).count();
    match (text.is_empty(), digits >= 11) {
        (true, _) => None,
        (false, true) => Some(identity::mask(&text)),
        (false, false) => Some(text),
    }
}
