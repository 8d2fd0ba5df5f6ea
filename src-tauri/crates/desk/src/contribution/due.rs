//! 某月应缴 — what is due of a month, said in one place: of a locked month what stands in the ledger for it, of any other what
//! the facts of the book give. Whoever holds a month against its sources, or declares it, asks here.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use shebao_rules::month::Month;
use shebao_store::{Action, ContributionLine, FactsThen, MonthPhase};

use super::assess::{Assessed, assess_month};
use crate::book::Desk;
use crate::error::Outcome;
use crate::true_up::kept_terms;

impl Desk {
    /// 某月应缴 of one unit or of all, with what is known on `today`; nothing is written.
    pub(crate) fn dues_of(&self, month: Month, unit: Option<i64>, today: NaiveDate) -> Outcome<Assessed> {
        match self.sealed_dues(month)? {
            Some(mut sealed) => {
                sealed.lines.retain(|line| unit.is_none_or(|unit| unit == line.unit_id));
                Ok(sealed)
            }
            None => assess_month(&self.library, &self.month_facts(month, unit)?, month, today),
        }
    }

    /// 封账的应缴 of a locked month: its sealed lines, each with the 补差 that were booked for it since, and 补缴 of the period.
    /// None while the month is open.
    pub(crate) fn sealed_dues(&self, month: Month) -> Outcome<Option<Assessed>> {
        if !self.is_locked(month)? {
            return Ok(None);
        }
        let view = self.view();
        let stored = view.lines_of_period(month)?;
        let terms = kept_terms(view.rules(stored.iter().filter_map(|line| line.rule_id))?)?;
        let places: BTreeMap<i64, i64> = terms.keys().copied().zip(0..).collect();
        let place = |line: &ContributionLine| (line.employee_id, line.unit_id, line.insurance);
        let mut lines: Vec<ContributionLine> =
            stored.chunk_by(|a, b| place(a) == place(b)).filter_map(together).collect();
        for line in &mut lines {
            line.rule_id = line.rule_id.and_then(|id| places.get(&id)).copied();
        }
        Ok(Some(Assessed { lines, terms: terms.into_values().collect(), open: Vec::new() }))
    }

    /// 封账时的事实 of some people of a locked month; of nobody while it is open.
    pub(crate) fn facts_at_closing(&self, month: Month, people: &BTreeSet<i64>) -> Outcome<BTreeMap<i64, FactsThen>> {
        if !self.is_locked(month)? {
            return Ok(BTreeMap::new());
        }
        let object = format!("month:{month}");
        Ok(self.book.facts_after(&Action { action: "month.close", object: &object }, people)?)
    }

    /// 已锁定.
    pub(crate) fn is_locked(&self, month: Month) -> Outcome<bool> {
        Ok(self.view().month_phase(month)? == MonthPhase::Locked)
    }
}

/// A line with what was booked for its period since: the amounts of all, by the terms of the last.
fn together(lines: &[ContributionLine]) -> Option<ContributionLine> {
    let (own, since) = lines.split_first()?;
    let mut all = own.clone();
    for line in since {
        all.base = line.base.or(all.base);
        all.employer = line.employer.map(|amount| all.employer.unwrap_or_default() + amount).or(all.employer);
        all.employee = line.employee.map(|amount| all.employee.unwrap_or_default() + amount).or(all.employee);
        all.employer_fixed += line.employer_fixed;
        all.employee_fixed += line.employee_fixed;
        all.status = line.status;
        all.rule_id = line.rule_id.or(all.rule_id);
        all.gap = line.gap.clone();
    }
    Some(all)
}
