//! 遮盖与显示 — in the window numbers and wages are masked until she asks for them; each time is a row of the journal that
//! says who saw which class of whom and why, and not what.

use std::collections::BTreeSet;

use serde_json::json;
use shebao_rules::identity;
use shebao_store::{Action, Tx};

use crate::Moment;
use crate::access::FieldClass;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::read;
use crate::wire::roster::Person;

/// What a showing of everybody's fields is noted for.
pub(crate) const EVERYBODY: &str = "employee:all";

/// 已显示 — what was asked for since the book was opened.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    /// Whether anything is masked at all: in the window it is, on the command line each command has its password.
    veiled: bool,
    all: BTreeSet<FieldClass>,
    people: BTreeSet<(i64, FieldClass)>,
}

impl Shown {
    fn holds(&self, employee: i64, class: FieldClass) -> bool {
        !self.veiled || self.all.contains(&class) || self.people.contains(&(employee, class))
    }
}

impl Desk {
    /// 遮盖 — from now on numbers and wages are masked until they are asked for; what was shown before is masked again.
    pub fn veil(&mut self) {
        self.shown = Shown { veiled: true, ..Shown::default() };
    }

    /// Whether a class of a person's fields is shown.
    pub(crate) fn shows(&self, employee: i64, class: FieldClass) -> bool {
        self.sees(class) && self.shown.holds(employee, class)
    }

    /// A number of a person as it may be shown now.
    pub(crate) fn shown_number(&self, employee: i64, number: Option<&String>) -> Option<String> {
        number.map(|text| if self.shows(employee, FieldClass::Identity) { text.clone() } else { identity::mask(text) })
    }

    /// Masks a number of a list, where nobody is asked for alone: only what is shown of everybody shows it.
    pub(crate) fn veil_number(&self, number: &mut Option<String>) {
        /// No row of the roster has this id.
        const NOBODY: i64 = 0;
        *number = self.shown_number(NOBODY, number.as_ref());
    }

    /// 显示 one class of one person's fields: 身份, 薪酬, 银行 or 医疗; the reason stands in the journal.
    ///
    /// # Errors
    /// [`Code::UnknownEmployee`], [`Code::InvalidInput`] for a class that is none or without a reason, [`Code::NotAllowed`]
    /// for a class that the role does not see.
    pub fn roster_reveal(&mut self, employee_no: &str, class: &str, reason: &str, now: Moment) -> Outcome<Person> {
        let (class, employee, reason) = (self.class(class)?, self.employee(employee_no)?, reason_given(reason)?);
        // What is on the screen already is not asked for once more; the command line asks each time.
        if !(self.shown.veiled && self.shown.holds(employee.id, class)) {
            self.note_reveal(&format!("employee:{}", employee.id), class, reason, now)?;
            self.shown.people.insert((employee.id, class));
        }
        self.roster_person(employee_no)
    }

    /// 全部显示 one class of everybody's fields; the shell has the password asked for again.
    ///
    /// # Errors
    /// As [`Desk::roster_reveal`].
    pub fn roster_reveal_all(&mut self, class: &str, reason: &str, now: Moment) -> Outcome<()> {
        let (class, reason) = (self.class(class)?, reason_given(reason)?);
        self.note_reveal(EVERYBODY, class, reason, now)?;
        self.shown.all.insert(class);
        Ok(())
    }

    fn class(&self, text: &str) -> Outcome<FieldClass> {
        let expected = || read::invalid("字段类别", "identity、pay、bank、medical");
        let class = FieldClass::of(text).ok_or_else(expected)?;
        if self.sees(class) { Ok(class) } else { Err(Failure::new(Code::NotAllowed)) }
    }

    fn note_reveal(&mut self, object: &str, class: FieldClass, reason: &str, now: Moment) -> Outcome<()> {
        let action = Action { action: "reveal", object };
        self.book.act(&action, now, |tx: &mut Tx<'_>| -> Outcome<()> {
            tx.summarise(json!({ "class": class.id(), "reason": reason }));
            Ok(())
        })?;
        Ok(())
    }
}

fn reason_given(text: &str) -> Outcome<&str> {
    read::given(Some(text)).ok_or_else(|| read::invalid("查看原因", "核对参保信息"))
}
