//! Where a scenario takes place: a book in a folder of its own, and the sheets that go into it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use chrono::{NaiveDate, NaiveDateTime};
use shebao_desk::exchange::inspect;
use shebao_desk::wire::book::NewBook;
use shebao_desk::wire::exchange::{ImportReport, ImportRequest, MigrationReport};
use shebao_desk::{Desk, Tools};
use tempfile::TempDir;

use crate::program;

pub const PASSWORD: &str = "四月一日 报社保";
/// 单位名称 and 统一社会信用代码 of the invented company; its check character is right.
pub const COMPANY: &str = "示例科技有限公司";
pub const CREDIT_CODE: &str = "91110105EXAMPLE111";

/// The morning after the last month of the books.
pub fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 4, 1).and_then(|day| day.and_hms_opt(9, 0, 0)).expect("2026-04-01 09:00 is a moment")
}

/// The same day as `--today`.
pub const TODAY: &str = "2026-04-01";

/// What the program ships, read once for all scenarios.
pub fn tools() -> Arc<Tools> {
    static TOOLS: OnceLock<Arc<Tools>> = OnceLock::new();
    let load = || Arc::new(Tools::load(program::executable()).expect("the assets follow their standards"));
    Arc::clone(TOOLS.get_or_init(load))
}

/// An open book; its folder goes with it.
pub struct Place {
    pub desk: Desk,
    pub book: PathBuf,
    _folder: TempDir,
}

impl Place {
    /// A copy of a closed book, opened.
    pub fn copy(from: &Path) -> Self {
        let mut files = Vec::new();
        read_below(from, from, &mut files);
        Self::of(&files)
    }

    fn of(files: &[(PathBuf, Vec<u8>)]) -> Self {
        let folder = folder();
        let place = folder.path().join("book");
        for (path, bytes) in files {
            write(&place.join(path), bytes);
        }
        let desk = Desk::open(tools(), &place, PASSWORD, now()).expect("a copied book opens");
        Self { desk, book: place, _folder: folder }
    }

    /// Locks the book; its folder stays as long as what is given back.
    pub fn close(self) -> TempDir {
        drop(self.desk);
        self._folder
    }
}

pub fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder for the scenario")
}

pub fn new_book(password: &str) -> NewBook {
    NewBook {
        company: COMPANY.to_owned(),
        credit_code: CREDIT_CODE.to_owned(),
        user: "负责人".to_owned(),
        password: password.to_owned(),
    }
}

/// A new book without anything in it.
pub fn empty() -> Place {
    let folder = folder();
    let book = folder.path().join("book");
    let (desk, _) = Desk::create(tools(), &book, &new_book(PASSWORD), now()).expect("a new book");
    Place { desk, book, _folder: folder }
}

/// A book with what 人员/ and 工资/ of a fixture hold. It is migrated once; every scenario gets a copy of its own.
pub fn migrated(book: &'static str) -> Place {
    Place::of(&kept(book).files)
}

/// What the migration of a fixture reported.
pub fn migration(book: &'static str) -> &'static MigrationReport {
    &kept(book).report
}

struct Kept {
    files: Vec<(PathBuf, Vec<u8>)>,
    report: MigrationReport,
}

fn kept(book: &'static str) -> &'static Kept {
    static PUBLIC: OnceLock<Kept> = OnceLock::new();
    static SEED5: OnceLock<Kept> = OnceLock::new();
    static SEED9: OnceLock<Kept> = OnceLock::new();
    let kept = match book {
        "public" => &PUBLIC,
        "seed5" => &SEED5,
        "seed9" => &SEED9,
        other => panic!("there is no book {other}"),
    };
    kept.get_or_init(|| {
        let Place { mut desk, book: place, _folder } = empty();
        let sheets = people_and_wages(book);
        let report = desk.exchange_migrate(sheets.path(), false, now(), &mut |_| true).expect("the folder goes in");
        drop(desk);
        let mut files = Vec::new();
        read_below(&place, &place, &mut files);
        Kept { files, report }
    })
}

/// A copy of 人员/ and 工资/ of a fixture.
pub fn people_and_wages(book: &str) -> TempDir {
    copy_of(book, &["人员", "工资"])
}

/// A copy of some rooms of a fixture.
pub fn copy_of(book: &str, rooms: &[&str]) -> TempDir {
    let copy = folder();
    for room in rooms {
        let mut files = Vec::new();
        let from = shebao_tests::fixture("books").join(book).join(room);
        read_below(&from, &from, &mut files);
        assert!(!files.is_empty(), "{} is empty", from.display());
        for (path, bytes) in files {
            write(&copy.path().join(room).join(path), &bytes);
        }
    }
    copy
}

/// A sheet of 人员/ of a fixture.
pub fn person_sheet(book: &str, name: &str) -> PathBuf {
    shebao_tests::fixture("books").join(book).join("人员").join(name)
}

/// Takes in one file, every recognised sheet of it, good rows only.
#[track_caller]
pub fn import(desk: &mut Desk, file: &Path) -> ImportReport {
    let handle = inspect(&tools(), file).expect("the file can be read").handle;
    let request = ImportRequest { handle, good_rows_only: true, ..ImportRequest::default() };
    desk.exchange_import(&request, now()).expect("the file goes in")
}

fn write(path: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder for the file");
    std::fs::write(path, bytes).expect("the file can be written");
}

fn read_below(top: &Path, folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("an entry of a folder").path();
        if path.is_dir() {
            read_below(top, &path, files);
        } else {
            let name = path.strip_prefix(top).expect("it lies below the top").to_path_buf();
            files.push((name, std::fs::read(&path).expect("the file can be read")));
        }
    }
}
