//! 一个月 — a newcomer's alert → cost before the click → receipt → computed → declared → a month later the three sources →
//! the cause to the fen → alert → checklist → seal → statement with its code → reopened → reversal → sealed again.

use std::path::Path;
use std::process::Command;

use crate::driver::Window;
use crate::own_book::{PASSWORD, create, take_in};
use crate::small_company::{NEWCOMER, month_sheets, unit_and_people};

/// The company of three (small_company.rs), all insurances and the fund: employers
/// 1,520 + 931 + 47.50 + 38 + 1,140, 1,920 + 1,176 + 60 + 48 + 1,440 and 1,600 + 980 + 50 + 40 + 1,200.
const EMPLOYER: &str = "12,190.50";

/// Employees: 760 + 193 + 47.50 + 1,140, 960 + 243 + 60 + 1,440 and 800 + 203 + 50 + 1,200.
const EMPLOYEE: &str = "7,096.50";

const TOTAL: &str = "19,287.00";

/// 王小明's medical insurance: 9,500 × 9.8 % = 931.00, 9,500 × 2 % + 3 = 193.00.
const MISSING: [&str; 3] = ["931.00", "193.00", "1,124.00"];

#[test]
fn from_the_first_alert_to_the_second_seal() {
    let mut window = Window::open("month", "2026-02-10");
    create(&window);
    for file in unit_and_people(window.folder()) {
        take_in(&window, &file);
    }
    enrol(&window);
    compute(&window);
    declare(&window);

    // More than the thirty days after the month's end that a unit waits unless it sets a limit of its own.
    window.open_again("2026-03-31");
    window.press("known-91110105EXAMPLE111");
    window.see("open-password").fill(PASSWORD);
    window.press("open-submit");
    window.see("home-page");
    for file in month_sheets(window.folder()) {
        take_in(&window, &file);
    }
    reconcile(&window);
    alerted(&window);
    let seal = close(&window, "经办机构补录中，次月再核对");
    let paper = statement(&window);
    assert!(paper.contains(&seal), "the statement carries {seal}:\n{paper}");
    reopen(&window);
    let second = close(&window, "基数已更正，经办机构补录中");
    assert_ne!(second, seal, "another month's lines have another seal");
    reversed(&window, &seal);
    window.must_not_have_complained();
}

/// The alert of the newcomer leads to her task; social insurance and fund are entered and their receipts recorded.
fn enrol(window: &Window) {
    window.press("menu-home");
    window.wait_for_text("alert-row-enroll_due", |text| text.contains("李静") && text.contains("还剩 30 天"));
    window.picture("1-alert");
    window.press("alert-enroll_due");
    // 10,000: employer 1,600 + 980 + 50 + 40, employee 800 + 203 + 50; the fund 12 % each.
    for (scope, costs) in [("社会保险", ["2,670.00", "1,053.00"]), ("住房公积金", ["1,200.00", "1,200.00"])] {
        let row = format!("[data-testid=\"task-enroll-{NEWCOMER}\"]");
        window.press_in(&row, scope, "[data-testid=\"task-entry\"]");
        window.see("entry-base").fill("10000");
        window.wait_for_text("cost-preview", |text| costs.iter().all(|cost| text.contains(cost)));
        window.picture(&format!("2-cost-{scope}"));
        window.press("entry-submit");
        gone(window, "entry-submit");
        window.press_in(&row, scope, "[data-testid=\"task-receipt\"]");
        window.see("receipt-number").fill("示例回执0210");
        window.press("receipt-submit");
        gone(window, "receipt-submit");
    }
    gone(window, &format!("task-enroll-{NEWCOMER}"));
    window.picture("3-tasks-done");
}

/// The month's amounts, in the ledger and on the home page.
fn compute(window: &Window) {
    window.press("menu-ledger");
    window.press("ledger-run");
    window.see("ledger-grid");
    window.see("ledger-search").fill("李静");
    for (cell, amount) in [("pension.employer", "1,600.00"), ("medical.employee", "203.00")] {
        // A value that runs on has its mark before the amount.
        window.wait_for_text(&format!("cell-0-{cell}"), |text| text.ends_with(amount));
    }
    window.picture("4-ledger");
    window.press("menu-home");
    window.wait_for_text("month-due", |text| text == TOTAL);
    let summary = window.see("month-summary").text();
    assert!(summary.contains(EMPLOYER) && summary.contains(EMPLOYEE), "{summary}");
    window.picture("5-home");
}

/// The declaration sheet holds her base.
fn declare(window: &Window) {
    window.press("menu-exchange");
    window.press_in(".frame-content .ant-tabs-tab", "导出", "");
    window.press("export-kind");
    window.press_in(".ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option", "申报", "");
    let file = window.folder().join("申报表.xlsx");
    window.answer_dialogs(&[&file]);
    window.press("export-start");
    window.wait_for_file(&file);
    window.wait_for_text("export-done", |text| text.contains("3 行"));
    window.picture("6-declared");
    let sheet = text_of(&file);
    assert!(sheet.contains("李静") && sheet.contains("10000"), "the declaration:\n{sheet}");
}

