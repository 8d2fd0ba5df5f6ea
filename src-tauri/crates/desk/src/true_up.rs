//! 补差 — after a later publication: what closed months would be by today's knowledge, less what stands in them.
//!
//! A closed month keeps its people and declared bases as they were sealed; only the terms are settled anew.

use std::collections::{BTreeMap, BTreeSet};

use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::policy::Terms;
use shebao_store::{Action, ContributionLine, Employee, MonthFacts, MonthPhase, Stored, TrueUp, Tx};

use crate::book::Desk;
use crate::contribution::{assess_again, encode};
use crate::error::{Code, Failure, Outcome};
use crate::wire::policy::SourceView;
use crate::wire::small;
use crate::wire::true_up::{
    TrueUpDecided, TrueUpDecision, TrueUpKey, TrueUpList, TrueUpProposal, TrueUpReason, TrueUpTotal,
};
use crate::{Moment, read};

/// A difference with the terms it comes from; `rule_id` of the decision is filled in when they are stored.
struct Proposed {
    decision: TrueUp,
    stands: (Yuan, Yuan),
    base_before: Option<Yuan>,
    before: Option<Terms>,
    after: Terms,
}

impl Desk {
    /// 补差清单 — per person, period and insurance of the closed months.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn true_up_list(&self, now: Moment) -> Outcome<TrueUpList> {
        let (employees, units) = (self.employees_by_id()?, self.unit_names()?);
        let mut proposals = Vec::new();
        for proposed in self.proposed(now)? {
            proposals.push(proposal(&proposed, &employees, &units)?);
        }
        let totals = totals(&proposals);
        Ok(TrueUpList {
            employer_difference: proposals.iter().map(|p| p.employer_difference).sum(),
            employee_difference: proposals.iter().map(|p| p.employee_difference).sum(),
            proposals,
            totals,
        })
    }

    /// 接受或不补 — some of what is proposed, or all of it, as one action.
    ///
    /// # Errors
    /// [`Code::MonthLocked`] if the booking month is closed, [`Code::InvalidInput`] if it lies before a period,
    /// [`Code::UnknownRecord`] if a line is not proposed any more; nothing is written then.
    pub fn true_up_decide(&mut self, request: &TrueUpDecision, now: Moment) -> Outcome<TrueUpDecided> {
        let booked = read::month_or_none(request.booked.as_deref(), "入账月")?;
        let chosen = self.chosen(request, now)?;
        let latest = chosen.iter().map(|p| p.decision.month).max();
        let latest = latest.ok_or_else(|| Failure::new(Code::UnknownRecord).with("what", "补差建议"))?;
        if let Some(early) = booked.filter(|booked| *booked <= latest) {
            let locked = self.is_locked(early)?;
            let before = || read::invalid("入账月", &latest.next().to_string());
            return Err(if locked { Failure::new(Code::MonthLocked).with("month", early) } else { before() });
        }
        let rules = chosen.iter().map(|p| encode(&p.after)).collect::<Outcome<Vec<_>>>()?;
        let name = if booked.is_some() { "true_up.accept" } else { "true_up.refuse" };
        let action = Action { action: name, object: "true_up" };
        let (_, seq) = self.book.act(&action, now, |tx: &mut Tx<'_>| -> Outcome<()> {
            let ids = tx.store_rules(&rules)?;
            for (proposed, rule_id) in chosen.iter().zip(ids) {
                tx.insert_true_up(&TrueUp { booked_month: booked, rule_id, ..proposed.decision.clone() })?;
            }
            tx.summarise(serde_json::json!({ "month": booked, "lines": chosen.len() }));
            Ok(())
        })?;
        Ok(TrueUpDecided {
            lines: u32::try_from(chosen.len()).unwrap_or(u32::MAX),
            booked: booked.map(|m| m.to_string()),
            employer: chosen.iter().map(|p| p.decision.employer).sum(),
            employee: chosen.iter().map(|p| p.decision.employee).sum(),
            action_seq: small(seq),
        })
    }

    /// The proposals that a decision names.
    fn chosen(&self, request: &TrueUpDecision, now: Moment) -> Outcome<Vec<Proposed>> {
        let proposed = self.proposed(now)?;
        let Some(wanted) = &request.lines else { return Ok(proposed) };
        let (employees, units) = (self.employees_by_id()?, self.unit_names()?);
        let mut wanted: BTreeSet<&TrueUpKey> = wanted.iter().collect();
        let mut chosen = Vec::new();
        for one in proposed {
            if wanted.remove(&key(&one.decision, &employees, &units)?) {
                chosen.push(one);
            }
        }
        if wanted.is_empty() { Ok(chosen) } else { Err(Failure::new(Code::UnknownRecord).with("what", "补差建议")) }
    }

    fn proposed(&self, now: Moment) -> Outcome<Vec<Proposed>> {
        let (facts, decided) = (self.closed_facts()?, self.view().true_ups()?);
        let mut out = Vec::new();
        for state in self.view().month_states()?.into_iter().filter(|s| s.phase == MonthPhase::Locked) {
            out.extend(self.proposed_in(state.month, &facts, &decided, now)?);
        }
        Ok(out)
    }

    fn proposed_in(
        &self,
        month: Month,
        facts: &MonthFacts,
        decided: &[Stored<TrueUp>],
        now: Moment,
    ) -> Outcome<Vec<Proposed>> {
        let view = self.view();
        let lines = view.ledger(month, None)?;
        let kept = kept_terms(view.rules(lines.iter().filter_map(|l| l.rule_id))?)?;
        let options = self.sealed_options(month)?;
        let again = assess_again(&self.library, facts, &lines, options, (month, now.date()))?;
        let of_month: Vec<&TrueUp> = decided.iter().map(|d| &d.row).filter(|d| d.month == month).collect();
        let sealed: BTreeMap<_, &ContributionLine> = lines.iter().map(|line| (place(line), line)).collect();
        let mut out = Vec::new();
        for line in &again.lines {
            let Some(sealed) = sealed.get(&place(line)) else { continue };
            let terms = line.rule_id.and_then(|at| usize::try_from(at).ok()).and_then(|at| again.terms.get(at));
            let Some(terms) = terms else { continue };
            let own: Vec<&&TrueUp> = of_month.iter().filter(|d| place_of(d) == place(line)).collect();
            let before = sealed.rule_id.and_then(|id| kept.get(&id)).cloned();
            out.extend(proposed(sealed, line, &own, before, terms));
        }
        Ok(out)
    }
}

