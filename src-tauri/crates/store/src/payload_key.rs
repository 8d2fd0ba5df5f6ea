//! 载荷密钥 — the keys of single payloads of the journal that concern no person and yet may name one.

use rusqlite::{Connection, OptionalExtension};
use zeroize::Zeroizing;

use crate::error::{Result, StoreError};
use crate::keys::{Keys, Secret32, random, seal, unseal_key};

/// Under which key a payload of no person stands.
pub(crate) enum PayloadKey {
    /// The book's: it says nothing of rows, or was written by an older program.
    Book,
    /// Its own.
    Own(Secret32),
    /// One that was destroyed.
    Destroyed,
}

/// Makes the key of a row of the journal.
pub(crate) fn make(conn: &Connection, keys: &Keys, seq: i64) -> Result<Secret32> {
    let key: Secret32 = Zeroizing::new(random()?);
    let wrapped = seal(&keys.person_wrap, &aad(seq), key.as_slice())?;
    conn.prepare_cached("INSERT INTO payload_key (seq, wrapped_key) VALUES (?1, ?2)")?.execute((seq, wrapped))?;
    Ok(key)
}

/// The key of a row of the journal.
pub(crate) fn of(conn: &Connection, keys: &Keys, seq: i64) -> Result<PayloadKey> {
    let wrapped: Option<Option<Vec<u8>>> = conn
        .prepare_cached("SELECT wrapped_key FROM payload_key WHERE seq = ?1")?
        .query_row([seq], |row| row.get(0))
        .optional()?;
    match wrapped {
        None => Ok(PayloadKey::Book),
        Some(None) => Ok(PayloadKey::Destroyed),
        Some(Some(wrapped)) => {
            let key = unseal_key(&keys.person_wrap, &aad(seq), &wrapped).ok_or(StoreError::Damaged("payload key"))?;
            Ok(PayloadKey::Own(key))
        }
    }
}

/// Destroys it for good.
pub(crate) fn destroy(conn: &Connection, seq: i64) -> Result<()> {
    conn.prepare_cached("UPDATE payload_key SET wrapped_key = NULL WHERE seq = ?1")?.execute([seq])?;
    Ok(())
}

fn aad(seq: i64) -> Vec<u8> {
    format!("shebao payload v1\n{seq}").into_bytes()
}
