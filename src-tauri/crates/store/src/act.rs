//! 动作 — one action of the clerk: one transaction, its row images journaled in it.

use std::ops::Deref;

use rusqlite::{CachedStatement, Connection, Params};

use crate::book::Book;
use crate::capture::Recorder;
use crate::error::{Result, StoreError};
use crate::journal::{self, Head, Pen};
use crate::row::Moment;
use crate::tracked::Tracked;
use crate::user::SessionUser;
use crate::view::View;

/// 动作名 — what is done and on what, as identifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Action<'a> {
    /// The action's identifier, such as `employee.change`; the screen has the words.
    pub action: &'a str,
    /// On what, by id, such as `employee:12`; never a name or a number of a person.
    pub object: &'a str,
}

/// 事务 — an action under way. All reads of [`View`], and the writes that the nouns add.
pub struct Tx<'b> {
    view: View<'b>,
    recorder: &'b Recorder,
    user: &'b SessionUser,
    action_seq: i64,
    now: Moment,
    summary: serde_json::Value,
    loose: bool,
    statements: Statements<'b>,
}

/// The statements an action writes with, each with its text. Where thousands of rows are written, looking a statement up
/// among all of the connection's costs as much as a small insert.
#[derive(Default)]
struct Statements<'b>(Vec<(String, CachedStatement<'b>)>);

/// More than any action writes thousands of rows with.
const STATEMENTS: usize = 24;

impl<'b> Statements<'b> {
    fn of(&mut self, conn: &'b Connection, sql: &str) -> rusqlite::Result<&mut CachedStatement<'b>> {
        let known = self.0.iter().position(|(text, _)| text == sql);
        if known.is_none() {
            if self.0.len() == STATEMENTS {
                self.0.clear();
            }
            self.0.push((sql.to_owned(), conn.prepare_cached(sql)?));
        }
        let at = known.unwrap_or(self.0.len() - 1);
        self.0.get_mut(at).map(|(_, statement)| statement).ok_or(rusqlite::Error::InvalidQuery)
    }
}

impl<'b> Deref for Tx<'b> {
    type Target = View<'b>;
    fn deref(&self) -> &View<'b> {
        &self.view
    }
}

impl Tx<'_> {
    /// 动作号 — the number this action has in the journal.
    #[must_use]
    pub const fn action_seq(&self) -> i64 {
        self.action_seq
    }

    /// When the action takes place.
    #[must_use]
    pub const fn now(&self) -> Moment {
        self.now
    }

    /// Who acts.
    #[must_use]
    pub const fn user(&self) -> &SessionUser {
        self.user
    }

    /// What the journal says about the action as a whole: counts, months, files; nothing about a person.
    pub fn summarise(&mut self, summary: serde_json::Value) {
        self.summary = summary;
    }

    /// Runs a part that may fail alone: if it does, its changes are taken back and the action goes on.
    ///
    /// # Errors
    /// What the part gave.
    pub fn attempt<T, E: From<StoreError>>(
        &mut self,
        part: impl FnOnce(&mut Self) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let (touches, loose) = (self.recorder.len(), self.loose);
        self.batch("SAVEPOINT attempt")?;
        let outcome = part(self);
        if outcome.is_err() {
            self.batch("ROLLBACK TO attempt")?;
            self.recorder.truncate(touches);
            self.loose = loose;
        }
        self.batch("RELEASE attempt")?;
        outcome
    }

    /// Changes rows; if the engine refuses, nothing of the statement stays and nothing of it is journaled.
    pub(crate) fn write(&mut self, sql: &str, params: impl Params) -> Result<usize> {
        still_open(self.view.conn())?;
        let touches = self.recorder.len();
        let outcome = self.statements.of(self.view.conn(), sql).and_then(|s| s.execute(params));
        if outcome.is_err() {
            self.recorder.truncate(touches);
        }
        Ok(outcome?)
    }

    /// The same for an insert; gives the new id.
    pub(crate) fn insert(&mut self, sql: &str, params: impl Params) -> Result<i64> {
        self.write(sql, params)?;
        Ok(self.view.conn().last_insert_rowid())
    }

    /// The same for a change of one row that must exist.
    pub(crate) fn change(&mut self, what: &'static str, sql: &str, params: impl Params) -> Result<()> {
        if self.write(sql, params)? == 0 { Err(StoreError::NotFound(what)) } else { Ok(()) }
    }

    /// Marks that rows outside of the journaled tables changed: the action gets its journal row in any case.
    pub(crate) fn changed_unjournaled(&mut self) {
        self.loose = true;
    }

    /// Runs a part whose rows are not written down: what is to be forgotten must not stand in the journal once more.
    pub(crate) fn unrecorded<T>(&mut self, part: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let touches = self.recorder.len();
        let outcome = part(self);
        self.recorder.truncate(touches);
        self.loose = true;
        outcome
    }

    /// The description of a journaled table; a journal that names another one is not ours.
    pub(crate) fn tracked(&self, name: &str) -> Result<&Tracked> {
        self.recorder.table(name).ok_or(StoreError::Damaged("journal"))
    }

    fn batch(&self, sql: &str) -> Result<()> {
        Ok(self.view.conn().execute_batch(sql)?)
    }
}

