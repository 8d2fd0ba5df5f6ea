//! 日志查询 — reading the journal: who did what when, and which actions are in effect.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde::Serialize;
use serde_json::Value;
use zeroize::Zeroizing;

use crate::book::Book;
use crate::erasure;
use crate::error::{Result, StoreError};
use crate::heading::Headings;
use crate::image::{Payload, RowChange};
use crate::journal::{self, Link};
use crate::keys::unseal;
use crate::packed;
use crate::payload_key::{self, PayloadKey};
use crate::row::Moment;

/// What of the journal is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JournalFilter {
    /// Only what concerns this person.
    pub employee_id: Option<i64>,
    /// Only this action.
    pub action_seq: Option<i64>,
    /// Only rows before this one (for turning pages).
    pub before_seq: Option<i64>,
    /// At most so many; 0 for all.
    pub limit: usize,
}

/// 日志检索 — which rows are looked through; what stands in them is judged by the caller, who knows what amounts are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JournalSearch<'a> {
    /// Only what concerns this person.
    pub employee_id: Option<i64>,
    /// Only what this user did.
    pub user: Option<&'a str>,
    /// Only from this day on.
    pub from: Option<NaiveDate>,
    /// Only until this day, included.
    pub to: Option<NaiveDate>,
    /// Only rows before this one (for turning pages).
    pub before_seq: Option<i64>,
}

/// 日志行 — one row, decrypted.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct JournalEntry {
    /// Place in the chain.
    pub seq: i64,
    /// When.
    pub time: Moment,
    /// Who.
    pub user: String,
    /// In which role.
    pub role: String,
    /// What, as an identifier.
    pub action: String,
    /// On what, by id.
    pub object: String,
    /// 动作号.
    pub action_seq: i64,
    /// Whom it concerns.
    pub employee_id: Option<i64>,
    /// The action it takes back.
    pub undoes: Option<i64>,
    /// What the action said about itself (in its first row).
    pub summary: Value,
    /// What happened to the rows.
    pub changes: Vec<RowChange>,
    /// 已删除: the person's key was destroyed, the payload cannot be read any more.
    pub erased: bool,
}

/// 动作 — one action of the journal as the undo list shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct JournalAction {
    /// 动作号.
    pub action_seq: i64,
    /// When.
    pub time: Moment,
    /// Who.
    pub user: String,
    /// What, as an identifier.
    pub action: String,
    /// On what, by id.
    pub object: String,
    /// The action it takes back.
    pub undoes: Option<i64>,
    /// Whether it still counts.
    pub in_effect: bool,
}

const SELECT: &str =
    "SELECT seq, time, user, role, action, object, action_seq, employee_id, undoes, payload FROM journal";

impl Book {
    /// Journal rows, the newest first.
    ///
    /// # Errors
    /// If the book cannot be read, or a payload is not what was written.
    pub fn journal(&self, filter: &JournalFilter) -> Result<Vec<JournalEntry>> {
        let limit = if filter.limit == 0 { -1 } else { i64::try_from(filter.limit).unwrap_or(-1) };
        // Spelt out, so that the person's index is used.
        let person = if filter.employee_id.is_some() { "employee_id = ?1" } else { "?1 IS NULL" };
        let sql = format!(
            "{SELECT} WHERE {person} AND (?2 IS NULL OR seq >= ?2 AND action_seq = ?2)
             AND (?3 IS NULL OR seq < ?3) ORDER BY seq DESC LIMIT ?4"
        );
        self.entries(&sql, (filter.employee_id, filter.action_seq, filter.before_seq, limit))
    }

