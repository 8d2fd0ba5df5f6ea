//! 逾期归属 — which line of a later month pays what an earlier one left open, with a late fee or without.
//!
//! Found once for all months of a unit, so that the month that owed and the month that paid say the same.

use rust_decimal::Decimal;

use super::facts::{BankLine, DebitGroup};
use super::groups::{Assigned, Settled, Statement};
use crate::money::Yuan;
use crate::month::Month;
use crate::rate::Rate;
use crate::rounding::Rounding;

/// How many months a payment may be late, to be told by its amount.
const MONTHS_LATE: i32 = 6;

/// 逾期缴款 — a line of a later month and what it pays.
#[derive(Clone, Copy, Debug)]
pub struct Late<'f> {
    /// The month of booking that was owed.
    pub owed_in: Month,
    /// The month of booking for which the line's day would be in time.
    pub paid_in: Month,
    /// The line.
    pub line: &'f BankLine,
    /// 本金.
    pub principal: Yuan,
    /// 滞纳金 in the line.
    pub fee: Yuan,
    /// 滞纳天数; 0 without a fee.
    pub days: i64,
}

/// 一组的各月 — everything that late payments of one group are found from.
pub struct Months<'s, 'f> {
    /// The unit's lists, sums and lines.
    pub statement: &'s Statement<'f>,
    /// 扣款分组 of the unit.
    pub settled: &'s Settled,
    /// Place of the group among them.
    pub at: usize,
    /// The group.
    pub group: &'s DebitGroup,
    /// Its lines.
    pub assigned: &'s Assigned<'f>,
    /// 滞纳金日费率.
    pub daily: Rate,
}

impl<'f> Months<'_, 'f> {
    /// The group's lines of a month of booking, by their day.
    #[must_use]
    pub fn lines(&self, month: Month) -> Vec<&'f BankLine> {
        self.assigned.get(&(month, self.at)).cloned().unwrap_or_default()
    }

    /// Whether a statement of the month in which a month of booking is debited was imported.
    #[must_use]
    pub fn is_banked(&self, month: Month) -> bool {
        self.statement.unit.banked.contains(&self.settled.debited_in(self.at, month))
    }

    /// Every late payment. `besides` tells by what the debits of a month may be more than its list: what the list lacks.
    #[must_use]
    pub fn lates(&self, besides: impl Fn(Month) -> Vec<Yuan>) -> Vec<Late<'f>> {
        let mut found: Vec<Late<'f>> = Vec::new();
        for month in self.statement.months() {
            let wanted = self.statement.wanted_of(month, self.group);
            let missing = wanted - sum(&self.left(month, &found));
            if missing <= Yuan::ZERO {
                continue;
            }
            let mut principals = vec![missing];
            principals.extend(besides(month).into_iter().filter(|more| *more > Yuan::ZERO).map(|more| missing + more));
            let late = principals.into_iter().find_map(|principal| {
                let exactly = principal == missing;
                (1..=MONTHS_LATE).find_map(|ahead| self.paying(month, month.plus(ahead), (principal, exactly), &found))
            });
            found.extend(late);
        }
        found
    }

    /// The lines of a month that pay no earlier one.
    #[must_use]
    pub fn left(&self, month: Month, lates: &[Late<'f>]) -> Vec<&'f BankLine> {
        let mut lines = self.lines(month);
        // Parts of one debit share their row: they are told apart by where they stand.
        lines.retain(|line| lates.iter().all(|late| !std::ptr::eq(late.line, *line)));
        lines
    }

    /// A line of `paid_in` that pays a principal; `exactly` what is missing by the list, or more than it.
    fn paying(
        &self,
        owed_in: Month,
        paid_in: Month,
        (principal, exactly): (Yuan, bool),
        known: &[Late<'f>],
    ) -> Option<Late<'f>> {
        let (lines, wanted) = (self.left(paid_in, known), self.statement.wanted_of(paid_in, self.group));
        let over = sum(&lines) - wanted;
        lines.iter().copied().find_map(|line| {
            let (days, fee) = self.fee_in(principal, line, owed_in)?;
            // The same sum every month: a line that its own month needs is the month's own.
            let nearer = (over - line.amount).fen().abs() < over.fen().abs();
            let spare = nearer || (exactly && !over.is_zero() && line.amount != wanted);
            let told = self.is_banked(owed_in) || !fee.is_zero();
            (spare && told).then_some(Late { owed_in, paid_in, line, principal, fee, days })
        })
    }

    /// Days and late fee if a line is this principal of an earlier month, with a late fee or without.
    fn fee_in(&self, principal: Yuan, line: &BankLine, owed_in: Month) -> Option<(i64, Yuan)> {
        if line.amount == principal {
            return Some((0, Yuan::ZERO));
        }
        let longest = (line.day - owed_in.first_day()).num_days();
        fee_after(self.daily, principal, line.amount - principal, longest)
    }
}

/// The days, at most `longest`, after which a late fee on a principal is exactly this amount.
#[must_use]
pub fn fee_after(daily: Rate, principal: Yuan, fee: Yuan, longest: i64) -> Option<(i64, Yuan)> {
    let a_day = principal.decimal().checked_mul(daily.fraction())?;
    if fee <= Yuan::ZERO || a_day <= Decimal::ZERO {
        return None;
    }
    let near = i64::try_from(fee.decimal().checked_div(a_day)?.round()).ok()?;
    let fits = |days: &i64| {
        let exact = a_day.checked_mul(Decimal::from(*days));
        exact.and_then(|exact| Rounding::HALF_UP_FEN.apply(exact).ok()) == Some(fee)
    };
    (near - 1..=near + 1).filter(|days| (1..=longest).contains(days)).find(fits).map(|days| (days, fee))
}

/// 合计 of some lines.
#[must_use]
pub fn sum(lines: &[&BankLine]) -> Yuan {
    lines.iter().map(|line| line.amount).sum()
}
