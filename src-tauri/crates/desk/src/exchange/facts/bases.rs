//! 申报基数 — rows of bases, by the authority of their source.

use shebao_documents::recognise::Field;
use shebao_documents::rows::BaseRow;
use shebao_rules::insurance::{Group, Scope};
use shebao_rules::month::Month;
use shebao_store::{BaseReason, DeclaredBase, Enrollment, Origin, Stored, Tx};

use crate::authority::Authority;
use crate::error::Outcome;
use crate::exchange::facts::met::met_or_made;
use crate::exchange::ground::report::{BY_PLACE, Fate, Report, described, keeps_out};
use crate::exchange::ground::run::{Mode, Run};
use crate::exchange::ground::told::Told;
use crate::wire::exchange::RowAction;

/// 申报基数 rows.
pub(in crate::exchange) fn take_base_row(
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
            report.reject(row.row, BY_PLACE, "unknown_unit", message);
        } else if id.is_some() {
            let message = "类别、适用起、申报基数都要填写，请补齐后再导入".to_owned();
            report.reject(row.row, &blank(row), "base_incomplete", message);
        }
        row.issues.iter().filter(|i| keeps_out(i)).for_each(|i| report.reject_issue(i));
        action.action = "rejected".to_owned();
        report.row(action, Fate::Rejected);
        return Ok(());
    };
    let (mut changed, mut unwanted) = (false, false);
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
        match take_base(tx, run, run.mode, declared, false, report)? {
            Taken::Changed => changed = true,
            Taken::Unwanted => unwanted = true,
            Taken::Same => {}
        }
    }
    action.employee_no = run.people.get(id).map(|e| e.employee_no.clone());
    if unwanted && !changed {
        report.reject_new(row.row, &format!("此人自 {from} 起的这项基数"));
    }
    close(action, changed, unwanted, report);
    Ok(())
}

/// The columns of a base whose cells say nothing.
fn blank(row: &BaseRow) -> Vec<Field> {
    let of_what = row.scope.is_none().then_some(Field::Insurance);
    let since = row.from.is_none().then_some(Field::From);
    let amount = row.base.is_none().then_some(Field::Base);
    of_what.into_iter().chain(since).chain(amount).collect()
}

/// Closes a row of which something was changed, or nothing was because the book knows it or lacks it.
fn close(mut action: RowAction, changed: bool, unwanted: bool, report: &mut Report) {
    let (what, fate) = match (changed, unwanted) {
        (true, _) => ("import", Fate::Accepted),
        (false, true) => ("rejected", Fate::Rejected),
        (false, false) => ("unchanged", Fate::Unchanged),
    };
    action.action = what.to_owned();
    report.row(action, fate);
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

/// What became of a base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exchange) enum Taken {
    /// It was taken in, or took another one's place.
    Changed,
    /// The book says the same, or a better source stands.
    Same,
    /// The book has none, and nothing new is wanted.
    Unwanted,
}

/// Takes in one declared base. A weaker source only checks: what differs is told and changes nothing. 社保 and 公积金 are
/// weighed apart: a ledger that speaks of the one says nothing of the other.
pub(in crate::exchange) fn take_base(
    tx: &mut Tx<'_>,
    run: &Run<'_>,
    mode: Mode,
    wanted: DeclaredBase,
    new: bool,
    report: &mut Report,
) -> Outcome<Taken> {
    let mut known = if new { Vec::new() } else { tx.declared_bases_of(wanted.employee_id)? };
    known.retain(|b| b.scope.group() == wanted.scope.group());
    let own = Authority::of(&wanted.authority);
    let best = known.iter().map(|b| Authority::of(&b.authority)).max();
    if best.is_some_and(|best| best > own) {
        let in_force =
            known.iter().filter(|b| b.unit_id == wanted.unit_id && b.scope == wanted.scope).max_by_key(|b| b.from);
        if let Some(in_force) = in_force {
            tell_base(run, &wanted, in_force, false, report);
        }
        return Ok(Taken::Same);
    }
    let of_weaker = |b: &&Stored<DeclaredBase>| {
        Authority::of(&b.authority) < own && (b.unit_id, b.scope) == (wanted.unit_id, wanted.scope)
    };
    if let Some(weaker) = known.iter().filter(of_weaker).max_by_key(|b| b.from).filter(|_| !mode.changes()) {
        tell_base(run, &wanted, weaker, false, report);
        return Ok(Taken::Same);
    }
    let same = known.iter().find(|b| {
        Authority::of(&b.authority) == own
            && (b.unit_id, b.scope, b.from) == (wanted.unit_id, wanted.scope, wanted.from)
    });
    if same.is_none() && !mode.adds() && known.iter().all(|b| !of_weaker(&b)) {
        return Ok(Taken::Unwanted);
    }
    for weaker in known.iter().filter(|b| Authority::of(&b.authority) < own) {
        tx.delete_declared_base(weaker.id)?;
    }
    match same {
        None => {
            tx.insert_declared_base(&wanted)?;
            Ok(Taken::Changed)
        }
        Some(old) if (old.amount, old.to) == (wanted.amount, wanted.to) => Ok(Taken::Same),
        Some(old) => {
            tell_base(run, &wanted, old, mode.changes(), report);
            if !mode.changes() {
                return Ok(Taken::Same);
            }
            tx.update_declared_base(old.id, &wanted)?;
            Ok(Taken::Changed)
        }
    }
}

fn tell_base(run: &Run<'_>, wanted: &DeclaredBase, before: &DeclaredBase, applied: bool, report: &mut Report) {
    let Some(employee) = run.people.get(wanted.employee_id) else { return };
    let field =
        if wanted.scope == Scope::Group(Group::HousingFund) { "公积金申报基数" } else { "社保申报基数" };
    let told = Told::of(wanted.origin.map_or(0, |origin| origin.row), employee, applied);
    told.field(report, field, Some(before.amount.to_string()), Some(wanted.amount.to_string()));
    // The roster's bases carry no months: only its own kind of source can differ in them.
    if before.from == wanted.from && before.authority == wanted.authority {
        let month = |month: Option<Month>| month.map(|month| month.to_string());
        told.field(report, &format!("{field}适用止"), month(before.to), month(wanted.to));
    }
}
