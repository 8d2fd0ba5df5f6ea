//! 数据与隐私 — how long data are kept, 封存, 删除, and what persons ask about their own data.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::roster::PersonEdit;

/// 保存与封存一览.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Keeping {
    /// 保存年限 after the last record of a person, as the unit has set it.
    pub years: u32,
    /// 答复天数 of a request, as the unit has set it.
    pub request_days: u32,
    /// How many people are in service or covered.
    pub serving: u32,
    /// Who has left, those whose time is over first.
    pub kept: Vec<KeptPerson>,
    /// Who was erased.
    pub erased: Vec<ErasedPerson>,
}

/// 离职人员 with what is kept of her until when.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct KeptPerson {
    /// 工号.
    pub employee_no: String,
    /// 姓名.
    pub name: String,
    /// normal or frozen.
    #[ts(type = "\"normal\" | \"frozen\"")]
    pub state: String,
    /// 离职日期, or its month.
    pub left: Option<String>,
    /// The last month of cover, line or wage.
    pub last_month: Option<String>,
    /// 保存至, the last day; none where nothing obliges to keep her.
    pub keep_until: Option<String>,
    /// Whether that day has passed.
    pub over: bool,
    /// 封存日期.
    pub frozen_since: Option<String>,
    /// 封存原因.
    pub reason: Option<String>,
    /// 已调阅: opened in this session.
    pub opened: bool,
}

/// 已删除人员 — what is left of her.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ErasedPerson {
    /// The pseudonym that stands in closed months; none where a restored book never held her.
    pub pseudonym: Option<String>,
    /// 删除时间.
    pub erased_at: String,
    /// 删除依据, an item of article 47.
    pub ground: String,
}

/// 保存设置.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct KeepingEdit {
    /// 保存年限.
    pub years: u32,
    /// 答复天数.
    pub request_days: u32,
}

/// 封存.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Freeze {
    /// 工号 of everybody concerned.
    pub employee_nos: Vec<String>,
    /// 原因.
    pub reason: String,
}

/// 删除范围 — what an erasure would do, before it is done.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ErasureScope {
    /// 工号.
    pub employee_no: String,
    /// 姓名.
    pub name: String,
    /// 保存至.
    pub keep_until: Option<String>,
    /// Rows that are deleted or emptied.
    pub rows: u32,
    /// Kept files whose bytes go because they name her.
    pub files: u32,
    /// Payloads of the journal that go beside her own.
    pub payloads: u32,
    /// Payloads of an older program that name her and cannot be destroyed alone.
    pub unreachable: u32,
    /// Notes under a seal that name her and stay.
    pub sealed: u32,
    /// 已锁定月份 that keep her amounts under the pseudonym.
    pub closed_months: u32,
    /// The pseudonym.
    pub pseudonym: String,
}

/// 删除.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Erase {
    /// 工号.
    pub employee_no: String,
    /// 依据: purpose, expired, consent, unlawful or other, the five items of article 47.
    #[ts(type = "\"purpose\" | \"expired\" | \"consent\" | \"unlawful\" | \"other\"")]
    pub ground: String,
    /// The request that is answered by it.
    pub request: Option<i32>,
    /// Her own password, once more.
    pub own_password: String,
}

/// 更正 — what is put right, why, and at whose request.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Correction {
    /// 工号.
    pub employee_no: String,
    /// The fields as they are to be.
    pub edit: PersonEdit,
    /// 更正原因 and what it was checked against.
    pub reason: String,
    /// The request that is answered by it.
    pub request: Option<i32>,
}

/// 个人信息副本.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CopyRequest {
    /// 工号.
    pub employee_no: String,
    /// The request that is answered by it.
    pub request: Option<i32>,
    /// Her own password, once more: the copy is plain text.
    pub own_password: String,
}

/// 写出的副本.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PersonCopy {
    /// The folder.
    pub folder: String,
    /// Its files.
    pub files: Vec<String>,
    /// How many records they hold.
    pub records: u32,
}

/// 新的个人权利请求.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NewPrivacyRequest {
    /// 工号.
    pub employee_no: String,
    /// access, correct, erase, restrict or explain.
    #[ts(type = "\"access\" | \"correct\" | \"erase\" | \"restrict\" | \"explain\"")]
    pub kind: String,
    /// 收到日期; today when not given.
    pub received_on: Option<String>,
    /// 请求内容.
    pub content: String,
}

/// 答复.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RequestAnswer {
    /// 编号.
    pub id: i32,
    /// Whether it is refused; then the answer is the reason.
    pub refused: bool,
    /// 答复.
    pub answer: String,
}

/// 个人权利请求.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PrivacyRequestView {
    /// 编号.
    pub id: i32,
    /// 工号.
    pub employee_no: String,
    /// 姓名.
    pub name: String,
    /// access, correct, erase, restrict or explain.
    #[ts(type = "\"access\" | \"correct\" | \"erase\" | \"restrict\" | \"explain\"")]
    pub kind: String,
    /// 依据: an article, as `pipl:45`.
    pub law: String,
    /// 依据 by its title.
    pub basis: String,
    /// 收到日期.
    pub received_on: String,
    /// 答复期限, by the unit's own setting.
    pub due_on: String,
    /// 请求内容.
    pub content: String,
    /// open, done or refused.
    #[ts(type = "\"open\" | \"done\" | \"refused\"")]
    pub state: String,
    /// 答复日期.
    pub answered_on: Option<String>,
    /// 答复.
    pub answer: Option<String>,
    /// Whether it is open past its day.
    pub overdue: bool,
}
