//! 工作台 — the alerts and the month board of a large company, as the home page asks for them.

use crate::company::{Shelf, now};
use crate::figures::timed;

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
    let mut times: Vec<f64> = (0..=RUNS)
        .map(|_| {
            // A book just opened: what was worked out before would be kept.
            let desk = shelf.desk(&book);
            let (time, people) = timed(|| {
                let alerts = desk.alert_list(None, now()).expect("the alerts");
                assert!(!alerts.is_empty());
                desk.insight_board("2026-06", now()).expect("the board").people
            });
            assert_eq!(people as usize, PEOPLE);
            time.as_secs_f64() * 1000.0
        })
        .skip(1)
        .collect();
    times.sort_by(f64::total_cmp);
    let median = times[times.len() / 2];
    let mark = if median <= AIM { "" } else { "  above the aim" };
    println!("the home page of {PEOPLE} people: {median:.1} ms (aim at most {AIM:.0} ms){mark}");
}
