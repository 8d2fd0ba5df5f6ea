//! 参保关系 — by the authority of their source: a better source replaces a weaker one person by person, a
//! weaker one only checks.

use shebao_documents::rows::{Cover, EnrollmentRow, RosterRow};
use shebao_rules::day::Day;
use shebao_rules::insurance::{Group, Scope};
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_store::{BaseReason, DeclaredBase, Enrollment, Origin, Stored, Tx};

use crate::authority::Authority;
use crate::error::Outcome;
use crate::exchange::facts::bases::{Taken, take_base};
use crate::exchange::facts::doubts::tell_person;
use crate::exchange::facts::met::met_or_made;
use crate::exchange::ground::report::{BY_PLACE, Fate, Report, described, keeps_out};
use crate::exchange::ground::run::{Mode, Run};
use crate::exchange::ground::told::Told;

const SOCIAL: Scope = Scope::Group(Group::Social);
const FUND: Scope = Scope::Group(Group::HousingFund);

/// Whom and where a roster row's cover belongs to.
#[derive(Clone, Copy)]
pub(in crate::exchange) struct RosterCover {
    pub id: i64,
    /// Whether this very row brought the person: nothing is kept of her yet.
    pub new: bool,
    pub unit: i64,
    pub authority: Authority,
    /// What the clerk wants done with cover that is known, and with cover that is not.
    pub mode: Mode,
    pub origin: Origin,
}

/// The cover and bases that a roster row carries; gives whether anything changed.
pub(in crate::exchange) fn take_roster_cover(
    tx: &mut Tx<'_>,
    run: &mut Run<'_>,
    source: &RosterCover,
    row: &RosterRow,
    report: &mut Report,
) -> Outcome<bool> {
    let cover = if source.authority == Authority::Template { row.cover } else { read_off_spell(row) };
    let late = source.authority == Authority::Roster && hired_after_cutoff(run, source.unit, row);
    let mut changed = take_cover(tx, run, source, &cover, late, report)?;
    let bases = [row.social_base, row.fund_base];
    changed |= take_undated(tx, run, source, &cover, bases, "花名册", report)?;
    Ok(changed)
}

/// Bases that stand beside cover and name no months of their own hold from the first month of the cover on.
fn take_undated(
    tx: &mut Tx<'_>,
    run: &Run<'_>,
    source: &RosterCover,
    cover: &Cover,
    [social, fund]: [Option<Yuan>; 2],
    sheet: &str,
    report: &mut Report,
) -> Outcome<bool> {
    let mut changed = false;
    for (scope, from, base) in [(SOCIAL, cover.social_from, social), (FUND, cover.fund_from, fund)] {
        let Some((from, amount)) = from.zip(base) else { continue };
        let declared = DeclaredBase {
            employee_id: source.id,
            unit_id: source.unit,
            scope,
            from,
            to: None,
            amount,
            average_wage: None,
            reason: BaseReason::Import,
            method: Some(format!("{sheet}所列基数，未注明适用月份，自起缴月起用")),
            origin: Some(source.origin),
            authority: source.authority.id().to_owned(),
        };
        changed |= take_base(tx, run, source.mode, declared, source.new, report)? == Taken::Changed;
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
pub(in crate::exchange) fn take_enrollment_row(
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
            report.reject(row.row, BY_PLACE, "unknown_unit", message);
        }
        row.issues.iter().filter(|i| keeps_out(i)).for_each(|i| report.reject_issue(i));
        action.action = "rejected".to_owned();
        report.row(action, Fate::Rejected);
        return Ok(());
    };
    let source = RosterCover { id, new: false, unit, authority: Authority::Ledger, mode: run.mode, origin };
    action.employee_no = run.people.get(id).map(|e| e.employee_no.clone());
    if !run.mode.adds() && !knows_cover(tx, &source, &row.cover)? {
        report.reject_new(row.row, "此人在这个单位的参保关系");
        action.action = "rejected".to_owned();
        report.row(action, Fate::Rejected);
        return Ok(());
    }
    let mut changed = attributes(tx, run, id, row, report)?;
    changed |= take_cover(tx, run, &source, &row.cover, row.late_first == Some(true), report)?;
    // Where bases with their months are known, one without only checks, though a ledger prints it.
    let undated = RosterCover { authority: Authority::Template, ..source };
    changed |= take_undated(tx, run, &undated, &row.cover, [row.social_base, row.fund_base], "参保台账", report)?;
    if !changed {
        action.action = "unchanged".to_owned();
    }
    report.row(action, if changed { Fate::Accepted } else { Fate::Unchanged });
    Ok(())
}

/// Whether the book has cover of the person in the unit that the row may speak of.
fn knows_cover(tx: &Tx<'_>, source: &RosterCover, cover: &Cover) -> Outcome<bool> {
    let known = tx.enrollments_of(source.id)?;
    let spells = [(cover.social_from, cover.social_to), (cover.fund_from, cover.fund_to)];
    let meets = |e: &Stored<Enrollment>| {
        let begins = spells.iter().filter_map(|(first, last)| Some((first.or(*last)?, *last)));
        begins.into_iter().any(|(first, last)| {
            e.last_month.is_none_or(|end| first <= end) && last.is_none_or(|end| e.first_month <= end)
        })
    };
    Ok(known.iter().any(|e| e.unit_id == source.unit && meets(e)))
}

