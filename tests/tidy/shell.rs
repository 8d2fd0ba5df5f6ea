//! 窗口的边界 — short commands, one list of them, one caller.

use std::collections::BTreeSet;

use serde_json::Value;
use syn::{Item, ItemFn};

use crate::source;
use crate::tree::{self, none};

const COMMAND: usize = 10;

/// Every function marked as a command, with the place it stands.
fn commands() -> Vec<(String, String, usize)> {
    let mut found = Vec::new();
    for source in source::product().iter().filter(|source| source.path.starts_with("src-tauri/src/commands/")) {
        for item in &source.file.items {
            if let Item::Fn(function) = item
                && is_command(function)
            {
                let open = function.block.brace_token.span.open().start().line;
                let close = function.block.brace_token.span.close().end().line;
                found.push((function.sig.ident.to_string(), source.at(function.sig.ident.span()), close - open - 1));
            }
        }
    }
    found
}

fn is_command(function: &ItemFn) -> bool {
    function.attrs.iter().any(|attribute| attribute.path().segments.last().is_some_and(|last| last.ident == "command"))
}

#[test]
fn commands_decide_nothing() {
    let long = commands().into_iter().filter(|(_, _, lines)| *lines > COMMAND);
    let offences: Vec<String> =
        long.map(|(name, place, lines)| format!("{place}: {name} has {lines} lines, at most {COMMAND}")).collect();
    none(&offences, "A command parses, asks the desk, maps the error; the rest belongs to the desk:");
}

/// Written, permitted, and granted to the window: the same commands.
#[test]
fn one_list_of_commands() {
    let written: BTreeSet<String> = commands().into_iter().map(|(name, _, _)| name).collect();
    assert!(written.len() > 40, "only {} commands were found", written.len());
    let in_manifest: BTreeSet<String> = tree::read("src-tauri/build.rs")
        .lines()
        .filter_map(|line| Some(line.trim().strip_prefix('"')?.strip_suffix("\",")?.to_owned()))
        .collect();
    assert_eq!(written, in_manifest, "commands and the app manifest of src-tauri/build.rs");
    let capability: Value = serde_json::from_str(&tree::read("src-tauri/capabilities/desk.json")).unwrap();
    let permissions = capability["permissions"].as_array().unwrap().iter().filter_map(Value::as_str);
    let (granted, other): (Vec<&str>, Vec<&str>) = permissions.partition(|name| name.starts_with("allow-"));
    let granted: BTreeSet<String> = granted.iter().map(|name| name["allow-".len()..].replace('-', "_")).collect();
    assert_eq!(written, granted, "commands and src-tauri/capabilities/desk.json");
    assert_eq!(other, ["core:event:allow-listen", "core:event:allow-unlisten"], "the page needs nothing else");
    let main = tree::read("src-tauri/src/main.rs");
    let missing: Vec<String> = written.into_iter().filter(|name| !main.contains(&format!("::{name},"))).collect();
    none(&missing, "A command is not handed to the window in src-tauri/src/main.rs:");
}

/// 权限表: a command without a row is refused by the window; a row without a command speaks of nothing. The verbs of the
/// command line are held to it in the crate `cli`.
#[test]
fn every_command_has_its_row_in_the_table_of_rights() {
    let written: BTreeSet<String> = commands().into_iter().map(|(name, _, _)| name).collect();
    let ruled: BTreeSet<String> =
        shebao_desk::access::RULES.iter().filter_map(|rule| rule.command).map(str::to_owned).collect();
    let missing: Vec<String> = written.difference(&ruled).cloned().collect();
    none(&missing, "A command has no row in src-tauri/crates/desk/src/access/table.rs:");
    let stale: Vec<String> = ruled.difference(&written).cloned().collect();
    none(&stale, "A row of src-tauri/crates/desk/src/access/table.rs is about no command:");
    let main = tree::read("src-tauri/src/main.rs");
    assert!(
        main.contains("guard::guarded(tauri::generate_handler!["),
        "the window asks the table before every command"
    );
}

