//! 断行 — lines of Chinese text with numbers and Latin words kept whole and 避头尾.

use std::borrow::Cow;

use super::font::{Fonts, Weight};
use super::page::MM_PER_POINT;

/// Characters that never start a line (避头).
const NOT_FIRST: &str = "，。、；：？！）》」』】〕〉〗〙”’·・～％‰℃%)]}>,.;:?!々ー";
/// Characters that never end a line (避尾).
const NOT_LAST: &str = "（《「『【〔〈〖〘“‘￥¥$([{<№#";
/// Dashes and ellipses stand in pairs that are never split.
const PAIRED: &str = "—…";

/// The text as it is printed: control characters become spaces, and the invisible selectors of glyph variants go.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let selector = |c: char| matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}');
    if !text.chars().any(|c| selector(c) || c.is_control() || c == '\u{A0}') {
        return Cow::Borrowed(text);
    }
    let space = |c: char| if c.is_control() || c == '\u{A0}' { ' ' } else { c };
    Cow::Owned(text.chars().filter(|c| !selector(*c)).map(space).collect())
}

/// Part of a number or of a Latin word: not broken inside.
fn in_word(c: char) -> bool {
    match c {
        ' ' => false,
        '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' => false,
        '!'..='~' => true,
        _ => c.is_alphanumeric() && c < '\u{2E80}',
    }
}

/// Whether a line may end between two characters.
fn breaks_between(before: char, after: char) -> bool {
    if before == ' ' {
        return after != ' ';
    }
    let pair = before == after && PAIRED.contains(before);
    !(after == ' '
        || (in_word(before) && in_word(after))
        || NOT_FIRST.contains(after)
        || NOT_LAST.contains(before)
        || pair)
}

/// A measure of text: weight, size and what it is set in.
#[derive(Clone, Copy)]
pub(super) struct Type<'a> {
    pub(super) fonts: &'a Fonts,
    pub(super) weight: Weight,
    pub(super) points: f32,
}

impl Type<'_> {
    /// The width of a line in millimetres.
    pub(super) fn width(&self, text: &str) -> f32 {
        self.fonts.width(text, self.weight, self.points)
    }

    /// The lines of a text within `width` millimetres; `indent` shortens the first. Every line feed ends a line.
    pub(super) fn lines(&self, text: &str, width: f32, indent: f32) -> Vec<String> {
        let mut lines = Vec::new();
        for (i, paragraph) in text.split('\n').enumerate() {
            self.fill(&clean(paragraph), width, if i == 0 { indent } else { 0.0 }, &mut lines);
        }
        lines
    }

    fn fill(&self, text: &str, width: f32, indent: f32, lines: &mut Vec<String>) {
        let em = self.points * MM_PER_POINT;
        let room = |lines: &Vec<String>, first: usize| if lines.len() == first { width - indent } else { width };
        if self.width(text) + indent <= width {
            // Most texts are a cell of one line.
            lines.push(text.trim_end().to_owned());
            return;
        }
        let first = lines.len();
        let mut line = String::new();
        let mut used = 0.0;
        for piece in pieces(text) {
            let wide: f32 = piece.trim_end().chars().map(|c| self.fonts.em(c, self.weight)).sum::<f32>() * em;
            if !line.is_empty() && used + wide > room(lines, first) + SLACK {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
                used = 0.0;
            }
            if wide <= room(lines, first) + SLACK {
                line.push_str(piece);
                used += self.width(piece);
                continue;
            }
            // Wider than a whole line: a number or address that nothing else can hold is cut between characters.
            for c in piece.chars() {
                let wide = self.fonts.em(c, self.weight) * em;
                if !line.is_empty() && used + wide > room(lines, first) + SLACK {
                    lines.push(std::mem::take(&mut line));
                    used = 0.0;
                }
                line.push(c);
                used += wide;
            }
        }
        lines.push(line.trim_end().to_owned());
    }
}

/// Sums of widths are not exact; a hundredth of a millimetre is not visible.
const SLACK: f32 = 0.01;

/// The pieces between which a line may end.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest
            .char_indices()
            .zip(rest.char_indices().skip(1))
            .find(|((_, before), (_, after))| breaks_between(*before, *after))
            .map_or(rest.len(), |(_, (at, _))| at);
        let (piece, tail) = rest.split_at(end);
        pieces.push(piece);
        rest = tail;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, width: f32) -> Vec<String> {
        let fonts = Fonts::load().unwrap();
        // 10 mm to the em: a width of 50 holds five characters.
        Type { fonts: &fonts, weight: Weight::Regular, points: 10.0 / MM_PER_POINT }.lines(text, width, 0.0)
    }

    #[test]
    fn no_line_starts_with_a_closing_mark() {
        assert_eq!(lines("单位已经足额，缴纳。", 60.0), ["单位已经足", "额，缴纳。"]);
        assert_eq!(lines("依照社会保险法）办理", 70.0), ["依照社会保险", "法）办理"]);
    }

    #[test]
    fn no_line_ends_with_an_opening_mark() {
        assert_eq!(lines("依照《社会保险法》", 30.0), ["依照", "《社会", "保险", "法》"]);
    }

    #[test]
    fn numbers_and_words_stay_whole() {
        assert_eq!(lines("合计100,000.05元", 55.0), ["合计", "100,000.05", "元"]);
        assert_eq!(lines("编号SB-2026-0001号", 70.0), ["编号", "SB-2026-0001", "号"]);
        assert_eq!(lines("见 policy note 三", 45.0), ["见 policy", "note 三"]);
    }

    #[test]
    fn a_word_wider_than_the_line_is_cut() {
        let cut = lines("0123456789012345678901234567", 60.0);
        assert_eq!(cut.concat(), "0123456789012345678901234567");
        assert!(cut.len() > 2);
    }

    #[test]
    fn pairs_are_not_split_and_line_feeds_are_kept() {
        assert_eq!(lines("一二三四——五", 50.0), ["一二三四", "——五"]);
        assert_eq!(lines("甲\n乙", 50.0), ["甲", "乙"]);
        assert_eq!(lines("", 50.0), [""]);
    }

    #[test]
    fn invisible_characters_go() {
        assert_eq!(clean("辻\u{E0100}\t一"), "辻 一");
    }
}
