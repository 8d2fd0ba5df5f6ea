//! 经办机构记录 — rows of bureaus and fund centres into records: whose, of which unit and period, what each side owes.
//!
//! The same record may be told in pieces: the employer's share on one sheet, the employee's on another, the flat amount
//! on a third; a file that is taken in again says what is known. So every piece is laid onto the record that stands.

mod amounts;
mod answer;
mod facts;
mod keep;
mod list;
mod listed;
mod past;
mod place;
mod undeclared;
mod whose;

use shebao_documents::recognise::Field;
use shebao_documents::rows::{AgencyRow, RecordKind};
use shebao_rules::identity::ascii_form;
use shebao_rules::month::Month;
use shebao_rules::name;
use shebao_store::{AgencyRecordKind, Origin, Tx};

use crate::error::Outcome;
use crate::exchange::ground::ready::Ready;
use crate::exchange::ground::report::{BY_PLACE, Fate, Report, described, refused};
use crate::exchange::ground::run::Run;
use crate::wire::exchange::{Problem, RowAction};
use facts::Facts;
use keep::{Said, Tally};
use past::Past;
use whose::Whose;

pub(in crate::exchange) use answer::{asks_whose, give};
pub(in crate::exchange) use listed::take_list;
pub(in crate::exchange) use undeclared::take_undeclared;

/// Within a file the detail goes before a table made from it, which then says nothing new; and what tells the sides apart
/// before what only sums them.
pub(in crate::exchange) fn summary_rank(one: &Ready) -> u8 {
    let has = |wanted: fn(Field) -> bool| one.rows.columns.iter().filter_map(|column| column.field).any(wanted);
    if !one.kind.is_record() {
        0
    } else if has(|field| matches!(field, Field::Both(_))) && one.guess.said.payer.is_none() {
        2
    } else {
        u8::from(has(|field| matches!(field, Field::Employer(_) | Field::Employee(_) | Field::Both(_))))
    }
}

/// Takes in the rows of one sheet.
pub(in crate::exchange) fn take_sheet(
    tx: &mut Tx<'_>,
    run: &Run<'_>,
    sheet_id: i64,
    one: &Ready,
    rows: &[AgencyRow],
    report: &mut Report,
) -> Outcome<()> {
    let facts = Facts::of(tx)?;
    let people = rows.iter().filter_map(|row| Some((&row.person, row.period?.to)));
    let unit = place::of_sheet(run, &facts, one, people);
    // A list that nobody dated was booked in the latest month it speaks of.
    let booked = rows.iter().filter_map(|row| Some(row.period?.to)).max();
    let past = Past::default();
    let mut sheet = SheetWork { run, facts, sheet_id, unit, booked, tally: Tally::default(), past };
    rows.iter().try_for_each(|row| sheet.take_row(tx, row, report))?;
    let (past, today) = (sheet.past, tx.now().date());
    let file = match tx.sheet(sheet_id)? {
        Some(sheet) => tx.batch(sheet.batch_id)?.map(|batch| batch.row.file_name).unwrap_or_default(),
        None => String::new(),
    };
    past.keep(tx, &file, today)?;
    undeclared::close_declared(tx)
}

/// What a sheet carries from row to row.
struct SheetWork<'r, 't> {
    run: &'r Run<'t>,
    facts: Facts,
    sheet_id: i64,
    unit: Option<i64>,
    booked: Option<Month>,
    tally: Tally,
    past: Past,
}

