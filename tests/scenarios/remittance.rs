//! 缴费: dates, dues, what the bank's lines paid, the money of three months, reminders.

use std::sync::OnceLock;

use shebao_desk::wire::remittance::{
    NewPayment, NewPaymentDay, NewPublishedDay, ReminderLeads, RemittanceGroup, RemittanceList,
};
use shebao_desk::{Code, Desk};

use crate::places::{COMPANY, PASSWORD, Place, TODAY, copy_of, empty, now};
use crate::program::Script;
use crate::small::{company, on};

/// A book with everything the public one has but its claims, January to March computed.
pub fn whole() -> Place {
    static BOOK: OnceLock<tempfile::TempDir> = OnceLock::new();
    let kept = BOOK.get_or_init(|| {
        let mut place = empty();
        let sheets = copy_of("public", &["人员", "工资", "社保", "公积金", "银行"]);
        place.desk.exchange_migrate(sheets.path(), false, now(), &mut |_| true).expect("the folder goes in");
        for month in ["2025-12", "2026-01", "2026-02", "2026-03"] {
            place.desk.contribution_run(month, None, now()).expect("the month is computed");
        }
        place.close()
    });
    Place::copy(&kept.path().join("book"))
}

/// Every unit pays by the 27th, as the generator of the books has it.
pub fn paid_by_the_27th(desk: &mut Desk) {
    for city in ["北京", "上海", "深圳"] {
        let own = NewPaymentDay {
            unit: unit_in(desk, city),
            scope: "social".to_owned(),
            from: "2026-01".to_owned(),
            declare_day: Some(20),
            pay_day: 27,
            shift: "roll".to_owned(),
            source: "主管税务机关电话答复".to_owned(),
            ..NewPaymentDay::default()
        };
        desk.payment_day_add(&own, now()).expect("the unit's own days");
    }
}

/// The unit in a city.
pub fn unit_in(desk: &Desk, city: &str) -> String {
    let units = desk.unit_list().expect("the units");
    units.into_iter().find(|unit| unit.region_name.starts_with(city)).expect("a unit there").name
}

fn group<'l>(list: &'l RemittanceList, unit: &str, group: &str) -> &'l RemittanceGroup {
    list.groups.iter().find(|one| one.unit == unit && one.group == group).expect("the group")
}

/// 上海 January is paid in time but for the one person whose unemployment insurance was never declared (F13: 210.00 in
/// all); 上海 February on 03-09 instead of 02-27: 93,778.90 and 468.89; the fund of 上海
/// March was never debited (F11, F17 of the book).
#[test]
fn the_banks_lines_tell_what_was_paid() {
    let mut place = whole();
    paid_by_the_27th(&mut place.desk);
    let (beijing, shanghai) = (unit_in(&place.desk, "北京"), unit_in(&place.desk, "上海"));
    let list = |month: &str| place.desk.remittance_list(month, now()).expect("the list");
    let january = list("2026-01");
    assert!(january.computed);
    let found = group(&january, &shanghai, "social");
    let told = [found.state.clone(), found.paid.to_string(), found.short.to_string()];
    assert_eq!(told, ["short", "93778.90", "210.00"]);
    assert_eq!(found.pay_by.map(|day| day.to_string()), Some("2026-01-27".to_owned()));
    assert_eq!(found.payments.len(), 1);
    assert!(found.payments[0].document.contains("建行账户明细"), "{:?}", found.payments);
    let found = group(&january, &beijing, "housing_fund");
    assert_eq!((found.state.as_str(), found.payments[0].amount.to_string()), ("paid", "82310.00".to_owned()));
    let february = list("2026-02");
    let found = group(&february, &shanghai, "social");
    assert_eq!(found.payments.len(), 1, "{:?}", found.payments);
    assert_eq!(found.payments[0].amount.to_string(), "94247.79");
    assert_eq!((found.paid.to_string(), found.late_fee_paid.to_string()), ("93778.90".to_owned(), "468.89".to_owned()));
    let march = list("2026-03");
    let found = group(&march, &shanghai, "housing_fund");
    assert_eq!((found.state.as_str(), found.paid.to_string(), found.payments.len()), ("unpaid", "0.00".to_owned(), 0));
    assert_eq!(found.pay_by, None);
    assert_eq!(found.source, "未设置缴费期限");
}

