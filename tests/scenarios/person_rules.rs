//! Rules of their own: foreigners, people of 港澳台, people beyond the statutory age, first-ever workers. The program tells
//! what the law says when they are enrolled, in the month and in the reason of an amount; it refuses and stops nothing.

use shebao_desk::Desk;
use shebao_desk::wire::enrollment::Enroll;
use shebao_desk::wire::obligation::{AdviceNote, AdviceRequest, PersonNotice};
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

fn enroll(desk: &mut Desk, employee_no: &str, scope: &str, first_month: &str, first_job: bool) {
    let cover = Enroll {
        employee_no: employee_no.to_owned(),
        unit: COMPANY.to_owned(),
        scope: scope.to_owned(),
        first_month: first_month.to_owned(),
        first_job,
        base: Some("20000".to_owned()),
        ..Enroll::default()
    };
    desk.enroll(&cover, on(DAY)).expect("nothing is refused");
}

fn advice(desk: &Desk, employee_no: &str, scope: &str, first_month: &str, first_job: bool) -> Vec<AdviceNote> {
    let request = AdviceRequest {
        employee_no: employee_no.to_owned(),
        unit: COMPANY.to_owned(),
        scope: scope.to_owned(),
        first_month: first_month.to_owned(),
        first_job,
    };
    desk.enrollment_advice(&request, on(DAY)).expect("the advice")
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
    assert!(advice(desk, &people[0], "social", "2026-08", false).is_empty(), "the general law holds for most people");
    let no = join(desk, "MILLER ANNA", "foreign_passport", "X1234567", "2026-08-03");
    let notes = advice(desk, &no, "social", "2026-08", false);
    assert!(notes[0].text.starts_with("外国人应当参加养老、医疗、工伤、失业"), "{notes:?}");
    assert_eq!(notes[0].source.number.as_deref(), Some("人社部令第16号"));
    // The exemption by treaty was not compared with its text, and says so.
    let exempt = notes.iter().find(|n| n.text.contains("凭证明可以不参加")).expect("the exemption");
    assert_eq!((exempt.status.id(), exempt.severity.as_str()), ("unconfirmed", "note"));
    let fund = advice(desk, &no, "housing_fund", "2026-08", false);
    assert!(fund.iter().any(|n| n.kind == "obligation" && n.text.contains("由单位与本人协商")), "{fund:?}");
    enroll(desk, &no, "work_injury", "2026-08", false);
    let notices = august(desk);
    let lacking = notices.iter().find(|n| n.employee_no == no).expect("three insurances are lacking");
    assert_eq!(lacking.note.severity, "act");
    assert_eq!(lacking.note.insurances, ["pension", "medical", "unemployment"]);
    let alerts = desk.alert_list(None, on(DAY)).expect("the alerts");
    let alert = alerts.iter().find(|alert| alert.code == "person_rules").expect("it is on the list of what waits");
    assert_eq!((alert.subject.as_str(), alert.severity.as_str()), ("MILLER ANNA", "act"));
    assert!(alert.message.contains("没有参加") && alert.focus.as_deref() == Some(no.as_str()), "{alert:?}");
    enroll(desk, &no, "social", "2026-08", false);
    assert!(august(desk).iter().all(|n| n.employee_no != no), "every insurance has its line");
    let reason = desk.contribution_explain("2026-08", &no, None, "pension").expect("the reason");
    let steps: Vec<_> = reason.steps.iter().filter(|s| s.kind == "obligation").collect();
    assert_eq!((steps[0].expression.as_str(), steps[0].value.as_str()), ("外国人", "应当参加"));
    // Amounts are what they are for anybody: 20000 × 16 % and 8 %.
    assert_eq!((reason.employer.as_deref(), reason.employee.as_deref()), (Some("3200.00"), Some("1600.00")));
}

#[test]
fn people_of_hong_kong_macau_and_taiwan_have_their_own_order() {
    let (mut place, _) = company(&["20000"]);
    let no = join(&mut place.desk, "陈示例", "hk_macau_permit", "H12345678", "2026-08-03");
    let notes = advice(&place.desk, &no, "social", "2026-08", false);
    assert!(notes[0].text.starts_with("港澳台居民应当参加养老"), "{notes:?}");
    assert_eq!(notes[0].source.number.as_deref(), Some("人社部、国家医保局令第41号"));
}