impl SheetWork<'_, '_> {
    fn take_row(&mut self, tx: &mut Tx<'_>, row: &AgencyRow, report: &mut Report) -> Outcome<()> {
        let mut action = described(&row.person, row.row, &row.issues);
        if row.unit.is_some() && !refused(&row.issues) && self.is_past(tx, row, &mut action)? {
            report.row(action, Fate::Accepted);
            return Ok(());
        }
        let unit = place::of_row(self.run, row).or(self.unit);
        let (Some(unit), Some(period), false) = (unit, row.period, refused(&row.issues)) else {
            if unit.is_none() {
                let message =
                    "认不出这张表是哪个参保单位的；请在导入时指定单位，或先在“单位”里登记单位编号、公积金账号";
                report.reject(row.row, BY_PLACE, "unknown_unit", message.to_owned());
            }
            row.issues.iter().filter(|i| refused(std::slice::from_ref(i))).for_each(|i| report.reject_issue(i));
            action.action = "rejected".to_owned();
            report.row(action, Fate::Rejected);
            return Ok(());
        };
        let whose = whose::whose(tx, self.run, &self.facts, row, unit)?;
        let person = whose.person();
        action.employee_no = person.and_then(|id| self.run.people.get(id)).map(|e| e.employee_no.clone());
        let said = Said {
            employee: person,
            unit,
            period,
            booked: row.booked.or(self.booked.filter(|_| !row.own_record)).unwrap_or(period.to),
            kind: kind(row.kind),
            identity: identity(row),
            origin: Origin { sheet_id: self.sheet_id, row: i64::from(row.row) },
        };
        let kept = keep::row(tx, self, row, &said, &whose, report)?;
        action.notes.extend(kept.notes);
        let mut fate = kept.fate;
        if !kept.unknown.is_empty() {
            let names: Vec<&str> = kept.unknown.iter().map(|insurance| insurance.chinese()).collect();
            report.reject_new(row.row, &format!("此人 {} 的{}记录", period.to, names.join("、")));
        }
        if fate == Fate::Unchanged && (kept.refused || !kept.unknown.is_empty()) {
            fate = Fate::Rejected;
        }
        self.tell(tx, row, &said, &whose, report)?;
        match fate {
            Fate::Unchanged => action.action = "unchanged".to_owned(),
            Fate::Rejected => action.action = "rejected".to_owned(),
            Fate::Accepted | Fate::PassedOver => {}
        }
        report.row(action, fate);
        Ok(())
    }

    /// Whether a row is a colleague's cover before ours.
    fn is_past(&mut self, tx: &Tx<'_>, row: &AgencyRow, action: &mut RowAction) -> Outcome<bool> {
        let unit = self.unit.unwrap_or_default();
        let whose = whose::whose(tx, self.run, &self.facts, row, unit)?;
        let taken = self.past.takes(self.run, &self.facts, row, &whose);
        if taken {
            action.action = "past_cover".to_owned();
            action.employee_no =
                whose.person().and_then(|id| self.run.people.get(id)).map(|employee| employee.employee_no.clone());
        }
        Ok(taken)
    }

    /// What the clerk should confirm or decide about the person of a row.
    fn tell(&self, tx: &Tx<'_>, row: &AgencyRow, said: &Said, whose: &Whose, report: &mut Report) -> Outcome<()> {
        let unit = self.run.places.get(said.unit).map(|u| u.name.clone()).unwrap_or_default();
        let name = row.person.name.as_deref().unwrap_or_default();
        match whose {
            Whose::One { id, weak: Some(reason), .. } => {
                if let Some(known) = self.run.people.get(*id) {
                    report.confirm(row.row, name, &known.employee_no, reason);
                }
            }
            Whose::Unclear { ids, reason } => answer::ask_whose(tx, self.run, row, ids, reason, &unit, report)?,
            Whose::One { .. } | Whose::Nobody => {}
        }
        if let Some(known) = whose.person().and_then(|id| self.run.people.get(id)) {
            answer::ask_name(tx, known, row, &unit, report)?;
        }
        Ok(())
    }
}

const fn kind(kind: RecordKind) -> AgencyRecordKind {
    match kind {
        RecordKind::Regular => AgencyRecordKind::Regular,
        RecordKind::BackPayment => AgencyRecordKind::BackPayment,
        RecordKind::TrueUp => AgencyRecordKind::TrueUp,
        RecordKind::Refund => AgencyRecordKind::Refund,
    }
}

/// 身份 — by what the list names a person, the same in every list of that bureau: the document number with the name if it
/// is masked, else the account, else the name.
fn identity(row: &AgencyRow) -> String {
    let folded = row.person.name.as_deref().map(name::fold).unwrap_or_default();
    let id = row.printed_id.as_deref().map(ascii_form).filter(|id| !id.is_empty() && id != "-");
    match (id, row.personal_number.as_deref()) {
        (Some(id), _) if !id.contains('*') => format!("id:{id}"),
        (Some(id), _) => format!("masked:{id}:{folded}"),
        (None, Some(number)) => format!("number:{}:{folded}", ascii_form(number)),
        (None, None) => format!("name:{folded}"),
    }
}

/// A note on a row.
fn problem(code: &str, message: String) -> Problem {
    Problem { code: code.to_owned(), message }
}
