//! 自动备份 — verified copies without being asked: when the book is locked, every half hour of work, before an import and
//! before a month is closed; carried to a second place; once a month a restore is rehearsed.

use std::path::{Path, PathBuf};

use chrono::{Duration, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shebao_store::{Action, Backup, JournalHead, Occasion};

use crate::Moment;
use crate::book::{Desk, LAST_BACKUP};
use crate::error::{Code, Failure, Outcome};
use crate::read;
use crate::wire::book::{BackupReport, BackupState};
use crate::wire::statement::Progress;

/// Minutes of work after which a changed book is backed up again.
const INTERVAL: i64 = 30;

/// Minutes for which a backup may be done without, once she said why.
const WAIVED: i64 = 10;

/// Days after which the second place is asked for again.
const SECOND_PLACE_DAYS: i64 = 7;

/// Minutes after which a backup that failed is tried again by itself.
const AGAIN: i64 = 5;

/// Days between two rehearsals of a restore.
const REHEARSAL_DAYS: i64 = 30;

const STATE: &str = "backup_state";

/// 备份情况, as the book keeps it; a choice of the screen, not a change of the business.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    /// When the newest verified backup was made, and where it lies.
    at: Option<Moment>,
    file: Option<PathBuf>,
    occasion: Option<Occasion>,
    /// Where the journal stood in it.
    head: Option<JournalHead>,
    second_place: Option<PathBuf>,
    second_at: Option<Moment>,
    rehearsed: Option<NaiveDate>,
    /// When a backup was last tried, and on which day a rehearsal, whatever came of it.
    tried: Option<Moment>,
    rehearsal_tried: Option<NaiveDate>,
    /// What went wrong last, if it was not put right since.
    problem: Option<String>,
}

impl Desk {
    /// Backs up if anything changed since the newest backup. What fails is noted and shown. Before an import or a
    /// closing it stops what was to be done, unless she said why it must go on without.
    ///
    /// # Errors
    /// [`Code::BackupFailed`] with what went wrong; the book cannot be read.
    pub(crate) fn keep_safe(&mut self, occasion: Occasion, now: Moment) -> Outcome<()> {
        let mut kept: Kept = self.preferred(STATE)?;
        if self.book.info()?.demo || kept.head.as_ref() == Some(&self.book.journal_head()?) {
            return Ok(());
        }
        kept.tried = Some(now);
        match self.book.backup_for(occasion, now) {
            Ok(backup) => {
                self.note_backup(&mut kept, &backup, now)?;
                self.second_copy(&mut kept, &backup, now);
            }
            Err(error) => kept.problem = Some(error.code().to_owned()),
        }
        let failed = kept.head.as_ref() != Some(&self.book.journal_head()?);
        // On a full disk the note is lost as well; the next try makes it again.
        let _ = self.prefer(STATE, &kept);
        let protects = matches!(occasion, Occasion::BeforeImport | Occasion::BeforeClose);
        if failed && protects { self.go_on_without(kept.problem.as_deref(), now) } else { Ok(()) }
    }

    /// Goes on if she said why it must; the reason stands in the journal.
    fn go_on_without(&mut self, problem: Option<&str>, now: Moment) -> Outcome<()> {
        let fresh = |at: Moment| at <= now && now - at < Duration::minutes(WAIVED);
        let Some((_, reason)) = self.waived.clone().filter(|(at, _)| fresh(*at)) else {
            return Err(Failure::new(Code::BackupFailed).with("problem", words_of(problem.unwrap_or_default())));
        };
        let action = Action { action: "backup.waive", object: "book" };
        self.book.act(&action, now, |tx| -> Outcome<()> {
            tx.summarise(serde_json::json!({ "reason": reason }));
            Ok(())
        })?;
        Ok(())
    }

    /// 不备份而继续 — for a short while an import or a closing may go on although the backup before it failed.
    ///
    /// # Errors
    /// [`Code::InvalidInput`] without a reason.
    pub fn backup_waive(&mut self, reason: &str, now: Moment) -> Outcome<()> {
        let reason = read::given(Some(reason)).ok_or_else(|| read::invalid("原因", "磁盘已满，换盘前必须封账"))?;
        self.waived = Some((now, reason.to_owned()));
        Ok(())
    }

