//! 说明与对账 — a paper of one person tells of her lines what 对账 found of them, and nothing else.

use std::collections::BTreeMap;

use shebao_desk::Desk;
use shebao_desk::wire::reconciliation::Reconciliation;
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;

use crate::pages;
use crate::places::{Place, now};
use crate::reconciled::{MONTHS, whole_book};

/// The public book, its three months computed.
fn computed() -> Place {
    let mut place = whole_book("public");
    for month in MONTHS {
        place.desk.contribution_run(month, None, now()).expect("the month is computed");
    }
    place
}

/// The text of a paper of one month, run together: a cell may be broken anywhere.
fn paper(desk: &Desk, employee_no: &str, month: &str) -> String {
    pages::paper(desk, "statement", employee_no, (month, month), now())
}

/// What 对账 found between lists and dues, by person: per insurance, both sides together.
fn differences(found: &Reconciliation) -> BTreeMap<String, BTreeMap<Insurance, Yuan>> {
    let mut all: BTreeMap<String, BTreeMap<Insurance, Yuan>> = BTreeMap::new();
    for row in found.persons.iter().filter(|row| row.source == "agency" && row.due_employer.is_some()) {
        if let Some(no) = &row.employee_no {
            *all.entry(no.clone()).or_default().entry(row.insurance).or_default() += row.difference;
        }
    }
    all.values_mut().for_each(|own| own.retain(|_, amount| !amount.is_zero()));
    all.retain(|_, own| !own.is_empty());
    all
}

/// Of every planted fault of January and March the difference stands on the paper of the person; whoever 对账 has nothing
/// against is told that all agrees.
#[test]
fn a_paper_has_the_differences_of_the_reconciliation() {
    let place = computed();
    let mut compared = 0;
    for month in ["2026-01", "2026-03"] {
        let found = place.desk.reconciliation_run(month, None, now()).expect("the month is reconciled");
        let differing = differences(&found);
        assert!(!differing.is_empty(), "{month}");
        for (no, own) in &differing {
            let text = paper(&place.desk, no, month);
            for (insurance, amount) in own {
                assert!(text.contains(&amount.with_commas()), "{month} {no} {insurance} {amount}: {text}");
                compared += 1;
            }
            assert!(!text.contains("未发现缺缴或欠费"), "{month} {no}: {text}");
        }
    }
    // January: F02 four insurances and the fund's own state, F03 four, F13 one; March: F01 two, F02, F03, F08 one.
    assert!(compared >= 18, "{compared}");
    // 深圳 paid what was due in January, to the fen; whom no list contradicts there is told so.
    let january = place.desk.reconciliation_run("2026-01", None, now()).expect("the month is reconciled");
    let differing = differences(&january);
    let ledger = place.desk.contribution_ledger("2026-01").expect("the ledger");
    let in_order =
        ledger.rows.iter().find(|row| row.unit.contains("深圳") && !differing.contains_key(&row.employee_no));
    let text = paper(&place.desk, &in_order.expect("somebody without a difference").employee_no, "2026-01");
    assert!(text.contains("台账与经办机构记录核对一致，未发现缺缴或欠费"), "{text}");
}

/// F10: the pension of January was debited in January and listed in February, with its own period. The paper of January says
/// that it was credited, as 对账 does.
#[test]
fn what_is_listed_a_month_late_is_credited_on_the_paper() {
    let place = computed();
    let february = place.desk.reconciliation_run("2026-02", None, now()).expect("the month is reconciled");
    let late: Vec<&str> = february
        .by_booking
        .iter()
        .flat_map(|row| &row.causes)
        .filter(|cause| cause.code == "late_credited_next_month")
        .filter_map(|cause| cause.employee_no.as_deref())
        .collect();
    let [person] = late.as_slice() else { panic!("{late:?}") };
    let text = paper(&place.desk, person, "2026-01");
    assert!(text.contains("已到账") && !text.contains("未见记录") && !text.contains("未到账"), "{text}");
}
