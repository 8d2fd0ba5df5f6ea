//! 操作记录 — who changed what when.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::book::Finding;

/// 一次操作.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct JournalLine {
    /// 序号 of the action.
    pub action_seq: i32,
    /// 时间.
    pub time: String,
    /// 操作人.
    pub user: String,
    /// 动作 in the clerk's words.
    pub action: String,
    /// 对象: the file or the month, the class that was shown, the reason that was given.
    pub object: String,
    /// 工号 of whom it concerns, if it is one person.
    pub employee_no: Option<String>,
    /// 姓名.
    pub name: Option<String>,
    /// How many records it touched.
    pub changes: u32,
    /// Whether it can be undone now.
    pub undoable: bool,
    /// 最近一次改动: of which an undo without a number speaks.
    pub newest: bool,
    /// The action it took back.
    pub undoes: Option<i32>,
}

/// 撤销结果.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Undone {
    /// The action taken back.
    pub undone: i32,
    /// 动作 in the clerk's words.
    pub action: String,
    /// How many records went back.
    pub changes: u32,
}

/// 操作记录核验结果.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct JournalProof {
    /// Whether the whole chain is as it was written.
    pub ok: bool,
    /// How many rows it has.
    pub rows: i32,
    /// 台账核对码 of the newest row.
    pub head: String,
    /// How many earlier heads it was compared with.
    pub anchors: u32,
    /// What does not hold.
    pub findings: Vec<Finding>,
}

/// 检索操作记录 — every condition that is given must hold.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct JournalQuery {
    /// 工号 of the person it concerns.
    pub employee_no: Option<String>,
    /// 金额 in any field of money, of either sign.
    pub amount: Option<String>,
    /// 操作人.
    pub user: Option<String>,
    /// 起, a day.
    pub from: Option<String>,
    /// 止, a day, included.
    pub to: Option<String>,
    /// Kind of record, by identifier.
    pub record: Option<String>,
    /// Only rows before this number: the next page.
    pub before: Option<i32>,
    /// How many rows; 50 when not given.
    pub limit: Option<u32>,
}

/// 一页操作记录.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct JournalPage {
    /// What was found, newest first.
    pub hits: Vec<JournalHit>,
    /// Where the next page begins; none when everything was looked through.
    pub before: Option<i32>,
    /// Kinds of records there are.
    pub records: Vec<RecordKind>,
    /// Everybody who ever did anything.
    pub users: Vec<String>,
}

/// 记录种类.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RecordKind {
    /// Identifier.
    pub id: String,
    /// 名称.
    pub name: String,
}

/// 操作记录的一行, with what changed.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct JournalHit {
    /// Place in the chain.
    pub seq: i32,
    /// 序号 of the action.
    pub action_seq: i32,
    /// 时间.
    pub time: String,
    /// 操作人.
    pub user: String,
    /// 角色.
    pub role: String,
    /// 动作 in the clerk's words.
    pub action: String,
    /// 对象: the month or the file.
    pub object: String,
    /// 工号 of whom it concerns.
    pub employee_no: Option<String>,
    /// 姓名.
    pub name: Option<String>,
    /// The action it took back.
    pub undoes: Option<i32>,
    /// 已删除: the person was erased, what stood here cannot be read by anybody.
    pub erased: bool,
    /// 已封存: what stood here is told once the person was opened with a reason.
    pub frozen: bool,
    /// What changed.
    pub changes: Vec<RecordChange>,
    /// How many further changes of this row are not spelt out.
    pub more: u32,
}

/// 一条记录的变更.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RecordChange {
    /// 记录种类 by its name.
    pub record: String,
    /// added, changed or removed.
    #[ts(type = "\"added\" | \"changed\" | \"removed\"")]
    pub kind: String,
    /// The fields.
    pub fields: Vec<FieldChange>,
}

/// 一个字段的变更.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FieldChange {
    /// 字段名.
    pub field: String,
    /// 改动前; none where nothing stood.
    pub before: Option<String>,
    /// 改动后; none where nothing stands.
    pub after: Option<String>,
}
