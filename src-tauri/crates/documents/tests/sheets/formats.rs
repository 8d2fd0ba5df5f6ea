//! One roster in every format that clerks have: the same cells, whatever the file is called.

use std::io::{Cursor, Write};

use chrono::NaiveDate;
use encoding_rs::{BIG5, GB18030};
use shebao_documents::read::{ReadError, read};
use shebao_documents::sheet::{Cell, Format, Merge, Sheet, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn fixture(name: &str) -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/fixtures/formats/");
    std::fs::read(format!("{path}{name}")).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn merge_at(sheet: &Sheet, row: u32, column: u32) -> Option<&Merge> {
    sheet.merges.iter().find(|m| (m.top..=m.bottom).contains(&row) && (m.left..=m.right).contains(&column))
}

fn day(y: i32, m: u32, d: u32, month_only: bool) -> Cell {
    Cell::Date { day: NaiveDate::from_ymd_opt(y, m, d).unwrap(), month_only }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

/// What the roster holds where a file keeps values and their formats.
#[track_caller]
fn the_roster(book: &Workbook, what: &str) {
    let sheet = &book.sheets[0];
    assert_eq!((sheet.name.as_str(), sheet.visible), ("在职", true), "{what}");
    let dictionary = &book.sheets[1];
    assert_eq!((dictionary.name.as_str(), dictionary.visible), ("字典", false), "{what}");
    for (row, column, cell) in [
        (1, 0, text("花名册（示例）")),
        (2, 1, text("姓　名")),
        (3, 0, text("00001")),
        (3, 1, text("吴清")),
        (3, 2, text("110101199003079964")),
        (3, 3, day(2021, 3, 5, false)),
        // Shown as 2021年6月: the first is the program's day, not the clerk's.
        (3, 4, day(2021, 6, 1, true)),
        (3, 5, Cell::Number("8600.5".to_owned())),
        (3, 6, Cell::Number("0.12".to_owned())),
        (3, 7, text("两行\n备注")),
        (4, 1, text("欧阳·㛃𬭎")),
        (4, 2, text("11010119880615997x")),
        (4, 3, text("2021年3月")),
        (4, 5, text("12,000.00")),
        // Typed with its day, though only the month is shown.
        (5, 4, day(2024, 5, 20, false)),
        (5, 7, Cell::Error("#N/A".to_owned())),
        (6, 5, Cell::Number("8600.5".to_owned())),
    ] {
        assert_eq!(sheet.cell(row, column), Some(&cell), "{what}: row {row} column {column}");
    }
    let hidden: Vec<u32> = sheet.rows.iter().filter(|row| row.hidden).map(|row| row.number).collect();
    assert_eq!((hidden, sheet.hidden_columns.as_slice()), (vec![4], &[6][..]), "{what}");
    let title = merge_at(sheet, 1, 3).unwrap_or_else(|| panic!("{what}: the title is merged"));
    assert_eq!((title.left, title.right, title.top, title.bottom), (0, 6, 1, 1), "{what}");
    let all: usize = sheet.rows.iter().map(|row| row.filled().count()).sum();
    assert_eq!(all, 1 + 8 + 8 + 6 + 5 + 2, "{what}: nothing else, no note on a cell");
}

#[test]
fn workbooks_of_every_program_hold_the_same() {
    for (name, format) in [("roster.xlsx", Format::Xlsx), ("roster.xls", Format::Xls), ("roster.ods", Format::Ods)] {
        let book = read(&fixture(name)).unwrap();
        assert_eq!(book.format, format);
        the_roster(&book, name);
    }
}

/// Styles and content of the same file in one text, as a flat document keeps them.
#[test]
fn a_flat_document_holds_the_same() {
    let mut archive = zip::ZipArchive::new(Cursor::new(fixture("roster.ods"))).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut text).unwrap();
        text.split_once("?>").map(|(_, rest)| rest.to_owned()).unwrap()
    };
    let flat = format!("<?xml version=\"1.0\"?><office:document>{}{}", part("styles.xml"), part("content.xml"));
    the_roster(&read(flat.as_bytes()).unwrap(), "flat");
}

