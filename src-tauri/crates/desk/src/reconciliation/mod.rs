//! 对账 — a month's payroll deductions, agency records and bank debits against what was computed.
//!
//! The way: facts of the book as they are known today (`gather`, `sources`) → the law's comparison → names and cells
//! (`view`). Nothing is written.

mod gather;
mod merged;
mod sources;
mod standing;
mod states;
mod view;
mod words;

pub(crate) use sources::{Asked, Booked, Found};
pub(crate) use standing::{Line, Open, Standing};
pub(crate) use words::named;

use shebao_rules::reconciliation::reconcile;

use crate::book::Desk;
use crate::error::Outcome;
use crate::origin::Origins;
use crate::wire::reconciliation::Reconciliation;
use crate::{Moment, read};
use view::Shown;

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

    /// The same with every number, for a file that is handed out.
    pub(crate) fn reconciliation_in_full(
        &self,
        month: &str,
        unit: Option<&str>,
        now: Moment,
    ) -> Outcome<Reconciliation> {
        let month = read::month(month, "月份")?;
        let unit = read::given(unit).map(|name| self.unit_named(name)).transpose()?.map(|u| u.id);
        let gathered = self.reconciliation_facts(month, now.date())?;
        let found = reconcile(&gathered.facts);
        let units = self.unit_names()?;
        Shown { gathered: &gathered, units: &units, origins: Origins::of(self.view())? }.of(&found, unit)
    }
}
