//! 参保关系 — by the authority of their source: a better source replaces a weaker one person by person, a
//! weaker one only checks.

use shebao_documents::rows::{Cover, EnrollmentRow, Person, RosterRow};
use shebao_rules::day::Day;
use shebao_rules::identity;
use shebao_rules::insurance::{Group, Scope};
use shebao_rules::month::Month;
use shebao_rules::name;
use shebao_store::{BaseReason, DeclaredBase, Employee, Enrollment, IdStatus, Origin, Tx};

use super::bases::take_base;
use super::initials;
use super::matching::{Met, is_weak, only};
use super::report::{Fate, Report, keeps_out, notes};
use super::run::Run;
use crate::authority::Authority;
use crate::error::Outcome;
use crate::wire::exchange::{Difference, RowAction};

const SOCIAL: Scope = Scope::Group(Group::Social);
pub(super) const FUND: Scope = Scope::Group(Group::HousingFund);

/// Whom and where a roster row's cover belongs to.
pub(super) struct RosterCover {
    pub id: i64,
    /// Whether this very row brought the person: nothing is kept of her yet.
    pub new: bool,
    pub unit: i64,
    pub authority: Authority,
    pub origin: Origin,
}

/// The cover and bases that a roster row carries; gives whether anything changed.
pub(super) fn take_roster_cover(
    tx: &mut Tx<'_>,
    run: &mut Run<'_>,
    source: &RosterCover,
    row: &RosterRow,
    report: &mut Report,
) -> Outcome<bool> {
    let cover = if source.authority == Authority::Template { row.cover } else { read_off_spell(row) };
    let late = source.authority == Authority::Roster && hired_after_cutoff(run, source.unit, row);
    let mut changed = take_cover(tx, run, source, &cover, late, report)?;
    for (scope, from, base) in [(SOCIAL, cover.social_from, row.social_base), (FUND, cover.fund_from, row.fund_base)] {
        if let Some((from, amount)) = from.zip(base) {
            let declared = DeclaredBase {
                employee_id: source.id,
                unit_id: source.unit,
                scope,
                from,
                to: None,
                amount,
                average_wage: None,
                reason: BaseReason::Import,
                method: Some("花名册所列基数，未注明适用月份，自起缴月起用".to_owned()),
                origin: Some(source.origin),
                authority: source.authority.id().to_owned(),
            };
            changed |= take_base(tx, run, declared, source.new, report)?;
        }
    }
    Ok(changed)
}

/// A roster without cover months: covered from the month of hire to the month of leaving; the fund only where a base
/// for it is written.
fn read_off_spell(row: &RosterRow) -> Cover {
    let (first, last) = (row.hire.map(Day::month), row.leave.map(Day::month));
    let social = row.social_base.is_some() || row.fund_base.is_some();
    let fund = row.fund_base.is_some();
    Cover {
        social_from: first.filter(|_| social),
        social_to: last.filter(|_| social),
        fund_from: first.filter(|_| fund),
        fund_to: last.filter(|_| fund),
    }
}

fn hired_after_cutoff(run: &Run<'_>, unit: i64, row: &RosterRow) -> bool {
    use chrono::Datelike;
    let cutoff = run.places.get(unit).and_then(|u| u.enroll_cutoff_day);
    let day = row.hire.and_then(Day::exact).map(|d| d.day());
    cutoff.zip(day).is_some_and(|(cutoff, day)| day > u32::from(cutoff))
}

/// 参保台账 rows.
pub(super) fn take_enrollment_row(
    tx: &mut Tx<'_>,
    run: &mut Run<'_>,
    sheet_id: i64,
    row: &EnrollmentRow,
    report: &mut Report,
) -> Outcome<()> {
    let mut action = described(&row.person, row.row, &row.issues);
    let origin = Origin { sheet_id, row: i64::from(row.row) };
    let unit = run.places.find(run.library, row.unit.as_deref(), row.city.as_deref());
    let id = if row.issues.iter().any(keeps_out) {
        None
    } else {
        met_or_made(tx, run, &row.person, row.row, origin, report)?
    };
    let Some((unit, id)) = unit.zip(id) else {
        if unit.is_none() {
            let place = row.unit.as_deref().or(row.city.as_deref()).unwrap_or_default();
            let message = format!("没有参保单位“{place}”，请先导入单位参数表或新增这个单位，再导入本表");
            report.reject(row.row, None, "unknown_unit", message);
        }
        row.issues.iter().filter(|i| keeps_out(i)).for_each(|i| report.reject_issue(i));
        action.action = "rejected".to_owned();
        report.row(action, Fate::Rejected);
        return Ok(());
    };
    let source = RosterCover { id, new: false, unit, authority: Authority::Ledger, origin };
    let mut changed = attributes(tx, run, id, row)?;
    changed |= take_cover(tx, run, &source, &row.cover, row.late_first == Some(true), report)?;
    let fate = if changed { Fate::Accepted } else { Fate::Unchanged };
    action.employee_no = run.people.get(id).map(|e| e.employee_no.clone());
    report.row(action, fate);
    Ok(())
}

