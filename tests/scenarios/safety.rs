//! 账簿安全 — backups nobody asked for, a second user, and what the journal proves.

use std::path::Path;

use shebao_desk::wire::book::{AddUser, ChangePassword, RemoveUser};
use shebao_desk::wire::roster::PersonEdit;
use shebao_desk::{Code, Desk, Moment};

use crate::places::{PASSWORD, TODAY, empty, folder, import, migrated, now, person_sheet, tools};
use crate::program::Script;

const OTHER: &str = "另一位用户的长密码";

fn later(minutes: i64) -> Moment {
    now() + chrono::Duration::minutes(minutes)
}

/// How many backups stand in the book's own folder.
fn backups(book: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(book.join("backups")) else { return 0 };
    entries.filter(|entry| entry.as_ref().unwrap().path().extension().is_some_and(|e| e == "backup")).count()
}

#[test]
fn a_changed_book_is_backed_up_without_being_asked() {
    let mut place = empty();
    let book = place.book.clone();
    import(&mut place.desk, &person_sheet("public", "单位参保参数.xlsx"));
    assert_eq!(backups(&book), 1, "before the import");
    let state = place.desk.backup_state(now()).expect("the state");
    assert_eq!((state.occasion.as_deref(), state.changed_since), (Some("导入前"), true));
    assert!(place.desk.keep_safe_if_due(later(28)).expect("rehearsed"), "the first rehearsal of a restore");
    assert!(!place.desk.keep_safe_if_due(later(29)).expect("looked at"), "half an hour has not passed");
    assert!(place.desk.keep_safe_if_due(later(30)).expect("backed up"));
    assert!(!place.desk.keep_safe_if_due(later(90)).expect("looked at"), "nothing changed since");
    let state = place.desk.backup_state(later(90)).expect("the state");
    assert_eq!((state.occasion.as_deref(), state.changed_since), (Some("定时"), false));
    assert_eq!((state.rehearsed.as_deref(), state.problem), (Some("2026-04-01"), None));
    assert_eq!(backups(&book), 2);
    import(&mut place.desk, &person_sheet("public", "员工导入模板示例.xlsx"));
    place.desk.close(later(100)).expect("closed");
    assert_eq!(backups(&book), 3, "the import found a fresh backup, the closing makes one");
    let desk = Desk::open(tools(), &book, PASSWORD, later(101)).expect("opens");
    let state = desk.backup_state(later(101)).expect("the state");
    assert_eq!((state.occasion.as_deref(), state.changed_since), (Some("锁账时"), false));
}

#[test]
fn a_month_is_backed_up_before_it_is_closed() {
    let mut place = migrated("public");
    place.desk.contribution_run("2026-01", None, now()).expect("computed");
    let before = backups(&place.book);
    place.desk.month_close("2026-01", Some("已逐项看过"), later(1)).expect("closed");
    assert_eq!(backups(&place.book), before + 1);
    assert_eq!(place.desk.backup_state(later(1)).expect("the state").occasion.as_deref(), Some("封账前"));
}

#[test]
fn finished_backups_are_carried_to_a_second_place() {
    let mut place = empty();
    let other = folder();
    assert!(place.desk.backup_state(now()).expect("the state").second_overdue, "no second place yet");
    let state = place.desk.backup_second_place(Some(other.path()), now()).expect("carried");
    assert!(state.second_at.is_some() && !state.second_overdue, "{state:?}");
    assert_eq!(backups_in(other.path()), 1);
    import(&mut place.desk, &person_sheet("public", "单位参保参数.xlsx"));
    assert!(place.desk.keep_safe_if_due(later(60)).expect("backed up"));
    assert_eq!(backups_in(other.path()), 2);
    assert!(place.desk.backup_state(later(8 * 24 * 60 + 60)).expect("the state").second_overdue, "after eight days");
    // The stick is gone: the own backup is made all the same, and the clerk is told.
    let gone = other.path().to_path_buf();
    drop(other);
    std::fs::write(&gone, "a file stands where the folder was").expect("written");
    import(&mut place.desk, &person_sheet("public", "员工导入模板示例.xlsx"));
    assert!(place.desk.keep_safe_if_due(later(120)).expect("backed up"));
    let state = place.desk.backup_state(later(120)).expect("the state");
    assert!(state.problem.as_deref().is_some_and(|p| p.starts_with("second_place:")), "{state:?}");
    assert!(!state.changed_since);
    let shut = person_sheet("public", "花名册.xlsx");
    import(&mut place.desk, &shut);
    assert!(!place.desk.keep_safe_if_due(later(124)).expect("looked at"), "what failed is not tried every minute");
    std::fs::remove_file(gone).expect("removed");
}

fn backups_in(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path());
    entries.filter(|path| path.extension().is_some_and(|e| e == "backup")).count()
}

