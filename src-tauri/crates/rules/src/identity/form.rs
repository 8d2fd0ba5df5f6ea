//! Writing of a document number, before it is checked.

use unicode_normalization::UnicodeNormalization;

/// The number in plain capitals and digits: full-width forms, blanks, zero-width characters, a leading apostrophe and
/// lower case are put right. Nothing else is changed.
#[must_use]
pub fn ascii_form(text: &str) -> String {
    if text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase()) && !text.contains("XXXX") {
        return text.to_owned();
    }
    let plain: String = text
        .nfkc()
        .filter(|c| {
            !c.is_whitespace() && !c.is_control() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
        })
        .flat_map(char::to_uppercase)
        .collect();
    with_stars(plain.trim_matches(['\'', '’', '‘', '`', '"']))
}

/// Other marks that lists print in place of digits, four or more of a kind between digits: 4401XXXXXXXXXX9973.
fn with_stars(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = letters.get(at).copied() {
        let run = letters.iter().skip(at).take_while(|other| **other == c).count();
        let inside = at > 0 && letters.get(at + run).is_some();
        let hides = matches!(c, 'X' | '#' | '●' | '○' | '•' | '·' | '×' | '■' | '□' | '?' | '_') && run >= 4 && inside;
        out.extend(std::iter::repeat_n(if hides { '*' } else { c }, run));
        at += run;
    }
    out
}

/// 是否脱敏 — whether stars stand in place of digits, as housing-fund lists print them.
#[must_use]
pub fn looks_masked(text: &str) -> bool {
    if text.is_ascii() && !text.contains('*') {
        return false;
    }
    let form = ascii_form(text);
    form.contains("**") && form.chars().any(|c| c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::{ascii_form, looks_masked};

    #[test]
    fn every_mark_that_hides_digits_becomes_a_star() {
        for written in [
            "4401**********9973",
            "4401XXXXXXXXXX9973",
            "4401xxxxxxxxxx9973",
            "4401＊＊＊＊＊＊＊＊＊＊9973",
            "4401●●●●●●●●●●9973",
        ] {
            assert_eq!(ascii_form(written), "4401**********9973", "{written}");
            assert!(looks_masked(&ascii_form(written)));
        }
        for whole in ["11010519491231002X", "H99900018", "P999XXX17", "110105194912310020"] {
            assert_eq!(ascii_form(whole), whole);
        }
    }
}
