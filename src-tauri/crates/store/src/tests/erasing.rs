//! Forgetting a person: nothing of her is left to read, the chain and the seals stay, and no older backup brings her back.

use std::path::Path;

use serde_json::json;

use super::*;

const NUMBER: &str = "110101199003070011";
const OTHER: &str = "王示例";

/// A person with a number, named in a bank's line that is nobody's, and somebody else beside her.
fn peopled() -> (Desk, i64) {
    let mut desk = Desk::new();
    let (_, id, _) = desk.person("00001", NAME);
    desk.person("00002", OTHER);
    desk.act("employee.change", |tx| {
        let mut row = tx.employee(id)?.unwrap().row;
        row.id_number = Some(NUMBER.to_owned());
        row.id_type = Some(shebao_rules::words::IdType::ResidentId);
        row.phone = Some("13800138000".to_owned());
        tx.update_employee(id, &row)
    });
    desk.act("bank.take", |tx| {
        tx.insert_bank_line(&BankLine {
            account: "6222000000000000".to_owned(),
            unit_id: None,
            day: NaiveDate::from_ymd_opt(2026, 1, 20).unwrap(),
            time: None,
            debit: Yuan::from_fen(12_345),
            credit: Yuan::ZERO,
            balance: None,
            counterparty: Some(NAME.to_owned()),
            counterparty_account: None,
            summary: Some(format!("报销 {NAME} {NUMBER}")),
            remark: None,
            serial: None,
            identity: "a".to_owned(),
            occurrence: 1,
            origin: None,
        })?;
        tx.store_document("import", &format!("{NAME}.xlsx"), NAME.as_bytes())?;
        Ok(())
    });
    (desk, id)
}

/// Every text of every table, as one string.
fn everything(book: &Book) -> String {
    let conn = book.parts().0;
    let mut all = String::new();
    let mut tables = conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").unwrap();
    let names: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().map(rusqlite::Result::unwrap).collect();
    for table in names {
        let mut rows = conn.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = rows.column_count();
        let mut rows = rows.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for at in 0..columns {
                let value: rusqlite::types::Value = row.get(at).unwrap();
                all.push_str(&format!("{table} {value:?}\n"));
                if let rusqlite::types::Value::Blob(bytes) = value {
                    all.push_str(&String::from_utf8_lossy(&bytes));
                }
            }
        }
    }
    let entries = book.journal(&JournalFilter::default()).unwrap();
    all + &serde_json::to_string(&entries).unwrap()
}

fn is_named(book: &Book) -> bool {
    let all = everything(book);
    [NAME, NUMBER, "13800138000"].iter().any(|text| all.contains(text))
}

#[test]
fn nothing_names_her_and_the_chain_verifies() {
    let (mut desk, id) = peopled();
    assert!(is_named(desk.book()));
    let before = desk.book().journal(&JournalFilter { employee_id: Some(id), ..JournalFilter::default() }).unwrap();
    assert!(before.len() >= 2 && before.iter().all(|row| !row.erased));
    let told = desk.book().erase_rehearsal(id, at(3)).unwrap();
    assert!(is_named(desk.book()), "a rehearsal changes nothing");
    let done = desk.book().erase(id, "expired", at(3)).unwrap();
    assert_eq!(done, told, "what was told is what was done");
    // The document bears her name; the bank line's payload named her; no older program wrote here.
    assert_eq!((done.files, done.payloads, done.unreachable, done.sealed), (1, 1, 0, 0));
    assert!(!is_named(desk.book()), "{}", everything(desk.book()));
    assert!(everything(desk.book()).contains(OTHER), "nobody else is forgotten");
    assert_eq!(desk.book().check().unwrap(), []);
    let after = desk.book().journal(&JournalFilter { employee_id: Some(id), ..JournalFilter::default() }).unwrap();
    assert_eq!(after.len(), before.len());
    assert!(after.iter().all(|row| row.erased && row.changes.is_empty()));
    let erasures = desk.book().view().erasures().unwrap();
    assert_eq!((erasures.len(), erasures[0].employee_id, erasures[0].ground.as_str()), (1, Some(id), "expired"));
    assert_eq!(desk.book().erase(id, "expired", at(4)).unwrap_err().code(), "not_found", "only once");
}

