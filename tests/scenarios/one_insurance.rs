//! One insurance apart from the others: cover is per insurance, with its own first and last month.

use shebao_desk::wire::contribution::Line;
use shebao_desk::wire::enrollment::{Enroll, Withdraw};
use shebao_desk::wire::roster::PersonEdit;
use shebao_desk::{Code, Desk};
use shebao_rules::insurance::Insurance;

use crate::places::{COMPANY, now};
use crate::small::company;

fn withdraw(desk: &mut Desk, employee_no: &str, scope: &str, last_month: &str) -> Result<(), Code> {
    let request = Withdraw {
        employee_no: employee_no.to_owned(),
        unit: COMPANY.to_owned(),
        scope: scope.to_owned(),
        last_month: last_month.to_owned(),
        ..Withdraw::default()
    };
    desk.withdraw(&request, now()).map(|_| ()).map_err(|failure| failure.code)
}

/// The insurances of a month by the run, and by the list of cover: the same.
#[track_caller]
fn due(desk: &mut Desk, month: &str) -> Vec<Insurance> {
    let lines: Vec<Line> = desk.contribution_run(month, None, now()).expect("the month is computed").lines;
    let due: Vec<Insurance> = lines.iter().map(|line| line.insurance).collect();
    let listed = desk.enrollment_list(month, now()).expect("the cover of the month");
    let listed: Vec<String> = listed.into_iter().map(|line| line.insurance).collect();
    assert_eq!(listed, due.iter().map(ToString::to_string).collect::<Vec<_>>(), "{month}");
    due
}

const ALL: [Insurance; 4] = [Insurance::Pension, Insurance::Medical, Insurance::Unemployment, Insurance::WorkInjury];
const BUT_MEDICAL: [Insurance; 3] = [Insurance::Pension, Insurance::Unemployment, Insurance::WorkInjury];

/// 医疗 alone stops after 2025-12 and begins again in 2026-03; the others go on; each of the two covers is ended when she leaves.
#[test]
fn one_insurance_stops_and_begins_again_while_the_others_go_on() {
    let (mut place, people) = company(&["9500"]);
    let desk = &mut place.desk;
    withdraw(desk, &people[0], "medical", "2025-12").expect("医疗 stops");
    assert_eq!(due(desk, "2025-12"), ALL);
    assert_eq!(due(desk, "2026-01"), BUT_MEDICAL);
    assert_eq!(withdraw(desk, &people[0], "medical", "2026-01"), Err(Code::UnknownRecord), "it has stopped already");
    let again = Enroll {
        employee_no: people[0].clone(),
        unit: COMPANY.to_owned(),
        scope: "medical".to_owned(),
        first_month: "2026-03".to_owned(),
        ..Enroll::default()
    };
    desk.enroll(&again, now()).expect("医疗 begins again");
    assert_eq!(due(desk, "2026-02"), BUT_MEDICAL);
    assert_eq!(due(desk, "2026-03"), ALL);
    for scope in ["social", "medical"] {
        withdraw(desk, &people[0], scope, "2026-03").expect("she leaves");
    }
    assert_eq!(due(desk, "2026-03"), ALL);
    assert_eq!(due(desk, "2026-04"), []);
}

#[test]
fn a_stop_can_be_taken_back() {
    let (mut place, people) = company(&["9500"]);
    withdraw(&mut place.desk, &people[0], "medical", "2025-12").expect("医疗 stops");
    place.desk.undo(None, now()).expect("the stop is taken back");
    assert_eq!(due(&mut place.desk, "2026-01"), ALL);
}

/// By hand too, a job cannot end before it begins; and a leave written with the hire is kept.
#[test]
fn a_job_ends_after_it_begins() {
    let (mut place, people) = company(&["9500"]);
    let leave = |day: &str| PersonEdit { leave: Some(day.to_owned()), ..PersonEdit::default() };
    let refused = place.desk.roster_edit(&people[0], &leave("2025-01-01"), now()).expect_err("before 2025-01-02");
    assert_eq!(refused.code, Code::InvalidInput);
    place.desk.roster_edit(&people[0], &leave("2025-01-02"), now()).expect("a single day");
    let past = PersonEdit {
        name: Some("郑远".to_owned()),
        unit: Some(COMPANY.to_owned()),
        hire: Some("2024-03-01".to_owned()),
        ..leave("2024-12-31")
    };
    let person = place.desk.roster_add(&past, now()).expect("somebody who has left");
    let jobs: Vec<_> = person.jobs.iter().map(|job| (job.hire.as_str(), job.leave.as_deref())).collect();
    assert_eq!(jobs, [("2024-03-01", Some("2024-12-31"))]);
    let backwards = PersonEdit { hire: Some("2025-03-01".to_owned()), name: Some("吴清".to_owned()), ..past };
    assert_eq!(place.desk.roster_add(&backwards, now()).expect_err("backwards").code, Code::InvalidInput);
}
