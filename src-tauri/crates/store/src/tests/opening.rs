//! Creating, opening, and every way in which opening is refused.

use std::fs;

use super::*;

#[test]
fn a_new_book_opens_with_its_password_and_says_what_it_is() {
    let mut desk = Desk::new();
    let info = desk.book().info().unwrap();
    assert_eq!((info.company.as_str(), info.schema, info.employees, info.demo), ("示例科技有限公司", SCHEMA, 0, false));
    assert_eq!(info.journal_head.seq, 1, "making the book is the first row of its journal");
    assert_eq!(desk.book().user().role, Role::Owner);
    desk.close();
    let again = desk.open().unwrap();
    assert_eq!(again.info().unwrap(), info);
    assert_eq!(again.check().unwrap(), []);
    assert_eq!(KeyFile::read(&desk.place()).unwrap().users(), ["王会计"]);
    assert_eq!(desk.neighbours(), ["book"]);
}

#[test]
fn the_engine_has_the_settings_of_the_design() {
    let mut desk = Desk::new();
    let conn = desk.book().parts().0;
    let pragma = |name: &str| -> String {
        conn.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, rusqlite::types::Value>(0))
            .map(|v| format!("{v:?}"))
            .unwrap()
    };
    let settings = [
        ("journal_mode", "Text(\"truncate\")"),
        ("synchronous", "Integer(2)"),
        ("locking_mode", "Text(\"exclusive\")"),
        ("foreign_keys", "Integer(1)"),
        ("secure_delete", "Integer(1)"),
        ("trusted_schema", "Integer(0)"),
        ("cell_size_check", "Integer(1)"),
        ("temp_store", "Integer(2)"),
    ];
    for (name, value) in settings {
        assert_eq!(pragma(name), value, "{name}");
    }
    assert!(pragma("cipher_version").contains("4."));
}

#[test]
fn wrong_secrets_are_told_apart() {
    let mut desk = Desk::new();
    desk.close();
    let open = |secret: Secret<'_>| Book::open(&desk.place(), &secret, "x", at(1)).map(|_| ()).map_err(|e| e.code());
    assert_eq!(open(Secret::Password { user: None, password: "wrong" }), Err("wrong_password"));
    assert_eq!(open(Secret::Password { user: Some("别人"), password: PASSWORD }), Err("unknown_user"));
    assert_eq!(open(Secret::Password { user: Some("王会计"), password: PASSWORD }), Ok(()));
    assert_eq!(open(Secret::Recovery(&desk.code)), Ok(()));
    let other = Desk::new();
    assert_eq!(open(Secret::Recovery(&other.code)), Err("other_book"));
    let nowhere = Book::open(desk.dir.path(), &Secret::Recovery(&desk.code), "x", at(1));
    assert_eq!(nowhere.map(|_| ()).unwrap_err().code(), "not_a_book");
}

#[test]
fn a_lost_key_file_is_survivable() {
    let mut desk = Desk::new();
    desk.person("00001", NAME);
    desk.close();
    fs::remove_file(desk.place().join("keys.json")).unwrap();
    assert_eq!(desk.open().map(|_| ()).unwrap_err().code(), "damaged");
    let typed = RecoveryCode::parse(&desk.code.to_string().to_lowercase()).unwrap();
    let mut book = Book::open(&desk.place(), &Secret::Recovery(&typed), "x", at(1)).unwrap();
    book.reset_password(&typed, PASSWORD, CHEAP, at(2)).unwrap();
    book.close().unwrap();
    assert_eq!(desk.open().unwrap().view().employees().unwrap()[0].name, NAME);
}

#[test]
fn a_password_changes_without_touching_the_database_key() {
    let mut desk = Desk::new();
    let refused = desk.book().change_password("wrong", "new one", CHEAP, at(1));
    assert_eq!(refused.unwrap_err().code(), "wrong_password");
    desk.book().change_password(PASSWORD, "new one", CHEAP, at(1)).unwrap();
    assert_eq!(desk.book().actions(1).unwrap()[0].action, "user.password");
    assert_eq!(desk.book().undo(None, at(2)).unwrap_err().code(), "nothing_to_undo");
    desk.close();
    assert_eq!(desk.open().map(|_| ()).unwrap_err().code(), "wrong_password");
    let secret = Secret::Password { user: None, password: "new one" };
    Book::open(&desk.place(), &secret, "x", at(3)).unwrap().close().unwrap();
    assert!(desk.place().join("keys.json.previous").exists());
}