/// A published date wins over the unit's own day, that over the statutory one; what is not known says so.
#[test]
fn dates_say_where_they_come_from() {
    let (mut place, _) = company(&["6000"]);
    let desk = &mut place.desk;
    let today = on("2026-02-01");
    let date = |desk: &Desk, month: &str| {
        let list = desk.remittance_list(month, today).expect("the list");
        let found = group(&list, COMPANY, "social").clone();
        (found.pay_by.expect("a date").to_string(), found.source)
    };
    let (day, source) = date(desk, "2026-02");
    assert_eq!(day, "2026-02-24");
    assert!(source.starts_with("未设置本单位期限"), "{source}");
    let own = NewPaymentDay {
        unit: COMPANY.to_owned(),
        scope: "social".to_owned(),
        from: "2026-02".to_owned(),
        pay_day: 25,
        shift: "roll".to_owned(),
        source: "税务大厅告知".to_owned(),
        ..NewPaymentDay::default()
    };
    desk.payment_day_add(&own, today).expect("the unit's own day");
    assert_eq!(date(desk, "2026-02"), ("2026-02-25".to_owned(), "单位设置：税务大厅告知（遇休息日顺延）".to_owned()));
    assert_eq!(date(desk, "2026-01").0, "2026-01-20", "before it began");
    let published = NewPublishedDay {
        region: "北京".to_owned(),
        scope: "social".to_owned(),
        month: "2026-02".to_owned(),
        pay_by: "2026-02-28".to_owned(),
        source: "示例征期公告".to_owned(),
        ..NewPublishedDay::default()
    };
    let action = desk.published_day_add(&published, today).expect("a published date");
    assert_eq!(date(desk, "2026-02"), ("2026-02-28".to_owned(), "当地公布：示例征期公告".to_owned()));
    desk.undo(Some(action.into()), today).expect("it is taken back");
    assert_eq!(date(desk, "2026-02").0, "2026-02-25");
    let (_, source) = date(desk, "2027-01");
    assert!(source.ends_with("该年放假安排未录入，按推算"), "{source}");
    let wrong = NewPaymentDay { pay_day: 32, ..own };
    assert_eq!(desk.payment_day_add(&wrong, today).expect_err("no such day").code, Code::InvalidInput);
}

/// 6,000 held up to 7,162: 1145.92 + 572.96, 701.88 + 146.24, 35.81 + 35.81, 28.65 make 2,667.27 a month. Half by hand in
/// time, the rest late: the parts add up, and undo takes each back.
#[test]
fn payments_by_hand_are_shared_out_to_the_fen() {
    let (mut place, _) = company(&["6000"]);
    let desk = &mut place.desk;
    let today = on("2026-03-31");
    desk.contribution_run("2026-03", None, on("2026-03-05")).expect("March is computed");
    let found =
        |desk: &Desk| group(&desk.remittance_list("2026-03", today).expect("the list"), COMPANY, "social").clone();
    assert_eq!((found(desk).due.to_string(), found(desk).state), ("2667.27".to_owned(), "no_bank".to_owned()));
    let mut pay = |principal: &str, paid_on: &str| {
        let new = NewPayment {
            unit: COMPANY.to_owned(),
            month: "2026-03".to_owned(),
            scope: "social".to_owned(),
            principal: principal.to_owned(),
            paid_on: paid_on.to_owned(),
            document: "电子缴款凭证 示例 0001".to_owned(),
            ..NewPayment::default()
        };
        desk.payment_record(&new, today).expect("a payment")
    };
    pay("1333.63", "2026-03-16");
    let second = pay("1333.64", "2026-03-26");
    let list = found(&place.desk);
    assert_eq!((list.state.as_str(), list.paid.to_string(), list.payments.len()), ("late", "2667.27".to_owned(), 2));
    // 1,333.64 × 0.05 % × 10 days = 6.6682
    assert_eq!(list.late_fee.map(|fee| fee.to_string()), Some("6.67".to_owned()));
    place.desk.undo(Some(second.into()), today).expect("it is taken back");
    let list = found(&place.desk);
    // 1,333.64 × 0.05 % × 15 days = 10.0023
    assert_eq!((list.state.as_str(), list.short.to_string()), ("short", "1333.64".to_owned()));
    assert_eq!(list.late_fee.map(|fee| fee.to_string()), Some("10.00".to_owned()));
}

