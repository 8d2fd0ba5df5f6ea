//! 升级 — migrations, each shipped once and never edited again.

use rusqlite::Connection;

use crate::error::{Result, StoreError};

/// The shipped migrations; the first brings an empty file to schema 1.
const MIGRATIONS: [&str; 13] = [
    include_str!("../migrations/0001_start.sql"),
    include_str!("../migrations/0002_policy.sql"),
    include_str!("../migrations/0003_agency_record.sql"),
    include_str!("../migrations/0004_bank_and_claim.sql"),
    include_str!("../migrations/0005_receipt.sql"),
    include_str!("../migrations/0006_remittance.sql"),
    include_str!("../migrations/0007_sheet_mapping.sql"),
    include_str!("../migrations/0008_evidence.sql"),
    include_str!("../migrations/0009_medical.sql"),
    include_str!("../migrations/0010_privacy.sql"),
    include_str!("../migrations/0011_policy_stamp.sql"),
    include_str!("../migrations/0012_journal_heading.sql"),
    include_str!("../migrations/0013_packed_payload.sql"),
];

/// Newest schema this program knows.
pub const SCHEMA: i64 = MIGRATIONS.len() as i64;

/// The schema a file has.
pub(crate) fn version(conn: &Connection) -> Result<i64> {
    Ok(conn.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Refuses a file of a newer program before anything of it is touched.
pub(crate) fn refuse_newer(conn: &Connection) -> Result<i64> {
    let found = version(conn)?;
    if found > SCHEMA { Err(StoreError::NewerSchema { found, known: SCHEMA }) } else { Ok(found) }
}

/// Brings the file to the newest schema, all steps in one transaction. `before` is called first if there is a step to
/// take: it backs up what an older program left.
pub(crate) fn migrate(conn: &Connection, before: impl FnOnce(&Connection) -> Result<()>) -> Result<()> {
    walk(conn, &MIGRATIONS, before)
}

fn walk(conn: &Connection, steps: &[&str], before: impl FnOnce(&Connection) -> Result<()>) -> Result<()> {
    let found = usize::try_from(version(conn)?).map_err(|_| StoreError::Damaged("schema"))?;
    if found >= steps.len() {
        return Ok(());
    }
    before(conn)?;
    let transaction = conn.unchecked_transaction()?;
    for step in steps.iter().skip(found) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(
        None,
        "user_version",
        i64::try_from(steps.len()).map_err(|_| StoreError::Internal("schema"))?,
    )?;
    transaction.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    /// A shipped migration is history: whoever changes its text changes what existing books were made from.
    const SHIPPED: [&str; 13] = [
        "0b3dc1aabd5728fc91c5d50131357eee71f2fb0fde52a3193ebf7e87fdf860da",
        "2e6b2cca89f8c6cff25a787d8359c047f63bc7f8529e2f6eba11b8bd99e9fdba",
        "71f1d693877cd462a7594bf5653b8b92d698f901d3de775fd8cd84432ca933a6",
        "9eaacba89ba0b9e146270b96737e1f1d84f126a5714703a2da3cfbab43537338",
        "7520c91e726344b3b798159d09f36fe5ac6288e67f65b3529bc87f5243e521f8",
        "09d517664c59e5c0c1be2d3da8686098b31583f4979c869003ecae90fbb6009c",
        "1d20c617a276d53f87e747664a1660fb2120c04045c0424b47c6d0e7017bdf7b",
        "3cfad0705c4cf8c30b087953f69f5b5724a0b72a58fa66202e405087c01069d2",
        "80a83a30bc7fa41cffea1477e624fc588d940d28b820d49f64c68cfd92dd32f4",
        "fe424e7ac292b63e28881ab2171c1d5b9a7b4c0e275797d81a6f927b15e40ca9",
        "e70d6f2057ce49f852775c80215989c7032ca491f53fa31951326c44b454da81",
        "555b5072217f20f6d5b8e50013a475e7158c6402922c7d6019b6d31d13d000b3",
        "2981b9ad94d39b433b99fa4b49a3a0bab0eff86deb84a61abf6684e28f942412",
    ];

    #[test]
    fn steps_are_taken_together_or_not_at_all() {
        let conn = Connection::open_in_memory().unwrap();
        let (first, second) = ("CREATE TABLE a (x INTEGER) STRICT;", "CREATE TABLE b (y INTEGER) STRICT;");
        walk(&conn, &[first], |_| Ok(())).unwrap();
        assert!(matches!(walk(&conn, &[first, second, "no sql"], |_| Ok(())), Err(StoreError::Database(_))));
        assert!(matches!(walk(&conn, &[first, second], |_| Err(StoreError::DiskFull)), Err(StoreError::DiskFull)));
        assert_eq!(version(&conn).unwrap(), 1, "neither a broken step nor a failed backup moves the file");
        let mut backed_up = false;
        let mut note = |_: &Connection| {
            backed_up = true;
            Ok(())
        };
        walk(&conn, &[first, second], &mut note).unwrap();
        walk(&conn, &[first, second], |_| Err(StoreError::DiskFull)).unwrap();
        assert_eq!((version(&conn).unwrap(), backed_up), (2, true));
    }

    /// A file of the first schema with a line in it walks to the newest and keeps the line.
    #[test]
    fn a_file_of_every_schema_walks_to_the_newest() {
        for schema in 1..MIGRATIONS.len() {
            let conn = Connection::open_in_memory().unwrap();
            walk(&conn, &MIGRATIONS[..schema], |_| Ok(())).unwrap();
            conn.execute_batch(
                "INSERT INTO unit (id, name, region, debit_groups) VALUES (1, 'u', '110000', '[]');
                 INSERT INTO month_state (month, state, seal) VALUES (202601, 'locked', NULL);",
            )
            .unwrap();
            migrate(&conn, |_| Ok(())).unwrap();
            assert_eq!(version(&conn).unwrap(), SCHEMA);
            let kept: i64 = conn
                .query_row("SELECT (SELECT count(*) FROM unit) + (SELECT count(*) FROM month_state)", [], |r| r.get(0))
                .unwrap();
            assert_eq!(kept, 2);
        }
    }

    #[test]
    fn shipped_sql_is_locked() {
        for (sql, hash) in MIGRATIONS.iter().zip(SHIPPED) {
            assert_eq!(data_encoding::HEXLOWER.encode(&Sha256::digest(sql.as_bytes())), hash);
        }
        assert_eq!(MIGRATIONS.len(), SHIPPED.len());
    }
}
