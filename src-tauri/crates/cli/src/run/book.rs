//! `shebao book …`

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};
use shebao_desk::demo::DEMO_PASSWORD;
use shebao_desk::wire::book::{NewBook, RekeyRequest, Restored, UserSecret};
use shebao_desk::wire::statement::Progress;
use shebao_desk::{Code, Desk, Failure, Outcome, handout};

use super::value;
use crate::args::Book;
use crate::print;
use crate::session::{Session, password_in};

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
        Book::Backup { to } => {
            let mut told = |step: Progress| {
                print::progress(step.done, step.total);
                true
            };
            value(session.desk()?.book_backup(&to, now, &mut told)?)
        }
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
        Book::Recover { code_file, new_password_file } => {
            value(session.recovered(&code_file, &new_password_file)?.book_info()?)
        }
        Book::Rescue => value(Desk::rescue(Arc::clone(&session.tools), session.dir()?, &session.password()?, now)?.1),
        Book::Rekey { out, users } => rekey(session, &out, &users),
        Book::Restore { file, to } => {
            let (_, restored) = Desk::restore(Arc::clone(&session.tools), &file, &to, &session.password()?, now)?;
            let Restored { book, forgotten, tombstones } = restored;
            Ok(json!({
                "file": to, "verified": true, "book": book, "forgotten": forgotten, "tombstones": tombstones,
            }))
        }
    }
}

/// 换密钥 — writes the new card, has two of its groups typed back, and only then changes anything.
fn rekey(session: &Session, out: &Path, users: &[String]) -> Outcome<Value> {
    let (mut desk, now) = (session.desk()?, session.now);
    let wrong = || Failure::new(Code::InvalidInput).with("field", "user").with("expected", "李经办=密码文件");
    let secret = |text: &String| {
        let (name, file) = text.split_once('=').ok_or_else(wrong)?;
        Ok(UserSecret { name: name.to_owned(), password: password_in(Path::new(file))? })
    };
    let users = users.iter().map(secret).collect::<Outcome<Vec<_>>>()?;
    let own_password = session.password()?;
    let shown = desk.rekey_begin(&own_password, now)?;
    std::fs::write(out, desk.recovery_card(now)?).map_err(|_| Failure::new(Code::CannotWrite))?;
    print::line(&format!("新恢复卡已写到 {}，请打开它并照填：", out.display()));
    let [first, second] = shown.confirm_groups;
    let groups = [print::ask_group(first)?, print::ask_group(second)?];
    let mut told = |step: Progress| {
        print::progress(step.done, step.total);
        true
    };
    value(desk.rekey_finish(&RekeyRequest { groups, own_password, users }, now, &mut told)?)
}
