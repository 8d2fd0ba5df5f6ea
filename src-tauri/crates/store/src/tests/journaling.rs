//! What the journal says, and that nobody changes it unnoticed.

use super::*;

#[test]
fn an_action_leaves_one_row_per_person_in_the_same_transaction() {
    let mut desk = Desk::new();
    let (_, first, action_seq) = desk.person("00001", NAME);
    let rows =
        desk.book().journal(&JournalFilter { action_seq: Some(action_seq), ..JournalFilter::default() }).unwrap();
    assert_eq!(rows.len(), 2, "the head with the unit, and the person's row");
    let person = &rows[0];
    assert_eq!((person.employee_id, person.user.as_str(), person.role.as_str()), (Some(first), "王会计", "owner"));
    let tables: Vec<&str> = person.changes.iter().map(|c| c.table.as_str()).collect();
    assert_eq!(tables, ["employee", "enrollment", "declared_base"]);
    assert_eq!(person.changes[2].after.as_ref().unwrap()["amount"], 950_000);
    assert_eq!(rows[1].changes[0].table, "unit");
}

#[test]
fn a_new_and_a_removed_row_are_kept_whole_whatever_stands_in_them() {
    let mut desk = Desk::new();
    let name = "甲\"乙\\丙\n\u{1}\u{20bb7}";
    let (id, came) = desk.act("employee.add", |tx| {
        let notes = Some("备注".to_owned());
        tx.insert_employee(&Employee { notes, ..employee("00001", name) })
    });
    let (_, went) = desk.act("employee.remove", |tx| tx.delete_employee(id));
    let mut row = |action_seq| {
        let filter = JournalFilter { action_seq: Some(action_seq), ..JournalFilter::default() };
        let rows = desk.book().journal(&filter).unwrap();
        let person = rows.iter().find(|row| row.employee_id == Some(id)).unwrap();
        person.changes[0].clone()
    };
    let (came, went) = (row(came), row(went));
    assert_eq!((came.after.as_ref(), &came.before), (went.before.as_ref(), &went.after));
    let kept = came.after.unwrap();
    assert_eq!(
        (kept["name"].as_str(), kept["notes"].as_str(), kept["id"].as_i64()),
        (Some(name), Some("备注"), Some(id))
    );
    assert_eq!(came.key, [("id".to_owned(), id.into())].into());
    assert!(!kept.contains_key("phone"), "what is not filled is not there");
}

#[test]
fn a_failed_action_leaves_nothing() {
    let mut desk = Desk::new();
    let head = desk.book().journal_head().unwrap();
    let outcome: Result<((), i64)> = desk.book().act(&Action { action: "x", object: "x" }, at(1), |tx| {
        tx.insert_employee(&employee("00001", NAME))?;
        tx.insert_employee(&employee("00001", NAME)).map(|_| ())
    });
    assert!(matches!(outcome, Err(StoreError::Duplicate(column)) if column == "employee.employee_no"));
    assert_eq!(desk.book().view().employees().unwrap(), []);
    assert_eq!(desk.book().journal_head().unwrap(), head);
    let rehearsed = desk.book().rehearse(at(1), |tx| tx.insert_employee(&employee("00001", NAME))).unwrap();
    assert_eq!(rehearsed, 1);
    assert_eq!(desk.book().view().employees().unwrap(), []);
    let quiet = desk.act("nothing", |_| Ok(()));
    assert_eq!((quiet.1, desk.book().journal_head().unwrap()), (0, head), "no change, no row");
}

/// A paper that is handed out moves nothing; whatever else is done does, a paper in between or not.
#[test]
fn quiet_actions_do_not_move_what_was_worked_out() {
    let mut desk = Desk::new();
    let quiet = ["statement.issue", "reveal"];
    let (_, first, added) = desk.person("00001", NAME);
    assert_eq!(desk.book().last_action_besides(&quiet).unwrap(), added);
    let change = |name: &str| Employee { notes: Some(name.to_owned()), ..employee("00001", NAME) };
    let (_, issued) = desk.act("statement.issue", |tx| tx.update_employee(first, &change("甲")));
    assert!(issued > added);
    assert_eq!(desk.book().last_action_besides(&quiet).unwrap(), added);
    let (_, edited) = desk.act("roster.edit", |tx| tx.update_employee(first, &change("乙")));
    assert_eq!(desk.book().last_action_besides(&quiet).unwrap(), edited);
    assert_eq!(desk.book().last_action_besides(&[]).unwrap(), edited);
}

