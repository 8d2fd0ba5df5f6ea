//! 花名册 — people as the window and `roster list` see them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::policy::SourceView;
use super::unit::Origin;

/// 员工.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Person {
    /// 工号.
    pub employee_no: String,
    /// 姓名.
    pub name: String,
    /// 姓名拼音首字母, every reading.
    pub initials: String,
    /// 证件类型.
    pub id_type: String,
    /// 证件号码 (masked for the window unless revealed).
    pub id_number: Option<String>,
    /// 性别: male or female.
    pub sex: Option<String>,
    /// 出生日期.
    pub birth: Option<String>,
    /// 户口性质.
    pub hukou: Option<String>,
    /// 医保档次: 1 or 2.
    pub medical_tier: Option<String>,
    /// 退休口径: male60, female55 or female50.
    pub position_class: Option<String>,
    /// 退休.
    pub retirement: RetirementView,
    /// 部门.
    pub department: Option<String>,
    /// 岗位.
    pub post: Option<String>,
    /// 手机号码.
    pub phone: Option<String>,
    /// 开户银行.
    pub bank_name: Option<String>,
    /// 银行账号 (masked for the window).
    pub bank_account: Option<String>,
    /// 备注.
    pub notes: Option<String>,
    /// 在职.
    pub active: bool,
    /// 任职.
    pub jobs: Vec<Job>,
    /// 参保关系.
    pub cover: Vec<CoverView>,
    /// 申报基数.
    pub bases: Vec<BaseView>,
}

/// 退休 — the month of the statutory age, or what is not recorded.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RetirementView {
    /// 退休口径 it was computed with: male60, female55 or female50.
    pub class: Option<String>,
    /// 达到法定退休年龄的月份.
    pub month: Option<String>,
    /// 法定退休年龄: `60周岁6个月`.
    pub age: Option<String>,
    /// 提醒起月, six months before.
    pub warned_from: Option<String>,
    /// 最低缴费月数 of that year.
    pub minimum_months: Option<u32>,
    /// What is not recorded, where no month can be stated: 岗位类别未登记, 出生日期未登记 …
    pub missing: Option<String>,
    /// 依据.
    pub source: Option<SourceView>,
}

/// 任职 — one employment spell.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Job {
    /// 参保单位.
    pub unit: Option<String>,
    /// 入职日期 (day, or month only).
    pub hire: String,
    /// 离职日期.
    pub leave: Option<String>,
    /// 部门.
    pub department: Option<String>,
    /// 岗位.
    pub post: Option<String>,
    /// Where it was imported from.
    pub origin: Option<Origin>,
}

/// 参保关系.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CoverView {
    /// 参保单位.
    pub unit: String,
    /// 范围: social, housing_fund or only:<insurance>.
    pub scope: String,
    /// 起缴年月.
    pub first_month: String,
    /// 停缴年月.
    pub last_month: Option<String>,
    /// 首月次月补缴.
    pub first_month_late: bool,
    /// 原因.
    pub reason: Option<String>,
    /// Where it was imported from.
    pub origin: Option<Origin>,
}

/// 申报基数.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BaseView {
    /// 参保单位.
    pub unit: String,
    /// 范围.
    pub scope: String,
    /// 适用起.
    pub from: String,
    /// 适用止.
    pub to: Option<String>,
    /// 申报基数.
    pub amount: String,
    /// 上年月均工资.
    pub average_wage: Option<String>,
    /// 原因: onboarding, annual, correction or import.
    pub reason: String,
    /// 取数口径.
    pub method: Option<String>,
    /// Where it was imported from.
    pub origin: Option<Origin>,
}

/// 员工资料 — what the clerk keys for a new person or changes of an existing one; `None` leaves a field as it is.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PersonEdit {
    /// 工号; a new one is given when absent.
    pub employee_no: Option<String>,
    /// 姓名.
    pub name: Option<String>,
    /// 证件类型.
    pub id_type: Option<String>,
    /// 证件号码.
    pub id_number: Option<String>,
    /// 户口性质.
    pub hukou: Option<String>,
    /// 医保档次.
    pub medical_tier: Option<String>,
    /// 退休口径.
    pub position_class: Option<String>,
    /// 部门.
    pub department: Option<String>,
    /// 岗位.
    pub post: Option<String>,
    /// 手机号码.
    pub phone: Option<String>,
    /// 开户银行.
    pub bank_name: Option<String>,
    /// 银行账号.
    pub bank_account: Option<String>,
    /// 备注.
    pub notes: Option<String>,
    /// 参保单位 of a new spell.
    pub unit: Option<String>,
    /// 入职日期 of a new spell.
    pub hire: Option<String>,
    /// 离职日期 of the running spell.
    pub leave: Option<String>,
}
