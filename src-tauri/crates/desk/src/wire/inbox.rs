//! 收件夹 — a folder of the clerk's choice whose new files are offered, and the originals of what was taken in.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 收件夹.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Inbox {
    /// The folder; none while it is off.
    pub folder: Option<String>,
    /// Why the folder cannot be looked into.
    pub problem: Option<String>,
    /// Its files, what is new first.
    pub files: Vec<InboxFile>,
}

/// 收件夹里的一个文件.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct InboxFile {
    /// 文件名.
    pub name: String,
    /// new, unknown (the clerk says what it is), writing, twin, unreadable, taken or passed_over.
    #[ts(type = "\"new\" | \"unknown\" | \"writing\" | \"twin\" | \"unreadable\" | \"taken\" | \"passed_over\"")]
    pub state: String,
    /// 类型, as for a batch.
    pub kind: String,
    /// 参保单位 it speaks of.
    pub unit: Option<String>,
    /// 月份 it speaks of.
    pub month: Option<String>,
    /// Data rows found.
    pub rows: u32,
    /// Why it is not offered, or when it was taken in.
    pub reason: Option<String>,
}

/// 存档的原件 — a file as it was when it was taken in.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ArchivedFile {
    /// 批次 to get it back by.
    pub batch: i32,
    /// 文件名.
    pub file: String,
    /// 类型.
    pub kind: String,
    /// 时间 of the import.
    pub time: String,
    /// Bytes.
    pub size: u32,
    /// SHA-256, lower-case hex.
    pub sha256: String,
    /// Whether the import was undone.
    pub undone: bool,
}

/// 粘贴 — cells copied from a spreadsheet program.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Pasted {
    /// The cells as text, separated by tabs.
    pub text: String,
    /// The same as a page, where the program gave one.
    pub html: Option<String>,
}
