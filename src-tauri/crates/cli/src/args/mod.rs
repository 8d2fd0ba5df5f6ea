//! 命令行参数 — `shebao <noun> <verb>`, as the command contract has it.

mod enrollment;
mod exchange;
mod month;
mod people;
mod policy;
mod privacy;
mod remittance;
mod user;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

pub(crate) use enrollment::{Enrollment, PastCover, Receipt, SetDay};
pub(crate) use exchange::{Archive, Exchange, Import, InboxVerb, Mapping, Matches};
pub(crate) use month::{Contribution, Estimate, MonthVerb, ReconciliationVerb, Statement, TrueUps};
pub(crate) use people::{PersonChange, Roster, Setting, Unit, UnitChange};
pub(crate) use policy::{OwnValue, Policy, Sign};
pub(crate) use privacy::Privacy;
pub(crate) use remittance::{ArrearsVerb, BackPayment, Remittance};
pub(crate) use user::User;

/// 社保台账（命令行）.
#[derive(Parser)]
#[command(name = "shebao", version, about = "社保台账：同一套经办动作，不带窗口")]
pub(crate) struct Arguments {
    /// 账簿所在文件夹（也可用环境变量 SHEBAO_BOOK）
    #[arg(long, global = true, env = "SHEBAO_BOOK")]
    pub book: Option<PathBuf>,
    /// 存有密码的文件；不给时在终端询问
    #[arg(long, global = true)]
    pub password_file: Option<PathBuf>,
    /// 当作今天的日期，如 2026-03-31
    #[arg(long, global = true)]
    pub today: Option<String>,
    /// 导入、封账之前的备份没有成功时仍要继续，写明原因
    #[arg(long, global = true)]
    pub without_backup: Option<String>,
    /// 打开旧版本的账簿时，升级前的备份存到这个文件夹（默认存在账簿里）
    #[arg(long, global = true)]
    pub upgrade_backup: Option<PathBuf>,
    /// 以 JSON 输出
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub noun: Noun,
}

#[derive(Subcommand)]
pub(crate) enum Noun {
    /// 账簿：新建、查看、检查、备份、恢复
    #[command(subcommand)]
    Book(Book),
    /// 用户与密码
    #[command(subcommand)]
    User(User),
    /// 参保单位与参数
    #[command(subcommand)]
    Unit(Unit),
    /// 花名册
    #[command(subcommand)]
    Roster(Roster),
    /// 导入导出
    #[command(subcommand)]
    Exchange(Exchange),
    /// 参保关系
    #[command(subcommand)]
    Enrollment(Enrollment),
    /// 工资与申报基数
    #[command(subcommand)]
    Payroll(Payroll),
    /// 缴费核定
    #[command(subcommand)]
    Contribution(Contribution),
    /// 三方对账
    #[command(subcommand)]
    Reconciliation(ReconciliationVerb),
    /// 月份：封账、重新打开
    #[command(subcommand)]
    Month(MonthVerb),
    /// 缴费：期限、实缴、资金、提醒
    #[command(subcommand)]
    Remittance(Remittance),
    /// 欠费：滞纳金、限期缴纳、垫付、补缴
    #[command(subcommand)]
    Arrears(ArrearsVerb),
    /// 政策
    #[command(subcommand)]
    Policy(Policy),
    /// 法规
    #[command(subcommand)]
    Law(Law),
    /// 文书
    #[command(subcommand)]
    Statement(Statement),
    /// 概览：月度概况、断缴表
    #[command(subcommand)]
    Insight(Insight),
    /// 今日待办
    #[command(subcommand)]
    Alert(Alert),
    /// 操作记录
    #[command(subcommand)]
    Journal(Journal),
    /// 数据与隐私：保存期限、封存、删除、副本、权利请求、保护文书、年度档案
    #[command(subcommand)]
    Privacy(Privacy),
}

