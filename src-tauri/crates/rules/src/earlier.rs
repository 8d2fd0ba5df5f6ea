//! 补扣、补差的归属 — which earlier months an amount belongs to that a pay sheet took in one sum.

use crate::money::Yuan;
use crate::month::Month;

/// 一个月的应扣与已扣 — what was due from pay for one insurance, and what the month's own pay sheet took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthShare {
    /// 所属期.
    pub month: Month,
    /// 应扣.
    pub due: Yuan,
    /// 已扣.
    pub taken: Yuan,
}

/// 归属 — the months whose gaps between due and taken make up an amount, the earliest first.
///
/// A 补扣 (`whole`) belongs to months of which nothing was taken, a 补差 to months of which something else was taken.
/// Months are tried as an unbroken run of such gaps, the nearest first. Where no run gives the amount exactly nothing is
/// attributed: which months were meant then only a person can tell.
#[must_use]
pub fn earlier_months(amount: Yuan, whole: bool, months: &[MonthShare]) -> Vec<(Month, Yuan)> {
    let mut gaps: Vec<(Month, Yuan, bool)> = months
        .iter()
        .map(|share| (share.month, share.due - share.taken, share.taken.is_zero()))
        .filter(|(_, gap, _)| !gap.is_zero())
        .collect();
    gaps.sort_by_key(|(month, ..)| std::cmp::Reverse(*month));
    let fitting: Vec<(Month, Yuan)> =
        gaps.iter().filter(|(_, _, untouched)| *untouched == whole).map(|(m, gap, _)| (*m, *gap)).collect();
    for start in 0..fitting.len() {
        let mut sum = Yuan::ZERO;
        let mut run = Vec::new();
        for (month, gap) in fitting.iter().skip(start) {
            sum += *gap;
            run.push((*month, *gap));
            if sum == amount {
                run.reverse();
                return run;
            }
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(month: &str, due: i64, taken: i64) -> MonthShare {
        MonthShare { month: month.parse().unwrap(), due: Yuan::from_fen(due), taken: Yuan::from_fen(taken) }
    }

    fn told(amount: i64, whole: bool, months: &[MonthShare]) -> String {
        let found = earlier_months(Yuan::from_fen(amount), whole, months);
        found.iter().map(|(month, gap)| format!("{month} {gap}")).collect::<Vec<_>>().join(", ")
    }

    /// A floor raised in September for July and August: 42.24 each, taken as 84.48.
    #[test]
    fn a_true_up_is_split_over_its_months() {
        let months = [
            share("2025-06", 282_264, 282_264),
            share("2025-07", 286_488, 282_264),
            share("2025-08", 286_488, 282_264),
        ];
        assert_eq!(told(8448, false, &months), "2025-07 42.24, 2025-08 42.24");
        assert_eq!(told(4224, false, &months), "2025-08 42.24", "the nearest month explains it alone");
        assert_eq!(told(5000, false, &months), "");
    }

    #[test]
    fn a_late_first_month_is_the_month_of_which_nothing_was_taken() {
        let months = [share("2026-01", 78_400, 0), share("2025-12", 0, 0), share("2025-11", 78_400, 70_000)];
        assert_eq!(told(78_400, true, &months), "2026-01 784.00");
        assert_eq!(told(8_400, true, &months), "", "a difference is no 补扣");
    }
}