#[test]
fn what_is_forgotten_cannot_be_put_back() {
    let (mut desk, id) = peopled();
    let (_, changed) = desk.act("employee.change", |tx| {
        let mut row = tx.employee(id)?.unwrap().row;
        row.post = Some("出纳".to_owned());
        tx.update_employee(id, &row)
    });
    let (_, _, added) = desk.person("00003", "李示例");
    desk.book().erase(id, "expired", at(3)).unwrap();
    desk.close();
    let mut book = desk.open().unwrap();
    assert_eq!(book.undo(Some(changed), at(4)).unwrap_err().code(), "erased");
    // The erasure is the newest: no older action is taken back in its place, unless it is named.
    let refused = book.undo(None, at(4)).unwrap_err();
    assert!(matches!(&refused, StoreError::NotUndoable { action, .. } if action == "person.erase"), "{refused:?}");
    assert_eq!(book.undo(Some(added), at(4)).unwrap().undid, added);
    assert_eq!(book.view().employees().unwrap().len(), 2, "00003 went; 00002 and the pseudonym stand");
    assert_eq!(book.undo(None, at(5)).unwrap_err().code(), "not_undoable", "what was taken back is no newest action");
}

/// A pseudonym may get a new key; what was written under the old one is erased and no damage.
#[test]
fn a_pseudonym_goes_on_without_its_past() {
    let (mut desk, id) = peopled();
    desk.book().erase(id, "expired", at(3)).unwrap();
    let (_, seq) = desk.act("freeze", |tx| {
        let since = NaiveDate::from_ymd_opt(2026, 2, 15).unwrap();
        tx.freeze(&Frozen { employee_id: id, since, reason: "试".to_owned() })
    });
    let rows = desk.book().journal(&JournalFilter { employee_id: Some(id), ..JournalFilter::default() }).unwrap();
    assert!(rows.iter().all(|row| row.erased == (row.action_seq < seq)), "{rows:?}");
    assert_eq!(desk.book().check().unwrap(), []);
}

#[test]
fn an_older_backup_forgets_again_when_it_is_restored() {
    let (mut desk, id) = peopled();
    let older = desk.book().backup(None, at(3), &mut |_, _| true).unwrap();
    desk.book().erase(id, "expired", at(4)).unwrap();
    let newer = desk.book().backup(None, at(5), &mut |_, _| true).unwrap();
    assert_eq!((older.manifest.erased.len(), newer.manifest.erased.len()), (0, 1));
    // Two backups carry the same mark.
    desk.book().backup(None, at(5), &mut |_, _| true).unwrap();
    remove_marks(desk.dir.path());
    let Restored { book, forgotten, .. } = restored(&older.path, &desk.dir.path().join("beside"));
    assert!(!is_named(&book), "the newer backup beside it knows whom to forget");
    assert_eq!((forgotten, book.check().unwrap()), (1, Vec::new()));
    assert_eq!(book.view().erasures().unwrap()[0].erased_at, at(4), "when it was first done");
}

fn restored(backup: &Path, to: &Path) -> Restored {
    let secret = Secret::Password { user: None, password: PASSWORD };
    restore(backup, to, &secret, "x", at(6)).unwrap()
}

/// Every 删除标记簿 below a folder.
fn marks(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            found.extend(marks(&path));
        } else if path.extension().is_some_and(|e| e == "sealed") {
            found.push(path);
        }
    }
    found
}

fn remove_marks(folder: &Path) {
    marks(folder).iter().for_each(|file| std::fs::remove_file(file).unwrap());
}

/// A lone older copy on a stick: the marks of this PC forget her again; where there are none it is told and written down.
#[test]
fn a_lone_older_backup_forgets_by_the_marks_of_this_pc() {
    let (mut desk, id) = peopled();
    let stick = tempfile::tempdir().unwrap();
    let older = desk.book().backup(Some(stick.path()), at(3), &mut |_, _| true).unwrap();
    remove_marks(stick.path());
    desk.book().erase(id, "expired", at(4)).unwrap();
    desk.close();
    // Neither the book nor its backups are there any more; what holds the book is.
    std::fs::remove_dir_all(desk.place()).unwrap();
    assert_eq!(marks(desk.dir.path()).len(), 1, "beside the book");
    let first = restored(&older.path, &desk.dir.path().join("again"));
    assert_eq!((first.forgotten, first.tombstones, is_named(&first.book)), (1, true, false));
    assert_eq!(first.book.check().unwrap(), []);
    first.book.close().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let other = restored(&older.path, &elsewhere.path().join("book"));
    assert_eq!((other.forgotten, other.tombstones, is_named(&other.book)), (0, false, true));
    let told = other.book.actions(1).unwrap();
    assert_eq!(told[0].action, "book.restore", "that nothing was known stands in the journal");
    assert_eq!(marks(elsewhere.path()).len(), 2, "from now on there are marks: in the book and beside it");
}

