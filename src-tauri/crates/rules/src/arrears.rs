//! 欠费 — what stands unpaid, the late fee that runs on it day by day, and what an order to pay exposes the unit to. The
//! late fee is always the employer's.

use chrono::NaiveDate;

use crate::insurance::Insurance;
use crate::money::{MoneyError, Yuan};
use crate::national::National;
use crate::national::late_fee::{LateFee, LateFeeError};

/// 还款 — a day and what was paid of the principal on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instalment {
    /// 缴款日期.
    pub day: NaiveDate,
    /// 本金.
    pub amount: Yuan,
}

/// 欠缴本金 of one insurance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrears {
    /// 险种.
    pub insurance: Insurance,
    /// 本金.
    pub principal: Yuan,
    /// 缴费截止日期: the day after is the first that counts.
    pub due: NaiveDate,
    /// What was paid of it since, by day.
    pub paid: Vec<Instalment>,
}

/// 滞纳金计数 — on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meter {
    /// 尚欠本金.
    pub outstanding: Yuan,
    /// 滞纳金 up to the day; `None` where the law knows none (housing fund).
    pub late_fee: Option<Yuan>,
    /// 每日增加, from the day on.
    pub daily: Option<Yuan>,
    /// Each part with its spans: what was paid on a day, and what still stands.
    pub parts: Vec<LateFee>,
}

/// 补缴安排 — one step of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlanStep {
    /// 缴款日期.
    pub day: NaiveDate,
    /// 本金 paid on it.
    pub amount: Yuan,
    /// 尚欠本金 after it.
    pub outstanding: Yuan,
    /// 滞纳金 up to it, over all arrears.
    pub late_fee: Yuan,
}

impl Arrears {
    /// 尚欠本金 on a day.
    #[must_use]
    pub fn outstanding(&self, on: NaiveDate) -> Yuan {
        let paid: Yuan = self.paid.iter().filter(|one| one.day <= on).map(|one| one.amount).sum();
        (self.principal - paid).max(Yuan::ZERO)
    }
}

impl National {
    /// 滞纳金计数 of arrears on a day: each part that was paid bears the fee to its day of payment, the rest to `on`.
    ///
    /// # Source
    /// 社会保险法 第八十六条; 实施社会保险法若干规定 第二十条.
    ///
    /// # Rounding
    /// Half up to the fen for each part, as it is charged when the part is paid.
    ///
    /// # Errors
    /// [`LateFeeError`] for days before any known rate, or beyond the range of money.
    pub fn meter(&self, arrears: &Arrears, on: NaiveDate) -> Result<Meter, LateFeeError> {
        let mut payments: Vec<Instalment> = arrears.paid.iter().copied().filter(|one| one.day <= on).collect();
        payments.sort_unstable();
        let (mut rest, mut parts) = (arrears.principal, Vec::new());
        for payment in payments {
            let part = payment.amount.min(rest);
            rest = rest - part;
            parts.extend(self.late_fee(arrears.insurance, part, arrears.due, payment.day)?);
        }
        let standing = self.late_fee(arrears.insurance, rest, arrears.due, on)?;
        let known = standing.is_some();
        parts.extend(standing);
        parts.retain(|part| !part.spans.is_empty());
        let tomorrow = on.succ_opt().unwrap_or(on);
        let from = on.max(arrears.due);
        let daily = self.late_fee(arrears.insurance, rest, from, tomorrow.max(from))?.map(|fee| fee.amount);
        Ok(Meter {
            outstanding: rest,
            late_fee: known.then(|| parts.iter().map(|part| part.amount).sum()),
            daily,
            parts,
        })
    }

    /// 补缴安排测算 — instalments pay the arrears in the order given, the oldest first; what each leaves, and the late fee
    /// up to it. Arithmetic only: that the law allows to wait is nowhere said.
    ///
    /// # Errors
    /// [`LateFeeError`] as [`Self::meter`].
    pub fn plan(&self, arrears: &[Arrears], instalments: &[Instalment]) -> Result<Vec<PlanStep>, LateFeeError> {
        let mut standing = arrears.to_vec();
        let mut steps = Vec::with_capacity(instalments.len());
        for instalment in instalments {
            let mut rest = instalment.amount;
            for one in &mut standing {
                let part = one.outstanding(instalment.day).min(rest);
                if part > Yuan::ZERO {
                    one.paid.push(Instalment { day: instalment.day, amount: part });
                    rest = rest - part;
                }
            }
            let (mut outstanding, mut late_fee) = (Yuan::ZERO, Yuan::ZERO);
            for one in &standing {
                let meter = self.meter(one, instalment.day)?;
                outstanding += meter.outstanding;
                late_fee += meter.late_fee.unwrap_or_default();
            }
            steps.push(PlanStep { day: instalment.day, amount: instalment.amount - rest, outstanding, late_fee });
        }
        Ok(steps)
    }
}

/// 罚款幅度 — what an order to pay that is not met exposes the unit to: once to three times the arrears.
///
/// # Source
/// 社会保险法 第八十六条.
///
/// # Errors
/// [`MoneyError::TooLarge`] beyond the range of money.
pub fn fine_range(principal: Yuan) -> Result<(Yuan, Yuan), MoneyError> {
    let most = principal.fen().checked_mul(3).ok_or(MoneyError::TooLarge)?;
    Ok((principal, Yuan::from_fen(most)))
}

#[cfg(test)]
mod tests;
