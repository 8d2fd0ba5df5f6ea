//! 参保关系 — who is covered where, for what, from when; and which declared base counts.
//!
//! A cover or base of one insurance in particular ([`Scope::One`]) wins over the one of its group.

use serde::{Deserialize, Serialize};

use crate::insurance::{Insurance, Scope};
use crate::money::Yuan;
use crate::month::Month;

/// 参保关系 — one spell of cover at one participating unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// The row it is stored in.
    pub id: i64,
    /// 参保单位.
    pub unit: i64,
    /// 范围.
    pub scope: Scope,
    /// 起缴年月, the first month due.
    pub first: Month,
    /// 停缴年月, the last month due; `None` while covered.
    pub last: Option<Month>,
    /// 首月次月补缴: joined after the cut-off day, the first month is declared and paid one month later.
    pub first_month_late: bool,
}

impl Cover {
    /// Whether `month` lies within.
    #[must_use]
    pub fn includes(&self, month: Month) -> bool {
        self.first <= month && self.last.is_none_or(|last| month <= last)
    }

    /// 入库月 — the month in which the contribution of `period` is declared and paid.
    #[must_use]
    pub fn booked(&self, period: Month) -> Month {
        if self.first_month_late && period == self.first { period.next() } else { period }
    }
}

/// 申报基数 — a declared base; stored as declared, clamped only when a month is computed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclaredBase {
    /// The row it is stored in.
    pub id: i64,
    /// 参保单位.
    pub unit: i64,
    /// 范围.
    pub scope: Scope,
    /// 适用起.
    pub from: Month,
    /// 适用止 (included), if one was written.
    pub to: Option<Month>,
    /// 申报基数.
    pub amount: Yuan,
}

/// How a declared base reaches a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Declared for the month.
    Declared,
    /// 沿用: its period is over and nothing newer was declared while the cover went on.
    CarriedOver,
}

/// The cover of an insurance at a unit in a month. If any cover speaks of this insurance in particular, only these count.
#[must_use]
pub fn cover_in(covers: &[Cover], unit: i64, insurance: Insurance, month: Month) -> Option<&Cover> {
    let of_unit = || covers.iter().filter(move |c| c.unit == unit);
    let particular = of_unit().any(|c| c.scope == Scope::One(insurance));
    of_unit()
        .filter(|c| if particular { c.scope == Scope::One(insurance) } else { c.scope.includes(insurance) })
        .filter(|c| c.includes(month))
        .max_by_key(|c| c.first)
}

/// The declared base of an insurance in a month: the particular before the group's, the later start before the earlier.
/// A base whose period is over is carried over only within the cover it was declared in, never into a later spell.
#[must_use]
pub fn base_in<'a>(
    bases: &'a [DeclaredBase],
    cover: &Cover,
    insurance: Insurance,
    month: Month,
) -> Option<(&'a DeclaredBase, Reach)> {
    let base = bases
        .iter()
        .filter(|b| b.unit == cover.unit && b.scope.includes(insurance) && b.from <= month)
        .max_by_key(|b| (matches!(b.scope, Scope::One(_)), b.from, b.id))?;
    match base.to {
        None => Some((base, Reach::Declared)),
        Some(to) if month <= to => Some((base, Reach::Declared)),
        Some(to) if cover.first <= to => Some((base, Reach::CarriedOver)),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insurance::Group;

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    fn cover(scope: Scope, first: &str, last: Option<&str>) -> Cover {
        Cover { id: 1, unit: 1, scope, first: month(first), last: last.map(month), first_month_late: false }
    }

    fn base(id: i64, from: &str, to: Option<&str>, yuan: i64) -> DeclaredBase {
        let scope = Scope::Group(Group::Social);
        DeclaredBase { id, unit: 1, scope, from: month(from), to: to.map(month), amount: Yuan::from_fen(yuan * 100) }
    }

    #[test]
    fn a_particular_cover_replaces_the_group() {
        let covers = [
            cover(Scope::Group(Group::Social), "2025-01", None),
            cover(Scope::One(Insurance::Medical), "2025-01", Some("2025-12")),
        ];
        assert!(cover_in(&covers, 1, Insurance::Pension, month("2026-01")).is_some());
        assert!(cover_in(&covers, 1, Insurance::Medical, month("2025-12")).is_some());
        assert!(cover_in(&covers, 1, Insurance::Medical, month("2026-01")).is_none());
        assert!(cover_in(&covers, 2, Insurance::Pension, month("2026-01")).is_none());
    }

    #[test]
    fn a_late_first_month_is_booked_one_month_later() {
        let mut late = cover(Scope::Group(Group::Social), "2025-12", None);
        late.first_month_late = true;
        assert_eq!(late.booked(month("2025-12")), month("2026-01"));
        assert_eq!(late.booked(month("2026-01")), month("2026-01"));
    }

    #[test]
    fn the_newest_base_counts_and_an_old_one_is_carried_over_within_its_spell() {
        let bases = [base(1, "2025-01", Some("2025-06"), 9000), base(2, "2025-07", Some("2026-06"), 9500)];
        let spell = cover(Scope::Group(Group::Social), "2024-01", None);
        let amount = |m: &str| base_in(&bases, &spell, Insurance::Pension, month(m)).map(|(b, r)| (b.id, r));
        assert_eq!(amount("2025-06"), Some((1, Reach::Declared)));
        assert_eq!(amount("2025-07"), Some((2, Reach::Declared)));
        assert_eq!(amount("2026-07"), Some((2, Reach::CarriedOver)));
        assert_eq!(amount("2024-12"), None);
        let rehired = cover(Scope::Group(Group::Social), "2026-08", None);
        assert_eq!(base_in(&bases, &rehired, Insurance::Pension, month("2026-08")), None);
    }
}
