//! 既往参保 — rows of a new colleague's own record from before we were the employer: an employer who is not one of ours, in
//! months in which none of ours had begun. They are no records of ours; they tell the onboarding check what was before.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use shebao_documents::rows::AgencyRow;
use shebao_rules::insurance::Insurance;
use shebao_rules::month::Month;
use shebao_rules::onboarding::PastKind;
use shebao_store::{PastCover, Tx};

use super::facts::Facts;
use super::whose::Whose;
use crate::error::Outcome;
use crate::exchange::ground::run::Run;

/// Whose cover, of which insurance and kind, where, and whether it is unpaid.
type Stretch = (i64, Insurance, &'static str, String, bool);

/// Months of cover as the rows name them.
#[derive(Default)]
pub(super) struct Past(BTreeMap<Stretch, BTreeSet<Month>>);

impl Past {
    /// Whether a row speaks of a colleague's cover before ours; its months are then kept here.
    pub(super) fn takes(&mut self, run: &Run<'_>, facts: &Facts, row: &AgencyRow, whose: &Whose) -> bool {
        let (Some(employer), Some(period), Some(person)) = (row.unit.as_deref(), row.period, whose.person()) else {
            return false;
        };
        let ours = run.places.find(run.library, Some(employer), None).is_some();
        if ours || !facts.began_after(person, period.to) {
            return false;
        }
        let said: String = [&row.status, &row.notes, &row.section].into_iter().flatten().cloned().collect();
        let has = |words: &[&str]| words.iter().any(|word| said.contains(word) || employer.contains(word));
        let kind = if has(&["居民"]) {
            PastKind::Resident
        } else if has(&["灵活就业", "个体"]) {
            PastKind::Flexible
        } else {
            PastKind::Employee
        };
        let unpaid = has(&["欠费", "未缴", "欠缴"]);
        for insurance in row.charges.iter().map(|charge| charge.insurance) {
            let months = self.0.entry((person, insurance, kind.id(), employer.to_owned(), unpaid)).or_default();
            months.extend(period.from.through(period.to));
        }
        true
    }

    /// Keeps unbroken stretches of months that are not known yet.
    pub(super) fn keep(self, tx: &mut Tx<'_>, source: &str, today: NaiveDate) -> Outcome<()> {
        for ((employee_id, insurance, kind, employer, arrears), mut months) in self.0 {
            for known in tx.past_covers_of(employee_id)?.iter().filter(|known| known.insurance == insurance) {
                months.retain(|month| *month < known.first_month || known.last_month.is_some_and(|last| last < *month));
            }
            let kind = PastKind::ALL.into_iter().find(|one| one.id() == kind).unwrap_or(PastKind::Employee);
            for (first_month, last) in unbroken(&months) {
                tx.insert_past_cover(&PastCover {
                    employee_id,
                    insurance,
                    kind,
                    employer: Some(employer.clone()),
                    region: None,
                    first_month,
                    last_month: Some(last),
                    arrears,
                    source: source.to_owned(),
                    recorded_on: today,
                })?;
            }
        }
        Ok(())
    }
}

fn unbroken(months: &BTreeSet<Month>) -> Vec<(Month, Month)> {
    let mut stretches: Vec<(Month, Month)> = Vec::new();
    for month in months {
        match stretches.last_mut().filter(|(_, last)| last.next() == *month) {
            Some((_, last)) => *last = *month,
            None => stretches.push((*month, *month)),
        }
    }
    stretches
}
