//! 入职核查 — past cover, what it tells, and that it was looked at.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 既往参保 — a stretch of it, as a certificate tells it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct PastStretch {
    /// 身份: employee, resident or flexible.
    pub kind: String,
    /// 参保单位 there.
    pub employer: Option<String>,
    /// 参保地.
    pub region: Option<String>,
    /// First month.
    pub first_month: String,
    /// Last month; none while it still runs.
    pub last_month: Option<String>,
    /// 欠费.
    pub arrears: bool,
    /// 凭证, never empty: which paper says so.
    pub source: String,
}

/// 登记既往参保.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NewPastCover {
    /// 工号.
    pub employee_no: String,
    /// 险种, one or several.
    pub insurances: Vec<String>,
    /// The stretch, of each of them.
    #[serde(flatten)]
    #[ts(flatten)]
    pub stretch: PastStretch,
}

/// 既往参保 as it stands.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PastCoverView {
    /// Its number.
    pub id: i32,
    /// 险种.
    pub insurance: String,
    /// The stretch.
    #[serde(flatten)]
    #[ts(flatten)]
    pub stretch: PastStretch,
}

/// 核查结果 — one thing found.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OnboardingFinding {
    /// duplicate, resident, flexible, arrears_before or gap.
    pub kind: String,
    /// 险种 that it concerns alike.
    pub insurances: Vec<String>,
    /// First month.
    pub from: String,
    /// Last month; none where it still runs.
    pub to: Option<String>,
    /// 参保单位 there.
    pub employer: Option<String>,
    /// What was found, one sentence.
    pub message: String,
    /// 单位的义务.
    pub duty: String,
    /// 下一步.
    pub next: String,
    /// 要取得的材料.
    pub document: String,
    /// 依据.
    pub basis: Option<String>,
    /// 法条; opens the card.
    pub law: Option<String>,
}

/// 入职核查 of one newcomer.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OnboardingView {
    /// 工号.
    pub employee_no: String,
    /// 姓名.
    pub name: String,
    /// 参保单位.
    pub unit: Option<String>,
    /// 入职日期.
    pub hired: String,
    /// 核查期限, by the unit's own setting.
    pub due: String,
    /// 剩余天数.
    pub days_left: i32,
    /// When it was checked.
    pub checked_on: Option<String>,
    /// 首次参加工作.
    pub first_ever: Option<bool>,
    /// 说明.
    pub note: Option<String>,
    /// 既往参保.
    pub past: Vec<PastCoverView>,
    /// 核查结果.
    pub findings: Vec<OnboardingFinding>,
}

/// 核查完成.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OnboardingDone {
    /// 工号.
    pub employee_no: String,
    /// 首次参加工作.
    pub first_ever: Option<bool>,
    /// 说明.
    pub note: Option<String>,
}
