//! 执行 — each verb is one desk action; its result becomes the JSON of the command contract.

mod book;
mod enrollment;
mod exchange;
mod month;
mod people;
mod policy;
mod privacy;
mod remittance;
mod user;

use serde::Serialize;
use serde_json::{Value, json};
use shebao_desk::wire::journal::JournalQuery;
use shebao_desk::wire::law::LawSearch;
use shebao_desk::{Code, Failure, Outcome, law};

use crate::args::{Alert, Arguments, Insight, Journal, Law, Noun, Payroll};
use crate::session::Session;

/// Runs the command and gives its JSON.
pub(crate) fn run(arguments: Arguments, verb: String) -> Outcome<Value> {
    let session = Session::of(&arguments, verb)?;
    match arguments.noun {
        Noun::Book(verb) => book::run(&session, verb),
        Noun::User(verb) => user::run(&session, verb),
        Noun::Unit(verb) => people::unit(&session, verb),
        Noun::Roster(verb) => people::roster(&session, verb),
        Noun::Exchange(verb) => exchange::run(&session, verb),
        Noun::Enrollment(verb) => enrollment::run(&session, verb),
        Noun::Payroll(Payroll::Worksheet { year, employee }) => {
            Ok(json!({ "worksheets": session.desk()?.payroll_worksheet(employee.as_deref(), year)? }))
        }
        Noun::Contribution(verb) => month::contribution(&session, verb),
        Noun::Reconciliation(verb) => month::reconciliation(&session, verb),
        Noun::Month(verb) => month::month(&session, verb),
        Noun::Remittance(verb) => remittance::remittance(&session, verb),
        Noun::Arrears(verb) => remittance::arrears(&session, verb),
        Noun::Policy(verb) => policy::run(&session, verb),
        Noun::Law(verb) => law_verb(&session, verb),
        Noun::Statement(verb) => month::statement(&session, verb),
        Noun::Insight(Insight::Board { month }) => value(session.desk()?.insight_board(&month, session.now)?),
        Noun::Insight(Insight::Trend { month }) => value(session.desk()?.insight_trend(&month)?),
        Noun::Insight(Insight::Gaps { from, to, employee: Some(no) }) => {
            value(session.desk()?.insight_person(&no, &from, &to, session.now)?)
        }
        Noun::Insight(Insight::Gaps { from, to, employee: None }) => {
            value(session.desk()?.insight_gaps(&from, &to, session.now)?)
        }
        Noun::Alert(Alert::List { on }) => {
            Ok(json!({ "alerts": session.desk()?.alert_list(on.as_deref(), session.now)? }))
        }
        Noun::Journal(verb) => journal(&session, verb),
        Noun::Privacy(verb) => privacy::run(&session, verb),
    }
}

/// A result of the desk as JSON.
pub(crate) fn value(result: impl Serialize) -> Outcome<Value> {
    serde_json::to_value(result).map_err(|_| Failure::new(Code::Internal).with("at", "json"))
}

fn law_verb(session: &Session, verb: Law) -> Outcome<Value> {
    let (tools, now) = (&session.tools, session.now);
    match verb {
        Law::List => Ok(json!({ "laws": law::index(tools, now).laws })),
        Law::Search { words, law, topic, on } => {
            let request = LawSearch { words: words.join(" "), law, topic, on };
            Ok(json!({ "hits": law::search(tools, &request, now)? }))
        }
        Law::Show { id, on } => value(law::article(tools, &id, on.as_deref(), now)?),
    }
}

fn journal(session: &Session, verb: Journal) -> Outcome<Value> {
    let mut desk = session.desk()?;
    match verb {
        Journal::List { limit } => Ok(json!({ "actions": desk.journal_list(limit)? })),
        Journal::Search { employee, amount, user, from, to, record, before, limit } => {
            let query = JournalQuery { employee_no: employee, amount, user, from, to, record, before, limit };
            value(desk.journal_search(&query)?)
        }
        Journal::Verify { heads } => value(desk.journal_verify(&heads)?),
        Journal::Undo { action } => value(desk.undo(action, session.now)?),
    }
}
