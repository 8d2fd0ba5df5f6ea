//! R3 — cuts of power. A working session is written down operation by operation; then it is cut at any place. What was
//! synced stands; of what was written since, any sectors may have reached the disk and any may not. Different cuts may
//! leave the same disk; it is examined once.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;

use shebao_store::Action;

use crate::raw;
use crate::stage::{self, PASSWORD, now, stage};
use crate::tally::{Dice, record, times};
use crate::vfs::{self, Event};

/// What a disk writes whole or not at all.
const SECTOR: usize = 512;

const DATABASE: &str = "book.db";
const ENGINE_JOURNAL: &str = "book.db-journal";

/// A session: what reached the files, and after which event each action was acknowledged and what the book then was.
struct Session {
    events: Vec<Event>,
    acknowledged: Vec<(usize, String)>,
}

fn session(actions: usize) -> Session {
    let copy = stage().copy();
    let mut book = stage::open(&copy.book, PASSWORD).unwrap();
    let mut acknowledged = vec![(0, stage().digest_open(&book))];
    vfs::start_record();
    for turn in 0..actions {
        let act = Action { action: "roster.edit", object: "test" };
        let done = book.act(&act, now(), |tx| -> Result<(), shebao_store::StoreError> {
            for one in tx.employees()?.into_iter().skip(turn % 3).step_by(2) {
                let mut row = one.row.clone();
                row.notes = Some(format!("{turn} {}", "改".repeat(turn * 37 % 400)));
                tx.update_employee(one.id, &row)?;
            }
            Ok(())
        });
        done.unwrap();
        let at = vfs::recorded();
        acknowledged.push((at, stage().digest_open(&book)));
    }
    Session { events: vfs::end_record(), acknowledged }
}

/// A file on the disk, and what may or may not have reached it.
#[derive(Clone, Default)]
struct OnDisk {
    there: bool,
    bytes: Vec<u8>,
    loose: Vec<Event>,
}

impl OnDisk {
    fn take(&mut self, event: &Event) {
        match event {
            Event::Write { at, bytes, .. } => self.put(*at, bytes),
            Event::Truncate { size, .. } => self.bytes.resize(*size, 0),
            _ => {}
        }
        self.there = true;
    }

    fn put(&mut self, at: usize, bytes: &[u8]) {
        if self.bytes.len() < at + bytes.len() {
            self.bytes.resize(at + bytes.len(), 0);
        }
        self.bytes[at..at + bytes.len()].copy_from_slice(bytes);
    }

    fn settle(&mut self) {
        for event in std::mem::take(&mut self.loose) {
            self.take(&event);
        }
    }

    /// Any part of what is loose, torn at any sector.
    fn cut(mut self, dice: &mut Dice) -> Self {
        let favour = dice.roll(4);
        let chance = |dice: &mut Dice| match favour {
            0 => false,
            1 => true,
            _ => dice.coin(),
        };
        for event in std::mem::take(&mut self.loose) {
            match &event {
                Event::Write { at, bytes, .. } => {
                    let mut from = 0;
                    while from < bytes.len() {
                        let to = (from + SECTOR - (at + from) % SECTOR).min(bytes.len());
                        if chance(dice) {
                            self.put(at + from, &bytes[from..to]);
                            self.there = true;
                        }
                        from = to;
                    }
                }
                other if chance(dice) => self.take(other),
                _ => {}
            }
        }
        self
    }
}

fn name_of(file: &str) -> String {
    Path::new(file).file_name().unwrap().to_string_lossy().into_owned()
}

/// The disk before each event, one after the other.
fn replay(events: &[Event], wanted: &[usize], mut at_cut: impl FnMut(usize, &BTreeMap<String, OnDisk>)) {
    let mut disk: BTreeMap<String, OnDisk> = BTreeMap::new();
    let before = OnDisk { there: true, bytes: stage().bytes(DATABASE).to_vec(), loose: Vec::new() };
    disk.insert(DATABASE.to_owned(), before);
    let mut wanted = wanted.iter().peekable();
    for number in 0..=events.len() {
        while wanted.next_if(|next| **next == number).is_some() {
            at_cut(number, &disk);
        }
        let Some(event) = events.get(number) else { break };
        match event {
            Event::Write { file, .. } | Event::Truncate { file, .. } => {
                disk.entry(name_of(file)).or_default().loose.push(event.clone());
            }
            Event::Sync { file } => disk.entry(name_of(file)).or_default().settle(),
            Event::Delete { file } => {
                disk.remove(&name_of(file));
            }
        }
    }
}

#[test]
fn a_cut_of_power_loses_nothing_acknowledged() {
    stage();
    let session = session(12);
    assert!(session.events.iter().filter(|event| matches!(event, Event::Sync { .. })).count() > 30);
    let mut dice = Dice::new(3);
    let mut wanted: Vec<usize> = (0..times(400, 100_000)).map(|_| dice.roll(session.events.len() + 1)).collect();
    wanted.sort_unstable();
    let (place, mut violations, mut examined) = (stage().copy(), Vec::new(), HashMap::new());
    replay(&session.events, &wanted, |number, disk| {
        let left = [DATABASE, ENGINE_JOURNAL]
            .map(|name| disk.get(name).cloned().map(|file| file.cut(&mut dice)).filter(|file| file.there))
            .map(|file| file.map(|file| file.bytes));
        let mut hash = DefaultHasher::new();
        left.hash(&mut hash);
        let found = examined.entry(hash.finish()).or_insert_with(|| {
            for (name, bytes) in [DATABASE, ENGINE_JOURNAL].iter().zip(&left) {
                let path = place.book.join(name);
                match bytes {
                    Some(bytes) => std::fs::write(path, bytes).unwrap(),
                    None => drop(std::fs::remove_file(path)),
                }
            }
            stage::sound(&place.book, PASSWORD).map(|()| stage().digest(&place.book))
        });
        // Whatever was acknowledged is there; what was under way may be there whole.
        let standing = session.acknowledged.iter().rposition(|(at, _)| *at <= number).unwrap();
        let allowed = &session.acknowledged[standing..(standing + 2).min(session.acknowledged.len())];
        match found {
            Ok(digest) if allowed.iter().any(|(_, known)| known == digest) => {}
            other => violations.push(format!("cut before event {number} of {}: {other:?}", session.events.len())),
        }
    });
    println!("R3\t{} cuts left {} different disks", wanted.len(), examined.len());
    record("R3", "cuts of power at any event, any sectors since the last sync", wanted.len(), &violations);
}

impl stage::Stage {
    /// The digest of an open book: of a copy of its file, which is whole between two actions.
    fn digest_open(&self, book: &shebao_store::Book) -> String {
        let folder = stage::folder();
        let copy = folder.path().join(DATABASE);
        std::fs::copy(book.dir().join(DATABASE), &copy).unwrap();
        raw::digest(&self.keys, &copy)
    }
}
