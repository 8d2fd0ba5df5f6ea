//! 取整方法 — a rounding together with what is rounded: each person or the sum, each side or both at once.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Finding, Verdict, found};
use crate::money::{MoneyError, Yuan};
use crate::month::Month;
use crate::rate::Rate;
use crate::rounding::Rounding;

/// 次序 — where in the sum the rounding takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// 逐人取整再合计.
    EachPerson,
    /// 合计后取整.
    Sum,
}

/// 单位与个人 — whether the sides are rounded by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sides {
    /// 各自取整再相加.
    Apart,
    /// 相加后取整.
    Together,
}

/// 取整方法.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Method {
    /// 取整规则.
    pub rounding: Rounding,
    /// 次序.
    pub order: Order,
    /// 单位与个人.
    pub sides: Sides,
}

/// 份额 — one person's part in a charge (or several with the same base).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// 缴费基数.
    pub base: Yuan,
    /// 费率 of each side the charge covers.
    pub rates: Vec<Rate>,
    /// 固定额 per person.
    pub fixed: Yuan,
    /// 人数.
    pub heads: u32,
}

/// 实收 — one printed amount and whose shares it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// 所属期.
    pub month: Month,
    /// Where it is printed.
    pub place: String,
    /// 份额.
    pub shares: Vec<Share>,
    /// 金额.
    pub amount: Yuan,
}

impl Charge {
    fn heads(&self) -> u64 {
        self.shares.iter().map(|share| u64::from(share.heads)).sum()
    }
}

impl Method {
    /// What this way of rounding makes of the shares.
    ///
    /// # Errors
    /// [`MoneyError::TooLarge`] beyond the range of money.
    pub fn amount(self, shares: &[Share]) -> Result<Yuan, MoneyError> {
        let mut total = Yuan::ZERO;
        let mut unrounded: Vec<Decimal> = Vec::new();
        for share in shares {
            let heads = Decimal::from(share.heads);
            total += times(share.fixed, heads)?;
            for (i, rate) in self.joined(&share.rates).into_iter().enumerate() {
                let exact = share.base.decimal().checked_mul(rate).ok_or(MoneyError::TooLarge)?;
                match (self.order, unrounded.get_mut(i)) {
                    (Order::EachPerson, _) => total += times(self.rounding.apply(exact)?, heads)?,
                    (Order::Sum, Some(sum)) => *sum += exact * heads,
                    (Order::Sum, None) => unrounded.push(exact * heads),
                }
            }
        }
        for exact in unrounded {
            total += self.rounding.apply(exact)?;
        }
        Ok(total)
    }

    fn joined(self, rates: &[Rate]) -> Vec<Decimal> {
        match self.sides {
            Sides::Apart => rates.iter().map(|rate| rate.fraction()).collect(),
            Sides::Together => vec![rates.iter().map(|rate| rate.fraction()).sum()],
        }
    }

    /// Whether it gives the printed amount.
    #[must_use]
    pub fn reproduces(self, charge: &Charge) -> bool {
        self.amount(&charge.shares) == Ok(charge.amount)
    }

    /// As the clerk reads it: `四舍五入到分，逐人取整再合计`.
    #[must_use]
    pub fn chinese(self) -> String {
        let order = match self.order {
            Order::EachPerson => "逐人取整再合计",
            Order::Sum => "合计后取整",
        };
        let sides = match self.sides {
            Sides::Apart => "",
            Sides::Together => "，单位个人相加后取整",
        };
        format!("{}，{order}{sides}", self.rounding.chinese())
    }

    /// Every method that these charges could tell apart. Where every amount is one person's, the rounding stands where
    /// it is printed; where every amount is one side's, likewise.
    pub(super) fn candidates(charges: &[Charge]) -> Vec<Self> {
        let several = charges.iter().any(|charge| charge.heads() > 1);
        let both = charges.iter().flat_map(|charge| &charge.shares).any(|share| share.rates.len() > 1);
        let orders: &[Order] = if several { &[Order::EachPerson, Order::Sum] } else { &[Order::EachPerson] };
        let sides: &[Sides] = if both { &[Sides::Apart, Sides::Together] } else { &[Sides::Apart] };
        let mut all = Vec::new();
        for rounding in Rounding::ALL {
            for order in orders {
                all.extend(sides.iter().map(|sides| Self { rounding, order: *order, sides: *sides }));
            }
        }
        all
    }
}

fn times(amount: Yuan, heads: Decimal) -> Result<Yuan, MoneyError> {
    Yuan::from_decimal(amount.decimal().checked_mul(heads).ok_or(MoneyError::TooLarge)?)
}

/// 取整验证 — which methods reproduce every charge of one insurance.
#[must_use]
pub fn prove_method(charges: &[Charge]) -> Verdict<Method> {
    let candidates = Method::candidates(charges);
    let failing = |method: &Method| charges.iter().filter(|charge| !method.reproduces(charge)).count();
    let finding = if charges.is_empty() {
        Finding::Ambiguous(Vec::new())
    } else {
        let remaining = candidates.iter().copied().filter(|method| failing(method) == 0).collect();
        found(remaining, || nearest(&candidates, failing, charges))
    };
    Verdict::over(charges.iter().map(|charge| charge.month), finding)
}

/// The method that fails fewest charges, and the places of those it fails.
fn nearest(
    candidates: &[Method],
    failing: impl Fn(&Method) -> usize,
    charges: &[Charge],
) -> (Option<Method>, Vec<String>) {
    let best = candidates.iter().copied().min_by_key(|method| failing(method));
    let fails = |charge: &&Charge| best.is_none_or(|method| !method.reproduces(charge));
    (best, charges.iter().filter(fails).map(|charge| charge.place.clone()).collect())
}
