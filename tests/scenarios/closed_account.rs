//! 封账后的账 — a closed month keeps its own account: what is changed of covers, bases, policy and settings afterwards is told by
//! the checklist and as 补差, and moves no amount, difference, cause, state or paper of the month until it is opened again.
//!
//! Amounts: 北京 2026, base 8,000: 养老 1,280 + 640, 医疗 784 + 163, 失业 40 + 40, 工伤 0.4 % 32, together 2,979.00; base 9,000:
//! 1,440 + 720, 882 + 183, 45 + 45, 36, together 3,351.00. February takes both from the list, the bank and the pay sheet.

use serde_json::{Value, json};
use shebao_desk::wire::enrollment::{DeclareBase, Enroll, Withdraw};
use shebao_desk::wire::unit::{NewSetting, NewUnit};
use shebao_desk::{Code, Desk};

use crate::pages;
use crate::paid_later::{TODAY, bank, computed, list, take};
use crate::places::{COMPANY, Place};
use crate::small::{number, on, own_bounds};

const MONTH: &str = "2026-02";

/// Two people, January to April computed, February in all three sources.
fn reconciled() -> (Place, Vec<String>) {
    let mut place = computed();
    list(&mut place, MONTH, &[(0, MONTH), (1, MONTH)]);
    bank(&mut place, &[("2026-02-14", "6330.00", "", "社会保险费")]);
    pay_sheet(&mut place, ["640.00,163.00,40.00", "720.00,183.00,45.00"]);
    (place, ["00001", "00002"].map(str::to_owned).into())
}

fn pay_sheet(place: &mut Place, taken: [&str; 2]) {
    let lines = [
        "姓名,身份证号,应发工资,养老保险,医疗保险,失业保险".to_owned(),
        format!("员工甲,{},8000.00,{}", number(0), taken[0]),
        format!("员工乙,{},9000.00,{}", number(1), taken[1]),
    ];
    take(place, "2026年2月工资表.csv", &lines);
}

fn close(desk: &mut Desk) {
    desk.month_close(MONTH, Some("已逐项看过"), on(TODAY)).expect("the month is closed");
}

/// Everything that is said of February, the numbers of papers aside, which tell the state of the whole book.
fn told(desk: &Desk, people: &[String]) -> Value {
    let now = on(TODAY);
    let alerts = desk.alert_list(None, now).expect("the alerts").into_iter();
    let alerts = alerts.filter(|alert| alert.focus.as_deref() == Some(MONTH)).collect::<Vec<_>>();
    let grid = |no: &String| desk.insight_person(no, MONTH, MONTH, now).expect("the grid");
    let remitted = desk.remittance_list(MONTH, now).expect("the list");
    json!({
        "reconciliation": desk.reconciliation_run(MONTH, None, now).expect("the month is reconciled"),
        "states": desk.reconciliation_states(MONTH, None, None, now).expect("the states"),
        "board": desk.insight_board(MONTH, now).expect("the board"),
        "gaps": desk.insight_gaps(MONTH, MONTH, now).expect("the gaps"),
        "grid": people.iter().map(grid).collect::<Vec<_>>(),
        "alerts": alerts,
        "remittance": [json!(remitted.lines), json!(remitted.groups)],
        "notices": people.iter().map(|no| paper(desk, "notice", no)).collect::<Vec<_>>(),
        // Since when and until when somebody is registered is told as of the day of issue.
        "statements": people.iter().map(|no| of_month(&paper(desk, "statement", no))).collect::<Vec<_>>(),
    })
}

