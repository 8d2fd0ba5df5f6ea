//! 试错 — wrong passwords make the next try wait, also after a restart. Nothing is ever erased for them.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::backup;
use crate::disk;
use crate::error::{Result, StoreError};
use crate::keys::{KeyFile, Ring};
use crate::row::Moment;

const NAME: &str = "book.attempts";

/// Wrong passwords that cost no waiting: a clerk mistypes.
const FREE: u32 = 4;

/// The longest wait, in seconds.
const LONGEST: i64 = 300;

/// 连续试错 of a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Attempts {
    /// How many in a row were wrong.
    failed: u32,
    /// When the next one may be made.
    next: Moment,
}

/// 等待 after so many wrong ones in a row, in seconds: 0, 0, 0, 0, 1, 2, 4 … 300.
fn wait(failed: u32) -> i64 {
    match failed.checked_sub(FREE + 1) {
        None => 0,
        Some(doublings) => 1_i64.checked_shl(doublings.min(16)).unwrap_or(LONGEST).min(LONGEST),
    }
}

/// Unlocks the key file of a book by password, unless the last wrong one is too short a while ago.
///
/// # Errors
/// [`StoreError::TooEarly`], [`StoreError::Damaged`] if the password is right and its slot is not, and everything
/// [`KeyFile::unlock`] gives.
pub(crate) fn unlock(dir: &Path, user: Option<&str>, password: &str, now: Moment) -> Result<(Ring, String)> {
    let path = dir.join(NAME);
    let known = fs::read(&path).ok().and_then(|text| serde_json::from_slice::<Attempts>(&text).ok());
    if let Some(seconds) = known.map(|a| (a.next - now).num_seconds())
        // A wait longer than the longest comes from a clock that was set back: it must not lock the book for years.
        && (1..=LONGEST).contains(&seconds)
    {
        return Err(StoreError::TooEarly { seconds });
    }
    let file = KeyFile::read(dir)?;
    let unlocked = match file.unlock(user, password) {
        Err(StoreError::WrongPassword | StoreError::UnknownUser) if is_damaged(&file, dir, user, password) => {
            Err(StoreError::Damaged("key file"))
        }
        other => other,
    };
    match &unlocked {
        Ok(_) if known.is_some() => drop(fs::remove_file(&path)),
        Err(StoreError::WrongPassword | StoreError::UnknownUser) => {
            let failed = known.map_or(0, |a| a.failed).saturating_add(1);
            let next = now.checked_add_signed(chrono::Duration::seconds(wait(failed))).unwrap_or(now);
            // On a full disk the count is lost; the cost of every guess is not.
            let _ = serde_json::to_vec(&Attempts { failed, next }).map(|text| disk::replace(&path, &text));
        }
        _ => {}
    }
    unlocked
}

/// A damaged slot refuses the right password like a wrong one. Where the newest backup's slots take it, under the same
/// master key, the key file's own seal tells whether it is as it was written.
fn is_damaged(file: &KeyFile, dir: &Path, user: Option<&str>, password: &str) -> bool {
    let Some(earlier) = backup::newest_key_file(&dir.join(backup::FOLDER)) else { return false };
    let unlocked = earlier.unlock(user, password);
    unlocked.is_ok_and(|(ring, _)| file.mark == ring.keys.mark() && matches!(file.is_sealed_by(&ring.keys), Ok(false)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_as_the_design_says() {
        let waits: Vec<i64> = (1..=15).map(wait).collect();
        assert_eq!(waits, [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
        assert_eq!(wait(u32::MAX), LONGEST);
    }
}
