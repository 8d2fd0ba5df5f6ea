//! 补差 — differences of closed months that a later publication leaves.

use serde::{Deserialize, Serialize};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::policy::Status;
use ts_rs::TS;

use super::policy::SourceView;

/// 补差行的标识 — person, unit, insurance and original period.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TrueUpKey {
    /// 工号.
    pub employee_no: String,
    /// 参保单位.
    pub unit: String,
    /// 险种.
    #[ts(type = "string")]
    pub insurance: Insurance,
    /// 原所属期.
    #[ts(type = "string")]
    pub period: Month,
}

/// 补差原因 — one policy value that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TrueUpReason {
    /// 基数下限, 基数上限, 费率, 固定额 or 取整, with old and new value.
    pub text: String,
    /// Where the new value stands.
    pub source: SourceView,
}

/// 补差建议 — what today's knowledge gives, less what stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TrueUpProposal {
    /// Which line.
    #[serde(flatten)]
    #[ts(flatten)]
    pub key: TrueUpKey,
    /// 姓名.
    pub name: String,
    /// 申报基数 as it was sealed.
    #[ts(type = "string | null")]
    pub declared_base: Option<Yuan>,
    /// 原缴费基数.
    #[ts(type = "string | null")]
    pub base_before: Option<Yuan>,
    /// 新缴费基数.
    #[ts(type = "string")]
    pub base_after: Yuan,
    /// 单位已计: the sealed line and accepted 补差.
    #[ts(type = "string")]
    pub employer_stands: Yuan,
    /// 个人已计.
    #[ts(type = "string")]
    pub employee_stands: Yuan,
    /// 单位应缴 by today's knowledge.
    #[ts(type = "string")]
    pub employer_due: Yuan,
    /// 个人应缴 by today's knowledge.
    #[ts(type = "string")]
    pub employee_due: Yuan,
    /// 单位差额.
    #[ts(type = "string")]
    pub employer_difference: Yuan,
    /// 个人差额.
    #[ts(type = "string")]
    pub employee_difference: Yuan,
    /// 状态 of the new values.
    #[ts(type = "\"final\" | \"unit_confirmed\" | \"provisional\" | \"carried_over\" | \"unconfirmed\"")]
    pub status: Status,
    /// Why.
    pub reasons: Vec<TrueUpReason>,
}

/// 补差合计 of a unit, period and insurance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TrueUpTotal {
    /// 参保单位.
    pub unit: String,
    /// 原所属期.
    #[ts(type = "string")]
    pub period: Month,
    /// 险种.
    #[ts(type = "string")]
    pub insurance: Insurance,
    /// 人数.
    pub heads: u32,
    /// 单位差额.
    #[ts(type = "string")]
    pub employer: Yuan,
    /// 个人差额.
    #[ts(type = "string")]
    pub employee: Yuan,
}

/// 补差清单.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TrueUpList {
    /// 建议, by period, person and insurance.
    pub proposals: Vec<TrueUpProposal>,
    /// 合计.
    pub totals: Vec<TrueUpTotal>,
    /// 单位差额 over all.
    #[ts(type = "string")]
    pub employer_difference: Yuan,
    /// 个人差额 over all.
    #[ts(type = "string")]
    pub employee_difference: Yuan,
}

/// 补差决定.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct TrueUpDecision {
    /// Which lines; null: everything that is proposed.
    pub lines: Option<Vec<TrueUpKey>>,
    /// 入账月, an open month; null refuses them, and they are not proposed again for the same value.
    pub booked: Option<String>,
}

/// 决定结果.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TrueUpDecided {
    /// How many lines were decided on.
    pub lines: u32,
    /// 入账月; null of refused ones.
    pub booked: Option<String>,
    /// 单位差额 decided on.
    #[ts(type = "string")]
    pub employer: Yuan,
    /// 个人差额 decided on.
    #[ts(type = "string")]
    pub employee: Yuan,
    /// The journal's number of the action, by which it is undone.
    pub action_seq: i32,
}
