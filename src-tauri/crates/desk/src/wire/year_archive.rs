//! 年度档案 — a folder that opens without this program, and the proof that it is as it was written.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::book::Finding;

/// 制作年度档案.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ArchiveRequest {
    /// 年度.
    pub year: i32,
    /// Her own password, once more: the archive is plain text.
    pub own_password: String,
}

/// 年度档案, written.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ArchiveMade {
    /// The folder.
    pub folder: String,
    /// Its files.
    pub files: Vec<String>,
    /// SHA-256 of its manifest, to be kept elsewhere.
    pub manifest: String,
    /// Months of the year that are not closed, and therefore under no seal.
    pub unsealed: Vec<String>,
}

/// 已制作的年度档案.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ArchiveView {
    /// 年度.
    pub year: i32,
    /// 制作时间.
    pub made_at: String,
    /// How many files.
    pub files: u32,
    /// SHA-256 of its manifest.
    pub manifest: String,
}

/// 年度档案核验结果.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ArchiveProof {
    /// Whether every file is as it was written, and nothing stands beside them.
    pub ok: bool,
    /// 年度.
    pub year: i32,
    /// 单位名称.
    pub company: String,
    /// 制作时间.
    pub made_at: String,
    /// How many files were read.
    pub files: u32,
    /// SHA-256 of its manifest.
    pub manifest: String,
    /// 台账核对码 when it was made, with its number: `128 K7QM-2F9D`.
    pub head: String,
    /// Whether the open book knows this archive; none where no book was asked.
    pub known: Option<bool>,
    /// What does not hold.
    pub findings: Vec<Finding>,
}
