//! 参保 — enrolling, withdrawing, declaring a base.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 增员 — a new cover.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Enroll {
    /// 工号.
    pub employee_no: String,
    /// 参保单位.
    pub unit: String,
    /// 范围: social, housing_fund or an insurance.
    pub scope: String,
    /// 起缴年月.
    pub first_month: String,
    /// 首月次月补缴.
    pub first_month_late: bool,
    /// 申报基数 from the same month.
    pub base: Option<String>,
    /// 原因.
    pub reason: Option<String>,
}

/// 减员 — the last month due.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Withdraw {
    /// 工号.
    pub employee_no: String,
    /// 参保单位.
    pub unit: String,
    /// 范围.
    pub scope: String,
    /// 停缴年月, the last month due.
    pub last_month: String,
    /// 原因.
    pub reason: Option<String>,
}

/// 申报基数 — a newly declared base.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DeclareBase {
    /// 工号.
    pub employee_no: String,
    /// 参保单位.
    pub unit: String,
    /// 范围.
    pub scope: String,
    /// 适用起.
    pub from: String,
    /// 申报基数.
    pub amount: String,
    /// 原因: onboarding, annual or correction.
    pub reason: String,
}

/// 参保行 — `enrollment list`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EnrollmentLine {
    /// 工号.
    pub employee_no: String,
    /// 姓名.
    pub name: String,
    /// 证件号码.
    pub id_number: Option<String>,
    /// 参保单位.
    pub unit: String,
    /// 险种.
    pub insurance: String,
    /// 起缴年月.
    pub first_month: String,
    /// 停缴年月.
    pub last_month: Option<String>,
    /// 原因.
    pub reason: Option<String>,
}
