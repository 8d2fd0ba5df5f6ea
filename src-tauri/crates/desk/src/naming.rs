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

/// Shorter numbers than this stand in too many texts by chance.
const SHORTEST_NUMBER: usize = 7;

/// 不得具名 — who may not be named now, with the words that would tell who she is.
#[derive(Default)]
pub(crate) struct Unnamed {
    /// The longest first: a name may be part of another one.
    words: Vec<(String, i64)>,
    /// 工号 → id of the same.
    numbers: BTreeMap<String, i64>,
    /// The names of everybody else.
    others: Vec<String>,
}

impl Unnamed {
    /// A text that anybody may have been named in, with pseudonyms. A name that somebody else bears too tells of nobody alone.
    pub(crate) fn veil(&self, text: String) -> String {
        self.replaced(text, |word, _| self.tells(word))
    }

    /// Whom texts name that anybody may have been named in.
    pub(crate) fn named_in<'t>(&self, texts: impl Iterator<Item = &'t str>) -> BTreeSet<i64> {
        let telling: Vec<&(String, i64)> = self.words.iter().filter(|(word, _)| self.tells(word)).collect();
        let named = texts.flat_map(|text| telling.iter().filter(move |(word, _)| text.contains(word.as_str())));
        named.map(|(_, id)| *id).collect()
    }

    /// Everybody who may not be named.
    pub(crate) fn everybody(&self) -> BTreeSet<i64> {
        self.numbers.values().copied().collect()
    }

    fn tells(&self, word: &str) -> bool {
        !self.others.iter().any(|other| other.contains(word))
    }

    /// A text that is known to speak of one person: her name goes though a colleague bears it too.
    pub(crate) fn veil_of(&self, id: i64, text: String) -> String {
        self.replaced(text, |_, own| own == id)
    }

    /// What stands for the name of the person with this 工号, if she is one of them.
    pub(crate) fn pseudonym_of(&self, employee_no: &str) -> Option<String> {
        self.numbers.get(employee_no).copied().map(pseudonym)
    }

    fn replaced(&self, mut text: String, tells: impl Fn(&str, i64) -> bool) -> String {
        for (word, id) in &self.words {
            if text.contains(word.as_str()) && tells(word, *id) {
                text = text.replace(word.as_str(), &pseudonym(*id));
            }
        }
        text
    }
}

/// The words by which a text tells that it means her.
fn words_of(employee: &Employee) -> Vec<String> {
    let numbers = [&employee.id_number, &employee.phone, &employee.bank_account].into_iter().flatten();
    let numbers = numbers.filter(|number| number.chars().count() >= SHORTEST_NUMBER);
    numbers.chain([&employee.name]).filter(|word| word.chars().count() > 1).cloned().collect()
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

    /// The same with the words that would tell who they are.
    pub(crate) fn unnamed_words(&self) -> Outcome<Unnamed> {
        let away = self.unnamed()?;
        let mut unnamed = Unnamed::default();
        if away.is_empty() {
            return Ok(unnamed);
        }
        for (id, employee) in self.people()?.iter() {
            if away.contains(id) {
                unnamed.words.extend(words_of(employee).into_iter().map(|word| (word, *id)));
                unnamed.numbers.insert(employee.employee_no.clone(), *id);
            } else {
                unnamed.others.push(employee.name.clone());
            }
        }
        unnamed.words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        Ok(unnamed)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// 王芳 (7) and 王芳芳 (9) are put away, 李静文 is not, so that nothing is known of whom 李静 (8) means there.
    fn unnamed() -> Unnamed {
        let words = [("110105198511089975", 7), ("王芳芳", 9), ("王芳", 7), ("李静", 8)];
        Unnamed {
            words: words.map(|(word, id)| (word.to_owned(), id)).into(),
            numbers: BTreeMap::from([("00007".to_owned(), 7)]),
            others: vec!["李静文".to_owned(), "王磊".to_owned()],
        }
    }

    #[test]
    fn a_text_names_nobody_who_may_not_be() {
        let veil = |text: &str| unnamed().veil(text.to_owned());
        assert_eq!(veil("王芳芳与王芳（110105198511089975）"), "封存人员9与封存人员7（封存人员7）");
        assert_eq!(veil("李静文的行"), "李静文的行", "a colleague keeps her name");
        assert_eq!(veil("王磊"), "王磊");
        assert_eq!(unnamed().veil_of(8, "00008 李静".to_owned()), "00008 封存人员8", "who is meant is known");
        let named = |text: &str| unnamed().named_in([text].into_iter()).into_iter().collect::<Vec<_>>();
        assert_eq!(named("电话转王芳 110105198511089975"), [7]);
        assert_eq!((named("王芳芳、王磊"), named("李静文的行")), (vec![7, 9], vec![]), "rather one too many");
        assert_eq!(
            (unnamed().pseudonym_of("00007").as_deref(), unnamed().pseudonym_of("00001")),
            (Some("封存人员7"), None)
        );
    }
}
