//! 称呼 — how a person may be named now. Who is 封存 and was not opened with a reason bears a pseudonym and no number on
//! every screen, in every file and on every paper, months that were closed long ago included; amounts and seals stay.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use shebao_store::{Employee, Stored};

use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};

/// How the pseudonym of a frozen person begins; that of an erased one stands in her row itself.
const PUT_AWAY: &str = "封存人员";

fn pseudonym(id: i64) -> String {
    format!("{PUT_AWAY}{id}")
}

/// Whether a row was taken from somebody who may not be named now.
pub(crate) fn is_veiled(employee: &Employee) -> bool {
    employee.id_number.is_none() && employee.name.starts_with(PUT_AWAY)
}

/// A row without what tells who it is. What decides insurances and amounts stays, and the 工号 by which she is opened.
fn veiled(id: i64, row: Employee) -> Employee {
    Employee {
        name: pseudonym(id),
        name_folded: pseudonym(id),
        name_initials: String::new(),
        id_number: None,
        phone: None,
        bank_name: None,
        bank_account: None,
        post: None,
        notes: None,
        ..row
    }
}

impl Desk {
    /// Everybody by id, each as she may be named now.
    pub(crate) fn employees_by_id(&self) -> Outcome<Arc<BTreeMap<i64, Employee>>> {
        let (people, unnamed) = (self.people()?, self.unnamed()?);
        if unnamed.is_empty() {
            return Ok(people);
        }
        let named = |(id, row): (&i64, &Employee)| {
            (*id, if unnamed.contains(id) { veiled(*id, row.clone()) } else { row.clone() })
        };
        Ok(Arc::new(people.iter().map(named).collect()))
    }

    /// One person as she may be named now.
    pub(crate) fn employee_named(&self, id: i64) -> Outcome<Option<Stored<Employee>>> {
        let unnamed = self.unnamed()?.contains(&id);
        let found = self.view().employee(id)?;
        Ok(found.map(|found| if unnamed { Stored { id, row: veiled(id, found.row) } } else { found }))
    }

    /// Everybody who is frozen and was not opened since the book was.
    pub(crate) fn unnamed(&self) -> Outcome<BTreeSet<i64>> {
        let frozen = self.view().frozen()?.into_iter().map(|frozen| frozen.employee_id);
        Ok(frozen.filter(|id| !self.opened.contains(id)).collect())
    }

    /// Whether nothing of a person is shown in lists of people: erased, or frozen and not opened in this session.
    pub(crate) fn put_away(&self) -> Outcome<impl Fn(i64) -> bool + use<>> {
        let mut away = self.unnamed()?;
        away.extend(self.view().erasures()?.into_iter().filter_map(|erasure| erasure.employee_id));
        Ok(move |id| away.contains(&id))
    }

    /// Refuses who is frozen and not opened, and who was erased.
    pub(crate) fn refuse_put_away(&self, employee: &Stored<Employee>) -> Outcome<()> {
        let no = &employee.employee_no;
        if self.view().is_erased(employee.id)? {
            return Err(Failure::new(Code::PersonErased).with("employee_no", no));
        }
        if !self.opened.contains(&employee.id) && self.view().frozen_person(employee.id)?.is_some() {
            return Err(Failure::new(Code::PersonFrozen).with("employee_no", no));
        }
        Ok(())
    }
}