/// The three sources differ by 王小明's medical insurance, the cause names it, and nothing is left open.
fn reconcile(window: &Window) {
    window.press("menu-reconciliation");
    window.see("recon-grid");
    window.wait_for_text("recon-causes", |text| text.contains("已扣款，经办机构无记录") && text.contains("王小明"));
    let causes = window.see("recon-causes").text();
    for amount in MISSING {
        assert!(causes.contains(&format!("-{amount}")), "{amount} in the causes:\n{causes}");
    }
    assert!(causes.contains("工行流水_北京_202602.xlsx"), "the debit is the proof:\n{causes}");
    window.wait_for_text("recon-residual", |text| text.contains("0.00"));
    // 8,001.00 + 3,726.00 + 7,560.00 debited; the agencies hold 1,124.00 less.
    let band = window.see("recon-band").text();
    assert!(band.contains(TOTAL) && band.contains("18,163.00"), "{band}");
    window.picture("7-reconciliation");
    // The row of the insurance gives the same causes, summed.
    window.press_in(".frame-content .ant-tabs-tab", "按所属期", "");
    window.see("recon-period");
    window.script("document.querySelector('[data-testid=recon-period] .grid-scroll').scrollLeft = 10_000");
    let told = format!("已扣款，经办机构无记录 -{}", MISSING[2]);
    window.wait_for_text("recon-period", |text| text.contains(&told));
    window.picture("7-period");
}

/// The home page says whose cover is missing, and what it costs.
fn alerted(window: &Window) {
    window.press("menu-home");
    window.wait_for_text("alert-list", |text| text.contains("王小明") && text.contains(MISSING[2]));
    window.picture("8-alert");
}

/// Recomputed where facts have changed, the warnings read, a reason given, sealed; gives the code.
fn close(window: &Window, reason: &str) -> String {
    window.press("menu-ledger");
    window.see("ledger-grid");
    window.press("ledger-run");
    window.press("ledger-close");
    window.wait_for_text("checklist", |text| text.contains("对账差异"));
    assert!(window.all("[data-testid=\"checklist\"] [data-state=\"block\"]").is_empty(), "nothing forbids closing");
    window.see("close-reason").fill(reason);
    window.picture("9-checklist");
    window.press("close-submit");
    let seal = window.wait_for_text("close-seal", |text| text.len() == 9);
    window.picture("10-seal");
    window.press("close-submit");
    window.wait_for_text("ledger-seal", |text| text.contains(&seal));
    seal
}

fn statement(window: &Window) -> String {
    window.press("menu-roster");
    window.see("roster-search").fill("王小明");
    window.wait_for_text("cell-0-name", |text| text == "王小明");
    window.press("cell-0-name");
    window.press("person-statement");
    // From the book's first month to the month in view: February.
    window.see("statement-from");
    window.press("statement-preview");
    window.find("[data-testid=\"pdf-page-1\"][data-drawn=\"true\"]");
    window.picture("11-statement");
    let file = window.folder().join("说明.pdf");
    window.answer_dialogs(&[&file]);
    window.press("statement-save");
    window.wait_for_file(&file);
    let text = Command::new("pdftotext").arg("-layout").arg(&file).arg("-").output();
    String::from_utf8(text.expect("pdftotext (package poppler-utils)").stdout).unwrap()
}

/// Opened again with a reason; 李静's base was 10,500.
fn reopen(window: &Window) {
    window.press("menu-ledger");
    window.press("ledger-reopen");
    window.see("reopen-reason").fill("李静的申报基数应为 10,500");
    window.picture("12-reopen");
    window.press("reopen-submit");
    window.see("ledger-close");
    window.press("menu-roster");
    window.see("roster-search").fill("李静");
    window.wait_for_text("cell-0-name", |text| text == "李静");
    window.press("cell-0-name");
    window.press("person-declare");
    window.see("entry-amount").fill("10500");
    window.press("entry-unit");
    window.press_in(".ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option", "示例", "");
    window.wait_for_text("cost-preview", |text| text.contains("1,680.00"));
    window.picture("13-base");
    window.press("entry-submit");
    gone(window, "entry-submit");
}

/// What was sealed stands reversed beside what holds now: 500 × (16 + 9.8 + 0.5 + 0.4) % and 500 × (8 + 2 + 0.5) %.
fn reversed(window: &Window, seal: &str) {
    window.press("reversals");
    let dialog = window.find("[role=\"dialog\"]").text();
    for expected in [seal, "冲销 15 行", EMPLOYER, EMPLOYEE, "133.50", "52.50", "李静的申报基数应为 10,500"]
    {
        assert!(dialog.contains(expected), "{expected} in the reversal:\n{dialog}");
    }
    window.picture("14-reversal");
}

/// Waits until the element of that test id has left the page.
fn gone(window: &Window, testid: &str) {
    let css = format!("[data-testid=\"{testid}\"]");
    window.wait_until(
        &format!("`{testid}` to go"),
        &format!("return ![...document.querySelectorAll('{css}')].some((one) => one.checkVisibility())"),
    );
}

/// Every text of a workbook.
fn text_of(file: &Path) -> String {
    use calamine::{Reader, Xlsx, open_workbook};
    let mut workbook: Xlsx<_> = open_workbook(file).unwrap();
    let sheets = workbook.worksheets();
    let cells = sheets.iter().flat_map(|(_, sheet)| sheet.cells().map(|(_, _, cell)| cell.to_string()));
    cells.collect::<Vec<_>>().join(" ")
}
