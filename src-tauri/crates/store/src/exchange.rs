//! 导入 — what was taken in from which file: batches, sheets, rows, questions. Evidence: it stays even when undone.

use rusqlite::params;
use serde::Serialize;
use serde_json::Value;
use shebao_rules::month::Month;

use crate::act::Tx;
use crate::error::Result;
use crate::row::{Columns, Moment, Stored, compact, moment_text, parse_moment, words};
use crate::view::View;

words! {
    /// 批次状态.
    BatchState {
        /// 有效.
        Active = "active" / "有效",
        /// 已撤销.
        Undone = "undone" / "已撤销",
    }
}

/// A batch to be recorded; the rest (time, user, action) is known to the action under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBatch<'a> {
    /// File name without folders.
    pub file_name: &'a str,
    /// SHA-256 of the file, lower-case hex.
    pub file_hash: &'a str,
    /// Kinds of sheets in it, joined by a comma.
    pub kinds: &'a str,
    /// The file itself, where it is kept.
    pub document_id: Option<i64>,
}

/// 导入批次 — one file taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImportBatch {
    /// File name without folders.
    pub file_name: String,
    /// SHA-256 of the file, lower-case hex.
    pub file_hash: String,
    /// When.
    pub imported_at: Moment,
    /// By whom.
    pub user: String,
    /// Kinds of sheets in it, joined by a comma.
    pub kinds: String,
    /// The file itself, where it is kept.
    pub document_id: Option<i64>,
    /// Whether it counts.
    pub state: BatchState,
    /// 动作号 to undo it by.
    pub action_seq: i64,
}

/// 导入工作表 — one sheet of a batch with the map from fields to columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImportSheet {
    /// The batch.
    pub batch_id: i64,
    /// Sheet name.
    pub sheet: String,
    /// What it is: roster, bases, payroll …
    pub kind: String,
    /// The unit it speaks of.
    pub unit_id: Option<i64>,
    /// The month it speaks of.
    pub month: Option<Month>,
    /// 1-based header rows (JSON list).
    pub header_rows: Value,
    /// Field → column letter (JSON object).
    pub columns: Value,
    /// Data rows read.
    pub rows: i64,
    /// Rows that changed something.
    pub accepted: i64,
    /// Rows that said what was known.
    pub unchanged: i64,
    /// Rows refused.
    pub rejected: i64,
    /// The file's own sums beside ours (JSON list).
    pub control_totals: Value,
}

/// 导入行 — what became of one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImportRow {
    /// The sheet.
    pub sheet_id: i64,
    /// 1-based row.
    pub row: i64,
    /// 0, or counts several outcomes of one row.
    pub part: i64,
    /// What was done with it.
    pub action: String,
    /// Why, as an identifier; may be empty.
    pub code: String,
    /// Why, in the clerk's words; may be empty.
    pub message: String,
    /// Whom it met.
    pub employee_id: Option<i64>,
    /// What was read (JSON).
    pub detail: Value,
}

/// An imported row to be recorded, as [`ImportRow`] reads it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewImportRow<'a> {
    /// The sheet.
    pub sheet_id: i64,
    /// 1-based row.
    pub row: i64,
    /// 0, or counts several outcomes of one row.
    pub part: i64,
    /// What was done with it.
    pub action: &'a str,
    /// Why, as an identifier; may be empty.
    pub code: &'a str,
    /// Why, in the clerk's words; may be empty.
    pub message: &'a str,
    /// Whom it met.
    pub employee_id: Option<i64>,
    /// What was read, as JSON text.
    pub detail: &'a str,
}

/// 待答问题 — what only a person can decide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImportQuestion {
    /// The batch.
    pub batch_id: i64,
    /// Sheet name.
    pub sheet: Option<String>,
    /// 1-based row.
    pub row: Option<i64>,
    /// What is asked, as an identifier.
    pub code: String,
    /// What is asked, in the clerk's words.
    pub message: String,
    /// The choices (JSON list).
    pub choices: Value,
    /// The choice taken.
    pub answer: Option<String>,
    /// When it was taken.
    pub answered_at: Option<Moment>,
}

