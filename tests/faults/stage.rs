//! 舞台 — one small book with a bit of everything, and copies of it to be mistreated.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, OnceLock};

use chrono::{NaiveDate, NaiveDateTime};
use shebao_desk::exchange::inspect;
use shebao_desk::wire::exchange::ImportRequest;
use shebao_desk::{Desk, Tools};
use shebao_store::{Book, KdfCost, NewBook, Secret};
use tempfile::TempDir;

use crate::raw::{self, Keys};
use crate::vfs;

pub const PASSWORD: &str = "四月一日 报社保";
pub const COMPANY: &str = "示例科技有限公司";
pub const CREDIT_CODE: &str = "91110105EXAMPLE111";
pub const USER: &str = "负责人";

/// A cheap derivation: these tests are about files, not about guessing.
pub const CHEAP: KdfCost = KdfCost { memory_kib: 64, passes: 1, lanes: 1 };

pub const TODAY: &str = "2026-04-01";

pub fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 4, 1).unwrap().and_hms_opt(9, 0, 0).unwrap()
}

pub fn tools() -> Arc<Tools> {
    static TOOLS: OnceLock<Arc<Tools>> = OnceLock::new();
    Arc::clone(TOOLS.get_or_init(|| Arc::new(Tools::load(shebao_tests::executable()).unwrap())))
}

/// A folder in memory where there is one: thousands of copies need no disk.
pub fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory).unwrap() } else { tempfile::tempdir().unwrap() }
}

/// Files as they are put before each of many attempts.
#[derive(Clone)]
pub struct Start(Arc<Vec<(PathBuf, Vec<u8>)>>);

impl Start {
    /// The stage's book after something was done to it.
    pub fn of(ready: impl FnOnce(&Path)) -> Self {
        let copy = stage().copy();
        ready(&copy.book);
        Self(Arc::new(read(copy.folder.path())))
    }

    pub fn copy(&self) -> Copy {
        let folder = folder();
        put(folder.path(), &self.0);
        Copy { book: folder.path().join("book"), folder }
    }
}

/// The book every fault begins from.
pub struct Stage {
    files: Vec<(PathBuf, Vec<u8>)>,
    pub keys: Keys,
    pub code: String,
}

/// A copy of it.
pub struct Copy {
    pub book: PathBuf,
    pub folder: TempDir,
}

pub fn sheet(name: &str) -> PathBuf {
    shebao_tests::fixture("books/public/人员").join(name)
}

pub fn stage() -> &'static Stage {
    static STAGE: OnceLock<Stage> = OnceLock::new();
    STAGE.get_or_init(|| {
        vfs::install();
        let folder = folder();
        let place = folder.path().join("book");
        let new = NewBook { company: COMPANY, credit_code: CREDIT_CODE, user: USER, password: PASSWORD, demo: false };
        let (book, code) = Book::create(&place, &new, CHEAP, "测试", now()).unwrap();
        book.close().unwrap();
        let mut desk = Desk::open(tools(), &place, PASSWORD, now()).unwrap();
        for name in ["单位参保参数.xlsx", "员工导入模板示例.xlsx"] {
            import(&mut desk, &sheet(name)).unwrap();
        }
        desk.contribution_run("2026-01", None, now()).unwrap();
        drop(desk);
        Stage { files: read(&place), keys: Keys::of(&code.to_string()), code: code.to_string() }
    })
}

/// Inspects and takes in.
pub fn import(desk: &mut Desk, file: &Path) -> Result<(), String> {
    let handle = inspect(&tools(), file).map_err(code)?.handle;
    take_in(desk, &handle)
}

/// Takes in what was inspected.
pub fn take_in(desk: &mut Desk, handle: &str) -> Result<(), String> {
    let request = ImportRequest { handle: handle.to_owned(), good_rows_only: true, ..ImportRequest::default() };
    desk.exchange_import(&request, now()).map(|_| ()).map_err(code)
}

pub fn code(failure: shebao_desk::Failure) -> String {
    format!("{:?} {:?}", failure.code, failure.params)
}

impl Stage {
    pub fn copy(&self) -> Copy {
        let folder = folder();
        let book = folder.path().join("book");
        put(&book, &self.files);
        Copy { book, folder }
    }

    /// The bytes of one file of the book.
    pub fn bytes(&self, name: &str) -> &[u8] {
        &self.files.iter().find(|(path, _)| path == Path::new(name)).unwrap().1
    }

    pub fn digest(&self, book: &Path) -> String {
        raw::digest(&self.keys, &book.join("book.db"))
    }
}

/// The real program on a book, to be started; the password lies in a file beside the book.
pub fn program(book: &Path, arguments: &[String]) -> Command {
    in_shell(book, "", arguments)
}

/// The same after a line of the shell.
pub fn in_shell(book: &Path, line: &str, arguments: &[String]) -> Command {
    let password = book.with_file_name("password");
    std::fs::write(&password, PASSWORD).unwrap();
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("{line} exec \"$0\" \"$@\"")).arg(shebao_tests::executable());
    command.args(arguments).args(["--today", TODAY, "--json"]).arg("--book").arg(book);
    command.arg("--password-file").arg(password).env_remove("SHEBAO_BOOK");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

pub fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// Opens past the desk.
pub fn open(book: &Path, password: &str) -> Result<Book, String> {
    let secret = Secret::Password { user: None, password };
    Book::open(book, &secret, "测试", now()).map_err(|error| error.code().to_owned())
}

/// Opens, checks, and gives what is wrong.
pub fn sound(book: &Path, password: &str) -> Result<(), String> {
    let book = open(book, password).map_err(|code| format!("does not open: {code}"))?;
    let findings = book.check().map_err(|error| format!("cannot be checked: {}", error.code()))?;
    book.close().map_err(|error| format!("does not close: {}", error.code()))?;
    if findings.is_empty() { Ok(()) } else { Err(format!("{findings:?}")) }
}

pub fn put(place: &Path, files: &[(PathBuf, Vec<u8>)]) {
    for (path, bytes) in files {
        let path = place.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

/// Every file below a folder.
pub fn read(place: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![place.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push((path.strip_prefix(place).unwrap().to_path_buf(), std::fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}
