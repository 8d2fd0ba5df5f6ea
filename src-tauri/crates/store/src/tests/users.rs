//! Users and their passwords: a second one, one that goes, and what guessing costs.

use std::fs;

use super::*;

const OTHER: &str = "乙的很长的口令";

fn open_as(desk: &Desk, user: Option<&str>, password: &str, minute: u32) -> Result<Book> {
    Book::open(&desk.place(), &Secret::Password { user, password }, "x", at(minute))
}

fn add(desk: &mut Desk, own: &str, role: Role) -> Result<()> {
    desk.book().add_user(
        own,
        &NewUser { name: "乙", role, medical: role == Role::Clerk, password: OTHER },
        CHEAP,
        at(1),
    )
}

#[test]
fn a_second_user_opens_with_her_own_password_and_role() {
    let mut desk = Desk::new();
    desk.person("00001", NAME);
    assert_eq!(add(&mut desk, "wrong", Role::Viewer).unwrap_err().code(), "wrong_password");
    add(&mut desk, PASSWORD, Role::Viewer).unwrap();
    assert_eq!(add(&mut desk, PASSWORD, Role::Viewer).unwrap_err().code(), "duplicate");
    desk.close();
    let book = open_as(&desk, None, OTHER, 2).unwrap();
    assert_eq!((book.user().name.as_str(), book.user().role), ("乙", Role::Viewer));
    assert_eq!(book.view().employees().unwrap().len(), 1);
    assert_eq!(book.check().unwrap(), []);
    book.close().unwrap();
    assert!(open_as(&desk, Some("王会计"), PASSWORD, 2).is_ok());
}

#[test]
fn a_user_who_goes_opens_nothing_any_more() {
    let mut desk = Desk::new();
    add(&mut desk, PASSWORD, Role::Clerk).unwrap();
    assert_eq!(desk.book().remove_user(PASSWORD, "王会计", at(1)).unwrap_err().code(), "reference", "not oneself");
    assert_eq!(desk.book().remove_user(PASSWORD, "丙", at(1)).unwrap_err().code(), "not_found");
    let kept = fs::read(desk.place().join("keys.json")).unwrap();
    desk.book().remove_user(PASSWORD, "乙", at(1)).unwrap();
    desk.close();
    assert_eq!(open_as(&desk, None, OTHER, 2).map(|_| ()).unwrap_err().code(), "wrong_password");
    // The key file of before, put back: the book itself does not know her.
    fs::write(desk.place().join("keys.json"), kept).unwrap();
    assert_eq!(open_as(&desk, None, OTHER, 2).map(|_| ()).unwrap_err().code(), "unknown_user");
    assert!(open_as(&desk, None, PASSWORD, 2).is_ok());
}

/// Four free tries, then 1, 2, 4 … seconds, also for another program; the right password sets it back.
#[test]
fn wrong_passwords_make_the_next_one_wait() {
    let mut desk = Desk::new();
    desk.close();
    let try_at = |seconds: i64, password: &str| {
        let secret = Secret::Password { user: None, password };
        Book::open(&desk.place(), &secret, "x", at(1) + chrono::Duration::seconds(seconds)).map(|_| ())
    };
    for _ in 0..5 {
        assert_eq!(try_at(0, "wrong").unwrap_err().code(), "wrong_password");
    }
    match try_at(0, PASSWORD) {
        Err(StoreError::TooEarly { seconds }) => assert_eq!(seconds, 1),
        other => panic!("{other:?}"),
    }
    assert_eq!(try_at(1, "wrong").unwrap_err().code(), "wrong_password");
    assert_eq!(try_at(2, PASSWORD).unwrap_err().code(), "too_early", "now two seconds");
    assert!(try_at(3, PASSWORD).is_ok());
    assert_eq!(try_at(3, "wrong").unwrap_err().code(), "wrong_password");
    assert!(try_at(3, PASSWORD).is_ok(), "counted from the beginning again");
    // A clock that is set back by years does not lock the book for as long.
    for n in 0..12 {
        let _ = try_at(1_000_000 + n * 400, "wrong");
    }
    assert!(try_at(0, PASSWORD).is_ok());
    assert!(desk.place().join("book.db").exists(), "nothing is ever erased");
}