    /// 检索 — the newest rows that `keep` keeps, at most `limit`, and the number before which to go on, if there may be
    /// more. Rows are read in portions: nothing of a long journal is held at once.
    ///
    /// # Errors
    /// If the book cannot be read, or a payload is not what was written.
    pub fn journal_search(
        &self,
        search: &JournalSearch<'_>,
        limit: usize,
        mut keep: impl FnMut(&JournalEntry) -> bool,
    ) -> Result<(Vec<JournalEntry>, Option<i64>)> {
        const PORTION: i64 = 500;
        // What was shown, opened or handed out of her changed no row of hers.
        let own = "(employee_id = ?1 OR object = 'employee:' || ?1)";
        let person = if search.employee_id.is_some() { own } else { "?1 IS NULL" };
        let sql = format!(
            "{SELECT} WHERE {person} AND (?2 IS NULL OR user = ?2) AND (?3 IS NULL OR time >= ?3)
             AND (?4 IS NULL OR time < ?4) AND (?5 IS NULL OR seq < ?5) ORDER BY seq DESC LIMIT {PORTION}"
        );
        let from = search.from.map(|day| day.to_string());
        let until = search.to.and_then(|day| day.checked_add_days(Days::new(1))).map(|day| day.to_string());
        let (mut kept, mut before) = (Vec::new(), search.before_seq);
        loop {
            let rows = self.entries(&sql, (search.employee_id, search.user, &from, &until, before))?;
            let whole = i64::try_from(rows.len()).is_ok_and(|count| count == PORTION);
            for row in rows {
                before = Some(row.seq);
                if keep(&row) {
                    kept.push(row);
                    if kept.len() == limit {
                        return Ok((kept, before));
                    }
                }
            }
            if !whole {
                return Ok((kept, None));
            }
        }
    }

    /// Everybody who ever did anything, by name.
    ///
    /// # Errors
    /// If the book cannot be read.
    pub fn journal_users(&self) -> Result<Vec<String>> {
        self.view().rows("SELECT DISTINCT user FROM journal ORDER BY user", [], |c| c.plain())
    }

    /// The actions, the newest first; at most `limit`.
    ///
    /// # Errors
    /// If the book cannot be read.
    pub fn actions(&self, limit: usize) -> Result<Vec<JournalAction>> {
        let undone = self.taken_back()?;
        let sql = "SELECT seq, time, user, action, object, undoes FROM journal WHERE seq = action_seq
            ORDER BY seq DESC LIMIT ?1";
        self.view().rows(sql, [i64::try_from(limit).unwrap_or(-1)], |c| {
            let action_seq = c.plain()?;
            Ok(JournalAction {
                action_seq,
                time: c.moment()?,
                user: c.plain()?,
                action: c.plain()?,
                object: c.plain()?,
                undoes: c.plain()?,
                in_effect: !undone.contains_key(&action_seq),
            })
        })
    }

    /// The rows of one action from its first.
    pub(crate) fn action_rows(&self, action_seq: i64) -> Result<Vec<JournalEntry>> {
        // The rows of an action follow each other, so the next head ends it.
        let next = "SELECT seq FROM journal WHERE seq = action_seq AND seq > ?1 ORDER BY seq LIMIT 1";
        let end = self.view().first(next, [action_seq], |c| c.plain())?.unwrap_or(i64::MAX);
        let sql = format!("{SELECT} WHERE seq >= ?1 AND seq < ?2 AND action_seq = ?1 ORDER BY seq");
        self.entries(&sql, (action_seq, end))
    }

    /// The rows of all actions after this one, the oldest first.
    pub(crate) fn rows_after(&self, action_seq: i64) -> Result<Vec<JournalEntry>> {
        self.entries(&format!("{SELECT} WHERE seq > ?1 AND action_seq > ?1 ORDER BY seq"), [action_seq])
    }

    /// The rows that concern a person after this action, the newest first.
    pub(crate) fn rows_of_person_after(&self, employee_id: i64, action_seq: i64) -> Result<Vec<JournalEntry>> {
        let sql = format!("{SELECT} WHERE employee_id = ?1 AND seq > ?2 ORDER BY seq DESC");
        self.entries(&sql, (employee_id, action_seq))
    }

