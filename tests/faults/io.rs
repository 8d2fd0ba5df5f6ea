//! R2 — every operation of every flow fails once, for ever, or for want of room: an error is shown or all is done, and
//! the next start finds the book as it was or as it was to be.

use std::path::Path;

use crate::files;
use crate::flows::{BESIDE, FLOWS, Flow, Leaves, NEW_PASSWORD};
use crate::rekeyed::{self, Secrets};
use crate::stage::{self, PASSWORD, Start, stage};
use crate::tally::{Dice, record, times};
use crate::vfs::{self, FAULTS, Fault};

/// What a flow makes of the book when nothing fails.
struct Course {
    start: Start,
    before: String,
    after: String,
    operations: usize,
    writes: usize,
}

fn course(flow: &Flow, counted: impl FnOnce(&Path) -> (Result<(), String>, usize, usize)) -> Course {
    let start = (flow.start)();
    let copy = start.copy();
    let before = if flow.name == "migration" { String::new() } else { stage().digest(&copy.book) };
    let (done, operations, writes) = counted(&copy.book);
    done.unwrap_or_else(|error| panic!("{} without a fault: {error}", flow.name));
    // Under new keys it is `rekeyed` that knows what is in the book.
    let after = if flow.leaves == Leaves::Keys { String::new() } else { stage().digest(&copy.book) };
    Course { start, before, after, operations, writes }
}

/// Faults at any operations of a flow, each on a book of its own: how many, and what they violated.
fn sweep(
    flow: &Flow,
    course: &Course,
    mut attempt: impl FnMut(usize, Fault, &Path) -> (Result<(), String>, bool),
) -> (usize, Vec<String>) {
    let mut all: Vec<(usize, Fault)> = FAULTS
        .iter()
        .flat_map(|fault| {
            let last = if *fault == Fault::Full { course.writes } else { course.operations };
            (1..=last).map(|at| (at, *fault))
        })
        .collect();
    let wanted = times(24, all.len()).min(all.len());
    let (mut dice, mut met, mut violations) = (Dice::new(flow.name.len() as u64), 0, Vec::new());
    for _ in 0..wanted {
        let (at, fault) = all.swap_remove(dice.roll(all.len()));
        let copy = course.start.copy();
        let (done, fired) = attempt(at, fault, &copy.book);
        met += usize::from(fired);
        if let Err(wrong) = examine(flow, course, &copy.book, &done, fault) {
            violations.push(format!("{} {fault:?} at {at} ({done:?}): {wrong}", flow.name));
        }
    }
    assert!(met * 10 >= wanted * 9, "{}: only {met} of {wanted} faults were met", flow.name);
    println!("R2\t{}: {} operations, {} writes, {wanted} faults", flow.name, course.operations, course.writes);
    (wanted, violations)
}

fn examine(flow: &Flow, course: &Course, book: &Path, done: &Result<(), String>, fault: Fault) -> Result<(), String> {
    if flow.leaves == Leaves::Keys {
        let opened = rekeyed::opened_by(book, rekeyed::new_code())?;
        // After an error either set may be the one that opens.
        return if done.is_ok() && opened == Secrets::Old { Err("said to be changed".to_owned()) } else { Ok(()) };
    }
    if flow.leaves == Leaves::Password {
        let (old, new) = (stage::sound(book, PASSWORD), stage::sound(book, NEW_PASSWORD));
        return match (done, old, new) {
            (Ok(()), Err(_), new) => new,
            (Err(_), old, Err(_)) => old,
            // A disk that takes nothing any more takes the old key file back no more either: one of the two opens.
            (Err(_), Err(_), new) if fault == Fault::ForEver => new,
            (_, old, new) => Err(format!("old {old:?}, new {new:?}")),
        };
    }
    stage::sound(book, PASSWORD)?;
    let digest = stage().digest(book);
    if flow.leaves == Leaves::NewBook {
        let beside = book.with_file_name(BESIDE);
        if digest != course.before {
            return Err("the first book changed".to_owned());
        }
        return match (done, beside.exists()) {
            (Ok(()), false) => Err("said to be made, and is not there".to_owned()),
            (_, true) => stage::sound(&beside, PASSWORD),
            (Err(_), false) => Ok(()),
        };
    }
    match done {
        Ok(()) if digest != course.after => Err("acknowledged and not there".to_owned()),
        Err(_) if digest != course.after && digest != course.before => Err("half-done".to_owned()),
        _ => Ok(()),
    }
}

/// What passes the engine by: the key file, the holder's name, backups and books taking their names.
#[test]
fn every_file_operation_may_fail() {
    for flow in FLOWS {
        let course = course(flow, |book| {
            let seen = files::watched(book.parent().unwrap(), None, || (flow.run)(book));
            (seen.result, seen.operations, seen.writes)
        });
        let (tried, violations) = sweep(flow, &course, |at, fault, book| {
            let seen = files::watched(book.parent().unwrap(), Some((at, fault)), || (flow.run)(book));
            (seen.result, seen.fired)
        });
        record("R2", &format!("file operations past the engine fail in: {}", flow.name), tried, &violations);
    }
}

#[test]
fn every_operation_may_fail() {
    for flow in FLOWS {
        let course = course(flow, |book| vfs::counted(|| (flow.run)(book)));
        let (tried, violations) = sweep(flow, &course, |at, fault, book| vfs::failing(at, fault, || (flow.run)(book)));
        record("R2", &format!("I/O operations of the engine fail in: {}", flow.name), tried, &violations);
    }
}
