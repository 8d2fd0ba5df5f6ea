//! 员工 — roster rows into people and their spells. A number decides who it is; a weaker source fills gaps and never
//! overwrites; identity that differs becomes a question.

use shebao_documents::clean::{IdProblem, Issue, IssueCode};
use shebao_documents::recognise::Field;
use shebao_documents::rows::{Cover, RosterRow, RowAction as Planned};
use shebao_rules::day::Day;
use shebao_rules::name;
use shebao_rules::words::{Hukou, IdType};
use shebao_store::{Employee, IdStatus, MatchStrength, Origin, Tx};

use crate::authority::Authority;
use crate::error::{Failure, Outcome};
use crate::exchange::facts::cover::{RosterCover, take_roster_cover};
use crate::exchange::facts::doubts::{ask_check_digit, ask_contradiction, ask_name, tell_disputed, tell_person};
use crate::exchange::facts::spells::spell;
use crate::exchange::ground::matching::{Met, is_weak, only};
use crate::exchange::ground::report::{BY_WHOM, Fate, Report, keeps_out, notes};
use crate::exchange::ground::run::{Mode, Run};
use crate::initials::initials;
use crate::wire::exchange::RowAction;

/// Takes in one roster row as the workbook's plan says (import, duplicate, leaver …).
pub(in crate::exchange) fn take_roster_row(
    tx: &mut Tx<'_>,
    run: &mut Run<'_>,
    sheet_id: i64,
    row: &RosterRow,
    plan: &Planned,
    report: &mut Report,
) -> Outcome<Option<i64>> {
    let mut action = described(row, plan.action.id());
    let met = run.people.meet(&row.person);
    if !matches!(plan.action.id(), "import" | "import_left" | "import_earlier_job") {
        pass_over(run, row, &met, action, report);
        return Ok(None);
    }
    if let Some(unwanted) = unwanted(run.mode, &met) {
        keep_out(run, row, &met, unwanted, action, report);
        return Ok(None);
    }
    let answered = answered_by_book(run, row, &met);
    if !takeable(row, answered, report) {
        action.action = "rejected".to_owned();
        report.row(action, Fate::Rejected);
        return Ok(None);
    }
    let origin = Origin { sheet_id, row: i64::from(row.row) };
    let authority = authority_of(row);
    let new = met == Met::Nobody;
    let (id, fate) = match met {
        Met::One(id, strength) => merge(tx, run, id, strength, row, authority, origin, report)?,
        Met::Nobody => create(tx, run, row, authority, origin, report)?,
        Met::Contradiction(id) => {
            ask_contradiction(run, id, row, report);
            action.action = "question".to_owned();
            report.row(action, Fate::PassedOver);
            return Ok(None);
        }
        Met::Several(_) => {
            let message = "账簿里有多名同名员工，本行没有工号和证件号码，分不清是哪一位；请在表里补上再导入".to_owned();
            report.reject(row.row, &[Field::Name], "ambiguous_name", message);
            action.action = "rejected".to_owned();
            report.row(action, Fate::Rejected);
            return Ok(None);
        }
    };
    let unit = run.places.find(run.library, row.unit.as_deref(), row.city.as_deref());
    note_missing_unit(run, row, unit, &mut action);
    note_missing_start(row, &mut action);
    let mut changed = fate == Fate::Accepted;
    if let Some(spell) = spell(tx, id, new, row, unit, authority, origin)? {
        changed = true;
        spell.tell(run, id, new, row, report);
    }
    if let Some(unit) = unit {
        let source = RosterCover { id, new, unit, authority, mode: Mode::Both, origin };
        changed |= take_roster_cover(tx, run, &source, row, report)?;
    }
    name_the_person(run, id, row, answered, &mut action);
    report.row(action, if changed { Fate::Accepted } else { Fate::Unchanged });
    Ok(Some(id))
}

