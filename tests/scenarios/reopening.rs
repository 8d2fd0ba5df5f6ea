//! 封账、重新打开、冲销: what was sealed stays as it was, and what is corrected afterwards stands beside it.
//!
//! 北京 2025-07 by the bounds known on 2025-08-05 (6821–35283), base 6000 held up to 6821: 养老 1091.36 + 545.68, 医疗
//! 668.46 + 139.42, 失业 34.11 + 34.11, 工伤 27.28.

use std::path::Path;

use shebao_desk::wire::enrollment::DeclareBase;
use shebao_desk::wire::statement::StatementRequest;
use shebao_desk::{Code, Desk};
use shebao_rules::insurance::Insurance;

use crate::pages::words;
use crate::places::{COMPANY, PASSWORD, Place, TODAY, folder, migrated, tools};
use crate::program::Script;
use crate::small::{amounts, company, on};

const MONTH: &str = "2025-07";

fn closed() -> (Place, Vec<String>, String) {
    let (mut place, people) = company(&["6000", "20000"]);
    place.desk.contribution_run(MONTH, None, on("2025-08-05")).expect("the month is computed");
    let seal = place.desk.month_close(MONTH, Some("已逐项看过"), on("2025-08-06")).expect("the month is closed");
    (place, people, seal.seal)
}

/// The words of a printed paper.
fn text_of(path: &Path) -> String {
    words(&std::fs::read(path).expect("a paper"))
}

fn corrected(desk: &mut Desk, employee_no: &str, amount: &str) {
    let base = DeclareBase {
        employee_no: employee_no.to_owned(),
        unit: COMPANY.to_owned(),
        scope: "social".to_owned(),
        from: MONTH.to_owned(),
        amount: amount.to_owned(),
        reason: "correction".to_owned(),
    };
    desk.declare_base(&base, on("2025-08-08")).expect("a corrected base");
}

#[track_caller]
fn sound(desk: &Desk) {
    let check = desk.book_check().expect("the check");
    assert!(check.ok, "{:?}", check.findings);
}

#[test]
fn a_reopened_month_is_reversed_line_by_line_and_nothing_is_overwritten() {
    let (mut place, people, seal) = closed();
    let desk = &mut place.desk;
    let before = desk.contribution_ledger(MONTH).expect("the ledger");
    assert_eq!(desk.month_reopen(MONTH, "  ", on("2025-08-07")).expect_err("no reason").code, Code::InvalidInput);
    assert_eq!(desk.month_reopen("2025-06", "更正", on("2025-08-07")).expect_err("open").code, Code::MonthNotLocked);
    let reopened = desk.month_reopen(MONTH, "员工乙基数报错", on("2025-08-07")).expect("it is opened");
    let noted = &desk.journal_list(1).expect("the journal")[0];
    assert_eq!((noted.action.as_str(), noted.object.as_str()), ("重新打开月份", &*format!("{MONTH} · 员工乙基数报错")));
    assert_eq!((reopened.seal.as_str(), reopened.lines), (seal.as_str(), 8));
    sound(desk);
    corrected(desk, &people[1], "21000");
    let run = desk.contribution_run(MONTH, None, on("2025-08-08")).expect("the month is computed again");
    assert_eq!(amounts(&run.lines, &people[1], Insurance::Pension), ["21000.00", "3360.00", "1680.00"]);
    let reversal = desk.month_reversals(Some(MONTH)).expect("the reversal").remove(0);
    assert_eq!((reversal.reversed.len(), reversal.reopened.reason.as_str()), (8, "员工乙基数报错"));
    let of = |no: &str, insurance| {
        let line = reversal.reversed.iter().find(|l| l.employee_no == no && l.insurance == insurance).expect("a line");
        assert_eq!(line.kind, "reversal");
        [line.employer, line.employee].map(|side| side.expect("an amount").to_string())
    };
    assert_eq!(of(&people[0], Insurance::Pension), ["-1091.36", "-545.68"]);
    assert_eq!(of(&people[1], Insurance::Pension), ["-3200.00", "-1600.00"]);
    // 1,000 more of base: 16 + 9.8 + 0.5 + 0.4 %, and 8 + 2 + 0.5 %.
    let difference = (reversal.employer_difference.to_string(), reversal.employee_difference.to_string());
    assert_eq!(difference, ("267.00".to_owned(), "105.00".to_owned()));
    let again = desk.month_close(MONTH, Some("已逐项看过"), on("2025-08-09")).expect("it is closed again");
    assert_ne!(again.seal, seal);
    sound(desk);
    // Every way to the first seal is kept: its lines are still what it covered.
    let reversal = desk.month_reversals(None).expect("the reversal").remove(0);
    assert_eq!(reversal.reopened.seal, seal);
    let sum: shebao_rules::money::Yuan = reversal.reversed.iter().filter_map(|line| line.employer).sum();
    let sealed: shebao_rules::money::Yuan = before.totals.iter().map(|total| total.employer).sum();
    assert_eq!((-sum).to_string(), sealed.to_string());
}

