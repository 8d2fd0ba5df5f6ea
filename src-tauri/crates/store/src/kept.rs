//! 留用的密钥 — a change of the master key leaves the journal's chain and the manifests of earlier backups as they were
//! signed: the keys they were made with stand in the encrypted database and take the place of the derived ones.

use rusqlite::{Connection, params};
use zeroize::Zeroizing;

use crate::error::{Result, StoreError};
use crate::keys::{Keys, Secret32};

impl Keys {
    /// The keys of the book in this database: what it kept wins over what the master key derives.
    pub(crate) fn adopt(mut self, conn: &Connection) -> Result<Self> {
        let sql = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'kept_key'";
        // A backup of an earlier schema has no such table, and its master key was never changed.
        if conn.query_row(sql, [], |row| row.get::<_, i64>(0))? == 0 {
            return Ok(self);
        }
        let mut statement = conn.prepare("SELECT name, key FROM kept_key ORDER BY id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let key: Secret32 = Zeroizing::new(row.get(1)?);
            match row.get::<_, String>(0)?.as_str() {
                "audit" => self.audit = key,
                "book_payload" => self.book_payload = key,
                "person_wrap" => self.person_wrap = key,
                "backup" => self.earlier_backups.push(key),
                _ => return Err(StoreError::Damaged("kept key")),
            }
        }
        Ok(self)
    }

    /// Writes what a copy under a new master key must keep of these.
    pub(crate) fn keep_in(&self, conn: &Connection) -> Result<()> {
        conn.execute("DELETE FROM kept_key", [])?;
        let mut insert = conn.prepare("INSERT INTO kept_key (name, key) VALUES (?1, ?2)")?;
        let chain = [("audit", &self.audit), ("book_payload", &self.book_payload), ("person_wrap", &self.person_wrap)];
        let backups = self.earlier_backups.iter().chain([&self.backup]).map(|key| ("backup", key));
        for (name, key) in chain.into_iter().chain(backups) {
            insert.execute(params![name, key.as_slice()])?;
        }
        Ok(())
    }
}
