//! 工作台 — the alerts and the month board of a large company, as the home page asks for them.

use shebao_desk::Desk;

use crate::company::{Shelf, now};
use crate::figures::{median, timed};

const PEOPLE: usize = 10_000;
const RUNS: usize = 9;
/// What a clerk does not notice waiting.
const AIM: f64 = 300.0;

/// 10,000 people of seven insurances, two months computed.
pub fn bench() {
    let mut shelf = Shelf::new();
    let book = shelf.book(PEOPLE);
    for month in ["2026-05", "2026-06"] {
        shelf.desk(&book).contribution_run(month, None, now()).expect("a run");
    }
    let (mut first, mut again) = (Vec::new(), Vec::new());
    for run in 0..=RUNS {
        // What was worked out is kept until the book changes, so a book just opened and one that was looked at differ.
        let desk = shelf.desk(&book);
        let (one, other) = (look(&desk), look(&desk));
        // The very first run only warms up.
        if run > 0 {
            first.push(one);
            again.push(other);
        }
    }
    let (first, again) = (median(first), median(again));
    let mark = if first <= AIM { "" } else { "  above the aim" };
    println!(
        "the home page of {PEOPLE} people just opened: {first:.1} ms (aim at most {AIM:.0} ms){mark}; again {again:.1} ms"
    );
}

/// What the page asks for, in milliseconds.
fn look(desk: &Desk) -> f64 {
    let (time, people) = timed(|| {
        let alerts = desk.alert_list(None, now()).expect("the alerts");
        assert!(!alerts.is_empty());
        desk.insight_board("2026-06", now()).expect("the board").people
    });
    assert_eq!(people as usize, PEOPLE);
    time.as_secs_f64() * 1000.0
}
