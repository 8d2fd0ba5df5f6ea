//! `shebao exchange …`

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Subcommand)]
pub(crate) enum Exchange {
    /// 这是什么文件？不写入
    Inspect {
        /// 文件
        file: PathBuf,
    },
    /// 导入
    Import {
        /// 文件
        file: PathBuf,
        /// 只导入这个工作表
        #[arg(long)]
        sheet: Option<String>,
        /// 指定类型：units settings roster enrollments bases payroll agency_records housing_fund_records bank_statement claims
        #[arg(long)]
        kind: Option<String>,
        /// 指定参保单位
        #[arg(long)]
        unit: Option<String>,
        /// 指定月份
        #[arg(long)]
        month: Option<String>,
        /// create、update 或 both
        #[arg(long)]
        mode: Option<String>,
        /// 有一行被拒就全不导入
        #[arg(long)]
        all_or_nothing: bool,
        /// 试导入，不写入
        #[arg(long)]
        dry_run: bool,
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
        /// 种类：contribution_ledger declaration enroll_batch withdraw_batch housing_fund_change tax_client voucher roster
        /// enrollments
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
    /// 空白导入模板
    Template {
        /// 种类：roster enrollments bases payroll units settings
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