#[test]
fn who_may_only_read_changes_nothing() {
    let mut place = migrated("public");
    let book = place.book.clone();
    let viewer = AddUser {
        name: "王审计".to_owned(),
        role: "auditor".to_owned(),
        password: OTHER.to_owned(),
        own_password: PASSWORD.to_owned(),
    };
    let wrong = AddUser { own_password: "不是这个密码".to_owned(), ..viewer.clone() };
    assert_eq!(place.desk.user_add(&wrong, now()).unwrap_err().code, Code::WrongPassword);
    let short = AddUser { password: "短".to_owned(), ..viewer.clone() };
    assert_eq!(place.desk.user_add(&short, now()).unwrap_err().code, Code::WeakPassword);
    assert_eq!(place.desk.user_add(&viewer, now()).expect("added").users.len(), 2);
    let folder = place.close();
    let mut desk = Desk::open(tools(), &book, OTHER, now()).expect("opens with her own password");
    assert_eq!(desk.book_info().expect("info").role, "auditor");
    assert_eq!(desk.roster_list(None).expect("the roster").len(), 62);
    let edit = PersonEdit { notes: Some("改".to_owned()), ..PersonEdit::default() };
    assert_eq!(desk.roster_edit("00001", &edit, now()).unwrap_err().code, Code::NotAllowed);
    assert_eq!(desk.contribution_run("2026-01", None, now()).unwrap_err().code, Code::NotAllowed);
    assert_eq!(desk.undo(None, now()).unwrap_err().code, Code::NotAllowed);
    assert_eq!(desk.user_add(&viewer, now()).unwrap_err().code, Code::NotAllowed);
    let change = ChangePassword { old: OTHER.to_owned(), new: "她自己换的新密码".to_owned() };
    assert!(desk.user_password(&change, now()).is_ok(), "her own password is hers");
    drop(desk);
    let mut desk = Desk::open(tools(), &book, PASSWORD, now()).expect("the owner");
    let remove = RemoveUser { name: "王审计".to_owned(), own_password: PASSWORD.to_owned() };
    assert_eq!(desk.user_remove(&remove, now()).expect("removed").users.len(), 1);
    drop(desk);
    assert_eq!(Desk::open(tools(), &book, &change.new, now()).err().map(|f| f.code), Some(Code::WrongPassword));
    drop(folder);
}

#[test]
fn wrong_passwords_make_the_desk_wait() {
    let place = empty();
    let book = place.book.clone();
    let folder = place.close();
    for _ in 0..5 {
        let tried = Desk::open(tools(), &book, "不是这个密码", now());
        assert_eq!(tried.err().map(|f| f.code), Some(Code::WrongPassword));
    }
    let failure = Desk::open(tools(), &book, PASSWORD, now()).err().expect("too early");
    assert_eq!((failure.code, failure.params["seconds"].as_str()), (Code::WaitBeforeRetry, "1"));
    assert!(Desk::open(tools(), &book, PASSWORD, now() + chrono::Duration::seconds(1)).is_ok());
    drop(folder);
}

#[test]
fn users_backups_and_the_journal_through_the_program() {
    let place = migrated("public");
    let book = place.book.clone();
    let head = {
        let info = place.desk.book_info().expect("info");
        (place.desk.journal_verify(&[]).expect("walked").rows, info.journal_head)
    };
    let folder = place.close();
    let script = Script::on(&book, PASSWORD, TODAY);
    let secret = folder.path().join("other");
    std::fs::write(&secret, OTHER).expect("written");
    let secret = secret.display().to_string();
    let users = script.done(&["user", "add", "--name", "李经办", "--role", "clerk", "--new-password-file", &secret]);
    assert_eq!(users["users"][1], serde_json::json!({ "name": "李经办", "role": "clerk" }));
    let anchor = format!("{} {}", head.0, head.1);
    let proof = script.done(&["journal", "verify", "--head", &anchor]);
    assert_eq!((&proof["ok"], proof["anchors"].as_u64() >= Some(2)), (&true.into(), true), "{proof}");
    let forged = script.done(&["journal", "verify", "--head", &format!("{} 0000-0000", head.0)]);
    assert_eq!(forged["findings"][0]["check"], "journal_rewritten", "{forged}");
    let ahead = script.done(&["journal", "verify", "--head", "999999 0000-0000"]);
    assert_eq!(ahead["findings"][0]["check"], "journal_cut", "a later head: the book was put back");
    let other = folder.path().join("second").display().to_string();
    assert_eq!(script.done(&["book", "second-place", "--to", &other])["second_overdue"], false);
    assert_eq!(script.done(&["book", "rehearse"])["rehearsed"], TODAY);
    assert!(script.done(&["book", "backups"])["file"].as_str().is_some_and(|file| file.ends_with(".backup")));
    assert_eq!(script.done(&["user", "password", "--new-password-file", &secret])["users"][0]["role"], "owner");
    assert_eq!(script.run(&["user", "list"]).code, 4, "the old password opens nothing");
}
