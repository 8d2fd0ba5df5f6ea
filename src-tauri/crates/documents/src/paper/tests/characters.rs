//! Which characters print.

use std::collections::BTreeSet;

use super::samples::{issuer, printed_at, statement};
use super::{pages_of, run_together};
use crate::paper::*;

/// 通用规范汉字表 (8,105 characters) with its extensions, one after the other.
const TABLE: &str = include_str!("../../../../../../tests/fixtures/table_8105_characters.txt");

/// What no bundled font holds, of the extensions only: each of the 8,105 itself prints.
const UNPRINTABLE: [char; 6] = ['𠲎', '𤭢', '𪨊', '𫚪', '𫪘', '𭎂'];

fn page_of(text: String) -> Document {
    Document {
        title: "字表".into(),
        header: (issuer().company, String::new()),
        foot_note: String::new(),
        foot_left: String::new(),
        journal_code: None,
        printed_at: printed_at(),
        blocks: vec![Block::Paragraph { text, style: ParagraphStyle::Body }],
    }
}

#[test]
fn every_character_of_the_standard_table_has_a_glyph_but_six() {
    let paper = Paper::new().unwrap();
    assert_eq!(TABLE.trim_end().chars().count(), 8_328);
    assert_eq!(paper.missing_glyphs(TABLE), UNPRINTABLE);
    assert_eq!(paper.missing_glyphs("䶮㛃𬭎"), []);
}

#[test]
fn every_printable_character_of_the_table_prints_and_is_read_back() {
    let paper = Paper::new().unwrap();
    let text: String =
        TABLE.trim_end().chars().chain("䶮㛃𬭎".chars()).filter(|c| !UNPRINTABLE.contains(c) && *c != ' ').collect();
    let printed = paper.print(&page_of(text.clone())).unwrap();
    let found: BTreeSet<char> = run_together(&printed.pdf).chars().collect();
    let lost: Vec<char> = text.chars().filter(|c| !found.contains(c)).collect();
    assert_eq!(lost, []);
}

#[test]
fn marks_and_symbols_of_the_screens_print() {
    let paper = Paper::new().unwrap();
    assert_eq!(paper.missing_glyphs("●◐◑○×①②⑳，。、；：？！（）《》「」“”‘’—…·¥￥％‰→※□■√"), []);
}

#[test]
fn what_has_no_glyph_is_named_before_printing() {
    let paper = Paper::new().unwrap();
    let mut view = statement(1);
    view.person.name = "王𠲎".into();
    view.purpose = "转递\u{202E}".into();
    let error = paper.statement(&view).unwrap_err();
    assert_eq!(error, PaperError::MissingGlyphs { chars: vec!['\u{202E}', '𠲎'] });
    assert!(error.to_string().contains("𠲎 (U+20C8E)"));
}

#[test]
fn characters_from_three_faces_stand_in_one_line() {
    let paper = Paper::new().unwrap();
    let printed = paper.print(&page_of("张𤆵㛃先生".into())).unwrap();
    assert!(pages_of(&printed.pdf).concat().contains('𤆵'));
    assert!(run_together(&printed.pdf).contains("张𤆵㛃先生"));
}
