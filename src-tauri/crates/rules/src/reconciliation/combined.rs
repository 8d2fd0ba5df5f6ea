//! 合并扣款 — one debit for the lists of several months, taken apart into the months that it is the exact sum of.

use std::collections::BTreeSet;

use super::facts::{BankLine, UnitSources};
use crate::insurance::{Group, Insurance};
use crate::money::Yuan;
use crate::month::Month;

/// 合并扣款最多含几个月 — how many months one debit may pay, where its words do not name them; a bound of this program, no rule.
pub const COMBINED_MONTHS: i32 = 6;

/// Puts in the place of every debit that pays several months one line for each of them; all keep the row they are stored
/// in. Only an exact sum is taken apart, and an earlier month only if no debit of its own is there.
pub fn take_apart(unit: &mut UnitSources) {
    let lines = unit.lines.iter().flat_map(|line| parts(unit, line).unwrap_or_else(|| vec![line.clone()])).collect();
    unit.lines = lines;
}

fn parts(unit: &UnitSources, line: &BankLine) -> Option<Vec<BankLine>> {
    let kind = line.group.filter(|_| line.amount > Yuan::ZERO)?;
    let sets = collected(unit, line, kind);
    let paid_for = |months: Vec<Month>| -> Option<Vec<(Month, Yuan)>> {
        sets.iter().find_map(|set| {
            let sums: Vec<(Month, Yuan)> = months.iter().map(|month| (*month, wanted(unit, set, *month))).collect();
            let whole: Yuan = sums.iter().map(|(_, sum)| *sum).sum();
            (whole == line.amount && sums.iter().all(|(_, sum)| *sum > Yuan::ZERO)).then_some(sums)
        })
    };
    let sums = match line.periods.as_slice() {
        [] => unnamed(unit, line, kind).find_map(paid_for),
        [_] => None,
        named => paid_for(named.to_vec()),
    }?;
    let part = |(month, amount)| BankLine { amount, periods: vec![month], ..line.clone() };
    Some(sums.into_iter().map(part).collect())
}

/// The runs of months that a debit without a period may pay: up to its own, back over those that have no debit.
fn unnamed(unit: &UnitSources, line: &BankLine, kind: Group) -> impl Iterator<Item = Vec<Month>> {
    let delay = unit.delays.get(&kind).copied().unwrap_or_default();
    let last = Month::of(line.day).plus(-delay);
    let alike = |other: &&BankLine| {
        let named = !other.insurances.is_empty() && !line.insurances.is_empty();
        other.group == Some(kind) && !(named && other.insurances.is_disjoint(&line.insurances))
    };
    let debited: BTreeSet<Month> =
        unit.lines.iter().filter(alike).map(|other| Month::of(other.day).plus(-delay)).collect();
    let banked: BTreeSet<Month> = unit.banked.iter().map(|month| month.plus(-delay)).collect();
    let open = (1..COMBINED_MONTHS).take_while(move |back| {
        let month = last.plus(-back);
        banked.contains(&month) && !debited.contains(&month)
    });
    open.map(move |back| last.plus(-back).through(last).collect())
}

/// What a line may collect: every insurance of its kind, a group of the unit's sheet, or those that it names alone.
fn collected(unit: &UnitSources, line: &BankLine, kind: Group) -> Vec<BTreeSet<Insurance>> {
    let known = unit.sums.keys().chain(unit.dues.keys()).map(|(_, insurance)| *insurance);
    let all = known.filter(|insurance| insurance.group() == kind).collect();
    let groups = unit.groups.iter().map(|group| &group.insurances).filter(|own| own.iter().any(|i| i.group() == kind));
    let mut sets: Vec<BTreeSet<Insurance>> = std::iter::once(all).chain(groups.cloned()).collect();
    sets.retain(|set| line.insurances.is_subset(set));
    if !line.insurances.is_empty() {
        sets.push(line.insurances.clone());
    }
    sets
}

/// 应扣合计 of some insurances: by the list, and where none is known as computed.
fn wanted(unit: &UnitSources, insurances: &BTreeSet<Insurance>, month: Month) -> Yuan {
    let of = |insurance: &Insurance| {
        let key = (month, *insurance);
        let from = if unit.listed.contains(&key) { &unit.sums } else { &unit.dues };
        from.get(&key).copied().unwrap_or_default()
    };
    insurances.iter().map(of).sum()
}

#[cfg(test)]
mod tests {
    use super::super::payments;
    use super::*;

    fn yuan(text: &str) -> Yuan {
        text.parse().unwrap()
    }

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    /// Lists of 500.00, 600.00 and 700.00 for January to March 2026, and debits by day, amount and periods.
    fn unit(debits: &[(i64, &str, &str, &[&str])]) -> UnitSources {
        let mut unit = UnitSources::default();
        for (booked, sum) in [("2026-01", "500.00"), ("2026-02", "600.00"), ("2026-03", "700.00")] {
            let key = (month(booked), Insurance::Pension);
            unit.sums.insert(key, yuan(sum));
            unit.listed.insert(key);
            unit.banked.insert(month(booked));
        }
        let line = |(id, day, amount, periods): &(i64, &str, &str, &[&str])| BankLine {
            id: *id,
            day: day.parse().unwrap(),
            amount: yuan(amount),
            group: Some(Group::Social),
            insurances: BTreeSet::new(),
            items: None,
            periods: periods.iter().map(|period| month(period)).collect(),
        };
        unit.lines = debits.iter().map(line).collect();
        take_apart(&mut unit);
        unit
    }

    fn told(unit: &UnitSources) -> Vec<String> {
        let paid = payments(unit, "0.0005".parse().unwrap());
        let one = |m: &super::super::Matched| {
            let sum: Yuan = m.shares.iter().map(|(_, share)| *share).sum();
            format!("{} {sum} {} {:?}", m.month, m.paid_on, m.debits)
        };
        paid.iter().map(one).collect()
    }

    /// 1,100.00 on 14 February is January's 500.00 and February's 600.00, whether its words say so or not.
    #[test]
    fn a_debit_of_two_months_pays_both() {
        let expected =
            ["2026-01 500.00 2026-02-14 [1]", "2026-02 600.00 2026-02-14 [1]", "2026-03 700.00 2026-03-14 [2]"];
        for periods in [&[][..], &["2026-01", "2026-02"]] {
            let found = unit(&[(1, "2026-02-14", "1100.00", periods), (2, "2026-03-14", "700.00", &[])]);
            assert_eq!(told(&found), expected, "{periods:?}");
        }
    }

    /// 1,800.00 in March is all three; 1,100.01 is nobody's sum and stays whole.
    #[test]
    fn only_an_exact_sum_is_taken_apart() {
        assert_eq!(unit(&[(1, "2026-03-14", "1800.00", &[])]).lines.len(), 3);
        assert_eq!(unit(&[(1, "2026-02-14", "1100.01", &[])]).lines.len(), 1);
    }

    /// January has a debit of its own: what February was debited too much is no second payment of it.
    #[test]
    fn a_month_with_its_own_debit_is_not_paid_again() {
        let found = unit(&[(1, "2026-01-14", "500.00", &[]), (2, "2026-02-14", "1100.00", &[])]);
        assert_eq!(found.lines.len(), 2);
    }
}
