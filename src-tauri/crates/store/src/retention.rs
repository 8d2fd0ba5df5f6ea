//! 备份保留 — which of the book's own backups stay: the last 10, one of each of the last 30 days, 24 months and 10 years
//! that have one, and every one made before an upgrade. Order is by sequence: a wrong clock deletes nothing it should not.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::backup::{FOLDER, Manifest, Occasion};
use crate::book::Book;
use crate::disk;
use crate::erasure::Tombstone;
use crate::error::Result;
use crate::keys::Keys;
use crate::verify::{Finding, JournalHead};

const LAST: usize = 10;
const DAYS: usize = 30;
const MONTHS: usize = 24;
const YEARS: usize = 10;

/// A backup as far as it decides whether it stays.
#[derive(Clone, Debug)]
struct Known {
    sequence: u64,
    /// 2026-04-01T09:00:00, by the PC's clock of then.
    taken_at: String,
    before_upgrade: bool,
}

/// The sequences that stay.
fn kept(mut known: Vec<Known>) -> BTreeSet<u64> {
    known.sort_by_key(|one| std::cmp::Reverse(one.sequence));
    let mut kept: BTreeSet<u64> = known.iter().take(LAST).map(|one| one.sequence).collect();
    kept.extend(known.iter().filter(|one| one.before_upgrade).map(|one| one.sequence));
    for (characters, places) in [(10, DAYS), (7, MONTHS), (4, YEARS)] {
        let mut seen = BTreeSet::new();
        for one in &known {
            // The newest of each day, month and year, counted in the order they were made.
            let span = one.taken_at.get(..characters).unwrap_or(&one.taken_at);
            if seen.len() < places && seen.insert(span.to_owned()) {
                kept.insert(one.sequence);
            }
        }
    }
    kept
}

/// Every sound backup of this book in a folder. What is not known for certain to be one is left alone.
fn sound(folder: &Path, book_id: &str, keys: &Keys) -> Result<Vec<(PathBuf, Manifest)>> {
    let mut sound = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|e| e != "backup") {
            continue;
        }
        if let Ok(manifest) = Manifest::read(&path)
            && manifest.book_id == book_id
            && manifest.is_sealed_by(keys)?
        {
            sound.push((path, manifest));
        }
    }
    Ok(sound)
}

impl Book {
    /// 备份里的核对码 — heads of the journal as the book's own backups hold them: a book put back whole misses the later ones.
    #[must_use]
    pub fn backup_heads(&self) -> Vec<JournalHead> {
        let sound = sound(&self.dir().join(FOLDER), self.book_id(), self.parts().2).unwrap_or_default();
        sound.into_iter().map(|(_, manifest)| manifest.journal_head).collect()
    }
}

/// 删除标记 of every sound backup of this book in a folder.
pub(crate) fn tombstones(folder: &Path, book_id: &str, keys: &Keys) -> Result<Vec<Tombstone>> {
    let sound = sound(folder, book_id, keys)?;
    Ok(sound.into_iter().flat_map(|(_, manifest)| manifest.erased).collect())
}

impl Book {
    /// People whom the book's own backups, or the marks beside them, know as erased and the book does not: it was put back
    /// past its own restore.
    pub(crate) fn unforgotten(&self) -> Result<Vec<Finding>> {
        let known = self.view().erasures()?;
        let mut stones = tombstones(&self.dir().join(FOLDER), self.book_id(), self.parts().2).unwrap_or_default();
        stones.extend(self.stones_outside());
        let missing = stones.iter().any(|stone| !known.iter().any(|e| e.mark == stone.mark));
        Ok(if missing { vec![Finding::new("erasure_missing", "backups")] } else { Vec::new() })
    }
}

/// Removes what need not stay from a folder of this book's own backups.
pub(crate) fn prune(folder: &Path, book_id: &str, keys: &Keys) -> Result<()> {
    let sound = sound(folder, book_id, keys)?;
    let known = sound.iter().map(|(_, manifest)| Known {
        sequence: manifest.sequence,
        taken_at: manifest.taken_at.clone(),
        before_upgrade: manifest.occasion == Some(Occasion::BeforeUpgrade),
    });
    let kept = kept(known.collect());
    for (path, _) in sound.iter().filter(|(_, manifest)| !kept.contains(&manifest.sequence)) {
        // The manifest goes last: a copy without one counts for nothing, a manifest without a copy is told as missing.
        fs::remove_file(path)?;
        fs::remove_file(path.with_extension("json"))?;
        disk::sync_parent(path)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::{Days, NaiveDate};

    use super::*;

    fn known(sequence: u64, day: NaiveDate) -> Known {
        Known { sequence, taken_at: format!("{day}T18:00:00"), before_upgrade: sequence == 3 }
    }

    /// Two a day for eleven years: 10 last ones (of 5 days), 30 days, 24 months, 10 years and the one before an upgrade.
    #[test]
    fn years_of_backups_thin_out_as_designed() {
        let start = NaiveDate::from_ymd_opt(2015, 1, 1).unwrap();
        let all: Vec<Known> = (0..8_000).map(|n| known(n + 1, start + Days::new(n / 2))).collect();
        let kept = kept(all.clone());
        // 5 more of the last ten; the day of a kept month may be a kept day already, the year's a kept month's.
        assert!((55..=10 + 30 + 24 + 10 + 1).contains(&kept.len()), "{}", kept.len());
        assert!((7_991..=8_000).all(|sequence| kept.contains(&sequence)), "the last ten");
        assert!(kept.contains(&3), "before an upgrade");
        let years: BTreeSet<String> = all
            .iter()
            .filter(|k| kept.contains(&k.sequence))
            .filter_map(|k| k.taken_at.get(..4).map(str::to_owned))
            .collect();
        assert_eq!(years.len(), 11, "ten years, and the upgrade of 2015");
        let (again, first) = (super::kept(all.into_iter().filter(|k| kept.contains(&k.sequence)).collect()), kept);
        assert_eq!(again, first, "thinning out twice is thinning out once");
    }

    /// The clock is wrong by up to ten years either way: the last ten made stay, whatever day they claim.
    #[test]
    fn a_wrong_clock_costs_no_recent_backup() {
        let today = NaiveDate::from_ymd_opt(2026, 2, 28).unwrap();
        for shift in -10_i64..=10 {
            let mut all: Vec<Known> = (1..=400).map(|n| known(n, today + Days::new(n / 4))).collect();
            let off = today.checked_add_signed(chrono::Duration::days(shift * 365)).unwrap();
            all.extend((401..=405).map(|n| known(n, off)));
            all.extend((406..=410).map(|n| known(n, today + Days::new(101))));
            let kept = kept(all);
            assert!((401..=410).all(|sequence| kept.contains(&sequence)), "shift {shift}");
            assert!(kept.contains(&400), "the last of a right day, shift {shift}");
            assert!(kept.len() >= 35, "shift {shift}: {}", kept.len());
        }
    }
}
