//! 单位与员工 — units with their dated settings, and the people.

use clap::{ArgGroup, Args, Subcommand};

#[derive(Subcommand)]
pub(crate) enum Unit {
    /// 新增参保单位
    Add {
        /// 单位名称
        #[arg(long)]
        name: String,
        /// 统筹区，如 北京
        #[arg(long)]
        region: String,
        /// 开始参保年月
        #[arg(long)]
        from: String,
        /// 统一社会信用代码
        #[arg(long)]
        credit_code: Option<String>,
        /// 工伤费率，如 0.004
        #[arg(long)]
        work_injury_rate: Option<String>,
        /// 公积金单位比例，如 0.12
        #[arg(long)]
        fund_employer: Option<String>,
        /// 公积金个人比例
        #[arg(long)]
        fund_employee: Option<String>,
        /// 社保增员截止日
        #[arg(long)]
        cutoff_day: Option<u8>,
    },
    /// 新增一条单位参数（单位确认）
    Set(Box<Setting>),
    /// 修改参保单位的资料，只改给出的各项
    Edit(Box<UnitChange>),
    /// 停用一条单位参数
    End {
        /// 参数的编号（unit list 里的 id）
        setting: i64,
        /// 最后适用的月份
        #[arg(long)]
        to: String,
    },
    /// 参保单位一览
    List,
}

#[derive(Args)]
pub(crate) struct UnitChange {
    /// 参保单位
    #[arg(long)]
    pub unit: String,
    /// 统一社会信用代码
    #[arg(long)]
    pub credit_code: Option<String>,
    /// 单位社保号
    #[arg(long)]
    pub social_account: Option<String>,
    /// 公积金单位账号
    #[arg(long)]
    pub fund_account: Option<String>,
    /// 扣款银行
    #[arg(long)]
    pub bank_name: Option<String>,
    /// 扣款账号
    #[arg(long)]
    pub bank_account: Option<String>,
    /// 扣款分组，如 医疗=medical,maternity；可写几次，写了就替换全部
    #[arg(long = "debit-group")]
    pub debit_groups: Vec<String>,
}

#[derive(Args)]
#[command(group = ArgGroup::new("shares").required(true).multiple(true))]
pub(crate) struct Setting {
    /// 参保单位
    #[arg(long)]
    pub unit: String,
    /// 险种
    #[arg(long)]
    pub insurance: String,
    /// 起
    #[arg(long)]
    pub from: String,
    /// 止
    #[arg(long)]
    pub to: Option<String>,
    /// 用法：rate（只采用费率）、add（在公布费率上加）、replace（整条采用）；不给则为 rate，确认基数上下限也待确认的值时为 replace
    #[arg(long)]
    pub mode: Option<String>,
    /// 单位费率；两方费率和固定额至少给出一项，没有给出的一方为 0
    #[arg(long, group = "shares")]
    pub employer_rate: Option<String>,
    /// 个人费率
    #[arg(long, group = "shares")]
    pub employee_rate: Option<String>,
    /// 单位固定额
    #[arg(long, group = "shares")]
    pub employer_fixed: Option<String>,
    /// 个人固定额
    #[arg(long, group = "shares")]
    pub employee_fixed: Option<String>,
    /// 基数下限
    #[arg(long)]
    pub floor: Option<String>,
    /// 基数上限
    #[arg(long)]
    pub cap: Option<String>,
    /// 出处
    #[arg(long)]
    pub source: String,
}

#[derive(Subcommand)]
pub(crate) enum Roster {
    /// 员工一览
    List {
        /// 只列这一天在职的
        #[arg(long)]
        on: Option<String>,
    },
    /// 本人适用的规则：法定退休月份、超龄、外国人与港澳台、公积金起缴月
    Rules {
        /// 工号
        employee: String,
    },
    /// 显示一名员工的一类资料，记入操作记录
    Reveal {
        /// 工号
        employee: String,
        /// 类别：identity 身份、pay 薪酬、bank 银行、medical 医疗
        #[arg(long)]
        class: String,
        /// 查看原因，记入操作记录
        #[arg(long)]
        reason: String,
    },
    /// 新增一名员工
    Add(Box<PersonChange>),
    /// 修改一名员工，只改给出的各项
    Edit {
        /// 工号
        employee: String,
        #[command(flatten)]
        change: Box<PersonChange>,
    },
}

#[derive(Args)]
pub(crate) struct PersonChange {
    /// 工号；新增时可不写
    #[arg(long)]
    pub employee_no: Option<String>,
    /// 姓名
    #[arg(long)]
    pub name: Option<String>,
    /// 证件类型，如 resident_id
    #[arg(long)]
    pub id_type: Option<String>,
    /// 证件号码
    #[arg(long)]
    pub id_number: Option<String>,
    /// 户口性质
    #[arg(long)]
    pub hukou: Option<String>,
    /// 医保档次
    #[arg(long)]
    pub medical_tier: Option<String>,
    /// 退休口径
    #[arg(long)]
    pub position_class: Option<String>,
    /// 部门
    #[arg(long)]
    pub department: Option<String>,
    /// 岗位
    #[arg(long)]
    pub post: Option<String>,
    /// 手机号码
    #[arg(long)]
    pub phone: Option<String>,
    /// 开户银行
    #[arg(long)]
    pub bank_name: Option<String>,
    /// 银行账号
    #[arg(long)]
    pub bank_account: Option<String>,
    /// 备注
    #[arg(long)]
    pub notes: Option<String>,
    /// 参保单位
    #[arg(long)]
    pub unit: Option<String>,
    /// 入职日期
    #[arg(long)]
    pub hire: Option<String>,
    /// 离职日期
    #[arg(long)]
    pub leave: Option<String>,
}
