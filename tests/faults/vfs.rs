//! 文件层 — a wrapper over SQLite's own file layer that fails on demand and writes down what reaches the disk.
//!
//! It becomes the default of this test process, so the product opens its books through it without knowing. Faults and
//! records belong to the thread that asked for them: tests do not disturb each other.
#![expect(unsafe_code, reason = "SQLite's file layer is an interface of C functions")]

use std::cell::RefCell;
use std::collections::HashMap;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::ptr;
use std::sync::{LazyLock, Mutex, Once, PoisonError};

use rusqlite::ffi;

/// How an operation fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// This one fails, the next ones work.
    Once,
    /// This one and everything after it.
    ForEver,
    /// The disk is full: every write from this one on.
    Full,
}

impl Fault {
    /// Whether it strikes the operation of that number, which is a write of its own number or none.
    pub fn strikes(self, at: usize, operation: usize, written: Option<usize>) -> bool {
        match self {
            Self::Once => operation == at,
            Self::ForEver => operation >= at,
            Self::Full => written.is_some_and(|number| number >= at),
        }
    }
}

pub const FAULTS: [Fault; 3] = [Fault::Once, Fault::ForEver, Fault::Full];

/// Something that reached a file, in order.
#[derive(Clone, Debug)]
pub enum Event {
    Write { file: String, at: usize, bytes: Vec<u8> },
    Truncate { file: String, size: usize },
    Sync { file: String },
    Delete { file: String },
}

#[derive(Default)]
struct Watch {
    /// Operations so far.
    operations: usize,
    /// Writes so far.
    writes: usize,
    /// Which operation (of a full disk: which write) fails, and how.
    plan: Option<(usize, Fault)>,
    fired: bool,
    record: Option<Vec<Event>>,
}

thread_local! {
    static WATCH: RefCell<Watch> = RefCell::default();
}

/// What stands behind a file that is open.
struct Behind {
    methods: *const ffi::sqlite3_io_methods,
    name: String,
}

// SAFETY: the pointer is to a constant table of SQLite's own file layer.
unsafe impl Send for Behind {}

static OPEN: LazyLock<Mutex<HashMap<usize, Behind>>> = LazyLock::new(Mutex::default);

/// Puts the wrapper before SQLite's own file layer, once per process.
pub fn install() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: the default layer lives as long as the process, as does the copy that is registered here.
        unsafe {
            let real = ffi::sqlite3_vfs_find(ptr::null());
            assert!(!real.is_null(), "SQLite has a file layer");
            let mut own = *real;
            own.zName = c"faulty".as_ptr();
            own.pNext = ptr::null_mut();
            own.pAppData = real.cast();
            own.xOpen = Some(open);
            own.xDelete = Some(delete);
            own.xAccess = Some(access);
            own.xFullPathname = Some(full_pathname);
            assert_eq!(ffi::sqlite3_vfs_register(Box::leak(Box::new(own)), 1), ffi::SQLITE_OK);
        }
    });
}

/// Counts the operations and writes of `work` on this thread.
pub fn counted<T>(work: impl FnOnce() -> T) -> (T, usize, usize) {
    WATCH.with_borrow_mut(|watch| *watch = Watch::default());
    let result = work();
    WATCH.with_borrow_mut(|watch| (result, watch.operations, watch.writes))
}

/// Does `work` with a fault at the given operation; tells whether it was met.
pub fn failing<T>(at: usize, fault: Fault, work: impl FnOnce() -> T) -> (T, bool) {
    WATCH.with_borrow_mut(|watch| *watch = Watch { plan: Some((at, fault)), ..Watch::default() });
    let result = work();
    (result, WATCH.with_borrow_mut(std::mem::take).fired)
}

/// Starts to write down what reaches the files.
pub fn start_record() {
    WATCH.with_borrow_mut(|watch| *watch = Watch { record: Some(Vec::new()), ..Watch::default() });
}

