//! The medical key and the change of the master key.

use std::fs;

use rusqlite::Connection;
use serde_json::Value;

use super::*;
use crate::rekey::Step;

const OTHER: &str = "乙的很长的口令";
const LATER: &str = "乙换过的很长口令";

fn diagnosis() -> ClaimMedical {
    ClaimMedical { hospital: Some("示例医院".to_owned()), diagnosis: Some("示例诊断".to_owned()), notes: None }
}

fn claim(employee_id: i64) -> Claim {
    Claim {
        employee_id,
        unit_id: None,
        match_strength: MatchStrength::Id,
        registered: None,
        visit_kind: None,
        visit_written: None,
        visit_from: None,
        visit_to: None,
        bill: Some("88120045".to_owned()),
        bill_count: None,
        total: None,
        own_expense: None,
        first_self_pay: None,
        deductible: None,
        rate: None,
        fund_share: None,
        self_share: None,
        papers: Value::Array(Vec::new()),
        status: None,
        status_written: None,
        submitted: None,
        arrived: None,
        received: None,
        occurrence: 1,
        origin: None,
    }
}

/// A claim with its diagnosis, and its register; their ids and the action.
fn ill(desk: &mut Desk) -> ((i64, i64), i64) {
    let (_, person, _) = desk.person("00001", NAME);
    desk.act("claim.add", |tx| {
        let id = tx.insert_claim(&claim(person), &diagnosis())?;
        Ok((id, tx.store_medical_document("import", "报销台账.xlsx", b"a register")?))
    })
}

fn open_as(desk: &Desk, password: &str) -> Result<Book> {
    Book::open(&desk.place(), &Secret::Password { user: None, password }, "x", at(5))
}

fn stored(conn: &Connection) -> (String, Vec<u8>) {
    let sql = "SELECT (SELECT sealed FROM claim_medical), (SELECT bytes FROM stored_document)";
    conn.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
}

#[test]
fn only_the_entitled_read_what_tells_of_an_illness() {
    let mut desk = Desk::new();
    let ((claim, register), _) = ill(&mut desk);
    let (sealed, bytes) = stored(desk.book().parts().0);
    assert!(sealed.starts_with("1:") && !sealed.contains("示例") && bytes != b"a register");
    let auditor = NewUser { name: "乙", role: Role::Auditor, medical: false, password: OTHER };
    desk.book().add_user(PASSWORD, &auditor, CHEAP, at(3)).unwrap();
    assert_eq!(desk.book().view().claim_medical(claim).unwrap(), Some(diagnosis()));
    assert_eq!(desk.book().view().document(register).unwrap().unwrap().bytes, b"a register");
    assert_eq!(desk.book().view().document_sizes().unwrap()[&register], 10);
    desk.close();
    let mut narrow = open_as(&desk, OTHER).unwrap();
    assert!(!narrow.holds_medical());
    assert_eq!(narrow.view().employees().unwrap().len(), 1, "everything else she reads");
    assert_eq!(narrow.view().claim_medical(claim).unwrap_err().code(), "read_only");
    assert_eq!(narrow.view().document(register).unwrap_err().code(), "read_only");
    assert_eq!(narrow.recovery_code(OTHER, at(6)).unwrap_err().code(), "read_only", "nor can she get the master key");
    let more = NewUser { name: "丙", role: Role::Clerk, medical: true, password: LATER };
    assert_eq!(narrow.add_user(OTHER, &more, CHEAP, at(6)).unwrap_err().code(), "read_only");
    narrow.change_password(OTHER, LATER, CHEAP, at(6)).unwrap();
    drop(narrow);
    assert!(!open_as(&desk, LATER).unwrap().holds_medical(), "a new password opens no more than the old one");
    let mut back = Book::open(&desk.place(), &Secret::Recovery(&desk.code), "x", at(7)).unwrap();
    assert_eq!(back.view().claim_medical(claim).unwrap(), Some(diagnosis()), "the card leads to it");
    back.narrow_slot(PASSWORD, CHEAP, at(7)).unwrap();
    drop(back);
    assert!(!open_as(&desk, PASSWORD).unwrap().holds_medical());
}

