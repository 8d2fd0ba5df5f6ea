//! 晚一步的款项 — one debit for two months, a row that a later list books, a refund of the treasury, a statement whose
//! holder stands right above its headings: each is told for what it is, and nobody is called in arrears by it.
//!
//! Amounts: 北京 2026, base 8,000: 养老 1,280 + 640, 医疗 784 + 163, 失业 40 + 40, 工伤 0.4 % 32, together 2,979.00; base 9,000:
//! 1,440 + 720, 882 + 183, 45 + 45, 36, together 3,351.00; both 6,330.00.

use std::fs;

use shebao_desk::Desk;
use shebao_desk::exchange::inspect;
use shebao_desk::wire::exchange::ImportRequest;
use shebao_desk::wire::reconciliation::FiveStates;
use shebao_desk::wire::remittance::RemittanceGroup;
use shebao_desk::wire::unit::{UnitEdit, UnitParticulars};
use shebao_rules::insurance::Insurance;

use crate::pages;
use crate::places::{COMPANY, Place, tools};
use crate::small::{company, number, on};

pub const TODAY: &str = "2026-04-28";
const OF_FIRST: [(&str, &str, &str); 4] = [
    ("养老保险", "1280.00", "640.00"),
    ("医疗保险", "784.00", "163.00"),
    ("失业保险", "40.00", "40.00"),
    ("工伤保险", "32.00", "0.00"),
];
const OF_SECOND: [(&str, &str, &str); 4] = [
    ("养老保险", "1440.00", "720.00"),
    ("医疗保险", "882.00", "183.00"),
    ("失业保险", "45.00", "45.00"),
    ("工伤保险", "36.00", "0.00"),
];

/// Two people, January to April computed.
pub fn computed() -> Place {
    let (mut place, _) = company(&["8000", "9000"]);
    // The statements name the holder and no account.
    let particulars =
        UnitParticulars { bank_account: Some("0200099900000001234".to_owned()), ..UnitParticulars::default() };
    place.desk.unit_edit(&UnitEdit { unit: COMPANY.to_owned(), particulars }, on(TODAY)).expect("the unit's account");
    for month in ["2026-01", "2026-02", "2026-03", "2026-04"] {
        place.desk.contribution_run(month, None, on(TODAY)).expect("the month is computed");
    }
    place
}

#[track_caller]
pub fn take(place: &mut Place, name: &str, lines: &[String]) {
    let file = place.book.parent().expect("a folder").join(name);
    fs::write(&file, lines.join("\n")).expect("the file is written");
    let handle = inspect(&tools(), &file).expect("the file can be read").handle;
    let report = place.desk.exchange_import(&ImportRequest { handle, ..ImportRequest::default() }, on(TODAY));
    let report = report.expect("the file goes in");
    assert_eq!((report.accepted, report.rejected.len()), (report.rows, 0), "{name}: {:?}", report.rejected);
}

/// The list of a month of booking: each person with the period of her rows.
pub fn list(place: &mut Place, booked: &str, people: &[(usize, &str)]) {
    let mut lines = vec!["费款所属期,缴费年月,姓名,证件号码,险种,单位应缴,个人应缴".to_owned()];
    for (at, period) in people {
        let (name, own) = if *at == 0 { ("员工甲", OF_FIRST) } else { ("员工乙", OF_SECOND) };
        lines.extend(own.iter().map(|(insurance, employer, employee)| {
            format!("{period},{booked},{name},{},{insurance},{employer},{employee}", number(*at))
        }));
    }
    take(place, &format!("社保明细{booked}.csv"), &lines);
}

/// A statement of the company's account: day, money out, money in, what for.
pub fn bank(place: &mut Place, movements: &[(&str, &str, &str, &str)]) {
    let mut lines = vec![format!("户名,{COMPANY}"), "交易日期,借方发生额,贷方发生额,对方户名,摘要".to_owned()];
    lines.extend(
        movements.iter().map(|(day, out, back, what)| format!("{day},{out},{back},国家金库北京市朝阳区支库,{what}")),
    );
    take(place, "流水.csv", &lines);
}

fn social(desk: &Desk, month: &str) -> RemittanceGroup {
    let list = desk.remittance_list(month, on(TODAY)).expect("the list");
    list.groups.into_iter().find(|group| group.group == "social").expect("the group")
}

fn causes(desk: &Desk, month: &str) -> (Vec<(String, String)>, String) {
    let found = desk.reconciliation_run(month, None, on(TODAY)).expect("the month is reconciled");
    let causes = found.by_booking.iter().flat_map(|row| &row.causes);
    (causes.map(|cause| (cause.code.clone(), cause.amount.to_string())).collect(), found.residual.to_string())
}

