//! 前期款项归属 — a list may book rows of earlier periods (补收): what was paid for them settles the months they were due
//! in, and is no more than its due of the month it was booked in.

use chrono::NaiveDate;
use shebao_rules::arrears::Instalment;
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;

use super::Account;
use crate::reconciliation::Earlier;

/// 归入前期的款项 — a part of what a later month was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Settled {
    pub unit: i64,
    pub insurance: Insurance,
    /// The month it was booked and paid in.
    pub booked: Month,
    /// The month it was due in.
    pub period: Month,
    pub amount: Yuan,
    pub day: NaiveDate,
}

/// Gives to each earlier month what the lists of later ones hold for it, out of what these were paid beyond their dues.
pub(super) fn settle(accounts: &mut [Account], earlier: &Earlier) -> Vec<Settled> {
    let mut all = Vec::new();
    for ((unit, booked, period, insurance), listed) in earlier {
        let place = |month| accounts.iter().position(|a| (a.unit, a.month, a.insurance) == (*unit, month, *insurance));
        let (Some(later), Some(owing)) = (place(*booked), place(*period)) else { continue };
        let wanted = accounts.get(owing).map(Account::short).unwrap_or_default().min(*listed);
        let parts = accounts.get_mut(later).map(|account| beyond_due(account, wanted)).unwrap_or_default();
        for Instalment { day, amount } in parts {
            accounts.get_mut(owing).into_iter().for_each(|account| account.paid.push(Instalment { day, amount }));
            let (unit, insurance, booked, period) = (*unit, *insurance, *booked, *period);
            all.push(Settled { unit, insurance, booked, period, amount, day });
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
