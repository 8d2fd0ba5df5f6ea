//! 暂存 — what was worked out since the book changed last, with the number of its newest action and the day it holds for.
//! What takes a second of a large book is not worked out again for every look at the home page, nor for every paper of a batch.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, ScopedJoinHandle};

use chrono::NaiveDate;
use shebao_rules::month::Month;
use shebao_store::{
    AgencySum, BookedSum, BookedSums, ComputedLine, DeclaredBase, Employee, Enrollment, ListedRow, MonthFacts, Stored,
};

use crate::book::Desk;
use crate::contribution::{Assessed, assess_month};
use crate::error::{Code, Failure, Outcome};
use crate::reconciliation::{Reconciled, Standing};
use crate::statement::Outside;
use crate::wire::insight::TrendMonth;
use crate::wire::privacy::Keeping;
use crate::wire::remittance::CashView;
use crate::{Moment, actions};

/// How many months are kept at once.
const MONTHS: usize = 26;
/// How many spans of months: papers are printed for one span, then for another.
const SPANS: usize = 2;
/// How many months of 对账 with everything it was found from: the running one and the one before.
const WHOLE: usize = 2;
/// How many months line by line: the one looked at and those beside it.
const NEAR: usize = 3;
/// How many months of sums: ten years and what lies around them.
const SUMS: usize = 160;

/// 暂存.
pub(crate) struct Kept {
    people: Memory<(), Arc<BTreeMap<i64, Employee>>>,
    covers: Memory<(), Arc<Vec<Stored<Enrollment>>>>,
    bases: Memory<(), Arc<Vec<Stored<DeclaredBase>>>>,
    dues: Memory<Month, Arc<Assessed>>,
    computed: Memory<Month, Arc<Vec<ComputedLine>>>,
    booked: Memory<Month, Arc<Vec<BookedSum>>>,
    listed: Memory<Month, Arc<Vec<AgencySum>>>,
    rows: Memory<Month, Arc<Vec<ListedRow>>>,
    reconciled: Memory<Month, Arc<Reconciled>>,
    months: Memory<Month, Arc<Standing>>,
    lacking: Memory<Month, bool>,
    cash: Memory<Month, CashView>,
    trend: Memory<Month, TrendMonth>,
    outside: Memory<(Month, Month), Arc<Outside>>,
    keeping: Memory<(), Arc<Keeping>>,
}

impl Default for Kept {
    fn default() -> Self {
        Self {
            people: Memory::of_at_most(1),
            covers: Memory::of_at_most(1),
            bases: Memory::of_at_most(1),
            dues: Memory::of_at_most(NEAR),
            computed: Memory::of_at_most(NEAR),
            booked: Memory::of_at_most(SUMS),
            listed: Memory::of_at_most(SUMS),
            rows: Memory::of_at_most(NEAR),
            reconciled: Memory::of_at_most(WHOLE),
            months: Memory::of_at_most(MONTHS),
            lacking: Memory::of_at_most(MONTHS),
            cash: Memory::of_at_most(MONTHS),
            trend: Memory::of_at_most(MONTHS),
            outside: Memory::of_at_most(SPANS),
            keeping: Memory::of_at_most(1),
        }
    }
}

/// An answer, and what it holds for.
struct Answer<K, T> {
    key: K,
    seq: i64,
    day: NaiveDate,
    value: T,
}

/// Answers by month, or by what else they are of, in the order in which they were worked out.
struct Memory<K, T> {
    most: usize,
    answers: Mutex<Vec<Answer<K, T>>>,
}

/// What does not depend on the day is kept under this one.
const ANY_DAY: NaiveDate = NaiveDate::MIN;

impl<K: Copy + Ord, T: Clone> Memory<K, T> {
    const fn of_at_most(most: usize) -> Self {
        Self { most, answers: Mutex::new(Vec::new()) }
    }

    /// The answer that is kept, else the one that is worked out now.
    fn of(&self, desk: &Desk, key: K, today: NaiveDate, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
        let newest = desk.book.last_action_besides(actions::QUIET)?;
        if let Some(answer) = self.known(key, newest, today) {
            return Ok(answer);
        }
        let value = work()?;
        self.keep(Answer { key, seq: newest, day: today, value: value.clone() });
        Ok(value)
    }

    /// Whether the answer is kept.
    fn holds(&self, desk: &Desk, key: K, today: NaiveDate) -> Outcome<bool> {
        Ok(self.known(key, desk.book.last_action_besides(actions::QUIET)?, today).is_some())
    }

