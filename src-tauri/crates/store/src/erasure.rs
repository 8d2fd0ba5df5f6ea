//! 删除 — forgetting a person: her key is destroyed, her rows become a pseudonym's, and what named her elsewhere goes.
//! The journal's chain stays whole (it covers ciphertext), and closed months keep their amounts and their seals.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::act::{Action, Tx};
use crate::book::Book;
use crate::error::{Result, StoreError};
use crate::forget;
use crate::history::JournalFilter;
use crate::image::RowValues;
use crate::journal;
use crate::keys::Keys;
use crate::payload_key::{self, PayloadKey};
use crate::row::{Columns, Moment, moment_text, parse_moment};
use crate::view::View;

/// 删除标记 — what every later backup carries of an erasure, so that an older one forgets again when it is restored.
/// Nothing in it tells of the person: the mark is the digest of a random key that is no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tombstone {
    /// SHA-256 of the destroyed key, lower-case hex.
    pub mark: String,
    /// When it was first done.
    pub erased_at: String,
    /// 删除依据.
    pub ground: String,
}

/// 删除记录.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Erasure {
    /// The pseudonym's row; none where this book never held her.
    pub employee_id: Option<i64>,
    /// When first.
    pub erased_at: Moment,
    /// 删除依据.
    pub ground: String,
    /// What carries it on.
    pub mark: String,
}

/// 删除的范围 — what an erasure did, or would do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Forgotten {
    /// Rows that were deleted or emptied.
    pub rows: usize,
    /// Kept files whose bytes go because they name her.
    pub files: usize,
    /// Payloads of the journal beside her own whose keys go because they name her.
    pub payloads: usize,
    /// Payloads of an older program that name her and have no key of their own.
    pub unreachable: usize,
    /// Sealed texts that name her; the seals cover them, so they stay.
    pub sealed: usize,
}

const SELECT: &str = "SELECT employee_id, erased_at, ground, mark FROM erasure ORDER BY id";

fn read(c: &mut Columns<'_, '_>) -> Result<Erasure> {
    Ok(Erasure { employee_id: c.plain()?, erased_at: c.moment()?, ground: c.plain()?, mark: c.plain()? })
}

impl View<'_> {
    /// Every erasure in the order it was done.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn erasures(&self) -> Result<Vec<Erasure>> {
        self.rows(SELECT, [], read)
    }

    /// Whether a person was erased.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn is_erased(&self, employee_id: i64) -> Result<bool> {
        Ok(erased_at(self.conn(), employee_id)?.is_some())
    }
}

/// The action that erased a person: what the journal holds of her before it cannot be read.
pub(crate) fn erased_at(conn: &Connection, employee_id: i64) -> Result<Option<i64>> {
    let sql = "SELECT max(action_seq) FROM erasure WHERE employee_id = ?1";
    View::new(conn).first(sql, [employee_id], |c| c.plain()).map(Option::flatten)
}

/// The erasures a file knows, as a manifest carries them.
pub(crate) fn tombstones(conn: &Connection) -> Result<Vec<Tombstone>> {
    let known = View::new(conn).erasures()?;
    let carried = |e: Erasure| Tombstone { mark: e.mark, erased_at: moment_text(e.erased_at), ground: e.ground };
    Ok(known.into_iter().map(carried).collect())
}

impl Book {
    /// 删除范围 — what [`Self::erase`] would do, without doing it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if there is no such person.
    pub fn erase_rehearsal(&mut self, employee_id: i64, now: Moment) -> Result<Forgotten> {
        let plan = self.plan(employee_id)?;
        self.rehearse(now, |tx| carry_out(tx, employee_id, &plan, "rehearsal", now))
    }

    /// 删除 — forgets a person for good: no undo brings her back. `ground` is the basis, such as an article.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if there is no such person or she was erased before.
    pub fn erase(&mut self, employee_id: i64, ground: &str, now: Moment) -> Result<Forgotten> {
        self.erase_since(employee_id, ground, now, now)
    }

    fn erase_since(&mut self, employee_id: i64, ground: &str, first: Moment, now: Moment) -> Result<Forgotten> {
        let plan = self.plan(employee_id)?;
        let object = format!("employee:{employee_id}");
        let action = Action { action: "person.erase", object: &object };
        let (mark, erased_at) = (plan.mark.clone(), moment_text(first));
        let known = self.stones_outside().iter().any(|stone| stone.mark == mark);
        self.write_down(&Tombstone { mark, erased_at, ground: ground.to_owned() })?;
        let done = self.act(&action, now, |tx| {
            let forgotten = carry_out(tx, employee_id, &plan, ground, first)?;
            tx.summarise(json!({ "ground": ground, "rows": forgotten.rows, "files": forgotten.files,
                "payloads": forgotten.payloads }));
            Ok::<_, StoreError>(forgotten)
        });
        if done.is_err() && !known {
            // What was refused stays undone: nobody is forgotten at the next opening for it.
            self.take_back(&plan.mark);
        }
        Ok(done?.0)
    }

