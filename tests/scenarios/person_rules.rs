//! Rules of their own: foreigners, people of 港澳台, people beyond the statutory age, first-ever workers. The program tells
//! what the law says when they are enrolled, in the month and in the reason of an amount; it refuses and stops nothing.

use shebao_desk::Desk;
use shebao_desk::wire::enrollment::{Enroll, EnrollmentNote, EnrollmentQuery};
use shebao_desk::wire::obligation::PersonNotice;
use shebao_desk::wire::onboarding::OnboardingDone;
use shebao_desk::wire::roster::PersonEdit;
use shebao_rules::identity::ResidentId;

use crate::places::{COMPANY, PASSWORD};
use crate::program::Script;
use crate::small::{company, on};

const DAY: &str = "2026-08-03";

fn join(desk: &mut Desk, name: &str, id_type: &str, id_number: &str, hire: &str) -> String {
    let person = PersonEdit {
        name: Some(name.to_owned()),
        id_type: Some(id_type.to_owned()),
        id_number: Some(id_number.to_owned()),
        unit: Some(COMPANY.to_owned()),
        hire: Some(hire.to_owned()),
        ..PersonEdit::default()
    };
    desk.roster_add(&person, on(DAY)).expect("the person").employee_no
}

fn resident(birth: &str, serial: &str) -> String {
    ResidentId::complete(&format!("110105{birth}{serial}")).expect("seventeen digits").as_str().to_owned()
}

fn enroll(desk: &mut Desk, employee_no: &str, scope: &str, first_month: &str) {
    let cover = Enroll {
        employee_no: employee_no.to_owned(),
        unit: COMPANY.to_owned(),
        scope: scope.to_owned(),
        first_month: first_month.to_owned(),
        base: Some("20000".to_owned()),
        ..Enroll::default()
    };
    desk.enroll(&cover, on(DAY)).expect("nothing is refused");
}

/// What an enrolment is told of a person's own rules before the click.
fn told(desk: &Desk, employee_no: &str, scope: &str) -> Vec<EnrollmentNote> {
    let query = EnrollmentQuery {
        kind: "enroll".to_owned(),
        employee_no: employee_no.to_owned(),
        unit: COMPANY.to_owned(),
        scope: scope.to_owned(),
        month: Some("2026-08".to_owned()),
        base: None,
    };
    let notes = desk.enrollment_preview(&query, on(DAY)).expect("the preview").notes;
    notes.into_iter().filter(|note| matches!(note.code.as_str(), "own_rule" | "over_age" | "by_agreement")).collect()
}

/// The notices of August 2026 after a run.
fn august(desk: &mut Desk) -> Vec<PersonNotice> {
    desk.contribution_run("2026-08", None, on(DAY)).expect("the month is computed").notices
}

/// 令第16号 第三条: all five. 北京 has no maternity of its own since 2020: four lines.
#[test]
fn a_foreigner_is_due_all_five_and_may_agree_on_the_fund() {
    let (mut place, people) = company(&["20000"]);
    let desk = &mut place.desk;
    assert_eq!(told(desk, &people[0], "social").len(), 0, "the general law holds for most people");
    let no = join(desk, "MILLER ANNA", "foreign_passport", "X1234567", "2026-08-03");
    let notes = told(desk, &no, "social");
    assert!(notes[0].message.starts_with("外国人应当参加养老、医疗、工伤、失业"), "{notes:?}");
    assert!(notes[0].basis.as_deref().is_some_and(|basis| basis.contains("第三条")), "{notes:?}");
    assert!(
        notes[1].message.contains("凭证明可以不参加") && notes[1].message.contains("以经办机构答复为准"),
        "{notes:?}"
    );
    assert!(told(desk, &no, "housing_fund").iter().any(|n| n.message.contains("由单位与本人协商")));
    enroll(desk, &no, "work_injury", "2026-08");
    let notices = august(desk);
    let lacking = notices.iter().find(|n| n.employee_no == no).expect("three insurances are lacking");
    assert_eq!(lacking.severity, "act");
    assert_eq!(lacking.insurances, ["pension", "medical", "unemployment"]);
    assert_eq!(lacking.source.number.as_deref(), Some("人社部令第16号"));
    let alerts = desk.alert_list(None, on(DAY)).expect("the alerts");
    let alert = alerts.iter().find(|alert| alert.code == "person_rules").expect("it is on the list of what waits");
    assert_eq!((alert.subject.as_str(), alert.severity.as_str()), ("MILLER ANNA", "act"));
    assert!(alert.message.contains("没有参加") && alert.focus.as_deref() == Some(no.as_str()), "{alert:?}");
    enroll(desk, &no, "social", "2026-08");
    assert!(august(desk).iter().all(|n| n.employee_no != no), "every insurance has its line");
    let reason = desk.contribution_explain("2026-08", &no, None, "pension").expect("the reason");
    let steps: Vec<_> = reason.steps.iter().filter(|s| s.kind == "obligation").collect();
    assert_eq!((steps[0].expression.as_str(), steps[0].value.as_str()), ("外国人", "应当参加"));
    // The exemption by treaty was not compared with its text, and says so.
    assert_eq!(steps[1].status.as_deref(), Some("unconfirmed"));
    // Amounts are what they are for anybody: 20000 × 16 % and 8 %.
    assert_eq!((reason.employer.as_deref(), reason.employee.as_deref()), (Some("3200.00"), Some("1600.00")));
}

