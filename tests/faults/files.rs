//! 文件操作 — the calls by which the product itself touches files, past SQLite's file layer: the key file, the naming of
//! a backup, the making of a book. The system's functions are put before those of the C library for this test process;
//! they pass everything on, and on a thread that asks for it they fail on demand or write down what reached the disk.
//!
//! What the engine reads and writes in its own files goes through `vfs.rs` and is left to it.
#![expect(unsafe_code, reason = "the system's file functions are functions of C")]

use std::cell::{Cell, RefCell};
use std::ffi::{CStr, OsStr, c_char, c_int, c_long, c_void};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use crate::vfs::Fault;

/// Something that happened to the files below the watched folder, in order.
#[derive(Clone, Debug)]
pub enum Step {
    /// A file is there and empty.
    Emptied(PathBuf),
    /// So stands in a file now; nothing says that the disk has it.
    Written(PathBuf, Vec<u8>),
    /// The engine put bytes into a file of its own at a place.
    Patched(PathBuf, usize, Vec<u8>),
    /// The engine gave a file of its own a length.
    Resized(PathBuf, usize),
    /// So stands in a file on the disk.
    Synced(PathBuf, Vec<u8>),
    /// The names in a folder are on the disk.
    NamesSynced(PathBuf),
    Renamed(PathBuf, PathBuf),
    Removed(PathBuf),
    FolderMade(PathBuf),
}

struct Watch {
    root: PathBuf,
    operations: usize,
    writes: usize,
    plan: Option<(usize, Fault)>,
    fired: bool,
    steps: Vec<Step>,
}

thread_local! {
    static WATCH: RefCell<Option<Watch>> = const { RefCell::new(None) };
    /// While this module looks at files itself.
    static LOOKING: Cell<bool> = const { Cell::new(false) };
    /// While the engine syncs: `vfs.rs` has counted that.
    static ENGINE: Cell<bool> = const { Cell::new(false) };
}

/// What a piece of work did to the files below a folder.
pub struct Seen<T> {
    pub result: T,
    pub operations: usize,
    pub writes: usize,
    pub fired: bool,
    pub steps: Vec<Step>,
}

/// Does `work` and watches what it does below `root`; with a plan, the operation of that number fails.
pub fn watched<T>(root: &Path, plan: Option<(usize, Fault)>, work: impl FnOnce() -> T) -> Seen<T> {
    let root = root.canonicalize().unwrap();
    let watch = Watch { root, operations: 0, writes: 0, plan, fired: false, steps: Vec::new() };
    WATCH.with_borrow_mut(|slot| *slot = Some(watch));
    let result = work();
    let watch = WATCH.with_borrow_mut(Option::take).unwrap();
    let Watch { operations, writes, fired, steps, .. } = watch;
    Seen { result, operations, writes, fired, steps }
}

/// Whether only the engine reads and writes in a file of this name.
fn is_the_engines(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let of_a_copy = |name: &str| name.strip_suffix(".partial").is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
    name == "book.db" || name == "book.db.next" || name.ends_with("-journal") || of_a_copy(&name)
}

/// Asks the watch of this thread, unless there is none or this module is at work itself.
fn with_watch<T>(ask: impl FnOnce(&mut Watch) -> Option<T>) -> Option<T> {
    if LOOKING.try_with(Cell::get).unwrap_or(true) {
        return None;
    }
    WATCH
        .try_with(|watch| watch.try_borrow_mut().ok().and_then(|mut watch| watch.as_mut().and_then(ask)))
        .ok()
        .flatten()
}

/// The place of a file, if it is watched.
fn place(find: impl FnOnce() -> Option<PathBuf>) -> Option<PathBuf> {
    with_watch(|watch| {
        let path = find()?;
        path.starts_with(&watch.root).then_some(path)
    })
}

fn named(path: *const c_char) -> Option<PathBuf> {
    // SAFETY: the caller of a system function hands over a text that ends in zero.
    let name = unsafe { CStr::from_ptr(path) };
    Some(PathBuf::from(OsStr::from_bytes(name.to_bytes())))
}

fn opened(fd: c_int) -> Option<PathBuf> {
    std::fs::read_link(format!("/proc/self/fd/{fd}")).ok()
}

/// Counts an operation; gives the error it fails with, if it is to fail.
fn refused(write: bool) -> Option<c_int> {
    if ENGINE.get() {
        return None;
    }
    with_watch(|watch| {
        watch.operations += 1;
        watch.writes += usize::from(write);
        let (at, fault) = watch.plan?;
        let fails = fault.strikes(at, watch.operations, write.then_some(watch.writes));
        watch.fired |= fails;
        fails.then_some(if fault == Fault::Full { libc::ENOSPC } else { libc::EIO })
    })
}

/// Writes a step down; where something is to fail, nothing is.
fn note(step: impl FnOnce() -> Step) {
    if with_watch(|watch| watch.plan.is_none().then_some(())).is_some() {
        let step = step();
        with_watch(|watch| {
            watch.steps.push(step);
            Some(())
        });
    }
}

/// Notes what stands in a file.
fn note_content(path: PathBuf, step: fn(PathBuf, Vec<u8>) -> Step) {
    note(|| {
        LOOKING.set(true);
        let bytes = std::fs::read(&path).unwrap_or_default();
        LOOKING.set(false);
        step(path, bytes)
    });
}

/// The engine's own sync: what reached the disk is noted, and counted by `vfs.rs` alone.
pub fn by_the_engine<T>(sync: impl FnOnce() -> T) -> T {
    ENGINE.set(true);
    let done = sync();
    ENGINE.set(false);
    done
}

