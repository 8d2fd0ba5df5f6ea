//! Binary workbooks, built record by record: Excel 5, Excel 2003 and xlsb, with what only their records tell.

use std::io::{Cursor, Write};

use encoding_rs::GB18030;
use shebao_documents::read::{ReadError, read};
use shebao_documents::sheet::{Cell, Format};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), body].concat()
}

/// A compound file with one workbook stream.
fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream(name).unwrap().write_all(stream).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// Globals with one sheet, then its records. `version` is 0x0500 of Excel 5 or 0x0600 of Excel 97.
fn stream(version: u16, globals: &[Vec<u8>], name: &[u8], sheet: &[Vec<u8>]) -> Vec<u8> {
    let begin = |kind: u16| record(0x0809, &[&version.to_le_bytes()[..], &kind.to_le_bytes(), &[0; 12]].concat());
    let globals = [begin(5), globals.concat()].concat();
    let length = u8::try_from(name.len()).unwrap();
    let width: &[u8] = if version == 0x0600 { &[length, 0] } else { &[length] };
    let bound = 4 + 6 + width.len() + name.len() + 4;
    let offset = u32::try_from(globals.len() + bound).unwrap();
    let bound = record(0x0085, &[&offset.to_le_bytes()[..], &[0, 0], width, name].concat());
    [globals, bound, record(0x000A, &[]), begin(0x10), sheet.concat(), record(0x000A, &[])].concat()
}

fn place(row: u16, column: u16, style: u16) -> Vec<u8> {
    [row.to_le_bytes(), column.to_le_bytes(), style.to_le_bytes()].concat()
}

fn number(row: u16, column: u16, style: u16, value: f64) -> Vec<u8> {
    record(0x0203, &[place(row, column, style), value.to_le_bytes().to_vec()].concat())
}

/// Excel 5 wrote its texts in the code page of Windows.
#[test]
fn excel_5_is_read() {
    let text = |row: u16, column: u16, text: &str| {
        let (bytes, _, _) = GB18030.encode(text);
        let length = u16::try_from(bytes.len()).unwrap().to_le_bytes();
        record(0x0204, &[&place(row, column, 0)[..], &length, &bytes].concat())
    };
    let sheet = [text(0, 0, "姓名"), text(0, 1, "实发工资"), text(1, 0, "吴清"), number(1, 1, 0, 8600.5)];
    let (name, _, _) = GB18030.encode("工资");
    let bytes = compound("/Book", &stream(0x0500, &[record(0x0042, &936_u16.to_le_bytes())], &name, &sheet));
    let book = read(&bytes).unwrap();
    assert_eq!((book.format, book.sheets[0].name.as_str()), (Format::Xls, "工资"));
    assert_eq!(book.sheets[0].cell(1, 1), Some(&Cell::Text("实发工资".to_owned())));
    assert_eq!(book.sheets[0].cell(2, 0), Some(&Cell::Text("吴清".to_owned())));
    assert_eq!(book.sheets[0].cell(2, 1), Some(&Cell::Number("8600.5".to_owned())));
}

/// A sheet of two cells in opposite corners would be laid out as a rectangle of 16 million places.
#[test]
fn corners_of_an_old_sheet_end_in_a_message() {
    let sheet = [number(0, 0, 0, 1.0), number(65_535, 255, 0, 2.0)];
    let error = read(&compound("/Workbook", &stream(0x0600, &[], b"Sheet1", &sheet))).unwrap_err();
    assert!(matches!(&error, ReadError::TooLarge { what } if what.contains("Sheet1")), "{error:?}");
    assert!(error.message().contains("相隔太远"), "{}", error.message());
}

/// Three ways of encrypting an old workbook; the weakest has the number 0, which some readers take for none.
#[test]
fn an_old_workbook_with_a_password_says_so() {
    for kind in [0_u16, 1] {
        let pass = record(0x002F, &[&kind.to_le_bytes()[..], &[0; 4]].concat());
        let bytes = compound("/Workbook", &stream(0x0600, &[pass], b"Sheet1", &[number(0, 0, 0, 1.0)]));
        assert_eq!(read(&bytes), Err(ReadError::Encrypted));
    }
}

