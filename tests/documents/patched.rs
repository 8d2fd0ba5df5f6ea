//! 在原文件上改: the clerk's own workbook with cells changed, as other programs read it; everything else as it was.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use calamine::{Data, Xlsx, open_workbook_from_rs};
use rust_xlsxwriter::{Color, DataValidation, Format, Note, Workbook};
use shebao_documents::patch::{Edit, Put, SheetEdits, patch, rebuilt};
use shebao_documents::read;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::cells::{ID, cell};
use crate::spreadsheet::{as_written, formulas, recalculated};

/// A bureau's template: merged title, coloured headings with notes, a hidden column, text and money formats, a drop-down,
/// an example row, a formula, and a second sheet with the list of choices.
fn template() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let head = Format::new().set_background_color(Color::Yellow).set_bold();
    let (text, money) = (Format::new().set_num_format("@"), Format::new().set_num_format("#,##0.00").set_italic());
    let sheet = workbook.add_worksheet().set_name("报盘").unwrap();
    sheet.merge_range(0, 0, 0, 4, "人员参保登记报盘", &head).unwrap();
    for (column, heading) in (0..).zip(["证件号码*", "姓名*", "内部码", "缴费工资*", "户籍*"]) {
        sheet.write_string_with_format(1, column, heading, &head).unwrap();
        sheet.set_column_width(column, 11.0 + f64::from(column)).unwrap();
    }
    sheet.insert_note(1, 0, &Note::new("按证件填写")).unwrap();
    for row in 2..=4 {
        sheet.write_blank(row, 0, &text).unwrap();
        sheet.write_blank(row, 1, &text).unwrap();
        sheet.write_blank(row, 3, &money).unwrap();
    }
    sheet.write_formula(2, 4, "=IF(A3=\"\",\"\",\"本市\")").unwrap();
    sheet.set_column_hidden(2).unwrap();
    sheet.set_row_height(2, 30).unwrap();
    let choices = DataValidation::new().allow_list_strings(&["本市", "外埠"]).unwrap();
    sheet.add_data_validation(2, 4, 500, 4, &choices).unwrap();
    let other = workbook.add_worksheet().set_name("字典").unwrap();
    other.write_string(0, 0, "本市").unwrap();
    other.write_formula(1, 0, "=A1&\"户籍\"").unwrap();
    workbook.save_to_buffer().unwrap()
}

fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let mut read = |name: &String| {
        let mut bytes = Vec::new();
        archive.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    names.iter().map(|name| (name.clone(), read(name))).collect()
}

fn edit(row: u32, column: u32, put: Put) -> Edit {
    Edit { row, column, put, mark: false }
}

fn words(text: &str) -> Put {
    Put::Text(text.to_owned())
}

fn filled(edits: Vec<Edit>) -> Vec<u8> {
    let edits = SheetEdits { sheet: "报盘".to_owned(), edits, like_row: Some(3), wide: None };
    patch(&template(), &[edits]).unwrap()
}

/// The attribute `s` of a cell in a sheet's part.
fn look(part: &str, place: &str) -> Option<String> {
    let cell = part.split("<c ").find(|cell| cell.starts_with(&format!("r=\"{place}\"")))?;
    let tag = cell.split('>').next()?;
    Some(tag.split(" s=\"").nth(1)?.split('"').next()?.to_owned())
}

