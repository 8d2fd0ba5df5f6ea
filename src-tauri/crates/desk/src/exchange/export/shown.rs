//! 当前列表 — a list of the screen as a workbook: the columns and rows that the clerk sees, in her order.

use std::path::Path;

use shebao_documents::export::table::{Heading, Table, Value, write};
use shebao_rules::money::Yuan;

use crate::error::{Code, Failure, Outcome};
use crate::wire::export::{Exported, ShownList};

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
    fn a_title_becomes_a_tab_that_a_spreadsheet_takes() {
        assert_eq!(sheet_name("月度台账 2026/02：'全部'"), "月度台账 202602：全部");
        assert_eq!((sheet_name("[*]").as_str(), sheet_name(&"长".repeat(40)).chars().count()), ("列表", 31));
        assert_eq!((width(70), width(3), width(9_000)), (10, 8, 60));
    }
}
