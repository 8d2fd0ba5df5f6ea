//! 导入导出 — recognising, previewing, taking in, undoing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use ts_rs::TS;

/// 识别结果 — what a file is (`exchange inspect`); nothing is written.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Inspection {
    /// A handle for the following steps; the file stays in Rust.
    pub handle: String,
    /// 文件名.
    pub file: String,
    /// 工作表.
    pub sheets: Vec<SheetView>,
    /// What keeps the file from being read well.
    pub problems: Vec<Problem>,
}

/// 工作表.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SheetView {
    /// 名称.
    pub name: String,
    /// Whether it is visible.
    pub visible: bool,
    /// units, settings, roster, enrollments, bases, payroll, agency_records, housing_fund_records, bank_statement, claims,
    /// or other:… (named and left alone), or unknown.
    pub kind: String,
    /// Of 100.
    pub confidence: u8,
    /// Why, in Chinese.
    pub reasons: Vec<String>,
    /// 标题行.
    pub header_rows: Vec<u32>,
    /// Data rows found.
    pub rows: u32,
    /// 列.
    pub columns: Vec<ColumnView>,
    /// 月份 it speaks of.
    pub month: Option<String>,
    /// 单位 it speaks of.
    pub unit: Option<String>,
}

/// 列 — a heading and the field it goes to.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ColumnView {
    /// 列号 (letter).
    pub letter: String,
    /// 标题 as written.
    pub heading: String,
    /// 对应字段, if known.
    pub field: Option<String>,
    /// 样例 (up to three, masked where personal).
    pub samples: Vec<String>,
}

/// 问题 — a code with a Chinese message that says where and what next.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Problem {
    /// Stable code.
    pub code: String,
    /// Message.
    pub message: String,
}

/// 导入请求.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportRequest {
    /// The handle of [`Inspection`].
    pub handle: String,
    /// Only this sheet; every recognised visible sheet when absent.
    pub sheet: Option<String>,
    /// 类型 the clerk chose.
    pub kind: Option<String>,
    /// 参保单位 the clerk chose.
    pub unit: Option<String>,
    /// 月份 the clerk chose.
    pub month: Option<String>,
    /// Heading letter → field, as the clerk mapped them, per sheet.
    pub mapping: BTreeMap<String, BTreeMap<String, String>>,
    /// create, update or both.
    pub mode: Option<String>,
    /// Take in good rows only (true) or nothing if any row is rejected (false).
    pub good_rows_only: bool,
    /// Nothing is written.
    pub dry_run: bool,
    /// Whether what the clerk chose here is remembered for these headings.
    pub remember: bool,
    /// Why the file's own totals differ from the rows, in her words; without it a file whose totals differ stays out.
    pub totals_reason: Option<String>,
}

/// 导入结果（或预览）.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportReport {
    /// 批次; null for a dry run.
    pub batch: Option<i32>,
    /// 类型, or `mixed`.
    pub kind: String,
    /// Rows read.
    pub rows: u32,
    /// Rows that changed something.
    pub accepted: u32,
    /// Rows that say what the book already knows.
    pub unchanged: u32,
    /// 每行的处理.
    pub actions: Vec<RowAction>,
    /// 被拒的行.
    pub rejected: Vec<RejectedRow>,
    /// 待认可的匹配.
    pub matches_to_confirm: Vec<MatchToConfirm>,
    /// 待决定的问题.
    pub questions: Vec<Question>,
    /// 控制合计.
    pub control_totals: Vec<ControlTotal>,
    /// 逐字段差异.
    pub differences: Vec<Difference>,
}

/// 行处理 — what a row does, in the words of the cleaning report.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RowAction {
    /// 工作表.
    pub sheet: String,
    /// 行.
    pub row: u32,
    /// import, update, unchanged, duplicate, stale_leaver_row, import_left, import_earlier_job, past_cover, question or
    /// rejected.
    pub action: String,
    /// 姓名 after cleaning.
    pub name: Option<String>,
    /// 证件号码 after cleaning.
    pub id_number: Option<String>,
    /// ok, normalised, 15_digits, wrong_check_digit or digits_lost.
    pub id_status: Option<String>,
    /// 工号.
    pub employee_no: Option<String>,
    /// 入职日期.
    pub hire: Option<String>,
    /// day or month.
    pub hire_precision: Option<String>,
    /// 离职日期.
    pub leave: Option<String>,
    /// 出生日期 as written.
    pub birth: Option<String>,
    /// 户口性质.
    pub hukou: Option<String>,
    /// What the clerk should look at.
    pub notes: Vec<Problem>,
}

