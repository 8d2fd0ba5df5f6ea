//! 起点 — one target per reader: what its files are, where they begin and how they are changed.

use std::error::Error;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use encoding_rs::GB18030;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::dice::Dice;
use crate::record_stream::{self, Shape};
use crate::records::{cell_number, cell_text, number, place, record, row_head, stream, xlsb};
use crate::{bytes, filled, lines, markup, records};

/// A reader with the files it starts from.
pub struct Target {
    pub name: &'static str,
    seeds: Vec<Vec<u8>>,
    inside: Inside,
}

/// What a file consists of: its parts are changed inside of it, so that checksums and chains hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// A package of markup.
    Markup,
    /// A package of binary parts.
    Parts,
    /// A compound file of records.
    Records,
    /// Markup itself.
    Page,
    /// Separated text.
    Lines,
}

type Part = (String, Vec<u8>);

const PAGE: &str = "<html><head><meta charset=\"utf-8\"><style>x</style></head><body><p>某公司</p><table border=\"1\"><col \
    span=\"2\" style=\"display:none\"><tr><th rowspan=\"2\">姓名<th colspan=\"2\">养老保险<tr><th>单位缴纳<th>个人缴纳<tr \
    hidden><td>吴清<td sdval=\"1376.08\">1,376.08<td x:num=\"688.04\">688.04<tr><td colspan=\"3\"><table><tr><td>内</table>\
    </table></body></html>";

const WORKBOOK_2003: &str = concat!(
    r#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" "#,
    r#"xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="m"><NumberFormat ss:Format="yyyy-mm"/>"#,
    r#"</Style></Styles><Worksheet ss:Name="a"><Table><Column ss:Index="3" ss:Span="2" ss:Hidden="1"/><Row ss:Index="3">"#,
    r#"<Cell ss:Index="2" ss:MergeAcross="1" ss:MergeDown="2"><Data ss:Type="String">姓名</Data></Cell><Cell ss:StyleID="m">"#,
    r#"<Data ss:Type="DateTime">2021-03-05T00:00:00.000</Data></Cell><Cell ss:Formula="=1+1"><Data ss:Type="Number">2</Data>"#,
    r#"</Cell></Row><Row ss:Hidden="1" ss:Span="3"><Cell><Data ss:Type="Boolean">1</Data><Comment><Data>批注</Data></Comment>"#,
    r#"</Cell></Row></Table><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>"#
);

const LINES: &str = "工号,姓名,证件号码,入职日期,社保基数\n00001,吴清,110101199003079964,2021.3.5,8600.50\n\
    00002,欧阳·㛃,11010119880615997x,2021年3月,12000\n合计,,,,20600.5\n";

const MONTHS: &str = "2024年应发工资\n姓名,证件号码,1月,2月,3月,合计\n吴清,110101199003079964,5001,5002.5,-,10003.5\n\
    欧阳·㛃,11010119880615997x,,0,6003,6003\n合计,,5001,5002.5,6003,16006.5\n";

/// Every reader.
pub fn targets() -> Result<Vec<Target>, Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures");
    let file = |name: &str| std::fs::read(root.join(name)).map_err(|error| format!("{name}: {error}"));
    let book = |name: &str| file(&format!("books/public/{name}"));
    let target = |name, inside, seeds| Target { name, seeds, inside };
    Ok(vec![
        target(
            "xlsx",
            Inside::Markup,
            vec![file("formats/roster.xlsx")?, book("社保/上海社保缴费明细202601.xlsx")?, file("encrypted.xlsx")?],
        ),
        target(
            "xls-97",
            Inside::Records,
            vec![
                file("formats/roster.xls")?,
                file("formats/formula.xls")?,
                book("公积金/北京公积金汇缴明细202601.xls")?,
                book("银行/建行账户明细_上海_2026年1-3月.xls")?,
            ],
        ),
        target(
            filled::TARGET,
            Inside::Records,
            vec![
                file("templates/enrolment_libreoffice.xls")?,
                file("templates/tax_client_xlwt.xls")?,
                file("formats/roster.xls")?,
            ],
        ),
        target("xls-5", Inside::Records, vec![excel_5()]),
        target("xlsb", Inside::Parts, vec![binary()]),
        target("ods", Inside::Markup, vec![file("formats/roster.ods")?]),
        target("xml-2003", Inside::Page, vec![WORKBOOK_2003.as_bytes().to_vec()]),
        target("html", Inside::Page, vec![file("formats/roster.html")?, PAGE.as_bytes().to_vec()]),
        target("text", Inside::Lines, vec![LINES.as_bytes().to_vec(), MONTHS.as_bytes().to_vec()]),
    ])
}

