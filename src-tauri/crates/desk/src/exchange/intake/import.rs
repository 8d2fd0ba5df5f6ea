//! 导入 — the sheets of a file in the order the facts need, as one batch; a dry run takes the same way and is rolled back.

use std::collections::BTreeMap;

use shebao_documents::clean::IssueCode;
use shebao_documents::recognise::Kind;
use shebao_documents::rows::{self, Rows, SheetRows};
use shebao_rules::policy::Library;
use shebao_store::{Action, ImportQuestion, ImportSheet, NewBatch, NewImportRow, Occasion, Origin, Tx};

use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::exchange::answering::matches;
use crate::exchange::facts::units::{take_settings, take_units};
use crate::exchange::facts::{agency_record, bank, bases, claims, cover, payroll, people};
use crate::exchange::ground::places::Places;
use crate::exchange::ground::ready::Ready;
use crate::exchange::ground::report::{Report, join};
use crate::exchange::ground::run::{Run, mode_named};
use crate::exchange::intake::gate::Gate;
use crate::exchange::reading::open::hex;
use crate::wire::exchange::{ImportReport, ImportRequest, RejectedRow};
use crate::wire::small;
use crate::{Moment, read};

impl Desk {
    /// 导入（或试导入） a file that was inspected.
    ///
    /// # Errors
    /// [`Code::UnknownRecord`] for a handle that is gone, [`Code::UnknownKind`] when no sheet can be taken in,
    /// [`Code::NoIdColumn`] for a roster that names nobody for certain, [`Code::RowsRejected`] when rows are refused and
    /// the clerk wants all or nothing or no good row is left, [`Code::TotalsDiffer`] when the file's own totals are not
    /// ours and she gave no reason; nothing is written then.
    pub fn exchange_import(&mut self, request: &ImportRequest, now: Moment) -> Outcome<ImportReport> {
        let gone = || Failure::new(Code::UnknownRecord).with("what", "打开的文件");
        let file = self.tools.files.get(&request.handle).ok_or_else(gone)?;
        let ready = self.ready(&file, request)?;
        if !request.dry_run {
            self.keep_safe(Occasion::BeforeImport, now)?;
        }
        let hash = hex(&file.bytes);
        let incoming =
            Incoming { name: &file.name, hash: &hash, bytes: &file.bytes, ready: &ready, gate: Gate::of(request) };
        let (mut report, sequence) = self.take_in(&incoming, request, now)?;
        self.veil_report(&mut report)?;
        if sequence.is_some() {
            self.tools.files.let_go(&request.handle);
        }
        Ok(report)
    }

    /// Takes sheets in as one batch, or rehearses it. Gives the action's number for what was written.
    pub(in crate::exchange) fn take_in(
        &mut self,
        file: &Incoming<'_>,
        request: &ImportRequest,
        now: Moment,
    ) -> Outcome<(ImportReport, Option<i64>)> {
        let library = std::sync::Arc::clone(&self.library);
        let work = |tx: &mut Tx<'_>| take_batch(tx, &library, file, request);
        if request.dry_run {
            let mut report = self.book.rehearse(now, work)?;
            report.batch = None;
            return Ok((report, None));
        }
        let action = Action { action: "exchange.import", object: "batch" };
        let (report, sequence) = self.book.act(&action, now, work)?;
        self.restamp(now)?;
        Ok((report, Some(sequence)))
    }
}

/// A file on its way into a batch.
pub(in crate::exchange) struct Incoming<'f> {
    pub name: &'f str,
    pub hash: &'f str,
    pub bytes: &'f [u8],
    pub ready: &'f [Ready],
    pub gate: Gate<'f>,
}

