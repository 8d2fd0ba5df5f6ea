//! 安全 — R9: a journal of 100,000 rows verified from its first row to its head. R12: a book of 10,000 people restored
//! from its backup, verification included.

use shebao_store::{Action, Book, Secret, StoreError, restore};

use crate::company::{self, Shelf, now};
use crate::figures::timed;

const ROWS: i64 = 100_000;
const VERIFIED: f64 = 1_000.0;
const PEOPLE: usize = 10_000;
const RESTORED: f64 = 60_000.0;
const RUNS: usize = 5;

pub fn bench() {
    let mut shelf = Shelf::new();
    journal(&mut shelf);
    backup(&mut shelf);
}

fn told(what: &str, mut times: Vec<f64>, aim: f64) {
    times.sort_by(f64::total_cmp);
    let median = times[times.len() / 2];
    let mark = if median <= aim { "" } else { "  above the aim" };
    println!("{what}: {median:.1} ms (aim at most {aim:.0} ms){mark}");
}

fn journal(shelf: &mut Shelf) {
    let mut book = company::open(&shelf.book(1_000));
    let action = Action { action: "roster.edit", object: "bench" };
    let mut turn = 0;
    while book.journal_head().expect("a head").seq < ROWS {
        turn += 1;
        let done = book.act(&action, now(), |tx| -> Result<(), StoreError> {
            for one in tx.employees()? {
                let mut row = one.row.clone();
                row.notes = Some(format!("第 {turn} 次"));
                tx.update_employee(one.id, &row)?;
            }
            Ok(())
        });
        done.expect("an edit");
    }
    let times = (0..RUNS).map(|_| {
        let (time, found) = timed(|| book.verify_journal(&[]).expect("the journal"));
        assert!(found.is_empty());
        time.as_secs_f64() * 1000.0
    });
    told(
        &format!("a journal of {} rows verified", book.journal_head().expect("a head").seq),
        times.collect(),
        VERIFIED,
    );
}

fn backup(shelf: &mut Shelf) {
    let place = shelf.book(PEOPLE);
    let mut desk = shelf.desk(&place);
    for month in ["2026-05", "2026-06"] {
        desk.contribution_run(month, None, now()).expect("a run");
    }
    drop(desk);
    let book = company::open(&place);
    let (time, backup) = timed(|| book.backup(None, now(), &mut |_, _| true).expect("a backup"));
    told(&format!("a book of {PEOPLE} people backed up and verified"), vec![time.as_secs_f64() * 1000.0], RESTORED);
    let times = (0..RUNS).map(|_| {
        let to = shelf.place();
        let secret = Secret::Password { user: None, password: company::PASSWORD };
        let (time, book) = timed(|| restore(&backup.path, &to, &secret, "bench", now()).expect("the book").book);
        assert_eq!(book.info().expect("its facts").employees, i64::try_from(PEOPLE).expect("a count"));
        Book::close(book).expect("closed");
        time.as_secs_f64() * 1000.0
    });
    told(&format!("a book of {PEOPLE} people restored and verified"), times.collect(), RESTORED);
}
