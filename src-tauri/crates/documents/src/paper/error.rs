//! 打印错误 — why a page could not be made.

use std::fmt::Write as _;

/// 打印错误 — why a document could not be printed. Its text names characters and never a person or an amount.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// 缺字: no shipped font holds these characters; nothing was printed.
    #[error("no glyph for {}", named(chars))]
    MissingGlyphs {
        /// The characters, each once, in the order of the code table.
        chars: Vec<char>,
    },
    /// A shipped font could not be read: the program itself is damaged.
    #[error("a bundled font cannot be read: {0}")]
    Font(&'static str),
    /// The finished document could not be written.
    #[error("the PDF could not be written: {0}")]
    Write(String),
    /// A document without a page was asked for.
    #[error("nothing to print")]
    Empty,
}

/// `𠲎 (U+20C8E)`: with the number, for a character without a glyph is likely invisible on the screen as well.
fn named(chars: &[char]) -> String {
    let mut text = String::new();
    for (i, c) in chars.iter().enumerate() {
        let gap = if i > 0 { ", " } else { "" };
        // Writing to a String cannot fail.
        let _ = write!(text, "{gap}{} (U+{:04X})", c.escape_debug(), u32::from(*c));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_characters_with_their_numbers() {
        let error = PaperError::MissingGlyphs { chars: vec!['\u{1}', '𠲎'] };
        assert_eq!(error.to_string(), "no glyph for \\u{1} (U+0001), 𠲎 (U+20C8E)");
    }
}
