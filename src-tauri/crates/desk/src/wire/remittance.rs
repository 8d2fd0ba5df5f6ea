//! 缴费 — dues, dates and payments of a month, the money they take, and reminders.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::reconciliation::MatchBasis;
use shebao_rules::remittance::{Basis, Leads, ReminderKind};
use ts_rs::TS;

/// 缴费行 — one unit, booking month and insurance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RemittanceLine {
    /// 参保单位.
    pub unit: String,
    /// 费款申报月.
    #[ts(type = "string")]
    pub month: Month,
    /// 险种.
    #[ts(type = "string")]
    pub insurance: Insurance,
    /// 人数.
    pub heads: u32,
    /// 单位应缴.
    #[ts(type = "string")]
    pub employer: Yuan,
    /// 个人应缴.
    #[ts(type = "string")]
    pub employee: Yuan,
    /// 应缴合计.
    #[ts(type = "string")]
    pub due: Yuan,
    /// 待确认 lines without an amount.
    pub open: u32,
    /// 经办机构核定, if its list was taken in.
    #[ts(type = "string | null")]
    pub listed: Option<Yuan>,
    /// 已缴本金.
    #[ts(type = "string")]
    pub paid: Yuan,
    /// 缴款日期, the last one.
    #[ts(type = "string | null")]
    pub paid_on: Option<NaiveDate>,
    /// 尚欠: due and not paid.
    #[ts(type = "string")]
    pub short: Yuan,
    /// paid, late, short, unpaid, due or no_bank.
    pub state: String,
}

/// 扣款 — one bank line or payment by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PaymentView {
    /// 日期.
    #[ts(type = "string")]
    pub day: NaiveDate,
    /// 金额.
    #[ts(type = "string")]
    pub amount: Yuan,
    /// 凭证, or where the bank line stands.
    pub document: String,
    /// listed, due or words; null for a payment by hand.
    #[ts(type = "\"listed\" | \"due\" | \"words\" | null")]
    pub basis: Option<MatchBasis>,
}

/// 缴费小计 — one unit and group: what one date is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RemittanceGroup {
    /// 参保单位.
    pub unit: String,
    /// social or housing_fund.
    pub group: String,
    /// 应缴合计.
    #[ts(type = "string")]
    pub due: Yuan,
    /// 已缴本金.
    #[ts(type = "string")]
    pub paid: Yuan,
    /// 尚欠.
    #[ts(type = "string")]
    pub short: Yuan,
    /// 滞纳金 on the day, the employer's; null where the law knows none or no date is known.
    #[ts(type = "string | null")]
    pub late_fee: Option<Yuan>,
    /// 已缴滞纳金.
    #[ts(type = "string")]
    pub late_fee_paid: Yuan,
    /// paid, late, short, unpaid, due or no_bank.
    pub state: String,
    /// 申报截止日期.
    #[ts(type = "string | null")]
    pub declare_by: Option<NaiveDate>,
    /// 缴费截止日期.
    #[ts(type = "string | null")]
    pub pay_by: Option<NaiveDate>,
    /// published, unit or statutory.
    #[ts(type = "\"published\" | \"unit\" | \"statutory\" | null")]
    pub basis: Option<Basis>,
    /// 出处 of the dates in the clerk's words.
    pub source: String,
    /// 扣款与缴款.
    pub payments: Vec<PaymentView>,
}

/// 缴费清单 of a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RemittanceList {
    /// 费款申报月.
    #[ts(type = "string")]
    pub month: Month,
    /// Whether the month was computed; otherwise the amounts are those of today's facts.
    pub computed: bool,
    /// 各险种.
    pub lines: Vec<RemittanceLine>,
    /// 各单位小计.
    pub groups: Vec<RemittanceGroup>,
}

/// 缴费期限设置 of a unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct NewPaymentDay {
    /// 参保单位.
    pub unit: String,
    /// social, housing_fund, or an insurance.
    pub scope: String,
    /// 起.
    pub from: String,
    /// 止, included.
    pub to: Option<String>,
    /// 0: within the month itself; 1: in the month after.
    pub months_after: u32,
    /// 申报截止日.
    pub declare_day: Option<u32>,
    /// 缴费截止日.
    pub pay_day: u32,
    /// tax, roll or none.
    pub shift: String,
    /// 出处.
    pub source: String,
}

