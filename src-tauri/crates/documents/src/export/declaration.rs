//! 年度缴费工资申报 — the sheet the tax client takes in: 参保职工列表模板, one column of wages per insurance item.

use rust_xlsxwriter::{IgnoreError, Workbook};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;

use super::error::ExportError;
use super::own::{FillRow, OwnHead, bare};
use super::style::{Styles, on_paper};
use super::table::{self, Heading, Table, Value};
use crate::sheet::Sheet;

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

/// 缴费工资 of which insurance each column of her own template takes: the columns (counted from 0) whose heading says so, by
/// the code of 征收项目 in the row above it. A column of an item that is none of ours is not among them.
#[must_use]
pub fn wage_columns(sheet: &Sheet, head: &OwnHead) -> Vec<(u32, Insurance)> {
    let code = |text: &str| text.split(['|', '｜']).next().unwrap_or_default().trim().to_owned();
    let of_item =
        |text: &str| Insurance::ALL.into_iter().find(|it| item(*it).is_some_and(|own| code(own) == code(text)));
    let above = head.row.saturating_sub(1);
    let wages = head.headings.iter().filter(|(_, heading)| bare(heading) == "缴费工资");
    wages.filter_map(|(column, _)| Some((*column, of_item(sheet.cell(above, *column)?.text()?)?))).collect()
}

/// A person's row in her own template: the columns of the person by their headings, the wages by [`wage_columns`].
#[must_use]
pub fn own_row(
    declaration: &Declaration,
    person: &DeclaredPerson,
    head: &OwnHead,
    wages: &[(u32, Insurance)],
) -> FillRow {
    let of_person = |heading: &str| match bare(heading).as_str() {
        "姓名" => Value::text(person.name.as_str()),
        "身份证件类型代码" => Value::text(person.id_type_code.as_str()),
        "身份证件号码" => Value::text(person.id_number.as_str()),
        _ => Value::Empty,
    };
    let wage = |insurance: &Insurance| {
        let at = declaration.insurances.iter().position(|own| own == insurance);
        Value::money(at.and_then(|at| person.wages.get(at).copied().flatten()))
    };
    let persons = head.headings.iter().map(|(column, heading)| (*column, of_person(heading)));
    let values = persons.chain(wages.iter().map(|(column, insurance)| (*column, wage(insurance)))).collect();
    FillRow { id_number: person.id_number.clone(), values }
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
