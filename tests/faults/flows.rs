//! 流程 — what a clerk does with a book, each as one call that succeeds or says why not.

use std::cell::RefCell;
use std::path::Path;

use shebao_desk::Desk;
use shebao_desk::exchange::inspect;
use shebao_desk::wire::roster::PersonEdit;
use shebao_store::{Book, NewBook, NewUser, RecoveryCode, Role, Secret, restore};

use crate::rekeyed;
use crate::stage::{self, CHEAP, COMPANY, CREDIT_CODE, PASSWORD, Start, USER, code, now, stage, tools};

/// The password after the change of it.
pub const NEW_PASSWORD: &str = "换过以后的长密码";

/// What is left of a flow and has to be whole.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Leaves {
    /// The book, as before or as after.
    Book,
    /// The book as before, and beside it a whole new one or none.
    NewBook,
    /// The book, which opens by the old password or the new one.
    Password,
    /// The book under one set of keys or the other.
    Keys,
}

pub struct Flow {
    pub name: &'static str,
    pub leaves: Leaves,
    /// The book it begins from, made without a fault.
    pub start: fn() -> Start,
    pub run: fn(&Path) -> Result<(), String>,
}

pub const FLOWS: &[Flow] = &[
    Flow { name: "open", leaves: Leaves::Book, start: untouched, run: open },
    Flow { name: "import", leaves: Leaves::Book, start: untouched, run: import },
    Flow { name: "run month", leaves: Leaves::Book, start: untouched, run: run_month },
    Flow { name: "edit", leaves: Leaves::Book, start: untouched, run: edit },
    Flow { name: "close month", leaves: Leaves::Book, start: untouched, run: close_month },
    Flow { name: "undo", leaves: Leaves::Book, start: untouched, run: undo },
    Flow { name: "backup", leaves: Leaves::Book, start: untouched, run: backup },
    Flow { name: "restore", leaves: Leaves::NewBook, start: backed_up, run: restore_beside },
    Flow { name: "create", leaves: Leaves::NewBook, start: untouched, run: create },
    Flow { name: "migration", leaves: Leaves::Book, start: made_old, run: open },
    Flow { name: "password", leaves: Leaves::Password, start: untouched, run: password },
    Flow { name: "user", leaves: Leaves::Book, start: untouched, run: user },
    Flow { name: "second place", leaves: Leaves::Book, start: backed_up, run: second_place },
    Flow { name: "keys", leaves: Leaves::Keys, start: rekeyed::start, run: rekeyed::change },
];

/// Where restoring and creating put their book.
pub const BESIDE: &str = "beside";

/// Where backups are carried to.
pub const SECOND: &str = "second";

pub fn untouched() -> Start {
    Start::of(|_| {})
}

fn at_desk(book: &Path, work: impl FnOnce(&mut Desk) -> Result<(), String>) -> Result<(), String> {
    let mut desk = Desk::open(tools(), book, PASSWORD, now()).map_err(code)?;
    work(&mut desk)
}

fn open(book: &Path) -> Result<(), String> {
    at_desk(book, |desk| desk.book_info().map(|_| ()).map_err(code))
}

thread_local! {
    /// The sheet that is taken in; it is read once for many attempts.
    static HANDLE: RefCell<Option<String>> = const { RefCell::new(None) };
}

fn import(book: &Path) -> Result<(), String> {
    let file = stage::sheet("社保公积金参保台账.xlsx");
    let inspected = || inspect(&tools(), &file).unwrap().handle;
    let handle = HANDLE.with_borrow_mut(|handle| handle.get_or_insert_with(inspected).clone());
    let taken = at_desk(book, |desk| stage::take_in(desk, &handle));
    if taken.is_ok() {
        HANDLE.with_borrow_mut(Option::take);
    }
    taken
}

fn run_month(book: &Path) -> Result<(), String> {
    at_desk(book, |desk| desk.contribution_run("2026-02", None, now()).map(|_| ()).map_err(code))
}

/// The first person's notes.
fn edit(book: &Path) -> Result<(), String> {
    at_desk(book, |desk| {
        let first = desk.roster_list(None).map_err(code)?.remove(0).employee_no;
        let edit = PersonEdit { notes: Some("备注一条".to_owned()), ..PersonEdit::default() };
        desk.roster_edit(&first, &edit, now()).map(|_| ()).map_err(code)
    })
}

fn close_month(book: &Path) -> Result<(), String> {
    at_desk(book, |desk| desk.month_close("2026-01", Some("已逐项看过"), now()).map(|_| ()).map_err(code))
}

fn undo(book: &Path) -> Result<(), String> {
    at_desk(book, |desk| desk.undo(None, now()).map(|_| ()).map_err(code))
}

fn backup(book: &Path) -> Result<(), String> {
    let open = stage::open(book, PASSWORD)?;
    open.backup(None, now(), &mut |_, _| true).map(|_| ()).map_err(|error| error.code().to_owned())
}

pub fn backed_up() -> Start {
    Start::of(|book| backup(book).unwrap())
}

fn restore_beside(book: &Path) -> Result<(), String> {
    let secret = Secret::Password { user: None, password: PASSWORD };
    let copy = book.join("backups/000001.backup");
    let restored = restore(&copy, &book.with_file_name(BESIDE), &secret, "测试", now());
    restored.and_then(|restored| restored.book.close()).map_err(|error| error.code().to_owned())
}

fn create(book: &Path) -> Result<(), String> {
    let new = NewBook { company: COMPANY, credit_code: CREDIT_CODE, user: USER, password: PASSWORD, demo: false };
    let made = Book::create(&book.with_file_name(BESIDE), &new, CHEAP, "测试", now());
    made.map_err(|error| error.code().to_owned()).map(|_| ())
}

pub fn made_old() -> Start {
    Start::of(|book| crate::walk::make_old(book, 1))
}

fn password(book: &Path) -> Result<(), String> {
    let mut open = stage::open(book, PASSWORD)?;
    open.change_password(PASSWORD, NEW_PASSWORD, CHEAP, now()).map_err(|error| error.code().to_owned())
}

/// A second user; her password is [`NEW_PASSWORD`].
fn user(book: &Path) -> Result<(), String> {
    let mut open = stage::open(book, PASSWORD)?;
    let new = NewUser { name: "乙", role: Role::Clerk, password: NEW_PASSWORD, medical: false };
    open.add_user(PASSWORD, &new, CHEAP, now()).map_err(|error| error.code().to_owned())
}

fn second_place(book: &Path) -> Result<(), String> {
    let open = stage::open(book, PASSWORD)?;
    let made = open.backup(None, now(), &mut |_, _| true);
    let carried = made.and_then(|backup| open.carry(&backup, &book.with_file_name(SECOND)));
    carried.map(|_| ()).map_err(|error| error.code().to_owned())
}

/// The recovery code of the stage's book.
pub fn recovery() -> RecoveryCode {
    RecoveryCode::parse(&stage().code).unwrap()
}
