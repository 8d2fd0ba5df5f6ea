//! 法定期限 — within how many days after an event something must be done; and the housing fund's first month.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::National;
use super::entry::{in_force, national_entry};
use crate::month::Month;
use crate::policy::{Problem, Source, Status};

/// 事项 — what must be done in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// 单位社会保险登记.
    RegisterUnit,
    /// 变更、注销登记.
    ChangeRegistration,
    /// 为职工办理社会保险登记.
    RegisterEmployee,
    /// 失业人员名单告知（社会保险法）.
    UnemployedList,
    /// 失业人员名单备案（失业保险条例）.
    UnemployedListFiled,
    /// 社会保险关系转移.
    TransferRelations,
    /// 单位公积金缴存登记.
    FundRegisterUnit,
    /// 职工公积金账户设立或转移.
    FundRegisterEmployee,
    /// 公积金账户转移或封存.
    FundSealAccount,
    /// 公积金汇缴.
    FundRemit,
    /// 工伤认定申请.
    WorkInjuryClaim,
    /// 经办机构办结变更、注销.
    RegistrationByAgency,
    /// 经办机构办结手工报销.
    ReimbursementByAgency,
    /// 经办机构办结生育津贴.
    MaternityAllowanceByAgency,
}

/// 计日单位.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayUnit {
    /// 日.
    Day,
    /// 工作日.
    WorkingDay,
}

national_entry! {
    /// 法定期限.
    Deadline
    from |e| e.from;
    track |e| format!("{:?}", e.id);
    problem |e| (e.within == 0).then_some(Problem::Contradiction("within no day"));
    {
        /// 事项.
        id: Duty,
        /// 起.
        from: NaiveDate,
        /// 事项 in the clerk's words.
        duty: String,
        /// 起算.
        starts: String,
        /// 几日内.
        within: u32,
        /// 计日单位.
        unit: DayUnit,
    }
}

/// 新入职职工的缴存经历.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FundWorker {
    /// 新参加工作.
    FirstEver,
    /// 新调入.
    Transferred,
}

national_entry! {
    /// 公积金起缴规则.
    FundStartRule
    from |e| e.from;
    track |e| format!("{:?}", e.worker);
    problem |e| (e.months_after > 12).then_some(Problem::Contradiction("a first month a year away"));
    {
        /// 起.
        from: NaiveDate,
        /// 缴存经历.
        worker: FundWorker,
        /// 参加工作后第几个月.
        months_after: u32,
    }
}

/// 公积金起缴月 — a proposal with its article; the clerk decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FundStart {
    /// 起缴年月.
    pub month: Month,
    /// 状态 of the rule.
    pub status: Status,
    /// 依据.
    pub source: Source,
}

/// 期限日 of a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueDay<'a> {
    /// The last day in time. A rest day is not rolled: being a day early harms nobody.
    pub day: NaiveDate,
    /// 期限.
    pub deadline: &'a Deadline,
}

impl National {
    /// 期限 of a duty as in force on a day.
    #[must_use]
    pub fn deadline(&self, duty: Duty, on: NaiveDate) -> Option<&Deadline> {
        in_force(self.deadlines.iter().filter(|d| d.id == duty), on)
    }

    /// 期限日 — the last day in time after an event; the day of the event does not count (自…之日起).
    #[must_use]
    pub fn due_day(&self, duty: Duty, event: NaiveDate) -> Option<DueDay<'_>> {
        let deadline = self.deadline(duty, event)?;
        let day = match deadline.unit {
            DayUnit::Day => event.checked_add_days(Days::new(u64::from(deadline.within)))?,
            DayUnit::WorkingDay => self.calendar.plus_working(event, usize::try_from(deadline.within).ok()?),
        };
        Some(DueDay { day, deadline })
    }

    /// 公积金起缴月 of a new employee who began in `started`.
    ///
    /// # Source
    /// 住房公积金管理条例 第十七条: the first-ever worker from the second month, the transferred one from the month the
    /// new employer pays wages.
    #[must_use]
    pub fn fund_start(&self, worker: FundWorker, started: Month) -> Option<FundStart> {
        let rule = in_force(self.fund_starts.iter().filter(|r| r.worker == worker), started.last_day())?;
        let month = started.plus(i32::try_from(rule.months_after).ok()?);
        Some(FundStart { month, status: rule.status, source: rule.source.clone() })
    }
}
