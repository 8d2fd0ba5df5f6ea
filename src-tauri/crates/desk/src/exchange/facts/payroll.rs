//! 工资表 — wage rows into wages: gross, items, and what was deducted for each insurance.

use shebao_documents::recognise::{Field, MonthTable, SheetGuess};
use shebao_documents::rows::{ItemKind, Part, Share, WageRow};
use shebao_rules::identity;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_store::{DeductionKind, MatchStrength, Origin, Stored, Tx, Wage, WageDeduction, WageItem};

use crate::error::Outcome;
use crate::exchange::facts::in_part::{Joined, is_fuller, join, with};
use crate::exchange::ground::matching::{Met, is_weak, only};
use crate::exchange::ground::report::{BY_WHOM, Fate, Report, described, refused};
use crate::exchange::ground::run::{Run, same_batch};
use crate::exchange::ground::told::Told;
use crate::wire::exchange::Choice;

/// 所属月份 missing of a pay sheet, and what to do about it.
pub(in crate::exchange) fn no_month(guess: &SheetGuess) -> &'static str {
    let plain = "认不出这张工资表是哪个月的；请在导入时指定月份";
    guess.by_month.as_ref().map_or(plain, MonthTable::ask_for_year)
}

/// Takes in one row of a pay sheet.
pub(in crate::exchange) fn take_wage_row(
    tx: &mut Tx<'_>,
    run: &mut Run<'_>,
    sheet_id: i64,
    row: &WageRow,
    no_month: &str,
    report: &mut Report,
) -> Outcome<()> {
    let mut action = described(&row.person, row.row, &row.issues);
    let Some(month) = row.month.filter(|_| !refused(&row.issues)) else {
        if row.month.is_none() {
            report.reject(row.row, &[Field::Month], "month_missing", no_month.to_owned());
        }
        row.issues.iter().filter(|i| refused(std::slice::from_ref(i))).for_each(|i| report.reject_issue(i));
        action.action = "rejected".to_owned();
        report.row(action, Fate::Rejected);
        return Ok(());
    };
    let Some((id, strength)) = whose(tx, run, row, month, report)? else {
        action.action = "question".to_owned();
        report.row(action, Fate::Rejected);
        return Ok(());
    };
    let unit_id = paying_unit(tx, run, id, row, month)?;
    let wage = wage(id, strength, unit_id, month, row, Origin { sheet_id, row: i64::from(row.row) });
    let (what, fate) = keep(tx, run, &wage, row, report)?;
    action.action = what.to_owned();
    action.employee_no = run.people.get(id).map(|e| e.employee_no.clone());
    report.row(action, fate);
    Ok(())
}

/// Takes in a row whose person the clerk has chosen herself.
pub(in crate::exchange) fn take_chosen(
    tx: &mut Tx<'_>,
    run: &Run<'_>,
    sheet_id: i64,
    row: &WageRow,
    employee_id: i64,
) -> Outcome<()> {
    let Some(month) = row.month else { return Ok(()) };
    let unit_id = paying_unit(tx, run, employee_id, row, month)?;
    let origin = Origin { sheet_id, row: i64::from(row.row) };
    let wage = wage(employee_id, MatchStrength::Name, unit_id, month, row, origin);
    let known = if row.in_part { of_month(tx, &wage, row)? } else { known(tx, &wage)? };
    match known.as_ref().map(|old| (same(old, &wage), join(old, &wage))) {
        Some((true, _)) => Ok(()),
        Some((false, Joined::Same)) if row.in_part => Ok(()),
        Some((false, Joined::More(joined))) if row.in_part => put(tx, known.as_ref(), &joined),
        _ => put(tx, known.as_ref(), &wage),
    }
}

/// Whose pay it is: by number or 工号 and name; by name alone only if it is unique (then to be confirmed).
fn whose(
    tx: &Tx<'_>,
    run: &Run<'_>,
    row: &WageRow,
    month: Month,
    report: &mut Report,
) -> Outcome<Option<(i64, MatchStrength)>> {
    let name = row.person.name.as_deref().unwrap_or_default();
    match run.people.meet(&row.person) {
        Met::One(id, strength) if is_weak(strength) => {
            if let Some(known) = run.people.get(id) {
                let reason = match strength {
                    MatchStrength::MaskedId => only(strength),
                    _ => "工资表没有工号和证件号码，姓名唯一",
                };
                report.confirm(row.row, name, &known.employee_no, reason);
            }
            Ok(Some((id, strength)))
        }
        Met::One(id, strength) => Ok(Some((id, strength))),
        Met::Several(ids) => by_place(tx, run, ids, row, month, report),
        Met::Contradiction(id) => {
            let known = run.people.get(id).map(|e| e.name.clone()).unwrap_or_default();
            let message = format!("工号在账簿里属于“{known}”，与本行姓名“{name}”不符；请核对工号");
            report.reject(row.row, &[Field::EmployeeNo], "employee_no_contradicts", message);
            Ok(None)
        }
        Met::Nobody => {
            let who = row.person.id.as_ref().map(|id| identity::mask(id.as_str()));
            let number = who.or_else(|| row.person.employee_no.as_ref().map(|no| format!("工号 {no}")));
            let message = format!(
                "账簿里没有“{name}”{}；请先导入花名册",
                number.map_or_else(String::new, |n| format!("（{n}）"))
            );
            report.reject(row.row, BY_WHOM, "unknown_person", message);
            Ok(None)
        }
    }
}