/// 户口性质 and 医保档次 as the ledger has them: it is the better source of both; and a 工号 where none was known.
fn attributes(tx: &mut Tx<'_>, run: &mut Run<'_>, id: i64, row: &EnrollmentRow, report: &mut Report) -> Outcome<bool> {
    let Some(before) = run.people.get(id).cloned() else { return Ok(false) };
    let mut after = before.clone();
    after.employee_no = run.people.settled_no(&before, &row.person);
    after.hukou = row.hukou.or(before.hukou);
    after.medical_tier = row.medical_tier.or(before.medical_tier);
    if after == before {
        return Ok(false);
    }
    tell_person(&before, &after, row.row, run.mode.changes(), report);
    if !run.mode.changes() {
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
    let ended = end_cover(tx, run, source, cover, &known, report)?;
    let best = known.iter().map(|e| Authority::of(&e.authority)).max();
    let begins = cover.social_from.is_some() || cover.fund_from.is_some();
    if !begins || best.is_some_and(|best| best > source.authority) {
        return Ok(ended);
    }
    let weaker = |e: &&Stored<Enrollment>| Authority::of(&e.authority) < source.authority;
    if !source.mode.changes() && known.iter().any(|e| weaker(&e)) {
        return Ok(ended);
    }
    let mut changed = ended;
    for weaker in known.iter().filter(weaker) {
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
        changed |= keep_spell(tx, run, source, &known, wanted, report)?;
    }
    Ok(changed)
}

/// Keeps one spell of cover. Nobody is covered twice for the same in one unit: a spell that overlaps a known one of the
/// same kind of source is that one, corrected.
fn keep_spell(
    tx: &mut Tx<'_>,
    run: &Run<'_>,
    source: &RosterCover,
    known: &[Stored<Enrollment>],
    wanted: Enrollment,
    report: &mut Report,
) -> Outcome<bool> {
    let of_it = |e: &&Stored<Enrollment>| {
        Authority::of(&e.authority) == source.authority && (e.unit_id, e.scope) == (wanted.unit_id, wanted.scope)
    };
    let meets = |e: &&Stored<Enrollment>| {
        e.last_month.is_none_or(|end| wanted.first_month <= end)
            && wanted.last_month.is_none_or(|end| e.first_month <= end)
    };
    let same = known.iter().filter(of_it).find(|e| e.first_month == wanted.first_month);
    let Some(old) = same.or_else(|| known.iter().filter(of_it).find(meets)) else {
        tx.insert_enrollment(&wanted)?;
        return Ok(true);
    };
    let said = |e: &Enrollment| (e.first_month, e.last_month, e.first_month_late);
    if said(old) == said(&wanted) {
        return Ok(false);
    }
    tell(run, source, old, &wanted, report);
    if source.mode.changes() {
        tx.update_enrollment(old.id, &Enrollment { reason: old.reason.clone(), ..wanted })?;
    }
    Ok(source.mode.changes())
}

/// A row that says only when cover ends (减员名单) ends what is open; of a better source it is only told.
fn end_cover(
    tx: &mut Tx<'_>,
    run: &Run<'_>,
    source: &RosterCover,
    cover: &Cover,
    known: &[Stored<Enrollment>],
    report: &mut Report,
) -> Outcome<bool> {
    let ends = [(SOCIAL, cover.social_from, cover.social_to), (FUND, cover.fund_from, cover.fund_to)];
    let mut changed = false;
    for (scope, to) in ends.into_iter().filter_map(|(scope, from, to)| Some((scope, to.filter(|_| from.is_none())?))) {
        let open = |e: &&Stored<Enrollment>| {
            (e.unit_id, e.scope, e.last_month) == (source.unit, scope, None) && e.first_month <= to
        };
        let Some(open) = known.iter().find(open) else { continue };
        let applied = source.mode.changes() && Authority::of(&open.authority) <= source.authority;
        let ended = Enrollment { last_month: Some(to), origin: Some(source.origin), ..open.row.clone() };
        tell(
            run,
            &RosterCover { mode: if applied { Mode::Both } else { Mode::Create }, ..*source },
            open,
            &ended,
            report,
        );
        if applied {
            tx.update_enrollment(open.id, &ended)?;
            changed = true;
        }
    }
    Ok(changed)
}

fn tell(run: &Run<'_>, source: &RosterCover, old: &Enrollment, new: &Enrollment, report: &mut Report) {
    let Some(employee) = run.people.get(source.id) else { return };
    let told = Told::of(source.origin.row, employee, source.mode.changes());
    let month = |month: Option<Month>| month.map(|month| month.to_string());
    let scope = if new.scope == FUND { "公积金" } else { "社保" };
    told.field(report, &format!("{scope}起缴年月"), month(Some(old.first_month)), month(Some(new.first_month)));
    told.field(report, &format!("{scope}停缴年月"), month(old.last_month), month(new.last_month));
    let late = |late: bool| Some(if late { "是" } else { "否" }.to_owned());
    told.field(report, &format!("{scope}首月次月补缴"), late(old.first_month_late), late(new.first_month_late));
}
