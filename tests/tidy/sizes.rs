//! 大小 — nothing grows so long that a reader loses the thread.

use syn::visit::Visit;

use crate::source::{self, Look, ProductOnly, Source};
use crate::tree::{self, none};

const RUST_FILE: usize = 400;
const RUST_FILE_AT_MOST: usize = 600;
const TEST_FILE: usize = 600;
const UI_FILE: usize = 250;
const POLICY_FILE: usize = 300;
const FUNCTION: usize = 60;

/// Files longer than 400 lines, each with its reason; none is longer than 600.
const LONG_FOR_A_REASON: &[(&str, &str)] = &[];

#[test]
fn rust_files_stay_short() {
    let product: Vec<String> = source::product().into_iter().map(|source| source.path).collect();
    let mut offences = Vec::new();
    for file in tree::files("src-tauri", &[".rs"]).iter().chain(&tree::files("tests", &[".rs"])) {
        let reasoned = LONG_FOR_A_REASON.iter().any(|(path, _)| *path == file.path);
        let limit = match product.contains(&file.path) {
            true if reasoned => RUST_FILE_AT_MOST,
            true => RUST_FILE,
            false => TEST_FILE,
        };
        if file.lines() > limit {
            offences.push(format!("{}: {} lines, at most {limit}", file.path, file.lines()));
        }
    }
    none(&offences, "A Rust file is too long: split it by what it is about.");
}

#[test]
fn long_files_listed_are_still_long() {
    for (path, reason) in LONG_FOR_A_REASON {
        let lines = tree::read(path).lines().count();
        assert!(lines > RUST_FILE && !reason.is_empty(), "{path} has {lines} lines: take it off the list");
    }
}

#[test]
fn ui_files_stay_short() {
    let sources = tree::files("ui/src", &[".ts", ".tsx", ".css"]);
    let offences: Vec<String> = sources
        .iter()
        .filter(|file| !file.path.starts_with("ui/src/generated/") && !file.path.contains(".generated."))
        .filter(|file| file.lines() > UI_FILE)
        .map(|file| format!("{}: {} lines, at most {UI_FILE}", file.path, file.lines()))
        .collect();
    none(&offences, "A file of the interface is too long: take a component out.");
}

#[test]
fn policy_files_stay_short() {
    let offences: Vec<String> = tree::files("assets/policy", &[".toml"])
        .iter()
        .filter(|file| file.lines() > POLICY_FILE)
        .map(|file| format!("{}: {} lines, at most {POLICY_FILE}", file.path, file.lines()))
        .collect();
    none(&offences, "A policy file is too long: one file per region and insurance.");
}

#[test]
fn functions_stay_short() {
    let mut offences = Vec::new();
    for source in source::product() {
        let mut walk = ProductOnly(LongFunctions { source: &source, offences: &mut offences });
        walk.visit_file(&source.file);
    }
    none(&offences, "A function is too long: name its steps.");
}

struct LongFunctions<'a> {
    source: &'a Source,
    offences: &'a mut Vec<String>,
}

impl Look for LongFunctions<'_> {
    fn function(&mut self, name: &syn::Ident, whole: proc_macro2::Span) {
        let lines = whole.end().line - whole.start().line + 1;
        // The command list of the shell is one macro call, a table rather than steps.
        if lines > FUNCTION && !(self.source.path == "src-tauri/src/main.rs" && name == "main") {
            self.offences
                .push(format!("{}: {name} has {lines} lines, at most {FUNCTION}", self.source.at(name.span())));
        }
    }
}
