//! 旧版模板: .xls files as other programs write them, filled and compared with what they were, record by record.

use shebao_documents::patch::{Edit, Put, SheetEdits, patch};
use shebao_documents::read::read;
use shebao_documents::sheet::{Cell, Workbook};

use crate::record_parts::{Parts, TABLE, long, streams, word};

/// Written by xlwt: prepared rows, a hidden column, columns formatted as text, protection, a list of texts over several
/// records, a second sheet with numbers in a row, a formula and a text of two colours.
const TAX: &[u8] = include_bytes!("../../../../../tests/fixtures/templates/tax_client_xlwt.xls");
/// Written by LibreOffice: merged heads in three rows above the headings, drop-downs, a conditional format, a note, a
/// filter, a formula in the first column, a sheet of choices and a hidden one.
const ENROLMENT: &[u8] = include_bytes!("../../../../../tests/fixtures/templates/enrolment_libreoffice.xls");
const TAX_SHEET: &str = "正常工资薪金收入";
const ENROLMENT_SHEET: &str = "增员申报";

pub fn edit(row: u32, column: u32, put: Put) -> Edit {
    Edit { row, column, put, mark: false }
}

pub fn words(text: &str) -> Put {
    Put::Text(text.to_owned())
}

fn number(text: &str) -> Put {
    Put::Number(text.to_owned())
}

pub fn on(sheet: &str, like: u32, edits: Vec<Edit>) -> Vec<SheetEdits> {
    vec![SheetEdits { sheet: sheet.to_owned(), edits, like_row: Some(like), wide: None }]
}

/// What a cell shows; nothing of one that is empty.
pub fn shown(book: &Workbook, sheet: &str, row: u32, column: u32) -> String {
    let sheet = book.sheets.iter().find(|one| one.name == sheet).unwrap();
    sheet.cell(row, column).map(Cell::shown).unwrap_or_default()
}

/// Two hundred people, more than the template has prepared rows for.
fn people() -> Vec<Edit> {
    let mut edits = Vec::new();
    for row in 2..202_u32 {
        edits.push(edit(row, 0, words(&format!("{row:05}"))));
        edits.push(edit(row, 1, words(&format!("欧阳·㛃𬭎{row}"))));
        edits.push(edit(row, 2, words("居民身份证")));
        edits.push(edit(row, 3, words(&format!("11010119900307{row:03}X"))));
        edits.push(edit(row, 4, number(&format!("{}.05", 8_000 + row))));
        edits.push(edit(row, 6, number("688.04")));
    }
    edits
}

#[test]
fn two_hundred_people_in_a_template_of_forty_rows() {
    let after = patch(TAX, &on(TAX_SHEET, 2, people())).unwrap();
    let book = read(&after).unwrap();
    for row in 2..202 {
        let of = |column| shown(&book, TAX_SHEET, row, column);
        let id = format!("11010119900307{row:03}X");
        assert_eq!(
            [of(0), of(1), of(2), of(3)],
            [format!("{row:05}"), format!("欧阳·㛃𬭎{row}"), "居民身份证".to_owned(), id]
        );
        // Her cents, as they went in: 8,000 and the row, and 5 fen.
        assert_eq!([of(4), of(5), of(6)], [format!("{}.05", 8_000 + row), String::new(), "688.04".to_owned()]);
    }
    let (old, new) = (Parts::of(TAX), Parts::of(&after));
    let (sheet, notes) = (new.of_tab(0), new.of_tab(1));
    assert_eq!(new.without(sheet, &TABLE), old.without(sheet, &TABLE), "widths, panes, protection");
    assert_eq!(new.parts[notes], old.parts[notes], "the other sheet, byte for byte");
    let (before, cells) = (old.cells(sheet), new.cells(sheet));
    let edited = |row: u16, column: u16| (1..201).contains(&row) && [0, 1, 2, 3, 4, 6].contains(&column);
    for ((row, column), cell) in &before {
        let now = &cells[&(*row, *column)];
        assert_eq!(now.look, cell.look, "the look of row {row} column {column}");
        assert!(edited(*row, *column) || now == cell, "row {row} column {column} was not written to");
    }
    for ((row, column), cell) in cells.iter().filter(|(place, _)| !before.contains_key(place)) {
        assert!(edited(*row, *column), "nothing else was added: {row} {column}");
        assert_eq!(cell.look, before[&(1, *column)].look, "as the first prepared row");
    }
    let rows = new.rows(sheet);
    assert_eq!(rows.len(), 201);
    // Height and options of the prepared rows.
    assert!(rows.iter().skip(1).all(|(_, body)| body[6..] == rows[&1][6..] && word(&rows[&1], 6) == 400));
    let area = &new.of_kind(sheet, 0x0200)[0].1;
    assert_eq!((long(area, 0), long(area, 4), word(area, 8), word(area, 10)), (0, 201, 0, 22));
    // The list of texts grew by the numbers, names, one document type and IDs; every cell with a text names one.
    let list = |parts: &Parts| (long(&parts.of_kind(0, 0x00FC)[0].1, 0), long(&parts.of_kind(0, 0x00FC)[0].1, 4));
    assert_eq!(list(&new), (list(&old).0 + 800, list(&old).1 + 601));
    let globals = [0x0085, 0x00FC, 0x003C];
    assert_eq!(new.without(0, &globals), old.without(0, &globals));
    for row in [2_u32, 31, 100, 250] {
        assert_eq!(shown(&book, "填表说明", row, 0), shown(&read(TAX).unwrap(), "填表说明", row, 0));
    }
}

