//! 空白模板 — what the clerk fills and takes in again: headings with notes, drop-downs, an example.

use rust_xlsxwriter::{DataValidation, Format, Note, Workbook, Worksheet};
use serde::Deserialize;

use super::batch::LayoutError;
use super::error::ExportError;
use super::style::{Styles, on_paper};
use super::table::{self, Heading, Table, Value};

/// Rows that are prepared for filling.
const ROWS: u32 = 2_000;
/// Title and one line above the headings.
const HEAD: u32 = 2;

/// 写法.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Form {
    Text,
    Money,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct BlankColumn {
    heading: String,
    #[serde(default)]
    required: bool,
    form: Form,
    note: String,
    example: String,
    #[serde(default)]
    choices: Vec<String>,
}

/// 空白模板 of one kind of import.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blank {
    /// The kind it is taken in as.
    pub kind: String,
    /// 名称.
    pub name: String,
    /// Whether an example stands among the rows; without a name to tell it by it would be taken in.
    example_row: bool,
    column: Vec<BlankColumn>,
}

impl Blank {
    /// Reads a template file.
    ///
    /// # Errors
    /// [`LayoutError`] naming the file that does not follow the standard.
    pub fn parse(path: &str, text: &str) -> Result<Self, LayoutError> {
        toml::from_str(text).map_err(|error| LayoutError::new(path, error))
    }

    /// The template as a workbook: the sheet to fill, and 填写说明.
    ///
    /// # Errors
    /// [`ExportError::Write`] if a note or a list of choices is too long for a cell.
    pub fn write(&self) -> Result<Vec<u8>, ExportError> {
        let mut workbook = Workbook::new();
        let styles = Styles::new();
        self.sheet(workbook.add_worksheet(), &styles)?;
        table::one(workbook.add_worksheet(), &styles, &self.explained())?;
        Ok(workbook.save_to_buffer()?)
    }

    fn sheet(&self, sheet: &mut Worksheet, styles: &Styles) -> Result<(), ExportError> {
        sheet.set_name(&self.name)?;
        sheet.write_string_with_format(0, 0, format!("{}导入模板", self.name), &styles.title)?;
        let line = "带 * 的列必填；各列写法见批注和“填写说明”，不用的列可以删去。";
        sheet.write_string_with_format(1, 0, line, &styles.note)?;
        for (index, column) in (0..).zip(&self.column) {
            let star = if column.required { "*" } else { "" };
            sheet.write_string_with_format(HEAD, index, format!("{}{star}", column.heading), &styles.head)?;
            let (format, width) = match column.form {
                Form::Text => (&styles.text, if column.heading.contains("号码") { 22 } else { 15 }),
                Form::Money => (&styles.money, 14),
            };
            sheet.set_column_width(index, width)?;
            self.cells(sheet, index, format)?;
            if !column.note.is_empty() {
                sheet.insert_note(HEAD, index, &Note::new(column.note.as_str()).add_author_prefix(false))?;
            }
            if !column.choices.is_empty() {
                let list = DataValidation::new().allow_list_strings(&column.choices)?;
                let list = list.set_error_title("请从列表中选择")?.set_error_message("这一列只能填列表中的一项")?;
                sheet.add_data_validation(HEAD + 1, index, HEAD + ROWS, index, &list)?;
            }
            if self.example_row {
                table::put(sheet, styles, (HEAD + 1, index), &column.shown(), None)?;
            }
        }
        sheet.set_freeze_panes(HEAD + 1, 0)?;
        on_paper(sheet, HEAD)
    }

    /// Cells that keep what is typed: a number of eighteen digits stays text.
    fn cells(&self, sheet: &mut Worksheet, column: u16, format: &Format) -> Result<(), ExportError> {
        for row in HEAD + 1..=HEAD + ROWS {
            sheet.write_blank(row, column, format)?;
        }
        Ok(())
    }

    fn explained(&self) -> Table {
        let row = |column: &BlankColumn| {
            let texts = [
                column.heading.as_str(),
                if column.required { "必填" } else { "可不填" },
                column.note.as_str(),
                column.example.as_str(),
            ];
            texts.map(Value::text).into_iter().chain([Value::text(column.choices.join("、"))]).collect()
        };
        let headings = [("列", 18), ("要求", 10), ("写法", 48), ("举例", 26), ("可选的值", 60)];
        Table {
            sheet: "填写说明".to_owned(),
            headings: headings.map(|(text, width)| Heading::new(text, width)).to_vec(),
            rows: self.column.iter().map(row).collect(),
            ..Table::default()
        }
    }
}

impl BlankColumn {
    /// The example as it stands in a cell of the column.
    fn shown(&self) -> Value {
        match (self.form, self.example.parse()) {
            (Form::Money, Ok(amount)) => Value::Money(amount),
            _ => Value::text(self.example.as_str()),
        }
    }
}
