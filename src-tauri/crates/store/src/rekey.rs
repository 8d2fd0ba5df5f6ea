//! 换密钥 — a new master key and a new medical key, when somebody who knew the old ones must not read on.
//!
//! The new database and the new key file are made whole beside the old ones; then one rename puts the database in its
//! place. An interruption before it leaves the old book, one after it the new one; [`settle`] clears up at the next
//! opening. Earlier backups stay as they are and open with the password or card of their time.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde_json::json;

use crate::attempts;
use crate::backup;
use crate::book::{Book, DATABASE};
use crate::capture::Recorder;
use crate::changes::Changes;
use crate::connect::{self, Access};
use crate::disk;
use crate::error::{Result, StoreError};
use crate::journal::{self, Head, Pen};
use crate::keys::{Holder, KdfCost, KeyFile, Keys, RecoveryCode, Ring};
use crate::lock::Hold;
use crate::medical;
use crate::row::Moment;
use crate::user::SessionUser;
use crate::verify;

const NEXT_DATABASE: &str = "book.db.next";
const NEXT_KEYS: &str = "keys.next.json";

/// 换密钥 — what it needs: the new recovery code, typed back before, and a password for everybody who stays.
pub struct Rekey<'a> {
    /// The new recovery code; it carries the new master key.
    pub code: &'a RecoveryCode,
    /// The password of who does it, as it is; it stays hers.
    pub own: &'a str,
    /// Every other user with a new password, and whether she holds the class 医疗.
    pub others: &'a [NewSecret<'a>],
    /// What a guess at a password costs.
    pub cost: KdfCost,
}

/// 新密码 of a user who stays.
#[derive(Clone, Copy)]
pub struct NewSecret<'a> {
    /// Whose.
    pub name: &'a str,
    /// Her new password.
    pub password: &'a str,
    /// Whether her slot leads to the medical key.
    pub medical: bool,
}

/// How far a change of the master key has come; a test stops at each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The new database stands beside the old one.
    Copied,
    /// So does the new key file.
    Prepared,
    /// The new database has its place.
    Placed,
    /// The new key file too.
    Done,
}

impl Book {
    /// 换密钥. `progress` hears pages done and pages in all; `false` stops, and the book stays as it was.
    ///
    /// # Errors
    /// [`StoreError::WrongPassword`], [`StoreError::ReadOnly`] for who does not hold the master key,
    /// [`StoreError::NotFound`] if a user is left out or unknown, [`StoreError::Stopped`], file errors. After an error the
    /// book on the disk is whole; close this one and open it again.
    pub fn rekey(&mut self, plan: &Rekey<'_>, now: Moment, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<()> {
        self.rekey_until(plan, now, progress, &mut |_| Ok(()))
    }

    pub(crate) fn rekey_until(
        &mut self,
        plan: &Rekey<'_>,
        now: Moment,
        progress: &mut dyn FnMut(u64, u64) -> bool,
        reached: &mut dyn FnMut(Step) -> Result<()>,
    ) -> Result<()> {
        let (held, _) = attempts::unlock(self.dir(), Some(&self.user().name), plan.own, now)?;
        let old = self.parts().2.clone();
        if !held.keys.opens_what(&old) {
            return Err(StoreError::OtherBook);
        }
        let old_wrap = held.master().and(old.medical_wrap.as_ref()).ok_or(StoreError::ReadOnly)?;
        let mut ring = Ring::of(plan.code.master())?;
        let file = self.new_key_file(plan, &ring)?;
        ring.keys.audit = old.audit.clone();
        ring.keys.book_payload = old.book_payload.clone();
        ring.keys.person_wrap = old.person_wrap.clone();
        let dir = self.dir().to_owned();
        let next = dir.join(NEXT_DATABASE);
        let change = Change { keys: &ring.keys, old: &old, user: self.user(), now };
        let copied = backup::copy(self.parts().0, &ring.keys, &next, progress)
            .and_then(|()| change.fill(&next, old_wrap, plan.others.len()));
        copied.inspect_err(|_| disk::remove_partial(&next))?;
        reached(Step::Copied)?;
        let prepared = file.text().and_then(|text| disk::replace(&dir.join(NEXT_KEYS), text.as_bytes()));
        prepared.inspect_err(|_| drop(clear(&dir)))?;
        reached(Step::Prepared)?;
        self.take_place(&dir, &next, ring.keys, reached)
    }

