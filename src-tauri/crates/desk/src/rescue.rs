//! 抢救 — a damaged book is set aside whole, and the newest of its own backups that verifies takes its place.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use shebao_store::Manifest;

use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::tools::Tools;
use crate::wire::book::Rescued;
use crate::{Moment, read};

/// What stands in the name of a book that was set aside; it is not listed any more and never removed.
pub(crate) const ASIDE: &str = ".damaged-";

impl Desk {
    /// 从最近的备份恢复 a damaged book, whether it still opens or not: the newest backup in its folder that verifies becomes
    /// a book, the damaged one is set aside as it is, and the restored one takes its place and is opened.
    ///
    /// # Errors
    /// [`Code::InvalidInput`] for a book that is not damaged, [`Code::BackupUnverified`] when no backup gives the book
    /// back, [`Code::WrongPassword`] when it is not that of the backup, [`Code::CannotWrite`]; the damaged book stands
    /// where it was then.
    pub fn rescue(tools: Arc<Tools>, dir: &Path, password: &str, now: Moment) -> Outcome<(Self, Rescued)> {
        match Self::open(Arc::clone(&tools), dir, password, now).and_then(|desk| desk.book_check()) {
            Err(failure) if failure.code == Code::BookDamaged => {}
            Err(failure) => return Err(failure),
            Ok(report) if report.ok => return Err(read::invalid("账簿", "有损坏的账簿；这一本完好")),
            Ok(_) => {}
        }
        let stamp = now.format("%Y%m%d-%H%M%S");
        let (fresh, aside) = (beside(dir, &format!(".restored-{stamp}"))?, beside(dir, &format!("{ASIDE}{stamp}"))?);
        let backup = restored(&tools, dir, &fresh, password, now)?;
        let swapped = kept_with(&backup.0, &fresh).and_then(|()| {
            fs::rename(dir, &aside)?;
            // Should the new one not find its place, the old one goes back to it.
            fs::rename(&fresh, dir).inspect_err(|_| drop(fs::rename(&aside, dir)))
        });
        swapped.map_err(|_| Failure::new(Code::CannotWrite).with("file", dir.display()))?;
        let desk = Self::open(tools, dir, password, now)?;
        desk.label()?;
        let rescued = Rescued {
            book: desk.book_info()?,
            taken_at: backup.1.taken_at.replace('T', " ").chars().take(16).collect(),
            backup: backup.0.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            aside: aside.display().to_string(),
        };
        Ok((desk, rescued))
    }
}

fn beside(dir: &Path, ending: &str) -> Outcome<PathBuf> {
    let mut name = dir.file_name().ok_or_else(|| Failure::new(Code::BookMissing))?.to_owned();
    name.push(ending);
    Ok(dir.with_file_name(name))
}

/// Makes a book of the newest backup that verifies; which one it was.
fn restored(tools: &Arc<Tools>, dir: &Path, fresh: &Path, password: &str, now: Moment) -> Outcome<(PathBuf, Manifest)> {
    let none = || Failure::new(Code::BackupUnverified).with("at", "none");
    let entries = fs::read_dir(dir.join("backups")).map_err(|_| none())?;
    let known =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "backup"));
    let mut backups: Vec<(PathBuf, Manifest)> =
        known.filter_map(|path| Some((path.clone(), Manifest::read(&path).ok()?))).collect();
    backups.sort_by_key(|(_, manifest)| std::cmp::Reverse(manifest.sequence));
    for (path, manifest) in backups {
        match Desk::restore(Arc::clone(tools), &path, fresh, password, now).map(drop) {
            Ok(()) => return Ok((path, manifest)),
            Err(failure) if failure.code == Code::WrongPassword => return Err(failure),
            // An older one may be whole.
            Err(_) => {}
        }
    }
    Err(none())
}

/// The backup goes along into the new book: its numbers go on from there, and it has one from the first moment.
fn kept_with(backup: &Path, fresh: &Path) -> std::io::Result<()> {
    let folder = fresh.join("backups");
    fs::create_dir_all(&folder)?;
    for file in [backup.to_path_buf(), backup.with_extension("json")] {
        fs::copy(&file, folder.join(file.file_name().unwrap_or_default()))?;
    }
    Ok(())
}
