//! 是谁的记录 — whom a bureau's row means: by the number, else by what is left of it together with the name and base.

use shebao_documents::clean::IdProblem;
use shebao_documents::rows::AgencyRow;
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::name;
use shebao_store::{Employee, MatchStrength, Tx};

use super::facts::{Facts, Tie};
use crate::error::Outcome;
use crate::exchange::ground::matching::{Met, mask_fits};
use crate::exchange::ground::run::Run;

/// Whom a row means.
pub(super) enum Whose {
    /// One person; `weak` is why the clerk should confirm it.
    One {
        /// Who.
        id: i64,
        /// By what.
        by: MatchStrength,
        /// Why it is a weak match.
        weak: Option<&'static str>,
    },
    /// One of several, or somebody who may be meant.
    Unclear {
        /// Who comes into question.
        ids: Vec<i64>,
        /// Why nothing was decided.
        reason: &'static str,
    },
    /// Nobody of the roster.
    Nobody,
}

impl Whose {
    /// The person, if it is decided.
    pub(super) const fn person(&self) -> Option<i64> {
        match self {
            Self::One { id, .. } => Some(*id),
            _ => None,
        }
    }

    /// By what it was decided.
    pub(super) const fn strength(&self) -> Option<MatchStrength> {
        match self {
            Self::One { by, .. } => Some(*by),
            _ => None,
        }
    }
}

/// What tells people of one name or number apart.
struct Clues<'a> {
    facts: &'a Facts,
    unit: i64,
    insurance: Insurance,
    month: Month,
    bases: Vec<Yuan>,
}

/// Finds whom a row means.
pub(super) fn whose(tx: &Tx<'_>, run: &Run<'_>, facts: &Facts, row: &AgencyRow, unit: i64) -> Outcome<Whose> {
    let certain = |id, by| Whose::One { id, by, weak: None };
    match run.people.meet(&row.person) {
        Met::One(id, by @ (MatchStrength::Id | MatchStrength::EmployeeNo)) => return Ok(certain(id, by)),
        Met::Contradiction(id) => {
            return Ok(Whose::Unclear { ids: vec![id], reason: "工号在账簿里属于另一位员工" });
        }
        _ => {}
    }
    match told_before(tx, row)? {
        Some(Some(id)) => return Ok(certain(id, MatchStrength::Clerk)),
        Some(None) => return Ok(Whose::Nobody),
        None => {}
    }
    let charge = row.charges.first();
    let clues = Clues {
        facts,
        unit,
        insurance: charge.map_or(Insurance::Pension, |c| c.insurance),
        month: row.period.map_or(Month::EARLIEST, |p| p.to),
        bases: row.charges.iter().filter_map(|c| c.base).chain(row.declared).collect(),
    };
    if row.person.id.is_some() {
        return Ok(by_name(run, row, &clues, |e| e.id_number.is_none(), "证件号码在花名册里还没有核对，按姓名认定"));
    }
    Ok(match &row.person.id_problem {
        Some(IdProblem::Untyped { written } | IdProblem::Invalid { written }) => {
            match run.people.by_number_written(written) {
                Some(id) => certain(id, MatchStrength::Id),
                None => Whose::Nobody,
            }
        }
        Some(IdProblem::Masked { written }) => by_mask(run, row, &clues, written),
        Some(IdProblem::CheckDigit { .. } | IdProblem::DigitsLost { .. }) => {
            match by_name(run, row, &clues, |_| true, "") {
                Whose::One { id, .. } => Whose::Unclear { ids: vec![id], reason: "表里的证件号码有误" },
                other => other,
            }
        }
        None => by_name(run, row, &clues, |_| true, "表里没有证件号码，按姓名、单位和月份认定"),
    })
}

