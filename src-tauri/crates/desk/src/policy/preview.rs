//! 试行 — what a change would do, month by month and person by person, before anything is written.

use std::collections::BTreeMap;
use std::path::Path;

use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::policy::{Added, Library};
use shebao_store::{ContributionLine, Employee, MonthFacts, MonthPhase, PolicyLayer};

use super::change::Change;
use super::values::value_view;
use crate::book::Desk;
use crate::contribution::{Clamp, Effect, assess_again, assess_month, difference, effect, totals};
use crate::error::{Code, Failure, Outcome};
use crate::wire::policy_change::{
    AffectedLine, MonthEffect, NewPolicyValue, PackView, PersonEffect, PolicyPreview, ValueChange, WhatIf,
};
use crate::{Moment, read};

/// A month assessed twice: with the book's library as it is, and with the change.
struct Twice {
    state: MonthPhase,
    before: Vec<ContributionLine>,
    after: Vec<ContributionLine>,
}

impl Desk {
    /// 试行一份政策文件: a pack, or a document of the clerk's own.
    ///
    /// # Errors
    /// [`Code::PolicyMalformed`], [`Code::PackSignature`], [`Code::PackKeyUnknown`], [`Code::PackOutdated`],
    /// [`Code::PolicyRefused`].
    pub fn policy_preview_file(&self, path: &Path, now: Moment) -> Outcome<PolicyPreview> {
        self.preview(&self.change_of_file(path, now)?, now)
    }

    /// 试行一个自录的值.
    ///
    /// # Errors
    /// [`Code::InvalidInput`] naming the field, [`Code::PolicyRefused`].
    pub fn policy_preview_value(&self, new: &NewPolicyValue, now: Moment) -> Outcome<PolicyPreview> {
        self.preview(&self.change_of_value(new, now)?, now)
    }

    /// 试算一个月 under a policy file, line by line.
    ///
    /// # Errors
    /// Those of [`Self::policy_preview_file`], [`Code::InvalidInput`] for the month.
    pub fn contribution_what_if(&self, month: &str, path: &Path, now: Moment) -> Outcome<WhatIf> {
        let month = read::month(month, "月份")?;
        let change = self.change_of_file(path, now)?;
        self.what_if(month, &change, now)
    }

    /// 试算一个月 under a value of the clerk's own, line by line.
    ///
    /// # Errors
    /// Those of [`Self::policy_preview_value`], [`Code::InvalidInput`] for the month.
    pub fn contribution_what_if_value(&self, month: &str, new: &NewPolicyValue, now: Moment) -> Outcome<WhatIf> {
        let month = read::month(month, "月份")?;
        let change = self.change_of_value(new, now)?;
        self.what_if(month, &change, now)
    }

    fn what_if(&self, month: Month, change: &Change, now: Moment) -> Outcome<WhatIf> {
        let twice = self.twice(month, &change.library, now)?;
        let effect = effect(&twice.before, &twice.after);
        let (employees, units) = (self.employees_by_id()?, self.unit_names()?);
        let affected = effect.lines.iter().map(|(before, after)| affected(*before, *after, &employees, &units));
        let mut affected = affected.collect::<Outcome<Vec<_>>>()?;
        affected.iter_mut().for_each(|line| self.veil_number(&mut line.id_number));
        affected.sort_by(|a, b| (&a.employee_no, &a.unit, a.insurance).cmp(&(&b.employee_no, &b.unit, b.insurance)));
        Ok(WhatIf {
            effect: month_effect(month, &twice, effect, &units),
            pack: pack_view(&change.layer),
            changes: value_changes(&change.library, &change.added),
            affected,
        })
    }

    fn preview(&self, change: &Change, now: Moment) -> Outcome<PolicyPreview> {
        let (employees, units) = (self.employees_by_id()?, self.unit_names()?);
        let mut months = Vec::new();
        let mut persons: BTreeMap<i64, (u32, Yuan, Yuan)> = BTreeMap::new();
        let (mut employer, mut employee) = (Yuan::ZERO, Yuan::ZERO);
        for month in self.view().contribution_months()?.into_iter().filter(|m| *m >= change.layer.first_month) {
            let twice = self.twice(month, &change.library, now)?;
            let effect = effect(&twice.before, &twice.after);
            employer += effect.difference.0;
            employee += effect.difference.1;
            for (id, difference) in &effect.persons {
                let person = persons.entry(*id).or_default();
                *person = (person.0 + 1, person.1 + difference.0, person.2 + difference.1);
            }
            months.push(month_effect(month, &twice, effect, &units));
        }
        let mut persons = persons
            .into_iter()
            .map(|(id, (months, employer_difference, employee_difference))| {
                let known = employees.get(&id).ok_or_else(missing)?;
                let (employee_no, name) = (known.employee_no.clone(), known.name.clone());
                Ok(PersonEffect { employee_no, name, months, employer_difference, employee_difference })
            })
            .collect::<Outcome<Vec<_>>>()?;
        persons.sort_by(|a, b| a.employee_no.cmp(&b.employee_no));
        Ok(PolicyPreview {
            pack: pack_view(&change.layer),
            changes: value_changes(&change.library, &change.added),
            months,
            persons,
            employer_difference: employer,
            employee_difference: employee,
        })
    }

