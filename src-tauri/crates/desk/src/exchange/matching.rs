//! 匹配 — which person of the book a row speaks of: by document number, then 工号 and name, then a name that is unique.

use std::collections::HashMap;

use shebao_documents::clean::employee_no_key;
use shebao_documents::rows::Person;
use shebao_rules::identity::IdNumber;
use shebao_rules::name;
use shebao_rules::words::IdType;
use shebao_store::{Employee, MatchStrength, Stored, View};

use crate::error::Outcome;

/// 待编 — how a 工号 begins that stands in until the company's own is known.
const INTERIM: &str = "待编";

/// The people of the book, indexed once per batch and kept up to date while it runs.
#[derive(Default)]
pub(super) struct People {
    rows: HashMap<i64, Employee>,
    by_number: HashMap<String, Vec<(IdType, i64)>>,
    by_no: HashMap<String, i64>,
    by_name: HashMap<String, Vec<i64>>,
    /// The highest 待编 number in use.
    last_interim: u32,
}

/// What a row met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Met {
    /// One person, by this strength.
    One(i64, MatchStrength),
    /// Several people of this name; only the clerk can tell.
    Several(Vec<i64>),
    /// 工号 or name point to somebody with another document number.
    Contradiction(i64),
    /// Nobody.
    Nobody,
}

impl People {
    pub(super) fn of(view: &View<'_>) -> Outcome<Self> {
        let mut people = Self::default();
        for Stored { id, row } in view.employees()? {
            people.put(id, row);
        }
        Ok(people)
    }

    pub(super) fn get(&self, id: i64) -> Option<&Employee> {
        self.rows.get(&id)
    }

    /// Those of whom something holds, in the order in which they came into the book.
    pub(super) fn those(&self, holds: impl Fn(&Employee) -> bool) -> Vec<i64> {
        let mut ids: Vec<i64> = self.rows.iter().filter(|(_, employee)| holds(employee)).map(|(id, _)| *id).collect();
        ids.sort_unstable();
        ids
    }

    /// The people of a folded name.
    pub(super) fn of_name(&self, folded: &str) -> Vec<i64> {
        self.by_name.get(folded).cloned().unwrap_or_default()
    }

    /// The person of a number, whatever document it belongs to.
    pub(super) fn by_number_written(&self, number: &str) -> Option<i64> {
        self.by_number.get(number)?.first().map(|(_, id)| *id)
    }

    /// Takes a person in, or her changed row.
    pub(super) fn put(&mut self, id: i64, row: Employee) {
        if let Some((id_type, number)) = row.id_type.zip(row.id_number.as_ref()) {
            let holders = self.by_number.entry(number.clone()).or_default();
            holders.retain(|(other, _)| *other != id_type);
            holders.push((id_type, id));
        }
        let no = employee_no_key(&row.employee_no);
        let interim = no.strip_prefix(INTERIM).and_then(|digits| digits.parse().ok());
        self.last_interim = self.last_interim.max(interim.unwrap_or(0));
        self.by_no.insert(no, id);
        let named = self.by_name.entry(row.name_folded.clone()).or_default();
        if !named.contains(&id) {
            named.push(id);
        }
        self.rows.insert(id, row);
    }

    /// The person of a 工号.
    pub(super) fn by_employee_no(&self, employee_no: &str) -> Option<i64> {
        self.by_no.get(&employee_no_key(employee_no)).copied()
    }

    /// Whether a 工号 is taken.
    pub(super) fn no_taken(&self, employee_no: &str) -> bool {
        self.by_no.contains_key(&employee_no_key(employee_no))
    }

    /// A 工号 for somebody whose sheet gives none: it can never be mistaken for one of the company's own, and gives way
    /// to it when another sheet brings it.
    pub(super) fn interim_no(&self) -> String {
        format!("{INTERIM}{:03}", self.last_interim + 1)
    }

    /// The 工号 of a known person, now that a row speaks of her: the row's own in place of an interim one.
    pub(super) fn settled_no(&self, known: &Employee, person: &Person) -> String {
        let written =
            person.employee_no.as_deref().filter(|no| known.employee_no.starts_with(INTERIM) && !self.no_taken(no));
        written.unwrap_or(&known.employee_no).to_owned()
    }

    /// Which person a row speaks of. A document number decides; 工号 counts only together with the name.
    pub(super) fn meet(&self, person: &Person) -> Met {
        if let Some(found) = person.id.as_ref().and_then(|id| self.by_number(id)) {
            return Met::One(found, MatchStrength::Id);
        }
        let folded = person.name.as_deref().map(name::fold);
        let by_no = person.employee_no.as_deref().and_then(|no| self.by_no.get(&employee_no_key(no))).copied();
        if let Some(found) = by_no {
            let employee = self.rows.get(&found);
            let same_name = employee.is_some_and(|e| folded.as_ref().is_none_or(|f| *f == e.name_folded));
            let other_number = person
                .id
                .as_ref()
                .is_some_and(|id| employee.is_some_and(|e| e.id_number.as_deref().is_some_and(|n| n != id.as_str())));
            return match (same_name, other_number) {
                (true, false) => Met::One(found, MatchStrength::EmployeeNo),
                _ => Met::Contradiction(found),
            };
        }
        match folded {
            // A row that carries a number of its own is a new person, however many share the name.
            Some(folded) if person.id.is_none() && person.employee_no.is_none() => self.named(&folded),
            _ => Met::Nobody,
        }
    }

    fn by_number(&self, number: &IdNumber) -> Option<i64> {
        let mut holders = self.by_number.get(number.as_str())?.iter();
        holders.find(|(id_type, _)| *id_type == number.id_type()).map(|(_, id)| *id)
    }

    fn named(&self, folded: &str) -> Met {
        match self.by_name.get(folded).map(Vec::as_slice) {
            None | Some([]) => Met::Nobody,
            Some([one]) => Met::One(*one, MatchStrength::Name),
            Some(several) => Met::Several(several.to_vec()),
        }
    }
}