/// Excel 2003 XML as Excel and report generators write it.
fn spreadsheet_xml() -> String {
    let cell = |kind: &str, value: &str| format!(r#"<Cell><Data ss:Type="{kind}">{value}</Data></Cell>"#);
    let heads: String = ["工号", "姓　名", "证件号码", "入职日期", "转正年月", "社保基数", "公积金比例", "备注"]
        .map(|h| cell("String", h))
        .concat();
    format!(
        r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="m"><NumberFormat ss:Format="yyyy&quot;年&quot;m&quot;月&quot;"/></Style>
<Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style></Styles>
<Worksheet ss:Name="在职"><Table>
<Column ss:Index="7" ss:Hidden="1"/>
<Row><Cell ss:MergeAcross="6"><Data ss:Type="String">花名册（示例）</Data></Cell></Row>
<Row>{heads}</Row>
<Row>{}{}{}<Cell ss:StyleID="d"><Data ss:Type="DateTime">2021-03-05T00:00:00.000</Data></Cell>
<Cell ss:StyleID="m"><Data ss:Type="DateTime">2021-06-01T00:00:00.000</Data></Cell>{}{}
<Cell><Data ss:Type="String">两行&#10;备注</Data><Comment><ss:Data>批注不是内容</ss:Data></Comment></Cell></Row>
<Row ss:Hidden="1">{}{}{}{}<Cell ss:Index="6"><Data ss:Type="String">12,000.00</Data></Cell>{}</Row>
<Row>{}{}<Cell ss:Index="4" ss:StyleID="d"><Data ss:Type="DateTime">2024-02-29T00:00:00.000</Data></Cell>
<Cell ss:StyleID="m"><Data ss:Type="DateTime">2024-05-20T00:00:00.000</Data></Cell>
<Cell ss:Index="8" ss:Formula="=NA()"><Data ss:Type="Error">#N/A</Data></Cell></Row>
<Row>{}<Cell ss:Index="6" ss:Formula="=SUM(R3C:R5C)"><Data ss:Type="Number">8600.5</Data></Cell></Row>
</Table></Worksheet>
<Worksheet ss:Name="字典"><Table><Row>{}</Row></Table>
<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>"#,
        cell("String", "00001"),
        cell("String", "吴清"),
        cell("String", "110101199003079964"),
        cell("Number", "8600.5"),
        cell("Number", "0.12"),
        cell("String", "00002"),
        cell("String", "欧阳·㛃&#x2CB4E;"),
        cell("String", "11010119880615997x"),
        cell("String", "2021年3月"),
        cell("Number", "0.05"),
        cell("String", "00003"),
        cell("String", "郑远"),
        cell("String", "合计"),
        cell("String", "选项"),
    )
}

#[test]
fn excel_2003_xml_holds_the_same() {
    let book = read(spreadsheet_xml().as_bytes()).unwrap();
    assert_eq!(book.format, Format::Xml);
    the_roster(&book, "xml");
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(spreadsheet_xml().encode_utf16().flat_map(u16::to_le_bytes)).collect();
    the_roster(&read(&utf16).unwrap(), "xml in UTF-16");
    let declared = spreadsheet_xml().replacen("?>", " encoding=\"GBK\"?>", 1);
    the_roster(&read(&GB18030.encode(&declared).0).unwrap(), "xml in GBK");
}

#[test]
fn an_uncomputed_formula_is_told_in_every_format_that_can_have_one() {
    let xml = spreadsheet_xml().replace(
        r#"<Data ss:Type="Number">8600.5</Data></Cell></Row>
</Table>"#,
        "</Cell></Row>\n</Table>",
    );
    assert_eq!(read(xml.as_bytes()).unwrap().sheets[0].cell(6, 5), Some(&Cell::Uncomputed));
    for kind in ["", r#" office:value-type="float""#, r#" office:value-type="currency" office:currency="CNY""#] {
        let cell = format!(r#"<table:table-cell table:formula="of:=1+1"{kind}/>"#);
        let ods = content(&format!("<table:table-row>{cell}</table:table-row>"));
        assert_eq!(read(&ods).unwrap().sheets[0].cell(1, 0), Some(&Cell::Uncomputed), "{kind}");
    }
    // As xlwt writes a formula: an empty result, to be computed when the file is opened.
    assert_eq!(read(&fixture("formula.xls")).unwrap().sheets[0].cell(2, 1), Some(&Cell::Uncomputed));
}

/// A package with a hand-written table.
fn content(rows: &str) -> Vec<u8> {
    let xml = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"a\">{rows}</table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let parts = [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", xml.as_str())];
    for (name, text) in parts {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// Two cells in opposite corners and a million blank rows between them cost nothing.
#[test]
fn a_stretched_document_costs_nothing() {
    let cell = r#"<table:table-cell office:value-type="string"><text:p>甲</text:p></table:table-cell>"#;
    let far = format!(
        r#"<table:table-row>{cell}</table:table-row><table:table-row table:number-rows-repeated="1048574"/>
        <table:table-row><table:table-cell table:number-columns-repeated="16383"/>{cell}</table:table-row>"#
    );
    let book = read(&content(&far)).unwrap();
    let places: Vec<u32> = book.sheets[0].rows.iter().map(|row| row.number).collect();
    assert_eq!((places, book.sheets[0].cell(1_048_576, 16_383)), (vec![1, 1_048_576], Some(&text("甲"))));
    // The same filled cell a milliard times over is refused.
    let filled = format!(
        r#"<table:table-row table:number-rows-repeated="1048576">{}</table:table-row>"#,
        cell.replace("<table:table-cell", r#"<table:table-cell table:number-columns-repeated="1000""#)
    );
    assert!(matches!(read(&content(&filled)), Err(ReadError::TooLarge { .. })));
}

#[test]
fn an_encrypted_document_says_so() {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", "\u{1}\u{2}\u{3}"),
        ("META-INF/manifest.xml", "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"),
    ] {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    assert_eq!(read(&archive.finish().unwrap().into_inner()), Err(ReadError::Encrypted));
}

/// A page as a bureau's site hands it out under the name .xls: no closing tags, spans, a script, a nested layout.
const PAGE: &str = "<html><head><meta http-equiv=Content-Type content='text/html; charset=gb2312'><title>导出</title>
<style>td{mso-number-format:'\\@'}</style><script>var rows = '<table><tr><td>假</td></tr></table>';</script></head><body>
<h3>社会保险费申报个人明细表</h3>
<table width=100%><tr><td><table border=1>
<tr><th rowspan=2>姓名<th rowspan=2>证件号码<th colspan=2>基本养老保险<th rowspan=2>备注
<tr><th>单位缴纳<th>个人缴纳
<tr><td>吴&nbsp;清<td style='vnd.ms-excel.numberformat:@'>110101199003079964<td>1,376.08<td>688.04<td>两行<br>备注
<tr style='display: none'><td>郑远</td><td>110101198806159971</td><td>1,376.08</td><td>688.04</td></tr>
<tr><td>陈𬭎</td><td>11010119860203997X</td><td>800&#46;00</td><td>&nbsp;</td><td>a &lt; b</td></tr>
</table></td></tr></table></body></html>";

#[track_caller]
fn the_page(sheet: &Sheet) {
    for (row, column, cell) in [
        (1, 0, "社会保险费申报个人明细表"),
        (2, 0, "姓名"),
        (2, 2, "基本养老保险"),
        (3, 2, "单位缴纳"),
        (3, 3, "个人缴纳"),
        (4, 0, "吴\u{a0}清"),
        (4, 1, "110101199003079964"),
        (4, 2, "1,376.08"),
        (4, 4, "两行\n备注"),
        (6, 0, "陈𬭎"),
        (6, 2, "800.00"),
        (6, 4, "a < b"),
    ] {
        assert_eq!(sheet.cell(row, column), Some(&text(cell)), "row {row} column {column}");
    }
    assert!(sheet.row(5).unwrap().hidden && sheet.cell(6, 3).is_none() && sheet.row(7).is_none());
    assert_eq!(merge_at(sheet, 2, 3).map(|m| (m.left, m.right)), Some((2, 3)));
    assert_eq!(merge_at(sheet, 3, 1).map(|m| (m.top, m.bottom)), Some((2, 3)));
}

#[test]
fn a_page_under_an_excel_name_is_read_in_any_encoding() {
    let (gbk, _, _) = GB18030.encode(PAGE);
    let marked = [&[0xEF, 0xBB, 0xBF], PAGE.as_bytes()].concat();
    let utf16: Vec<u8> = [0xFE, 0xFF].into_iter().chain(PAGE.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    for bytes in [PAGE.as_bytes(), &gbk, &marked, &utf16] {
        let book = read(bytes).unwrap();
        assert_eq!((book.format, book.sheets.len()), (Format::Html, 1));
        the_page(&book.sheets[0]);
    }
    let big5 = "<meta charset=big5><table><tr><td>養老</td><td>保險</td></tr></table>";
    let (big5, _, _) = BIG5.encode(big5);
    assert_eq!(read(&big5).unwrap().sheets[0].cell(1, 1), Some(&text("保險")));
}

/// LibreOffice writes the stored number beside the shown one: 8,601 is 8600.5, and a date stays as it is shown.
#[test]
fn a_page_of_a_spreadsheet_program_keeps_what_it_rounds_for_show() {
    let book = read(&fixture("roster.html")).unwrap();
    let sheet = &book.sheets[0];
    assert_eq!(sheet.cell(3, 5), Some(&Cell::Number("8600.5".to_owned())));
    assert_eq!(sheet.cell(3, 1), Some(&text("吴清")), "no note on the cell");
    assert_eq!((sheet.cell(3, 3), sheet.cell(3, 4)), (Some(&text("2021/3/5")), Some(&text("2021年6月"))));
    let long = "<table><tr><td>号<td sdval=\"110101199003079968\">110101199003079968</table>";
    assert_eq!(
        read(long.as_bytes()).unwrap().sheets[0].cell(1, 1),
        Some(&Cell::Number("110101199003079968".to_owned()))
    );
}

/// Tables of data of different widths are sheets of their own; headings in a table of their own belong to the next.
#[test]
fn tables_of_a_page_become_sheets() {
    let row = |cells: &[&str]| format!("<tr>{}</tr>", cells.iter().map(|c| format!("<td>{c}")).collect::<String>());
    let data = |cells: &[&str]| format!("<table>{}</table>", row(cells).repeat(5));
    let page = format!(
        "<table>{}</table>{}<p>以下为退休人员</p>{}{}",
        row(&["姓名", "证件号码"]),
        data(&["甲", "1"]),
        data(&["乙", "2"]),
        data(&["丙", "3", "4"])
    );
    let book = read(page.as_bytes()).unwrap();
    let heights: Vec<u32> = book.sheets.iter().map(|s| s.rows.last().unwrap().number).collect();
    assert_eq!(heights, [12, 5]);
    assert_eq!(book.sheets[0].cell(7, 0), Some(&text("以下为退休人员")));
}

#[test]
fn what_is_written_but_no_table_is_named() {
    for (content, looks) in [
        ("<html><body><p>登录已过期，请重新登录</p></body></html>", "没有表格的网页"),
        ("<?xml version=\"1.0\"?><invoice><no>1</no></invoice>", "XML 数据文件"),
        ("MIME-Version: 1.0\nContent-Type: multipart/related", "单个文件网页（mht）"),
    ] {
        let error = read(content.as_bytes()).unwrap_err();
        assert_eq!(error, ReadError::NotASpreadsheet { looks_like: Some(looks.to_owned()) });
    }
}
