//! 人员 — what of the people of a month helps to tell why amounts differ: names, covers, declared bases.

use std::collections::{BTreeMap, BTreeSet};

use shebao_rules::insurance::{Group, Insurance, Scope};
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::reconciliation::{Cell, DueState, Person, Spell, Who};
use shebao_store::{Enrollment, FactsThen, Stored};

use crate::book::Desk;
use crate::error::Outcome;

/// The question about a row that several people of one name may be meant by.
const AMBIGUOUS: &str = "ambiguous_name";

impl Desk {
    /// The people of some cells, which stand person by person: covers and bases as they are now, in a closed month as they were
    /// when it was closed. `names`: what lists call those of no roster.
    pub(super) fn people_in(
        &self,
        month: Month,
        cells: &[Cell],
        names: &BTreeMap<Who, String>,
    ) -> Outcome<BTreeMap<Who, Person>> {
        // Whether two people bear one name decides what is found, so the law hears the names themselves.
        let roster = self.people()?;
        let mut people: BTreeMap<Who, Person> = BTreeMap::new();
        for own in cells.chunk_by(|a, b| a.who == b.who) {
            let Some(Cell { who, .. }) = own.first() else { continue };
            let name = match who {
                Who::Employee(id) => roster.get(id).map(|employee| &employee.name),
                Who::Stranger(_) => names.get(who),
            };
            people.insert(who.clone(), Person { name: name.cloned().unwrap_or_default(), ..Person::default() });
        }
        for id in self.waiting_for_an_answer(month)? {
            people.get_mut(&Who::Employee(id)).into_iter().for_each(|person| person.waiting = true);
        }
        let then = self.facts_then(month, cells)?;
        for row in self.covers()?.iter() {
            let spell = spell_of(row.unit_id, row.scope, (row.first_month, row.last_month));
            people.get_mut(&Who::Employee(row.employee_id)).into_iter().for_each(|person| person.spells.push(spell));
        }
        for base in self.bases()?.iter() {
            people.get_mut(&Who::Employee(base.employee_id)).into_iter().for_each(|p| p.bases.push(base.amount));
        }
        for (id, facts) in then {
            let Some(person) = people.get_mut(&Who::Employee(id)) else { continue };
            let covers = facts.covers.iter();
            person.spells = covers.map(|c| spell_of(c.unit, c.scope, (c.first, c.last))).collect();
            person.bases = facts.bases;
        }
        Ok(people)
    }

    /// 封账时的事实 of those whom it matters for: whose sources differ, and whose covers are others now. None while the month is open.
    fn facts_then(&self, month: Month, cells: &[Cell]) -> Outcome<BTreeMap<i64, FactsThen>> {
        if !self.is_locked(month)? {
            return Ok(BTreeMap::new());
        }
        let told = Told::of(month, cells);
        let mut people: BTreeSet<i64> = cells.iter().filter(|cell| told.differs(cell)).filter_map(employee).collect();
        people.extend(moved(month, cells, &self.covers()?));
        self.facts_at_closing(month, &people)
    }

    /// Who may be meant by a row of the month's pay sheets that nobody has assigned yet.
    fn waiting_for_an_answer(&self, month: Month) -> Outcome<BTreeSet<i64>> {
        let view = self.view();
        let mut waiting = BTreeSet::new();
        for question in view.questions(true)?.into_iter().filter(|question| question.code == AMBIGUOUS) {
            let sheets = view.sheets(question.batch_id)?;
            let own = sheets.iter().find(|sheet| Some(&sheet.sheet) == question.sheet.as_ref());
            if own.and_then(|sheet| sheet.month) != Some(month) {
                continue;
            }
            let choices = question.choices.as_array().into_iter().flatten();
            let ids = choices.filter_map(|choice| choice.get("id")?.as_str()?.strip_prefix("person:")?.parse().ok());
            waiting.extend(ids.collect::<Vec<i64>>());
        }
        Ok(waiting)
    }

    /// What lists print of somebody who may not be named now tells nothing.
    pub(super) fn veil_printed(&self, cells: &mut [Cell]) -> Outcome<()> {
        let unnamed = self.unnamed()?;
        let hers = |cell: &&mut Cell| matches!(&cell.who, Who::Employee(id) if unnamed.contains(id));
        cells.iter_mut().filter(hers).flat_map(|cell| &mut cell.records).for_each(|record| record.printed_name = None);
        Ok(())
    }
}

/// Which insurances of which units a month's lists and pay sheets tell of.
struct Told {
    month: Month,
    listed: BTreeSet<(i64, Insurance)>,
    paid: BTreeSet<(i64, Insurance)>,
}

impl Told {
    fn of(month: Month, cells: &[Cell]) -> Self {
        let told = |by: fn(&Cell) -> bool| {
            let own = cells.iter().filter(|cell| cell.period == month && by(cell));
            own.map(|cell| (cell.unit, cell.insurance)).collect()
        };
        let (listed, paid) = (told(|cell| !cell.records.is_empty()), told(|cell| !cell.deductions.is_empty()));
        Self { month, listed, paid }
    }

    /// Whether a cause may have to be found for a cell.
    fn differs(&self, cell: &Cell) -> bool {
        let place = (cell.unit, cell.insurance);
        let (listed, paid) = (self.listed.contains(&place), self.paid.contains(&place));
        match &cell.due {
            _ if cell.period != self.month => false,
            DueState::None => !cell.records.is_empty() || !cell.deductions.is_empty(),
            DueState::Open => false,
            DueState::Known(due) => {
                let apart =
                    cell.records.iter().map(|r| r.employer + r.employee).sum::<Yuan>() != due.employer + due.employee;
                listed && apart || paid && cell.deducted() != due.employee
            }
        }
    }
}

fn employee(cell: &Cell) -> Option<i64> {
    match cell.who {
        Who::Employee(id) => Some(id),
        Who::Stranger(_) => None,
    }
}

/// Who is due at another unit or for another group than the covers of now say.
fn moved(month: Month, cells: &[Cell], covers: &[Stored<Enrollment>]) -> BTreeSet<i64> {
    let due = cells.iter().filter(|cell| cell.period == month && cell.due != DueState::None);
    let then: BTreeSet<(i64, i64, Group)> =
        due.filter_map(|cell| Some((employee(cell)?, cell.unit, cell.insurance.group()))).collect();
    let holds = |row: &&Stored<Enrollment>| row.first_month <= month && row.last_month.is_none_or(|last| month <= last);
    let now: BTreeSet<(i64, i64, Group)> =
        covers.iter().filter(holds).map(|row| (row.employee_id, row.unit_id, row.scope.group())).collect();
    then.symmetric_difference(&now).map(|(id, ..)| *id).collect()
}

const fn spell_of(unit: i64, scope: Scope, (first, last): (Month, Option<Month>)) -> Spell {
    Spell { unit, group: scope.group(), first, last }
}