    fn known(&self, key: K, newest: i64, today: NaiveDate) -> Option<T> {
        let answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        let own = |answer: &&Answer<K, T>| answer.key == key && answer.seq == newest && answer.day == today;
        answers.iter().find(own).map(|answer| answer.value.clone())
    }

    /// What is out of date goes, and the oldest answer where there are too many.
    fn keep(&self, answer: Answer<K, T>) {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.retain(|old| old.key != answer.key && old.seq == answer.seq && old.day == answer.day);
        if answers.len() >= self.most {
            answers.remove(0);
        }
        answers.push(answer);
    }
}

impl<T: Clone> Memory<Month, Arc<Vec<T>>> {
    /// The rows of a span of months; the months that are not kept are read in one go, for a month alone is read no faster
    /// than with its neighbours.
    fn span(
        &self,
        desk: &Desk,
        (from, to): (Month, Month),
        of: fn(&T) -> Month,
        read: impl FnOnce(Month, Month) -> Outcome<Vec<T>>,
    ) -> Outcome<Vec<T>> {
        let newest = desk.book.last_action_besides(actions::QUIET)?;
        let mut known: BTreeMap<Month, Arc<Vec<T>>> = BTreeMap::new();
        let mut unknown = Vec::new();
        for month in from.through(to) {
            match self.known(month, newest, ANY_DAY) {
                Some(rows) => drop(known.insert(month, rows)),
                None => unknown.push(month),
            }
        }
        if let (Some(first), Some(last)) = (unknown.first(), unknown.last()) {
            let mut found: BTreeMap<Month, Vec<T>> = BTreeMap::new();
            for row in read(*first, *last)? {
                found.entry(of(&row)).or_default().push(row);
            }
            for month in first.through(*last) {
                let rows = Arc::new(found.remove(&month).unwrap_or_default());
                self.keep(Answer { key: month, seq: newest, day: ANY_DAY, value: Arc::clone(&rows) });
                known.insert(month, rows);
            }
        }
        Ok(known.into_values().flat_map(|rows| rows.to_vec()).collect())
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

    /// Whether 月份现状 of a month, or 对账 that it is told from, is here.
    pub(crate) fn knows(&self, desk: &Desk, month: Month, today: NaiveDate) -> Outcome<bool> {
        Ok(self.months.holds(desk, month, today)? || self.reconciled.holds(desk, month, today)?)
    }

    /// 对账 of a month with everything it was found from.
    pub(crate) fn reconciled(
        &self,
        desk: &Desk,
        month: Month,
        today: NaiveDate,
        work: impl FnOnce() -> Outcome<Arc<Reconciled>>,
    ) -> Outcome<Arc<Reconciled>> {
        self.reconciled.of(desk, month, today, work)
    }

    /// What papers of a span are held against; the months in it are those kept here.
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
        self.lacking.of(desk, month, ANY_DAY, || Ok(desk.view().lacks_records(month)?))
    }

    /// 走势一月.
    pub(crate) fn trend(&self, desk: &Desk, month: Month) -> Outcome<TrendMonth> {
        self.trend.of(desk, month, ANY_DAY, || desk.trend_month(month))
    }

    /// 资金预测 of a day.
    pub(crate) fn cash(&self, desk: &Desk, now: Moment) -> Outcome<CashView> {
        self.cash.of(desk, Month::of(now.date()), now.date(), || desk.cash_outlook(now))
    }

    /// 应缴合计 of the booking months of a span.
    pub(crate) fn booked_sums(&self, desk: &Desk, span: (Month, Month)) -> Outcome<Vec<BookedSum>> {
        self.booked.span(desk, span, |sum| sum.booked, |from, to| desk.sums_booked(from, to))
    }

    /// 清单行 that begin in a period.
    pub(crate) fn listed_rows(&self, desk: &Desk, period: Month) -> Outcome<Arc<Vec<ListedRow>>> {
        self.rows.of(desk, period, ANY_DAY, || Ok(Arc::new(desk.view().listed_rows(period)?)))
    }

    /// 清单合计 of the booking months of a span.
    pub(crate) fn agency_sums(&self, desk: &Desk, span: (Month, Month)) -> Outcome<Vec<AgencySum>> {
        self.listed.span(desk, span, |sum| sum.booked, |from, to| Ok(desk.view().agency_sums(from, to)?))
    }
}

