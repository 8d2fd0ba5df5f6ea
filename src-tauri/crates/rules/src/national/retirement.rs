//! 退休 — the month a person reaches the statutory age, the warning before it, and what applies beyond it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::National;
use super::entry::{in_force, national_entry};
use crate::insurance::Insurance;
use crate::month::Month;
use crate::policy::{Problem, Source, Status};
use crate::words::{PositionClass, Sex};

national_entry! {
    /// 法定退休年龄 of one class.
    RetirementAge
    from |e| e.from;
    track |e| e.class.id().to_owned();
    problem |e| (e.step == 0).then_some(Problem::Contradiction("a step of no month"));
    {
        /// 起.
        from: NaiveDate,
        /// 退休口径.
        class: PositionClass,
        /// 原法定退休年龄, years.
        original: u32,
        /// 延迟所及的最早出生年月.
        first_birth: Month,
        /// 每几个月延迟一个月.
        step: u32,
        /// 最多延迟月数.
        cap: u32,
    }
}

national_entry! {
    /// 最低缴费月数 for a monthly pension, by the date of retirement.
    MinimumMonths
    from |e| e.from;
    track |_| String::new();
    problem |e| (e.months == 0).then_some(Problem::Contradiction("no month at all"));
    {
        /// 起.
        from: NaiveDate,
        /// 月数.
        months: u32,
    }
}

national_entry! {
    /// 超龄 — what an employer pays for a worker beyond the statutory age.
    OverAge
    from |e| e.from;
    track |_| String::new();
    problem |e| e.due.is_empty().then_some(Problem::Contradiction("a rule about no insurance"));
    {
        /// 起.
        from: NaiveDate,
        /// 应当参加.
        due: Vec<Insurance>,
        /// 协商一致可以参加.
        by_agreement: Vec<Insurance>,
    }
}

/// 退休月 — with what it was computed from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Retirement {
    /// 退休口径.
    pub class: PositionClass,
    /// 达到法定退休年龄的月份.
    pub month: Month,
    /// 延迟月数.
    pub delay: u32,
    /// 法定退休年龄 in words: `60周岁1个月`.
    pub age: String,
    /// 最低缴费月数 of that year.
    pub minimum_months: Option<u32>,
    /// 状态.
    pub status: Status,
    /// 依据.
    pub source: Source,
}

/// Why no retirement month can be stated. Nothing is guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum NoRetirement {
    /// 出生日期未登记.
    #[error("no birth date is recorded")]
    Birth,
    /// 性别未登记.
    #[error("no sex is recorded")]
    Sex,
    /// 岗位类别未登记: a woman's original age is 50 or 55 by her post.
    #[error("a woman's position class is not recorded")]
    Class,
    /// 退休口径与性别不符.
    #[error("position class and sex contradict each other")]
    Contradiction,
}

impl NoRetirement {
    /// As the clerk reads it.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        match self {
            Self::Birth => "出生日期未登记",
            Self::Sex => "性别未登记",
            Self::Class => "岗位类别未登记",
            Self::Contradiction => "退休口径与性别不符",
        }
    }
}

/// 退休提醒 in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RetirementWarning {
    /// 将在几个月内达到; 0 is this month.
    Soon(i32),
    /// 已过.
    Passed,
}

/// Months of warning before the retirement month (rules.md §7).
pub const WARNED_BEFORE: i32 = 6;

impl Retirement {
    /// 提醒 — from six months before the retirement month on; contributions run through that month and are never
    /// stopped by the program.
    #[must_use]
    pub fn warning(&self, in_month: Month) -> Option<RetirementWarning> {
        let left = serial(self.month) - serial(in_month);
        match left {
            ..0 => Some(RetirementWarning::Passed),
            0..=WARNED_BEFORE => Some(RetirementWarning::Soon(left)),
            _ => None,
        }
    }
}

fn serial(month: Month) -> i32 {
    month.year() * 12 + i32::try_from(month.number()).unwrap_or_default()
}

/// 退休口径 of a person: recorded, or for a man the only one there is.
///
/// # Errors
/// [`NoRetirement`] where it is neither recorded nor certain.
pub fn position_class(sex: Option<Sex>, recorded: Option<PositionClass>) -> Result<PositionClass, NoRetirement> {
    match (sex, recorded) {
        (Some(Sex::Male), None | Some(PositionClass::Male60)) => Ok(PositionClass::Male60),
        (Some(Sex::Female), None) => Err(NoRetirement::Class),
        (Some(Sex::Female), Some(class @ (PositionClass::Female55 | PositionClass::Female50))) => Ok(class),
        (Some(_), Some(_)) => Err(NoRetirement::Contradiction),
        (None, Some(class)) => Ok(class),
        (None, None) => Err(NoRetirement::Sex),
    }
}

impl National {
    /// 退休月 of a class and birth month: the original age, plus one month of delay for every `step` months of birth
    /// from `first_birth` on, at most `cap`.
    ///
    /// # Source
    /// 国务院关于渐进式延迟法定退休年龄的办法 第一条、第二条.
    #[must_use]
    pub fn retirement(&self, class: PositionClass, birth: Month) -> Option<Retirement> {
        let rule = self.ages.iter().rfind(|age| age.class == class)?;
        let after = u32::try_from(serial(birth) - serial(rule.first_birth)).ok();
        let delay = after.map_or(0, |months| (months / rule.step + 1).min(rule.cap));
        let month = birth.plus(i32::try_from(rule.original * 12 + delay).ok()?);
        let (years, months) = (rule.original + delay / 12, delay % 12);
        let age = if months == 0 { format!("{years}周岁") } else { format!("{years}周岁{months}个月") };
        let minimum_months = in_force(&self.minimums, month.first_day()).map(|m| m.months);
        Some(Retirement { class, month, delay, age, minimum_months, status: rule.status, source: rule.source.clone() })
    }

    /// 退休月 of a person as far as recorded.
    ///
    /// # Errors
    /// [`NoRetirement`] naming what is not recorded.
    pub fn retirement_of(
        &self,
        sex: Option<Sex>,
        recorded: Option<PositionClass>,
        birth: Option<NaiveDate>,
    ) -> Result<Retirement, NoRetirement> {
        let class = position_class(sex, recorded)?;
        let birth = Month::of(birth.ok_or(NoRetirement::Birth)?);
        self.retirement(class, birth).ok_or(NoRetirement::Class)
    }

    /// 超龄规则 as in force on a day; before 2026-07-01 there is none of the whole country.
    #[must_use]
    pub fn over_age(&self, on: NaiveDate) -> Option<&OverAge> {
        in_force(&self.over_ages, on)
    }
}
