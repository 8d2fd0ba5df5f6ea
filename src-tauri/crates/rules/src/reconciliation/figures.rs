//! 验算 — which base, rate, rounding or slip of the pen gives an amount that is not the one due.

use rust_decimal::Decimal;

use super::facts::Due;
use crate::agency::reproduces;
use crate::contribution::{clamp, share};
use crate::money::Yuan;
use crate::rate::Rate;
use crate::rounding::Rounding;

use super::cause::Side;

/// 单边 — what one side of a due amount is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// 应缴.
    pub amount: Yuan,
    /// 费率.
    pub rate: Rate,
    /// 固定额.
    pub fixed: Yuan,
    /// 取整.
    pub rounding: Rounding,
}

/// One side of what is due.
#[must_use]
pub const fn part(due: &Due, side: Side) -> Part {
    match side {
        Side::Employer => Part {
            amount: due.employer,
            rate: due.rates.employer,
            fixed: due.fixed.employer,
            rounding: due.rounding.employer,
        },
        Side::Employee => Part {
            amount: due.employee,
            rate: due.rates.employee,
            fixed: due.fixed.employee,
            rounding: due.rounding.employee,
        },
    }
}

/// Whether a base gives the amount under the side's own rate.
#[must_use]
pub fn from_base(part: &Part, base: Yuan, amount: Yuan) -> bool {
    reproduces(base, part.rate, amount - part.fixed, part.rounding)
}

/// 另一费率 — the plainest other rate under which the base gives the amount, if one of at most four decimals does.
///
/// A rate is plain if a bureau could have printed it: the fewer decimals the likelier.
#[must_use]
pub fn other_rate(part: &Part, base: Yuan, amount: Yuan, decimals: u32) -> Option<Rate> {
    let own = amount - part.fixed;
    if own <= Yuan::ZERO || base <= Yuan::ZERO {
        return None;
    }
    let exact = own.decimal().checked_div(base.decimal())?;
    (2..=decimals)
        .filter_map(|places| Rate::new(exact.round_dp(places)).ok())
        .find(|rate| *rate != part.rate && !rate.is_zero() && reproduces(base, *rate, own, part.rounding))
}

/// 另一取整 — whether the amount is what another way of rounding gives, one step of it away at most.
#[must_use]
pub fn other_rounding(part: &Part, base: Yuan, amount: Yuan) -> bool {
    let away = Yuan::from_fen((amount - part.amount).fen().abs());
    Rounding::ALL.into_iter().filter(|rounding| *rounding != part.rounding).any(|rounding| {
        away <= rounding.step() && share(base, part.rate, part.fixed, rounding).is_ok_and(|found| found == amount)
    })
}

/// 推得基数的范围 — the bases between which the amount follows from the side's rate; `None` where it has no rate.
#[must_use]
pub fn bases_between(part: &Part, amount: Yuan) -> Option<(Decimal, Decimal)> {
    let own = (amount - part.fixed).decimal();
    let half = part.rounding.step().decimal();
    let low = (own - half).checked_div(part.rate.fraction())?;
    let high = (own + half).checked_div(part.rate.fraction())?;
    Some((low, high))
}

/// 推得基数 — the base that both sides follow from, if there is one; a whole number of yuan before one with fen.
#[must_use]
pub fn base_behind(due: &Due, employer: Yuan, employee: Yuan) -> Option<Yuan> {
    let sides = [(part(due, Side::Employer), employer), (part(due, Side::Employee), employee)];
    let mut bounds: Option<(Decimal, Decimal)> = None;
    for (part, amount) in &sides {
        if part.rate.is_zero() {
            if *amount != part.amount {
                return None;
            }
            continue;
        }
        let (low, high) = bases_between(part, *amount)?;
        bounds = Some(bounds.map_or((low, high), |(l, h)| (l.max(low), h.min(high))));
    }
    let (low, high) = bounds?;
    let fits = |base: &Yuan| *base > Yuan::ZERO && sides.iter().all(|(part, amount)| from_base(part, *base, *amount));
    let whole = Yuan::from_decimal(((low + high) / Decimal::TWO).round()).ok();
    let middle = Yuan::from_decimal(((low + high) / Decimal::TWO).round_dp(2)).ok();
    let first = Yuan::from_decimal(low.ceil()).ok();
    let last = Yuan::from_decimal(high.floor()).ok();
    [whole, first, last, middle].into_iter().flatten().find(fits)
}

