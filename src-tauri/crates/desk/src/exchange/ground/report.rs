//! 导入报告 — what the rows of a batch did, gathered while they are taken in.

use shebao_documents::clean::{Issue, IssueCode, Severity};
use shebao_documents::recognise::{Column, Field};
use shebao_documents::rows::{ControlTotal as Control, Person, SheetRows};

use crate::wire::exchange::{
    Choice, ControlTotal, Difference, ImportReport, MatchToConfirm, Problem, Question, RejectedRow, RowAction,
};

/// How a row ended, for the counts of its sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exchange) enum Fate {
    Accepted,
    Unchanged,
    Rejected,
    /// Duplicates and stale rows: seen, told, nothing to do.
    PassedOver,
}

/// The columns that name a person, the surest first.
pub(in crate::exchange) const BY_WHOM: &[Field] = &[Field::IdNumber, Field::EmployeeNo, Field::Name];
/// The columns that name a participating unit.
pub(in crate::exchange) const BY_PLACE: &[Field] = &[Field::Unit, Field::City];

/// One sheet's share of the report.
pub(in crate::exchange) struct Report {
    pub sheet: String,
    columns: Vec<Column>,
    pub whole: ImportReport,
    pub accepted: i64,
    pub unchanged: i64,
    pub rejected: i64,
}

impl Report {
    pub(in crate::exchange) fn of(rows: &SheetRows) -> Self {
        Self {
            sheet: rows.sheet.clone(),
            columns: rows.columns.clone(),
            whole: ImportReport::default(),
            accepted: 0,
            unchanged: 0,
            rejected: 0,
        }
    }

    /// Closes a row: its action, and its fate in the counts.
    pub(in crate::exchange) fn row(&mut self, mut action: RowAction, fate: Fate) {
        action.sheet.clone_from(&self.sheet);
        self.whole.rows += 1;
        match fate {
            Fate::Accepted => {
                self.whole.accepted += 1;
                self.accepted += 1;
            }
            Fate::Unchanged => {
                self.whole.unchanged += 1;
                self.unchanged += 1;
            }
            Fate::Rejected => self.rejected += 1,
            Fate::PassedOver => {}
        }
        self.whole.actions.push(action);
    }

    /// Refuses a row, pointing at the first of the columns `at` that the sheet has.
    pub(in crate::exchange) fn reject(&mut self, row: u32, at: &[Field], code: &str, message: String) {
        let (sheet, code) = (self.sheet.clone(), code.to_owned());
        let of_field = |field: &Field| self.columns.iter().find(|column| column.field == Some(*field));
        let column = at.iter().find_map(of_field).map(|column| column.letter.clone());
        self.whole.rejected.push(RejectedRow { sheet, row, column, code, message, value_masked: None });
    }

    /// Refuses a row that the clerk's choice of 只更新 keeps out.
    pub(in crate::exchange) fn reject_new(&mut self, row: u32, what: &str) {
        let message = format!("账簿里没有{what}，而导入方式是“只更新”；要新增请改选“新增并更新”");
        self.reject(row, BY_WHOM, "not_in_book", message);
    }

    pub(in crate::exchange) fn reject_issue(&mut self, issue: &Issue) {
        self.whole.rejected.push(RejectedRow {
            sheet: self.sheet.clone(),
            row: issue.row,
            column: issue.column.clone(),
            code: issue.code.id().to_owned(),
            message: issue.message.clone(),
            value_masked: issue.value_masked.clone(),
        });
    }

    pub(in crate::exchange) fn ask(&mut self, row: u32, code: &str, message: String, choices: Vec<Choice>) {
        let (sheet, code) = (self.sheet.clone(), code.to_owned());
        self.whole.questions.push(Question { id: None, sheet, row, code, message, choices });
    }

    pub(in crate::exchange) fn confirm(&mut self, row: u32, name: &str, employee_no: &str, reason: &str) {
        self.whole.matches_to_confirm.push(MatchToConfirm {
            id: None,
            sheet: self.sheet.clone(),
            row,
            name: name.to_owned(),
            employee_no: employee_no.to_owned(),
            reason: reason.to_owned(),
        });
    }

    pub(in crate::exchange) fn differ(&mut self, difference: Difference) {
        self.whole.differences.push(Difference { sheet: self.sheet.clone(), ..difference });
    }

    pub(in crate::exchange) fn totals(&mut self, totals: &[Control]) {
        let sheet = self.sheet.clone();
        self.whole.control_totals.extend(totals.iter().map(|total| ControlTotal {
            name: match total.column.as_str() {
                "" => format!("{sheet} {}", total.heading),
                column => format!("{sheet} {column} 列 {}", total.heading.replace('\n', "")),
            },
            file: total.file.map(|y| y.to_string()),
            ours: total.ours.to_string(),
            explained: None,
        }));
    }
}

/// Joins sheets' reports into the file's.
pub(in crate::exchange) fn join(whole: &mut ImportReport, part: ImportReport) {
    whole.rows += part.rows;
    whole.accepted += part.accepted;
    whole.unchanged += part.unchanged;
    whole.actions.extend(part.actions);
    whole.rejected.extend(part.rejected);
    whole.matches_to_confirm.extend(part.matches_to_confirm);
    whole.questions.extend(part.questions);
    whole.control_totals.extend(part.control_totals);
    whole.differences.extend(part.differences);
}

/// 一行的结果 of a row that speaks of a person, as the file names her; what became of it is set by whoever takes it in.
pub(in crate::exchange) fn described(person: &Person, row: u32, issues: &[Issue]) -> RowAction {
    RowAction {
        row,
        action: "import".to_owned(),
        name: person.name.clone(),
        id_number: person.id.as_ref().map(|id| id.as_str().to_owned()),
        employee_no: person.employee_no.clone(),
        notes: notes(issues),
        ..RowAction::default()
    }
}

/// What of a row's issues the clerk should look at.
pub(in crate::exchange) fn notes(issues: &[Issue]) -> Vec<Problem> {
    issues
        .iter()
        .filter(|issue| issue.severity != Severity::Refused)
        .map(|issue| Problem { code: issue.code.id().to_owned(), message: issue.message.clone() })
        .collect()
}

/// Whether a row can be taken in at all.
pub(in crate::exchange) fn refused(issues: &[Issue]) -> bool {
    issues.iter().any(|issue| issue.severity == Severity::Refused)
}

/// Whether an issue keeps a row of people or cover out: what was meant is lost or cannot be, and taking the rest in would
/// hide it.
pub(in crate::exchange) fn keeps_out(issue: &Issue) -> bool {
    let garbled =
        matches!(issue.code, IssueCode::IdDigitsLost | IssueCode::DateImpossible | IssueCode::MonthUnreadable);
    issue.severity == Severity::Refused || (garbled && issue.severity == Severity::Question)
}