/// A man born in June 1964 reached 60 in June 2024, before the delay began: in August 2026 only work injury is due.
#[test]
fn beyond_the_statutory_age_only_work_injury_is_due() {
    let (mut place, _) = company(&["20000"]);
    let desk = &mut place.desk;
    let no = join(desk, "老示例", "resident_id", &resident("19640601", "999"), "2026-07-01");
    let notes = advice(desk, &no, "social", "2026-08", false);
    assert!(notes[0].text.starts_with("超过法定退休年龄的人员应当参加工伤"), "{notes:?}");
    assert!(notes[1].text.starts_with("超过法定退休年龄的人员的养老、医疗由单位与本人协商"), "{notes:?}");
    assert!(advice(desk, &no, "social", "2026-06", false).is_empty(), "令第56号 holds from 2026-07-01");
    let only_pension = advice(desk, &no, "pension", "2026-08", false);
    assert!(only_pension.iter().any(|n| n.severity == "act" && n.insurances == ["work_injury"]), "{only_pension:?}");
    enroll(desk, &no, "social", "2026-07", false);
    let notices = august(desk);
    let agreed = notices.iter().find(|n| n.employee_no == no).expect("by agreement");
    assert_eq!((agreed.note.severity.as_str(), agreed.note.insurances.len()), ("soon", 2));
    let ledger = desk.contribution_ledger("2026-08").expect("the ledger");
    assert_eq!(ledger.notices, notices, "the window sees the same");
    assert!(ledger.rows.iter().any(|row| row.employee_no == no && row.cells.len() == 4), "nothing is stopped");
}

/// 条例 第十七条: hired in August, the first-ever worker's fund begins in September, the transferred one's in August.
#[test]
fn the_fund_of_a_first_ever_worker_begins_in_the_second_month() {
    let (mut place, _) = company(&["20000"]);
    let desk = &mut place.desk;
    let no = join(desk, "新示例", "resident_id", &resident("20040601", "999"), "2026-08-03");
    let both = advice(desk, &no, "housing_fund", "2026-08", false);
    let months: Vec<_> = both.iter().map(|n| n.first_month.as_deref().unwrap_or_default()).collect();
    assert_eq!(months, ["2026-09", "2026-08"]);
    assert!(both[0].source.quote.as_deref().is_some_and(|q| q.contains("第二个月")), "{both:?}");
    let early = advice(desk, &no, "housing_fund", "2026-08", true);
    assert_eq!((early.len(), early[0].severity.as_str()), (1, "act"));
    let in_time = advice(desk, &no, "housing_fund", "2026-09", true);
    assert_eq!((in_time.len(), in_time[0].severity.as_str()), (1, "note"));
    enroll(desk, &no, "housing_fund", "2026-08", true);
    let person = desk.roster_person(&no, false).expect("the person");
    assert_eq!(person.cover[0].reason.as_deref(), Some("首次参加工作"));
    let notices = august(desk);
    let notice = notices.iter().find(|n| n.employee_no == no).expect("too early");
    assert_eq!((notice.note.kind.as_str(), notice.note.first_month.as_deref()), ("fund_start", Some("2026-09")));
    let september = desk.contribution_run("2026-09", None, on("2026-09-02")).expect("the month is computed");
    assert!(september.notices.is_empty(), "from September on it is due");
    let again = advice(desk, &no, "housing_fund", "2026-10", false);
    assert_eq!(again.len(), 1, "who had a fund before is no first-ever worker: {again:?}");
}

#[test]
fn the_program_tells_the_same() {
    let (mut place, _) = company(&["20000"]);
    let no = join(&mut place.desk, "MILLER ANNA", "foreign_passport", "X1234567", "2026-08-03");
    let window = advice(&place.desk, &no, "social", "2026-08", false);
    let book = place.book.clone();
    drop(place.desk);
    let script = Script::on(&book, PASSWORD, DAY);
    let verb = ["enrollment", "advise", "--employee", &no, "--unit", COMPANY, "--first-month", "2026-08"];
    let told = script.done(&verb);
    assert_eq!(told["notes"], serde_json::to_value(window).expect("JSON"));
}
