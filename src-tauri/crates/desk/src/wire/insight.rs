//! 概览 — the month board, the gap grid, the report.

use serde::{Deserialize, Serialize};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use ts_rs::TS;

/// 月度概况 — how a month stands.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MonthBoard {
    /// 所属期.
    pub month: String,
    /// none, draft, checked or locked.
    pub state: String,
    /// 参保人数.
    pub people: u32,
    /// Lines of people and insurances.
    pub lines: u32,
    /// Lines without an amount; in no sum.
    pub unconfirmed: u32,
    /// 单位合计.
    #[ts(type = "string")]
    pub employer: Yuan,
    /// 个人合计.
    #[ts(type = "string")]
    pub employee: Yuan,
    /// 两方合计.
    #[ts(type = "string")]
    pub total: Yuan,
    /// 各险种.
    pub insurances: Vec<InsuranceTotal>,
    /// 各环节, each with what it is counted of.
    pub steps: Vec<StepRate>,
    /// 各部门异常.
    pub departments: Vec<DepartmentRate>,
    /// 环比; none while the month before is not computed.
    pub change: Option<MonthChange>,
}

/// 险种合计.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct InsuranceTotal {
    /// 险种.
    #[ts(type = "string")]
    pub insurance: Insurance,
    /// 人数.
    pub heads: u32,
    /// 单位部分.
    #[ts(type = "string")]
    pub employer: Yuan,
    /// 个人部分.
    #[ts(type = "string")]
    pub employee: Yuan,
}

/// 走势一月 — how many people and how much a month came to; nothing while it is not computed.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TrendMonth {
    /// 所属期.
    pub month: String,
    /// 参保人数; none while the month is not computed.
    pub people: Option<u32>,
    /// 单位合计.
    #[ts(type = "string")]
    pub employer: Yuan,
    /// 个人合计.
    #[ts(type = "string")]
    pub employee: Yuan,
    /// 各险种.
    pub insurances: Vec<InsuranceTotal>,
}

/// 环节 — how many lines have a step behind them, of how many that could.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StepRate {
    /// computed, deducted, declared, debited or credited.
    pub step: String,
    /// Lines that have it.
    pub done: u32,
    /// Lines it is counted of: those whose document is here.
    pub of: u32,
    /// What is counted, and what is missing where nothing can be.
    pub note: String,
}

/// 部门异常 — people with a missing record or an unconfirmed amount.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DepartmentRate {
    /// 部门; none where none is recorded.
    pub department: Option<String>,
    /// 人数.
    pub people: u32,
    /// People with something wrong.
    pub anomalies: u32,
}

/// 环比 — the difference to the month before, in four parts that add up to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MonthChange {
    /// The month before.
    pub from: String,
    /// Its total with 补差 declared in it.
    #[ts(type = "string")]
    pub before: Yuan,
    /// This month's.
    #[ts(type = "string")]
    pub after: Yuan,
    /// 差额.
    #[ts(type = "string")]
    pub difference: Yuan,
    /// 人员增减.
    #[ts(type = "string")]
    pub headcount: Yuan,
    /// 基数变化.
    #[ts(type = "string")]
    pub base: Yuan,
    /// 费率变化.
    #[ts(type = "string")]
    pub rate: Yuan,
    /// 补缴补差.
    #[ts(type = "string")]
    pub retro: Yuan,
}

/// 断缴表 — person, insurance and month.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct GapGrid {
    /// 月份, the oldest first.
    pub months: Vec<String>,
    /// One row per person, unit and insurance.
    pub rows: Vec<GapRow>,
    /// 缺失金额 of all rows.
    #[ts(type = "string")]
    pub missing: Yuan,
}

/// 断缴表一行.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct GapRow {
    /// 工号.
    pub employee_no: String,
    /// 姓名.
    pub name: String,
    /// 拼音首字母.
    pub initials: String,
    /// 部门.
    pub department: Option<String>,
    /// 参保单位.
    pub unit: String,
    /// 险种.
    #[ts(type = "string")]
    pub insurance: Insurance,
    /// One per month.
    pub cells: Vec<GapCell>,
    /// 缺失金额 of the row.
    #[ts(type = "string")]
    pub missing: Yuan,
}

/// 断缴表一格.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct GapCell {
    /// The furthest of the five states; missing; uncomputed where somebody is covered in a month that was never computed;
    /// none where nothing is due.
    #[ts(
        type = "\"credited\" | \"debited\" | \"declared\" | \"deducted\" | \"computed\" | \"missing\" | \"uncomputed\" | \"none\""
    )]
    pub state: String,
    /// 应缴 of both sides, as it was computed or as it is missing; none while unconfirmed or not covered.
    #[ts(type = "string | null")]
    pub due: Option<Yuan>,
}