/// Several people of one name: told apart by department or unit, if only one of them was there in that month.
fn by_place(
    tx: &Tx<'_>,
    run: &Run<'_>,
    ids: Vec<i64>,
    row: &WageRow,
    month: Month,
    report: &mut Report,
) -> Outcome<Option<(i64, MatchStrength)>> {
    let department = row.department.as_deref().map(shebao_rules::name::fold);
    let unit = run.places.find(run.library, row.unit.as_deref(), row.city.as_deref());
    let mut fitting = Vec::new();
    for id in &ids {
        let Some(employee) = run.people.get(*id) else { continue };
        let own = employee.department.as_deref().map(shebao_rules::name::fold);
        let there = department.is_none() || own == department;
        let serving = tx.employments_of(*id)?.iter().any(|job| {
            job.hired.is_none_or(|h| h.month() <= month)
                && job.left.is_none_or(|l| month <= l.month())
                && (unit.is_none() || job.unit_id.is_none() || job.unit_id == unit)
        });
        if there && serving {
            fitting.push(*id);
        }
    }
    if let [one] = fitting.as_slice() {
        if let Some(known) = run.people.get(*one) {
            report.confirm(row.row, &known.name, &known.employee_no, "同名多人，按部门认定");
        }
        return Ok(Some((*one, MatchStrength::Name)));
    }
    let candidates = if fitting.is_empty() { ids } else { fitting };
    ask_which(run, &candidates, row.row, row.person.name.as_deref().unwrap_or_default(), report);
    Ok(None)
}

/// Asks which of several people of one name a row means.
pub(in crate::exchange) fn ask_which(run: &Run<'_>, ids: &[i64], row: u32, name: &str, report: &mut Report) {
    let known = ids.iter().filter_map(|id| Some((id, run.people.get(*id)?)));
    let choices: Vec<Choice> = known
        .map(|(id, e)| Choice {
            id: format!("person:{id}"),
            label: format!("{} {}（{}）", e.employee_no, e.name, e.department.as_deref().unwrap_or("未写部门")),
        })
        .collect();
    let message = format!("有 {} 名同名的“{name}”，本行没有工号和证件号码，分不清是哪一位；请指定", ids.len());
    report.ask(row, "ambiguous_name", message, choices);
}

/// Who paid: as the sheet says, else the unit the person was covered at in the month.
fn paying_unit(tx: &Tx<'_>, run: &Run<'_>, id: i64, row: &WageRow, month: Month) -> Outcome<Option<i64>> {
    if let Some(unit) = run.places.find(run.library, row.unit.as_deref(), row.city.as_deref()) {
        return Ok(Some(unit));
    }
    covered_unit(tx, id, month)
}

/// The unit a person was covered at in a month.
pub(in crate::exchange) fn covered_unit(tx: &Tx<'_>, id: i64, month: Month) -> Outcome<Option<i64>> {
    let covers = tx.enrollments_of(id)?;
    let within = |e: &&shebao_store::Stored<shebao_store::Enrollment>| {
        e.first_month <= month && e.last_month.is_none_or(|last| month <= last)
    };
    Ok(covers.iter().filter(within).max_by_key(|e| e.first_month).map(|e| e.unit_id))
}

fn wage(
    employee_id: i64,
    match_strength: MatchStrength,
    unit_id: Option<i64>,
    pay_month: Month,
    row: &WageRow,
    origin: Origin,
) -> Wage {
    let items = row.items.iter().filter(|i| i.kind != ItemKind::Unknown || !i.amount.is_zero());
    Wage {
        employee_id,
        pay_month,
        unit_id,
        gross: row.gross,
        taxable: None,
        tax: row.tax,
        net: row.net,
        match_strength,
        origin: Some(origin),
        items: items.map(|i| WageItem { name: i.heading.replace('\n', ""), amount: i.amount }).collect(),
        deductions: row.shares.iter().map(deduction).collect(),
    }
}

fn deduction(share: &Share) -> WageDeduction {
    let kind = match share.part {
        Part::Current => DeductionKind::Current,
        Part::Late => DeductionKind::Late,
        Part::TrueUp => DeductionKind::TrueUp,
    };
    WageDeduction { insurance: share.insurance, kind, amount: share.amount }
}

