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

/// 证件号码 of somebody invented, with the check digit of GB 11643 computed here once more.
#[must_use]
pub fn invented_id(n: usize) -> String {
    let body = format!("110101{:04}0307{:03}", 1960 + n / 900 % 40, 100 + n % 900);
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: usize = body.bytes().zip(weights).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum();
    format!("{body}{}", char::from(b"10X98765432"[sum % 11]))
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
