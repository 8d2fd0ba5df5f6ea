//! 围墙 — R16: what a hostile page would try is refused. Each attack reports whether it went through; the same report
//! tells of what must go through, so that silence is not taken for a wall.

use serde_json::{Value, json};

use crate::driver::Window;

/// Attacks that a page carries out by itself; what one of them returns as true has gone through.
const ATTACKS: [(&str, &str); 14] = [
    ("asks a server", "await fetch('http://127.0.0.1:9/')"),
    (
        "asks a server the old way",
        "await new Promise((done, failed) => { const r = new XMLHttpRequest(); r.onload = done; r.onerror = failed; r.open('GET', 'http://127.0.0.1:9/'); r.send(); })",
    ),
    (
        "opens a socket",
        "await new Promise((done, failed) => { const s = new WebSocket('ws://127.0.0.1:9/'); s.onopen = done; s.onerror = failed; })",
    ),
    (
        "loads a picture from outside",
        "await new Promise((done, failed) => { const i = new Image(); i.onload = done; i.onerror = failed; i.src = 'http://127.0.0.1:9/a.png'; })",
    ),
    (
        "loads a script from outside",
        "await new Promise((done, failed) => { const s = document.createElement('script'); s.onload = done; s.onerror = failed; s.src = 'http://127.0.0.1:9/a.js'; document.body.append(s); })",
    ),
    ("runs a script from a text", "(0, eval)('1')"),
    ("makes a function of a text", "new Function('return 1')()"),
    (
        "frames another page",
        "await new Promise((done, failed) => { document.addEventListener('securitypolicyviolation', failed, { once: true }); const f = document.createElement('iframe'); f.onload = () => setTimeout(done, 500); f.src = 'data:text/html,<p>1</p>'; document.body.append(f); })",
    ),
    ("opens a page in the browser", "await invoke('plugin:opener|open_url', { url: 'http://127.0.0.1:9/' })"),
    ("opens a file of the system", "await invoke('plugin:opener|open_path', { path: '/etc/passwd' })"),
    ("opens a dialog by itself", "await invoke('plugin:dialog|open', { options: {} })"),
    ("calls a command that is not listed", "await invoke('no_such_command')"),
    ("closes the window", "await invoke('plugin:window|close', { label: 'main' })"),
    (
        "opens another window",
        "await invoke('plugin:webview|create_webview_window', { options: { label: 'other', url: 'index.html' } })",
    ),
];

/// What must go through, by the same way.
const ALLOWED: [(&str, &str); 2] = [
    ("asks the day", "if (await invoke('today') !== '2026-11-20') throw new Error()"),
    (
        "shows a picture of its own",
        "await new Promise((done, failed) => { const i = new Image(); i.onload = done; i.onerror = failed; i.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='; })",
    ),
];

fn went_through(window: &Window, tries: &[(&str, &str)]) -> Value {
    let bodies: Vec<String> =
        tries.iter().map(|(name, body)| format!("{}: async () => {{ {body}; }}", json!(name))).collect();
    window.script(&format!(
        "return (async () => {{
            const invoke = window.__TAURI_INTERNALS__.invoke;
            const passed = [];
            for (const [name, attempt] of Object.entries({{ {} }})) {{
                try {{ await attempt(); passed.push(name); }} catch {{}}
            }}
            return passed;
        }})()",
        bodies.join(", ")
    ))
}

#[test]
fn a_page_cannot_leave_or_reach_out() {
    let window = Window::open("walls", "2026-11-20");
    window.see("first-run");
    assert_eq!(went_through(&window, &ALLOWED), json!(ALLOWED.map(|(name, _)| name)), "what is allowed");
    assert_eq!(went_through(&window, &ATTACKS), json!([]), "these went through");

    window.script(
        "const s = document.createElement('script'); s.textContent = 'window.inline = 1'; document.body.append(s);",
    );
    assert_eq!(window.script("return String(window.inline)"), "undefined", "an inline script ran");
    window.script(
        "const b = document.createElement('button'); b.setAttribute('onclick', 'window.inline = 1'); document.body.append(b); b.click();",
    );
    assert_eq!(window.script("return String(window.inline)"), "undefined", "an inline handler ran");
    window.script(
        "const a = document.createElement('a'); a.href = 'http://127.0.0.1:9/'; document.body.append(a); a.click();",
    );
    window.script("const f = document.createElement('form'); f.action = 'http://127.0.0.1:9/'; document.body.append(f); f.submit();");
    window.script("window.location = 'file:///etc/passwd'");
    assert_eq!(window.script("return location.href.startsWith('tauri://localhost')"), true, "the page left");
    assert_eq!(window.script("return window.open('http://127.0.0.1:9/') === null"), true, "a second window opened");
    let tampered = "try { Object.prototype.tampered = 1; } catch {} return ({}).tampered === undefined";
    assert_eq!(window.script(tampered), true, "every object was changed");
    assert_eq!(window.script("return typeof window.__TAURI__"), "undefined");
    println!("R16\tpage attacks\t{}\t0", ATTACKS.len() + 7);
}

/// A handle of a book is no path: the page cannot open what lies elsewhere.
#[test]
fn a_handle_is_no_path() {
    let window = Window::open("handles", "2026-11-20");
    window.see("first-run");
    for id in ["../../etc", "/etc", "..", "demo/../..", "C:\\\\"] {
        let ask = format!("book_open', {{ request: {{ id: {}, password: 'x' }} }}", json!(id));
        let said = window.script(&format!(
            "return window.__TAURI_INTERNALS__.invoke('{ask}).then(() => 'opened', (failure) => failure.code)"
        ));
        assert_eq!(said, "book_missing", "{id}");
    }
}
