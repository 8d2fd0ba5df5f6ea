//! 滞纳金 — per day on what was not paid in time, at the rate in force on each day.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

use super::National;
use super::entry::{in_force, national_entry};
use crate::insurance::{Insurance, Scope};
use crate::money::{MoneyError, Yuan, grouped};
use crate::policy::{Problem, Source, Status};
use crate::rate::Rate;
use crate::rounding::Rounding;

national_entry! {
    /// 滞纳金费率 — per day, from a day on.
    LateFeeRate
    from |e| e.from;
    track |e| e.scope.id();
    problem |e| e.daily_rate.is_zero().then_some(Problem::Contradiction("a late fee of nothing"));
    {
        /// 起.
        from: NaiveDate,
        /// 范围: social insurance; the housing fund has no late fee in law.
        scope: Scope,
        /// 日费率.
        daily_rate: Rate,
    }
}

/// 一段 — days that share one rate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LateFeeSpan {
    /// First day counted.
    pub first: NaiveDate,
    /// Last day counted.
    pub last: NaiveDate,
    /// 天数.
    pub days: i64,
    /// 日费率.
    pub daily_rate: Rate,
    /// The arithmetic: `30,000.00 × 0.05% × 30 天 ＝ 450.00`.
    pub expression: String,
    /// How far the rate may be relied on.
    pub status: Status,
    /// The law behind it.
    pub source: Source,
    /// What the clerk should know.
    pub note: Option<String>,
}

/// 滞纳金 — the amount and the spans it was made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LateFee {
    /// 欠缴本金.
    pub principal: Yuan,
    /// 滞纳金, rounded once over all spans.
    pub amount: Yuan,
    /// 各段, oldest first.
    pub spans: Vec<LateFeeSpan>,
}

/// Why there is no late fee to state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LateFeeError {
    /// No rate is held for a day of the span.
    #[error("no late-fee rate is known for these days")]
    RateUnknown,
    /// Beyond the range of money.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

impl National {
    /// 滞纳金日费率 in force on a day for social insurance; none where no rate is held.
    #[must_use]
    pub fn daily_late_fee(&self, day: NaiveDate) -> Option<Rate> {
        let rates = self.late_fees.iter().filter(|rate| rate.scope.includes(Insurance::Pension));
        in_force(rates, day).map(|rate| rate.daily_rate)
    }

    /// 滞纳金 on a principal that was due on `due` and is paid on `until`: the day after the due day is the first that
    /// counts, the day of payment the last; simple, on the principal; a span over a change of rate is split there.
    /// `None` for the housing fund, whose regulation knows no late fee.
    ///
    /// # Source
    /// 社会保险法 第八十六条; 实施社会保险法若干规定 第二十条 (the employer's, never the employee's); before
    /// 2011-07-01 社会保险费征缴暂行条例 第十三条.
    ///
    /// # Rounding
    /// Half up to the fen, once, on the sum of all spans.
    ///
    /// # Errors
    /// [`LateFeeError`] for days before any known rate, or beyond the range of money.
    pub fn late_fee(
        &self,
        insurance: Insurance,
        principal: Yuan,
        due: NaiveDate,
        until: NaiveDate,
    ) -> Result<Option<LateFee>, LateFeeError> {
        let rates: Vec<&LateFeeRate> = self.late_fees.iter().filter(|r| r.scope.includes(insurance)).collect();
        if rates.is_empty() {
            return Ok(None);
        }
        let mut spans = Vec::new();
        let mut exact = Decimal::ZERO;
        let mut first = due.succ_opt();
        while let Some(start) = first.filter(|start| *start <= until && principal > Yuan::ZERO) {
            let rate = in_force(rates.iter().copied(), start).ok_or(LateFeeError::RateUnknown)?;
            let next = rates.iter().map(|r| r.from).filter(|from| *from > start).min();
            let last = next.and_then(|from| from.pred_opt()).map_or(until, |eve| eve.min(until));
            let days = (last - start).num_days() + 1;
            let part = amount(principal, rate.daily_rate, days)?;
            exact += part;
            spans.push(span(principal, rate, (start, last, days), part));
            first = last.succ_opt();
        }
        Ok(Some(LateFee { principal, amount: Rounding::HALF_UP_FEN.apply(exact)?, spans }))
    }
}

fn amount(principal: Yuan, rate: Rate, days: i64) -> Result<Decimal, MoneyError> {
    let daily = principal.decimal().checked_mul(rate.fraction()).ok_or(MoneyError::TooLarge)?;
    daily.checked_mul(Decimal::from(days)).ok_or(MoneyError::TooLarge)
}

fn span(
    principal: Yuan,
    rate: &LateFeeRate,
    (first, last, days): (NaiveDate, NaiveDate, i64),
    exact: Decimal,
) -> LateFeeSpan {
    let mut shown = exact.normalize();
    if shown.scale() < 2 {
        shown.rescale(2);
    }
    let (principal, percent, shown) = (principal.with_commas(), rate.daily_rate.percent(), grouped(&shown.to_string()));
    LateFeeSpan {
        first,
        last,
        days,
        daily_rate: rate.daily_rate,
        expression: format!("{principal} × {percent} × {days} 天 ＝ {shown}"),
        status: rate.status,
        source: rate.source.clone(),
        note: rate.note.clone(),
    }
}
