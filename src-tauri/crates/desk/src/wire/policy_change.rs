//! 政策变动 — trying a policy before it is taken in.

use serde::{Deserialize, Serialize};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use ts_rs::TS;

use super::contribution::Total;
use super::policy::PolicyValue;

/// 自录政策值 — a value of the clerk's own; a source text is required.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct NewPolicyValue {
    /// 统筹区: name or code.
    pub region: String,
    /// 险种.
    pub insurance: String,
    /// bounds, rates, fixed or rounding.
    pub part: String,
    /// 适用条件: `hukou=local`, `medical_tier=1`.
    pub option: Option<String>,
    /// 起.
    pub from: String,
    /// 公布适用至.
    pub through: Option<String>,
    /// 公布日期; today when it is not given.
    pub published: Option<String>,
    /// 自起始月起终止, instead of a value.
    pub ends: bool,
    /// 基数下限.
    pub floor: Option<String>,
    /// 基数上限.
    pub cap: Option<String>,
    /// 单位费率.
    pub employer_rate: Option<String>,
    /// 个人费率.
    pub employee_rate: Option<String>,
    /// 单位固定额.
    pub employer_fixed: Option<String>,
    /// 个人固定额.
    pub employee_fixed: Option<String>,
    /// 单位部分取整: `half_up fen`, `up jiao` …
    pub employer_rounding: Option<String>,
    /// 个人部分取整.
    pub employee_rounding: Option<String>,
    /// 出处: 文件名称.
    pub source: String,
    /// 文号.
    pub number: Option<String>,
    /// 网址.
    pub url: Option<String>,
    /// 原文.
    pub quote: Option<String>,
    /// 备注.
    pub note: Option<String>,
}

/// 政策包 — the head of a pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PackView {
    /// 政策包编号.
    pub pack: String,
    /// 期号.
    pub number: u32,
    /// 发布日期.
    pub issued: String,
    /// 出具方.
    pub issuer: String,
    /// 密钥指纹.
    pub fingerprint: String,
}

/// 增补 — what the book took in over the shipped library, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PolicyLayerView {
    /// The pack; null for the clerk's own values.
    pub pack: Option<PackView>,
    /// When it was taken in.
    pub taken_at: String,
    /// The earliest month it speaks of.
    pub from: String,
    /// Which regions and insurances it speaks of, in Chinese.
    pub about: Vec<String>,
}

/// 值的变动 — old → new.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ValueChange {
    /// 统筹区名称.
    pub region_name: String,
    /// What held for its first month before; null where there was nothing.
    pub old: Option<PolicyValue>,
    /// The new value.
    pub new: PolicyValue,
}

/// 上下限的影响 of one insurance: people whose base is held by a bound now and was not before, and the other way round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ClampEffect {
    /// 险种.
    #[ts(type = "string")]
    pub insurance: Insurance,
    /// 新落到下限.
    pub newly_floor: u32,
    /// 新封到上限.
    pub newly_cap: u32,
    /// 不再按下限.
    pub no_longer_floor: u32,
    /// 不再按上限.
    pub no_longer_cap: u32,
}

/// 一个月的影响.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MonthEffect {
    /// 所属期.
    #[ts(type = "string")]
    pub month: Month,
    /// draft, checked or locked; the difference of a locked month is proposed as 补差 and changes nothing by itself.
    pub state: String,
    /// People with any difference.
    pub people: u32,
    /// 上下限的影响.
    pub clamps: Vec<ClampEffect>,
    /// 现行合计.
    pub totals_before: Vec<Total>,
    /// 变动后合计.
    pub totals_after: Vec<Total>,
    /// 单位差额.
    #[ts(type = "string")]
    pub employer_difference: Yuan,
    /// 个人差额.
    #[ts(type = "string")]
    pub employee_difference: Yuan,
}

/// 一个人的影响 over all months.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PersonEffect {
    /// 工号.
    pub employee_no: String,
    /// 姓名.
    pub name: String,
    /// How many months differ.
    pub months: u32,
    /// 单位差额.
    #[ts(type = "string")]
    pub employer_difference: Yuan,
    /// 个人差额.
    #[ts(type = "string")]
    pub employee_difference: Yuan,
}

/// 受影响的缴费行.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AffectedLine {
    /// 工号.
    pub employee_no: String,
    /// 姓名.
    pub name: String,
    /// 证件号码.
    pub id_number: Option<String>,
    /// 参保单位.
    pub unit: String,
    /// 险种.
    #[ts(type = "string")]
    pub insurance: Insurance,
    /// 所属期.
    #[ts(type = "string")]
    pub period: Month,
    /// 申报基数.
    #[ts(type = "string | null")]
    pub declared_base: Option<Yuan>,
    /// 现行缴费基数.
    #[ts(type = "string | null")]
    pub base_before: Option<Yuan>,
    /// 变动后缴费基数.
    #[ts(type = "string | null")]
    pub base_after: Option<Yuan>,
    /// 现行单位部分; null while unconfirmed or not due.
    #[ts(type = "string | null")]
    pub employer_before: Option<Yuan>,
    /// 变动后单位部分.
    #[ts(type = "string | null")]
    pub employer_after: Option<Yuan>,
    /// 现行个人部分.
    #[ts(type = "string | null")]
    pub employee_before: Option<Yuan>,
    /// 变动后个人部分.
    #[ts(type = "string | null")]
    pub employee_after: Option<Yuan>,
    /// 单位差额.
    #[ts(type = "string")]
    pub employer_difference: Yuan,
    /// 个人差额.
    #[ts(type = "string")]
    pub employee_difference: Yuan,
    /// Which bound held the base before: floor, cap or none.
    pub clamp_before: String,
    /// Which bound holds it after.
    pub clamp_after: String,
}

/// 试行 — a policy change over every month from its first to the newest computed one. Nothing is written.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PolicyPreview {
    /// The pack; null for a value of the clerk's own.
    pub pack: Option<PackView>,
    /// 值的变动.
    pub changes: Vec<ValueChange>,
    /// Month by month; empty while no month from the first on was computed.
    pub months: Vec<MonthEffect>,
    /// Person by person.
    pub persons: Vec<PersonEffect>,
    /// 单位差额 over all months.
    #[ts(type = "string")]
    pub employer_difference: Yuan,
    /// 个人差额 over all months.
    #[ts(type = "string")]
    pub employee_difference: Yuan,
}

/// 试算一个月 — a policy change in one month, line by line. Nothing is written.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WhatIf {
    /// The month's effect as a whole.
    #[serde(flatten)]
    pub effect: MonthEffect,
    /// The pack; null for a value of the clerk's own.
    pub pack: Option<PackView>,
    /// 值的变动.
    pub changes: Vec<ValueChange>,
    /// 受影响的缴费行.
    pub affected: Vec<AffectedLine>,
}

/// 采用结果.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PolicyTaken {
    /// The pack; null for a value of the clerk's own.
    pub pack: Option<PackView>,
    /// 值的变动.
    pub changes: Vec<ValueChange>,
    /// The journal's number of the action, by which it is undone.
    pub action_seq: i32,
}

/// 信任的密钥.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TrustedKeys {
    /// 指纹 of every accepted key.
    pub fingerprints: Vec<String>,
}
