//! 单位日期设置 — days that a unit sets for itself, each dated. No law sets them; what the law sets stands with the law.

use serde::{Deserialize, Serialize};

use crate::month::Month;

/// 哪一个日期.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitDayKind {
    /// 社保增员截止日, a day of the month.
    EnrollCutoff,
    /// 社保减员截止日, a day of the month.
    WithdrawCutoff,
    /// 公积金增员截止日, a day of the month.
    FundEnrollCutoff,
    /// 公积金减员截止日, a day of the month.
    FundWithdrawCutoff,
    /// 增员登记期限前提醒, days before the statutory day.
    EnrollReminder,
    /// 失业人员名单提醒, days after the leaving.
    UnemployedList,
    /// 入职核查, days after the hire.
    Onboarding,
    /// 五个环节缺失的提醒, days after the month's end.
    StateLimit,
}

impl UnitDayKind {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::EnrollCutoff,
        Self::WithdrawCutoff,
        Self::FundEnrollCutoff,
        Self::FundWithdrawCutoff,
        Self::EnrollReminder,
        Self::UnemployedList,
        Self::Onboarding,
        Self::StateLimit,
    ];

    /// The identifier used in the database and JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::EnrollCutoff => "enroll_cutoff",
            Self::WithdrawCutoff => "withdraw_cutoff",
            Self::FundEnrollCutoff => "fund_enroll_cutoff",
            Self::FundWithdrawCutoff => "fund_withdraw_cutoff",
            Self::EnrollReminder => "enroll_reminder",
            Self::UnemployedList => "unemployed_list",
            Self::Onboarding => "onboarding",
            Self::StateLimit => "state_limit",
        }
    }

    /// The clerk's word.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        match self {
            Self::EnrollCutoff => "社保增员截止日",
            Self::WithdrawCutoff => "社保减员截止日",
            Self::FundEnrollCutoff => "公积金增员截止日",
            Self::FundWithdrawCutoff => "公积金减员截止日",
            Self::EnrollReminder => "登记期限前几天提醒",
            Self::UnemployedList => "离职后几天提醒报失业名单",
            Self::Onboarding => "入职后几天内核查",
            Self::StateLimit => "月末后几天仍缺环节时提醒",
        }
    }

    /// What counts while the unit has set nothing; there is no cut-off day by itself.
    #[must_use]
    pub const fn at_first(self) -> Option<u32> {
        match self {
            Self::EnrollReminder => Some(10),
            Self::UnemployedList => Some(7),
            Self::Onboarding => Some(3),
            Self::StateLimit => Some(30),
            Self::EnrollCutoff | Self::WithdrawCutoff | Self::FundEnrollCutoff | Self::FundWithdrawCutoff => None,
        }
    }

    /// Whether it is a day of the month, 1 to 31, rather than a number of days.
    #[must_use]
    pub const fn of_month(self) -> bool {
        self.at_first().is_none()
    }
}

/// 一条日期设置.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitDay {
    /// Counts the entries; the later wins.
    pub id: i64,
    /// Which day.
    pub kind: UnitDayKind,
    /// The day of the month, or a number of days.
    pub day: u32,
    /// 起.
    pub from: Month,
    /// 止, included.
    pub to: Option<Month>,
}

/// The day that holds in a month: the later start before the earlier, the later entry before the earlier.
#[must_use]
pub fn in_force(days: &[UnitDay], kind: UnitDayKind, month: Month) -> Option<u32> {
    let holds = |d: &&UnitDay| d.kind == kind && d.from <= month && d.to.is_none_or(|to| month <= to);
    days.iter().filter(holds).max_by_key(|d| (d.from, d.id)).map(|d| d.day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_later_start_counts_and_an_ended_one_does_not() {
        let month = |text: &str| text.parse::<Month>().unwrap();
        let day = |id, day, from, to: Option<&str>| UnitDay {
            id,
            kind: UnitDayKind::EnrollCutoff,
            day,
            from: month(from),
            to: to.map(month),
        };
        let days = [day(1, 15, "2025-01", None), day(2, 20, "2026-01", Some("2026-03"))];
        let of = |m: &str| in_force(&days, UnitDayKind::EnrollCutoff, month(m));
        assert_eq!(of("2024-12"), None);
        assert_eq!(of("2025-12"), Some(15));
        assert_eq!(of("2026-03"), Some(20));
        assert_eq!(of("2026-04"), Some(15));
        assert_eq!(in_force(&days, UnitDayKind::WithdrawCutoff, month("2026-01")), None);
    }
}
