//! The recovery card later on, and a book that comes back from a backup.

use shebao_desk::{Code, Desk};

use crate::places::{PASSWORD, TODAY, empty, now, tools};
use crate::program::Script;

#[test]
fn the_card_is_shown_again_by_password_only() {
    let place = empty();
    let book = place.book.clone();
    let folder = place.close();
    let mut desk = Desk::open(tools(), &book, PASSWORD, now()).expect("the password");
    assert!(!desk.book_info().expect("info").recovery_confirmed);
    assert_eq!(desk.recovery_card(now()).unwrap_err().code, Code::UnknownRecord, "an open book does not give the code");
    assert_eq!(desk.confirm_recovery(["0000", "0000"]).unwrap_err().code, Code::UnknownRecord);
    assert_eq!(desk.show_recovery("不是这个密码", now()).unwrap_err().code, Code::WrongPassword);
    assert!(desk.recovery_card(now()).is_err());
    let shown = desk.show_recovery(PASSWORD, now()).expect("the password");
    assert!(desk.recovery_card(now()).expect("a card").starts_with(b"%PDF"));
    let groups: Vec<&str> = shown.recovery_code.split('-').collect();
    let [first, second] = shown.confirm_groups.map(|n| groups[usize::from(n) - 1]);
    assert_eq!(desk.confirm_recovery([first, "0000"]).unwrap_err().code, Code::WrongRecoveryCode);
    assert!(desk.confirm_recovery([first, second]).expect("the groups").recovery_confirmed);
    drop(desk);
    let opened = Desk::open_with_recovery(tools(), &book, &shown.recovery_code, "换一个新的长密码", None, now());
    assert!(opened.is_ok(), "the code shown opens the book");
    drop(folder);
}

#[test]
fn a_backup_becomes_a_new_book_or_nothing() {
    let mut place = empty();
    let folder = crate::places::folder();
    let backup = place.desk.book_backup(&folder.path().join("out"), now(), &mut |_| true).expect("a backup").file;
    let backup = std::path::PathBuf::from(backup);
    let to = folder.path().join("restored");
    let wrong = Desk::restore(tools(), &backup, &to, "不是这个密码", now());
    assert_eq!(wrong.err().map(|f| f.code), Some(Code::WrongPassword));
    let (restored, _) = Desk::restore(tools(), &backup, &to, PASSWORD, now()).expect("the backup opens");
    assert_eq!(restored.book_info().expect("info").company, place.desk.book_info().expect("info").company);
    let mut bytes = std::fs::read(&backup).expect("the backup");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&backup, bytes).expect("the backup is a file");
    let second = folder.path().join("second");
    let damaged = Desk::restore(tools(), &backup, &second, PASSWORD, now());
    assert_eq!(damaged.err().map(|f| f.code), Some(Code::BackupUnverified));
    std::fs::remove_file(backup.with_extension("json")).expect("the list beside it");
    let alone = Desk::restore(tools(), &backup, &second, PASSWORD, now());
    assert_eq!(alone.err().map(|f| f.code), Some(Code::BackupUnverified));
    assert!(!second.exists(), "nothing half restored");
}

/// 忘记密码: neither the code nor the new password is ever an argument.
#[test]
fn the_program_opens_a_book_by_its_code_with_a_new_password() {
    const NEW: &str = "换一个新的长密码";
    let mut place = empty();
    let code = place.desk.show_recovery(PASSWORD, now()).expect("the password").recovery_code;
    let book = place.book.clone();
    let folder = place.close();
    let (code_file, new_file) = (folder.path().join("恢复码.txt"), folder.path().join("新密码.txt"));
    std::fs::write(&code_file, format!("{code}\r\n")).expect("written");
    std::fs::write(&new_file, format!("{NEW}\n")).expect("written");
    let recover = |code: &std::path::Path| {
        let [code, new] = [code, new_file.as_path()].map(|path| path.to_str().expect("a path"));
        Script::on(&book, PASSWORD, TODAY).run(&["book", "recover", "--code-file", code, "--new-password-file", new])
    };
    let wrong = recover(&new_file);
    assert_eq!((wrong.code, &wrong.json["error"]["code"]), (4, &"wrong_recovery_code".into()));
    let opened = recover(&code_file);
    assert_eq!((opened.code, &opened.json["user"]), (0, &"负责人".into()), "{opened:?}");
    assert_eq!(Script::on(&book, PASSWORD, TODAY).run(&["book", "info"]).code, 4, "the old password opens nothing");
    assert_eq!(Script::on(&book, NEW, TODAY).done(&["book", "info"])["user"], "负责人");
}
