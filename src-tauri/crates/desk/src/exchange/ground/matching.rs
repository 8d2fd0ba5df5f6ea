//! 匹配 — which person of the book a row speaks of: by document number, then 工号 and name, then what is to be seen of a
//! masked number with the name, then a name that is unique.

use std::collections::HashMap;

use shebao_documents::clean::{IdProblem, employee_no_key};
use shebao_documents::rows::Person;
use shebao_rules::identity::IdNumber;
use shebao_rules::name;
use shebao_rules::words::IdType;
use shebao_store::{Employee, MatchStrength, Stored, View};
use smallvec::SmallVec;

use crate::error::Outcome;

/// 待编 — how a 工号 begins that stands in until the company's own is known.
const INTERIM: &str = "待编";

/// The people of the book, indexed once per batch and kept up to date while it runs. A number or a name mostly belongs to one
/// person only, who then needs no list of her own.
#[derive(Default)]
pub(in crate::exchange) struct People {
    rows: HashMap<i64, Box<Employee>>,
    by_number: HashMap<String, SmallVec<[(IdType, i64); 1]>>,
    by_no: HashMap<String, i64>,
    by_name: HashMap<String, SmallVec<[i64; 1]>>,
    /// The highest 待编 number in use.
    last_interim: u32,
}

/// What a row met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::exchange) enum Met {
    /// One person, by this strength.
    One(i64, MatchStrength),
    /// Several people of this name; only the clerk can tell.
    Several(Vec<i64>),
    /// 工号 or name point to somebody with another document number.
    Contradiction(i64),
    /// Nobody.
    Nobody,
}

/// The number of a row as far as it can be seen.
fn masked(person: &Person) -> Option<&str> {
    match &person.id_problem {
        Some(IdProblem::Masked { written }) => Some(written),
        _ => None,
    }
}

/// Whether a number with stars can be the full one: the ends agree, and the length if the stars keep it.
pub(in crate::exchange) fn mask_fits(masked: &str, full: &str) -> bool {
    let (Some((head, _)), Some((_, tail))) = (masked.split_once('*'), masked.rsplit_once('*')) else { return false };
    let told = head.len() + tail.len();
    told >= 4 && told < full.len() && full.starts_with(head) && full.ends_with(tail)
}

/// 弱匹配 — whether the clerk should confirm it: neither a whole number nor a 工号 with its name decided.
pub(in crate::exchange) const fn is_weak(strength: MatchStrength) -> bool {
    matches!(strength, MatchStrength::MaskedId | MatchStrength::Name)
}

/// Why a match is weak, for lists of people.
pub(in crate::exchange) const fn only(strength: MatchStrength) -> &'static str {
    match strength {
        MatchStrength::MaskedId => "证件号码有遮盖，按号码首尾和姓名认定",
        _ => "只有姓名相符",
    }
}

impl People {
    /// Those of the book, with room for as many as may come.
    pub(in crate::exchange) fn of(view: &View<'_>, coming: usize) -> Outcome<Self> {
        let mut people = Self::default();
        let known = view.employees()?;
        let room = known.len() + coming;
        people.rows.reserve(room);
        people.by_number.reserve(room);
        people.by_no.reserve(room);
        people.by_name.reserve(room);
        for Stored { id, row } in known {
            people.put(id, row);
        }
        Ok(people)
    }

    pub(in crate::exchange) fn get(&self, id: i64) -> Option<&Employee> {
        self.rows.get(&id).map(Box::as_ref)
    }

    /// Those of whom something holds, in the order in which they came into the book.
    pub(in crate::exchange) fn those(&self, holds: impl Fn(&Employee) -> bool) -> Vec<i64> {
        let mut ids: Vec<i64> = self.rows.iter().filter(|(_, employee)| holds(employee)).map(|(id, _)| *id).collect();
        ids.sort_unstable();
        ids
    }

    /// The people of a folded name.
    pub(in crate::exchange) fn of_name(&self, folded: &str) -> Vec<i64> {
        self.by_name.get(folded).map(|ids| ids.to_vec()).unwrap_or_default()
    }

    /// The person of a number, whatever document it belongs to.
    pub(in crate::exchange) fn by_number_written(&self, number: &str) -> Option<i64> {
        self.by_number.get(number)?.first().map(|(_, id)| *id)
    }