#[test]
fn a_key_file_changed_by_hand_is_told() {
    let mut desk = Desk::new();
    add(&mut desk, PASSWORD, Role::Viewer).unwrap();
    desk.close();
    let path = desk.place().join("keys.json");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("\"role\": \"viewer\"", "\"role\": \"owner\"")).unwrap();
    assert_eq!(open_as(&desk, None, OTHER, 1).map(|_| ()).unwrap_err().code(), "damaged");
    // A file of the first release has no seal; it opens, and gets one with the next password.
    let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
    value.as_object_mut().unwrap().remove("mac").unwrap();
    fs::write(&path, value.to_string()).unwrap();
    let mut book = open_as(&desk, None, PASSWORD, 1).unwrap();
    book.change_password(PASSWORD, "第三个很长的口令", CHEAP, at(2)).unwrap();
    assert!(fs::read_to_string(&path).unwrap().contains("\"mac\""));
}

/// A damaged slot refuses the right password as if it were wrong; the newest backup knows better. A password that was
/// changed since the backup is still a wrong one.
#[test]
fn a_damaged_slot_is_told_from_a_wrong_password() {
    const LATER: &str = "换过以后的长口令";
    let mut desk = Desk::new();
    let path = desk.place().join("keys.json");
    let code =
        |desk: &Desk, password: &str, minute| open_as(desk, None, password, minute).map(|_| ()).map_err(|e| e.code());
    let other_salt = || {
        let (mut bytes, name) = (fs::read(&path).unwrap(), b"\"salt\": \"");
        let at = bytes.windows(name.len()).position(|part| part == name).unwrap() + name.len();
        bytes[at] = if bytes[at] == b'0' { b'1' } else { b'0' };
        fs::write(&path, bytes).unwrap();
    };
    let kept = fs::read(&path).unwrap();
    desk.close();
    other_salt();
    assert_eq!(code(&desk, PASSWORD, 1), Err("wrong_password"), "without a backup nobody can tell");
    fs::write(&path, &kept).unwrap();
    let mut book = desk.open().unwrap();
    book.backup(None, at(2), &mut |_, _| true).unwrap();
    book.change_password(PASSWORD, LATER, CHEAP, at(3)).unwrap();
    book.close().unwrap();
    assert_eq!(code(&desk, PASSWORD, 4), Err("wrong_password"), "it was changed, and nothing is damaged");
    fs::write(&path, &kept).unwrap();
    other_salt();
    assert_eq!(code(&desk, PASSWORD, 5), Err("damaged"));
    assert_eq!(code(&desk, "不是这个密码", 6), Err("wrong_password"));
}

#[test]
fn a_backup_is_carried_to_a_second_place_and_rehearsed() {
    let mut desk = Desk::new();
    desk.person("00001", NAME);
    let backup = desk.book().backup_for(Occasion::Closing, at(3)).unwrap();
    assert_eq!(backup.manifest.occasion, Some(Occasion::Closing));
    let place = desk.dir.path().join("usb");
    let carried = desk.book().carry(&backup, &place).unwrap();
    assert_eq!(fs::read(&carried).unwrap(), fs::read(&backup.path).unwrap());
    let secret = Secret::Password { user: None, password: PASSWORD };
    restore(&carried, &desk.dir.path().join("again"), &secret, "x", at(4)).unwrap().book.close().unwrap();
    assert_eq!(desk.book().rehearse_restore(&carried).unwrap(), []);
    assert_eq!(desk.neighbours(), ["again", "book", "usb"], "the rehearsal leaves nothing");
    let mut spoilt = fs::read(&carried).unwrap();
    let middle = spoilt.len() / 2;
    spoilt[middle] ^= 1;
    fs::write(&carried, spoilt).unwrap();
    assert_eq!(desk.book().rehearse_restore(&carried).unwrap_err().code(), "unverified");
}

#[test]
fn old_backups_are_thinned_out_and_strange_files_left_alone() {
    let mut desk = Desk::new();
    let folder = desk.place().join("backups");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("000000.backup"), "not ours").unwrap();
    for minute in 0..14 {
        desk.book().backup_for(Occasion::Interval, at(minute)).unwrap();
    }
    let mut names: Vec<String> =
        fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let expected: Vec<String> = (5..=14).flat_map(|n| [format!("{n:06}.backup"), format!("{n:06}.json")]).collect();
    let marks = names.pop().unwrap();
    assert!(marks.starts_with("tombstones-"), "{marks}");
    assert_eq!(names[1..], expected[..], "the last ten of one day");
    assert_eq!(names[0], "000000.backup");
}
