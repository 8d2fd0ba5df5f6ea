//! 自己的账簿 — new book → recovery card → three legacy files → the month → an amount with its source cell.

use std::path::{Path, PathBuf};

use shebao_tests::fixture;

use crate::driver::Window;

/// 孟翔, 2026-02, 养老 in tests/fixtures/books/public/answers.json: base 13,345; 16 % and 8 %.
const PENSION: [(&str, &str); 2] = [("employer", "2,135.20"), ("employee", "1,067.60")];

pub const PASSWORD: &str = "十二点半去食堂吃饭";

#[test]
fn from_a_new_book_to_the_first_month() {
    let window = Window::open("own-book", "2026-03-31");
    create(&window);
    for name in ["单位参保参数", "花名册", "社保公积金参保台账"] {
        take_in(&window, &of_people(name));
    }
    window.press("menu-ledger");
    go_to(&window, "2026", "2026-02");
    window.press("ledger-run");
    window.see("ledger-grid");
    window.picture("5-ledger");
    window.see("ledger-search").fill("孟翔");
    for (side, amount) in PENSION {
        window.wait_for_text(&format!("cell-0-pension.{side}"), |text| text == amount);
    }
    window.press("cell-0-pension.employer");
    let reason = window.wait_for_text("reason-panel", |text| text.contains("为什么是 2,135.20"));
    assert!(reason.contains("社保公积金参保台账.xlsx"), "the reason leads to the sheet it came from:\n{reason}");
    window.picture("6-reason");

    window.press("book-lock");
    window.see("first-run");
    window.press("known-91110105EXAMPLE111");
    window.see("open-password").fill("不是这个密码");
    window.press("open-submit");
    window.wait_for_text("failure", |text| text.contains("密码"));
    window.picture("7-wrong-password");
    window.see("open-password").fill(PASSWORD);
    window.press("open-submit");
    // She comes back to the page and the month where she locked the book.
    window.see("ledger-grid");
    window.see("ledger-search").fill("mx");
    window.wait_for_text("cell-0-pension.employer", |text| text == PENSION[0].1);
    window.picture("8-opened-again");
    window.must_not_have_complained();
}

pub fn create(window: &Window) {
    create_with_card(window);
}

/// The same; gives what stands on the recovery card.
pub fn create_with_card(window: &Window) -> String {
    window.press("first-create");
    window.see("create-company").fill("示例科技有限公司");
    window.see("create-credit-code").fill("91110105EXAMPLE111");
    window.see("create-user").fill("周会计");
    window.see("create-password").fill(PASSWORD);
    window.see("create-password-again").fill(PASSWORD);
    window.picture("1-create");
    window.press("create-submit");

    window.see("recovery-card");
    let card = window.folder().join("恢复卡.pdf");
    window.answer_dialogs(&[&card]);
    window.press("recovery-save");
    window.wait_for_file(&card);
    window.picture("2-recovery-card");
    let group = |input: &str| -> String {
        let label = window.script(&format!(
            "return document.querySelector('[data-testid=\"{input}\"]').closest('.ant-form-item').querySelector('label').textContent"
        ));
        let number: String = label.as_str().unwrap().chars().filter(char::is_ascii_digit).collect();
        let value = window.script(&format!(
            "return document.querySelector('[data-testid=\"recovery-group-{number}\"]').dataset.value"
        ));
        value.as_str().unwrap().to_owned()
    };
    window.see("recovery-first").fill(&group("recovery-first"));
    window.see("recovery-second").fill(&group("recovery-second"));
    let groups = "return [...document.querySelectorAll('[data-testid^=\"recovery-group-\"]')].map((g) => g.dataset.value).join('-')";
    let card = window.script(groups).as_str().unwrap().to_owned();
    assert_eq!(card.split('-').count(), 14, "fourteen groups");
    window.press("recovery-confirm");
    window.see("home-page");
    window.picture("3-empty-home");
    card
}

/// A sheet of the people of tests/fixtures/books/public.
pub fn of_people(name: &str) -> PathBuf {
    fixture(&format!("books/public/人员/{name}.xlsx"))
}

/// The four steps of the wizard; what differs between sources is shown, and the good rows go in.
pub fn take_in(window: &Window, file: &Path) {
    let name = file.file_stem().unwrap().to_string_lossy();
    window.press("menu-exchange");
    window.answer_dialogs(&[file]);
    window.press("exchange-pick");
    window.see("import-wizard");
    window.picture(&format!("4-{name}-1-columns"));
    window.press("wizard-next");
    window.see("check-step");
    if let Some(choice) = window.all("[data-testid=\"good-rows-only\"]").first()
        && window.script("return document.querySelector('[data-testid=\"good-rows-only\"]').checked") != true
    {
        choice.click().unwrap();
    }
    window.picture(&format!("4-{name}-2-check"));
    window.press("wizard-next");
    window.see("difference-step");
    window.picture(&format!("4-{name}-3-difference"));
    window.press("wizard-next");
    window.see("done-step");
    window.picture(&format!("4-{name}-4-done"));
    window.press("done-again");
}

/// Chooses a month in the navigator, whatever month the page began with.
pub fn go_to(window: &Window, year: &str, month: &str) {
    window.press("month-current");
    for _ in 0..40 {
        let shown = window.find(".month-grid").text();
        assert!(!shown.is_empty());
        let now = window
            .script("return document.querySelector('.month-grid').parentElement.querySelector('strong').textContent");
        let now: String = now.as_str().unwrap().chars().filter(char::is_ascii_digit).collect();
        if now == year {
            break;
        }
        let button = if now.as_str() > year { 0 } else { 1 };
        let buttons = window.all(".ant-popover button.ant-btn");
        buttons[button].click().unwrap();
    }
    window.press(&format!("month-{month}"));
}