#[test]
fn what_libre_office_wrote_stays() {
    let mut edits = Vec::new();
    for row in 6..30_u32 {
        edits.push(edit(row, 0, number("7")));
        edits.push(edit(row, 1, words("张三")));
        edits.push(edit(row, 3, words("11010119900307001X")));
        edits.push(edit(row, 6, number("9500.50")));
    }
    let after = patch(ENROLMENT, &on(ENROLMENT_SHEET, 6, edits)).unwrap();
    let (old, new) = (Parts::of(ENROLMENT), Parts::of(&after));
    let sheet = new.of_tab(0);
    for (name, kind) in [
        ("merged areas", 0x00E5),
        ("drop-downs", 0x01BE),
        ("conditional formats", 0x01B1),
        ("protection", 0x0012),
        ("notes", 0x001C),
        ("drawings", 0x00EC),
        ("columns", 0x007D),
        ("the filter", 0x009D),
        ("titles to print", 0x0018),
        ("fonts", 0x0031),
        ("looks", 0x00E0),
    ] {
        let part = if matches!(kind, 0x0018 | 0x0031 | 0x00E0) { 0 } else { sheet };
        let records = new.of_kind(part, kind);
        assert!(!records.is_empty() && records == old.of_kind(part, kind), "{name}");
    }
    assert_eq!(new.without(sheet, &TABLE), old.without(sheet, &TABLE));
    for tab in [1, 2] {
        assert_eq!(new.parts[new.of_tab(tab)], old.parts[old.of_tab(tab)], "sheet {tab}");
    }
    let (before, cells) = (old.cells(sheet), new.cells(sheet));
    // 编号 is a formula in the prepared rows, and stays one; below them it is not.
    for row in 5..25 {
        assert_eq!(cells[&(row, 0)], before[&(row, 0)], "row {row}");
    }
    assert_eq!((before[&(5, 0)].kind, cells[&(27, 0)].kind), (0x0006, 0x0203));
    for ((row, column), cell) in &cells {
        let look = before.get(&(*row, *column)).unwrap_or_else(|| &before[&(5, *column)]).look;
        assert_eq!(cell.look, look, "row {row} column {column}");
    }
    let book = read(&after).unwrap();
    let of = |row, column| shown(&book, ENROLMENT_SHEET, row, column);
    assert_eq!([of(1, 0), of(5, 3)], ["单位职工参保登记（增员）批量申报表", "证件号码*"].map(str::to_owned));
    for row in 6..30 {
        assert_eq!([of(row, 1), of(row, 3), of(row, 6)], ["张三", "11010119900307001X", "9500.5"].map(str::to_owned));
    }
    let visible: Vec<bool> = book.sheets.iter().map(|sheet| sheet.visible).collect();
    assert_eq!(visible, [true, true, false]);
    // The sum on the sheet of choices is old now: a spreadsheet program is to compute it when it opens the file.
    assert_eq!((long(&new.of_kind(0, 0x01C1)[0].1, 4), new.of_kind(0, 0x00FF).len()), (0, 0));
    let (old, mut new) = (streams(ENROLMENT), streams(&after));
    new.insert("/Workbook".to_owned(), old["/Workbook"].clone());
    assert!(old.len() > 1 && new == old, "the other streams of the file");
}

/// Filled again, everything stands once: the same places, and no text twice in the list.
#[test]
fn a_filled_template_is_filled_again() {
    let once = patch(TAX, &on(TAX_SHEET, 2, people())).unwrap();
    let twice = patch(&once, &on(TAX_SHEET, 2, vec![edit(2, 1, words("张三")), edit(300, 1, words("张三"))])).unwrap();
    let (old, new) = (Parts::of(&once), Parts::of(&twice));
    let count = |parts: &Parts| long(&parts.of_kind(0, 0x00FC)[0].1, 4);
    assert_eq!(count(&new), count(&old) + 1);
    assert_eq!(new.cells(1).len(), old.cells(1).len() + 1);
    let book = read(&twice).unwrap();
    assert_eq!(
        [2, 3, 300].map(|row| shown(&book, TAX_SHEET, row, 1)),
        ["张三", "欧阳·㛃𬭎3", "张三"].map(str::to_owned)
    );
}

/// A file without any edit comes back with the same records.
#[test]
fn nothing_to_write_changes_nothing() {
    for (bytes, sheet) in [(TAX, TAX_SHEET), (ENROLMENT, ENROLMENT_SHEET)] {
        let after = patch(bytes, &on(sheet, 2, Vec::new())).unwrap();
        assert_eq!(Parts::of(&after).parts, Parts::of(bytes).parts);
        assert_eq!(read(&after).unwrap(), read(bytes).unwrap());
    }
}
