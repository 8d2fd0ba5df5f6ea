//! 日志 — writing the append-only, chained journal.

use std::borrow::Cow;
use std::sync::mpsc;
use std::thread;

use hmac::{Hmac, Mac};
use rusqlite::{CachedStatement, Connection, OptionalExtension, params};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::changes::{Changes, RowsOf};
use crate::error::{Result, StoreError};
use crate::keys::{Keys, RandomPage, Secret32, seal_with, unseal_key};
use crate::row::{Moment, moment_text};
use crate::user::SessionUser;
use crate::{packed, payload_key};

/// The action as the journal names it.
#[derive(Clone, Copy)]
pub(crate) struct Head<'a> {
    pub(crate) action: &'a str,
    pub(crate) object: &'a str,
    pub(crate) undoes: Option<i64>,
}

/// All columns of a row of the chain but its mac.
pub(crate) struct Link<'a> {
    pub(crate) seq: i64,
    pub(crate) time: &'a str,
    pub(crate) user: &'a str,
    pub(crate) role: &'a str,
    pub(crate) action: &'a str,
    pub(crate) object: &'a str,
    pub(crate) action_seq: i64,
    pub(crate) employee_id: Option<i64>,
    pub(crate) undoes: Option<i64>,
    pub(crate) payload: Cow<'a, [u8]>,
    pub(crate) prev: Cow<'a, [u8]>,
}

impl Link<'_> {
    /// HMAC-SHA256 over every column, each with its length so that no two rows read alike.
    pub(crate) fn mac(&self, audit: &[u8; 32]) -> Result<[u8; 32]> {
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(audit).map_err(|_| StoreError::Internal("mac"))?;
        let mut feed = |bytes: &[u8]| {
            mac.update(&(bytes.len() as u64).to_be_bytes());
            mac.update(bytes);
        };
        feed(&self.seq.to_be_bytes());
        for text in [self.time, self.user, self.role, self.action, self.object] {
            feed(text.as_bytes());
        }
        feed(&self.action_seq.to_be_bytes());
        for number in [self.employee_id, self.undoes] {
            feed(number.map(i64::to_be_bytes).as_ref().map_or(&[], |b| b.as_slice()));
        }
        feed(&self.payload);
        feed(&self.prev);
        Ok(mac.finalize().into_bytes().into())
    }

    /// What a payload is bound to: it cannot be moved to another row.
    pub(crate) fn aad(seq: i64, employee_id: Option<i64>) -> Vec<u8> {
        format!("shebao journal v1\n{seq}\n{}", employee_id.unwrap_or(0)).into_bytes()
    }
}

/// What stands before the first row.
pub(crate) const START: [u8; 32] = [0; 32];

/// The number of the next journal row. Rows are never deleted, so the newest one's number tells it.
pub(crate) fn next_seq(conn: &Connection) -> Result<i64> {
    Ok(newest(conn)?.0 + 1)
}

/// Number and mac of the newest row.
pub(crate) fn newest(conn: &Connection) -> Result<(i64, [u8; 32])> {
    conn.prepare_cached("SELECT seq, mac FROM journal ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
        .map(|newest| newest.unwrap_or((0, START)))
        .map_err(Into::into)
}

/// Writes one action into the journal.
pub(crate) struct Pen<'a> {
    pub(crate) conn: &'a Connection,
    pub(crate) keys: &'a Keys,
    pub(crate) user: &'a SessionUser,
    pub(crate) time: Moment,
    pub(crate) head: &'a Head<'a>,
    pub(crate) action_seq: i64,
}

impl Pen<'_> {
    /// A head row with what concerns no person, then one row for every person. Gives the action's number, or 0 if
    /// there was nothing to write.
    pub(crate) fn write(&self, changes: Changes, summary: &serde_json::Value, anyway: bool) -> Result<i64> {
        let changes = changes.sorted();
        if changes.is_empty() && summary.is_null() && !anyway {
            return Ok(0);
        }
        changes.headings().try_for_each(|heading| heading.keep(self.conn))?;
        let own = if changes.touch_nobody() || !summary.is_null() {
            Some(payload_key::make(self.conn, self.keys, self.action_seq)?)
        } else {
            None
        };
        let mut entries = vec![Entry {
            employee_id: None,
            key: EntryKey::Kept(own.unwrap_or_else(|| self.keys.book_payload.clone())),
            rows: changes.of_nobody(),
            summary: Some(summary),
        }];
        let last = last_with_key(self.conn)?;
        for (person, rows) in changes.persons() {
            // Nobody after the last one has a key yet: a roster's thousands are not looked up in vain.
            let known = if person > last { None } else { person_key(self.conn, self.keys, person)? };
            let key = known.map_or(EntryKey::New, EntryKey::Kept);
            entries.push(Entry { employee_id: Some(person), key, rows, summary: None });
        }
        self.append(&entries)?;
        Ok(self.action_seq)
    }

    /// Sealing takes as long as inserting: while some rows are inserted, the next ones are sealed beside. They are handed
    /// over many at a time, for a single one costs less than waking up whoever waits for it.
    fn append(&self, entries: &[Entry<'_>]) -> Result<()> {
        const TOGETHER: usize = 64;
        const AHEAD: usize = 4;
        let time = moment_text(self.time);
        let Pen { keys, user, head, action_seq, .. } = *self;
        let (seq, prev) = (action_seq, newest(self.conn)?.1);
        let (plain, packed, random) = (Zeroizing::default(), Zeroizing::default(), RandomPage::new()?);
        let mut chain = Chain { keys, user, head, action_seq, time: &time, seq, prev, random, plain, packed };
        let mut writer = Writer::new(self.conn)?;
        thread::scope(|scope| {
            let (sealed, ready) = mpsc::sync_channel(AHEAD);
            scope.spawn(move || {
                let mut some = entries.chunks(TOGETHER).map(|entries| chain.rows(entries));
                // Whoever no longer listens has failed and says so.
                some.try_for_each(|rows| sealed.send(rows).map_err(drop)).ok();
            });
            ready.iter().try_for_each(|rows| rows?.iter().try_for_each(|row| writer.insert(row)))
        })
    }
}

