//! R4 — a full disk. In the real program no file may grow beyond a size (the shell's `ulimit -f`, its signal ignored):
//! whatever the program writes — database, engine's journal, key file, holder, backup, paper — fails in the middle.

use std::path::Path;

use crate::stage::{self, PASSWORD, stage, words};
use crate::tally::{record, times};

/// Runs the program where no file may exceed so many KiB; tells whether it succeeded.
fn narrow(book: &Path, kib: usize, arguments: &[&str]) -> bool {
    let line = format!("trap '' XFSZ; ulimit -f {};", kib * 2);
    stage::in_shell(book, &line, &words(arguments)).status().unwrap().success()
}

#[test]
fn a_full_disk_spoils_nothing_and_the_book_can_still_be_read() {
    let size = stage().bytes("book.db").len() / 1024;
    let (mut violations, mut refused) = (Vec::new(), 0);
    let flows: [&[&str]; 4] =
        [&["contribution", "run", "2026-02"], &["journal", "undo"], &["month", "close", "2026-01"], &["book", "info"]];
    let tried = times(8, 400);
    for turn in 0..tried {
        let copy = stage().copy();
        let flow = flows[turn % flows.len()];
        // From nothing at all to a little more than the book has.
        let kib = turn * (size + 64) / tried;
        let before = stage().digest(&copy.book);
        let done = narrow(&copy.book, kib, flow);
        refused += usize::from(!done);
        if let Err(wrong) = stage::sound(&copy.book, PASSWORD) {
            violations.push(format!("{flow:?} within {kib} KiB: {wrong}"));
        } else if !done && stage().digest(&copy.book) != before {
            violations.push(format!("{flow:?} within {kib} KiB: refused and done"));
        }
    }
    assert!(refused > 0, "no room was ever too little");
    record("R4", "flows of the program where files cannot grow", tried, &violations);
}

/// What is handed out is there whole or not at all: a file that stood under the name stays when the new one finds no room.
#[test]
fn an_export_without_room_leaves_what_was_there() {
    let copy = stage().copy();
    let out = copy.folder.path().join("out");
    std::fs::create_dir(&out).unwrap();
    let place = |name: &str| out.join(name).display().to_string();
    let first = words(&["roster", "list"]);
    assert!(stage::program(&copy.book, &first).status().unwrap().success());
    let exports: [(&str, Vec<String>); 3] = [
        ("花名册.xlsx", words(&["exchange", "export", "roster", "--month", "2026-01", "--out", &place("花名册.xlsx")])),
        (
            "台账.xlsx",
            words(&["exchange", "export", "contribution_ledger", "--month", "2026-01", "--out", &place("台账.xlsx")]),
        ),
        ("恢复卡.pdf", words(&["book", "recovery-card", "--out", &place("恢复卡.pdf")])),
    ];
    let (mut violations, mut refused, tried) = (Vec::new(), 0, times(9, 300));
    for turn in 0..tried {
        let (name, arguments) = &exports[turn % exports.len()];
        let old: &[u8] = if turn % 2 == 0 { b"before" } else { b"" };
        std::fs::write(out.join(name), old).unwrap();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let done = narrow(&copy.book, turn / 3 * 3 % 40, &arguments);
        refused += usize::from(!done);
        let found = std::fs::read(out.join(name)).unwrap();
        let whole = found.starts_with(b"PK") || found.starts_with(b"%PDF");
        if done != whole || !done && found != old || std::fs::read_dir(&out).unwrap().count() > exports.len() {
            violations.push(format!("{name} within {} KiB: done {done}, {} bytes", turn / 3 * 3 % 40, found.len()));
        }
    }
    assert!(refused > 0, "no room was ever too little");
    assert_eq!(stage::sound(&copy.book, PASSWORD), Ok(()));
    record("R4", "exports where files cannot grow", tried, &violations);
}

/// With no byte left for anything the program still opens, reads and says what the book holds.
#[test]
fn without_a_byte_left_the_book_can_be_read() {
    let copy = stage().copy();
    assert!(narrow(&copy.book, 0, &["book", "info"]), "the book is read");
    assert!(narrow(&copy.book, 0, &["roster", "list"]), "the roster is read");
    assert!(!narrow(&copy.book, 0, &["contribution", "run", "2026-02"]), "nothing can be written");
    assert_eq!(stage::sound(&copy.book, PASSWORD), Ok(()));
}
