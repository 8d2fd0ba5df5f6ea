//! 月度台账 — a month's lines as a workbook: 「明细」 with live formulas, 「合计」 summing them.

use rust_xlsxwriter::{DocProperties, Workbook};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::rate::Rate;
use shebao_rules::rounding::Rounding;

use super::error::ExportError;
use super::style::Styles;
use super::{detail, summary};

/// 月度台账 — what is written into the workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ledger {
    /// 标题, at the top of both sheets.
    pub title: String,
    /// 说明, one row each under the title.
    pub notes: Vec<String>,
    /// 台账月份.
    pub month: Month,
    /// 缴费行, written in this order.
    pub lines: Vec<LedgerLine>,
}

/// 缴费行 — one person, insurance and period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerLine {
    /// 工号.
    pub employee_no: String,
    /// 姓名.
    pub name: String,
    /// 证件号码, written as text.
    pub id_number: String,
    /// 部门.
    pub department: String,
    /// 参保单位.
    pub unit: String,
    /// 险种.
    pub insurance: Insurance,
    /// 类别: 正常缴费、补缴、补差.
    pub kind: String,
    /// 费款所属期.
    pub period: Month,
    /// 入库月.
    pub booked: Month,
    /// 申报基数.
    pub declared_base: Option<Yuan>,
    /// 缴费基数, after floor and cap; `None` while the line is 待确认.
    pub base: Option<Yuan>,
    /// 基数下限; `None` where there is none.
    pub floor: Option<Yuan>,
    /// 基数上限; `None` where there is none.
    pub cap: Option<Yuan>,
    /// 单位费率.
    pub employer_rate: Option<Rate>,
    /// 个人费率.
    pub employee_rate: Option<Rate>,
    /// 单位固定额.
    pub employer_fixed: Yuan,
    /// 个人固定额.
    pub employee_fixed: Yuan,
    /// 单位部分的取整.
    pub employer_rounding: Rounding,
    /// 个人部分的取整.
    pub employee_rounding: Rounding,
    /// 单位部分; `None` while the line is 待确认.
    pub employer: Option<Yuan>,
    /// 个人部分; `None` while the line is 待确认.
    pub employee: Option<Yuan>,
    /// 状态, in the clerk's words.
    pub status: String,
}

impl LedgerLine {
    /// 合计 of both sides, once both are known.
    pub(super) fn total(&self) -> Option<Yuan> {
        Some(self.employer? + self.employee?)
    }
}

/// 导出月度台账 — the workbook as the bytes of an xlsx file.
///
/// An amount is a live formula wherever base, bounds, rate, fixed amount and rounding of its line give exactly that
/// amount; one that has another origin (补差) is written as the number it is, in italics, and a note says so.
///
/// # Errors
/// [`ExportError::TooManyLines`], [`ExportError::TextTooLong`] if it does not fit into a sheet.
pub fn write(ledger: &Ledger) -> Result<Vec<u8>, ExportError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_title(&ledger.title).set_subject(ledger.month.to_string()));
    let styles = Styles::new();
    let place = detail::write(workbook.add_worksheet(), &styles, ledger)?;
    summary::write(workbook.add_worksheet(), &styles, ledger, place)?;
    Ok(workbook.save_to_buffer()?)
}
