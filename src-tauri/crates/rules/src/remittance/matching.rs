//! 扣款认定 — which bank debits paid which insurances of which month, found by their sums: one debit for several
//! insurances, several debits for one. Nothing is matched by being close.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::insurance::{Group, Insurance};
use crate::money::Yuan;
use crate::month::Month;

/// 应缴 of one insurance in one booking month at one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demand {
    /// 费款申报月.
    pub month: Month,
    /// 险种.
    pub insurance: Insurance,
    /// 经办机构核定: the sum of the agency's list, where there is one.
    pub listed: Option<Yuan>,
    /// 本单位测算.
    pub due: Yuan,
    /// 缴费截止日期.
    pub pay_by: Option<NaiveDate>,
}

/// 银行支出.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Debit {
    /// The line's number.
    pub id: i64,
    /// 交易日期.
    pub day: NaiveDate,
    /// 金额.
    pub amount: Yuan,
    /// What its words speak of.
    pub group: Group,
    /// Whether the words say so themselves, and not only the other side's name.
    pub told: bool,
}

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
    /// The last day of its debits.
    pub paid_on: NaiveDate,
    /// The lines.
    pub debits: Vec<i64>,
    /// How it was found.
    pub basis: MatchBasis,
}

/// How long after its month a debit is still looked for.
const LATEST: u64 = 92;
/// How many debits may pay one sum.
const PARTS: usize = 3;
/// A split sum is debited within so many days.
const SPREAD: i64 = 15;

/// 扣款认定 for one unit. `late_fee` tells the fee on a principal due on one day and paid on another.
#[must_use]
pub fn match_debits(
    demands: &[Demand],
    debits: &[Debit],
    late_fee: impl Fn(Insurance, Yuan, NaiveDate, NaiveDate) -> Option<Yuan>,
) -> Vec<Matched> {
    let months: BTreeSet<Month> = demands.iter().map(|demand| demand.month).collect();
    let mut table =
        Table { demands, debits, open: (0..demands.len()).collect(), used: BTreeSet::new(), out: Vec::new() };
    for group in [Group::Social, Group::HousingFund] {
        // Every month first looks for what was paid in time: a later month's debit is not taken for an earlier one.
        for month in &months {
            table.in_time(group, *month);
        }
        for month in &months {
            table.late(group, *month, &late_fee);
        }
        for month in &months {
            table.by_words(group, *month);
        }
    }
    table.out.sort_by_key(|matched| (matched.month, matched.paid_on, matched.debits.clone()));
    table.out
}

/// 按比例分摊 — a sum over weights, to the fen: the shares add up exactly.
#[must_use]
pub fn split(total: Yuan, weights: &[Yuan]) -> Vec<Yuan> {
    let sum: i128 = weights.iter().map(|weight| i128::from(weight.fen())).sum();
    let (mut reached, mut given) = (0_i128, 0_i128);
    let mut shares = Vec::with_capacity(weights.len());
    for weight in weights {
        reached += i128::from(weight.fen());
        let up_to = if sum == 0 { 0 } else { i128::from(total.fen()) * reached / sum };
        shares.push(Yuan::from_fen(i64::try_from(up_to - given).unwrap_or(0)));
        given = up_to;
    }
    shares
}

struct Table<'a> {
    demands: &'a [Demand],
    debits: &'a [Debit],
    open: BTreeSet<usize>,
    used: BTreeSet<i64>,
    out: Vec<Matched>,
}

