//! 数据与隐私 — masks and a reason, what a person asks, who is put away and at last forgotten, and the journal that tells it;
//! then the same book under the eyes of an auditor.

use serde_json::json;

use crate::driver::Window;
use crate::own_book::{PASSWORD, create, go_to, of_people, take_in};
use crate::taught::choose;

/// 潘航: left on 2026-01-23, covered until 2026-01; the number as the key has it.
const NO: &str = "00022";
const NAME: &str = "潘航";
const NUMBER: &str = "110105198511089975";
const AUDITOR: &str = "审计同事的长密码";

/// Goes to a page of the settings by its address, as the tabs do.
fn settings(window: &Window, part: &str) {
    window.script(&format!("location.hash = '#/settings/{part}'; return true"));
    window.see("settings-page");
}

fn gone(window: &Window, testid: &str) {
    window.wait_until(testid, &format!("return document.querySelector('[data-testid=\"{testid}\"]') === null"));
}

/// Everybody, those who left too.
fn find(window: &Window, name: &str) {
    window.press("menu-roster");
    window.press_in(".ant-segmented-item", "全部", "");
    window.see("roster-search").fill(name);
}

/// Her number is masked; why it is looked at is chosen first.
fn shown_with_a_reason(window: &Window) {
    find(window, NAME);
    window.wait_for_text("cell-0-name", |text| text == NAME);
    window.press("cell-0-name");
    let masked = window.wait_for_text("person-identity", |text| text.contains('*'));
    assert!(!masked.contains(NUMBER), "{masked}");
    window.picture("1-masked");
    window.press("person-reveal-identity");
    window.see("reveal-reasons");
    window.picture("2-why");
    window.press("reveal-for-本人查询");
    window.wait_for_text("person-identity", |text| text.contains(NUMBER));
    window.picture("3-shown");
    settings(window, "journal/list");
    let told = ["显示被遮盖的内容", NAME, NO, "身份 · 本人查询", "周会计"];
    window.wait_for_text("journal", |text| told.iter().all(|one| text.contains(one)));
    window.picture("4-journal");
}

/// A copy needs the password once more; a request is taken, and answered by putting it right.
fn copied_asked_corrected(window: &Window) {
    settings(window, "privacy/keeping");
    window.press(&format!("copy-{NO}"));
    let own = window.folder().join("own");
    std::fs::create_dir(&own).unwrap();
    window.answer_dialogs(&[&own, &own]);
    window.see("record-own_password").fill("不是这个密码");
    window.press("record-submit");
    window.wait_for_text("failure", |text| text.contains("密码"));
    assert_eq!(std::fs::read_dir(&own).unwrap().count(), 0, "nothing is written for a wrong password");
    window.picture("5-copy-refused");
    window.see("record-own_password").fill(PASSWORD);
    window.press("record-submit");
    window.wait_for_file(&own.join(format!("个人信息副本_{NO}_20260401/个人信息副本.pdf")));
    gone(window, "record-submit");

    settings(window, "privacy/requests");
    window.press("request-add");
    choose(window, "record-employee_no", NAME);
    choose(window, "record-kind", "更正");
    window.see("record-content").fill("手机号码换了");
    window.picture("6-request");
    window.press("record-submit");
    window.wait_for_text("requests", |text| text.contains("手机号码换了") && text.contains("2026-05-01"));
    gone(window, "record-submit");
    window.press_in("[data-testid=\"requests\"] tbody tr", "手机号码换了", "button.ant-btn-primary");
    window.see("record-phone").fill("13900001111");
    window.see("record-reason").fill("本人来电核对");
    window.picture("7-correct");
    window.press("record-submit");
    window.wait_for_text("requests", |text| text.contains("已更正：本人来电核对"));
    window.picture("8-answered");
}