/// 被拒的行.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RejectedRow {
    /// 工作表.
    pub sheet: String,
    /// 行.
    pub row: u32,
    /// 列 (letter).
    pub column: Option<String>,
    /// Stable code.
    pub code: String,
    /// 原因和下一步.
    pub message: String,
    /// The value, masked.
    pub value_masked: Option<String>,
}

/// 待认可的匹配.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MatchToConfirm {
    /// To confirm it by, once taken in.
    pub id: Option<String>,
    /// 工作表.
    pub sheet: String,
    /// 行.
    pub row: u32,
    /// 姓名.
    pub name: String,
    /// 工号 it was matched to.
    pub employee_no: String,
    /// Why the match is weak.
    pub reason: String,
}

/// 待决定的问题.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Question {
    /// Its row in the book, once taken in.
    pub id: Option<i32>,
    /// 工作表.
    pub sheet: String,
    /// 行.
    pub row: u32,
    /// Stable code.
    pub code: String,
    /// Message.
    pub message: String,
    /// 可选的回答.
    pub choices: Vec<Choice>,
}

/// 一个回答.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Choice {
    /// Sent back.
    pub id: String,
    /// Shown.
    pub label: String,
}

/// 控制合计 — the file's own total beside ours.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ControlTotal {
    /// 工作表 and column.
    pub name: String,
    /// The file's own 合计.
    pub file: Option<String>,
    /// The sum of what was read.
    pub ours: String,
    /// Why they differ, in the clerk's words.
    pub explained: Option<String>,
}

/// 差异 — one field of one person that an import changes or disputes.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Difference {
    /// 工作表.
    pub sheet: String,
    /// 行.
    pub row: u32,
    /// 工号.
    pub employee_no: String,
    /// 姓名.
    pub name: String,
    /// 字段.
    pub field: String,
    /// 原值.
    pub before: Option<String>,
    /// 新值.
    pub after: Option<String>,
    /// Whether it is written (false: only shown, the better source stands).
    pub applied: bool,
}

/// 整体迁移的一个文件.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MigratedFile {
    /// 文件.
    pub file: String,
    /// 工作表.
    pub sheet: Option<String>,
    /// 类型.
    pub kind: String,
    /// 参保单位.
    pub unit: Option<String>,
    /// 月份.
    pub month: Option<String>,
    /// Rows read.
    pub rows: u32,
    /// Rows taken in.
    pub accepted: u32,
    /// Rows refused.
    pub rejected: u32,
    /// 待决定的问题.
    pub questions: Vec<Question>,
    /// Why it was left alone.
    pub problem: Option<Problem>,
}

/// 整体迁移结果.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MigrationReport {
    /// 文件.
    pub files: Vec<MigratedFile>,
    /// 批次.
    pub batches: Vec<i32>,
    /// 影子对照: her own sums beside ours.
    pub comparison: Vec<ShadowSum>,
    /// Whether she stopped it before the last file.
    pub stopped: bool,
}

/// 谁的合计 — whose sums stand beside ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ShadowSource {
    /// 工资表扣款: the employees' share, by the month of pay.
    Payroll,
    /// 经办机构明细: both shares, by the month of booking.
    Agency,
}

/// 影子对照的一行 — one month, unit and insurance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ShadowSum {
    /// 扣款月或入库月.
    pub month: String,
    /// 参保单位; null where a pay sheet names none and the person had no cover.
    pub unit: Option<String>,
    /// Whose.
    pub source: ShadowSource,
    /// 险种.
    #[ts(type = "string")]
    pub insurance: Insurance,
    /// What her sheets or the lists sum to, yuan.
    #[ts(type = "string")]
    pub theirs: Yuan,
    /// What the program computes, yuan; null without a unit.
    #[ts(type = "string | null")]
    pub computed: Option<Yuan>,
    /// Theirs less ours, yuan.
    #[ts(type = "string | null")]
    pub difference: Option<Yuan>,
    /// Lines of ours without a confirmed amount: the sum lacks them.
    pub open: u32,
}

/// 导入批次 — for the list of what was taken in.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BatchView {
    /// 批次.
    pub id: i32,
    /// 文件名.
    pub file: String,
    /// 时间.
    pub time: String,
    /// 类型.
    pub kind: String,
    /// Rows taken in.
    pub accepted: u32,
    /// Rows refused.
    pub rejected: u32,
    /// Whether it was undone.
    pub undone: bool,
}
