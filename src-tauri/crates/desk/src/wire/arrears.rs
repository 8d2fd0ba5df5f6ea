//! 欠费 — the ledger of what stands unpaid, orders to pay, advances, plans and back payments.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::remittance::Basis;
use ts_rs::TS;

use super::contribution::{LawLink, Line, Total};

/// 欠费行 — one unit, period and insurance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ArrearsLine {
    /// 参保单位.
    pub unit: String,
    /// 所属期: the month it was to be declared in, or the one it was registered for.
    #[ts(type = "string")]
    pub period: Month,
    /// 险种.
    #[ts(type = "string")]
    pub insurance: Insurance,
    /// 应缴本金.
    #[ts(type = "string")]
    pub principal: Yuan,
    /// 已缴本金.
    #[ts(type = "string")]
    pub paid: Yuan,
    /// 尚欠本金.
    #[ts(type = "string")]
    pub outstanding: Yuan,
    /// 缴费截止日期: the day after is the first that counts.
    #[ts(type = "string | null")]
    pub due_on: Option<NaiveDate>,
    /// 起算日.
    #[ts(type = "string | null")]
    pub counted_from: Option<NaiveDate>,
    /// 天数: to the day of payment, or to today.
    pub days: u32,
    /// 日费率 on the last day.
    pub daily_rate: Option<String>,
    /// 滞纳金; null where the law knows none.
    #[ts(type = "string | null")]
    pub late_fee: Option<Yuan>,
    /// 每日增加.
    #[ts(type = "string | null")]
    pub daily: Option<Yuan>,
    /// 计算式.
    pub expression: Vec<String>,
    /// 承担方: always employer.
    pub borne_by: String,
    /// computed or registered.
    pub origin: String,
    /// published, unit or statutory; null of registered ones.
    #[ts(type = "\"published\" | \"unit\" | \"statutory\" | null")]
    pub basis: Option<Basis>,
    /// 依据.
    pub document: String,
}

/// 欠费台账.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ArrearsList {
    /// 计算日.
    #[ts(type = "string")]
    pub on: NaiveDate,
    /// 各行, the oldest first; what was paid late stays with its fee.
    pub lines: Vec<ArrearsLine>,
    /// 尚欠本金合计.
    #[ts(type = "string")]
    pub outstanding: Yuan,
    /// 滞纳金合计.
    #[ts(type = "string")]
    pub late_fee: Yuan,
    /// 每日增加合计.
    #[ts(type = "string")]
    pub daily: Yuan,
    /// 三十日后.
    #[ts(type = "string")]
    pub later_on: NaiveDate,
    /// 三十日后的滞纳金.
    #[ts(type = "string")]
    pub late_fee_later: Yuan,
    /// Months whose bank statements were not taken in: nothing is said about them.
    pub unknown: Vec<String>,
    /// 名册所列滞纳金: what the agencies' own lists charged.
    pub charged: Vec<ChargedLateFee>,
    /// 法条.
    pub laws: Vec<LawLink>,
    /// 限期缴纳通知.
    pub notices: Vec<NoticeOfArrears>,
}

/// 名册所列滞纳金 of one unit, month of booking and insurance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChargedLateFee {
    /// 参保单位.
    pub unit: String,
    /// 入库年月.
    #[ts(type = "string")]
    pub booked: Month,
    /// 险种.
    #[ts(type = "string")]
    pub insurance: Insurance,
    /// 滞纳金.
    #[ts(type = "string")]
    pub late_fee: Yuan,
    /// Always `employer`: 不得要求职工承担.
    pub borne_by: String,
    /// 名册: its file.
    pub document: String,
}

/// 限期缴纳通知 with what it exposes the unit to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NoticeOfArrears {
    /// Its number in the book.
    pub id: i32,
    /// 参保单位.
    pub unit: String,
    /// 文书编号.
    pub number: String,
    /// 出具机关.
    pub agency: Option<String>,
    /// 收到日期.
    #[ts(type = "string")]
    pub received_on: NaiveDate,
    /// 限期.
    #[ts(type = "string")]
    pub due_on: NaiveDate,
    /// 责令补足的金额.
    #[ts(type = "string")]
    pub amount: Yuan,
    /// 办结日期.
    #[ts(type = "string | null")]
    pub settled_on: Option<NaiveDate>,
    /// Days left; negative: overdue.
    pub days_left: i32,
    /// 逾期罚款下限.
    #[ts(type = "string")]
    pub fine_from: Yuan,
    /// 逾期罚款上限.
    #[ts(type = "string")]
    pub fine_to: Yuan,
    /// 说明.
    pub note: Option<String>,
}

