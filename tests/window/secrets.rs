//! 密码、用户、恢复卡、恢复 — every way into the book, walked once: a second user, a new password, the wrong one, the card, and
//! a backup that becomes a book without who was erased since.

use std::path::Path;

use crate::driver::Window;
use crate::own_book::{PASSWORD, create_with_card, of_people, take_in};
use crate::taught::choose;

const BOOK: &str = "known-91110105EXAMPLE111";
const SECOND: &str = "第二位同事的长密码";
const NEW: &str = "换过一次的长密码";
const BY_CARD: &str = "凭恢复卡设的长密码";

fn gone(window: &Window, testid: &str) {
    window.wait_until(testid, &format!("return document.querySelector('[data-testid=\"{testid}\"]') === null"));
}

fn lock(window: &Window) {
    window.press("book-lock");
    window.see("first-run");
}

fn open(window: &Window, password: &str) {
    window.press(BOOK);
    window.see("open-password").fill(password);
    window.press("open-submit");
}

/// A clerk of her own name, and a new password for oneself; the old one opens nothing more.
fn a_second_user_and_a_new_password(window: &Window) {
    window.press("menu-settings");
    window.press("user-add");
    window.see("user-name").fill("李经办");
    choose(window, "user-role", "经办");
    window.see("user-secret").fill(SECOND);
    window.see("user-secret-again").fill(SECOND);
    window.see("user-own").fill("不是这个密码");
    window.press("user-submit");
    window.wait_for_text("failure", |text| text.contains("密码不正确"));
    window.picture("1-own-password-wrong");
    window.see("user-own").fill(PASSWORD);
    window.press("user-submit");
    window.wait_for_text("users", |text| text.contains("李经办"));
    gone(window, "user-submit");
    window.picture("2-second-user");
    window.press("user-password");
    window.see("password-old").fill(PASSWORD);
    window.see("password-new").fill(NEW);
    window.see("password-new-again").fill(NEW);
    window.picture("3-new-password");
    window.press("password-submit");
    gone(window, "password-submit");
    lock(window);
    open(window, PASSWORD);
    window.wait_for_text("failure", |text| text.contains("密码不正确"));
    window.picture("4-old-password");
    window.see("open-password").fill(NEW);
    window.press("open-submit");
    window.wait_for_text("users", |text| text.contains("周会计（您）"));
    lock(window);
    open(window, SECOND);
    window.wait_for_text("users", |text| text.contains("李经办（您）"));
    window.picture("5-as-the-second");
    assert!(window.all("[data-testid=\"user-add\"]").is_empty(), "only the 负责人 adds users");
    lock(window);
}

/// The card opens what no password does, and sets a new one.
fn by_the_card(window: &Window, card: &str) {
    window.press(BOOK);
    window.press("open-forgot");
    window.see("recover-code").fill(&card.replacen(&card[..1], if card.starts_with('0') { "1" } else { "0" }, 1));
    window.see("recover-password").fill(BY_CARD);
    window.press("recover-submit");
    window.wait_for_text("failure", |text| text.contains("恢复码"));
    window.picture("6-card-mistyped");
    window.see("recover-code").fill(card);
    window.press("recover-submit");
    window.wait_for_text("users", |text| text.contains("周会计（您）"));
    window.picture("7-by-card");
    lock(window);
    open(window, NEW);
    window.wait_for_text("failure", |text| text.contains("密码不正确"));
    window.see("open-password").fill(BY_CARD);
    window.press("open-submit");
    window.wait_for_text("users", |text| text.contains("周会计（您）"));
}

/// A backup on a stick, an erasure after it, and the stick's copy restored: it forgets again, and says so.
fn restored(window: &mut Window, stick: &Path) {
    window.answer_dialogs(&[stick]);
    window.press("book-backup");
    window.wait_for_file(&stick.join("000001.json"));
    window.open_again("2046-04-01");
    open(window, BY_CARD);
    window.see("home-page");
    window.script("location.hash = '#/settings/privacy/keeping'; return true");
    window.press("erase-待编001");
    window.see("erase-scope");
    window.see("erase-password").fill(BY_CARD);
    window.press("erase-submit");
    window.wait_for_text("erased", |text| text.contains("已删除人员"));
    gone(window, "erase-submit");
    lock(window);
    // Only the copy lies on the stick; what this PC knows of the erasure lies beside its books.
    let marks = std::fs::read_dir(stick).unwrap().map(|entry| entry.unwrap().path());
    for file in marks.filter(|path| path.extension().is_some_and(|e| e == "sealed")) {
        std::fs::remove_file(file).unwrap();
    }
    window.press("first-restore");
    window.answer_dialogs(&[&stick.join("000001.backup")]);
    window.press("restore-pick");
    window.wait_for_text("restore-file", |text| text.ends_with("000001.backup"));
    window.see("restore-password").fill(BY_CARD);
    window.picture("8-restore");
    window.press("restore-submit");
    window.wait_for_text("restored", |text| text.contains("这 1 人"));
    window.picture("9-restored");
    window.press("restored-read");
    window.press("menu-roster");
    window.press_in(".ant-segmented-item", "全部", "");
    window.see("roster-search").fill("孔露悦");
    window.wait_for_text("roster-page", |text| text.contains("没有符合条件的员工"));
}

#[test]
fn every_way_into_the_book() {
    let mut window = Window::open("secrets", "2026-04-01");
    let card = create_with_card(&window);
    for name in ["单位参保参数", "花名册"] {
        take_in(&window, &of_people(name));
    }
    a_second_user_and_a_new_password(&window);
    by_the_card(&window, &card);
    let stick = window.folder().join("stick");
    std::fs::create_dir(&stick).unwrap();
    restored(&mut window, &stick);
    window.must_not_have_complained();
}
