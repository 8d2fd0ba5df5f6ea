//! What is no spreadsheet, or a hostile one, ends in a clear message.

use std::io::{Cursor, Write};

use crate::common::{bytes, dialect_files, put, sheet};
use shebao_documents::read::{ReadError, read};
use shebao_documents::recognise::Dialects;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A workbook with one hand-written sheet.
fn raw_workbook(sheet: &str, strings: &str) -> Vec<u8> {
    raw_workbook_computed(sheet, strings, "")
}

/// The same with what it says of its computation.
fn raw_workbook_computed(sheet: &str, strings: &str, computation: &str) -> Vec<u8> {
    let workbook = format!(
        r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets>{computation}</workbook>"#
    );
    package(&[
        (
            "[Content_Types].xml",
            br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#,
        ),
        (
            "_rels/.rels",
            br#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            workbook.as_bytes(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            br#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
    ])
}

fn sheet_xml(rows: &str) -> String {
    format!(r#"<worksheet><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData></worksheet>"#)
}

#[test]
fn foreign_files_are_named() {
    for (content, code) in [
        (b"".to_vec(), "empty_file"),
        (b"%PDF-1.7 ...".to_vec(), "not_a_spreadsheet"),
        (b"\x89PNG\r\n\x1a\n....".to_vec(), "not_a_spreadsheet"),
        ("只有一句话，没有表格".as_bytes().to_vec(), "not_a_spreadsheet"),
        (vec![0, 159, 146, 150, 0, 1, 2, 3], "not_a_spreadsheet"),
        (package(&[("word/document.xml", b"<w/>")]), "not_a_spreadsheet"),
        (package(&[("photo.jpg", b"..")]), "not_a_spreadsheet"),
        (b"PK\x03\x04 broken".to_vec(), "damaged"),
        ([&[0xD0, 0xCF, 0x11, 0xE0][..], &[0; 600]].concat(), "not_a_spreadsheet"),
        (bytes(sheet(|_| {})), "no_cells"),
    ] {
        let error = read(&content).unwrap_err();
        assert_eq!(error.code(), code, "{error}");
        assert!(error.message().contains('。'), "every message names a next step");
    }
}

#[test]
fn an_encrypted_workbook_says_so() {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let envelope = [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &[0; 512], &name, &[0; 512]].concat();
    assert_eq!(read(&envelope), Err(ReadError::Encrypted));
}

/// A sheet of 1.6 KB with its cells in two corners must not cost the room between them.
#[test]
fn two_corner_cells_cost_nothing() {
    let rows = r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#;
    let book = read(&raw_workbook(&sheet_xml(rows), "<sst/>")).unwrap();
    assert_eq!(book.sheets[0].rows.len(), 2);
    assert_eq!(book.sheets[0].rows[1].number, 1_048_576);
}

#[test]
fn a_claimed_count_of_strings_is_not_believed() {
    let strings = r#"<sst count="500000000" uniqueCount="500000000"><si><t>a</t></si></sst>"#;
    let rows = r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#;
    assert_eq!(read(&raw_workbook(&sheet_xml(rows), strings)).unwrap_err().code(), "damaged");
}

/// 400 MB of blanks packed into some hundred kilobytes.
#[test]
fn a_bomb_is_refused_by_what_really_comes_out() {
    let filler = " ".repeat(400 << 20);
    let packed = raw_workbook(&format!("<worksheet>{filler}<sheetData/></worksheet>"), "<sst/>");
    assert!(packed.len() < 2 << 20);
    assert!(matches!(read(&packed), Err(ReadError::TooLarge { .. } | ReadError::Damaged { .. })));
}

#[test]
fn a_formula_without_a_result_is_seen() {
    let rows = r#"<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v>2</v></c></row>"#;
    let book = read(&raw_workbook(&sheet_xml(rows), "<sst/>")).unwrap();
    use shebao_documents::sheet::Cell;
    assert_eq!(book.sheets[0].cell(1, 0), Some(&Cell::Uncomputed));
    assert_eq!(book.sheets[0].cell(1, 1), Some(&Cell::Number("2".to_owned())));
}

/// A program that computes nothing writes 0 under every formula and asks for a computation at opening; where one formula
/// has another result, a 0 is a result too.
#[test]
fn a_zero_under_every_formula_is_no_result() {
    use shebao_documents::sheet::Cell;
    let of = |total: &str, at_opening: &str| {
        let rows = format!(
            r#"<row r="1"><c r="A1"><v>8</v></c><c r="B1"><f>A1-8</f><v>0</v></c><c r="C1"><f>A1</f><v>{total}</v></c></row>"#
        );
        let book = read(&raw_workbook_computed(&sheet_xml(&rows), "<sst/>", at_opening)).unwrap();
        book.sheets[0].cell(1, 1).cloned()
    };
    let asked = r#"<calcPr calcId="124519" fullCalcOnLoad="1"/>"#;
    let zero = Some(Cell::Number("0".to_owned()));
    assert_eq!(of("0", asked), Some(Cell::Uncomputed));
    assert_eq!(of("8", asked), zero);
    assert_eq!(of("0", r#"<calcPr calcId="191029"/>"#), zero);
}

/// An .xls that is really an xlsx, or the other way round, is read by what it is; the name never reaches the reader.
#[test]
fn numbers_keep_their_shortest_form() {
    let book = sheet(|s| put(s, 1, &["=0.1", "=66.73", "=45000", "=110105198602039000"]));
    let book = read(&bytes(book)).unwrap();
    let shown: Vec<String> = book.sheets[0].rows[0].cells.iter().map(|(_, cell)| cell.shown()).collect();
    assert_eq!(shown[..3], ["0.1", "66.73", "45000"]);
}

#[test]
fn dialect_files_hold_to_their_form() {
    assert!(Dialects::parse(dialect_files()).is_ok());
    for (text, reason) in [
        ("kind = \"roster\"\nsurprise = 1", "unknown field"),
        ("kind = \"novel\"", "no kind"),
        ("kind = \"roster\"\n[aliases]\nshoe_size = [\"鞋码\"]", "no field"),
        ("kind = \"roster\"\n[aliases]\nname = [\"甲\"]\nsex = [\"甲\"]", "means both"),
        ("kind = \"roster\"\nuses = [\"nowhere\"]", "not there"),
    ] {
        let error = Dialects::parse([("x.toml", text)]).unwrap_err();
        assert!(error.to_string().contains(reason), "{error}");
    }
}
