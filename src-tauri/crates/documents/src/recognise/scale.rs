//! 金额单位 — a sheet that prints its amounts in 万元 or 千元 is turned into yuan before an amount is read from it. What
//! a heading says of its column wins over what the title says of the sheet.

use std::borrow::Cow;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::header::Header;
use super::{Matched, SheetGuess};
use crate::sheet::{Cell, Row, Sheet};

/// 以万元或千元印出的列 — a column whose cells are multiples of a yuan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scaled {
    /// Counted from 0.
    pub column: u32,
    /// How many yuan its 1 is.
    pub yuan: u32,
}

impl Scaled {
    /// 万元.
    pub(super) const fn chinese(self) -> &'static str {
        if self.yuan == 10_000 { "万元" } else { "千元" }
    }
}

/// The words and what they are worth.
const UNITS: [(&str, u32); 2] = [("万元", 10_000), ("千元", 1_000)];
/// How far above the headings a title is looked for.
const TITLE_ROWS: usize = 12;

/// Finds the columns of amounts that are not printed in yuan, and says so.
pub(super) fn find(sheet: &Sheet, header: &Header, guess: &mut SheetGuess) {
    guess.scaled = columns(sheet, header);
    if let Some(of) = guess.scaled.first() {
        guess.reasons.push(format!("{} 列金额以{}印出，换算为元", guess.scaled.len(), of.chinese()));
    }
}

fn columns(sheet: &Sheet, header: &Header) -> Vec<Scaled> {
    let top = header.blocks.first().map_or(0, |(first, _)| *first);
    let titles = sheet.rows.iter().take_while(|row| row.number < top).take(TITLE_ROWS);
    let of_sheet = titles.flat_map(Row::filled).filter_map(|(_, cell)| of_title(cell.text()?)).next();
    let amounts = header.cells.iter().filter(|cell| match cell.field {
        Some(field) => field.is_amount(),
        None => cell.how == Matched::Unknown,
    });
    amounts
        .filter_map(|cell| {
            let own = of_heading(&cell.leaf_text).or_else(|| of_heading(&cell.parent_text));
            let yuan = own.or(of_sheet).filter(|yuan| *yuan > 1)?;
            Some(Scaled { column: cell.column, yuan })
        })
        .collect()
}

/// 应发工资（万元）: ten thousand; 养老保险（元）: one; nothing where the heading names no unit.
fn of_heading(text: &str) -> Option<u32> {
    let text = folded(text);
    let unit = UNITS.iter().find(|(word, _)| text.ends_with(word) || text.contains(&format!("({word})")));
    unit.map(|(_, yuan)| *yuan).or_else(|| (text.ends_with("(元)") || text.ends_with("/元")).then_some(1))
}

/// 单位：万元, （万元） in a title; a company may be called so, therefore the words must stand by themselves.
fn of_title(text: &str) -> Option<u32> {
    let text = folded(text).replace("人民币", "");
    let stands = |word: &str| {
        let keys = ["单位:", "单位为", "("].iter();
        keys.filter_map(|key| text.split_once(&format!("{key}{word}")))
            .any(|(_, rest)| !rest.chars().next().is_some_and(char::is_alphanumeric))
    };
    UNITS.iter().find(|(word, _)| stands(word)).map(|(_, yuan)| *yuan)
}

fn folded(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// The sheet with all amounts in yuan. A text that holds no single number stays as it is, so that its reader names it.
pub(crate) fn in_yuan<'s>(sheet: &'s Sheet, scaled: &[Scaled]) -> Cow<'s, Sheet> {
    if scaled.is_empty() {
        return Cow::Borrowed(sheet);
    }
    let mut sheet = sheet.clone();
    for (column, cell) in sheet.rows.iter_mut().flat_map(|row| &mut row.cells) {
        if let Some(of) = scaled.iter().find(|of| of.column == *column)
            && let Some(yuan) = times(cell, of.yuan)
        {
            *cell = yuan;
        }
    }
    Cow::Owned(sheet)
}

fn times(cell: &Cell, yuan: u32) -> Option<Cell> {
    let product = |text: &str| {
        let number = Decimal::from_str_exact(text).ok()?.checked_mul(Decimal::from(yuan))?;
        Some(number.normalize().to_string())
    };
    match cell {
        Cell::Number(text) => product(text).map(Cell::Number),
        Cell::Text(text) => {
            // 8000元 says its own unit.
            let text = folded(text);
            let bare = text.trim_end_matches('元').trim_end_matches(['万', '千']);
            if text.ends_with('元') && bare.len() + '元'.len_utf8() == text.len() {
                return None;
            }
            let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
            let (start, end) = (bare.find(is_number)?, bare.rfind(is_number)? + 1);
            let number = bare.get(start..end)?;
            let yuan = product(&number.replace(',', ""))?;
            Some(Cell::Text(format!("{}{yuan}{}", bare.get(..start)?, bare.get(end..)?)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_headings_name_the_unit() {
        for (text, yuan) in [
            ("2026年3月工资表（单位：万元）", Some(10_000)),
            ("金额单位：人民币千元", Some(1_000)),
            ("工资汇总（万元）", Some(10_000)),
            ("单位名称：深圳万元科技有限公司", None),
            ("单位：万元科技有限公司", None),
            ("单位：元", None),
            ("注册资本 500 万元", None),
        ] {
            assert_eq!(of_title(text), yuan, "{text}");
        }
        for (text, yuan) in
            [("应发工资（万元）", Some(10_000)), ("应发万元", Some(10_000)), ("养老（元）", Some(1)), ("养老", None)]
        {
            assert_eq!(of_heading(text), yuan, "{text}");
        }
    }

    #[test]
    fn amounts_become_yuan_to_the_fen() {
        let text = |t: &str| Cell::Text(t.to_owned());
        let number = |t: &str| Cell::Number(t.to_owned());
        for (printed, yuan) in [
            (number("0.8"), Some(number("8000"))),
            (number("0.0016"), Some(number("16"))),
            (number("-1.23456"), Some(number("-12345.6"))),
            (text(" 1,234.56 "), Some(text("12345600"))),
            (text("(0.8)"), Some(text("(8000)"))),
            (text("0.8万元"), Some(text("8000"))),
            (text("8000元"), None),
            (text("-"), None),
            (text("0.5+0.1"), None),
        ] {
            assert_eq!(times(&printed, 10_000), yuan, "{printed:?}");
        }
    }
}
