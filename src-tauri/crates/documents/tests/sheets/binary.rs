//! Binary workbooks, built record by record: Excel 5, Excel 2003 and xlsb, with what only their records tell.

use encoding_rs::GB18030;
use shebao_documents::read::{ReadError, read};
use shebao_documents::sheet::{Cell, Format};

use crate::records::{
    SUM, cell_number, cell_text, compound, formula_number, formula_text, number, place, record, row_head, stream, xlsb,
};

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

/// The tokens of `""`.
const EMPTY_TEXT: [u8; 3] = [0x17, 0, 0];

/// A sum cannot be an empty text; `""` can. A 0 counts where any formula of the sheet was computed.
#[test]
fn an_uncomputed_formula_of_a_binary_workbook_is_told() {
    let rows = [row_head(0, false), formula_text(0, &SUM), formula_text(1, &EMPTY_TEXT), formula_number(2, 0.0, 2)];
    let book = read(&xlsb(&rows)).unwrap();
    assert_eq!(book.sheets[0].cell(1, 0), Some(&Cell::Uncomputed));
    assert_eq!(book.sheets[0].cell(1, 1), None);
    assert_eq!(book.sheets[0].cell(1, 2), Some(&Cell::Uncomputed));
    let rows = [row_head(0, false), formula_number(0, 8600.5, 2), formula_number(1, 0.0, 2)];
    let book = read(&xlsb(&rows)).unwrap();
    assert_eq!(book.sheets[0].cell(1, 1), Some(&Cell::Number("0".to_owned())));
}

/// Excel 97: 0 under a formula that is to be computed at opening, alone and beside a computed one.
#[test]
fn a_zero_that_nobody_computed_is_told() {
    let formula = |column: u16, value: f64| {
        let length = u16::try_from(SUM.len()).unwrap().to_le_bytes();
        let options = [2, 0, 0, 0, 0, 0];
        record(0x0006, &[&place(0, column, 0)[..], &value.to_le_bytes(), &options, &length, &SUM].concat())
    };
    let of = |cells: &[Vec<u8>]| {
        let book = read(&compound("/Workbook", &stream(0x0600, &[], b"a", cells))).unwrap();
        book.sheets[0].cell(1, 1).cloned()
    };
    assert_eq!(of(&[number(0, 0, 0, 1.0), formula(1, 0.0)]), Some(Cell::Uncomputed));
    assert_eq!(of(&[formula(0, 5.0), formula(1, 0.0)]), Some(Cell::Number("0".to_owned())));
}
