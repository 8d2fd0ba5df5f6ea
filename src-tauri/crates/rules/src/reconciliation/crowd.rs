//! 众人同一费率 — the rate that a list or a pay sheet used for everybody in place of the right one.
//!
//! One person's amount may follow from many causes; when several people's follow from one and the same other rate, it
//! is the rate.

use std::collections::BTreeMap;

use super::cause::{Side, Source};
use super::facts::{Cell, Due};
use super::figures::{other_rate, part};
use crate::insurance::Insurance;
use crate::money::Yuan;
use crate::rate::Rate;

/// At least so many people, and half of those whose amounts differ.
const PEOPLE: usize = 2;

/// Decimals of a rate that several people bear out: 0.16 % has four.
const DECIMALS: u32 = 4;

type Key = (i64, Insurance, Source, Side);

/// 众人的费率 by unit, insurance, source and side.
#[derive(Debug, Default)]
pub struct Crowd(BTreeMap<Key, Rate>);

impl Crowd {
    /// Looks at all cells once.
    #[must_use]
    pub fn of<'c>(cells: impl Iterator<Item = &'c Cell>) -> Self {
        let mut counts: BTreeMap<Key, (usize, BTreeMap<Rate, usize>)> = BTreeMap::new();
        for cell in cells {
            let Some(due) = cell.due.known() else { continue };
            for (source, side, amount) in found_amounts(cell) {
                let part = part(due, side);
                if amount == part.amount || amount.is_zero() {
                    continue;
                }
                let (differing, rates) = counts.entry((cell.unit, cell.insurance, source, side)).or_default();
                *differing += 1;
                if let Some(rate) = other_rate(&part, due.base, amount, DECIMALS) {
                    *rates.entry(rate).or_default() += 1;
                }
            }
        }
        let common = |(key, (differing, rates)): (Key, (usize, BTreeMap<Rate, usize>))| {
            let (rate, people) = rates.into_iter().max_by_key(|(_, people)| *people)?;
            (people >= PEOPLE && people * 2 >= differing).then_some((key, rate))
        };
        Self(counts.into_iter().filter_map(common).collect())
    }

    /// The rate that explains an amount, if the crowd's does.
    #[must_use]
    pub fn explains(&self, cell: &Cell, due: &Due, source: Source, side: Side, amount: Yuan) -> Option<Rate> {
        let rate = *self.0.get(&(cell.unit, cell.insurance, source, side))?;
        let part = part(due, side);
        crate::agency::reproduces(due.base, rate, amount - part.fixed, part.rounding).then_some(rate)
    }
}

fn found_amounts(cell: &Cell) -> Vec<(Source, Side, Yuan)> {
    let mut found = Vec::new();
    if let [record] = cell.records.as_slice() {
        found.push((Source::Agency, Side::Employer, record.employer));
        found.push((Source::Agency, Side::Employee, record.employee));
    }
    if !cell.deductions.is_empty() {
        found.push((Source::Payroll, Side::Employee, cell.deducted()));
    }
    found
}