/// A pay sheet of Excel 5: texts in the code page of Windows, a number, a small one, several in a row, a formula.
fn excel_5() -> Vec<u8> {
    let text = |row: u16, column: u16, text: &str| {
        let (bytes, _, _) = GB18030.encode(text);
        let length = u16::try_from(bytes.len()).unwrap_or(0).to_le_bytes();
        record(0x0204, &[&place(row, column, 0)[..], &length, &bytes].concat())
    };
    let small = |row: u16| record(0x027E, &[&place(row, 2, 0)[..], &[0x02, 0x01, 0, 0x40]].concat());
    let many = [&place(2, 1, 0)[..4], &[0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0x10, 0x40, 2, 0]].concat();
    let formula = [&place(3, 1, 0)[..], &5_f64.to_le_bytes(), &[0; 6], &[7, 0, 0x1E, 1, 0, 0x1E, 1, 0, 3]].concat();
    let head = record(0x0208, &[&[1, 0, 0, 0, 3, 0][..], &[0; 6], &[0x20, 0, 0, 0]].concat());
    let sheet = [
        head,
        text(0, 0, "姓名"),
        text(0, 1, "实发工资"),
        text(1, 0, "吴清"),
        number(1, 1, 0, 8600.5),
        small(1),
        record(0x00BD, &many),
        record(0x0006, &formula),
    ];
    let (name, _, _) = GB18030.encode("工资");
    let globals = [
        record(0x0042, &936_u16.to_le_bytes()),
        record(0x041E, &[&[0xA4, 0, 7][..], b"yyyy-mm"].concat()),
        record(0x00E0, &[&[0, 0, 0xA4, 0][..], &[0; 12]].concat()),
    ];
    records::compound("/Book", &stream(0x0500, &globals, &name, &sheet))
}

fn binary() -> Vec<u8> {
    xlsb(&[
        row_head(0, false),
        cell_text(0, "姓名"),
        cell_text(1, "入职日期"),
        row_head(1, true),
        cell_text(0, "欧阳·㛃𬭎"),
        cell_number(1, 1, 44_348.0),
        cell_number(2, 2, 8600.5),
        records::formula_number(3, 0.0, 2),
        records::formula_text(4, &records::SUM),
    ])
}

impl Target {
    pub fn seeds(&self) -> &[Vec<u8>] {
        &self.seeds
    }

    /// One changed file.
    pub fn variant(&self, dice: &mut Dice) -> Vec<u8> {
        let mut bytes = dice.pick(&self.seeds).cloned().unwrap_or_default();
        let blind = dice.one_in(10);
        let changed = if blind { None } else { self.changed_inside(dice, &bytes) };
        changed.unwrap_or_else(|| {
            bytes::mutate(dice, &mut bytes);
            bytes
        })
    }

    fn changed_inside(&self, dice: &mut Dice, bytes: &[u8]) -> Option<Vec<u8>> {
        match self.inside {
            Inside::Page => Some(markup::mutate(dice, bytes)),
            Inside::Lines => Some(lines::mutate(dice, std::str::from_utf8(bytes).ok()?)),
            Inside::Records => {
                let (name, stream) = workbook_stream(bytes)?;
                let mut records = record_stream::apart(Shape::Biff, &stream);
                record_stream::mutate(dice, Shape::Biff, &mut records);
                Some(records::compound(&name, &record_stream::together(Shape::Biff, &records)))
            }
            Inside::Markup | Inside::Parts => {
                let mut parts = parts(bytes)?;
                let at = dice.below(parts.len());
                let (name, part) = parts.get_mut(at)?;
                *part = match (self.inside, name.ends_with(".bin")) {
                    (Inside::Parts, true) => {
                        let mut records = record_stream::apart(Shape::Xlsb, part);
                        record_stream::mutate(dice, Shape::Xlsb, &mut records);
                        record_stream::together(Shape::Xlsb, &records)
                    }
                    _ => markup::mutate(dice, part),
                };
                packed(&parts)
            }
        }
    }
}

fn workbook_stream(bytes: &[u8]) -> Option<Part> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name))?;
    let mut content = Vec::new();
    file.open_stream(name).ok()?.read_to_end(&mut content).ok()?;
    Some((name.to_owned(), content))
}

fn parts(bytes: &[u8]) -> Option<Vec<Part>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut found = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).ok()?;
        let mut content = Vec::new();
        part.read_to_end(&mut content).ok()?;
        found.push((part.name().to_owned(), content));
    }
    Some(found)
}

fn packed(parts: &[Part]) -> Option<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(name.as_str(), SimpleFileOptions::default()).ok()?;
        archive.write_all(content).ok()?;
    }
    Some(archive.finish().ok()?.into_inner())
}
