//! 前期款项归属 — brings the accounts of each unit and insurance before the law, which says what of one month's money counts
//! for another, and takes them back.

use std::collections::BTreeMap;

use shebao_rules::insurance::Insurance;
use shebao_rules::remittance::{Held, MonthPaid, Settled, settle};

use super::Account;
use crate::reconciliation::Earlier;

/// 跨月归属的款项 of a unit's insurance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SettledOf {
    pub unit: i64,
    pub insurance: Insurance,
    pub settled: Settled,
}

/// Moves what the lists hold for earlier periods between the accounts.
pub(super) fn settle_earlier(accounts: &mut [Account], earlier: &Earlier) -> Vec<SettledOf> {
    let mut held: BTreeMap<(i64, Insurance), Vec<Held>> = BTreeMap::new();
    for ((unit, booked, period, insurance), amount) in earlier {
        let own = Held { booked: *booked, period: *period, amount: *amount };
        held.entry((*unit, *insurance)).or_default().push(own);
    }
    let mut all = Vec::new();
    for ((unit, insurance), held) in held {
        let own = |account: &&mut Account| (account.unit, account.insurance) == (unit, insurance);
        let mut accounts: Vec<&mut Account> = accounts.iter_mut().filter(own).collect();
        let month = |account: &mut &mut Account| MonthPaid {
            month: account.month,
            due: account.due,
            paid: std::mem::take(&mut account.paid),
        };
        let mut months: Vec<MonthPaid> = accounts.iter_mut().map(month).collect();
        let settled = settle(&mut months, &held).into_iter();
        all.extend(settled.map(|settled| SettledOf { unit, insurance, settled }));
        for (account, month) in accounts.into_iter().zip(months) {
            account.paid = month.paid;
        }
    }
    all
}
