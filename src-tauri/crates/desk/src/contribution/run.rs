//! 核定本月 — computing a month and keeping its lines with the terms they came from.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::policy::{Gap, Terms};
use shebao_store::{Action, ContributionLine, Run};

use super::assess::{Assessed, assess_month};
use super::ledger::totals;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::true_up::kept_terms;
use crate::wire::contribution::{Line, MonthRun};
use crate::wire::policy::OpenValue;
use crate::{Moment, read};

impl Desk {
    /// 核定一个月 — every active cover of the month, for one unit or all; replaces the month's draft.
    ///
    /// # Errors
    /// [`Code::MonthLocked`], [`Code::UnknownUnit`].
    pub fn contribution_run(&mut self, month: &str, unit: Option<&str>, now: Moment) -> Outcome<MonthRun> {
        let month = read::month(month, "月份")?;
        let unit = read::given(unit).map(|name| self.unit_named(name)).transpose()?.map(|u| u.id);
        let facts = self.month_facts(month, unit)?;
        let Assessed { lines, terms, open } = assess_month(&self.library, &facts, month, now.date())?;
        let rules: Vec<String> = terms.iter().map(encode).collect::<Outcome<_>>()?;
        let run = Run { month, unit_id: unit, known_on: now.date(), digest: digest(&lines) };
        let object = format!("month:{month}");
        let action = Action { action: "contribution.run", object: &object };
        self.book.act(&action, now, |tx| -> Outcome<()> {
            let ids = tx.store_rules(&rules)?;
            tx.replace_contributions(&run, lines.iter().map(|line| with_rule(line.clone(), &ids)))?;
            tx.summarise(serde_json::json!({ "month": month, "lines": lines.len() }));
            Ok(())
        })?;
        let open = self.open_values(&lines, &open, month)?;
        let totals = totals(&lines, &self.unit_names()?);
        let notices = self.person_notices(month, &lines)?;
        let lines = self.line_views(&lines, &terms)?;
        let true_ups = self.true_ups_of(month)?;
        Ok(MonthRun { month: month.to_string(), lines, totals, true_ups, open, notices })
    }

    /// 补差 booked in a month, and those of the month itself that were booked later.
    pub(super) fn true_ups_of(&self, month: Month) -> Outcome<Vec<Line>> {
        let view = self.view();
        let mut lines = view.extras_booked(month, None)?;
        lines.extend(view.extras_of_period(month)?.into_iter().filter(|line| line.booked_month != month));
        if lines.is_empty() {
            return Ok(Vec::new());
        }
        let kept = kept_terms(view.rules(lines.iter().filter_map(|l| l.rule_id))?)?;
        let ids: Vec<i64> = kept.keys().copied().collect();
        // As in a run, a line's rule is the place of its terms.
        for line in &mut lines {
            let place = line.rule_id.and_then(|id| ids.binary_search(&id).ok());
            line.rule_id = place.and_then(|at| i64::try_from(at).ok());
        }
        self.line_views(&lines, &kept.into_values().collect::<Vec<_>>())
    }

    /// 个人应扣 of a month per person and insurance, with what is known on `today`; nothing is written.
    pub(crate) fn employee_dues(&self, month: Month, today: NaiveDate) -> Outcome<BTreeMap<(i64, Insurance), Yuan>> {
        let mut dues = BTreeMap::new();
        for line in self.dues_of(month, None, today)?.lines {
            if let Some(share) = line.employee {
                *dues.entry((line.employee_id, line.insurance)).or_insert(Yuan::ZERO) += share;
            }
        }
        Ok(dues)
    }

