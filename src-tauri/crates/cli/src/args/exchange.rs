//! `shebao exchange …`

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Subcommand)]
pub(crate) enum Exchange {
    /// 这是什么文件？不写入
    Inspect {
        /// 文件
        file: PathBuf,
    },
    /// 导入；文件写作 - 时读标准输入，作为从 Excel 或 WPS 粘贴的内容
    Import(Box<Import>),
    /// 导出标红：自己文件的副本，错的单元格标红并写明原因；不写入账簿
    Mark {
        #[command(flatten)]
        import: Box<Import>,
        /// 写到
        #[arg(long)]
        out: PathBuf,
    },
    /// 收件夹：设定、列出、收下、不收
    Inbox {
        #[command(subcommand)]
        verb: InboxVerb,
    },
    /// 存档的原件：列出、取回
    Archive {
        #[command(subcommand)]
        verb: Archive,
    },
    /// 记住的列对应
    Map {
        #[command(subcommand)]
        verb: Mapping,
    },
    /// 待认可的匹配：列出、认可、改归
    Matches {
        #[command(subcommand)]
        verb: Matches,
    },
    /// 整体迁移一个文件夹
    Migrate {
        /// 文件夹
        dir: PathBuf,
        /// 试迁移，不写入
        #[arg(long)]
        dry_run: bool,
    },
    /// 导入过的批次
    Batches,
    /// 撤销一个批次
    Undo {
        /// 批次
        batch: i64,
    },
    /// 已存的行
    Rows {
        /// 类型
        kind: String,
        /// 参保单位
        #[arg(long)]
        unit: Option<String>,
        /// 月份
        #[arg(long)]
        month: Option<String>,
    },
    /// 导出
    Export {
        /// 种类：contribution_ledger declaration enroll_batch withdraw_batch housing_fund_change tax_client voucher
        /// reconciliation insight_report roster enrollments
        kind: String,
        /// 月份
        #[arg(long)]
        month: String,
        /// 写到
        #[arg(long)]
        out: PathBuf,
        /// 参保单位
        #[arg(long)]
        unit: Option<String>,
        /// 版式，如个税扣缴端的列数 22、28、30，上海公积金的 shanghai_txt
        #[arg(long)]
        layout: Option<String>,
        /// 自己的模板或账号清单
        #[arg(long)]
        template: Option<PathBuf>,
    },
    /// 导出当前列表：标准输入的表（制表符分隔，第一行为标题，如从窗口的列表里复制出来的）写成 .xlsx
    List {
        /// 表题
        #[arg(long)]
        title: String,
        /// 写到
        #[arg(long)]
        out: PathBuf,
    },
    /// 空白导入模板
    Template {
        /// 种类：roster enrollments bases payroll agency_records housing_fund_records bank_statement claims units settings
        kind: String,
        /// 写到
        #[arg(long)]
        out: PathBuf,
    },
    /// 待决定的问题
    Questions,
    /// 回答一个问题
    Answer {
        /// 问题
        question: i64,
        /// 所选的回答
        choice: String,
    },
}

#[derive(Subcommand)]
pub(crate) enum Mapping {
    /// 列出
    List,
    /// 忘记一个
    Remove {
        /// 列对应
        mapping: i64,
    },
}

#[derive(Subcommand)]
pub(crate) enum Matches {
    /// 列出
    List,
    /// 认可所列的；不写则全部认可
    Confirm {
        /// 匹配
        matches: Vec<String>,
    },
    /// 改归另一人，或不是花名册里的人
    Give {
        /// 匹配
        id: String,
        /// 工号；不写则不归任何人
        #[arg(long)]
        employee: Option<String>,
    },
}

/// What is taken in, and how.
#[derive(Args)]
pub(crate) struct Import {
    /// 文件
    pub file: PathBuf,
    /// 只导入这个工作表
    #[arg(long)]
    pub sheet: Option<String>,
    /// 指定类型：units settings roster enrollments bases payroll agency_records housing_fund_records bank_statement claims insured_list undeclared fund_accounts
    #[arg(long)]
    pub kind: Option<String>,
    /// 指定参保单位
    #[arg(long)]
    pub unit: Option<String>,
    /// 指定月份
    #[arg(long)]
    pub month: Option<String>,
    /// create、update 或 both
    #[arg(long)]
    pub mode: Option<String>,
    /// 指定一列：'标题=字段'，字段留空为不导入；可写多次，以后同样的表头自动采用
    #[arg(long = "map", value_name = "HEADING=FIELD")]
    pub map: Vec<String>,
    /// 不记住这次指定的类型和列
    #[arg(long)]
    pub no_remember: bool,
    /// 表内合计与逐行相加不一致时仍导入的原因
    #[arg(long, value_name = "REASON")]
    pub accept_totals: Option<String>,
    /// 有一行被拒就全不导入
    #[arg(long)]
    pub all_or_nothing: bool,
    /// 试导入，不写入
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Subcommand)]
pub(crate) enum InboxVerb {
    /// 设定文件夹；不写则关闭
    Set {
        /// 文件夹
        folder: Option<PathBuf>,
    },
    /// 列出
    List,
    /// 收下一个文件
    Take {
        /// 文件名
        name: String,
    },
    /// 不收一个文件
    PassOver {
        /// 文件名
        name: String,
        /// 重新列出
        #[arg(long)]
        again: bool,
    },
}

#[derive(Subcommand)]
pub(crate) enum Archive {
    /// 列出
    List,
    /// 取回
    Export {
        /// 批次
        batch: i64,
        /// 写到
        #[arg(long)]
        out: PathBuf,
        /// 原件写有封存人员时，写明取回的原因
        #[arg(long)]
        reason: Option<String>,
    },
}