    /// What went wrong with the newest backup and was not put right since, and what to do about it.
    pub(crate) fn backup_problem(&self) -> Outcome<Option<&'static str>> {
        let kept: Kept = self.preferred(STATE)?;
        Ok(kept.problem.as_deref().map(words_of))
    }

    fn note_backup(&mut self, kept: &mut Kept, backup: &Backup, now: Moment) -> Outcome<()> {
        kept.at = Some(now);
        kept.file = Some(backup.path.clone());
        kept.occasion = backup.manifest.occasion;
        kept.head = Some(backup.manifest.journal_head.clone());
        kept.problem = None;
        let note = format!("{} · {}", now.format("%Y-%m-%d %H:%M"), backup.path.display());
        Ok(self.book.set_preference(LAST_BACKUP, &Value::String(note))?)
    }

    fn second_copy(&self, kept: &mut Kept, backup: &Backup, now: Moment) {
        let Some(place) = &kept.second_place else { return };
        match self.book.carry(backup, place) {
            Ok(_) => kept.second_at = Some(now),
            Err(error) => kept.problem = Some(format!("second_place:{}", error.code())),
        }
    }

    /// 定时备份 — after half an hour of changes, and a rehearsal once a month. Says whether anything was done.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn keep_safe_if_due(&mut self, now: Moment) -> Outcome<bool> {
        let head = self.book.journal_head()?;
        let kept: Kept = self.preferred(STATE)?;
        let tried = |at: Moment| at <= now && now - at < Duration::minutes(AGAIN);
        if kept.problem.is_some() && kept.tried.is_some_and(tried) {
            return Ok(false);
        }
        // A clock that was set back makes a backup due rather than never.
        let rested = kept.at.is_some_and(|at| at <= now && now - at < Duration::minutes(INTERVAL));
        if !rested && kept.head.as_ref() != Some(&head) {
            self.keep_safe(Occasion::Interval, now)?;
            return Ok(true);
        }
        let today = now.date();
        let rehearsed = kept.rehearsed.is_some_and(|day| day <= today && (today - day).num_days() < REHEARSAL_DAYS);
        if rehearsed || kept.file.is_none() || kept.rehearsal_tried == Some(today) {
            return Ok(false);
        }
        self.backup_rehearse(now).map(|_| true)
    }

    /// 锁账前备份 and lock. A backup that fails does not keep the book open.
    ///
    /// # Errors
    /// The book could not be closed.
    pub fn close(mut self, now: Moment) -> Outcome<()> {
        let _ = self.keep_safe(Occasion::Closing, now);
        Ok(self.book.close()?)
    }

    /// 备份 — into a folder the clerk names; written, opened again and verified before it counts.
    ///
    /// # Errors
    /// [`Code::CannotWrite`], [`Code::BackupUnverified`], [`Code::Cancelled`]: nothing half-made stays.
    pub fn book_backup(
        &mut self,
        dir: &Path,
        now: Moment,
        progress: &mut dyn FnMut(Progress) -> bool,
    ) -> Outcome<BackupReport> {
        let backup = self.book.backup(Some(dir), now, &mut pages("backup", progress))?;
        let mut kept: Kept = self.preferred(STATE)?;
        self.note_backup(&mut kept, &backup, now)?;
        self.prefer(STATE, &kept)?;
        Ok(BackupReport { file: backup.path.display().to_string(), verified: true })
    }

    /// 第二处 — where finished backups are carried to; None ends it. A backup is made and carried at once.
    ///
    /// # Errors
    /// [`Code::CannotWrite`], [`Code::BackupUnverified`].
    pub fn backup_second_place(&mut self, dir: Option<&Path>, now: Moment) -> Outcome<BackupState> {
        let mut kept: Kept = self.preferred(STATE)?;
        kept.second_place = dir.map(Path::to_path_buf);
        kept.second_at = None;
        if let Some(dir) = dir {
            let backup = self.book.backup_for(Occasion::Asked, now)?;
            self.note_backup(&mut kept, &backup, now)?;
            self.book.carry(&backup, dir)?;
            kept.second_at = Some(now);
        }
        self.prefer(STATE, &kept)?;
        self.backup_state(now)
    }

    /// 恢复演练 — the newest backup becomes a book beside this one, is checked whole and removed again.
    ///
    /// # Errors
    /// [`Code::UnknownRecord`] when there is no backup, [`Code::BackupUnverified`] when it would not give the book back.
    pub fn backup_rehearse(&mut self, now: Moment) -> Outcome<BackupState> {
        let mut kept: Kept = self.preferred(STATE)?;
        let file = kept.file.clone().ok_or_else(|| Failure::new(Code::UnknownRecord).with("what", "备份"))?;
        kept.rehearsal_tried = Some(now.date());
        let tried = self.book.rehearse_restore(&file);
        let failed = match &tried {
            Ok(findings) => findings.first().map(|f| f.code.to_owned()),
            Err(error) => Some(error.code().to_owned()),
        };
        kept.problem = failed.map(|code| format!("rehearsal:{code}"));
        if kept.problem.is_none() {
            kept.rehearsed = Some(now.date());
        }
        self.prefer(STATE, &kept)?;
        tried?;
        self.backup_state(now)
    }

    /// Whether no backup reached a second place within seven days of that day.
    ///
    /// # Errors
    /// The book cannot be read.
    pub(crate) fn second_place_overdue(&self, on: NaiveDate) -> Outcome<bool> {
        Ok(overdue(&self.preferred(STATE)?, on))
    }

    /// 备份情况 in one line: when, where, verified; and what is still to do.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn backup_state(&self, now: Moment) -> Outcome<BackupState> {
        let kept: Kept = self.preferred(STATE)?;
        let second_overdue = overdue(&kept, now.date());
        let shown = |at: Option<Moment>| at.map(|at| at.format("%Y-%m-%d %H:%M").to_string());
        Ok(BackupState {
            at: shown(kept.at),
            file: kept.file.map(|file| file.display().to_string()),
            occasion: kept.occasion.map(|occasion| occasion.chinese().to_owned()),
            changed_since: kept.head.as_ref() != Some(&self.book.journal_head()?),
            second_overdue,
            second_place: kept.second_place.map(|place| place.display().to_string()),
            second_at: shown(kept.second_at),
            rehearsed: kept.rehearsed.map(|day| day.to_string()),
            next: kept.problem.as_deref().map(words_of).map(str::to_owned),
            problem: kept.problem,
        })
    }
}

