//! 写法 — what product code may not hold.

use proc_macro2::Span;
use quote::ToTokens;

use crate::source::{self, Look, Source};
use crate::tree::{self, none};

/// Collects the places where a rule is broken.
struct Found<'a, F> {
    source: &'a Source,
    breaks: F,
    offences: Vec<String>,
}

enum Seen<'a> {
    Word(&'a syn::Ident),
    Method(&'a syn::ExprMethodCall),
    Macro(&'a syn::Macro),
    Attribute(&'a syn::Attribute),
    Float(&'a syn::LitFloat),
}

impl<F: Fn(&Seen) -> Option<Span>> Found<'_, F> {
    fn check(&mut self, seen: &Seen, name: String) {
        if let Some(span) = (self.breaks)(seen) {
            self.offences.push(format!("{}: {name}", self.source.at(span)));
        }
    }
}

impl<F: Fn(&Seen) -> Option<Span>> Look for Found<'_, F> {
    fn word(&mut self, word: &syn::Ident) {
        self.check(&Seen::Word(word), word.to_string());
    }

    fn method(&mut self, call: &syn::ExprMethodCall) {
        self.check(&Seen::Method(call), format!(".{}()", call.method));
    }

    fn invocation(&mut self, call: &syn::Macro) {
        self.check(&Seen::Macro(call), format!("{}!", call.path.to_token_stream()));
    }

    fn attribute(&mut self, attribute: &syn::Attribute) {
        self.check(&Seen::Attribute(attribute), attribute.to_token_stream().to_string());
    }

    fn number(&mut self, float: &syn::LitFloat) {
        self.check(&Seen::Float(float), float.to_string());
    }
}

/// Every place in the chosen product sources where `breaks` gives a span.
fn places(chosen: impl Fn(&Source) -> bool, breaks: impl Fn(&Seen) -> Option<Span> + Copy) -> Vec<String> {
    let sources = source::product().into_iter().filter(|source| chosen(source));
    sources
        .flat_map(|source| source::look(&source, Found { source: &source, breaks, offences: Vec::new() }).offences)
        .collect()
}

fn word_in(words: &'static [&'static str]) -> impl Fn(&Seen) -> Option<Span> + Copy {
    move |seen| match seen {
        Seen::Word(word) if words.iter().any(|banned| *word == banned) => Some(word.span()),
        _ => None,
    }
}

#[test]
fn lints_are_met_not_switched_off() {
    let offences = places(
        |_| true,
        |seen| match seen {
            Seen::Attribute(attribute) if attribute.path().is_ident("allow") => Some(attribute.pound_token.spans[0]),
            _ => None,
        },
    );
    none(&offences, "No #[allow]: meet the lint, or #[expect(…, reason = \"…\")].");
}

#[test]
fn an_expectation_gives_its_reason() {
    let offences = places(
        |_| true,
        |seen| match seen {
            Seen::Attribute(attribute)
                if attribute.path().is_ident("expect")
                    && !attribute.to_token_stream().to_string().contains("reason") =>
            {
                Some(attribute.pound_token.spans[0])
            }
            _ => None,
        },
    );
    none(&offences, "#[expect] needs a reason:");
}

#[test]
fn product_code_does_not_stop_loudly() {
    let offences = places(
        |_| true,
        |seen| match seen {
            Seen::Method(call) if call.method == "unwrap" || call.method == "expect" => Some(call.method.span()),
            Seen::Macro(call) => {
                let name = &call.path.segments.last()?.ident;
                let loud = ["todo", "unimplemented", "panic", "dbg"].iter().any(|banned| name == banned);
                loud.then(|| name.span())
            }
            _ => None,
        },
    );
    none(&offences, "A clerk's program gives an error, it does not stop:");
}

/// The reader of spreadsheets meets floats in the cells; documents turns them into decimals at once.
#[test]
fn no_amount_is_a_float() {
    let money = |source: &Source| ["rules", "store", "desk", "cli"].iter().any(|name| source.in_crate(name));
    let offences = places(money, |seen| match seen {
        Seen::Word(word) if *word == "f32" || *word == "f64" => Some(word.span()),
        Seen::Float(number) => Some(number.span()),
        _ => None,
    });
    none(&offences, "Amounts and rates are decimals:");
}

#[test]
fn the_law_has_one_order() {
    let offences = places(|source| source.in_crate("rules"), word_in(&["HashMap", "HashSet"]));
    none(&offences, "Iteration order must be the same everywhere: BTreeMap.");
}

#[test]
fn the_law_knows_no_day_and_no_file() {
    let banned = word_in(&["Local", "Utc", "SystemTime", "Instant", "OpenOptions"]);
    none(&places(|source| source.in_crate("rules"), banned), "rules learns neither the day nor a file:");
    let files = places(|source| source.in_crate("rules"), word_in(&["fs"]));
    none(&files, "rules reads no files:");
}

/// The day comes in as an argument; only the two shells look at the clock.
#[test]
fn only_the_shells_look_at_the_clock() {
    let below = |source: &Source| source.path.starts_with("src-tauri/crates/") && !source.in_crate("cli");
    none(&places(below, word_in(&["Local", "Utc"])), "today is an argument:");
}

#[test]
fn nothing_is_called_a_manager() {
    const EMPTY_NAMES: &[&str] = &["manager", "service", "helper", "helpers", "util", "utils"];
    let mut offences = places(
        |_| true,
        |seen| match seen {
            Seen::Word(word) => {
                let name = word.to_string();
                let names_a_type = name.starts_with(char::is_uppercase);
                let empty = crate::glossary::words_of(&name).iter().any(|part| is_empty(part));
                // The window library names one of its traits so.
                (names_a_type && empty && name != "Manager").then(|| word.span())
            }
            _ => None,
        },
    );
    fn is_empty(part: &str) -> bool {
        EMPTY_NAMES.contains(&part)
    }
    for file in tree::files("src-tauri", &[".rs"]).iter().chain(&tree::files("ui/src", &[".ts", ".tsx"])) {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        if crate::glossary::words_of(name).iter().any(|part| is_empty(part)) {
            offences.push(file.path.clone());
        }
    }
    none(&offences, "A name says what a thing is about, in the words of the field:");
}

#[test]
fn work_is_finished_or_not_there() {
    let marks = ["TODO", "FIXME", "HACK"];
    let mut offences = Vec::new();
    for folder in ["src-tauri", "ui/src", "tests", "assets"] {
        for file in tree::files(folder, &[".rs", ".ts", ".tsx", ".css", ".toml"]) {
            if file.path == "tests/tidy/code.rs" {
                continue;
            }
            for (number, line) in file.text.lines().enumerate() {
                if marks.iter().any(|mark| line.contains(mark)) {
                    offences.push(format!("{}:{}", file.path, number + 1));
                }
            }
        }
    }
    none(&offences, "An unfinished thing belongs in an issue:");
}