/// What the engine wrote into a file of its own.
pub fn engine_wrote(name: &str, at: usize, bytes: &[u8]) {
    if let Some(path) = place(|| Some(PathBuf::from(name))) {
        note(|| Step::Patched(path, at, bytes.to_vec()));
    }
}

/// The length that the engine gave a file of its own.
pub fn engine_cut(name: &str, length: usize) {
    if let Some(path) = place(|| Some(PathBuf::from(name))) {
        note(|| Step::Resized(path, length));
    }
}

fn fail(code: c_int) -> c_long {
    // SAFETY: every thread has its own place for the error.
    unsafe { *libc::__errno_location() = code };
    -1
}

/// A system function on a name: refused, or done and noted.
fn on_name(path: *const c_char, write: bool, call: impl FnOnce() -> c_long, step: fn(PathBuf) -> Step) -> c_int {
    let place = place(|| named(path));
    if let Some(code) = place.as_ref().and_then(|_| refused(write)) {
        return fail(code) as c_int;
    }
    let done = call();
    if let (0, Some(place)) = (done, place) {
        note(|| step(place));
    }
    done as c_int
}

fn open_at(path: *const c_char, flags: c_int, mode: libc::mode_t) -> c_int {
    let place = place(|| named(path));
    let creates = flags & libc::O_CREAT != 0;
    if let Some(code) = place.as_ref().filter(|place| !is_the_engines(place)).and_then(|_| refused(creates)) {
        return fail(code) as c_int;
    }
    let empties = place.filter(|place| creates && (flags & libc::O_TRUNC != 0 || !there(place)));
    // SAFETY: handed on as it is.
    let fd = unsafe { libc::syscall(libc::SYS_openat, libc::AT_FDCWD, path, flags | libc::O_LARGEFILE, mode) };
    if let (0.., Some(place)) = (fd, empties) {
        note(|| Step::Emptied(place));
    }
    fd as c_int
}

fn there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// A system function on an open file that the engine does not own.
fn on_file(fd: c_int, write: bool, call: impl FnOnce() -> c_long) -> c_long {
    let place = place(|| opened(fd)).filter(|place| !is_the_engines(place));
    if let Some(code) = place.as_ref().and_then(|_| refused(write)) {
        return fail(code);
    }
    let done = call();
    if let (true, 0.., Some(place)) = (write, done, place) {
        note_content(place, Step::Written);
    }
    done
}

fn sync_file(fd: c_int, call: c_long) -> c_int {
    let place = place(|| opened(fd));
    if let Some(code) = place.as_ref().and_then(|_| refused(false)) {
        return fail(code) as c_int;
    }
    // SAFETY: handed on as it is.
    let done = unsafe { libc::syscall(call, fd) };
    match place {
        Some(place) if done == 0 && place.is_dir() => note(|| Step::NamesSynced(place)),
        Some(place) if done == 0 => note_content(place, Step::Synced),
        _ => {}
    }
    done as c_int
}

#[unsafe(no_mangle)]
extern "C" fn open(path: *const c_char, flags: c_int, mode: libc::mode_t) -> c_int {
    open_at(path, flags, mode)
}

#[unsafe(no_mangle)]
extern "C" fn open64(path: *const c_char, flags: c_int, mode: libc::mode_t) -> c_int {
    open_at(path, flags, mode)
}

#[unsafe(no_mangle)]
extern "C" fn read(fd: c_int, to: *mut c_void, n: usize) -> isize {
    // SAFETY: handed on as it is.
    on_file(fd, false, || unsafe { libc::syscall(libc::SYS_read, fd, to, n) }) as isize
}

#[unsafe(no_mangle)]
extern "C" fn write(fd: c_int, from: *const c_void, n: usize) -> isize {
    // SAFETY: handed on as it is.
    on_file(fd, true, || unsafe { libc::syscall(libc::SYS_write, fd, from, n) }) as isize
}

#[unsafe(no_mangle)]
extern "C" fn fsync(fd: c_int) -> c_int {
    sync_file(fd, libc::SYS_fsync)
}

#[unsafe(no_mangle)]
extern "C" fn fdatasync(fd: c_int) -> c_int {
    sync_file(fd, libc::SYS_fdatasync)
}

#[unsafe(no_mangle)]
extern "C" fn rename(from: *const c_char, to: *const c_char) -> c_int {
    let places = place(|| named(to)).and_then(|to| Some((place(|| named(from))?, to)));
    if let Some(code) = places.as_ref().and_then(|_| refused(true)) {
        return fail(code) as c_int;
    }
    // SAFETY: handed on as it is.
    let done = unsafe { libc::syscall(libc::SYS_renameat2, libc::AT_FDCWD, from, libc::AT_FDCWD, to, 0) };
    if let (0, Some((from, to))) = (done, places) {
        note(|| Step::Renamed(from, to));
    }
    done as c_int
}

#[unsafe(no_mangle)]
extern "C" fn unlink(path: *const c_char) -> c_int {
    // SAFETY: handed on as it is.
    on_name(path, false, || unsafe { libc::syscall(libc::SYS_unlinkat, libc::AT_FDCWD, path, 0) }, Step::Removed)
}

#[unsafe(no_mangle)]
extern "C" fn rmdir(path: *const c_char) -> c_int {
    let call = || unsafe { libc::syscall(libc::SYS_unlinkat, libc::AT_FDCWD, path, libc::AT_REMOVEDIR) };
    // SAFETY: handed on as it is.
    on_name(path, false, call, Step::Removed)
}

#[unsafe(no_mangle)]
extern "C" fn mkdir(path: *const c_char, mode: libc::mode_t) -> c_int {
    // SAFETY: handed on as it is.
    on_name(path, true, || unsafe { libc::syscall(libc::SYS_mkdirat, libc::AT_FDCWD, path, mode) }, Step::FolderMade)
}
