//! 表 — plain sheets: a title, notes, headings, rows, the sums of the amounts.

use rust_xlsxwriter::{
    Chart, ChartFormat, ChartLegendPosition, ChartSolidFill, ChartType, Format, Formula, IgnoreError, Workbook,
    Worksheet,
};
use shebao_rules::money::Yuan;
use shebao_rules::rate::Rate;

use super::error::ExportError;
use super::style::{Styles, on_paper};
use crate::sheet::column_letter;

const ROWS_OF_A_SHEET: usize = 1_048_576;
/// Of the columns of a chart, from the lowest up: as on the screen.
const COLORS: [u32; 2] = [0x001b_5fa6, 0x007f_b0df];
/// Width and height of a chart, in pixels: as wide as a page.
const CHART: (u32, u32) = (640, 300);

/// 单元格 — what stands in a cell. Text stays text, however it begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    #[default]
    Empty,
    /// 文字, also numbers that are names: 证件号码, 工号, 年月.
    Text(String),
    /// 金额.
    Money(Yuan),
    /// 费率.
    Rate(Rate),
    /// A number of people or rows.
    Count(u32),
}

impl Value {
    /// Text, or nothing where there is none.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// An amount, or nothing where there is none.
    #[must_use]
    pub fn money(amount: Option<Yuan>) -> Self {
        amount.map_or(Self::Empty, Self::Money)
    }
}

/// 列 — a heading and how wide its column is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// As it is written, blanks and stars included.
    pub text: String,
    /// In characters.
    pub width: u16,
    /// 待补填: the clerk fills it, so that its cells are marked.
    pub to_fill: bool,
}

impl Heading {
    /// A column that is filled here.
    #[must_use]
    pub fn new(text: impl Into<String>, width: u16) -> Self {
        Self { text: text.into(), width, to_fill: false }
    }
}

/// 一张表.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// 工作表 name.
    pub sheet: String,
    /// 标题 above everything else.
    pub title: Option<String>,
    /// 说明, one row each under the title.
    pub notes: Vec<String>,
    /// 表头.
    pub headings: Vec<Heading>,
    /// Rows left empty between headings and rows.
    pub gap: u32,
    /// 行.
    pub rows: Vec<Vec<Value>>,
    /// 合计 of every column of amounts below the rows.
    pub totals: bool,
    /// 图 — places of the columns drawn on top of each other over the first column, in a chart below the rows.
    pub drawn: Vec<usize>,
}

