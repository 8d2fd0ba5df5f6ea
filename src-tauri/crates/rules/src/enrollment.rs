//! 增减员办理 — what hires and leavers oblige the unit to do, and what closes it. A thing entered in the book is not done:
//! it is done when a record of the agency shows it or a receipt is recorded.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::cover::Cover;
use crate::day::Day;
use crate::insurance::{Group, Insurance, Scope};
use crate::month::Month;

/// 事项.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskKind {
    /// 增员登记.
    Enroll,
    /// 减员或封存.
    Withdraw,
    /// 失业人员名单.
    UnemployedList,
    /// 解除或终止劳动合同证明.
    Certificate,
    /// 社会保险关系转移.
    Relations,
}

impl TaskKind {
    /// All of them in the order of a spell.
    pub const ALL: [Self; 5] = [Self::Enroll, Self::Withdraw, Self::Certificate, Self::UnemployedList, Self::Relations];

    /// The identifier used in the database and JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Enroll => "enroll",
            Self::Withdraw => "withdraw",
            Self::UnemployedList => "unemployed_list",
            Self::Certificate => "certificate",
            Self::Relations => "relations",
        }
    }
}

/// 进度.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// 未办.
    Open,
    /// 已录入，等回执或经办机构记录: the clock still runs.
    Entered,
    /// 已办结.
    Closed,
}

impl TaskState {
    /// The identifier used in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Entered => "entered",
            Self::Closed => "closed",
        }
    }
}

/// 入职情形.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// 新入职.
    Hired,
    /// 再次入职.
    Rehired,
    /// 本单位内调动，同一统筹区.
    Moved,
    /// 跨统筹区调动.
    MovedRegion,
    /// 离职.
    Left,
}

impl Change {
    /// The identifier used in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Hired => "hired",
            Self::Rehired => "rehired",
            Self::Moved => "moved",
            Self::MovedRegion => "moved_region",
            Self::Left => "left",
        }
    }
}

/// 任职一段.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spell {
    /// 参保单位, if it is known.
    pub unit: Option<i64>,
    /// 统筹区 of that unit.
    pub region: Option<String>,
    /// 入职日期.
    pub hired: Option<Day>,
    /// 离职日期.
    pub left: Option<Day>,
}

/// 经办机构记录 of a person at a unit in a group: from which to which period there are any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// 参保单位.
    pub unit: i64,
    /// 社保 or 公积金.
    pub group: Group,
    /// The first period.
    pub first: Month,
    /// The last period.
    pub last: Month,
}

/// 回执 — what an agency gave for a thing done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// 事项.
    pub kind: TaskKind,
    /// 参保单位.
    pub unit: i64,
    /// 社保 or 公积金, where the thing has a group.
    pub group: Option<Group>,
    /// The hire or the leaving that it answers.
    pub event: NaiveDate,
}

/// What is known of one person.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// 任职, the oldest first.
    pub spells: Vec<Spell>,
    /// 参保关系.
    pub covers: Vec<Cover>,
    /// 经办机构记录.
    pub recorded: Vec<Recorded>,
    /// 回执.
    pub receipts: Vec<Receipt>,
    /// 公积金由双方协商, so that nothing is owed by law.
    pub fund_by_agreement: bool,
    /// 已过法定退休月: only the work injury insurance is a duty, and nobody becomes unemployed.
    pub over_age: bool,
}

/// 经办机构名册的最后月份 of a unit and group: up to which month it is known who stands on the list.
pub type Listed<'l> = &'l dyn Fn(i64, Group) -> Option<Month>;

/// 办理事项.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// 事项.
    pub kind: TaskKind,
    /// 参保单位.
    pub unit: Option<i64>,
    /// 社保 or 公积金; none for papers.
    pub group: Option<Group>,
    /// 情形.
    pub change: Change,
    /// 入职或离职日期; the first of the month where only that is known, so that no day is promised that there may not be.
    pub event: NaiveDate,
    /// 进度.
    pub state: TaskState,
    /// The unit of the spell before, where the person moved.
    pub from_unit: Option<i64>,
}

/// Days between two spells that still make one move of them.
const MOVE_DAYS: u64 = 62;

