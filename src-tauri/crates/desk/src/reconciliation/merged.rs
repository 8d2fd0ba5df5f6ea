//! 并入当月的补扣 — a pay sheet without a column for 补扣 takes an earlier month along in the month's own. Where the sums prove it
//! the amount is put to the month that it belongs to; else the difference stays where it is.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::reconciliation::{Deduction, Who};
use shebao_store::{Deducted, DeductionKind};

use super::cells::{Cells, Key, key_of, of_person};
use super::gather::Paid;
use crate::book::Desk;
use crate::error::Outcome;

/// How far back a pay sheet can make something up.
const MONTHS_BACK: i32 = 12;

/// What was due of each month that was looked up, by person and insurance.
type Dues = BTreeMap<Month, BTreeMap<(i64, Insurance), Yuan>>;

/// What a pay sheet took beyond the month's own, and the months that it is for.
type Proved = (Excess, Vec<(Month, Yuan)>);

/// What a pay sheet took beyond the month's own.
struct Excess {
    /// The cell that it stands in or is missed in.
    key: Key,
    /// The deduction, its amount being what is too much.
    part: Deducted,
}

impl Desk {
    /// Moves what the month's own column took for an earlier month, and brings what a later one took for this month.
    pub(super) fn put_merged(
        &self,
        cells: &mut Cells,
        all: &[Deducted],
        (month, today): (Month, NaiveDate),
        paid: &mut Paid,
    ) -> Outcome<()> {
        let (mut taken_here, mut taken_later) = (Vec::new(), Vec::new());
        let mut dues = Dues::new();
        for cell in cells.iter().filter(|cell| cell.period == month) {
            let (Who::Employee(id), Some(due)) = (&cell.who, cell.due.known()) else { continue };
            let (taken, own) = (cell.deducted(), due.employee);
            let parts = of_person(all, *id, |part| part.employee_id)
                .iter()
                .filter(|part| part.kind == DeductionKind::Current && part.insurance == cell.insurance);
            if taken > own {
                let here = parts.clone().find(|part| part.pay_month == month && part.amount > own);
                let excess = here.map(|part| Deducted { kind: DeductionKind::Late, amount: taken - own, ..*part });
                taken_here.extend(excess.map(|part| Excess { key: key_of(cell), part }));
            } else if taken.is_zero() && !own.is_zero() {
                for part in parts.filter(|part| part.pay_month > month && part.amount > own) {
                    let due = self.due_in(&mut dues, part, today)?;
                    let amount = part.amount - due;
                    if due > Yuan::ZERO && amount >= own {
                        let part = Deducted { kind: DeductionKind::Late, amount, ..*part };
                        taken_later.push(Excess { key: key_of(cell), part });
                    }
                }
            }
        }
        self.keep_where_a_month_is_open(&mut taken_here)?;
        for (Excess { key: (who, unit, insurance, period), part }, _) in self.proved(taken_here, today)? {
            let mut own = cells.of(who);
            let deductions = &mut own.at((unit, insurance, period)).deductions;
            for own in deductions.iter_mut().filter(|own| own.wage == part.wage_id && own.month == month) {
                own.amount = own.amount - part.amount;
            }
        }
        for (excess, months) in self.proved(taken_later, today)? {
            let Some((_, amount)) = months.iter().find(|(own, _)| *own == month) else { continue };
            let Excess { key, part } = excess;
            paid.origins.extend(part.origin.map(|origin| (part.wage_id, origin)));
            let deduction = Deduction { wage: part.wage_id, month: part.pay_month, amount: *amount };
            let (who, unit, insurance, period) = key;
            cells.of(who).at((unit, insurance, period)).deductions.push(deduction);
        }
        Ok(())
    }

    fn due_in(&self, dues: &mut Dues, part: &Deducted, today: NaiveDate) -> Outcome<Yuan> {
        let of_month = match dues.entry(part.pay_month) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => unknown.insert(self.employee_dues(part.pay_month, today)?),
        };
        Ok(of_month.get(&(part.employee_id, part.insurance)).copied().unwrap_or_default())
    }

    /// Leaves those of whom some covered month before has a pay sheet that took nothing.
    fn keep_where_a_month_is_open(&self, found: &mut Vec<Excess>) -> Outcome<()> {
        if found.is_empty() {
            return Ok(());
        }
        let covers = self.covers()?;
        let mut kept = Vec::new();
        for excess in found.drain(..) {
            let part = &excess.part;
            let (first, last) = (part.pay_month.plus(-MONTHS_BACK), part.pay_month.previous());
            let mut taken: BTreeSet<Month> = BTreeSet::new();
            for wage in self.view().wages_of(part.employee_id, first, last)? {
                let own = wage.deductions.iter().filter(|d| d.insurance == part.insurance && !d.amount.is_zero());
                taken.extend(own.map(|_| wage.pay_month));
            }
            let covered = |month: Month| {
                covers.iter().any(|cover| {
                    cover.employee_id == part.employee_id
                        && cover.scope.includes(part.insurance)
                        && cover.first_month <= month
                        && cover.last_month.is_none_or(|last| month <= last)
                })
            };
            if first.through(last).any(|month| covered(month) && !taken.contains(&month)) {
                kept.push(excess);
            }
        }
        *found = kept;
        Ok(())
    }

    /// Those whose amount is exactly what earlier months left open, with these months; none that a 补扣 of its own column
    /// has made up.
    fn proved(&self, found: Vec<Excess>, today: NaiveDate) -> Outcome<Vec<Proved>> {
        let parts: Vec<Deducted> = found.iter().map(|excess| excess.part).collect();
        let attributed = self.attributed(&parts, today)?;
        // Of a month whose pay sheets are not here nobody knows what they took.
        let sheets = if attributed.is_empty() { BTreeSet::new() } else { self.view().pay_months()? };
        let mut proved = Vec::new();
        for excess in found {
            let part = &excess.part;
            let Some(months) = attributed.get(&(part.wage_id, part.insurance, part.kind)).filter(|m| !m.is_empty())
            else {
                continue;
            };
            let made_up = self.made_up(part, today)?;
            if months.iter().all(|(month, _)| sheets.contains(month) && !made_up.contains(month)) {
                let months = months.clone();
                proved.push((excess, months));
            }
        }
        Ok(proved)
    }

    /// Months of a person's insurance that columns of 补扣 have made up.
    fn made_up(&self, part: &Deducted, today: NaiveDate) -> Outcome<BTreeSet<Month>> {
        let from = part.pay_month.plus(-MONTHS_BACK);
        let mut own = Vec::new();
        for wage in self.view().wages_of(part.employee_id, from, part.pay_month)? {
            let late =
                wage.deductions.iter().filter(|d| d.kind == DeductionKind::Late && d.insurance == part.insurance);
            own.extend(late.map(|d| Deducted {
                wage_id: wage.id,
                pay_month: wage.pay_month,
                kind: d.kind,
                amount: d.amount,
                ..*part
            }));
        }
        let attributed = self.attributed(&own, today)?;
        Ok(attributed.into_values().flatten().map(|(month, _)| month).collect())
    }
}