/// How much is written down so far.
pub fn recorded() -> usize {
    WATCH.with_borrow(|watch| watch.record.as_ref().map_or(0, Vec::len))
}

/// Ends the record and gives it.
pub fn end_record() -> Vec<Event> {
    WATCH.with_borrow_mut(std::mem::take).record.unwrap_or_default()
}

/// Counts an operation; gives the code it fails with, if it is to fail.
fn step(write: bool, code: c_int) -> Option<c_int> {
    WATCH.with_borrow_mut(|watch| {
        watch.operations += 1;
        watch.writes += usize::from(write);
        let (at, fault) = watch.plan?;
        let fails = fault.strikes(at, watch.operations, write.then_some(watch.writes));
        watch.fired |= fails;
        fails.then_some(if fault == Fault::Full { ffi::SQLITE_FULL } else { code })
    })
}

fn note(event: impl FnOnce() -> Event) {
    WATCH.with_borrow_mut(|watch| {
        if let Some(record) = &mut watch.record {
            record.push(event());
        }
    });
}

fn files() -> std::sync::MutexGuard<'static, HashMap<usize, Behind>> {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn behind(file: *mut ffi::sqlite3_file) -> (&'static ffi::sqlite3_io_methods, String) {
    let files = files();
    let behind = files.get(&(file as usize)).expect("the file is open");
    // SAFETY: tables of the file layer are constants.
    (unsafe { &*behind.methods }, behind.name.clone())
}

unsafe fn text(name: *const c_char) -> String {
    if name.is_null() {
        return String::new();
    }
    // SAFETY: SQLite hands over a text that ends in zero.
    unsafe { CStr::from_ptr(name) }.to_string_lossy().into_owned()
}

unsafe fn real(vfs: *mut ffi::sqlite3_vfs) -> *mut ffi::sqlite3_vfs {
    // SAFETY: set by `install`.
    unsafe { (*vfs).pAppData.cast() }
}

unsafe extern "C" fn open(
    vfs: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: arguments are SQLite's, handed on as they are; a file that was not opened has no methods.
    unsafe {
        if let Some(code) = step(false, ffi::SQLITE_CANTOPEN) {
            (*file).pMethods = ptr::null();
            return code;
        }
        let real = real(vfs);
        let code = ((*real).xOpen.expect("open"))(real, name, file, flags, out);
        if code == ffi::SQLITE_OK && !(*file).pMethods.is_null() {
            files().insert(file as usize, Behind { methods: (*file).pMethods, name: text(name) });
            (*file).pMethods = &raw const METHODS;
        }
        code
    }
}

unsafe extern "C" fn delete(vfs: *mut ffi::sqlite3_vfs, name: *const c_char, sync: c_int) -> c_int {
    // SAFETY: handed on as they are.
    unsafe {
        if let Some(code) = step(false, ffi::SQLITE_IOERR_DELETE) {
            return code;
        }
        let real = real(vfs);
        let code = ((*real).xDelete.expect("delete"))(real, name, sync);
        note(|| Event::Delete { file: text(name) });
        code
    }
}

unsafe extern "C" fn access(vfs: *mut ffi::sqlite3_vfs, name: *const c_char, flags: c_int, out: *mut c_int) -> c_int {
    // SAFETY: handed on as they are.
    unsafe {
        if let Some(code) = step(false, ffi::SQLITE_IOERR_ACCESS) {
            return code;
        }
        let real = real(vfs);
        ((*real).xAccess.expect("access"))(real, name, flags, out)
    }
}

unsafe extern "C" fn full_pathname(
    vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    n: c_int,
    out: *mut c_char,
) -> c_int {
    // SAFETY: handed on as they are.
    unsafe {
        let real = real(vfs);
        ((*real).xFullPathname.expect("path"))(real, name, n, out)
    }
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    let behind = files().remove(&(file as usize)).expect("the file is open");
    // SAFETY: the file gets its own methods back before it is closed.
    unsafe {
        (*file).pMethods = behind.methods;
        ((*behind.methods).xClose.expect("close"))(file)
    }
}

