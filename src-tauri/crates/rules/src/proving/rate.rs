//! 费率验证 — the one rate behind all rows of an insurance and side.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::rows::BureauRow;
use super::{Finding, Verdict, found};
use crate::money::Yuan;
use crate::rate::Rate;
use crate::rounding::Rounding;

/// Rates have so many decimals: 2 is whole percents, 5 a thousandth of one (工伤 rates that float by a fifth).
const SCALES: std::ops::RangeInclusive<u32> = 2..=5;

/// 费率验证 — with printed rates: whether all are the same; without: the simplest rates that reproduce every row.
#[must_use]
pub fn prove_rate(rows: &[&BureauRow], rounding: Rounding) -> Verdict<Rate> {
    let printed: Vec<Rate> = rows.iter().filter_map(|row| row.rate()).collect();
    let finding = if rows.is_empty() {
        Finding::Ambiguous(Vec::new())
    } else if let Some(first) = most_frequent(&printed) {
        let fits =
            |row: &&&BureauRow| row.rate().is_some_and(|rate| rate != first) || !reproduces(row, first, rounding);
        let off: Vec<String> = rows.iter().filter(fits).map(|row| row.place.clone()).collect();
        if off.is_empty() { Finding::Proved(first) } else { Finding::Contradicted { nearest: Some(first), rows: off } }
    } else {
        found(implied(rows, rounding), || nearest(rows, rounding))
    };
    Verdict::over(rows.iter().map(|row| row.month), finding)
}

fn most_frequent(rates: &[Rate]) -> Option<Rate> {
    let count = |rate: &Rate| rates.iter().filter(|other| *other == rate).count();
    rates.iter().copied().max_by_key(|rate| (count(rate), std::cmp::Reverse(*rate)))
}

fn reproduces(row: &BureauRow, rate: Rate, rounding: Rounding) -> bool {
    let exact = row.base.decimal().checked_mul(rate.fraction());
    exact.and_then(|exact| rounding.apply(exact).ok()).is_some_and(|share| share + row.fixed == row.amount)
}

/// 隐含费率 — rates with the fewest decimals that reproduce every row; several where the bases are too small to tell.
pub(super) fn implied(rows: &[&BureauRow], rounding: Rounding) -> Vec<Rate> {
    let Some(widest) = rows.iter().max_by_key(|row| row.base).filter(|row| row.base > Yuan::ZERO) else {
        return Vec::new();
    };
    let all = |rate: &Rate| rows.iter().all(|row| reproduces(row, *rate, rounding));
    let of_scale = |scale: u32| around(widest, scale, rounding).into_iter().filter(all).collect::<Vec<_>>();
    SCALES.map(of_scale).find(|rates| !rates.is_empty()).unwrap_or_default()
}

/// Every rate of so many decimals whose amount lies within two steps of the row's.
fn around(row: &BureauRow, scale: u32, rounding: Rounding) -> Vec<Rate> {
    let reach = rounding.step().decimal() * Decimal::TWO;
    let share = (row.amount - row.fixed).decimal();
    let units = Decimal::from(10_u64.pow(scale));
    let unit_of = |amount: Decimal| amount.checked_div(row.base.decimal()).map(|rate| rate * units);
    let low = unit_of(share - reach).and_then(|unit| unit.floor().to_i64()).unwrap_or(1);
    let high = unit_of(share + reach).and_then(|unit| unit.ceil().to_i64()).unwrap_or(0);
    (low..=high).filter_map(|unit| Rate::new(Decimal::new(unit, scale)).ok()).collect()
}

/// The rate that most rows share when each is read by itself, and the rows that do not.
fn nearest(rows: &[&BureauRow], rounding: Rounding) -> (Option<Rate>, Vec<String>) {
    let alone: Vec<Rate> = rows.iter().filter_map(|row| implied(&[row], rounding).first().copied()).collect();
    let best = most_frequent(&alone);
    let off = |row: &&&BureauRow| best.is_none_or(|rate| !reproduces(row, rate, rounding));
    (best, rows.iter().filter(off).map(|row| row.place.clone()).collect())
}
