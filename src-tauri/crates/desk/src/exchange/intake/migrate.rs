//! 整体迁移 — a whole folder of legacy files: each recognised by content, taken in in the order that the facts need.

use std::fs;
use std::path::{Path, PathBuf};

use shebao_documents::recognise::Kind;
use shebao_documents::rows::Rows;
use shebao_store::{Occasion, Tx};

use crate::Moment;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::exchange::ground::ready::{Ready, order};
use crate::exchange::intake::gate::Gate;
use crate::exchange::intake::import::{Incoming, take_batch};
use crate::exchange::intake::shadow;
use crate::exchange::reading::inspect::{INSTEAD, kind_id, not_there, read_file};
use crate::exchange::reading::open::{OpenFile, hex};
use crate::wire::exchange::{ImportReport, ImportRequest, MigratedFile, MigrationReport, Problem};
use crate::wire::statement::Progress;

/// A file on its way in: its kinds decide when.
struct Waiting {
    path: String,
    file: OpenFile,
    ready: Vec<Ready>,
    rank: (u8, u8),
}

impl Waiting {
    /// Nobody stands by: totals that differ become a question.
    fn incoming<'w>(&'w self, hash: &'w str) -> Incoming<'w> {
        Incoming { name: &self.path, hash, bytes: &self.file.bytes, ready: &self.ready, gate: Gate::Ask }
    }
}

impl Desk {
    /// 整体迁移 of a folder. `progress` returns false to stop after the file under way; each file is a batch of its own.
    ///
    /// # Errors
    /// [`Code::FileMissing`] when there is no such folder, [`Code::UnreadableSheet`] when it cannot be listed.
    pub fn exchange_migrate(
        &mut self,
        dir: &Path,
        dry_run: bool,
        now: Moment,
        progress: &mut dyn FnMut(Progress) -> bool,
    ) -> Outcome<MigrationReport> {
        let paths = files_below(dir)?;
        let total = u32::try_from(paths.len() * 2).unwrap_or(u32::MAX);
        let mut done = 0;
        let mut go_on = |done: u32| progress(Progress { job: "exchange_migrate".to_owned(), done, total });
        let mut report = MigrationReport::default();
        let mut waiting = Vec::new();
        for path in paths {
            self.recognise_file(dir, &path, &mut waiting, &mut report);
            done += 1;
            if !go_on(done) {
                return Err(Failure::new(Code::Cancelled));
            }
        }
        waiting.sort_by(|a, b| (a.rank, &a.path).cmp(&(b.rank, &b.path)));
        if dry_run {
            self.rehearse_files(&waiting, now, &mut report)?;
            self.veil_questions(report.files.iter_mut().flat_map(|file| &mut file.questions))?;
            return Ok(report);
        }
        self.keep_safe(Occasion::BeforeImport, now)?;
        for one in &waiting {
            let request = ImportRequest { good_rows_only: true, ..ImportRequest::default() };
            let hash = hex(&one.file.bytes);
            let taken = self.take_in(&one.incoming(&hash), &request, now);
            note(&mut report, one, taken.map(|(taken, _)| taken))?;
            done += 1;
            if !go_on(done) {
                report.stopped = done < total;
                break;
            }
        }
        report.comparison = shadow::compare(&self.view(), &self.library, now.date())?;
        self.veil_questions(report.files.iter_mut().flat_map(|file| &mut file.questions))?;
        Ok(report)
    }

    /// All files in one rehearsal, so that each finds what the earlier ones brought.
    fn rehearse_files(&mut self, waiting: &[Waiting], now: Moment, report: &mut MigrationReport) -> Outcome<()> {
        let library = std::sync::Arc::clone(&self.library);
        let request = ImportRequest { good_rows_only: true, dry_run: true, ..ImportRequest::default() };
        self.book.rehearse(now, |tx: &mut Tx<'_>| -> Outcome<()> {
            for one in waiting {
                let hash = hex(&one.file.bytes);
                let taken = take_batch(tx, &library, &one.incoming(&hash), &request)?;
                note(report, one, Ok(ImportReport { batch: None, ..taken }))?;
            }
            report.comparison = shadow::compare(tx, &library, now.date())?;
            Ok(())
        })
    }

    fn recognise_file(&self, dir: &Path, path: &Path, waiting: &mut Vec<Waiting>, report: &mut MigrationReport) {
        let shown = path.strip_prefix(dir).unwrap_or(path).display().to_string();
        let file = match self.dialects().and_then(|dialects| read_file(&self.tools, &dialects, path)) {
            Ok(file) => file,
            Err(_) if is_beside_the_point(path) => return,
            Err(failure) => {
                let message = failure.details.first().cloned().unwrap_or_else(|| "读不了这个文件".to_owned());
                report.files.push(left_alone(&shown, None, "unknown", "unreadable", message));
                return;
            }
        };
        match self.ready(&file, &ImportRequest { good_rows_only: true, ..ImportRequest::default() }) {
            Ok(ready) => waiting.push(Waiting { path: shown, rank: rank(&ready), file, ready }),
            Err(failure) if failure.code == Code::NoIdColumn => {
                let message = format!("{}；请补上证件号码列后再导入", failure.details.join("；"));
                report.files.push(left_alone(&shown, None, Kind::Roster.id(), "no_id_column", message));
            }
            Err(_) => {
                let guess = file.guesses.iter().find(|g| g.kind != Kind::Unknown).or_else(|| file.guesses.first());
                let kind = guess.map_or(Kind::Unknown, |g| g.kind);
                if kind == Kind::Unknown && is_beside_the_point(path) {
                    return;
                }
                let unclear = file.guesses.iter().find_map(|guess| guess.unclear.clone());
                let message = if kind == Kind::Unknown {
                    unclear.unwrap_or_else(|| "认不出这是什么表，未导入".to_owned())
                } else {
                    format!("认出是“{}”：{}", kind.chinese(), INSTEAD)
                };
                let code = if kind == Kind::Unknown { "unknown_kind" } else { "other_kind" };
                let sheet = guess.map(|g| g.sheet.clone());
                report.files.push(left_alone(&shown, sheet, &kind_id(kind), code, message));
            }
        }
    }
}