/// Tells of pages as the progress of a job.
pub(crate) fn pages(job: &'static str, progress: &mut dyn FnMut(Progress) -> bool) -> impl FnMut(u64, u64) -> bool {
    let small = |pages| u32::try_from(pages).unwrap_or(u32::MAX);
    move |done, total| progress(Progress { job: job.to_owned(), done: small(done), total: small(total) })
}

/// A problem in the clerk's words, with what to do about it.
pub(crate) fn words_of(problem: &str) -> &'static str {
    match problem {
        "disk_full" => "磁盘已满，请先腾出空间",
        "file" => "备份文件夹写不进去，请检查磁盘和权限",
        "unverified" => "写出的备份没有通过核验，请检查磁盘",
        "second_place:disk_full" => "第二处已满，请腾出空间或换一个盘",
        "second_place:unverified" => "送到第二处的备份读回来不一致，请换一个盘",
        other if other.starts_with("second_place:") => "第二处写不进去，请确认备份盘已接好",
        other if other.starts_with("rehearsal:") => "最近的备份没有通过恢复演练，请立即另做一份备份",
        _ => "备份没有写成，请换一个位置手工备份",
    }
}

fn overdue(kept: &Kept, on: NaiveDate) -> bool {
    let age = kept.second_at.map(|at| (on - at.date()).num_days());
    age.is_none_or(|days| !(0..=SECOND_PLACE_DAYS).contains(&days))
}
