//! 前期款项归属 — a list may book rows of earlier periods: what was paid for them (补收) settles the months they were due in,
//! and what was paid too much and given back (退费) settles the month whose debit was less by it.

use chrono::NaiveDate;
use shebao_rules::arrears::Instalment;
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;

use super::Account;
use crate::reconciliation::Earlier;

/// 跨月归属的款项 — a part of what one month was paid that counts for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Settled {
    pub unit: i64,
    pub insurance: Insurance,
    /// 退费: paid with the earlier month and given back in the later; else paid with the later for the earlier.
    pub refund: bool,
    /// The month it was booked in.
    pub booked: Month,
    /// The month it belongs to.
    pub period: Month,
    pub amount: Yuan,
    pub day: NaiveDate,
}

/// Gives to each earlier month what the lists of later ones hold for it, out of what these were paid beyond their dues, and
/// the other way round what they take back of it.
pub(super) fn settle(accounts: &mut [Account], earlier: &Earlier) -> Vec<Settled> {
    let mut all = Vec::new();
    for ((unit, booked, period, insurance), listed) in earlier {
        let place = |month| accounts.iter().position(|a| (a.unit, a.month, a.insurance) == (*unit, month, *insurance));
        let refund = *listed < Yuan::ZERO;
        let (paid, owing, listed) = if refund { (*period, *booked, -*listed) } else { (*booked, *period, *listed) };
        let (Some(paid), Some(owing)) = (place(paid), place(owing)) else { continue };
        let wanted = accounts.get(owing).map(Account::short).unwrap_or_default().min(listed);
        let parts = accounts.get_mut(paid).map(|account| beyond_due(account, wanted)).unwrap_or_default();
        for Instalment { day, amount } in parts {
            accounts.get_mut(owing).into_iter().for_each(|account| account.paid.push(Instalment { day, amount }));
            let (unit, insurance, booked, period) = (*unit, *insurance, *booked, *period);
            all.push(Settled { unit, insurance, refund, booked, period, amount, day });
        }
    }
    all
}

/// Takes from an account what it was paid beyond its due, at most what is wanted, the last instalment first.
fn beyond_due(account: &mut Account, wanted: Yuan) -> Vec<Instalment> {
    let mut left = (account.paid_sum() - account.due).min(wanted);
    let mut parts = Vec::new();
    for part in account.paid.iter_mut().rev() {
        let amount = part.amount.min(left);
        if amount > Yuan::ZERO {
            part.amount = part.amount - amount;
            left = left - amount;
            parts.push(Instalment { day: part.day, amount });
        }
    }
    account.paid.retain(|part| !part.amount.is_zero());
    parts
}
