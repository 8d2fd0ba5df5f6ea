//! 欠费: what stands unpaid and the late fee that runs on it, orders to pay, advances, plans, back payments.

use shebao_desk::wire::arrears::{
    ArrearsList, BackPaymentRequest, NewAdvance, NewArrears, NewNotice, PlanPart, PlanRequest,
};
use shebao_desk::wire::remittance::NewPayment;
use shebao_desk::{Code, Desk};

use crate::places::{COMPANY, PASSWORD, TODAY, migrated, now};
use crate::program::Script;
use crate::remittance::{paid_by_the_27th, unit_in, whole};
use crate::small::{company, on};

fn registered(principal: &str, due_on: &str) -> NewArrears {
    NewArrears {
        unit: COMPANY.to_owned(),
        period: "2026-03".to_owned(),
        insurance: "pension".to_owned(),
        principal: principal.to_owned(),
        due_on: due_on.to_owned(),
        document: "税务机关欠费清单（示例）".to_owned(),
    }
}

fn fee(list: &ArrearsList) -> (String, String, String) {
    (list.outstanding.to_string(), list.late_fee.to_string(), list.daily.to_string())
}

#[track_caller]
fn on_day(desk: &Desk, day: &str) -> (String, String, String) {
    fee(&desk.arrears_list(Some(day), now()).expect("the ledger"))
}

fn texts(amounts: [&str; 3]) -> (String, String, String) {
    let [outstanding, late_fee, daily] = amounts.map(ToOwned::to_owned);
    (outstanding, late_fee, daily)
}

/// 30,000 × 0.05 % × 30 days = 450.00, always the employer's, with article 86 and the rule that forbids passing it on.
#[test]
fn thirty_thousand_for_thirty_days_is_450() {
    let (mut place, _) = company(&["6000"]);
    let desk = &mut place.desk;
    let action = desk.arrears_register(&registered("30000", "2026-03-16"), now()).expect("arrears");
    assert_eq!(on_day(desk, "2026-03-16"), texts(["0.00", "0.00", "0.00"]), "not overdue on the day itself");
    assert_eq!(on_day(desk, "2026-03-17"), texts(["30000.00", "15.00", "15.00"]));
    assert_eq!(on_day(desk, "2026-04-15"), texts(["30000.00", "450.00", "15.00"]));
    let list = desk.arrears_list(Some("2026-04-15"), now()).expect("the ledger");
    let line = &list.lines[0];
    assert_eq!((line.days, line.borne_by.as_str(), line.origin.as_str()), (30, "employer", "registered"));
    assert_eq!(line.expression, ["30,000.00 × 0.05% × 30 天 ＝ 450.00"]);
    assert_eq!(line.counted_from.map(|day| day.to_string()), Some("2026-03-17".to_owned()));
    // Thirty days later it is 900.00.
    let later = (list.later_on.to_string(), list.late_fee_later.to_string());
    assert_eq!(later, ("2026-05-15".to_owned(), "900.00".to_owned()));
    let laws: Vec<&str> = list.laws.iter().map(|law| law.id.as_str()).collect();
    assert_eq!(laws, ["sbf:86", "rs13:20"]);
    assert!(list.laws[1].text.contains("不得要求职工承担"), "{}", list.laws[1].text);
    let twice = desk.arrears_register(&registered("1", "2026-03-16"), now()).expect_err("registered already");
    assert_eq!(twice.code, Code::AlreadyExists);
    desk.undo(Some(action.into()), now()).expect("it is taken back");
    assert!(desk.arrears_list(Some("2026-04-15"), now()).expect("the ledger").lines.is_empty());
}

/// 10,000 after ten days: 50.00; the other 20,000 over thirty days: 300.00.
#[test]
fn a_partial_payment_stops_its_part_of_the_meter() {
    let (mut place, _) = company(&["6000"]);
    let desk = &mut place.desk;
    desk.arrears_register(&registered("30000", "2026-03-16"), now()).expect("arrears");
    let payment = NewPayment {
        unit: COMPANY.to_owned(),
        month: "2026-03".to_owned(),
        scope: "pension".to_owned(),
        principal: "10000".to_owned(),
        late_fee: Some("50".to_owned()),
        paid_on: "2026-03-26".to_owned(),
        document: "电子缴款凭证 示例".to_owned(),
    };
    let action = desk.payment_record(&payment, on("2026-03-26")).expect("a payment");
    assert_eq!(on_day(desk, "2026-04-15"), texts(["20000.00", "350.00", "10.00"]));
    desk.undo(Some(action.into()), now()).expect("it is taken back");
    assert_eq!(on_day(desk, "2026-04-15"), texts(["30000.00", "450.00", "15.00"]));
}