type Place = (i64, i64, shebao_rules::insurance::Insurance);

const fn place(line: &ContributionLine) -> Place {
    (line.employee_id, line.unit_id, line.insurance)
}

const fn place_of(decided: &TrueUp) -> Place {
    (decided.employee_id, decided.unit_id, decided.insurance)
}

pub(crate) fn kept_terms(rules: BTreeMap<i64, String>) -> Outcome<BTreeMap<i64, Terms>> {
    let damaged = |_| Failure::new(Code::BookDamaged).with("at", "terms");
    rules.into_iter().map(|(id, json)| Ok((id, serde_json::from_str(&json).map_err(damaged)?))).collect()
}

/// The difference of one line, unless there is none or the clerk refused this very value.
fn proposed(
    sealed: &ContributionLine,
    again: &ContributionLine,
    decided: &[&&TrueUp],
    before: Option<Terms>,
    after: &Terms,
) -> Option<Proposed> {
    let (base, due_employer, due_employee) = (again.base?, again.employer?, again.employee?);
    let accepted = || decided.iter().filter(|d| d.booked_month.is_some());
    let sum = |of: fn(&TrueUp) -> Yuan| accepted().map(|d| of(d)).sum::<Yuan>();
    let stands = (
        sealed.employer.unwrap_or_default() + sum(|d| d.employer),
        sealed.employee.unwrap_or_default() + sum(|d| d.employee),
    );
    let (employer, employee) = (due_employer - stands.0, due_employee - stands.1);
    let refused = decided.last().is_some_and(|last| {
        last.booked_month.is_none() && (last.due_employer, last.due_employee) == (due_employer, due_employee)
    });
    if refused || (employer.is_zero() && employee.is_zero()) {
        return None;
    }
    let decision = TrueUp {
        month: sealed.month,
        employee_id: sealed.employee_id,
        insurance: sealed.insurance,
        unit_id: sealed.unit_id,
        booked_month: None,
        base_id: sealed.base_id,
        declared_base: sealed.declared_base,
        base,
        employer,
        employee,
        employer_fixed: again.employer_fixed - sealed.employer_fixed - sum(|d| d.employer_fixed),
        employee_fixed: again.employee_fixed - sealed.employee_fixed - sum(|d| d.employee_fixed),
        due_employer,
        due_employee,
        status: again.status,
        rule_id: 0,
        note: reasons(before.as_ref(), after).iter().map(|r| r.text.clone()).collect::<Vec<_>>().join("；"),
    };
    let base_before = accepted().next_back().map(|d| d.base).or(sealed.base);
    Some(Proposed { decision, stands, base_before, before, after: after.clone() })
}

