//! What every part of the test suite needs.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The top folder of the clone.
#[must_use]
pub fn clone_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the clone").to_path_buf()
}

/// A file of `tests/fixtures`.
#[must_use]
pub fn fixture(name: &str) -> PathBuf {
    clone_root().join("tests/fixtures").join(name)
}

/// A signing key of this run, as 64 hexadecimal digits: no private key stands in the tree.
#[must_use]
pub fn signing_key() -> &'static str {
    static KEY: OnceLock<String> = OnceLock::new();
    KEY.get_or_init(|| (0..4).map(|part| format!("{:016x}", RandomState::new().hash_one(part))).collect())
}

/// The built program `shebao` beside the test: `target/<profile>/deps/<test>` → `target/<profile>/shebao`.
#[must_use]
pub fn executable() -> PathBuf {
    let test = std::env::current_exe().expect("a test knows where it is");
    let profile = test.parent().and_then(Path::parent).expect("a test lies in target/<profile>/deps");
    let program = profile.join(format!("shebao{}", std::env::consts::EXE_SUFFIX));
    assert!(program.is_file(), "{} is not there: build it first with `cargo build -p shebao-cli`", program.display());
    program
}
