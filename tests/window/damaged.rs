//! 损坏的账簿 — R5 as the clerk meets it: the book does not open, three clicks give it back from its own backup, and the
//! damaged file lies untouched beside it.

use std::path::{Path, PathBuf};

use crate::driver::Window;
use crate::own_book::{PASSWORD, create, of_people, take_in};

const ID: &str = "91110105EXAMPLE111";

#[test]
fn three_clicks_give_a_damaged_book_back() {
    let window = Window::open("damaged", "2026-03-31");
    create(&window);
    for name in ["单位参保参数", "花名册"] {
        take_in(&window, &of_people(name));
    }
    // Locking backs up what changed.
    window.press("book-lock");
    window.see("first-run");
    let books = window.folder().join("data/books");
    let file = books.join(ID).join("book.db");
    let mut bytes = std::fs::read(&file).unwrap();
    for at in (2_048..bytes.len()).step_by(4_096) {
        bytes[at] ^= 0x40;
    }
    std::fs::write(&file, &bytes).unwrap();

    window.press(&format!("known-{ID}"));
    window.see("open-password").fill(PASSWORD);
    window.press("open-submit");
    window.wait_for_text("failure", |text| text.contains("损坏"));
    window.picture("1-damaged");
    window.press("open-rescue");
    // She comes back to the page where she locked the book, and reads what became of the two.
    window.wait_for_text("rescued", |text| text.contains(".damaged-"));
    window.picture("2-rescued");
    window.press("rescued-read");
    window.see("exchange-page");
    window.press("menu-roster");
    window.see("roster-search").fill("孟翔");
    window.wait_for_text("cell-0-name", |text| text == "孟翔");

    let aside = set_aside(&books);
    assert_eq!(std::fs::read(aside.join("book.db")).unwrap(), bytes, "the damaged file is as it was");
    assert!(aside.join("backups").is_dir() && books.join(ID).join("backups").is_dir());
    window.press("book-lock");
    window.see(&format!("known-{ID}"));
    assert_eq!(window.all("[data-testid^=\"known-\"]").len(), 1, "what was set aside is no book to open");
    window.must_not_have_complained();
}

fn set_aside(books: &Path) -> PathBuf {
    let found = std::fs::read_dir(books).unwrap().map(|entry| entry.unwrap().path());
    let mut aside = found.filter(|path| path.to_string_lossy().contains(".damaged-"));
    let one = aside.next().expect("the damaged book was set aside");
    assert!(aside.next().is_none());
    one
}
