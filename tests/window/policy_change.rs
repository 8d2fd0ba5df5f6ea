//! 政策变动 — a closed month → a pack of an unknown key → its effect → taken in → 补差 accepted → in the ledger → undone.

use shebao_desk::policy::pack::{PackBody, PackDocument, sign};
use shebao_tests::signing_key;

use crate::driver::Window;

/// 邓强 of assets/samples/demo.toml declares 9,800 in 北京, 2,700 below this floor: 16 % of the difference are 432.00.
const PERSON: &str = "邓强";
const FLOOR: &str = "12500";

/// The closed month of the journey, the one before the present.
const MONTH: &str = "2026-10";

/// The open month after it.
const BOOKED: &str = "2026-11";

/// A pack that raises the floor of one insurance from the closed month on, published after it was closed.
fn pack() -> (String, String) {
    let text = format!(
        "insurance = \"pension\"\n[[bounds]]\nfrom = \"{MONTH}\"\nfloor = \"{FLOOR}\"\ncap = \"36000\"\nstatus = \"final\"\n\
         evidence = \"quoted\"\npublished = \"2026-11-18\"\nchecked = \"2026-11-19\"\n\
         source = {{ title = \"关于调整缴费基数下限的通知（示例）\", quote = \"下限为12500元。\" }}\n"
    );
    let body = PackBody {
        pack: "示例".to_owned(),
        number: 1,
        issued: "2026-11-19".parse().unwrap(),
        issuer: "示例政策资料社".to_owned(),
        documents: vec![PackDocument { path: "regions/110000-beijing/pension.toml".to_owned(), text }],
    };
    sign(&body, signing_key()).unwrap()
}

#[test]
fn from_a_late_publication_to_the_line_in_the_ledger_and_back() {
    let window = Window::open("policy", "2026-11-20");
    window.press("first-demo");
    window.see("demo-ribbon");
    close(&window);
    take_in(&window);
    accept(&window);
    window.press("menu-ledger");
    window.see("ledger-search").fill(PERSON);
    // The month's own row and the difference of October below it.
    window.wait_for_text("cell-1-kind", |text| text.contains("补差"));
    window.wait_for_text("cell-1-period", |text| text == MONTH);
    window.wait_for_text("cell-1-pension.employer", |text| text == "432.00");
    window.picture("7-ledger");
    window.script("window.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true }))");
    window.find(".ant-modal-confirm-btns .ant-btn-primary").click().unwrap();
    window.wait_until(
        "the difference to leave the ledger",
        "return !document.querySelector('[data-testid=\"cell-1-kind\"]')",
    );
    window.picture("8-undone");
    window.must_not_have_complained();
}

/// Closes October after its effect was shown, and goes on to November.
fn close(window: &Window) {
    window.press("menu-ledger");
    window.see("ledger-grid");
    while window.see("month-current").text() != MONTH {
        let later = window.see("month-current").text().as_str() < MONTH;
        window.press(if later { "month-next" } else { "month-previous" });
    }
    window.press("ledger-close");
    window.wait_for_text("close-effect", |text| text.contains("不再改变"));
    // 王小明's missing records are warned of.
    window.see("close-reason").fill("缺失的记录已向经办机构申请补录");
    window.picture("1-close");
    window.press("close-submit");
    let seal = window.wait_for_text("close-seal", |text| text.len() == 9);
    window.picture("2-seal");
    window.press("close-submit");
    window.wait_for_text("ledger-seal", |text| text.contains(&seal));
    window.press("month-next");
    window.wait_for_text("month-current", |text| text == BOOKED);
}

/// The pack: its fingerprint, its effect, taken in.
fn take_in(window: &Window) {
    let (text, fingerprint) = pack();
    let file = window.folder().join("示例.policy");
    std::fs::write(&file, text).unwrap();
    window.press("menu-policy");
    window.all(".frame-content .ant-tabs-tab")[1].click().unwrap();
    window.answer_dialogs(&[&file]);
    window.press("change-pick");
    window.wait_for_text("fingerprint", |text| text == fingerprint);
    window.picture("3-key");
    window.find("[data-testid=\"unknown-key\"] .ant-checkbox-input").click().unwrap();
    window.press("key-trust");
    window.wait_for_text("preview-months", |text| text.contains("已封账：列为补差建议") && text.contains("新落到下限"));
    window.picture("4-effect");
    window.press("change-take");
    window.wait_for_text("undo-note", |text| text.contains("已采用"));
    window.wait_for_text("layers", |text| text.contains("示例政策资料社"));
}

/// Every proposal, booked in November.
fn accept(window: &Window) {
    window.press("change-true-ups");
    window.see("true-up-grid");
    window.picture("5-true-ups");
    window.press("true-up-accept");
    window.see("true-up-booked").fill(BOOKED);
    window.press("true-up-submit");
    window.wait_for_text("undo-note", |text| text.contains("已记入 2026-11"));
    window.picture("6-accepted");
}
