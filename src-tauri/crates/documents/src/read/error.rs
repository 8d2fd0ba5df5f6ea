//! Why a file could not be read, in the clerk's words.

use serde::{Deserialize, Serialize};

/// 读取错误 — nothing of the file's content is repeated here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum ReadError {
    /// A file of no bytes.
    #[error("the file is empty")]
    EmptyFile,
    /// A picture, a PDF, a program …
    #[error("not a spreadsheet")]
    NotASpreadsheet {
        /// What it seems to be, in Chinese, if that is clear.
        looks_like: Option<String>,
    },
    /// Protected by a password.
    #[error("the workbook is encrypted")]
    Encrypted,
    /// More than the program takes in at once.
    #[error("too large: {what}")]
    TooLarge {
        /// What is too large, in Chinese, with the limit.
        what: String,
    },
    /// A workbook without a single filled cell.
    #[error("no cell holds anything")]
    NoCells,
    /// A spreadsheet that cannot be read to its end.
    #[error("damaged: {what}")]
    Damaged {
        /// The part that failed, without content of the file.
        what: String,
    },
    /// A workbook that is read, but not changed in its own format: another program could read the result wrongly.
    #[error("not changed in its own format: {what}")]
    FixedFormat {
        /// What stands against it, in Chinese, without content of the file.
        what: String,
    },
    /// The worker did not finish in time.
    #[error("reading took too long")]
    TimedOut,
    /// The worker ended abnormally, most likely at its memory limit.
    #[error("the reader stopped")]
    WorkerFailed,
    /// The worker could not be started at all.
    #[error("the reader could not be started")]
    WorkerMissing,
}

impl ReadError {
    /// The identifier in JSON.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::EmptyFile => "empty_file",
            Self::NotASpreadsheet { .. } => "not_a_spreadsheet",
            Self::Encrypted => "encrypted",
            Self::TooLarge { .. } => "too_large",
            Self::NoCells => "no_cells",
            Self::Damaged { .. } => "damaged",
            Self::FixedFormat { .. } => "fixed_format",
            Self::TimedOut => "timed_out",
            Self::WorkerFailed => "worker_failed",
            Self::WorkerMissing => "worker_missing",
        }
    }

    /// What the clerk reads: what is wrong and what to do next.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::EmptyFile => "文件是空的（0 字节）。请重新导出或复制该文件后再导入。".to_owned(),
            Self::NotASpreadsheet { looks_like: Some(kind) } => {
                format!("这不是表格文件（像是{kind}）。请选择 Excel、WPS、OpenDocument 表格或 CSV 文件。")
            }
            Self::NotASpreadsheet { looks_like: None } => {
                "这不是能识别的表格文件。请选择 Excel、WPS、OpenDocument 表格或 CSV 文件；如果扩展名被改过，请改回原来的文件。".to_owned()
            }
            Self::Encrypted => "文件设有打开密码。请在 Excel 或 WPS 中打开并取消密码，另存后再导入。".to_owned(),
            Self::TooLarge { what } => format!("文件太大：{what}。请删去无关的工作表或按年份拆分后再导入。"),
            Self::NoCells => "表格里没有任何内容。请确认选对了文件。".to_owned(),
            Self::Damaged { what } => {
                format!("文件已损坏或不完整（{what}）。请用 Excel 或 WPS 打开并另存为 .xlsx 后再导入。")
            }
            Self::FixedFormat { what } => {
                format!("这份文件不能在原格式上填写（{what}）。请用 Excel 或 WPS 打开，另存为 .xlsx 后重新选择。")
            }
            Self::TimedOut => "读取超过 60 秒仍未完成，已停止。请用 Excel 或 WPS 另存为新的 .xlsx 后再试。".to_owned(),
            Self::WorkerFailed => {
                "读取程序因文件异常而中止，没有写入任何数据。请用 Excel 或 WPS 打开并另存为 .xlsx 后再导入。".to_owned()
            }
            Self::WorkerMissing => "读取程序没有启动，没有写入任何数据。请重新启动本程序；仍不行请重新安装。".to_owned(),
        }
    }
}
