//! What every part of the test suite needs.

use std::path::{Path, PathBuf};

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
