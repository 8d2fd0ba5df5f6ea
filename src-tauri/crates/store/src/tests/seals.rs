//! 封账与补差 in the store: the chain of seals, what a seal covers, and lines that follow their decision.

use serde_json::json;
use shebao_rules::insurance::Insurance;
use shebao_rules::policy::Status;

use super::lines::{line, run};
use super::*;

/// A book with a closed January and February, each of one line whose terms are kept.
fn closed() -> (Desk, i64, i64) {
    let mut desk = Desk::new();
    let (unit_id, id, _) = desk.person("00001", NAME);
    for text in ["2026-01", "2026-02"] {
        desk.act("contribution.run", |tx| {
            let rule_id = tx.store_rules(&[format!("{{\"terms\":\"{text}\"}}")])?.first().copied();
            tx.replace_contributions(&run(text), [ContributionLine { rule_id, ..line(text, id, unit_id) }])
        });
        desk.act("month.close", |tx| tx.close_month(month(text), json!(["settings"]), json!(["persons"])));
    }
    (desk, unit_id, id)
}

fn codes(desk: &mut Desk) -> Vec<(&'static str, String)> {
    desk.book().check().unwrap().into_iter().map(|f| (f.code, f.place)).collect()
}

#[test]
fn each_seal_is_chained_to_the_one_before() {
    let (mut desk, _, _) = closed();
    let seals = desk.book().view().seals().unwrap();
    assert_eq!((seals[0].prev.as_str(), &seals[1].prev), ("", &seals[0].digest));
    assert_eq!((seals[0].code().unwrap().len(), seals[0].lines), (9, 1));
    assert_ne!(seals[0].digest, seals[1].digest);
    assert_eq!(codes(&mut desk), []);
    let again = desk.book().act(&Action { action: "month.close", object: "test" }, at(3), |tx| {
        tx.close_month(month("2026-01"), json!([]), json!([]))
    });
    assert!(matches!(again, Err(StoreError::MonthClosed(m)) if m == month("2026-01")));
}

/// Whatever of a closed month is changed behind the program's back is told.
#[test]
fn nothing_sealed_changes_unseen() {
    for sql in [
        "UPDATE contribution SET employee = employee + 1 WHERE month = 202601",
        "UPDATE contribution SET declared_base = declared_base + 1 WHERE month = 202601",
        "UPDATE contribution SET note = 'x' WHERE month = 202601",
        "DELETE FROM contribution WHERE month = 202601",
        "UPDATE assessment_rule SET content = '{}' WHERE id = 1",
        "UPDATE month_seal SET settings = '[]' WHERE month = 202601",
        "UPDATE month_seal SET persons = '[]' WHERE month = 202601",
        "UPDATE month_seal SET user = 'x' WHERE month = 202601",
        "UPDATE month_state SET seal = 'x' WHERE month = 202601",
        "DELETE FROM month_seal WHERE month = 202601",
    ] {
        let (mut desk, _, _) = closed();
        desk.book().parts().0.execute_batch(sql).unwrap();
        let found = codes(&mut desk);
        assert!(found.contains(&("month_altered", "2026-01".to_owned())), "{sql}: {found:?}");
    }
    let (mut desk, _, _) = closed();
    desk.book().parts().0.execute_batch("DELETE FROM month_seal WHERE month = 202601").unwrap();
    assert!(codes(&mut desk).contains(&("seal_gap", "2026-02".to_owned())));
}

fn decision(unit_id: i64, employee_id: i64, booked: Option<&str>) -> TrueUp {
    TrueUp {
        month: month("2026-01"),
        employee_id,
        insurance: Insurance::Pension,
        unit_id,
        booked_month: booked.map(month),
        base_id: Some(1),
        declared_base: Some(Yuan::from_fen(950_000)),
        base: Yuan::from_fen(960_000),
        employer: Yuan::from_fen(1_600),
        employee: Yuan::from_fen(800),
        employer_fixed: Yuan::ZERO,
        employee_fixed: Yuan::ZERO,
        due_employer: Yuan::from_fen(153_600),
        due_employee: Yuan::from_fen(76_800),
        status: Status::Final,
        rule_id: 1,
        note: "基数下限".to_owned(),
    }
}

