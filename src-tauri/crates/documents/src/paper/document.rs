//! 文书 — a document as a list of blocks, before it is set on pages.
//!
//! The model knows nothing of insurance: statements, notices, reports, claim and dispute files are all built from it.

use chrono::NaiveDateTime;
use serde::Serialize;
use sha2::{Digest, Sha256};
use shebao_rules::money::Yuan;

use super::font::Weight;

/// 文书 — what is printed, page by page.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// 文书名, the title kept inside the file and the bookmark of a batch.
    pub title: String,
    /// 页眉, left and right: the company, the number.
    pub header: (String, String),
    /// 页脚说明 — what every page says at its foot, such as the privacy notice; may be empty.
    pub foot_note: String,
    /// 数据截止日 and the like, at the left of the foot; may be empty.
    pub foot_left: String,
    /// 台账流水 — the journal's own short code, printed beside the check code; a document without it prints neither.
    pub journal_code: Option<String>,
    /// 生成时间 — local time of printing; becomes the file's creation date.
    pub printed_at: NaiveDateTime,
    /// The content, in reading order.
    pub blocks: Vec<Block>,
}

/// 版块 — one part of a document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Block {
    /// 标题, centred, with an optional line under it.
    Title {
        /// The title.
        text: String,
        /// The line under it; may be empty.
        under: String,
    },
    /// 小标题 — never the last thing of a page.
    Heading(String),
    /// 栏目表 — labels and values in a grid of `columns` pairs to the row.
    KeyValues {
        /// Pairs to the row.
        columns: usize,
        /// Label and value.
        items: Vec<(String, String)>,
    },
    /// 段落.
    Paragraph {
        /// The text; a line feed ends a line.
        text: String,
        /// How it is set.
        style: ParagraphStyle,
    },
    /// 条目 — numbered items (1. 2. 3.) with a hanging indent.
    Items(Vec<String>),
    /// 表格.
    Table(Table),
    /// 柱图 — stacked columns beside each other.
    Stacks(Stacks),
    /// 要点框 — a label and one text in a box, such as the total in words.
    Callout {
        /// The label.
        label: String,
        /// The text.
        text: String,
    },
    /// 落款 — lines to be signed at the left, the place of the company's seal at the right.
    Signature {
        /// Label and value; an empty value leaves a line to write on.
        lines: Vec<(String, String)>,
        /// What stands in the empty circle of 42 mm; `None` prints no circle. A seal is never drawn.
        seal: Option<String>,
    },
    /// 回执 — a box to be filled in by hand.
    Receipt {
        /// Its heading.
        heading: String,
        /// Its text.
        text: String,
        /// What is written by hand, each on a line of its own.
        blanks: Vec<String>,
    },
    /// 分组码 — a long code in numbered groups, large enough to be typed back without a mistake.
    CodeGroups {
        /// The groups.
        groups: Vec<String>,
        /// Groups to the row.
        columns: usize,
    },
    /// 空白 of so many millimetres.
    Space(f32),
    /// 留位 — what follows goes to a new page unless so many millimetres are left, so that it stays together.
    Room(f32),
    /// 另起一页.
    PageBreak,
}

/// 段落样式 — how a paragraph is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum ParagraphStyle {
    /// 正文.
    #[default]
    Body,
    /// 正文，首行缩进两字.
    Indented,
    /// 强调 — bold.
    Strong,
    /// 小字说明.
    Small,
    /// 小字，居中.
    SmallCentred,
}

/// 表格 — the heads are repeated on every page; a row is never split unless it is taller than a page.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Table {
    /// 栏.
    pub columns: Vec<Column>,
    /// 行.
    pub rows: Vec<Row>,
    /// Size of the text in points.
    pub points: f32,
    /// Least height of a row in millimetres.
    pub row_height: f32,
    /// 落款同页 — millimetres that what follows needs beside the last rows: rather than standing alone it takes them along to
    /// its page.
    #[serde(skip)]
    pub below: f32,
}

/// 柱图 — columns of amounts on top of each other, with what each shade stands for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stacks {
    /// 图例, from the lowest part up.
    pub names: Vec<String>,
    /// 柱, from left to right.
    pub stacks: Vec<Stack>,
}

/// 一柱.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stack {
    /// What stands below it.
    pub name: String,
    /// Its parts, the lowest first.
    pub amounts: Vec<Yuan>,
}

/// 栏 — a column of a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Column {
    /// 栏头; a line feed breaks it.
    pub heading: String,
    /// 合并栏头 — neighbours of the same group share a head above theirs.
    pub group: Option<String>,
    /// Share of the table's width.
    pub width: f32,
    /// 对齐.
    pub align: Align,
}

/// 对齐 — how text stands in its column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum Align {
    /// 左.
    #[default]
    Left,
    /// 中.
    Centre,
    /// 右, for amounts.
    Right,
}

/// 行 — a row of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Row {
    /// 单元格.
    pub cells: Vec<Cell>,
    /// 合计行 — shaded.
    pub total: bool,
    /// Whether it begins a group: a stronger rule above.
    pub group_start: bool,
}

/// 单元格 — a cell of a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cell {
    /// The text; a line feed breaks it.
    pub text: String,
    /// How many columns it spans.
    pub span: usize,
    /// 对齐, where it differs from the column's.
    pub align: Option<Align>,
    /// 字重.
    pub weight: Weight,
}

impl Cell {
    /// A cell of one column.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), span: 1, align: None, weight: Weight::Regular }
    }

    /// 金额 with two decimals and thousands commas; nothing known prints a dash.
    #[must_use]
    pub fn amount(amount: Option<Yuan>) -> Self {
        Self::new(amount.map_or_else(|| "—".to_owned(), Yuan::with_commas))
    }

    /// The same in bold.
    #[must_use]
    pub fn strong(self) -> Self {
        Self { weight: Weight::Bold, ..self }
    }

    /// The same over several columns.
    #[must_use]
    pub fn spanning(self, span: usize) -> Self {
        Self { span, ..self }
    }

    /// The same with an alignment of its own.
    #[must_use]
    pub fn aligned(self, align: Align) -> Self {
        Self { align: Some(align), ..self }
    }
}

impl Document {
    /// 台账核对码 — the first 16 hexadecimal digits of the SHA-256 over title, header and content. The journal keeps it,
    /// so a page can be compared with the book later. The time of printing is not part of it: a reprint has the same.
    #[must_use]
    pub fn check_code(&self) -> String {
        // The content holds no map and no number that JSON lacks: writing it cannot fail.
        let content = serde_json::to_vec(&(&self.title, &self.header, &self.blocks)).unwrap_or_default();
        Sha256::digest(&content).iter().take(8).map(|byte| format!("{byte:02X}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(text: &str) -> Document {
        Document {
            title: "说明".into(),
            header: ("甲公司".into(), "编号1".into()),
            foot_note: String::new(),
            foot_left: String::new(),
            journal_code: None,
            printed_at: NaiveDateTime::default(),
            blocks: vec![Block::Heading(text.into())],
        }
    }

    #[test]
    fn the_check_code_follows_the_content_alone() {
        let one = document("一");
        assert_eq!(one.check_code().len(), 16);
        assert_ne!(one.check_code(), document("二").check_code());
        let later = Document { printed_at: one.printed_at + chrono::TimeDelta::hours(1), ..one.clone() };
        assert_eq!(one.check_code(), later.check_code());
    }
}
