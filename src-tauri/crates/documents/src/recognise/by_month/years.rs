//! 年份 — which year each column's month is of: from the headings, else from a title, else from the tab's name.

use std::collections::BTreeSet;

use shebao_rules::month::Month;

use super::layout::{Layout, MonthColumn};
use super::time;
use crate::clean::months_in;

/// Gives every column the year that is written for it. Says whether the months run over a turn of the year that is not
/// written.
///
/// # Errors
/// What the clerk should write, where the sheet contradicts itself.
pub(super) fn settle(layout: &mut Layout, titles: &[String]) -> Result<bool, String> {
    if let Some(column) = &layout.year_column {
        return Err(format!("表里另有“{column}”列，一行一个年份；请按年份分成几张表（年份写在标题里）后重新导入"));
    }
    let crossing = crosses(&layout.months);
    let known = layout.months.iter().filter(|column| column.year.is_some()).count();
    if known > 0 && known < layout.months.len() {
        carry_on(&mut layout.months)?;
    } else if known == 0 {
        from_titles(&mut layout.months, titles, crossing)?;
    }
    once_each(layout)?;
    Ok(crossing && layout.months.iter().any(|column| column.year.is_none()))
}

/// 7月 … 12月, 1月 … 6月: the months go on beyond the end of a year. Columns in any other order are of one year.
fn crosses(months: &[MonthColumn]) -> bool {
    let mut numbers: Vec<u32> = months.iter().map(|column| column.month).collect();
    numbers.dedup();
    let falls: Vec<(&u32, &u32)> =
        numbers.iter().zip(numbers.iter().skip(1)).filter(|(left, right)| left > right).collect();
    matches!(falls.as_slice(), [(10..=12, 1..=3)]) && numbers.last() < numbers.first()
}

/// 2023年7月, 8月 …: a month without a year follows the one before it.
fn carry_on(months: &mut [MonthColumn]) -> Result<(), String> {
    let unclear = || "有的月份写了年份、有的没写，看不出是哪一年；请给每个月份都写上年份后重新导入".to_owned();
    let mut before: Option<(i32, u32)> = None;
    for column in months {
        let year = match (column.year, before) {
            (Some(year), _) => year,
            (None, Some((year, month))) if column.month >= month => year,
            (None, _) => return Err(unclear()),
        };
        column.year = Some(year);
        before = Some((year, column.month));
    }
    Ok(())
}

fn from_titles(months: &mut [MonthColumn], titles: &[String], crossing: bool) -> Result<(), String> {
    for title in titles {
        let said: Vec<Month> = months_in(title).into_iter().map(|said| said.month).collect();
        if let [from, to] = said.as_slice()
            && from < to
            && from.plus(11) >= *to
        {
            return within(months, *from, *to, title);
        }
        let years = years_of(title);
        match years.as_slice() {
            [] => {}
            [year] if !crossing => {
                months.iter_mut().for_each(|column| column.year = Some(*year));
                return Ok(());
            }
            [_] => return Ok(()),
            _ => return Err(format!("“{title}”里有不止一个年份；请给每个月份都写上年份后重新导入")),
        }
    }
    Ok(())
}

/// 2023年7月—2024年6月: each month once within it.
fn within(months: &mut [MonthColumn], from: Month, to: Month, title: &str) -> Result<(), String> {
    for column in months {
        let found = (0..12).map(|n| from.plus(n)).take_while(|month| *month <= to).find(|m| m.number() == column.month);
        let Some(month) = found else {
            return Err(format!("表头有 {} 月，而“{title}”不包括这个月；请改正后重新导入", column.month));
        };
        column.year = Some(month.year());
    }
    Ok(())
}

/// Every year a title names.
fn years_of(title: &str) -> Vec<i32> {
    let years: BTreeSet<i32> =
        title.split(['-', '—', '~', '至', '到', '、']).filter_map(|part| time::read(part).year).collect();
    years.into_iter().collect()
}

/// A month of one meaning may stand once.
fn once_each(layout: &Layout) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for column in &layout.months {
        if !seen.insert((column.year, column.month, &column.leaf, &column.group)) {
            let year = column.year.map_or_else(String::new, |year| format!("{year}年"));
            return Err(format!(
                "“{year}{}月”有不止一列，看不出该用哪一列；请删去多余的列或写明各列是什么",
                column.month
            ));
        }
    }
    Ok(())
}
