//! 回答 — the clerk's decision on a question that an import left open.

use std::collections::BTreeMap;

use shebao_documents::rows::{ClaimRow, Rows, WageRow};
use shebao_documents::worker;
use shebao_rules::identity;
use shebao_rules::words::IdType;
use shebao_store::{Action, Employee, IdStatus, ImportQuestion, ImportSheet, MatchConfirmation, Origin, Stored, Tx};

use crate::Moment;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::exchange::facts::{agency_record, claims, payroll};
use crate::exchange::ground::run::Run;
use crate::exchange::ground::veiled::outward;
use crate::exchange::reading::open::OpenFile;
use crate::wire::exchange::{Choice, ImportRequest, Question};
use crate::wire::small;

/// A row that waits for the clerk to say whose it is.
enum Waiting {
    Wage(WageRow),
    Claim(ClaimRow),
}

impl Desk {
    /// 待决定的问题.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn exchange_questions(&self) -> Outcome<Vec<Question>> {
        let mut asked: Vec<Question> = self.view().questions(true)?.iter().map(question).collect();
        self.veil_questions(asked.iter_mut())?;
        Ok(asked)
    }

    /// 回答一个问题: carries the decision out where it changes a fact, and closes the question.
    ///
    /// # Errors
    /// [`Code::UnknownRecord`] for a question or answer that is not offered.
    pub fn exchange_answer(&mut self, id: i64, choice: &str, now: Moment) -> Outcome<Question> {
        let unknown = || Failure::new(Code::UnknownRecord).with("what", "导入问题");
        let found = self.view().questions(true)?.into_iter().find(|q| q.id == id).ok_or_else(unknown)?;
        let mut asked = question(&found);
        let offered =
            asked.choices.iter().find(|offered| outward(&offered.id) == choice).map(|offered| offered.id.clone());
        let choice = match offered.as_deref() {
            Some(offered) => offered,
            None if asked.choices.is_empty() => choice,
            None => return Err(unknown()),
        };
        let number = number_of(choice);
        let of_record = person_of(choice).filter(|_| agency_record::asks_whose(&found));
        let paid = person_of(choice).filter(|_| of_record.is_none());
        let waiting = paid.map(|person| self.waiting_row(&found, person)).transpose()?.flatten();
        let library = std::sync::Arc::clone(&self.library);
        let action = Action { action: "exchange.answer", object: "question" };
        self.book.act(&action, now, |tx: &mut Tx<'_>| -> Outcome<()> {
            if let Some((person, number)) = number {
                let Some(stored) = tx.employee(person)? else { return Err(unknown()) };
                let resident = identity::check(IdType::ResidentId, &number).map_err(|_| unknown())?;
                let employee = Employee {
                    id_type: Some(IdType::ResidentId),
                    birth: resident.birth(),
                    sex: resident.sex(),
                    id_number: Some(number),
                    id_status: IdStatus::Checked,
                    ..stored.row
                };
                tx.update_employee(person, &employee)?;
            }
            if let Some((sheet_id, row, person)) = &waiting {
                let run = Run::of(tx, &library, 1)?;
                let number = match row {
                    Waiting::Wage(row) => {
                        payroll::take_chosen(tx, &run, *sheet_id, row, *person)?;
                        row.row
                    }
                    Waiting::Claim(row) => {
                        claims::take_chosen_claim(tx, &run, *sheet_id, row, *person)?;
                        row.row
                    }
                };
                // She named the person: there is nothing left to confirm.
                let origin = Origin { sheet_id: *sheet_id, row: i64::from(number) };
                tx.confirm_match(&MatchConfirmation { origin, employee_id: Some(*person) })?;
            }
            if let (Some(person), Some(row)) = (of_record, asked_row(tx, &found)?) {
                agency_record::give(tx, row, Some(person))?;
            }
            tx.answer_question(id, choice)?;
            Ok(())
        })?;
        self.restamp(now)?;
        self.veil_questions(std::iter::once(&mut asked))?;
        Ok(asked)
    }

    /// The row that a question kept waiting, read again from the file that the book kept.
    fn waiting_row(&self, question: &Stored<ImportQuestion>, person: i64) -> Outcome<Option<(i64, Waiting, i64)>> {
        let view = self.view();
        let Some(batch) = view.batch(question.batch_id)? else { return Ok(None) };
        let Some(document) = batch.document_id.map(|id| view.document(id)).transpose()?.flatten() else {
            return Ok(None);
        };
        let sheets = view.sheets(batch.id)?;
        let Some(sheet) = sheets.into_iter().find(|s| Some(&s.sheet) == question.sheet.as_ref()) else {
            return Ok(None);
        };
        let workbook = worker::read_in_worker(&self.tools.worker, &document.bytes)
            .map_err(|_| Failure::new(Code::UnreadableSheet).with("file", &batch.file_name))?;
        let file = OpenFile::of(&self.dialects()?, batch.file_name.clone(), Vec::new(), workbook);
        let request = as_taken_in(&sheet);
        let asked = |row: u32| question.row.row == Some(i64::from(row));
        let waiting = self.ready(&file, &request)?.into_iter().find_map(|ready| match ready.rows.rows {
            Rows::Payroll(rows) => rows.into_iter().find(|row| asked(row.row)).map(Waiting::Wage),
            Rows::Claims(rows) => rows.into_iter().find(|row| asked(row.row)).map(Waiting::Claim),
            _ => None,
        });
        Ok(waiting.map(|row| (sheet.id, row, person)))
    }
}

/// The row that a question is about.
fn asked_row(tx: &Tx<'_>, question: &ImportQuestion) -> Outcome<Option<Origin>> {
    let sheets = tx.sheets(question.batch_id)?;
    let sheet = sheets.iter().find(|sheet| Some(&sheet.sheet) == question.sheet.as_ref());
    Ok(sheet.zip(question.row).map(|(sheet, row)| Origin { sheet_id: sheet.id, row }))
}

/// The sheet as it was taken in: what the clerk chose for it then stands in what was kept of it.
fn as_taken_in(sheet: &ImportSheet) -> ImportRequest {
    let columns = sheet.columns.as_object().into_iter().flatten();
    let mapped = columns.filter_map(|(field, letter)| Some((letter.as_str()?.to_owned(), field.clone()))).collect();
    ImportRequest {
        sheet: Some(sheet.sheet.clone()),
        kind: Some(sheet.kind.clone()),
        month: sheet.month.map(|month| month.to_string()),
        mapping: BTreeMap::from([(sheet.sheet.clone(), mapped)]),
        ..ImportRequest::default()
    }
}

/// `person:<id>` — the row speaks of this person.
fn person_of(choice: &str) -> Option<i64> {
    choice.strip_prefix("person:")?.parse().ok()
}

/// `id:<person>:<number>` — take this number for this person.
fn number_of(choice: &str) -> Option<(i64, String)> {
    let (person, number) = choice.strip_prefix("id:")?.split_once(':')?;
    Some((person.parse().ok()?, number.to_owned()))
}

fn question(stored: &Stored<ImportQuestion>) -> Question {
    let choices: Vec<Choice> = serde_json::from_value(stored.choices.clone()).unwrap_or_default();
    Question {
        id: Some(small(stored.id)),
        sheet: stored.sheet.clone().unwrap_or_default(),
        row: stored.row.row.and_then(|r| u32::try_from(r).ok()).unwrap_or_default(),
        code: stored.code.clone(),
        message: stored.message.clone(),
        choices,
    }
}