fn paper(desk: &Desk, employee_no: &str, month: &str, day: &str) -> String {
    pages::paper(desk, "statement", employee_no, (month, month), on(day))
}

/// 12,660.00 on 14 February is January and February: both are paid, January late, and nothing stays unexplained.
#[test]
fn one_debit_may_pay_two_months() {
    for what in ["社会保险费", "社会保险费 202601-202602"] {
        let mut place = computed();
        for month in ["2026-01", "2026-02"] {
            list(&mut place, month, &[(0, month), (1, month)]);
        }
        bank(&mut place, &[("2026-01-05", "1.00", "", "手续费"), ("2026-02-14", "12660.00", "", what)]);
        let late = |amount: &str| (vec![("late_payment".to_owned(), amount.to_owned())], "0.00".to_owned());
        assert_eq!(causes(&place.desk, "2026-01"), late("-6330.00"), "{what}");
        assert_eq!(causes(&place.desk, "2026-02"), late("6330.00"), "{what}");
        for (month, state) in [("2026-01", "late"), ("2026-02", "paid")] {
            let group = social(&place.desk, month);
            let payments: Vec<String> = group.payments.iter().map(|p| format!("{} {}", p.day, p.amount)).collect();
            let expected = (state, "6330.00".to_owned(), vec!["2026-02-14 6330.00".to_owned()]);
            assert_eq!((group.state.as_str(), group.paid.to_string(), payments), expected, "{what} {month}");
            // A paper of one of the two months alone looks far enough back, too.
            let text = paper(&place.desk, "00001", month, TODAY);
            assert!(text.contains("2026-02-14") && !text.contains("未缴足"), "{what} {month}: {text}");
        }
    }
}

/// 乙 of March stands in April's list and was debited with it: 3,351.00 more. March is settled by it, and neither she nor 甲,
/// whom March's list has, is in arrears.
#[test]
fn what_a_later_list_books_settles_its_own_month() {
    let mut place = computed();
    list(&mut place, "2026-03", &[(0, "2026-03")]);
    list(&mut place, "2026-04", &[(0, "2026-04"), (1, "2026-04"), (1, "2026-03")]);
    bank(&mut place, &[("2026-03-14", "2979.00", "", "社会保险费"), ("2026-04-14", "9681.00", "", "社会保险费")]);

    // As of the end of March 3,351.00 are open: 乙's, not 甲's.
    let (before, after) = ("2026-03-31", TODAY);
    let desk = &place.desk;
    let text = paper(desk, "00001", "2026-03", before);
    assert!(text.contains("未发现缺缴或欠费") && text.contains("2026-03-14"), "甲 is in a list that is paid: {text}");
    assert!(paper(desk, "00002", "2026-03", before).contains("该月费款未缴足"), "乙 is in none");
    let open = desk.arrears_list(None, on(before)).expect("the arrears");
    assert_eq!(open.outstanding.to_string(), "3351.00");

    let settled = desk.arrears_list(None, on(after)).expect("the arrears");
    assert_eq!(settled.outstanding.to_string(), "0.00", "{:?}", settled.lines);
    let march = social(desk, "2026-03");
    assert_eq!(
        (march.state.as_str(), march.paid.to_string(), march.short.to_string()),
        ("late", "6330.00".to_owned(), "0.00".to_owned())
    );
    let told = |group: &RemittanceGroup| -> Vec<(String, String)> {
        group.payments.iter().map(|p| (format!("{} {}", p.day, p.amount), p.document.clone())).collect()
    };
    assert!(
        told(&march).contains(&("2026-04-14 3351.00".to_owned(), "随2026年4月清单补收的款项缴纳".to_owned())),
        "{:?}",
        told(&march)
    );
    let april = social(desk, "2026-04");
    assert_eq!((april.state.as_str(), april.paid.to_string()), ("paid", "6330.00".to_owned()));
    assert!(
        told(&april).contains(&("2026-04-14 -3351.00".to_owned(), "其中缴2026年3月的补收款项".to_owned())),
        "{:?}",
        told(&april)
    );
    for (employee, day) in [("00001", "2026-03-14"), ("00002", "2026-04-14")] {
        let text = paper(desk, employee, "2026-03", after);
        assert!(text.contains(day) && !text.contains("未缴足"), "{employee}: {text}");
    }
}

