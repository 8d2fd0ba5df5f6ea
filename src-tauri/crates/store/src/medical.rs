//! 医疗密钥 — what tells of an illness is sealed under a random key of its own, wrapped under what only the master key
//! derives. A connection of who holds it has the SQL functions that seal and open; for anybody else they open nothing.

use std::sync::Arc;

use data_encoding::BASE64;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::{Connection, params};
use zeroize::Zeroizing;

use crate::act::Tx;
use crate::error::{Result, StoreError};
use crate::image::{RowChange, RowValues};
use crate::keys::{Keys, Secret32, random, seal, unseal, unseal_key};

/// The medical keys of a book by number, the oldest first; the newest seals.
type Held = Arc<Vec<(i64, Secret32)>>;

/// Columns of 就诊信息 that stood in plain text before schema 9, and the one that stands for them.
const PLAIN: [&str; 3] = ["hospital", "diagnosis", "notes"];
const SEALED: &str = "sealed";

/// Seals rows that stand in plain text.
const SEAL: &str = "UPDATE claim_medical SET sealed = seal_medical(claim_id, hospital, diagnosis, notes),
    hospital = NULL, diagnosis = NULL, notes = NULL
    WHERE hospital IS NOT NULL OR diagnosis IS NOT NULL OR notes IS NOT NULL";

/// Gives the connection the functions `seal_medical`, `open_medical`, `seal_bytes` and `open_bytes`. For who is entitled,
/// a book without a medical key gets one, and what an older program left in plain text is sealed.
pub(crate) fn install(conn: &Connection, keys: &Keys) -> Result<()> {
    let Some(wrap) = &keys.medical_wrap else { return register(conn, &Arc::default()) };
    let mut held = held(conn, wrap)?;
    if held.is_empty() {
        held.push(add(conn, wrap)?);
    }
    register(conn, &Arc::new(held))?;
    seal_what_is_plain(conn)
}

/// 换密钥 — a new medical key in a copy that gets a new master key: the earlier ones, which the journal's images need, are
/// wrapped anew, and every row and original is sealed under the new one.
pub(crate) fn renew(conn: &Connection, old: &Secret32, new: &Secret32) -> Result<()> {
    let mut held = held(conn, old)?;
    for (id, key) in &held {
        let wrapped = seal(new, &key_aad(), key.as_slice())?;
        conn.execute("UPDATE medical_key SET wrapped = ?1 WHERE id = ?2", params![wrapped, id])?;
    }
    held.push(add(conn, new)?);
    register(conn, &Arc::new(held))?;
    conn.execute("UPDATE claim_medical SET sealed = reseal_medical(claim_id, sealed) WHERE sealed IS NOT NULL", [])?;
    conn.execute(
        "UPDATE stored_document SET bytes = seal_bytes(sha256, open_bytes(sha256, bytes)) WHERE medical = 1",
        [],
    )?;
    Ok(())
}

fn held(conn: &Connection, wrap: &Secret32) -> Result<Vec<(i64, Secret32)>> {
    let mut statement = conn.prepare("SELECT id, wrapped FROM medical_key ORDER BY id")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)))?;
    rows.map(|row| {
        let (id, wrapped) = row?;
        let key = unseal_key(wrap, &key_aad(), &wrapped).ok_or(StoreError::Damaged("medical key"))?;
        Ok((id, key))
    })
    .collect()
}

fn add(conn: &Connection, wrap: &Secret32) -> Result<(i64, Secret32)> {
    let key: Secret32 = Zeroizing::new(random()?);
    conn.execute("INSERT INTO medical_key (wrapped) VALUES (?1)", [seal(wrap, &key_aad(), key.as_slice())?])?;
    Ok((conn.last_insert_rowid(), key))
}

fn seal_what_is_plain(conn: &Connection) -> Result<()> {
    let transaction = conn.unchecked_transaction()?;
    let rows = transaction.execute(SEAL, [])?;
    let files = transaction.execute(
        "UPDATE stored_document SET bytes = seal_bytes(sha256, bytes), medical = 1 WHERE medical = 0 AND id IN
         (SELECT document_id FROM import_batch WHERE ',' || kinds || ',' LIKE '%,claims,%')",
        [],
    )?;
    // Nothing to seal is the rule: the opening of a book then writes nothing.
    if rows + files > 0 { Ok(transaction.commit()?) } else { Ok(transaction.rollback()?) }
}

