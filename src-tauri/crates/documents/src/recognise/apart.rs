//! 拆标题 — a heading from which the words that are known are taken one by one; nothing may be left over.

use super::heading::{Side, Words};

/// Stands where a word was taken out.
const GAP: char = '|';

/// 拆开的标题 — what is left of a heading.
pub(super) struct Apart {
    rest: String,
}

impl Apart {
    /// A heading without the insurance word it names.
    pub fn without(heading: &str, word: &str) -> Self {
        Self { rest: heading.replacen(word, "|", 1) }
    }

    /// Drops words that only describe the one just taken and stand before it.
    pub fn drop_before_the_word(&mut self, words: &[&str]) {
        for word in words {
            self.rest = self.rest.replace(&format!("{word}{GAP}"), "|");
        }
    }

    /// Takes the first of the words that the heading still has.
    pub fn take(&mut self, words: &[String]) -> bool {
        let Some(word) = words.iter().find(|word| self.rest.contains(word.as_str())) else { return false };
        self.rest = self.rest.replacen(word.as_str(), "|", 1);
        true
    }

    /// Takes 单位 or 个人: outer `None` if the heading names both, inner `None` if neither.
    pub fn take_side(&mut self, words: &Words) -> Option<Option<Side>> {
        match (self.take(&words.employer), self.take(&words.employee)) {
            (true, false) => Some(Some(Side::Employer)),
            (false, true) => Some(Some(Side::Employee)),
            (false, false) => Some(None),
            (true, true) => None,
        }
    }

    /// Whether nothing but numbers and their signs is left.
    pub fn is_used_up(&self) -> bool {
        self.rest.chars().all(|c| c == GAP || c.is_ascii_digit() || matches!(c, '%' | '.' | '+' | '-' | '/'))
    }
}
