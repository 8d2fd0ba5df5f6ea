//! Writing of a document number, before it is checked.

use unicode_normalization::UnicodeNormalization;

/// The number in plain capitals and digits: full-width forms, blanks, zero-width characters, a leading apostrophe and
/// lower case are put right. Nothing else is changed.
#[must_use]
pub fn ascii_form(text: &str) -> String {
    if text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase()) {
        return text.to_owned();
    }
    let plain: String = text
        .nfkc()
        .filter(|c| {
            !c.is_whitespace() && !c.is_control() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
        })
        .flat_map(char::to_uppercase)
        .collect();
    plain.trim_matches(['\'', '’', '‘', '`', '"']).to_owned()
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
