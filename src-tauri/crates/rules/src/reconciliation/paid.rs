//! 扣款认定 — what the debits of a unit paid, month by month and insurance by insurance, from the same groups and late
//! payments that 对账 finds: nothing is matched by being close.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::facts::{BankLine, UnitSources};
use super::groups::Statement;
use super::late::{Late, Months, fee_after};
use crate::insurance::Insurance;
use crate::money::Yuan;
use crate::month::Month;
use crate::rate::Rate;
use crate::remittance::split;

/// 认定依据.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatchBasis {
    /// The sum is that of the agency's lists.
    Listed,
    /// The sum is that of the unit's own computation.
    Due,
    /// Only the words of the lines say so: to be looked at.
    Words,
}

/// 一笔缴费 — debits and what they paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matched {
    /// 费款申报月.
    pub month: Month,
    /// What each insurance was paid.
    pub shares: Vec<(Insurance, Yuan)>,
    /// 滞纳金 that was debited along with it.
    pub late_fee: Yuan,
    /// The last day of its debits, refunds aside.
    pub paid_on: NaiveDate,
    /// The lines.
    pub debits: Vec<i64>,
    /// How it was found.
    pub basis: MatchBasis,
}

impl Matched {
    /// 本金和滞纳金合计.
    #[must_use]
    pub fn debited(&self) -> Yuan {
        self.shares.iter().map(|(_, share)| *share).sum::<Yuan>() + self.late_fee
    }
}

/// How many debits may pay one sum, where not all of a month do.
const PARTS: usize = 3;

/// A line, what of it is principal and what late fee.
#[derive(Clone, Copy)]
struct Part<'f> {
    line: &'f BankLine,
    principal: Yuan,
    fee: Yuan,
}

/// 扣款认定 of a unit, in the order of months and days. `daily` is the late fee of a day as a fraction.
#[must_use]
pub fn payments(unit: &UnitSources, daily: Rate) -> Vec<Matched> {
    let statement = Statement::of(unit);
    let settled = statement.settled();
    let assigned = statement.assigned(&settled);
    let mut all = Vec::new();
    for (at, group) in settled.groups.iter().enumerate() {
        let months = Months { statement: &statement, settled: &settled, at, group, assigned: &assigned, daily };
        all.extend(of_group(&months));
    }
    all.sort_by_key(|matched| (matched.month, matched.paid_on, matched.debits.clone()));
    all
}

fn of_group(months: &Months<'_, '_>) -> Vec<Matched> {
    let lates = months.lates(|month| more_due(months, month));
    months.statement.months().into_iter().flat_map(|month| of_month(months, month, &lates)).collect()
}

/// By what the sum computed is more than the list.
fn more_due(months: &Months<'_, '_>, month: Month) -> Vec<Yuan> {
    let dues = &months.statement.unit.dues;
    let due: Yuan = months.group.insurances.iter().filter_map(|i| dues.get(&(month, *i))).copied().sum();
    vec![due - months.statement.wanted_of(month, months.group)]
}

fn of_month<'f>(months: &Months<'_, 'f>, month: Month, lates: &[Late<'f>]) -> Vec<Matched> {
    let whole = |line: &'f BankLine| Part { line, principal: line.amount, fee: Yuan::ZERO };
    let in_time: Vec<Part<'f>> = months.left(month, lates).into_iter().map(whole).collect();
    let late = lates.iter().filter(|late| late.owed_in == month);
    let late: Vec<Part<'f>> =
        late.map(|late| Part { line: late.line, principal: late.principal, fee: late.fee }).collect();
    let Some((in_time, shares, basis)) = told(months, month, in_time, &late) else { return Vec::new() };
    let weights: Vec<Yuan> = shares.iter().map(|(_, share)| *share).collect();
    let early = split(principal(&in_time), &weights);
    let rest: Vec<Yuan> = weights.iter().zip(&early).map(|(share, early)| *share - *early).collect();
    [(in_time, early), (late, rest)]
        .into_iter()
        .filter_map(|(parts, amounts)| {
            // What came back later does not make the payment late.
            let paid_on = parts.iter().filter(|part| part.line.amount > Yuan::ZERO).map(|part| part.line.day).max()?;
            Some(Matched {
                month,
                shares: shares.iter().map(|(insurance, _)| *insurance).zip(amounts).collect(),
                late_fee: parts.iter().map(|part| part.fee).sum(),
                paid_on,
                debits: parts.iter().map(|part| part.line.id).collect(),
                basis,
            })
        })
        .collect()
}

fn principal(parts: &[Part<'_>]) -> Yuan {
    parts.iter().map(|part| part.principal).sum()
}

/// Which lines of the month pay it, each insurance's share, and how that is known.
type Told<'f> = (Vec<Part<'f>>, Vec<(Insurance, Yuan)>, MatchBasis);

