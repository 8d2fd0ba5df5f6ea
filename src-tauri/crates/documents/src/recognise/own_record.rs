//! 本人记录 — a record of one person that names her above its table (姓名：… 身份证号：…) and in no column.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::SheetGuess;
use super::field::Field;
use super::header::{HeadCell, Header};
use crate::sheet::{Row, Sheet};

/// 表头所称的本人 — whom all rows below a line speak of, until another one is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidPerson {
    /// The row that names her.
    pub row: u32,
    /// 姓名, as written.
    pub name: String,
    /// 证件号码, as written.
    pub id: String,
    /// 单位名称 beside her, as written.
    pub unit: Option<String>,
}

const NAMES: &[&str] =
    &["姓名", "参保人姓名", "参保人员姓名", "职工姓名", "人员姓名", "参保人", "参保人员", "缴费人姓名"];
const NUMBERS: &[&str] = &[
    "身份证号",
    "身份证号码",
    "居民身份证号码",
    "公民身份号码",
    "公民身份证号码",
    "证件号码",
    "证件号",
    "有效证件号码",
    "社会保障号码",
    "社会保障号",
];
const UNITS: &[&str] =
    &["单位名称", "参保单位", "工作单位", "用人单位", "单位", "现参保单位", "参保单位名称", "缴费单位"];
/// Lines of one person may name her in two rows that follow each other.
const ROWS_APART: u32 = 3;

/// A word with the row it stands in.
type Written = Option<(u32, String)>;

/// Everybody whom rows name in lines of their own, in the order of the rows.
pub(super) fn people<'r>(rows: impl Iterator<Item = &'r Row>) -> Vec<SaidPerson> {
    let mut people: Vec<SaidPerson> = Vec::new();
    let (mut name, mut unit): (Written, Written) = (None, None);
    for row in rows.filter(|row| !row.hidden) {
        let near = |said: Written| said.filter(|(at, _)| row.number - at <= ROWS_APART).map(|(_, text)| text);
        for (key, value) in pairs(row).into_iter().filter(|(_, value)| !value.is_empty()) {
            if NAMES.contains(&key.as_str()) {
                name = Some((row.number, value));
            } else if NUMBERS.contains(&key.as_str()) && is_number(&value) {
                let (row, unit) = (row.number, near(unit.take()));
                people.extend(near(name.take()).map(|name| SaidPerson { row, name, id: value, unit }));
            } else if UNITS.contains(&key.as_str()) {
                let last = people.last_mut().filter(|last| last.unit.is_none() && row.number - last.row <= ROWS_APART);
                match last {
                    Some(last) => last.unit = Some(value),
                    None => unit = Some((row.number, value)),
                }
            }
        }
    }
    people
}

/// Finds whom a record speaks of whose headings leave that to the lines above them.
pub(super) fn find(sheet: &Sheet, header: &Header, guess: &mut SheetGuess) {
    if !header.kind.is_record() || !names_nobody(&header.cells) {
        return;
    }
    guess.said.people = people(sheet.rows.iter());
    if !guess.said.people.is_empty() {
        guess.reasons.push("本人记录：姓名和证件号码写在表的上方".to_owned());
    }
}

/// Whether headings leave it to the lines above them whom their rows speak of.
pub(super) fn names_nobody(cells: &[HeadCell]) -> bool {
    !cells.iter().any(|cell| matches!(cell.field, Some(Field::Name | Field::IdNumber | Field::EmployeeNo)))
}

/// Whether a row is such a line: no row of the table below it.
pub(super) fn is_line(row: &Row) -> bool {
    pairs(row).iter().any(|(key, _)| NAMES.contains(&key.as_str()) || NUMBERS.contains(&key.as_str()))
}

/// A document's number, whole or masked.
fn is_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    shebao_rules::identity::ResidentId::parse(text).is_ok() || (text.contains('*') && digits >= 4)
}

/// Keys and values of a row: `姓名：李某 身份证号：…` in one cell, or key and value in a cell each.
fn pairs(row: &Row) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for (_, cell) in row.filled() {
        let text: String = cell.shown().nfkc().collect();
        // What follows a key within its cell belongs to it: 李 静 is one name. Of the next cell only where nothing did.
        let mut open = pairs.last().is_some_and(|(_, value)| value.is_empty());
        for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|')).filter(|w| !w.is_empty()) {
            let bare = NAMES.contains(&word) || NUMBERS.contains(&word);
            match word.split_once(':').or(bare.then_some((word, ""))) {
                Some((key, value)) if !key.is_empty() => {
                    pairs.push((key.to_owned(), value.to_owned()));
                    open = true;
                }
                more => {
                    let value = more.map_or(word, |(_, value)| value);
                    pairs.last_mut().filter(|_| open).into_iter().for_each(|(_, own)| own.push_str(value));
                }
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Cell;

    fn read(rows: &[&[&str]]) -> Vec<Row> {
        let row = |(number, cells): (u32, &&[&str])| Row {
            number,
            cells: (0..).zip(cells.iter().map(|text| Cell::Text((*text).to_owned()))).collect(),
            ..Row::default()
        };
        (1..).zip(rows).map(row).collect()
    }

    fn named(rows: &[&[&str]]) -> Vec<(u32, String, String)> {
        people(read(rows).iter()).into_iter().map(|one| (one.row, one.name, one.id)).collect()
    }

    #[test]
    fn people_are_named_in_lines_of_their_own() {
        let id = "11010519491231002X".to_owned();
        let one = |row| vec![(row, "李静".to_owned(), id.clone())];
        let line = format!("姓名：李 静　　身份证号：{id}　单位名称：示例科技有限公司");
        assert_eq!(named(&[&["个人权益记录"], &[&line]]), one(2));
        assert_eq!(named(&[&["姓名", "李静", "性别", "女", "社会保障号码", &id]]), one(1));
        assert_eq!(named(&[&["姓名：李静"], &["性别：女", &format!("证件号码:{id}")]]), one(2));
        assert_eq!(named(&[&["姓名：", "李静", "公民身份号码：", &id]]), one(1));
        let unit = |rows: &[&[&str]]| people(read(rows).iter()).pop().and_then(|one| one.unit);
        let company = Some("示例科技有限公司".to_owned());
        assert_eq!(unit(&[&[&line]]), company);
        assert_eq!(unit(&[&["姓名：李静", &format!("证件号码:{id}")], &["单位名称：", "示例科技有限公司"]]), company);
    }

    #[test]
    fn headings_of_a_table_name_nobody() {
        assert_eq!(named(&[&["姓名", "身份证号", "缴费基数"], &["李静", "11010519491231002X", "5000"]]), []);
        assert_eq!(named(&[&["填表人姓名：李静"], &["联系电话：13800000000"]]), []);
    }
}