/// Undoing the reopening puts the sealed lines back, once what was computed meanwhile is undone; closing cannot be undone.
#[test]
fn a_reopening_is_undone_back_to_the_seal() {
    let (mut place, people, _) = closed();
    let desk = &mut place.desk;
    let before = desk.contribution_ledger(MONTH).expect("the ledger");
    let reopened = desk.month_reopen(MONTH, "核对", on("2025-08-07")).expect("it is opened");
    let opened = reopened.action_seq.map(i64::from);
    corrected(desk, &people[0], "9000");
    desk.contribution_run(MONTH, None, on("2025-08-08")).expect("the month is computed again");
    let blocked = desk.undo(opened, on("2025-08-08")).expect_err("a run stands on it");
    assert_eq!(blocked.code, Code::UndoBlocked);
    assert!(blocked.details.iter().any(|detail| detail.contains("核定月份")), "{blocked:?}");
    desk.undo(None, on("2025-08-08")).expect("the run is undone");
    desk.undo(opened, on("2025-08-08")).expect("the reopening is undone");
    let after = desk.contribution_ledger(MONTH).expect("the ledger");
    let told = |ledger: &shebao_desk::wire::contribution::Ledger| serde_json::json!([ledger.rows, ledger.totals]);
    assert_eq!((after.state.as_str(), told(&after)), ("locked", told(&before)));
    assert!(desk.month_reversals(None).expect("none").is_empty());
    sound(desk);
    // And a second time, with the same seal.
    desk.month_reopen(MONTH, "再次核对", on("2025-08-09")).expect("it is opened again");
    sound(desk);
    assert_eq!(desk.month_reversals(None).expect("one").len(), 1);
}

/// Every opening of a book computes the last closed month again.
#[test]
fn an_opened_book_says_whether_its_last_closed_month_holds() {
    let (place, _, seal) = closed();
    let path = place.book.clone();
    let found = place.desk.book_info().expect("the book").closed.expect("a closed month");
    assert_eq!((found.seal.as_str(), found.holds), (seal.as_str(), true));
    let _folder = place.close();
    let desk = Desk::open(tools(), &path, PASSWORD, on("2025-08-20")).expect("it opens");
    let found = desk.book_info().expect("the book").closed.expect("a closed month");
    assert_eq!((found.month.to_string().as_str(), found.holds), (MONTH, true));
}

/// The papers of a closed month carry its code; those of an open one none.
#[test]
fn the_code_of_the_seal_is_printed() {
    let (mut place, people, seal) = closed();
    let out = folder();
    let mut pages = |kind: &str, name: &str| {
        let request = StatementRequest {
            kind: kind.to_owned(),
            employee_no: people[0].clone(),
            from: MONTH.to_owned(),
            to: MONTH.to_owned(),
            ..StatementRequest::default()
        };
        place.desk.statement_save(&request, &out.path().join(name), on("2025-08-10")).expect("the paper");
        text_of(&out.path().join(name))
    };
    for kind in ["statement", "notice"] {
        let text = pages(kind, &format!("{kind}.pdf"));
        assert!(text.contains(&seal), "{kind}: {seal} is not in {text}");
    }
    place.desk.month_reopen(MONTH, "核对", on("2025-08-11")).expect("it is opened");
    let request = StatementRequest {
        kind: "notice".to_owned(),
        employee_no: people[0].clone(),
        from: MONTH.to_owned(),
        to: MONTH.to_owned(),
        ..StatementRequest::default()
    };
    place.desk.statement_save(&request, &out.path().join("open.pdf"), on("2025-08-11")).expect("the paper");
    assert!(!text_of(&out.path().join("open.pdf")).contains(&seal));
}

