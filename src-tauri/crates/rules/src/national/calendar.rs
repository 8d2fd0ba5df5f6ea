//! 工作日历 — working days with 调休, and the day a monthly filing falls on.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::entry::{in_force, national_entry};
use crate::month::Month;
use crate::policy::{Problem, Source, Status};

/// 假期 — one holiday of a yearly notice.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// 名称.
    pub name: String,
    /// 放假起.
    pub from: NaiveDate,
    /// 放假止.
    pub to: NaiveDate,
    /// 共几天.
    pub days: i64,
    /// 法定节日天数 it contains.
    pub statutory: i64,
    /// 调休上班 — weekend days worked in exchange.
    pub work: Vec<NaiveDate>,
}

national_entry! {
    /// 放假通知 — one notice of the State Council's office.
    HolidayNotice
    from |e| NaiveDate::from_ymd_opt(e.year, 1, 1).unwrap_or_default();
    track |e| e.extension.to_string();
    problem |e| e.holidays.iter().find_map(|h| holiday_problem(h, e.year, e.extension)).map(Problem::Contradiction);
    {
        /// 年份.
        year: i32,
        /// 延长假期: adds days to an earlier notice and takes make-up days back.
        #[serde(default)]
        extension: bool,
        /// 假期.
        holidays: Vec<Holiday>,
    }
}

national_entry! {
    /// 申报期限规则 — the day of the month and how holidays move it.
    FilingRule
    from |e| e.from;
    track |_| String::new();
    problem |e| (!(1..=31).contains(&e.day)).then_some(Problem::Contradiction("no day of a month"));
    {
        /// 起.
        from: NaiveDate,
        /// 期限日 of the month.
        day: u32,
        /// 连续几日以上假期顺延.
        extends_from: i64,
    }
}

/// What is wrong with a holiday: the notice's own count, and days off in the week being either statutory or made up for.
fn holiday_problem(holiday: &Holiday, year: i32, extension: bool) -> Option<&'static str> {
    let Holiday { from, to, days, statutory, ref work, .. } = *holiday;
    let off: Vec<NaiveDate> = from.iter_days().take_while(|day| *day <= to).collect();
    let count = |list: &[NaiveDate]| i64::try_from(list.len()).unwrap_or(i64::MAX);
    let weekdays: Vec<NaiveDate> = off.iter().copied().filter(|day| !is_weekend(*day)).collect();
    if to < from || count(&off) != days {
        Some("the days of a holiday are not as many as it says")
    } else if from.year() != year && to.year() != year {
        Some("a holiday of another year")
    } else if work.iter().any(|day| !is_weekend(*day) || off.contains(day)) {
        Some("a make-up day is a weekend day outside of its holiday")
    } else if !extension && count(&weekdays) - count(work) != statutory {
        Some("days off in the week are statutory or made up for")
    } else {
        None
    }
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// 特殊日 — a day that a notice arranges otherwise than the week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CalendarDay {
    /// 日期.
    pub date: NaiveDate,
    /// 假期名称.
    pub name: String,
    /// 放假 (true) or 调休上班 (false).
    pub is_off_day: bool,
    /// 通知文号.
    pub paper: String,
}

/// 申报期限日 — the day a monthly filing must be made by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FilingDay {
    /// 期限日.
    pub day: NaiveDate,
    /// 因假期顺延的天数.
    pub extended: i64,
    /// 该年放假安排未录入，按推算.
    pub inferred: bool,
    /// 规则状态.
    pub status: Status,
    /// 出处.
    pub source: Source,
}

/// 工作日历.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    days: BTreeMap<NaiveDate, CalendarDay>,
    known: (NaiveDate, NaiveDate),
    rules: Vec<FilingRule>,
}

/// What the clerk reads where a day lies beyond the notices.
pub const INFERRED: &str = "该年放假安排未录入，按推算";

