//! `shebao enrollment …`

use clap::{Args, Subcommand};

#[derive(Subcommand)]
pub(crate) enum Enrollment {
    /// 增员
    Enroll {
        /// 工号
        #[arg(long)]
        employee: String,
        /// 参保单位
        #[arg(long)]
        unit: String,
        /// 范围：social、housing_fund 或一个险种
        #[arg(long, default_value = "social")]
        scope: String,
        /// 起缴年月；不给则按入职日期和截止日推算
        #[arg(long)]
        first_month: Option<String>,
        /// 首月次月补缴
        #[arg(long)]
        first_month_late: bool,
        /// 只预览月份、金额和提示，不写入
        #[arg(long)]
        dry_run: bool,
        /// 申报基数
        #[arg(long)]
        base: Option<String>,
        /// 原因
        #[arg(long)]
        reason: Option<String>,
    },
    /// 减员
    Withdraw {
        /// 工号
        #[arg(long)]
        employee: String,
        /// 参保单位
        #[arg(long)]
        unit: String,
        /// 范围
        #[arg(long, default_value = "social")]
        scope: String,
        /// 停缴年月（最后一个应缴月）；不给则按离职日期推算
        #[arg(long)]
        last_month: Option<String>,
        /// 只预览月份、金额和提示，不写入
        #[arg(long)]
        dry_run: bool,
        /// 原因
        #[arg(long)]
        reason: Option<String>,
    },
    /// 申报基数
    Base {
        /// 工号
        #[arg(long)]
        employee: String,
        /// 参保单位
        #[arg(long)]
        unit: String,
        /// 范围
        #[arg(long, default_value = "social")]
        scope: String,
        /// 适用起
        #[arg(long)]
        from: String,
        /// 申报基数
        #[arg(long)]
        amount: String,
        /// onboarding、annual 或 correction
        #[arg(long, default_value = "annual")]
        reason: String,
    },
    /// 一个月的参保行
    List {
        /// 月份
        #[arg(long)]
        month: String,
    },
    /// 办理事项：增员、减员、离职材料及其期限
    Tasks {
        /// 哪一天；不给则今天
        #[arg(long)]
        on: Option<String>,
    },
    /// 登记回执，办结一项
    Receipt(Receipt),
    /// 入职核查一览
    Onboarding,
    /// 登记既往参保
    PastCover(PastCover),
    /// 删除登记错的既往参保
    RemovePastCover {
        /// 工号
        #[arg(long)]
        employee: String,
        /// 编号
        #[arg(long)]
        id: i64,
    },
    /// 入职核查完成
    Checked {
        /// 工号
        #[arg(long)]
        employee: String,
        /// 是否首次参加工作
        #[arg(long)]
        first_ever: Option<bool>,
        /// 说明
        #[arg(long)]
        note: Option<String>,
    },
    /// 单位日期设置一览
    Days,
    /// 设置单位日期：截止日、提醒天数
    SetDay(SetDay),
}

#[derive(Args)]
pub(crate) struct Receipt {
    /// 工号
    #[arg(long)]
    pub employee: String,
    /// 参保单位
    #[arg(long)]
    pub unit: String,
    /// 事项：enroll、withdraw、certificate、unemployed_list、relations
    #[arg(long)]
    pub kind: String,
    /// social 或 housing_fund（增员、减员）
    #[arg(long)]
    pub scope: Option<String>,
    /// 入职或离职日期
    #[arg(long)]
    pub event: String,
    /// 回执日期
    #[arg(long)]
    pub received: String,
    /// 回执编号
    #[arg(long)]
    pub number: Option<String>,
    /// 办理机构、经办渠道
    #[arg(long)]
    pub note: Option<String>,
}

#[derive(Args)]
pub(crate) struct PastCover {
    /// 工号
    #[arg(long)]
    pub employee: String,
    /// 险种，可给多个
    #[arg(long, required = true)]
    pub insurance: Vec<String>,
    /// 身份：employee（职工）、resident（城乡居民）、flexible（灵活就业）
    #[arg(long, default_value = "employee")]
    pub kind: String,
    /// 参保单位
    #[arg(long)]
    pub employer: Option<String>,
    /// 参保地
    #[arg(long)]
    pub region: Option<String>,
    /// 起
    #[arg(long)]
    pub from: String,
    /// 止；不给则仍在参保
    #[arg(long)]
    pub to: Option<String>,
    /// 有欠费月份
    #[arg(long)]
    pub arrears: bool,
    /// 凭证
    #[arg(long)]
    pub source: String,
}

#[derive(Args)]
pub(crate) struct SetDay {
    /// 参保单位
    #[arg(long)]
    pub unit: String,
    /// enroll_cutoff、withdraw_cutoff、fund_enroll_cutoff、fund_withdraw_cutoff、enroll_reminder、unemployed_list、onboarding、state_limit
    #[arg(long)]
    pub kind: String,
    /// 每月几日，或天数
    #[arg(long)]
    pub day: u32,
    /// 起
    #[arg(long)]
    pub from: String,
    /// 止
    #[arg(long)]
    pub to: Option<String>,
    /// 说明或出处
    #[arg(long)]
    pub reason: String,
}