/// Put away: the month that was closed before names her no more, and no figure of it moves.
fn put_away(window: &Window) {
    window.press("menu-ledger");
    go_to(window, "2026", "2026-01");
    window.see("ledger-search").fill(NAME);
    window.wait_for_text("cell-0-name", |text| text == NAME);
    let before = window.see("cell-0-pension.employer").text();
    settings(window, "privacy/keeping");
    window.press("keeping-set");
    window.see("record-years").fill("2");
    window.press("record-submit");
    window.wait_for_text("keeping", |text| text.contains("2028-01-31"));
    gone(window, "record-submit");
    window.press(&format!("pick-{NO}"));
    window.press("freeze");
    window.see("record-reason").fill("离职，不再办理业务");
    window.press("record-submit");
    window.wait_for_text("keeping", |text| text.contains("封存于 2026-04-01"));
    gone(window, "record-submit");
    window.picture("9-frozen");
    window.press("menu-ledger");
    window.see("ledger-search").fill(NO);
    window.wait_for_text("cell-0-name", |text| text.starts_with("封存人员"));
    assert_eq!(window.see("cell-0-pension.employer").text(), before, "the amount stays");
    window.picture("10-closed-month");
    find(window, NAME);
    window.wait_for_text("roster-page", |text| text.contains("没有符合条件的员工"));
}

/// Two years later nothing obliges to keep her: what goes and what stays is said, then she is forgotten.
fn forgotten(window: &mut Window) {
    window.open_again("2028-02-02");
    window.press("known-91110105EXAMPLE111");
    window.see("open-password").fill(PASSWORD);
    window.press("open-submit");
    window.see("home-page");
    settings(window, "privacy/keeping");
    window.press(&format!("erase-{NO}"));
    window.wait_for_text("erase-scope", |text| text.contains("1 个月，封账码不变"));
    window.picture("11-scope");
    window.see("erase-password").fill(PASSWORD);
    window.press("erase-submit");
    window.wait_for_text("erased", |text| text.contains("已删除人员") && text.contains("2028-02-02"));
    gone(window, "erase-submit");
    window.picture("12-erased");
    window.press("menu-ledger");
    go_to(window, "2026", "2026-01");
    window.see("ledger-search").fill("已删除人员");
    window.wait_for_text("cell-0-name", |text| text.starts_with("已删除人员"));
    let page = window.script("return document.body.innerText");
    assert!(!page.as_str().unwrap().contains(NAME));
    window.picture("13-pseudonym");
    settings(window, "journal/list");
    let told = ["删除个人信息", "封存人员", "更正个人信息", "导出个人信息副本", "登记权利请求"];
    let journal = window.wait_for_text("journal", |text| told.iter().all(|one| text.contains(one)));
    assert!(!journal.contains(NAME), "what was done stays, to whom does not");
    window.press("journal-verify");
    window.wait_until("the chain", "return document.body.innerText.includes('条记录完好')");
    window.picture("14-verified");
}

/// What an auditor may not do, tried past the page.
const CHANGES: [(&str, &str); 5] = [
    ("privacy_freeze", "{ employee_nos: ['00001'], reason: 'x' }"),
    ("privacy_keeping_set", "{ years: 3, request_days: 30 }"),
    ("roster_edit", "{ employee_no: '00001', edit: {} }"),
    ("month_reopen", "{ month: '2026-01', reason: 'x' }"),
    ("roster_reveal", "{ employee_no: '00001', class: 'medical', reason: 'x' }"),
];

