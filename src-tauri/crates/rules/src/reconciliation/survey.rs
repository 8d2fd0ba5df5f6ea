//! 综观 — what a single cell cannot tell: the person's other insurances and units, and what everybody's amounts say.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::cause::{Cause, CauseCode, Evidence, Figures, Side, Source};
use super::crowd::Crowd;
use super::facts::{Cell, Facts, Person, Who};
use crate::insurance::{Group, Insurance};
use crate::money::Yuan;
use crate::name::fold;

/// Which cell of the month: who, unit and insurance.
pub type Place = (Who, i64, Insurance);

/// 综观 of the month's cells.
pub struct Survey<'f> {
    /// The facts.
    pub facts: &'f Facts,
    /// 众人的费率.
    pub crowd: Crowd,
    /// Cells of the month by person.
    people: BTreeMap<&'f Who, Vec<&'f Cell>>,
    /// Units and insurances of which a list booked in another month holds the month.
    listed: BTreeSet<(i64, Insurance)>,
    /// 参保地错误: who, with the unit where she is due and the one that listed her.
    wrong_city: BTreeMap<&'f Who, (i64, i64)>,
    /// 张冠李戴: somebody listed under another number, with the roster's person.
    wrong_person: BTreeMap<&'f Who, &'f Who>,
    /// 同名, brought together when somebody's are asked for first.
    namesakes: OnceCell<BTreeMap<String, Vec<&'f Who>>>,
    /// 已扣款而无记录, and 已扣款而次月入账, as the debits show.
    pub debited: BTreeMap<Place, Vec<Evidence>>,
}

impl<'f> Survey<'f> {
    /// Looks at everything once; what the debits show is added later.
    #[must_use]
    pub fn of(facts: &'f Facts) -> Self {
        let month = || facts.cells.iter().filter(|cell| cell.period == facts.month);
        let mut people: BTreeMap<&Who, Vec<&Cell>> = BTreeMap::new();
        // Most of a person's cells stand together.
        for own in facts.cells.chunk_by(|a, b| a.who == b.who) {
            let mut own = own.iter().filter(|cell| cell.period == facts.month).peekable();
            if let Some(first) = own.peek() {
                people.entry(&first.who).or_default().extend(own);
            }
        }
        let listed = listed_elsewhere(month());
        let mut survey = Self {
            facts,
            crowd: Crowd::of(month()),
            people,
            listed,
            wrong_city: BTreeMap::new(),
            wrong_person: BTreeMap::new(),
            namesakes: OnceCell::new(),
            debited: BTreeMap::new(),
        };
        survey.wrong_city = survey.people.keys().filter_map(|who| Some((*who, survey.elsewhere(who)?))).collect();
        survey.wrong_person = survey.people.keys().filter_map(|who| Some((*who, survey.meant(who)?))).collect();
        survey
    }

