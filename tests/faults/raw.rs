//! 旁路 — the book's database read past the product, with keys derived once more from the recovery code: the oracle of
//! every other test here.

use std::path::Path;

use data_encoding::{HEXLOWER, Specification};
use hkdf::Hkdf;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};
use sha2::{Digest, Sha256};

/// Keys as the design describes them.
pub struct Keys {
    master: Vec<u8>,
}

impl Keys {
    /// From the 14 groups of the recovery code.
    pub fn of(code: &str) -> Self {
        let mut alphabet = Specification::new();
        alphabet.symbols.push_str("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
        let bytes = alphabet.encoding().unwrap().decode(code.replace('-', "").as_bytes()).unwrap();
        Self { master: bytes[..32].to_vec() }
    }

    fn derive(&self, purpose: &str, length: usize) -> Vec<u8> {
        let mut out = vec![0; length];
        Hkdf::<Sha256>::new(Some(b"shebao book v1"), &self.master).expand(purpose.as_bytes(), &mut out).unwrap();
        out
    }

    /// Opens a database file, new or old.
    pub fn open(&self, file: &Path) -> Connection {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let conn = Connection::open_with_flags(file, flags).unwrap();
        let key = HEXLOWER.encode(&self.derive("database", 32));
        let salt = HEXLOWER.encode(&self.derive("database salt", 16));
        conn.execute_batch(&format!("PRAGMA cipher_log_level = NONE; PRAGMA key = \"x'{key}{salt}'\";")).unwrap();
        conn
    }
}

/// Tables that hold no business: random keys, the chain itself, choices of the screen.
const NOT_BUSINESS: &[&str] = &["journal", "payload_key", "person_key", "preference", "sqlite_sequence"];

/// Names of all tables of business, and their columns.
pub fn tables(conn: &Connection) -> Vec<(String, Vec<String>)> {
    let names = texts(conn, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    let wanted = names.into_iter().filter(|name| !NOT_BUSINESS.contains(&name.as_str()));
    wanted.map(|name| (name.clone(), columns(conn, &name))).collect()
}

/// The columns of a table.
pub fn columns(conn: &Connection, table: &str) -> Vec<String> {
    texts(conn, &format!("SELECT name FROM pragma_table_info('{table}') ORDER BY cid"))
}

fn texts(conn: &Connection, sql: &str) -> Vec<String> {
    let mut statement = conn.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

/// 业务摘要 — one hash over every row of these tables.
pub fn digest_of(conn: &Connection, tables: &[(String, Vec<String>)]) -> String {
    let mut hash = Sha256::new();
    for (table, columns) in tables {
        let list = columns.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
        hash.update(format!("\n{table} {list}\n"));
        let mut statement = conn.prepare(&format!("SELECT {list} FROM \"{table}\" ORDER BY {list}")).unwrap();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for at in 0..columns.len() {
                match row.get_ref(at).unwrap() {
                    ValueRef::Null => hash.update(b"\0null"),
                    ValueRef::Integer(n) => hash.update(format!("\0i{n}")),
                    ValueRef::Real(r) => hash.update(format!("\0r{r}")),
                    ValueRef::Text(t) => hash.update([b"\0t", t].concat()),
                    ValueRef::Blob(b) => hash.update([b"\0b", b].concat()),
                }
            }
            hash.update(b"\n");
        }
    }
    HEXLOWER.encode(&hash.finalize())
}

/// The same over all business of a closed book.
pub fn digest(keys: &Keys, file: &Path) -> String {
    let conn = keys.open(file);
    let tables = tables(&conn);
    digest_of(&conn, &tables)
}
