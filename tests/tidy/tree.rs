//! The files of the clone, without what is built or fetched.

use std::path::Path;

use shebao_tests::clone_root;

const NOT_OURS: &[&str] = &[".git", "target", "node_modules", "dist", "dist-fake", "gen"];

/// A text file: its path from the top of the clone, with slashes, and what it holds.
pub struct TextFile {
    pub path: String,
    pub text: String,
}

impl TextFile {
    pub fn lines(&self) -> usize {
        self.text.lines().count()
    }
}

/// Every text file under `folder` whose name ends in one of `endings`; any ending when none is given.
pub fn files(folder: &str, endings: &[&str]) -> Vec<TextFile> {
    let mut found = Vec::new();
    walk(&clone_root().join(folder), &mut found);
    found.retain(|file| endings.is_empty() || endings.iter().any(|ending| file.path.ends_with(ending)));
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// One file of the clone.
pub fn read(path: &str) -> String {
    std::fs::read_to_string(clone_root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn walk(folder: &Path, found: &mut Vec<TextFile>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.map(Result::unwrap) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        if entry.file_type().unwrap().is_dir() {
            if !NOT_OURS.contains(&name.as_str()) {
                walk(&path, found);
            }
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            let path = path.strip_prefix(clone_root()).unwrap().to_string_lossy().replace('\\', "/");
            found.push(TextFile { path, text });
        }
    }
}

/// Fails with every offence on a line of its own.
#[track_caller]
pub fn none(offences: &[String], rule: &str) {
    assert!(offences.is_empty(), "{rule}\n  {}\n", offences.join("\n  "));
}
