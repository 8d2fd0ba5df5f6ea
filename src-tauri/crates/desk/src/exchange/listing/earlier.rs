//! 补扣、补差 — which earlier months the amounts belong to that pay sheets took beside the month's own.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chrono::NaiveDate;
use shebao_rules::earlier::{MonthShare, earlier_months};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_store::{Deducted, DeductionKind};

use crate::book::Desk;
use crate::error::Outcome;

/// How far back a pay sheet can make something up.
const MONTHS_BACK: i32 = 12;

/// The months of each 补扣 and 补差, by pay slip, insurance and kind.
pub(crate) type Earlier = BTreeMap<(i64, Insurance, DeductionKind), Vec<(Month, Yuan)>>;

/// Dues of months as far as they were looked up.
type Dues = BTreeMap<Month, BTreeMap<(i64, Insurance), Yuan>>;

impl Desk {
    /// [`Desk::attributed`] of every pay sheet there is.
    pub(in crate::exchange) fn earlier_deductions(&self, today: NaiveDate) -> Outcome<Earlier> {
        self.attributed(&self.view().deductions_between(Month::EARLIEST, Month::LATEST)?, today)
    }

    /// Holds what was due in the months before against what their own pay sheets took, for every 补扣 and 补差 among
    /// `parts`. A month counts as due only as far as the book can settle it on `today`.
    pub(crate) fn attributed(&self, parts: &[Deducted], today: NaiveDate) -> Outcome<Earlier> {
        let (mut dues, mut found) = (Dues::new(), Earlier::new());
        for part in parts.iter().filter(|d| d.kind != DeductionKind::Current && !d.amount.is_zero()) {
            let shares = self.shares_before(part, today, &mut dues)?;
            let months = earlier_months(part.amount, part.kind == DeductionKind::Late, &shares);
            found.insert((part.wage_id, part.insurance, part.kind), months);
        }
        Ok(found)
    }

    fn shares_before(&self, part: &Deducted, today: NaiveDate, dues: &mut Dues) -> Outcome<Vec<MonthShare>> {
        let (first, last) = (part.pay_month.plus(-MONTHS_BACK), part.pay_month.previous());
        let mut taken: BTreeMap<Month, Yuan> = BTreeMap::new();
        for wage in self.view().wages_of(part.employee_id, first, last)? {
            let own = wage.deductions.iter();
            let own = own.filter(|d| d.kind == DeductionKind::Current && d.insurance == part.insurance);
            *taken.entry(wage.pay_month).or_default() += own.map(|d| d.amount).sum();
        }
        let mut shares = Vec::new();
        for month in first.through(last) {
            let of_month = match dues.entry(month) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(unknown) => unknown.insert(self.employee_dues(month, today)?),
            };
            let Some(due) = of_month.get(&(part.employee_id, part.insurance)).copied() else { continue };
            shares.push(MonthShare { month, due, taken: taken.get(&month).copied().unwrap_or_default() });
        }
        Ok(shares)
    }
}
