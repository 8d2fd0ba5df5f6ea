//! 不外泄 — what the program says beside its answers, and what lies on the disk, names nobody.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::places::{PASSWORD, TODAY, copy_of, folder, migrated};
use crate::program::{Script, executable};

/// 潘航 and 孟翔 of 人员/: names, numbers, and a gross wage of the key.
const PERSONAL: &[&str] = &["潘航", "孟翔", "110105198511089975", "440106196601189973"];

/// What a command wrote on standard error, and its exit code.
fn said(book: &Path, arguments: &[&str]) -> (String, i32) {
    let password = book.with_extension("password");
    let mut command = Command::new(executable());
    command.args(arguments).args(["--today", TODAY, "--json"]).arg("--book").arg(book);
    command.arg("--password-file").arg(password).env("RUST_LOG", "trace").env("RUST_BACKTRACE", "full");
    let output = command.stdin(Stdio::null()).output().expect("shebao runs");
    (String::from_utf8_lossy(&output.stderr).into_owned(), output.status.code().unwrap_or(-1))
}

/// Every file below a folder that holds one of the texts, as UTF-8 or UTF-16.
fn holding(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(holding(&path));
            continue;
        }
        let bytes = std::fs::read(&path).expect("a file");
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let forms = PERSONAL.iter().flat_map(|text| [text.as_bytes().to_vec(), wide(text)]);
        for form in forms {
            if bytes.windows(form.len()).any(|part| part == form) {
                found.push(path.display().to_string());
            }
        }
    }
    found
}

/// A day of flows, those that are refused too: nothing on standard error names a person, nothing on the disk does beside
/// what was handed out.
#[test]
fn many_flows_say_nothing_about_anybody() {
    let place = migrated("public");
    let book = place.book.clone();
    let kept = place.close();
    let _ = Script::on(&book, PASSWORD, TODAY);
    let sheets = copy_of("public", &["人员", "社保", "银行", "报销"]);
    let sheets = sheets.path().display().to_string();
    let out = folder();
    let to = out.path().display().to_string();
    let flows: &[(&[&str], i32)] = &[
        (&["exchange", "migrate", &sheets], 0),
        (&["contribution", "run", "2026-01"], 0),
        (&["month", "close", "2026-01"], 0),
        (&["reconciliation", "run", "2026-01"], 0),
        (&["roster", "list"], 0),
        (&["roster", "edit", "00001", "--post", "班长"], 0),
        (&["roster", "edit", "00001", "--id-number", "440106196601189974"], 3),
        (&["roster", "add", "--name", "孟翔", "--id-number", "440106196601189973", "--hire", "2026-03"], 3),
        (&["enrollment", "list", "--month", "2026-01"], 0),
        (&["contribution", "explain", "2026-01", "--employee", "99999", "--insurance", "pension"], 3),
        (&["privacy", "request-add", "--employee", "00022", "--kind", "access", "--content", "潘航要副本"], 0),
        (&["privacy", "freeze", "00022", "--reason", "潘航离职"], 0),
        (&["privacy", "copy", "00022", "--to", &to], 3),
        (&["privacy", "erase", "00022"], 3),
        (&["journal", "search", "--employee", "00001"], 0),
        (&["journal", "undo"], 0),
        (&["journal", "undo", "1"], 3),
        (&["alert", "list"], 0),
        (&["book", "check"], 0),
        (&["book", "rehearse"], 0),
        (&["insight", "board", "2026-01"], 0),
    ];
    for (arguments, expected) in flows {
        let (text, code) = said(&book, arguments);
        assert_eq!(code, *expected, "{arguments:?}: {text}");
        let named = PERSONAL.iter().find(|personal| text.contains(**personal));
        assert_eq!(named, None, "{arguments:?} says it: {text}");
    }
    assert!(
        std::fs::read_dir(book.join("backups")).expect("backups").count() > 2,
        "backups were made and looked through"
    );
    assert_eq!(holding(kept.path()), Vec::<String>::new());
}

/// The search finds what it looks for: the sheets themselves name them.
#[test]
fn the_looking_would_find_a_leak() {
    let leak = folder();
    std::fs::write(leak.path().join("a.log"), "2026 ERROR 潘航").expect("written");
    let wide: Vec<u8> = "孟翔".encode_utf16().flat_map(u16::to_le_bytes).collect();
    std::fs::write(leak.path().join("b.bin"), wide).expect("written");
    assert_eq!(holding(leak.path()).len(), 2);
}