/// A book of an earlier schema has them in plain text (inside of the encrypted file); the first entitled opening seals them.
#[test]
fn what_stood_in_plain_is_sealed_at_the_next_opening_and_its_import_can_still_be_undone() {
    let mut desk = Desk::new();
    let (_, person, _) = desk.person("00001", NAME);
    let plain = "INSERT INTO claim_medical (claim_id, employee_id, hospital, diagnosis) VALUES (?1, ?2, '示例医院', '示例诊断')";
    let (id, action) = desk.act("exchange.import", |tx| {
        let id = tx.insert_claim(&claim(person), &ClaimMedical::default())?;
        tx.write("DELETE FROM claim_medical", [])?;
        tx.write(plain, (id, person))?;
        Ok(id)
    });
    desk.close();
    desk.book = Some(desk.open().unwrap());
    assert_eq!(desk.book().view().claim_medical(id).unwrap(), Some(diagnosis()));
    let left = "SELECT count(*) FROM claim_medical WHERE hospital IS NOT NULL OR diagnosis IS NOT NULL";
    assert_eq!(desk.book().view().number(left, []).unwrap(), 0);
    desk.book().undo(Some(action), at(6)).unwrap();
    assert_eq!(desk.book().view().claims().unwrap().len(), 0);
    let done_again = desk.book().undo(None, at(7));
    assert!(done_again.is_ok(), "{done_again:?}");
    assert_eq!(desk.book().check().unwrap(), []);
}

fn rekey_until(desk: &mut Desk, code: &RecoveryCode, stop: Option<Step>) -> Result<()> {
    let others = [NewSecret { name: "乙", password: LATER, medical: false }];
    let plan = Rekey { code, own: PASSWORD, others: &others, cost: CHEAP };
    let mut reached = |step| if Some(step) == stop { Err(StoreError::Stopped) } else { Ok(()) };
    desk.book().rekey_until(&plan, at(8), &mut |_, _| true, &mut reached)
}

/// A book with a claim and a viewer; the claim and the action that added it.
fn with_second_user() -> (Desk, i64, i64) {
    let mut desk = Desk::new();
    let ((claim, _), action) = ill(&mut desk);
    let viewer = NewUser { name: "乙", role: Role::Viewer, medical: false, password: OTHER };
    desk.book().add_user(PASSWORD, &viewer, CHEAP, at(3)).unwrap();
    (desk, claim, action)
}

#[test]
fn after_a_new_master_key_the_old_secrets_open_only_what_is_old() {
    let (mut desk, claim, action) = with_second_user();
    let head = desk.book().journal_head().unwrap();
    let old_backup = desk.book().backup_for(Occasion::Asked, at(4)).unwrap();
    let old_files = ["book.db", "keys.json"].map(|name| fs::read(desk.place().join(name)).unwrap());
    let (old_text, _) = stored(desk.book().parts().0);
    let code = RecoveryCode::fresh().unwrap();
    rekey_until(&mut desk, &code, None).unwrap();
    // The open book goes on, with everything in it and the chain unbroken from its beginning.
    assert_eq!(desk.book().view().claim_medical(claim).unwrap(), Some(diagnosis()));
    assert_eq!(desk.book().verify_journal(std::slice::from_ref(&head)).unwrap(), []);
    assert_eq!(desk.book().actions(1).unwrap()[0].action, "book.rekey");
    let (new_text, _) = stored(desk.book().parts().0);
    assert!(old_text.starts_with("1:") && new_text.starts_with("2:"), "a new medical key: {new_text}");
    desk.person("00002", "第二人");
    let new_backup = desk.book().backup_for(Occasion::AfterRekey, at(9)).unwrap();
    assert_eq!(desk.book().backup_heads().len(), 2, "the earlier backup still counts as an anchor");
    assert_eq!(desk.book().rehearse_restore(&new_backup.path).unwrap(), []);
    // What was done before can still be taken back, and done again: the journal's images are under the earlier key.
    let undone = desk.book().undo(Some(action), at(10)).unwrap();
    assert_eq!(desk.book().view().claims().unwrap().len(), 0);
    desk.book().undo(Some(undone.action_seq), at(10)).unwrap();
    assert_eq!(desk.book().view().claim_medical(claim).unwrap(), Some(diagnosis()));
    assert_eq!(desk.book().check().unwrap(), []);
    desk.close();

    assert!(open_as(&desk, PASSWORD).unwrap().holds_medical());
    assert_eq!(open_as(&desk, OTHER).map(|_| ()).unwrap_err().code(), "wrong_password");
    assert!(!open_as(&desk, LATER).unwrap().holds_medical());
    let by = |code: &RecoveryCode| {
        Book::open(&desk.place(), &Secret::Recovery(code), "x", at(11)).map(|_| ()).map_err(|e| e.code())
    };
    assert_eq!((by(&desk.code), by(&code)), (Err("other_book"), Ok(())));
    // The old key file put back does not open the new database.
    let keys = fs::read(desk.place().join("keys.json")).unwrap();
    fs::write(desk.place().join("keys.json"), &old_files[1]).unwrap();
    assert_eq!(open_as(&desk, PASSWORD).map(|_| ()).unwrap_err().code(), "damaged");
    fs::write(desk.place().join("keys.json"), keys).unwrap();
    // Backups open with the secrets of their time.
    let restored = |backup: &Backup, name: &str, secret: Secret<'_>| {
        restore(&backup.path, &desk.dir.path().join(name), &secret, "x", at(12)).map(|restored| {
            let book = restored.book;
            assert_eq!(book.check().unwrap(), [], "{name}");
            book.view().claim_medical(claim).map_err(|e| e.code())
        })
    };
    let password = |password| Secret::Password { user: None, password };
    assert_eq!(restored(&old_backup, "old-viewer", password(OTHER)).unwrap(), Err("read_only"));
    assert_eq!(restored(&old_backup, "old-owner", Secret::Recovery(&desk.code)).unwrap(), Ok(Some(diagnosis())));
    assert_eq!(restored(&new_backup, "new", Secret::Recovery(&code)).unwrap(), Ok(Some(diagnosis())));
    assert!(restored(&new_backup, "none", password(OTHER)).is_err());
    assert_ne!(fs::read(desk.place().join("book.db")).unwrap(), old_files[0]);
}

