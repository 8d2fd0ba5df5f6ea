//! 经办机构金额 — what follows from a printed amount: the two shares of a sum, the base and the rate behind it.

use rust_decimal::Decimal;

use crate::contribution::share;
use crate::money::Yuan;
use crate::policy::terms::{Rates, Roundings};
use crate::rate::Rate;
use crate::rounding::Rounding;

/// 合计拆分 — both shares of a sum that was printed in one amount: each side of the base by its own percentage, rounded
/// by itself; `None` if no base reproduces the sum.
///
/// # Source
/// 住房公积金管理条例 第十六条: each side is its own wage times its own percentage.
///
/// # Rounding
/// As for the contribution itself: each side once, then the sum.
#[must_use]
pub fn split(sum: Yuan, base: Option<Yuan>, rates: Rates, rounding: Roundings) -> Option<(Yuan, Yuan)> {
    let sides = |base: Yuan| -> Option<(Yuan, Yuan)> {
        let employer = share(base, rates.employer, Yuan::ZERO, rounding.employer).ok()?;
        let employee = share(base, rates.employee, Yuan::ZERO, rounding.employee).ok()?;
        (employer + employee == sum).then_some((employer, employee))
    };
    if let Some(found) = base.and_then(sides) {
        return Some(found);
    }
    let both = rates.employer.fraction() + rates.employee.fraction();
    let base = Yuan::from_decimal(sum.decimal().checked_div(both)?.round_dp(2)).ok()?;
    sides(base)
}

/// 验算 — whether base × rate, rounded, is the amount.
#[must_use]
pub fn reproduces(base: Yuan, rate: Rate, amount: Yuan, rounding: Rounding) -> bool {
    share(base, rate, Yuan::ZERO, rounding).is_ok_and(|found| found == amount)
}

/// 推得基数 — the one base of whole yuan that reproduces every printed pair of rate and amount; `None` if several do.
#[must_use]
pub fn implied_base(parts: &[(Rate, Yuan, Rounding)]) -> Option<Yuan> {
    let (rate, amount, _) = parts.iter().max_by_key(|(rate, ..)| *rate)?;
    if rate.is_zero() || *amount <= Yuan::ZERO {
        return None;
    }
    let middle = amount.decimal().checked_div(rate.fraction())?.round();
    let reach: i64 = 3;
    let candidates = (-reach..=reach).filter_map(|step| {
        let base = Yuan::from_decimal(middle + Decimal::from(step)).ok()?;
        let fits = parts.iter().all(|(rate, amount, rounding)| reproduces(base, *rate, *amount, *rounding));
        fits.then_some((step.abs(), base))
    });
    let found: Vec<(i64, Yuan)> = candidates.collect();
    match found.as_slice() {
        // A run that reaches the edge may go on beyond it.
        [(step, base)] if *step < reach => Some(*base),
        _ => None,
    }
}

/// 推得费率 — amount ÷ base to a hundredth of a per cent, for comparing with the rate that holds.
#[must_use]
pub fn implied_rate(base: Yuan, amount: Yuan) -> Option<Rate> {
    Rate::new(amount.decimal().checked_div(base.decimal())?.round_dp(4)).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn yuan(text: &str) -> Yuan {
        Yuan::from_decimal(text.parse().unwrap()).unwrap()
    }

    fn rate(text: &str) -> Rate {
        text.parse().unwrap()
    }

    const WHOLE_YUAN: Roundings = Roundings { employer: Rounding::HALF_UP_YUAN, employee: Rounding::HALF_UP_YUAN };

    #[test]
    fn a_sum_is_split_as_it_was_put_together() {
        let split = |sum, base: Option<&str>, employer, employee| {
            let rates = Rates { employer: rate(employer), employee: rate(employee) };
            super::split(yuan(sum), base.map(yuan), rates, WHOLE_YUAN).map(|(a, b)| (a.to_string(), b.to_string()))
        };
        let two = |a: &str, b: &str| Some((a.to_owned(), b.to_owned()));
        // 13700 × 5 % = 685 a side; 7390 × 5 % = 369.50, half up to 370 a side; 10000 × 12 % and 5 %.
        assert_eq!(split("1370", Some("13700"), "0.05", "0.05"), two("685.00", "685.00"));
        assert_eq!(split("740", Some("7390"), "0.05", "0.05"), two("370.00", "370.00"));
        assert_eq!(split("1700", Some("10000"), "0.12", "0.05"), two("1200.00", "500.00"));
        // Without a base, or with one that the fund did not use: 2100 ÷ 10 % = 21000.
        assert_eq!(split("2100", None, "0.05", "0.05"), two("1050.00", "1050.00"));
        assert_eq!(split("2100", Some("9999"), "0.05", "0.05"), two("1050.00", "1050.00"));
        assert_eq!(split("1371", Some("13700"), "0.05", "0.05"), None, "an odd sum has no equal sides");
        assert_eq!(split("100", None, "0", "0"), None);
    }

    /// Bureau rows of Shenzhen 2026-02: base 6727, 1.5 % and 0.5 % (bureau_evidence).
    #[test]
    fn a_base_is_implied_only_where_one_fits() {
        let part = |r, a| (rate(r), yuan(a), Rounding::HALF_UP_FEN);
        assert_eq!(implied_base(&[part("0.015", "100.91"), part("0.005", "33.64")]), Some(yuan("6727")));
        assert_eq!(implied_base(&[part("0.16", "764.00"), part("0.08", "382.00")]), Some(yuan("4775")));
        assert_eq!(implied_base(&[part("0.005", "33.64")]), None, "6727 and 6728 both fit");
        assert_eq!(implied_base(&[part("0.0016", "11.94")]), None);
        assert_eq!(implied_base(&[part("0.16", "764.00"), part("0.08", "383.00")]), None);
        assert_eq!(implied_base(&[]), None);
    }

    #[test]
    fn a_rate_is_implied_to_a_hundredth_of_a_per_cent() {
        assert_eq!(implied_rate(yuan("6234"), yuan("427.03")), Some(rate("0.0685")));
        assert_eq!(implied_rate(Yuan::ZERO, yuan("1")), None);
    }

    proptest! {
        #[test]
        fn what_was_added_is_taken_apart(base in 100_000_i64..5_000_000, a in 5_i64..=12, b in 5_i64..=12) {
            let rates = Rates {
                employer: Rate::new(Decimal::new(a, 2)).unwrap(),
                employee: Rate::new(Decimal::new(b, 2)).unwrap(),
            };
            let base = Yuan::from_fen(base);
            let side = |rate| share(base, rate, Yuan::ZERO, Rounding::HALF_UP_YUAN).unwrap();
            let (employer, employee) = (side(rates.employer), side(rates.employee));
            prop_assert_eq!(split(employer + employee, Some(base), rates, WHOLE_YUAN), Some((employer, employee)));
        }
    }
}
