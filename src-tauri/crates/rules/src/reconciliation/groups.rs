//! 扣款分组 — which insurances the bank debits in one sum, found from the sums themselves.
//!
//! Every way to put the unit's insurances into groups is held against the months at hand; the one that meets most of the lists
//! exactly is taken. What the unit's own sheet says wins as long as the sums bear it out as well.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{BankLine, DebitGroup, UnitSources};
use super::subset::making_up;
use crate::insurance::{Group, Insurance};
use crate::money::Yuan;
use crate::month::Month;

/// 已定的扣款分组 of a unit: the groups, and how many months after the month of booking each is debited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// 扣款分组.
    pub groups: Vec<DebitGroup>,
    /// 0 in the month itself, 1 in the one after; one of each group.
    pub delays: Vec<i32>,
}

impl Settled {
    /// The month in which a group's month of booking is debited.
    #[must_use]
    pub fn debited_in(&self, at: usize, booked: Month) -> Month {
        booked.plus(self.delays.get(at).copied().unwrap_or_default())
    }
}

/// The lines by the month of booking that they are debited for, and the place of their group.
pub type Assigned<'f> = BTreeMap<(Month, usize), Vec<&'f BankLine>>;

/// 流水索引 — the lines of a unit by month, those whose words tell of contributions apart from the others.
pub struct Statement<'f> {
    /// The unit.
    pub unit: &'f UnitSources,
    /// 应扣合计 by month of booking: of the list, and where none is known the sum computed.
    wanted: BTreeMap<(Month, Insurance), Yuan>,
    told: BTreeMap<Month, Vec<&'f BankLine>>,
    /// The first line of an amount, of those that only their amount can tell.
    untold: BTreeMap<(Month, Yuan), &'f BankLine>,
}

impl<'f> Statement<'f> {
    /// Looks at every line once.
    #[must_use]
    pub fn of(unit: &'f UnitSources) -> Self {
        let mut wanted = unit.dues.clone();
        wanted.extend(unit.listed.iter().map(|key| (*key, unit.sums.get(key).copied().unwrap_or_default())));
        let mut statement = Self { unit, wanted, told: BTreeMap::new(), untold: BTreeMap::new() };
        for line in &unit.lines {
            let month = Month::of(line.day);
            if line.group.is_some() {
                statement.told.entry(month).or_default().push(line);
            } else {
                statement.untold.entry((month, line.amount)).or_insert(line);
            }
        }
        statement
    }

    /// 应扣合计 of a group in a month of booking.
    #[must_use]
    pub fn wanted_of(&self, month: Month, group: &DebitGroup) -> Yuan {
        self.of_group(month, group).map(|(_, sum)| sum).sum()
    }

    /// 应扣合计 of each insurance of a group in a month of booking, where it is known.
    pub fn of_group<'s>(&'s self, month: Month, group: &'s DebitGroup) -> impl Iterator<Item = (Insurance, Yuan)> + 's {
        group.insurances.iter().filter_map(move |i| Some((*i, *self.wanted.get(&(month, *i))?)))
    }

    /// Months of booking of which something is known.
    #[must_use]
    pub fn months(&self) -> BTreeSet<Month> {
        self.wanted.keys().map(|(month, _)| *month).collect()
    }

    /// 扣款分组 of the unit.
    #[must_use]
    pub fn settled(&self) -> Settled {
        let present: BTreeSet<Insurance> =
            self.wanted.iter().filter(|(_, sum)| !sum.is_zero()).map(|((_, insurance), _)| *insurance).collect();
        let mut settled = Settled::default();
        for kind in [Group::Social, Group::HousingFund] {
            let own: Vec<Insurance> = present.iter().copied().filter(|i| i.group() == kind).collect();
            if !own.is_empty() {
                let found = self.best(kind, &own);
                settled.groups.extend(found.groups);
                settled.delays.extend(found.delays);
            }
        }
        settled
    }