#[test]
fn people_of_hong_kong_macau_and_taiwan_have_their_own_order() {
    let (mut place, _) = company(&["20000"]);
    let no = join(&mut place.desk, "陈示例", "hk_macau_permit", "H12345678", "2026-08-03");
    let notes = told(&place.desk, &no, "social");
    assert!(notes[0].message.starts_with("港澳台居民应当参加养老"), "{notes:?}");
    assert!(notes[0].basis.as_deref().is_some_and(|basis| basis.contains("第二条")), "{notes:?}");
}

/// A man born in June 1964 reached 60 in June 2024, before the delay began: in August 2026 only work injury is due.
#[test]
fn beyond_the_statutory_age_only_work_injury_is_due() {
    let (mut place, _) = company(&["20000"]);
    let desk = &mut place.desk;
    let no = join(desk, "老示例", "resident_id", &resident("19640601", "999"), "2026-06-01");
    assert!(told(desk, &no, "social").iter().any(|note| note.code == "over_age"));
    enroll(desk, &no, "pension", "2026-06");
    let june = desk.contribution_run("2026-06", None, on(DAY)).expect("the month is computed");
    assert!(june.notices.is_empty(), "令第56号 holds from 2026-07-01");
    let severities = |notices: &[PersonNotice]| {
        let of: Vec<_> = notices.iter().filter(|n| n.employee_no == no).collect();
        of.iter().map(|n| (n.severity.clone(), n.insurances.clone())).collect::<Vec<_>>()
    };
    let lacking = [("act".to_owned(), vec!["work_injury".to_owned()]), ("soon".to_owned(), vec!["pension".to_owned()])];
    assert_eq!(severities(&august(desk)), lacking);
    enroll(desk, &no, "social", "2026-07");
    let notices = august(desk);
    let agreed = [("soon".to_owned(), vec!["pension".to_owned(), "medical".to_owned()])];
    assert_eq!(severities(&notices), agreed);
    let ledger = desk.contribution_ledger("2026-08").expect("the ledger");
    assert_eq!(ledger.notices, notices, "the window sees the same");
    assert!(ledger.rows.iter().any(|row| row.employee_no == no && row.cells.len() == 4), "nothing is stopped");
}