/// The words of a paper without its codes, which tell the state of the whole book.
fn paper(desk: &Desk, kind: &str, employee_no: &str) -> String {
    let text = pages::paper(desk, kind, employee_no, (MONTH, MONTH), on(TODAY));
    let mut parts = text.split("台账核对码");
    let mut words = parts.next().expect("a text").to_owned();
    for part in parts {
        let (_, rest) = part.split_once("流水").expect("the code of the journal");
        words.push_str(rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-'));
    }
    words
}

/// What a statement says of the month itself.
fn of_month(text: &str) -> String {
    let (_, rest) = text.split_once("三、逐月缴费明细").expect("the lines");
    let (own, _) = rest.split_once("五、参保接续说明").expect("what follows");
    own.to_owned()
}

/// What is due of a month by 对账: 单位, 个人, and what lists differ by; with the codes of its causes.
fn account(desk: &Desk, month: &str) -> (String, String, String, Vec<(String, String)>) {
    let found = desk.reconciliation_run(month, None, on(TODAY)).expect("the month is reconciled");
    assert_eq!(found.residual.to_string(), "0.00", "every fen has a cause");
    let sum = |of: fn(&shebao_desk::wire::reconciliation::PeriodView) -> shebao_rules::money::Yuan| {
        found.by_period.iter().map(of).sum::<shebao_rules::money::Yuan>().to_string()
    };
    let differing = |row: &shebao_desk::wire::reconciliation::PeriodView| {
        row.differences.agency_employer.unwrap_or_default() + row.differences.agency_employee.unwrap_or_default()
    };
    let mut causes: Vec<(String, String)> =
        found.persons.iter().flat_map(|row| &row.causes).map(|c| (c.code.clone(), c.amount.to_string())).collect();
    causes.sort();
    (sum(|row| row.due_employer), sum(|row| row.due_employee), sum(differing), causes)
}

fn item(desk: &Desk, code: &str) -> (String, String) {
    let list = desk.month_checklist(MONTH, on(TODAY)).expect("the checklist");
    let item = list.items.into_iter().find(|item| item.code == code).expect("an item");
    (item.state, item.text)
}

fn base_of_first(desk: &mut Desk, people: &[String]) {
    let base = DeclareBase {
        employee_no: people[0].clone(),
        unit: COMPANY.to_owned(),
        scope: "social".to_owned(),
        from: MONTH.to_owned(),
        amount: "20000".to_owned(),
        reason: "correction".to_owned(),
    };
    desk.declare_base(&base, on(TODAY)).expect("a corrected base");
}

fn covers(desk: &mut Desk, people: &[String]) {
    let gone = Withdraw {
        employee_no: people[1].clone(),
        unit: COMPANY.to_owned(),
        scope: "social".to_owned(),
        last_month: "2026-01".to_owned(),
        reason: None,
    };
    desk.withdraw(&gone, on(TODAY)).expect("the second left in January");
    let fund = Enroll {
        employee_no: people[0].clone(),
        unit: COMPANY.to_owned(),
        scope: "housing_fund".to_owned(),
        first_month: MONTH.to_owned(),
        base: Some("8000".to_owned()),
        ..Enroll::default()
    };
    desk.enroll(&fund, on(TODAY)).expect("the first has the fund");
}

fn policy(desk: &mut Desk) {
    desk.policy_add(&own_bounds(MONTH, "2026-04-20", "8500", "36000"), on(TODAY)).expect("a confirmed value");
}

fn setting(desk: &mut Desk) {
    let rate = NewSetting {
        unit: COMPANY.to_owned(),
        insurance: "work_injury".to_owned(),
        from: MONTH.to_owned(),
        mode: "rate".to_owned(),
        employer_rate: "0.008".to_owned(),
        employee_rate: "0".to_owned(),
        source: "示例核定单".to_owned(),
        ..NewSetting::default()
    };
    desk.setting_add(&rate, on(TODAY)).expect("a setting");
}

/// Whatever is changed afterwards, February stays what it was: 4,539 + 1,791 due, listed, deducted and debited, and no gap.
#[test]
fn a_closed_month_keeps_its_own_account() {
    let (mut place, people) = reconciled();
    let sealed = ("4539.00".to_owned(), "1791.00".to_owned(), "0.00".to_owned(), Vec::new());
    assert_eq!(account(&place.desk, MONTH), sealed);
    close(&mut place.desk);
    assert_eq!(account(&place.desk, MONTH), sealed);
    assert_eq!(item(&place.desk, "difference").1, "三方对账一分不差");
    let before = told(&place.desk, &people);
    let amounts = ["640.00", "1,280.00", "784.00", "163.00", "40.00", "32.00"];
    for text in [&before["notices"][0], &before["statements"][0]].map(|text| text.as_str().expect("a text")) {
        assert!(amounts.iter().all(|amount| text.contains(amount)), "{text}");
    }

    let desk = &mut place.desk;
    // Of the first four lines; then of the second four, and of the fund one that nobody has sealed.
    base_of_first(desk, &people);
    assert_eq!(told(desk, &people), before, "a corrected base");
    assert!(item(desk, "stale").1.contains("涉及 4 行"), "{:?}", item(desk, "stale"));
    covers(desk, &people);
    assert_eq!(told(desk, &people), before, "covers");
    assert!(item(desk, "stale").1.contains("涉及 8 行"), "{:?}", item(desk, "stale"));
    assert_eq!(item(desk, "true_ups").0, "pass");
    // The reason of an amount is that of the closing, too: 乙 was covered then.
    let why = desk.contribution_explain(MONTH, &people[1], None, "pension").expect("the reason");
    let told_of = [why.steps[0].expression.as_str(), why.employer.as_deref().expect("an amount")];
    assert_eq!(told_of, ["2025-01 起，在缴", "1440.00"]);
    policy(desk);
    assert_eq!(told(desk, &people), before, "a value confirmed for the month");
    setting(desk);
    assert_eq!(told(desk, &people), before, "a setting of the unit");
    // What was published or settled since is proposed by the sealed bases: 500 × 16 % and 8 % of the first, and 0.4 % of 8,000
    // and of 9,000 more.
    let list = desk.true_up_list(on(TODAY)).expect("the list");
    let sums = (list.proposals.len(), list.employer_difference.to_string(), list.employee_difference.to_string());
    assert_eq!(sums, (3, "148.00".to_owned(), "40.00".to_owned()));
    assert!(desk.book_check().expect("the check").ok);
}

/// Opened again, February is due by the facts of today: 甲 by 20,000 (养老 3,200 + 1,600, 医疗 1,960 + 403, 失业 100 + 100, 工伤 80),
/// 乙 not at all; what the lists have says why it differs. Undone, it is the first account; closed again, the second.
#[test]
fn a_month_that_is_opened_again_counts_the_facts_of_today() {
    let (mut place, people) = reconciled();
    let desk = &mut place.desk;
    close(desk);
    let first = told(desk, &people);
    base_of_first(desk, &people);
    covers(desk, &people);
    assert_eq!(told(desk, &people), first);
    let opened = desk.month_reopen(MONTH, "员工乙一月离职", on(TODAY)).expect("it is opened");
    let today = account(desk, MONTH);
    // The list: 4,539 + 1,791; due: 5,340 + 2,103.
    assert_eq!((&*today.0, &*today.1, &*today.2), ("5340.00", "2103.00", "-1113.00"));
    let of = |code: &str| -> Vec<&str> { today.3.iter().filter(|c| c.0 == code).map(|c| c.1.as_str()).collect() };
    let charged = ["1440.00", "183.00", "36.00", "45.00", "45.00", "720.00", "882.00"];
    assert_eq!(of("leaver_still_charged"), charged, "{today:?}");
    desk.undo(opened.action_seq.map(i64::from), on(TODAY)).expect("the reopening is undone");
    assert_eq!(told(desk, &people), first, "the first account again");

    desk.month_reopen(MONTH, "员工乙一月离职", on(TODAY)).expect("it is opened again");
    desk.contribution_run(MONTH, None, on(TODAY)).expect("the month is computed again");
    close(desk);
    assert_eq!(account(desk, MONTH), today, "the second account");
    assert!(item(desk, "stale").1.contains("与现有资料一致"), "{:?}", item(desk, "stale"));
    // There is no paper of 乙 for a month in which nothing is due of her.
    let people = &people[..1];
    let second = told(desk, people);
    policy(desk);
    setting(desk);
    assert_eq!(told(desk, people), second);
    assert!(desk.book_check().expect("the check").ok);
}

/// Why a closed month differs stays as it was told, too: 乙, who left in January, is still in February's list, and the pay sheet
/// took 720.00 of 甲 for 640.00, which is 9 %. That 甲 has 9,000 declared since, by which it would be another base, and that 乙's
/// leaving was taken back is told once the month is opened again.
#[test]
fn the_causes_of_a_closed_month_are_kept() {
    let mut place = computed();
    let gone = Withdraw {
        employee_no: "00002".to_owned(),
        unit: COMPANY.to_owned(),
        scope: "social".to_owned(),
        last_month: "2026-01".to_owned(),
        reason: None,
    };
    place.desk.withdraw(&gone, on(TODAY)).expect("the second left in January");
    let left = place.desk.journal_list(1).expect("the journal")[0].action_seq;
    place.desk.contribution_run(MONTH, None, on(TODAY)).expect("the month is computed again");
    list(&mut place, MONTH, &[(0, MONTH), (1, MONTH)]);
    pay_sheet(&mut place, ["720.00,163.00,40.00", "0.00,0.00,0.00"]);
    let desk = &mut place.desk;
    close(desk);
    let sealed = account(desk, MONTH);
    let of = |account: &(String, String, String, Vec<(String, String)>)| -> Vec<String> {
        let causes = account.3.iter().map(|(code, amount)| format!("{code} {amount}"));
        causes.filter(|text| text.ends_with(" 80.00") || text.ends_with(" 720.00")).collect()
    };
    assert_eq!(of(&sealed), ["leaver_still_charged 720.00", "wrong_rate_payroll 80.00"]);
    let base = DeclareBase {
        employee_no: "00001".to_owned(),
        unit: COMPANY.to_owned(),
        scope: "social".to_owned(),
        from: "2026-07".to_owned(),
        amount: "9000".to_owned(),
        reason: "annual".to_owned(),
    };
    desk.declare_base(&base, on(TODAY)).expect("the base of the next year");
    assert_eq!(account(desk, MONTH), sealed, "a base declared since");
    desk.undo(Some(left.into()), on(TODAY)).expect("the leaving is taken back");
    assert_eq!(account(desk, MONTH), sealed, "a cover of today");
    desk.month_reopen(MONTH, "员工乙没有离职", on(TODAY)).expect("it is opened");
    let today = account(desk, MONTH);
    assert_eq!((&*today.0, &*today.1), ("4539.00", "1791.00"), "both are due");
    // 乙 is due and listed now; the pay sheet took nothing of her.
    assert_eq!(of(&today), ["wrong_base 80.00"], "{today:?}");
}

/// What is sealed is all that is due: a month is not closed while a unit of it was not computed, and that unit is named.
#[test]
fn a_month_is_closed_with_all_its_units() {
    let mut place = computed();
    let desk = &mut place.desk;
    let branch = "示例科技有限公司天津分公司";
    let unit = NewUnit {
        name: branch.to_owned(),
        region: "天津".to_owned(),
        from: "2025-01".to_owned(),
        ..NewUnit::default()
    };
    desk.unit_add(&unit, on(TODAY)).expect("the branch");
    desk.contribution_run(MONTH, Some(COMPANY), on(TODAY)).expect("the company is computed");
    // Nobody is covered by the branch in February.
    close(desk);
    let cover = Enroll {
        employee_no: "00002".to_owned(),
        unit: branch.to_owned(),
        scope: "social".to_owned(),
        first_month: "2026-05".to_owned(),
        base: Some("9000".to_owned()),
        ..Enroll::default()
    };
    desk.enroll(&cover, on(TODAY)).expect("from May on");
    let may = "2026-05";
    desk.contribution_run(may, Some(COMPANY), on(TODAY)).expect("the company is computed");
    let refused = desk.month_close(may, Some("已逐项看过"), on(TODAY)).expect_err("the branch is not computed");
    assert_eq!(refused.code, Code::MonthNotRun);
    assert!(refused.details[0].contains(branch), "{refused:?}");
    desk.contribution_run(may, Some(branch), on(TODAY)).expect("the branch is computed");
    let seal = desk.month_close(may, Some("已逐项看过"), on(TODAY)).expect("now it is closed");
    assert!(seal.lines > 8, "both people, and the branch's lines beside: {seal:?}");
}
