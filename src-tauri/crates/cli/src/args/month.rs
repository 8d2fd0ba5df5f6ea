//! `shebao contribution …`, `shebao statement …`

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Subcommand)]
pub(crate) enum Contribution {
    /// 核定一个月
    Run {
        /// 月份
        month: String,
        /// 只核定这个参保单位
        #[arg(long)]
        unit: Option<String>,
    },
    /// 一笔金额的计算依据
    Explain {
        /// 月份
        month: String,
        /// 工号
        #[arg(long)]
        employee: String,
        /// 险种
        #[arg(long)]
        insurance: String,
        /// 参保单位（当月在两个单位时）
        #[arg(long)]
        unit: Option<String>,
    },
    /// 试算，不需要账簿
    Estimate(Estimate),
    /// 一份政策文件对一个月的影响，不写入
    WhatIf {
        /// 月份
        month: String,
        /// 政策文件（政策包或自录的值）
        #[arg(long)]
        policy: PathBuf,
    },
    /// 已锁定月份的补差建议
    TrueUps,
    /// 接受补差，入账到一个未锁定的月份；不选则全部
    AcceptTrueUps {
        /// 入账月
        #[arg(long)]
        booked: String,
        #[command(flatten)]
        chosen: TrueUps,
    },
    /// 不补差；同样的差额不再提示；不选则全部
    RefuseTrueUps {
        #[command(flatten)]
        chosen: TrueUps,
    },
}

/// Which proposals: those that meet everything given.
#[derive(Args)]
pub(crate) struct TrueUps {
    /// 工号
    #[arg(long)]
    pub employee: Option<String>,
    /// 险种
    #[arg(long)]
    pub insurance: Option<String>,
    /// 原所属期
    #[arg(long)]
    pub period: Option<String>,
    /// 参保单位
    #[arg(long)]
    pub unit: Option<String>,
}

#[derive(Subcommand)]
pub(crate) enum ReconciliationVerb {
    /// 一个月每人每险种的五个状态：核定、扣款、申报、划款、入账
    States {
        /// 月份
        month: String,
        /// 只看这个参保单位
        #[arg(long)]
        unit: Option<String>,
        /// 工号
        #[arg(long)]
        employee: Option<String>,
    },
    /// 一个月的工资扣款、经办机构记录和银行扣款，与应缴逐人核对
    Run {
        /// 月份
        month: String,
        /// 只看这个参保单位
        #[arg(long)]
        unit: Option<String>,
    },
}

#[derive(Subcommand)]
pub(crate) enum MonthVerb {
    /// 封账：锁定一个已核定的月份
    Close {
        /// 月份
        month: String,
        /// 检查单有提醒时，为什么仍然封账
        #[arg(long)]
        reason: Option<String>,
    },
    /// 各月份的状态
    List,
    /// 封账检查单
    Checklist {
        /// 月份
        month: String,
    },
    /// 重新打开一个已锁定的月份，原有各行作冲销留存
    Reopen {
        /// 月份
        month: String,
        /// 原因
        #[arg(long)]
        reason: String,
    },
    /// 冲销记录
    Reversals {
        /// 月份
        month: Option<String>,
    },
}

#[derive(Args)]
pub(crate) struct Estimate {
    /// 统筹区
    #[arg(long)]
    pub region: String,
    /// 月份
    #[arg(long)]
    pub month: String,
    /// 申报基数
    #[arg(long)]
    pub base: String,
    /// 工伤费率
    #[arg(long)]
    pub work_injury_rate: Option<String>,
    /// 公积金单位比例
    #[arg(long)]
    pub fund_employer: Option<String>,
    /// 公积金个人比例
    #[arg(long)]
    pub fund_employee: Option<String>,
    /// hukou=local|other、medical_tier=1|2
    #[arg(long = "option", value_name = "OPTION=CHOICE")]
    pub options: Vec<String>,
}

#[derive(Subcommand)]
pub(crate) enum Statement {
    /// 打印一人的文书
    Print {
        /// 工号
        #[arg(long)]
        employee: String,
        /// 起
        #[arg(long)]
        from: String,
        /// 止
        #[arg(long)]
        to: String,
        /// 写到
        #[arg(long)]
        out: PathBuf,
        /// statement（社保状态说明）或 notice（月度缴费告知单）
        #[arg(long, default_value = "statement")]
        kind: String,
        /// 打印完整证件号码
        #[arg(long)]
        full_id: bool,
        /// 用途
        #[arg(long)]
        purpose: Option<String>,
    },
    /// 批量打印一个月，或到这个月为止的几个月
    Batch {
        /// 月份
        #[arg(long)]
        month: String,
        /// 社保状态说明的起始月份，不写则只印这个月
        #[arg(long)]
        from: Option<String>,
        /// 文件夹
        #[arg(long)]
        out: PathBuf,
        /// statement 或 notice
        #[arg(long, default_value = "notice")]
        kind: String,
        /// 只打印这个参保单位
        #[arg(long)]
        unit: Option<String>,
    },
}