/// How an action ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    Keep,
    TakeBack,
}

impl Book {
    /// Does an action: one transaction, with its journal rows in it. Gives the result and the action's number in the
    /// journal (0 if nothing changed and nothing was to be said).
    ///
    /// # Errors
    /// What `work` gave, or why the book could not keep it; nothing is written then.
    pub fn act<T, E: From<StoreError>>(
        &mut self,
        action: &Action<'_>,
        now: Moment,
        work: impl FnOnce(&mut Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<(T, i64), E> {
        self.transact(&Head { action: action.action, object: action.object, undoes: None }, now, Ending::Keep, work)
    }

    /// 试运行 — does everything an action would do, and takes it back.
    ///
    /// # Errors
    /// What `work` gave, or why the engine could not do it.
    pub fn rehearse<T, E: From<StoreError>>(
        &mut self,
        now: Moment,
        work: impl FnOnce(&mut Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let head = Head { action: "rehearse", object: "", undoes: None };
        self.transact(&head, now, Ending::TakeBack, work).map(|(result, _)| result)
    }

    /// An action that takes another one back.
    pub(crate) fn act_undoing<T>(
        &mut self,
        head: &Head<'_>,
        now: Moment,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T>,
    ) -> Result<(T, i64)> {
        self.transact(head, now, Ending::Keep, work)
    }

    fn transact<T, E: From<StoreError>>(
        &mut self,
        head: &Head<'_>,
        now: Moment,
        ending: Ending,
        work: impl FnOnce(&mut Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<(T, i64), E> {
        if !self.takes(head) {
            return Err(StoreError::ReadOnly.into());
        }
        let (conn, recorder, keys, user) = self.parts();
        let open = OpenTransaction::begin(conn, recorder)?;
        let action_seq = journal::next_seq(conn)?;
        let view = View::new(conn);
        let mut tx = Tx {
            view,
            recorder,
            user,
            action_seq,
            now,
            summary: serde_json::Value::Null,
            loose: head.undoes.is_some(),
            statements: Statements::default(),
        };
        let result = work(&mut tx)?;
        if ending == Ending::TakeBack {
            return Ok((result, 0));
        }
        still_open(conn)?;
        let (summary, loose) = (tx.summary, tx.loose);
        let changes = recorder.take(conn)?;
        let pen = Pen { conn, keys, user, time: now, head, action_seq };
        let written = pen.write(changes, &summary, loose)?;
        open.commit()?;
        Ok((result, written))
    }
}

/// A stop, a full disk or a failing one makes the engine end the whole transaction. Whoever passes over that error must
/// not write on without one.
fn still_open(conn: &Connection) -> Result<()> {
    if conn.is_autocommit() { Err(StoreError::Stopped) } else { Ok(()) }
}

/// A transaction that is taken back unless it is committed.
struct OpenTransaction<'c> {
    conn: &'c Connection,
    recorder: &'c Recorder,
}

impl<'c> OpenTransaction<'c> {
    fn begin(conn: &'c Connection, recorder: &'c Recorder) -> Result<Self> {
        recorder.truncate(0);
        conn.execute_batch("BEGIN IMMEDIATE")?;
        Ok(Self { conn, recorder })
    }

    fn commit(self) -> Result<()> {
        Ok(self.conn.execute_batch("COMMIT")?)
    }
}

impl Drop for OpenTransaction<'_> {
    fn drop(&mut self) {
        // After a commit there is no transaction left. If taking back fails, the engine has done it already or the
        // connection is unusable; the next opening rolls the journal file back in both cases.
        if !self.conn.is_autocommit() {
            let _ = self.conn.execute_batch("ROLLBACK");
        }
        self.recorder.truncate(0);
    }
}
