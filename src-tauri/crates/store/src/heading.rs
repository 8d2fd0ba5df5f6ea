//! 列名 — what the columns of a journaled row were called when it was written. They are nearly as long as the row itself, so
//! each table's are kept once and the payloads name them by their digest, which also proves them.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::error::{Result, StoreError};
use crate::tracked::Tracked;

/// A table's heading as it is kept.
pub(crate) struct Heading {
    /// What payloads call it by.
    pub(crate) digest: String,
    /// The table's name and then its columns, a list in JSON.
    text: String,
}

impl Heading {
    /// The heading of a table as it is today.
    pub(crate) fn of(table: &Tracked) -> Result<Self> {
        let names: Vec<&String> = std::iter::once(&table.name).chain(&table.columns).collect();
        let text = serde_json::to_string(&names)?;
        Ok(Self { digest: digest(&text), text })
    }

    /// Keeps it, unless it is kept already.
    pub(crate) fn keep(&self, conn: &Connection) -> Result<()> {
        conn.prepare_cached("INSERT OR IGNORE INTO journal_heading (digest, heading) VALUES (?1, ?2)")?
            .execute((&self.digest, &self.text))?;
        Ok(())
    }
}

/// A heading as a payload has it.
#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum Named {
    /// By its digest.
    Digest(String),
    /// Spelt out, as books before schema 12 did.
    Spelt(Vec<String>),
}

/// The headings that are kept, by digest.
#[derive(Default)]
pub(crate) struct Headings(BTreeMap<String, Vec<String>>);

impl Headings {
    /// All that are kept.
    ///
    /// # Errors
    /// If one is not what its digest says.
    pub(crate) fn of(conn: &Connection) -> Result<Self> {
        let mut statement = conn.prepare_cached("SELECT digest, heading FROM journal_heading")?;
        let mut rows = statement.query([])?;
        let mut kept = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let (name, text): (String, String) = (row.get(0)?, row.get(1)?);
            let names = serde_json::from_str(&text).ok().filter(|_| digest(&text) == name);
            kept.insert(name, names.ok_or(StoreError::Damaged("journal"))?);
        }
        Ok(Self(kept))
    }

    /// Those of a payload, in its order.
    ///
    /// # Errors
    /// If one is not kept.
    pub(crate) fn named<'h>(&'h self, named: &'h [Named]) -> Result<Vec<&'h [String]>> {
        let one = |name: &'h Named| match name {
            Named::Spelt(names) => Ok(names.as_slice()),
            Named::Digest(digest) => self.0.get(digest).map(Vec::as_slice).ok_or(StoreError::Damaged("journal")),
        };
        named.iter().map(one).collect()
    }
}

/// The first 64 bits of the text's SHA-256, in hexadecimal.
fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
