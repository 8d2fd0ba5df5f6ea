//! R3 — cuts of power in flows that touch files past the engine: the key file, the naming of backups, the making of a
//! book, the change of its keys. What was synced stands; of names changed since, the first so many may have reached the
//! disk; of a file's content written since, any part, the engine's own files included.
//!
//! Different cuts may leave the same disk; it is examined once.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use shebao_store::{Secret, restore};

use crate::files::{self, Step};
use crate::flows::{BESIDE, FLOWS, Flow, Leaves, NEW_PASSWORD, SECOND};
use crate::rekeyed::{self, Secrets};
use crate::stage::{self, PASSWORD, now};
use crate::tally::{Dice, record, times};

/// What a disk writes whole or not at all.
const SECTOR: usize = 512;

/// A file: what the disk has for certain, and what was written last.
#[derive(Clone, Default)]
struct Content {
    sure: Option<Vec<u8>>,
    last: Vec<u8>,
}

/// A change of names that may or may not have reached the disk.
#[derive(Clone)]
enum Naming {
    File(PathBuf, usize),
    Folder(PathBuf),
    Renamed(PathBuf, PathBuf),
    Removed(PathBuf),
}

/// The disk while a flow runs. Files are known by number: a name may come to mean another file.
#[derive(Clone, Default)]
struct Disk {
    contents: Vec<Content>,
    /// Names for certain, and as the program sees them.
    sure: BTreeMap<PathBuf, Option<usize>>,
    seen: BTreeMap<PathBuf, Option<usize>>,
    loose: Vec<Naming>,
}

impl Disk {
    fn of(root: &Path) -> Self {
        let mut disk = Self::default();
        for (path, bytes) in stage::read(root) {
            disk.sure.insert(root.join(path), Some(disk.contents.len()));
            disk.contents.push(Content { sure: Some(bytes.clone()), last: bytes });
        }
        disk.seen = disk.sure.clone();
        disk
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::Emptied(path) => {
                let number = self.number(path);
                self.contents[number].last.clear();
            }
            Step::Written(path, bytes) => {
                let number = self.number(path);
                self.contents[number].last.clone_from(bytes);
            }
            Step::Patched(path, at, bytes) => {
                let number = self.number(path);
                let last = &mut self.contents[number].last;
                last.resize(last.len().max(at + bytes.len()), 0);
                last[*at..at + bytes.len()].copy_from_slice(bytes);
            }
            Step::Resized(path, length) => {
                let number = self.number(path);
                self.contents[number].last.resize(*length, 0);
            }
            Step::Synced(path, bytes) => {
                let number = self.number(path);
                self.contents[number] = Content { sure: Some(bytes.clone()), last: bytes.clone() };
            }
            Step::NamesSynced(folder) => self.settle(folder),
            Step::Renamed(from, to) => self.name(Naming::Renamed(from.clone(), to.clone())),
            Step::Removed(path) => self.name(Naming::Removed(path.clone())),
            Step::FolderMade(path) => self.name(Naming::Folder(path.clone())),
        }
    }

    /// The file of that name; a new one if there is none.
    fn number(&mut self, path: &Path) -> usize {
        if let Some(Some(number)) = self.seen.get(path) {
            return *number;
        }
        self.contents.push(Content::default());
        let number = self.contents.len() - 1;
        self.name(Naming::File(path.to_path_buf(), number));
        number
    }

    fn name(&mut self, naming: Naming) {
        apply(&mut self.seen, &naming);
        self.loose.push(naming);
    }

    /// The names of one folder reach the disk.
    fn settle(&mut self, folder: &Path) {
        let (settled, loose) = std::mem::take(&mut self.loose).into_iter().partition(|naming| naming.is_in(folder));
        self.loose = loose;
        let settled: Vec<Naming> = settled;
        settled.iter().for_each(|naming| apply(&mut self.sure, naming));
    }

    /// What a cut leaves below a folder: files with their bytes, folders without.
    fn cut(&self, root: &Path, dice: &mut Dice) -> Left {
        let mut names = self.sure.clone();
        let reached = dice.roll(self.loose.len() + 1);
        self.loose.iter().take(reached).for_each(|naming| apply(&mut names, naming));
        let below = names.into_iter().filter_map(|(path, number)| Some((path.strip_prefix(root).ok()?.into(), number)));
        below.map(|(path, number)| (path, number.map(|number| self.contents[number].cut(dice)))).collect()
    }
}

