//! R1 — the real program is killed (SIGKILL) at random moments: whatever it had said is there, nothing is half-written,
//! the book opens at the next start.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use shebao_store::RecoveryCode;

use crate::flows::{BESIDE, Leaves, NEW_PASSWORD, backed_up, made_old, untouched};
use crate::rekeyed::{self, LATER, Secrets, WHO};
use crate::stage::{self, Copy, PASSWORD, Start, stage, words};
use crate::tally::{Dice, record, times};

/// A job of the program, and what of it must be whole.
struct Job {
    name: &'static str,
    arguments: fn(&Copy) -> Vec<String>,
    /// The book it begins from.
    start: fn() -> Start,
    leaves: Leaves,
}

const JOBS: &[Job] = &[
    Job {
        name: "import",
        arguments: |_| words(&["exchange", "migrate", &stage::sheet("").display().to_string()]),
        start: untouched,
        leaves: Leaves::Book,
    },
    Job {
        name: "run month",
        arguments: |_| words(&["contribution", "run", "2026-02"]),
        start: untouched,
        leaves: Leaves::Book,
    },
    Job {
        name: "close month",
        arguments: |_| words(&["month", "close", "2026-01"]),
        start: untouched,
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
        start: untouched,
        leaves: Leaves::Book,
    },
    Job { name: "undo", arguments: |_| words(&["journal", "undo"]), start: untouched, leaves: Leaves::Book },
    Job {
        name: "backup",
        arguments: |copy| words(&["book", "backup", "--to", &copy.folder.path().join("out").display().to_string()]),
        start: untouched,
        leaves: Leaves::Book,
    },
    Job {
        name: "restore",
        arguments: |copy| {
            let backup = copy.book.join("backups/000001.backup").display().to_string();
            words(&["book", "restore", &backup, "--to", &copy.folder.path().join(BESIDE).display().to_string()])
        },
        start: backed_up,
        leaves: Leaves::NewBook,
    },
    Job { name: "migration", arguments: |_| words(&["book", "info"]), start: made_old, leaves: Leaves::Book },
    Job {
        name: "change of password",
        arguments: |copy| {
            let file = copy.folder.path().join("new password");
            std::fs::write(&file, NEW_PASSWORD).unwrap();
            words(&["user", "password", "--new-password-file", &file.display().to_string()])
        },
        start: untouched,
        leaves: Leaves::Password,
    },
];

fn start(job: &Job, copy: &Copy) -> Child {
    stage::program(&copy.book, &(job.arguments)(copy)).spawn().unwrap()
}

/// How long the job takes by itself, and what it makes of the book.
fn whole(job: &Job, beginning: &Start) -> (Duration, String) {
    let copy = beginning.copy();
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

/// A worker that was being started when its program was killed has the program's lock for the moment until it is a program
/// of its own. A lock that stays is found by opening.
fn let_go(book: &Path) {
    for _ in 0..20 {
        match stage::open(book, PASSWORD) {
            Err(code) if code == "held" => std::thread::sleep(Duration::from_millis(100)),
            _ => return,
        }
    }
}

fn killed(job: &Job, beginning: &Start, after: &str, wait: Duration) -> Result<(), String> {
    let copy = beginning.copy();
    let before = if job.name == "migration" { after.to_owned() } else { business(&copy.book) };
    let mut child = start(job, &copy);
    std::thread::sleep(wait);
    child.kill().ok();
    let acknowledged = child.wait().unwrap().success();
    let_go(&copy.book);
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
        let beginning = (job.start)();
        let (length, after) = whole(job, &beginning);
        let (mut dice, mut violations, tried) = (Dice::new(number as u64 + 11), Vec::new(), times(3, 1_000));
        for _ in 0..tried {
            let wait = length.mul_f64(dice.roll(1_050) as f64 / 1_000.0);
            if let Err(wrong) = killed(job, &beginning, &after, wait) {
                violations.push(format!("{} killed after {wait:?} of {length:?}: {wrong}", job.name));
            }
        }
        record("R1", &format!("kill -9 in {}", job.name), tried, &violations);
    }
}

/// 换密钥 in the real program, from the moment at which the new card was typed back.
struct Changing {
    child: Child,
    code: RecoveryCode,
    /// Whether it has begun to make the new database.
    next: std::path::PathBuf,
}

impl Changing {
    fn of(copy: &Copy) -> Self {
        let (card, later) = (copy.folder.path().join("card.pdf"), copy.folder.path().join("her new password"));
        std::fs::write(&later, LATER).unwrap();
        let user = format!("{WHO}={}", later.display());
        let arguments = words(&["book", "rekey", "--out", &card.display().to_string(), "--user", &user]);
        let mut command = stage::program(&copy.book, &arguments);
        let mut child = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut told = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
        let (mut answers, mut groups) = (child.stdin.take().unwrap(), Vec::new());
        for _ in 0..2 {
            let asked = told.find_map(|line| line.strip_prefix("第 ")?.split(' ').next()?.parse::<usize>().ok());
            if groups.is_empty() {
                groups = groups_on(&card);
            }
            writeln!(answers, "{}", groups[asked.expect("it asks for a group") - 1]).unwrap();
        }
        let code = RecoveryCode::parse(&groups.concat()).unwrap();
        Self { child, code, next: copy.book.join("book.db.next") }
    }

    /// Waits until the new database is being made, or the program has ended.
    fn until_next(&mut self) {
        while !self.next.exists() && self.child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_micros(100));
        }
    }

    fn ends(&mut self) -> bool {
        self.child.wait().unwrap().success()
    }
}

/// The fourteen groups of a recovery code as its card has them.
fn groups_on(card: &Path) -> Vec<String> {
    let text = lopdf::Document::load(card).unwrap().extract_text(&[1]).unwrap();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let group = |number: usize| {
        let (_, after) = text.split_once(&format!("第 {number} 组")).expect("the number of the group");
        after.trim_start().chars().take(4).collect()
    };
    (1..=14).map(group).collect()
}

#[test]
fn a_killed_change_of_keys_leaves_one_set_of_them() {
    let beginning = rekeyed::start();
    let copy = beginning.copy();
    let mut changing = Changing::of(&copy);
    let begun = Instant::now();
    changing.until_next();
    let to_next = begun.elapsed();
    assert!(changing.ends(), "by itself");
    let whole = begun.elapsed();
    assert_eq!(rekeyed::opened_by(&copy.book, &changing.code), Ok(Secrets::New));
    let (mut dice, mut violations, tried) = (Dice::new(29), Vec::new(), times(6, 1_000));
    let (mut old, mut new) = (0, 0);
    for turn in 0..tried {
        let copy = beginning.copy();
        let mut changing = Changing::of(&copy);
        // Every other kill falls after the derivation of keys from passwords, which takes most of the time.
        let late = turn % 2 == 0;
        if late {
            changing.until_next();
        }
        let wait = if late { whole - to_next } else { whole }.mul_f64(dice.roll(1_050) as f64 / 1_000.0);
        std::thread::sleep(wait);
        changing.child.kill().ok();
        let acknowledged = changing.ends();
        match rekeyed::opened_by(&copy.book, &changing.code) {
            Ok(Secrets::Old) if acknowledged => violations.push(format!("after {wait:?}: acknowledged and lost")),
            Ok(Secrets::Old) => old += 1,
            Ok(Secrets::New) => new += 1,
            Err(wrong) => violations.push(format!("killed after {wait:?} of {whole:?}, late {late}: {wrong}")),
        }
    }
    println!("R1\tchange of keys: {old} times the old ones open, {new} times the new ones");
    record("R1", "kill -9 in change of keys", tried, &violations);
}
