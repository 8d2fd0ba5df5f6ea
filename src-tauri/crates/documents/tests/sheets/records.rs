//! Binary workbooks built record by record: what Excel 5, Excel 97 and xlsb files consist of.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A record of an Excel 5 or 97 stream: type, length, body.
pub fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), body].concat()
}

/// A compound file with one workbook stream.
pub fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream(name).unwrap().write_all(stream).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// Globals with one sheet, then its records. `version` is 0x0500 of Excel 5 or 0x0600 of Excel 97.
pub fn stream(version: u16, globals: &[Vec<u8>], name: &[u8], sheet: &[Vec<u8>]) -> Vec<u8> {
    let begin = |kind: u16| record(0x0809, &[&version.to_le_bytes()[..], &kind.to_le_bytes(), &[0; 12]].concat());
    let globals = [begin(5), globals.concat()].concat();
    let length = u8::try_from(name.len()).unwrap();
    let width: &[u8] = if version == 0x0600 { &[length, 0] } else { &[length] };
    let bound = 4 + 6 + width.len() + name.len() + 4;
    let offset = u32::try_from(globals.len() + bound).unwrap();
    let bound = record(0x0085, &[&offset.to_le_bytes()[..], &[0, 0], width, name].concat());
    [globals, bound, record(0x000A, &[]), begin(0x10), sheet.concat(), record(0x000A, &[])].concat()
}

/// Row, column and look, as cells begin.
pub fn place(row: u16, column: u16, style: u16) -> Vec<u8> {
    [row.to_le_bytes(), column.to_le_bytes(), style.to_le_bytes()].concat()
}

/// A cell with a number.
pub fn number(row: u16, column: u16, style: u16, value: f64) -> Vec<u8> {
    record(0x0203, &[place(row, column, style), value.to_le_bytes().to_vec()].concat())
}

/// A record of an xlsb part.
pub fn brt(kind: u16, body: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    if kind < 0x80 {
        out.push(u8::try_from(kind).unwrap());
    } else {
        out.extend([u8::try_from(kind & 0x7F).unwrap() | 0x80, u8::try_from(kind >> 7).unwrap()]);
    }
    let mut length = body.len();
    loop {
        let more = if length > 0x7F { 0x80 } else { 0 };
        out.push(u8::try_from(length & 0x7F).unwrap() | more);
        length >>= 7;
        if length == 0 {
            break;
        }
    }
    out.extend(body);
    out
}

/// Numbers of four bytes.
pub fn longs(values: &[u32]) -> Vec<u8> {
    values.iter().flat_map(|v| v.to_le_bytes()).collect()
}

/// A text of an xlsb record.
pub fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [longs(&[u32::try_from(units.len() / 2).unwrap()]), units].concat()
}

/// A workbook of one sheet with these records between the begin and the end of its data.
pub fn xlsb(rows: &[Vec<u8>]) -> Vec<u8> {
    let relation = |id: &str, target: &str, kind: &str| {
        format!(
            r#"<Relationship Id="{id}" Target="{target}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>"#
        )
    };
    let relations = |text: String| format!("<Relationships>{text}</Relationships>").into_bytes();
    let month = [&176_u16.to_le_bytes()[..], &wide("yyyy\"年\"m\"月\"")].concat();
    let style = |format: u16| brt(47, &[&0_u16.to_le_bytes()[..], &format.to_le_bytes(), &[0; 12]].concat());
    let styles = [
        brt(615, &longs(&[1])),
        brt(44, &month),
        brt(616, &[]),
        brt(617, &longs(&[3])),
        style(0),
        style(176),
        style(14),
        brt(618, &[]),
    ];
    let book = [
        brt(0x83, &[]),
        brt(0x8F, &[]),
        brt(0x9C, &[longs(&[0, 1]), wide("rId1"), wide("在职")].concat()),
        brt(0x90, &[]),
        brt(0x9D, &[]),
        brt(0x84, &[]),
    ];
    let sheet = [
        brt(0x81, &[]),
        brt(0x94, &longs(&[0, 1_048_575, 0, 16_383])),
        brt(0x186, &[]),
        brt(60, &[longs(&[6, 6, 2304, 0]), vec![1, 0]].concat()),
        brt(0x187, &[]),
        brt(0x91, &[]),
        rows.concat(),
        brt(0x92, &[]),
        brt(176, &longs(&[0, 0, 0, 6])),
        brt(0x82, &[]),
    ];
    let parts = [
        ("_rels/.rels", relations(relation("rId1", "xl/workbook.bin", "officeDocument"))),
        (
            "xl/_rels/workbook.bin.rels",
            relations(
                relation("rId1", "worksheets/sheet1.bin", "worksheet") + &relation("rId2", "styles.bin", "styles"),
            ),
        ),
        ("xl/workbook.bin", book.concat()),
        ("xl/styles.bin", styles.concat()),
        ("xl/worksheets/sheet1.bin", sheet.concat()),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(&content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The head of a row, counted from 0.
pub fn row_head(row: u32, hidden: bool) -> Vec<u8> {
    brt(0, &[longs(&[row, 0]), vec![0, 0, 0, if hidden { 0x10 } else { 0 }, 0, 0, 0, 0, 0]].concat())
}

/// A cell with a text.
pub fn cell_text(column: u32, text: &str) -> Vec<u8> {
    brt(6, &[longs(&[column, 0]), wide(text)].concat())
}

/// A cell with a number and a look.
pub fn cell_number(column: u32, style: u32, value: f64) -> Vec<u8> {
    brt(5, &[longs(&[column, style]), value.to_le_bytes().to_vec()].concat())
}

/// The tokens of `1+1`.
pub const SUM: [u8; 7] = [0x1E, 1, 0, 0x1E, 1, 0, 0x03];

/// A formula with a number as its result; `options` say whether it is to be computed at opening.
pub fn formula_number(column: u32, value: f64, options: u16) -> Vec<u8> {
    let tail = [&longs(&[7])[..], &SUM, &longs(&[0])].concat();
    brt(9, &[&longs(&[column, 0])[..], &value.to_le_bytes(), &options.to_le_bytes(), &tail].concat())
}

/// A formula with an empty text as its result.
pub fn formula_text(column: u32, tokens: &[u8]) -> Vec<u8> {
    let length = u32::try_from(tokens.len()).unwrap();
    let tail = [&longs(&[length])[..], tokens, &longs(&[0])].concat();
    brt(8, &[&longs(&[column, 0])[..], &wide(""), &[0, 0], &tail].concat())
}