/// 一人的办理事项 on a day, the oldest spell first.
///
/// # Source
/// 社会保险法 第五十条、第五十八条; 劳动合同法 第五十条; 住房公积金管理条例 第十五条.
#[must_use]
pub fn tasks(facts: &Facts, listed: Listed<'_>, on: NaiveDate) -> Vec<Task> {
    let mut found = Vec::new();
    for (at, spell) in facts.spells.iter().enumerate() {
        if let Some(hired) = spell.hired.map(day_of).filter(|day| *day <= on) {
            let before = at.checked_sub(1).and_then(|at| facts.spells.get(at));
            hire_tasks(facts, spell, before, hired, &mut found);
        }
        if let Some(left) = spell.left.map(day_of).filter(|day| *day <= on) {
            leave_tasks(facts, spell, facts.spells.get(at + 1), left, listed, &mut found);
        }
    }
    found
}

/// The day, or the first of the month where only that is known.
#[must_use]
pub fn day_of(day: Day) -> NaiveDate {
    day.exact().unwrap_or_else(|| day.month().first_day())
}

fn hire_tasks(facts: &Facts, spell: &Spell, before: Option<&Spell>, hired: NaiveDate, found: &mut Vec<Task>) {
    let change = change(spell, before, hired, facts);
    let moved = matches!(change, Change::Moved | Change::MovedRegion);
    for group in [Group::Social, Group::HousingFund] {
        if group == Group::HousingFund && (facts.fund_by_agreement || facts.over_age) {
            continue;
        }
        found.push(Task {
            kind: TaskKind::Enroll,
            unit: spell.unit,
            group: Some(group),
            change,
            event: hired,
            state: enroll_state(facts, spell, group, hired),
            from_unit: before.filter(|_| moved).and_then(|b| b.unit),
        });
    }
}

fn change(spell: &Spell, before: Option<&Spell>, hired: NaiveDate, facts: &Facts) -> Change {
    let Some(before) = before else { return Change::Hired };
    let near = before
        .left
        .map(day_of)
        .is_none_or(|left| left.checked_add_days(Days::new(MOVE_DAYS)).is_some_and(|last| hired <= last));
    if near && before.unit != spell.unit && before.unit.is_some() {
        return if before.region == spell.region { Change::Moved } else { Change::MovedRegion };
    }
    let earlier = facts.spells.iter().take_while(|other| *other != spell);
    if earlier.into_iter().any(|other| other.left.is_some()) { Change::Rehired } else { Change::Hired }
}

fn enroll_state(facts: &Facts, spell: &Spell, group: Group, hired: NaiveDate) -> TaskState {
    let month = Month::of(hired);
    let here = |unit: i64| spell.unit.is_none_or(|own| own == unit);
    let recorded = facts.recorded.iter().any(|r| here(r.unit) && r.group == group && month <= r.last);
    if recorded || receipted(facts, TaskKind::Enroll, spell.unit, Some(group), hired) {
        return TaskState::Closed;
    }
    let covered = facts
        .covers
        .iter()
        .any(|c| here(c.unit) && serves(c.scope, group, facts.over_age) && c.last.is_none_or(|last| month <= last));
    if covered { TaskState::Entered } else { TaskState::Open }
}

/// Whether a cover of this scope is what the duty asks for.
fn serves(scope: Scope, group: Group, over_age: bool) -> bool {
    match scope {
        Scope::Group(own) => own == group,
        Scope::One(Insurance::WorkInjury) => group == Group::Social && over_age,
        Scope::One(one) => one.is_fund() && group == Group::HousingFund,
    }
}

fn receipted(facts: &Facts, kind: TaskKind, unit: Option<i64>, group: Option<Group>, event: NaiveDate) -> bool {
    facts
        .receipts
        .iter()
        .any(|r| r.kind == kind && unit.is_none_or(|own| own == r.unit) && r.group == group && r.event == event)
}

