//! 近十二个月 — people and amounts month by month, as they were computed.

use shebao_rules::month::Month;
use shebao_store::InsuranceSum;

use super::board::total;
use crate::alert::count;
use crate::book::Desk;
use crate::error::Outcome;
use crate::read;
use crate::wire::insight::TrendMonth;

/// How many months are looked back on, the month's own included.
pub(super) const MONTHS: i32 = 12;

impl Desk {
    /// 近十二个月 up to a month, the oldest first.
    ///
    /// # Errors
    /// [`crate::Code::InvalidInput`] for a month that is none.
    pub fn insight_trend(&self, month: &str) -> Outcome<Vec<TrendMonth>> {
        let last = read::month(month, "月份")?;
        last.plus(1 - MONTHS).through(last).map(|month| self.kept.trend(self, month)).collect()
    }

    /// 走势一月 as it is in the book now.
    pub(crate) fn trend_month(&self, month: Month) -> Outcome<TrendMonth> {
        let lines = self.computed(month)?;
        let sums = InsuranceSum::of(lines.iter());
        let people = lines.chunk_by(|a, b| a.employee_id == b.employee_id).count();
        Ok(TrendMonth {
            month: month.to_string(),
            people: (!sums.is_empty()).then(|| count(people)),
            employer: sums.iter().map(|sum| sum.employer).sum(),
            employee: sums.iter().map(|sum| sum.employee).sum(),
            insurances: sums.iter().map(total).collect(),
        })
    }
}
