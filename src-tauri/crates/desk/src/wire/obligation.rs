//! 人员规则 — what the law says of a person and a month's lines do not follow.

use serde::{Deserialize, Serialize};
use shebao_rules::policy::Status;
use ts_rs::TS;

use super::policy::SourceView;

/// 人员提示 of a month — one person of whom a rule says something that the month's lines do not follow. Nothing is refused
/// because of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PersonNotice {
    /// 工号.
    pub employee_no: String,
    /// 姓名.
    pub name: String,
    /// 参保单位.
    pub unit: String,
    /// obligation or fund_start.
    pub kind: String,
    /// Severity: act or soon.
    pub severity: String,
    /// One sentence in Chinese.
    pub text: String,
    /// 险种 it speaks of.
    pub insurances: Vec<String>,
    /// 起缴年月 that the rule gives, where it gives one.
    pub first_month: Option<String>,
    /// 状态 of the rule.
    #[ts(type = "\"final\" | \"unit_confirmed\" | \"provisional\" | \"carried_over\" | \"unconfirmed\"")]
    pub status: Status,
    /// 依据.
    pub source: SourceView,
}

/// 本人适用规则 — one rule of the law that speaks of a person. Nothing is stopped or refused because of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PersonRule {
    /// retirement, obligation or fund_start.
    pub kind: String,
    /// Whom or what it is about: `法定退休月份（男 60）`, `外国人`.
    pub label: String,
    /// What it says: a month, 应当参加 …, or what is not recorded.
    pub value: String,
    /// One sentence in Chinese.
    pub text: String,
    /// 说明.
    pub note: Option<String>,
    /// 状态 of the rule.
    #[ts(type = "\"final\" | \"unit_confirmed\" | \"provisional\" | \"carried_over\" | \"unconfirmed\"")]
    pub status: Status,
    /// The article's card, where the law library holds it.
    pub law: Option<String>,
    /// 依据; null where something is not recorded.
    pub source: Option<SourceView>,
}
