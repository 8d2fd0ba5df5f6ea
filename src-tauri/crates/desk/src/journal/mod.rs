//! 操作记录 — what was done, in the clerk's words, and taking it back.

mod search;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use shebao_store::{Employee, JournalAction, JournalEntry, JournalFilter, JournalHead, RowChange};

use crate::Moment;
use crate::access::FieldClass;
use crate::actions::{undoable, words};
use crate::book::{Desk, finding};
use crate::error::{Code, Failure, Outcome};
use crate::failure::not_undoable;
use crate::naming::Unnamed;
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
        let (people, unnamed) = (self.employees_by_id()?, self.unnamed_words()?);
        let mut lines: Vec<JournalLine> = self
            .book
            .actions(limit)?
            .iter()
            .map(|action| self.line(action, &people, &unnamed))
            .collect::<Outcome<_>>()?;
        let newest = self.book.newest()?.map(|(seq, _)| small(seq));
        lines.iter_mut().for_each(|line| line.newest = newest == Some(line.action_seq));
        Ok(lines)
    }

    fn line(
        &self,
        action: &JournalAction,
        people: &BTreeMap<i64, Employee>,
        unnamed: &Unnamed,
    ) -> Outcome<JournalLine> {
        let entries = self.entries(action.action_seq)?;
        let person = only_person(&action.object, &entries).and_then(|id| people.get(&id));
        Ok(JournalLine {
            action_seq: small(action.action_seq),
            time: action.time.format("%Y-%m-%d %H:%M:%S").to_string(),
            user: action.user.clone(),
            action: words(&action.action).to_owned(),
            object: said(&entries, unnamed),
            employee_no: person.map(|person| person.employee_no.clone()),
            name: person.map(|person| person.name.clone()),
            changes: entries.iter().map(count).sum(),
            undoable: action.in_effect && undoable(&action.action),
            newest: false,
            undoes: action.undoes.map(small),
        })
    }

    /// 对象 — on what an action was done: a month, a file, a unit, a person as she may be named now, and the reason given.
    pub(crate) fn deed_object(&self, action: &JournalAction, names: &DeedNames) -> Outcome<String> {
        // An import has a row for each of thousands of people; its first rows tell whether it is about one.
        let first = action.action_seq;
        let few = JournalFilter { action_seq: Some(first), before_seq: Some(first + FEW), ..JournalFilter::default() };
        let entries = self.book.journal(&few)?;
        let person = only_person(&action.object, &entries).and_then(|id| names.people.get(&id));
        let parts = [
            Some(said(&entries, &names.unnamed)),
            only_unit(&entries).and_then(|id| names.units.get(&id)).cloned(),
            person.map(|person| format!("{} {}", person.employee_no, person.name)),
        ];
        Ok(parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "))
    }

    /// The names by which [`Desk::deed_object`] tells.
    pub(crate) fn deed_names(&self) -> Outcome<DeedNames> {
        Ok(DeedNames { people: self.employees_by_id()?, units: self.unit_names()?, unnamed: self.unnamed_words()? })
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

    /// 撤销 an action (最近一次改动 when none is named, and no older one in its place); undoing an undo does it again.
    ///
    /// # Errors
    /// [`crate::Code::NothingToUndo`], [`crate::Code::NotUndoable`] naming the newest, [`crate::Code::UndoBlocked`] naming what
    /// stands on it.
    pub fn undo(&mut self, action_seq: Option<i64>, now: Moment) -> Outcome<Undone> {
        let newest = if action_seq.is_none() { self.book.newest()? } else { None };
        if let Some((seq, action)) = newest.as_ref().filter(|(_, action)| !undoable(action)) {
            return Err(not_undoable(*seq, action));
        }
        let undone = self.book.undo(action_seq, now).map_err(|error| match newest {
            Some((seq, action)) => named(error.into(), seq, &action),
            None => error.into(),
        })?;
        self.recompose()?;
        self.restamp(now)?;
        self.recheck_closed()?;
        let changes = self.entries(undone.action_seq)?.iter().map(count).sum();
        Ok(Undone { undone: small(undone.undid), action: words(&undone.action).to_owned(), changes })
    }
}

/// Why the newest action is not undone, with which one that is.
fn named(failure: Failure, action_seq: i64, action: &str) -> Failure {
    if failure.code != Code::UndoBlocked {
        return failure;
    }
    let newest = format!("最近一次操作：第 {action_seq} 号“{}”；更早的操作按序号撤销", words(action));
    failure.detailed([newest])
}

/// How people and units may be named now.
pub(crate) struct DeedNames {
    people: Arc<BTreeMap<i64, Employee>>,
    units: BTreeMap<i64, String>,
    unnamed: Unnamed,
}

/// So many rows tell whether an action is about one person.
const FEW: i64 = 3;

fn count(entry: &JournalEntry) -> u32 {
    u32::try_from(entry.changes.len()).unwrap_or(u32::MAX)
}

/// What an action says of itself: it stands in the first of its rows, which come newest first.
fn said(entries: &[JournalEntry], unnamed: &Unnamed) -> String {
    unnamed.veil(entries.last().map(object).unwrap_or_default())
}

/// The unit that an action's changes concern, if it is one.
fn only_unit(entries: &[JournalEntry]) -> Option<i64> {
    let changes = entries.iter().flat_map(|entry| &entry.changes);
    let of_change = |change: &RowChange| {
        let own = if change.table == "unit" { change.key.get("id") } else { None };
        let mut rows = [&change.after, &change.before].into_iter().flatten().map(|row| row.get("unit_id"));
        own.or_else(|| rows.find_map(|unit| unit)).and_then(serde_json::Value::as_i64)
    };
    let units: BTreeSet<i64> = changes.filter_map(of_change).collect();
    units.first().copied().filter(|_| units.len() == 1)
}

/// What was acted on, without any person's name: the file or the month, the class of fields that was shown, and the reason
/// that was given.
fn object(entry: &JournalEntry) -> String {
    let named = |key: &str| entry.summary.get(key).and_then(serde_json::Value::as_str);
    let all = (entry.object == EVERYBODY).then_some("全部人员");
    let class = named("class").and_then(FieldClass::of).map(FieldClass::chinese);
    let year = entry.summary.get("year").and_then(serde_json::Value::as_i64).map(|year| format!("{year} 年"));
    let month = named("month").or_else(|| entry.object.strip_prefix("month:"));
    let parts = [named("file").or(month).or(year.as_deref()), all, class, named("reason")];
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