#[test]
fn a_filled_template_keeps_everything_but_the_cells_that_are_filled() {
    let before = template();
    let after = filled(vec![
        edit(3, 0, words(ID)),
        edit(3, 1, words("张三")),
        edit(3, 3, Put::Number("9500.00".to_owned())),
        edit(9, 0, words(ID)),
        edit(9, 3, Put::Number("0.10".to_owned())),
    ]);
    let (old, new) = (parts(&before), parts(&after));
    assert_eq!(old.keys().collect::<Vec<_>>(), new.keys().collect::<Vec<_>>());
    for (name, text) in &old {
        assert!(name == "xl/worksheets/sheet1.xml" || new[name] == *text, "{name} changed");
    }
    let (old, new) = (&old["xl/worksheets/sheet1.xml"], &new["xl/worksheets/sheet1.xml"]);
    for kept in ["mergeCells", "dataValidations", "cols", "legacyDrawing", "sheetViews", "pageMargins"] {
        let of = |text: &str| {
            text.split_once(&format!("<{kept}")).map(|(_, rest)| {
                rest.split(&format!("</{kept}>")).next().unwrap_or_default().chars().take(400).collect::<String>()
            })
        };
        assert_eq!(
            of(old).map(|t| t.split("/>").next().unwrap_or_default().to_owned()),
            of(new).map(|t| t.split("/>").next().unwrap_or_default().to_owned()),
            "{kept}"
        );
    }
    assert_eq!(look(old, "D3"), look(new, "D3"), "the money format of the template's row");
    assert_eq!((look(new, "A9"), look(new, "D9")), (look(old, "A3"), look(old, "D3")), "rows below look like it");
    assert!(new.contains("<row r=\"9\" ht=\"30\""), "and are as high");
    let [sheet] = as_written(&after, ["报盘"]);
    let read = |row, column| cell(&sheet, row, column);
    assert_eq!((read(0, 0), read(1, 3)), ("人员参保登记报盘".to_owned(), "缴费工资*".to_owned()));
    assert_eq!([read(2, 0), read(2, 1), read(2, 3)], [ID.to_owned(), "张三".to_owned(), "#9500".to_owned()]);
    assert_eq!([read(8, 0), read(8, 3)], [ID.to_owned(), "#0.1".to_owned()]);
    let mut opened: Xlsx<_> = open_workbook_from_rs(Cursor::new(&after)).unwrap();
    assert_eq!(opened.merge_cells_by_sheet_name("报盘").unwrap().len(), 1);
    assert_eq!(formulas(&after), formulas(&before));
}

/// A spreadsheet program opens it, computes its formulas and finds the same texts.
#[test]
fn a_spreadsheet_program_opens_the_filled_template() {
    let after = filled(vec![edit(3, 0, words(ID)), edit(3, 1, words("张三")), edit(3, 4, words("外埠"))]);
    let [sheet, other] = recalculated(&after, ["报盘", "字典"]);
    assert_eq!([cell(&sheet, 2, 0), cell(&sheet, 2, 1)], [ID.to_owned(), "张三".to_owned()]);
    assert_eq!(cell(&sheet, 2, 4), "本市", "a cell with a formula keeps it, and it counts what was filled in");
    assert_eq!(cell(&other, 1, 0), "本市户籍");
}

/// Red where something is wrong: the same look on a red ground, and nothing else of the cell.
#[test]
fn a_marked_cell_turns_red_and_keeps_its_value_and_format() {
    let before = filled(vec![edit(3, 0, words(ID)), edit(3, 3, Put::Number("9500.00".to_owned()))]);
    let mark = |row, column| Edit { row, column, put: Put::Keep, mark: true };
    let edits = SheetEdits {
        sheet: "报盘".to_owned(),
        edits: vec![
            mark(3, 3),
            mark(3, 4),
            mark(7, 0),
            edit(2, 5, words("错误说明")),
            edit(3, 5, words("工资低于最低工资")),
        ],
        like_row: None,
        wide: Some((5, 48)),
    };
    let after = patch(&before, &[edits]).unwrap();
    let (old, new) = (parts(&before), parts(&after));
    let sheet = &new["xl/worksheets/sheet1.xml"];
    assert_eq!(
        as_written(&after, ["报盘"]).map(|sheet| [cell(&sheet, 2, 3), cell(&sheet, 2, 5)]),
        [["#9500".to_owned(), "工资低于最低工资".to_owned()]]
    );
    assert_eq!(formulas(&after), formulas(&before), "a marked formula stays one");
    assert!(sheet.contains("<col min=\"6\" max=\"6\" width=\"48\""), "the added column is wide");
    let count = |text: &str| {
        text.split("<cellXfs count=\"")
            .nth(1)
            .and_then(|t| t.split('"').next())
            .and_then(|n| n.parse::<usize>().ok())
            .unwrap()
    };
    let (styles, looks) = (&new["xl/styles.xml"], count(&old["xl/styles.xml"]));
    assert_eq!(count(styles), looks + 2, "a twin for each look that is marked");
    let xfs = styles.split("<cellXfs").nth(1).unwrap().split("</cellXfs>").next().unwrap();
    assert_eq!(xfs.matches("<xf ").count(), looks + 2);
    let twin = look(sheet, "D3").unwrap().parse::<usize>().unwrap();
    assert!(twin >= looks && styles.contains("FFFFC7CE"));
    let plain: usize = look(&old["xl/worksheets/sheet1.xml"], "D3").unwrap().parse().unwrap();
    let number_format = |at: usize| {
        xfs.split("<xf ").nth(at + 1).unwrap().split("numFmtId=\"").nth(1).unwrap().split('"').next().unwrap()
    };
    assert_eq!(number_format(twin), number_format(plain));
    let [opened] = recalculated(&after, ["报盘"]);
    assert_eq!(cell(&opened, 1, 5), "错误说明");
}