const BATCH: &str =
    "SELECT id, file_name, file_hash, imported_at, user, kinds, document_id, state, action_seq FROM import_batch";
const SHEET: &str = "SELECT id, batch_id, sheet, kind, unit_id, month, header_rows, columns, rows, accepted, unchanged,
    rejected, control_totals FROM import_sheet";
const QUESTION: &str =
    "SELECT id, batch_id, sheet, row, code, message, choices, answer, answered_at FROM import_question";

fn read_batch(c: &mut Columns<'_, '_>) -> Result<Stored<ImportBatch>> {
    Ok(Stored {
        id: c.plain()?,
        row: ImportBatch {
            file_name: c.plain()?,
            file_hash: c.plain()?,
            imported_at: c.moment()?,
            user: c.plain()?,
            kinds: c.plain()?,
            document_id: c.plain()?,
            state: c.word()?,
            action_seq: c.plain()?,
        },
    })
}

fn read_sheet(c: &mut Columns<'_, '_>) -> Result<Stored<ImportSheet>> {
    Ok(Stored {
        id: c.plain()?,
        row: ImportSheet {
            batch_id: c.plain()?,
            sheet: c.plain()?,
            kind: c.plain()?,
            unit_id: c.plain()?,
            month: c.month_or_none()?,
            header_rows: c.json()?,
            columns: c.json()?,
            rows: c.plain()?,
            accepted: c.plain()?,
            unchanged: c.plain()?,
            rejected: c.plain()?,
            control_totals: c.json()?,
        },
    })
}

fn read_question(c: &mut Columns<'_, '_>) -> Result<Stored<ImportQuestion>> {
    Ok(Stored {
        id: c.plain()?,
        row: ImportQuestion {
            batch_id: c.plain()?,
            sheet: c.plain()?,
            row: c.plain()?,
            code: c.plain()?,
            message: c.plain()?,
            choices: c.json()?,
            answer: c.plain()?,
            answered_at: c.plain::<Option<String>>()?.as_deref().map(parse_moment).transpose()?,
        },
    })
}

impl View<'_> {
    /// All batches, the newest first.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn batches(&self) -> Result<Vec<Stored<ImportBatch>>> {
        self.rows(&format!("{BATCH} ORDER BY id DESC"), [], read_batch)
    }

    /// One batch.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn batch(&self, id: i64) -> Result<Option<Stored<ImportBatch>>> {
        self.first(&format!("{BATCH} WHERE id = ?1"), [id], read_batch)
    }

    /// The batch in effect that took in a file of this hash.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn batch_by_hash(&self, file_hash: &str) -> Result<Option<Stored<ImportBatch>>> {
        let sql = format!("{BATCH} WHERE file_hash = ?1 AND state = 'active' ORDER BY id DESC LIMIT 1");
        self.first(&sql, [file_hash], read_batch)
    }

    /// The sheets of a batch.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn sheets(&self, batch_id: i64) -> Result<Vec<Stored<ImportSheet>>> {
        self.rows(&format!("{SHEET} WHERE batch_id = ?1 ORDER BY id"), [batch_id], read_sheet)
    }

    /// All sheets in effect of one kind, the oldest first.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn sheets_of_kind(&self, kind: &str) -> Result<Vec<Stored<ImportSheet>>> {
        let wanted = "WHERE kind = ?1 AND batch_id IN (SELECT id FROM import_batch WHERE state = 'active') ORDER BY id";
        self.rows(&format!("{SHEET} {wanted}"), [kind], read_sheet)
    }

    /// One sheet, as an origin names it.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn sheet(&self, id: i64) -> Result<Option<Stored<ImportSheet>>> {
        self.first(&format!("{SHEET} WHERE id = ?1"), [id], read_sheet)
    }

    /// The rows of a sheet.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn import_rows(&self, sheet_id: i64) -> Result<Vec<ImportRow>> {
        let sql = "SELECT sheet_id, row, part, action, code, message, employee_id, detail FROM import_row
            WHERE sheet_id = ?1 ORDER BY row, part";
        self.rows(sql, [sheet_id], |c| {
            Ok(ImportRow {
                sheet_id: c.plain()?,
                row: c.plain()?,
                part: c.plain()?,
                action: c.plain()?,
                code: c.plain()?,
                message: c.plain()?,
                employee_id: c.plain()?,
                detail: c.json()?,
            })
        })
    }

    /// The questions, or only those without an answer.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn questions(&self, open_only: bool) -> Result<Vec<Stored<ImportQuestion>>> {
        self.rows(&format!("{QUESTION} WHERE ?1 = 0 OR answer IS NULL ORDER BY id"), [open_only], read_question)
    }
}