/// The clerk's earlier word on the same account or number: whom it means, or that it is nobody of the roster.
fn told_before(tx: &Tx<'_>, row: &AgencyRow) -> Outcome<Option<Option<i64>>> {
    let identity = super::identity(row);
    if identity.starts_with("name:") {
        return Ok(None);
    }
    for record in tx.agency_records_named(&identity)? {
        if record.match_strength == Some(MatchStrength::Clerk) {
            return Ok(Some(record.employee_id));
        }
        let said = record.origin.map(|origin| tx.match_confirmation(origin)).transpose()?.flatten();
        if let Some(said) = said {
            return Ok(Some(said.employee_id));
        }
    }
    Ok(None)
}

/// The first and last characters of the number with the name; alone they are only a reason to ask.
fn by_mask(run: &Run<'_>, row: &AgencyRow, clues: &Clues<'_>, written: &str) -> Whose {
    let fits = |employee: &Employee| employee.id_number.as_deref().is_some_and(|full| mask_fits(written, full));
    match by_name(run, row, clues, fits, "证件号码有遮盖，按号码首尾、姓名和基数认定") {
        Whose::One { id, weak, .. } => Whose::One { id, by: MatchStrength::MaskedId, weak },
        Whose::Nobody => {
            let ids = run.people.those(fits);
            let near: Vec<i64> = ids.into_iter().filter(|id| clues.tie(*id) != Tie::Stranger).collect();
            if near.is_empty() {
                Whose::Nobody
            } else {
                Whose::Unclear { ids: near, reason: "证件号码首尾相符但姓名不同" }
            }
        }
        unclear @ Whose::Unclear { .. } => unclear,
    }
}

/// By the name among those who come into question: nearest to the unit first, then by the base.
fn by_name(
    run: &Run<'_>,
    row: &AgencyRow,
    clues: &Clues<'_>,
    wanted: impl Fn(&Employee) -> bool,
    reason: &'static str,
) -> Whose {
    let Some(written) = row.person.name.as_deref() else { return Whose::Nobody };
    let among =
        |ids: Vec<i64>| -> Vec<i64> { ids.into_iter().filter(|id| run.people.get(*id).is_some_and(&wanted)).collect() };
    let mut ids = among(run.people.of_name(&name::fold(written)));
    if ids.is_empty() {
        let loosely = name::fold_loosely(written);
        ids = among(run.people.those(|e| name::fold_loosely(&e.name) == loosely));
    }
    let Some(nearest) = ids.iter().map(|id| clues.tie(*id)).min() else { return Whose::Nobody };
    let near: Vec<i64> = ids.iter().copied().filter(|id| clues.tie(*id) == nearest).collect();
    let named = |id: i64, reason| Whose::One { id, by: MatchStrength::Name, weak: Some(reason) };
    match near.as_slice() {
        [one] if nearest != Tie::Stranger => named(*one, reason),
        _ => {
            let by_base: Vec<i64> = near.iter().copied().filter(|id| clues.base_fits(run, *id)).collect();
            match by_base.as_slice() {
                [one] if nearest != Tie::Stranger => named(*one, "同名多人，按基数认定"),
                [] if nearest == Tie::Stranger => Whose::Nobody,
                _ => Whose::Unclear { ids: near, reason: "同名，分不清是哪一位" },
            }
        }
    }
}

impl Clues<'_> {
    fn tie(&self, person: i64) -> Tie {
        self.facts.tie(person, self.unit, Some(self.insurance), self.month)
    }

    /// Whether the printed base is the person's declared one, as it is or held between floor and cap.
    fn base_fits(&self, run: &Run<'_>, person: i64) -> bool {
        let declared = self.facts.declared(person, self.unit, self.insurance, self.month);
        let Some(declared) = declared else { return false };
        let terms = self.facts.terms(run, self.unit, self.insurance, self.month, run.people.get(person));
        let clamped = terms.map(|terms| shebao_rules::contribution::clamp(declared, terms.bounds.value));
        self.bases.iter().any(|base| *base == declared || Some(*base) == clamped)
    }
}