/// Takes the sheets of one file in as a batch of the transaction under way.
///
/// # Errors
/// [`Code::RowsRejected`] when rows are refused and the clerk wants all or nothing, or when no row is left to take in;
/// [`Code::TotalsDiffer`] at a closed gate.
pub(in crate::exchange) fn take_batch(
    tx: &mut Tx<'_>,
    library: &Library,
    file: &Incoming<'_>,
    request: &ImportRequest,
) -> Outcome<ImportReport> {
    let mode = mode_named(request.mode.as_deref())?;
    let Incoming { name, hash, bytes, ready, gate } = *file;
    // A register of claims tells of illnesses.
    let document = if ready.iter().any(|one| one.kind == Kind::Claims) {
        tx.store_medical_document("import", name, bytes)?
    } else {
        tx.store_document("import", name, bytes)?
    };
    let kinds: Vec<&str> = ready.iter().map(|r| r.kind.id()).collect();
    let batch = tx.insert_batch(&NewBatch {
        file_name: name,
        file_hash: hash,
        kinds: &kinds.join(","),
        document_id: Some(document),
    })?;
    let coming = ready.iter().filter(|one| one.kind == Kind::Roster).map(|one| one.guess.data_rows.len()).sum();
    let unit = read::given(request.unit.as_deref()).map(str::to_owned);
    let mut run = Run { mode, unit, ..Run::of(tx, library, coming)? };
    run.places = run.places.with_chosen(run.unit.as_deref());
    let mut whole = ImportReport { batch: Some(small(batch)), kind: kind_of(ready), ..ImportReport::default() };
    take_sheets(tx, &mut run, batch, file, &mut whole)?;
    close_questions(tx, &run.answered)?;
    let nothing_left = whole.accepted == 0 && whole.unchanged == 0 && whole.questions.is_empty();
    if !request.dry_run && !whole.rejected.is_empty() && (nothing_left || !request.good_rows_only) {
        return Err(refusal(name, &whole));
    }
    gate.pass(name, &whole)?;
    ready.iter().filter_map(|one| one.lesson.as_ref()).try_for_each(|lesson| lesson.keep(tx))?;
    tx.summarise(serde_json::json!({ "file": name, "rows": whole.rows, "accepted": whole.accepted }));
    Ok(whole)
}

fn take_sheets(
    tx: &mut Tx<'_>,
    run: &mut Run<'_>,
    batch: i64,
    file: &Incoming<'_>,
    whole: &mut ImportReport,
) -> Outcome<()> {
    let ready = file.ready;
    let rosters: Vec<&SheetRows> = ready.iter().filter(|r| r.kind == Kind::Roster).map(|r| &r.rows).collect();
    let plans = rows::roster_actions(&rosters);
    let plans: BTreeMap<(&str, u32), &rows::RowAction> =
        plans.iter().map(|plan| ((plan.sheet.as_str(), plan.row), plan)).collect();
    for one in ready {
        let sheet_id = tx.insert_sheet(&sheet_row(batch, one))?;
        let mut report = Report::of(&one.rows);
        take_sheet(tx, run, sheet_id, one, &plans, &mut report)?;
        let strays = one.rows.issues.iter().filter(|issue| issue.code == IssueCode::StrayRow);
        strays.for_each(|issue| report.reject_issue(issue));
        report.totals(&one.rows.totals);
        file.gate.note(&mut report);
        keep_rows(tx, run, batch, sheet_id, &mut report)?;
        let totals = serde_json::to_value(&report.whole.control_totals).unwrap_or_default();
        tx.finish_sheet(sheet_id, report.accepted, report.unchanged, report.rejected, &totals)?;
        join(whole, report.whole);
        if matches!(one.kind, Kind::Units | Kind::Settings) {
            run.places = Places::of(tx)?.with_chosen(run.unit.as_deref());
        }
    }
    Ok(())
}

fn take_sheet(
    tx: &mut Tx<'_>,
    run: &mut Run<'_>,
    sheet_id: i64,
    one: &Ready,
    plans: &BTreeMap<(&str, u32), &rows::RowAction>,
    report: &mut Report,
) -> Outcome<()> {
    match &one.rows.rows {
        Rows::Units(units) => take_units(tx, run, sheet_id, units, report),
        Rows::Settings(settings) => take_settings(tx, run, sheet_id, settings, report),
        Rows::Roster(roster) => {
            for row in roster {
                let Some(plan) = plans.get(&(one.rows.sheet.as_str(), row.row)) else { continue };
                people::take_roster_row(tx, run, sheet_id, row, plan, report)?;
            }
            Ok(())
        }
        Rows::Enrollments(rows) => {
            rows.iter().try_for_each(|row| cover::take_enrollment_row(tx, run, sheet_id, row, report))
        }
        Rows::Bases(rows) => rows.iter().try_for_each(|row| bases::take_base_row(tx, run, sheet_id, row, report)),
        Rows::Payroll(rows) => {
            let no_month = payroll::no_month(&one.guess);
            rows.iter().try_for_each(|row| payroll::take_wage_row(tx, run, sheet_id, row, no_month, report))
        }
        Rows::Agency(rows) if one.kind == Kind::Undeclared => agency_record::take_undeclared(tx, run, rows, report),
        Rows::Listed(rows) => agency_record::take_list(tx, run, one, rows, report),
        Rows::Agency(rows) => agency_record::take_sheet(tx, run, sheet_id, one, rows, report),
        Rows::BankStatement(statement) => {
            bank::take_statement(tx, run, sheet_id, &one.guess, statement, &one.rows.issues, report)
        }
        Rows::Claims(rows) => claims::take_claims(tx, run, sheet_id, rows, report),
        Rows::None => Ok(()),
    }
}