/// Stopped at each step, the book opens with one set of secrets or the other, whole, and nothing half-made stays.
#[test]
fn an_interrupted_change_of_the_master_key_leaves_one_whole_book() {
    let outcomes = [(Step::Copied, false), (Step::Prepared, false), (Step::Placed, true), (Step::Done, true)];
    for (stop, new) in outcomes {
        let (mut desk, claim, _) = with_second_user();
        let code = RecoveryCode::fresh().unwrap();
        assert_eq!(rekey_until(&mut desk, &code, Some(stop)).unwrap_err().code(), "stopped");
        drop(desk.book.take());
        let (opens, shut) = if new { (LATER, OTHER) } else { (OTHER, LATER) };
        assert_eq!(open_as(&desk, opens).unwrap().user().name, "乙", "{stop:?}");
        assert_eq!(open_as(&desk, shut).map(|_| ()).unwrap_err().code(), "wrong_password", "{stop:?}");
        let right = if new { &code } else { &desk.code };
        let book = Book::open(&desk.place(), &Secret::Recovery(right), "x", at(9)).unwrap();
        assert_eq!((book.check().unwrap(), book.view().claim_medical(claim).unwrap()), (vec![], Some(diagnosis())));
        let names = fs::read_dir(desk.place()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
        let left: Vec<String> = names.filter(|name| name.contains("next") || name.contains("partial")).collect();
        assert_eq!(left, Vec::<String>::new(), "{stop:?}");
    }
}

#[test]
fn a_master_key_is_changed_whole_or_not_at_all() {
    let (mut desk, ..) = with_second_user();
    let code = RecoveryCode::fresh().unwrap();
    let attempt = |desk: &mut Desk, own: &str, others: &[NewSecret<'_>], go_on: bool| {
        let plan = Rekey { code: &code, own, others, cost: CHEAP };
        desk.book().rekey(&plan, at(8), &mut |_, _| go_on).unwrap_err().code()
    };
    let known = NewSecret { name: "乙", password: LATER, medical: false };
    let stranger = NewSecret { name: "丙", ..known };
    assert_eq!(attempt(&mut desk, "wrong", &[known], true), "wrong_password");
    assert_eq!(attempt(&mut desk, PASSWORD, &[], true), "not_found", "nobody is locked out by oversight");
    assert_eq!(attempt(&mut desk, PASSWORD, &[known, stranger], true), "not_found");
    assert_eq!(attempt(&mut desk, PASSWORD, &[known], false), "stopped");
    desk.person("00002", "第二人");
    assert!(!desk.place().join("book.db.next").exists());
    desk.close();
    assert!(open_as(&desk, OTHER).is_ok());
}
