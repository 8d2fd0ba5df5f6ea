//! 封账 — closing a month: sealed, locked, and computed again whenever the book is checked.

mod checklist;
mod reopen;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shebao_rules::derivation::recompute;
use shebao_rules::insurance::Insurance;
use shebao_rules::month::Month;
use shebao_rules::policy::terms::Bounds;
use shebao_rules::policy::{Options, Terms};
use shebao_rules::words::{Hukou, MedicalTier};
use shebao_store::{Action, ContributionLine, MonthPhase, Occasion, Seal};

use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::true_up::kept_terms;
use crate::wire::month::{ClosedCheck, MonthSeal, MonthStateView};
use crate::{Moment, read};

/// 封账时的人员要素 — people of one kind, as far as it decided their terms.
#[derive(Serialize, Deserialize)]
struct SealedKind {
    hukou: Option<Hukou>,
    medical_tier: Option<MedicalTier>,
    people: Vec<i64>,
    /// None in the seal of an earlier program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bounds: Option<Vec<SealedBounds>>,
}

/// 月末已知的上下限 of a unit's insurance: whoever goes on by them has not been told of newer ones.
#[derive(PartialEq, Serialize, Deserialize)]
struct SealedBounds {
    unit: i64,
    insurance: Insurance,
    #[serde(flatten)]
    bounds: Bounds,
}

impl Desk {
    /// 封账 — seals and locks a computed month. From then on its lines keep their values; a later publication is
    /// proposed as 补差. What the checklist warns of is sealed all the same where `reason` says why; both stay in the
    /// journal.
    ///
    /// # Errors
    /// [`Code::MonthNotRun`] where an item of the checklist blocks, [`Code::MonthLocked`], [`Code::InvalidInput`] without
    /// a reason where one is needed.
    pub fn month_close(&mut self, month: &str, reason: Option<&str>, now: Moment) -> Outcome<MonthSeal> {
        let month = read::month(month, "月份")?;
        let view = self.view();
        if self.is_locked(month)? {
            return Err(Failure::new(Code::MonthLocked).with("month", month));
        }
        let lines = view.ledger(month, None)?;
        if lines.is_empty() {
            return Err(Failure::new(Code::MonthNotRun).with("month", month));
        }
        let checked = self.checked_for_closing(month, reason, now)?;
        self.keep_safe(Occasion::BeforeClose, now)?;
        let view = self.view();
        let wrong = |_| Failure::new(Code::Internal).with("at", "seal");
        let settings = serde_json::to_value(view.settings()?).map_err(wrong)?;
        let persons = serde_json::to_value(self.kinds_of(&lines, (month, now.date()))?).map_err(wrong)?;
        let object = format!("month:{month}");
        let action = Action { action: "month.close", object: &object };
        let (seal, _) = self.book.act(&action, now, |tx| -> Outcome<Seal> {
            let seal = tx.close_month(month, settings, persons)?;
            tx.summarise(serde_json::json!({
                "month": month, "lines": seal.lines, "seal": seal.code()?,
                "warnings": checked.warnings, "reason": checked.reason,
            }));
            Ok(seal)
        })?;
        self.recheck_closed()?;
        let unconfirmed = lines.iter().filter(|l| l.employer.is_none()).count();
        Ok(MonthSeal {
            month,
            seal: seal.code()?,
            closed_at: seal.closed_at.format("%Y-%m-%d %H:%M").to_string(),
            user: seal.user,
            lines: u32::try_from(seal.lines).unwrap_or(u32::MAX),
            unconfirmed: u32::try_from(unconfirmed).unwrap_or(u32::MAX),
            digest: seal.digest,
        })
    }

