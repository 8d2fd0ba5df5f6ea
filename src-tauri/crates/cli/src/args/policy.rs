//! `shebao policy …`

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Setting;

#[derive(Subcommand)]
pub(crate) enum Policy {
    /// 一个统筹区和险种的政策值
    Show {
        /// 统筹区
        #[arg(long)]
        region: String,
        /// 险种
        #[arg(long)]
        insurance: String,
        /// 月份
        #[arg(long)]
        month: Option<String>,
        /// 只看这一天已知的值，如 2025-08-10
        #[arg(long)]
        known_on: Option<String>,
    },
    /// 本账簿一个月里谁靠这个值计算
    ReliedOn {
        /// 统筹区
        #[arg(long)]
        region: String,
        /// 险种
        #[arg(long)]
        insurance: String,
        /// bounds、rates、fixed 或 rounding
        #[arg(long)]
        part: String,
        /// 条件，如 hukou=local
        #[arg(long)]
        option: Option<String>,
        /// 值从哪个月起执行
        #[arg(long)]
        from: String,
        /// 月份
        #[arg(long)]
        month: String,
    },
    /// 收录情况
    Coverage,
    /// 政策文件是否合乎标准
    Check,
    /// 明细验证：从经办机构明细推出取整方式和费率，不写入
    Prove {
        /// 社保明细或公积金清册
        file: PathBuf,
        /// 与哪个统筹区的政策值比较；不给则为账簿唯一的统筹区
        #[arg(long)]
        region: Option<String>,
    },
    /// 明细验证：用账簿里已导入的经办机构明细，逐地区逐险种逐个政策值，不写入
    ProveBook {
        /// 统筹区；不给则为各参保单位所在的统筹区
        #[arg(long)]
        region: Option<String>,
        /// 险种；不给则为有明细的各险种
        #[arg(long)]
        insurance: Option<String>,
    },
    /// 盖明细验证印记：同上，结果存入账簿，显示在政策值和收录情况上，可撤销
    Stamp {
        /// 统筹区；不给则为各参保单位所在的统筹区
        #[arg(long)]
        region: Option<String>,
        /// 险种；不给则为有明细的各险种
        #[arg(long)]
        insurance: Option<String>,
    },
    /// 确认一个待确认的值，注明出处
    Confirm(Box<Setting>),
    /// 试行一份政策文件（政策包或自录的值），不写入
    Preview {
        /// 政策文件
        file: PathBuf,
    },
    /// 采用一份政策文件（政策包或自录的值）
    Take {
        /// 政策文件
        file: PathBuf,
    },
    /// 自录一个政策值，注明出处
    Add(Box<OwnValue>),
    /// 信任一个政策包密钥
    Trust {
        /// 密钥指纹
        fingerprint: String,
    },
    /// 已采用的政策包和自录的值
    Layers,
    /// 制作政策包：签名（不需要账簿）
    Sign(Box<Sign>),
}

#[derive(Args)]
pub(crate) struct OwnValue {
    /// 统筹区
    #[arg(long)]
    pub region: String,
    /// 险种
    #[arg(long)]
    pub insurance: String,
    /// bounds（上下限）、rates（费率）、fixed（固定额）或 rounding（取整）
    #[arg(long)]
    pub part: String,
    /// hukou=local|other、medical_tier=1|2
    #[arg(long)]
    pub option: Option<String>,
    /// 起
    #[arg(long)]
    pub from: String,
    /// 公布适用至
    #[arg(long)]
    pub through: Option<String>,
    /// 公布日期；不给则为今天
    #[arg(long)]
    pub published: Option<String>,
    /// 自起始月起终止
    #[arg(long)]
    pub ends: bool,
    /// 基数下限
    #[arg(long)]
    pub floor: Option<String>,
    /// 基数上限
    #[arg(long)]
    pub cap: Option<String>,
    /// 单位费率
    #[arg(long)]
    pub employer_rate: Option<String>,
    /// 个人费率
    #[arg(long)]
    pub employee_rate: Option<String>,
    /// 单位固定额
    #[arg(long)]
    pub employer_fixed: Option<String>,
    /// 个人固定额
    #[arg(long)]
    pub employee_fixed: Option<String>,
    /// 单位部分取整，如 "half_up fen"
    #[arg(long)]
    pub employer_rounding: Option<String>,
    /// 个人部分取整
    #[arg(long)]
    pub employee_rounding: Option<String>,
    /// 出处：文件名称
    #[arg(long)]
    pub source: String,
    /// 文号
    #[arg(long)]
    pub number: Option<String>,
    /// 网址
    #[arg(long)]
    pub url: Option<String>,
    /// 原文
    #[arg(long)]
    pub quote: Option<String>,
    /// 备注
    #[arg(long)]
    pub note: Option<String>,
}

#[derive(Args)]
pub(crate) struct Sign {
    /// 政策文件所在的文件夹（其下为 regions/<代码>-<拼音>/<险种>.toml）
    pub dir: PathBuf,
    /// 密钥文件：64 位十六进制数字
    #[arg(long)]
    pub key: PathBuf,
    /// 政策包编号
    #[arg(long)]
    pub pack: String,
    /// 期号
    #[arg(long)]
    pub number: u32,
    /// 发布日期；不给则为今天
    #[arg(long)]
    pub issued: Option<String>,
    /// 出具方
    #[arg(long)]
    pub issuer: String,
    /// 写到
    #[arg(long)]
    pub out: PathBuf,
}
