//! 参保单位 — units and their own dated settings.

use serde::{Deserialize, Serialize};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::rate::Rate;
use shebao_rules::setting::SettingMode;
use ts_rs::TS;

/// 参保单位.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Unit {
    /// The row it is stored in.
    pub id: i32,
    /// 单位名称.
    pub name: String,
    /// 统筹区代码.
    pub region: String,
    /// 统筹区名称.
    pub region_name: String,
    /// 单位资料.
    #[serde(flatten)]
    #[ts(flatten)]
    pub particulars: UnitParticulars,
    /// 开始参保年月.
    #[ts(type = "string")]
    pub first_month: Month,
    /// 社保增员截止日.
    pub enroll_cutoff_day: Option<u8>,
    /// 社保减员截止日.
    pub withdraw_cutoff_day: Option<u8>,
    /// 公积金增员截止日.
    pub fund_enroll_cutoff_day: Option<u8>,
    /// 公积金减员截止日.
    pub fund_withdraw_cutoff_day: Option<u8>,
    /// 单位参数 in force or ever, the unit's own and its city's.
    pub settings: Vec<Setting>,
}

/// 扣款分组 — insurances that the bank debits in one sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DebitGroup {
    /// 名称, as the clerk calls it.
    pub name: String,
    /// 险种.
    #[ts(type = "Array<string>")]
    pub insurances: Vec<Insurance>,
}

/// 单位资料 — how bureaus, fund and bank know a unit.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct UnitParticulars {
    /// 统一社会信用代码.
    pub credit_code: Option<String>,
    /// 单位社保号.
    pub social_account: Option<String>,
    /// 公积金单位账号.
    pub fund_account: Option<String>,
    /// 扣款银行.
    pub bank_name: Option<String>,
    /// 扣款账号.
    pub bank_account: Option<String>,
    /// 扣款分组.
    pub debit_groups: Vec<DebitGroup>,
}

/// 修改单位资料 — the particulars of a unit as they shall stand; what is absent is cleared.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct UnitEdit {
    /// 参保单位.
    pub unit: String,
    /// 单位资料.
    #[serde(flatten)]
    #[ts(flatten)]
    pub particulars: UnitParticulars,
}

/// 新增参保单位.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NewUnit {
    /// 单位名称.
    pub name: String,
    /// 统筹区: 北京, 北京市 or 110000.
    pub region: String,
    /// 开始参保年月.
    pub from: String,
    /// 统一社会信用代码.
    pub credit_code: Option<String>,
    /// 工伤费率.
    pub work_injury_rate: Option<String>,
    /// 公积金单位比例.
    pub fund_employer: Option<String>,
    /// 公积金个人比例.
    pub fund_employee: Option<String>,
    /// 社保增员截止日.
    pub enroll_cutoff_day: Option<u8>,
}

/// 单位参数.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Setting {
    /// The row it is stored in.
    pub id: i32,
    /// 编号 in the clerk's own sheet.
    pub label: Option<String>,
    /// 险种.
    #[ts(type = "string")]
    pub insurance: Insurance,
    /// 起.
    #[ts(type = "string")]
    pub from: Month,
    /// 止.
    #[ts(type = "string | null")]
    pub to: Option<Month>,
    /// 用法.
    #[ts(type = "\"rate\" | \"add\" | \"replace\"")]
    pub mode: SettingMode,
    /// 单位费率.
    #[ts(type = "string")]
    pub employer_rate: Rate,
    /// 个人费率.
    #[ts(type = "string")]
    pub employee_rate: Rate,
    /// 单位固定额.
    #[ts(type = "string")]
    pub employer_fixed: Yuan,
    /// 个人固定额.
    #[ts(type = "string")]
    pub employee_fixed: Yuan,
    /// 基数下限.
    #[ts(type = "string | null")]
    pub floor: Option<Yuan>,
    /// 基数上限.
    #[ts(type = "string | null")]
    pub cap: Option<Yuan>,
    /// 说明或出处.
    pub reason: String,
    /// Whether it is keyed by city.
    pub of_city: bool,
    /// Where it was imported from.
    pub origin: Option<Origin>,
}

/// 新参数 — a dated setting keyed by the clerk; also the way a value is confirmed (单位确认).
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NewSetting {
    /// 参保单位名称.
    pub unit: String,
    /// 险种.
    pub insurance: String,
    /// 起.
    pub from: String,
    /// 止.
    pub to: Option<String>,
    /// 用法: rate, add or replace.
    pub mode: String,
    /// 单位费率.
    pub employer_rate: String,
    /// 个人费率.
    pub employee_rate: String,
    /// 单位固定额.
    pub employer_fixed: Option<String>,
    /// 个人固定额.
    pub employee_fixed: Option<String>,
    /// 基数下限.
    pub floor: Option<String>,
    /// 基数上限.
    pub cap: Option<String>,
    /// 出处, never empty.
    pub source: String,
}

/// 来源 — the imported cell a value came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Origin {
    /// 文件名.
    pub file: String,
    /// 工作表.
    pub sheet: String,
    /// 行 (1-based, as Excel shows it).
    pub row: u32,
    /// 列 (letter), where one column gave the value.
    pub column: Option<String>,
}