/// A roster that dates covers has the weight of an import template (员工导入模板).
const fn authority_of(row: &RosterRow) -> Authority {
    let cover = row.cover;
    if matches!(cover, Cover { social_from: None, social_to: None, fund_from: None, fund_to: None }) {
        Authority::Roster
    } else {
        Authority::Template
    }
}

/// Closes a row that the plan of the workbook leaves aside. A second row of one number under another name may be
/// somebody whose number was copied from the row above: nothing is written, and she is asked.
fn pass_over(run: &Run<'_>, row: &RosterRow, met: &Met, mut action: RowAction, report: &mut Report) {
    if let Met::One(id, _) = met {
        if let Some(known) = run.people.get(*id).filter(|_| !row.hidden) {
            ask_name(known, row, report);
        }
        action.hukou = finer_hukou(run.people.get(*id).and_then(|e| e.hukou), row).map(|h| h.chinese().to_owned());
    }
    report.row(action, Fate::PassedOver);
}

/// Closes a row that the clerk's choice of mode keeps out; what it has otherwise than the book is told.
fn keep_out(run: &Run<'_>, row: &RosterRow, met: &Met, unwanted: &str, mut action: RowAction, report: &mut Report) {
    if let Met::One(id, _) = met {
        tell_unwritten(run, *id, row, report);
    }
    let rejected = unwanted == "rejected";
    if rejected {
        let message = "账簿里没有这个人，而导入方式是“只更新”；要新增请改选“新增并更新”".to_owned();
        report.reject(row.row, BY_WHOM, "unknown_person", message);
    }
    action.action = unwanted.to_owned();
    report.row(action, if rejected { Fate::Rejected } else { Fate::Unchanged });
}

/// Puts beside the row whom it met, and what the book knows better than the row.
fn name_the_person(run: &Run<'_>, id: i64, row: &RosterRow, answered: bool, action: &mut RowAction) {
    let employee = run.people.get(id);
    action.employee_no = employee.map(|e| e.employee_no.clone());
    if answered {
        action.id_number = employee.and_then(|e| e.id_number.clone());
    }
    action.hukou = finer_hukou(employee.and_then(|e| e.hukou), row).map(|h| h.chinese().to_owned());
}

/// What the clerk's choice of mode makes of a row, where it keeps it out.
const fn unwanted(mode: Mode, met: &Met) -> Option<&'static str> {
    match (mode, met) {
        (Mode::Create, Met::One(..)) => Some("unchanged"),
        (Mode::Update, Met::Nobody) => Some("rejected"),
        _ => None,
    }
}

/// 号码有误但人已认得: the number this row got wrong is known from a better source.
fn answered_by_book(run: &Run<'_>, row: &RosterRow, met: &Met) -> bool {
    let Met::One(id, MatchStrength::EmployeeNo) = met else { return false };
    let known = run.people.get(*id).is_some_and(|e| e.id_number.is_some());
    known && row.person.id.is_none() && row.person.id_problem.is_some()
}

/// Tells what keeps the row out; a wrong check digit only asks, the person comes in with the number in question. A
/// number that the book already has right keeps nobody out. A job that ends before it begins is none.
fn takeable(row: &RosterRow, answered: bool, report: &mut Report) -> bool {
    let of_number = |issue: &&Issue| issue.field == Some(Field::IdNumber);
    let outs = |issue: &&Issue| keeps_out(issue) || issue.code == IssueCode::LeaveBeforeHire;
    let weighty = || row.issues.iter().filter(|issue| outs(issue) && !(answered && of_number(issue)));
    weighty().for_each(|issue| report.reject_issue(issue));
    weighty().next().is_none()
}