/// Whether a declared base, held between the bounds, gives both amounts.
#[must_use]
pub fn from_declared(due: &Due, declared: Yuan, employer: Yuan, employee: Yuan) -> bool {
    let base = clamp(declared, due.bounds);
    base != due.base && gives(due, base, employer, employee)
}

/// Whether a base gives both amounts.
#[must_use]
pub fn gives(due: &Due, base: Yuan, employer: Yuan, employee: Yuan) -> bool {
    from_base(&part(due, Side::Employer), base, employer) && from_base(&part(due, Side::Employee), base, employee)
}

/// 笔误 — how a typed amount differs from the right one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// 相邻两位颠倒.
    Swapped,
    /// 多一位、少一位、错一位，或小数点错位.
    Mistyped,
}

/// The slip of the pen that turns `right` into `typed`, if it is one.
#[must_use]
pub fn slip(right: Yuan, typed: Yuan) -> Option<Slip> {
    let (a, b) = (digits(right), digits(typed));
    let differing: Vec<usize> = (0..a.len().max(b.len())).filter(|at| a.get(*at) != b.get(*at)).collect();
    if a.len() == b.len()
        && let [first, second] = differing.as_slice()
        && *second == first + 1
        && a.get(*first) == b.get(*second)
        && a.get(*second) == b.get(*first)
    {
        return Some(Slip::Swapped);
    }
    let ten = right.fen().checked_mul(10) == Some(typed.fen()) || typed.fen().checked_mul(10) == Some(right.fen());
    let hundred =
        right.fen().checked_mul(100) == Some(typed.fen()) || typed.fen().checked_mul(100) == Some(right.fen());
    let one_digit = a.len() == b.len() && differing.len() == 1;
    let enough = a.len() >= 4;
    let longer = shorter_by_one(&a, &b) || shorter_by_one(&b, &a);
    (enough && (ten || hundred || one_digit || longer)).then_some(Slip::Mistyped)
}

fn digits(amount: Yuan) -> Vec<char> {
    amount.fen().to_string().chars().collect()
}

/// Whether leaving one digit out of `long` gives `short`.
fn shorter_by_one(short: &[char], long: &[char]) -> bool {
    long.len() == short.len() + 1
        && (0..long.len()).any(|gone| {
            let rest = long.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, c)| c);
            rest.eq(short.iter())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yuan(text: &str) -> Yuan {
        text.parse().unwrap()
    }

    fn pension(amount: &str) -> Part {
        Part { amount: yuan(amount), rate: "0.08".parse().unwrap(), fixed: Yuan::ZERO, rounding: Rounding::HALF_UP_FEN }
    }

    /// The founding story: 9,500 at 8 % is 760.00; 665.00 was taken, which is 7 %.
    #[test]
    fn a_rate_of_seven_for_eight_per_cent_is_found() {
        let found = other_rate(&pension("760.00"), yuan("9500"), yuan("665.00"), 3);
        assert_eq!(found.map(|r| r.percent()), Some("7%".to_owned()));
        assert_eq!(other_rate(&pension("760.00"), yuan("9500"), yuan("760.00"), 3), None);
        assert_eq!(other_rate(&pension("760.00"), yuan("9500"), yuan("666.13"), 3), None);
    }

    /// 13,345 × 0.5 % is 66.725: half up 66.73, cut 66.72.
    #[test]
    fn a_cut_third_decimal_is_rounding() {
        let part = Part { rate: "0.005".parse().unwrap(), ..pension("66.73") };
        assert!(other_rounding(&part, yuan("13345"), yuan("66.72")));
        assert!(!other_rounding(&part, yuan("13345"), yuan("66.71")));
        assert_eq!(other_rate(&part, yuan("13345"), yuan("66.72"), 4), None);
    }

    #[test]
    fn slips_of_the_pen() {
        let told = |right: &str, typed: &str| slip(yuan(right), yuan(typed));
        assert_eq!(told("596.80", "569.80"), Some(Slip::Swapped));
        assert_eq!(told("596.80", "59.68"), Some(Slip::Mistyped));
        assert_eq!(told("596.80", "596.30"), Some(Slip::Mistyped));
        assert_eq!(told("596.80", "5966.80"), Some(Slip::Mistyped));
        assert_eq!(told("596.80", "777.10"), None);
    }
}