    fn new_key_file(&self, plan: &Rekey<'_>, ring: &Ring) -> Result<KeyFile> {
        let mut file = KeyFile::new(self.book_id(), &ring.keys);
        let mut others = plan.others.to_vec();
        for user in self.view().users()? {
            let own = user.name == self.user().name;
            let secret = if own {
                NewSecret { name: &user.name, password: plan.own, medical: true }
            } else {
                let at = others.iter().position(|one| one.name == user.name);
                others.swap_remove(at.ok_or(StoreError::NotFound("password"))?)
            };
            let NewSecret { password, medical, .. } = secret;
            file.set_slot(ring, &Holder { user: &user.name, role: user.role, narrow: !medical, password }, plan.cost)?;
        }
        if others.is_empty() { Ok(file) } else { Err(StoreError::NotFound("user")) }
    }

    /// The point of no return and what follows. The old connection is closed before its file is replaced.
    fn take_place(
        &mut self,
        dir: &Path,
        next: &Path,
        keys: Keys,
        reached: &mut dyn FnMut(Step) -> Result<()>,
    ) -> Result<()> {
        let database = dir.join(DATABASE);
        self.swap_connection(Connection::open_in_memory()?)?;
        fs::rename(next, &database)?;
        disk::sync_parent(&database)?;
        reached(Step::Placed)?;
        place_key_file(dir)?;
        reached(Step::Done)?;
        let mut conn = connect::open(&database, &keys, Access::Write)?;
        let keys = keys.adopt(&conn)?;
        medical::install(&conn, &keys)?;
        let recorder = Recorder::install(&mut conn)?;
        self.reopened(conn, recorder, keys);
        Ok(())
    }
}

/// What is done to the copy.
struct Change<'a> {
    keys: &'a Keys,
    old: &'a Keys,
    user: &'a SessionUser,
    now: Moment,
}

impl Change<'_> {
    /// Keeps the chain's keys, renews the medical one, says so in the journal, verifies all of it.
    fn fill(&self, next: &Path, old_wrap: &crate::keys::Secret32, others: usize) -> Result<()> {
        let new_wrap = self.keys.medical_wrap.as_ref().ok_or(StoreError::Internal("medical key"))?;
        let conn = connect::open(next, self.keys, Access::Write)?;
        let transaction = conn.unchecked_transaction()?;
        self.old.keep_in(&conn)?;
        medical::renew(&conn, old_wrap, new_wrap)?;
        let head = Head { action: "book.rekey", object: "book", undoes: None };
        let action_seq = journal::next_seq(&conn)?;
        let pen = Pen { conn: &conn, keys: self.keys, user: self.user, time: self.now, head: &head, action_seq };
        pen.write(Changes::default(), &json!({ "users": others + 1 }), true)?;
        transaction.commit()?;
        let sound = verify::file(&conn)?.is_empty() && verify::chain(&conn, self.keys, &[])?.is_empty();
        conn.close().map_err(|(_, error)| StoreError::from(error))?;
        disk::remove_journal(next);
        File::open(next)?.sync_all()?;
        disk::sync_parent(next)?;
        if sound { Ok(()) } else { Err(StoreError::Unverified("copy")) }
    }
}

/// 收尾 — what an interrupted change of the master key left: before the new database had its place all of it goes, after
/// that the key file follows. Called before a book's key file is read.
///
/// # Errors
/// [`StoreError::Held`] while another window is about it; file errors.
pub(crate) fn settle(dir: &Path, holder: &str) -> Result<()> {
    let (database, keys) = (dir.join(NEXT_DATABASE), dir.join(NEXT_KEYS));
    if !keys.exists() && !database.exists() {
        return Ok(());
    }
    let _hold = Hold::take(dir, holder)?;
    if keys.exists() && !database.exists() {
        return place_key_file(dir);
    }
    clear(dir)
}

/// Takes away what is half-made. The key file goes first, and if it cannot the database stays, too: alone, the key file
/// would say that the database has its place.
fn clear(dir: &Path) -> Result<()> {
    let keys = dir.join(NEXT_KEYS);
    remove(&keys)?;
    remove(&disk::half_of(&keys))?;
    disk::remove_partial(&dir.join(NEXT_DATABASE));
    Ok(())
}

fn place_key_file(dir: &Path) -> Result<()> {
    let text = fs::read_to_string(dir.join(NEXT_KEYS))?;
    KeyFile::parse(&text)?.write(dir)?;
    remove(&dir.join(NEXT_KEYS))
}

fn remove(path: &PathBuf) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => disk::sync_parent(path),
    }
}