fn described(row: &RosterRow, action: &str) -> RowAction {
    let person = &row.person;
    let id_status = match (&person.id_problem, &person.id) {
        (Some(IdProblem::CheckDigit { .. }), _) => Some("wrong_check_digit"),
        (Some(IdProblem::DigitsLost { .. }), _) => Some("digits_lost"),
        (Some(IdProblem::Masked { .. }), _) => Some("masked"),
        (Some(IdProblem::Invalid { .. } | IdProblem::Untyped { .. }), _) => Some("invalid"),
        (None, Some(_)) if has(row, "id_old_form") => Some("15_digits"),
        (None, Some(_)) if has(row, "id_normalised") => Some("normalised"),
        (None, Some(_)) => Some("ok"),
        (None, None) => None,
    };
    let precision = |day: Day| if day.exact().is_some() { "day" } else { "month" };
    RowAction {
        row: row.row,
        action: action.to_owned(),
        name: person.name.clone(),
        id_number: person.id.as_ref().map(|id| id.as_str().to_owned()),
        id_status: id_status.map(str::to_owned),
        employee_no: person.employee_no.clone(),
        hire: row.hire.map(|d| d.to_string()),
        hire_precision: row.hire.map(|d| precision(d).to_owned()),
        leave: row.leave.map(|d| d.to_string()),
        birth: row.birth.map(|d| d.to_string()),
        hukou: row.hukou.map(|h| h.chinese().to_owned()),
        notes: notes(&row.issues),
        ..RowAction::default()
    }
}

fn has(row: &RosterRow, code: &str) -> bool {
    row.issues.iter().any(|i| i.code.id() == code)
}

fn note_missing_unit(run: &Run<'_>, row: &RosterRow, unit: Option<i64>, action: &mut RowAction) {
    if unit.is_some() {
        return;
    }
    let place = row.unit.as_deref().or(row.city.as_deref()).unwrap_or("（未写）");
    let message = if run.places.is_empty() {
        "还没有参保单位，先导入人员；新增参保单位后再导入一次，参保关系即可补上".to_owned()
    } else {
        format!("认不出参保单位“{place}”，参保关系未导入；请核对单位名称或参保城市")
    };
    action.notes.push(crate::wire::exchange::Problem { code: "unit_unknown".to_owned(), message });
}

/// A base without a month of hire or of cover gives no cover; the clerk is told instead of missing the person later.
fn note_missing_start(row: &RosterRow, action: &mut RowAction) {
    let dated = row.hire.is_some() || row.cover.social_from.is_some() || row.cover.fund_from.is_some();
    if dated || (row.social_base.is_none() && row.fund_base.is_none()) {
        return;
    }
    let message =
        "没有入职日期，也没有起缴年月，参保关系和基数未导入；请在“对应列”里指定这一列，或补填后再导入一次".to_owned();
    action.notes.push(crate::wire::exchange::Problem { code: "start_unknown".to_owned(), message });
}

fn create(
    tx: &mut Tx<'_>,
    run: &mut Run<'_>,
    row: &RosterRow,
    authority: Authority,
    origin: Origin,
    report: &mut Report,
) -> Outcome<(i64, Fate)> {
    let person = &row.person;
    let written = person.employee_no.clone().filter(|no| !run.people.no_taken(no));
    let employee_no = written.unwrap_or_else(|| run.people.interim_no());
    let name = person.name.clone().unwrap_or_default();
    let mut employee = Employee {
        employee_no,
        name_folded: name::fold(&name),
        name_initials: initials(&name),
        name,
        id_status: if person.id_problem.is_some() { IdStatus::InQuestion } else { IdStatus::Missing },
        origin: Some(origin),
        authority: authority.id().to_owned(),
        ..Employee::default()
    };
    fill_identity(&mut employee, row);
    fill(&mut employee, row, true);
    let id = tx.insert_employee(&employee)?;
    run.people.put(id, employee);
    if let Some(IdProblem::CheckDigit { expected, .. }) = &person.id_problem {
        ask_check_digit(id, row, expected.as_str(), report);
    }
    Ok((id, Fate::Accepted))
}

