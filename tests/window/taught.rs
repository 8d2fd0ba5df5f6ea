//! 教一次就会 — a pay sheet whose headings nobody has seen is mapped in the wizard; the next one with them is known.

use std::path::{Path, PathBuf};

use rust_xlsxwriter::Workbook;

use crate::driver::Window;
use crate::own_book::{create, of_people, take_in};

const HEADINGS: [&str; 5] = ["伙伴", "识别串", "总价", "甲扣", "乙扣"];
/// Field by heading letter, as the wizard offers it.
const MEANINGS: [(&str, &str); 4] = [("A", "姓名"), ("B", "证件号码"), ("C", "应发"), ("D", "养老")];

/// 孟翔 of tests/fixtures/books/public, with what the sheet took from him.
fn pay_sheet(folder: &Path, file: &str, person: (&str, &str)) -> PathBuf {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("甲").unwrap();
    for (column, heading) in (0..).zip(HEADINGS) {
        sheet.write_string(0, column, heading).unwrap();
    }
    sheet.write_string(1, 0, person.0).unwrap();
    sheet.write_string(1, 1, person.1).unwrap();
    for (column, amount) in (2..).zip([10_000.0, 800.0, 203.0]) {
        sheet.write_number(1, column, amount).unwrap();
    }
    let path = folder.join(file);
    workbook.save(&path).unwrap();
    path
}

/// Opens a drop-down, types what is looked for and takes the first that is offered: by keyboard, as a clerk would.
pub fn choose(window: &Window, testid: &str, text: &str) {
    window.press(testid);
    let typed = format!(
        "const input = document.querySelector('[data-testid=\"{testid}\"] input') ?? document.querySelector('[data-testid=\"{testid}\"]');\
         const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;\
         if (!input.readOnly) {{ set.call(input, '{text}'); input.dispatchEvent(new Event('input', {{ bubbles: true }})); }}\
         return true"
    );
    window.script(&typed);
    let open = ".ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option";
    window.wait_until(
        text,
        &format!("return [...document.querySelectorAll('{open}')].some((one) => one.textContent.includes('{text}'))"),
    );
    window.script(&format!(
        "[...document.querySelectorAll('{open}')].find((one) => one.textContent.includes('{text}')).click(); return true"
    ));
}

#[test]
fn unknown_headings_are_mapped_once() {
    let window = Window::open("taught", "2026-03-31");
    create(&window);
    for name in ["单位参保参数", "花名册"] {
        take_in(&window, &of_people(name));
    }
    let person = person();
    let person = (person.0.as_str(), person.1.as_str());
    let (first, second) =
        (pay_sheet(window.folder(), "一.xlsx", person), pay_sheet(window.folder(), "另一张.xlsx", person));

    window.press("menu-exchange");
    window.answer_dialogs(&[&first]);
    window.press("exchange-pick");
    window.see("import-wizard");
    window.see("column-table");
    window.picture("1-unknown");
    choose(&window, "wizard-kind", "工资表");
    for (letter, meaning) in MEANINGS {
        choose(&window, &format!("field-{letter}"), meaning);
    }
    let month = window.find("input[aria-label=\"月份\"]");
    month.fill("2026-03");
    window.see("wizard-remember");
    window.picture("2-mapped");
    window.press("wizard-next");
    window.see("check-step");
    window.press("wizard-next");
    window.see("difference-step");
    window.press("wizard-next");
    window.see("done-step");
    window.press("done-again");

    window.answer_dialogs(&[&second]);
    window.press("exchange-pick");
    window.see("import-wizard");
    window.wait_for_text("import-wizard", |text| text.contains("记住的列对应") && text.contains("工资表"));
    window.picture("3-known");
    window.press("wizard-leave");
    window.must_not_have_complained();
}

/// Somebody of the answer key who has a resident number.
pub fn person() -> (String, String) {
    let key = std::fs::read_to_string(shebao_tests::fixture("books/public/answers.json")).unwrap();
    let key: serde_json::Value = serde_json::from_str(&key).unwrap();
    let one = key["persons"].as_array().unwrap().iter().find(|one| one["name"] == "孟翔").unwrap();
    (one["name"].as_str().unwrap().to_owned(), one["id_no"].as_str().unwrap().to_owned())
}