/// The three books of the public company are not all equal: the checklist says by how much, and how far the month has come.
#[test]
fn the_checklist_reads_the_reconciliation() {
    let place = crate::remittance::whole();
    let list = place.desk.month_checklist("2026-01", crate::places::now()).expect("the checklist");
    let of = |code: &str| {
        let item = list.items.iter().find(|item| item.code == code).expect("an item");
        (item.state.as_str(), item.text.as_str())
    };
    assert_eq!(of("records").0, "pass", "{:?}", of("records"));
    let (state, text) = of("difference");
    assert!(state == "warn" && text.ends_with("未说明的 0.00 元"), "{text}");
    assert_eq!(of("states").0, "warn", "{:?}", of("states"));
    assert_eq!(of("paid").0, "warn");
    assert!(list.may_close, "none of it keeps the month from being closed");
}

/// The checklist names what is not right yet; only a month that was not computed cannot be closed.
#[test]
fn the_checklist_says_what_was_found() {
    let (mut place, people, _) = closed();
    let desk = &mut place.desk;
    let sealed = desk.month_checklist(MONTH, on("2025-09-05")).expect("the checklist");
    let as_sealed = |item: &&shebao_desk::wire::month::CheckItem| item.text == "封账的各行与现有资料一致";
    assert!(sealed.items.iter().any(|item| as_sealed(&item)), "{:?}", sealed.items);
    let states = |desk: &Desk, month: &str| {
        let list = desk.month_checklist(month, on("2025-09-05")).expect("the checklist");
        let of = |code: &str| list.items.iter().find(|item| item.code == code).expect("an item").state.clone();
        (list.may_close, of("run"), of("stale"), of("paid"), of("backup"))
    };
    let words = |texts: [&str; 4]| texts.map(ToOwned::to_owned);
    let (may_close, run, stale, paid, backup) = states(desk, "2025-08");
    assert_eq!((may_close, [run, stale, paid, backup]), (false, words(["block", "pass", "pass", "warn"])));
    desk.contribution_run("2025-08", None, on("2025-09-01")).expect("August is computed");
    corrected(desk, &people[0], "9000");
    // 养老, 医疗, 失业 and 工伤 of July were sealed with 6000.
    let july = desk.month_checklist(MONTH, on("2025-09-05")).expect("the checklist");
    let stale = july.items.iter().find(|item| item.code == "stale").expect("an item");
    assert_eq!(stale.state, "warn");
    assert!(stale.text.contains("涉及 4 行") && stale.text.contains("封账的金额不变"), "{}", stale.text);
    let out = folder();
    desk.book_backup(out.path(), on("2025-09-04"), &mut |_| true).expect("a backup");
    let (may_close, run, stale, paid, backup) = states(desk, "2025-08");
    assert_eq!((may_close, [run, stale, paid, backup]), (false, words(["pass", "block", "warn", "pass"])));
    desk.contribution_run("2025-08", None, on("2025-09-05")).expect("August is computed again");
    let (may_close, _, stale, ..) = states(desk, "2025-08");
    assert_eq!((may_close, stale.as_str()), (true, "pass"), "a base that was corrected is in the amounts now");
    let (may_close, ..) = states(desk, MONTH);
    assert!(!may_close, "a locked month is closed already");
}