fn told<'f>(months: &Months<'_, 'f>, month: Month, in_time: Vec<Part<'f>>, late: &[Part<'f>]) -> Option<Told<'f>> {
    let targets = targets(months, month);
    let paid_late = principal(late);
    for (shares, basis) in &targets {
        let target: Yuan = shares.iter().map(|(_, share)| *share).sum();
        if target <= Yuan::ZERO {
            continue;
        }
        let printed = printed_fees(months, month);
        if let Some(mut parts) = making(months, &in_time, target + printed - paid_late) {
            if let Some(last) = parts.last_mut() {
                (last.principal, last.fee) = (last.principal - printed, last.fee + printed);
            }
            return Some((parts, shares.clone(), *basis));
        }
    }
    by_words(months, month, in_time, paid_late)
}

/// 滞纳金 that the list of the month itself prints: it is debited along with the contributions.
fn printed_fees(months: &Months<'_, '_>, month: Month) -> Yuan {
    let fees = &months.statement.unit.fees;
    months.group.insurances.iter().filter_map(|insurance| fees.get(&(month, *insurance))).copied().sum()
}

/// What each insurance may have been paid, the listed sums first, the computed ones next, then a mixture of both.
fn targets(months: &Months<'_, '_>, month: Month) -> Vec<(Vec<(Insurance, Yuan)>, MatchBasis)> {
    let unit = months.statement.unit;
    let mut all: Vec<(Vec<(Insurance, Yuan)>, usize)> = vec![(Vec::new(), 0)];
    for insurance in &months.group.insurances {
        let key = (month, *insurance);
        let sum = |of: &BTreeMap<(Month, Insurance), Yuan>| of.get(&key).copied().unwrap_or_default();
        let listed = unit.listed.contains(&key).then(|| sum(&unit.sums) - sum(&unit.fees));
        let due = unit.dues.get(&key).copied().filter(|due| Some(*due) != listed);
        let options: Vec<(Yuan, usize)> =
            listed.map(|sum| (sum, 0)).into_iter().chain(due.map(|due| (due, 1))).collect();
        if options.is_empty() {
            continue;
        }
        let with = |(shares, computed): &(Vec<(Insurance, Yuan)>, usize)| {
            let wider = |(sum, more): &(Yuan, usize)| {
                let own = shares.iter().copied().chain(std::iter::once((*insurance, *sum)));
                (own.collect::<Vec<_>>(), computed + more)
            };
            options.iter().map(wider).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(with).collect();
    }
    let most = all.iter().map(|(_, computed)| *computed).max().unwrap_or_default();
    all.sort_by_key(|(_, computed)| (*computed != 0, *computed != most, *computed));
    let basis = |computed| if computed == 0 { MatchBasis::Listed } else { MatchBasis::Due };
    all.into_iter().map(|(shares, computed)| (shares, basis(computed))).collect()
}

/// All lines of the month if they make the amount, with a late fee or without, else the fewest that do.
fn making<'f>(months: &Months<'_, 'f>, parts: &[Part<'f>], wanted: Yuan) -> Option<Vec<Part<'f>>> {
    let all = principal(parts);
    if all == wanted {
        return Some(parts.to_vec());
    }
    let few = (1..=PARTS.min(parts.len())).find_map(|size| chosen(parts, size, wanted));
    few.or_else(|| {
        let mut parts = parts.to_vec();
        let last = parts.last_mut()?;
        let in_month = (last.line.day - Month::of(last.line.day).first_day()).num_days();
        let (_, fee) = fee_after(months.daily, wanted, all - wanted, in_month)?;
        (last.principal, last.fee) = (last.principal - fee, fee);
        Some(parts)
    })
}

fn chosen<'f>(parts: &[Part<'f>], size: usize, wanted: Yuan) -> Option<Vec<Part<'f>>> {
    if size == 0 {
        return wanted.is_zero().then(Vec::new);
    }
    parts.iter().enumerate().find_map(|(at, part)| {
        let mut rest = chosen(parts.get(at + 1..).unwrap_or_default(), size - 1, wanted - part.principal)?;
        rest.insert(0, *part);
        Some(rest)
    })
}

/// What only the lines' words say, where no sum fits: taken together, and only if it is near what is wanted.
fn by_words<'f>(months: &Months<'_, 'f>, month: Month, in_time: Vec<Part<'f>>, paid_late: Yuan) -> Option<Told<'f>> {
    let wanted = months.statement.wanted_of(month, months.group);
    let paid = principal(&in_time) + paid_late;
    if wanted <= Yuan::ZERO || paid.fen() * 2 < wanted.fen() || paid.fen() * 2 > wanted.fen() * 3 {
        return None;
    }
    let (insurances, weights): (Vec<Insurance>, Vec<Yuan>) = months.statement.of_group(month, months.group).unzip();
    let shares = insurances.into_iter().zip(split(paid, &weights)).collect();
    Some((in_time, shares, MatchBasis::Words))
}

#[cfg(test)]
mod tests;