/// Each command that the page can call is called from the bridge, and from nowhere else.
#[test]
fn only_the_bridge_calls() {
    let mut offences = Vec::new();
    let mut bridge = String::new();
    for file in tree::files("ui/src", &[".ts", ".tsx"]) {
        if file.path.starts_with("ui/src/bridge/") {
            bridge.push_str(&file.text);
        } else if file.text.contains("@tauri-apps/") || file.text.contains("invoke(") || file.text.contains("__TAURI") {
            offences.push(file.path);
        }
    }
    none(&offences, "Only ui/src/bridge talks to the program:");
    let quoted = |name: &str| ['"', '\'', '`'].iter().any(|quote| bridge.contains(&format!("{quote}{name}{quote}")));
    let silent: Vec<String> = commands().into_iter().map(|(name, _, _)| name).filter(|name| !quoted(name)).collect();
    none(&silent, "A command that no page calls is dead code:");
}

#[test]
fn the_window_stays_closed_to_the_outside() {
    let config: Value = serde_json::from_str(&tree::read("src-tauri/tauri.conf.json")).unwrap();
    let app = &config["app"];
    assert_eq!(app["withGlobalTauri"], false);
    assert_eq!(app["windows"][0]["incognito"], true);
    let security = &app["security"];
    assert_eq!(security["freezePrototype"], true);
    assert_eq!(security["assetProtocol"]["enable"], false);
    let csp = &security["csp"];
    assert_eq!(csp["default-src"], "'none'");
    assert_eq!(csp["script-src"], "'self'");
    assert_eq!(csp["connect-src"], "ipc: http://ipc.localhost");
    for closed in ["form-action", "frame-ancestors", "base-uri"] {
        assert_eq!(csp[closed], "'none'", "{closed}");
    }
    for (directive, allowed) in csp.as_object().unwrap() {
        let allowed = allowed.as_str().unwrap();
        assert!(!allowed.contains("https:") && !allowed.contains('*'), "{directive} {allowed}");
        assert!(!allowed.contains("'unsafe-"), "{directive} {allowed}");
    }
    assert!(config["build"].get("devUrl").is_none(), "the built program never loads a development server");
}

/// Dialogs and opening a file are asked for by Rust, the third sees that the program runs once; the page may call none.
#[test]
fn no_plugin_that_is_not_needed() {
    let manifest: toml::Value = toml::from_str(&tree::read("src-tauri/Cargo.toml")).unwrap();
    let named = manifest["dependencies"].as_table().unwrap().keys().filter(|name| name.starts_with("tauri-plugin"));
    let named: Vec<&str> = named.map(String::as_str).collect();
    assert_eq!(named, ["tauri-plugin-dialog", "tauri-plugin-opener", "tauri-plugin-single-instance"]);
    let features = manifest["dependencies"]["tauri"]["features"].as_array().unwrap();
    assert_eq!(features.iter().filter_map(toml::Value::as_str).collect::<Vec<_>>(), ["custom-protocol"]);
    assert_eq!(tree::read("src-tauri/src/main.rs").matches(".plugin(").count(), named.len());
    let capabilities = tree::files("src-tauri/capabilities", &[".json"]);
    assert_eq!(capabilities.len(), 1, "one capability for the one window");
    let capability: Value = serde_json::from_str(&capabilities[0].text).unwrap();
    assert_eq!(capability["windows"], serde_json::json!(["main"]));
    assert!(capability.get("remote").is_none(), "no page of another place may call a command");
}

#[test]
fn the_page_loads_nothing_from_elsewhere() {
    let mut offences = Vec::new();
    for file in tree::files("ui/src", &[".ts", ".tsx", ".css"]).iter().chain(&tree::files("ui", &["index.html"])) {
        let asks = ["fetch(", "XMLHttpRequest", "WebSocket(", "EventSource(", "sendBeacon", "innerHTML", "eval("];
        offences
            .extend(asks.iter().filter(|word| file.text.contains(**word)).map(|word| format!("{}: {word}", file.path)));
    }
    none(&offences, "Everything the page shows comes through the bridge:");
}
