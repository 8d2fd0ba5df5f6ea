//! 地点 — nothing in the clone depends on the machine it was written on.

use crate::tree::{self, none};

/// These files name what they forbid.
const NAME_THEM: &[&str] = &["tests/tidy/places.rs", "tests/policy/files.rs"];

#[test]
fn no_path_of_a_machine() {
    const PLACES: &[&str] = &["/work/", "/root/", "/home/", "/Users/", "C:\\Users"];
    let mut offences = Vec::new();
    for file in tree::files("", &[]) {
        if NAME_THEM.contains(&file.path.as_str()) {
            continue;
        }
        for (number, line) in file.text.lines().enumerate() {
            if PLACES.iter().any(|place| line.contains(place)) {
                offences.push(format!("{}:{}", file.path, number + 1));
            }
        }
    }
    none(&offences, "A path of one machine is in the clone:");
}

/// Lock files pin versions and digests, not the server they were fetched from.
#[test]
fn no_host_of_a_package_registry() {
    let lock = tree::read("ui/package-lock.json");
    assert!(!lock.contains("\"resolved\": \"http"), "ui/package-lock.json names a server: see ui/.npmrc");
    let crates = tree::read("Cargo.lock");
    let strange: Vec<String> = crates
        .lines()
        .filter(|line| line.starts_with("source = ") && !line.contains("github.com/rust-lang/crates.io-index"))
        .map(ToOwned::to_owned)
        .collect();
    none(&strange, "Cargo.lock names a server:");
    let mut offences = Vec::new();
    for file in tree::files("", &[".toml", ".npmrc", "Makefile", "run", ".yml", ".json", ".conf"]) {
        let named = ["index-url", "replace-with", "registry=http", "registry = \"http", "artifactory", "_authToken"];
        offences.extend(
            named.iter().filter(|word| file.text.contains(**word)).map(|word| format!("{}: {word}", file.path)),
        );
    }
    none(&offences, "A package registry is named in the clone:");
}

#[test]
fn tests_read_nothing_outside_the_clone() {
    let mut offences = Vec::new();
    for file in tree::files("tests", &[".rs"]).iter().chain(&tree::files("src-tauri/crates", &[".rs"])) {
        if !NAME_THEM.contains(&file.path.as_str()) && (file.text.contains("../shared") || file.text.contains("\"/tmp"))
        {
            offences.push(file.path.clone());
        }
    }
    none(&offences, "What a test reads is committed under tests/fixtures:");
}

#[test]
fn the_rooms_at_the_top_are_fixed() {
    let known = [
        "Cargo.toml",
        "Cargo.lock",
        "Makefile",
        "README.md",
        "README.zh-CN.md",
        "LICENSE",
        "CHANGELOG.md",
        "SECURITY.md",
        "clippy.toml",
        "deny.toml",
        "rust-toolchain.toml",
        "rustfmt.toml",
        "assets",
        "src-tauri",
        "tests",
        "ui",
        "target",
    ];
    let strangers: Vec<String> = std::fs::read_dir(shebao_tests::clone_root())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.') && !known.contains(&name.as_str()))
        .collect();
    none(&strangers, "The top level holds assets, src-tauri, tests, ui and manifests:");
}
