//! 权限 — the one table of who may do and see what: role × field class, and a row for every command of the window and
//! every verb of the command line. Both shells ask here before anything is done, and what is not in the table is refused.

mod table;

use shebao_store::Role;

use crate::Moment;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};

pub use table::RULES;

/// 字段类别 — what personal data is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldClass {
    /// 身份: numbers of papers, telephone.
    Identity,
    /// 薪酬: wages, bases and what is computed from them, per person.
    Pay,
    /// 银行: accounts.
    Bank,
    /// 医疗: hospital, diagnosis; they stand under a key of their own.
    Medical,
}

impl FieldClass {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Identity, Self::Pay, Self::Bank, Self::Medical];

    /// The identifier in the journal and on the wire.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Pay => "pay",
            Self::Bank => "bank",
            Self::Medical => "medical",
        }
    }

    /// The clerk's word.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        match self {
            Self::Identity => "身份",
            Self::Pay => "薪酬",
            Self::Bank => "银行",
            Self::Medical => "医疗",
        }
    }

    /// Reads an identifier.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.id() == text)
    }
}

/// 角色 × 字段类别 — which classes a role sees at all.
#[must_use]
pub const fn sees(role: Role, class: FieldClass) -> bool {
    match (role, class) {
        (Role::Owner | Role::Clerk, _) => true,
        (Role::Auditor, FieldClass::Identity | FieldClass::Pay | FieldClass::Bank) => true,
        (Role::Viewer, FieldClass::Identity) => true,
        (Role::Auditor, FieldClass::Medical) => false,
        (Role::Viewer, FieldClass::Pay | FieldClass::Bank | FieldClass::Medical) => false,
    }
}

/// 动作类别 — what kind of doing a command is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// Needs no open book, or tells nothing of one.
    Anyone,
    /// 查看: every role.
    Look,
    /// 经办: 负责人 and 经办.
    Work,
    /// 管理: 负责人 alone.
    Own,
}

impl Right {
    const fn held_by(self, role: Role) -> bool {
        match self {
            Self::Anyone | Self::Look => true,
            Self::Work => matches!(role, Role::Owner | Role::Clerk),
            Self::Own => matches!(role, Role::Owner),
        }
    }
}

/// 规则 — one row of the table.
#[derive(Debug)]
pub struct Rule {
    /// The window's command; none for what only the command line has.
    pub command: Option<&'static str>,
    /// The same on the command line.
    pub verbs: &'static [&'static str],
    /// What it takes to do it.
    pub right: Right,
    /// Classes it tells of as a whole; who does not see one of them is refused. What tells of single fields masks them.
    pub tells: &'static [FieldClass],
    /// 再验密码: whether the password must have been given a short while ago.
    pub again: bool,
}

impl Rule {
    fn lets(&self, role: Role) -> bool {
        self.right.held_by(role) && self.tells.iter().all(|class| sees(role, *class))
    }
}

/// Whether a role may use a command of the window at all.
#[must_use]
pub fn may(role: Role, command: &str) -> bool {
    RULES.iter().any(|rule| rule.command == Some(command) && rule.lets(role))
}

/// Minutes for which a password that was given counts.
const GRACE: i64 = 10;

/// 在场 — who works with the open book, and when her password was last given.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// Her role.
    pub role: Role,
    /// When a secret of hers was last given: at the opening, or since.
    pub proved: Moment,
    /// 演示账簿: nothing in it is anybody's.
    pub demo: bool,
}

impl Standing {
    fn is_fresh(&self, now: Moment) -> bool {
        // A clock that was set back does not keep a door open.
        self.demo || (self.proved <= now && (now - self.proved).num_minutes() < GRACE)
    }
}

/// Whether a command of the window may be done.
///
/// # Errors
/// [`Code::NotAllowed`], [`Code::PasswordNeeded`], [`Code::NoBookOpen`]; [`Code::Internal`] for one without a row.
pub fn admit_command(standing: Option<&Standing>, command: &str, now: Moment) -> Outcome<()> {
    admit(standing, RULES.iter().find(|rule| rule.command == Some(command)), now)
}

/// Whether a verb of the command line may be done.
///
/// # Errors
/// As [`admit_command`].
pub fn admit_verb(standing: Option<&Standing>, verb: &str, now: Moment) -> Outcome<()> {
    admit(standing, RULES.iter().find(|rule| rule.verbs.contains(&verb)), now)
}

