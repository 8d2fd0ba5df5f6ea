//! 第一眼 — a large company's book just opened, the agency's lists of two months taken in: what the desk works out for the home
//! page, the gap grid and 对账 before anything is kept.

use crate::company::{Shelf, list, month, now};
use crate::figures::{processor, timed};

const PEOPLE: usize = 10_000;
const RUNS: usize = 3;

/// What is looked at, in the order of a clerk who opens her book.
const LOOKS: [&str; 5] = ["opening", "what waits", "the month's board", "the gap grid", "reconciliation"];

/// 10,000 people of seven insurances, two months computed, every tenth person missing in the lists.
pub fn bench() {
    let mut shelf = Shelf::new();
    let book = shelf.book(PEOPLE);
    for of in ["2026-05", "2026-06"] {
        shelf.desk(&book).contribution_run(of, None, now()).expect("a run");
        list(&book, month(of));
    }
    let mut figures: Vec<Vec<(f64, f64)>> = vec![Vec::new(); LOOKS.len()];
    for _ in 0..RUNS {
        let mut look = 0;
        let mut note = |time: (f64, f64)| {
            figures[look].push(time);
            look += 1;
        };
        let (time, desk) = worked(|| shelf.desk(&book));
        note(time);
        let (time, alerts) = worked(|| desk.alert_list(None, now()).expect("the alerts"));
        assert!(alerts.iter().any(|alert| alert.count == 1_000), "a thousand people are missing");
        note(time);
        let (time, board) = worked(|| desk.insight_board("2026-06", now()).expect("the board"));
        assert_eq!(board.people as usize, PEOPLE);
        note(time);
        let (time, grid) = worked(|| desk.insight_gaps("2026-01", "2026-06", now()).expect("the gaps"));
        assert_eq!(grid.rows.len(), 7_000, "a thousand people of seven insurances");
        note(time);
        let (time, found) = worked(|| desk.reconciliation_run("2026-06", None, now()).expect("reconciled"));
        assert!(found.persons.len() > 7_000);
        note(time);
        let sizes =
            [serde_json::to_vec(&grid), serde_json::to_vec(&found)].map(|json| json.expect("JSON").len() / 1024);
        println!("to the page: gap grid {} KB, reconciliation {} KB", sizes[0], sizes[1]);
    }
    for (look, times) in LOOKS.iter().zip(&mut figures) {
        times.sort_by(|a, b| a.1.total_cmp(&b.1));
        let (wall, work) = times[times.len() / 2];
        println!("{look:<20} {wall:>8.0} ms, {work:>8.0} ms of processor time");
    }
}

/// The time of some work and the processor time that it took, in milliseconds.
fn worked<T>(work: impl FnOnce() -> T) -> ((f64, f64), T) {
    let before = processor();
    let (time, done) = timed(work);
    ((time.as_secs_f64() * 1000.0, processor() - before), done)
}
