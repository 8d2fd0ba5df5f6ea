//! 缴费额 — what both sides owe for one person, insurance and month.

use serde::{Deserialize, Serialize};

use crate::money::{MoneyError, Yuan};
use crate::policy::terms::Bounds;
use crate::policy::{Status, Terms};
use crate::rate::Rate;
use crate::rounding::Rounding;

/// 缴费额 — the result of one assessment, all in yuan per month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contribution {
    /// 缴费基数, after floor and cap.
    pub base: Yuan,
    /// 单位部分, fixed amount included.
    pub employer: Yuan,
    /// 个人部分, fixed amount included.
    pub employee: Yuan,
    /// How far it may be relied on.
    pub status: Status,
}

/// 缴费基数 — the declared base held between floor and cap (下限 ≤ 基数 ≤ 上限).
///
/// # Source
/// rules of the region's bounds; the declared base itself stays stored as declared (rules.md B4).
#[must_use]
pub fn clamp(declared: Yuan, bounds: Bounds) -> Yuan {
    let raised = bounds.floor.map_or(declared, |floor| declared.max(floor));
    bounds.cap.map_or(raised, |cap| raised.min(cap))
}

/// 单边应缴额 — one side's share: base × rate, rounded once for this person and insurance, plus the fixed amount.
///
/// # Rounding
/// As the policy says for this region, insurance and side; never on a sum of people.
///
/// # Errors
/// [`MoneyError::TooLarge`] beyond the range of money.
pub fn share(base: Yuan, rate: Rate, fixed: Yuan, rounding: Rounding) -> Result<Yuan, MoneyError> {
    let exact = base.decimal().checked_mul(rate.fraction()).ok_or(MoneyError::TooLarge)?;
    Ok(rounding.apply(exact)? + fixed)
}

/// 核定应缴额 — both shares of a declared base under the month's terms.
///
/// # Source
/// 社会保险法 第十条、第十二条、第二十三条、第三十三条、第三十五条、第四十四条; 住房公积金管理条例 第十六条.
///
/// # Errors
/// [`MoneyError::TooLarge`] beyond the range of money.
pub fn assess(declared: Yuan, terms: &Terms) -> Result<Contribution, MoneyError> {
    let base = clamp(declared, terms.bounds.value);
    let (rates, fixed, rounding) = (terms.rates.value, terms.fixed.value, terms.rounding.value);
    Ok(Contribution {
        base,
        employer: share(base, rates.employer, fixed.employer, rounding.employer)?,
        employee: share(base, rates.employee, fixed.employee, rounding.employee)?,
        status: terms.status(),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn yuan(text: &str) -> Yuan {
        text.parse().unwrap()
    }

    fn rate(text: &str) -> Rate {
        text.parse().unwrap()
    }

    /// The founding example: a base of 9,500 at 8 % gives 760.00 and at 2 % 190.00.
    #[test]
    fn the_worked_example() {
        let share = |r| share(yuan("9500"), rate(r), Yuan::ZERO, Rounding::HALF_UP_FEN).unwrap().to_string();
        assert_eq!(share("0.08"), "760.00");
        assert_eq!(share("0.02"), "190.00");
    }

    /// A cap that moves from 24,000 to 25,500 re-clamps the same declared base.
    #[test]
    fn new_bounds_clamp_the_stored_base_again() {
        let declared = yuan("26000");
        let capped = |cap| clamp(declared, Bounds { floor: Some(yuan("5000")), cap: Some(yuan(cap)) }).to_string();
        assert_eq!(capped("24000"), "24000.00");
        assert_eq!(capped("25500"), "25500.00");
        assert_eq!(clamp(yuan("3000"), Bounds { floor: Some(yuan("5000")), cap: None }).to_string(), "5000.00");
        assert_eq!(clamp(declared, Bounds::default()), declared);
    }

    /// Beijing's medical share of the employee: 2 % of 12,809 plus 3 yuan.
    #[test]
    fn a_fixed_amount_stays_in_its_own_line() {
        let medical = share(yuan("12809"), rate("0.02"), yuan("3"), Rounding::HALF_UP_FEN).unwrap();
        assert_eq!(medical.to_string(), "259.18");
    }

    /// Binary floats give 10.04, 6.05 → 6.04 and 18.05 → 18.04 here (published_amounts.json, float_traps).
    #[test]
    fn float_traps_are_exact() {
        for (base, r, expected) in [("2009", "0.005", "10.05"), ("2015", "0.003", "6.05"), ("2005", "0.009", "18.05")] {
            let amount = share(yuan(base), rate(r), Yuan::ZERO, Rounding::HALF_UP_FEN).unwrap();
            assert_eq!(amount.to_string(), expected);
        }
    }

    proptest! {
        #[test]
        fn a_share_is_never_negative_and_grows_with_the_base(
            base in 0_i64..100_000_000, more in 0_i64..1_000_000, permille in 0_i64..1000,
        ) {
            let rate = Rate::new(rust_decimal::Decimal::new(permille, 3)).unwrap();
            let of = |fen| share(Yuan::from_fen(fen), rate, Yuan::ZERO, Rounding::HALF_UP_FEN).unwrap();
            prop_assert!(of(base) >= Yuan::ZERO);
            prop_assert!(of(base) <= of(base + more));
        }

        /// Against whole-number arithmetic: half up of base·rate in fen.
        #[test]
        fn half_up_equals_integer_arithmetic(base in 0_i64..100_000_000, tenthousandth in 0_i64..10_000) {
            let rate = Rate::new(rust_decimal::Decimal::new(tenthousandth, 4)).unwrap();
            let amount = share(Yuan::from_fen(base), rate, Yuan::ZERO, Rounding::HALF_UP_FEN).unwrap();
            let exact = i128::from(base) * i128::from(tenthousandth);
            prop_assert_eq!(i128::from(amount.fen()), (exact + 5_000) / 10_000);
        }
    }
}
