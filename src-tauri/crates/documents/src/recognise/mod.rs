//! 识别 — what a sheet is, where its headings and rows stand, and what each column means; by content, with reasons.

mod apart;
mod body;
mod by_month;
mod debit;
mod dialect;
mod field;
mod header;
mod heading;
mod hints;
mod kind;
mod lists;
mod own_record;
mod record_heading;
mod said;
mod scale;
mod shape;
mod tables;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shebao_rules::month::Month;

pub use by_month::{Across, MonthTable};
pub use debit::{Certainty, DebitCandidate, LineTexts};
pub use dialect::{DialectError, Dialects, Remembered};
pub use field::{Field, FieldError};
pub use hints::MonthSource;
pub use kind::{Kind, KindError, Skip};
pub use own_record::SaidPerson;
pub use said::Said;
pub use scale::Scaled;
pub(crate) use scale::in_yuan;
pub use tables::{Tables, tables};

use crate::clean;
use crate::sheet::{Sheet, Workbook, column_letter};
use header::Header;

/// 列 — one column under the headings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Counted from 0.
    pub index: u32,
    /// `F`.
    pub letter: String,
    /// The heading as written, group and leaf joined by ` / `, line breaks as blanks.
    pub heading: String,
    /// What it means; `None` if unknown or left out.
    pub field: Option<Field>,
    /// How the meaning was found.
    pub how: Matched,
}

/// How a column got its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Matched {
    /// By its heading.
    Heading,
    /// By the group heading above it, or by how its heading ends.
    Likeness,
    /// By what its cells hold.
    Content,
    /// By the clerk, now or earlier.
    Clerk,
    /// Not at all.
    Unknown,
}

/// A run of data rows with what stands above it: pay sheets with one block per unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// The unit named above the block.
    pub unit: Option<String>,
    /// First row.
    pub first: u32,
    /// Last row.
    pub last: u32,
}

/// 识别结果 — what one sheet seems to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetGuess {
    /// The sheet's name.
    pub sheet: String,
    /// Its place in the workbook.
    pub index: usize,
    /// Whether its tab is shown.
    pub visible: bool,
    /// 类别.
    pub kind: Kind,
    /// 把握, 0–100.
    pub confidence: u8,
    /// Whether it is taken in unless the clerk says otherwise.
    pub import: bool,
    /// Why not.
    pub skip: Option<Skip>,
    /// The grounds, in Chinese.
    pub reasons: Vec<String>,
    /// Rows of headings, repeated ones included.
    pub header_rows: Vec<u32>,
    /// The columns.
    pub columns: Vec<Column>,
    /// Rows that hold data, hidden ones included.
    pub data_rows: Vec<u32>,
    /// Data rows that are hidden.
    pub hidden_rows: Vec<u32>,
    /// 合计、小计 rows, labelled or not.
    pub total_rows: Vec<u32>,
    /// Total rows that sum the whole sheet rather than a part.
    pub grand_total_rows: Vec<u32>,
    /// Rows of the template that nobody filled.
    pub filler_rows: Vec<u32>,
    /// Example rows (填写样例).
    pub sample_rows: Vec<u32>,
    /// Rows with amounts but nobody's name, and no total.
    pub stray_rows: Vec<u32>,
    /// 所属月份, a hint.
    pub month: Option<Month>,
    /// Where the month was read.
    pub month_source: Option<MonthSource>,
    /// The month of the year, where the year is not known.
    pub month_number: Option<u32>,
    /// 参保单位 named in the title area, a hint.
    pub unit: Option<String>,
    /// The blocks of data.
    pub blocks: Vec<Block>,
    /// Whether the document numbers lost their last digits on the way, all of them alike.
    pub cut_numbers: bool,
    /// Columns that are not printed in yuan.
    pub scaled: Vec<Scaled>,
    /// 表头签名 — equal for sheets with the same headings.
    pub signature: String,
    /// What titles and names around a bureau's list say of all its rows.
    pub said: Said,
    /// The month that it is the table of, out of a sheet with one column per month.
    pub by_month: Option<MonthTable>,
    /// What a sheet does not say of itself, and what the clerk can do about it.
    pub unclear: Option<String>,
}

impl SheetGuess {
    /// The first column with a meaning.
    #[must_use]
    pub fn column_of(&self, field: Field) -> Option<&Column> {
        self.columns.iter().find(|c| c.field == Some(field))
    }

