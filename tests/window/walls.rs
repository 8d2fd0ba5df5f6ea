//! 围墙 — what a hostile page would try is refused.

use crate::driver::Window;

#[test]
fn a_page_cannot_leave_or_reach_out() {
    let window = Window::open("walls", "2026-11-20");
    window.see("first-run");

    let blocked = window.script(
        "return (async () => {
            const tries = {
                fetch: () => fetch('http://127.0.0.1:9/'),
                plugin: () => window.__TAURI_INTERNALS__.invoke('plugin:opener|open_url', { url: 'http://127.0.0.1:9/' }),
                dialog: () => window.__TAURI_INTERNALS__.invoke('plugin:dialog|open', {}),
                unlisted: () => window.__TAURI_INTERNALS__.invoke('no_such_command'),
                evaluate: async () => (0, eval)('1'),
                path: () => window.__TAURI_INTERNALS__.invoke('book_open', { request: { id: '../../etc', password: 'x' } }),
            };
            const passed = [];
            for (const [name, attempt] of Object.entries(tries)) {
                try { await attempt(); passed.push(name); } catch {}
            }
            return passed.join(' ');
        })()",
    );
    assert_eq!(blocked, "", "these went through");

    window.script(
        "const s = document.createElement('script'); s.textContent = 'window.inline = 1'; document.body.append(s);",
    );
    assert_eq!(window.script("return String(window.inline)"), "undefined", "an inline script ran");
    window.script(
        "const a = document.createElement('a'); a.href = 'http://127.0.0.1:9/'; document.body.append(a); a.click();",
    );
    assert_eq!(window.script("return location.href.startsWith('tauri://localhost')"), true, "the page left");
    assert_eq!(window.script("return window.open('http://127.0.0.1:9/') === null"), true, "a second window opened");
    assert_eq!(window.script("return Object.isFrozen(Object.prototype)"), true);
    assert_eq!(window.script("return typeof window.__TAURI__"), "undefined");
}