    /// 月份一览 — every computed month with its state, the oldest first.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn month_list(&self) -> Outcome<Vec<MonthStateView>> {
        let view = self.view();
        let states = view.month_states()?;
        let mut months = Vec::new();
        for month in view.contribution_months()? {
            let own = states.iter().find(|s| s.month == month);
            let state = own.map_or(MonthPhase::Draft, |s| s.phase).id().to_owned();
            let seal = own.map(|s| s.seal_code()).transpose()?.flatten();
            months.push(MonthStateView { month, state, seal });
        }
        Ok(months)
    }

    /// The people of these lines by what decides their terms, with the bounds that were known at the end of the month.
    fn kinds_of(&self, lines: &[ContributionLine], (month, today): (Month, NaiveDate)) -> Outcome<Vec<SealedKind>> {
        let employees = self.employees_by_id()?;
        let known = self.bounds_at_end(lines, month, today)?.into_iter().chain(std::iter::repeat(None));
        let mut kinds: BTreeMap<(Option<Hukou>, Option<MedicalTier>), SealedKind> = BTreeMap::new();
        for (line, bounds) in lines.iter().zip(known) {
            let Some(employee) = employees.get(&line.employee_id) else { continue };
            let (hukou, medical_tier) = (employee.hukou, employee.medical_tier);
            let none = SealedKind { hukou, medical_tier, people: Vec::new(), bounds: Some(Vec::new()) };
            let kind = kinds.entry((hukou, medical_tier)).or_insert(none);
            if let Err(at) = kind.people.binary_search(&line.employee_id) {
                kind.people.insert(at, line.employee_id);
            }
            let own = bounds.map(|bounds| SealedBounds { unit: line.unit_id, insurance: line.insurance, bounds });
            let all = kind.bounds.get_or_insert_default();
            if let Some(own) = own.filter(|own| !all.contains(own)) {
                all.push(own);
            }
        }
        Ok(kinds.into_values().collect())
    }

    fn sealed_kinds(&self, month: Month) -> Outcome<Vec<SealedKind>> {
        let damaged = || Failure::new(Code::BookDamaged).with("at", "seal");
        let seal = self.view().seal_of(month)?.ok_or_else(damaged)?;
        serde_json::from_value(seal.persons).map_err(|_| damaged())
    }

    /// 月末已知的上下限 of a closed month's lines, as its seal has them; none in the seal of an earlier program.
    pub(crate) fn sealed_bounds(
        &self,
        month: Month,
        lines: &[ContributionLine],
    ) -> Outcome<Option<Vec<Option<Bounds>>>> {
        let kinds = self.sealed_kinds(month)?;
        let mut known: BTreeMap<i64, &[SealedBounds]> = BTreeMap::new();
        for kind in &kinds {
            let Some(bounds) = &kind.bounds else { return Ok(None) };
            known.extend(kind.people.iter().map(|id| (*id, bounds.as_slice())));
        }
        let of = |line: &ContributionLine| {
            let mut own = known.get(&line.employee_id)?.iter();
            own.find(|one| (one.unit, one.insurance) == (line.unit_id, line.insurance)).map(|one| one.bounds)
        };
        Ok(Some(lines.iter().map(of).collect()))
    }

    /// Of each person of a closed month what decided her terms; what was not recorded then counts as it is now.
    pub(crate) fn sealed_options(&self, month: Month) -> Outcome<impl Fn(i64) -> Options + use<>> {
        let employees = self.employees_by_id()?;
        let mut options: BTreeMap<i64, Options> = BTreeMap::new();
        for kind in self.sealed_kinds(month)? {
            for id in kind.people {
                let now = employees.get(&id);
                let hukou = kind.hukou.or_else(|| now.and_then(|e| e.hukou));
                let medical_tier = kind.medical_tier.or_else(|| now.and_then(|e| e.medical_tier));
                options.insert(id, Options { hukou_local: hukou.map(|h| h.is_local()), medical_tier });
            }
        }
        Ok(move |id: i64| options.get(&id).copied().unwrap_or_default())
    }

    /// 最近一个已锁定月份 against its seal, and each of its lines computed again from its own terms.
    ///
    /// # Errors
    /// The book cannot be read.
    pub(crate) fn last_closed(&self) -> Outcome<Option<ClosedCheck>> {
        let view = self.view();
        let locked = view.month_states()?.into_iter().rfind(|s| s.phase == MonthPhase::Locked);
        let Some(state) = locked else { return Ok(None) };
        let holds = view.seal_holds(state.month)? && self.replays(state.month)?;
        Ok(Some(ClosedCheck { month: state.month, seal: state.seal_code()?.unwrap_or_default(), holds }))
    }

    /// 重算 — the closed months of which some line is not what its own kept terms give.
    pub(crate) fn replay_findings(&self) -> Outcome<Vec<Month>> {
        let view = self.view();
        let states = view.month_states()?;
        let mut findings = Vec::new();
        for month in states.into_iter().filter(|s| s.phase == MonthPhase::Locked).map(|s| s.month) {
            if !self.replays(month)? {
                findings.push(month);
            }
        }
        Ok(findings)
    }

    /// Whether every line of a month is what its own kept terms give.
    fn replays(&self, month: Month) -> Outcome<bool> {
        let view = self.view();
        let lines = view.ledger(month, None)?;
        let terms = kept_terms(view.rules(lines.iter().filter_map(|l| l.rule_id))?)?;
        Ok(lines.iter().all(|line| gives(line, &terms)))
    }
}

/// Whether the terms a line names give its amounts.
fn gives(line: &ContributionLine, terms: &BTreeMap<i64, Terms>) -> bool {
    let Some(id) = line.rule_id else { return line.employer.is_none() && line.employee.is_none() };
    let again = terms.get(&id).zip(line.declared_base).and_then(|(terms, base)| recompute(base, terms).ok());
    again.is_some_and(|a| {
        (Some(a.base), Some(a.employer), Some(a.employee)) == (line.base, line.employer, line.employee)
    })
}
