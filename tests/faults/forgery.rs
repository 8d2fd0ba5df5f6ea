//! R9 — the journal forged past the program by somebody who has the database's key: every change is found, and a book
//! put back whole is found as soon as a later head of the journal is at hand.

use rusqlite::{Connection, params};
use shebao_store::JournalHead;

use crate::stage::{self, PASSWORD, now, stage};
use crate::tally::{Dice, length, record, times};

const COLUMNS: [&str; 8] = ["time", "user", "role", "action", "object", "payload", "prev", "mac"];

/// Changes something and says what.
fn forge(conn: &Connection, rows: i64, dice: &mut Dice) -> String {
    let any = |dice: &mut Dice| i64::try_from(dice.roll(usize::try_from(rows).unwrap())).unwrap() + 1;
    let seq = any(dice);
    match dice.roll(6) {
        0 => {
            let column = COLUMNS[dice.roll(COLUMNS.len())];
            let value = if matches!(column, "payload" | "prev" | "mac") { "zeroblob(40)" } else { "'x'" };
            conn.execute(&format!("UPDATE journal SET {column} = {value} WHERE seq = ?1"), [seq]).unwrap();
            format!("edit {column} of {seq}")
        }
        1 => {
            conn.execute("DELETE FROM journal WHERE seq = ?1", [seq]).unwrap();
            format!("delete {seq}")
        }
        2 => {
            conn.execute_batch(
                "INSERT INTO journal (time, user, role, action, object, action_seq, payload, prev, mac)
                 SELECT time, user, role, action, object, action_seq, payload, mac, prev FROM journal ORDER BY seq DESC LIMIT 1",
            )
            .unwrap();
            "insert at the end".to_owned()
        }
        3 => {
            let other = if seq == rows { seq - 1 } else { seq + 1 };
            let sql = "UPDATE journal SET seq = ?2 WHERE seq = ?1";
            for (from, to) in [(seq, -1), (other, seq), (-1, other)] {
                conn.execute(sql, params![from, to]).unwrap();
            }
            format!("swap {seq} and {other}")
        }
        4 => {
            conn.execute("DELETE FROM journal WHERE seq >= ?1", [seq]).unwrap();
            format!("cut from {seq}")
        }
        _ => {
            // The engine's own memory of the last number is cut, too.
            conn.execute("DELETE FROM journal WHERE seq >= ?1", [seq.max(2)]).unwrap();
            conn.execute("UPDATE sqlite_sequence SET seq = ?1 WHERE name = 'journal'", [seq.max(2) - 1]).unwrap();
            format!("rollback to {}", seq.max(2) - 1)
        }
    }
}

#[test]
fn a_forged_journal_is_found() {
    let copy = stage().copy();
    let file = copy.book.join("book.db");
    let book = stage::open(&copy.book, PASSWORD).unwrap();
    let anchor = book.journal_head().unwrap();
    assert_eq!(book.verify_journal(&[]).unwrap(), []);
    book.close().unwrap();
    let (mut dice, mut violations, tried) = (Dice::new(9), Vec::new(), times(150, 10_000));
    for _ in 0..tried {
        std::fs::write(&file, stage().bytes("book.db")).unwrap();
        let what = {
            let conn = stage().keys.open(&file);
            conn.execute_batch("DROP TRIGGER journal_keeps_rows; DROP TRIGGER journal_keeps_text; BEGIN").unwrap();
            let what = forge(&conn, anchor.seq, &mut dice);
            conn.execute_batch("COMMIT").unwrap();
            what
        };
        let book = stage::open(&copy.book, PASSWORD).unwrap();
        let anchors: &[JournalHead] = if what.starts_with("rollback") { std::slice::from_ref(&anchor) } else { &[] };
        if book.verify_journal(anchors).unwrap().is_empty() {
            violations.push(what);
        }
    }
    record("R9", "forged journals: edit, delete, insert, swap, cut, rollback with a later head", tried, &violations);
}

/// The whole folder as it was earlier: sound in itself, and found by any later head.
#[test]
fn a_folder_put_back_is_found_by_a_later_head() {
    let copy = stage().copy();
    let mut book = stage::open(&copy.book, PASSWORD).unwrap();
    let earlier = book.journal_head().unwrap();
    let undone = book.undo(None, now()).unwrap();
    assert!(undone.undid > 0);
    let later = book.journal_head().unwrap();
    assert!(later.seq > earlier.seq);
    book.close().unwrap();
    std::fs::write(copy.book.join("book.db"), stage().bytes("book.db")).unwrap();
    let book = stage::open(&copy.book, PASSWORD).unwrap();
    assert_eq!(book.verify_journal(&[earlier]).unwrap(), [], "an earlier head fits");
    let findings: Vec<&str> = book.verify_journal(&[later]).unwrap().iter().map(|finding| finding.code).collect();
    assert_eq!(findings, ["journal_cut"]);
}

/// 100,000 rows in a second is the goal of the released program: `cargo bench -p shebao-tests -- safety` measures it there.
/// Here the chain is found whole, and the time is told.
#[test]
fn a_long_journal_is_walked() {
    let copy = stage().copy();
    let rows = length(2_000, 100_000);
    let mut book = stage::open(&copy.book, PASSWORD).unwrap();
    let many = shebao_store::Action { action: "roster.edit", object: "test" };
    for turn in 0..rows / 50 {
        let done = book.act(&many, now(), |tx| -> Result<(), shebao_store::StoreError> {
            for one in tx.employees()?.into_iter().take(49) {
                let mut row = one.row.clone();
                row.notes = Some(format!("第 {turn} 次"));
                tx.update_employee(one.id, &row)?;
            }
            Ok(())
        });
        done.unwrap();
    }
    let length = book.journal_head().unwrap().seq;
    let start = std::time::Instant::now();
    assert_eq!(book.verify_journal(&[]).unwrap(), []);
    println!("R9\t{length} journal rows verified in {} ms (test build)", start.elapsed().as_millis());
    assert!(length > 50);
}