unsafe extern "C" fn read(file: *mut ffi::sqlite3_file, to: *mut c_void, n: c_int, at: i64) -> c_int {
    if let Some(code) = step(false, ffi::SQLITE_IOERR_READ) {
        return code;
    }
    // SAFETY: handed on as they are.
    unsafe { (behind(file).0.xRead.expect("read"))(file, to, n, at) }
}

unsafe extern "C" fn write(file: *mut ffi::sqlite3_file, from: *const c_void, n: c_int, at: i64) -> c_int {
    if let Some(code) = step(true, ffi::SQLITE_IOERR_WRITE) {
        return code;
    }
    let (methods, name) = behind(file);
    let place = usize::try_from(at).expect("an offset");
    // SAFETY: SQLite hands over `n` bytes.
    unsafe {
        let bytes = std::slice::from_raw_parts(from.cast(), usize::try_from(n).expect("a length"));
        crate::files::engine_wrote(&name, place, bytes);
        note(|| Event::Write { file: name, at: place, bytes: bytes.to_vec() });
        (methods.xWrite.expect("write"))(file, from, n, at)
    }
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, size: i64) -> c_int {
    if let Some(code) = step(false, ffi::SQLITE_IOERR_TRUNCATE) {
        return code;
    }
    let (methods, name) = behind(file);
    let length = usize::try_from(size).expect("a size");
    crate::files::engine_cut(&name, length);
    note(|| Event::Truncate { file: name, size: length });
    // SAFETY: handed on as they are.
    unsafe { (methods.xTruncate.expect("truncate"))(file, size) }
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, flags: c_int) -> c_int {
    if let Some(code) = step(false, ffi::SQLITE_IOERR_FSYNC) {
        return code;
    }
    let (methods, name) = behind(file);
    note(|| Event::Sync { file: name });
    // SAFETY: handed on as they are.
    crate::files::by_the_engine(|| unsafe { (methods.xSync.expect("sync"))(file, flags) })
}

unsafe extern "C" fn size(file: *mut ffi::sqlite3_file, out: *mut i64) -> c_int {
    if let Some(code) = step(false, ffi::SQLITE_IOERR_FSTAT) {
        return code;
    }
    // SAFETY: handed on as they are.
    unsafe { (behind(file).0.xFileSize.expect("size"))(file, out) }
}

unsafe extern "C" fn lock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    if let Some(code) = step(false, ffi::SQLITE_IOERR_LOCK) {
        return code;
    }
    // SAFETY: handed on as they are.
    unsafe { (behind(file).0.xLock.expect("lock"))(file, level) }
}

unsafe extern "C" fn unlock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: handed on as they are.
    unsafe { (behind(file).0.xUnlock.expect("unlock"))(file, level) }
}

unsafe extern "C" fn reserved(file: *mut ffi::sqlite3_file, out: *mut c_int) -> c_int {
    // SAFETY: handed on as they are.
    unsafe { (behind(file).0.xCheckReservedLock.expect("reserved"))(file, out) }
}

unsafe extern "C" fn control(file: *mut ffi::sqlite3_file, op: c_int, argument: *mut c_void) -> c_int {
    // SAFETY: handed on as they are.
    unsafe { (behind(file).0.xFileControl.expect("control"))(file, op, argument) }
}

unsafe extern "C" fn sector(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: handed on as they are.
    unsafe { (behind(file).0.xSectorSize.expect("sector"))(file) }
}

unsafe extern "C" fn device(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: handed on as they are.
    unsafe { (behind(file).0.xDeviceCharacteristics.expect("device"))(file) }
}

/// Version 1: no shared memory and no mapped pages, as the product uses neither.
static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 1,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(reserved),
    xFileControl: Some(control),
    xSectorSize: Some(sector),
    xDeviceCharacteristics: Some(device),
    xShmMap: None,
    xShmLock: None,
    xShmBarrier: None,
    xShmUnmap: None,
    xFetch: None,
    xUnfetch: None,
};