/// What changed between the terms a line was sealed with and today's.
fn reasons(before: Option<&Terms>, after: &Terms) -> Vec<TrueUpReason> {
    let Some(before) = before else {
        let text = "封账时待确认，现已有值".to_owned();
        return vec![TrueUpReason { text, source: SourceView::from(&after.rates.source) }];
    };
    let mut out = Vec::new();
    let amount = |y: Option<Yuan>| y.map_or_else(|| "无".to_owned(), |y| y.with_commas());
    let mut note = |what: &str, old: String, new: String, source: &shebao_rules::policy::Source| {
        if old != new {
            out.push(TrueUpReason { text: format!("{what} {old} → {new}"), source: SourceView::from(source) });
        }
    };
    let (old, new) = (before.bounds.value, after.bounds.value);
    note("基数下限", amount(old.floor), amount(new.floor), &after.bounds.source);
    note("基数上限", amount(old.cap), amount(new.cap), &after.bounds.source);
    let (old, new) = (before.rates.value, after.rates.value);
    note("单位费率", old.employer.percent(), new.employer.percent(), &after.rates.source);
    note("个人费率", old.employee.percent(), new.employee.percent(), &after.rates.source);
    let (old, new) = (before.fixed.value, after.fixed.value);
    note("单位固定额", old.employer.with_commas(), new.employer.with_commas(), &after.fixed.source);
    note("个人固定额", old.employee.with_commas(), new.employee.with_commas(), &after.fixed.source);
    let (old, new) = (before.rounding.value, after.rounding.value);
    let words = |r: shebao_rules::rounding::Rounding| r.chinese().to_owned();
    note("单位部分取整", words(old.employer), words(new.employer), &after.rounding.source);
    note("个人部分取整", words(old.employee), words(new.employee), &after.rounding.source);
    out
}

fn key(decision: &TrueUp, employees: &BTreeMap<i64, Employee>, units: &BTreeMap<i64, String>) -> Outcome<TrueUpKey> {
    let missing = || Failure::new(Code::Internal).with("at", "line");
    Ok(TrueUpKey {
        employee_no: employees.get(&decision.employee_id).ok_or_else(missing)?.employee_no.clone(),
        unit: units.get(&decision.unit_id).ok_or_else(missing)?.clone(),
        insurance: decision.insurance,
        period: decision.month,
    })
}

fn proposal(
    proposed: &Proposed,
    employees: &BTreeMap<i64, Employee>,
    units: &BTreeMap<i64, String>,
) -> Outcome<TrueUpProposal> {
    let decision = &proposed.decision;
    let name = employees.get(&decision.employee_id).map(|e| e.name.clone()).unwrap_or_default();
    Ok(TrueUpProposal {
        key: key(decision, employees, units)?,
        name,
        declared_base: decision.declared_base,
        base_before: proposed.base_before,
        base_after: decision.base,
        employer_stands: proposed.stands.0,
        employee_stands: proposed.stands.1,
        employer_due: decision.due_employer,
        employee_due: decision.due_employee,
        employer_difference: decision.employer,
        employee_difference: decision.employee,
        status: decision.status,
        reasons: reasons(proposed.before.as_ref(), &proposed.after),
    })
}

fn totals(proposals: &[TrueUpProposal]) -> Vec<TrueUpTotal> {
    let mut sums: BTreeMap<_, TrueUpTotal> = BTreeMap::new();
    for proposal in proposals {
        let TrueUpKey { unit, insurance, period, .. } = &proposal.key;
        let total = sums.entry((*period, unit.clone(), *insurance)).or_insert_with(|| TrueUpTotal {
            unit: unit.clone(),
            period: *period,
            insurance: *insurance,
            heads: 0,
            employer: Yuan::ZERO,
            employee: Yuan::ZERO,
        });
        total.heads += 1;
        total.employer += proposal.employer_difference;
        total.employee += proposal.employee_difference;
    }
    sums.into_values().collect()
}
