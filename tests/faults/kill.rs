//! R1 — the real program is killed (SIGKILL) at random moments: whatever it had said is there, nothing is half-written,
//! the book opens at the next start.

use std::path::Path;
use std::process::Child;
use std::time::{Duration, Instant};

use crate::flows::{BESIDE, Leaves, NEW_PASSWORD};
use crate::stage::{self, Copy, PASSWORD, stage, words};
use crate::tally::{Dice, record, times};

/// A job of the program, and what of it must be whole.
struct Job {
    name: &'static str,
    arguments: fn(&Copy) -> Vec<String>,
    /// Done before, so that there is something to kill.
    ready: fn(&Copy),
    leaves: Leaves,
}

fn nothing(_: &Copy) {}

const JOBS: &[Job] = &[
    Job {
        name: "import",
        arguments: |_| words(&["exchange", "migrate", &stage::sheet("").display().to_string()]),
        ready: nothing,
        leaves: Leaves::Book,
    },
    Job {
        name: "run month",
        arguments: |_| words(&["contribution", "run", "2026-02"]),
        ready: nothing,
        leaves: Leaves::Book,
    },
    Job {
        name: "close month",
        arguments: |_| words(&["month", "close", "2026-01"]),
        ready: nothing,
        leaves: Leaves::Book,
    },
    Job {
        name: "edit",
        arguments: |copy| {
            let conn = stage().keys.open(&copy.book.join("book.db"));
            let sql = "SELECT employee_no FROM employee ORDER BY id LIMIT 1";
            let first: String = conn.query_row(sql, [], |row| row.get(0)).unwrap();
            words(&["roster", "edit", &first, "--department", "财务部", "--notes", "改过的备注"])
        },
        ready: nothing,
        leaves: Leaves::Book,
    },
    Job { name: "undo", arguments: |_| words(&["journal", "undo"]), ready: nothing, leaves: Leaves::Book },
    Job {
        name: "backup",
        arguments: |copy| words(&["book", "backup", "--to", &copy.folder.path().join("out").display().to_string()]),
        ready: nothing,
        leaves: Leaves::Book,
    },
    Job {
        name: "restore",
        arguments: |copy| {
            let backup = copy.book.join("backups/000001.backup").display().to_string();
            words(&["book", "restore", &backup, "--to", &copy.folder.path().join(BESIDE).display().to_string()])
        },
        ready: |copy| {
            let open = stage::open(&copy.book, PASSWORD).unwrap();
            open.backup(None, stage::now(), &mut |_, _| true).unwrap();
        },
        leaves: Leaves::NewBook,
    },
    Job {
        name: "migration",
        arguments: |_| words(&["book", "info"]),
        ready: |copy| crate::walk::make_old(&copy.book, 1),
        leaves: Leaves::Book,
    },
    Job {
        name: "change of password",
        arguments: |copy| {
            let file = copy.folder.path().join("new password");
            std::fs::write(&file, NEW_PASSWORD).unwrap();
            words(&["user", "password", "--new-password-file", &file.display().to_string()])
        },
        ready: nothing,
        leaves: Leaves::Password,
    },
];

fn start(job: &Job, copy: &Copy) -> Child {
    stage::program(&copy.book, &(job.arguments)(copy)).spawn().unwrap()
}

fn prepared(job: &Job) -> Copy {
    let copy = stage().copy();
    (job.ready)(&copy);
    copy
}

/// How long the job takes by itself, and what it makes of the book.
fn whole(job: &Job) -> (Duration, String) {
    let copy = prepared(job);
    let begun = Instant::now();
    assert!(start(job, &copy).wait().unwrap().success(), "{} by itself", job.name);
    (begun.elapsed(), business(&copy.book))
}

/// The business of a book, without the time of day at which the program wrote it.
fn business(book: &Path) -> String {
    let conn = stage().keys.open(&book.join("book.db"));
    let count = |table: &str| -> i64 {
        conn.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
    };
    let tables = ["employee", "enrollment", "wage", "contribution", "import_batch", "month_state", "assessment_run"];
    let undone: i64 =
        conn.query_row("SELECT count(*) FROM import_batch WHERE state = 'undone'", [], |row| row.get(0)).unwrap();
    let runs: i64 =
        conn.query_row("SELECT count(*) FROM assessment_run WHERE state = 'undone'", [], |row| row.get(0)).unwrap();
    let sql = "SELECT count(*) FROM employee WHERE notes = '改过的备注' AND department = '财务部'";
    let edited: i64 = conn.query_row(sql, [], |row| row.get(0)).unwrap();
    format!("{:?} {undone} {runs} {edited}", tables.map(count))
}

/// Checks the book by its password; of a change of password, by exactly one of the two. Tells whether it is the new one.
fn opens(job: &Job, book: &Path) -> Result<bool, String> {
    if job.leaves != Leaves::Password {
        return stage::sound(book, PASSWORD).map(|()| false);
    }
    match (stage::sound(book, PASSWORD), stage::sound(book, NEW_PASSWORD)) {
        (Ok(()), Err(_)) => Ok(false),
        (Err(_), Ok(())) => Ok(true),
        (old, new) => Err(format!("old {old:?}, new {new:?}")),
    }
}

fn killed(job: &Job, after: &str, wait: Duration) -> Result<(), String> {
    let copy = prepared(job);
    let before = if job.name == "migration" { after.to_owned() } else { business(&copy.book) };
    let mut child = start(job, &copy);
    std::thread::sleep(wait);
    child.kill().ok();
    let acknowledged = child.wait().unwrap().success();
    let changed = opens(job, &copy.book)?;
    let found = business(&copy.book);
    let beside = copy.folder.path().join(BESIDE);
    let makes = job.leaves == Leaves::NewBook;
    if makes && beside.exists() {
        stage::sound(&beside, PASSWORD)?;
    }
    if acknowledged && (found != after || makes && !beside.exists() || job.leaves == Leaves::Password && !changed) {
        return Err(format!("acknowledged and lost: {found} instead of {after}"));
    }
    // A folder of sheets is one action per file: any number of them may have been done.
    if job.name != "import" && found != after && found != before {
        return Err(format!("half-done: {found} between {before} and {after}"));
    }
    Ok(())
}

#[test]
fn a_killed_program_leaves_the_book_whole() {
    for (number, job) in JOBS.iter().enumerate() {
        let (length, after) = whole(job);
        let (mut dice, mut violations, tried) = (Dice::new(number as u64 + 11), Vec::new(), times(3, 1_000));
        for _ in 0..tried {
            let wait = length.mul_f64(dice.roll(1_050) as f64 / 1_000.0);
            if let Err(wrong) = killed(job, &after, wait) {
                violations.push(format!("{} killed after {wait:?} of {length:?}: {wrong}", job.name));
            }
        }
        record("R1", &format!("kill -9 in {}", job.name), tried, &violations);
    }
}
