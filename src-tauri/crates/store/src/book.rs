//! 账本 — a directory with the encrypted database, the key file, the lock and the backups.

use std::fs;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use rusqlite::{Connection, OptionalExtension, params_from_iter};
use serde::Serialize;
use serde_json::json;
use shebao_rules::month::Month;

use crate::act::Action;
use crate::attempts;
use crate::backup;
use crate::capture::Recorder;
use crate::connect::{self, Access};
use crate::disk;
use crate::error::{Result, StoreError};
use crate::journal::Head;
use crate::keys::{Holder, KdfCost, KeyFile, Keys, Master, RecoveryCode, Ring, random};
use crate::lock::Hold;
use crate::medical;
use crate::rekey;
use crate::row::{Moment, moment_text};
use crate::schema;
use crate::user::{Role, SessionUser};
use crate::verify::JournalHead;
use crate::view::View;

/// Name of the database in the book's directory.
pub(crate) const DATABASE: &str = "book.db";

/// 新账本 — what a book begins with.
#[derive(Clone, Copy)]
pub struct NewBook<'a> {
    /// 单位名称.
    pub company: &'a str,
    /// 统一社会信用代码; the caller has checked it.
    pub credit_code: &'a str,
    /// Name of the first user, who becomes 负责人.
    pub user: &'a str,
    /// Her password.
    pub password: &'a str,
    /// 演示账本: carries the amber ribbon.
    pub demo: bool,
}

/// 凭据 — what opens a book.
pub enum Secret<'a> {
    /// A user's password; without a user every slot is tried.
    Password {
        /// Whose.
        user: Option<&'a str>,
        /// The password.
        password: &'a str,
    },
    /// 恢复码; opens as the first 负责人.
    Recovery(&'a RecoveryCode),
}

/// 账本概况.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BookInfo {
    /// Random identifier of the book.
    pub book_id: String,
    /// 单位名称.
    pub company: String,
    /// 统一社会信用代码.
    pub credit_code: String,
    /// 演示账本.
    pub demo: bool,
    /// Schema of the file.
    pub schema: i64,
    /// How many people.
    pub employees: i64,
    /// How many participating units.
    pub units: i64,
    /// Periods that have lines.
    pub months: Vec<Month>,
    /// Where the journal stands.
    pub journal_head: JournalHead,
}

/// 账本 — an open book: the only connection to its database, held against every other window.
pub struct Book {
    // Dropped in this order: the lock goes last.
    conn: Connection,
    recorder: Recorder,
    keys: Keys,
    user: SessionUser,
    book_id: String,
    dir: PathBuf,
    only_read: bool,
    _hold: Hold,
}

impl Book {
    /// 建账 — makes a new book in an empty or absent directory and opens it. It appears whole or not at all.
    ///
    /// # Errors
    /// [`StoreError::NotEmpty`] if anything stands there already; file and engine errors.
    pub fn create(
        dir: &Path,
        new: &NewBook<'_>,
        cost: KdfCost,
        holder: &str,
        now: Moment,
    ) -> Result<(Self, RecoveryCode)> {
        disk::refuse_occupied(dir)?;
        let partial = disk::partial_of(dir)?;
        fs::create_dir_all(&partial)?;
        let made = Self::fill(&partial, new, cost, holder, now).and_then(|ring| {
            if dir.exists() {
                fs::remove_dir(dir)?;
            }
            fs::rename(&partial, dir)?;
            disk::sync_parent(dir)?;
            Ok(ring)
        });
        let ring = made.inspect_err(|_| {
            // Nothing of value stands in the half-made directory, and it was this call that made it.
            let _ = fs::remove_dir_all(&partial);
        })?;
        let code = RecoveryCode::of(ring.master().ok_or(StoreError::Internal("master key"))?);
        let book = Self::open_with(dir, ring.keys, Some(new.user), holder, now)?;
        Ok((book, code))
    }

    fn fill(dir: &Path, new: &NewBook<'_>, cost: KdfCost, holder: &str, now: Moment) -> Result<Ring> {
        let ring = Ring::of(Master::generate()?)?;
        let book_id = HEXLOWER.encode(&random::<16>()?);
        let hold = Hold::take(dir, holder)?;
        let keys = ring.keys.clone();
        let mut conn = connect::open(&dir.join(DATABASE), &keys, Access::Create)?;
        schema::migrate(&conn, |_| Ok(()))?;
        let user = SessionUser { id: 1, name: new.user.to_owned(), role: Role::Owner };
        let recorder = Recorder::install(&mut conn)?;
        let mut book = Self {
            conn,
            recorder,
            keys,
            user,
            book_id: book_id.clone(),
            dir: dir.to_owned(),
            only_read: false,
            _hold: hold,
        };
        let action = Action { action: "book.create", object: "book" };
        book.act(&action, now, |tx| -> Result<()> {
            tx.summarise(json!({ "schema": schema::SCHEMA }));
            tx.insert_user(new.user, Role::Owner, now)?;
            tx.set_book_info("book_id", &book_id)?;
            tx.set_book_info("company", new.company)?;
            tx.set_book_info("credit_code", new.credit_code)?;
            tx.set_book_info("created_at", &moment_text(now))?;
            tx.set_book_info("demo", if new.demo { "1" } else { "0" })
        })?;
        book.close()?;
        let mut file = KeyFile::new(&book_id, &ring.keys);
        let holder = Holder { user: new.user, role: Role::Owner, narrow: false, password: new.password };
        file.set_slot(&ring, &holder, cost)?;
        file.write(dir)?;
        Ok(ring)
    }

