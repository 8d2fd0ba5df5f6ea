//! 会话 — the book, the password and the day an action runs on.

use std::fs;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{Local, NaiveDate, NaiveDateTime};
use shebao_desk::{Code, Desk, Failure, Outcome, Tools, access};

use crate::args::Arguments;

/// What every command may need.
pub(crate) struct Session {
    book: Option<PathBuf>,
    password_file: Option<PathBuf>,
    /// Why an act may go on although the backup before it failed.
    without_backup: Option<String>,
    /// Where the backup before an upgrade goes.
    upgrade_backup: Option<PathBuf>,
    /// What is done, such as `roster list`.
    verb: String,
    pub now: NaiveDateTime,
    pub tools: Arc<Tools>,
}

impl Session {
    pub(crate) fn of(arguments: &Arguments, verb: String) -> Outcome<Self> {
        let worker = std::env::current_exe().map_err(|_| Failure::new(Code::Internal).with("at", "program"))?;
        Ok(Self {
            book: arguments.book.clone(),
            password_file: arguments.password_file.clone(),
            without_backup: arguments.without_backup.clone(),
            upgrade_backup: arguments.upgrade_backup.clone(),
            verb,
            now: moment(arguments.today.as_deref())?,
            tools: Arc::new(Tools::load(worker)?),
        })
    }

    /// The book's folder.
    pub(crate) fn dir(&self) -> Outcome<&Path> {
        self.book.as_deref().ok_or_else(|| Failure::new(Code::NoBookOpen))
    }

    /// The password, from its file or asked for on the terminal; never an argument.
    pub(crate) fn password(&self) -> Outcome<String> {
        match &self.password_file {
            Some(file) => password_in(file),
            None => rpassword::prompt_password("密码：").map_err(|_| Failure::new(Code::WrongPassword)),
        }
    }

    /// The book where one is named and its password can be had; what policy holds is told without one too.
    pub(crate) fn open_book(&self) -> Outcome<Option<Desk>> {
        let asked = self.password_file.is_some() || std::io::stdin().is_terminal();
        if self.book.is_some() && asked { self.desk().map(Some) } else { Ok(None) }
    }

    /// Opens the book for who may do what was asked; what earlier commands changed is backed up when half an hour has passed.
    pub(crate) fn desk(&self) -> Outcome<Desk> {
        let dir = self.dir()?;
        let save_to = self.upgrade_backup.as_deref();
        let mut desk = Desk::open_saving(Arc::clone(&self.tools), dir, &self.password()?, save_to, self.now)?;
        access::admit_verb(Some(desk.who_works()), &self.verb, self.now)?;
        if let Some(reason) = &self.without_backup {
            desk.backup_waive(reason, self.now)?;
        }
        // What fails is noted in the book and told by `book backups`; it stops no command.
        let _ = desk.keep_safe_if_due(self.now);
        Ok(desk)
    }

    /// Opens the book by its recovery code, with a new password; neither is ever an argument.
    pub(crate) fn recovered(&self, code: &Path, new_password: &Path) -> Outcome<Desk> {
        let (dir, save_to) = (self.dir()?, self.upgrade_backup.as_deref());
        let code = fs::read_to_string(code).map_err(|_| Failure::new(Code::WrongRecoveryCode))?;
        let (tools, password) = (Arc::clone(&self.tools), password_in(new_password)?);
        Desk::open_with_recovery(tools, dir, code.trim(), &password, save_to, self.now)
    }
}

/// The password in a file.
pub(crate) fn password_in(file: &Path) -> Outcome<String> {
    let text = fs::read_to_string(file).map_err(|_| Failure::new(Code::WrongPassword))?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

/// The day given, at the present time of day; else now.
fn moment(today: Option<&str>) -> Outcome<NaiveDateTime> {
    let now = Local::now().naive_local();
    match today {
        None => Ok(now),
        Some(text) => {
            let day: NaiveDate = text
                .parse()
                .map_err(|_| Failure::new(Code::InvalidInput).with("field", "today").with("expected", "2026-03-31"))?;
            Ok(day.and_time(now.time()))
        }
    }
}
