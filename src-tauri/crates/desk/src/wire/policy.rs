//! 政策 — dated values with their sources.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use shebao_rules::policy::{Evidence, Source, Status};
use ts_rs::TS;

/// 统筹区.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RegionView {
    /// 代码.
    pub code: String,
    /// 名称.
    pub name: String,
    /// Insurances with any value.
    pub insurances: Vec<String>,
    /// 说明.
    pub notes: Vec<String>,
    /// 冲突 — sources that contradict each other.
    pub conflicts: Vec<ConflictView>,
}

/// 冲突 — what contradicting sources say.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ConflictView {
    /// 险种.
    pub insurance: String,
    /// What the sources say.
    pub text: String,
}

/// 值 — what a value says, by its part; the others are null.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct ValueFigures {
    /// 基数下限, yuan per month.
    pub floor: Option<String>,
    /// 基数上限, yuan per month.
    pub cap: Option<String>,
    /// 单位费率: a fraction, or the range a unit chooses from.
    pub employer_rate: Option<String>,
    /// 个人费率.
    pub employee_rate: Option<String>,
    /// 单位固定额, yuan.
    pub employer_fixed: Option<String>,
    /// 个人固定额, yuan.
    pub employee_fixed: Option<String>,
    /// 取整 in the clerk's words.
    pub rounding: Option<String>,
}

/// 政策值 — one dated value.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PolicyValue {
    /// 统筹区代码.
    pub region: String,
    /// 险种.
    pub insurance: String,
    /// bounds, rates, fixed or rounding.
    pub part: String,
    /// 适用条件: `hukou=local`, `medical_tier=1`.
    pub option: Option<String>,
    /// 起.
    pub from: String,
    /// 止, where it is ended or followed by another value.
    pub to: Option<String>,
    /// 公布适用至; later months carry it over.
    pub through: Option<String>,
    /// Whether another value takes its place after `to`; else it runs on.
    pub followed: bool,
    /// 终止: no value from this month on.
    pub ends: bool,
    /// 适用月份 (1–12) of a fixed amount; empty is every month.
    pub months: Vec<u32>,
    /// 已更正: a later publication restates it for the same first month.
    pub corrected: bool,
    /// What it says.
    #[serde(flatten)]
    pub figures: ValueFigures,
    /// 公布日期.
    pub published: Option<String>,
    /// 核对日期.
    pub checked: Option<String>,
    /// 状态.
    #[ts(type = "\"final\" | \"unit_confirmed\" | \"provisional\" | \"carried_over\" | \"unconfirmed\"")]
    pub status: Status,
    /// 证据.
    #[ts(type = "\"quoted\" | \"proved\" | \"clerk\"")]
    pub evidence: Evidence,
    /// 出处.
    pub source: SourceView,
    /// 备注.
    pub note: Option<String>,
    /// 明细验证.
    pub proofs: Vec<ProofView>,
    /// 明细验证印记 — what the lists of this book prove, side by side.
    pub stamps: Vec<ValueStamp>,
    /// 异说 — what other sources give for the same months.
    pub alternatives: Vec<ValueAlternative>,
}

/// 明细验证印记 of one side of a value, by the lists of this book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ValueStamp {
    /// employer, employee or both.
    pub side: String,
    /// proved, ambiguous, contradicted or none.
    pub finding: String,
    /// 印记: `明细验证：0.4%（62 行、3 个月）`.
    pub stamp: String,
    /// The rows that contradict, by their place.
    pub rows: Vec<String>,
    /// 行数.
    pub lines: i32,
    /// 所属期, each once.
    pub months: Vec<String>,
    /// Whether the value is what they prove; null where it has no single number.
    pub agrees: Option<bool>,
}

/// 异说 — another value that a source gives for the same months.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ValueAlternative {
    /// What it says.
    #[serde(flatten)]
    pub figures: ValueFigures,
    /// 出处.
    pub source: SourceView,
    /// 备注.
    pub note: Option<String>,
}

/// 明细验证 — bureau rows of one month that reproduce a value.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ProofView {
    /// 所属期 of the rows.
    pub month: String,
    /// What the rows show.
    pub quote: String,
}

/// 哪个政策值 — one value by its place on the time line, and the month it is asked for.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ValueOf {
    /// 统筹区.
    pub region: String,
    /// 险种.
    pub insurance: String,
    /// bounds, rates, fixed or rounding.
    pub part: String,
    /// 适用条件.
    pub option: Option<String>,
    /// 起.
    pub from: String,
    /// 所属期 looked at.
    pub month: String,
}

/// 谁在用 — who of the open book relies on a value in a month.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Reliance {
    /// 所属期.
    pub month: String,
    /// Whether the month was computed; else nobody is counted.
    pub computed: bool,
    /// People whose amounts rest on it.
    pub people: u32,
    /// People without an amount because it is unconfirmed.
    pub waiting: u32,
    /// The same by unit.
    pub units: Vec<RelyingUnit>,
}

/// 在用单位.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RelyingUnit {
    /// 参保单位.
    pub unit: String,
    /// People.
    pub people: u32,
}

/// 可选费率.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RateAlternative {
    /// 单位费率.
    pub employer_rate: String,
    /// 个人费率.
    pub employee_rate: String,
    /// 出处.
    pub source: SourceView,
}

/// 出处.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SourceView {
    /// 文件名称.
    pub title: String,
    /// 文号.
    pub number: Option<String>,
    /// 网址.
    pub url: Option<String>,
    /// 原文.
    pub quote: Option<String>,
}

impl From<&Source> for SourceView {
    fn from(source: &Source) -> Self {
        let Source { title, number, url, quote } = source.clone();
        Self { title, number, url, quote }
    }
}

/// 待确认项 — an insurance of a unit that cannot be computed until the clerk settles it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OpenValue {
    /// 参保单位.
    pub unit: String,
    /// 统筹区名称.
    pub region: String,
    /// 险种.
    pub insurance: String,
    /// 所属期 it was asked for.
    pub month: String,
    /// 缺项: absent, bounds, rates, fixed, option or declared_base.
    pub gap: String,
    /// People it concerns.
    pub people: u32,
    /// 下限, where known.
    pub floor: Option<String>,
    /// 上限, where known.
    pub cap: Option<String>,
    /// 可选值.
    pub alternatives: Vec<RateAlternative>,
    /// 说明.
    pub note: Option<String>,
}

/// 收录情况 of one region and insurance.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CoverageCell {
    /// 统筹区代码.
    pub region: String,
    /// 统筹区名称.
    pub region_name: String,
    /// 险种.
    pub insurance: String,
    /// 明细验证, 已公布（转引）, 暂定, 沿用, 待确认 or 未收录.
    pub state: String,
    /// The months covered.
    pub months: String,
    /// By how many rows and months of this book's lists the rates of the month were looked at; null: none.
    pub proved: Option<String>,
}

/// 政策文件检查 — what the shipped files hold; for `policy check`, which needs no window.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PolicyCheck {
    /// Every file keeps to the standard and every value cites its source.
    pub ok: bool,
    /// 统筹区.
    pub regions: usize,
    /// 值, national ones included.
    pub values: usize,
    /// Of these with the official words or figures.
    pub quoted: usize,
    /// 全国值.
    pub national: usize,
    /// 值 by status.
    pub by_status: BTreeMap<String, usize>,
    /// 冲突 kept visible.
    pub conflicts: usize,
    /// 工作日历已录入至.
    pub known_until: String,
}
