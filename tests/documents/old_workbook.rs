//! 旧版模板 as a spreadsheet program opens it after it was filled: it finds every text and number, and computes.

use calamine::{Data, Reader, Xls, open_workbook_from_rs};
use shebao_documents::patch::{Edit, Put, SheetEdits, patch};
use shebao_tests::fixture;
use std::io::Cursor;

use crate::cells::{ID, cell};
use crate::spreadsheet::recalculated;

fn template(name: &str) -> Vec<u8> {
    std::fs::read(fixture(&format!("templates/{name}"))).unwrap()
}

fn edit(row: u32, column: u32, put: Put) -> Edit {
    Edit { row, column, put, mark: false }
}

fn words(text: &str) -> Put {
    Put::Text(text.to_owned())
}

fn filled(name: &str, sheet: &str, like: u32, edits: Vec<Edit>) -> Vec<u8> {
    let edits = SheetEdits { sheet: sheet.to_owned(), edits, like_row: Some(like), wide: None };
    patch(&template(name), &[edits]).unwrap()
}

/// Two hundred people in a template for twenty: 200 × 9,500.50 is 1,900,100, which its own sheet adds up.
#[test]
fn a_spreadsheet_program_opens_and_computes_it() {
    let mut edits = Vec::new();
    for row in 6..206 {
        edits.push(edit(row, 1, words(&format!("张三{row}"))));
        edits.push(edit(row, 3, words(ID)));
        edits.push(edit(row, 6, Put::Number("9500.50".to_owned())));
    }
    let after = filled("enrolment_libreoffice.xls", "增员申报", 6, edits);
    let [sheet, choices] = recalculated(&after, ["增员申报", "字典"]);
    for row in 5..205 {
        assert_eq!([cell(&sheet, row, 1), cell(&sheet, row, 3)], [format!("张三{}", row + 1), ID.to_owned()]);
        assert_eq!(cell(&sheet, row, 6), "#9500.5");
    }
    assert_eq!([cell(&choices, 0, 2), cell(&choices, 1, 2)], ["#200", "#1900100"]);
    assert_eq!(cell(&choices, 56, 0), "户籍类型56");
    // 序号 counts whoever stands beside it.
    assert_eq!([cell(&sheet, 5, 0), cell(&sheet, 24, 0)], ["#1", "#20"]);
}

/// Whatever a name holds, it stays text, here and in a spreadsheet program.
#[test]
fn no_payload_becomes_a_formula() {
    let (name, sheet) = ("tax_client_xlwt.xls", "正常工资薪金收入");
    let payloads = crate::handed_out::payloads();
    assert_eq!(payloads.len(), 100);
    let after = filled(name, sheet, 2, (2..).zip(&payloads).map(|(row, text)| edit(row, 1, words(text))).collect());
    let mut written: Xls<_> = open_workbook_from_rs(Cursor::new(after.as_slice())).unwrap();
    assert_eq!(written.worksheet_formula(sheet).unwrap().used_cells().count(), 0);
    let read = written.worksheet_range(sheet).unwrap();
    for (row, text) in (1..).zip(&payloads) {
        assert!(matches!(read.get_value((row, 1)), Some(Data::String(found)) if found == text), "{text:?}");
    }
    let [opened] = recalculated(&after, [sheet]);
    assert!((1..101).all(|row| matches!(opened.get_value((row, 1)), Some(Data::String(_)))));
}