impl Tx<'_> {
    /// Records the file that this action takes in; undoing the action marks the batch undone.
    ///
    /// # Errors
    /// [`crate::StoreError::Reference`] if there is no such document.
    pub fn insert_batch(&mut self, batch: &NewBatch<'_>) -> Result<i64> {
        self.changed_unjournaled();
        let (now, user, action_seq) = (moment_text(self.now()), self.user().name.clone(), self.action_seq());
        self.insert(
            "INSERT INTO import_batch (file_name, file_hash, imported_at, user, kinds, document_id, state, action_seq)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'active', ?7)",
            params![batch.file_name, batch.file_hash, now, user, batch.kinds, batch.document_id, action_seq],
        )
    }

    /// Records a sheet of a batch; the facts it brings name it as their origin.
    ///
    /// # Errors
    /// [`crate::StoreError::Reference`] if there is no such batch.
    pub fn insert_sheet(&mut self, sheet: &ImportSheet) -> Result<i64> {
        self.insert(
            "INSERT INTO import_sheet (batch_id, sheet, kind, unit_id, month, header_rows, columns, rows, accepted,
             unchanged, rejected, control_totals) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            params![
                sheet.batch_id,
                sheet.sheet,
                sheet.kind,
                sheet.unit_id,
                compact(sheet.month),
                sheet.header_rows.to_string(),
                sheet.columns.to_string(),
                sheet.rows,
                sheet.accepted,
                sheet.unchanged,
                sheet.rejected,
                sheet.control_totals.to_string()
            ],
        )
    }

    /// The counts and sums of a sheet once its rows are through.
    ///
    /// # Errors
    /// [`crate::StoreError::NotFound`] if there is none.
    pub fn finish_sheet(
        &mut self,
        id: i64,
        accepted: i64,
        unchanged: i64,
        rejected: i64,
        totals: &Value,
    ) -> Result<()> {
        let sql =
            "UPDATE import_sheet SET accepted = ?1, unchanged = ?2, rejected = ?3, control_totals = ?4 WHERE id = ?5";
        self.change("sheet", sql, (accepted, unchanged, rejected, totals.to_string(), id))
    }

    /// Records what became of a row.
    ///
    /// # Errors
    /// [`crate::StoreError::Duplicate`] if the sheet has that row and part.
    pub fn insert_import_row(&mut self, row: &NewImportRow<'_>) -> Result<()> {
        let sql = "INSERT INTO import_row (sheet_id, row, part, action, code, message, employee_id, detail)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let NewImportRow { sheet_id, row, part, action, code, message, employee_id, detail } = *row;
        self.write(sql, params![sheet_id, row, part, action, code, message, employee_id, detail])?;
        Ok(())
    }

    /// Asks.
    ///
    /// # Errors
    /// [`crate::StoreError::Reference`] if there is no such batch.
    pub fn insert_question(&mut self, question: &ImportQuestion) -> Result<i64> {
        self.insert(
            "INSERT INTO import_question (batch_id, sheet, row, code, message, choices, answer, answered_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                question.batch_id,
                question.sheet,
                question.row,
                question.code,
                question.message,
                question.choices.to_string(),
                question.answer,
                question.answered_at.map(moment_text)
            ],
        )
    }

    /// Answers.
    ///
    /// # Errors
    /// [`crate::StoreError::NotFound`] if there is no such question.
    pub fn answer_question(&mut self, id: i64, answer: &str) -> Result<()> {
        let now = moment_text(self.now());
        self.change(
            "question",
            "UPDATE import_question SET answer = ?1, answered_at = ?2 WHERE id = ?3",
            (answer, now, id),
        )
    }
}
