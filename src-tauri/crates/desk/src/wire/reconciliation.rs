//! 对账 — three sources of a month, their differences and the causes of these.

use serde::{Deserialize, Serialize};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::rate::Rate;
use ts_rs::TS;

use super::unit::Origin;

/// 对账结果 of a month (`reconciliation run`). Differences are 工资 − 应缴 and 经办机构 − 应缴 by period, 银行 − 经办机构 by
/// month of booking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Reconciliation {
    /// 所属期 and month of booking.
    #[ts(type = "string")]
    pub month: Month,
    /// 按所属期, unit by unit and insurance by insurance.
    pub by_period: Vec<PeriodView>,
    /// 按入库月, unit by unit and debit group by debit group.
    pub by_booking: Vec<BookingView>,
    /// 逐人差异, the most harmful first; notes of 0.00 last.
    pub persons: Vec<PersonDifference>,
    /// 未导入 sources.
    pub not_imported: Vec<NotImported>,
    /// 未说明的差额, without signs: 0.00 if every fen has a cause.
    #[ts(type = "string")]
    pub residual: Yuan,
}

/// 所属期对账行.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PeriodView {
    /// 参保单位.
    pub unit: String,
    /// 所属期.
    #[ts(type = "string")]
    pub period: Month,
    /// 险种.
    #[ts(type = "string")]
    pub insurance: Insurance,
    /// 单位应缴.
    #[ts(type = "string")]
    pub due_employer: Yuan,
    /// 个人应缴.
    #[ts(type = "string")]
    pub due_employee: Yuan,
    /// 工资扣款; null: not imported.
    #[ts(type = "string | null")]
    pub payroll_employee: Option<Yuan>,
    /// 经办机构单位部分; null: not imported.
    #[ts(type = "string | null")]
    pub agency_employer: Option<Yuan>,
    /// 经办机构个人部分; null: not imported.
    #[ts(type = "string | null")]
    pub agency_employee: Option<Yuan>,
    /// 差额.
    pub differences: Differences,
    /// 原因; those of one source and side add up to its difference.
    pub causes: Vec<CauseView>,
}

/// 三项差额; null where a source is not imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Differences {
    /// 工资扣款 − 个人应缴.
    #[ts(type = "string | null")]
    pub payroll_employee: Option<Yuan>,
    /// 经办机构 − 单位应缴.
    #[ts(type = "string | null")]
    pub agency_employer: Option<Yuan>,
    /// 经办机构 − 个人应缴.
    #[ts(type = "string | null")]
    pub agency_employee: Option<Yuan>,
}

/// 入库对账行.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BookingView {
    /// 参保单位.
    pub unit: String,
    /// 入库月.
    #[ts(type = "string")]
    pub month: Month,
    /// 扣款分组.
    pub group: String,
    /// 险种 that the group collects, as the sums show.
    #[ts(type = "string[]")]
    pub insurances: Vec<Insurance>,
    /// 清单合计, 滞纳金 that it prints included; null: not imported.
    #[ts(type = "string | null")]
    pub agency: Option<Yuan>,
    /// 清单所列滞纳金: always the employer's.
    #[ts(type = "string")]
    pub late_fee: Yuan,
    /// 扣款合计; null: not imported.
    #[ts(type = "string | null")]
    pub bank: Option<Yuan>,
    /// 银行 − 经办机构.
    #[ts(type = "string | null")]
    pub difference: Option<Yuan>,
    /// 扣款行 of the statements.
    pub lines: Vec<Origin>,
    /// 原因; they add up to the difference.
    pub causes: Vec<CauseView>,
}

