//! 记住的列对应 — what the clerk taught about headings.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 列对应 — the headings of one kind of sheet and what she said they mean.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MappingView {
    /// Its number, to forget it by.
    pub id: i32,
    /// 类型 of such a sheet.
    pub kind: String,
    /// 文件 it was taught on.
    pub file: String,
    /// 工作表 it was taught on.
    pub sheet: String,
    /// 时间.
    pub time: String,
    /// 列.
    pub columns: Vec<MappedColumn>,
}

/// 一列的对应.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MappedColumn {
    /// 标题 as written.
    pub heading: String,
    /// 对应字段; none where the column is left out.
    pub field: Option<String>,
}