/// The same month and unit again: unchanged if it says the same, else the newer sheet takes its place. A second row of
/// the same file does not: which of the two is right, or whether both were paid, only the clerk knows.
fn keep(
    tx: &mut Tx<'_>,
    run: &Run<'_>,
    wage: &Wage,
    said: &WageRow,
    report: &mut Report,
) -> Outcome<(&'static str, Fate)> {
    let known = if said.in_part { of_month(tx, wage, said)? } else { known(tx, wage)? };
    if let (true, Some(old)) = (said.in_part, &known)
        && let Some(kept) = keep_part(tx, run, old, wage, report)?
    {
        return Ok(kept);
    }
    let row = wage.origin.and_then(|origin| u32::try_from(origin.row).ok()).unwrap_or_default();
    match &known {
        None if !run.mode.adds() => {
            report.reject_new(row, &format!("此人 {} 的工资", wage.pay_month));
            return Ok(("rejected", Fate::Rejected));
        }
        Some(old) if same(old, wage) => return Ok(("unchanged", Fate::Unchanged)),
        Some(old) if same_batch(tx, old.origin, wage.origin)? => {
            let other = old.origin.map_or(0, |origin| origin.row);
            let message = format!(
                "同一个文件第 {other} 行已有此人 {} 的工资，金额不同，本行未导入；分两次发的请合成一行，重复的请删去一行",
                wage.pay_month
            );
            report.reject(row, BY_WHOM, "twice_in_file", message);
            return Ok(("rejected", Fate::Rejected));
        }
        Some(old) => {
            if let Some(person) = run.people.get(wage.employee_id) {
                Told::of(i64::from(row), person, run.mode.changes()).wage(report, old, wage);
            }
            if !run.mode.changes() {
                return Ok(("unchanged", Fate::Unchanged));
            }
        }
        None => {}
    }
    put(tx, known.as_ref(), wage)?;
    Ok((if known.is_some() { "update" } else { "import" }, Fate::Accepted))
}

/// A row of a sheet with one column per month beside pay that the book has; `None` where it takes its place like any other.
fn keep_part(
    tx: &mut Tx<'_>,
    run: &Run<'_>,
    old: &Stored<Wage>,
    wage: &Wage,
    report: &mut Report,
) -> Outcome<Option<(&'static str, Fate)>> {
    let joined = match join(old, wage) {
        _ if paid_in_parts(tx, wage)? => return Ok(Some(("unchanged", Fate::Unchanged))),
        Joined::Same => return Ok(Some(("unchanged", Fate::Unchanged))),
        Joined::More(joined) => Some(joined),
        Joined::Disputed if is_fuller(old, wage) && !same_batch(tx, old.origin, wage.origin)? => None,
        Joined::Disputed => return Ok(None),
    };
    let applied = joined.is_some() && run.mode.changes();
    let row = wage.origin.map_or(0, |origin| origin.row);
    if let Some(person) = run.people.get(wage.employee_id) {
        let after = joined.clone().unwrap_or_else(|| with(old, wage));
        Told::of(row, person, applied).wage(report, old, &after);
    }
    if let (true, Some(joined)) = (applied, joined) {
        put(tx, Some(old), &joined)?;
        return Ok(Some(("update", Fate::Accepted)));
    }
    Ok(Some(("unchanged", Fate::Unchanged)))
}

/// The pay of the same month, unit and person that the book has.
fn known(tx: &Tx<'_>, wage: &Wage) -> Outcome<Option<Stored<Wage>>> {
    let known = tx.wages_of(wage.employee_id, wage.pay_month, wage.pay_month)?;
    Ok(known.into_iter().find(|old| old.unit_id == wage.unit_id))
}

/// The pay of a month that a row of a sheet with one column per month speaks of: where it names no unit, whoever paid it,
/// so that no month is paid twice.
fn of_month(tx: &Tx<'_>, wage: &Wage, row: &WageRow) -> Outcome<Option<Stored<Wage>>> {
    let own = known(tx, wage)?;
    if own.is_some() || row.unit.is_some() || row.city.is_some() {
        return Ok(own);
    }
    Ok(tx.wages_of(wage.employee_id, wage.pay_month, wage.pay_month)?.into_iter().next())
}

/// Whether a month that two units paid comes to what the row says of it as a whole.
fn paid_in_parts(tx: &Tx<'_>, wage: &Wage) -> Outcome<bool> {
    let paid = tx.wages_of(wage.employee_id, wage.pay_month, wage.pay_month)?;
    let gross: Option<Yuan> = paid.iter().map(|part| part.gross).sum();
    Ok(paid.len() > 1 && wage.gross.is_some() && gross == wage.gross && wage.deductions.is_empty())
}

fn same(old: &Wage, wage: &Wage) -> bool {
    let plain = |w: &Wage| Wage { origin: None, match_strength: wage.match_strength, ..w.clone() };
    plain(old) == plain(wage)
}

fn put(tx: &mut Tx<'_>, old: Option<&Stored<Wage>>, wage: &Wage) -> Outcome<()> {
    if let Some(old) = old {
        tx.delete_wage(old.id)?;
    }
    tx.insert_wage(wage)?;
    Ok(())
}