/// A chain of sectors that leads back to itself ends in an error.
#[test]
fn a_looped_chain_ends_in_an_error() {
    let many: Vec<Vec<u8>> = (0..2_000).map(|row| number(row, 0, 0, 1.0)).collect();
    let mut bytes = compound("/Workbook", &stream(0x0600, &[], b"Sheet1", &many));
    // The allocation table stands in the first sector after the header: every sector leads to itself.
    for (sector, entry) in bytes[512..1024].chunks_exact_mut(4).enumerate() {
        if u32::from_le_bytes([entry[0], entry[1], entry[2], entry[3]]) < 0xFFFF_FFF0 {
            entry.copy_from_slice(&u32::try_from(sector).unwrap().to_le_bytes());
        }
    }
    assert!(read(&bytes).is_err());
}

/// A record of an xlsb part.
fn brt(kind: u16, body: &[u8]) -> Vec<u8> {
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

fn longs(values: &[u32]) -> Vec<u8> {
    values.iter().flat_map(|v| v.to_le_bytes()).collect()
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [longs(&[u32::try_from(units.len() / 2).unwrap()]), units].concat()
}

/// A workbook of one sheet with these records between the begin and the end of its data.
fn xlsb(rows: &[Vec<u8>]) -> Vec<u8> {
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

fn row_head(row: u32, hidden: bool) -> Vec<u8> {
    brt(0, &[longs(&[row, 0]), vec![0, 0, 0, if hidden { 0x10 } else { 0 }, 0, 0, 0, 0, 0]].concat())
}

fn cell_text(column: u32, text: &str) -> Vec<u8> {
    brt(6, &[longs(&[column, 0]), wide(text)].concat())
}

fn cell_number(column: u32, style: u32, value: f64) -> Vec<u8> {
    brt(5, &[longs(&[column, style]), value.to_le_bytes().to_vec()].concat())
}

/// Hidden rows and columns, a merged title, and a date shown as 2021年6月. 44348 is 2021-06-01, 44260 is 2021-03-05.
#[test]
fn a_binary_workbook_tells_what_is_hidden_and_how_dates_are_shown() {
    let rows = [
        row_head(0, false),
        cell_text(0, "花名册"),
        row_head(2, true),
        cell_text(0, "欧阳·㛃𬭎"),
        cell_number(1, 1, 44_348.0),
        cell_number(2, 2, 44_260.0),
        cell_number(3, 0, 8600.5),
    ];
    let book = read(&xlsb(&rows)).unwrap();
    let sheet = &book.sheets[0];
    assert_eq!((book.format, sheet.name.as_str()), (Format::Xlsb, "在职"));
    assert_eq!(sheet.cell(3, 0), Some(&Cell::Text("欧阳·㛃𬭎".to_owned())));
    assert_eq!(sheet.cell(3, 1).map(Cell::shown).as_deref(), Some("2021-06"));
    assert_eq!(sheet.cell(3, 2).map(Cell::shown).as_deref(), Some("2021-03-05"));
    assert_eq!(sheet.cell(3, 3).map(Cell::shown).as_deref(), Some("8600.5"));
    assert!(sheet.row(3).unwrap().hidden && !sheet.row(1).unwrap().hidden);
    assert_eq!((sheet.hidden_columns.as_slice(), sheet.merges.len()), (&[6][..], 1));
}

/// Two corner cells cost nothing: cells come one by one.
#[test]
fn corners_of_a_binary_sheet_cost_nothing() {
    let rows = [row_head(0, false), cell_text(0, "甲"), row_head(1_048_575, false), cell_text(16_383, "乙")];
    let book = read(&xlsb(&rows)).unwrap();
    assert_eq!(book.sheets[0].rows.len(), 2);
    assert_eq!(book.sheets[0].cell(1_048_576, 16_383), Some(&Cell::Text("乙".to_owned())));
}