fn audited(window: &Window) {
    settings(window, "book");
    window.press("user-add");
    window.see("user-name").fill("钱审计");
    choose(window, "user-role", "审计");
    window.see("user-secret").fill(AUDITOR);
    window.see("user-secret-again").fill(AUDITOR);
    window.see("user-own").fill(PASSWORD);
    window.picture("15-auditor");
    window.press("user-submit");
    window.wait_for_text("users", |text| text.contains("钱审计"));
    gone(window, "user-submit");
    window.press("book-lock");
    window.press("known-91110105EXAMPLE111");
    window.see("open-password").fill(AUDITOR);
    window.press("open-submit");
    window.wait_for_text("users", |text| text.contains("钱审计（您）"));
    window.picture("16-as-auditor");
    settings(window, "privacy/keeping");
    window.see("keeping");
    window.picture("17-auditor-keeping");
    for button in ["keeping-set", "freeze", "copy-00015"] {
        assert!(window.all(&format!("[data-testid=\"{button}\"]")).is_empty(), "{button} is not offered");
    }
    window.press("menu-ledger");
    go_to(window, "2026", "2026-01");
    window.see("ledger-grid");
    window.picture("18-auditor-ledger");
    settings(window, "journal/list");
    window.wait_for_text("journal", |text| text.contains("新增用户"));
    assert!(window.all("[data-testid^=\"journal-undo-\"]").is_empty(), "nothing is taken back by who only looks");
    let before =
        window.script("return window.__TAURI_INTERNALS__.invoke('book_info').then((book) => book.journal_head)");
    for (command, request) in CHANGES {
        let said = window.script(&format!(
            "return window.__TAURI_INTERNALS__.invoke('{command}', {{ request: {request} }}).then(() => 'done', (f) => f.code)"
        ));
        assert_eq!(said, "not_allowed", "{command}");
    }
    let after =
        window.script("return window.__TAURI_INTERNALS__.invoke('book_info').then((book) => book.journal_head)");
    assert_eq!((before.is_string(), before), (true, after), "nothing was changed");
}

#[test]
fn from_a_mask_to_an_erasure_and_under_the_eyes_of_an_auditor() {
    let mut window = Window::open("privacy", "2026-04-01");
    create(&window);
    for name in ["单位参保参数", "花名册", "社保公积金参保台账"] {
        take_in(&window, &of_people(name));
    }
    window.press("menu-ledger");
    go_to(&window, "2026", "2026-01");
    window.press("ledger-run");
    window.see("ledger-grid");
    window.press("ledger-close");
    window.see("close-effect");
    window.see("close-reason").fill("差异下月处理");
    window.press("close-submit");
    window.see("close-seal");
    window.press("close-submit");
    shown_with_a_reason(&window);
    copied_asked_corrected(&window);
    put_away(&window);
    forgotten(&mut window);
    audited(&window);
    window.must_not_have_complained();
}

/// A role's way past the page: every command that the table keeps from it, called by name.
#[test]
fn no_role_gets_around_the_table_in_the_window() {
    let mut window = Window::open("roles", "2026-04-01");
    let book = window.folder().join("data/books/91110105EXAMPLE111");
    crate::staff::book_with_roles(&book);
    window.open_again("2026-04-01");
    window.see("first-run");
    for (role, password) in crate::staff::ROLES {
        let refused = crate::staff::refused(role);
        assert!(refused.len() >= 6, "{role}: {refused:?}");
        let said = window.script(&format!(
            "return (async () => {{
                const invoke = window.__TAURI_INTERNALS__.invoke;
                const code = (call) => call.then(() => 'done', (failure) => failure.code ?? String(failure));
                const state = async () => JSON.stringify(await invoke('book_info'));
                await invoke('book_open', {{ request: {{ id: null, password: {} }} }});
                const before = await state();
                const through = [];
                for (const command of {}) {{
                    const answer = await code(invoke(command, {{ request: {{}} }}));
                    if (answer !== 'not_allowed') through.push(`${{command}}: ${{answer}}`);
                }}
                const same = before === await state();
                await invoke('book_lock');
                return {{ role: JSON.parse(before).role, through, same }};
            }})()",
            json!(password),
            json!(refused)
        ));
        assert_eq!(said, json!({ "role": role, "through": [], "same": true }));
    }
    let nobody = window.script(
        "return window.__TAURI_INTERNALS__.invoke('roster_list', { request: {} }).then(() => 'done', (f) => f.code)",
    );
    assert_eq!(nobody, "no_book_open");
}
