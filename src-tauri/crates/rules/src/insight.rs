//! 环比 — why a month costs more or less than the one before: other people, other bases, other rates, earlier months. The
//! four parts add up to the difference, to the fen.

use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

use crate::contribution::share;
use crate::money::Yuan;
use crate::policy::Terms;
use crate::rate::Rate;
use crate::rounding::Rounding;

/// 计费规则 — what turns a base into both shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pricing {
    /// 单位费率, 固定额, 取整.
    pub employer: (Rate, Yuan, Rounding),
    /// 个人费率, 固定额, 取整.
    pub employee: (Rate, Yuan, Rounding),
}

impl From<&Terms> for Pricing {
    fn from(terms: &Terms) -> Self {
        let (rates, fixed, rounding) = (terms.rates.value, terms.fixed.value, terms.rounding.value);
        Self {
            employer: (rates.employer, fixed.employer, rounding.employer),
            employee: (rates.employee, fixed.employee, rounding.employee),
        }
    }
}

impl Pricing {
    /// Both shares of a base, together.
    fn of(self, base: Yuan) -> Option<Yuan> {
        let side = |(rate, fixed, rounding): (Rate, Yuan, Rounding)| share(base, rate, fixed, rounding).ok();
        Some(side(self.employer)? + side(self.employee)?)
    }
}

/// 一行 of one month, as far as a comparison needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// 缴费基数, after floor and cap.
    pub base: Option<Yuan>,
    /// Both shares together; none while unconfirmed.
    pub amount: Option<Yuan>,
    /// What the amount was computed by.
    pub pricing: Option<Pricing>,
}

/// 环比拆分 of both sides together, yuan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Split {
    /// 人员增减.
    pub headcount: Yuan,
    /// 基数变化, a moved floor or cap included.
    pub base: Yuan,
    /// 费率、固定额变化, and amounts that became known.
    pub rate: Yuan,
    /// 补缴、补差.
    pub retro: Yuan,
}

impl Split {
    /// The whole difference.
    #[must_use]
    pub fn total(self) -> Yuan {
        self.headcount + self.base + self.rate + self.retro
    }
}

impl AddAssign for Split {
    fn add_assign(&mut self, other: Self) {
        self.headcount += other.headcount;
        self.base += other.base;
        self.rate += other.rate;
        self.retro += other.retro;
    }
}

/// 一行的环比 — the same person, unit and insurance in both months; `None` where it is not due.
///
/// The new base priced by the old rules stands between the two amounts: up to there it is the base, from there the rate.
#[must_use]
pub fn change(before: Option<&Part>, after: Option<&Part>) -> Split {
    let amount = |part: Option<&Part>| part.and_then(|p| p.amount).unwrap_or_default();
    let whole = amount(after) - amount(before);
    let (Some(old), Some(new)) = (before, after) else { return Split { headcount: whole, ..Split::default() } };
    let known = old.amount.is_some() && new.amount.is_some();
    if !known {
        // An amount that was open: because of its base, or because of its rules.
        let by_base = old.base.is_none() != new.base.is_none() && old.pricing.is_some() == new.pricing.is_some();
        return if by_base {
            Split { base: whole, ..Split::default() }
        } else {
            Split { rate: whole, ..Split::default() }
        };
    }
    if old.base == new.base {
        return Split { rate: whole, ..Split::default() };
    }
    let between = new.base.zip(old.pricing).and_then(|(base, pricing)| pricing.of(base));
    let by_base = between.map_or(whole, |between| between - amount(before));
    Split { base: by_base, rate: whole - by_base, ..Split::default() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pricing(employer: &str, employee: &str) -> Pricing {
        let side = |rate: &str| (rate.parse().unwrap(), Yuan::ZERO, Rounding::HALF_UP_FEN);
        Pricing { employer: side(employer), employee: side(employee) }
    }

    fn part(base: i64, pricing: Pricing) -> Part {
        let base = Yuan::from_fen(base * 100);
        Part { base: Some(base), amount: pricing.of(base), pricing: Some(pricing) }
    }

    fn yuan(text: &str) -> Yuan {
        text.parse().unwrap()
    }

    /// 9,500 at 24 % is 2,280; 10,000 at 24 % is 2,400; 10,000 at 25 % is 2,500: base 120.00, rate 100.00.
    #[test]
    fn a_new_base_at_the_old_rate_stands_between() {
        let (old, new) = (part(9_500, pricing("0.16", "0.08")), part(10_000, pricing("0.17", "0.08")));
        let split = change(Some(&old), Some(&new));
        assert_eq!((split.base, split.rate), (yuan("120.00"), yuan("100.00")));
        assert_eq!(split.total(), yuan("220.00"));
    }

    #[test]
    fn who_comes_and_goes_is_headcount() {
        let line = part(9_500, pricing("0.16", "0.08"));
        assert_eq!(change(None, Some(&line)), Split { headcount: yuan("2280.00"), ..Split::default() });
        assert_eq!(change(Some(&line), None).headcount, yuan("-2280.00"));
        assert_eq!(change(Some(&line), Some(&line)), Split::default());
    }

    /// A line that had no base, and one whose rate was not known.
    #[test]
    fn what_was_open_counts_where_it_was_open() {
        let priced = pricing("0.16", "0.08");
        let known = part(9_500, priced);
        let no_base = Part { base: None, amount: None, pricing: Some(priced) };
        assert_eq!(change(Some(&no_base), Some(&known)).base, yuan("2280.00"));
        let no_rate = Part { amount: None, pricing: None, ..known };
        assert_eq!(change(Some(&no_rate), Some(&known)).rate, yuan("2280.00"));
    }

    prop_compose! {
        fn any_part()(base in prop::option::of(2_000i64..50_000), er in 0u32..3_000, ee in 0u32..1_500, open in 0u8..6)
            -> Part {
            let rate = |n: u32| (format!("0.{n:04}").parse().unwrap(), Yuan::ZERO, Rounding::HALF_UP_FEN);
            let pricing = (open != 0).then(|| Pricing { employer: rate(er), employee: rate(ee) });
            let base = base.map(|b| Yuan::from_fen(b * 100));
            Part { base, amount: pricing.zip(base).and_then(|(p, b)| p.of(b)), pricing }
        }
    }

    proptest! {
        /// The parts of any two months add up to the difference of their sums, to the fen.
        #[test]
        fn the_parts_add_up_to_the_difference(
            months in prop::collection::vec((prop::option::of(any_part()), prop::option::of(any_part())), 0..60)
        ) {
            let mut split = Split::default();
            let (mut before, mut after) = (Yuan::ZERO, Yuan::ZERO);
            for (old, new) in &months {
                split += change(old.as_ref(), new.as_ref());
                before += old.and_then(|p| p.amount).unwrap_or_default();
                after += new.and_then(|p| p.amount).unwrap_or_default();
            }
            prop_assert_eq!(split.total(), after - before);
        }
    }
}
