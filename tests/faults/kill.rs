//! R1 — the real program is killed (SIGKILL) at random moments: whatever it had said is there, nothing is half-written,
//! the book opens at the next start.

use std::path::Path;
use std::process::Child;
use std::time::{Duration, Instant};

use crate::flows::BESIDE;
use crate::stage::{self, Copy, PASSWORD, stage, words};
use crate::tally::{Dice, record, times};

/// A job of the program, and what of it must be whole.
struct Job {
    name: &'static str,
    arguments: fn(&Copy) -> Vec<String>,
    /// Done before, so that there is something to kill.
    ready: fn(&Copy),
    /// The book it makes beside the first one, if it does.
    beside: bool,
}

fn nothing(_: &Copy) {}

const JOBS: &[Job] = &[
    Job {
        name: "import",
        arguments: |_| words(&["exchange", "migrate", &stage::sheet("").display().to_string()]),
        ready: nothing,
        beside: false,
    },
    Job { name: "run month", arguments: |_| words(&["contribution", "run", "2026-02"]), ready: nothing, beside: false },
    Job { name: "close month", arguments: |_| words(&["month", "close", "2026-01"]), ready: nothing, beside: false },
    Job { name: "undo", arguments: |_| words(&["journal", "undo"]), ready: nothing, beside: false },
    Job {
        name: "backup",
        arguments: |copy| words(&["book", "backup", "--to", &copy.folder.path().join("out").display().to_string()]),
        ready: nothing,
        beside: false,
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
        beside: true,
    },
    Job {
        name: "migration",
        arguments: |_| words(&["book", "info"]),
        ready: |copy| crate::walk::make_old(&copy.book, 1),
        beside: false,
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
    format!("{:?} {undone} {runs}", tables.map(count))
}

fn killed(job: &Job, after: &str, wait: Duration) -> Result<(), String> {
    let copy = prepared(job);
    let before = if job.name == "migration" { after.to_owned() } else { business(&copy.book) };
    let mut child = start(job, &copy);
    std::thread::sleep(wait);
    child.kill().ok();
    let acknowledged = child.wait().unwrap().success();
    stage::sound(&copy.book, PASSWORD)?;
    let found = business(&copy.book);
    let beside = copy.folder.path().join(BESIDE);
    if job.beside && beside.exists() {
        stage::sound(&beside, PASSWORD)?;
    }
    if acknowledged && (found != after || job.beside && !beside.exists()) {
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