/// 逐人差异.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PersonDifference {
    /// 工号; null: nobody of the roster.
    pub employee_no: Option<String>,
    /// 姓名.
    pub name: String,
    /// 证件号码.
    pub id_number: Option<String>,
    /// 参保单位.
    pub unit: String,
    /// 所属期.
    #[ts(type = "string")]
    pub period: Month,
    /// 险种.
    #[ts(type = "string")]
    pub insurance: Insurance,
    /// payroll or agency: which source differs from what is due.
    pub source: String,
    /// employer or employee.
    pub side: String,
    /// 应缴 of this side.
    #[ts(type = "string")]
    pub expected: Yuan,
    /// What the source has.
    #[ts(type = "string")]
    pub found: Yuan,
    /// 差额.
    #[ts(type = "string")]
    pub difference: Yuan,
    /// 原因; they add up to it.
    pub causes: Vec<CauseView>,
    /// 单位应缴.
    #[ts(type = "string | null")]
    pub due_employer: Option<Yuan>,
    /// 个人应缴.
    #[ts(type = "string | null")]
    pub due_employee: Option<Yuan>,
    /// 工资已扣.
    #[ts(type = "string")]
    pub payroll_employee: Yuan,
    /// 经办机构单位部分; null: no row.
    #[ts(type = "string | null")]
    pub agency_employer: Option<Yuan>,
    /// 经办机构个人部分; null: no row.
    #[ts(type = "string | null")]
    pub agency_employee: Option<Yuan>,
}

/// 差异原因.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CauseView {
    /// 原因代码.
    pub code: String,
    /// 工号; null: money of several people, or nobody of the roster.
    pub employee_no: Option<String>,
    /// 姓名 of the person.
    pub name: Option<String>,
    /// 险种, where it is one.
    #[ts(type = "string | null")]
    pub insurance: Option<Insurance>,
    /// 金额, with the sign of the difference.
    #[ts(type = "string")]
    pub amount: Yuan,
    /// payroll, agency or bank.
    pub source: String,
    /// employer or employee; null: both.
    pub side: Option<String>,
    /// 危害: 0 somebody is not covered … 4 nothing is wrong.
    pub harm: u8,
    /// 名称.
    pub title: String,
    /// 说明.
    pub explanation: String,
    /// 下一步.
    pub next_step: String,
    /// 应有的基数.
    #[ts(type = "string | null")]
    pub expected_base: Option<Yuan>,
    /// 实际的基数, printed or implied.
    #[ts(type = "string | null")]
    pub found_base: Option<Yuan>,
    /// 应有的费率.
    #[ts(type = "string | null")]
    pub expected_rate: Option<Rate>,
    /// 推得的费率.
    #[ts(type = "string | null")]
    pub found_rate: Option<Rate>,
    /// 证据: rows of the imported files.
    pub evidence: Vec<Origin>,
}

/// 未导入 — a source of a unit that the month lacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NotImported {
    /// 参保单位.
    pub unit: String,
    /// payroll, agency or bank.
    pub source: String,
    /// 险种 that are lacking; empty for a bank statement.
    #[ts(type = "string[]")]
    pub insurances: Vec<Insurance>,
    /// 说明.
    pub message: String,
}

/// 五个状态 of one person, insurance and period (`reconciliation states`); null: not reached, as far as the book knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FiveStates {
    /// 工号.
    pub employee_no: String,
    /// 姓名.
    pub name: String,
    /// 参保单位.
    pub unit: String,
    /// 险种.
    #[ts(type = "string")]
    pub insurance: Insurance,
    /// 所属期.
    #[ts(type = "string")]
    pub period: Month,
    /// 已核定.
    pub computed: Option<StateView>,
    /// 工资已扣.
    pub deducted: Option<StateView>,
    /// 已申报: a receipt, a file that was taken to be declared, or the agency's own list.
    pub declared: Option<StateView>,
    /// 银行已扣款.
    pub debited: Option<StateView>,
    /// 已入账.
    pub credited: Option<StateView>,
}

/// 状态的凭据 — since when, and what shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StateView {
    /// The day, or the month where the document tells no day.
    pub on: String,
    /// The row of the imported file.
    pub document: Option<Origin>,
    /// 回执编号.
    pub number: Option<String>,
    /// 导出的申报文件.
    pub file: Option<String>,
}