/// Keeps the trail of every row, and the questions with their place.
fn keep_rows(tx: &mut Tx<'_>, run: &Run<'_>, batch: i64, sheet_id: i64, report: &mut Report) -> Outcome<()> {
    // The first reason of a row stands in its trail; the others are in the report. A weak match says why it is weak.
    let mut reasons: BTreeMap<u32, (&str, &str)> = BTreeMap::new();
    for rejected in &report.whole.rejected {
        reasons.entry(rejected.row).or_insert((&rejected.code, &rejected.message));
    }
    for weak in &mut report.whole.matches_to_confirm {
        weak.id = Some(matches::id_of(Origin { sheet_id, row: i64::from(weak.row) }));
        reasons.entry(weak.row).or_insert((matches::WEAK, &weak.reason));
    }
    for action in &report.whole.actions {
        let reason = reasons.get(&action.row);
        tx.insert_import_row(&NewImportRow {
            sheet_id,
            row: i64::from(action.row),
            part: 0,
            action: &action.action,
            code: reason.map_or("", |r| r.0),
            message: reason.map_or("", |r| r.1),
            employee_id: action.employee_no.as_deref().and_then(|no| run.people.by_employee_no(no)),
            detail: &serde_json::to_string(action).map_err(|_| Failure::new(Code::Internal))?,
        })?;
    }
    for question in &mut report.whole.questions {
        let id = tx.insert_question(&ImportQuestion {
            batch_id: batch,
            sheet: Some(question.sheet.clone()),
            row: Some(i64::from(question.row)),
            code: question.code.clone(),
            message: question.message.clone(),
            choices: serde_json::to_value(&question.choices).unwrap_or_default(),
            answer: None,
            answered_at: None,
        })?;
        question.id = Some(small(id));
    }
    Ok(())
}

/// A number that another file brought answers the question that waited for it.
fn close_questions(tx: &mut Tx<'_>, answered: &[i64]) -> Outcome<()> {
    if answered.is_empty() {
        return Ok(());
    }
    for question in tx.questions(true)? {
        let about = |id: &i64| question.choices.to_string().contains(&format!("id:{id}:"));
        if question.code == "wrong_check_digit" && answered.iter().any(about) {
            tx.answer_question(question.id, "由另一份表格的证件号码回答")?;
        }
    }
    Ok(())
}

fn sheet_row(batch_id: i64, one: &Ready) -> ImportSheet {
    let columns: serde_json::Map<String, serde_json::Value> = one
        .rows
        .columns
        .iter()
        .filter_map(|c| Some((c.field?.to_string(), serde_json::Value::String(c.letter.clone()))))
        .collect();
    ImportSheet {
        batch_id,
        sheet: one.rows.sheet.clone(),
        kind: one.kind.id().to_owned(),
        unit_id: None,
        month: one.rows.month,
        header_rows: serde_json::json!(one.guess.header_rows),
        columns: serde_json::Value::Object(columns),
        rows: i64::try_from(one.guess.data_rows.len()).unwrap_or(i64::MAX),
        accepted: 0,
        unchanged: 0,
        rejected: 0,
        control_totals: serde_json::Value::Array(Vec::new()),
    }
}

/// What was refused, the rows that follow each other with one reason told once.
fn refusal(name: &str, whole: &ImportReport) -> Failure {
    let alike =
        |a: &RejectedRow, b: &RejectedRow| (&a.sheet, &a.column, &a.message) == (&b.sheet, &b.column, &b.message);
    let lines = whole.rejected.chunk_by(alike).filter_map(|rows| {
        let (first, last) = (rows.first()?, rows.last()?);
        let column = first.column.as_deref().map_or_else(String::new, |c| format!(" {c} 列"));
        let place = match rows.len() {
            1 => format!("第 {} 行", first.row),
            count => format!("第 {} 至 {} 行（{count} 行）", first.row, last.row),
        };
        Some(format!("{} {place}{column}：{}", first.sheet, first.message))
    });
    Failure::new(Code::RowsRejected).with("file", name).with("rows", whole.rejected.len()).detailed(lines)
}

fn kind_of(ready: &[Ready]) -> String {
    match ready {
        [only] => only.kind.id().to_owned(),
        [first, rest @ ..] if rest.iter().all(|r| r.kind == first.kind) => first.kind.id().to_owned(),
        _ => "mixed".to_owned(),
    }
}
