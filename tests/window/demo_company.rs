//! 演示公司 — first run → demo company → ledger → the reason of an amount → statement → the saved file.

use std::path::Path;
use std::process::Command;

use crate::driver::Window;

/// 王小明 of assets/samples/demo.toml: declared base 9,500; 8 % pension of the employee is 760.00, 16 % of the employer 1,520.00.
const PERSON: &str = "王小明";
const PENSION: [(&str, &str); 2] = [("employer", "1,520.00"), ("employee", "760.00")];

#[test]
fn from_the_first_screen_to_a_printed_statement() {
    let window = Window::open("demo", "2026-11-20");
    window.see("first-run");
    window.picture("1-first-run");

    window.press("first-demo");
    window.see("demo-ribbon");
    window.see("home-page");
    window.wait_for_text("company", |text| text == "演示科技有限公司");
    window.picture("2-home");

    window.press("menu-ledger");
    window.see("ledger-grid");
    window.picture("3-ledger");
    window.see("ledger-search").fill(PERSON);
    for (side, amount) in PENSION {
        window.wait_for_text(&format!("cell-0-pension.{side}"), |text| text == amount);
    }

    window.press("cell-0-pension.employee");
    let reason = window.wait_for_text("reason-panel", |text| text.contains("为什么是 760.00") && text.contains("8%"));
    assert!(reason.contains(PERSON) && reason.contains("9,500.00"), "{reason}");
    window.picture("4-reason");

    window.press("menu-roster");
    window.see("roster-search").fill(PERSON);
    window.wait_for_text("cell-0-name", |text| text == PERSON);
    window.press("cell-0-name");
    window.see("person-page");
    window.picture("5-person");

    window.press("person-statement");
    window.see("statement-from").fill("2026-09");
    window.see("statement-to").fill("2026-11");
    window.press("statement-preview");
    window.find("[data-testid=\"pdf-page-1\"][data-drawn=\"true\"]");
    window.picture("6-preview");

    let file = window.folder().join("说明.pdf");
    window.answer_dialogs(&[&file]);
    window.press("statement-save");
    window.wait_for_file(&file);
    window.see("statement-open");
    window.picture("7-saved");

    let text = text_of(&file);
    for expected in ["社保状态说明", PERSON, "演示科技有限公司", "2026-09", "2026-10", "2026-11", "760.00", "1,520.00"]
    {
        assert!(text.contains(expected), "the file does not say {expected}:\n{text}");
    }
    window.must_not_have_complained();
}

/// The text of a PDF, as any reader of it extracts it.
fn text_of(file: &Path) -> String {
    let read = Command::new("pdftotext").args(["-layout", "-enc", "UTF-8"]).arg(file).arg("-").output();
    String::from_utf8(read.expect("pdftotext (package poppler-utils)").stdout).unwrap()
}
