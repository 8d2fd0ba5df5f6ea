//! `shebao user …`

use serde_json::{Value, json};
use shebao_desk::Outcome;
use shebao_desk::wire::book::{AddUser, ChangePassword, RemoveUser};

use crate::args::User;
use crate::session::{Session, password_in};

pub(super) fn run(session: &Session, verb: User) -> Outcome<Value> {
    let (mut desk, now) = (session.desk()?, session.now);
    let book = match verb {
        User::List => desk.book_info()?,
        User::Password { new_password_file } => {
            let request = ChangePassword { old: session.password()?, new: password_in(&new_password_file)? };
            desk.user_password(&request, now)?
        }
        User::Add { name, role, new_password_file } => {
            let (password, own_password) = (password_in(&new_password_file)?, session.password()?);
            desk.user_add(&AddUser { name, role, password, own_password }, now)?
        }
        User::Remove { name } => desk.user_remove(&RemoveUser { name, own_password: session.password()? }, now)?,
    };
    Ok(json!({ "users": book.users }))
}
