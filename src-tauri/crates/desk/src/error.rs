//! 错误 — one small code outward, worded in one words file (`ui/src/words/errors.json`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 错误码 — everything that can go wrong, seen from outside. The wording is not here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Code {
    /// 没有打开的账簿.
    NoBookOpen,
    /// 密码不正确.
    WrongPassword,
    /// 刚输错过密码，稍候再试 (`seconds`).
    WaitBeforeRetry,
    /// 该角色无此权限.
    NotAllowed,
    /// 要再验一次密码.
    PasswordNeeded,
    /// 密码太短.
    WeakPassword,
    /// 恢复码不正确.
    WrongRecoveryCode,
    /// 该位置已有账簿.
    BookExists,
    /// 该位置没有账簿.
    BookMissing,
    /// 账簿损坏.
    BookDamaged,
    /// 事前备份没有成功 (`problem`).
    BackupFailed,
    /// 账簿要升级，升级前的备份没有成功 (`problem`)；可以另选备份位置.
    UpgradeStopped,
    /// 备份核验不通过.
    BackupUnverified,
    /// 这个位置不能放账簿 (`why`).
    UnsuitablePlace,
    /// 账簿来自更新的版本.
    BookNewer,
    /// 账簿正被占用.
    BookInUse,
    /// 统一社会信用代码不正确.
    InvalidCreditCode,
    /// 字段不正确 (`field`).
    InvalidInput,
    /// 命令行写法不对 (`reason`).
    WrongArguments,
    /// 没有这个文件或文件夹 (`file`).
    FileMissing,
    /// 不是表格文件.
    NotASpreadsheet,
    /// 表格有打开密码.
    EncryptedWorkbook,
    /// 工作表为空.
    EmptySheet,
    /// 认不出表格类型.
    UnknownKind,
    /// 没有证件号码列.
    NoIdColumn,
    /// 表格太大.
    TooLarge,
    /// 读取进程未能读完.
    UnreadableSheet,
    /// 有被拒的行，未导入.
    RowsRejected,
    /// 表内合计与逐行相加不一致，未导入.
    TotalsDiffer,
    /// 未收录的统筹区.
    UnknownRegion,
    /// 没有这个参保单位.
    UnknownUnit,
    /// 没有这名员工.
    UnknownEmployee,
    /// 员工已封存，要先写明原因调阅 (`employee_no`).
    PersonFrozen,
    /// 原件写有封存人员，要先写明取回的原因 (`people`).
    ReasonNeeded,
    /// 员工的个人信息已删除.
    PersonErased,
    /// 员工在职或仍在参保，不能封存或删除 (`employee_no`).
    PersonServing,
    /// 保存期限未届满，不能删除，只能封存 (`until`).
    RetentionRuns,
    /// 没有这个险种.
    UnknownInsurance,
    /// 没有这个批次、参数或记录.
    UnknownRecord,
    /// 法规库没有这一条，或没有那一天施行的版本.
    UnknownArticle,
    /// 已存在.
    AlreadyExists,
    /// 本月尚未核定.
    MonthNotRun,
    /// 本月已锁定.
    MonthLocked,
    /// 本月没有锁定.
    MonthNotLocked,
    /// 政策文件不可用 (`reason`).
    PolicyMalformed,
    /// 政策包签名不符.
    PackSignature,
    /// 政策包由未信任的密钥签名 (`fingerprint`).
    PackKeyUnknown,
    /// 政策包不比已有的新.
    PackOutdated,
    /// 政策值不能采用 (`reason`).
    PolicyRefused,
    /// 没有可撤销的操作.
    NothingToUndo,
    /// 最近一次操作不能撤销 (`number`, `action`).
    NotUndoable,
    /// 后来的改动建立在它之上，不能撤销.
    UndoBlocked,
    /// 字库缺字.
    MissingGlyphs,
    /// 文件不能写入.
    CannotWrite,
    /// 已取消.
    Cancelled,
    /// 程序内部错误.
    Internal,
}

/// 失败 — a code, its parameters for the wording, and details the clerk may open. Nothing personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[error("{code:?}")]
#[ts(export)]
pub struct Failure {
    /// 错误码.
    pub code: Code,
    /// Parameters of the wording.
    pub params: BTreeMap<String, String>,
    /// Lines that say where.
    pub details: Vec<String>,
}

impl Failure {
    /// A failure without parameters.
    #[must_use]
    pub const fn new(code: Code) -> Self {
        Self { code, params: BTreeMap::new(), details: Vec::new() }
    }

    /// Adds a parameter of the wording.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }

    /// Adds lines that say where.
    #[must_use]
    pub fn detailed(mut self, details: impl IntoIterator<Item = String>) -> Self {
        self.details.extend(details);
        self
    }
}

/// The result of every action.
pub type Outcome<T> = Result<T, Failure>;
