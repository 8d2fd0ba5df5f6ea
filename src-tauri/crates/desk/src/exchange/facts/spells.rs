//! 任职 — the spell of employment that a roster row tells: from when to when, in which unit.

use shebao_documents::rows::RosterRow;
use shebao_rules::day::Day;
use shebao_store::{Employment, Origin, Tx};

use crate::authority::Authority;
use crate::error::Outcome;
use crate::exchange::ground::report::Report;
use crate::exchange::ground::run::Run;
use crate::exchange::ground::told::Told;

/// A spell of employment that a row changed or brought.
pub(in crate::exchange) struct Spell {
    before: Option<Employment>,
    after: Employment,
}

impl Spell {
    /// Tells the dates that a known person's spell got.
    pub(in crate::exchange) fn tell(&self, run: &Run<'_>, id: i64, new: bool, row: &RosterRow, report: &mut Report) {
        let Some(person) = run.people.get(id).filter(|_| !new) else { return };
        let told = Told::of(i64::from(row.row), person, true);
        let text = |day: Option<Day>| day.map(|day| day.to_string());
        let before = self.before.as_ref();
        told.field(report, "hire", text(before.and_then(|b| b.hired)), text(self.after.hired));
        told.field(report, "leave", text(before.and_then(|b| b.left)), text(self.after.left));
    }
}

/// Takes in the row's spell of employment; gives what it changed.
pub(in crate::exchange) fn spell(
    tx: &mut Tx<'_>,
    employee_id: i64,
    new: bool,
    row: &RosterRow,
    unit_id: Option<i64>,
    authority: Authority,
    origin: Origin,
) -> Outcome<Option<Spell>> {
    if row.hire.is_none() && row.leave.is_none() {
        return Ok(None);
    }
    let known = if new { Vec::new() } else { tx.employments_of(employee_id)? };
    let same_hire = |hired: Option<Day>| match (hired, row.hire) {
        (Some(a), Some(b)) => a.agrees_with(b),
        _ => hired == row.hire,
    };
    let found =
        known.iter().find(|s| same_hire(s.hired) && (s.unit_id == unit_id || s.unit_id.is_none() || unit_id.is_none()));
    let there = |s: &Employment| unit_id.is_none() || s.unit_id == unit_id;
    let found = found.or_else(|| known.iter().find(|s| there(s) && overlaps(s, row)));
    let Some(found) = found else {
        let after = Employment {
            employee_id,
            unit_id,
            hired: row.hire,
            left: row.leave,
            department: row.department.clone(),
            post: row.post.clone(),
            reason: row.leave_reason.clone(),
            origin: Some(origin),
            authority: authority.id().to_owned(),
        };
        tx.insert_employment(&after)?;
        return Ok(Some(Spell { before: None, after }));
    };
    let mut after = found.row.clone();
    // A day is worth more than its month, whatever the source; another date of an equal or better source corrects it.
    let stronger = authority >= Authority::of(&found.authority);
    after.hired = finer(after.hired, row.hire, stronger);
    after.left = finer(after.left, row.leave, stronger);
    after.unit_id = after.unit_id.or(unit_id);
    after.reason = after.reason.or_else(|| row.leave_reason.clone());
    if after == found.row {
        return Ok(None);
    }
    tx.update_employment(found.id, &after)?;
    Ok(Some(Spell { before: Some(found.row.clone()), after }))
}

/// Whether a row's spell runs at the same time as a known one: nobody is hired twice by one unit, so it is that spell. A
/// row that says only when somebody left ends the spell that is open.
fn overlaps(known: &Employment, row: &RosterRow) -> bool {
    let begun = |leave: Day| known.hired.is_none_or(|hired| hired.month() <= leave.month());
    match (row.hire, row.leave) {
        (Some(hire), leave) => known.left.is_none_or(|left| hire.month() <= left.month()) && leave.is_none_or(begun),
        (None, Some(leave)) => known.left.is_none() && begun(leave),
        (None, None) => false,
    }
}

fn finer(known: Option<Day>, new: Option<Day>, stronger: bool) -> Option<Day> {
    match (known, new) {
        (Some(Day::MonthOnly(month)), Some(Day::Exact(day))) if shebao_rules::month::Month::of(day) == month => new,
        (None, _) => new,
        (Some(known), Some(day)) if stronger && !known.agrees_with(day) => new,
        _ => known,
    }
}