    /// 开账 — opens the book in `dir`; upgrades an older one after backing it up.
    ///
    /// # Errors
    /// [`StoreError::NotABook`], [`StoreError::WrongPassword`], [`StoreError::UnknownUser`],
    /// [`StoreError::OtherBook`], [`StoreError::Held`], [`StoreError::NewerSchema`], [`StoreError::Damaged`],
    /// [`StoreError::UpgradeStopped`]; nothing of the book is changed by any of them.
    pub fn open(dir: &Path, secret: &Secret<'_>, holder: &str, now: Moment) -> Result<Self> {
        Self::open_saving(dir, secret, holder, None, now)
    }

    /// 开账, and where the book has to be upgraded, with the backup before that in a folder other than its own.
    ///
    /// # Errors
    /// As [`Self::open`]; [`StoreError::UpgradeStopped`] if that backup fails there too.
    pub fn open_saving(
        dir: &Path,
        secret: &Secret<'_>,
        holder: &str,
        save_to: Option<&Path>,
        now: Moment,
    ) -> Result<Self> {
        if !dir.join(DATABASE).is_file() {
            return Err(StoreError::NotABook);
        }
        rekey::settle(dir, holder)?;
        match secret {
            Secret::Password { user, password } => {
                let (ring, user) = attempts::unlock(dir, *user, password, now)?;
                Self::open_upgraded(dir, ring.keys, Some(&user), holder, (save_to, now))
            }
            Secret::Recovery(code) => {
                let keys = code.master().keys()?;
                // A lost or damaged key file must not keep the recovery code from opening the book.
                let other = KeyFile::read(dir).is_ok_and(|file| file.mark != keys.mark());
                match Self::open_upgraded(dir, keys, None, holder, (save_to, now)) {
                    Err(StoreError::Damaged(_)) if other => Err(StoreError::OtherBook),
                    opened => opened,
                }
            }
        }
    }

    pub(crate) fn open_with(dir: &Path, keys: Keys, user: Option<&str>, holder: &str, now: Moment) -> Result<Self> {
        Self::open_upgraded(dir, keys, user, holder, (None, now))
    }

    fn open_upgraded(
        dir: &Path,
        keys: Keys,
        user: Option<&str>,
        holder: &str,
        (save_to, now): (Option<&Path>, Moment),
    ) -> Result<Self> {
        let hold = Hold::take(dir, holder)?;
        let mut conn = connect::open(&dir.join(DATABASE), &keys, Access::Write)?;
        let keys = keys.adopt(&conn)?;
        if schema::refuse_newer(&conn)? == 0 {
            return Err(StoreError::Damaged("schema"));
        }
        let book_id = View::new(&conn).book_info("book_id")?.ok_or(StoreError::Damaged("book"))?;
        // No upgrade without a verified copy of what was before it: she may choose another place, and none is not one.
        let saved = |conn: &Connection| backup::before_upgrade(conn, &keys, dir, &book_id, (save_to, now));
        schema::migrate(&conn, |conn| saved(conn).map_err(|error| StoreError::UpgradeStopped(error.code())))?;
        medical::install(&conn, &keys)?;
        let users = View::new(&conn).users()?;
        let found = users.into_iter().find(|u| user.map_or(u.role == Role::Owner, |name| u.name == name));
        let user = found.ok_or(StoreError::UnknownUser)?;
        let recorder = Recorder::install(&mut conn)?;
        Ok(Self { conn, recorder, keys, user, book_id, dir: dir.to_owned(), only_read: false, _hold: hold })
    }

    /// 恢复码 once more, for the user who gives her password again.
    ///
    /// # Errors
    /// [`StoreError::WrongPassword`]; [`StoreError::Damaged`] if the key file is not readable, [`StoreError::OtherBook`]
    /// if it is not this book's any more, [`StoreError::ReadOnly`] for a user whose slot does not hold the master key.
    pub fn recovery_code(&self, password: &str, now: Moment) -> Result<RecoveryCode> {
        let (ring, _) = attempts::unlock(&self.dir, Some(&self.user.name), password, now)?;
        if !ring.keys.opens_what(&self.keys) {
            return Err(StoreError::OtherBook);
        }
        ring.master().map(RecoveryCode::of).ok_or(StoreError::ReadOnly)
    }

