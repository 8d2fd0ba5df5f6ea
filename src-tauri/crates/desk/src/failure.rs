//! 失败的来处 — what went wrong in the book or on paper, as the one code that goes outward.

use shebao_documents::paper::PaperError;
use shebao_store::{Blocker, StoreError};

use crate::actions::words;
use crate::backup::words_of;
use crate::error::{Code, Failure};

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotABook => Self::new(Code::BookMissing),
            StoreError::NotEmpty => Self::new(Code::BookExists),
            StoreError::WrongPassword | StoreError::UnknownUser => Self::new(Code::WrongPassword),
            StoreError::TooEarly { seconds } => Self::new(Code::WaitBeforeRetry).with("seconds", seconds),
            StoreError::ReadOnly => Self::new(Code::NotAllowed),
            StoreError::RecoveryCode | StoreError::OtherBook => Self::new(Code::WrongRecoveryCode),
            StoreError::UpgradeStopped(problem) => Self::new(Code::UpgradeStopped).with("problem", words_of(problem)),
            StoreError::Unverified(at) => Self::new(Code::BackupUnverified).with("at", at),
            StoreError::Stopped => Self::new(Code::Cancelled),
            StoreError::DiskFull => Self::new(Code::CannotWrite),
            StoreError::Damaged(at) => Self::new(Code::BookDamaged).with("at", at),
            StoreError::NewerSchema { found, known } => {
                Self::new(Code::BookNewer).with("found", found).with("known", known)
            }
            StoreError::Held { by } => Self::new(Code::BookInUse).with("by", by),
            StoreError::UndoBlocked { by } => blocked(&by),
            StoreError::Erased => Self::new(Code::PersonErased),
            StoreError::NothingToUndo => Self::new(Code::NothingToUndo),
            StoreError::NotUndoable { action_seq, action } => not_undoable(action_seq, &action),
            StoreError::MonthClosed(month) => Self::new(Code::MonthLocked).with("month", month),
            StoreError::Duplicate(what) => Self::new(Code::AlreadyExists).with("what", what),
            StoreError::NotFound(what) => Self::new(Code::UnknownRecord).with("what", what),
            other => Self::new(Code::Internal).with("at", other.code()),
        }
    }
}

/// 最近一次操作不能撤销, named; an older one is taken back by its number.
pub(crate) fn not_undoable(action_seq: i64, action: &str) -> Failure {
    Failure::new(Code::NotUndoable).with("number", action_seq).with("action", words(action))
}

fn blocked(by: &[Blocker]) -> Failure {
    let name = |b: &Blocker| match b {
        Blocker::Action { action_seq, action } => {
            format!("第 {action_seq} 号操作：{}", words(action))
        }
        Blocker::ClosedMonth(month) => format!("{month} 已锁定，要先重新打开这个月份"),
    };
    Failure::new(Code::UndoBlocked).with("count", by.len()).detailed(by.iter().map(name))
}

impl From<PaperError> for Failure {
    fn from(error: PaperError) -> Self {
        match error {
            PaperError::MissingGlyphs { chars } => {
                Self::new(Code::MissingGlyphs).with("characters", chars.iter().collect::<String>())
            }
            _ => Self::new(Code::Internal).with("at", "paper"),
        }
    }
}
