//! 对账事实 — what was computed, deducted, listed and debited around one month, as far as the book knows.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::insurance::{Group, Insurance};
use crate::money::Yuan;
use crate::month::Month;
use crate::policy::terms::{FixedAmount, Rates, Roundings};
use crate::rate::Rate;

/// 何人 — somebody of the roster, or somebody whom only a list names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// Somebody of the roster, by the row she is stored in.
    Employee(i64),
    /// Somebody of no roster, by what the list names her.
    Stranger(String),
}

/// 参保区间 — when somebody is covered at a unit, as the book has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spell {
    /// 参保单位.
    pub unit: i64,
    /// 社保或公积金.
    pub group: Group,
    /// 起缴年月.
    pub first: Month,
    /// 停缴年月; `None` while covered.
    pub last: Option<Month>,
}

/// 人员 — what of a person helps to tell why amounts differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// 姓名, as the roster has it.
    pub name: String,
    /// 参保区间.
    pub spells: Vec<Spell>,
    /// 申报基数 of the person at any time: what a list may have gone on using.
    pub bases: Vec<Yuan>,
    /// 待认定: whether a row of the month's pay sheets that may be hers waits for an answer.
    pub waiting: bool,
}

/// 应缴 — what was computed for one person, unit, insurance and period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// 单位部分.
    pub employer: Yuan,
    /// 个人部分.
    pub employee: Yuan,
    /// 缴费基数.
    pub base: Yuan,
    /// 上下限变动前的缴费基数, where bounds have moved since the month before.
    pub earlier_base: Option<Yuan>,
    /// 费率.
    pub rates: Rates,
    /// 固定额.
    pub fixed: FixedAmount,
    /// 取整.
    pub rounding: Roundings,
    /// 上下限.
    pub bounds: crate::policy::terms::Bounds,
    /// 入库月: when it is declared and paid.
    pub booked: Month,
}

/// 应缴的状态.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DueState {
    /// 不应缴: no cover, or the insurance does not apply to this person.
    #[default]
    None,
    /// 待确认: due, and nobody can say yet how much.
    Open,
    /// 已核定.
    Known(Due),
}

impl DueState {
    /// What is due, if it is known.
    #[must_use]
    pub const fn known(&self) -> Option<&Due> {
        match self {
            Self::Known(due) => Some(due),
            _ => None,
        }
    }
}

/// 经办机构记录 — one row of a list for one insurance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The row it is stored in.
    pub id: i64,
    /// 入库年月.
    pub booked: Month,
    /// 单位部分, fixed amount included.
    pub employer: Yuan,
    /// 个人部分, fixed amount included.
    pub employee: Yuan,
    /// 缴费基数, as printed.
    pub base: Option<Yuan>,
    /// 姓名, as printed.
    pub printed_name: Option<String>,
}

/// 工资扣款 — what a pay sheet took for the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deduction {
    /// The pay slip it is stored in.
    pub wage: i64,
    /// 工资所属月份 of the pay slip.
    pub month: Month,
    /// 金额.
    pub amount: Yuan,
}

/// 对账格 — one person, unit, insurance and period in all three sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Who.
    pub who: Who,
    /// 参保单位.
    pub unit: i64,
    /// 险种.
    pub insurance: Insurance,
    /// 所属期.
    pub period: Month,
    /// 应缴.
    pub due: DueState,
    /// Rows of the period, whenever booked.
    pub records: Vec<Record>,
    /// What was deducted for the period, whenever.
    pub deductions: Vec<Deduction>,
}

impl Cell {
    /// 扣款合计 for the period.
    #[must_use]
    pub fn deducted(&self) -> Yuan {
        self.deductions.iter().map(|d| d.amount).sum()
    }
}

/// 扣款分组 — insurances that the bank debits in one sum, as the unit's sheet names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DebitGroup {
    /// Its name.
    pub name: String,
    /// 险种.
    pub insurances: BTreeSet<Insurance>,
}

/// 扣款行 — a line of the unit's accounts that collects or gives back contributions, or may do so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankLine {
    /// The row it is stored in.
    pub id: i64,
    /// 交易日期.
    pub day: NaiveDate,
    /// Money that went out; negative where it came back.
    pub amount: Yuan,
    /// 社保或公积金; `None` where the words of the line do not tell, so that only its amount can.
    pub group: Option<Group>,
    /// Insurances that the line names.
    pub insurances: BTreeSet<Insurance>,
    /// 等 N 项, where it is said.
    pub items: Option<usize>,
    /// 所属期 that the line names.
    pub periods: Vec<Month>,
}

/// 参保单位的来源 — what of a unit was imported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitSources {
    /// 扣款分组 of the unit's sheet.
    pub groups: Vec<DebitGroup>,
    /// 经办机构清单合计 by month of booking, 滞纳金 that the list prints included.
    pub sums: BTreeMap<(Month, Insurance), Yuan>,
    /// 滞纳金 that the lists print, in [`UnitSources::sums`] too.
    pub fees: BTreeMap<(Month, Insurance), Yuan>,
    /// 测算合计 by month of booking.
    pub dues: BTreeMap<(Month, Insurance), Yuan>,
    /// 缴费月晚于申报月几个月, as the unit has set it; 0 where it has not.
    pub delays: BTreeMap<Group, i32>,
    /// 清单已导入 of a month of booking and an insurance.
    pub listed: BTreeSet<(Month, Insurance)>,
    /// 工资表已导入 of a pay month and an insurance.
    pub paid: BTreeSet<(Month, Insurance)>,
    /// Months of which a bank statement was imported.
    pub banked: BTreeSet<Month>,
    /// 流水行, in the order of days.
    pub lines: Vec<BankLine>,
}

impl UnitSources {
    /// 清单合计 of a group in a month of booking; `None`: no list of it is known.
    #[must_use]
    pub fn listed_of(&self, month: Month, group: &DebitGroup) -> Option<Yuan> {
        let known = group.insurances.iter().any(|insurance| self.listed.contains(&(month, *insurance)));
        let sums = group.insurances.iter().filter_map(|insurance| self.sums.get(&(month, *insurance)));
        known.then(|| sums.copied().sum())
    }
}

/// 对账事实 of a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// 所属期 and month of booking looked at.
    pub month: Month,
    /// 滞纳金日费率.
    pub late_fee: Rate,
    /// Everybody who occurs.
    pub people: BTreeMap<Who, Person>,
    /// Cells of the month, and of earlier ones as far as something of theirs is due or booked in it.
    pub cells: Vec<Cell>,
    /// 参保单位.
    pub units: BTreeMap<i64, UnitSources>,
}
