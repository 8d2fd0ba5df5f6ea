//! 收件夹与粘贴 — a bureau's list is dropped into the inbox → offered on the home page → taken in → who is who confirmed →
//! a week later the next one waits → cells copied from a table are pasted → in the ledger of wages.

use std::path::{Path, PathBuf};

use shebao_tests::fixture;

use crate::driver::Window;
use crate::own_book::{PASSWORD, create, of_people, take_in};
use crate::taught::choose;

/// tests/fixtures/books/public/answers.json → bureau_records: the list of 上海 names 16 people in 2026-01 and 15 in
/// 2026-02, none with a number.
const JANUARY: (&str, usize) = ("上海公积金清册202601.xls", 16);
const FEBRUARY: (&str, usize) = ("上海公积金清册202602.xls", 15);

/// A pay sheet of three people of the key as a spreadsheet program puts it on the clipboard: a title over all columns,
/// numbers with commas, document numbers as texts. 养老 is 8 % of 10,000.
const PAID: [(&str, &str); 3] =
    [("孟翔", "440106196601189973"), ("雷蕾婷", "110105198604189967"), ("罗娟", "31010119851011996X")];

#[test]
fn what_arrives_is_offered_and_taken_in() {
    let mut window = Window::open("arriving", "2026-03-31");
    create(&window);
    for name in ["单位参保参数", "花名册", "社保公积金参保台账"] {
        take_in(&window, &of_people(name));
    }
    let inbox = window.folder().join("收件夹");
    std::fs::create_dir(&inbox).unwrap();
    open_tab(&window, INBOX);
    window.answer_dialogs(&[&inbox]);
    window.press("inbox-choose");
    window.wait_for_text("exchange-page", |text| text.contains("文件夹里还没有文件"));

    take_from_home(&window, &inbox, JANUARY);
    give_and_confirm(&window, JANUARY.1);
    the_original_is_kept(&window, &inbox.join(JANUARY.0));

    // Closed for a week; the file that came meanwhile is older than the day she looks.
    std::fs::copy(list(FEBRUARY.0), inbox.join(FEBRUARY.0)).unwrap();
    window.open_again("2026-04-07");
    window.press("known-91110105EXAMPLE111");
    window.see("open-password").fill(PASSWORD);
    window.press("open-submit");
    window.press("menu-home");
    let offered = window.wait_for_text("inbox-offer", |text| text.contains(FEBRUARY.0));
    assert!(!offered.contains(JANUARY.0), "what was taken in is not offered again:\n{offered}");
    window.picture("6-a-week-later");
    window.press(&format!("inbox-take-{}", FEBRUARY.0));
    open_tab(&window, MATCHES);
    window.wait_for_text("matches-confirm-all", |text| text.contains(&FEBRUARY.1.to_string()));

    paste(&window);
    window.must_not_have_complained();
}

/// The tabs of the page in their order.
const INBOX: usize = 1;
const MATCHES: usize = 3;
const BATCHES: usize = 5;

fn open_tab(window: &Window, tab: usize) {
    window.press("menu-exchange");
    window.see("exchange-page");
    window.all(".frame-content .ant-tabs-tab")[tab].click().unwrap();
}

fn list(name: &str) -> PathBuf {
    fixture(&format!("books/public/公积金/{name}"))
}

/// A file is dropped into the folder; the home page offers it with what it is, and takes it in.
fn take_from_home(window: &Window, inbox: &Path, (name, rows): (&str, usize)) {
    std::fs::copy(list(name), inbox.join(name)).unwrap();
    window.press("menu-home");
    let offered = window.wait_for_text("inbox-offer", |text| text.contains(name) && text.contains("公积金清册"));
    assert!(offered.contains(&format!("{rows} 行")) && offered.contains("2026-01"), "{offered}");
    window.picture("5-offered");
    window.press(&format!("inbox-take-{name}"));
    window.wait_until("nothing more to be offered", "return !document.querySelector('[data-testid=\"inbox-offer\"]')");
    assert!(inbox.join(name).exists(), "her folder is left as it was");
}

/// One row is somebody else's, the others are who the program took them for.
fn give_and_confirm(window: &Window, rows: usize) {
    open_tab(window, MATCHES);
    window.wait_for_text("matches-confirm-all", |text| text.contains(&format!("{rows} 行")));
    window.picture("5-matches");
    window.press_first("[data-testid^=\"match-wrong-\"]");
    window.find(".ant-modal-container, .ant-modal-content");
    choose(window, "match-person", "不是花名册里的人");
    window.picture("5-give");
    window.press_first(".ant-modal .ant-btn-primary");
    window.wait_for_text("matches-confirm-all", |text| text.contains(&format!("{} 行", rows - 1)));
    window.press("matches-confirm-all");
    window.wait_for_text("exchange-page", |text| text.contains("没有等待认可的匹配"));
}

/// The original comes back byte for byte, and nothing in the book's folder is a plain copy of it.
fn the_original_is_kept(window: &Window, file: &Path) {
    open_tab(window, BATCHES);
    let out = window.folder().join("取回.xls");
    window.answer_dialogs(&[&out]);
    window.press_first("[data-testid^=\"batch-original-\"]");
    window.wait_for_file(&out);
    let original = std::fs::read(file).unwrap();
    assert!(std::fs::read(&out).unwrap() == original, "byte for byte");
    let head = &original[..64];
    let mut folders = vec![window.folder().join("data")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(bytes) = std::fs::read(&path) {
                assert!(!bytes.windows(head.len()).any(|part| part == head), "plain in {}", path.display());
            }
        }
    }
}

/// A table is copied as a page's table is, so that the clipboard holds both the page and its text, and pasted.
fn paste(window: &Window) {
    let rows: String = PAID
        .iter()
        .map(|(name, number)| {
            format!("<tr><td>{name}</td><td style='mso-number-format:\\\\@'>{number}</td><td>10,000.00</td><td>800.00</td></tr>")
        })
        .collect();
    let heads = "<td>姓名</td><td>身份证号</td><td>应发工资</td><td>养老保险（个人）</td>";
    let table = format!("<table><tr><td colspan=4>2026年4月工资表</td></tr><tr>{heads}</tr>{rows}</table>");
    open_tab(window, 0);
    window.see("paste-box");
    window.script(&format!(
        "const holder = document.createElement('div'); holder.id = 'copied'; holder.innerHTML = \"{table}\";\
         document.body.append(holder); getSelection().selectAllChildren(holder); return true"
    ));
    window.find("body").press_with_ctrl('c');
    window.script("document.querySelector('#copied').remove(); return true");
    window.see("paste-box").press_with_ctrl('v');
    window.wait_for_text("import-wizard", |text| text.contains("粘贴") && text.contains("工资表"));
    window.picture("7-pasted");
    for step in ["check-step", "difference-step", "done-step"] {
        window.press("wizard-next");
        window.see(step);
    }
    window.wait_for_text("done-step", |text| text.contains("已写入 3 行"));
    window.picture("8-pasted-in");
}
