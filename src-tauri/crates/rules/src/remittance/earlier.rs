//! 前期款项归属 — a list may book rows of earlier periods: what was paid for them (补收) settles the months they were due in,
//! and what was paid too much and given back (退费) settles the month whose debit was less by it.

use chrono::NaiveDate;

use crate::arrears::Instalment;
use crate::money::Yuan;
use crate::month::Month;

/// 一月的应缴与实缴 of one unit and insurance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthPaid {
    /// The month of booking.
    pub month: Month,
    /// 应缴, yuan.
    pub due: Yuan,
    /// 实缴, in the order in which it was found.
    pub paid: Vec<Instalment>,
}

/// 前期款项 — what the list of a month holds for an earlier period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// The month it is booked in.
    pub booked: Month,
    /// The month it belongs to.
    pub period: Month,
    /// 金额, yuan; below zero what is given back.
    pub amount: Yuan,
}

/// 跨月归属的款项 — a part of what one month was paid that counts for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled {
    /// 退费: paid with the earlier month and given back in the later; else paid with the later for the earlier.
    pub refund: bool,
    /// The month it was booked in.
    pub booked: Month,
    /// The month it belongs to.
    pub period: Month,
    /// 金额, yuan.
    pub amount: Yuan,
    /// When it was paid.
    pub day: NaiveDate,
}

impl MonthPaid {
    fn sum(&self) -> Yuan {
        self.paid.iter().map(|part| part.amount).sum()
    }

    fn short(&self) -> Yuan {
        (self.due - self.sum()).max(Yuan::ZERO)
    }

    /// Takes away what was paid beyond the due, at most what is wanted, the last instalment first.
    fn beyond_due(&mut self, wanted: Yuan) -> Vec<Instalment> {
        let mut left = (self.sum() - self.due).min(wanted);
        let mut parts = Vec::new();
        for part in self.paid.iter_mut().rev() {
            let amount = part.amount.min(left);
            if amount > Yuan::ZERO {
                part.amount = part.amount - amount;
                left = left - amount;
                parts.push(Instalment { day: part.day, amount });
            }
        }
        self.paid.retain(|part| !part.amount.is_zero());
        parts
    }
}

/// 归入前期 — gives to each earlier month what the lists of later ones hold for it, out of what these were paid beyond their
/// dues; and to each later month what its list takes back, out of what the earlier one was paid beyond its own. `months` are
/// of one unit and insurance, `held` is in the order of its months.
pub fn settle(months: &mut [MonthPaid], held: &[Held]) -> Vec<Settled> {
    let mut all = Vec::new();
    for Held { booked, period, amount } in held.iter().copied() {
        let refund = amount < Yuan::ZERO;
        let (paid, owing, listed) = if refund { (period, booked, -amount) } else { (booked, period, amount) };
        let wanted = of(months, owing).map(|owing| owing.short().min(listed)).unwrap_or_default();
        let parts = of(months, paid).map(|paid| paid.beyond_due(wanted)).unwrap_or_default();
        all.extend(parts.iter().map(|part| Settled { refund, booked, period, amount: part.amount, day: part.day }));
        if let Some(owing) = of(months, owing) {
            owing.paid.extend(parts);
        }
    }
    all
}

fn of(months: &mut [MonthPaid], month: Month) -> Option<&mut MonthPaid> {
    months.iter_mut().find(|own| own.month == month)
}
