//! 读取 — the bytes of a spreadsheet file to a [`Workbook`]. Runs inside the worker process ([`crate::worker`]).

pub(crate) mod biff;
mod error;
mod html;
mod html_grid;
mod layout;
mod ods;
mod ods_styles;
mod package;
mod ranges;
mod spreadsheet_xml;
mod text;
mod xlsb;
mod xlsx;
mod xml;

pub use error::ReadError;
pub(crate) use package::checked as checked_package;

use crate::sheet::{Format, Row, Sheet, Workbook};

/// How a compound file begins.
const COMPOUND: [u8; 4] = [0xD0, 0xCF, 0x11, 0xE0];
/// The largest file taken in.
pub const MAX_FILE_BYTES: usize = 64 << 20;
/// The most filled cells of a workbook.
const MAX_CELLS: usize = 6_000_000;
/// The last row and column a spreadsheet program knows.
const MAX_ROW: u32 = 1_048_576;
const MAX_COLUMN: u32 = 16_384;
/// The longest text a cell can hold.
const MAX_TEXT: usize = 32_767;
/// How many merged areas a sheet may have before the rest is left out.
const MAX_MERGES: usize = 200_000;

/// Reads a spreadsheet of any supported format, told by its content.
///
/// # Errors
/// [`ReadError`], each with its next step.
pub fn read(bytes: &[u8]) -> Result<Workbook, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::EmptyFile);
    }
    if bytes.len() > MAX_FILE_BYTES {
        return Err(ReadError::TooLarge { what: format!("超过 {} MB", MAX_FILE_BYTES >> 20) });
    }
    let workbook = if bytes.starts_with(b"PK") {
        package::read(bytes)?
    } else if is_old_workbook(bytes) {
        ranges::read_compound(bytes)?
    } else if let Some(kind) = foreign(bytes) {
        return Err(ReadError::NotASpreadsheet { looks_like: Some(kind.to_owned()) });
    } else {
        written(&text::decode(bytes)?)?
    };
    if workbook.sheets.iter().all(|sheet| sheet.rows.iter().all(|row| row.filled().next().is_none())) {
        return Err(ReadError::NoCells);
    }
    Ok(workbook)
}

/// Whether a file begins as those of Excel 5–2003 do, told by its content.
#[must_use]
pub fn is_old_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(&COMPOUND)
}

/// A file of text: Excel 2003 XML, flat OpenDocument, a web page, or separated values.
fn written(text: &str) -> Result<Workbook, ReadError> {
    let begins: String =
        text.trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace()).chars().take(4096).collect();
    if !begins.starts_with('<') {
        return if begins.starts_with("MIME-Version:") || begins.contains("Content-Type: multipart/related") {
            Err(ReadError::NotASpreadsheet { looks_like: Some("单个文件网页（mht）".to_owned()) })
        } else {
            text::read(text)
        };
    }
    let begins = begins.to_ascii_lowercase();
    if begins.contains(spreadsheet_xml::NAME_SPACE) {
        spreadsheet_xml::read(text)
    } else if begins.contains("<office:document") {
        ods::read(&[], text.as_bytes())
    } else if begins.starts_with("<?xml") && !begins.contains("<html") && !begins.contains("<table") {
        Err(ReadError::NotASpreadsheet { looks_like: Some("XML 数据文件".to_owned()) })
    } else {
        html::read(text)
    }
}

/// Files that are often picked by mistake.
fn foreign(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: &[(&[u8], &str)] = &[
        (b"%PDF", "PDF 文件"),
        (b"\x89PNG", "图片"),
        (b"\xFF\xD8\xFF", "图片"),
        (b"GIF8", "图片"),
        (b"BM", "图片"),
        (b"Rar!", "压缩包"),
        (b"7z\xBC\xAF", "压缩包"),
        (b"\x1F\x8B", "压缩包"),
        (b"MZ", "程序文件"),
        (b"\x7FELF", "程序文件"),
        (b"{\\rtf", "文字文档"),
        (b"SQLite format 3", "数据库文件"),
    ];
    let hit = KNOWN.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, name)| *name)?;
    // `BM` and `MZ` can also begin a text; a binary file shows a zero byte early.
    let short = hit == "图片" && bytes.starts_with(b"BM") || bytes.starts_with(b"MZ");
    let binary = bytes.iter().take(64).any(|b| *b == 0);
    (!short || binary).then_some(hit)
}