    fn best(&self, kind: Group, present: &[Insurance]) -> Settled {
        let stored: Vec<DebitGroup> = self
            .unit
            .groups
            .iter()
            .map(|group| DebitGroup {
                name: group.name.clone(),
                insurances: group.insurances.iter().copied().filter(|i| i.group() == kind).collect(),
            })
            .filter(|group| !group.insurances.is_empty())
            .collect();
        let covers = present.iter().all(|insurance| stored.iter().any(|group| group.insurances.contains(insurance)));
        let mut partitions = partitions(present);
        // Fewer groups first: of two that fit alike the plainer one is meant.
        partitions.sort_by_key(Vec::len);
        let named = |sets: Vec<BTreeSet<Insurance>>| -> Vec<DebitGroup> {
            let group = |insurances| DebitGroup { name: named(kind, &insurances, present), insurances };
            sets.into_iter().map(group).collect()
        };
        let all = covers.then_some(stored).into_iter().chain(partitions.into_iter().map(named));
        // The delay that the unit has set, and none: what fits better is taken.
        let own = self.unit.delays.get(&kind).copied().unwrap_or_default();
        let delays = BTreeSet::from([own, 0]);
        let mut found: Option<(Fit, Settled)> = None;
        for groups in all {
            for delay in delays.iter().rev() {
                let settled = Settled { delays: vec![*delay; groups.len()], groups: groups.clone() };
                let fit = self.fit(&settled);
                if found.as_ref().is_none_or(|(known, _)| fit < *known) {
                    found = Some((fit, settled));
                }
            }
        }
        found.map(|(_, settled)| settled).unwrap_or_default()
    }

    fn fit(&self, settled: &Settled) -> Fit {
        let assigned = self.assigned(settled);
        let (mut unmet, mut left) = (0_i64, 0_i64);
        for month in self.months() {
            for (at, group) in settled.groups.iter().enumerate() {
                if !self.unit.banked.contains(&settled.debited_in(at, month)) {
                    continue;
                }
                let bank: Yuan = assigned.get(&(month, at)).into_iter().flatten().map(|line| line.amount).sum();
                let wanted = self.wanted_of(month, group);
                if bank != wanted {
                    unmet = unmet.saturating_add(wanted.max(bank).fen().abs());
                    left = left.saturating_add((bank - wanted).fen().abs());
                }
            }
        }
        (unmet, left)
    }

    /// Gives every line to the group that it collects.
    #[must_use]
    pub fn assigned(&self, settled: &Settled) -> Assigned<'f> {
        let groups = &settled.groups;
        let mut all = Assigned::new();
        for month in &self.unit.banked {
            let booked: Vec<Month> = settled.delays.iter().map(|delay| month.plus(-delay)).collect();
            let wanted: Vec<Yuan> =
                groups.iter().zip(&booked).map(|(group, booked)| self.wanted_of(*booked, group)).collect();
            let mut taken: Vec<Vec<&BankLine>> = vec![Vec::new(); groups.len()];
            let mut open: Vec<(&BankLine, Vec<usize>)> = Vec::new();
            for line in self.told.get(month).into_iter().flatten() {
                let places = places(line, groups);
                match places.as_slice() {
                    [only] => taken.get_mut(*only).into_iter().for_each(|own| own.push(line)),
                    [] => {}
                    _ => open.push((line, places)),
                }
            }
            distribute(&mut taken, open, &wanted);
            for (at, sum) in wanted.iter().enumerate() {
                let Some(own) = taken.get_mut(at).filter(|own| own.is_empty() && *sum > Yuan::ZERO) else { continue };
                own.extend(self.untold.get(&(*month, *sum)));
            }
            let taken = taken.into_iter().zip(booked).enumerate();
            all.extend(taken.map(|(at, (lines, booked))| ((booked, at), lines)));
        }
        all
    }
}

fn named(kind: Group, insurances: &BTreeSet<Insurance>, all: &[Insurance]) -> String {
    if insurances.len() == all.len() {
        return if kind == Group::HousingFund { "公积金" } else { "社保" }.to_owned();
    }
    insurances.iter().map(|i| i.chinese()).collect()
}

/// How well groups fit, the smaller the better, in fen: the sums over all months that are not met exactly, and what is left
/// between these and their debits. What is left alone would favour few groups, in which too much of one cancels too little of
/// another.
type Fit = (i64, i64);