/// 93,778.90 × 0.05 % × 10 days = 468.8945 (F17), recorded by hand: the line stays with its fee and runs no more.
#[test]
fn what_was_paid_late_keeps_its_fee() {
    let (mut place, _) = company(&["6000"]);
    let desk = &mut place.desk;
    desk.arrears_register(&registered("93778.90", "2026-02-27"), now()).expect("arrears");
    let payment = NewPayment {
        unit: COMPANY.to_owned(),
        month: "2026-03".to_owned(),
        scope: "pension".to_owned(),
        principal: "93778.90".to_owned(),
        late_fee: Some("468.89".to_owned()),
        paid_on: "2026-03-09".to_owned(),
        document: "电子缴款凭证 示例".to_owned(),
    };
    desk.payment_record(&payment, now()).expect("a payment");
    assert_eq!(on_day(desk, "2026-04-01"), texts(["0.00", "468.89", "0.00"]));
    let list = desk.arrears_list(Some("2026-04-01"), now()).expect("the ledger");
    assert_eq!((list.lines[0].days, list.late_fee_later.to_string()), (10, "468.89".to_owned()));
}

/// F17 in the public book: what was debited of 上海 February on 03-09 was due on 02-27; beside it runs what the agency never
/// listed. The fund of March (F11) has no late fee in law.
#[test]
fn a_late_payment_of_the_public_book() {
    let mut place = whole();
    paid_by_the_27th(&mut place.desk);
    let shanghai = unit_in(&place.desk, "上海");
    let list = place.desk.arrears_list(Some("2026-04-01"), now()).expect("the ledger");
    let own = |period: &str| {
        let of = |line: &&shebao_desk::wire::arrears::ArrearsLine| {
            line.unit == shanghai && line.period.to_string() == period
        };
        list.lines.iter().filter(of).collect::<Vec<_>>()
    };
    let february = own("2026-02");
    let social: Vec<_> = february.iter().filter(|line| line.insurance.id() != "housing_fund").collect();
    assert!(social.iter().all(|line| line.due_on.is_some_and(|day| day.to_string() == "2026-02-27")), "{social:?}");
    let paid: shebao_rules::money::Yuan = social.iter().map(|line| line.paid).sum();
    assert_eq!(paid.to_string(), "93778.90");
    let settled: Vec<_> = social.iter().filter(|line| line.outstanding.is_zero()).collect();
    assert!(settled.iter().all(|line| line.days == 10 && line.expression.len() == 1), "{settled:?}");
    // Worked out on the sum: the shares of the lines make the fee of the group.
    let fee: shebao_rules::money::Yuan = social.iter().filter_map(|line| line.late_fee).sum();
    let group = place.desk.remittance_list("2026-02", now()).expect("the list");
    let group = group.groups.iter().find(|g| g.unit == shanghai && g.group == "social").expect("the group");
    assert_eq!((Some(fee), group.late_fee_paid.to_string()), (group.late_fee, "468.89".to_owned()));
    let march = own("2026-03");
    let fund = march.iter().find(|line| line.insurance.id() == "housing_fund");
    let fund = fund.expect("the fund was never debited");
    assert_eq!((fund.outstanding.to_string(), fund.late_fee, fund.due_on), ("30660.00".to_owned(), None, None));
}

/// An order to pay of 30,000 by 04-30: once to three times that, and how many days are left; met, and taken back.
#[test]
fn an_order_to_pay_tells_its_term_and_exposure() {
    let (mut place, _) = company(&["6000"]);
    let desk = &mut place.desk;
    let notice = NewNotice {
        unit: COMPANY.to_owned(),
        number: "示例税限改〔2026〕001号".to_owned(),
        agency: Some("示例税务局".to_owned()),
        received_on: "2026-04-10".to_owned(),
        due_on: "2026-04-30".to_owned(),
        amount: "30000".to_owned(),
        note: None,
    };
    desk.arrears_notice_add(&notice, now()).expect("a notice");
    let first = |desk: &Desk, day| desk.arrears_list(Some(day), now()).expect("the ledger").notices.remove(0);
    let found = first(desk, "2026-04-20");
    assert_eq!(
        (found.days_left, found.fine_from.to_string(), found.fine_to.to_string()),
        (10, "30000.00".to_owned(), "90000.00".to_owned())
    );
    assert_eq!(first(desk, "2026-05-02").days_left, -2);
    let action = desk.arrears_notice_settle(found.id.into(), "2026-04-28", now()).expect("it is met");
    assert_eq!(first(desk, "2026-05-02").settled_on.map(|day| day.to_string()), Some("2026-04-28".to_owned()));
    desk.undo(Some(action.into()), now()).expect("it is taken back");
    assert_eq!(first(desk, "2026-05-02").settled_on, None);
    let wrong = NewNotice { due_on: "2026-04-01".to_owned(), number: "另一号".to_owned(), ..notice };
    assert_eq!(desk.arrears_notice_add(&wrong, now()).expect_err("due before it came").code, Code::InvalidInput);
    assert_eq!(desk.arrears_notice_settle(99, "2026-04-28", now()).expect_err("none").code, Code::UnknownRecord);
}