/// Puts what became of a file into the report; one whose every row was refused stops nothing.
fn note(report: &mut MigrationReport, one: &Waiting, taken: Outcome<ImportReport>) -> Outcome<()> {
    match taken {
        Ok(taken) => {
            report.batches.extend(taken.batch);
            report.files.extend(one.ready.iter().map(|sheet| migrated(&one.path, sheet, &taken)));
        }
        Err(failure) if failure.code == Code::RowsRejected => {
            let sheet = one.ready.first();
            let kind = sheet.map_or("unknown", |s| s.kind.id());
            let message = format!("没有一行可以导入：{}", failure.details.join("；"));
            let name = sheet.map(|s| s.rows.sheet.clone());
            report.files.push(left_alone(&one.path, name, kind, "rows_rejected", message));
        }
        Err(failure) => return Err(failure),
    }
    Ok(())
}

fn migrated(path: &str, sheet: &Ready, taken: &ImportReport) -> MigratedFile {
    let name = &sheet.rows.sheet;
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let actions: Vec<_> = taken.actions.iter().filter(|a| a.sheet == *name).collect();
    let rejected = taken.rejected.iter().filter(|r| r.sheet == *name).count();
    let questions: Vec<_> = taken.questions.iter().filter(|q| q.sheet == *name).cloned().collect();
    let refused = actions.iter().filter(|a| a.action == "rejected" || a.action == "question").count();
    MigratedFile {
        file: path.to_owned(),
        sheet: Some(name.clone()),
        kind: sheet.kind.id().to_owned(),
        unit: sheet.guess.unit.clone(),
        month: sheet.guess.month.map(|m| m.to_string()),
        rows: count(actions.len()),
        accepted: count(actions.len() - refused),
        rejected: count(rejected),
        questions,
        problem: None,
    }
}

fn left_alone(file: &str, sheet: Option<String>, kind: &str, code: &str, message: String) -> MigratedFile {
    MigratedFile {
        file: file.to_owned(),
        sheet,
        kind: kind.to_owned(),
        unit: None,
        month: None,
        rows: 0,
        accepted: 0,
        rejected: 0,
        questions: Vec::new(),
        problem: Some(Problem { code: code.to_owned(), message }),
    }
}

/// When a file goes in: by the earliest kind in it; among rosters the one with cover months first, as its numbers and
/// spells are the better ones to meet the others by.
fn rank(ready: &[Ready]) -> (u8, u8) {
    let first = ready.iter().map(|r| order(r.kind)).min().unwrap_or(u8::MAX);
    let dated = ready.iter().any(|r| match &r.rows.rows {
        Rows::Roster(rows) => rows.iter().any(|row| row.cover.social_from.is_some() || row.cover.fund_from.is_some()),
        _ => false,
    });
    (first, u8::from(!dated))
}

/// Every file below a folder, in order of path; hidden ones and Office lock files are no spreadsheets.
fn files_below(dir: &Path) -> Outcome<Vec<PathBuf>> {
    let cannot = |e: std::io::Error| not_there(&e, &dir.display().to_string());
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).map_err(cannot)?.flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if name.starts_with('.') || name.starts_with("~$") {
            continue;
        }
        if path.is_dir() {
            found.extend(files_below(&path)?);
        } else if is_table(&name) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Other files of the folder (pictures, notes) are none of a migration's business.
fn is_table(name: &str) -> bool {
    let lower = name.to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|end| lower.ends_with(end));
    ends(&[".xlsx", ".xlsm", ".xls", ".xlsb", ".xltx", ".xlt", ".et", ".ods", ".fods", ".csv", ".tsv"]) || ends(PERHAPS)
}

/// Names under which tables come as well as notes, pages and data of other programs.
const PERHAPS: &[&str] = &[".txt", ".xml", ".htm", ".html"];

/// Whether a file that turned out to be none of ours goes without a word: notes and pages lie in every folder.
fn is_beside_the_point(path: &Path) -> bool {
    let name = path.to_string_lossy().to_lowercase();
    PERHAPS.iter().any(|end| name.ends_with(end))
}
