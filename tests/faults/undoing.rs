//! R14 — any sequence of a clerk's actions taken back one by one gives the start, done again gives the end, however
//! often the book is closed in between.

use shebao_rules::insurance::{Group, Scope};
use shebao_rules::money::Yuan;
use shebao_store::{Action, BaseReason, Book, DeclaredBase, Employee, Enrollment, StoreError, Stored, Tx, Unit};

use crate::stage::{self, Copy, PASSWORD, now, stage};
use crate::tally::{Dice, length, record, times};

fn employee(number: usize) -> Employee {
    Employee {
        employee_no: format!("{number:06}"),
        name: "欧阳示例".to_owned(),
        name_folded: "欧阳示例".to_owned(),
        name_initials: "oysl".to_owned(),
        authority: "clerk".to_owned(),
        ..Employee::default()
    }
}

fn enrollment(employee_id: i64, unit_id: i64) -> Enrollment {
    Enrollment {
        employee_id,
        unit_id,
        scope: Scope::Group(Group::Social),
        first_month: "2031-01".parse().unwrap(),
        last_month: None,
        first_month_late: false,
        reason: None,
        origin: None,
        authority: "clerk".to_owned(),
    }
}

fn base(employee_id: i64, unit_id: i64, fen: i64) -> DeclaredBase {
    DeclaredBase {
        employee_id,
        unit_id,
        scope: Scope::Group(Group::HousingFund),
        from: "2031-01".parse().unwrap(),
        to: None,
        amount: Yuan::from_fen(fen),
        average_wage: None,
        reason: BaseReason::Onboarding,
        method: None,
        origin: None,
        authority: "clerk".to_owned(),
    }
}

/// The people and units there are, by id: looking all of them up for every action would take longer than the action.
#[derive(Clone)]
struct Known {
    people: Vec<i64>,
    units: Vec<i64>,
}

impl Known {
    fn of(book: &Book) -> Self {
        Self {
            people: book.view().employees().unwrap().iter().map(|one| one.id).collect(),
            units: book.view().units().unwrap().iter().map(|one| one.id).collect(),
        }
    }
}

fn anybody(tx: &Tx<'_>, known: &Known, dice: &mut Dice) -> Result<Stored<Employee>, StoreError> {
    tx.employee(known.people[dice.roll(known.people.len())])?.ok_or(StoreError::NotFound("employee"))
}

/// Any one thing a clerk may do; one that cannot be done is none.
fn anything(tx: &mut Tx<'_>, known: &mut Known, dice: &mut Dice, turn: usize) -> Result<(), StoreError> {
    let one = anybody(tx, known, dice)?;
    let unit = known.units[dice.roll(known.units.len())];
    match dice.roll(6) {
        0 => {
            known.people.push(tx.insert_employee(&employee(turn))?);
            Ok(())
        }
        1 => {
            let new = Unit {
                name: format!("单位{turn}"),
                region: "110000".to_owned(),
                debit_groups: serde_json::json!([]),
                ..Unit::default()
            };
            known.units.push(tx.insert_unit(&new)?);
            Ok(())
        }
        2 => tx.insert_enrollment(&enrollment(one.id, unit)).map(|_| ()),
        3 => tx.insert_declared_base(&base(one.id, unit, i64::try_from(turn).unwrap() + 1)).map(|_| ()),
        4 => tx.update_employee(one.id, &Employee { phone: Some(turn.to_string()), ..one.row.clone() }),
        _ => {
            // Two people exchange their numbers.
            let other = anybody(tx, known, dice)?;
            if other.id == one.id {
                return Ok(());
            }
            let free = Employee { employee_no: "free".to_owned(), ..one.row.clone() };
            tx.update_employee(one.id, &free)?;
            tx.update_employee(other.id, &Employee { employee_no: one.employee_no.clone(), ..other.row.clone() })?;
            tx.update_employee(one.id, &Employee { employee_no: other.employee_no.clone(), ..one.row.clone() })
        }
    }
}

/// Now and then the book is closed and opened again.
fn perhaps_again(copy: &Copy, book: Book, dice: &mut Dice) -> Book {
    if dice.roll(40) != 0 {
        return book;
    }
    book.close().unwrap();
    stage::open(&copy.book, PASSWORD).unwrap()
}

fn sequence(seed: u64, length: usize) -> Result<(), String> {
    let copy = stage().copy();
    let mut dice = Dice::new(seed);
    let start = stage().digest(&copy.book);
    let mut book = stage::open(&copy.book, PASSWORD).unwrap();
    let action = Action { action: "roster.edit", object: "test" };
    let (mut known, mut acts, mut undos) = (Known::of(&book), Vec::new(), Vec::new());
    for turn in 0..length {
        // A refused action (a cover that is there already) leaves nothing and is no part of the sequence.
        let mut then = known.clone();
        let done = book.act(&action, now(), |tx| {
            (0..=dice.roll(3)).try_for_each(|n| anything(tx, &mut then, &mut dice, turn * 10 + n))
        });
        if let Ok(((), seq)) = done {
            known = then;
            acts.extend(Some(seq).filter(|seq| *seq > 0));
        }
        book = perhaps_again(&copy, book, &mut dice);
    }
    let first = *acts.first().ok_or("nothing was done")?;
    book.close().unwrap();
    let end = stage().digest(&copy.book);
    let mut book = stage::open(&copy.book, PASSWORD).unwrap();
    for act in acts.into_iter().rev() {
        let undone = book.undo(None, now()).map_err(|error| format!("undo: {error:?}"))?;
        if undone.undid != act {
            return Err(format!("seed {seed}: {} was taken back instead of {act}", undone.undid));
        }
        undos.push(undone.action_seq);
        book = perhaps_again(&copy, book, &mut dice);
    }
    if book.undoable().unwrap().is_some_and(|seq| seq >= first) {
        return Err(format!("seed {seed}: not all was taken back"));
    }
    book.close().unwrap();
    if stage().digest(&copy.book) != start {
        return Err(format!("seed {seed}: all taken back is not the start"));
    }
    let mut book = stage::open(&copy.book, PASSWORD).unwrap();
    for undo in undos.into_iter().rev() {
        book.undo(Some(undo), now()).map_err(|error| format!("redo: {error:?}"))?;
        book = perhaps_again(&copy, book, &mut dice);
    }
    book.close().unwrap();
    stage::sound(&copy.book, PASSWORD)?;
    if stage().digest(&copy.book) == end { Ok(()) } else { Err(format!("seed {seed}: all done again is not the end")) }
}

#[test]
fn all_taken_back_is_the_start_and_done_again_the_end() {
    let (tried, length) = (times(3, 1_000), length(40, 1_000));
    let violations: Vec<String> = (0..tried).filter_map(|n| sequence(n as u64 + 14, length).err()).collect();
    record(
        "R14",
        &format!("random sequences of {length} actions undone and redone across closings"),
        tried,
        &violations,
    );
}
