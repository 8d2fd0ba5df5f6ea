//! 自动锁定 — nobody touches the window: the screen is blank of the book, its file is closed, and another program may open it.

use std::time::{Duration, Instant};

use shebao_desk::Desk;

use crate::driver::Window;
use crate::own_book::{PASSWORD, create};

/// A minute of the idle limit counts as a second here, and ten minutes are the default.
const LIMIT: Duration = Duration::from_secs(10);

#[test]
fn an_idle_window_locks_the_book() {
    let window = Window::open_with("locked", "2026-03-31", &[("SHEBAO_FAST_IDLE", "1")]);
    create(&window);
    let since = Instant::now();
    // The last touch is later than this.
    window.press("menu-settings");
    window.wait_for_text("users", |text| text.contains("周会计"));
    let book = window.folder().join("data/books/91110105EXAMPLE111");
    assert!(opened(&book).is_err(), "the window holds the book");
    window.see("first-run");
    let waited = since.elapsed();
    assert!(waited >= LIMIT, "locked after {waited:?}, before the limit");
    assert!(opened(&book).is_ok(), "its file is closed and its lock given back");
    let left = window.script("return document.body.textContent.includes('周会计')");
    assert_eq!(left, false, "nothing of the book stays in the page");
    window.picture("1-locked");
    window.press("known-91110105EXAMPLE111");
    window.see("open-password").fill(PASSWORD);
    window.press("open-submit");
    window.see("users");
    window.must_not_have_complained();
}

fn opened(book: &std::path::Path) -> Result<(), String> {
    let tools = std::sync::Arc::new(shebao_desk::Tools::load("unused".into()).expect("the tools"));
    let now = chrono::NaiveDate::from_ymd_opt(2026, 3, 31).expect("a day").and_hms_opt(12, 0, 0).expect("noon");
    Desk::open(tools, book, PASSWORD, now).map(drop).map_err(|failure| format!("{:?}", failure.code))
}