fn fill_identity(employee: &mut Employee, row: &RosterRow) {
    if let Some(id) = &row.person.id {
        employee.id_type = Some(id.id_type());
        employee.id_number = Some(id.as_str().to_owned());
        employee.id_status = IdStatus::Checked;
        employee.birth = id.birth().or(employee.birth);
        employee.sex = id.sex().or(employee.sex);
    }
    employee.id_type = employee.id_type.or(row.person.id_type).or(Some(IdType::ResidentId));
    employee.birth = employee.birth.or_else(|| row.birth.and_then(Day::exact));
    employee.sex = employee.sex.or(row.sex);
}

/// Puts the row's other fields in: over what stands there (`over`), or only where nothing does.
fn fill(employee: &mut Employee, row: &RosterRow, over: bool) {
    fn put<T: Clone>(field: &mut Option<T>, new: &Option<T>, over: bool) {
        if new.is_some() && (over || field.is_none()) {
            field.clone_from(new);
        }
    }
    let hukou = finer_hukou(employee.hukou, row);
    put(&mut employee.hukou, &hukou, over);
    put(&mut employee.medical_tier, &row.medical_tier, over);
    put(&mut employee.position_class, &row.position_class, over);
    put(&mut employee.phone, &row.phone, over);
    put(&mut employee.bank_name, &row.bank_name, over);
    put(&mut employee.bank_account, &row.bank_account, over);
    put(&mut employee.department, &row.department, over);
    put(&mut employee.post, &row.post, over);
    put(&mut employee.notes, &row.notes, over);
}

/// 户口性质 of the row, or what the book knows more exactly: 非深户 says nothing against 外埠城镇.
pub(in crate::exchange) fn finer_hukou(known: Option<Hukou>, row: &RosterRow) -> Option<Hukou> {
    match (known, row.hukou) {
        (Some(known), None) if has(row, "hukou_unclear") => Some(known),
        (Some(known), Some(written @ (Hukou::LocalAny | Hukou::OtherAny)))
            if known.is_local() == written.is_local() =>
        {
            Some(known)
        }
        (_, written) => written,
    }
}

#[expect(clippy::too_many_arguments, reason = "the row, the person it met, and where both come from belong together")]
fn merge(
    tx: &mut Tx<'_>,
    run: &mut Run<'_>,
    id: i64,
    strength: MatchStrength,
    row: &RosterRow,
    authority: Authority,
    origin: Origin,
    report: &mut Report,
) -> Outcome<(i64, Fate)> {
    let Some(before) = run.people.get(id).cloned() else { return Err(Failure::new(crate::Code::Internal)) };
    let mut after = before.clone();
    ask_name(&before, row, report);
    if is_weak(strength) {
        report.confirm(row.row, &before.name, &before.employee_no, only(strength));
    }
    if before.id_number.is_none() && row.person.id.is_some() {
        fill_identity(&mut after, row);
        // A number that was in question is answered by this file: the open question goes with it.
        run.answered.push(id);
    }
    after.employee_no = run.people.settled_no(&before, &row.person);
    let stronger = authority >= Authority::of(&before.authority);
    fill(&mut after, row, stronger);
    if stronger && after != before {
        after.authority = authority.id().to_owned();
        after.origin = Some(origin);
    }
    tell_person(&before, &after, row.row, true, report);
    let fate = if after == before { Fate::Unchanged } else { Fate::Accepted };
    if fate == Fate::Accepted {
        tx.update_employee(id, &after)?;
        run.people.put(id, after);
    }
    if !stronger {
        tell_unwritten(run, id, row, report);
    }
    Ok((id, fate))
}

/// Tells what a row has otherwise than the book, where the book stands.
fn tell_unwritten(run: &Run<'_>, id: i64, row: &RosterRow, report: &mut Report) {
    let Some(known) = run.people.get(id) else { return };
    let mut written = known.clone();
    fill(&mut written, row, true);
    tell_disputed(known, row, &written, report);
}