/// 当地公布的期限.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct NewPublishedDay {
    /// 统筹区: name or code.
    pub region: String,
    /// social, housing_fund, or an insurance.
    pub scope: String,
    /// 费款申报月.
    pub month: String,
    /// 申报截止日期.
    pub declare_by: Option<String>,
    /// 缴费截止日期.
    pub pay_by: String,
    /// 出处.
    pub source: String,
}

/// 登记缴款.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct NewPayment {
    /// 参保单位.
    pub unit: String,
    /// 费款申报月.
    pub month: String,
    /// social, housing_fund, or an insurance.
    pub scope: String,
    /// 本金.
    pub principal: String,
    /// 滞纳金, the employer's.
    pub late_fee: Option<String>,
    /// 缴款日期.
    pub paid_on: String,
    /// 凭证.
    pub document: String,
}

/// 用款 — one unit and group by one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CashNeed {
    /// 缴费截止日期.
    #[ts(type = "string")]
    pub day: NaiveDate,
    /// 费款申报月.
    #[ts(type = "string")]
    pub month: Month,
    /// 参保单位.
    pub unit: String,
    /// social or housing_fund.
    pub group: String,
    /// 金额.
    #[ts(type = "string")]
    pub amount: Yuan,
    /// The day is the end of the month, because no date is known.
    pub day_unknown: bool,
    /// 余额 after it.
    #[ts(type = "string | null")]
    pub left: Option<Yuan>,
}

/// 资金预测 of three months.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CashView {
    /// 余额.
    #[ts(type = "string | null")]
    pub balance: Option<Yuan>,
    /// 余额日期.
    #[ts(type = "string | null")]
    pub balance_on: Option<NaiveDate>,
    /// How many days old it is.
    pub balance_age: Option<u32>,
    /// typed or bank.
    pub balance_source: Option<String>,
    /// 用款, by day.
    pub needs: Vec<CashNeed>,
    /// 用款合计.
    #[ts(type = "string")]
    pub needed: Yuan,
    /// 首次不足的日期.
    #[ts(type = "string | null")]
    pub short_on: Option<NaiveDate>,
    /// 首次不足的金额.
    #[ts(type = "string | null")]
    pub short_by: Option<Yuan>,
    /// 三个月缺口.
    #[ts(type = "string | null")]
    pub missing: Option<Yuan>,
    /// 待确认 lines that have no amount yet.
    pub open: u32,
}

/// 提前天数.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReminderLeads {
    /// 申报截止前.
    pub declare: u32,
    /// 缴费截止前.
    pub pay: u32,
    /// 限期缴纳前.
    pub notice: u32,
}

impl From<Leads> for ReminderLeads {
    fn from(leads: Leads) -> Self {
        Self { declare: leads.declare, pay: leads.pay, notice: leads.notice }
    }
}

/// 一次提醒 — when it comes, or would have come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReminderView {
    /// 提醒日.
    #[ts(type = "string")]
    pub on: NaiveDate,
    /// 期限.
    #[ts(type = "string")]
    pub due: NaiveDate,
    /// declare, pay or notice.
    #[ts(type = "\"declare\" | \"pay\" | \"notice\"")]
    pub kind: ReminderKind,
    /// 参保单位.
    pub unit: String,
    /// social, housing_fund, or the notice's number.
    pub subject: String,
    /// 费款申报月.
    #[ts(type = "string | null")]
    pub month: Option<Month>,
    /// 缴款日期 that followed.
    #[ts(type = "string | null")]
    pub paid_on: Option<NaiveDate>,
    /// Days between the reminder and the payment; negative: it would have come after.
    pub ahead: Option<i32>,
}

/// 提醒 — the lead times, what comes next, and what they would have done over the last months.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReminderPlan {
    /// 提前天数.
    pub leads: ReminderLeads,
    /// 将要提醒, by day.
    pub coming: Vec<ReminderView>,
    /// 回测, by day.
    pub back_test: Vec<ReminderView>,
    /// How many of the payments of the back-test were made late.
    pub late: u32,
    /// How many of these a reminder would have come before.
    pub warned: u32,
}
