//! 经办机构 − 应缴 — why a list has other amounts than were computed for a period.

use super::cause::{Cause, CauseCode, Figures, Side, Source};
use super::facts::{Cell, Due, DueState, Record, Who};
use super::figures::{Part, base_behind, from_declared, gives, other_rate, other_rounding, part};
use super::survey::{Survey, both, cause};
use crate::insurance::{Group, Insurance};
use crate::money::Yuan;

/// Decimals of a rate that one person alone bears out.
const DECIMALS: u32 = 3;

/// Causes of the differences of one cell, both sides; they add up to them.
#[must_use]
pub fn causes(survey: &Survey<'_>, cell: &Cell) -> Vec<Cause> {
    let (employer, employee) = listed(cell.records.iter());
    match &cell.due {
        DueState::Open => both(CauseCode::DueUnconfirmed, cell, employer, employee, &Figures::default()),
        DueState::None => surplus(survey, cell, employer, employee),
        DueState::Known(_) if !survey.is_listed(cell.unit, cell.insurance) => Vec::new(),
        DueState::Known(due) if cell.records.is_empty() => {
            let (code, figures) = missing(survey, cell, due);
            let mut causes = both(code, cell, -due.employer, -due.employee, &figures);
            let shown = survey.debited.get(&(cell.who.clone(), cell.unit, cell.insurance)).cloned();
            causes.iter_mut().for_each(|cause| cause.evidence.extend(shown.iter().flatten()));
            causes
        }
        DueState::Known(due) => differing(survey, cell, due),
    }
}

/// Both sides of some rows.
#[must_use]
pub fn listed<'r>(records: impl Iterator<Item = &'r Record>) -> (Yuan, Yuan) {
    records.fold((Yuan::ZERO, Yuan::ZERO), |(employer, employee), record| {
        (employer + record.employer, employee + record.employee)
    })
}

/// Listed, and nothing is due.
fn surplus(survey: &Survey<'_>, cell: &Cell, employer: Yuan, employee: Yuan) -> Vec<Cause> {
    let nothing = Figures::default();
    if employer.is_zero() && employee.is_zero() {
        let refunded = cell.records.iter().any(|record| record.employer < Yuan::ZERO || record.employee < Yuan::ZERO);
        let note = || cause(CauseCode::LeaverChargedThenRefunded, cell, Source::Agency, None, Yuan::ZERO);
        return if refunded { vec![note()] } else { Vec::new() };
    }
    let figures = Figures { unit: survey.wrong_city(&cell.who).map(|(due, _)| due), ..nothing };
    both(surplus_code(survey, cell), cell, employer, employee, &figures)
}

fn surplus_code(survey: &Survey<'_>, cell: &Cell) -> CauseCode {
    let month = survey.facts.month;
    if survey.is_mixed_up(&cell.who) {
        return CauseCode::WrongPerson;
    }
    if matches!(cell.who, Who::Stranger(_)) {
        return CauseCode::ExtraPerson;
    }
    if survey.wrong_city(&cell.who).is_some_and(|(_, listed)| listed == cell.unit) {
        return CauseCode::WrongCity;
    }
    let group = cell.insurance.group();
    if survey.beside(&cell.who, cell.unit, group).any(|other| other.due != DueState::None) {
        return match cell.insurance {
            Insurance::LocalPension => CauseCode::SupplementaryPensionNonLocal,
            _ => CauseCode::InsuranceNotDue,
        };
    }
    let spells = survey.person(&cell.who).map(|person| person.spells.as_slice()).unwrap_or_default();
    let mut own = spells.iter().filter(|spell| spell.unit == cell.unit && spell.group == group);
    if own.clone().any(|spell| spell.last.is_some_and(|last| last < month)) {
        CauseCode::LeaverStillCharged
    } else if own.any(|spell| spell.first > month) {
        CauseCode::ChargedBeforeStart
    } else if spells.is_empty() {
        CauseCode::ExtraPerson
    } else {
        CauseCode::InsuranceNotDue
    }
}

