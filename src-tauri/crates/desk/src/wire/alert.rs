//! 提醒 — what waits for the clerk, each with its cause, its day, its law and the place that settles it.

use serde::{Deserialize, Serialize};
use shebao_rules::money::Yuan;
use ts_rs::TS;

/// 提醒 — one line of 今日待办.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Alert {
    /// Stable kind, such as `enroll_due` or `month_not_run`.
    pub code: String,
    /// 程度: act, soon or done.
    #[ts(type = "\"act\" | \"soon\" | \"done\"")]
    pub severity: String,
    /// 后果: cover, duty, money, month, record or book.
    #[ts(type = "\"cover\" | \"duty\" | \"money\" | \"month\" | \"record\" | \"book\"")]
    pub harm: String,
    /// Whom or what it concerns: a name, a unit, a month.
    pub subject: String,
    /// 原因, one sentence.
    pub message: String,
    /// 工号, where it concerns one person.
    pub employee_no: Option<String>,
    /// 参保单位.
    pub unit: Option<String>,
    /// How many people or values it concerns.
    pub count: u32,
    /// 金额, where one is at stake.
    #[ts(type = "string | null")]
    pub amount: Option<Yuan>,
    /// 最后一天.
    pub due: Option<String>,
    /// 剩余天数; negative once the day has passed.
    pub days_left: Option<i32>,
    /// 依据 of the day or the duty: an article by its title, or 单位设置.
    pub basis: Option<String>,
    /// 法条, as `sbf:58`; opens the card.
    pub law: Option<String>,
    /// 下一步, as the button says it.
    pub action: String,
    /// The screen that settles it: units, import, questions, roster, person, enrollment, tasks, onboarding, ledger, gaps,
    /// reconciliation, remittance, cash, export, policy, settings, privacy, privacy_requests, privacy_forms.
    pub screen: String,
    /// What to open there: a 工号, a month, the number of a task.
    pub focus: Option<String>,
}
