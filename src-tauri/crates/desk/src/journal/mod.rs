//! 操作记录 — what was done, in the clerk's words, and taking it back.

mod search;

use std::collections::BTreeMap;

use shebao_store::{Employee, JournalAction, JournalEntry, JournalFilter, JournalHead};

use crate::Moment;
use crate::access::FieldClass;
use crate::actions::{undoable, words};
use crate::book::{Desk, finding};
use crate::error::Outcome;
use crate::read;
use crate::reveal::EVERYBODY;
use crate::wire::journal::{JournalLine, JournalProof, Undone};
use crate::wire::small;

impl Desk {
    /// 操作记录, newest first, one line per action.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn journal_list(&self, limit: usize) -> Outcome<Vec<JournalLine>> {
        let people = self.employees_by_id()?;
        self.book.actions(limit)?.iter().map(|action| self.line(action, &people)).collect()
    }

    fn line(&self, action: &JournalAction, people: &BTreeMap<i64, Employee>) -> Outcome<JournalLine> {
        let entries = self.entries(action.action_seq)?;
        let person = only_person(&action.object, &entries).and_then(|id| people.get(&id));
        Ok(JournalLine {
            action_seq: small(action.action_seq),
            time: action.time.format("%Y-%m-%d %H:%M:%S").to_string(),
            user: action.user.clone(),
            action: words(&action.action).to_owned(),
            object: entries.first().map(object).unwrap_or_default(),
            employee_no: person.map(|person| person.employee_no.clone()),
            name: person.map(|person| person.name.clone()),
            changes: entries.iter().map(count).sum(),
            undoable: action.in_effect && undoable(&action.action),
            undoes: action.undoes.map(small),
        })
    }

    /// 核验操作记录 — walks the whole chain against the heads kept in the book's own backups and those given: `12 K7QM-2F9D`
    /// as printed on a paper.
    ///
    /// # Errors
    /// [`Code::InvalidInput`] for a head that is not of that form; the book cannot be read.
    pub fn journal_verify(&self, heads: &[String]) -> Outcome<JournalProof> {
        let mut anchors = self.book.backup_heads();
        for head in heads {
            let parts = head.trim().split_once([' ', ':']);
            let read = parts.and_then(|(seq, code)| Some((seq.parse().ok()?, code.trim().to_ascii_uppercase())));
            let (seq, code) = read.ok_or_else(|| read::invalid("台账核对码", "12 K7QM-2F9D"))?;
            anchors.push(JournalHead { seq, code });
        }
        let findings = self.book.verify_journal(&anchors)?;
        let head = self.book.journal_head()?;
        Ok(JournalProof {
            ok: findings.is_empty(),
            rows: small(head.seq),
            head: head.code,
            anchors: u32::try_from(anchors.len()).unwrap_or(u32::MAX),
            findings: findings.iter().map(finding).collect(),
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
        self.restamp(now)?;
        self.recheck_closed()?;
        let changes = self.entries(undone.action_seq)?.iter().map(count).sum();
        Ok(Undone { undone: small(undone.undid), action: words(&undone.action).to_owned(), changes })
    }
}

fn count(entry: &JournalEntry) -> u32 {
    u32::try_from(entry.changes.len()).unwrap_or(u32::MAX)
}

/// What was acted on, without any person's name: the file or the month, the class of fields that was shown, and the reason
/// that was given.
fn object(entry: &JournalEntry) -> String {
    let named = |key: &str| entry.summary.get(key).and_then(serde_json::Value::as_str);
    let all = (entry.object == EVERYBODY).then_some("全部人员");
    let class = named("class").and_then(FieldClass::of).map(FieldClass::chinese);
    let parts = [named("file").or_else(|| named("month")), all, class, named("reason")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Whom an action concerns, if it is one person.
fn only_person(object: &str, entries: &[JournalEntry]) -> Option<i64> {
    let mut people = entries.iter().filter_map(|entry| entry.employee_id);
    match (people.next(), people.next()) {
        (Some(only), None) => Some(only),
        (None, _) => person_of_object(object),
        (Some(_), Some(_)) => None,
    }
}

/// Of whom something was shown, opened or handed out: such an action changes no row of hers.
fn person_of_object(object: &str) -> Option<i64> {
    object.strip_prefix("employee:")?.parse().ok()
}
