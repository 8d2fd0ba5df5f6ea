//! 账簿 — creating, opening, looking at a book.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 新建账簿 — what a new book needs.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NewBook {
    /// 单位名称.
    pub company: String,
    /// 统一社会信用代码, 18 characters with a valid check digit.
    pub credit_code: String,
    /// 经办人姓名 (the first user, 负责人).
    pub user: String,
    /// 密码.
    pub password: String,
}

/// 恢复卡 as shown — at the making of the book, or again by password: printed as a card, and partly typed back.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CreatedBook {
    /// 恢复码: 14 groups of 4 characters.
    pub recovery_code: String,
    /// Which two groups (1-based) the clerk types back.
    pub confirm_groups: [u8; 2],
    /// The book as it stands.
    pub book: BookInfo,
}

/// 账簿概况.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BookInfo {
    /// 单位名称.
    pub company: String,
    /// 统一社会信用代码.
    pub credit_code: String,
    /// 当前用户.
    pub user: String,
    /// 角色: owner, clerk, viewer or auditor.
    pub role: String,
    /// 字段类别 the role sees: identity, pay, bank, medical.
    pub classes: Vec<String>,
    /// 用户, the oldest first.
    pub users: Vec<BookUser>,
    /// 演示数据.
    pub demo: bool,
    /// Whether the recovery card was confirmed.
    pub recovery_confirmed: bool,
    /// 员工人数.
    pub employees: u32,
    /// 参保单位数.
    pub units: u32,
    /// Months that hold an assessment.
    pub months: Vec<String>,
    /// Schema version.
    pub schema: u32,
    /// 台账核对码 of the journal's head.
    pub journal_head: String,
    /// Where the book lies.
    pub path: String,
    /// 自动锁定 after so many minutes without a touch.
    pub idle_minutes: u32,
    /// When the last verified backup was made.
    pub last_backup: Option<String>,
    /// 最近一个已锁定月份, verified when the book was opened.
    pub closed: Option<super::month::ClosedCheck>,
}

/// 用户.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BookUser {
    /// 姓名.
    pub name: String,
    /// 角色: owner, clerk, viewer or auditor.
    pub role: String,
}

/// 改密码.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChangePassword {
    /// 现在的密码.
    pub old: String,
    /// 新密码.
    pub new: String,
}

/// 新增用户.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AddUser {
    /// 姓名.
    pub name: String,
    /// 角色: owner, clerk, viewer or auditor.
    pub role: String,
    /// Her first password.
    pub password: String,
    /// 负责人's own password, given again.
    pub own_password: String,
}

/// 移除用户.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RemoveUser {
    /// 姓名.
    pub name: String,
    /// 负责人's own password, given again.
    pub own_password: String,
}

/// 新密码 of another user, when the keys are changed.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct UserSecret {
    /// 姓名.
    pub name: String,
    /// Her new password.
    pub password: String,
}

/// 换密钥.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RekeyRequest {
    /// The two groups of the new recovery card, typed back.
    pub groups: [String; 2],
    /// 负责人's own password, which stays.
    pub own_password: String,
    /// Every other user, with a new password.
    pub users: Vec<UserSecret>,
}

/// 换密钥结果.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RekeyDone {
    /// The book as it stands.
    pub book: BookInfo,
    /// The fresh backup under the new keys, if it could be made.
    pub backup: Option<String>,
    /// What went wrong with it, and what to do about it.
    pub problem: Option<String>,
}

/// 备份情况.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BackupState {
    /// When the newest verified backup was made.
    pub at: Option<String>,
    /// Where it lies.
    pub file: Option<String>,
    /// What it was made for, in the clerk's words.
    pub occasion: Option<String>,
    /// Whether the book changed since.
    pub changed_since: bool,
    /// 第二处备份 place.
    pub second_place: Option<String>,
    /// When a backup was last carried there.
    pub second_at: Option<String>,
    /// Whether that is more than seven days ago, or never was.
    pub second_overdue: bool,
    /// Day of the last 恢复演练 that went well.
    pub rehearsed: Option<String>,
    /// What failed last, as an identifier: disk_full, second_place:file, rehearsal:unverified …
    pub problem: Option<String>,
    /// The same in the clerk's words, with what to do about it.
    pub next: Option<String>,
}

/// 最近的账簿 — a card of the first screen.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct KnownBook {
    /// The folder's name, the book's handle in the window.
    pub id: String,
    /// 单位名称, if known without opening.
    pub company: String,
    /// 演示数据.
    pub demo: bool,
}

/// One finding of `book check`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Finding {
    /// What was checked.
    pub check: String,
    /// What was found, in Chinese.
    pub message: String,
}

/// 检查结果.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CheckReport {
    /// Whether everything holds.
    pub ok: bool,
    /// What does not.
    pub findings: Vec<Finding>,
}

/// 抢救结果 — the book that took the place of a damaged one.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Rescued {
    /// 账簿概况.
    pub book: BookInfo,
    /// When the backup was taken: what was done since is not in it.
    pub taken_at: String,
    /// Its file.
    pub backup: String,
    /// Where the damaged book lies now.
    pub aside: String,
}

/// 恢复结果 — the book that a backup became.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Restored {
    /// 账簿概况.
    pub book: BookInfo,
    /// How many people it forgot again because they had been erased since.
    pub forgotten: u32,
    /// Whether a 删除标记簿 was found; without one, who was erased after the backup is back.
    pub tombstones: bool,
}

/// 备份结果.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BackupReport {
    /// The file written.
    pub file: String,
    /// Whether it was opened again and verified.
    pub verified: bool,
}
