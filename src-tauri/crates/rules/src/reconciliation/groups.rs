//! 扣款分组 — which insurances the bank debits in one sum, found from the sums themselves.
//!
//! Every way to put the unit's insurances into groups is held against the months at hand; the one that leaves the least
//! between debits and lists is taken. What the unit's own sheet says wins as long as the sums bear it out as well.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{BankLine, DebitGroup, UnitSources};
use crate::insurance::{Group, Insurance};
use crate::money::Yuan;
use crate::month::Month;

/// The lines of a month by the place of their group.
pub type Assigned<'f> = BTreeMap<(Month, usize), Vec<&'f BankLine>>;

/// 扣款分组 of a unit.
#[must_use]
pub fn settled(unit: &UnitSources) -> Vec<DebitGroup> {
    let present: BTreeSet<Insurance> =
        unit.sums.iter().filter(|(_, sum)| !sum.is_zero()).map(|((_, insurance), _)| *insurance).collect();
    let mut groups = Vec::new();
    for kind in [Group::Social, Group::HousingFund] {
        let own: Vec<Insurance> = present.iter().copied().filter(|i| i.group() == kind).collect();
        if !own.is_empty() {
            groups.extend(best(unit, kind, &own));
        }
    }
    groups
}

fn best(unit: &UnitSources, kind: Group, present: &[Insurance]) -> Vec<DebitGroup> {
    let stored: Vec<DebitGroup> = unit
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
    let mut found: Option<(Fit, Vec<DebitGroup>)> = covers.then(|| (fit(unit, &stored), stored));
    for sets in partitions {
        let groups: Vec<DebitGroup> = sets
            .into_iter()
            .map(|insurances| DebitGroup { name: named(kind, &insurances, present), insurances })
            .collect();
        let own = fit(unit, &groups);
        if found.as_ref().is_none_or(|(known, _)| own < *known) {
            found = Some((own, groups));
        }
    }
    found.map(|(_, groups)| groups).unwrap_or_default()
}

fn named(kind: Group, insurances: &BTreeSet<Insurance>, all: &[Insurance]) -> String {
    if insurances.len() == all.len() {
        return if kind == Group::HousingFund { "公积金" } else { "社保" }.to_owned();
    }
    insurances.iter().map(|i| i.chinese()).collect()
}

/// How well groups fit, the smaller the better: what is left between debits and lists over all months, in fen, and how
/// many sums are not met exactly.
type Fit = (i64, usize);

fn fit(unit: &UnitSources, groups: &[DebitGroup]) -> Fit {
    let assigned = assigned(unit, groups);
    let (mut left, mut unmet) = (0_i64, 0);
    for month in unit.banked.iter().filter(|month| unit.listed.iter().any(|(listed, _)| listed == *month)) {
        for (at, group) in groups.iter().enumerate() {
            let bank: Yuan = assigned.get(&(*month, at)).into_iter().flatten().map(|line| line.amount).sum();
            let away = (bank - listed_sum(unit, *month, group)).fen().abs();
            left = left.saturating_add(away);
            unmet += usize::from(away != 0);
        }
    }
    (left, unmet)
}

/// 清单合计 of a group in a month of booking.
#[must_use]
pub fn listed_sum(unit: &UnitSources, month: Month, group: &DebitGroup) -> Yuan {
    group.insurances.iter().filter_map(|insurance| unit.sums.get(&(month, *insurance))).copied().sum()
}

/// Gives every line to the group that it collects.
#[must_use]
pub fn assigned<'f>(unit: &'f UnitSources, groups: &[DebitGroup]) -> Assigned<'f> {
    let mut all = Assigned::new();
    for month in &unit.banked {
        let of_month: Vec<&BankLine> = unit.lines.iter().filter(|line| Month::of(line.day) == *month).collect();
        let wanted: Vec<Yuan> = groups.iter().map(|group| listed_sum(unit, *month, group)).collect();
        let mut taken: Vec<Vec<&BankLine>> = vec![Vec::new(); groups.len()];
        let mut open: Vec<(&BankLine, Vec<usize>)> = Vec::new();
        for line in of_month.iter().filter(|line| line.group.is_some()) {
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
            own.extend(of_month.iter().find(|line| line.group.is_none() && line.amount == *sum));
        }
        all.extend(taken.into_iter().enumerate().map(|(at, lines)| ((*month, at), lines)));
    }
    all
}

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

/// Lines that may belong to several groups: an exact sum decides, else what brings a group closest to its list.
fn distribute<'f>(taken: &mut [Vec<&'f BankLine>], mut open: Vec<(&'f BankLine, Vec<usize>)>, wanted: &[Yuan]) {
    let missing = |taken: &[Vec<&BankLine>], at: usize| -> Yuan {
        let own: Yuan = taken.get(at).into_iter().flatten().map(|line| line.amount).sum();
        wanted.get(at).copied().unwrap_or_default() - own
    };
    open.sort_by_key(|(line, _)| std::cmp::Reverse(line.amount));
    let mut rest = Vec::new();
    for (line, places) in open {
        match places.iter().copied().find(|at| missing(taken, *at) == line.amount) {
            Some(at) => taken.get_mut(at).into_iter().for_each(|own| own.push(line)),
            None => rest.push((line, places)),
        }
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
