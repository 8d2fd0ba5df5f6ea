//! 换密钥 — the book whose keys are changed after somebody left, and what must be true of it wherever that was stopped:
//! exactly one set of secrets opens it, nothing of it is lost, and the backup from before opens with the secret of then.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use sha2::{Digest as _, Sha256};
use shebao_desk::Desk;
use shebao_store::{Book, NewSecret, NewUser, RecoveryCode, Rekey, Role, Secret, restore};

use crate::raw::{self, Keys};
use crate::stage::{self, CHEAP, PASSWORD, Start, now, stage, tools};

/// The other user's password before.
const OTHER: &str = "她原来的长密码";

/// The other user's password after.
pub const LATER: &str = "她换过以后的长密码";

/// The other user, who does not hold the medical key.
pub const WHO: &str = "乙";

/// Which secrets open the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secrets {
    Old,
    New,
}

/// The book before the change.
struct Before {
    start: Start,
    business: String,
    medical: String,
    /// The backup that was made before, and its manifest.
    backup: [Vec<u8>; 2],
}

const BACKUP: [&str; 2] = ["backups/000001.backup", "backups/000001.json"];

/// A second user, claims with what tells of an illness, a backup.
fn make(book: &Path) {
    let mut desk = Desk::open(tools(), book, PASSWORD, now()).unwrap();
    let claims = shebao_tests::fixture("books/public/报销/报销台账.xlsx");
    for file in [stage::sheet("花名册.xlsx"), claims] {
        stage::import(&mut desk, &file).unwrap();
    }
    drop(desk);
    std::fs::remove_dir_all(book.join("backups")).unwrap();
    let mut open = stage::open(book, PASSWORD).unwrap();
    let other = NewUser { name: WHO, role: Role::Clerk, password: OTHER, medical: false };
    open.add_user(PASSWORD, &other, CHEAP, now()).unwrap();
    open.backup(None, now(), &mut |_, _| true).unwrap();
    open.close().unwrap();
}

fn before() -> &'static Before {
    static BEFORE: OnceLock<Before> = OnceLock::new();
    BEFORE.get_or_init(|| {
        let start = Start::of(make);
        let copy = start.copy();
        let open = stage::open(&copy.book, PASSWORD).unwrap();
        let medical = medical(&open).unwrap();
        assert!(medical.contains("hospital: Some("), "the book tells of illnesses");
        open.close().unwrap();
        let to = copy.folder.path().join("again");
        let back = restore(&copy.book.join(BACKUP[0]), &to, &password(OTHER), "测试", now()).unwrap().book;
        assert_eq!(back.user().name, WHO, "the backup opens with the password of its time");
        back.close().unwrap();
        let backup = BACKUP.map(|name| std::fs::read(copy.book.join(name)).unwrap());
        Before { business: business(&stage().keys, &copy.book), start, medical, backup }
    })
}

/// The book that each attempt begins from.
pub fn start() -> Start {
    before().start.clone()
}

fn password(password: &str) -> Secret<'_> {
    Secret::Password { user: None, password }
}

/// The new recovery code of this run.
pub fn new_code() -> &'static RecoveryCode {
    static CODE: OnceLock<RecoveryCode> = OnceLock::new();
    CODE.get_or_init(|| RecoveryCode::fresh().unwrap())
}

/// Changes the keys to those of [`new_code`].
pub fn change(book: &Path) -> Result<(), String> {
    let mut open = stage::open(book, PASSWORD)?;
    let others = [NewSecret { name: WHO, password: LATER, medical: false }];
    let plan = Rekey { code: new_code(), own: PASSWORD, others: &others, cost: CHEAP };
    let changed = open.rekey(&plan, now(), &mut |_, _| true);
    changed.and_then(|()| open.close()).map_err(|error| error.code().to_owned())
}

/// Checks a book whose keys were being changed to those of a recovery code, and tells which secrets open it.
pub fn opened_by(book: &Path, code: &RecoveryCode) -> Result<Secrets, String> {
    let old = RecoveryCode::parse(&stage().code).unwrap();
    let (secrets, right, wrong) = match (opens(book, &password(OTHER)), opens(book, &password(LATER))) {
        (Ok(()), Err(_)) => (Secrets::Old, &old, code),
        (Err(_), Ok(())) => (Secrets::New, code, &old),
        (old, new) => return Err(format!("her old password {old:?}, her new one {new:?}")),
    };
    if opens(book, &Secret::Recovery(wrong)).is_ok() {
        return Err(format!("{secrets:?}, and the other recovery code opens it too"));
    }
    stage::sound(book, PASSWORD).map_err(|wrong| format!("{secrets:?}: {wrong}"))?;
    let open = Book::open(book, &Secret::Recovery(right), "测试", now()).map_err(|error| error.code())?;
    let told = medical(&open)?;
    open.close().map_err(|error| error.code())?;
    let before = before();
    if told != before.medical || business(&Keys::of(&right.to_string()), book) != before.business {
        return Err(format!("{secrets:?}: something is lost"));
    }
    let kept = BACKUP.map(|name| std::fs::read(book.join(name)).unwrap_or_default());
    if kept != before.backup {
        return Err(format!("{secrets:?}: the backup from before is another one"));
    }
    // The engine's journal of the new database is empty by then; where it could not be removed it says nothing.
    let half_made = |(path, bytes): &&(PathBuf, Vec<u8>)| is_of_the_change(path) && !bytes.is_empty();
    match stage::read(book).iter().find(half_made) {
        Some((path, _)) => Err(format!("{secrets:?}: {} was left", path.display())),
        None => Ok(secrets),
    }
}

fn is_of_the_change(path: &Path) -> bool {
    path.to_string_lossy().contains(".next")
}

fn opens(book: &Path, secret: &Secret<'_>) -> Result<(), String> {
    Book::open(book, secret, "测试", now()).and_then(Book::close).map_err(|error| error.code().to_owned())
}

/// What stands under the medical key: every claim's, and the bytes of every kept file.
fn medical(book: &Book) -> Result<String, String> {
    let told = || -> shebao_store::Result<String> {
        let mut text = String::new();
        for claim in book.view().claims()? {
            text += &format!("{} {:?}\n", claim.id, book.view().claim_medical(claim.id)?);
        }
        for id in book.view().document_sizes()?.into_keys() {
            let bytes = book.view().document(id)?.map(|document| Sha256::digest(document.row.bytes));
            text += &format!("{id} {bytes:x?}\n");
        }
        Ok(text)
    };
    told().map_err(|error| error.code().to_owned())
}

/// All business but what is sealed under the medical key, which reads otherwise under each.
fn business(keys: &Keys, book: &Path) -> String {
    let conn = keys.open(&book.join("book.db"));
    let sealed = |name: &str| name == "claim_medical" || name == "stored_document";
    let tables: Vec<_> = raw::tables(&conn).into_iter().filter(|(name, _)| !sealed(name)).collect();
    raw::digest_of(&conn, &tables)
}
