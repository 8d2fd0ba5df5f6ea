//! 线索 — the month and the unit that titles, key cells, the sheet's name or the file's name speak of.

use serde::{Deserialize, Serialize};
use shebao_rules::month::Month;
use unicode_normalization::UnicodeNormalization;

use super::header::Header;
use super::{Kind, MonthTable, SheetGuess};
use crate::clean;
use crate::sheet::{Cell, Sheet};

/// Where a month was read; earlier ones win.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MonthSource {
    /// The heading of its column, with the year of headings, title or tab.
    Heading,
    /// 所属月份：2026-03.
    KeyCell,
    /// The title above the table.
    Title,
    /// The tab's name.
    SheetName,
    /// The month from the sheet, the year from the file's name.
    FileName,
    /// The year from the other sheets of the workbook.
    OtherSheets,
}

impl MonthSource {
    const fn chinese(self) -> &'static str {
        match self {
            Self::Heading => "月份列的表头",
            Self::KeyCell => "所属月份一栏",
            Self::Title => "标题",
            Self::SheetName => "工作表名",
            Self::FileName => "文件名",
            Self::OtherSheets => "同一文件的其他工作表",
        }
    }
}

/// How far above the headings titles are looked for.
const TITLE_ROWS: usize = 12;

/// Finds month and unit.
pub(super) fn find(sheet: &Sheet, file_name: &str, header: &Header, guess: &mut SheetGuess) {
    let data_first = guess.data_rows.first().copied().unwrap_or(u32::MAX);
    let header_first = header.blocks.first().map_or(0, |(first, _)| *first);
    let top = header_first.min(data_first);
    let texts: Vec<(u32, u32, &str)> = sheet
        .rows
        .iter()
        .take_while(|row| row.number < top)
        .take(TITLE_ROWS)
        .flat_map(|row| row.filled().filter_map(|(column, cell)| Some((row.number, column, cell.text()?))))
        .collect();
    guess.unit = unit(sheet, &texts);
    if !matches!(guess.kind, Kind::Bases | Kind::Payroll | Kind::AgencyRecords | Kind::HousingFundRecords) {
        return;
    }
    let file = parse(file_name.rsplit(['/', '\\']).next().unwrap_or(file_name));
    if let Some(table) = guess.by_month.clone() {
        settle_table(guess, &table, file.year);
        return;
    }
    let found = [
        (MonthSource::KeyCell, key_month(sheet, &texts)),
        (
            MonthSource::Title,
            texts.iter().map(|(_, _, text)| title(text)).find(|h| h.month.is_some()).unwrap_or_default(),
        ),
        (MonthSource::SheetName, sheet_name(&sheet.name)),
        (MonthSource::FileName, file),
    ];
    settle(guess, &found, file.year);
}

/// The month of a table out of a sheet with one column per month: its heading's, with the year of the sheet or the file.
fn settle_table(guess: &mut SheetGuess, table: &MonthTable, file_year: Option<i32>) {
    guess.month_number = Some(table.number);
    guess.month = table.month(file_year);
    guess.month_source =
        guess.month.map(|_| if table.year.is_some() { MonthSource::Heading } else { MonthSource::FileName });
    match guess.month.zip(guess.month_source) {
        Some((month, source)) => guess.reasons.push(told(month, source)),
        None => guess.reasons.push(table.ask_for_year().to_owned()),
    }
}

fn told(month: Month, source: MonthSource) -> String {
    format!("所属月份 {}（依据：{}）", month.chinese(), source.chinese())
}

fn settle(guess: &mut SheetGuess, found: &[(MonthSource, Hint)], file_year: Option<i32>) {
    let full = |hint: &Hint| Month::new(hint.year?, hint.month?).ok();
    for (source, hint) in found {
        let month = full(hint).map(|m| (m, *source)).or_else(|| {
            let month = Month::new(file_year?, hint.month?).ok()?;
            Some((month, MonthSource::FileName))
        });
        if let Some((month, source)) = month {
            guess.month = Some(month);
            guess.month_source = Some(source);
            guess.reasons.push(told(month, source));
            let others = found.iter().filter_map(|(s, h)| Some((s, full(h)?))).find(|(_, m)| *m != month);
            if let Some((other, differs)) = others {
                guess.reasons.push(format!("请留意：{}写的是 {}", other.chinese(), differs.chinese()));
            }
            return;
        }
        if hint.month.is_some() {
            guess.month_number = hint.month;
            return;
        }
    }
}

/// Sheets that name only a month take the year that all their neighbours share. A sheet with one column per month is no
/// neighbour: it may be of another year.
pub(super) fn share_years(guesses: &mut [SheetGuess]) {
    let of_a_month = |guess: &SheetGuess| guess.kind == Kind::Payroll && guess.by_month.is_none();
    let mut years: Vec<i32> =
        guesses.iter().filter(|g| of_a_month(g) && g.import).filter_map(|g| Some(g.month?.year())).collect();
    years.sort_unstable();
    years.dedup();
    let [year] = years.as_slice() else { return };
    for guess in guesses.iter_mut().filter(|g| of_a_month(g) && g.month.is_none()) {
        if let Some(month) = guess.month_number.and_then(|n| Month::new(*year, n).ok()) {
            guess.month = Some(month);
            guess.month_source = Some(MonthSource::OtherSheets);
            guess.reasons.push(format!("所属月份 {}（年份依据：同一文件的其他工作表）", month.chinese()));
        }
    }
}

/// A month, or part of one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Hint {
    year: Option<i32>,
    month: Option<u32>,
}

