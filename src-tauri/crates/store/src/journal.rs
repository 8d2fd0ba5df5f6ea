//! 日志 — writing the append-only, chained journal.

use hmac::{Hmac, Mac};
use rusqlite::{CachedStatement, Connection, OptionalExtension, params};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::error::{Result, StoreError};
use crate::image::Changes;
use crate::keys::{Keys, RandomPage, Secret32, seal_with, unseal_key};
use crate::payload_key;
use crate::row::{Moment, moment_text};
use crate::user::SessionUser;

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
    pub(crate) payload: &'a [u8],
    pub(crate) prev: &'a [u8],
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
        feed(self.payload);
        feed(self.prev);
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
    pub(crate) fn write(&self, mut changes: Changes, summary: &serde_json::Value, anyway: bool) -> Result<i64> {
        if changes.is_empty() && summary.is_null() && !anyway {
            return Ok(0);
        }
        let insert = self.conn.prepare_cached(
            "INSERT INTO journal (seq, time, user, role, action, object, action_seq, employee_id, undoes, payload, prev, mac)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?;
        let (time, prev) = (moment_text(self.time), newest(self.conn)?.1);
        let random = RandomPage::new()?;
        let mut chain = Chain { pen: self, insert, time, seq: self.action_seq, prev, random };
        let own = if changes.touch_nobody() || !summary.is_null() {
            Some(payload_key::make(self.conn, self.keys, self.action_seq)?)
        } else {
            None
        };
        chain.append(None, own.as_ref().unwrap_or(&self.keys.book_payload), &changes.of_nobody(summary)?)?;
        for (person, payload) in changes.of_persons() {
            let key = self.person_key(person, &mut chain.random)?;
            chain.append(Some(person), &key, &payload)?;
        }
        Ok(self.action_seq)
    }

    /// The person's key, made at the first need.
    fn person_key(&self, employee_id: i64, random: &mut RandomPage) -> Result<Secret32> {
        if let Some(key) = person_key(self.conn, self.keys, employee_id)? {
            return Ok(key);
        }
        let key: Secret32 = Zeroizing::new(random.next()?);
        let wrapped = seal_with(random.next()?, &self.keys.person_wrap, &person_aad(employee_id), key.as_slice())?;
        self.conn
            .prepare_cached("INSERT INTO person_key (employee_id, wrapped_key) VALUES (?1, ?2)")?
            .execute(params![employee_id, wrapped])?;
        Ok(key)
    }
}

/// The rows of one action, each bound to the one before.
struct Chain<'a> {
    pen: &'a Pen<'a>,
    insert: CachedStatement<'a>,
    time: String,
    seq: i64,
    prev: [u8; 32],
    random: RandomPage,
}

impl Chain<'_> {
    fn append(&mut self, employee_id: Option<i64>, key: &[u8; 32], payload: &[u8]) -> Result<()> {
        let pen = self.pen;
        let link = Link {
            seq: self.seq,
            time: &self.time,
            user: &pen.user.name,
            role: pen.user.role.id(),
            action: pen.head.action,
            object: pen.head.object,
            action_seq: pen.action_seq,
            employee_id,
            undoes: pen.head.undoes,
            payload: &seal_with(self.random.next()?, key, &Link::aad(self.seq, employee_id), payload)?,
            prev: &self.prev,
        };
        let mac = link.mac(&pen.keys.audit)?;
        self.insert.execute(params![
            link.seq,
            link.time,
            link.user,
            link.role,
            link.action,
            link.object,
            link.action_seq,
            link.employee_id,
            link.undoes,
            link.payload,
            link.prev,
            mac.as_slice()
        ])?;
        self.prev = mac;
        self.seq += 1;
        Ok(())
    }
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