    /// A draft is assessed from the facts, as a run would; a closed month from its sealed lines, as its 补差 would.
    fn twice(&self, month: Month, changed: &Library, now: Moment) -> Outcome<Twice> {
        let (view, today) = (self.view(), now.date());
        let state = view.month_phase(month)?;
        let (before, after) = if state == MonthPhase::Locked {
            let (facts, lines) = (self.closed_facts()?, view.ledger(month, None)?);
            let options = self.sealed_options(month)?;
            let again = |library: &Library| assess_again(library, &facts, &lines, &options, (month, today));
            (again(&self.library)?, again(changed)?)
        } else {
            let facts = self.month_facts(month, None)?;
            let assess = |library: &Library| assess_month(library, &facts, month, today);
            (assess(&self.library)?, assess(changed)?)
        };
        Ok(Twice { state, before: before.lines, after: after.lines })
    }

    /// Units and settings as they are now; a closed month's people and bases come from its seal.
    pub(crate) fn closed_facts(&self) -> Outcome<MonthFacts> {
        let view = self.view();
        let (units, settings) = (view.units()?, view.settings()?);
        Ok(MonthFacts { units, settings, persons: Vec::new(), enrollments: Vec::new(), bases: Vec::new() })
    }
}

fn missing() -> Failure {
    Failure::new(Code::Internal).with("at", "line")
}

fn month_effect(month: Month, twice: &Twice, effect: Effect<'_>, units: &BTreeMap<i64, String>) -> MonthEffect {
    MonthEffect {
        month,
        state: twice.state.id().to_owned(),
        people: effect.people(),
        totals_before: totals(&twice.before, units),
        totals_after: totals(&twice.after, units),
        employer_difference: effect.difference.0,
        employee_difference: effect.difference.1,
        clamps: effect.clamps,
    }
}

fn affected(
    before: Option<&ContributionLine>,
    after: Option<&ContributionLine>,
    employees: &BTreeMap<i64, Employee>,
    units: &BTreeMap<i64, String>,
) -> Outcome<AffectedLine> {
    let line = after.or(before).ok_or_else(missing)?;
    let employee = employees.get(&line.employee_id).ok_or_else(missing)?;
    Ok(AffectedLine {
        employee_no: employee.employee_no.clone(),
        name: employee.name.clone(),
        id_number: employee.id_number.clone(),
        unit: units.get(&line.unit_id).ok_or_else(missing)?.clone(),
        insurance: line.insurance,
        period: line.month,
        declared_base: line.declared_base,
        base_before: before.and_then(|l| l.base),
        base_after: after.and_then(|l| l.base),
        employer_before: before.and_then(|l| l.employer),
        employer_after: after.and_then(|l| l.employer),
        employee_before: before.and_then(|l| l.employee),
        employee_after: after.and_then(|l| l.employee),
        employer_difference: difference(before, after, |l| l.employer),
        employee_difference: difference(before, after, |l| l.employee),
        clamp_before: Clamp::of(before).id().to_owned(),
        clamp_after: Clamp::of(after).id().to_owned(),
    })
}

/// 政策包 as it crosses the wire.
pub(super) fn pack_view(layer: &PolicyLayer) -> Option<PackView> {
    layer.pack.as_ref().map(|head| PackView {
        pack: head.pack.clone(),
        number: u32::try_from(head.number).unwrap_or_default(),
        issued: head.issued_on.to_string(),
        issuer: head.issuer.clone(),
        fingerprint: head.fingerprint.clone(),
    })
}

/// 值的变动, old → new.
pub(super) fn value_changes(library: &Library, added: &[Added]) -> Vec<ValueChange> {
    let view = |added: &Added| ValueChange {
        region_name: library.region(&added.region).map_or_else(|| added.region.clone(), |r| r.name.clone()),
        old: added.before.as_ref().map(|old| value_view(&added.region, added.insurance.id(), old)),
        new: value_view(&added.region, added.insurance.id(), &added.entry),
    };
    added.iter().map(view).collect()
}
