//! The store against real SQLCipher files.

mod backups;
mod erasing;
mod journaling;
mod lines;
mod opening;
mod seals;
mod secrets;
mod undoing;
mod users;

use std::path::PathBuf;

use chrono::NaiveDate;
use shebao_rules::insurance::{Group, Scope};
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use tempfile::TempDir;

use crate::*;

/// A cheap derivation: these tests are about files, not about guessing.
const CHEAP: KdfCost = KdfCost { memory_kib: 64, passes: 1, lanes: 1 };
const PASSWORD: &str = "一个很长的口令 1";
const NAME: &str = "欧阳示例";

fn at(minute: u32) -> Moment {
    NaiveDate::from_ymd_opt(2026, 2, 15).unwrap().and_hms_opt(9, 0, 0).unwrap()
        + chrono::Duration::minutes(minute.into())
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

/// A book in a directory of its own, which goes when the test ends.
struct Desk {
    book: Option<Book>,
    code: RecoveryCode,
    dir: TempDir,
}

impl Desk {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let new = NewBook {
            company: "示例科技有限公司",
            credit_code: "91110000MA0000000X",
            user: "王会计",
            password: PASSWORD,
            demo: false,
        };
        let (book, code) = Book::create(&dir.path().join("book"), &new, CHEAP, "测试机", at(0)).unwrap();
        Self { book: Some(book), code, dir }
    }

    fn place(&self) -> PathBuf {
        self.dir.path().join("book")
    }

    /// What stands beside the book, but for the marks of erased people: nothing half-made may stay.
    fn neighbours(&self) -> Vec<String> {
        let names = std::fs::read_dir(self.dir.path()).unwrap();
        let mut names: Vec<String> = names.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|name| !name.starts_with("tombstones-"));
        names.sort();
        names
    }

    fn book(&mut self) -> &mut Book {
        self.book.as_mut().unwrap()
    }

    fn close(&mut self) {
        self.book.take().unwrap().close().unwrap();
    }

    fn open(&self) -> Result<Book> {
        Book::open(&self.place(), &Secret::Password { user: None, password: PASSWORD }, "测试机", at(1))
    }

    fn act<T>(&mut self, action: &str, work: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> (T, i64) {
        self.book().act(&Action { action, object: "test" }, at(2), work).unwrap()
    }

    /// A unit and a person with cover and a base; their ids and the action.
    fn person(&mut self, employee_no: &str, name: &str) -> (i64, i64, i64) {
        let ((unit_id, employee_id), action_seq) = self.act("employee.add", |tx| {
            let unit_id = match tx.unit_named("北京")? {
                Some(unit) => unit.id,
                None => tx.insert_unit(&unit("北京"))?,
            };
            let employee_id = tx.insert_employee(&employee(employee_no, name))?;
            tx.insert_enrollment(&enrollment(employee_id, unit_id))?;
            tx.insert_declared_base(&base(employee_id, unit_id, 950_000))?;
            Ok((unit_id, employee_id))
        });
        (unit_id, employee_id, action_seq)
    }
}

fn unit(name: &str) -> Unit {
    Unit { name: name.to_owned(), region: "110100".to_owned(), ..Unit::default() }
}

fn employee(employee_no: &str, name: &str) -> Employee {
    Employee {
        employee_no: employee_no.to_owned(),
        name: name.to_owned(),
        name_folded: name.to_owned(),
        name_initials: "oysl".to_owned(),
        authority: "clerk".to_owned(),
        ..Employee::default()
    }
}

fn enrollment(employee_id: i64, unit_id: i64) -> Enrollment {
    Enrollment {
        employee_id,
        unit_id,
        scope: Scope::Group(Group::Social),
        first_month: month("2025-01"),
        last_month: None,
        first_month_late: false,
        reason: None,
        origin: None,
        authority: "clerk".to_owned(),
    }
}

fn base(employee_id: i64, unit_id: i64, fen: i64) -> DeclaredBase {
    DeclaredBase {
        employee_id,
        unit_id,
        scope: Scope::Group(Group::Social),
        from: month("2025-01"),
        to: None,
        amount: Yuan::from_fen(fen),
        average_wage: None,
        reason: BaseReason::Onboarding,
        method: None,
        origin: None,
        authority: "clerk".to_owned(),
    }
}