/// A title counts only where it speaks of wages or contributions, or is nothing but a month.
fn title(text: &str) -> Hint {
    if is_dated(text) { Hint::default() } else { parse(text) }
}

/// 制表日期, 打印时间: the text says when it was made, not what it is of.
pub(super) fn is_dated(text: &str) -> bool {
    ["制表", "打印", "截止", "填表", "日期", "编制", "导出", "审核"].iter().any(|word| text.contains(word))
}

/// 所属月份, 费款所属期, 汇缴年月 … with the value behind the colon or in a cell to the right.
fn key_month(sheet: &Sheet, texts: &[(u32, u32, &str)]) -> Hint {
    const KEYS: &[&str] =
        &["所属月份", "所属期", "工资月份", "所属年月", "汇缴年月", "缴存年月", "薪资月份", "费款所属期", "工资所属"];
    for (row, column, text) in texts {
        let folded: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
        let Some(key) = KEYS.iter().find(|key| folded.contains(**key)) else { continue };
        let behind =
            folded.split_once(key).map(|(_, rest)| rest.trim_start_matches(':').to_owned()).unwrap_or_default();
        let value = if behind.is_empty() {
            let right = (column + 1..column + 6).find_map(|c| sheet.cell(*row, c).filter(|cell| !cell.is_blank()));
            right.cloned()
        } else {
            Some(Cell::Text(behind))
        };
        if let Some(month) = value.and_then(|cell| clean::month(&cell).value) {
            return Hint { year: Some(month.year()), month: Some(month.number()) };
        }
    }
    Hint::default()
}

/// A tab may be called nothing but the number of its month.
fn sheet_name(name: &str) -> Hint {
    match name.trim().parse::<u32>() {
        Ok(month @ 1..=12) => Hint { year: None, month: Some(month) },
        _ => parse(name),
    }
}

/// 2025年1月, 2025.03, 202506, 4月工资, 七月, 二〇二五年三月, 2025年工资表, 25年8月.
fn parse(text: &str) -> Hint {
    let folded: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let letters: Vec<char> = clean::to_digits(&folded).chars().collect();
    let mut hint = Hint::default();
    let mut at = 0;
    while at < letters.len() {
        let digits: String = letters.iter().skip(at).take_while(|c| c.is_ascii_digit()).collect();
        if digits.is_empty() {
            at += 1;
            continue;
        }
        at += digits.len();
        let next = letters.get(at).copied();
        let number: u32 = digits.parse().unwrap_or(0);
        match (digits.len(), next) {
            (4, Some('年' | '.' | '-' | '/' | '_')) if is_year(number) && hint.year.is_none() => {
                hint.year = i32::try_from(number).ok();
                let after: String = letters.iter().skip(at + 1).take_while(|c| c.is_ascii_digit()).take(3).collect();
                if let (None, Ok(month @ 1..=12), 1 | 2) = (hint.month, after.parse::<u32>(), after.len()) {
                    hint.month = Some(month);
                    at += 1 + after.len();
                }
            }
            (4, _) if is_year(number) && hint.year.is_none() => hint.year = i32::try_from(number).ok(),
            (2, Some('年')) if (10..60).contains(&number) && hint.year.is_none() => {
                hint.year = i32::try_from(2000 + number).ok();
            }
            (6, _) if is_year(number / 100) && (1..=12).contains(&(number % 100)) && hint.month.is_none() => {
                hint = Hint { year: i32::try_from(number / 100).ok(), month: Some(number % 100) };
            }
            (1 | 2, Some('月')) if (1..=12).contains(&number) && hint.month.is_none() => hint.month = Some(number),
            _ => {}
        }
    }
    hint
}

const fn is_year(number: u32) -> bool {
    number >= 2000 && number <= 2099
}

/// 单位：…, 单位名称：… in the title area.
fn unit(sheet: &Sheet, texts: &[(u32, u32, &str)]) -> Option<String> {
    for (row, column, text) in texts {
        let folded: String =
            text.chars().map(|c| if c == '：' { ':' } else { c }).filter(|c| !c.is_whitespace()).collect();
        let Some((key, value)) = folded.split_once(':') else { continue };
        if !matches!(
            key,
            "单位" | "单位名称" | "公司" | "公司名称" | "参保单位" | "用人单位" | "户名" | "账户名称" | "编制单位"
        ) {
            continue;
        }
        let value = if value.is_empty() {
            (column + 1..column + 6).find_map(|c| sheet.cell(*row, c)?.text().map(str::to_owned)).unwrap_or_default()
        } else {
            value.to_owned()
        };
        if value.chars().count() >= 4 && !value.contains('元') {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_months_from_names_and_titles() {
        for (text, year, month) in [
            ("示例科技有限公司2025年1月份工资表", Some(2025), Some(1)),
            ("2026 年 一 月 工 资 表", Some(2026), Some(1)),
            ("2025.03", Some(2025), Some(3)),
            ("202506", Some(2025), Some(6)),
            ("4月工资", None, Some(4)),
            ("七月", None, Some(7)),
            ("9月(含补差)", None, Some(9)),
            ("十二月份", None, Some(12)),
            ("2025年工资表.xlsx", Some(2025), None),
            ("25年8月", Some(2025), Some(8)),
            ("Sheet1", None, None),
            ("2026年2月工资表（含身份证）.xlsx", Some(2026), Some(2)),
        ] {
            assert_eq!(parse(text), Hint { year, month }, "{text}");
        }
    }

    #[test]
    fn a_printing_date_is_no_month() {
        assert_eq!(title("制表日期：2026-03-28"), Hint::default());
    }
}