/// Groups that a line can collect: of its kind, with the insurances it names, and as many as it says.
fn places(line: &BankLine, groups: &[DebitGroup]) -> Vec<usize> {
    let of_kind = |group: &DebitGroup| group.insurances.iter().any(|i| Some(i.group()) == line.group);
    let all: Vec<usize> = groups.iter().enumerate().filter(|(_, g)| of_kind(g)).map(|(at, _)| at).collect();
    let with = |fits: &dyn Fn(&DebitGroup) -> bool, from: &[usize]| -> Vec<usize> {
        from.iter().copied().filter(|at| groups.get(*at).is_some_and(fits)).collect()
    };
    let named = with(&|group| line.insurances.is_subset(&group.insurances), &all);
    let named =
        if named.is_empty() { with(&|group| !line.insurances.is_disjoint(&group.insurances), &all) } else { named };
    let counted = line.items.map(|items| with(&|group| group.insurances.len() == items, &named)).unwrap_or_default();
    if !counted.is_empty() {
        counted
    } else if named.is_empty() {
        all
    } else {
        named
    }
}

/// Lines that may belong to several groups: an exact sum decides, of one line or of several together, else what brings a
/// group closest to its list.
fn distribute<'f>(taken: &mut [Vec<&'f BankLine>], mut open: Vec<(&'f BankLine, Vec<usize>)>, wanted: &[Yuan]) {
    let missing = |taken: &[Vec<&BankLine>], at: usize| -> Yuan {
        let own: Yuan = taken.get(at).into_iter().flatten().map(|line| line.amount).sum();
        wanted.get(at).copied().unwrap_or_default() - own
    };
    open.sort_by_key(|(line, _)| std::cmp::Reverse(line.amount));
    let mut rest: Vec<(&BankLine, Vec<usize>)> = Vec::new();
    for (line, places) in open {
        match places.iter().copied().find(|at| missing(taken, *at) == line.amount) {
            Some(at) => taken.get_mut(at).into_iter().for_each(|own| own.push(line)),
            None => rest.push((line, places)),
        }
    }
    for at in 0..wanted.len() {
        let own: Vec<usize> = (0..rest.len()).filter(|i| rest.get(*i).is_some_and(|(_, p)| p.contains(&at))).collect();
        let amounts: Vec<Yuan> = own.iter().filter_map(|i| Some(rest.get(*i)?.0.amount)).collect();
        let made = making_up(missing(taken, at), &amounts).unwrap_or_default();
        let made: BTreeSet<usize> = made.into_iter().filter_map(|i| own.get(i).copied()).collect();
        let mut place = 0;
        rest.retain(|(line, _)| {
            let chosen = made.contains(&place);
            place += 1;
            if chosen {
                taken.get_mut(at).into_iter().for_each(|own| own.push(line));
            }
            !chosen
        });
    }
    for (line, places) in rest {
        let away = |at: &usize| {
            let before = missing(taken, *at).fen().abs();
            (missing(taken, *at) - line.amount).fen().abs() - before
        };
        if let Some(at) = places.iter().copied().min_by_key(|at| away(at)) {
            taken.get_mut(at).into_iter().for_each(|own| own.push(line));
        }
    }
}

/// Every way to put insurances into groups; of more than seven only the plainest two.
fn partitions(insurances: &[Insurance]) -> Vec<Vec<BTreeSet<Insurance>>> {
    if insurances.len() > 7 {
        let single = insurances.iter().map(|i| BTreeSet::from([*i])).collect();
        return vec![vec![insurances.iter().copied().collect()], single];
    }
    let mut all: Vec<Vec<BTreeSet<Insurance>>> = vec![Vec::new()];
    for insurance in insurances {
        let mut next = Vec::new();
        for partition in &all {
            for at in 0..=partition.len() {
                let mut wider = partition.clone();
                match wider.get_mut(at) {
                    Some(group) => {
                        group.insert(*insurance);
                    }
                    None => wider.push(BTreeSet::from([*insurance])),
                }
                next.push(wider);
            }
        }
        all = next;
    }
    all
}
