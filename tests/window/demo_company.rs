//! 演示公司 — first run → demo company → ledger → the reason of an amount → her page → her statement on paper.

use std::process::Command;

use crate::driver::Window;

/// 王小明 of assets/samples/demo.toml: declared base 9,500; 8 % pension of the employee is 760.00, 16 % of the employer 1,520.00.
const PERSON: &str = "王小明";
const PENSION: [(&str, &str); 2] = [("employer", "1,520.00"), ("employee", "760.00")];

#[test]
fn from_the_first_screen_to_the_reason_of_an_amount() {
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
        // The amount stands beside the mark of a value that runs on; no sign and no digit goes with that.
        let shown = |text: &str| {
            text.trim_start_matches(|c: char| !c.is_ascii_digit()) == amount && !text.contains(['-', '−', '－', '('])
        };
        window.wait_for_text(&format!("cell-0-pension.{side}"), shown);
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
    let paper = statement(&window);
    for expected in [PERSON, "社保状态说明", "2026-09", "2026-10", PENSION[0].1, PENSION[1].1] {
        assert!(paper.contains(expected), "the paper holds {expected}:\n{paper}");
    }
    assert!(!paper.contains("2026-08"), "only the months asked for:\n{paper}");
    window.must_not_have_complained();
}

/// Previews her statement of two months, saves it and reads the saved file's text.
fn statement(window: &Window) -> String {
    window.see("statement-from").fill("2026-09");
    window.see("statement-to").fill("2026-10");
    window.press("statement-preview");
    window.find("[data-testid=\"pdf-page-1\"][data-drawn=\"true\"]");
    window.picture("6-statement");
    let file = window.folder().join("说明.pdf");
    window.answer_dialogs(&[&file]);
    window.press("statement-save");
    window.wait_for_file(&file);
    let text = Command::new("pdftotext").arg("-layout").arg(&file).arg("-").output();
    String::from_utf8(text.expect("pdftotext (package poppler-utils)").stdout).unwrap()
}