#[test]
fn a_month_is_reopened_through_the_program() {
    let place = migrated("public");
    let script = Script::on(&place.book, PASSWORD, TODAY);
    drop(place.desk);
    let month = "2026-02";
    script.done(&["contribution", "run", month]);
    let lines = script.done(&["month", "close", month])["lines"].clone();
    let reopened = script.done(&["month", "reopen", month, "--reason", "漏报一人"]);
    assert_eq!((&reopened["lines"], &reopened["reason"]), (&lines, &"漏报一人".into()));
    let reversals = script.done(&["month", "reversals", month]);
    assert_eq!(reversals["reversals"][0]["reversed"].as_array().map(Vec::len), lines.as_u64().map(|n| n as usize));
    let refused = script.run(&["month", "reopen", month, "--reason", "再来"]);
    assert_eq!(refused.json["error"]["code"], "month_not_locked");
    script.done(&["contribution", "run", month]);
    script.done(&["month", "close", month]);
    assert_eq!(script.done(&["book", "check"])["ok"], true);
    assert_eq!(script.done(&["month", "checklist", month])["items"].as_array().map(Vec::len), Some(11));
}

/// Whatever is changed around a closed month, in whatever order: its lines stay equal and its seal holds.
#[test]
fn a_closed_month_stays_whatever_is_done() {
    let (mut place, people, _) = closed();
    place.desk.contribution_run("2025-08", None, on("2025-08-20")).expect("August is computed");
    let told = |desk: &Desk| {
        let ledger = desk.contribution_ledger(MONTH).expect("the ledger");
        serde_json::json!([ledger.state, ledger.rows, ledger.totals])
    };
    let before = told(&place.desk);
    let place = std::cell::RefCell::new(place);
    let deed = (0_u8..7, 6_000_u32..30_000, 0_usize..2);
    proptest::proptest!(proptest::test_runner::Config::with_cases(8), |(deeds in proptest::collection::vec(deed, 1..6))| {
        let desk = &mut place.borrow_mut().desk;
        for (kind, amount, who) in deeds {
            done_around(desk, kind, amount, &people[who]);
            proptest::prop_assert_eq!(&told(desk), &before);
        }
        let check = desk.book_check().expect("the check");
        proptest::prop_assert!(check.ok, "{:?}", check.findings);
    });
}

/// One deed of the clerk; some are refused, and that is right.
fn done_around(desk: &mut Desk, kind: u8, amount: u32, who: &str) {
    let today = on("2025-08-25");
    match kind {
        0 => corrected(desk, who, &amount.to_string()),
        1 => {
            let withdraw = shebao_desk::wire::enrollment::Withdraw {
                employee_no: who.to_owned(),
                unit: COMPANY.to_owned(),
                scope: "social".to_owned(),
                last_month: MONTH.to_owned(),
                reason: None,
            };
            // A second time it is refused; what stands under a closed month is not undone either.
            if desk.withdraw(&withdraw, today).is_ok() {
                assert_eq!(desk.undo(None, today).expect_err("a closed month").code, Code::UndoBlocked);
            }
        }
        2 => {
            let value = crate::small::own_bounds(MONTH, "2025-10-10", &amount.to_string(), "40000");
            // A second value of the same publication is refused.
            if let Err(refused) = desk.policy_add(&value, on("2025-10-12")) {
                assert_eq!(refused.code, Code::PolicyRefused);
            }
        }
        3 => {
            let payment = shebao_desk::wire::remittance::NewPayment {
                unit: COMPANY.to_owned(),
                month: MONTH.to_owned(),
                scope: "social".to_owned(),
                principal: amount.to_string(),
                paid_on: "2025-08-20".to_owned(),
                document: "凭证".to_owned(),
                ..Default::default()
            };
            desk.payment_record(&payment, today).expect("a payment");
        }
        4 => assert_eq!(desk.contribution_run(MONTH, None, today).expect_err("locked").code, Code::MonthLocked),
        5 => {
            let request = shebao_desk::wire::arrears::BackPaymentRequest {
                employees: vec![who.to_owned()],
                unit: COMPANY.to_owned(),
                scope: "social".to_owned(),
                from: "2025-05".to_owned(),
                to: "2025-05".to_owned(),
                booked: MONTH.to_owned(),
                reason: "漏报".to_owned(),
                ..Default::default()
            };
            assert_eq!(desk.back_payment_preview(&request, today).expect_err("locked").code, Code::MonthLocked);
        }
        _ => {
            desk.contribution_run("2025-08", None, today).expect("August is computed again");
        }
    }
}