/// The workbook with one part changed.
fn with_part(workbook: &[u8], name: &str, changed: impl Fn(String) -> String) -> Vec<u8> {
    let mut copy = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, part) in parts(workbook) {
        copy.start_file(&path, SimpleFileOptions::default()).unwrap();
        let part = if path == name { changed(part) } else { part };
        copy.write_all(part.as_bytes()).unwrap();
    }
    copy.finish().unwrap().into_inner()
}

/// What depends on a cell that is filled in is computed when the file is opened; a file without formulas says nothing new.
#[test]
fn formulas_are_computed_when_the_filled_file_is_opened() {
    let (name, word) = ("xl/workbook.xml", " fullCalcOnLoad=\"1\"");
    let edits = |sheet: &str| {
        let edits = vec![edit(3, 0, words(ID))];
        vec![SheetEdits { sheet: sheet.to_owned(), edits, ..SheetEdits::default() }]
    };
    let computed = with_part(&template(), name, |part| part.replace(word, ""));
    assert!(!parts(&computed)[name].contains("fullCalcOnLoad"));
    let after = parts(&patch(&computed, &edits("报盘")).unwrap())[name].clone();
    assert_eq!((after.matches(word).count(), after.replace(word, "")), (1, parts(&computed)[name].clone()));
    let mut plain = Workbook::new();
    plain.add_worksheet().set_name("报盘").unwrap().write_string(0, 0, "姓名").unwrap();
    let plain = with_part(&plain.save_to_buffer().unwrap(), name, |part| part.replace(word, ""));
    assert_eq!(parts(&patch(&plain, &edits("报盘")).unwrap())[name], parts(&plain)[name]);
}

/// A bureau often formats whole columns or rows and no cell: what is put there looks like them.
#[test]
fn a_new_cell_takes_the_look_of_its_row_or_its_column() {
    let (text, money) = (Format::new().set_num_format("@"), Format::new().set_num_format("0.00"));
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("报盘").unwrap();
    sheet.write_string(0, 0, "证件号码").unwrap();
    sheet.set_column_format(0, &text).unwrap();
    sheet.set_row_format(1, &money).unwrap();
    let before = workbook.save_to_buffer().unwrap();
    let edits = [(2, 0), (2, 5), (4, 0), (4, 5)].map(|(row, column)| edit(row, column, words(ID))).to_vec();
    let at = |like_row| {
        let edits = SheetEdits { sheet: "报盘".to_owned(), edits: edits.clone(), like_row, wide: None };
        let after = parts(&patch(&before, &[edits]).unwrap())["xl/worksheets/sheet1.xml"].clone();
        ["A2", "F2", "A4", "F4"].map(|place| look(&after, place))
    };
    let column = |part: &str| {
        part.split("<col ").nth(1).and_then(|tag| tag.split(" style=\"").nth(1).map(|t| t[..1].to_owned()))
    };
    let text = column(&parts(&before)["xl/worksheets/sheet1.xml"]);
    let row = parts(&before)["xl/worksheets/sheet1.xml"]
        .split("<row r=\"2\"")
        .nth(1)
        .and_then(|tag| tag.split(" s=\"").nth(1).map(|rest| rest[..1].to_owned()));
    assert!(text.is_some() && row.is_some() && text != row);
    assert_eq!(at(None), [row.clone(), row.clone(), text, None]);
    assert_eq!(at(Some(2)), [row.clone(), row.clone(), row.clone(), row]);
}