fn leave_tasks(
    facts: &Facts,
    spell: &Spell,
    next: Option<&Spell>,
    left: NaiveDate,
    listed: Listed<'_>,
    found: &mut Vec<Task>,
) {
    let follows = next
        .and_then(|n| n.hired)
        .map(day_of)
        .is_some_and(|hired| left.checked_add_days(Days::new(MOVE_DAYS)).is_some_and(|last| hired <= last));
    let stays = follows && next.is_some_and(|n| n.unit == spell.unit);
    let task = |kind, group, state| Task {
        kind,
        unit: spell.unit,
        group,
        change: Change::Left,
        event: left,
        state,
        from_unit: None,
    };
    if !stays {
        for group in [Group::Social, Group::HousingFund] {
            if let Some(state) = withdraw_state(facts, spell, group, left, listed) {
                found.push(task(TaskKind::Withdraw, Some(group), state));
            }
        }
    }
    // Who goes on at another unit of the book loses no work; who retires is not unemployed.
    if follows || facts.over_age {
        return;
    }
    for kind in [TaskKind::Certificate, TaskKind::UnemployedList, TaskKind::Relations] {
        let done = receipted(facts, kind, spell.unit, None, left);
        found.push(task(kind, None, if done { TaskState::Closed } else { TaskState::Open }));
    }
}

/// Nothing is to be withdrawn where nothing was covered.
fn withdraw_state(
    facts: &Facts,
    spell: &Spell,
    group: Group,
    left: NaiveDate,
    listed: Listed<'_>,
) -> Option<TaskState> {
    let here = |unit: i64| spell.unit.is_none_or(|own| own == unit);
    let month = Month::of(left);
    let in_group = |scope: Scope| match scope {
        Scope::Group(own) => own == group,
        Scope::One(one) => one.group() == group,
    };
    let cover = facts
        .covers
        .iter()
        .filter(|c| here(c.unit) && in_group(c.scope) && c.first <= month)
        .max_by_key(|c| (c.last.is_none(), c.last))?;
    if receipted(facts, TaskKind::Withdraw, spell.unit, Some(group), left) {
        return Some(TaskState::Closed);
    }
    let last = match cover.last {
        None => return Some(TaskState::Open),
        // A cover that ended long before the leaving has nothing to do with it.
        Some(last) if last.plus(1) < month => return None,
        Some(last) => last,
    };
    let until = listed(cover.unit, group).filter(|until| last < *until);
    let recorded = facts.recorded.iter().filter(|r| r.unit == cover.unit && r.group == group).map(|r| r.last).max();
    let gone = until.is_some() && recorded.is_none_or(|recorded| recorded <= last);
    Some(if gone { TaskState::Closed } else { TaskState::Entered })
}

/// 首月 — the first month due, and in which month it is declared and paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FirstMonth {
    /// 起缴年月.
    pub month: Month,
    /// 费款申报月.
    pub booked: Month,
    /// 首月次月补缴: the unit's cut-off day of the month has passed.
    pub late: bool,
    /// Months before the one that is declared now; they are 补缴, not 增员.
    pub months_behind: u32,
}

/// 首月 of someone who began in `first`, declared on a day. The month of the beginning is due in full, whatever the
/// cut-off day: this only decides when it is declared.
#[must_use]
pub fn first_month(first: Month, declared_on: NaiveDate, cutoff_day: Option<u32>) -> FirstMonth {
    use chrono::Datelike;
    let passed = cutoff_day.is_some_and(|day| declared_on.day() > day);
    let now = Month::of(declared_on);
    let open = if passed { now.next() } else { now };
    let booked = open.max(first);
    let behind = i64::from(booked.year() - first.year()) * 12 + i64::from(booked.number()) - i64::from(first.number());
    FirstMonth { month: first, booked, late: behind >= 1, months_behind: u32::try_from(behind).unwrap_or_default() }
}

/// 末月 — the last month due of someone who left, and whether the cut-off day of that month had passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastMonth {
    /// 停缴年月, the last month due: the month in which wages are still paid.
    pub month: Month,
    /// The unit's cut-off day had passed when she left: the next month's list must be checked.
    pub after_cutoff: bool,
}

/// 末月 of a leaver.
#[must_use]
pub fn last_month(left: NaiveDate, cutoff_day: Option<u32>) -> LastMonth {
    use chrono::Datelike;
    LastMonth { month: Month::of(left), after_cutoff: cutoff_day.is_some_and(|day| left.day() > day) }
}

#[cfg(test)]
mod tests;