#[test]
fn a_guess_at_the_password_costs_what_the_design_says() {
    let dir = tempfile::tempdir().unwrap();
    let new = NewBook { company: "x", credit_code: "x", user: "x", password: PASSWORD, demo: true };
    let (book, _) = Book::create(&dir.path().join("book"), &new, KdfCost::default(), "x", at(0)).unwrap();
    book.close().unwrap();
    let text = fs::read_to_string(dir.path().join("book/keys.json")).unwrap();
    let slot = &serde_json::from_str::<serde_json::Value>(&text).unwrap()["slots"][0];
    assert_eq!(slot["kdf"], "argon2id");
    assert_eq!(slot["cost"], serde_json::json!({ "memory_kib": 65_536, "passes": 3, "lanes": 1 }));
    let secret = Secret::Password { user: None, password: PASSWORD };
    assert!(Book::open(&dir.path().join("book"), &secret, "x", at(1)).is_ok());
}

#[test]
fn nothing_is_ever_made_over_something_else() {
    let mut desk = Desk::new();
    desk.close();
    let before = fs::read(desk.place().join("book.db")).unwrap();
    let new = NewBook { company: "x", credit_code: "x", user: "x", password: "x", demo: true };
    let refused = Book::create(&desk.place(), &new, CHEAP, "x", at(1)).map(|_| ());
    assert_eq!(refused.unwrap_err().code(), "not_empty");
    assert_eq!(fs::read(desk.place().join("book.db")).unwrap(), before);
    let empty = desk.dir.path().join("empty");
    fs::create_dir(&empty).unwrap();
    assert!(Book::create(&empty, &new, CHEAP, "x", at(1)).unwrap().0.info().unwrap().demo);
}

#[test]
fn a_book_of_a_newer_program_is_refused_untouched() {
    let mut desk = Desk::new();
    desk.book().parts().0.pragma_update(None, "user_version", SCHEMA + 1).unwrap();
    desk.close();
    let before = fs::read(desk.place().join("book.db")).unwrap();
    match desk.open().map(|_| ()) {
        Err(StoreError::NewerSchema { found, known }) => assert_eq!((found, known), (SCHEMA + 1, SCHEMA)),
        other => panic!("{other:?}"),
    }
    assert_eq!(fs::read(desk.place().join("book.db")).unwrap(), before);
}

#[test]
fn a_second_window_hears_who_has_the_book() {
    let mut desk = Desk::new();
    match desk.open().map(|_| ()) {
        Err(StoreError::Held { by }) => assert_eq!(by, "测试机"),
        other => panic!("{other:?}"),
    }
    desk.person("00001", NAME);
    desk.close();
    assert_eq!(desk.open().unwrap().info().unwrap().employees, 1);
}

#[test]
fn no_bit_flips_unnoticed() {
    let mut desk = Desk::new();
    desk.person("00001", NAME);
    desk.close();
    let path = desk.place().join("book.db");
    let sound = fs::read(&path).unwrap();
    let mut reported = 0;
    // Every page once (SQLCipher's page is 4096 bytes), at a place that moves through the page.
    let places: Vec<usize> = (0..sound.len() / 4096).map(|page| page * 4096 + (page * 977 + 13) % 4096).collect();
    for place in &places {
        // The first 16 bytes are the salt, which the book takes from its key and not from the file.
        if *place < 16 {
            continue;
        }
        let mut flipped = sound.clone();
        flipped[*place] ^= 0x10;
        fs::write(&path, &flipped).unwrap();
        let noticed = match desk.open() {
            Ok(book) => book.check().map_or(true, |findings| !findings.is_empty()),
            Err(error) => {
                assert_eq!(error.code(), "damaged", "{place}");
                true
            }
        };
        assert!(noticed, "a flip at {place} of {} went unnoticed", sound.len());
        reported += 1;
    }
    assert!(reported >= 40, "the book has some forty pages or more: {reported}");
    fs::write(&path, &sound[..sound.len() - 4096]).unwrap();
    let cut = desk.open().and_then(|book| book.check());
    assert!(cut.map_or(true, |findings| !findings.is_empty()), "a missing page went unnoticed");
}