/// Parts as other programs write them: prefixed names, rows and cells without numbers, rows in one tag, no styles.
#[test]
fn parts_of_other_programs_are_understood() {
    let sheet = "<?xml version=\"1.0\"?><x:worksheet xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
        <x:dimension ref=\"A1:B2\"/><x:sheetData><x:row><x:c t=\"inlineStr\"><x:is><x:t>姓名</x:t></x:is></x:c>\
        <x:c t=\"inlineStr\"><x:is><x:t>证件号码</x:t></x:is></x:c></x:row><x:row r=\"2\" spans=\"1:2\"/></x:sheetData></x:worksheet>";
    let bytes = with_part(&template(), "xl/worksheets/sheet1.xml", |_| sheet.to_owned());
    let edits = vec![
        edit(2, 0, words("张三")),
        edit(2, 1, words(ID)),
        edit(4, 1, Put::Number("1".to_owned())),
        edit(1, 2, words("备注")),
    ];
    let after = patch(&bytes, &[SheetEdits { sheet: "报盘".to_owned(), edits, ..SheetEdits::default() }]).unwrap();
    let [read] = as_written(&after, ["报盘"]);
    assert_eq!(
        [cell(&read, 0, 0), cell(&read, 0, 2), cell(&read, 1, 0), cell(&read, 1, 1), cell(&read, 3, 1)],
        ["姓名", "备注", "张三", ID, "#1"].map(str::to_owned)
    );
    let text = &parts(&after)["xl/worksheets/sheet1.xml"];
    assert!(text.contains("ref=\"A1:C4\"") && !text.contains("spans"), "{text}");
}

/// Whatever a name holds, it stays text in the filled file and in the marked one.
#[test]
fn no_payload_becomes_a_formula() {
    let payloads: Vec<String> = crate::handed_out::payloads();
    assert_eq!(payloads.len(), 100);
    let edits: Vec<Edit> = (3..).zip(&payloads).map(|(row, text)| edit(row, 1, words(text))).collect();
    let after = filled(edits.clone());
    assert_eq!(formulas(&after), formulas(&template()));
    let [read] = as_written(&after, ["报盘"]);
    for (row, text) in (2..).zip(&payloads) {
        assert!(
            matches!(read.get_value((row, 1)), Some(Data::String(found)) if found == text),
            "{text:?}: {:?}",
            read.get_value((row, 1))
        );
    }
    let [opened] = recalculated(&after, ["报盘"]);
    assert!((2..102).all(|row| matches!(opened.get_value((row, 1)), Some(Data::String(_)))));

    let source = read::read(&after).unwrap();
    let again = rebuilt(&source, &[SheetEdits { sheet: "报盘".to_owned(), edits, ..SheetEdits::default() }]).unwrap();
    assert_eq!(formulas(&again), 0);
}

/// A text file or an old workbook comes back as a new one with the same cells in the same places.
#[test]
fn a_source_that_cannot_be_written_is_rebuilt() {
    let csv = format!("某公司,,\n姓名,证件号码,金额\n张三,{ID},\"9,500.00\"\n");
    let source = read::read(csv.as_bytes()).unwrap();
    let edits = vec![
        Edit { row: 3, column: 1, put: Put::Keep, mark: true },
        edit(2, 3, words("错误说明")),
        edit(3, 3, words("校验位不对")),
    ];
    let sheet = source.sheets[0].name.clone();
    let bytes = rebuilt(&source, &[SheetEdits { sheet: sheet.clone(), edits, ..SheetEdits::default() }]).unwrap();
    let [read] = as_written(&bytes, [sheet.as_str()]);
    assert_eq!(
        [cell(&read, 0, 0), cell(&read, 2, 1), cell(&read, 2, 2), cell(&read, 1, 3), cell(&read, 2, 3)],
        ["某公司", ID, "9,500.00", "错误说明", "校验位不对"].map(str::to_owned)
    );
    assert!(parts(&bytes)["xl/styles.xml"].contains("FFC7CE"));
}