#[test]
fn an_accepted_difference_is_a_line_and_goes_with_its_decision() {
    let (mut desk, unit_id, id) = closed();
    let accepted = decision(unit_id, id, Some("2026-03"));
    let (_, refused) = desk.act("true_up.refuse", |tx| tx.insert_true_up(&decision(unit_id, id, None)));
    assert_eq!(desk.book().view().extras_booked(month("2026-03"), None).unwrap(), []);
    let (_, booked) = desk.act("true_up.accept", |tx| tx.insert_true_up(&accepted));
    let lines = desk.book().view().extras_booked(month("2026-03"), None).unwrap();
    assert_eq!(lines.len(), 1);
    assert_eq!((lines[0].kind, lines[0].month, lines[0].seq), (ContributionKind::TrueUp, month("2026-01"), 1));
    assert_eq!(lines[0].employer, Some(Yuan::from_fen(1_600)));
    assert_eq!(desk.book().view().ledger(month("2026-01"), None).unwrap().len(), 1, "apart from the assessed lines");
    assert_eq!(codes(&mut desk), [], "the closed month is as it was sealed");
    let undone = desk.book().undo(Some(booked), at(3)).unwrap();
    assert_eq!(desk.book().view().extras_of_period(month("2026-01")).unwrap(), []);
    desk.book().undo(Some(undone.action_seq), at(4)).unwrap();
    assert_eq!(desk.book().view().extras_of_period(month("2026-01")).unwrap(), lines, "redone");
    desk.book().undo(Some(refused), at(5)).unwrap();
    let closed = desk.book().act(&Action { action: "true_up.accept", object: "test" }, at(6), |tx| {
        tx.insert_true_up(&decision(unit_id, id, Some("2026-02")))
    });
    assert!(matches!(closed, Err(StoreError::MonthClosed(m)) if m == month("2026-02")));
}

/// A month that is opened again keeps what was sealed: as long as nothing of it is changed behind the program's back.
#[test]
fn what_was_reversed_is_held_against_its_seal() {
    let opened = || {
        let (mut desk, _, _) = closed();
        let (reopening, seq) = desk.act("month.reopen", |tx| tx.reopen_month(month("2026-01"), "更正"));
        (desk, reopening, seq)
    };
    let (mut desk, reopening, seq) = opened();
    assert_eq!((reopening.lines, reopening.seal_seq), (1, 1));
    assert_eq!(desk.book().view().month_phase(month("2026-01")).unwrap(), MonthPhase::Draft);
    assert_eq!(desk.book().view().seal_of(month("2026-01")).unwrap(), None);
    assert_eq!(codes(&mut desk), []);
    let kept = desk.book().view().reversed_lines(1).unwrap();
    assert_eq!(kept, desk.book().view().ledger(month("2026-01"), None).unwrap());
    desk.book().undo(Some(seq), at(3)).unwrap();
    assert_eq!(desk.book().view().month_phase(month("2026-01")).unwrap(), MonthPhase::Locked);
    assert!(desk.book().view().seal_holds(month("2026-01")).unwrap());
    for sql in [
        "UPDATE sealed_line SET employee = employee + 1",
        "DELETE FROM sealed_line",
        "UPDATE month_reopening SET seal_seq = 2",
    ] {
        let (mut desk, ..) = opened();
        desk.book().parts().0.execute_batch(sql).unwrap();
        assert!(codes(&mut desk).contains(&("reversal_altered", "2026-01".to_owned())), "{sql}");
    }
    let again = desk.book().act(&Action { action: "month.reopen", object: "test" }, at(4), |tx| {
        tx.reopen_month(month("2026-05"), "没有锁定")
    });
    assert!(matches!(again, Err(StoreError::NotFound(_))));
}

/// A month that was tampered with is not opened: nothing is kept as reversed that was not sealed.
#[test]
fn what_is_not_as_sealed_is_not_reversed() {
    let (mut desk, _, _) = closed();
    desk.book()
        .parts()
        .0
        .execute_batch("UPDATE contribution SET employee = employee + 1 WHERE month = 202601")
        .unwrap();
    let opened = desk
        .book()
        .act(&Action { action: "month.reopen", object: "test" }, at(3), |tx| tx.reopen_month(month("2026-01"), "更正"));
    assert!(matches!(opened, Err(StoreError::Damaged("seal"))));
    assert!(!desk.book().view().seal_holds(month("2026-01")).unwrap());
}

/// The seal covers which files the month was worked from; a seal of an older program, which did not, still holds.
#[test]
fn a_seal_names_its_files_and_older_seals_hold() {
    let (mut desk, _, _) = closed();
    let seals = desk.book().view().seals().unwrap();
    assert_eq!(seals[0].documents, Some(json!([])));
    desk.book().parts().0.execute_batch("UPDATE month_seal SET documents = '[{}]' WHERE month = 202601").unwrap();
    assert!(codes(&mut desk).contains(&("month_altered", "2026-01".to_owned())));
    // As sealed before files were covered: without the column's part in the digest.
    let (mut desk, _, _) = closed();
    let view = desk.book().view();
    let seal = view.seals().unwrap().remove(1).row;
    let old = crate::Seal { documents: None, ..seal };
    let digest = view.digest(&old, &view.sealed_lines(month("2026-02")).unwrap()).unwrap();
    let sql = format!(
        "UPDATE month_seal SET documents = NULL, digest = '{digest}' WHERE month = 202602;
         UPDATE month_state SET seal = '{digest}' WHERE month = 202602;"
    );
    desk.book().parts().0.execute_batch(&sql).unwrap();
    assert_eq!(codes(&mut desk), []);
}
