//! 导出 — what is handed out, and what had to be left out of it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 导出请求.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExportRequest {
    /// 种类: contribution_ledger, voucher, declaration, tax_client, …
    pub kind: String,
    /// 月份.
    pub month: String,
    /// 参保单位; all of them when absent, where the kind allows it.
    pub unit: Option<String>,
    /// 版式 of the kind: a bureau's template, a number of columns, a text format.
    pub layout: Option<String>,
    /// The clerk's own file, by the handle of its inspection: a template to fill, or a list of accounts.
    pub template: Option<String>,
}

/// 导出结果.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Exported {
    /// The file written; none when there was nothing to write.
    pub file: Option<String>,
    /// Rows written.
    pub rows: u32,
    /// 未写入的人, each with the reason.
    pub left_out: Vec<LeftOut>,
    /// 说明 for the clerk: columns she fills herself, what to check.
    pub notes: Vec<String>,
}

/// 未写入 — a person that could not be written, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LeftOut {
    /// 工号.
    pub employee_no: String,
    /// 姓名.
    pub name: String,
    /// 字段 that is missing.
    pub field: String,
    /// What is missing and where to put it in.
    pub message: String,
}

/// 可导出的种类 — one choice of the window's list.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExportKind {
    /// Sent back as the kind.
    pub kind: String,
    /// Shown.
    pub name: String,
    /// What it is for.
    pub text: String,
    /// 版式 to choose from; empty where there is one only.
    pub layouts: Vec<ExportLayout>,
    /// Whether it speaks of one unit.
    pub one_unit: bool,
    /// What her own file is good for; none where it takes none.
    pub own_file: Option<String>,
}

/// 版式.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExportLayout {
    /// Sent back as the layout.
    pub id: String,
    /// Shown.
    pub name: String,
}

/// 当前列表 — what a list of the screen shows.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ShownList {
    /// 标题.
    pub title: String,
    /// 列 from the left.
    pub columns: Vec<ShownColumn>,
    /// 行 as shown, one text a column.
    pub rows: Vec<Vec<String>>,
}

/// 列表的一列.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ShownColumn {
    /// 标题.
    pub title: String,
    /// Whether its texts are amounts.
    pub money: bool,
    /// Its width on the screen, in pixels.
    pub width: u32,
}
