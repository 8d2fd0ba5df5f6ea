//! 申报基数 — rows of bases, by the authority of their source.

use shebao_documents::rows::BaseRow;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_store::{BaseReason, DeclaredBase, Enrollment, Origin, Stored, Tx};

use super::cover::{FUND, described, met_or_made};
use super::report::{Fate, Report, keeps_out};
use super::run::Run;
use crate::authority::Authority;
use crate::error::Outcome;
use crate::wire::exchange::Difference;

/// 申报基数 rows.
pub(super) fn take_base_row(
    tx: &mut Tx<'_>,
    run: &mut Run<'_>,
    sheet_id: i64,
    row: &BaseRow,
    report: &mut Report,
) -> Outcome<()> {
    let mut action = described(&row.person, row.row, &row.issues);
    let origin = Origin { sheet_id, row: i64::from(row.row) };
    let there = run.places.named(run.library, row.unit.as_deref(), row.city.as_deref());
    let id = if row.issues.iter().any(keeps_out) {
        None
    } else {
        met_or_made(tx, run, &row.person, row.row, origin, report)?
    };
    let complete = id.filter(|_| !there.is_empty()).zip(row.scope).zip(row.from).zip(row.base);
    let Some((((id, scope), from), amount)) = complete else {
        if there.is_empty() {
            let place = row.unit.as_deref().or(row.city.as_deref()).unwrap_or_default();
            let message = format!("没有参保单位“{place}”，请先导入单位参数表或新增这个单位，再导入本表");
            report.reject(row.row, None, "unknown_unit", message);
        } else if id.is_some() {
            report.reject(row.row, None, "base_incomplete", "类别、适用起、申报基数都要填写".to_owned());
        }
        row.issues.iter().filter(|i| keeps_out(i)).for_each(|i| report.reject_issue(i));
        action.action = "rejected".to_owned();
        report.row(action, Fate::Rejected);
        return Ok(());
    };
    let mut changed = false;
    for unit_id in of_these(tx, id, &there, (from, row.to))? {
        let declared = DeclaredBase {
            employee_id: id,
            unit_id,
            scope,
            from,
            to: row.to,
            amount,
            average_wage: row.average,
            reason: BaseReason::Import,
            method: row.rule.clone(),
            origin: Some(origin),
            authority: Authority::Ledger.id().to_owned(),
        };
        changed |= take_base(tx, run, declared, false, report)?;
    }
    action.employee_no = run.people.get(id).map(|e| e.employee_no.clone());
    report.row(action, if changed { Fate::Accepted } else { Fate::Unchanged });
    Ok(())
}

/// A row that names a city of several units speaks of those where the person is covered in its months; where no cover
/// is known yet, of those she works for, and at last of every unit there.
fn of_these(tx: &Tx<'_>, employee_id: i64, there: &[i64], (from, to): (Month, Option<Month>)) -> Outcome<Vec<i64>> {
    if let [only] = there {
        return Ok(vec![*only]);
    }
    let covers = tx.enrollments_of(employee_id)?;
    let meets = |c: &&Stored<Enrollment>| {
        c.last_month.is_none_or(|last| from <= last) && to.is_none_or(|to| c.first_month <= to)
    };
    let covered: Vec<i64> = covers.iter().filter(meets).map(|c| c.unit_id).collect();
    let known: Vec<i64> = covers.iter().map(|c| c.unit_id).collect();
    let works: Vec<i64> = tx.employments_of(employee_id)?.iter().filter_map(|job| job.unit_id).collect();
    for own in [covered, known, works] {
        let own: Vec<i64> = there.iter().copied().filter(|unit| own.contains(unit)).collect();
        if !own.is_empty() {
            return Ok(own);
        }
    }
    Ok(there.to_vec())
}

/// Takes in one declared base. A weaker source only checks: what differs is told and changes nothing.
pub(super) fn take_base(
    tx: &mut Tx<'_>,
    run: &Run<'_>,
    wanted: DeclaredBase,
    new: bool,
    report: &mut Report,
) -> Outcome<bool> {
    let known = if new { Vec::new() } else { tx.declared_bases_of(wanted.employee_id)? };
    let own = Authority::of(&wanted.authority);
    let best = known.iter().map(|b| Authority::of(&b.authority)).max();
    if best.is_some_and(|best| best > own) {
        let in_force = known
            .iter()
            .filter(|b| b.unit_id == wanted.unit_id && b.scope == wanted.scope)
            .max_by_key(|b| b.from)
            .map(|b| b.amount);
        if in_force.is_some_and(|amount| amount != wanted.amount) {
            tell_base(run, &wanted, in_force, false, report);
        }
        return Ok(false);
    }
    for weaker in known.iter().filter(|b| Authority::of(&b.authority) < own) {
        tx.delete_declared_base(weaker.id)?;
    }
    let same = known.iter().find(|b| {
        Authority::of(&b.authority) == own
            && (b.unit_id, b.scope, b.from) == (wanted.unit_id, wanted.scope, wanted.from)
    });
    match same {
        None => {
            tx.insert_declared_base(&wanted)?;
            Ok(true)
        }
        Some(old) if (old.amount, old.to) == (wanted.amount, wanted.to) => Ok(false),
        Some(old) => {
            tell_base(run, &wanted, Some(old.amount), true, report);
            tx.update_declared_base(old.id, &wanted)?;
            Ok(true)
        }
    }
}

fn tell_base(run: &Run<'_>, wanted: &DeclaredBase, before: Option<Yuan>, applied: bool, report: &mut Report) {
    let Some(employee) = run.people.get(wanted.employee_id) else { return };
    let field = if wanted.scope == FUND { "公积金申报基数" } else { "社保申报基数" };
    report.differ(Difference {
        row: wanted.origin.and_then(|o| u32::try_from(o.row).ok()).unwrap_or_default(),
        employee_no: employee.employee_no.clone(),
        name: employee.name.clone(),
        field: field.to_owned(),
        before: before.map(|y| y.to_string()),
        after: Some(wanted.amount.to_string()),
        applied,
        ..Difference::default()
    });
}