    /// The unit named above a row's block.
    #[must_use]
    pub fn block_unit(&self, row: u32) -> Option<&str> {
        self.blocks.iter().find(|b| (b.first..=b.last).contains(&row))?.unit.as_deref()
    }
}

/// 指定 — what the clerk says about a sheet; it wins over what the program thinks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// 类别.
    pub kind: Option<Kind>,
    /// Columns (from 0) with their meaning; `None` leaves a column out. Others stay as recognised.
    pub columns: Vec<(u32, Option<Field>)>,
}

/// Recognises every sheet of a workbook. The file's name is only the last hint for a month.
#[must_use]
pub fn inspect(workbook: &Workbook, file_name: &str, dialects: &Dialects) -> Vec<SheetGuess> {
    let months = workbook.sheets.iter().map(|_| None);
    inspect_each(workbook, months, file_name, dialects)
}

/// Recognises sheets, those of one month as such.
fn inspect_each<'t>(
    workbook: &Workbook,
    months: impl Iterator<Item = Option<&'t MonthTable>>,
    file_name: &str,
    dialects: &Dialects,
) -> Vec<SheetGuess> {
    let wish = Wish::default();
    let mut guesses: Vec<SheetGuess> = Vec::with_capacity(workbook.sheets.len());
    for (index, (sheet, month)) in workbook.sheets.iter().zip(months).enumerate() {
        let mut guess = inspect_sheet(sheet, month, file_name, dialects, &wish);
        guess.index = index;
        guesses.push(guess);
    }
    hints::share_years(&mut guesses);
    guesses
}

/// Recognises one sheet, or the table of one month, following the clerk's wish.
#[must_use]
pub fn inspect_sheet(
    sheet: &Sheet,
    month: Option<&MonthTable>,
    file_name: &str,
    dialects: &Dialects,
    wish: &Wish,
) -> SheetGuess {
    let mut guess = nothing_yet(sheet);
    guess.by_month = month.cloned();
    let of_month = month.and_then(|month| header::find(sheet, dialects, Some(month.kind)));
    let found = of_month.or_else(|| header::find(sheet, dialects, None)).or_else(|| shape::find(sheet));
    let Some(plain) = found else {
        guess.unclear = by_month::unclear(sheet, dialects);
        guess.reasons.push(guess.unclear.clone().unwrap_or_else(|| "没有找到可识别的表头".to_owned()));
        return guess;
    };
    guess.signature = signature(&plain);
    let header = understood(sheet, dialects, wish, &plain, &mut guess);
    guess.kind = header.kind;
    guess.confidence = header.confidence();
    guess.header_rows = header.rows();
    guess.columns = columns(&header);
    describe(&mut guess, &header);
    own_record::find(sheet, &header, &mut guess);
    scale::find(sheet, &header, &mut guess);
    let yuan = &*scale::in_yuan(sheet, &guess.scaled);
    body::classify(yuan, &header, &mut guess);
    if let Some(column) = header.column_of(Field::IdNumber) {
        let rows = guess.data_rows.iter().filter_map(|row| yuan.cell(*row, column));
        guess.cut_numbers = clean::are_cut(rows);
    }
    hints::find(yuan, file_name, &header, &mut guess);
    said::find(yuan, file_name, &mut guess);
    lists::tell_apart(yuan, wish.kind.or(month.map(|month| month.kind)), &mut guess);
    if guess.kind == Kind::Unknown {
        guess.unclear = by_month::unclear(sheet, dialects);
        guess.reasons.extend(guess.unclear.clone());
    }
    decide(yuan, &mut guess, wish);
    guess
}

/// Nothing is known of a sheet yet.
fn nothing_yet(sheet: &Sheet) -> SheetGuess {
    SheetGuess {
        sheet: sheet.name.clone(),
        index: 0,
        visible: sheet.visible,
        kind: Kind::Unknown,
        confidence: 0,
        import: false,
        skip: Some(Skip::Unknown),
        reasons: Vec::new(),
        header_rows: Vec::new(),
        columns: Vec::new(),
        data_rows: Vec::new(),
        hidden_rows: Vec::new(),
        total_rows: Vec::new(),
        grand_total_rows: Vec::new(),
        filler_rows: Vec::new(),
        sample_rows: Vec::new(),
        stray_rows: Vec::new(),
        month: None,
        month_source: None,
        month_number: None,
        unit: None,
        blocks: Vec::new(),
        cut_numbers: false,
        scaled: Vec::new(),
        signature: String::new(),
        said: Said::default(),
        by_month: None,
        unclear: None,
    }
}

