//! 入职核查 — due three days after the hire; what a certificate tells, and what the unit owes whatever it tells.

use shebao_desk::Code;
use shebao_desk::wire::onboarding::{NewPastCover, OnboardingDone, OnboardingView, PastStretch};

use crate::enrollment_tasks::{company, hire};
use crate::places::{Place, now};

fn checks(place: &Place) -> Vec<OnboardingView> {
    place.desk.onboarding_list(now()).expect("the newcomers")
}

fn past(number: &str, kind: &str, first: &str, last: Option<&str>) -> NewPastCover {
    NewPastCover {
        employee_no: number.to_owned(),
        insurances: vec!["medical".to_owned(), "pension".to_owned()],
        stretch: PastStretch {
            kind: kind.to_owned(),
            employer: Some("示例前单位".to_owned()),
            region: Some("北京".to_owned()),
            first_month: first.to_owned(),
            last_month: last.map(str::to_owned),
            arrears: false,
            source: "参保缴费证明（示例）".to_owned(),
        },
    }
}

#[test]
fn a_newcomer_is_looked_at_within_three_days() {
    let mut place = company();
    let person = hire(&mut place, "李示例", "998", "2026-03-30");
    let alert = |place: &Place, on: &str| {
        let all = place.desk.alert_list(Some(on), now()).expect("the alerts");
        all.into_iter().find(|alert| alert.code == "onboarding_due")
    };
    let due = alert(&place, "2026-04-01").expect("a newcomer");
    assert_eq!((due.due.as_deref(), due.severity.as_str()), (Some("2026-04-02"), "soon"));
    assert_eq!(due.basis.as_deref(), Some("单位设置"));
    assert_eq!(alert(&place, "2026-04-02").map(|a| a.severity).as_deref(), Some("act"));
    let done = OnboardingDone { employee_no: person.employee_no, first_ever: Some(true), note: None };
    place.desk.onboarding_done(&done, now()).expect("checked");
    assert_eq!(alert(&place, "2026-04-02"), None);
    assert_eq!(checks(&place)[0].first_ever, Some(true));
}

/// 断缴 from 2025-12 to 2026-02: told with the unit's duty first, and never that the gap comes before the enrolment.
#[test]
fn a_gap_is_told_with_the_units_own_duty() {
    let mut place = company();
    let person = hire(&mut place, "李示例", "998", "2026-03-30");
    let number = person.employee_no;
    place.desk.past_cover_add(&past(&number, "employee", "2024-01", Some("2025-11")), now()).expect("kept");
    let view = checks(&place).remove(0);
    assert_eq!(view.past.len(), 2, "one row per insurance");
    let [finding] = &view.findings[..] else { panic!("{:#?}", view.findings) };
    assert_eq!(
        (finding.kind.as_str(), finding.from.as_str(), finding.to.as_deref()),
        ("gap", "2025-12", Some("2026-02"))
    );
    assert_eq!(finding.insurances, ["pension", "medical"]);
    assert_eq!(finding.law.as_deref(), Some("sbf:58"));
    assert!(finding.duty.contains("不影响本单位依法参保") && finding.duty.contains("三十日"), "{}", finding.duty);
    assert!(finding.next.starts_with("照常增员"), "{}", finding.next);
    assert!(!finding.document.is_empty());
}

#[test]
fn cover_that_runs_on_and_arrears_are_found() {
    let mut place = company();
    let number = hire(&mut place, "李示例", "998", "2026-03-30").employee_no;
    let mut owing = past(&number, "employee", "2025-01", Some("2026-02"));
    owing.stretch.arrears = true;
    place.desk.past_cover_add(&owing, now()).expect("kept");
    place.desk.past_cover_add(&past(&number, "resident", "2026-01", None), now()).expect("kept");
    let kinds: Vec<String> = checks(&place).remove(0).findings.into_iter().map(|f| f.kind).collect();
    assert_eq!(kinds, ["resident", "arrears_before"]);
    place.desk.undo(None, now()).expect("taken back");
    assert_eq!(checks(&place).remove(0).findings.len(), 1);
    let id = i64::from(checks(&place).remove(0).past[0].id);
    let left = place.desk.past_cover_remove(&number, id, now()).expect("removed");
    assert_eq!(left.len(), 1);
    assert_eq!(place.desk.past_cover_remove(&number, 999, now()).expect_err("no such row").code, Code::UnknownRecord);
    owing.stretch.source = " ".to_owned();
    assert_eq!(place.desk.past_cover_add(&owing, now()).expect_err("a paper must say it").code, Code::InvalidInput);
}
