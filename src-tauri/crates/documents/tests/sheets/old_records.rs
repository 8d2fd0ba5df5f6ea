//! 旧版模板: what only built records show – rows without a record, cells of several in one, long texts, places told
//! twice, and the workbooks that are not changed.

use shebao_documents::patch::{Edit, Put, SheetEdits, patch};
use shebao_documents::read::{ReadError, read};

use crate::old_templates::{edit, on, shown, words};
use crate::record_parts::{Parts, long, word};
use crate::records::{compound, number, place, record, stream};

const SHEET: &str = "a";

fn area() -> Vec<u8> {
    record(0x0200, &[0; 14])
}

fn globals() -> Vec<Vec<u8>> {
    vec![record(0x0042, &1200_u16.to_le_bytes())]
}

/// A list of texts of one byte a character.
fn list(texts: &[&str]) -> Vec<u8> {
    let count = u32::try_from(texts.len()).unwrap().to_le_bytes();
    let texts = texts.iter().flat_map(|text| {
        let length = u16::try_from(text.len()).unwrap().to_le_bytes();
        [&length[..], &[0], text.as_bytes()].concat()
    });
    record(0x00FC, &[&count[..], &count, &texts.collect::<Vec<u8>>()].concat())
}

fn book(globals: &[Vec<u8>], sheet: &[Vec<u8>]) -> Vec<u8> {
    compound("/Workbook", &stream(0x0600, globals, SHEET.as_bytes(), sheet))
}

fn filled(bytes: &[u8], edits: Vec<Edit>) -> Vec<u8> {
    patch(bytes, &on(SHEET, 2, edits)).unwrap()
}

fn money(text: &str) -> Put {
    Put::Number(text.to_owned())
}

/// Empty cells in one record, small numbers in one record: the one in the middle is written to, the others stay.
#[test]
fn records_of_several_cells_are_divided() {
    let blanks = [&place(1, 0, 0)[..4], &[16, 0, 17, 0, 18, 0, 19, 0, 3, 0]].concat();
    let small = |look: u16, value: i32| [&look.to_le_bytes()[..], &(value << 2 | 2).to_le_bytes()].concat();
    let numbers = [&place(2, 1, 0)[..4], &small(20, 5), &small(21, 6), &small(22, 7), &[3, 0]].concat();
    let before = book(&globals(), &[area(), record(0x00BE, &blanks), record(0x00BD, &numbers)]);
    let after = filled(
        &before,
        vec![edit(2, 1, words("甲")), edit(2, 3, words("乙")), edit(3, 2, money("0.10")), edit(3, 1, words("丙"))],
    );
    let cells = Parts::of(&after).cells(1);
    let looks: Vec<((u16, u16), u16, u16)> = cells.iter().map(|(at, cell)| (*at, cell.look, cell.kind)).collect();
    assert_eq!(
        looks,
        [
            ((1, 0), 16, 0x0201),
            ((1, 1), 17, 0x00FD),
            ((1, 2), 18, 0x0201),
            ((1, 3), 19, 0x00FD),
            ((2, 1), 20, 0x00FD),
            ((2, 2), 21, 0x0203),
            ((2, 3), 22, 0x027E),
        ]
    );
    let book = read(&after).unwrap();
    assert_eq!([1, 2, 3].map(|column| shown(&book, SHEET, 3, column)), ["丙", "0.1", "7"].map(str::to_owned));
    assert_eq!([1, 3].map(|column| shown(&book, SHEET, 2, column)), ["甲", "乙"].map(str::to_owned));
    // The list of texts that was not there, and rows that had no record.
    let parts = Parts::of(&after);
    assert_eq!((parts.of_kind(0, 0x00FC).len(), parts.rows(1).len()), (1, 2));
    assert_eq!(parts.rows(1)[&1][..6], [1, 0, 0, 0, 4, 0]);
}

