//! 缴费 — the month's lines, the ledger, the reason behind an amount.

use serde::{Deserialize, Serialize};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::policy::Status;
use shebao_rules::rate::Rate;
use ts_rs::TS;

use super::obligation::PersonNotice;
use super::policy::{OpenValue, SourceView};
use super::unit::Origin;

/// 缴费行 — one person, unit, period and insurance (`contribution run`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Line {
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
    /// regular, back_payment or true_up.
    pub kind: String,
    /// 所属期.
    #[ts(type = "string")]
    pub period: Month,
    /// 入库月.
    #[ts(type = "string")]
    pub booked: Month,
    /// 申报基数.
    #[ts(type = "string | null")]
    pub declared_base: Option<Yuan>,
    /// 缴费基数.
    #[ts(type = "string | null")]
    pub base: Option<Yuan>,
    /// 单位费率.
    #[ts(type = "string | null")]
    pub employer_rate: Option<Rate>,
    /// 个人费率.
    #[ts(type = "string | null")]
    pub employee_rate: Option<Rate>,
    /// 单位固定额.
    #[ts(type = "string | null")]
    pub employer_fixed: Option<Yuan>,
    /// 个人固定额.
    #[ts(type = "string | null")]
    pub employee_fixed: Option<Yuan>,
    /// 单位部分; null while unconfirmed.
    #[ts(type = "string | null")]
    pub employer: Option<Yuan>,
    /// 个人部分; null while unconfirmed.
    #[ts(type = "string | null")]
    pub employee: Option<Yuan>,
    /// 状态.
    #[ts(type = "\"final\" | \"unit_confirmed\" | \"provisional\" | \"carried_over\" | \"unconfirmed\"")]
    pub status: Status,
    /// Why it is unconfirmed: absent, bounds, rates, fixed, option or declared_base.
    pub gap: Option<String>,
}

/// 合计 of a unit and insurance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Total {
    /// 参保单位.
    pub unit: String,
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
    /// People whose line is unconfirmed; not in the sums.
    pub unconfirmed: u32,
}

/// 月度核定 — the lines of a month.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MonthRun {
    /// 所属期.
    pub month: String,
    /// 缴费行.
    pub lines: Vec<Line>,
    /// 合计 of these lines.
    pub totals: Vec<Total>,
    /// 补差 booked in this month, or of this month and booked later; their amounts are differences, in no total above.
    pub true_ups: Vec<Line>,
    /// 待确认项.
    pub open: Vec<OpenValue>,
    /// 人员提示: whose lines do not follow a rule of their own.
    pub notices: Vec<PersonNotice>,
}

/// 月度台账 — the month as the grid shows it: one row per person and unit.
#[derive(Clone, Debug, Serialize, TS)]
#[ts(export)]
pub struct Ledger {
    /// 所属期.
    pub month: String,
    /// 未算 (none), 草稿 (draft), 已核对 (checked) or 已锁定 (locked).
    pub state: String,
    /// When it was computed.
    pub run_at: Option<String>,
    /// Whether facts changed since, so that it should be computed again.
    pub stale: bool,
    /// Insurances that occur, in order.
    pub insurances: Vec<String>,
    /// 行.
    pub rows: Vec<LedgerRow>,
    /// 合计 per unit and insurance, 补差 apart.
    pub totals: Vec<Total>,
    /// 补差 booked in this month, or of this month and booked later; their amounts are differences, in no total above.
    pub true_ups: Vec<Line>,
    /// 待确认项.
    pub open: Vec<OpenValue>,
    /// 人员提示: whose lines do not follow a rule of their own.
    pub notices: Vec<PersonNotice>,
}

/// 台账行.
#[derive(Clone, Debug, Serialize, TS)]
#[ts(export)]
pub struct LedgerRow {
    /// 工号.
    pub employee_no: String,
    /// 姓名.
    pub name: String,
    /// 拼音首字母, every reading.
    pub initials: String,
    /// 证件号码 tail (last four).
    pub id_tail: String,
    /// 部门.
    pub department: Option<String>,
    /// 参保单位.
    pub unit: String,
    /// 申报基数 (社保).
    pub declared_base: Option<String>,
    /// One cell per insurance that the person has; on the wire they are one text: cells parted by `|`, of each its
    /// insurance, base, shares and status parted by blanks, `-` where there is no amount.
    #[serde(with = "in_one_text")]
    #[ts(type = "string")]
    pub cells: Vec<LedgerCell>,
    /// 单位合计.
    pub employer: String,
    /// 个人合计.
    pub employee: String,
    /// 入库月, where it differs from the period.
    pub booked: Option<String>,
}

