//! 资金 — whether a balance carries what is due, in the order of the days.

use chrono::NaiveDate;

use crate::money::Yuan;

/// 用款 — what a day takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// By which day.
    pub day: NaiveDate,
    /// How much.
    pub amount: Yuan,
}

/// 资金预测.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// 用款合计.
    pub needed: Yuan,
    /// 余额 after each need, in the order of the days; none without a balance.
    pub left: Vec<Yuan>,
    /// 首次不足 — the first day that is not covered, and how much is missing then.
    pub first: Option<(NaiveDate, Yuan)>,
    /// 缺口合计 at the end; 0.00 when everything is covered.
    pub missing: Option<Yuan>,
}

/// 资金是否够用; `needs` in the order of their days.
#[must_use]
pub fn outlook(balance: Option<Yuan>, needs: &[Need]) -> Outlook {
    let needed = needs.iter().map(|need| need.amount).sum();
    let Some(balance) = balance else { return Outlook { needed, left: Vec::new(), first: None, missing: None } };
    let mut rest = balance;
    let mut left = Vec::with_capacity(needs.len());
    let mut first = None;
    for need in needs {
        rest = rest - need.amount;
        if rest < Yuan::ZERO && first.is_none() {
            first = Some((need.day, -rest));
        }
        left.push(rest);
    }
    Outlook { needed, left, first, missing: Some((-rest).max(Yuan::ZERO)) }
}