/// A cell that is not there looks like the row above, else like its own row, else like its column, else plain.
#[test]
fn a_new_cell_takes_the_look_of_its_row_or_its_column() {
    let columns = record(0x007D, &[2, 0, 4, 0, 0, 9, 23, 0, 0, 0, 0, 0]);
    let row = |number: u8, options: [u8; 4]| {
        record(0x0208, &[&[number, 0, 0, 0, 0, 0, 0x2C, 1, 0, 0, 0, 0][..], &options].concat())
    };
    let like = [row(1, [0, 1, 15, 0]), row(3, [0x80, 1, 24, 0]), number(1, 1, 25, 1.0)];
    let before = book(&globals(), &[vec![columns, area()], like.to_vec()].concat());
    let edits = [(2, 2), (2, 5), (4, 1), (4, 2), (4, 5), (9, 1), (9, 3), (9, 5)];
    let after = filled(&before, edits.map(|(row, column)| edit(row, column, words("文"))).to_vec());
    let parts = Parts::of(&after);
    let cells = parts.cells(1);
    let look = |row: u16, column: u16| cells[&(row - 1, column)].look;
    assert_eq!([look(2, 2), look(2, 5)], [23, 15], "its column; nothing");
    assert_eq!([look(4, 1), look(4, 2), look(4, 5)], [25, 24, 24], "the row above; its own row");
    assert_eq!([look(9, 1), look(9, 3), look(9, 5)], [25, 23, 15]);
    // 15 points high, as the row it is like.
    assert_eq!(parts.rows(1)[&8], [8, 0, 1, 0, 6, 0, 0x2C, 1, 0, 0, 0, 0, 0, 1, 15, 0]);
    let area = &parts.of_kind(1, 0x0200)[0].1;
    assert_eq!((long(area, 0), long(area, 4), word(area, 8), word(area, 10)), (1, 9, 1, 6));
}

/// Texts that just fit into a record of the list, that just do not, and the longest a cell can hold.
#[test]
fn long_texts_go_on_in_further_records() {
    // A record takes 8,224 bytes: the list's numbers 8, a text's head 3, two a character.
    for length in [4_105, 4_106, 4_107, 4_110, 4_111, 12_000, 32_767] {
        for text in ["长".repeat(length), "x".repeat(length), "𬭎".repeat(length / 2)] {
            let before = book(&[globals(), vec![list(&["head"])]].concat(), &[area()]);
            let after = filled(&before, vec![edit(2, 0, words(&text)), edit(3, 0, words("末"))]);
            let book = read(&after).unwrap();
            assert!(shown(&book, SHEET, 2, 0) == text, "{length}");
            assert_eq!(shown(&book, SHEET, 3, 0), "末");
            assert_eq!(long(&Parts::of(&after).of_kind(0, 0x00FC)[0].1, 4), 3);
            // What was written is understood again.
            assert_eq!(shown(&read(&filled(&after, vec![edit(4, 0, words("再"))])).unwrap(), SHEET, 4, 0), "再");
        }
    }
}

/// Excel tells where the rows stand: in the sheet written to that is left out, in the one behind it the places follow.
#[test]
fn indexes_of_rows_do_not_lead_astray() {
    let first = [record(0x020B, &[0; 16]), area(), number(0, 0, 15, 1.0), record(0x00D7, &[0; 4])];
    let one = stream(0x0600, &[list(&["head"]), record(0x00FF, &[8, 0])], b"a", &first);
    let globals_end = 20 + 19 + 6 + 13 + 4;
    let bound = |begin: usize, name: u8| {
        record(0x0085, &[&u32::try_from(begin).unwrap().to_le_bytes()[..], &[0, 0, 1, 0, name]].concat())
    };
    let (globals, sheet) = (&one[..globals_end - 4 - 13], &one[globals_end..]);
    let second_at = globals.len() + 26 + 4 + sheet.len();
    let first_at = globals.len() + 26 + 4;
    let mut second = sheet.to_vec();
    // Behind its beginning of 20 bytes the index; its last number is where the cell stands, 58 bytes on.
    second[20 + 4 + 12..20 + 4 + 16].copy_from_slice(&u32::try_from(second_at + 58).unwrap().to_le_bytes());
    let all = [globals, &bound(first_at, b'a'), &bound(second_at, b'b'), &record(0x000A, &[]), sheet, &second].concat();
    let after = filled(&compound("/Workbook", &all), vec![edit(5, 3, words("一段新文字"))]);
    let parts = Parts::of(&after);
    assert_eq!((parts.of_kind(1, 0x020B).len(), parts.of_kind(1, 0x00D7).len()), (0, 0));
    assert_eq!((parts.of_kind(0, 0x00FF).len(), parts.of_kind(2, 0x00D7).len()), (0, 1));
    let told = long(&parts.of_kind(2, 0x020B)[0].1, 12);
    let begin = long(&parts.of_kind(0, 0x0085)[1].1, 0);
    assert_eq!(told, begin + 58);
    let workbook = read(&after).unwrap();
    assert_eq!([shown(&workbook, "a", 5, 3), shown(&workbook, "b", 1, 0)], ["一段新文字", "1"].map(str::to_owned));
}

