//! 台账里的人 — whom a row of a ledger speaks of.

use shebao_documents::recognise::Field;
use shebao_documents::rows::Person;
use shebao_rules::{identity, name};
use shebao_store::{Employee, IdStatus, Origin, Tx};

use crate::authority::Authority;
use crate::error::Outcome;
use crate::exchange::ground::matching::{Met, is_weak, only};
use crate::exchange::ground::report::{BY_WHOM, Report};
use crate::exchange::ground::run::Run;
use crate::initials::initials;

/// The person a ledger row speaks of; one with a valid number who is not known yet is taken in with what the row tells.
pub(in crate::exchange) fn met_or_made(
    tx: &mut Tx<'_>,
    run: &mut Run<'_>,
    person: &Person,
    row: u32,
    origin: Origin,
    report: &mut Report,
) -> Outcome<Option<i64>> {
    match run.people.meet(person) {
        Met::One(id, strength) => {
            if let (true, Some(known)) = (is_weak(strength), run.people.get(id)) {
                report.confirm(row, &known.name, &known.employee_no, only(strength));
            }
            Ok(Some(id))
        }
        Met::Nobody if !run.mode.adds() => {
            report.reject_new(row, "这个人");
            Ok(None)
        }
        Met::Nobody => match (&person.id, &person.name) {
            (Some(number), Some(written)) => {
                let employee_no = person.employee_no.clone().unwrap_or_else(|| run.people.interim_no());
                let employee = Employee {
                    employee_no,
                    name: written.clone(),
                    name_folded: name::fold(written),
                    name_initials: initials(written),
                    id_type: Some(number.id_type()),
                    id_number: Some(number.as_str().to_owned()),
                    id_status: IdStatus::Checked,
                    birth: number.birth(),
                    sex: number.sex(),
                    origin: Some(origin),
                    authority: Authority::Ledger.id().to_owned(),
                    ..Employee::default()
                };
                let id = tx.insert_employee(&employee)?;
                run.people.put(id, employee);
                Ok(Some(id))
            }
            _ => {
                let message = "账簿里没有这个人，本行也没有证件号码；请先导入花名册".to_owned();
                report.reject(row, BY_WHOM, "unknown_person", message);
                Ok(None)
            }
        },
        Met::Contradiction(_) => {
            let number =
                person.id.as_ref().map(|id| format!("（{}）", identity::mask(id.as_str()))).unwrap_or_default();
            let message = format!("工号与姓名或证件号码{number}对不上账簿里的同一个人，请核对");
            report.reject(row, &[Field::EmployeeNo], "employee_no_contradicts", message);
            Ok(None)
        }
        Met::Several(_) => {
            let message = "账簿里有多名同名员工，本行没有工号或证件号码，无法分辨；请补一列工号".to_owned();
            report.reject(row, &[Field::Name], "ambiguous_name", message);
            Ok(None)
        }
    }
}