/// 30,000 from 03-16: 20,000 on 04-15 (450.00), the rest on 04-25 (10,000 ten days more: 50.00).
#[test]
fn a_plan_is_worked_out_and_promises_nothing() {
    let (mut place, _) = company(&["6000"]);
    let desk = &mut place.desk;
    desk.arrears_register(&registered("30000", "2026-03-16"), now()).expect("arrears");
    let parts = [("2026-04-15", "20000"), ("2026-04-25", "20000")];
    let instalments = parts.map(|(day, amount)| PlanPart { day: day.to_owned(), amount: amount.to_owned() }).into();
    let steps = desk.arrears_plan(&PlanRequest { unit: None, instalments }, now()).expect("a plan");
    let told: Vec<_> = steps.iter().map(|s| [s.amount, s.outstanding, s.late_fee].map(|y| y.to_string())).collect();
    assert_eq!(told, [["20000.00", "10000.00", "450.00"], ["10000.00", "0.00", "500.00"]]);
    let past = vec![PlanPart { day: "2026-03-31".to_owned(), amount: "1".to_owned() }];
    let refused = desk.arrears_plan(&PlanRequest { unit: None, instalments: past }, now());
    assert_eq!(refused.expect_err("in the past").code, Code::InvalidInput);
}

#[test]
fn an_advance_comes_back_and_never_more_than_it() {
    let (mut place, people) = company(&["6000"]);
    let desk = &mut place.desk;
    let movement = |kind: &str, amount: &str| NewAdvance {
        employee_no: people[0].clone(),
        kind: kind.to_owned(),
        month: "2026-02".to_owned(),
        amount: amount.to_owned(),
        day: "2026-03-10".to_owned(),
        document: "借款单 示例 12".to_owned(),
    };
    desk.advance_record(&movement("advance", "754.01"), now()).expect("an advance");
    let back = desk.advance_record(&movement("recovery", "300"), now()).expect("a recovery");
    let balance = desk.advance_list().expect("the balances").remove(0);
    let told = [balance.advanced, balance.recovered, balance.balance].map(|y| y.to_string());
    assert_eq!(told, ["754.01", "300.00", "454.01"]);
    assert_eq!(
        desk.advance_record(&movement("recovery", "454.02"), now()).expect_err("too much").code,
        Code::InvalidInput
    );
    desk.undo(Some(back.into()), now()).expect("it is taken back");
    assert_eq!(desk.advance_list().expect("the balances").remove(0).balance.to_string(), "754.01");
}

fn missed(people: &[String]) -> BackPaymentRequest {
    BackPaymentRequest {
        employees: people.to_vec(),
        unit: COMPANY.to_owned(),
        scope: "social".to_owned(),
        from: "2025-03".to_owned(),
        to: "2025-04".to_owned(),
        booked: "2025-06".to_owned(),
        reason: "入职当月漏报".to_owned(),
        ..BackPaymentRequest::default()
    }
}

