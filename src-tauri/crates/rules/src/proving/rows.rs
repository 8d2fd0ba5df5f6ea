//! 经办明细行 — typed rows of a bureau's list, and what they prove per insurance and side.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::method::{Charge, Method, Share, prove_method};
use super::rate::{implied, prove_rate};
use super::{Finding, Verdict, found};
use crate::insurance::Insurance;
use crate::money::Yuan;
use crate::month::Month;
use crate::rate::Rate;
use crate::rounding::Rounding;

/// 承担方 of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// 单位.
    Employer,
    /// 个人.
    Employee,
    /// 单位与个人合计, as fund lists print it.
    Both,
}

/// 经办明细行 — one person's amount of one insurance and side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BureauRow {
    /// 所属期.
    pub month: Month,
    /// 险种.
    pub insurance: Insurance,
    /// 承担方.
    pub side: Side,
    /// Where it stands: sheet and row, never a person.
    pub place: String,
    /// 名册: rows of one list share the rate that none of them prints (one unit's, while one value holds).
    pub list: u32,
    /// 缴费基数, as the bureau used it.
    pub base: Yuan,
    /// 费率 as printed: one, or both sides' of a [`Side::Both`] row; empty where none is printed.
    pub rates: Vec<Rate>,
    /// 固定额 contained in the amount.
    pub fixed: Yuan,
    /// 应缴费额.
    pub amount: Yuan,
}

impl BureauRow {
    /// The printed rate of the whole row.
    pub(super) fn rate(&self) -> Option<Rate> {
        let (first, rest) = self.rates.split_first()?;
        rest.iter().try_fold(*first, |sum, rate| sum.plus(*rate)).ok()
    }

    fn share(&self, implied: Option<Rate>) -> Option<Share> {
        let rates = if self.rates.is_empty() { vec![implied?] } else { self.rates.clone() };
        Some(Share { base: self.base, rates, fixed: self.fixed, heads: 1 })
    }
}

/// 合计行 — what the bureau prints below the rows of one month, insurance and side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BureauTotal {
    /// 所属期.
    pub month: Month,
    /// 险种.
    pub insurance: Insurance,
    /// 承担方.
    pub side: Side,
    /// Where it stands.
    pub place: String,
    /// 合计金额.
    pub amount: Yuan,
}

/// 一个险种一方的验证.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SideProof {
    /// 险种.
    pub insurance: Insurance,
    /// 承担方.
    pub side: Side,
    /// 取整.
    pub rounding: Verdict<Method>,
    /// 费率.
    pub rate: Verdict<Rate>,
}

/// 明细验证 — per insurance and side: the rounding with its order, and the rate.
///
/// Rows without a printed rate are read with the simplest rate that reproduces all of them; which rate that is may
/// depend on the rounding tried.
#[must_use]
pub fn prove(rows: &[BureauRow], totals: &[BureauTotal]) -> Vec<SideProof> {
    let mut groups: BTreeMap<(Insurance, Side), Vec<&BureauRow>> = BTreeMap::new();
    for row in rows {
        groups.entry((row.insurance, row.side)).or_default().push(row);
    }
    let own = |(insurance, side): (Insurance, Side)| -> Vec<&BureauTotal> {
        totals.iter().filter(|total| (total.insurance, total.side) == (insurance, side)).collect()
    };
    groups.into_iter().map(|(key, rows)| prove_group(key, &rows, &own(key))).collect()
}

fn prove_group((insurance, side): (Insurance, Side), rows: &[&BureauRow], totals: &[&BureauTotal]) -> SideProof {
    let mut bare: Lists<'_> = BTreeMap::new();
    for row in rows.iter().copied().filter(|row| row.rates.is_empty()) {
        bare.entry(row.list).or_default().push(row);
    }
    let rounding = if bare.is_empty() {
        prove_method(&charges(rows, totals, &BTreeMap::new()))
    } else {
        prove_with_implied(rows, totals, &bare)
    };
    let rate = match &rounding.finding {
        Finding::Ambiguous(methods) => over_all(rows, methods),
        Finding::Proved(method) | Finding::Contradicted { nearest: Some(method), .. } => {
            prove_rate(rows, method.rounding)
        }
        Finding::Contradicted { nearest: None, .. } => prove_rate(rows, Rounding::HALF_UP_FEN),
    };
    SideProof { insurance, side, rounding, rate }
}

/// Rows without a printed rate, list by list.
type Lists<'r> = BTreeMap<u32, Vec<&'r BureauRow>>;

