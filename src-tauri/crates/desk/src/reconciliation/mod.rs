//! 对账 — a month's payroll deductions, agency records and bank debits against what was computed.
//!
//! The way: what is due of the month – as it was sealed, or by the facts of today while it is open – beside what was taken in of
//! it (`gather`, `sources`) → the law's comparison → names and cells (`view`). Nothing is written.

mod cells;
mod gather;
mod merged;
mod people;
mod sources;
mod standing;
mod states;
mod view;
mod words;

pub(crate) use gather::Reconciled;
pub(crate) use sources::{Asked, Booked, Earlier, Found};
pub(crate) use standing::{Line, Open, Standing};
pub(crate) use words::named;

use std::sync::Arc;

use chrono::NaiveDate;
use shebao_rules::month::Month;
use shebao_rules::reconciliation::reconcile;

use crate::book::Desk;
use crate::error::Outcome;
use crate::origin::Documents;
use crate::wire::reconciliation::Reconciliation;
use crate::{Moment, read};
use view::{Shown, summed};

impl Desk {
    /// 对账 of a month, of one unit or of all.
    ///
    /// # Errors
    /// [`crate::Code::InvalidInput`], [`crate::Code::UnknownUnit`].
    pub fn reconciliation_run(&self, month: &str, unit: Option<&str>, now: Moment) -> Outcome<Reconciliation> {
        let mut found = self.reconciliation_in_full(month, unit, now)?;
        found.persons.iter_mut().for_each(|person| self.veil_number(&mut person.id_number));
        Ok(found)
    }

    /// 对账 as the page shows it: whom a cause concerns stands person by person and debit by debit, so that the rows of a period
    /// give of each kind only its sum.
    ///
    /// # Errors
    /// As [`Self::reconciliation_run`].
    pub fn reconciliation_shown(&self, month: &str, unit: Option<&str>, now: Moment) -> Outcome<Reconciliation> {
        let mut found = self.reconciliation_run(month, unit, now)?;
        for row in &mut found.by_period {
            row.causes = summed(std::mem::take(&mut row.causes));
        }
        Ok(found)
    }

    /// 对账 with every number, for a file that is handed out.
    pub(crate) fn reconciliation_in_full(
        &self,
        month: &str,
        unit: Option<&str>,
        now: Moment,
    ) -> Outcome<Reconciliation> {
        let month = read::month(month, "月份")?;
        let unit = read::given(unit).map(|name| self.unit_named(name)).transpose()?.map(|u| u.id);
        let reconciled = self.reconciled(month, now.date())?;
        let (units, employees) = (self.unit_names()?, self.employees_by_id()?);
        let documents = Documents::of(self.view(), month)?;
        let gathered = &reconciled.gathered;
        Shown { gathered, units: &units, employees: &employees, documents }.of(&reconciled.found, unit)
    }

    /// 对账 of a month with what is known on `today`: every source against every other, for whoever asks.
    pub(crate) fn reconciled(&self, month: Month, today: NaiveDate) -> Outcome<Arc<Reconciled>> {
        self.kept.reconciled(self, month, today, || {
            let gathered = self.reconciliation_facts(month, today)?;
            let found = reconcile(&gathered.facts);
            Ok(Arc::new(Reconciled { gathered, found }))
        })
    }
}