/// Due, and no row of the period anywhere.
fn missing(survey: &Survey<'_>, cell: &Cell, due: &Due) -> (CauseCode, Figures) {
    let (month, who) = (survey.facts.month, &cell.who);
    let plain = |code| (code, Figures::default());
    if due.booked > month && !survey.is_booked(cell, due.booked) {
        return (CauseCode::BackPaymentPending, Figures { month: Some(due.booked), ..Figures::default() });
    }
    if survey.debited.contains_key(&(who.clone(), cell.unit, cell.insurance)) {
        return plain(CauseCode::RecordMissingThoughDebited);
    }
    if survey.is_mixed_up(who) {
        return plain(CauseCode::WrongPerson);
    }
    if let Some((_, listed)) = survey.wrong_city(who).filter(|(unit, _)| *unit == cell.unit) {
        return (CauseCode::WrongCity, Figures { unit: Some(listed), ..Figures::default() });
    }
    let social = survey.nothing_listed(who, cell.unit, Group::Social);
    let all = social.or_else(|| survey.nothing_listed(who, cell.unit, Group::HousingFund));
    if all != Some(true) {
        return plain(CauseCode::OneInsuranceMissing);
    }
    if survey.anything_deducted(who, cell.unit) {
        return plain(CauseCode::DeductedNeverDeclared);
    }
    let joined = survey
        .person(who)
        .is_some_and(|person| person.spells.iter().any(|spell| spell.unit == cell.unit && spell.first == month));
    plain(if joined { CauseCode::JoinerMissing } else { CauseCode::NotDeclared })
}

/// Due and listed, with amounts that may differ.
fn differing(survey: &Survey<'_>, cell: &Cell, due: &Due) -> Vec<Cause> {
    let (employer, employee) = listed(cell.records.iter());
    if (employer, employee) == (due.employer, due.employee) {
        return Vec::new();
    }
    let (mut causes, kept) = apart(cell, due);
    let (employer, employee) = listed(kept.iter().copied());
    let figures = kept.first().and_then(|record| record.base);
    causes.extend(one_row(survey, cell, due, (employer, employee), figures));
    causes
}

/// Takes repeated rows and refunds apart from the row that counts.
fn apart<'c>(cell: &'c Cell, due: &Due) -> (Vec<Cause>, Vec<&'c Record>) {
    let (refunds, charged): (Vec<&Record>, Vec<&Record>) =
        cell.records.iter().partition(|r| r.employer < Yuan::ZERO || r.employee < Yuan::ZERO);
    let right = charged.iter().position(|r| (r.employer, r.employee) == (due.employer, due.employee));
    let first = right.unwrap_or_default();
    let mut causes = Vec::new();
    let mut kept = Vec::new();
    let Some(main) = charged.get(first).copied() else { return (causes, refunds) };
    for (at, record) in charged.iter().enumerate() {
        let again = at != first && (record.employer, record.employee) == (main.employer, main.employee);
        let beside = right.is_some() && at != first;
        if again || beside {
            let code = if again { CauseCode::DuplicateRecord } else { CauseCode::BackPayment };
            let one = Cell { records: vec![(*record).clone()], ..cell.clone() };
            let figures = Figures { month: Some(record.booked), ..Figures::default() };
            causes.extend(both(code, &one, record.employer, record.employee, &figures));
        } else {
            kept.push(*record);
        }
    }
    if right.is_some() && !refunds.is_empty() {
        let (employer, employee) = listed(refunds.iter().copied());
        let one = Cell { records: refunds.iter().map(|r| (*r).clone()).collect(), ..cell.clone() };
        causes.extend(both(CauseCode::Refund, &one, employer, employee, &Figures::default()));
    } else {
        kept.extend(refunds);
    }
    (causes, kept)
}

