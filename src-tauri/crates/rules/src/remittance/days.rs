//! 缴费期限 — a published date wins, then the unit's own day, then the statutory filing period.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::insurance::Scope;
use crate::month::Month;
use crate::national::{Calendar, INFERRED};

/// 顺延 — how rest days move a day of the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shift {
    /// 按税务期限顺延: holidays of three days and more inside of the period extend it.
    Tax,
    /// 遇休息日顺延: to the next working day.
    Roll,
    /// 不顺延.
    None,
}

impl Shift {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Tax, Self::Roll, Self::None];

    /// The identifier.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Tax => "tax",
            Self::Roll => "roll",
            Self::None => "none",
        }
    }

    /// The clerk's word.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        match self {
            Self::Tax => "按税务期限顺延",
            Self::Roll => "遇休息日顺延",
            Self::None => "不顺延",
        }
    }

    /// By its identifier.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shift| shift.id() == text)
    }
}

/// 单位设置的期限.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnDays {
    /// 0: within the month itself; 1: in the month after.
    pub months_after: u32,
    /// 申报截止日.
    pub declare_day: Option<u32>,
    /// 缴费截止日.
    pub pay_day: u32,
    /// 顺延.
    pub shift: Shift,
    /// 出处.
    pub source: String,
}

/// 当地公布的期限 of one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// 申报截止日期.
    pub declare_by: Option<NaiveDate>,
    /// 缴费截止日期.
    pub pay_by: NaiveDate,
    /// 出处.
    pub source: String,
}

/// 期限依据.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// 当地公布.
    Published,
    /// 单位设置.
    Unit,
    /// 按税务申报期限推算: nobody has told this unit's day yet.
    Statutory,
}

/// 申报与缴费期限 of a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentDates {
    /// 申报截止日期.
    pub declare_by: Option<NaiveDate>,
    /// 缴费截止日期.
    pub pay_by: NaiveDate,
    /// Where it comes from.
    pub basis: Basis,
    /// The holidays of a day's year are not known yet.
    pub inferred: bool,
    /// 出处 in the clerk's words.
    pub source: String,
}

impl Calendar {
    /// 申报与缴费期限 of a booking month; `None` where nothing settles it: the housing fund has no day in law that a
    /// calendar could tell.
    ///
    /// # Source
    /// 社会保险法 第六十条; 税收征收管理法实施细则 第一百零九条 for the statutory period and [`Shift::Tax`]; 住房公积金管理
    /// 条例 第十九条 counts from the day wages are paid.
    #[must_use]
    pub fn payment_dates(
        &self,
        month: Month,
        scope: Scope,
        published: Option<&Published>,
        own: Option<&OwnDays>,
    ) -> Option<PaymentDates> {
        if let Some(published) = published {
            return Some(PaymentDates {
                declare_by: published.declare_by,
                pay_by: published.pay_by,
                basis: Basis::Published,
                inferred: false,
                source: published.source.clone(),
            });
        }
        if let Some(own) = own {
            return self.own_dates(month, own);
        }
        if !scope.includes(crate::insurance::Insurance::Pension) {
            return None;
        }
        let filing = self.filing_day(month, None)?;
        let mut source = format!("未设置本单位期限，按{}推算，请向主管税务机关核实", filing.source.title);
        note(&mut source, filing.inferred);
        Some(PaymentDates {
            declare_by: Some(filing.day),
            pay_by: filing.day,
            basis: Basis::Statutory,
            inferred: filing.inferred,
            source,
        })
    }

    fn own_dates(&self, month: Month, own: &OwnDays) -> Option<PaymentDates> {
        let in_month = month.plus(i32::try_from(own.months_after).ok()?);
        let (pay_by, inferred) = self.own_day(in_month, own.pay_day, own.shift)?;
        let declare = own.declare_day.and_then(|day| self.own_day(in_month, day, own.shift));
        let mut source = format!("单位设置：{}（{}）", own.source, own.shift.chinese());
        note(&mut source, inferred);
        Some(PaymentDates { declare_by: declare.map(|(day, _)| day), pay_by, basis: Basis::Unit, inferred, source })
    }

    /// A day of a month, moved; and whether the holidays behind it are inferred.
    fn own_day(&self, month: Month, day: u32, shift: Shift) -> Option<(NaiveDate, bool)> {
        let days = Days::new(u64::from(day.max(1) - 1));
        let nominal = month.first_day().checked_add_days(days)?.min(month.last_day());
        match shift {
            Shift::Tax => self.filing_day(month, Some(day)).map(|filing| (filing.day, filing.inferred)),
            Shift::Roll => {
                let rolled = self.roll(nominal);
                Some((rolled, !self.is_known(nominal) || !self.is_known(rolled)))
            }
            Shift::None => Some((nominal, false)),
        }
    }

    /// 提前到工作日 — the day itself, or the last working day before it.
    #[must_use]
    pub fn roll_back(&self, day: NaiveDate) -> NaiveDate {
        let before = std::iter::successors(Some(day), NaiveDate::pred_opt);
        before.take(60).find(|day| self.is_working(*day)).unwrap_or(day)
    }
}

fn note(source: &mut String, inferred: bool) {
    if inferred {
        source.push('；');
        source.push_str(INFERRED);
    }
}