/// The 70,000 cells of a large company as objects of their own keep the page from answering for a fifth of a second; as
/// texts they are read when they are shown.
mod in_one_text {
    use super::LedgerCell;
    use serde::Serializer;

    pub fn serialize<S: Serializer>(cells: &[LedgerCell], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&cells.iter().map(written).collect::<Vec<_>>().join("|"))
    }

    fn written(cell: &LedgerCell) -> String {
        let [base, employer, employee] =
            [&cell.base, &cell.employer, &cell.employee].map(|amount| amount.as_deref().unwrap_or("-"));
        format!("{} {base} {employer} {employee} {}", cell.insurance, cell.status)
    }
}

/// 台账格.
#[derive(Clone, Debug, TS)]
#[ts(export)]
pub struct LedgerCell {
    /// 险种.
    pub insurance: String,
    /// 缴费基数.
    pub base: Option<String>,
    /// 单位部分.
    pub employer: Option<String>,
    /// 个人部分.
    pub employee: Option<String>,
    /// 状态.
    pub status: String,
}

/// 计算依据 — the reason behind an amount.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Explanation {
    /// 工号.
    pub employee_no: String,
    /// 姓名.
    pub name: String,
    /// 证件号码.
    pub id_number: Option<String>,
    /// 参保单位.
    pub unit: String,
    /// 所属期.
    pub month: String,
    /// 险种.
    pub insurance: String,
    /// 单位部分.
    pub employer: Option<String>,
    /// 个人部分.
    pub employee: Option<String>,
    /// 状态.
    pub status: String,
    /// Steps in the order of computation.
    pub steps: Vec<StepView>,
    /// For an unconfirmed line: what is open.
    pub open: Option<OpenValue>,
}

/// 一步.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StepView {
    /// cover, declared_base, base, employer, employee or total.
    pub kind: String,
    /// 名称.
    pub label: String,
    /// 算式.
    pub expression: String,
    /// 结果.
    pub value: String,
    /// 状态 of the policy value.
    pub status: Option<String>,
    /// 政策出处.
    pub source: Option<SourceView>,
    /// 法条, e.g. 社会保险法 第十二条.
    pub law: Option<LawLink>,
    /// 来源单元格.
    pub origin: Option<Origin>,
    /// 备注.
    pub note: Option<String>,
}

/// 法条.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LawLink {
    /// `gjj_2026:16`; opens the card.
    pub id: String,
    /// 法律名称和条号.
    pub title: String,
    /// 条文原文.
    pub text: String,
    /// 官方网址.
    pub url: Option<String>,
    /// The day it was chosen for.
    pub on: String,
}

/// 试算 — the law for one base.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EstimateRequest {
    /// 统筹区.
    pub region: String,
    /// 所属期.
    pub month: String,
    /// 申报基数.
    pub base: String,
    /// 工伤费率.
    pub work_injury_rate: Option<String>,
    /// 公积金单位比例.
    pub fund_employer: Option<String>,
    /// 公积金个人比例.
    pub fund_employee: Option<String>,
    /// 户口: local or other.
    pub hukou: Option<String>,
    /// 医保档次: 1 or 2.
    pub medical_tier: Option<String>,
}

/// 试算行.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EstimateLine {
    /// 险种.
    pub insurance: String,
    /// 缴费基数.
    pub base: Option<String>,
    /// 单位费率.
    pub employer_rate: Option<String>,
    /// 个人费率.
    pub employee_rate: Option<String>,
    /// 单位部分.
    pub employer: Option<String>,
    /// 个人部分.
    pub employee: Option<String>,
    /// 状态.
    pub status: String,
    /// 步骤.
    pub steps: Vec<StepView>,
    /// What is open.
    pub open: Option<OpenValue>,
}

/// 试算结果.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Estimate {
    /// 试算行.
    pub lines: Vec<EstimateLine>,
}

#[cfg(test)]
mod tests {
    use super::{LedgerCell, in_one_text};

    /// 9,500 × 16 % and 8 %; and a line whose policy is open.
    #[test]
    fn a_row_crosses_as_one_text() {
        let known = |text: &str| Some(text.to_owned());
        let cells = [
            LedgerCell {
                insurance: "pension".to_owned(),
                base: known("9500.00"),
                employer: known("1520.00"),
                employee: known("760.00"),
                status: "final".to_owned(),
            },
            LedgerCell {
                insurance: "maternity".to_owned(),
                base: None,
                employer: None,
                employee: None,
                status: "unconfirmed".to_owned(),
            },
        ];
        let text = in_one_text::serialize(&cells, serde_json::value::Serializer).unwrap();
        assert_eq!(text, "pension 9500.00 1520.00 760.00 final|maternity - - - unconfirmed");
    }
}