#[test]
fn nothing_stands_in_plain_text_on_the_disk() {
    let mut desk = Desk::new();
    desk.person("00001", NAME);
    let id = "11010119900307996X";
    desk.act("employee.change", |tx| {
        let mut row = tx.employees()?[0].row.clone();
        row.id_number = Some(id.to_owned());
        tx.update_employee(1, &row)
    });
    desk.book().backup(None, at(3), &mut |_, _| true).unwrap();
    desk.close();
    let mut files = 0;
    let mut folders = vec![desk.place()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            files += 1;
            let bytes = fs::read(&path).unwrap();
            let utf16: Vec<u8> = NAME.encode_utf16().flat_map(u16::to_le_bytes).collect();
            for canary in [NAME.as_bytes(), id.as_bytes(), &utf16] {
                assert!(!bytes.windows(canary.len()).any(|w| w == canary), "{}", path.display());
            }
        }
    }
    assert!(files >= 5, "database, keys, lock, holder, backup and manifest were looked at: {files}");
}

/// Nothing is upgraded without a verified copy of what was before: where the own folder takes none, another one does.
#[test]
fn an_upgrade_waits_for_its_backup_wherever_that_goes() {
    let mut desk = Desk::new();
    desk.person("00001", NAME);
    let keys = desk.book().parts().2.clone();
    desk.close();
    let version = |path: &std::path::Path| {
        let conn = connect::open(path, &keys, connect::Access::Read).unwrap();
        conn.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0)).unwrap()
    };
    let file = desk.place().join("book.db");
    {
        // As a program of the schema before left it.
        let conn = connect::open(&file, &keys, connect::Access::Write).unwrap();
        let undone =
            "DROP TABLE policy_stamp; DROP TABLE policy_proof; DROP TABLE journal_heading; PRAGMA user_version = 10;";
        conn.execute_batch(undone).unwrap();
    }
    let backups = desk.place().join("backups");
    let _ = fs::remove_dir_all(&backups);
    fs::write(&backups, "something else has the name").unwrap();
    let before = fs::read(&file).unwrap();
    assert!(matches!(desk.open(), Err(StoreError::UpgradeStopped("file"))), "told as what it is");
    assert_eq!((version(&file), fs::read(&file).unwrap() == before), (10, true), "nothing was changed");
    let secret = Secret::Password { user: None, password: PASSWORD };
    let wrong = desk.place().join("keys.json");
    let stopped = Book::open_saving(&desk.place(), &secret, "x", Some(&wrong), at(3)).map(|_| ());
    assert_eq!((stopped.unwrap_err().code(), version(&file)), ("upgrade_stopped", 10), "nor by a place that is none");
    let by_code = Secret::Recovery(&desk.code);
    let stopped = Book::open(&desk.place(), &by_code, "x", at(3)).map(|_| ());
    assert_eq!((stopped.unwrap_err().code(), version(&file)), ("upgrade_stopped", 10), "by the recovery code alike");
    let stick = tempfile::tempdir().unwrap();
    let book = Book::open_saving(&desk.place(), &secret, "x", Some(stick.path()), at(4)).unwrap();
    assert_eq!((book.info().unwrap().schema, book.info().unwrap().employees), (SCHEMA, 1));
    book.close().unwrap();
    let copy = stick.path().join("000001.backup");
    let manifest = Manifest::read(&copy).unwrap();
    assert_eq!((manifest.schema, manifest.occasion), (10, Some(Occasion::BeforeUpgrade)));
    let back = restore(&copy, &desk.dir.path().join("back"), &secret, "x", at(5)).unwrap().book;
    assert_eq!(back.info().unwrap().employees, 1, "and the copy gives the book back");
}
