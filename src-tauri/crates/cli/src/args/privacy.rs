//! `shebao privacy …`

use std::path::PathBuf;

use clap::Subcommand;

use super::PersonChange;

#[derive(Subcommand)]
pub(crate) enum Privacy {
    /// 离职人员的保存期限、封存与删除
    Keeping,
    /// 设定保存年限和请求的答复天数（负责人）
    SetKeeping {
        /// 最后一条记录之后保存几年
        #[arg(long)]
        years: u32,
        /// 权利请求几天内答复
        #[arg(long, default_value_t = 30)]
        request_days: u32,
    },
    /// 封存离职人员：停止除存储和安全保护以外的处理
    Freeze {
        /// 工号，可写几个
        #[arg(required = true)]
        employees: Vec<String>,
        /// 原因
        #[arg(long)]
        reason: String,
    },
    /// 解除封存
    Unfreeze {
        /// 工号，可写几个
        #[arg(required = true)]
        employees: Vec<String>,
        /// 原因
        #[arg(long)]
        reason: String,
    },
    /// 写明原因调阅一名封存人员
    Open {
        /// 工号
        employee: String,
        /// 原因
        #[arg(long)]
        reason: String,
    },
    /// 删除个人信息（负责人）；保存期限未届满时拒绝
    Erase {
        /// 工号
        employee: String,
        /// 依据：purpose、expired、consent、unlawful、other（第四十七条第一款各项）
        #[arg(long, default_value = "expired")]
        ground: String,
        /// 由此办理的权利请求
        #[arg(long)]
        request: Option<i32>,
        /// 只列出会删除什么，不删除
        #[arg(long)]
        dry_run: bool,
    },
    /// 导出一人的全部记录：xlsx、pdf、json（明文）
    Copy {
        /// 工号
        employee: String,
        /// 写到文件夹
        #[arg(long)]
        to: PathBuf,
        /// 由此办理的权利请求
        #[arg(long)]
        request: Option<i32>,
    },
    /// 应本人请求更正、补充
    Correct {
        /// 工号
        employee: String,
        /// 原因与核实依据
        #[arg(long)]
        reason: String,
        /// 由此办理的权利请求
        #[arg(long)]
        request: Option<i32>,
        #[command(flatten)]
        change: Box<PersonChange>,
    },
    /// 权利请求一览
    Requests,
    /// 登记一项权利请求
    RequestAdd {
        /// 工号
        #[arg(long)]
        employee: String,
        /// access 查阅复制、correct 更正、erase 删除、restrict 限制、explain 解释
        #[arg(long)]
        kind: String,
        /// 收到日期；不给则今天
        #[arg(long)]
        received: Option<String>,
        /// 请求内容
        #[arg(long)]
        content: String,
    },
    /// 答复一项权利请求
    RequestAnswer {
        /// 编号
        id: i32,
        /// 答复；拒绝时写明理由
        #[arg(long)]
        answer: String,
        /// 拒绝
        #[arg(long)]
        refuse: bool,
    },
    /// 影响评估、合规审计自查、安全事件记录一览
    Forms,
    /// 建立一份文书，程序填好账簿里看得到的
    FormNew {
        /// assessment 影响评估、audit 合规审计自查、incident 安全事件
        kind: String,
        /// 事项
        #[arg(long)]
        title: String,
    },
    /// 填写一份文书
    FormFill {
        /// 编号
        id: i32,
        /// 一项的回答：项目=说明，或 项目=yes|说明（yes、no、none）；可写几次
        #[arg(long = "answer")]
        answers: Vec<String>,
        /// 完成
        #[arg(long)]
        finish: bool,
    },
    /// 打印一份文书
    FormPrint {
        /// 编号
        id: i64,
        /// 写到
        #[arg(long)]
        out: PathBuf,
    },
    /// 制作年度档案（明文，不用本程序也能打开）
    Archive {
        /// 年度
        #[arg(long)]
        year: i32,
        /// 写到文件夹
        #[arg(long)]
        to: PathBuf,
    },
    /// 已制作的年度档案
    Archives,
    /// 核验年度档案；给出账簿时一并与账簿核对
    ArchiveVerify {
        /// 档案的文件夹
        folder: PathBuf,
    },
}