fn register(conn: &Connection, held: &Held) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DIRECTONLY;
    let keys = Arc::clone(held);
    conn.create_scalar_function("seal_medical", 4, flags, move |call| {
        let texts: [Option<String>; 3] = [call.get(1)?, call.get(2)?, call.get(3)?];
        if texts.iter().all(Option::is_none) {
            return Ok(None);
        }
        let plain = Zeroizing::new(serde_json::to_vec(&texts).map_err(failed)?);
        seal_text(&keys, call.get(0)?, &plain).map(Some)
    })?;
    let keys = Arc::clone(held);
    conn.create_scalar_function("open_medical", 2, flags, move |call| {
        let plain = open_text(&keys, call)?;
        plain.map(|plain| String::from_utf8(plain.to_vec()).map_err(failed)).transpose()
    })?;
    let keys = Arc::clone(held);
    conn.create_scalar_function("reseal_medical", 2, flags, move |call| {
        let plain = open_text(&keys, call)?.ok_or_else(|| failed("no medical key"))?;
        seal_text(&keys, call.get(0)?, &plain)
    })?;
    let keys = Arc::clone(held);
    conn.create_scalar_function("seal_bytes", 2, flags, move |call| {
        let (id, key) = newest(&keys)?;
        let aad = document_aad(&call.get::<String>(0)?);
        let mut out = id.to_be_bytes().to_vec();
        out.extend(seal(key, &aad, call.get_raw(1).as_blob().map_err(failed)?).map_err(failed)?);
        Ok(out)
    })?;
    let keys = Arc::clone(held);
    conn.create_scalar_function("open_bytes", 2, flags, move |call| {
        let sealed = call.get_raw(1).as_blob().map_err(failed)?;
        let (id, body) = sealed.split_at_checked(8).ok_or_else(|| failed("sealed bytes"))?;
        let id = i64::from_be_bytes(id.try_into().map_err(failed)?);
        let Some(key) = numbered(&keys, id) else { return Ok(None) };
        let aad = document_aad(&call.get::<String>(0)?);
        unseal(key, &aad, body).map(|plain| Some(plain.to_vec())).ok_or_else(|| failed("sealed bytes"))
    })?;
    Ok(())
}

fn seal_text(keys: &Held, claim_id: i64, plain: &[u8]) -> rusqlite::Result<String> {
    let (id, key) = newest(keys)?;
    Ok(format!("{id}:{}", BASE64.encode(&seal(key, &claim_aad(claim_id), plain).map_err(failed)?)))
}

/// The arguments are the claim and what is sealed; none where nothing is, or for who has not the key.
fn open_text(keys: &Held, call: &Context<'_>) -> rusqlite::Result<Option<Zeroizing<Vec<u8>>>> {
    let Some(sealed) = call.get::<Option<String>>(1)? else { return Ok(None) };
    let (id, body) = sealed.split_once(':').ok_or_else(|| failed("sealed text"))?;
    let Some(key) = numbered(keys, id.parse().map_err(failed)?) else { return Ok(None) };
    let body = BASE64.decode(body.as_bytes()).map_err(failed)?;
    unseal(key, &claim_aad(call.get(0)?), &body).map(Some).ok_or_else(|| failed("sealed text"))
}

fn newest(keys: &Held) -> rusqlite::Result<&(i64, Secret32)> {
    keys.last().ok_or_else(|| failed("no medical key"))
}

fn numbered(keys: &Held, id: i64) -> Option<&Secret32> {
    keys.iter().find(|(own, _)| *own == id).map(|(_, key)| key)
}

fn failed(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> rusqlite::Error {
    rusqlite::Error::UserFunctionError(error.into())
}

fn key_aad() -> Vec<u8> {
    b"shebao medical key v1".to_vec()
}

fn claim_aad(claim_id: i64) -> Vec<u8> {
    format!("shebao medical v1\nclaim\n{claim_id}").into_bytes()
}

fn document_aad(sha256: &str) -> Vec<u8> {
    format!("shebao medical v1\ndocument\n{sha256}").into_bytes()
}

impl Tx<'_> {
    /// Seals what an undo brought back as it was before schema 9.
    pub(crate) fn seal_what_came_back(&mut self, changes: &[RowChange]) -> Result<()> {
        if changes.iter().any(|change| change.table == "claim_medical") {
            self.write(SEAL, [])?;
        }
        Ok(())
    }

    /// A change and the row as it stands, told so that they can be compared: what is sealed by what it says, not by its
    /// nonce; and a row that came before schema 9 without what was sealed since.
    pub(crate) fn comparable(
        &self,
        change: &RowChange,
        row: Option<&RowValues>,
    ) -> Result<(RowChange, Option<RowValues>)> {
        let (mut change, mut row) = (change.clone(), row.cloned());
        if change.table != "claim_medical" {
            return Ok((change, row));
        }
        let came_in_plain = change.before.is_none()
            && change.after.as_ref().is_some_and(|after| PLAIN.iter().any(|name| after.contains_key(*name)));
        if came_in_plain {
            for values in change.after.iter_mut().chain(row.iter_mut()) {
                PLAIN.iter().chain([&SEALED]).for_each(|name| drop(values.remove(*name)));
            }
        }
        let claim = change.key.get("claim_id").and_then(serde_json::Value::as_i64).unwrap_or_default();
        for values in change.after.iter_mut().chain(row.iter_mut()) {
            if let Some(sealed) = values.get_mut(SEALED) {
                let opened = self
                    .first("SELECT open_medical(?1, ?2)", (claim, sealed.as_str()), |c| c.plain::<Option<String>>())?;
                *sealed = opened.flatten().into();
            }
        }
        Ok((change, row))
    }
}
