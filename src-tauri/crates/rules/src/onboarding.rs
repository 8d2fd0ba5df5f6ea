//! 入职核查 — what a newcomer's past cover tells. Whatever it tells, the unit enrols within thirty days of the hire.

use serde::{Deserialize, Serialize};

use crate::cover::{Cover, cover_in};
use crate::insurance::Insurance;
use crate::month::Month;

/// 既往参保身份.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PastKind {
    /// 职工.
    Employee,
    /// 城乡居民.
    Resident,
    /// 灵活就业.
    Flexible,
}

impl PastKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Employee, Self::Resident, Self::Flexible];

    /// The identifier used in the database and JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Employee => "employee",
            Self::Resident => "resident",
            Self::Flexible => "flexible",
        }
    }

    /// The clerk's word.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        match self {
            Self::Employee => "职工",
            Self::Resident => "城乡居民",
            Self::Flexible => "灵活就业",
        }
    }
}

/// 既往参保 — one stretch of cover before the hire, as a certificate or an import tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastCover {
    /// 险种.
    pub insurance: Insurance,
    /// 身份.
    pub kind: PastKind,
    /// 参保单位或个人.
    pub employer: Option<String>,
    /// First month.
    pub first: Month,
    /// Last month; none while it still runs.
    pub last: Option<Month>,
    /// 欠费: months in it are not paid.
    pub arrears: bool,
}

/// 核查结果 kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// 原单位未停保: the same insurance runs elsewhere as an employee.
    Duplicate,
    /// 居民医保在保.
    Resident,
    /// 灵活就业在保.
    Flexible,
    /// 原单位欠费.
    ArrearsBefore,
    /// 断缴.
    Gap,
}

impl FindingKind {
    /// The identifier used in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Duplicate => "duplicate",
            Self::Resident => "resident",
            Self::Flexible => "flexible",
            Self::ArrearsBefore => "arrears_before",
            Self::Gap => "gap",
        }
    }
}

/// 核查结果 — one thing found, with the months it concerns.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// What.
    pub kind: FindingKind,
    /// 险种.
    pub insurance: Insurance,
    /// First month.
    pub from: Month,
    /// Last month; none where it still runs.
    pub to: Option<Month>,
    /// 参保单位 there.
    pub employer: Option<String>,
}

/// How far back a gap still tells something: two years before the hire.
const LOOK_BACK: i32 = 24;

/// 入职核查 of someone hired in a month, against what the unit itself covers.
#[must_use]
pub fn findings(past: &[PastCover], hired: Month, own: &[Cover]) -> Vec<Finding> {
    let mut found = Vec::new();
    for insurance in Insurance::ALL {
        let of: Vec<&PastCover> = past.iter().filter(|p| p.insurance == insurance).collect();
        let ours = own.iter().map(|c| c.unit).any(|unit| cover_in(own, unit, insurance, hired).is_some());
        for cover in &of {
            let finding =
                |kind, from| Finding { kind, insurance, from, to: cover.last, employer: cover.employer.clone() };
            let runs_on = cover.last.is_none_or(|last| hired <= last);
            if runs_on && (ours || cover.kind != PastKind::Employee || cover.last.is_none()) {
                let kind = match cover.kind {
                    PastKind::Employee => FindingKind::Duplicate,
                    PastKind::Resident => FindingKind::Resident,
                    PastKind::Flexible => FindingKind::Flexible,
                };
                found.push(finding(kind, hired.max(cover.first)));
            }
            if cover.arrears {
                found.push(finding(FindingKind::ArrearsBefore, cover.first));
            }
        }
        gaps(&of, hired, insurance, &mut found);
    }
    found.sort();
    found
}

/// Months between the first known cover and the hire in which nothing ran.
fn gaps(of: &[&PastCover], hired: Month, insurance: Insurance, found: &mut Vec<Finding>) {
    let Some(first) = of.iter().map(|p| p.first).min() else { return };
    let mut month = first.max(hired.plus(-LOOK_BACK));
    let mut open: Option<Month> = None;
    while month < hired {
        let covered = of.iter().any(|p| p.first <= month && p.last.is_none_or(|last| month <= last));
        match (covered, open) {
            (false, None) => open = Some(month),
            (true, Some(from)) => {
                found.push(gap(insurance, from, month.previous()));
                open = None;
            }
            _ => {}
        }
        month = month.next();
    }
    if let Some(from) = open {
        found.push(gap(insurance, from, hired.previous()));
    }
}

const fn gap(insurance: Insurance, from: Month, to: Month) -> Finding {
    Finding { kind: FindingKind::Gap, insurance, from, to: Some(to), employer: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insurance::{Group, Scope};

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    fn past(kind: PastKind, first: &str, last: Option<&str>) -> PastCover {
        let (first, last) = (month(first), last.map(month));
        PastCover { insurance: Insurance::Medical, kind, employer: None, first, last, arrears: false }
    }

    fn kinds(past: &[PastCover]) -> Vec<(FindingKind, String, Option<String>)> {
        let own = [Cover {
            id: 1,
            unit: 1,
            scope: Scope::Group(Group::Social),
            first: month("2026-03"),
            last: None,
            first_month_late: false,
        }];
        let found = findings(past, month("2026-03"), &own);
        found.into_iter().map(|f| (f.kind, f.from.to_string(), f.to.map(|m| m.to_string()))).collect()
    }

    #[test]
    fn a_seamless_change_tells_nothing() {
        assert_eq!(kinds(&[past(PastKind::Employee, "2020-01", Some("2026-02"))]), []);
        assert_eq!(kinds(&[]), [], "nothing known is nothing found");
    }

    #[test]
    fn gaps_are_found_between_and_at_the_end() {
        let two = [
            past(PastKind::Employee, "2024-06", Some("2025-01")),
            past(PastKind::Employee, "2025-04", Some("2025-10")),
        ];
        let gap = |from: &str, to: &str| (FindingKind::Gap, from.to_owned(), Some(to.to_owned()));
        assert_eq!(kinds(&two), [gap("2025-02", "2025-03"), gap("2025-11", "2026-02")]);
        // What lies more than two years back tells nothing any more.
        let old = [past(PastKind::Employee, "2015-01", Some("2020-12"))];
        assert_eq!(kinds(&old), [gap("2024-03", "2026-02")]);
    }

    #[test]
    fn cover_that_runs_on_elsewhere_is_found_by_its_kind() {
        let kind = |kind, last: Option<&str>| kinds(&[past(kind, "2020-01", last)]).into_iter().map(|f| f.0).next();
        assert_eq!(kind(PastKind::Employee, None), Some(FindingKind::Duplicate));
        assert_eq!(kind(PastKind::Resident, Some("2026-12")), Some(FindingKind::Resident));
        assert_eq!(kind(PastKind::Flexible, None), Some(FindingKind::Flexible));
        let mut owing = past(PastKind::Employee, "2025-01", Some("2026-02"));
        owing.arrears = true;
        assert_eq!(kinds(&[owing])[0].0, FindingKind::ArrearsBefore);
    }
}
