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