fn why(bytes: &[u8], edits: &[SheetEdits]) -> String {
    match patch(bytes, edits).unwrap_err() {
        ReadError::FixedFormat { what } => what,
        other => panic!("{other:?}"),
    }
}

/// What is not understood to its last record is not changed at all.
#[test]
fn what_is_not_understood_is_refused() {
    let one = on(SHEET, 2, vec![edit(2, 0, words("甲"))]);
    let sheet = [area(), number(0, 0, 15, 1.0)];
    let sound = book(&globals(), &sheet);
    assert!(patch(&sound, &one).is_ok());
    let marked = Edit { mark: true, ..edit(2, 0, Put::Keep) };
    assert!(why(&sound, &on(SHEET, 2, vec![marked])).contains("标红"));
    let wide = SheetEdits { wide: Some((1, 60)), ..one[0].clone() };
    assert!(why(&sound, &[wide]).contains("标红"));
    for (row, column) in [(65_537, 0), (0, 0), (2, 256)] {
        assert!(why(&sound, &on(SHEET, 2, vec![edit(row, column, words("甲"))])).contains("65536"));
    }
    assert!(why(&sound, &on(SHEET, 2, vec![edit(2, 0, words(&"长".repeat(32_768)))])).contains("32767"));
    let excel_5 = compound("/Book", &stream(0x0500, &[], b"a", &sheet));
    assert!(why(&excel_5, &one).contains("5.0/95"));
    let pass = record(0x002F, &[0; 6]);
    assert_eq!(patch(&book(&[pass], &sheet), &one), Err(ReadError::Encrypted));
    let few = [&2_u32.to_le_bytes()[..], &2_u32.to_le_bytes(), &[1, 0, 0, b'x']].concat();
    for (what, bytes) in [
        ("an Excel 5 stream under the new name", compound("/Workbook", &stream(0x0500, &[], b"a", &sheet))),
        ("a list that claims a text too many", book(&[record(0x00FC, &few)], &sheet)),
        ("two lists", book(&[list(&["x"]), list(&["y"])], &sheet)),
        ("no used area", book(&globals(), &[number(0, 0, 15, 1.0)])),
        ("two cells in one place", book(&globals(), &[area(), number(0, 0, 15, 1.0), number(0, 0, 15, 2.0)])),
        (
            "a record among the cells",
            book(&globals(), &[area(), sheet[1].clone(), record(0x0999, &[]), number(1, 0, 15, 1.0)]),
        ),
        (
            "a text result without a formula",
            book(&globals(), &[area(), record(0x0208, &[0; 16]), record(0x0207, &[0; 4]), number(0, 0, 15, 1.0)]),
        ),
        ("a shared formula of a number", book(&globals(), &[area(), number(0, 0, 15, 1.0), record(0x04BC, &[0; 10])])),
        ("a cell without a look", book(&globals(), &[area(), record(0x0201, &[0; 4])])),
        ("several cells of no number", book(&globals(), &[area(), record(0x00BE, &[0, 0, 0, 0, 15, 0, 9, 0])])),
    ] {
        assert!(why(&bytes, &one).contains("结构"), "{what}");
    }
    let mut told = sound.clone();
    let at = told.windows(4).position(|window| window == [0x85, 0, 9, 0]).unwrap();
    told[at + 4] ^= 1;
    assert!(why(&told, &one).contains("结构"), "a sheet that begins elsewhere");
    assert!(why(&sound, &on("别的", 2, vec![edit(2, 0, words("甲"))])).contains("结构"), "no such sheet");
}

/// Whatever a text begins with, it is a text: no record of a formula is written.
#[test]
fn no_text_becomes_a_formula() {
    let texts = [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "=HYPERLINK(\"http://x\",\"点\")",
        "\t=1",
        "\r\n=cmd|' /C calc'!A0",
        "'=1",
        "\u{0}=1",
    ];
    let before = book(&globals(), &[area(), number(0, 0, 15, 1.0)]);
    let after = filled(&before, (2..).zip(texts).map(|(row, text)| edit(row, 0, words(text))).collect());
    let parts = Parts::of(&after);
    assert!(parts.of_kind(1, 0x0006).is_empty());
    let book = read(&after).unwrap();
    for (row, text) in (2..).zip(texts) {
        assert_eq!(shown(&book, SHEET, row, 0), text);
        assert_eq!(parts.cells(1)[&(u16::try_from(row).unwrap() - 1, 0)].kind, 0x00FD);
    }
}
