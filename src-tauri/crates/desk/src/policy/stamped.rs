//! 印记 shown — what the book's own lists prove, on the values and in the coverage map.

use shebao_rules::month::Month;
use shebao_rules::policy::{CoverageState, Evidence, Status};
use shebao_store::PolicyProof;

use crate::Moment;
use crate::book::Desk;
use crate::error::Outcome;
use crate::wire::policy::{CoverageCell, PolicyValue, ValueStamp};
use crate::wire::small;

impl Desk {
    /// 政策值 as [`super::values`] tells them, with what this book's lists prove of them.
    ///
    /// # Errors
    /// Those of [`super::values`].
    pub fn policy_values(
        &self,
        region: &str,
        insurance: &str,
        month: Option<&str>,
        known_on: Option<&str>,
    ) -> Outcome<Vec<PolicyValue>> {
        let mut values = super::values(&self.library, region, insurance, month, known_on)?;
        put(&mut values, &self.view().policy_proofs()?);
        Ok(values)
    }

    /// 收录情况 as [`super::coverage`] tells it; what this book's lists prove of the rates of the month counts as 明细验证.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn policy_coverage(&self, now: Moment) -> Outcome<Vec<CoverageCell>> {
        let (mut cells, proofs) = (super::coverage(&self.library, now), self.view().policy_proofs()?);
        let month = Month::of(now.date()).to_string();
        for cell in &mut cells {
            if !proofs.iter().any(|proof| proof.region == cell.region && proof.insurance.id() == cell.insurance) {
                continue;
            }
            let mut values = super::values(&self.library, &cell.region, &cell.insurance, Some(&month), None)?;
            put(&mut values, &proofs);
            let rates: Vec<&PolicyValue> = values.iter().filter(|value| value.part == "rates").collect();
            if rates.iter().any(|value| is_proved(value)) && cell.state == CoverageState::Quoted.chinese() {
                cell.state = CoverageState::Proved.chinese().to_owned();
            }
            cell.proved = rates
                .iter()
                .flat_map(|value| &value.stamps)
                .max_by_key(|stamp| stamp.lines)
                .map(|stamp| format!("{} 行、{} 个月", stamp.lines, stamp.months.len()));
        }
        Ok(cells)
    }
}

/// Puts the stamps on the values they speak of.
pub(super) fn put(values: &mut [PolicyValue], proofs: &[PolicyProof]) {
    for value in values.iter_mut().filter(|value| !value.corrected) {
        let option = value.option.as_deref().unwrap_or_default();
        let own = proofs.iter().filter(|proof| {
            proof.region == value.region
                && proof.insurance.id() == value.insurance
                && proof.part == value.part
                && proof.option == option
                && proof.from.to_string() == value.from
        });
        value.stamps = own.map(stamp).collect();
        if value.status == Status::Final && is_proved(value) {
            value.evidence = Evidence::Proved;
        }
    }
}

/// Whether every side that has rows is proved to be what the value says.
fn is_proved(value: &PolicyValue) -> bool {
    let proved = |stamp: &ValueStamp| stamp.finding == "proved" && stamp.agrees == Some(true);
    !value.stamps.is_empty() && value.stamps.iter().all(proved)
}

fn stamp(proof: &PolicyProof) -> ValueStamp {
    ValueStamp {
        side: proof.side.clone(),
        finding: proof.finding.clone(),
        stamp: proof.stamp.clone(),
        rows: proof.rows.clone(),
        lines: small(proof.lines),
        months: proof.months.iter().map(ToString::to_string).collect(),
        agrees: proof.agrees,
    }
}