    /// The actions that do not count because a later one took them back, with that later one.
    pub(crate) fn taken_back(&self) -> Result<BTreeMap<i64, i64>> {
        let sql = "SELECT action_seq, undoes FROM journal WHERE undoes IS NOT NULL AND seq = action_seq
            ORDER BY seq DESC";
        let pairs: Vec<(i64, i64)> = self.view().rows(sql, [], |c| Ok((c.plain()?, c.plain()?)))?;
        // From the newest on: an undo that counts takes its target back; only the newest undo of a target speaks.
        let mut settled: BTreeMap<i64, Option<i64>> = BTreeMap::new();
        for (undo, target) in pairs {
            let counts = settled.get(&undo).is_none_or(Option::is_none);
            settled.entry(target).or_insert(counts.then_some(undo));
        }
        Ok(settled.into_iter().filter_map(|(target, by)| Some((target, by?))).collect())
    }

    fn entries(&self, sql: &str, params: impl rusqlite::Params) -> Result<Vec<JournalEntry>> {
        let mut sealed = Vec::new();
        let mut entries = self.view().rows(sql, params, |c| {
            let entry = JournalEntry {
                seq: c.plain()?,
                time: c.moment()?,
                user: c.plain()?,
                role: c.plain()?,
                action: c.plain()?,
                object: c.plain()?,
                action_seq: c.plain()?,
                employee_id: c.plain()?,
                undoes: c.plain()?,
                summary: Value::Null,
                changes: Vec::new(),
                erased: false,
            };
            sealed.push(c.plain::<Vec<u8>>()?);
            Ok(entry)
        })?;
        let headings = Headings::of(self.parts().0)?;
        for (entry, payload) in entries.iter_mut().zip(&sealed) {
            self.unlock_payload(entry, payload, &headings)?;
        }
        Ok(entries)
    }

    /// The payload of a row; none if its key was destroyed.
    fn open_payload(&self, seq: i64, person: Option<i64>, sealed: &[u8]) -> Result<Option<Zeroizing<Vec<u8>>>> {
        let (conn, _, keys, _) = self.parts();
        let key = match person {
            None => match payload_key::of(conn, keys, seq)? {
                PayloadKey::Book => keys.book_payload.clone(),
                PayloadKey::Own(key) => key,
                PayloadKey::Destroyed => return Ok(None),
            },
            // A pseudonym may have a new key; what was written before the erasure stays unreadable.
            Some(id) if erasure::erased_at(conn, id)?.is_some_and(|at| seq < at) => return Ok(None),
            Some(id) => match journal::person_key(conn, keys, id)? {
                Some(key) => key,
                None => return Ok(None),
            },
        };
        let plain = unseal(&key, &Link::aad(seq, person), sealed).and_then(packed::unpack);
        plain.ok_or(StoreError::Damaged("journal")).map(Some)
    }

    /// The payload of a row of no person, as it was written; none if its key was destroyed.
    pub(crate) fn payload(&self, seq: i64) -> Result<Option<Zeroizing<Vec<u8>>>> {
        let sql = "SELECT payload FROM journal WHERE seq = ?1 AND employee_id IS NULL";
        let sealed: Option<Vec<u8>> = self.view().first(sql, [seq], |c| c.plain())?;
        sealed.map_or(Ok(None), |sealed| self.open_payload(seq, None, &sealed))
    }

    fn unlock_payload(&self, entry: &mut JournalEntry, sealed: &[u8], headings: &Headings) -> Result<()> {
        let recorder = self.parts().1;
        let Some(plain) = self.open_payload(entry.seq, entry.employee_id, sealed)? else {
            entry.erased = true;
            return Ok(());
        };
        let payload: Payload = serde_json::from_slice(&plain).map_err(|_| StoreError::Damaged("journal"))?;
        entry.summary = payload.summary;
        let headings = headings.named(&payload.headings)?;
        let changes = payload.changes.into_iter().map(|written| written.read(&headings));
        entry.changes = changes.collect::<Option<_>>().ok_or(StoreError::Damaged("journal"))?;
        for change in &mut entry.changes {
            if let (Some(table), Some(row)) =
                (recorder.table(&change.table), change.after.as_ref().or(change.before.as_ref()))
                && change.key.is_empty()
            {
                change.key = table.key_in(row);
            }
        }
        Ok(())
    }
}
