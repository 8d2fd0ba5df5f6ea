//! 一个月 — assessing and storing a month against inserting the very same lines.

use std::collections::BTreeSet;
use std::time::Duration;

use rusqlite::Connection;
use shebao_desk::Desk;
use shebao_rules::month::Month;
use shebao_store::Book;

use crate::bare;
use crate::company::{INSURANCES, Shelf, month, now, open};
use crate::figures::{Pairs, alternate, timed};

/// Runs of a size: each takes the next month, so that both files grow alike.
const RUNS: usize = 11;

/// Measured sizes of the growth.
const SIZES: [usize; 3] = [100, 1_000, 10_000];

/// 10,000 people of seven insurances.
pub fn bench() {
    let people = 10_000;
    measure(&mut Shelf::new(), people).line("a month for 10,000 people x 7 : the same 70,000 rows inserted", 2.0);
}

/// What one person costs in a small and in a large company.
pub fn growth() {
    let mut shelf = Shelf::new();
    let costs = SIZES.map(|people| {
        let (ours, bare) = measure(&mut shelf, people).milliseconds();
        let each = |ms: f64| ms * 1000.0 / people as f64;
        println!("a month, each of {people:>6} people: {:>6.1} µs, bare engine {:>6.1} µs", each(ours), each(bare));
        (each(ours), each(bare))
    });
    let [small, middle, large] = costs;
    for (what, from) in [("100", small), ("1,000", middle)] {
        let (ours, bare) = (large.0 / from.0, large.1 / from.1);
        println!("cost per person of 10,000 to that of {what:>5}: {ours:.2}, bare engine {bare:.2} (aim at most 1.10)");
    }
}

/// The program's book, its twin that has run every month already and tells the lines, and the bare engine's file.
struct Bench {
    desk: Desk,
    twin: Book,
    bare: Connection,
    lines: usize,
}

fn measure(shelf: &mut Shelf, people: usize) -> Pairs {
    let (place, twin) = (shelf.book(people), shelf.book(people));
    let months: Vec<Month> = (0..=RUNS).map(|run| month("2025-07").plus(run as i32)).collect();
    let mut desk = shelf.desk(&twin);
    for month in &months {
        desk.contribution_run(&month.to_string(), None, now()).expect("a run");
    }
    drop(desk);
    let (twin, bare) = (open(&twin), bare::database(&shelf.place()));
    bare::transaction(&bare, || {
        let view = twin.view();
        view.units().expect("units").iter().for_each(|unit| bare::insert_unit(&bare, unit.id));
        bare::insert_employees(&bare, &view.employees().expect("people"));
    });
    let mut bench = Bench { desk: shelf.desk(&place), twin, bare, lines: people * INSURANCES };
    alternate(RUNS, |run| bench.pair(months[run]))
}

impl Bench {
    fn pair(&mut self, month: Month) -> (Duration, Duration) {
        let (ours, run) = timed(|| self.desk.contribution_run(&month.to_string(), None, now()).expect("a run"));
        let computed = run.lines.iter().filter(|line| line.employer.is_some()).count();
        assert_eq!((run.lines.len(), computed), (self.lines, self.lines), "every line has its amounts");
        let lines = self.twin.view().ledger(month, None).expect("lines");
        let terms: BTreeSet<i64> = lines.iter().filter_map(|line| line.rule_id).collect();
        terms.into_iter().for_each(|id| bare::insert_terms(&self.bare, id));
        let (bare, ()) = timed(|| bare::transaction(&self.bare, || bare::insert_lines(&self.bare, &lines)));
        (ours, bare)
    }
}