/// Three months of 2,667.27 by 01-20, 02-24 and 03-16 against 5,000: February is short of 334.54.
#[test]
fn money_that_will_not_do_is_told_with_its_day() {
    let (mut place, _) = company(&["6000"]);
    let desk = &mut place.desk;
    let today = on("2026-01-05");
    let cash = desk.cash_outlook(today).expect("the outlook");
    assert_eq!((cash.balance, cash.needs.len(), cash.needed.to_string()), (None, 3, "8001.81".to_owned()));
    assert_eq!(cash.short_on, None);
    let action = desk.cash_balance_set("5,000.00", "2026-01-02", None, today).expect("a balance");
    let cash = desk.cash_outlook(today).expect("the outlook");
    assert_eq!((cash.balance_age, cash.balance_source.as_deref()), (Some(3), Some("typed")));
    assert_eq!(cash.short_on.map(|day| day.to_string()), Some("2026-02-24".to_owned()));
    assert_eq!(cash.short_by.map(|sum| sum.to_string()), Some("334.54".to_owned()));
    assert_eq!(cash.missing.map(|sum| sum.to_string()), Some("3001.81".to_owned()));
    desk.undo(Some(action.into()), today).expect("it is taken back");
    assert_eq!(desk.cash_outlook(today).expect("the outlook").balance, None);
}

/// With statements taken in, their last balances count, and their age is told.
#[test]
fn the_banks_own_balance_is_used_when_none_was_typed() {
    let mut place = whole();
    let cash = place.desk.cash_outlook(now()).expect("the outlook");
    assert_eq!(cash.balance_source.as_deref(), Some("bank"));
    let age = cash.balance_age.expect("an age");
    assert!(age < 40, "{age}");
    place.desk.cash_balance_set("-120.50", "2026-04-01", Some("透支"), now()).expect("a balance");
    let cash = place.desk.cash_outlook(now()).expect("the outlook");
    assert_eq!((cash.balance.map(|b| b.to_string()), cash.balance_age), (Some("-120.50".to_owned()), Some(0)));
}

/// Over January to March: 上海's late February would have been told on 02-14 or later, before 03-09.
#[test]
fn lead_times_are_tried_on_what_happened() {
    let mut place = whole();
    paid_by_the_27th(&mut place.desk);
    let plan = place.desk.reminder_plan(3, now()).expect("the plan");
    assert_eq!((plan.leads.declare, plan.leads.pay, plan.late, plan.warned), (3, 5, 1, 1));
    let shanghai = unit_in(&place.desk, "上海");
    let late = plan.back_test.iter().find(|r| {
        r.unit == shanghai && r.month.is_some_and(|m| m.to_string() == "2026-02") && r.due.to_string() == "2026-02-27"
    });
    let late = late.expect("the reminder of February");
    // 02-27 less five days is Sunday the 22nd, inside of the holidays 02-15…23; 02-14 is a make-up working day.
    assert_eq!((late.on.to_string(), late.ahead), ("2026-02-14".to_owned(), Some(23)));
    assert!(plan.coming.iter().all(|r| r.due >= now().date()));
    place.desk.reminder_set(ReminderLeads { declare: 1, pay: 0, notice: 7 }).expect("other lead times");
    let plan = place.desk.reminder_plan(3, now()).expect("the plan");
    assert_eq!(plan.leads.pay, 0);
    let beyond = ReminderLeads { declare: 61, ..plan.leads };
    assert_eq!(place.desk.reminder_set(beyond).expect_err("too long").code, Code::InvalidInput);
}

#[test]
fn dues_and_payments_through_the_program() {
    let place = whole();
    let shanghai = unit_in(&place.desk, "上海");
    let units = ["北京", "上海", "深圳"].map(|city| unit_in(&place.desk, city));
    let script = Script::on(&place.book, PASSWORD, TODAY);
    drop(place.desk);
    for unit in &units {
        let day = ["remittance", "day", "--unit", unit, "--from", "2026-01", "--pay-day", "27", "--shift", "roll"];
        script.done(&[&day[..], &["--source", "电话答复"]].concat());
    }
    let list = script.done(&["remittance", "list", "--month", "2026-02"]);
    let lines = list["lines"].as_array().expect("lines");
    let late: Vec<_> =
        lines.iter().filter(|l| l["unit"] == shanghai.as_str() && l["insurance"] != "housing_fund").collect();
    assert!(!late.is_empty() && late.iter().all(|line| line["paid_on"] == "2026-03-09"), "{late:?}");
    assert_eq!(script.done(&["remittance", "cash"])["balance_source"], "bank");
    assert_eq!(script.done(&["remittance", "reminders", "--months", "3"])["late"], 1);
    let set = script.done(&["remittance", "leads", "--declare", "2", "--pay", "4", "--notice", "6"]);
    assert_eq!(set["pay"], 4);
}
