//! R17 — two programs on one book: the second never writes and says who has it; a crash leaves no stale lock.

use std::process::Stdio;

use serde_json::Value;

use crate::stage::{self, PASSWORD, stage, words};
use crate::tally::{record, times};

#[test]
fn a_second_program_hears_who_has_the_book() {
    let copy = stage().copy();
    let held = stage::open(&copy.book, PASSWORD).unwrap();
    let before = std::fs::read(copy.book.join("book.db")).unwrap();
    for arguments in [&["roster", "list"][..], &["contribution", "run", "2026-02"], &["month", "close", "2026-01"]] {
        let answer = stage::program(&copy.book, &words(arguments)).stdout(Stdio::piped()).output().unwrap();
        let json: Value = serde_json::from_slice(&answer.stdout).unwrap();
        assert_eq!((answer.status.code(), &json["error"]["code"]), (Some(4), &Value::from("book_in_use")), "{json}");
        assert!(json.to_string().contains("测试"), "it says who: {json}");
    }
    assert_eq!(std::fs::read(copy.book.join("book.db")).unwrap(), before, "the second never writes");
    held.close().unwrap();
    assert!(stage::program(&copy.book, &words(&["roster", "list"])).status().unwrap().success());
}

/// Many at once: each either does its work whole or is turned away; afterwards exactly the acknowledged ones are there.
#[test]
fn many_programs_at_once_take_turns_or_are_turned_away() {
    let (mut violations, tried) = (Vec::new(), times(2, 40));
    for _ in 0..tried {
        let copy = stage().copy();
        let children: Vec<_> = (0..4)
            .map(|number| {
                let name = format!("分公司{number}");
                let add = words(&["unit", "add", "--region", "北京", "--from", "2026-01", "--name", &name]);
                stage::program(&copy.book, &add).spawn().unwrap()
            })
            .collect();
        let done = children.into_iter().map(|mut child| child.wait().unwrap().code()).collect::<Vec<_>>();
        let acknowledged = done.iter().filter(|code| **code == Some(0)).count();
        if done.iter().any(|code| !matches!(code, Some(0 | 4))) {
            violations.push(format!("codes {done:?}"));
        }
        stage::sound(&copy.book, PASSWORD).unwrap();
        let conn = stage().keys.open(&copy.book.join("book.db"));
        let sql = "SELECT count(*) FROM unit WHERE name LIKE '分公司%'";
        let standing: usize = conn.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap().try_into().unwrap();
        if standing != acknowledged {
            violations.push(format!("{standing} units of {acknowledged} acknowledged ({done:?})"));
        }
    }
    record("R17", "four programs at once on one book", tried, &violations);
}