    /// Cells of the month, person by person.
    pub fn cells(&self) -> impl Iterator<Item = &'f Cell> {
        self.people.values().flatten().copied()
    }

    /// Who somebody is.
    #[must_use]
    pub fn person(&self, who: &Who) -> Option<&'f Person> {
        self.facts.people.get(who)
    }

    /// Whether the list of an insurance is known: of the month itself, or one booked in another month that holds it.
    #[must_use]
    pub fn is_listed(&self, unit: i64, insurance: Insurance) -> bool {
        let own = self.facts.units.get(&unit).is_some_and(|u| u.listed.contains(&(self.facts.month, insurance)));
        own || self.listed.contains(&(unit, insurance))
    }

    /// Whether the list of a month of booking is known.
    #[must_use]
    pub fn is_booked(&self, cell: &Cell, month: crate::month::Month) -> bool {
        self.facts.units.get(&cell.unit).is_some_and(|u| u.listed.contains(&(month, cell.insurance)))
    }

    /// Whether the pay sheet of a month tells of an insurance.
    #[must_use]
    pub fn is_paid(&self, unit: i64, insurance: Insurance, month: crate::month::Month) -> bool {
        self.facts.units.get(&unit).is_some_and(|u| u.paid.contains(&(month, insurance)))
    }

    /// The person's cells of a group at a unit.
    pub fn beside(&self, who: &Who, unit: i64, group: Group) -> impl Iterator<Item = &'f Cell> {
        let own = self.people.get(who).map(Vec::as_slice).unwrap_or_default().iter().copied();
        own.filter(move |cell| cell.unit == unit && cell.insurance.group() == group)
    }

    /// Whether nothing of a group that is due at a unit is listed there; `None` if nothing is due, or no list is known.
    #[must_use]
    pub fn nothing_listed(&self, who: &Who, unit: i64, group: Group) -> Option<bool> {
        let due = self.beside(who, unit, group).filter(|cell| cell.due.known().is_some());
        let mut known = due.filter(|cell| self.is_listed(cell.unit, cell.insurance)).peekable();
        known.peek()?;
        Some(known.all(|cell| cell.records.is_empty()))
    }

    /// Whether anything was deducted for the month from somebody's pay at a unit.
    #[must_use]
    pub fn anything_deducted(&self, who: &Who, unit: i64) -> bool {
        let own = self.people.get(who).into_iter().flatten();
        own.filter(|cell| cell.unit == unit).any(|cell| !cell.deducted().is_zero())
    }

    /// The unit where somebody is due and the other one that listed her.
    fn elsewhere(&self, who: &Who) -> Option<(i64, i64)> {
        let cells = self.people.get(who)?;
        let units: BTreeSet<i64> = cells.iter().map(|cell| cell.unit).collect();
        if units.len() < 2 {
            return None;
        }
        let due = units.iter().copied().find(|unit| self.nothing_listed(who, *unit, Group::Social) == Some(true))?;
        let listed = units.iter().copied().filter(|unit| *unit != due).find(|unit| {
            let own: Vec<&Cell> = self.beside(who, *unit, Group::Social).collect();
            own.iter().all(|cell| cell.due.known().is_none()) && own.iter().any(|cell| !cell.records.is_empty())
        })?;
        Some((due, listed))
    }

    /// 参保地错误 of somebody, with the unit where she is due and the one that listed her.
    #[must_use]
    pub fn wrong_city(&self, who: &Who) -> Option<(i64, i64)> {
        self.wrong_city.get(who).copied()
    }

    /// The one of the roster who is meant by a stranger's rows: of the same name, and listed nowhere where she is due.
    fn meant(&self, who: &Who) -> Option<&'f Who> {
        if !matches!(who, Who::Stranger(_)) {
            return None;
        }
        let cell = self.people.get(who)?.first()?;
        let names = self.of_name(&self.person(who)?.name);
        let group = cell.insurance.group();
        let mut missing = names.iter().copied().filter(|other| {
            matches!(other, Who::Employee(_)) && self.nothing_listed(other, cell.unit, group) == Some(true)
        });
        let one = missing.next()?;
        missing.next().is_none().then_some(one)
    }

    /// Whether somebody is mixed up with another in a list.
    #[must_use]
    pub fn is_mixed_up(&self, who: &Who) -> bool {
        self.wrong_person.iter().any(|(stranger, meant)| *stranger == who || *meant == who)
    }

    /// Those of the month's cells who bear a name.
    fn of_name(&self, name: &str) -> &[&'f Who] {
        let namesakes = self.namesakes.get_or_init(|| {
            let mut namesakes: BTreeMap<String, Vec<&Who>> = BTreeMap::new();
            for (who, person) in self.facts.people.iter().filter(|(who, _)| self.people.contains_key(who)) {
                namesakes.entry(fold(&person.name)).or_default().push(who);
            }
            namesakes
        });
        namesakes.get(&fold(name)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The cells of those with the same name, of one unit and insurance.
    pub fn namesakes(&self, cell: &Cell) -> Vec<&'f Cell> {
        let Some(person) = self.person(&cell.who) else { return Vec::new() };
        let others = self.of_name(&person.name).iter();
        others
            .filter(|who| ***who != cell.who)
            .flat_map(|who| self.beside(who, cell.unit, cell.insurance.group()))
            .filter(|other| other.insurance == cell.insurance)
            .collect()
    }
}

/// Lists that hold a period though they are booked in another month: most of those due in it stand there. One or two rows of a
/// later list are back payments and tell nothing of the others.
fn listed_elsewhere<'c>(month: impl Iterator<Item = &'c Cell>) -> BTreeSet<(i64, Insurance)> {
    let mut counts: BTreeMap<(i64, Insurance), (usize, usize)> = BTreeMap::new();
    for cell in month.filter(|cell| cell.due.known().is_some_and(|due| due.booked == cell.period)) {
        let (due, listed) = counts.entry((cell.unit, cell.insurance)).or_default();
        *due += 1;
        *listed += usize::from(!cell.records.is_empty());
    }
    counts.into_iter().filter(|(_, (due, listed))| listed * 2 > *due).map(|(place, _)| place).collect()
}

/// A cause of one cell.
#[must_use]
pub fn cause(code: CauseCode, cell: &Cell, source: Source, side: Option<Side>, amount: Yuan) -> Cause {
    let evidence = match source {
        Source::Payroll => cell.deductions.iter().map(|d| Evidence::Wage(d.wage)).collect(),
        _ => cell.records.iter().map(|r| Evidence::Record(r.id)).collect(),
    };
    Cause {
        code,
        who: Some(cell.who.clone()),
        insurance: Some(cell.insurance),
        source,
        side,
        amount,
        evidence,
        figures: Figures::default(),
    }
}

/// One cause with its figures for both sides of a list; a side of nothing gives none.
#[must_use]
pub fn both(code: CauseCode, cell: &Cell, employer: Yuan, employee: Yuan, figures: &Figures) -> Vec<Cause> {
    let sides = [(Side::Employer, employer), (Side::Employee, employee)];
    let given = sides.into_iter().filter(|(_, amount)| !amount.is_zero());
    given
        .map(|(side, amount)| Cause {
            figures: figures.clone(),
            ..cause(code, cell, Source::Agency, Some(side), amount)
        })
        .collect()
}
