//! 明细验证 — what bureau rows prove of roundings and rates.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::policy::PolicyValue;

/// 明细验证结果 — per insurance and side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ProofReport {
    /// How many amounts served.
    pub rows: i32,
    /// How many did not: 补缴, several months at once, no printed base.
    pub skipped: i32,
    /// 统筹区代码 whose rounding stands beside; null: none was compared.
    pub region: Option<String>,
    /// 各险种各方.
    pub sides: Vec<SideProofView>,
}

/// 本账簿明细验证 — what the lists that the book took in prove, value by value.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BookProof {
    /// 政策值 with their stamps, region by region.
    pub values: Vec<PolicyValue>,
    /// How many amounts could not serve: 补缴, several months at once, no printed base.
    pub unused: i32,
    /// The action to take back, where stamps were put on.
    pub action_seq: Option<i32>,
}

/// 一个险种一方的验证.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SideProofView {
    /// 险种.
    pub insurance: String,
    /// employer, employee or both.
    pub side: String,
    /// proved, ambiguous, contradicted or none, of the rounding.
    pub finding: String,
    /// 印记 of the rounding: `明细验证：四舍五入到分，逐人取整再合计（117 行、1 个月）`.
    pub stamp: String,
    /// The rows that contradict, by their place.
    pub rows: Vec<String>,
    /// proved, ambiguous, contradicted or none, of the rate.
    pub rate_finding: String,
    /// 印记 of the rate.
    pub rate_stamp: String,
    /// The rows that contradict the rate.
    pub rate_rows: Vec<String>,
    /// 行数.
    pub lines: i32,
    /// 所属期, each once.
    pub months: Vec<String>,
    /// 政策库的取整 in the newest of these months; null where none was compared.
    pub held: Option<String>,
    /// Whether the rounding of the policy library is among those that reproduce every row.
    pub agrees: Option<bool>,
}