impl Calendar {
    /// From notices in order of year; later ones win, so an extension takes a make-up day back. `None` unless the years
    /// follow each other without a gap up to `known_until`.
    pub(super) fn of(notices: &[HolidayNotice], rules: Vec<FilingRule>, known_until: NaiveDate) -> Option<Self> {
        let years: Vec<i32> = notices.iter().filter(|n| !n.extension).map(|n| n.year).collect();
        let (first, last) = (*years.first()?, *years.last()?);
        let known = (NaiveDate::from_ymd_opt(first, 1, 1)?, NaiveDate::from_ymd_opt(last, 12, 31)?);
        if !years.iter().copied().eq(first..=last) || known.1 != known_until {
            return None;
        }
        let mut days = BTreeMap::new();
        for (notice, holiday) in notices.iter().flat_map(|n| n.holidays.iter().map(move |h| (n, h))) {
            let paper = notice.source.number.clone().unwrap_or_else(|| notice.source.title.clone());
            let off = holiday.from.iter_days().take_while(|day| *day <= holiday.to).map(|day| (day, true));
            for (date, is_off_day) in off.chain(holiday.work.iter().map(|day| (*day, false))) {
                let (name, paper) = (holiday.name.clone(), paper.clone());
                days.insert(date, CalendarDay { date, name, is_off_day, paper });
            }
        }
        Some(Self { days, known, rules })
    }

    pub(super) fn rules(&self) -> &[FilingRule] {
        &self.rules
    }

    /// 已录入至.
    #[must_use]
    pub const fn known_until(&self) -> NaiveDate {
        self.known.1
    }

    /// Whether the arrangement of the day's year is held; otherwise only the week decides ([`INFERRED`]).
    #[must_use]
    pub fn is_known(&self, day: NaiveDate) -> bool {
        (self.known.0..=self.known.1).contains(&day)
    }

    /// Every day that a notice arranges, by date.
    pub fn arranged(&self) -> impl Iterator<Item = &CalendarDay> {
        self.days.values()
    }

    /// 是否工作日.
    #[must_use]
    pub fn is_working(&self, day: NaiveDate) -> bool {
        self.days.get(&day).map_or(!is_weekend(day), |arranged| !arranged.is_off_day)
    }

    /// 遇休息日顺延 — the day itself, or the first working day after it.
    #[must_use]
    pub fn roll(&self, day: NaiveDate) -> NaiveDate {
        day.iter_days().find(|day| self.is_working(*day)).unwrap_or(day)
    }

    /// 若干工作日后 — the `n`th working day after `day`; with 0 as [`Self::roll`].
    #[must_use]
    pub fn plus_working(&self, day: NaiveDate, n: usize) -> NaiveDate {
        let Some(before) = n.checked_sub(1) else { return self.roll(day) };
        day.iter_days().skip(1).filter(|day| self.is_working(*day)).nth(before).unwrap_or(day)
    }

    /// 申报期限 of a month: the rule's day of the month (or `nominal`, where the local authority names another), moved
    /// by holidays. A run of rest days around a holiday that has three or more of them inside the period adds as many
    /// **working** days; a period that ends on a rest day ends on the next working day.
    ///
    /// # Source
    /// 税收征收管理法实施细则 第一百零九条; that the days added are working days is how the published dates of 2026
    /// come out (税总办征科函〔2025〕64号).
    #[must_use]
    pub fn filing_day(&self, month: Month, nominal: Option<u32>) -> Option<FilingDay> {
        let rule = in_force(&self.rules, month.first_day())?;
        let first = month.first_day();
        let days = u64::from(nominal.unwrap_or(rule.day).max(1) - 1);
        let last = first.checked_add_days(Days::new(days))?.min(month.last_day());
        let extended = self.holiday_runs(first, last).into_iter().filter(|days| *days >= rule.extends_from).sum();
        let day = self.plus_working(last, usize::try_from(extended).ok()?);
        let inferred = !self.is_known(first) || !self.is_known(day);
        Some(FilingDay { day, extended, inferred, status: rule.status, source: rule.source.clone() })
    }

    /// Lengths of the runs of rest days between two days, of those that hold a holiday.
    fn holiday_runs(&self, first: NaiveDate, last: NaiveDate) -> Vec<i64> {
        let (mut runs, mut length, mut holiday) = (Vec::new(), 0, false);
        for day in first.iter_days().take_while(|day| *day <= last) {
            if self.is_working(day) {
                runs.push(if holiday { length } else { 0 });
                (length, holiday) = (0, false);
            } else {
                length += 1;
                holiday |= self.days.contains_key(&day);
            }
        }
        runs.push(if holiday { length } else { 0 });
        runs
    }
}