/// What is on the disk after a cut.
type Left = BTreeMap<PathBuf, Option<Vec<u8>>>;

fn put(left: &Left, to: &Path) {
    for (path, bytes) in left {
        let path = to.join(path);
        match bytes {
            None => std::fs::create_dir_all(path).unwrap(),
            Some(bytes) => {
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, bytes).unwrap();
            }
        }
    }
}

impl Naming {
    fn is_in(&self, folder: &Path) -> bool {
        let (Self::File(path, _) | Self::Folder(path) | Self::Renamed(_, path) | Self::Removed(path)) = self;
        path.parent() == Some(folder)
    }
}

fn apply(names: &mut BTreeMap<PathBuf, Option<usize>>, naming: &Naming) {
    match naming {
        Naming::File(path, number) => {
            names.insert(path.clone(), Some(*number));
        }
        Naming::Folder(path) => {
            names.insert(path.clone(), None);
        }
        Naming::Removed(path) => names.retain(|name, _| !name.starts_with(path)),
        Naming::Renamed(from, to) => {
            let moved: Vec<PathBuf> = names.keys().filter(|name| name.starts_with(from)).cloned().collect();
            for name in moved {
                let rest = name.strip_prefix(from).unwrap();
                let target = if rest.as_os_str().is_empty() { to.clone() } else { to.join(rest) };
                if let Some(what) = names.remove(&name) {
                    names.insert(target, what);
                }
            }
        }
    }
}

impl Content {
    /// What of it the disk has: all, what it had, or any part of what was written since.
    fn cut(&self, dice: &mut Dice) -> Vec<u8> {
        let sure = self.sure.clone().unwrap_or_default();
        if self.sure.as_ref() == Some(&self.last) {
            return sure;
        }
        match dice.roll(5) {
            0 => sure,
            1 => self.last.clone(),
            2 => begun(&sure, &self.last, dice),
            3 => mixed(sure, &self.last, dice),
            _ => torn(&sure, &self.last, dice),
        }
    }
}

/// The first so many bytes as they were written last; behind them what the disk had there.
fn begun(sure: &[u8], last: &[u8], dice: &mut Dice) -> Vec<u8> {
    let written = dice.roll(last.len() + 1);
    let kept = sure.get(written..).unwrap_or_default();
    [&last[..written], kept].concat()
}

/// As it was written last, but for one sector of what was written that came to nothing.
fn torn(sure: &[u8], last: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut torn = last.to_vec();
    let sector = |at: usize| at..(at + SECTOR).min(last.len());
    let written: Vec<usize> =
        (0..last.len()).step_by(SECTOR).filter(|at| sure.get(sector(*at)) != last.get(sector(*at))).collect();
    if !written.is_empty() {
        torn[sector(written[dice.roll(written.len())])].fill(0);
    }
    torn
}

/// Some sectors as they were, the others as they were written last.
fn mixed(mut sure: Vec<u8>, last: &[u8], dice: &mut Dice) -> Vec<u8> {
    sure.resize(last.len(), 0);
    for at in (0..last.len()).step_by(SECTOR) {
        let end = (at + SECTOR).min(last.len());
        if dice.coin() {
            sure[at..end].copy_from_slice(&last[at..end]);
        }
    }
    sure
}

/// Flows that touch files past the engine.
fn flows() -> impl Iterator<Item = &'static Flow> {
    let wanted = ["password", "user", "backup", "second place", "restore", "create", "keys"];
    FLOWS.iter().filter(move |flow| wanted.contains(&flow.name))
}

fn examine(flow: &Flow, place: &Path, acknowledged: bool) -> Result<(), String> {
    let book = place.join("book");
    if flow.leaves == Leaves::Keys {
        let opened = rekeyed::opened_by(&book, rekeyed::new_code())?;
        return if acknowledged && opened == Secrets::Old { Err("acknowledged and lost".to_owned()) } else { Ok(()) };
    }
    if flow.leaves == Leaves::Password {
        let (old, new) = (stage::sound(&book, PASSWORD), stage::sound(&book, NEW_PASSWORD));
        return match (acknowledged, old, new) {
            (true, Err(_), Ok(())) | (false, Ok(()), Err(_)) | (false, Err(_), Ok(())) => Ok(()),
            (_, old, new) => Err(format!("old {old:?}, new {new:?}")),
        };
    }
    stage::sound(&book, PASSWORD)?;
    let beside = place.join(BESIDE);
    match flow.leaves {
        Leaves::NewBook if beside.exists() => stage::sound(&beside, PASSWORD)?,
        Leaves::NewBook if acknowledged => return Err("acknowledged and not there".to_owned()),
        _ => {}
    }
    if acknowledged && flow.name == "user" {
        stage::sound(&book, NEW_PASSWORD)?;
    }
    let whole = [book.join("backups"), place.join(SECOND)]
        .iter()
        .map(|folder| whole_backups(folder, place))
        .sum::<Result<usize, _>>()?;
    let wanted = match flow.name {
        "backup" | "restore" => 1,
        // One of before, one made and the same one carried.
        "second place" => 3,
        _ => 0,
    };
    if acknowledged && whole < wanted { Err(format!("{whole} backups instead of {wanted}")) } else { Ok(()) }
}