    /// 再次删除 — applies the erasures that later backups know to a book that was restored from an older one. Gives how
    /// many people were forgotten again.
    ///
    /// # Errors
    /// If the book cannot be read or written.
    pub(crate) fn erase_again(&mut self, tombstones: &[Tombstone], now: Moment) -> Result<usize> {
        let mut known: BTreeSet<String> = self.view().erasures()?.into_iter().map(|e| e.mark).collect();
        let mut again = 0;
        // Every later backup carries the same marks.
        for stone in tombstones.iter().filter(|stone| known.insert(stone.mark.clone())) {
            let first = parse_moment(&stone.erased_at)?;
            match self.marked(&stone.mark)? {
                Some(person) => {
                    self.erase_since(person, &stone.ground, first, now)?;
                    again += 1;
                }
                None => self.remember(stone, first, now)?,
            }
        }
        Ok(again)
    }

    /// Keeps the tombstone of a person this book does not hold, so that later backups carry it on.
    fn remember(&mut self, stone: &Tombstone, first: Moment, now: Moment) -> Result<()> {
        let action = Action { action: "person.erase", object: "tombstone" };
        self.act(&action, now, |tx| {
            tx.summarise(json!({ "ground": stone.ground }));
            tx.insert_erasure(&stone.mark, None, first, &stone.ground)
        })
        .map(|_| ())
    }

    /// The person whose key has this digest.
    fn marked(&self, mark: &str) -> Result<Option<i64>> {
        let (conn, _, keys, _) = self.parts();
        let people: Vec<i64> = self.view().rows("SELECT employee_id FROM person_key", [], |c| c.plain())?;
        for person in people {
            if mark_of(conn, keys, person)?.as_deref() == Some(mark) {
                return Ok(Some(person));
            }
        }
        Ok(None)
    }

    /// Everything that has to be known before the key is gone.
    fn plan(&self, employee_id: i64) -> Result<Plan> {
        let (conn, _, keys, _) = self.parts();
        let view = self.view();
        let person = view.employee(employee_id)?.ok_or(StoreError::NotFound("person"))?;
        if view.is_erased(employee_id)? {
            return Err(StoreError::NotFound("person"));
        }
        let mark = mark_of(conn, keys, employee_id)?.ok_or(StoreError::NotFound("person"))?;
        let mut traits = forget::Traits::default();
        for row in self.journal(&JournalFilter { employee_id: Some(employee_id), ..JournalFilter::default() })? {
            let changes = row.changes.iter().filter(|change| change.table == "employee");
            changes.flat_map(|c| [&c.before, &c.after]).flatten().for_each(|row: &RowValues| traits.learn(row));
        }
        traits.settle(view, &person)?;
        let (mut payloads, mut unreachable) = (Vec::new(), 0);
        for seq in view.rows("SELECT seq FROM journal WHERE employee_id IS NULL ORDER BY seq", [], |c| c.plain())? {
            match self.named_in(seq, &traits)? {
                Some(PayloadKey::Own(_)) => payloads.push(seq),
                Some(PayloadKey::Book) => unreachable += 1,
                Some(PayloadKey::Destroyed) | None => {}
            }
        }
        Ok(Plan { mark, traits, payloads, unreachable })
    }

    /// Whether a payload of no person names her, and under which key it stands.
    fn named_in(&self, seq: i64, traits: &forget::Traits) -> Result<Option<PayloadKey>> {
        let (conn, _, keys, _) = self.parts();
        let key = payload_key::of(conn, keys, seq)?;
        let named = self.payload(seq)?.is_some_and(|plain| traits.named_in(&String::from_utf8_lossy(&plain)));
        Ok(named.then_some(key))
    }
}

/// What is to be forgotten.
struct Plan {
    mark: String,
    traits: forget::Traits,
    payloads: Vec<i64>,
    unreachable: usize,
}

fn mark_of(conn: &Connection, keys: &Keys, employee_id: i64) -> Result<Option<String>> {
    use sha2::{Digest, Sha256};
    let key = journal::person_key(conn, keys, employee_id)?;
    Ok(key.map(|key| data_encoding::HEXLOWER.encode(&Sha256::digest(key.as_slice()))))
}

fn carry_out(tx: &mut Tx<'_>, employee_id: i64, plan: &Plan, ground: &str, first: Moment) -> Result<Forgotten> {
    tx.unrecorded(|tx| {
        let files = tx.forget_files(employee_id, &plan.traits)?;
        let mut rows = tx.forget_rows(employee_id)?;
        rows += tx.forget_texts(&plan.traits)?;
        let sealed = tx.sealed_texts(&plan.traits)?;
        for seq in &plan.payloads {
            payload_key::destroy(tx.conn(), *seq)?;
        }
        tx.write("DELETE FROM person_key WHERE employee_id = ?1", [employee_id])?;
        tx.insert_erasure(&plan.mark, Some(employee_id), first, ground)?;
        let (payloads, unreachable) = (plan.payloads.len(), plan.unreachable);
        Ok(Forgotten { rows, files, payloads, unreachable, sealed })
    })
}

impl Tx<'_> {
    fn insert_erasure(&mut self, mark: &str, employee_id: Option<i64>, first: Moment, ground: &str) -> Result<()> {
        let action_seq = self.action_seq();
        let sql = "INSERT INTO erasure (mark, employee_id, erased_at, ground, action_seq) VALUES (?1, ?2, ?3, ?4, ?5)";
        self.write(sql, params![mark, employee_id, moment_text(first), ground, action_seq]).map(|_| ())
    }
}