/// A row to be written.
struct Entry<'a> {
    employee_id: Option<i64>,
    key: EntryKey,
    rows: RowsOf<'a>,
    /// What the action says about itself, in its first row.
    summary: Option<&'a serde_json::Value>,
}

/// Under which key a payload is sealed.
enum EntryKey {
    /// One that the book has.
    Kept(Secret32),
    /// The person's, made at the first need.
    New,
}

/// The rows of one action, each bound to the one before.
struct Chain<'a> {
    keys: &'a Keys,
    user: &'a SessionUser,
    head: &'a Head<'a>,
    action_seq: i64,
    time: &'a str,
    seq: i64,
    prev: [u8; 32],
    random: RandomPage,
    /// Where each payload is written and packed before it is sealed.
    plain: Zeroizing<Vec<u8>>,
    packed: Zeroizing<Vec<u8>>,
}

impl<'a> Chain<'a> {
    /// The next rows.
    fn rows(&mut self, entries: &[Entry<'_>]) -> Result<Vec<Sealed<'a>>> {
        entries.iter().map(|entry| self.seal(entry)).collect()
    }

    fn seal(&mut self, entry: &Entry<'_>) -> Result<Sealed<'a>> {
        entry.rows.write(entry.summary, &mut self.plain)?;
        let payload = packed::pack(&self.plain, &mut self.packed);
        let aad = Link::aad(self.seq, entry.employee_id);
        let (payload, wrapped_key) = match &entry.key {
            EntryKey::Kept(key) => (seal_with(self.random.next()?, key, &aad, payload)?, None),
            EntryKey::New => {
                let key: Secret32 = Zeroizing::new(self.random.next()?);
                let bound = person_aad(entry.employee_id.unwrap_or(0));
                let wrapped = seal_with(self.random.next()?, &self.keys.person_wrap, &bound, key.as_slice())?;
                (seal_with(self.random.next()?, &key, &aad, payload)?, Some(wrapped))
            }
        };
        let link = Link {
            seq: self.seq,
            time: self.time,
            user: &self.user.name,
            role: self.user.role.id(),
            action: self.head.action,
            object: self.head.object,
            action_seq: self.action_seq,
            employee_id: entry.employee_id,
            undoes: self.head.undoes,
            payload: payload.into(),
            prev: self.prev.to_vec().into(),
        };
        let mac = link.mac(&self.keys.audit)?;
        self.prev = mac;
        self.seq += 1;
        Ok(Sealed { link, mac, wrapped_key })
    }
}

/// A row with its mac, and the person's key if it was made for it.
struct Sealed<'a> {
    link: Link<'a>,
    mac: [u8; 32],
    wrapped_key: Option<Vec<u8>>,
}

/// The statements that sealed rows are written with.
struct Writer<'c> {
    row: CachedStatement<'c>,
    key: CachedStatement<'c>,
}

impl<'c> Writer<'c> {
    fn new(conn: &'c Connection) -> Result<Self> {
        let row =
            "INSERT INTO journal (seq, time, user, role, action, object, action_seq, employee_id, undoes, payload,
            prev, mac) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
        let key = "INSERT INTO person_key (employee_id, wrapped_key) VALUES (?1, ?2)";
        Ok(Self { row: conn.prepare_cached(row)?, key: conn.prepare_cached(key)? })
    }

    fn insert(&mut self, Sealed { link, mac, wrapped_key }: &Sealed<'_>) -> Result<()> {
        if let Some(wrapped) = wrapped_key {
            self.key.execute(params![link.employee_id, wrapped])?;
        }
        self.row.execute(params![
            link.seq,
            link.time,
            link.user,
            link.role,
            link.action,
            link.object,
            link.action_seq,
            link.employee_id,
            link.undoes,
            &*link.payload,
            &*link.prev,
            mac.as_slice()
        ])?;
        Ok(())
    }
}

/// The highest id of a person who has a key; 0 if nobody has.
fn last_with_key(conn: &Connection) -> Result<i64> {
    Ok(conn.prepare_cached("SELECT ifnull(max(employee_id), 0) FROM person_key")?.query_row([], |row| row.get(0))?)
}

/// The key under which a person's payloads stand; none if it was never made or was destroyed.
pub(crate) fn person_key(conn: &Connection, keys: &Keys, employee_id: i64) -> Result<Option<Secret32>> {
    let wrapped: Option<Vec<u8>> = conn
        .prepare_cached("SELECT wrapped_key FROM person_key WHERE employee_id = ?1")?
        .query_row([employee_id], |row| row.get(0))
        .optional()?;
    wrapped
        .map(|w| unseal_key(&keys.person_wrap, &person_aad(employee_id), &w).ok_or(StoreError::Damaged("person key")))
        .transpose()
}

fn person_aad(employee_id: i64) -> Vec<u8> {
    format!("shebao person v1\n{employee_id}").into_bytes()
}
