//! 自动锁定 — nobody touches the window: the screen is blank of the book, its file is closed, and another program may open it.

use std::time::{Duration, Instant};

use shebao_desk::Desk;

use crate::driver::Window;
use crate::own_book::{PASSWORD, create, of_people, take_in};

/// A minute of the idle limit counts as a second here, and ten minutes are the default.
const LIMIT: Duration = Duration::from_secs(10);

#[test]
fn an_idle_window_locks_the_book() {
    let window = Window::open_with("locked", "2026-03-31", &[("SHEBAO_FAST_IDLE", "1")]);
    create(&window);
    take_in(&window, &of_people("花名册"));
    window.press("menu-roster");
    window.see("roster-grid");
    let name = window.script("return document.querySelector('[data-testid=\"roster-grid\"]').textContent.length > 100");
    assert_eq!(name, true, "people are on the screen");
    let since = Instant::now();
    let book = window.folder().join("data/books/91110105EXAMPLE111");
    assert!(opened(&book).is_err(), "the window holds the book");
    window.see("first-run");
    let waited = since.elapsed();
    assert!(waited >= LIMIT - Duration::from_secs(4), "locked after {waited:?}, before the limit");
    assert!(opened(&book).is_ok(), "its file is closed and its lock given back");
    let left = window.script("return document.body.textContent.includes('花名册') || !!document.querySelector('[data-testid=\"roster-grid\"]')");
    assert_eq!(left, false, "nothing of the book stays in the page");
    window.picture("1-locked");
    window.press("known-91110105EXAMPLE111");
    window.see("open-password").fill(PASSWORD);
    window.press("open-submit");
    window.see("roster-grid");
    window.must_not_have_complained();
}

fn opened(book: &std::path::Path) -> Result<(), String> {
    let tools = std::sync::Arc::new(shebao_desk::Tools::load("unused".into()).expect("the tools"));
    let now = chrono::NaiveDate::from_ymd_opt(2026, 3, 31).expect("a day").and_hms_opt(12, 0, 0).expect("noon");
    Desk::open(tools, book, PASSWORD, now).map(drop).map_err(|failure| format!("{:?}", failure.code))
}