/// The headings with what the clerk taught about them, and on top what she says now.
fn understood(sheet: &Sheet, dialects: &Dialects, wish: &Wish, plain: &Header, guess: &mut SheetGuess) -> Header {
    let taught = dialects.taught(&guess.signature);
    let of_month = guess.by_month.as_ref().map(|month| month.kind);
    let mut header = match wish.kind.or(taught.map(|memory| memory.kind)).or(of_month) {
        Some(kind) => plain.as_kind(sheet, dialects, lists::headed_like(kind)),
        None => plain.clone(),
    };
    if let Some(month) = guess.by_month.as_ref().filter(|month| month.kind == header.kind) {
        let fields: Vec<_> = month.fields.iter().map(|(column, field)| (*column, Some(*field))).collect();
        header.set_fields(&fields, Matched::Heading);
    }
    header::infer_by_content(sheet, &mut header);
    if let Some(memory) = taught.filter(|memory| lists::headed_like(memory.kind) == header.kind) {
        let first = plain.cells.first().map_or(0, |cell| cell.column);
        let columns: Vec<_> = memory.columns.iter().map(|(column, field)| (first + column, *field)).collect();
        header.set_fields(&columns, Matched::Clerk);
        guess.reasons.push(format!("按您记住的列对应认定（{}）", memory.taught));
    }
    header.set_fields(&wish.columns, Matched::Clerk);
    header
}

fn columns(header: &Header) -> Vec<Column> {
    let heading = |c: &header::HeadCell| {
        let leaf: Vec<&str> = c.leaf_text.split_whitespace().collect();
        let parent: Vec<&str> = c.parent_text.split_whitespace().collect();
        if parent.is_empty() { leaf.join(" ") } else { format!("{} / {}", parent.join(" "), leaf.join(" ")) }
    };
    header
        .cells
        .iter()
        .map(|c| Column {
            index: c.column,
            letter: column_letter(c.column),
            heading: heading(c),
            field: c.field,
            how: c.how,
        })
        .collect()
}

/// 表头签名 — a digest of the normalised headings in their order.
fn signature(header: &Header) -> String {
    let mut digest = Sha256::new();
    for cell in &header.cells {
        digest.update(cell.parent.plain.as_bytes());
        digest.update(b"/");
        digest.update(cell.leaf.plain.as_bytes());
        digest.update(b"\n");
    }
    digest.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

fn describe(guess: &mut SheetGuess, header: &Header) {
    let rows: Vec<String> = guess.header_rows.iter().map(u32::to_string).collect();
    guess.reasons.push(format!("表头在第 {} 行", rows.join("、")));
    if let Some(month) = &guess.by_month {
        guess.reasons.push(format!("按月横排，这是其中 {} 月的列", month.number));
        guess.reasons.extend(month.notes.iter().cloned());
    }
    let known: Vec<String> = header
        .cells
        .iter()
        .filter(|c| c.how != Matched::Unknown)
        .map(|c| c.leaf_text.split_whitespace().collect::<String>())
        .take(8)
        .collect();
    guess.reasons.push(format!(
        "{} 列中认出 {} 列：{}{}",
        header.cells.len(),
        header.known(),
        known.join("、"),
        if header.known() > known.len() { "…" } else { "" }
    ));
}

/// Whether the sheet is taken in by itself.
fn decide(sheet: &Sheet, guess: &mut SheetGuess, wish: &Wish) {
    let looks_like = |words: &[&str]| words.iter().any(|w| sheet.name.contains(w));
    guess.skip = if wish.kind.is_some() {
        None
    } else if guess.kind == Kind::Unknown {
        Some(Skip::Unknown)
    } else if !guess.kind.is_taken_in() {
        Some(Skip::OtherKind)
    } else if !sheet.visible {
        Some(Skip::Hidden)
    } else if looks_like(&["备份", "作废", "废弃", "旧版"]) {
        Some(Skip::Backup)
    } else if looks_like(&["数据字典", "字典", "下拉", "选项", "填写说明"]) {
        Some(Skip::Dictionary)
    } else if guess.data_rows.is_empty() {
        Some(Skip::NoRows)
    } else {
        None
    };
    guess.import = guess.skip.is_none();
    if let Some(skip) = guess.skip {
        guess.reasons.push(skip.chinese().to_owned());
    }
}
