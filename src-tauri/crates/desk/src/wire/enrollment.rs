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

/// 办理事项 — one thing that a hire or a leaving obliges the unit to do.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EnrollmentTask {
    /// Stable as long as the spell stands; an alert opens it by this.
    pub id: String,
    /// 事项: enroll, withdraw, certificate, unemployed_list or relations.
    pub kind: String,
    /// 工号.
    pub employee_no: String,
    /// 姓名.
    pub name: String,
    /// 参保单位, if it is known.
    pub unit: Option<String>,
    /// social or housing_fund; none of a paper.
    pub scope: Option<String>,
    /// 情形: hired, rehired, moved, moved_region or left.
    pub change: String,
    /// The unit moved from.
    pub from_unit: Option<String>,
    /// 入职或离职日期.
    pub event: String,
    /// 进度: open, entered or closed.
    #[ts(type = "\"open\" | \"entered\" | \"closed\"")]
    pub state: String,
    /// 最后一天.
    pub due: Option<String>,
    /// 剩余天数.
    pub days_left: Option<i32>,
    /// From when it is pressed for.
    pub remind_on: Option<String>,
    /// 截止日 of the unit in that month, where it is still to come.
    pub cutoff: Option<String>,
    /// 依据: an article by its title, or 单位设置.
    pub basis: Option<String>,
    /// 法条; opens the card.
    pub law: Option<String>,
    /// Whether it is recent enough to be pressed for.
    pub watched: bool,
}

/// 登记回执.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NewReceipt {
    /// 工号.
    pub employee_no: String,
    /// 参保单位.
    pub unit: String,
    /// 事项: enroll, withdraw, certificate, unemployed_list or relations.
    pub kind: String,
    /// social or housing_fund, for enroll and withdraw.
    pub scope: Option<String>,
    /// The hire or the leaving that it answers.
    pub event: String,
    /// 回执日期.
    pub received_on: String,
    /// 回执编号.
    pub number: Option<String>,
    /// 办理机构、经办渠道.
    pub note: Option<String>,
}

/// 单位日期设置 — a new one.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NewUnitDay {
    /// 参保单位.
    pub unit: String,
    /// Which day: enroll_cutoff, withdraw_cutoff, fund_enroll_cutoff, fund_withdraw_cutoff, enroll_reminder,
    /// unemployed_list, onboarding or state_limit.
    pub kind: String,
    /// The day of the month, or a number of days.
    pub day: u32,
    /// 起.
    pub from: String,
    /// 止.
    pub to: Option<String>,
    /// 说明或出处, never empty.
    pub reason: String,
}

/// 单位日期设置 as it stands.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct UnitDayView {
    /// 参保单位.
    pub unit: String,
    /// Which day.
    pub kind: String,
    /// In the clerk's words.
    pub label: String,
    /// The day of the month, or a number of days.
    pub day: u32,
    /// 起; none of what counts while nothing is set.
    pub from: Option<String>,
    /// 止.
    pub to: Option<String>,
    /// 说明或出处.
    pub reason: String,
}

/// 办理前预览 — asked before an enrolment or a withdrawal is confirmed.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EnrollmentQuery {
    /// enroll, withdraw, or base for the cost of a base alone.
    pub kind: String,
    /// 工号.
    pub employee_no: String,
    /// 参保单位.
    pub unit: String,
    /// 范围.
    pub scope: String,
    /// 起缴或停缴年月; proposed from the spell when absent.
    pub month: Option<String>,
    /// 申报基数; the declared one when absent.
    pub base: Option<String>,
}

/// 办理前预览 — which months it covers, what it costs, what to look at first.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EnrollmentPreview {
    /// enroll, withdraw or base.
    pub kind: String,
    /// 入职或离职日期 of the spell.
    pub event: Option<String>,
    /// 起缴或停缴年月.
    pub month: String,
    /// 费款申报月 of the first month.
    pub booked: Option<String>,
    /// 首月次月补缴.
    pub late: bool,
    /// Months before the one that is declared now.
    pub months_behind: u32,
    /// 截止日 of the unit, a day of the month.
    pub cutoff_day: Option<u32>,
    /// 最后一天 by law.
    pub due: Option<String>,
    /// 依据 of that day.
    pub basis: Option<String>,
    /// 法条; opens the card.
    pub law: Option<String>,
    /// 每月金额 of that month, by insurance.
    pub cost: Vec<CostLine>,
    /// 单位合计.
    pub employer: String,
    /// 个人合计.
    pub employee: String,
    /// What to look at first.
    pub notes: Vec<EnrollmentNote>,
}

/// 预览金额 of one insurance.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CostLine {
    /// 险种.
    pub insurance: String,
    /// 缴费基数.
    pub base: Option<String>,
    /// 单位部分; null while unconfirmed.
    pub employer: Option<String>,
    /// 个人部分; null while unconfirmed.
    pub employee: Option<String>,
    /// 状态.
    pub status: String,
    /// What is missing.
    pub gap: Option<String>,
}

/// 提示 — one thing to look at before the click.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EnrollmentNote {
    /// after_cutoff, months_behind, overlap, past_cover, rehired, moved_region, first_ever, by_agreement, over_age, own_rule,
    /// papers or no_base.
    pub code: String,
    /// One sentence.
    pub message: String,
    /// 依据.
    pub basis: Option<String>,
    /// 法条; opens the card.
    pub law: Option<String>,
}