    /// Takes a person in, or her changed row.
    pub(in crate::exchange) fn put(&mut self, id: i64, row: Employee) {
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
        self.rows.insert(id, Box::new(row));
    }

    /// The person of a 工号.
    pub(in crate::exchange) fn by_employee_no(&self, employee_no: &str) -> Option<i64> {
        self.by_no.get(&employee_no_key(employee_no)).copied()
    }

    /// Whether a 工号 is taken.
    pub(in crate::exchange) fn no_taken(&self, employee_no: &str) -> bool {
        self.by_no.contains_key(&employee_no_key(employee_no))
    }

    /// A 工号 for somebody whose sheet gives none: it can never be mistaken for one of the company's own, and gives way
    /// to it when another sheet brings it.
    pub(in crate::exchange) fn interim_no(&self) -> String {
        format!("{INTERIM}{:03}", self.last_interim + 1)
    }

    /// The 工号 of a known person, now that a row speaks of her: the row's own in place of an interim one.
    pub(in crate::exchange) fn settled_no(&self, known: &Employee, person: &Person) -> String {
        let written =
            person.employee_no.as_deref().filter(|no| known.employee_no.starts_with(INTERIM) && !self.no_taken(no));
        written.unwrap_or(&known.employee_no).to_owned()
    }

    /// Which person a row speaks of. A document number decides; 工号 counts only together with the name.
    pub(in crate::exchange) fn meet(&self, person: &Person) -> Met {
        if let Some(found) = person.id.as_ref().and_then(|id| self.by_number(id)) {
            return Met::One(found, MatchStrength::Id);
        }
        let folded = person.name.as_deref().map(name::fold);
        let by_no = person.employee_no.as_deref().and_then(|no| self.by_no.get(&employee_no_key(no))).copied();
        if let Some(found) = by_no {
            let employee = self.rows.get(&found);
            let same_name = employee.is_some_and(|e| folded.as_ref().is_none_or(|f| *f == e.name_folded));
            let known = employee.and_then(|e| e.id_number.as_deref());
            let other_number = known.is_some_and(|known| match (&person.id, masked(person)) {
                (Some(id), _) => known != id.as_str(),
                (None, Some(mask)) => !mask_fits(mask, known),
                (None, None) => false,
            });
            return match (same_name, other_number) {
                (true, false) => Met::One(found, MatchStrength::EmployeeNo),
                _ => Met::Contradiction(found),
            };
        }
        match folded {
            // A row that carries a number of its own is a new person, however many share the name.
            Some(folded) if person.id.is_none() && person.employee_no.is_none() => match masked(person) {
                Some(mask) => self.behind_the_mask(&folded, mask),
                None => self.named(&folded),
            },
            _ => Met::Nobody,
        }
    }

    /// Of the people of a name those whose number the visible digits fit; one whose number is not known yet is met by
    /// the name alone.
    fn behind_the_mask(&self, folded: &str, mask: &str) -> Met {
        let number = |id: &i64| self.rows.get(id).and_then(|e| e.id_number.as_deref());
        let named = self.of_name(folded);
        let fitting: Vec<i64> =
            named.into_iter().filter(|id| number(id).is_none_or(|full| mask_fits(mask, full))).collect();
        match fitting.as_slice() {
            [] => Met::Nobody,
            [one] if number(one).is_some() => Met::One(*one, MatchStrength::MaskedId),
            [one] => Met::One(*one, MatchStrength::Name),
            _ => Met::Several(fitting),
        }
    }

    fn by_number(&self, number: &IdNumber) -> Option<i64> {
        let mut holders = self.by_number.get(number.as_str())?.iter();
        holders.find(|(id_type, _)| *id_type == number.id_type()).map(|(_, id)| *id)
    }

    fn named(&self, folded: &str) -> Met {
        match self.by_name.get(folded).map(SmallVec::as_slice) {
            None | Some([]) => Met::Nobody,
            Some([one]) => Met::One(*one, MatchStrength::Name),
            Some(several) => Met::Several(several.to_vec()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::mask_fits;

    #[test]
    fn a_masked_number_fits_by_its_ends() {
        assert!(mask_fits("4401**********9973", "440106196601189973"));
        assert!(mask_fits("H9****018", "H99900018"));
        assert!(!mask_fits("4401**********9973", "440106196601189974"));
        assert!(!mask_fits("******", "440106196601189974"));
        assert!(!mask_fits("440106196601189973", "440106196601189973"));
    }
}
