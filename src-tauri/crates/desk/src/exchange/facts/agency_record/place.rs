//! 哪个单位 — which participating unit a bureau's list speaks of: by its name or numbers, by its people, by its city.

use std::collections::BTreeMap;

use shebao_documents::rows::{AgencyRow, Person};
use shebao_rules::month::Month;
use shebao_store::{MatchStrength, Stored, Unit};

use super::facts::Facts;
use crate::exchange::ground::matching::Met;
use crate::exchange::ground::ready::Ready;
use crate::exchange::ground::run::Run;

/// A number shorter than this is no registration.
const SHORTEST_NUMBER: usize = 6;

/// The unit of a whole sheet: as the title or the clerk says, else a registration number, else most of its people, else
/// the city that the title or the file's name holds.
pub(super) fn of_sheet<'p>(
    run: &Run<'_>,
    facts: &Facts,
    one: &Ready,
    people: impl Iterator<Item = (&'p Person, Month)>,
) -> Option<i64> {
    let texts = &one.guess.said.texts;
    let library = run.library;
    run.places
        .find(library, one.guess.unit.as_deref(), None)
        .or_else(|| only(run.places.units().iter().filter(|unit| texts.iter().any(|text| bears_number(text, unit)))))
        .or_else(|| by_people(run, facts, people))
        .or_else(|| {
            let names_city = |unit: &&Stored<Unit>| {
                let region = library.region(&unit.region).map(|region| region.name.clone());
                region.is_some_and(|name| texts.iter().any(|text| text.contains(name.trim_end_matches('市'))))
            };
            only(run.places.units().iter().filter(names_city))
        })
        .or_else(|| only(run.places.units().iter()))
}

/// The unit that a row names itself.
pub(super) fn of_row(run: &Run<'_>, row: &AgencyRow) -> Option<i64> {
    let named = row.unit.as_deref().and_then(|name| run.places.find(run.library, Some(name), None));
    let bears = |unit: &&Stored<Unit>| row.unit_numbers.iter().any(|number| bears_number(number, unit));
    named.or_else(|| only(run.places.units().iter().filter(bears)))
}

fn only<'u>(mut units: impl Iterator<Item = &'u Stored<Unit>>) -> Option<i64> {
    match (units.next(), units.next()) {
        (Some(only), None) => Some(only.id),
        _ => None,
    }
}

fn bears_number(text: &str, unit: &Unit) -> bool {
    let numbers = [&unit.social_account, &unit.fund_account, &unit.credit_code];
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    numbers.into_iter().flatten().any(|number| number.len() >= SHORTEST_NUMBER && plain.contains(number.as_str()))
}

/// Most of the people that are known for certain are covered at one unit in their months. One who moved and is still
/// declared at the old place does not change that.
fn by_people<'p>(run: &Run<'_>, facts: &Facts, people: impl Iterator<Item = (&'p Person, Month)>) -> Option<i64> {
    let mut votes: BTreeMap<i64, usize> = BTreeMap::new();
    let mut voters = 0;
    for (person, month) in people {
        let person = match run.people.meet(person) {
            Met::One(id, MatchStrength::Id | MatchStrength::EmployeeNo | MatchStrength::Name) => Some(id),
            _ => None,
        };
        let mut units: Vec<i64> = person.map(|id| facts.units_in(id, month).collect()).unwrap_or_default();
        units.sort_unstable();
        units.dedup();
        voters += usize::from(!units.is_empty());
        units.into_iter().for_each(|unit| *votes.entry(unit).or_default() += 1);
    }
    let (unit, most) = votes.into_iter().max_by_key(|(_, count)| *count)?;
    (most * 10 >= voters * 6).then_some(unit)
}
