//! Contribution lines, facts of a month, pay slips, documents.

use shebao_rules::insurance::Insurance;
use shebao_rules::policy::Status;

use super::*;

pub(super) fn run(text: &str) -> Run {
    Run {
        month: month(text),
        unit_id: None,
        known_on: NaiveDate::from_ymd_opt(2026, 2, 15).unwrap(),
        digest: "d".to_owned(),
    }
}

/// Base 9500.00 at 16 % and 8 %: 1520.00 and 760.00 (the worked example of the first issue for the employee's side).
pub(super) fn line(text: &str, employee_id: i64, unit_id: i64) -> ContributionLine {
    ContributionLine {
        month: month(text),
        employee_id,
        insurance: Insurance::Pension,
        unit_id,
        kind: ContributionKind::Regular,
        seq: 0,
        booked_month: month(text),
        base_id: Some(1),
        declared_base: Some(Yuan::from_fen(950_000)),
        base: Some(Yuan::from_fen(950_000)),
        employer: Some(Yuan::from_fen(152_000)),
        employee: Some(Yuan::from_fen(76_000)),
        employer_fixed: Yuan::ZERO,
        employee_fixed: Yuan::ZERO,
        status: Status::Final,
        gap: None,
        rule_id: None,
        note: None,
    }
}

#[test]
fn a_run_replaces_its_months_lines_and_nothing_else() {
    let mut desk = Desk::new();
    let (unit_id, id, _) = desk.person("00001", NAME);
    desk.act("contribution.run", |tx| tx.replace_contributions(&run("2026-01"), [line("2026-01", id, unit_id)]));
    let (count, second) = desk.act("contribution.run", |tx| {
        let rule_ids = tx.store_rules(&["{\"a\":1}".to_owned(), "{\"b\":2}".to_owned(), "{\"a\":1}".to_owned()])?;
        assert_eq!(rule_ids, [1, 2, 1], "the same terms are kept once");
        let medical = ContributionLine { insurance: Insurance::Medical, ..line("2026-02", id, unit_id) };
        let pension = ContributionLine { rule_id: Some(2), ..line("2026-02", id, unit_id) };
        tx.replace_contributions(&run("2026-02"), [medical, pension])
    });
    assert_eq!(count, 2);
    let view = desk.book().view();
    let ledger = view.ledger(month("2026-02"), Some(unit_id)).unwrap();
    assert_eq!(ledger.iter().map(|l| l.insurance).collect::<Vec<_>>(), [Insurance::Pension, Insurance::Medical]);
    assert_eq!(ledger[0].employee, Some(Yuan::from_fen(76_000)));
    assert_eq!(view.rules([2, 2]).unwrap(), [(2, "{\"b\":2}".to_owned())].into());
    assert_eq!(view.contribution_months().unwrap(), [month("2026-01"), month("2026-02")]);
    assert_eq!(view.last_run(month("2026-02"), Some(unit_id)).unwrap().unwrap().action_seq, second);
    assert_eq!(view.contributions_of(id, month("2025-01"), month("2026-12")).unwrap().len(), 3);
    assert_eq!(view.ledger(month("2026-02"), Some(unit_id + 1)).unwrap(), []);
}

#[test]
fn undoing_a_run_removes_its_lines_and_redoing_says_to_run_again() {
    let mut desk = Desk::new();
    let (unit_id, id, _) = desk.person("00001", NAME);
    let january = |desk: &mut Desk| {
        desk.act("contribution.run", |tx| tx.replace_contributions(&run("2026-01"), [line("2026-01", id, unit_id)])).1
    };
    let (first, second) = (january(&mut desk), january(&mut desk));
    match desk.book().undo(Some(first), at(3)) {
        Err(StoreError::UndoBlocked { by }) => {
            assert_eq!(by, [Blocker::Action { action_seq: second, action: "contribution.run".to_owned() }]);
        }
        other => panic!("{other:?}"),
    }
    let undone = desk.book().undo(None, at(3)).unwrap();
    assert_eq!(undone.undid, second);
    assert_eq!(desk.book().view().ledger(month("2026-01"), None).unwrap(), []);
    assert_eq!(desk.book().undo(Some(undone.action_seq), at(3)).unwrap_err().code(), "run_again");
}

#[test]
fn taking_an_entry_back_takes_its_draft_lines_along() {
    let mut desk = Desk::new();
    let (unit_id, id, added) = desk.person("00001", NAME);
    desk.act("contribution.run", |tx| tx.replace_contributions(&run("2026-01"), [line("2026-01", id, unit_id)]));
    desk.book().undo(Some(added), at(3)).unwrap();
    assert_eq!(desk.book().view().ledger(month("2026-01"), None).unwrap(), []);
    assert_eq!(desk.book().check().unwrap(), []);
}

#[test]
fn a_locked_month_and_foreign_lines_are_refused() {
    let mut desk = Desk::new();
    let (unit_id, id, _) = desk.person("00001", NAME);
    let mut attempt = |run: &Run, line: ContributionLine| {
        let action = Action { action: "contribution.run", object: "x" };
        desk.book().act(&action, at(3), |tx| tx.replace_contributions(run, [line])).map_err(|e: StoreError| e.code())
    };
    assert_eq!(attempt(&run("2026-01"), line("2026-02", id, unit_id)), Err("condition"));
    let other_unit = Run { unit_id: Some(unit_id + 1), ..run("2026-01") };
    assert_eq!(attempt(&other_unit, line("2026-01", id, unit_id)), Err("condition"));
    assert_eq!(attempt(&run("2026-01"), line("2026-01", id + 1, unit_id)), Err("reference"));
    desk.act("month.close", |tx| tx.set_month_phase(month("2026-01"), MonthPhase::Locked, None));
    let action = Action { action: "contribution.run", object: "x" };
    let refused = desk.book().act(&action, at(3), |tx| tx.replace_contributions(&run("2026-01"), []));
    assert!(matches!(refused, Err(StoreError::MonthClosed(m)) if m == month("2026-01")));
}

