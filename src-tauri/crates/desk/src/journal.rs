//! 操作记录 — what was done, in the clerk's words, and taking it back.

use shebao_store::{JournalAction, JournalEntry, JournalFilter};

use crate::Moment;
use crate::actions::{undoable, words};
use crate::book::Desk;
use crate::error::Outcome;
use crate::wire::journal::{JournalLine, Undone};
use crate::wire::small;

impl Desk {
    /// 操作记录, newest first, one line per action.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn journal_list(&self, limit: usize) -> Outcome<Vec<JournalLine>> {
        self.book.actions(limit)?.iter().map(|action| self.line(action)).collect()
    }

    fn line(&self, action: &JournalAction) -> Outcome<JournalLine> {
        let entries = self.entries(action.action_seq)?;
        Ok(JournalLine {
            action_seq: small(action.action_seq),
            time: action.time.format("%Y-%m-%d %H:%M:%S").to_string(),
            user: action.user.clone(),
            action: words(&action.action).to_owned(),
            object: entries.first().map(object).unwrap_or_default(),
            changes: entries.iter().map(count).sum(),
            undoable: action.in_effect && undoable(&action.action),
            undoes: action.undoes.map(small),
        })
    }

    fn entries(&self, action_seq: i64) -> Outcome<Vec<JournalEntry>> {
        let filter = JournalFilter { action_seq: Some(action_seq), ..JournalFilter::default() };
        Ok(self.book.journal(&filter)?)
    }

    /// 撤销 an action (the last one when none is named); undoing an undo does it again.
    ///
    /// # Errors
    /// [`crate::Code::NothingToUndo`], [`crate::Code::UndoBlocked`] naming what stands on it.
    pub fn undo(&mut self, action_seq: Option<i64>, now: Moment) -> Outcome<Undone> {
        let undone = self.book.undo(action_seq, now)?;
        self.recompose()?;
        self.recheck_closed()?;
        let changes = self.entries(undone.action_seq)?.iter().map(count).sum();
        Ok(Undone { undone: small(undone.undid), action: words(&undone.action).to_owned(), changes })
    }
}

fn count(entry: &JournalEntry) -> u32 {
    u32::try_from(entry.changes.len()).unwrap_or(u32::MAX)
}

/// What was acted on, without any person's name: the month or file the summary names.
fn object(entry: &JournalEntry) -> String {
    let named = |key: &str| entry.summary.get(key).and_then(serde_json::Value::as_str);
    named("file").or_else(|| named("month")).unwrap_or_default().to_owned()
}