    /// Joins assessed lines with names and rates for the wire.
    pub(crate) fn line_views(&self, lines: &[ContributionLine], terms: &[Terms]) -> Outcome<Vec<Line>> {
        let employees = self.employees_by_id()?;
        let units = self.unit_names()?;
        let missing = || Failure::new(Code::Internal).with("at", "line");
        lines
            .iter()
            .map(|line| {
                let employee = employees.get(&line.employee_id).ok_or_else(missing)?;
                let rates = position(line).and_then(|p| terms.get(p)).map(|t| t.rates.value);
                let computed = line.base.is_some();
                Ok(Line {
                    employee_no: employee.employee_no.clone(),
                    name: employee.name.clone(),
                    id_number: self.shown_number(line.employee_id, employee.id_number.as_ref()),
                    unit: units.get(&line.unit_id).ok_or_else(missing)?.clone(),
                    insurance: line.insurance,
                    kind: line.kind.id().to_owned(),
                    period: line.month,
                    booked: line.booked_month,
                    declared_base: line.declared_base,
                    base: line.base,
                    employer_rate: rates.map(|r| r.employer),
                    employee_rate: rates.map(|r| r.employee),
                    employer_fixed: computed.then_some(line.employer_fixed),
                    employee_fixed: computed.then_some(line.employee_fixed),
                    employer: line.employer,
                    employee: line.employee,
                    status: line.status,
                    gap: line.gap.clone(),
                })
            })
            .collect()
    }

    /// Names of the units by id.
    ///
    /// # Errors
    /// The book cannot be read.
    pub(crate) fn unit_names(&self) -> Outcome<BTreeMap<i64, String>> {
        Ok(self.view().units()?.into_iter().map(|u| (u.id, u.row.name)).collect())
    }

    /// What keeps lines open, with the number of people each concerns.
    pub(super) fn open_values(
        &self,
        lines: &[ContributionLine],
        unsettled: &[(i64, shebao_rules::policy::Unsettled)],
        month: Month,
    ) -> Outcome<Vec<OpenValue>> {
        let units: BTreeMap<i64, _> = self.view().units()?.into_iter().map(|u| (u.id, u.row)).collect();
        let mut counts: BTreeMap<(i64, Insurance, &str), u32> = BTreeMap::new();
        for line in lines {
            if let Some(gap) = line.gap.as_deref() {
                *counts.entry((line.unit_id, line.insurance, gap)).or_default() += 1;
            }
        }
        let month = month.to_string();
        let mut out = Vec::new();
        for ((unit_id, insurance, gap), people) in counts {
            let Some(unit) = units.get(&unit_id) else { continue };
            let region = self.library.region(&unit.region).map_or(unit.region.as_str(), |r| r.name.as_str());
            let found = unsettled
                .iter()
                .find(|(u, s)| *u == unit_id && s.insurance == insurance && super::gap_id(s.gap) == gap);
            let mut value = match found {
                Some((_, unsettled)) => super::open_value(unsettled, &unit.name, region, &month),
                None if gap == super::gap_id(Gap::DeclaredBase) => {
                    super::open_base(insurance, &unit.name, region, &month)
                }
                None => super::settled_since(insurance, gap, &unit.name, region, &month),
            };
            value.people = people;
            out.push(value);
        }
        Ok(out)
    }
}

/// The terms as they are kept beside the lines.
pub(crate) fn encode(terms: &Terms) -> Outcome<String> {
    serde_json::to_string(terms).map_err(|_| Failure::new(Code::Internal).with("at", "terms"))
}

/// Until a line is stored, its rule is a position among the run's terms.
fn position(line: &ContributionLine) -> Option<usize> {
    line.rule_id.and_then(|p| usize::try_from(p).ok())
}

fn with_rule(mut line: ContributionLine, ids: &[i64]) -> ContributionLine {
    line.rule_id = position(&line).and_then(|p| ids.get(p)).copied();
    line
}

fn digest(lines: &[ContributionLine]) -> String {
    let mut hash = Sha256::new();
    for line in lines {
        let amount = |y: Option<Yuan>| y.map_or(-1, Yuan::fen).to_le_bytes();
        hash.update(line.employee_id.to_le_bytes());
        hash.update(line.unit_id.to_le_bytes());
        hash.update(line.insurance.id());
        hash.update(amount(line.base));
        hash.update(amount(line.employer));
        hash.update(amount(line.employee));
    }
    hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
}
