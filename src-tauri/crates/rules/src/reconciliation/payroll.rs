//! 工资扣款 − 应缴 — why a pay sheet took another amount than the employee's share.

use super::cause::{Cause, CauseCode, Figures, Side, Source};
use super::facts::{Cell, Due, DueState};
use super::figures::{Slip, from_base, other_rate, other_rounding, part, slip};
use super::survey::{Survey, cause};
use crate::contribution::clamp;
use crate::insurance::Group;
use crate::money::Yuan;

/// Decimals of a rate that one person alone bears out: 7 % has two, 0.5 % three.
const DECIMALS: u32 = 3;

/// Causes of the difference of one cell; they add up to it.
#[must_use]
pub fn causes(survey: &Survey<'_>, cell: &Cell) -> Vec<Cause> {
    if !survey.is_paid(cell.unit, cell.insurance, survey.facts.month) {
        return Vec::new();
    }
    let taken = cell.deducted();
    let (due, amount) = match &cell.due {
        DueState::Known(due) => (Some(due), taken - due.employee),
        _ => (None, taken),
    };
    if amount.is_zero() {
        return Vec::new();
    }
    let (code, figures) = match (&cell.due, due) {
        (DueState::Open, _) => (CauseCode::DueUnconfirmed, Figures::default()),
        (_, None) => (CauseCode::DeductedThoughNotDue, Figures::default()),
        (_, Some(due)) => told(survey, cell, due, taken),
    };
    let expected = due.map(|due| due.employee);
    let figures = Figures { expected, found: Some(taken), ..figures };
    vec![Cause { figures, ..cause(code, cell, Source::Payroll, Some(Side::Employee), amount) }]
}

fn told(survey: &Survey<'_>, cell: &Cell, due: &Due, taken: Yuan) -> (CauseCode, Figures) {
    if taken.is_zero() {
        return (nothing_taken(survey, cell, due), Figures::default());
    }
    let part = part(due, Side::Employee);
    let rated = |found| Figures { expected_rate: Some(part.rate), found_rate: Some(found), ..Figures::default() };
    let based = |found| Figures { expected_base: Some(due.base), found_base: Some(found), ..Figures::default() };
    if let Some(rate) = survey.crowd.explains(cell, due, Source::Payroll, Side::Employee, taken) {
        return (CauseCode::WrongRatePayroll, rated(rate));
    }
    if other_rounding(&part, due.base, taken) {
        return (CauseCode::Rounding1Fen, Figures::default());
    }
    if slip(due.employee, taken) == Some(Slip::Swapped) {
        return (CauseCode::PayrollDigitsTransposed, Figures::default());
    }
    if let Some(base) = due.earlier_base.filter(|base| from_base(&part, *base, taken)) {
        return (CauseCode::TrueUpPending, based(base));
    }
    if let Some(base) = declared_elsewhere(survey, cell, due, taken) {
        let code = if cell.insurance.is_fund() { CauseCode::FundWrongBase } else { CauseCode::WrongBase };
        return (code, based(base));
    }
    if let Some(rate) = other_rate(&part, due.base, taken, DECIMALS) {
        return (CauseCode::WrongRatePayroll, rated(rate));
    }
    let code = if !part.fixed.is_zero() && taken + part.fixed == due.employee {
        CauseCode::FixedAmountDiffers
    } else if taken == due.employer + due.employee {
        CauseCode::BothSharesDeducted
    } else if taken == due.employee + due.employee {
        CauseCode::DeductedTwice
    } else if slip(due.employee, taken).is_some() {
        CauseCode::PayrollMistyped
    } else {
        CauseCode::Unknown
    };
    (code, Figures::default())
}

/// Nothing was taken: a first month whose deduction follows, a newcomer whom nobody entered, or forgotten.
fn nothing_taken(survey: &Survey<'_>, cell: &Cell, due: &Due) -> CauseCode {
    let month = survey.facts.month;
    if due.booked > month && !survey.is_paid(cell.unit, cell.insurance, due.booked) {
        return CauseCode::DeductionPending;
    }
    if survey.person(&cell.who).is_some_and(|person| person.waiting) {
        return CauseCode::PayRowUnassigned;
    }
    let joined = survey
        .person(&cell.who)
        .is_some_and(|person| person.spells.iter().any(|spell| spell.unit == cell.unit && spell.first == month));
    let unlisted = survey
        .nothing_listed(&cell.who, cell.unit, Group::Social)
        .unwrap_or_else(|| survey.nothing_listed(&cell.who, cell.unit, Group::HousingFund).unwrap_or_default());
    if joined && unlisted { CauseCode::JoinerMissing } else { CauseCode::NotDeducted }
}

/// A base that the person declared at another time, or that the list has: the pay sheet went by it.
fn declared_elsewhere(survey: &Survey<'_>, cell: &Cell, due: &Due, taken: Yuan) -> Option<Yuan> {
    let part = part(due, Side::Employee);
    let declared = survey.person(&cell.who)?.bases.iter().map(|base| clamp(*base, due.bounds));
    let printed = cell.records.iter().filter_map(|record| record.base);
    declared.chain(printed).find(|base| *base != due.base && from_base(&part, *base, taken))
}