/// Counts the cells of a workbook while it is read and refuses what lies outside of a spreadsheet.
#[derive(Default)]
struct Budget {
    cells: usize,
}

impl Budget {
    fn take(&mut self, row: u32, column: u32) -> Result<(), ReadError> {
        self.cells += 1;
        if self.cells > MAX_CELLS {
            return Err(ReadError::TooLarge { what: format!("超过 {} 万个单元格", MAX_CELLS / 10_000) });
        }
        if row > MAX_ROW || column >= MAX_COLUMN {
            return Err(ReadError::Damaged { what: "单元格位置超出工作表范围".to_owned() });
        }
        Ok(())
    }

    /// No text has more characters than bytes, so that most need no counting.
    fn text(&self, cell: &crate::sheet::Cell) -> Result<(), ReadError> {
        if cell.text().is_some_and(|text| text.len() > MAX_TEXT && text.chars().count() > MAX_TEXT) {
            return Err(ReadError::TooLarge { what: format!("一个单元格超过 {MAX_TEXT} 个字") });
        }
        Ok(())
    }
}

/// What the parent checks again: sizes, order and places of a workbook it received from the worker.
pub(crate) fn validate(workbook: &Workbook) -> Result<(), ReadError> {
    let broken = || ReadError::Damaged { what: "读取结果不合规".to_owned() };
    let mut budget = Budget::default();
    for sheet in &workbook.sheets {
        let ascending = |rows: &[Row]| rows.is_sorted_by(|a, b| a.number < b.number);
        if !ascending(&sheet.rows) || sheet.name.chars().count() > 255 {
            return Err(broken());
        }
        for row in &sheet.rows {
            if row.number == 0 || !row.cells.is_sorted_by(|a, b| a.0 < b.0) {
                return Err(broken());
            }
            for (column, cell) in &row.cells {
                budget.take(row.number, *column)?;
                // No text has more characters than bytes.
                if cell.text().is_some_and(|text| text.len() > MAX_TEXT && text.chars().count() > MAX_TEXT) {
                    return Err(broken());
                }
            }
        }
    }
    Ok(())
}

/// A workbook of sheets that were read, with the sheets' rows put in order.
fn workbook(format: Format, mut sheets: Vec<Sheet>) -> Workbook {
    for sheet in &mut sheets {
        for row in &mut sheet.rows {
            row.cells.sort_by_key(|(column, _)| *column);
            row.cells.dedup_by_key(|(column, _)| *column);
        }
        sheet.rows.sort_by_key(|row| row.number);
        merge_equal_rows(&mut sheet.rows);
    }
    Workbook { format, sheets }
}

/// A file may name one row twice; the later cells join the earlier ones.
fn merge_equal_rows(rows: &mut Vec<Row>) {
    if rows.is_sorted_by(|a, b| a.number < b.number) {
        return;
    }
    let mut joined: Vec<Row> = Vec::with_capacity(rows.len());
    for row in rows.drain(..) {
        match joined.last_mut().filter(|last| last.number == row.number) {
            Some(last) => {
                last.cells.extend(row.cells);
                last.cells.sort_by_key(|(column, _)| *column);
                last.cells.dedup_by_key(|(column, _)| *column);
            }
            None => joined.push(row),
        }
    }
    *rows = joined;
}

/// A number cell in its shortest plain decimal form.
fn number(value: f64) -> crate::sheet::Cell {
    if value.is_finite() {
        crate::sheet::Cell::Number(value.to_string())
    } else {
        crate::sheet::Cell::Error("#NUM!".to_owned())
    }
}