/// Nothing was computed for March and April 2025. By the bounds of then, 6000 → 6821: 养老 1091.36 + 545.68, 医疗 668.46 +
/// 139.42, 失业 34.11 + 34.11, 工伤 27.28: 2,540.42 a month. Typed wrongly nothing is written; the lines stand in their
/// period, are booked in June and keep their reason; undo takes them back.
#[test]
fn a_back_payment_is_typed_and_stands_in_its_period() {
    let (mut place, people) = company(&["6000"]);
    let desk = &mut place.desk;
    let today = on("2025-06-10");
    desk.contribution_run("2025-06", None, today).expect("June is computed");
    let preview = desk.back_payment_preview(&missed(&people), today).expect("a preview");
    assert_eq!((preview.lines.len(), preview.heads, preview.amount.to_string()), (8, 1, "5080.84".to_owned()));
    let mut request =
        BackPaymentRequest { confirm_amount: Some("5080.48".to_owned()), confirm_heads: Some(1), ..missed(&people) };
    assert_eq!(desk.back_payment_book(&request, today).expect_err("mistyped").code, Code::InvalidInput);
    request.confirm_amount = Some("5080.84".to_owned());
    request.confirm_heads = Some(2);
    assert_eq!(desk.back_payment_book(&request, today).expect_err("mistyped").code, Code::InvalidInput);
    request.confirm_heads = Some(1);
    let booked = desk.back_payment_book(&request, today).expect("it is booked");
    let june = desk.contribution_ledger("2025-06").expect("the ledger");
    assert_eq!(june.true_ups.len(), 8);
    let line = &june.true_ups[0];
    assert_eq!(
        (line.kind.as_str(), line.period.to_string(), line.booked.to_string()),
        ("back_payment", "2025-03".to_owned(), "2025-06".to_owned())
    );
    let reason = desk.contribution_explain("2025-03", &people[0], None, "pension").expect("the reason");
    assert_eq!((reason.employer.as_deref(), reason.employee.as_deref()), (Some("1091.36"), Some("545.68")));
    assert!(reason.steps.iter().any(|step| step.kind == "employer" && step.source.is_some()), "{:?}", reason.steps);
    // June's own 2,540.42 and both months.
    let due = desk.remittance_list("2025-06", today).expect("the list");
    let due: shebao_rules::money::Yuan = due.lines.iter().map(|line| line.due).sum();
    assert_eq!(due.to_string(), "7621.26");
    let again = desk.back_payment_preview(&missed(&people), today).expect("a preview");
    assert!(again.lines.is_empty() && again.notes.len() == 8, "{:?}", again.notes);
    // Computing June again leaves them; they are sealed with the month they are booked in.
    desk.contribution_run("2025-06", None, today).expect("June is computed again");
    let seal = desk.month_close("2025-06", Some("已逐项看过"), today).expect("June is closed");
    assert_eq!(seal.lines, 4 + 8);
    let action = booked.action_seq.map(i64::from);
    assert_eq!(desk.undo(action, today).expect_err("a closed month").code, Code::UndoBlocked);
    desk.month_reopen("2025-06", "核对补缴", today).expect("it is opened");
    desk.undo(action, today).expect("the back payment is taken back");
    assert!(desk.contribution_ledger("2025-06").expect("the ledger").true_ups.is_empty());
    let check = desk.book_check().expect("the check");
    assert!(check.ok, "{:?}", check.findings);
}

/// A month that is computed has its lines; what is unpaid of it is arrears and not a second line.
#[test]
fn what_stands_in_the_ledger_is_not_added_again() {
    let (mut place, people) = company(&["6000"]);
    let desk = &mut place.desk;
    let today = on("2025-06-10");
    for month in ["2025-03", "2025-04"] {
        desk.contribution_run(month, None, today).expect("the month is computed");
    }
    let preview = desk.back_payment_preview(&missed(&people), today).expect("a preview");
    assert!(
        preview.lines.is_empty() && preview.notes.iter().all(|note| note.contains("按欠费处理")),
        "{:?}",
        preview.notes
    );
    let request =
        BackPaymentRequest { confirm_amount: Some("0".to_owned()), confirm_heads: Some(0), ..missed(&people) };
    assert_eq!(desk.back_payment_book(&request, today).expect_err("nothing").code, Code::UnknownRecord);
    let early = BackPaymentRequest { booked: "2025-04".to_owned(), ..missed(&people) };
    assert_eq!(desk.back_payment_preview(&early, today).expect_err("booked before").code, Code::InvalidInput);
}

#[test]
fn arrears_through_the_program() {
    let place = migrated("public");
    let unit = unit_in(&place.desk, "上海");
    let script = Script::on(&place.book, PASSWORD, TODAY);
    drop(place.desk);
    let register = ["arrears", "register", "--unit", &unit, "--period", "2024-03", "--insurance", "pension"];
    script
        .done(&[&register[..], &["--principal", "30000", "--due-on", "2026-03-16", "--document", "欠费清单"]].concat());
    let list = script.done(&["arrears", "list", "--on", "2026-04-15"]);
    assert_eq!((&list["late_fee"], &list["lines"][0]["borne_by"]), (&"450.00".into(), &"employer".into()));
    let plan = script.done(&["arrears", "plan", "--part", "2026-04-15=30000"]);
    assert_eq!(plan["steps"][0]["late_fee"], "450.00");
    let notice = ["arrears", "notice", "--unit", &unit, "--number", "示例 1 号", "--received-on", "2026-04-01"];
    script.done(&[&notice[..], &["--due-on", "2026-04-15", "--amount", "30000"]].concat());
    let id = script.done(&["arrears", "list"])["notices"][0]["id"].to_string();
    script.done(&["arrears", "settle", &id, "--on", "2026-04-10"]);
    let advance = ["arrears", "advance", "--employee", "00001", "--month", "2026-03", "--amount", "100"];
    script.done(&[&advance[..], &["--day", "2026-03-31", "--document", "借款单"]].concat());
    assert_eq!(script.done(&["arrears", "advances"])["persons"][0]["balance"], "100.00");
}