/// How far the pension of each is proved: computed, declared, debited on which day, credited.
fn states(desk: &Desk, month: &str) -> Vec<(String, bool, bool, Option<String>, bool)> {
    let all = desk.reconciliation_states(month, None, None, on(TODAY)).expect("the states");
    let pension = all.into_iter().filter(|one| one.insurance == Insurance::Pension);
    let told = |one: FiveStates| {
        let (computed, declared, credited) = (one.computed.is_some(), one.declared.is_some(), one.credited.is_some());
        (one.name, computed, declared, one.debited.map(|state| state.on), credited)
    };
    pension.map(told).collect()
}

/// Whom March's list lacks is in none of its debits: 2,979.00 are 甲's alone, also where April's list books 乙 later, with a debit of
/// 9,681.00. Where 6,330.00 were debited in March, 乙's part is among them though no list has it, or a later one.
#[test]
fn whom_the_list_lacks_is_in_no_debit_that_is_not_hers() {
    let march = "2026-03";
    let first = || ("员工甲".to_owned(), true, true, Some("2026-03-14".to_owned()), true);
    let second = |listed: bool, debited: bool| {
        let day = debited.then(|| "2026-03-14".to_owned());
        ("员工乙".to_owned(), true, listed, day, listed)
    };
    for (debited, booked_later, expected) in [
        (["2979.00", "6330.00"], false, second(false, false)),
        (["2979.00", "9681.00"], true, second(true, false)),
        (["6330.00", "6330.00"], false, second(false, true)),
        (["6330.00", "6330.00"], true, second(true, true)),
    ] {
        let mut place = computed();
        list(&mut place, march, &[(0, march)]);
        if booked_later {
            list(&mut place, "2026-04", &[(0, "2026-04"), (1, "2026-04"), (1, march)]);
        }
        let days = ["2026-03-14", "2026-04-14"];
        let debits = [0, 1].map(|at| (days[at], debited[at], "", "社会保险费"));
        bank(&mut place, &debits);
        assert_eq!(states(&place.desk, march), [first(), expected], "{debited:?} {booked_later}");
    }
}

/// A treasury gives back by 退库: the credit counts with the month's debits.
#[test]
fn a_refund_of_the_treasury_is_counted() {
    let mut place = computed();
    list(&mut place, "2026-01", &[(0, "2026-01")]);
    let back = ("2026-01-26", "", "3351.00", "社会保险费退库");
    bank(&mut place, &[("2026-01-14", "6330.00", "", "社会保险费"), back]);
    let found = place.desk.reconciliation_run("2026-01", None, on(TODAY)).expect("the month is reconciled");
    let row = found.by_booking.first().expect("the booking");
    assert_eq!(row.bank.map(|sum| sum.to_string()), Some("2979.00".to_owned()));
}

/// 乙 stood twice in January's list, 3,351.00 too much; February's list takes it back, and so does the treasury. February's
/// debits are less by it, and nobody owes anything.
#[test]
fn what_was_given_back_is_no_arrears() {
    let mut place = computed();
    list(&mut place, "2026-01", &[(0, "2026-01"), (1, "2026-01"), (1, "2026-01")]);
    let mut lines = vec!["费款所属期,缴费年月,姓名,证件号码,险种,单位应缴,个人应缴".to_owned()];
    for (at, name, period, sign, own) in [
        (0, "员工甲", "2026-02", "", OF_FIRST),
        (1, "员工乙", "2026-02", "", OF_SECOND),
        (1, "员工乙", "2026-01", "-", OF_SECOND),
    ] {
        lines.extend(own.iter().map(|(insurance, employer, employee)| {
            format!("{period},2026-02,{name},{},{insurance},{sign}{employer},{sign}{employee}", number(at))
        }));
    }
    take(&mut place, "社保明细2026-02.csv", &lines);
    let back = ("2026-02-26", "", "3351.00", "社会保险费退库");
    let debits = [("2026-01-14", "9681.00", "", "社会保险费"), ("2026-02-14", "6330.00", "", "社会保险费"), back];
    bank(&mut place, &debits);
    let february = social(&place.desk, "2026-02");
    assert_eq!((february.state.as_str(), february.paid.to_string()), ("paid", "6330.00".to_owned()));
    let told = february.payments.iter().map(|p| (p.amount.to_string(), p.document.clone()));
    let expected = ("3351.00".to_owned(), "扣款中已退的2026年1月多缴款项".to_owned());
    assert!(told.clone().any(|one| one == expected), "{:?}", told.collect::<Vec<_>>());
    let arrears = place.desk.arrears_list(None, on("2026-02-28")).expect("the arrears");
    assert_eq!(arrears.outstanding.to_string(), "0.00", "{:?}", arrears.lines);
}