fn admit(standing: Option<&Standing>, rule: Option<&Rule>, now: Moment) -> Outcome<()> {
    let rule = rule.ok_or_else(|| Failure::new(Code::Internal).with("at", "access"))?;
    if rule.right == Right::Anyone {
        return Ok(());
    }
    let standing = standing.ok_or_else(|| Failure::new(Code::NoBookOpen))?;
    if !rule.lets(standing.role) {
        return Err(Failure::new(Code::NotAllowed));
    }
    if rule.again && !standing.is_fresh(now) {
        return Err(Failure::new(Code::PasswordNeeded));
    }
    Ok(())
}

impl Desk {
    /// 在场 — who works here.
    #[must_use]
    pub const fn who_works(&self) -> &Standing {
        &self.standing
    }

    pub(crate) const fn sees(&self, class: FieldClass) -> bool {
        sees(self.standing.role, class)
    }

    /// 再验密码 — the password given again opens what asks for it for a short while.
    ///
    /// # Errors
    /// [`Code::WrongPassword`], [`Code::WaitBeforeRetry`].
    pub fn prove(&mut self, password: &str, now: Moment) -> Outcome<()> {
        self.book.prove(password, now)?;
        self.standing.proved = now;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::NaiveDate;

    use super::*;

    fn at(minute: u32) -> Moment {
        NaiveDate::from_ymd_opt(2026, 4, 1).unwrap().and_hms_opt(9, minute, 0).unwrap()
    }

    fn code(role: Role, command: &str, now: Moment) -> Option<Code> {
        let standing = Standing { role, proved: at(0), demo: false };
        admit_command(Some(&standing), command, now).err().map(|failure| failure.code)
    }

    #[test]
    fn the_table_of_roles_and_classes_is_the_designs() {
        let seen = |role| FieldClass::ALL.map(|class| sees(role, class));
        assert_eq!(seen(Role::Owner), [true; 4]);
        assert_eq!(seen(Role::Clerk), [true; 4]);
        assert_eq!(seen(Role::Auditor), [true, true, true, false]);
        assert_eq!(seen(Role::Viewer), [true, false, false, false]);
    }

    #[test]
    fn each_role_does_what_it_is_for() {
        let refused = Some(Code::NotAllowed);
        for (command, clerk, viewer, auditor) in [
            ("roster_list", None, None, None),
            ("roster_edit", None, refused, refused),
            ("contribution_ledger", None, refused, None),
            ("payroll_worksheet", None, refused, None),
            ("exchange_original", None, refused, refused),
            ("user_add", refused, refused, refused),
            ("user_password", None, None, None),
            ("journal_verify", None, None, None),
        ] {
            assert_eq!(code(Role::Owner, command, at(1)), None, "{command}");
            let found = [Role::Clerk, Role::Viewer, Role::Auditor].map(|role| code(role, command, at(1)));
            assert_eq!(found, [clerk, viewer, auditor], "{command}");
        }
        assert_eq!(code(Role::Owner, "no_such_command", at(1)), Some(Code::Internal), "what has no row is refused");
        let nobody = |command| admit_command(None, command, at(1)).err().map(|failure| failure.code);
        assert_eq!((nobody("roster_list"), nobody("books_known")), (Some(Code::NoBookOpen), None));
    }

    #[test]
    fn the_password_counts_for_ten_minutes() {
        let needed = Some(Code::PasswordNeeded);
        let found = [0, 9, 10, 59].map(|minute| code(Role::Owner, "roster_reveal_all", at(minute)));
        assert_eq!(found, [None, None, needed, needed]);
        let before = at(0) - chrono::Duration::minutes(1);
        assert_eq!(code(Role::Owner, "roster_reveal_all", before), needed, "a clock that was set back");
        let demo = Standing { role: Role::Owner, proved: at(0), demo: true };
        assert!(admit_command(Some(&demo), "roster_reveal_all", at(59)).is_ok());
    }

    #[test]
    fn a_command_or_verb_has_one_row() {
        let commands: Vec<&str> = RULES.iter().filter_map(|rule| rule.command).collect();
        assert_eq!(commands.iter().collect::<BTreeSet<_>>().len(), commands.len());
        let verbs: Vec<&str> = RULES.iter().flat_map(|rule| rule.verbs).copied().collect();
        assert_eq!(verbs.iter().collect::<BTreeSet<_>>().len(), verbs.len());
    }
}
