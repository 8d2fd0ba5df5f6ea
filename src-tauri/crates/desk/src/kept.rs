//! 暂存 — what was worked out since the book changed last, with the number of its newest action and the day it holds for.
//! What takes a second of a large book is not worked out again for every look at the home page, nor for every paper of a batch.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;
use shebao_rules::month::Month;

use crate::book::Desk;
use crate::error::Outcome;
use crate::reconciliation::Standing;
use crate::statement::Outside;
use crate::wire::insight::TrendMonth;
use crate::wire::remittance::CashView;
use crate::{Moment, actions};

/// How many months are kept at once.
const MONTHS: usize = 26;
/// How many spans of months: papers are printed for one span, then for another.
const SPANS: usize = 2;

/// 暂存.
pub(crate) struct Kept {
    months: Memory<Month, Arc<Standing>>,
    lacking: Memory<Month, bool>,
    cash: Memory<Month, CashView>,
    trend: Memory<Month, TrendMonth>,
    outside: Memory<(Month, Month), Arc<Outside>>,
}

impl Default for Kept {
    fn default() -> Self {
        Self {
            months: Memory::of_at_most(MONTHS),
            lacking: Memory::of_at_most(MONTHS),
            cash: Memory::of_at_most(MONTHS),
            trend: Memory::of_at_most(MONTHS),
            outside: Memory::of_at_most(SPANS),
        }
    }
}

/// Answers by month, or by what else they are of.
struct Memory<K, T> {
    most: usize,
    answers: Mutex<BTreeMap<K, (i64, NaiveDate, T)>>,
}

impl<K: Copy + Ord, T: Clone> Memory<K, T> {
    const fn of_at_most(most: usize) -> Self {
        Self { most, answers: Mutex::new(BTreeMap::new()) }
    }

    /// The answer that is kept, else the one that is worked out now.
    fn of(&self, desk: &Desk, key: K, today: NaiveDate, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
        let newest = desk.book.last_action_besides(actions::QUIET)?;
        let lock = || self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((.., answer)) = lock().get(&key).filter(|(seq, day, _)| *seq == newest && *day == today) {
            return Ok(answer.clone());
        }
        let answer = work()?;
        let mut kept = lock();
        kept.retain(|_, (seq, day, _)| *seq == newest && *day == today);
        if kept.len() >= self.most {
            kept.pop_first();
        }
        kept.insert(key, (newest, today, answer.clone()));
        Ok(answer)
    }
}

impl Kept {
    /// 月份现状.
    pub(crate) fn standing(
        &self,
        desk: &Desk,
        month: Month,
        today: NaiveDate,
        work: impl FnOnce() -> Outcome<Arc<Standing>>,
    ) -> Outcome<Arc<Standing>> {
        self.months.of(desk, month, today, work)
    }

    /// What papers of a span are held against.
    pub(crate) fn outside(
        &self,
        desk: &Desk,
        span: (Month, Month),
        today: NaiveDate,
        work: impl FnOnce() -> Outcome<Arc<Outside>>,
    ) -> Outcome<Arc<Outside>> {
        self.outside.of(desk, span, today, work)
    }

    /// Whether some record of a closed month is missing.
    pub(crate) fn lacks_records(&self, desk: &Desk, month: Month) -> Outcome<bool> {
        self.lacking.of(desk, month, Month::EARLIEST.first_day(), || Ok(desk.view().lacks_records(month)?))
    }

    /// 走势一月.
    pub(crate) fn trend(&self, desk: &Desk, month: Month) -> Outcome<TrendMonth> {
        self.trend.of(desk, month, Month::EARLIEST.first_day(), || desk.trend_month(month))
    }

    /// 资金预测 of a day.
    pub(crate) fn cash(&self, desk: &Desk, now: Moment) -> Outcome<CashView> {
        self.cash.of(desk, Month::of(now.date()), now.date(), || desk.cash_outlook(now))
    }
}
