//! `shebao privacy …`

use serde_json::{Value, json};
use shebao_desk::wire::privacy::{
    CopyRequest, Correction, Erase, Freeze, KeepingEdit, NewPrivacyRequest, RequestAnswer,
};
use shebao_desk::wire::privacy_form::{FormAnswer, FormAnswers, NewForm};
use shebao_desk::wire::year_archive::ArchiveRequest;
use shebao_desk::{Code, Failure, Outcome, archive_verify};

use super::people::person;
use super::value;
use crate::args::Privacy;
use crate::session::Session;

pub(super) fn run(session: &Session, verb: Privacy) -> Outcome<Value> {
    let now = session.now;
    match verb {
        Privacy::ArchiveVerify { folder } => match session.open_book()? {
            Some(desk) => value(desk.privacy_archive_verify(&folder)?),
            None => value(archive_verify(&folder)?),
        },
        Privacy::Keeping => value(session.desk()?.privacy_keeping(now)?),
        Privacy::SetKeeping { years, request_days } => {
            value(session.desk()?.privacy_keeping_set(&KeepingEdit { years, request_days }, now)?)
        }
        Privacy::Freeze { employees, reason } => {
            value(session.desk()?.privacy_freeze(&Freeze { employee_nos: employees, reason }, now)?)
        }
        Privacy::Unfreeze { employees, reason } => {
            value(session.desk()?.privacy_unfreeze(&Freeze { employee_nos: employees, reason }, now)?)
        }
        Privacy::Open { employee, reason } => {
            let mut desk = session.desk()?;
            desk.privacy_open(&Freeze { employee_nos: vec![employee.clone()], reason }, now)?;
            Ok(json!({ "person": desk.roster_person(&employee)? }))
        }
        Privacy::Requests => Ok(json!({ "requests": session.desk()?.privacy_requests(now)? })),
        Privacy::RequestAdd { employee, kind, received, content } => {
            let new = NewPrivacyRequest { employee_no: employee, kind, received_on: received, content };
            Ok(json!({ "requests": session.desk()?.privacy_request_add(&new, now)? }))
        }
        Privacy::RequestAnswer { id, answer, refuse } => {
            let answer = RequestAnswer { id, refused: refuse, answer };
            Ok(json!({ "requests": session.desk()?.privacy_request_answer(&answer, now)? }))
        }
        other => handed_out(session, other),
    }
}

/// What is written down, handed out or destroyed.
fn handed_out(session: &Session, verb: Privacy) -> Outcome<Value> {
    let (mut desk, now) = (session.desk()?, session.now);
    match verb {
        Privacy::Erase { employee, dry_run: true, .. } => value(desk.privacy_erasure_scope(&employee, now)?),
        Privacy::Erase { employee, ground, request, dry_run: false } => {
            let own_password = session.password()?;
            value(desk.privacy_erase(&Erase { employee_no: employee, ground, request, own_password }, now)?)
        }
        Privacy::Copy { employee, to, request } => {
            let own_password = session.password()?;
            value(desk.privacy_copy(&CopyRequest { employee_no: employee, request, own_password }, &to, now)?)
        }
        Privacy::Correct { employee, reason, request, change } => {
            let correction = Correction { employee_no: employee, edit: person(*change), reason, request };
            Ok(json!({ "person": desk.privacy_correct(&correction, now)? }))
        }
        Privacy::FormNew { kind, title } => value(desk.privacy_form_new(&NewForm { kind, title }, now)?),
        Privacy::FormFill { id, answers, finish } => {
            let answers = answers.iter().map(|text| answer(text)).collect::<Outcome<_>>()?;
            value(desk.privacy_form_fill(&FormAnswers { id, answers, finish }, now)?)
        }
        Privacy::FormPrint { id, out } => value(desk.privacy_form_print(id, &out, now)?),
        Privacy::Archive { year, to } => {
            let own_password = session.password()?;
            value(desk.privacy_archive(&ArchiveRequest { year, own_password }, &to, now)?)
        }
        Privacy::Archives => Ok(json!({ "archives": desk.privacy_archives()? })),
        _ => Ok(json!({ "forms": desk.privacy_forms(now)? })),
    }
}

/// 项目=说明, or 项目=yes|说明.
fn answer(text: &str) -> Outcome<FormAnswer> {
    let wrong = || Failure::new(Code::InvalidInput).with("field", "answer").with("expected", "term=yes|十年");
    let (item, rest) = text.split_once('=').ok_or_else(wrong)?;
    let (choice, note) = match rest.split_once('|') {
        Some((choice, note)) => (Some(choice.trim().to_owned()), note),
        None if matches!(rest, "yes" | "no" | "none") => (Some(rest.to_owned()), ""),
        None => (None, rest),
    };
    Ok(FormAnswer { item: item.trim().to_owned(), choice, note: note.trim().to_owned() })
}
