//! `shebao book …`

use std::sync::Arc;

use serde_json::{Value, json};
use shebao_desk::demo::DEMO_PASSWORD;
use shebao_desk::wire::book::NewBook;
use shebao_desk::{Desk, Outcome, handout};

use super::value;
use crate::args::Book;
use crate::session::Session;

pub(super) fn run(session: &Session, verb: Book) -> Outcome<Value> {
    let now = session.now;
    match verb {
        Book::Create { company, credit_code, user } => {
            let new = NewBook { company, credit_code, user, password: session.password()? };
            let (desk, created) = Desk::create(Arc::clone(&session.tools), session.dir()?, &new, now)?;
            desk.label()?;
            Ok(json!({ "recovery_code": created.recovery_code, "book": created.book }))
        }
        Book::Demo => {
            let desk = Desk::demo(Arc::clone(&session.tools), session.dir()?, now)?;
            Ok(json!({ "password": DEMO_PASSWORD, "book": desk.book_info()? }))
        }
        Book::Info => value(session.desk()?.book_info()?),
        Book::Check => value(session.desk()?.book_check()?),
        Book::Backup { to } => value(session.desk()?.book_backup(&to, now)?),
        Book::Backups => value(session.desk()?.backup_state(now)?),
        Book::SecondPlace { to } => value(session.desk()?.backup_second_place(to.as_deref(), now)?),
        Book::Rehearse => value(session.desk()?.backup_rehearse(now)?),
        Book::RecoveryCard { out } => {
            let mut desk = session.desk()?;
            desk.show_recovery(&session.password()?, now)?;
            let card = desk.recovery_card(now)?;
            handout::write(&out, &card)?;
            Ok(json!({ "file": out }))
        }
        Book::Rescue => value(Desk::rescue(Arc::clone(&session.tools), session.dir()?, &session.password()?, now)?.1),
        Book::Restore { file, to } => {
            let desk = Desk::restore(Arc::clone(&session.tools), &file, &to, &session.password()?, now)?;
            Ok(json!({ "file": to, "verified": true, "book": desk.book_info()? }))
        }
    }
}
