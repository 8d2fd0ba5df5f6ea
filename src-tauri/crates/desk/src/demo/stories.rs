//! 演示的四件事 — what is planted in the demo company, each to be found, followed and finished on paper.

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::rate::Rate;

/// 四件事 of `assets/samples/demo.toml`; what a person of them tells herself stands in her own notes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stories {
    pub unrecorded: Unrecorded,
    pub arrears: Arrears,
    pub claim: DemoClaim,
}

/// 已扣款、无记录 — deducted and debited, but the bureau's list lacks these insurances of the person.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Unrecorded {
    pub employee_no: String,
    pub insurances: Vec<Insurance>,
    /// Months of the calendar; the year is the one of which most of them lie in the book.
    pub months: Vec<u32>,
}

/// 欠费 — a debit group of a unit that was listed but never debited.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Arrears {
    pub unit: String,
    pub group: String,
    /// So many months before the present one.
    pub months_ago: i32,
}

/// 报销 — one bill of one person.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoClaim {
    pub employee_no: String,
    /// The visit was so many days ago.
    pub days_ago: u64,
    pub bill: String,
    pub hospital: String,
    pub total: Yuan,
    pub deductible: Yuan,
    pub rate: Rate,
    pub fund_share: Yuan,
    pub self_share: Yuan,
    pub papers: Vec<String>,
}

impl Unrecorded {
    /// The months that are meant, of those before the present one.
    pub(super) fn in_book(&self, first: Month, present: Month) -> Vec<Month> {
        let meant = |day: NaiveDate| self.months.contains(&day.month());
        let past: Vec<Month> = first.through(present.previous()).filter(|m| meant(m.first_day())).collect();
        let of_year = |year: i32| past.iter().copied().filter(|m| m.first_day().year() == year).collect::<Vec<_>>();
        let years = past.iter().map(|m| m.first_day().year());
        years.map(of_year).max_by_key(Vec::len).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use shebao_rules::insurance::Insurance;

    use super::Unrecorded;

    /// Fourteen months end with the present one: October to December of last year until the new December is over.
    #[test]
    fn the_months_of_the_missing_record_lie_in_the_past() {
        let story = Unrecorded {
            employee_no: "001".to_owned(),
            insurances: vec![Insurance::Medical],
            months: vec![10, 11, 12],
        };
        for (present, expected) in [
            ("2026-11", vec!["2025-10", "2025-11", "2025-12"]),
            ("2027-01", vec!["2026-10", "2026-11", "2026-12"]),
            ("2026-12", vec!["2026-10", "2026-11"]),
        ] {
            let present: shebao_rules::month::Month = present.parse().expect("a month");
            let months = story.in_book(present.plus(-13), present);
            assert_eq!(months.iter().map(ToString::to_string).collect::<Vec<_>>(), expected, "{present}");
        }
    }
}
