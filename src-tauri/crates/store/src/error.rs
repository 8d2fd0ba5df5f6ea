//! What can go wrong with a book. No error carries a name, a number or an amount of a person.

use shebao_rules::month::Month;

/// The outcome of everything in this crate.
pub type Result<T> = std::result::Result<T, StoreError>;

/// 受阻原因 — what stands on an action that was to be undone.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Blocker {
    /// A later action changed the same rows or built on them.
    Action {
        /// Its number in the journal.
        action_seq: i64,
        /// What it did.
        action: String,
    },
    /// 已锁定月份: a closed month was computed from them.
    ClosedMonth(Month),
}

/// Why the book did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no book in this directory.
    #[error("no book here")]
    NotABook,
    /// A book already stands in this directory, or the directory is not empty.
    #[error("the directory is not empty")]
    NotEmpty,
    /// The password fits no slot.
    #[error("wrong password")]
    WrongPassword,
    /// A wrong password was given a moment ago; nothing was tried.
    #[error("wait {seconds} seconds")]
    TooEarly {
        /// How long until the next try.
        seconds: i64,
    },
    /// The user who opened the book may only read it.
    #[error("only reading is allowed")]
    ReadOnly,
    /// The key file has no such user.
    #[error("unknown user")]
    UnknownUser,
    /// The text is no recovery code: wrong length, wrong characters or wrong checksum.
    #[error("not a recovery code")]
    RecoveryCode,
    /// The recovery code is well formed but belongs to another book.
    #[error("the recovery code belongs to another book")]
    OtherBook,
    /// The database or key file does not read as what was written.
    #[error("damaged: {0}")]
    Damaged(&'static str),
    /// The book was written by a newer program; it was not touched.
    #[error("written by a newer program (schema {found}, this program knows {known})")]
    NewerSchema {
        /// Schema of the file.
        found: i64,
        /// Newest schema of this program.
        known: i64,
    },
    /// Another window or user holds the book.
    #[error("the book is open elsewhere")]
    Held {
        /// Who, in the holder's own words; empty if unknown.
        by: String,
    },
    /// Later actions or closed months stand on what was to be undone.
    #[error("later changes stand on it")]
    UndoBlocked {
        /// What stands on it.
        by: Vec<Blocker>,
    },
    /// There is no such action, or it is undone already.
    #[error("nothing to undo")]
    NothingToUndo,
    /// The newest action left nothing that can be put back.
    #[error("the newest action cannot be undone")]
    NotUndoable {
        /// 动作号.
        action_seq: i64,
        /// What it did, as an identifier.
        action: String,
    },
    /// The action's derived lines are not kept; it has to be run again.
    #[error("run it again instead")]
    RunAgain,
    /// It concerns a person who was erased: nothing of her can be put back.
    #[error("a person it concerns was erased")]
    Erased,
    /// The month is locked.
    #[error("the month is locked")]
    MonthClosed(Month),
    /// A row with the same key exists (a table's or index's name, never a value).
    #[error("already there: {0}")]
    Duplicate(String),
    /// A row that others still refer to was to be removed, or one that does not exist was referred to.
    #[error("a row is referred to that is not there, or still needed")]
    Reference,
    /// There is no such row.
    #[error("no such {0}")]
    NotFound(&'static str),
    /// A value breaks the schema's own conditions.
    #[error("a value breaks the schema's conditions")]
    Condition,
    /// The book has to be upgraded, and the backup before that failed (with which code); nothing was changed.
    #[error("the backup before the upgrade failed: {0}")]
    UpgradeStopped(&'static str),
    /// A backup did not verify.
    #[error("the backup did not verify: {0}")]
    Unverified(&'static str),
    /// Stopped on request; nothing was written.
    #[error("stopped")]
    Stopped,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// A file operation failed.
    #[error("file: {0}")]
    File(std::io::ErrorKind),
    /// The engine failed in another way (SQLite's extended code, no text: it may hold values).
    #[error("database: code {0}")]
    Database(i32),
    /// A fault of this program.
    #[error("internal: {0}")]
    Internal(&'static str),
}

impl StoreError {
    /// The stable identifier for what went wrong.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotABook => "not_a_book",
            Self::NotEmpty => "not_empty",
            Self::WrongPassword => "wrong_password",
            Self::TooEarly { .. } => "too_early",
            Self::ReadOnly => "read_only",
            Self::UnknownUser => "unknown_user",
            Self::RecoveryCode => "recovery_code",
            Self::OtherBook => "other_book",
            Self::Damaged(_) => "damaged",
            Self::NewerSchema { .. } => "newer_schema",
            Self::Held { .. } => "held",
            Self::UndoBlocked { .. } => "undo_blocked",
            Self::NothingToUndo => "nothing_to_undo",
            Self::NotUndoable { .. } => "not_undoable",
            Self::RunAgain => "run_again",
            Self::Erased => "erased",
            Self::MonthClosed(_) => "month_closed",
            Self::Duplicate(_) => "duplicate",
            Self::Reference => "reference",
            Self::NotFound(_) => "not_found",
            Self::Condition => "condition",
            Self::UpgradeStopped(_) => "upgrade_stopped",
            Self::Unverified(_) => "unverified",
            Self::Stopped => "stopped",
            Self::DiskFull => "disk_full",
            Self::File(_) => "file",
            Self::Database(_) => "database",
            Self::Internal(_) => "internal",
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull => Self::DiskFull,
            kind => Self::File(kind),
        }
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(_: serde_json::Error) -> Self {
        Self::Damaged("json")
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        use rusqlite::ffi;
        match &error {
            rusqlite::Error::SqliteFailure(failure, text) => match (failure.code, failure.extended_code) {
                (Code::DatabaseCorrupt, _) => Self::Damaged("database"),
                (Code::NotADatabase, _) => Self::Damaged("header"),
                (Code::DiskFull, _) => Self::DiskFull,
                (Code::OperationInterrupted, _) => Self::Stopped,
                (Code::DatabaseBusy | Code::DatabaseLocked, _) => Self::Held { by: String::new() },
                (_, ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY) => {
                    Self::Duplicate(constraint_columns(text.as_deref()))
                }
                (_, ffi::SQLITE_CONSTRAINT_FOREIGNKEY) => Self::Reference,
                (_, ffi::SQLITE_CONSTRAINT_CHECK | ffi::SQLITE_CONSTRAINT_NOTNULL) => Self::Condition,
                (_, extended) => Self::Database(extended),
            },
            rusqlite::Error::SqlInputError { error, .. } => Self::Database(error.extended_code),
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..) => Self::Damaged("value"),
            _ => Self::Internal("statement"),
        }
    }
}

/// Table and column names from SQLite's message `UNIQUE constraint failed: employee.employee_no`; it holds no values.
fn constraint_columns(text: Option<&str>) -> String {
    text.and_then(|t| t.split_once(": ")).map_or_else(String::new, |(_, columns)| columns.to_owned())
}