/// 导出 — the tables as the sheets of a workbook.
///
/// # Errors
/// [`ExportError::TooManyLines`], [`ExportError::TextTooLong`] if it does not fit into a sheet.
pub fn write(tables: &[Table]) -> Result<Vec<u8>, ExportError> {
    let mut workbook = Workbook::new();
    let styles = Styles::new();
    for table in tables {
        one(workbook.add_worksheet(), &styles, table)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// Fills one sheet.
pub(super) fn one(sheet: &mut Worksheet, styles: &Styles, table: &Table) -> Result<(), ExportError> {
    let above = usize::from(table.title.is_some()) + table.notes.len();
    if above + table.rows.len() + 3 > ROWS_OF_A_SHEET {
        return Err(ExportError::TooManyLines);
    }
    let count = |len: usize| u32::try_from(len).map_err(|_| ExportError::TooManyLines);
    sheet.set_name(&table.sheet)?;
    let mut row = 0;
    if let Some(title) = &table.title {
        sheet.write_string_with_format(row, 0, title, &styles.title)?;
        row += 1;
    }
    for note in &table.notes {
        sheet.write_string_with_format(row, 0, note, &styles.note)?;
        row += 1;
    }
    if table.headings.is_empty() {
        return Ok(());
    }
    let (head, first) = (row, row + 1 + table.gap);
    headings(sheet, styles, table, head)?;
    for (row, values) in (first..).zip(&table.rows) {
        for ((column, value), heading) in (0..).zip(values).zip(&table.headings) {
            let mark = (heading.to_fill && *value == Value::Empty).then_some(&styles.to_fill);
            put(sheet, styles, (row, column), value, mark)?;
        }
    }
    if table.totals {
        totals(sheet, styles, table, first)?;
    }
    let (rows, width) = (count(table.rows.len())?, table.headings.len());
    if rows > 0 && !table.drawn.is_empty() {
        chart(sheet, table, head, (first, first + rows - 1))?;
    }
    let last_column = u16::try_from(width.saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.set_freeze_panes(first, 0)?;
    if table.gap == 0 && rows > 0 {
        sheet.autofilter(head, 0, first + rows - 1, last_column)?;
        sheet.ignore_error_range(first, 0, first + rows - 1, last_column, IgnoreError::NumberStoredAsText)?;
    }
    on_paper(sheet, head)
}

fn headings(sheet: &mut Worksheet, styles: &Styles, table: &Table, head: u32) -> Result<(), ExportError> {
    for (column, heading) in (0..).zip(&table.headings) {
        let style = if heading.to_fill { &styles.to_fill_head } else { &styles.head };
        sheet.write_string_with_format(head, column, &heading.text, style)?;
        sheet.set_column_width(column, heading.width)?;
    }
    Ok(())
}

/// One cell; `mark` is the look of an empty one.
pub(super) fn put(
    sheet: &mut Worksheet,
    styles: &Styles,
    (row, column): (u32, u16),
    value: &Value,
    mark: Option<&Format>,
) -> Result<(), ExportError> {
    match value {
        Value::Empty => sheet.write_blank(row, column, mark.unwrap_or(&styles.text))?,
        Value::Text(text) => sheet.write_string_with_format(row, column, text, &styles.text)?,
        Value::Money(amount) => sheet.write_with_format(row, column, amount.decimal(), &styles.money)?,
        Value::Rate(rate) => sheet.write_with_format(row, column, rate.fraction(), &styles.rate)?,
        Value::Count(count) => sheet.write_with_format(row, column, *count, &styles.count)?,
    };
    Ok(())
}

/// 柱图 of the drawn columns below the rows: it follows the cells.
fn chart(sheet: &mut Worksheet, table: &Table, head: u32, (first, last): (u32, u32)) -> Result<(), ExportError> {
    let mut chart = Chart::new(ChartType::ColumnStacked);
    let columns = table.drawn.iter().filter_map(|at| u16::try_from(*at).ok());
    for (column, color) in columns.zip(COLORS.into_iter().cycle()) {
        chart
            .add_series()
            .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(color)))
            .set_name((table.sheet.as_str(), head, column))
            .set_categories((table.sheet.as_str(), first, 0, last, 0))
            .set_values((table.sheet.as_str(), first, column, last, column));
    }
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart.set_width(CHART.0).set_height(CHART.1);
    sheet.insert_chart(last + 2, 0, &chart)?;
    Ok(())
}

/// 合计 as formulas with their results.
fn totals(sheet: &mut Worksheet, styles: &Styles, table: &Table, first: u32) -> Result<(), ExportError> {
    let rows = u32::try_from(table.rows.len()).map_err(|_| ExportError::TooManyLines)?;
    let last = first + rows;
    for (index, column) in (0..table.headings.len()).zip(0_u16..) {
        let amounts: Vec<Yuan> = table
            .rows
            .iter()
            .filter_map(|row| match row.get(index) {
                Some(Value::Money(amount)) => Some(*amount),
                _ => None,
            })
            .collect();
        if amounts.is_empty() {
            sheet.write_blank(last, column, &styles.total)?;
            continue;
        }
        let letter = column_letter(u32::from(column));
        let sum: Yuan = amounts.into_iter().sum();
        // Rounded once more: thousands of binary fractions do not add up to whole fen.
        let formula = Formula::new(format!("=ROUND(SUM({letter}{}:{letter}{last}),2)", first + 1));
        sheet.write_formula_with_format(last, column, formula.set_result(sum.to_string()), &styles.total_money)?;
    }
    sheet.write_string_with_format(last, 0, "合计", &styles.total)?;
    Ok(())
}
