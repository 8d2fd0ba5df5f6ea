//! 金额与基数 — a row's charges of one insurance as the two sides of a record, and the base behind them.

use shebao_documents::clean::Payer;
use shebao_documents::rows::{AgencyCharge, AgencyRow};
use shebao_rules::agency::{implied_base, reproduces, split};
use shebao_rules::contribution::clamp;
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::policy::Terms;
use shebao_rules::policy::terms::{Rates, Roundings};
use shebao_rules::rounding::Rounding;
use shebao_store::{AgencyRecord, BaseSource};

/// The roundings where none are settled: the fund's to the yuan, every other to the fen.
const fn usual(insurance: Insurance) -> Roundings {
    let rounding = if insurance.is_fund() { Rounding::HALF_UP_YUAN } else { Rounding::HALF_UP_FEN };
    Roundings { employer: rounding, employee: rounding }
}

/// How a row's charges became the two sides of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sides {
    Known,
    /// A printed sum could not be split.
    Unsplit,
    /// One rate and its amount are printed, and nothing tells whose they are.
    Whose,
}

/// Puts the charges of one insurance into a record.
pub(super) fn fill(record: &mut AgencyRecord, charges: &[&AgencyCharge], terms: Option<&Terms>) -> Sides {
    let mut sides = Sides::Known;
    for charge in charges {
        let Some(payer) = payer(charge, terms) else { return Sides::Whose };
        let (base, rate, amount) = (charge.base, charge.rate, charge.amount);
        record.base = record.base.or(base);
        let late_fee = match (payer, charge.fixed) {
            (_, true) => &mut record.fixed_late_fee,
            (Payer::Employee, false) => &mut record.employee_late_fee,
            (_, false) => &mut record.late_fee,
        };
        *late_fee = charge.late_fee.map(|fee| late_fee.unwrap_or(Yuan::ZERO) + fee).or(*late_fee);
        match (payer, charge.fixed) {
            (Payer::Employer, false) => {
                (record.employer, record.employer_rate) = (add(record.employer, amount), record.employer_rate.or(rate));
            }
            (Payer::Employee, false) => {
                (record.employee, record.employee_rate) = (add(record.employee, amount), record.employee_rate.or(rate));
            }
            (Payer::Employer, true) => record.employer_fixed = add(record.employer_fixed, amount),
            (Payer::Employee | Payer::Both, true) => record.employee_fixed = add(record.employee_fixed, amount),
            (Payer::Both, false) => {
                if !take_apart(record, charge, terms) {
                    sides = Sides::Unsplit;
                }
            }
        }
    }
    record.base_source = record.base.map(|_| BaseSource::Printed);
    sides
}

/// Whose charge it is. A list that names no side but prints the rate of its amount names it by that: 8 % of the base is
/// the employee's, 24 % both. Nobody is guessed: a rate that is nobody's or both sides' alike leaves it open.
fn payer(charge: &AgencyCharge, terms: Option<&Terms>) -> Option<Payer> {
    let Some(rate) = charge.rate.filter(|_| charge.payer == Payer::Both && !charge.fixed) else {
        return Some(charge.payer);
    };
    let rounding = terms.map_or_else(|| usual(charge.insurance), |terms| terms.rounding.value);
    let of_base = charge
        .base
        .map(|base| [rounding.employer, rounding.employee].iter().any(|of| reproduces(base, rate, charge.amount, *of)));
    // A rate that did not make the amount says nothing of it.
    if of_base == Some(false) {
        return Some(Payer::Both);
    }
    let Rates { employer, employee } = terms?.rates.value;
    match (rate == employer, rate == employee) {
        (true, false) => Some(Payer::Employer),
        (false, true) => Some(Payer::Employee),
        (true, true) => None,
        (false, false) => (rate.fraction() == employer.fraction() + employee.fraction()).then_some(Payer::Both),
    }
}

fn add(known: Option<Yuan>, amount: Yuan) -> Option<Yuan> {
    Some(known.unwrap_or(Yuan::ZERO) + amount)
}

/// A printed sum by the two percentages: those of the row, else those of the unit's setting.
fn take_apart(record: &mut AgencyRecord, charge: &AgencyCharge, terms: Option<&Terms>) -> bool {
    record.both_shares = Some(charge.amount);
    let printed = charge.rates.map(|(employer, employee)| Rates { employer, employee });
    let rounding = terms.map_or_else(|| usual(charge.insurance), |terms| terms.rounding.value);
    let settled = terms.map(|terms| terms.rates.value);
    let both = [printed, settled].into_iter().flatten();
    let found = both.map(|rates| (rates, split(charge.amount, charge.base, rates, rounding)));
    let found = found.filter_map(|(rates, sides)| Some((rates, sides?))).next();
    let Some((rates, (employer, employee))) = found else { return false };
    (record.employer, record.employee) = (Some(employer), Some(employee));
    if printed.is_some() {
        (record.employer_rate, record.employee_rate) = (Some(rates.employer), Some(rates.employee));
    }
    true
}

/// The base of a record that prints none: the declared wage or its clamped form if that reproduces every amount, else
/// the only whole base that does.
pub(super) fn find_base(record: &mut AgencyRecord, row: &AgencyRow, terms: Option<&Terms>) {
    if record.base.is_some() && record.base_source == Some(BaseSource::Printed) {
        return;
    }
    let rounding = terms.map_or_else(|| usual(record.insurance), |terms| terms.rounding.value);
    let parts: Vec<_> = [
        (record.employer_rate, record.employer, rounding.employer),
        (record.employee_rate, record.employee, rounding.employee),
    ]
    .into_iter()
    .filter_map(|(rate, amount, rounding)| Some((rate?, amount?, rounding)))
    .collect();
    let fits = |base: &Yuan| {
        !parts.is_empty() && parts.iter().all(|(rate, amount, rounding)| reproduces(*base, *rate, *amount, *rounding))
    };
    let declared = row.declared.or(record.declared);
    let clamped = declared.zip(terms).map(|(declared, terms)| clamp(declared, terms.bounds.value));
    let found = declared
        .filter(fits)
        .map(|base| (base, BaseSource::Declared))
        .or_else(|| clamped.filter(fits).map(|base| (base, BaseSource::Implied)))
        .or_else(|| implied_base(&parts).map(|base| (base, BaseSource::Implied)));
    (record.base, record.base_source) = (found.map(|(base, _)| base), found.map(|(_, source)| source));
}
