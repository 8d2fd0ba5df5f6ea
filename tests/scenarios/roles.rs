//! 角色 × 命令 — as an adversary: every verb of the command line that a role must not do is tried on a real book with her own
//! password, whatever the program says it needs; each is refused, and not a row and not an action is more than before.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;

use shebao_desk::access::{FieldClass, RULES, Right, Rule};
use shebao_desk::wire::book::AddUser;

use crate::places::{PASSWORD, TODAY, migrated, now};
use crate::program::{Script, helped};

const OTHER: &str = "另一位用户的长密码";

/// What the design says of a role: the classes she sees, and whether she may change anything. The 负责人 does everything.
const ROLES: [(&str, &[FieldClass], bool); 3] = [
    ("clerk", &FieldClass::ALL, true),
    ("auditor", &[FieldClass::Identity, FieldClass::Pay, FieldClass::Bank], false),
    ("viewer", &[FieldClass::Identity], false),
];

fn refused(rule: &Rule, seen: &[FieldClass], writes: bool) -> bool {
    let done = match rule.right {
        Right::Anyone => return false,
        Right::Look => true,
        Right::Work => writes,
        Right::Own => false,
    };
    !done || rule.tells.iter().any(|class| !seen.contains(class))
}

/// What a verb cannot do without, by the line of its own help: `--class <CLASS> <EMPLOYEE>`. Each is asked once.
fn usage(verb: &str) -> String {
    static ASKED: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());
    if let Some(known) = ASKED.lock().expect("a lock").get(verb) {
        return known.clone();
    }
    let help = helped(&verb.split(' ').collect::<Vec<_>>());
    let line = help.lines().find_map(|line| line.strip_prefix("用法：")).unwrap_or_else(|| panic!("{verb}: {help}"));
    let own = first_of_each(line.rsplit_once("[选项]").map_or("", |(_, own)| own));
    ASKED.lock().expect("a lock").insert(verb.to_owned(), own.clone());
    own
}

/// Of options of which one is enough (`<--a <A>|--b <B>>`) the first.
fn first_of_each(needed: &str) -> String {
    let Some((before, rest)) = needed.split_once("<--") else { return needed.to_owned() };
    let (group, after) = rest.split_once(">>").expect("the end of the options");
    let first = group.split('|').next().unwrap_or_default();
    format!("{before}--{first}{}", first_of_each(after))
}

/// The verb with something in every place that it cannot do without.
fn filled(verb: &str, filler: &str) -> Vec<String> {
    let needed = usage(verb);
    let needed = needed.split_whitespace().filter(|word| !word.starts_with('['));
    let given = needed.map(|word| if word.starts_with('<') { filler } else { word });
    verb.split(' ').chain(given).map(str::to_owned).collect()
}

/// What a verb answers once its arguments are such as it takes.
fn answered(script: &Script, verb: &str) -> (i32, String) {
    let mut last = (2, "wrong_arguments".to_owned());
    for filler in ["1", "2026-01", "2026-01-31", "identity", "asked"] {
        let arguments = filled(verb, filler);
        let answer = script.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        last = (answer.code, answer.json["error"]["code"].as_str().unwrap_or_default().to_owned());
        if last.1 != "wrong_arguments" {
            break;
        }
    }
    last
}

/// A book with a user of the role.
fn book_of(role: &str) -> (std::path::PathBuf, tempfile::TempDir) {
    let mut place = migrated("public");
    let user = AddUser {
        name: "李同事".to_owned(),
        role: role.to_owned(),
        password: OTHER.to_owned(),
        own_password: PASSWORD.to_owned(),
    };
    place.desk.user_add(&user, now()).expect("added");
    let book = place.book.clone();
    (book, place.close())
}

fn state(book: &Path) -> (String, Vec<u8>) {
    let info = Script::on(book, OTHER, TODAY).done(&["book", "info"]);
    (info["journal_head"].to_string(), std::fs::read(book.join("keys.json")).expect("the key file"))
}

fn tried(role: &'static str, seen: &[FieldClass], writes: bool) -> usize {
    let (book, folder) = book_of(role);
    let before = state(&book);
    let script = Script::on(&book, OTHER, TODAY);
    let verbs: BTreeSet<&str> =
        RULES.iter().filter(|rule| refused(rule, seen, writes)).flat_map(|rule| rule.verbs).copied().collect();
    let mut through = Vec::new();
    for verb in &verbs {
        let answer = answered(&script, verb);
        if answer != (4, "not_allowed".to_owned()) {
            through.push(format!("{role}: {verb}: {answer:?}"));
        }
    }
    assert_eq!(through, Vec::<String>::new());
    assert_eq!(state(&book), before, "{role}: nothing was done");
    drop(folder);
    verbs.len()
}

#[test]
fn no_role_gets_around_the_table_on_the_command_line() {
    let counts = std::thread::scope(|scope| {
        let runs = ROLES.map(|(role, seen, writes)| scope.spawn(move || tried(role, seen, writes)));
        runs.map(|run| run.join().expect("every verb was refused"))
    });
    // The 负责人 alone: users, keys, the years of keeping, erasures. Who may not write: everything that changes a book.
    assert!(counts[0] >= 6 && counts[1] > 60 && counts[2] > counts[1], "{counts:?}");
    println!("{counts:?} verbs refused to clerk, auditor and viewer");
}