/// The second place keeps them too, and a copy that knows less does not make it forget.
#[test]
fn marks_go_where_backups_go_and_only_add_up() {
    let (mut desk, id) = peopled();
    let stick = tempfile::tempdir().unwrap();
    let older = desk.book().backup_for(Occasion::Asked, at(3)).unwrap();
    let carried = desk.book().carry(&older, stick.path()).unwrap();
    desk.book().erase(id, "expired", at(4)).unwrap();
    let newer = desk.book().backup_for(Occasion::AfterErasure, at(5)).unwrap();
    desk.book().carry(&newer, stick.path()).unwrap();
    desk.book().carry(&older, stick.path()).unwrap();
    for file in std::fs::read_dir(stick.path()).unwrap().map(|entry| entry.unwrap().path()) {
        if file.to_string_lossy().contains(&format!("{:06}", newer.manifest.sequence)) {
            std::fs::remove_file(file).unwrap();
        }
    }
    let elsewhere = tempfile::tempdir().unwrap();
    let again = restored(&carried, &elsewhere.path().join("book"));
    assert_eq!((again.forgotten, again.tombstones, is_named(&again.book)), (1, true, false));
}

/// A change of the master key makes new keys for all but the chain's: a backup of before opens by the old secrets, and the
/// marks written after it still open.
#[test]
fn marks_outlive_a_change_of_the_master_key() {
    let (mut desk, id) = peopled();
    let stick = tempfile::tempdir().unwrap();
    let older = desk.book().backup(Some(stick.path()), at(3), &mut |_, _| true).unwrap();
    let code = RecoveryCode::fresh().unwrap();
    let plan = Rekey { code: &code, own: PASSWORD, others: &[], cost: CHEAP };
    desk.book().rekey(&plan, at(4), &mut |_, _| true).unwrap();
    desk.book().erase(id, "expired", at(5)).unwrap();
    desk.close();
    let again = restored(&older.path, &desk.dir.path().join("again"));
    assert_eq!((again.forgotten, again.tombstones, is_named(&again.book)), (1, true, false));
    again.book.close().unwrap();
    let secret = Secret::Recovery(&desk.code);
    let by_card = restore(&older.path, &desk.dir.path().join("card"), &secret, "x", at(6)).unwrap();
    assert_eq!((by_card.forgotten, is_named(&by_card.book)), (1, false), "by the card of then, too");
}

/// A file put in the book's place by hand forgets at its next opening, and an erasure that cannot be written down is none.
#[test]
fn a_book_put_back_by_hand_forgets_and_an_unwritten_mark_erases_nobody() {
    let (mut desk, id) = peopled();
    desk.close();
    let file = desk.place().join("book.db");
    let old = std::fs::read(&file).unwrap();
    let mut book = desk.open().unwrap();
    // Something that cannot be replaced stands where the marks go.
    let id_of_book: String = book.info().unwrap().book_id.chars().take(8).collect();
    let name = format!("tombstones-{id_of_book}.sealed");
    std::fs::create_dir_all(desk.place().join(&name).join("x")).unwrap();
    assert_eq!(book.erase(id, "expired", at(3)).unwrap_err().code(), "file");
    assert!(is_named(&book) && book.view().erasures().unwrap().is_empty());
    std::fs::remove_dir_all(desk.place().join(&name)).unwrap();
    // What the book refuses is taken back from the marks: nobody is forgotten for it later.
    book.only_read();
    assert_eq!(book.erase(id, "expired", at(3)).unwrap_err().code(), "read_only");
    book.close().unwrap();
    let mut book = desk.open().unwrap();
    assert_eq!((book.settle_tombstones(at(3)).unwrap(), is_named(&book)), (0, true));
    book.erase(id, "expired", at(3)).unwrap();
    book.close().unwrap();
    std::fs::write(&file, old).unwrap();
    let mut book = desk.open().unwrap();
    assert!(is_named(&book));
    assert_eq!(book.settle_tombstones(at(4)).unwrap(), 1);
    assert!(!is_named(&book));
    assert_eq!((book.settle_tombstones(at(5)).unwrap(), book.check().unwrap()), (0, Vec::new()));
}

