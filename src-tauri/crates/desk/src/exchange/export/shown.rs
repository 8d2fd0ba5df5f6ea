//! 当前列表 — a list of the screen as a workbook: the columns and rows that the clerk sees, in her order.

use std::path::Path;

use shebao_documents::export::table::{Heading, Table, Value, write};
use shebao_rules::money::Yuan;

use crate::error::{Code, Failure, Outcome};
use crate::wire::export::{Exported, ShownColumn, ShownList};

/// 导出当前列表. Texts stay texts, however they begin; amounts become figures.
///
/// # Errors
/// [`Code::InvalidInput`] for a list without columns, [`Code::TooLarge`], [`Code::CannotWrite`].
pub fn exchange_list(list: &ShownList, path: &Path) -> Outcome<Exported> {
    if list.columns.is_empty() {
        return Err(crate::read::invalid("列表", "至少一列"));
    }
    let value = |(text, money): (&String, bool)| {
        let amount = || text.replace(',', "").parse::<Yuan>().ok();
        money.then(amount).flatten().map_or_else(|| Value::text(text.trim()), Value::Money)
    };
    let amounts: Vec<bool> = list.columns.iter().map(|column| column.money).collect();
    let row = |texts: &Vec<String>| texts.iter().zip(amounts.iter().copied()).map(value).collect();
    let table = Table {
        sheet: sheet_name(&list.title),
        title: Some(list.title.clone()),
        headings: list.columns.iter().map(|column| Heading::new(column.title.as_str(), width(column.width))).collect(),
        rows: list.rows.iter().map(row).collect(),
        ..Table::default()
    };
    let bytes = write(&[table]).map_err(|_| Failure::new(Code::TooLarge).with("file", &list.title))?;
    crate::handout::write(path, &bytes)?;
    let rows = u32::try_from(list.rows.len()).unwrap_or(u32::MAX);
    Ok(Exported { file: Some(path.display().to_string()), rows, ..Exported::default() })
}

/// 复制出来的列表 — a table as it is copied out of a list: tabs between cells, headings first. A column of amounts is one
/// in which every filled cell shows two decimals.
#[must_use]
pub fn exchange_copied_list(title: String, text: &str) -> ShownList {
    let mut lines = text.lines().map(|line| line.split('\t').map(str::to_owned).collect::<Vec<String>>());
    let headings = lines.next().unwrap_or_default();
    let rows: Vec<Vec<String>> = lines.filter(|cells| cells.iter().any(|cell| !cell.trim().is_empty())).collect();
    let money = |at: usize| {
        let mut filled =
            rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        let first = filled.next();
        first.is_some_and(is_amount) && filled.all(is_amount)
    };
    let column = |(at, title): (usize, String)| ShownColumn { title, width: COPIED_WIDTH, money: money(at) };
    let columns = headings.into_iter().enumerate().map(column).collect();
    ShownList { title, columns, rows }
}

/// How wide a column is whose width on the screen is not known, in pixels.
const COPIED_WIDTH: u32 = 100;

fn is_amount(text: &str) -> bool {
    let decimals = text.rsplit_once('.').is_some_and(|(_, decimals)| decimals.len() == 2);
    decimals && text.replace(',', "").parse::<Yuan>().is_ok()
}

/// What a tab may be called: at most 31 characters, none of those that a reference needs.
fn sheet_name(title: &str) -> String {
    let plain: String = title.chars().filter(|c| !"[]:*?/\\'".contains(*c) && !c.is_control()).take(31).collect();
    if plain.trim().is_empty() { "列表".to_owned() } else { plain }
}

/// Pixels of the screen in characters of a sheet.
fn width(pixels: u32) -> u16 {
    u16::try_from(pixels / 7).unwrap_or(u16::MAX).clamp(8, 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copied_list_knows_its_amounts() {
        let list =
            exchange_copied_list("台账".to_owned(), "工号\t应缴\t比例\r\n001\t1,376.08\t0.16\r\n\r\n002\t\t16%\r\n");
        let columns: Vec<_> = list.columns.iter().map(|c| (c.title.as_str(), c.money)).collect();
        assert_eq!(columns, [("工号", false), ("应缴", true), ("比例", false)]);
        assert_eq!(list.rows, [["001", "1,376.08", "0.16"], ["002", "", "16%"]]);
    }

    #[test]
    fn a_title_becomes_a_tab_that_a_spreadsheet_takes() {
        assert_eq!(sheet_name("月度台账 2026/02：'全部'"), "月度台账 202602：全部");
        assert_eq!((sheet_name("[*]").as_str(), sheet_name(&"长".repeat(40)).chars().count()), ("列表", 31));
        assert_eq!((width(70), width(3), width(9_000)), (10, 8, 60));
    }
}