/// How many backups of a folder count, each of them restored; a copy without its manifest counts for nothing.
fn whole_backups(folder: &Path, place: &Path) -> Result<usize, String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(0) };
    let mut whole = 0;
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.extension().is_none_or(|e| e != "backup") || !path.with_extension("json").exists() {
            continue;
        }
        let (to, secret) = (place.join("again"), Secret::Password { user: None, password: PASSWORD });
        let done = restore(&path, &to, &secret, "测试", now()).and_then(|restored| restored.book.close());
        std::fs::remove_dir_all(&to).ok();
        done.map_err(|error| format!("{}: {}", path.display(), error.code()))?;
        whole += 1;
    }
    Ok(whole)
}

/// The moments of cuts: mostly between the operations past the engine, which are few, and some within the engine's own.
fn moments(steps: &[Step], wanted: usize, dice: &mut Dice) -> Vec<usize> {
    let engines = |step: &Step| matches!(step, Step::Patched(..) | Step::Resized(..));
    let mut between: Vec<usize> = (0..steps.len()).filter(|number| !engines(&steps[*number])).collect();
    between.push(steps.len());
    let any = |dice: &mut Dice| dice.roll(steps.len() + 1);
    let mut cuts: Vec<usize> = (0..wanted)
        .map(|_| if dice.roll(WITHIN) == 0 { any(dice) } else { between[dice.roll(between.len())] })
        .collect();
    cuts.sort_unstable();
    cuts
}

/// One cut of so many falls within the engine's writing.
const WITHIN: usize = 8;

/// Cuts one recorded flow at so many moments; tells how many different disks that left.
fn cut_flow(flow: &Flow, wanted: usize, dice: &mut Dice, violations: &mut Vec<String>) -> usize {
    let copy = (flow.start)().copy();
    let root = copy.folder.path().canonicalize().unwrap();
    let mut disk = Disk::of(&root);
    let seen = files::watched(&root, None, || (flow.run)(&copy.book));
    seen.result.unwrap();
    assert!(seen.steps.iter().any(|step| matches!(step, Step::Renamed(..))), "{}: nothing took its name", flow.name);
    let mut cuts = moments(&seen.steps, wanted, dice).into_iter().peekable();
    let mut examined: HashMap<u64, Result<(), String>> = HashMap::new();
    for number in 0..=seen.steps.len() {
        while cuts.next_if_eq(&number).is_some() {
            let (left, acknowledged) = (disk.cut(&root, dice), number == seen.steps.len());
            let mut hash = DefaultHasher::new();
            (&left, acknowledged).hash(&mut hash);
            let found = examined.entry(hash.finish()).or_insert_with(|| {
                let after = stage::folder();
                put(&left, after.path());
                examine(flow, after.path(), acknowledged)
            });
            if let Err(wrong) = found {
                violations.push(format!("{} cut before step {number} of {}: {wrong}", flow.name, seen.steps.len()));
            }
        }
        if let Some(step) = seen.steps.get(number) {
            disk.take(step);
        }
    }
    examined.len()
}

#[test]
fn a_cut_between_files_leaves_each_whole() {
    let (mut dice, mut violations, mut tried) = (Dice::new(33), Vec::new(), 0);
    for flow in flows() {
        let wanted = times(30, 10_000);
        let disks = cut_flow(flow, wanted, &mut dice, &mut violations);
        println!("R3\t{}: {wanted} cuts left {disks} different disks", flow.name);
        tried += wanted;
    }
    assert!(tried >= 7, "seven flows touch files past the engine");
    record(
        "R3",
        "cuts of power between key file, backups and new books, any names and parts since the last sync",
        tried,
        &violations,
    );
}
