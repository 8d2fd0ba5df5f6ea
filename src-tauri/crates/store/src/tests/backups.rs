//! Backups that were verified, and the way back.

use std::fs;

use super::*;

#[test]
fn a_backup_is_verified_and_gives_the_book_back() {
    let mut desk = Desk::new();
    desk.person("00001", NAME);
    let mut steps = 0;
    let backup = desk
        .book()
        .backup(None, at(3), &mut |done, all| {
            steps += 1;
            done <= all
        })
        .unwrap();
    assert!(steps > 0);
    assert_eq!(backup.manifest.sequence, 1);
    assert_eq!(backup.manifest.journal_head, desk.book().journal_head().unwrap());
    assert_eq!((backup.manifest.employees, backup.manifest.schema), (1, SCHEMA));
    desk.person("00002", NAME);
    assert_eq!(desk.book().backup(None, at(3), &mut |_, _| true).unwrap().manifest.sequence, 2);
    let leftovers = fs::read_dir(desk.place().join("backups")).unwrap().count();
    assert_eq!(leftovers, 5, "two copies, two manifests, the marks of erased people, nothing half-made");

    let to = desk.dir.path().join("restored");
    let secret = Secret::Password { user: None, password: PASSWORD };
    let restored = restore(&backup.path, &to, &secret, "x", at(4)).unwrap().book;
    assert_eq!(restored.view().employees().unwrap().len(), 1);
    assert_eq!(restored.check().unwrap(), []);
    restored.close().unwrap();
    Book::open(&to, &secret, "x", at(5)).unwrap().close().unwrap();
    let twice = restore(&backup.path, &to, &secret, "x", at(4)).map(|_| ()).unwrap_err();
    assert_eq!(twice.code(), "not_empty");
    let by_card = desk.dir.path().join("by-card");
    restore(&backup.path, &by_card, &Secret::Recovery(&desk.code), "x", at(4)).unwrap();
}

#[test]
fn a_spoilt_backup_is_never_taken_for_a_book() {
    let mut desk = Desk::new();
    desk.person("00001", NAME);
    let backup = desk.book().backup(None, at(3), &mut |_, _| true).unwrap();
    let to = desk.dir.path().join("restored");
    let attempt = |password: &str| {
        let secret = Secret::Password { user: None, password };
        restore(&backup.path, &to, &secret, "x", at(4)).map(|_| ()).map_err(|e| e.code())
    };
    assert_eq!(attempt("wrong"), Err("wrong_password"));
    let sound = fs::read(&backup.path).unwrap();
    let mut spoilt = sound.clone();
    spoilt[sound.len() / 2] ^= 1;
    fs::write(&backup.path, &spoilt).unwrap();
    assert_eq!(attempt(PASSWORD), Err("unverified"));
    fs::write(&backup.path, &sound).unwrap();
    let manifest = backup.path.with_extension("json");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, text.replace("\"employees\": 1", "\"employees\": 2")).unwrap();
    assert_eq!(attempt(PASSWORD), Err("unverified"));
    fs::remove_file(&manifest).unwrap();
    assert_eq!(attempt(PASSWORD), Err("unverified"));
    assert_eq!(desk.neighbours(), ["book"]);
    fs::write(&manifest, text).unwrap();
    assert_eq!(attempt(PASSWORD), Ok(()));
}

#[test]
fn a_stopped_backup_leaves_no_trace() {
    let mut desk = Desk::new();
    let stopped = desk.book().backup(None, at(3), &mut |_, _| false).map(|_| ()).unwrap_err();
    assert_eq!(stopped.code(), "stopped");
    let left = fs::read_dir(desk.place().join("backups")).unwrap().map(|entry| entry.unwrap().file_name());
    let left: Vec<String> = left.map(|name| name.into_string().unwrap()).collect();
    assert!(left.len() == 1 && left[0].starts_with("tombstones-"), "{left:?}");
    desk.person("00001", NAME);
    let elsewhere = desk.dir.path().join("usb");
    let backup = desk.book().backup(Some(&elsewhere), at(3), &mut |_, _| true).unwrap();
    assert!(backup.path.starts_with(&elsewhere));
}