/// 登记欠费.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct NewArrears {
    /// 参保单位.
    pub unit: String,
    /// 所属期.
    pub period: String,
    /// 险种.
    pub insurance: String,
    /// 欠缴本金.
    pub principal: String,
    /// 缴费截止日期.
    pub due_on: String,
    /// 依据.
    pub document: String,
}

/// 登记限期缴纳通知.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct NewNotice {
    /// 参保单位.
    pub unit: String,
    /// 文书编号.
    pub number: String,
    /// 出具机关.
    pub agency: Option<String>,
    /// 收到日期.
    pub received_on: String,
    /// 限期.
    pub due_on: String,
    /// 责令补足的金额.
    pub amount: String,
    /// 说明.
    pub note: Option<String>,
}

/// 补缴安排 — days and amounts to be tried.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct PlanRequest {
    /// 参保单位; null: all.
    pub unit: Option<String>,
    /// 各期.
    pub instalments: Vec<PlanPart>,
}

/// 一期.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PlanPart {
    /// 缴款日期.
    pub day: String,
    /// 本金.
    pub amount: String,
}

/// 一期的结果.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PlanStepView {
    /// 缴款日期.
    #[ts(type = "string")]
    pub day: NaiveDate,
    /// 本金 it takes.
    #[ts(type = "string")]
    pub amount: Yuan,
    /// 尚欠本金 after it.
    #[ts(type = "string")]
    pub outstanding: Yuan,
    /// 滞纳金 up to it.
    #[ts(type = "string")]
    pub late_fee: Yuan,
}

/// 垫付余额 of one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AdvanceBalance {
    /// 工号.
    pub employee_no: String,
    /// 姓名.
    pub name: String,
    /// 垫付合计.
    #[ts(type = "string")]
    pub advanced: Yuan,
    /// 扣回合计.
    #[ts(type = "string")]
    pub recovered: Yuan,
    /// 尚未扣回.
    #[ts(type = "string")]
    pub balance: Yuan,
    /// 各笔.
    pub movements: Vec<AdvanceView>,
}

/// 一笔垫付或扣回.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AdvanceView {
    /// advance or recovery.
    pub kind: String,
    /// 所属期.
    #[ts(type = "string")]
    pub month: Month,
    /// 金额.
    #[ts(type = "string")]
    pub amount: Yuan,
    /// 日期.
    #[ts(type = "string")]
    pub day: NaiveDate,
    /// 凭证.
    pub document: String,
}

/// 登记垫付或扣回.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct NewAdvance {
    /// 工号.
    pub employee_no: String,
    /// advance or recovery.
    pub kind: String,
    /// 所属期.
    pub month: String,
    /// 金额 of the employee's own share, never a late fee.
    pub amount: String,
    /// 日期.
    pub day: String,
    /// 凭证.
    pub document: String,
}

/// 补缴 — people, insurances and periods that have no line of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct BackPaymentRequest {
    /// 工号.
    pub employees: Vec<String>,
    /// 参保单位.
    pub unit: String,
    /// social, housing_fund, or an insurance.
    pub scope: String,
    /// 起始所属期.
    pub from: String,
    /// 截止所属期.
    pub to: String,
    /// 申报月, an open month.
    pub booked: String,
    /// 申报基数; null: each person's own of the period.
    pub base: Option<String>,
    /// 补缴原因.
    pub reason: String,
    /// 确认金额: both sides, typed.
    pub confirm_amount: Option<String>,
    /// 确认人数, typed.
    pub confirm_heads: Option<u32>,
}

/// 补缴预览或结果.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BackPaymentView {
    /// 补缴行.
    pub lines: Vec<Line>,
    /// 各险种合计.
    pub totals: Vec<Total>,
    /// 人数.
    pub heads: u32,
    /// 单位部分.
    #[ts(type = "string")]
    pub employer: Yuan,
    /// 个人部分.
    #[ts(type = "string")]
    pub employee: Yuan,
    /// 合计: what is typed to confirm.
    #[ts(type = "string")]
    pub amount: Yuan,
    /// What stands in the way or has no amount, in Chinese.
    pub notes: Vec<String>,
    /// The journal's number of the action; null of a preview.
    pub action_seq: Option<i32>,
}
