//! 每个页面 — every screen and tab of the demo company is opened: no foreign word, nothing wider than the window.

use crate::driver::Window;

const SCREENS: [&str; 8] = ["home", "roster", "enrollment", "ledger", "policy", "exchange", "statement", "settings"];

/// What a clerk reads in Latin letters everywhere: keys, her spreadsheet program, the folders of her books.
const KNOWN: [&str; 9] = ["Excel", "Ctrl", "Shift", "Enter", "Alt", "Tab", "data", "books", "demo"];

#[test]
fn every_screen_speaks_chinese_and_fits() {
    let window = Window::open("screens", "2026-11-20");
    window.press("first-demo");
    window.see("home-page");
    for screen in SCREENS {
        window.press(&format!("menu-{screen}"));
        window.find(&format!("a.active[data-testid=\"menu-{screen}\"]"));
        look(&window, screen);
        for tab in 1..tabs(&window) {
            press_tab(&window, tab);
            look(&window, &format!("{screen}-{}", tab + 1));
        }
    }
    window.must_not_have_complained();
}

/// How many tabs the page has beside the frame.
fn tabs(window: &Window) -> usize {
    window.all(TAB).len()
}

const TAB: &str = ".frame-content .ant-tabs-tab, .frame-content .page-head .ant-segmented-item";

fn press_tab(window: &Window, tab: usize) {
    window.all(TAB)[tab].click().unwrap();
}

fn look(window: &Window, screen: &str) {
    // Pages read from the desk; a page at rest shows no spinner.
    window.wait_until("no spinner", "return document.querySelector('.ant-spin-spinning') === null");
    window.picture(screen);
    let width = window.script("return document.documentElement.scrollWidth - window.innerWidth");
    assert_eq!(width, 0, "{screen} is wider than the window");
    let text = window.script("return document.body.innerText");
    let text = text.as_str().unwrap().replace(&*window.folder().to_string_lossy(), "");
    let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| is_foreign(word));
    assert_eq!(words.collect::<Vec<_>>(), [""; 0], "{screen} has words in Latin letters");
}

/// Words of two letters are abbreviations, words in capitals are codes; the book's folder has its own name.
fn is_foreign(word: &str) -> bool {
    word.len() > 2 && word.chars().any(|c| c.is_ascii_lowercase()) && !KNOWN.contains(&word)
}
