//! 年度缴费工资申报 — the sheet the tax client takes in: 参保职工列表模板, one column of wages per insurance item.

use rust_xlsxwriter::{IgnoreError, Workbook};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;

use super::error::ExportError;
use super::style::{Styles, on_paper};
use super::table::{self, Heading, Table, Value};

const SHEET: &str = "缴费工资申报数据";
const TITLE: &str = "单位社保费缴费工资年度申报";
const PEOPLE: [(&str, u16); 4] = [("*姓名", 12), ("*身份证件类型代码", 18), ("*身份证件号码", 22), ("分组", 12)];
const NOTES: &str = "填表说明";

/// 缴费工资申报表 of one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// 缴费人识别号.
    pub credit_code: String,
    /// 险种, a column each in this order.
    pub insurances: Vec<Insurance>,
    /// 职工.
    pub rows: Vec<DeclaredPerson>,
    /// 填表说明.
    pub notes: Vec<String>,
}

/// 职工 — one person's declared wages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredPerson {
    /// 姓名.
    pub name: String,
    /// 身份证件类型代码.
    pub id_type_code: String,
    /// 身份证件号码.
    pub id_number: String,
    /// 分组: the clerk's own grouping.
    pub group: String,
    /// 缴费工资 per insurance, in the order of the columns; none where the insurance does not cover the person.
    pub wages: Vec<Option<Yuan>>,
}

/// 征收项目 of an insurance as the tax bureau codes it; none where no code is known.
#[must_use]
pub const fn item(insurance: Insurance) -> Option<&'static str> {
    match insurance {
        Insurance::Pension => Some("110|企业职工基本养老保险"),
        Insurance::Unemployment => Some("210|失业保险"),
        Insurance::Medical => Some("310|职工基本医疗保险"),
        Insurance::WorkInjury => Some("410|工伤保险"),
        Insurance::Maternity => Some("510|生育保险"),
        Insurance::LocalPension | Insurance::HousingFund | Insurance::SupplementaryFund => None,
    }
}

/// 导出年度缴费工资申报.
///
/// # Errors
/// What does not fit into a sheet.
pub fn write(declaration: &Declaration) -> Result<Vec<u8>, ExportError> {
    let mut workbook = Workbook::new();
    let styles = Styles::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(SHEET)?;
    sheet.merge_range(0, 0, 0, 3, TITLE, &styles.title)?;
    sheet.write_string_with_format(1, 0, "*缴费人识别号：", &styles.head)?;
    sheet.merge_range(1, 1, 1, 3, &declaration.credit_code, &styles.text)?;
    for (column, (heading, width)) in (0..).zip(PEOPLE) {
        sheet.write_string_with_format(2, column, heading, &styles.head)?;
        sheet.set_column_width(column, width)?;
    }
    let items = declaration.insurances.iter().filter_map(|insurance| item(*insurance));
    for (column, item) in (4..).zip(items) {
        sheet.write_string_with_format(1, column, item, &styles.head)?;
        sheet.write_string_with_format(2, column, "缴费工资", &styles.head)?;
        sheet.set_column_width(column, 24)?;
    }
    for (row, person) in (3..).zip(&declaration.rows) {
        let texts = [&person.name, &person.id_type_code, &person.id_number, &person.group];
        let values = texts.into_iter().map(|text| Value::text(text.as_str()));
        let wages = person.wages.iter().map(|wage| Value::money(*wage));
        for (column, value) in (0..).zip(values.chain(wages)) {
            table::put(sheet, &styles, (row, column), &value, None)?;
        }
    }
    let last = u32::try_from(declaration.rows.len()).map_err(|_| ExportError::TooManyLines)? + 3;
    sheet.ignore_error_range(3, 0, last, 3, IgnoreError::NumberStoredAsText)?;
    sheet.set_freeze_panes(3, 1)?;
    on_paper(sheet, 2)?;
    sheet.set_repeat_rows(0, 2)?;
    table::one(workbook.add_worksheet(), &styles, &notes(&declaration.notes))?;
    Ok(workbook.save_to_buffer()?)
}

/// 填表说明 as a sheet of its own.
pub(super) fn notes(lines: &[String]) -> Table {
    Table {
        sheet: NOTES.to_owned(),
        headings: vec![Heading::new(NOTES, 110)],
        rows: lines.iter().map(|line| vec![Value::text(line.as_str())]).collect(),
        ..Table::default()
    }
}
