//! 权限表与界面 — the window offers what the table of rights lets a role do: it reads the same table, written out.

use std::collections::BTreeMap;

use shebao_desk::access::{RULES, may};
use shebao_store::Role;
use shebao_tests::clone_root;

const FILE: &str = "ui/src/generated/rights.json";

/// Command → roles, in the order of the roles.
fn written_out() -> String {
    let roles = [Role::Owner, Role::Clerk, Role::Viewer, Role::Auditor];
    let of = |command: &'static str| roles.into_iter().filter(|role| may(*role, command)).map(Role::id).collect();
    let table: BTreeMap<&str, Vec<&str>> =
        RULES.iter().filter_map(|rule| rule.command).map(|command| (command, of(command))).collect();
    format!("{}\n", serde_json::to_string_pretty(&table).unwrap())
}

/// `make bindings` writes it.
#[test]
fn the_window_reads_the_table_of_rights() {
    let fresh = written_out();
    let path = clone_root().join(FILE);
    if std::env::var_os("SHEBAO_RIGHTS").is_some_and(|wanted| wanted == "write") {
        std::fs::write(&path, &fresh).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), fresh, "`make bindings` brings {FILE} up to date");
}