/// The amounts of one row, or of several that belong together.
fn one_row(
    survey: &Survey<'_>,
    cell: &Cell,
    due: &Due,
    (employer, employee): (Yuan, Yuan),
    printed: Option<Yuan>,
) -> Vec<Cause> {
    let apart = (employer - due.employer, employee - due.employee);
    if apart == (Yuan::ZERO, Yuan::ZERO) {
        return Vec::new();
    }
    let crowd = rated(survey, cell, due, (employer, employee));
    if !crowd.is_empty() {
        let rest = |side, amount: Yuan| {
            if crowd.iter().any(|c| c.side == Some(side)) { part(due, side).amount } else { amount }
        };
        let rest = (rest(Side::Employer, employer), rest(Side::Employee, employee));
        return crowd.into_iter().chain(by_base_or_side(survey, cell, due, rest, printed)).collect();
    }
    by_base_or_side(survey, cell, due, (employer, employee), printed)
}

fn by_base_or_side(
    survey: &Survey<'_>,
    cell: &Cell,
    due: &Due,
    (employer, employee): (Yuan, Yuan),
    printed: Option<Yuan>,
) -> Vec<Cause> {
    let apart = (employer - due.employer, employee - due.employee);
    if apart == (Yuan::ZERO, Yuan::ZERO) {
        return Vec::new();
    }
    if let Some((code, base)) = other_base(survey, cell, due, (employer, employee), printed) {
        let figures = Figures { expected_base: Some(due.base), found_base: Some(base), ..Figures::default() };
        return both(code, cell, apart.0, apart.1, &figures);
    }
    let mut causes = Vec::new();
    for (side, amount) in [(Side::Employer, employer), (Side::Employee, employee)] {
        let part = part(due, side);
        let difference = amount - part.amount;
        if difference.is_zero() {
            continue;
        }
        let rate = other_rate(&part, due.base, amount, DECIMALS);
        let (code, found_rate) = if other_rounding(&part, due.base, amount) {
            (CauseCode::Rounding1Fen, None)
        } else if !part.fixed.is_zero() && amount + part.fixed == part.amount {
            (CauseCode::FixedAmountDiffers, None)
        } else if rate.is_some() {
            (CauseCode::WrongRateBureau, rate)
        } else {
            (CauseCode::Unknown, None)
        };
        let expected_rate = found_rate.map(|_| part.rate);
        let (expected, found) = (Some(part.amount), Some(amount));
        let figures = Figures { expected_rate, found_rate, expected, found, ..Figures::default() };
        causes.push(Cause { figures, ..cause(code, cell, Source::Agency, Some(side), difference) });
    }
    causes
}

/// 众人同一费率, side by side.
fn rated(survey: &Survey<'_>, cell: &Cell, due: &Due, amounts: (Yuan, Yuan)) -> Vec<Cause> {
    let mut causes = Vec::new();
    for (side, amount) in [(Side::Employer, amounts.0), (Side::Employee, amounts.1)] {
        let part = part(due, side);
        if amount == part.amount {
            continue;
        }
        if let Some(rate) = survey.crowd.explains(cell, due, Source::Agency, side, amount) {
            let figures = Figures { expected_rate: Some(part.rate), found_rate: Some(rate), ..Figures::default() };
            causes.push(Cause {
                figures,
                ..cause(CauseCode::WrongRateBureau, cell, Source::Agency, Some(side), amount - part.amount)
            });
        }
    }
    causes
}

