//! 补扣、补差 — which earlier months the amounts belong to that pay sheets took beside the month's own.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chrono::NaiveDate;
use shebao_rules::earlier::{MonthShare, earlier_months};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_store::{DeductionKind, Stored, Wage};

use crate::book::Desk;
use crate::error::Outcome;

/// How far back a pay sheet can make something up.
const MONTHS_BACK: i32 = 12;

/// The months of each 补扣 and 补差, by pay slip, insurance and kind.
pub(super) type Earlier = BTreeMap<(i64, Insurance, DeductionKind), Vec<(Month, Yuan)>>;

impl Desk {
    /// Holds what was due in the months before against what their own pay sheets took. A month counts as due only as
    /// far as the book can settle it on `today`.
    pub(super) fn earlier_deductions(&self, today: NaiveDate) -> Outcome<Earlier> {
        let wages = self.view().wages_between(Month::EARLIEST, Month::LATEST)?;
        let mut taken: BTreeMap<(i64, Insurance, Month), Yuan> = BTreeMap::new();
        for wage in &wages {
            for own in wage.deductions.iter().filter(|d| d.kind == DeductionKind::Current) {
                *taken.entry((wage.employee_id, own.insurance, wage.pay_month)).or_insert(Yuan::ZERO) += own.amount;
            }
        }
        let mut dues: BTreeMap<Month, BTreeMap<(i64, Insurance), Yuan>> = BTreeMap::new();
        let mut found = Earlier::new();
        for wage in &wages {
            for part in wage.deductions.iter().filter(|d| d.kind != DeductionKind::Current && !d.amount.is_zero()) {
                let shares = self.shares_before(wage, part.insurance, today, &mut dues, &taken)?;
                let months = earlier_months(part.amount, part.kind == DeductionKind::Late, &shares);
                found.insert((wage.id, part.insurance, part.kind), months);
            }
        }
        Ok(found)
    }

    fn shares_before(
        &self,
        wage: &Stored<Wage>,
        insurance: Insurance,
        today: NaiveDate,
        dues: &mut BTreeMap<Month, BTreeMap<(i64, Insurance), Yuan>>,
        taken: &BTreeMap<(i64, Insurance, Month), Yuan>,
    ) -> Outcome<Vec<MonthShare>> {
        let mut shares = Vec::new();
        for back in 1..=MONTHS_BACK {
            let month = wage.pay_month.plus(-back);
            let of_month = match dues.entry(month) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(unknown) => unknown.insert(self.employee_dues(month, today)?),
            };
            let Some(due) = of_month.get(&(wage.employee_id, insurance)).copied() else { continue };
            let own = taken.get(&(wage.employee_id, insurance, month)).copied().unwrap_or_default();
            shares.push(MonthShare { month, due, taken: own });
        }
        Ok(shares)
    }
}
