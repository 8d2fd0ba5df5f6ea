//! Undo and redo.

use std::collections::BTreeMap;

use super::*;
use crate::image::RowValues;

/// Every journaled table as it stands.
fn everything(desk: &mut Desk) -> BTreeMap<String, Vec<String>> {
    let (conn, recorder, ..) = desk.book().parts();
    let mut all = BTreeMap::new();
    for table in &recorder.tables {
        let columns: Vec<String> = table.columns.iter().map(|c| format!("'{c}', \"{c}\"")).collect();
        let sql = format!("SELECT json_object({}) AS row FROM {} ORDER BY row", columns.join(", "), table.name);
        let mut statement = conn.prepare(&sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        all.insert(table.name.clone(), rows.collect::<rusqlite::Result<_>>().unwrap());
    }
    all
}

#[test]
fn undo_and_redo_an_entry_across_a_restart() {
    let mut desk = Desk::new();
    let empty = everything(&mut desk);
    let (_, id, action_seq) = desk.person("00001", NAME);
    let full = everything(&mut desk);
    desk.close();
    desk.book = Some(desk.open().unwrap());
    let undone = desk.book().undo(None, at(3)).unwrap();
    assert_eq!((undone.undid, undone.action.as_str()), (action_seq, "employee.add"));
    assert_eq!(everything(&mut desk), empty);
    assert_eq!(desk.book().undo(None, at(3)).unwrap_err().code(), "nothing_to_undo");
    assert_eq!(desk.book().undo(Some(action_seq), at(3)).unwrap_err().code(), "nothing_to_undo");
    let redone = desk.book().undo(Some(undone.action_seq), at(4)).unwrap();
    assert_eq!(everything(&mut desk), full);
    assert_eq!(desk.book().view().employee(id).unwrap().unwrap().name, NAME);
    let actions: Vec<(String, bool)> =
        desk.book().actions(9).unwrap().into_iter().map(|a| (a.action, a.in_effect)).collect();
    let expected = [("journal.redo", true), ("journal.undo", false), ("employee.add", true), ("book.create", true)];
    assert_eq!(actions, expected.map(|(name, counts)| (name.to_owned(), counts)));
    assert_eq!(desk.book().undo(None, at(5)).unwrap().undid, action_seq, "after redo the entry can be undone again");
    assert_eq!(desk.book().undo(Some(redone.action_seq), at(5)).map(|_| ()).unwrap_err().code(), "undo_blocked");
    assert_eq!(everything(&mut desk), empty);
    assert_eq!(desk.book().check().unwrap(), []);
}

#[test]
fn what_stands_on_an_action_is_named() {
    let mut desk = Desk::new();
    let (unit_id, id, added) = desk.person("00001", NAME);
    let (_, moved) = desk.act("employee.change", |tx| {
        let row = tx.employee(id)?.ok_or(StoreError::NotFound("employee"))?.row;
        tx.update_employee(id, &Employee { department: Some("财务部".to_owned()), ..row })
    });
    let (_, raised) = desk.act("base.declare", |tx| tx.insert_declared_base(&base(id, unit_id, 960_000)));
    let blockers = |desk: &mut Desk, seq| match desk.book().undo(Some(seq), at(3)) {
        Err(StoreError::UndoBlocked { by }) => by,
        other => panic!("{other:?}"),
    };
    let before = everything(&mut desk);
    assert_eq!(
        blockers(&mut desk, added),
        [Blocker::Action { action_seq: moved, action: "employee.change".to_owned() }],
        "the row was changed later"
    );
    desk.book().undo(Some(moved), at(3)).unwrap();
    assert_eq!(
        blockers(&mut desk, added),
        [Blocker::Action { action_seq: raised, action: "base.declare".to_owned() }],
        "a later row refers to it"
    );
    desk.book().undo(Some(raised), at(3)).unwrap();
    desk.book().undo(Some(added), at(3)).unwrap();
    assert!(before["employee"].len() == 1 && everything(&mut desk)["employee"].is_empty());
}

#[test]
fn a_printed_paper_keeps_its_person() {
    let mut desk = Desk::new();
    let (_, id, added) = desk.person("00001", NAME);
    let paper = Statement {
        number: "20260215-001".to_owned(),
        kind: "status".to_owned(),
        employee_id: Some(id),
        from: month("2026-01"),
        to: month("2026-02"),
        issued_on: NaiveDate::from_ymd_opt(2026, 2, 15).unwrap(),
        sha256: "00".repeat(32),
        document_id: None,
        journal_code: "0000-0000".to_owned(),
    };
    let (_, printed) = desk.act("statement.print", |tx| tx.insert_statement(&paper));
    match desk.book().undo(Some(added), at(3)) {
        Err(StoreError::UndoBlocked { by }) => {
            assert_eq!(by, [Blocker::Action { action_seq: printed, action: "statement.print".to_owned() }]);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(desk.book().undoable().unwrap(), Some(added), "printing itself is nothing to undo");
}

#[test]
fn a_locked_month_stands_on_what_it_was_computed_from() {
    let mut desk = Desk::new();
    let (unit_id, id, added) = desk.person("00001", NAME);
    let run = super::lines::run("2026-01");
    desk.act("contribution.run", |tx| tx.replace_contributions(&run, [super::lines::line("2026-01", id, unit_id)]));
    desk.act("month.close", |tx| tx.set_month_phase(month("2026-01"), MonthPhase::Locked, Some("seal")));
    let (_, phone) = desk.act("employee.change", |tx| {
        let row = tx.employee(id)?.ok_or(StoreError::NotFound("employee"))?.row;
        tx.update_employee(id, &Employee { phone: Some("13800000000".to_owned()), ..row })
    });
    desk.book().undo(Some(phone), at(3)).unwrap();
    match desk.book().undo(Some(added), at(3)) {
        Err(StoreError::UndoBlocked { by }) => assert_eq!(by, [Blocker::ClosedMonth(month("2026-01"))]),
        other => panic!("{other:?}"),
    }
    assert_eq!(desk.book().undo(None, at(3)).unwrap_err().code(), "undo_blocked", "closing is not undone but reversed");
}

#[test]
fn an_imported_file_is_taken_back_whole_and_stays_as_evidence() {
    let mut desk = Desk::new();
    let batch = NewBatch { file_name: "花名册.xlsx", file_hash: "aa", kinds: "roster", document_id: None };
    let ((batch_id, sheet_id), action_seq) = desk.act("exchange.import", |tx| {
        let batch_id = tx.insert_batch(&batch)?;
        let sheet_id = tx.insert_sheet(&ImportSheet {
            batch_id,
            sheet: "Sheet1".to_owned(),
            kind: "roster".to_owned(),
            unit_id: None,
            month: None,
            header_rows: serde_json::json!([3, 4]),
            columns: serde_json::json!({ "name": "B" }),
            rows: 1,
            accepted: 1,
            unchanged: 0,
            rejected: 0,
            control_totals: serde_json::json!([]),
        })?;
        let origin = Some(Origin { sheet_id, row: 5 });
        tx.insert_employee(&Employee { origin, ..employee("00001", NAME) })?;
        Ok((batch_id, sheet_id))
    });
    assert_eq!(desk.book().view().employees().unwrap()[0].origin, Some(Origin { sheet_id, row: 5 }));
    assert_eq!(desk.book().view().batch_by_hash("aa").unwrap().unwrap().id, batch_id);
    let undone = desk.book().undo(Some(action_seq), at(3)).unwrap();
    assert_eq!(desk.book().view().employees().unwrap(), []);
    assert_eq!(desk.book().view().batch_by_hash("aa").unwrap(), None);
    assert_eq!(desk.book().view().batch(batch_id).unwrap().unwrap().state, BatchState::Undone);
    desk.book().undo(Some(undone.action_seq), at(3)).unwrap();
    assert_eq!(desk.book().view().batch(batch_id).unwrap().unwrap().state, BatchState::Active);
    assert_eq!(desk.book().view().employees().unwrap().len(), 1);
}

/// A small generator with a fixed seed (xorshift64*): the same sequences every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        usize::try_from(self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33).unwrap() % sides
    }
}

/// Any one action of a clerk on the people there are.
fn anything(tx: &mut Tx<'_>, dice: &mut Dice, turn: usize) -> Result<()> {
    let people = tx.employees()?;
    let units = tx.units()?;
    let somebody = if people.is_empty() { None } else { people.get(dice.roll(people.len())) };
    match (dice.roll(7), somebody, units.first()) {
        (0, ..) | (_, None, _) => tx.insert_employee(&employee(&format!("{turn:05}"), NAME)).map(|_| ()),
        (1, ..) | (_, _, None) => tx.insert_unit(&unit(&format!("单位{turn}"))).map(|_| ()),
        (2, Some(one), Some(unit)) => tx.insert_enrollment(&enrollment(one.id, unit.id)).map(|_| ()),
        (3, Some(one), Some(unit)) => tx.insert_declared_base(&base(one.id, unit.id, turn as i64)).map(|_| ()),
        (4, Some(one), _) => tx.update_employee(one.id, &Employee { phone: Some(turn.to_string()), ..one.row.clone() }),
        (5, Some(one), _) => {
            // Two people exchange their numbers: no order of single changes may stand in the way of taking it back.
            let Some(other) = people.iter().find(|p| p.id != one.id) else { return Ok(()) };
            let free = Employee { employee_no: "free".to_owned(), ..one.row.clone() };
            tx.update_employee(one.id, &free)?;
            tx.update_employee(other.id, &Employee { employee_no: one.employee_no.clone(), ..other.row.clone() })?;
            tx.update_employee(one.id, &Employee { employee_no: other.employee_no.clone(), ..one.row.clone() })
        }
        (_, Some(one), _) => {
            for cover in tx.enrollments_of(one.id)? {
                tx.delete_enrollment(cover.id)?;
            }
            for base in tx.declared_bases_of(one.id)? {
                tx.delete_declared_base(base.id)?;
            }
            tx.delete_employee(one.id)
        }
    }
}

#[test]
fn undoing_all_gives_the_start_and_redoing_all_the_end() {
    for seed in 1..=8 {
        let mut desk = Desk::new();
        let mut dice = Dice(seed * 7919);
        let start = everything(&mut desk);
        for turn in 0..40 {
            desk.act("any", |tx| (0..=dice.roll(4)).try_for_each(|part| anything(tx, &mut dice, turn * 10 + part)));
        }
        let end = everything(&mut desk);
        let mut undos = Vec::new();
        while let Ok(undone) = desk.book().undo(None, at(3)) {
            undos.push(undone.action_seq);
        }
        assert!(undos.len() >= 35, "seed {seed}: {}", undos.len());
        assert_eq!(everything(&mut desk), start, "seed {seed}");
        for undo in undos.into_iter().rev() {
            desk.book().undo(Some(undo), at(4)).unwrap();
        }
        assert_eq!(everything(&mut desk), end, "seed {seed}");
        assert_eq!(desk.book().check().unwrap(), []);
    }
}

#[test]
fn row_values_read_back_in_one_order() {
    let row: RowValues = [("b".to_owned(), 2.into()), ("a".to_owned(), 1.into())].into();
    assert_eq!(serde_json::to_string(&row).unwrap(), r#"{"a":1,"b":2}"#);
}
