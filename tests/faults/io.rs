//! R2 — every operation of every flow fails once, for ever, or for want of room: an error is shown or all is done, and
//! the next start finds the book as it was or as it was to be.

use std::path::Path;

use crate::flows::{BESIDE, FLOWS, Flow, Leaves, NEW_PASSWORD};
use crate::stage::{self, PASSWORD, stage};
use crate::tally::{Dice, record, times};
use crate::vfs::{self, FAULTS, Fault};

/// What a flow makes of the book when nothing fails.
struct Course {
    before: String,
    after: String,
    operations: usize,
    writes: usize,
}

fn course(flow: &Flow) -> Course {
    let copy = stage().copy();
    (flow.ready)(&copy.book);
    let before = if flow.name == "migration" { String::new() } else { stage().digest(&copy.book) };
    let (done, operations, writes) = vfs::counted(|| (flow.run)(&copy.book));
    done.unwrap_or_else(|error| panic!("{} without a fault: {error}", flow.name));
    Course { before, after: stage().digest(&copy.book), operations, writes }
}

/// One fault; what it violated, if anything, and whether it was met at all.
fn attempt(flow: &Flow, course: &Course, at: usize, fault: Fault) -> (Option<String>, bool) {
    let copy = stage().copy();
    (flow.ready)(&copy.book);
    let (done, met) = vfs::failing(at, fault, || (flow.run)(&copy.book));
    let wrong = examine(flow, course, &copy.book, &done).err();
    (wrong.map(|wrong| format!("{} {fault:?} at {at} ({done:?}): {wrong}", flow.name)), met)
}

fn examine(flow: &Flow, course: &Course, book: &Path, done: &Result<(), String>) -> Result<(), String> {
    if flow.leaves == Leaves::Password {
        let (old, new) = (stage::sound(book, PASSWORD), stage::sound(book, NEW_PASSWORD));
        return match (done, old, new) {
            (Ok(()), Err(_), new) => new,
            (Err(_), old, Err(_)) => old,
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

#[test]
fn every_operation_may_fail() {
    let (mut tried, mut violations) = (0, Vec::new());
    for flow in FLOWS {
        let course = course(flow);
        let mut all: Vec<(usize, Fault)> = FAULTS
            .iter()
            .flat_map(|fault| {
                let last = if *fault == Fault::Full { course.writes } else { course.operations };
                (1..=last).map(|at| (at, *fault))
            })
            .collect();
        let wanted = times(24, all.len()).min(all.len());
        let mut dice = Dice::new(flow.name.len() as u64);
        let mut met = 0;
        for _ in 0..wanted {
            let (at, fault) = all.swap_remove(dice.roll(all.len()));
            let (wrong, fired) = attempt(flow, &course, at, fault);
            violations.extend(wrong);
            met += usize::from(fired);
        }
        assert!(met * 10 >= wanted * 9, "{}: only {met} of {wanted} faults were met", flow.name);
        println!("R2\t{}: {} operations, {} writes, {wanted} faults", flow.name, course.operations, course.writes);
        tried += wanted;
    }
    record("R2", "I/O operations of 11 flows fail once, for ever, for want of room", tried, &violations);
}