pub(super) fn described(person: &Person, row: u32, issues: &[shebao_documents::clean::Issue]) -> RowAction {
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

/// The person a ledger row speaks of; one with a valid number who is not known yet is taken in with what the row tells.
pub(super) fn met_or_made(
    tx: &mut Tx<'_>,
    run: &mut Run<'_>,
    person: &Person,
    row: u32,
    origin: Origin,
    report: &mut Report,
) -> Outcome<Option<i64>> {
    match run.people.meet(person) {
        Met::One(id, strength) => {
            if let (true, Some(known)) = (is_weak(strength), run.people.get(id)) {
                report.confirm(row, &known.name, &known.employee_no, only(strength));
            }
            Ok(Some(id))
        }
        Met::Nobody => match (&person.id, &person.name) {
            (Some(number), Some(written)) => {
                let employee_no = person.employee_no.clone().unwrap_or_else(|| run.people.interim_no());
                let employee = Employee {
                    employee_no,
                    name: written.clone(),
                    name_folded: name::fold(written),
                    name_initials: initials(written),
                    id_type: Some(number.id_type()),
                    id_number: Some(number.as_str().to_owned()),
                    id_status: IdStatus::Checked,
                    birth: number.birth(),
                    sex: number.sex(),
                    origin: Some(origin),
                    authority: Authority::Ledger.id().to_owned(),
                    ..Employee::default()
                };
                let id = tx.insert_employee(&employee)?;
                run.people.put(id, employee);
                Ok(Some(id))
            }
            _ => {
                let message = "账簿里没有这个人，本行也没有证件号码；请先导入花名册".to_owned();
                report.reject(row, None, "unknown_person", message);
                Ok(None)
            }
        },
        Met::Contradiction(_) => {
            let number = person.id.as_ref().map(|id| identity::mask(id.as_str())).unwrap_or_default();
            let message = format!("工号与姓名或证件号码（{number}）对不上账簿里的同一个人，请核对");
            report.reject(row, None, "employee_no_contradicts", message);
            Ok(None)
        }
        Met::Several(_) => {
            let message = "账簿里有多名同名员工，本行没有工号或证件号码，无法分辨；请补一列工号".to_owned();
            report.reject(row, None, "ambiguous_name", message);
            Ok(None)
        }
    }
}

/// 户口性质 and 医保档次 as the ledger has them: it is the better source of both; and a 工号 where none was known.
fn attributes(tx: &mut Tx<'_>, run: &mut Run<'_>, id: i64, row: &EnrollmentRow) -> Outcome<bool> {
    let Some(before) = run.people.get(id).cloned() else { return Ok(false) };
    let mut after = before.clone();
    after.employee_no = run.people.settled_no(&before, &row.person);
    after.hukou = row.hukou.or(before.hukou);
    after.medical_tier = row.medical_tier.or(before.medical_tier);
    if after == before {
        return Ok(false);
    }
    tx.update_employee(id, &after)?;
    run.people.put(id, after);
    Ok(true)
}

/// Takes in one spell of cover for both groups; gives whether anything changed.
fn take_cover(
    tx: &mut Tx<'_>,
    run: &mut Run<'_>,
    source: &RosterCover,
    cover: &Cover,
    late: bool,
    report: &mut Report,
) -> Outcome<bool> {
    let known = if source.new { Vec::new() } else { tx.enrollments_of(source.id)? };
    let best = known.iter().map(|e| Authority::of(&e.authority)).max();
    if best.is_some_and(|best| best > source.authority) {
        return Ok(false);
    }
    let mut changed = false;
    for weaker in known.iter().filter(|e| Authority::of(&e.authority) < source.authority) {
        tx.delete_enrollment(weaker.id)?;
        changed = true;
    }
    let spells = [(SOCIAL, cover.social_from, cover.social_to), (FUND, cover.fund_from, cover.fund_to)];
    for (scope, first, last) in spells {
        let Some(first) = first else { continue };
        let wanted = Enrollment {
            employee_id: source.id,
            unit_id: source.unit,
            scope,
            first_month: first,
            last_month: last,
            first_month_late: late,
            reason: None,
            origin: Some(source.origin),
            authority: source.authority.id().to_owned(),
        };
        let same = known.iter().find(|e| {
            Authority::of(&e.authority) == source.authority
                && (e.unit_id, e.scope, e.first_month) == (wanted.unit_id, wanted.scope, wanted.first_month)
        });
        match same {
            None => {
                tx.insert_enrollment(&wanted)?;
                changed = true;
            }
            Some(old) if (old.last_month, old.first_month_late) != (last, late) => {
                tell(run, source, "停缴年月", old.last_month, last, report);
                tx.update_enrollment(old.id, &wanted)?;
                changed = true;
            }
            Some(_) => {}
        }
    }
    Ok(changed)
}

fn tell(
    run: &Run<'_>,
    source: &RosterCover,
    field: &str,
    before: Option<Month>,
    after: Option<Month>,
    report: &mut Report,
) {
    let Some(employee) = run.people.get(source.id) else { return };
    report.differ(Difference {
        row: u32::try_from(source.origin.row).unwrap_or_default(),
        employee_no: employee.employee_no.clone(),
        name: employee.name.clone(),
        field: field.to_owned(),
        before: before.map(|m| m.to_string()),
        after: after.map(|m| m.to_string()),
        applied: true,
        ..Difference::default()
    });
}