    /// 再验密码 — whether this is the password of who opened the book.
    ///
    /// # Errors
    /// [`StoreError::WrongPassword`], [`StoreError::TooEarly`].
    pub fn prove(&self, password: &str, now: Moment) -> Result<()> {
        attempts::unlock(&self.dir, Some(&self.user.name), password, now).map(|_| ())
    }

    /// 锁账 — closes the book; keys are wiped from memory. Dropping it does the same without telling of errors.
    ///
    /// # Errors
    /// If the engine could not close the file.
    pub fn close(self) -> Result<()> {
        self.conn.close().map_err(|(_, error)| error.into())
    }

    /// 只读 — from now on no action of this user is taken, but a new password of her own and what she had shown to her.
    pub const fn only_read(&mut self) {
        self.only_read = true;
    }

    /// The number of the newest action that is none of some `quiet` ones: what was worked out from the book holds until it moves.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn last_action_besides(&self, quiet: &[&str]) -> Result<i64> {
        let marks = vec!["?"; quiet.len()].join(", ");
        let sql = format!(
            "SELECT seq FROM journal WHERE seq = action_seq AND action NOT IN ({marks}) ORDER BY seq DESC LIMIT 1"
        );
        let mut newest = self.conn.prepare_cached(&sql)?;
        Ok(newest.query_row(params_from_iter(quiet), |row| row.get(0)).optional()?.unwrap_or(0))
    }

    /// Whether its user may change anything.
    #[must_use]
    pub const fn may_write(&self) -> bool {
        !self.only_read
    }

    pub(crate) const fn takes(&self, head: &Head<'_>) -> bool {
        !self.only_read || matches!(head.action.as_bytes(), b"user.password" | b"reveal" | b"rehearse")
    }

    /// Who opened it.
    #[must_use]
    pub const fn user(&self) -> &SessionUser {
        &self.user
    }

    /// Where it stands.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Everything that can be read.
    #[must_use]
    pub const fn view(&self) -> View<'_> {
        View::new(&self.conn)
    }

    /// 账本概况.
    ///
    /// # Errors
    /// If the book cannot be read.
    pub fn info(&self) -> Result<BookInfo> {
        let view = self.view();
        let text = |key| Ok::<_, StoreError>(view.book_info(key)?.unwrap_or_default());
        Ok(BookInfo {
            book_id: self.book_id.clone(),
            company: text("company")?,
            credit_code: text("credit_code")?,
            demo: text("demo")? == "1",
            schema: schema::version(&self.conn)?,
            employees: view.number("SELECT count(*) FROM employee", [])?,
            units: view.number("SELECT count(*) FROM unit", [])?,
            months: view.contribution_months()?,
            journal_head: self.journal_head()?,
        })
    }

    /// 中止 — lets another thread stop what the book is doing.
    #[must_use]
    pub fn interrupter(&self) -> Interrupter {
        Interrupter(self.conn.get_interrupt_handle())
    }

    pub(crate) const fn parts(&self) -> (&Connection, &Recorder, &Keys, &SessionUser) {
        (&self.conn, &self.recorder, &self.keys, &self.user)
    }

    pub(crate) fn book_id(&self) -> &str {
        &self.book_id
    }

    /// Puts another connection in the place of the open one, which is closed.
    pub(crate) fn swap_connection(&mut self, other: Connection) -> Result<()> {
        let old = std::mem::replace(&mut self.conn, other);
        old.close().map_err(|(_, error)| error.into())
    }

    /// Goes on with the same book under new keys.
    pub(crate) fn reopened(&mut self, conn: Connection, recorder: Recorder, keys: Keys) {
        self.conn = conn;
        self.recorder = recorder;
        self.keys = keys;
    }

    /// 医疗 — whether the password slot that opened the book leads to the medical key.
    #[must_use]
    pub const fn holds_medical(&self) -> bool {
        self.keys.medical_wrap.is_some()
    }
}

/// 中止手柄 — stops a long statement; the action under way fails with [`StoreError::Stopped`] and leaves nothing.
pub struct Interrupter(rusqlite::InterruptHandle);

impl Interrupter {
    /// Stops the statement that runs now, if one does.
    pub fn stop(&self) {
        self.0.interrupt();
    }
}

impl View<'_> {
    /// A text about the book itself: company, credit_code …
    ///
    /// # Errors
    /// If the book cannot be read.
    pub fn book_info(&self, key: &str) -> Result<Option<String>> {
        self.first("SELECT value FROM book_info WHERE key = ?1", [key], |c| c.plain())
    }
}

impl crate::act::Tx<'_> {
    /// Keeps a text about the book itself: company, credit_code …
    ///
    /// # Errors
    /// If the book cannot be written.
    pub fn set_book_info(&mut self, key: &str, value: &str) -> Result<()> {
        let sql =
            "INSERT INTO book_info (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
        self.write(sql, (key, value)).map(|_| ())
    }
}
