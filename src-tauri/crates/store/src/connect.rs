//! 连接 — a keyed connection with the engine's settings.

use std::path::Path;

use data_encoding::HEXLOWER;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use zeroize::Zeroizing;

use crate::error::{Result, StoreError};
use crate::keys::Keys;

/// How a file is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// A file that must not be there yet.
    Create,
    /// A file that is there.
    Write,
    /// A file that is only looked at.
    Read,
}

/// Statements kept prepared: more than any action uses.
const STATEMENTS: usize = 128;

/// Settings that hold for the life of a connection. Each is said and none left to a default.
const SETTINGS: &str = "
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = TRUNCATE;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA secure_delete = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA recursive_triggers = ON;
    PRAGMA cache_size = -65536;
";

/// Opens and keys a database file, and takes it for this process alone.
pub(crate) fn open(path: &Path, keys: &Keys, access: Access) -> Result<Connection> {
    let flags = match access {
        Access::Create => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
        Access::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
    };
    let conn = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    key(&conn, keys)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.execute_batch(SETTINGS)?;
    if access == Access::Read {
        return Ok(conn);
    }
    // locking_mode alone does not lock at opening: two connections could read, and then neither could write.
    conn.execute_batch("BEGIN EXCLUSIVE; COMMIT")?;
    Ok(conn)
}

/// Gives SQLCipher the raw key and the salt; nothing of the file is read before.
fn key(conn: &Connection, keys: &Keys) -> Result<()> {
    // SQLCipher writes its own diagnostics to standard error; they would name pages and causes to whoever reads it.
    conn.execute_batch("PRAGMA cipher_log_level = NONE;")?;
    let database = Zeroizing::new(HEXLOWER.encode(keys.database.as_slice()));
    let salt = HEXLOWER.encode(&keys.salt);
    let sql = Zeroizing::new(format!("PRAGMA key = \"x'{}{salt}'\";", database.as_str()));
    conn.execute_batch(&sql)?;
    let cipher: String = conn.query_row("PRAGMA cipher_version", [], |row| row.get(0)).unwrap_or_default();
    if cipher.is_empty() {
        return Err(StoreError::Internal("the engine has no cipher"));
    }
    Ok(())
}
