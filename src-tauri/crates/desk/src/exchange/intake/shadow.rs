//! 影子对照 — what her own pay sheets and the bureaus' lists sum to, per month, unit and insurance, beside what the law
//! gives for the same people. Nothing is written: it shows how far the book can be trusted before the first month is run.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::policy::Library;
use shebao_store::View;

use crate::contribution::assess_month;
use crate::error::Outcome;
use crate::wire::exchange::{ShadowSource, ShadowSum};

/// A sum's place: month of deduction or booking, unit, whose sums, insurance.
type Place = (Month, Option<i64>, ShadowSource, Insurance);

/// The program's side of a place: its sum, and how many lines have no confirmed amount yet.
#[derive(Clone, Copy, Default)]
struct Ours {
    sum: Yuan,
    open: u32,
}

/// Compares every month and unit of which the book holds wages or records with what is due as known on `today`.
///
/// # Errors
/// The book cannot be read.
pub(in crate::exchange) fn compare(view: &View<'_>, library: &Library, today: NaiveDate) -> Outcome<Vec<ShadowSum>> {
    let theirs = theirs(view)?;
    let told: BTreeSet<(Month, Option<i64>, ShadowSource)> = theirs.keys().map(|(m, u, s, _)| (*m, *u, *s)).collect();
    let ours = ours(view, library, today, &told)?;
    let names: BTreeMap<i64, String> = view.units()?.into_iter().map(|unit| (unit.id, unit.row.name)).collect();
    let places: BTreeSet<&Place> = theirs.keys().chain(ours.keys()).collect();
    let sums = places.into_iter().map(|place| {
        let (month, unit, source, insurance) = *place;
        let file = theirs.get(place).copied().unwrap_or_default();
        // Wages that no unit paid have nothing of ours to stand beside.
        let own = unit.map(|_| ours.get(place).copied().unwrap_or_default());
        ShadowSum {
            month: month.to_string(),
            unit: unit.and_then(|id| names.get(&id).cloned()),
            source,
            insurance,
            theirs: file,
            computed: own.map(|own| own.sum),
            difference: own.map(|own| file - own.sum),
            open: own.map_or(0, |own| own.open),
        }
    });
    Ok(sums.filter(|sum| !sum.theirs.is_zero() || sum.computed.is_some_and(|own| !own.is_zero())).collect())
}

/// What pay sheets deducted in a month, and what bureaus' lists booked in it.
fn theirs(view: &View<'_>) -> Outcome<BTreeMap<Place, Yuan>> {
    let mut sums: BTreeMap<Place, Yuan> = BTreeMap::new();
    for wage in view.wages_between(Month::EARLIEST, Month::LATEST)? {
        for deduction in &wage.deductions {
            let place = (wage.pay_month, wage.unit_id, ShadowSource::Payroll, deduction.insurance);
            *sums.entry(place).or_default() += deduction.amount;
        }
    }
    for record in view.agency_records()? {
        let parts = [record.employer, record.employee, record.employer_fixed, record.employee_fixed];
        let sum: Yuan = parts.into_iter().flatten().sum();
        let place = (record.booked, Some(record.unit_id), ShadowSource::Agency, record.insurance);
        *sums.entry(place).or_default() += sum;
    }
    Ok(sums)
}

/// What is due in the same months. A first month declared late is booked, and deducted, one month later.
fn ours(
    view: &View<'_>,
    library: &Library,
    today: NaiveDate,
    told: &BTreeSet<(Month, Option<i64>, ShadowSource)>,
) -> Outcome<BTreeMap<Place, Ours>> {
    let mut sums: BTreeMap<Place, Ours> = BTreeMap::new();
    let booked: BTreeSet<Month> = told.iter().map(|(month, ..)| *month).collect();
    let periods: BTreeSet<Month> = booked.iter().flat_map(|month| [month.plus(-1), *month]).collect();
    for period in periods {
        let facts = view.facts_for_month(period, None)?;
        for line in assess_month(library, &facts, period, today)?.lines {
            let both = line.employer.zip(line.employee).map(|(employer, employee)| employer + employee);
            for (source, amount) in [(ShadowSource::Payroll, line.employee), (ShadowSource::Agency, both)] {
                if !told.contains(&(line.booked_month, Some(line.unit_id), source)) {
                    continue;
                }
                let place = (line.booked_month, Some(line.unit_id), source, line.insurance);
                let own = sums.entry(place).or_default();
                own.sum += amount.unwrap_or_default();
                own.open += u32::from(amount.is_none());
            }
        }
    }
    Ok(sums)
}