#[test]
fn a_part_that_fails_alone_is_not_journaled() {
    let mut desk = Desk::new();
    let (_, action_seq) = desk.act("import", |tx| {
        tx.insert_employee(&employee("00001", NAME))?;
        let part: Result<()> = tx.attempt(|tx| {
            tx.insert_employee(&employee("00002", NAME))?;
            tx.insert_employee(&employee("00001", NAME)).map(|_| ())
        });
        assert_eq!(part.unwrap_err().code(), "duplicate");
        // A refused statement inside of an action is no change either.
        assert!(tx.insert_employee(&employee("00001", NAME)).is_err());
        tx.insert_employee(&employee("00003", NAME))
    });
    let numbers: Vec<String> = desk.book().view().employees().unwrap().iter().map(|e| e.employee_no.clone()).collect();
    assert_eq!(numbers, ["00001", "00003"]);
    let rows =
        desk.book().journal(&JournalFilter { action_seq: Some(action_seq), ..JournalFilter::default() }).unwrap();
    assert_eq!(rows.iter().map(|r| r.changes.len()).sum::<usize>(), 2);
}

#[test]
fn an_action_whose_transaction_the_engine_ended_writes_nothing_more() {
    let mut desk = Desk::new();
    let head = desk.book().journal_head().unwrap();
    let outcome: Result<(i64, i64)> = desk.book().act(&Action { action: "x", object: "x" }, at(1), |tx| {
        tx.insert_employee(&employee("00001", NAME))?;
        // What the engine does by itself when it is stopped in the middle of a statement or the disk fails.
        tx.conn().execute_batch("ROLLBACK")?;
        tx.insert_employee(&employee("00002", NAME))
    });
    assert_eq!(outcome.unwrap_err().code(), "stopped");
    assert_eq!(desk.book().view().employees().unwrap(), []);
    assert_eq!(desk.book().journal_head().unwrap(), head);
    desk.person("00003", NAME);
    assert_eq!(desk.book().check().unwrap(), []);
}