impl Table<'_> {
    fn in_time(&mut self, group: Group, month: Month) {
        let last = self.pay_by(group, month).map_or(month.last_day(), |day| day.max(month.last_day()));
        for basis in [MatchBasis::Listed, MatchBasis::Due] {
            self.by_sum(group, month, basis, (month.first_day(), last), |_, _, _| Some(Yuan::ZERO));
        }
    }

    fn late(
        &mut self,
        group: Group,
        month: Month,
        late_fee: &impl Fn(Insurance, Yuan, NaiveDate, NaiveDate) -> Option<Yuan>,
    ) {
        let Some(due) = self.pay_by(group, month) else { return };
        let window = (due.succ_opt().unwrap_or(due), end_of(month));
        for basis in [MatchBasis::Listed, MatchBasis::Due] {
            self.by_sum(group, month, basis, window, |insurance, sum, day| late_fee(insurance, sum, due, day));
            self.by_sum(group, month, basis, window, |_, _, _| Some(Yuan::ZERO));
        }
    }

    /// What the lines' words say, where no sum fits: taken together, and only if it is near what is open.
    fn by_words(&mut self, group: Group, month: Month) {
        let open: Vec<usize> = self.open_of(group, month);
        let sum: Yuan = open.iter().filter_map(|at| self.sum_of(&[*at], MatchBasis::Due)).sum();
        if sum <= Yuan::ZERO {
            return;
        }
        let last = self.pay_by(group, month).map_or(month.last_day(), |day| day.max(month.last_day()));
        let mut found = self.candidates(group, (month.first_day(), last));
        found.retain(|debit| debit.told);
        let paid: Yuan = found.iter().map(|debit| debit.amount).sum();
        let Some(paid_on) = found.iter().map(|debit| debit.day).max() else { return };
        if paid.fen() * 2 < sum.fen() || paid.fen() * 2 > sum.fen() * 3 {
            return;
        }
        let weights: Vec<Yuan> = open.iter().filter_map(|at| self.sum_of(&[*at], MatchBasis::Due)).collect();
        let insurances = open.iter().filter_map(|at| self.demands.get(*at)).map(|demand| demand.insurance);
        let shares = insurances.zip(split(paid, &weights)).collect();
        let debits: Vec<i64> = found.iter().map(|debit| debit.id).collect();
        let matched = Matched { month, shares, late_fee: Yuan::ZERO, paid_on, debits, basis: MatchBasis::Words };
        self.take(&open, matched);
    }

    /// The largest sets of open insurances first: whose sum (with its fee) one to three debits of the window make.
    fn by_sum(
        &mut self,
        group: Group,
        month: Month,
        basis: MatchBasis,
        window: (NaiveDate, NaiveDate),
        fee: impl Fn(Insurance, Yuan, NaiveDate) -> Option<Yuan>,
    ) {
        loop {
            let open = self.open_of(group, month);
            let candidates = self.candidates(group, window);
            let found = subsets(&open).into_iter().find_map(|set| {
                let sum = self.sum_of(&set, basis).filter(|sum| *sum > Yuan::ZERO)?;
                let insurance = self.demands.get(*set.first()?)?.insurance;
                let due_of = |day| fee(insurance, sum, day).map(|fee| (sum + fee, fee));
                let (debits, fee) = making(&candidates, &due_of)?;
                Some((set, debits, fee))
            });
            let Some((set, debits, late_fee)) = found else { return };
            let paid_on = debits.iter().map(|debit| debit.day).max().unwrap_or(window.0);
            let debits: Vec<i64> = debits.iter().map(|debit| debit.id).collect();
            let shares = set.iter().filter_map(|at| {
                let demand = self.demands.get(*at)?;
                Some((demand.insurance, self.sum_of(&[*at], basis)?))
            });
            let matched = Matched { month, shares: shares.collect(), late_fee, paid_on, debits, basis };
            self.take(&set, matched);
        }
    }

    fn take(&mut self, set: &[usize], matched: Matched) {
        self.used.extend(&matched.debits);
        for at in set {
            self.open.remove(at);
        }
        self.out.push(matched);
    }

    fn open_of(&self, group: Group, month: Month) -> Vec<usize> {
        let own = |at: &usize| {
            self.demands.get(*at).is_some_and(|demand| demand.month == month && demand.insurance.group() == group)
        };
        self.open.iter().copied().filter(own).collect()
    }

    fn pay_by(&self, group: Group, month: Month) -> Option<NaiveDate> {
        let own = self.demands.iter().filter(|demand| demand.month == month && demand.insurance.group() == group);
        own.filter_map(|demand| demand.pay_by).max()
    }

    fn sum_of(&self, set: &[usize], basis: MatchBasis) -> Option<Yuan> {
        let one = |at: &usize| {
            let demand = self.demands.get(*at)?;
            if basis == MatchBasis::Listed { demand.listed } else { Some(demand.due) }
        };
        set.iter().map(one).sum::<Option<Yuan>>()
    }

    fn candidates(&self, group: Group, (from, to): (NaiveDate, NaiveDate)) -> Vec<&Debit> {
        let mut found: Vec<&Debit> = self
            .debits
            .iter()
            .filter(|debit| (from..=to).contains(&debit.day) && debit.amount > Yuan::ZERO)
            .filter(|debit| !self.used.contains(&debit.id) && debit.group == group)
            .collect();
        found.sort_by_key(|debit| (debit.day, debit.id));
        found
    }
}

fn end_of(month: Month) -> NaiveDate {
    month.last_day().checked_add_days(Days::new(LATEST)).unwrap_or(NaiveDate::MAX)
}

/// Every set of the open insurances, the largest first; there are at most seven of a group.
fn subsets(open: &[usize]) -> Vec<Vec<usize>> {
    let count = 1_u32 << open.len().min(8);
    let set = |mask: u32| {
        let chosen = open.iter().enumerate().filter(|(at, _)| mask & (1 << at) != 0);
        chosen.map(|(_, at)| *at).collect::<Vec<usize>>()
    };
    let mut sets: Vec<Vec<usize>> = (1..count).map(set).collect();
    sets.sort_by_key(|set| std::cmp::Reverse(set.len()));
    sets
}

/// One to three debits near each other that make the amount due on the day of the last of them, with the fee in it.
fn making<'d>(
    candidates: &[&'d Debit],
    due_of: &impl Fn(NaiveDate) -> Option<(Yuan, Yuan)>,
) -> Option<(Vec<&'d Debit>, Yuan)> {
    (1..=PARTS).find_map(|parts| chosen(candidates, parts, &mut Vec::new(), due_of))
}

fn chosen<'d>(
    candidates: &[&'d Debit],
    parts: usize,
    taken: &mut Vec<&'d Debit>,
    due_of: &impl Fn(NaiveDate) -> Option<(Yuan, Yuan)>,
) -> Option<(Vec<&'d Debit>, Yuan)> {
    if parts == 0 {
        let last = taken.last()?.day;
        let (due, fee) = due_of(last)?;
        let sum: Yuan = taken.iter().map(|debit| debit.amount).sum();
        return (sum == due).then(|| (taken.clone(), fee));
    }
    for (at, debit) in candidates.iter().enumerate() {
        if taken.first().is_some_and(|first| (debit.day - first.day).num_days() > SPREAD) {
            break;
        }
        taken.push(debit);
        let found = chosen(candidates.get(at + 1..).unwrap_or_default(), parts - 1, taken, due_of);
        taken.pop();
        if found.is_some() {
            return found;
        }
    }
    None
}