#[derive(Subcommand)]
pub(crate) enum Book {
    /// 新建加密账簿，显示一次恢复码
    Create {
        /// 单位名称
        #[arg(long)]
        company: String,
        /// 统一社会信用代码
        #[arg(long)]
        credit_code: String,
        /// 经办人姓名
        #[arg(long, default_value = "负责人")]
        user: String,
    },
    /// 建立（或打开）演示公司；数据都是虚构的，密码一并显示
    Demo,
    /// 账簿概况
    Info,
    /// 全面检查
    Check,
    /// 备份到文件夹并核验
    Backup {
        /// 目标文件夹
        #[arg(long)]
        to: PathBuf,
    },
    /// 备份情况：最近一次、第二处、恢复演练
    Backups,
    /// 设定或取消第二处备份
    SecondPlace {
        /// 文件夹；不给则取消
        #[arg(long)]
        to: Option<PathBuf>,
    },
    /// 恢复演练：用最近的备份试恢复一次并全面核验
    Rehearse,
    /// 再次写出恢复卡（凭密码）
    RecoveryCard {
        /// 写到
        #[arg(long)]
        out: PathBuf,
    },
    /// 忘记密码时，凭恢复码打开并设置新密码
    Recover {
        /// 存有恢复码的文件
        #[arg(long)]
        code_file: PathBuf,
        /// 存有新密码的文件
        #[arg(long)]
        new_password_file: PathBuf,
    },
    /// 抢救损坏的账簿：用它最近一份完好的备份恢复，损坏的文件原样另放
    Rescue,
    /// 换密钥：新主密钥、新恢复卡，其他用户换新密码（负责人）
    Rekey {
        /// 新恢复卡写到；随后按提示抄回其中两组
        #[arg(long)]
        out: PathBuf,
        /// 其他用户的新密码，姓名=存有密码的文件；每人一个
        #[arg(long = "user")]
        users: Vec<String>,
    },
    /// 从备份恢复到新的文件夹
    Restore {
        /// 备份
        file: PathBuf,
        /// 新的文件夹
        #[arg(long)]
        to: PathBuf,
    },
}

#[derive(Subcommand)]
pub(crate) enum Payroll {
    /// 申报基数工作底稿
    Worksheet {
        /// 工资年度
        #[arg(long)]
        year: i32,
        /// 工号；不给则列全部
        #[arg(long)]
        employee: Option<String>,
    },
}

#[derive(Subcommand)]
pub(crate) enum Law {
    /// 收录的法规
    List,
    /// 全文检索，几个词都要出现
    Search {
        /// 词，两个字也可以
        #[arg(required = true)]
        words: Vec<String>,
        /// 只在这部法规里找，如 sbf
        #[arg(long)]
        law: Option<String>,
        /// 只在这个主题里找
        #[arg(long)]
        topic: Option<String>,
        /// 事情发生的日期
        #[arg(long)]
        on: Option<String>,
    },
    /// 一条条文，按事情发生的日期选版本
    Show {
        /// 编号（sbf:58）或引用（《社会保险法》第五十八条）
        id: String,
        /// 事情发生的日期
        #[arg(long)]
        on: Option<String>,
    },
}

#[derive(Subcommand)]
pub(crate) enum Insight {
    /// 月度概况：人数、金额、各环节、部门异常、环比
    Board {
        /// 月份
        month: String,
    },
    /// 近十二个月：人数、各险种两边金额
    Trend {
        /// 最后一个月
        month: String,
    },
    /// 断缴表：缺经办机构记录的人员、险种和月份
    Gaps {
        /// 起
        #[arg(long)]
        from: String,
        /// 止
        #[arg(long)]
        to: String,
        /// 只看一人，全部险种
        #[arg(long)]
        employee: Option<String>,
    },
}

#[derive(Subcommand)]
pub(crate) enum Alert {
    /// 工作台所列的提醒
    List {
        /// 哪一天；不给则今天
        #[arg(long)]
        on: Option<String>,
    },
}

#[derive(Subcommand)]
pub(crate) enum Journal {
    /// 最近的操作
    List {
        /// 几条
        #[arg(long, default_value_t = 20)]
        limit: usize,
    },
    /// 检索：谁在何时把什么从多少改成多少
    Search {
        /// 涉及的人，按工号
        #[arg(long)]
        employee: Option<String>,
        /// 涉及的金额
        #[arg(long)]
        amount: Option<String>,
        /// 操作人
        #[arg(long)]
        user: Option<String>,
        /// 起
        #[arg(long)]
        from: Option<String>,
        /// 止
        #[arg(long)]
        to: Option<String>,
        /// 记录种类，如 enrollment（结果里的 records 列出全部）
        #[arg(long)]
        record: Option<String>,
        /// 从这一序号之前接着找
        #[arg(long)]
        before: Option<i32>,
        /// 几条
        #[arg(long)]
        limit: Option<u32>,
    },
    /// 核验操作记录链
    Verify {
        /// 早先的台账核对码，如 "12 K7QM-2F9D"
        #[arg(long = "head")]
        heads: Vec<String>,
    },
    /// 撤销一次操作（不给序号则撤销最近一次；最近一次不能撤销时不会改撤更早的）
    Undo {
        /// 操作序号
        action: Option<i64>,
    },
}
