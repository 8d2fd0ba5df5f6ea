//! 词汇表 — one word per idea, in the code as in the field.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::source::{self, Look};
use crate::tree::{self, none};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Glossary {
    term: Vec<Term>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Term {
    zh: String,
    en: String,
    id: String,
    #[serde(default)]
    not: Vec<String>,
}

fn glossary() -> Vec<Term> {
    let read: Glossary = toml::from_str(&tree::read("assets/glossary.toml")).expect("assets/glossary.toml");
    read.term
}

/// The words of an identifier or file name: `firstMonth`, `first_month` and `FirstMonth` are the same two.
pub fn words_of(identifier: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut previous = '_';
    for letter in identifier.chars() {
        if !letter.is_alphanumeric() {
            previous = '_';
            continue;
        }
        let begins = previous == '_' || (letter.is_uppercase() && !previous.is_uppercase());
        match words.last_mut() {
            Some(word) if !begins => word.extend(letter.to_lowercase()),
            _ => words.push(letter.to_lowercase().collect()),
        }
        previous = letter;
    }
    words
}

fn says(words: &[String], phrase: &[String]) -> bool {
    words.windows(phrase.len()).any(|part| part == phrase)
}

#[test]
fn an_identifier_is_split_into_words() {
    assert_eq!(words_of("firstMonth"), ["first", "month"]);
    assert_eq!(words_of("FIRST_MONTH"), ["first", "month"]);
    assert_eq!(words_of("LedgerRow.tsx"), ["ledger", "row", "tsx"]);
}

#[test]
fn one_word_per_idea() {
    let mut offences = Vec::new();
    let (mut by_zh, mut by_id) = (BTreeSet::new(), BTreeSet::new());
    let terms = glossary();
    for term in &terms {
        if !by_zh.insert(&term.zh) || !by_id.insert(&term.id) {
            offences.push(format!("{} / {} stands twice", term.zh, term.id));
        }
        if term.en.is_empty() || term.zh.is_ascii() {
            offences.push(format!("{}: zh is Chinese, en is English", term.id));
        }
    }
    for term in &terms {
        let own = terms.iter().find(|other| term.not.contains(&other.id));
        offences.extend(own.map(|other| format!("{} is banned by {} and yet a word", other.id, term.id)));
    }
    none(&offences, "assets/glossary.toml holds one word per idea:");
    assert!(terms.len() >= 60, "only {} terms", terms.len());
}

#[test]
fn every_word_of_the_glossary_is_used() {
    let used: BTreeSet<Vec<String>> = rust_identifiers().into_keys().map(|word| words_of(&word)).collect();
    let unused = glossary().into_iter().filter(|term| !used.iter().any(|words| says(words, &words_of(&term.id))));
    let unused: Vec<String> = unused.map(|term| term.id).collect();
    none(&unused, "A term that no code uses is no term of this program:");
}

#[test]
fn no_second_word_in_the_code() {
    none(&second_words(&rust_identifiers()), "assets/glossary.toml has one word for this:");
}

#[test]
fn no_second_word_in_the_interface() {
    none(&second_words(&ui_identifiers()), "assets/glossary.toml has one word for this:");
}

fn second_words(identifiers: &BTreeMap<String, String>) -> Vec<String> {
    let banned: Vec<(String, Vec<String>)> = glossary()
        .into_iter()
        .flat_map(|term| term.not.into_iter().map(move |word| (term.id.clone(), words_of(&word))))
        .collect();
    let mut offences = Vec::new();
    for (identifier, place) in identifiers {
        let words = words_of(identifier);
        let hits = banned.iter().filter(|(_, phrase)| says(&words, phrase));
        offences.extend(hits.map(|(instead, _)| format!("{place}: `{identifier}`, say `{instead}`")));
    }
    offences
}

/// Every identifier of product code with one place where it stands.
fn rust_identifiers() -> BTreeMap<String, String> {
    struct Names(BTreeMap<String, usize>);
    impl Look for Names {
        fn word(&mut self, word: &syn::Ident) {
            self.0.entry(word.to_string()).or_insert(word.span().start().line);
        }
    }
    let mut all = BTreeMap::new();
    for source in source::product() {
        let Names(names) = source::look(&source, Names(BTreeMap::new()));
        all.extend(names.into_iter().map(|(name, line)| (name, format!("{}:{line}", source.path))));
    }
    all
}

/// Identifiers of the interface; text in quotes and comments is left out.
fn ui_identifiers() -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for file in tree::files("ui/src", &[".ts", ".tsx"]) {
        for (number, line) in file.text.lines().enumerate() {
            for name in bare(line).split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_') {
                all.entry(name.to_owned()).or_insert_with(|| format!("{}:{}", file.path, number + 1));
            }
        }
    }
    all
}

/// A line without its quoted text and its comment.
fn bare(line: &str) -> String {
    if line.trim_start().starts_with(['*', '/']) {
        return String::new();
    }
    let (mut kept, mut quote) = (String::new(), None);
    for letter in line.split("//").next().unwrap_or_default().chars() {
        match quote {
            Some(open) if letter == open => quote = None,
            Some(_) => {}
            None if matches!(letter, '"' | '\'' | '`') => {
                quote = Some(letter);
                kept.push(' ');
            }
            None => kept.push(letter),
        }
    }
    kept
}
