//! Separated text changed cell by cell, then its encoding.

use encoding_rs::GB18030;

use crate::bytes;
use crate::dice::Dice;

const CELLS: [&str; 20] = [
    "",
    "\"",
    "\"\"\"",
    "\"未完",
    "'=1+1",
    "=HYPERLINK(\"x\")",
    "1.10101199003079E+17",
    "99999999999999999999999999999999",
    "-",
    "￥１，２３４．５０",
    "1,2,3",
    "\u{0}",
    "\u{feff}",
    "\u{202e}反",
    "\t\t\t",
    "甲\n乙",
    "二〇二一年十三月",
    "0000-00-00",
    "合计",
    "𬭎䶮㛃",
];

/// Lines of cells joined again by another separator, with some of them changed, in any encoding.
pub fn mutate(dice: &mut Dice, text: &str) -> Vec<u8> {
    let mut lines: Vec<Vec<String>> = text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect();
    for _ in 0..=dice.below(8) {
        let row = dice.below(lines.len());
        let value = (*dice.pick(&CELLS).unwrap_or(&"")).to_owned();
        let (copies, count) = (dice.copies(3_000), lines.len());
        match (dice.below(7), lines.get_mut(row)) {
            (0..=2, Some(cells)) => {
                let at = dice.below(cells.len());
                if let Some(cell) = cells.get_mut(at) {
                    *cell = value;
                }
            }
            (3, Some(cells)) => {
                let at = dice.below(cells.len());
                cells.splice(at..at, std::iter::repeat_n(value, copies));
            }
            (4, Some(cells)) => {
                let again = cells.clone();
                lines.splice(row..row, std::iter::repeat_n(again, copies));
            }
            (5, Some(_)) if count > 1 => drop(lines.remove(row)),
            (_, Some(cells)) => cells.truncate(dice.below(cells.len())),
            (_, None) => {}
        }
    }
    let separator = *dice.pick(&[",", "\t", ";", "|", "，"]).unwrap_or(&",");
    let end = *dice.pick(&["\r\n", "\n", "\r"]).unwrap_or(&"\n");
    let joined: String = lines.iter().map(|cells| cells.join(separator) + end).collect();
    let mut out = encoded(dice, &joined);
    if dice.one_in(3) {
        bytes::mutate(dice, &mut out);
    }
    out
}

fn encoded(dice: &mut Dice, text: &str) -> Vec<u8> {
    match dice.below(5) {
        0 => text.as_bytes().to_vec(),
        1 => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        2 => GB18030.encode(text).0.into_owned(),
        3 => [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
        _ => [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect(),
    }
}