/// 条例 第十七条: hired in August, checked as first-ever worker, in the fund from August: September would be the first month.
#[test]
fn the_fund_of_a_first_ever_worker_begins_in_the_second_month() {
    let (mut place, _) = company(&["20000"]);
    let desk = &mut place.desk;
    let no = join(desk, "新示例", "resident_id", &resident("20040601", "999"), "2026-08-03");
    enroll(desk, &no, "housing_fund", "2026-08");
    assert!(august(desk).is_empty(), "nothing is guessed");
    let done = OnboardingDone { employee_no: no.clone(), first_ever: Some(true), note: None };
    desk.onboarding_done(&done, on(DAY)).expect("checked");
    let notices = august(desk);
    let notice = notices.iter().find(|n| n.employee_no == no).expect("too early");
    assert_eq!((notice.kind.as_str(), notice.first_month.as_deref()), ("fund_start", Some("2026-09")));
    assert!(notice.source.quote.as_deref().is_some_and(|quote| quote.contains("第二个月")), "{notice:?}");
    let alerts = desk.alert_list(None, on(DAY)).expect("the alerts");
    assert!(alerts.iter().any(|a| a.code == "person_rules" && a.harm == "money"), "{alerts:?}");
    let september = desk.contribution_run("2026-09", None, on("2026-09-02")).expect("the month is computed");
    assert!(september.notices.is_empty(), "from September on it is due");
}

/// Each rule of a person with what it says and the card of its article; read by the window and by `roster rules`.
#[track_caller]
fn rules(desk: &Desk, no: &str) -> Vec<(String, String, Option<String>)> {
    let rules = desk.roster_rules(no, on(DAY)).expect("the rules");
    rules.into_iter().map(|rule| (rule.label, rule.value, rule.law)).collect()
}

fn told_as(label: &str, value: &str, law: &str) -> (String, String, Option<String>) {
    (label.to_owned(), value.to_owned(), Some(law.to_owned()))
}

/// 办法 附表: a man of July 1966 at 60 and 5 months; a woman of June 1975 at 50 and 3 months or 55 and 17 months, by a class
/// that nobody guesses. 条例 第十七条: hired in August, the fund from September if it is the first work, else from August.
#[test]
fn a_persons_own_rules_are_listed_with_their_articles() {
    let (mut place, _) = company(&["20000"]);
    let desk = &mut place.desk;
    let man = join(desk, "男示例", "resident_id", &resident("19660701", "999"), "2026-08-03");
    let fund = [
        told_as("公积金起缴月（首次参加工作）", "2026-09", "gjj_2019:17"),
        told_as("公积金起缴月（调入）", "2026-08", "gjj_2019:17"),
    ];
    let of_man = rules(desk, &man);
    assert_eq!(of_man[0], told_as("法定退休月份（男60）", "2026-12（60周岁5个月）", "yanchi:办法1"));
    assert_eq!(of_man[1..], fund);
    let done = OnboardingDone { employee_no: man.clone(), first_ever: Some(true), note: None };
    desk.onboarding_done(&done, on(DAY)).expect("checked");
    assert_eq!(rules(desk, &man)[1..], fund[..1], "now it is known which of the two");
    let woman = join(desk, "女示例", "resident_id", &resident("19750601", "998"), "2026-08-03");
    let both = [
        told_as("法定退休月份（女50）", "2025-09（50周岁3个月）", "yanchi:办法1"),
        told_as("法定退休月份（女55）", "2031-11（56周岁5个月）", "yanchi:办法1"),
    ];
    assert_eq!(rules(desk, &woman)[..2], both);
    let old = join(desk, "老示例", "resident_id", &resident("19640601", "999"), "2026-06-01");
    let of_old = rules(desk, &old);
    assert_eq!(of_old[1], told_as("超过法定退休年龄的人员", "应当参加", "cl56:15"), "work injury");
    assert_eq!(of_old[2], told_as("超过法定退休年龄的人员", "由单位与本人协商", "cl56:15"), "the rest");
    let foreigner = join(desk, "MILLER ANNA", "foreign_passport", "X1234567", "2026-08-03");
    let listed = desk.roster_rules(&foreigner, on(DAY)).expect("the rules");
    assert_eq!(listed[0].value, "性别未登记", "a passport tells neither sex nor birth");
    let status: Vec<_> = listed[1..4].iter().map(|rule| (rule.value.as_str(), rule.status.id())).collect();
    let expected = [("应当参加", "final"), ("凭证明可以不参加", "unconfirmed"), ("由单位与本人协商", "unconfirmed")];
    assert_eq!(status, expected);
    let book = place.book.clone();
    let _folder = place.close();
    let script = Script::on(&book, PASSWORD, DAY);
    let printed = script.done(&["roster", "rules", &woman]);
    assert_eq!(printed["rules"][0]["value"], "2025-09（50周岁3个月）");
}