#[test]
fn the_facts_of_a_month_hold_only_what_holds_in_it() {
    let mut desk = Desk::new();
    let (unit_id, first, _) = desk.person("00001", NAME);
    let (_, second, _) = desk.person("00002", NAME);
    desk.act("enrollment.withdraw", |tx| {
        let cover = tx.enrollments_of(second)?.remove(0);
        tx.update_enrollment(cover.id, &Enrollment { last_month: Some(month("2025-06")), ..cover.row.clone() })?;
        let later = DeclaredBase { from: month("2026-07"), ..base(first, unit_id, 1_000_000) };
        tx.insert_declared_base(&later)
    });
    let facts = desk.book().view().facts_for_month(month("2026-01"), Some(unit_id)).unwrap();
    assert_eq!(facts.persons.iter().map(|p| p.id).collect::<Vec<_>>(), [first]);
    assert_eq!((facts.enrollments.len(), facts.units.len()), (1, 1));
    let bases: Vec<(i64, i64)> = facts.bases.iter().map(|b| (b.employee_id, b.amount.fen())).collect();
    assert_eq!(bases, [(first, 950_000), (second, 950_000)]);
    let july = desk.book().view().facts_for_month(month("2026-07"), None).unwrap();
    assert_eq!(july.bases.iter().filter(|b| b.employee_id == first).count(), 2);
}

#[test]
fn a_pay_slip_comes_back_as_it_went_in() {
    let mut desk = Desk::new();
    let (unit_id, id, _) = desk.person("00001", NAME);
    let amount = |fen| Some(Yuan::from_fen(fen));
    let wage = Wage {
        employee_id: id,
        pay_month: month("2026-01"),
        unit_id: Some(unit_id),
        gross: amount(1_000_000),
        taxable: None,
        tax: amount(0),
        net: amount(895_000),
        match_strength: MatchStrength::EmployeeNo,
        origin: None,
        items: vec![
            WageItem { name: "基本工资".to_owned(), amount: Yuan::from_fen(900_000) },
            WageItem { name: "奖金".to_owned(), amount: Yuan::from_fen(100_000) },
        ],
        deductions: vec![
            WageDeduction {
                insurance: Insurance::Pension,
                kind: DeductionKind::Current,
                amount: Yuan::from_fen(76_000),
            },
            WageDeduction { insurance: Insurance::Medical, kind: DeductionKind::Late, amount: Yuan::from_fen(29_000) },
        ],
    };
    let (wage_id, _) = desk.act("payroll.import", |tx| tx.insert_wage(&wage));
    let view = desk.book().view();
    assert_eq!(view.wages_in(month("2026-01")).unwrap()[0].row, wage);
    assert_eq!(view.wages_of(id, month("2025-12"), month("2026-01")).unwrap().len(), 1);
    assert_eq!(view.wages_between(month("2026-02"), month("2026-03")).unwrap(), []);
    let again: Result<(i64, i64)> =
        desk.book().act(&Action { action: "x", object: "x" }, at(3), |tx| tx.insert_wage(&wage));
    assert_eq!(again.unwrap_err().code(), "duplicate");
    desk.act("payroll.remove", |tx| tx.delete_wage(wage_id));
    desk.book().undo(None, at(3)).unwrap();
    assert_eq!(desk.book().view().wages_in(month("2026-01")).unwrap()[0].row, wage);
}

#[test]
fn people_are_found_as_a_clerk_types() {
    let mut desk = Desk::new();
    let (_, id, _) = desk.person("00001", NAME);
    desk.person("00002", "王欣怡");
    desk.act("employee.change", |tx| {
        let row = tx.employee(id)?.ok_or(StoreError::NotFound("employee"))?.row;
        tx.update_employee(id, &Employee { id_number: Some("11010119900307996X".to_owned()), ..row })
    });
    let mut found = |text: &str| -> Vec<String> {
        desk.book().view().search_roster(text, 10).unwrap().into_iter().map(|e| e.row.employee_no).collect()
    };
    assert_eq!(found("阳示"), ["00001"]);
    assert_eq!(found("996x"), ["00001"]);
    assert_eq!(found("OYS"), ["00001", "00002"]);
    assert_eq!(found("0002"), ["00002"]);
    assert_eq!(found("%"), Vec::<String>::new());
    assert_eq!(found(""), ["00001", "00002"]);
}

#[test]
fn files_and_choices_are_kept() {
    let mut desk = Desk::new();
    let (ids, _) = desk.act("exchange.import", |tx| {
        Ok([tx.store_document("import", "a.xlsx", b"bytes")?, tx.store_document("import", "b.xlsx", b"bytes")?])
    });
    assert_eq!(ids[0], ids[1], "the same bytes are kept once");
    let kept = desk.book().view().document(ids[0]).unwrap().unwrap();
    assert_eq!((kept.bytes.as_slice(), kept.name.as_str()), (b"bytes".as_slice(), "a.xlsx"));
    desk.book().set_preference("ledger.columns", &serde_json::json!(["name"])).unwrap();
    assert_eq!(desk.book().view().preference("ledger.columns").unwrap(), Some(serde_json::json!(["name"])));
    assert_eq!(desk.book().undoable().unwrap(), None);
}
