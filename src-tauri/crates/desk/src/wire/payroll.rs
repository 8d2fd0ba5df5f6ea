//! 工资 — wages and the worksheet that proposes a declared base.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 申报基数工作底稿.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WorksheetView {
    /// 工号.
    pub employee_no: String,
    /// 姓名.
    pub name: String,
    /// 证件号码.
    pub id_number: Option<String>,
    /// 遮盖: the wages are there, but not shown until they are asked for.
    pub veiled: bool,
    /// 取数口径: last_year_average, first_full_month or none.
    pub method: String,
    /// Counted months.
    pub counted: Vec<WageMonth>,
    /// Months left out, with the reason.
    pub left_out: Vec<WageMonth>,
    /// 合计.
    pub sum: String,
    /// 月均.
    pub average: Option<String>,
    /// 建议申报基数.
    pub proposed: Option<String>,
    /// 现申报基数 (社保), if one is in force.
    pub current: Option<String>,
}

/// 一个月的工资.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WageMonth {
    /// 月份.
    pub month: String,
    /// 应发.
    pub gross: String,
    /// Items of the wage total, as the sheet named them.
    pub items: Vec<WageItem>,
    /// Why it was left out.
    pub why: Option<String>,
}

/// 工资项目.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WageItem {
    /// 项目名称.
    pub name: String,
    /// 金额.
    pub amount: String,
}
