//! `shebao remittance …` and `shebao arrears …`

use clap::{Args, Subcommand};

#[derive(Subcommand)]
pub(crate) enum Remittance {
    /// 一个月的应缴、期限与实缴
    List {
        /// 月份
        #[arg(long)]
        month: String,
    },
    /// 设置本单位的申报与缴费期限
    Day(PaymentDayArgs),
    /// 登记当地公布的期限（优先于一切推算）
    Published {
        /// 统筹区
        #[arg(long)]
        region: String,
        /// 范围：social、housing_fund 或一个险种
        #[arg(long, default_value = "social")]
        scope: String,
        /// 费款申报月
        #[arg(long)]
        month: String,
        /// 申报截止日期
        #[arg(long)]
        declare_by: Option<String>,
        /// 缴费截止日期
        #[arg(long)]
        pay_by: String,
        /// 出处
        #[arg(long)]
        source: String,
    },
    /// 登记缴款及凭证
    Pay {
        /// 参保单位
        #[arg(long)]
        unit: String,
        /// 费款申报月
        #[arg(long)]
        month: String,
        /// 范围
        #[arg(long, default_value = "social")]
        scope: String,
        /// 本金
        #[arg(long)]
        principal: String,
        /// 滞纳金（单位承担）
        #[arg(long)]
        late_fee: Option<String>,
        /// 缴款日期
        #[arg(long)]
        paid_on: String,
        /// 凭证
        #[arg(long)]
        document: String,
    },
    /// 今后三个月的用款和余额
    Cash,
    /// 登记可用余额
    Balance {
        /// 余额
        #[arg(long, allow_hyphen_values = true)]
        amount: String,
        /// 余额日期
        #[arg(long)]
        day: String,
        /// 说明
        #[arg(long)]
        note: Option<String>,
    },
    /// 提醒与回测
    Reminders {
        /// 回看几个月
        #[arg(long, default_value_t = 12)]
        months: u32,
    },
    /// 设置提前天数
    Leads {
        /// 申报截止前
        #[arg(long)]
        declare: u32,
        /// 缴费截止前
        #[arg(long)]
        pay: u32,
        /// 限期缴纳前
        #[arg(long)]
        notice: u32,
    },
}

#[derive(Args)]
pub(crate) struct PaymentDayArgs {
    /// 参保单位
    #[arg(long)]
    pub unit: String,
    /// 范围：social、housing_fund 或一个险种
    #[arg(long, default_value = "social")]
    pub scope: String,
    /// 起
    #[arg(long)]
    pub from: String,
    /// 止
    #[arg(long)]
    pub to: Option<String>,
    /// 0 当月缴费，1 次月缴费
    #[arg(long, default_value_t = 0)]
    pub months_after: u32,
    /// 申报截止日
    #[arg(long)]
    pub declare_day: Option<u32>,
    /// 缴费截止日
    #[arg(long)]
    pub pay_day: u32,
    /// tax（按税务期限顺延）、roll（遇休息日顺延）或 none（不顺延）
    #[arg(long, default_value = "tax")]
    pub shift: String,
    /// 出处
    #[arg(long)]
    pub source: String,
}

#[derive(Subcommand)]
pub(crate) enum ArrearsVerb {
    /// 欠费台账与滞纳金（单位承担）
    List {
        /// 计算日
        #[arg(long)]
        on: Option<String>,
    },
    /// 登记账簿算不出的欠费
    Register {
        /// 参保单位
        #[arg(long)]
        unit: String,
        /// 所属期
        #[arg(long)]
        period: String,
        /// 险种
        #[arg(long)]
        insurance: String,
        /// 欠缴本金
        #[arg(long)]
        principal: String,
        /// 缴费截止日期
        #[arg(long)]
        due_on: String,
        /// 依据
        #[arg(long)]
        document: String,
    },
    /// 登记限期缴纳通知
    Notice {
        /// 参保单位
        #[arg(long)]
        unit: String,
        /// 文书编号
        #[arg(long)]
        number: String,
        /// 出具机关
        #[arg(long)]
        agency: Option<String>,
        /// 收到日期
        #[arg(long)]
        received_on: String,
        /// 限期
        #[arg(long)]
        due_on: String,
        /// 责令补足的金额
        #[arg(long)]
        amount: String,
        /// 说明
        #[arg(long)]
        note: Option<String>,
    },
    /// 限期缴纳办结
    Settle {
        /// 通知在账簿中的编号
        notice: i64,
        /// 办结日期
        #[arg(long)]
        on: String,
    },
    /// 补缴安排测算：每期 日期=本金
    Plan {
        /// 参保单位
        #[arg(long)]
        unit: Option<String>,
        /// 如 2026-04-30=25000
        #[arg(long = "part", required = true)]
        parts: Vec<String>,
    },
    /// 各人垫付余额
    Advances,
    /// 登记垫付或扣回
    Advance {
        /// 工号
        #[arg(long)]
        employee: String,
        /// advance（垫付）或 recovery（扣回）
        #[arg(long, default_value = "advance")]
        kind: String,
        /// 所属期
        #[arg(long)]
        month: String,
        /// 金额
        #[arg(long)]
        amount: String,
        /// 日期
        #[arg(long)]
        day: String,
        /// 凭证
        #[arg(long)]
        document: String,
    },
    /// 补缴：不给确认金额和人数时只预览
    BackPayment(BackPayment),
}

#[derive(Args)]
pub(crate) struct BackPayment {
    /// 工号，可重复
    #[arg(long = "employee", required = true)]
    pub employees: Vec<String>,
    /// 参保单位
    #[arg(long)]
    pub unit: String,
    /// 范围
    #[arg(long, default_value = "social")]
    pub scope: String,
    /// 起始所属期
    #[arg(long)]
    pub from: String,
    /// 截止所属期
    #[arg(long)]
    pub to: String,
    /// 申报月
    #[arg(long)]
    pub booked: String,
    /// 申报基数
    #[arg(long)]
    pub base: Option<String>,
    /// 补缴原因
    #[arg(long)]
    pub reason: String,
    /// 确认金额
    #[arg(long, requires = "confirm_heads")]
    pub confirm_amount: Option<String>,
    /// 确认人数
    #[arg(long, requires = "confirm_amount")]
    pub confirm_heads: Option<u32>,
}