#[test]
fn a_long_action_can_be_stopped_from_another_thread() {
    let mut desk = Desk::new();
    let stop = desk.book().interrupter();
    let done = std::sync::atomic::AtomicBool::new(false);
    let outcome: Result<((), i64)> = std::thread::scope(|scope| {
        scope.spawn(|| {
            // A stop between two statements stops nothing, so it is said until it is heard.
            while !done.load(std::sync::atomic::Ordering::Relaxed) {
                stop.stop();
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
        });
        let outcome = desk.book().act(&Action { action: "x", object: "x" }, at(1), |tx| {
            tx.insert_employee(&employee("00001", NAME))?;
            let endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
            tx.number(endless, []).map(|_| ())
        });
        done.store(true, std::sync::atomic::Ordering::Relaxed);
        outcome
    });
    assert_eq!(outcome.unwrap_err().code(), "stopped");
    assert_eq!(desk.book().view().employees().unwrap(), []);
}

#[test]
fn only_what_differs_is_written_and_a_change_taken_back_within_the_action_is_none() {
    let mut desk = Desk::new();
    let (_, id, _) = desk.person("00001", NAME);
    let (_, action_seq) = desk.act("employee.change", |tx| {
        let row = tx.employee(id)?.ok_or(StoreError::NotFound("employee"))?.row;
        tx.update_employee(id, &Employee { phone: Some("13800000000".to_owned()), ..row.clone() })?;
        tx.update_employee(id, &Employee { department: Some("财务部".to_owned()), ..row })
    });
    let rows =
        desk.book().journal(&JournalFilter { employee_id: Some(id), limit: 1, ..JournalFilter::default() }).unwrap();
    assert_eq!(rows[0].action_seq, action_seq);
    let change = &rows[0].changes[0];
    assert_eq!(serde_json::to_string(&change.before).unwrap(), r#"{"department":null}"#);
    assert_eq!(serde_json::to_string(&change.after).unwrap(), r#"{"department":"财务部"}"#);
}

#[test]
fn the_journal_refuses_changes_and_the_chain_shows_those_made_behind_its_back() {
    let mut desk = Desk::new();
    for n in 1..=4 {
        desk.person(&format!("0000{n}"), NAME);
    }
    assert_eq!(desk.book().verify_journal(&[]).unwrap(), []);
    let anchor = desk.book().journal_head().unwrap();
    let raw = |desk: &mut Desk, sql: &str| desk.book().parts().0.execute_batch(sql);
    for sql in ["DELETE FROM journal WHERE seq = 3", "UPDATE journal SET user = 'x' WHERE seq = 3"] {
        assert!(raw(&mut desk, sql).unwrap_err().to_string().contains("append-only"));
    }
    raw(&mut desk, "DROP TRIGGER journal_keeps_rows; DROP TRIGGER journal_keeps_text").unwrap();
    let tampers = [
        ("UPDATE journal SET user = 'x' WHERE seq = 3", "journal_altered"),
        ("UPDATE journal SET time = time || ' ' WHERE seq = 3", "journal_altered"),
        ("UPDATE journal SET payload = (SELECT payload FROM journal WHERE seq = 5) WHERE seq = 3", "journal_altered"),
        ("UPDATE journal SET employee_id = NULL WHERE seq = 3", "journal_altered"),
        ("DELETE FROM journal WHERE seq = 3", "journal_gap"),
        ("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)", "journal_cut"),
        ("UPDATE journal_heading SET heading = replace(heading, 'phone', 'notes')", "journal_altered"),
        (
            "UPDATE journal SET seq = -seq WHERE seq IN (3, 4); UPDATE journal SET seq = 7 + seq WHERE seq < 0",
            "journal_altered",
        ),
    ];
    for (sql, code) in tampers {
        raw(&mut desk, "SAVEPOINT tamper").unwrap();
        raw(&mut desk, sql).unwrap();
        let findings = desk.book().verify_journal(&[]).unwrap();
        assert!(findings.iter().any(|f| f.code == code), "{sql}: {findings:?}");
        raw(&mut desk, "ROLLBACK TO tamper; RELEASE tamper").unwrap();
    }
    assert_eq!(desk.book().verify_journal(std::slice::from_ref(&anchor)).unwrap(), []);
    let elsewhere = JournalHead { seq: anchor.seq, code: "0000-0000".to_owned() };
    assert_eq!(desk.book().verify_journal(&[elsewhere]).unwrap()[0].code, "journal_rewritten");
    let later = JournalHead { seq: anchor.seq + 5, ..anchor };
    assert_eq!(
        desk.book().verify_journal(&[later]).unwrap()[0].code,
        "journal_cut",
        "a folder put back to an older day"
    );
}

/// 列名 are kept once, however many people are journaled, and what they say is not believed unless it is what was written.
#[test]
fn headings_are_kept_once_and_prove_themselves() {
    let mut desk = Desk::new();
    for n in 1..=30 {
        desk.person(&format!("{n:05}"), NAME);
    }
    let (_, last, _) = desk.person("00031", NAME);
    let sql = "SELECT count(*) FROM journal_heading WHERE heading LIKE '[\"employee\",%'";
    let kept: i64 = desk.book().parts().0.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(kept, 1);
    let filter = JournalFilter { employee_id: Some(last), ..JournalFilter::default() };
    let whole = desk.book().journal(&filter).unwrap();
    assert_eq!(whole[0].changes[0].after.as_ref().unwrap()["employee_no"], "00031");
    for sql in [
        "UPDATE journal_heading SET heading = replace(heading, '\"phone\"', '\"notes\"')",
        "DELETE FROM journal_heading",
    ] {
        desk.book().parts().0.execute_batch(&format!("SAVEPOINT tamper; {sql}")).unwrap();
        assert!(matches!(desk.book().journal(&filter), Err(StoreError::Damaged("journal"))), "{sql}");
        desk.book().parts().0.execute_batch("ROLLBACK TO tamper; RELEASE tamper").unwrap();
    }
    assert_eq!(desk.book().journal(&filter).unwrap(), whole);
}

#[test]
fn destroying_a_persons_key_erases_the_payload_and_leaves_the_chain() {
    let mut desk = Desk::new();
    let (_, id, _) = desk.person("00001", NAME);
    desk.book().parts().0.execute_batch("DELETE FROM person_key").unwrap();
    let rows = desk.book().journal(&JournalFilter { employee_id: Some(id), ..JournalFilter::default() }).unwrap();
    assert!(rows[0].erased && rows[0].changes.is_empty());
    assert_eq!(desk.book().verify_journal(&[]).unwrap(), []);
}