/// One charge per row and one per total; rates that are not printed are the list's implied one.
fn charges(rows: &[&BureauRow], totals: &[&BureauTotal], implied: &BTreeMap<u32, Rate>) -> Vec<Charge> {
    let share = |row: &BureauRow| row.share(implied.get(&row.list).copied());
    let charge = |row: &&BureauRow| {
        let shares = vec![share(row)?];
        Some(Charge { month: row.month, place: row.place.clone(), shares, amount: row.amount })
    };
    let total = |total: &&BureauTotal| {
        let of_month = rows.iter().filter(|row| row.month == total.month);
        let shares: Vec<Share> = of_month.filter_map(|row| share(row)).collect();
        Charge { month: total.month, place: total.place.clone(), shares, amount: total.amount }
    };
    rows.iter().filter_map(charge).chain(totals.iter().map(total)).collect()
}

/// The rounding where rates are implied: a method remains if a simple rate per list makes it reproduce every row and total,
/// and no other method does so with rates of fewer decimals (16 % to the nearest fen is not 15.9999 % always rounded up).
fn prove_with_implied(rows: &[&BureauRow], totals: &[&BureauTotal], bare: &Lists<'_>) -> Verdict<Method> {
    let anything: BTreeMap<u32, Rate> = bare.keys().map(|list| (*list, Rate::ZERO)).collect();
    let candidates = Method::candidates(&charges(rows, totals, &anything));
    let standing: Vec<(Method, u32)> =
        candidates.iter().filter_map(|method| Some((*method, decimals(*method, rows, totals, bare)?))).collect();
    let fewest = standing.iter().map(|(_, decimals)| *decimals).min();
    let simple = standing.iter().filter(|(_, decimals)| Some(*decimals) == fewest);
    let remaining: Vec<Method> = simple.map(|(method, _)| *method).collect();
    let months = rows.iter().map(|row| row.month).chain(totals.iter().map(|total| total.month));
    let finding = found(remaining, || {
        let nearest = bare.iter().filter_map(|(list, own)| Some((*list, nearest_rate(own)?))).collect();
        match prove_method(&charges(rows, totals, &nearest)).finding {
            Finding::Contradicted { nearest, rows } => (nearest, rows),
            Finding::Proved(_) | Finding::Ambiguous(_) => (None, rows.iter().map(|row| row.place.clone()).collect()),
        }
    });
    Verdict::over(months, finding)
}

/// How many decimals the rates need with which a method reproduces everything; `None` where no rates do.
fn decimals(method: Method, rows: &[&BureauRow], totals: &[&BureauTotal], bare: &Lists<'_>) -> Option<u32> {
    // Totals are over all lists: only a single list can be held to them before the others' rates are known.
    let (mut rates, alone) = (BTreeMap::new(), bare.len() == 1);
    let reproduced = |charges: &[Charge]| charges.iter().all(|charge| method.reproduces(charge));
    for (list, own) in bare {
        let (tried, held): (&[&BureauRow], &[&BureauTotal]) = if alone { (rows, totals) } else { (own, &[]) };
        let stands = |rate: &Rate| reproduced(&charges(tried, held, &BTreeMap::from([(*list, *rate)])));
        rates.insert(*list, implied(own, method.rounding).into_iter().find(stands)?);
    }
    let needed = rates.values().map(|rate| rate.fraction().scale()).max();
    needed.filter(|_| alone || reproduced(&charges(rows, totals, &rates)))
}

fn nearest_rate(rows: &[&BureauRow]) -> Option<Rate> {
    match prove_rate(rows, Rounding::HALF_UP_FEN).finding {
        Finding::Proved(rate) | Finding::Contradicted { nearest: Some(rate), .. } => Some(rate),
        Finding::Ambiguous(rates) => rates.first().copied(),
        Finding::Contradicted { nearest: None, .. } => None,
    }
}

/// The rate under every method that remains: proved only if all agree.
fn over_all(rows: &[&BureauRow], methods: &[Method]) -> Verdict<Rate> {
    let roundings: BTreeSet<Rounding> = methods.iter().map(|method| method.rounding).collect();
    let mut rates = BTreeSet::new();
    for rounding in roundings {
        match prove_rate(rows, rounding).finding {
            Finding::Proved(rate) => rates.extend([rate]),
            Finding::Ambiguous(several) => rates.extend(several),
            Finding::Contradicted { .. } => return prove_rate(rows, rounding),
        }
    }
    let rates: Vec<Rate> = rates.into_iter().collect();
    let finding = found(rates, || (None, Vec::new()));
    Verdict::over(rows.iter().map(|row| row.month), finding)
}
