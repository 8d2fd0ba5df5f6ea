//! 个人信息保护文书 — impact assessment, self-audit, incident record: what is asked, what the program sees, what is answered.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 新文书.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NewForm {
    /// assessment, audit or incident.
    #[ts(type = "\"assessment\" | \"audit\" | \"incident\"")]
    pub kind: String,
    /// 事项: what is assessed, which year is audited, what happened.
    pub title: String,
}

/// 填写.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FormAnswers {
    /// 编号.
    pub id: i32,
    /// The answers; an item that is not named stays as it is.
    pub answers: Vec<FormAnswer>,
    /// 完成: no item may be open then.
    pub finish: bool,
}

/// 一项的回答.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FormAnswer {
    /// Identifier of the item.
    pub item: String,
    /// yes, no or none (不适用), where it is asked.
    pub choice: Option<String>,
    /// 说明.
    pub note: String,
}

/// 文书.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FormView {
    /// 编号.
    pub id: i32,
    /// assessment, audit or incident.
    #[ts(type = "\"assessment\" | \"audit\" | \"incident\"")]
    pub kind: String,
    /// 文书名称.
    pub name: String,
    /// 事项.
    pub title: String,
    /// 建立日期.
    pub made_on: String,
    /// 完成日期.
    pub finished_on: Option<String>,
    /// While it is open: when it should be finished; afterwards: when the next one is due.
    pub due_on: Option<String>,
    /// 至少保存至.
    pub keep_until: Option<String>,
    /// Whether that day has passed.
    pub overdue: bool,
    /// Items without an answer.
    pub open: u32,
    /// What is asked.
    pub parts: Vec<FormPart>,
}

/// 文书的一部分.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FormPart {
    /// 名称.
    pub name: String,
    /// Items.
    pub items: Vec<FormItem>,
}

/// 一项.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FormItem {
    /// Identifier.
    pub id: String,
    /// What is asked.
    pub ask: String,
    /// 依据, as `pipl:56`.
    pub law: String,
    /// 依据 by its title.
    pub basis: String,
    /// What the program saw in the book on the day the form was begun; none where it cannot know.
    pub seen: Option<String>,
    /// Whether yes, no or 不适用 is asked beside the note.
    pub chooses: bool,
    /// yes, no or none.
    pub choice: Option<String>,
    /// 说明.
    pub note: String,
}

/// 写出的文书.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FormFile {
    /// The PDF.
    pub file: String,
    /// 页数.
    pub pages: u32,
}