/// The base behind both sides, if it is another one, and what kind of mistake it is.
fn other_base(
    survey: &Survey<'_>,
    cell: &Cell,
    due: &Due,
    (employer, employee): (Yuan, Yuan),
    printed: Option<Yuan>,
) -> Option<(CauseCode, Yuan)> {
    if let Some(base) = swapped(survey, cell, (employer, employee)) {
        return Some((CauseCode::SameNameBasesSwapped, base));
    }
    let wrong = if cell.insurance.is_fund() { CauseCode::FundWrongBase } else { CauseCode::WrongBase };
    if let Some(base) = due.earlier_base.filter(|base| gives(due, *base, employer, employee)) {
        return Some((CauseCode::TrueUpPending, base));
    }
    if let Some(base) = printed.filter(|base| *base != due.base && gives(due, *base, employer, employee)) {
        return Some((wrong, base));
    }
    let declared = survey.person(&cell.who).map(|person| person.bases.as_slice()).unwrap_or_default();
    if let Some(base) = declared.iter().find(|base| from_declared(due, **base, employer, employee)) {
        return Some((wrong, *base));
    }
    // A base that no source has is looked for last: not where the list prints the one that is due, nor for what another
    // way of rounding gives.
    let sides =
        [(Side::Employer, employer), (Side::Employee, employee)].map(|(side, amount)| (part(due, side), amount));
    let rounded = |(part, amount): &(Part, Yuan)| *amount == part.amount || other_rounding(part, due.base, *amount);
    if printed == Some(due.base) || sides.iter().all(rounded) {
        return None;
    }
    let one_sided = due.rates.employer.is_zero() || due.rates.employee.is_zero();
    let base = if one_sided {
        borne_out(survey, cell, due, (employer, employee))?
    } else {
        base_behind(due, employer, employee).filter(|base| *base != due.base)?
    };
    Some((wrong, base))
}

/// Any amount of one side alone follows from some base: one of the person's other insurances must bear it out.
fn borne_out(survey: &Survey<'_>, cell: &Cell, due: &Due, (employer, employee): (Yuan, Yuan)) -> Option<Yuan> {
    let others = survey.beside(&cell.who, cell.unit, cell.insurance.group());
    let behind =
        others.filter(|other| other.insurance != cell.insurance && !other.records.is_empty()).filter_map(|other| {
            let own = other.due.known()?;
            let amounts = listed(other.records.iter());
            let differs = amounts != (own.employer, own.employee);
            base_behind(own, amounts.0, amounts.1).filter(|base| differs && *base != due.base)
        });
    let mut fitting = behind.filter(|base| gives(due, *base, employer, employee));
    fitting.next()
}

/// 同名互换 — the base of the person of the same name, if each has the other's amounts.
fn swapped(survey: &Survey<'_>, cell: &Cell, amounts: (Yuan, Yuan)) -> Option<Yuan> {
    let own = cell.due.known()?;
    survey.namesakes(cell).into_iter().find_map(|other| {
        let due = other.due.known()?;
        let crossed =
            (due.employer, due.employee) == amounts && listed(other.records.iter()) == (own.employer, own.employee);
        crossed.then_some(due.base)
    })
}

/// 姓名不一致 of somebody's rows at a unit: a cause of 0.00, for no amount differs by it.
#[must_use]
pub fn name_cause(survey: &Survey<'_>, cell: &Cell, usually_masked: bool) -> Option<Cause> {
    let mut names = cell.records.iter().filter_map(|record| record.printed_name.as_ref()).peekable();
    names.peek()?;
    let person = survey.person(&cell.who).filter(|_| matches!(cell.who, Who::Employee(_)))?;
    let differs = |printed: &&String| {
        let masked = printed.contains(['*', '＊']);
        !(masked && usually_masked) && differs(&person.name, printed)
    };
    let printed = names.find(differs)?;
    let figures = Figures { printed: Some(printed.clone()), ..Figures::default() };
    Some(Cause { figures, ..cause(CauseCode::NameMismatch, cell, Source::Agency, None, Yuan::ZERO) })
}

/// Whether a printed name is another one; a sign that stands for a character the printer lacks is none.
fn differs(name: &str, printed: &str) -> bool {
    let (own, printed) = (crate::name::fold(name), crate::name::fold(printed));
    if own == printed || printed.is_empty() {
        return false;
    }
    let lacking = |c: char| matches!(c, '?' | '□' | '■' | '\u{fffd}' | '〓');
    let same_length = own.chars().count() == printed.chars().count();
    !(same_length && own.chars().zip(printed.chars()).all(|(a, b)| a == b || lacking(b)))
}
