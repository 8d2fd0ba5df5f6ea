//! 换装 — one table in the formats that programs hand out: text in any encoding, pages, Excel 2003 XML, workbooks.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use encoding_rs::GB18030;
use rust_xlsxwriter::Workbook;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::variants::Dice;

/// Saves lines of cells under a name in a random format; the name says nothing about it.
pub fn save(dice: &mut Dice, folder: &Path, name: &str, lines: &[Vec<String>]) -> PathBuf {
    let bytes = match dice.below(9) {
        0 => separated(dice, lines).into_bytes(),
        1 => [b"\xEF\xBB\xBF", separated(dice, lines).as_bytes()].concat(),
        2 => GB18030.encode(&separated(dice, lines)).0.into_owned(),
        3 => {
            let text = separated(dice, lines);
            utf16(dice, &text)
        }
        4 => page(lines, "utf-8").into_bytes(),
        5 => GB18030.encode(&page(lines, "gb2312")).0.into_owned(),
        6 => spreadsheet_xml(lines).into_bytes(),
        7 => document(lines),
        _ => workbook(lines),
    };
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("the file is written");
    path
}

fn separated(dice: &mut Dice, lines: &[Vec<String>]) -> String {
    let separator = *dice.pick(&[",", "\t", ";"]);
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    lines.iter().map(|cells| cells.iter().map(quoted).collect::<Vec<_>>().join(separator) + "\r\n").collect()
}

fn utf16(dice: &mut Dice, text: &str) -> Vec<u8> {
    if dice.below(2) == 0 {
        return [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    }
    [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// An amount goes as a number where the format knows numbers; everything else is text.
fn is_amount(text: &str) -> bool {
    text.contains('.')
        && text.len() < 14
        && text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && text.matches('.').count() == 1
}

fn page(lines: &[Vec<String>], charset: &str) -> String {
    let row = |cells: &Vec<String>| {
        let cells: String = cells.iter().map(|cell| format!("<td>{}", escaped(cell))).collect();
        format!("<tr>{cells}</tr>\n")
    };
    let rows: String = lines.iter().map(row).collect();
    format!("<html><head><meta charset={charset}><title>导出</title></head><body><table>{rows}</table></body></html>")
}

fn spreadsheet_xml(lines: &[Vec<String>]) -> String {
    let cell = |text: &String| {
        let kind = if is_amount(text) { "Number" } else { "String" };
        format!("<Cell><Data ss:Type=\"{kind}\">{}</Data></Cell>", escaped(text))
    };
    let row = |cells: &Vec<String>| format!("<Row>{}</Row>", cells.iter().map(cell).collect::<String>());
    let rows: String = lines.iter().map(row).collect();
    format!(
        "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
         xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"导出\"><Table>{rows}</Table>\
         </Worksheet></Workbook>"
    )
}

fn document(lines: &[Vec<String>]) -> Vec<u8> {
    let cell = |text: &String| {
        let kind = if is_amount(text) {
            format!("office:value-type=\"float\" office:value=\"{text}\"")
        } else {
            "office:value-type=\"string\"".to_owned()
        };
        format!("<table:table-cell {kind}><text:p>{}</text:p></table:table-cell>", escaped(text))
    };
    let row = |cells: &Vec<String>| {
        format!("<table:table-row>{}</table:table-row>", cells.iter().map(cell).collect::<String>())
    };
    let rows: String = lines.iter().map(row).collect();
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"导出\">{rows}\
         <table:table-row table:number-rows-repeated=\"1048000\"/></table:table></office:spreadsheet></office:body>\
         </office:document-content>"
    );
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let kind = "application/vnd.oasis.opendocument.spreadsheet";
    for (name, text) in [("mimetype", kind), ("content.xml", content.as_str())] {
        archive.start_file(name, SimpleFileOptions::default()).expect("a part");
        archive.write_all(text.as_bytes()).expect("its text");
    }
    archive.finish().expect("the package").into_inner()
}

fn workbook(lines: &[Vec<String>]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(lines) {
        for (column, text) in (0..).zip(cells).filter(|(_, text)| !text.is_empty()) {
            if is_amount(text) {
                sheet.write_number(row, column, text.parse::<f64>().expect("a number")).expect("a cell");
            } else {
                sheet.write_string(row, column, text).expect("a cell");
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}