#[test]
fn a_tombstone_is_carried_on_by_a_book_that_never_held_her() {
    let mut desk = Desk::new();
    let older = desk.book().backup(None, at(1), &mut |_, _| true).unwrap();
    let (_, id, _) = desk.person("00001", NAME);
    desk.book().erase(id, "purpose", at(2)).unwrap();
    desk.book().backup(None, at(3), &mut |_, _| true).unwrap();
    let secret = Secret::Password { user: None, password: PASSWORD };
    let to = desk.dir.path().join("restored");
    let book = restore(&older.path, &to, &secret, "x", at(4)).unwrap().book;
    let known = book.view().erasures().unwrap();
    assert_eq!((known.len(), known[0].employee_id), (1, None));
    let backup = book.backup(None, at(5), &mut |_, _| true).unwrap();
    assert_eq!(backup.manifest.erased.len(), 1);
}

/// A book whose file was put back past its own restore misses an erasure that its backups know.
#[test]
fn a_missing_erasure_is_found() {
    let (mut desk, id) = peopled();
    desk.close();
    let file = desk.place().join("book.db");
    let old = std::fs::read(&file).unwrap();
    let mut book = desk.open().unwrap();
    book.erase(id, "expired", at(3)).unwrap();
    book.backup(None, at(4), &mut |_, _| true).unwrap();
    book.close().unwrap();
    std::fs::write(&file, old).unwrap();
    let codes: Vec<&str> = desk.open().unwrap().check().unwrap().iter().map(|f| f.code).collect();
    assert!(codes.contains(&"erasure_missing"), "{codes:?}");
}

/// Names that somebody else bears, or that are part of another's, are left where they do not stand in her own rows.
#[test]
fn a_namesake_keeps_what_names_her() {
    let mut desk = Desk::new();
    let (_, id, _) = desk.person("00001", "王芳");
    desk.person("00002", "王芳芳");
    let (_, taken) = desk.act("cash", |tx| {
        tx.summarise(json!({ "file": "王芳芳.xlsx" }));
        tx.store_document("import", "王芳芳.xlsx", b"1").map(|_| ())
    });
    let done = desk.book().erase(id, "expired", at(3)).unwrap();
    assert_eq!((done.files, done.payloads), (0, 0));
    let row = desk.book().journal(&JournalFilter { action_seq: Some(taken), ..JournalFilter::default() }).unwrap();
    assert_eq!(row[0].summary["file"], "王芳芳.xlsx");
}

/// A table that names a person and is not decided on here would be forgotten by nobody.
#[test]
fn every_table_of_a_person_is_decided_on() {
    let desk = Desk::new();
    let book = desk.book.as_ref().unwrap();
    let sql = "SELECT m.name FROM sqlite_schema m WHERE m.type = 'table' AND EXISTS
        (SELECT 1 FROM pragma_table_info(m.name) c WHERE c.name = 'employee_id') ORDER BY m.name";
    let tables: Vec<String> = book.view().rows(sql, [], |c| c.plain()).unwrap();
    const DECIDED: [&str; 26] = [
        "advance",
        "agency_record",
        "back_payment",
        "claim",
        "claim_medical",
        "contribution",
        "declaration_line",
        "declared_base",
        "employment",
        "enrollment",
        "erasure",
        "frozen",
        "import_row",
        "journal",
        "match_confirmation",
        "onboarding_check",
        "past_cover",
        "person_key",
        "privacy_request",
        "receipt",
        "sealed_line",
        "statement",
        "true_up",
        "wage",
        "wage_deduction",
        "wage_item",
    ];

    assert_eq!(tables, DECIDED, "a new table of a person: decide in forget.rs what becomes of it, then list it here");
}
