//! 报告 — tables under headings, one after the other, with the place to sign: what the month looks like, on paper.

use chrono::NaiveDateTime;

use shebao_rules::money::Yuan;

use super::document::{Align, Block, Cell, Column, Document, ParagraphStyle, Row, Stack, Stacks, Table};
use crate::export::table::Value;

/// Height of the note on whose record counts and of the place to sign, in millimetres.
const SIGNING: f32 = 62.0;
/// Height of a heading with the sentence that stands for an empty table.
const NOTHING: f32 = 18.0;

/// 一部分 of a report: a table under its heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportPart {
    /// Its heading, and the name of its sheet.
    pub name: String,
    /// Headings of the columns and how wide each is, in characters.
    pub columns: Vec<(String, u16)>,
    /// 行; one that begins with 合计 is a total.
    pub rows: Vec<Vec<Value>>,
    /// What stands instead of a table without rows.
    pub nothing: String,
    /// 图 — places of the columns of amounts that are drawn on top of each other over the first column, besides the table.
    pub drawn: Vec<usize>,
}

impl ReportPart {
    /// 图 of the drawn columns; none where nothing is drawn.
    #[must_use]
    pub fn stacks(&self) -> Option<Stacks> {
        let of_row = |row: &Vec<Value>| Stack {
            name: row.first().map(shown).unwrap_or_default(),
            amounts: self.drawn.iter().map(|at| row.get(*at).map_or(Yuan::ZERO, amount)).collect(),
        };
        let names = self.drawn.iter().filter_map(|at| self.columns.get(*at)).map(|(heading, _)| heading.clone());
        let stacks = Stacks { names: names.collect(), stacks: self.rows.iter().map(of_row).collect() };
        (!self.drawn.is_empty() && !self.rows.is_empty()).then_some(stacks)
    }
}

const fn amount(value: &Value) -> Yuan {
    match value {
        Value::Money(amount) => *amount,
        _ => Yuan::ZERO,
    }
}

/// 报告.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportView {
    /// 标题.
    pub title: String,
    /// 单位全称.
    pub company: String,
    /// 统一社会信用代码.
    pub credit_code: String,
    /// When it was made and from which state of the book.
    pub traced: String,
    /// 台账流水.
    pub journal_code: String,
    /// 生成时间, local.
    pub printed_at: NaiveDateTime,
    /// Its parts in order.
    pub parts: Vec<ReportPart>,
    /// Whose record counts.
    pub authority: String,
}

impl ReportView {
    /// The report as blocks.
    #[must_use]
    pub fn document(&self) -> Document {
        let under = format!("{}　{}", self.company, self.credit_code);
        let mut blocks = vec![Block::Title { text: self.title.clone(), under }];
        for (at, part) in self.parts.iter().enumerate() {
            // The place to sign never stands on a page of its own.
            let below = if at + 1 == self.parts.len() { SIGNING } else { 0.0 };
            if part.rows.is_empty() {
                blocks.push(Block::Room(below + NOTHING));
                blocks.push(Block::Heading(part.name.clone()));
                blocks.push(Block::Paragraph { text: part.nothing.clone(), style: ParagraphStyle::Body });
            } else {
                blocks.push(Block::Heading(part.name.clone()));
                blocks.extend(part.stacks().map(Block::Stacks));
                blocks.push(Block::Table(Table { below, ..table(part) }));
            }
        }
        blocks.push(Block::Paragraph { text: self.authority.clone(), style: ParagraphStyle::Small });
        let lines = ["经办", "复核", "负责人", "日期"].map(|label| (label.to_owned(), String::new())).to_vec();
        blocks.push(Block::Signature { lines, seal: Some("单位盖章处".to_owned()) });
        Document {
            title: self.title.clone(),
            header: (self.company.clone(), self.title.clone()),
            foot_note: "本报告含个人信息，仅供本单位人事管理使用。".to_owned(),
            foot_left: self.traced.clone(),
            journal_code: Some(self.journal_code.clone()),
            printed_at: self.printed_at,
            blocks,
        }
    }
}

fn table(part: &ReportPart) -> Table {
    let right = |at: usize| part.rows.iter().any(|row| matches!(row.get(at), Some(Value::Money(_) | Value::Count(_))));
    let column = |(at, (heading, width)): (usize, &(String, u16))| Column {
        heading: heading.clone(),
        group: None,
        width: f32::from(*width),
        align: if right(at) { Align::Right } else { Align::Left },
    };
    let row = |row: &Vec<Value>| {
        let total = matches!(row.first(), Some(Value::Text(text)) if text == "合计");
        Row { cells: row.iter().map(cell).collect(), total, ..Row::default() }
    };
    Table {
        columns: part.columns.iter().enumerate().map(column).collect(),
        rows: part.rows.iter().map(row).collect(),
        points: 8.5,
        row_height: 7.0,
        below: 0.0,
    }
}

fn cell(value: &Value) -> Cell {
    Cell::new(shown(value))
}

fn shown(value: &Value) -> String {
    match value {
        Value::Money(amount) => amount.with_commas(),
        Value::Count(count) => count.to_string(),
        Value::Text(text) => text.clone(),
        Value::Rate(rate) => rate.to_string(),
        Value::Empty => "—".to_owned(),
    }
}