impl Desk {
    /// 花名册 by id, under the own names.
    pub(crate) fn people(&self) -> Outcome<Arc<BTreeMap<i64, Employee>>> {
        let read = || Ok(Arc::new(self.view().employees()?.into_iter().map(|e| (e.id, e.row)).collect()));
        self.kept.people.of(self, (), ANY_DAY, read)
    }

    /// 参保关系, person by person.
    pub(crate) fn covers(&self) -> Outcome<Arc<Vec<Stored<Enrollment>>>> {
        self.kept.covers.of(self, (), ANY_DAY, || Ok(Arc::new(self.view().enrollments()?)))
    }

    /// 申报基数, person by person.
    pub(crate) fn bases(&self) -> Outcome<Arc<Vec<Stored<DeclaredBase>>>> {
        self.kept.bases.of(self, (), ANY_DAY, || Ok(Arc::new(self.view().declared_bases()?)))
    }

    /// 已核定的行 of a period.
    pub(crate) fn computed(&self, month: Month) -> Outcome<Arc<Vec<ComputedLine>>> {
        self.kept.computed.of(self, month, ANY_DAY, || Ok(Arc::new(self.view().computed_lines(month)?)))
    }

    /// 应缴合计 of some booking months, from the lines that stand.
    fn sums_booked(&self, from: Month, to: Month) -> Outcome<Vec<BookedSum>> {
        let within = |line: &&ComputedLine| from <= line.booked && line.booked <= to;
        let mut sums = BookedSums::default();
        // A line of its own is booked in its month or the next.
        let months = self.view().contribution_months()?.into_iter();
        for month in months.filter(|month| from.previous() <= *month && *month <= to) {
            sums.add(self.computed(month)?.iter().filter(|line| line.is_regular()).filter(within));
        }
        sums.add(&self.view().computed_extras(from, to)?);
        Ok(sums.sums())
    }

    /// 测算事实 of a month, for one unit or for all.
    pub(crate) fn month_facts(&self, month: Month, unit: Option<i64>) -> Outcome<MonthFacts> {
        let place = (self.view().units()?, self.view().settings()?);
        let (people, covers, bases) = (self.people()?, self.covers()?, self.bases()?);
        let people = people.iter().map(|(id, row)| (*id, row));
        Ok(MonthFacts::of((month, unit), place, people, &covers, &bases))
    }

    /// 某月应缴 of two months with what is known on a day; those that are open are assessed side by side. Meanwhile `beside` is
    /// done, which reads what comes next.
    pub(crate) fn dues_of_both(
        &self,
        months: [Month; 2],
        today: NaiveDate,
        beside: impl FnOnce() -> Outcome<()>,
    ) -> Outcome<[Arc<Assessed>; 2]> {
        let mut unknown = Vec::new();
        for month in months {
            if self.is_locked(month)? {
                self.kept_dues(month, today)?;
            } else if !self.kept.dues.holds(self, month, today)? {
                unknown.push((month, self.month_facts(month, None)?));
            }
        }
        let library = self.library.as_ref();
        thread::scope(|scope| -> Outcome<()> {
            let assess = |(month, facts): (Month, MonthFacts)| {
                (month, scope.spawn(move || assess_month(library, &facts, month, today)))
            };
            let working: Vec<_> = unknown.into_iter().map(assess).collect();
            beside()?;
            for (month, work) in working {
                let assessed = joined(work)??;
                self.kept.dues.of(self, month, today, || Ok(Arc::new(assessed)))?;
            }
            Ok(())
        })?;
        let [before, month] = months.map(|month| self.kept_dues(month, today));
        Ok([before?, month?])
    }

    fn kept_dues(&self, month: Month, today: NaiveDate) -> Outcome<Arc<Assessed>> {
        self.kept.dues.of(self, month, today, || Ok(Arc::new(self.dues_of(month, None, today)?)))
    }

    /// 保存与封存一览 of a day.
    pub(crate) fn keeping(&self, now: Moment) -> Outcome<Arc<Keeping>> {
        self.kept.keeping.of(self, (), now.date(), || Ok(Arc::new(self.privacy_keeping(now)?)))
    }
}

/// What was worked out beside.
pub(crate) fn joined<T>(work: ScopedJoinHandle<'_, T>) -> Outcome<T> {
    work.join().map_err(|_| Failure::new(Code::Internal).with("at", "beside"))
}
