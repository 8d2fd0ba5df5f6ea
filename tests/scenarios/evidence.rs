//! 凭据 — what proves a state or a payment beside the agency's list: an export that was taken, a late fee that a list charges,
//! a deduction that stands in another month's column, the record of a colleague's earlier employer.

use shebao_desk::wire::enrollment::DeclareBase;
use shebao_desk::wire::export::ExportRequest;
use shebao_desk::wire::reconciliation::{FiveStates, Reconciliation};
use shebao_desk::{Code, Desk};
use shebao_rules::insurance::Insurance;

use crate::places::{COMPANY, Place, folder, import, now};
use crate::small::{company, on};

/// Saves lines under a name and takes them in.
fn take_in(place: &mut Place, name: &str, lines: &[String]) {
    let folder = folder();
    let file = folder.path().join(name);
    std::fs::write(&file, lines.join("\r\n")).expect("the file is written");
    import(&mut place.desk, &file);
}

fn id_of(desk: &Desk, employee_no: &str) -> String {
    let person = desk.roster_person(employee_no).expect("the person");
    person.id_number.expect("a number")
}

fn states(desk: &Desk, month: &str, employee_no: &str) -> Vec<FiveStates> {
    desk.reconciliation_states(month, None, Some(employee_no), now()).expect("the states")
}

fn run(desk: &Desk, month: &str) -> Reconciliation {
    desk.reconciliation_run(month, None, now()).expect("the month is reconciled")
}

/// 缴费工资申报表 of March proves that everybody in it is declared from March on, by the file and its day; undone it proves
/// nothing.
#[test]
fn an_exported_declaration_is_evidence_of_being_declared() {
    let (mut place, numbers) = company(&["6000", "9000"]);
    let person = numbers[0].as_str();
    assert!(states(&place.desk, "2026-03", person).iter().all(|state| state.declared.is_none()));
    let out = folder();
    let request =
        ExportRequest { kind: "declaration".to_owned(), month: "2026-03".to_owned(), ..ExportRequest::default() };
    let told = place.desk.exchange_export(&request, &out.path().join("三月申报.xlsx"), on("2026-03-10"));
    assert_eq!(told.expect("the file is written").rows, 2);
    let march = states(&place.desk, "2026-03", person);
    assert_eq!(march.len(), 4, "pension, medical, unemployment, work injury");
    for state in &march {
        let declared = state.declared.as_ref().expect("the file proves it");
        assert_eq!((declared.on.as_str(), declared.file.as_deref()), ("2026-03-10", Some("三月申报.xlsx")));
        assert_eq!((&state.credited, &state.debited), (&None, &None), "nothing else is proved by it");
    }
    assert!(states(&place.desk, "2026-02", person).iter().all(|state| state.declared.is_none()), "a month before it");
    place.desk.undo(None, now()).expect("it is taken back");
    assert!(states(&place.desk, "2026-03", person).iter().all(|state| state.declared.is_none()));
}

/// 7,162 × 16 % = 1,145.92 and × 8 % = 572.96, made up ten days late: 1,718.88 × 0.05 % × 10 = 8.5944. The list prints the
/// fee: it is no difference of the person's, and it is the employer's.
#[test]
fn a_late_fee_that_a_list_charges_is_kept_and_is_the_employers() {
    let (mut place, numbers) = company(&["6000"]);
    place.desk.contribution_run("2026-02", None, on("2026-02-05")).expect("February is computed");
    let id = id_of(&place.desk, &numbers[0]);
    let list = [
        "姓名,证件号码,费款所属期,险种,缴费基数,单位缴纳,个人缴纳,滞纳金".to_owned(),
        format!("员工甲,{id},2026-02,企业职工基本养老保险,7162.00,1145.92,572.96,8.59"),
    ];
    take_in(&mut place, "社保缴费明细_202602.csv", &list);
    let stored = place.desk.exchange_rows("agency_records", None, Some("2026-02"), now()).expect("the records");
    assert_eq!(stored["rows"][0]["late_fee"], "8.59", "{stored}");
    let found = run(&place.desk, "2026-02");
    let booked = found.by_booking.iter().find(|row| row.insurances == [Insurance::Pension]).expect("the group");
    let told = (booked.agency.map(|sum| sum.to_string()), booked.late_fee.to_string());
    assert_eq!(told, (Some("1727.47".to_owned()), "8.59".to_owned()), "what is to be debited has the fee in it");
    let pension = found.persons.iter().filter(|row| row.insurance == Insurance::Pension);
    assert_eq!(pension.count(), 0, "the fee is no difference of the person's");
    let arrears = place.desk.arrears_list(Some("2026-03-01"), now()).expect("the arrears");
    let charged: Vec<(String, &str)> =
        arrears.charged.iter().map(|one| (one.late_fee.to_string(), one.borne_by.as_str())).collect();
    assert_eq!(charged, [("8.59".to_owned(), "employer")]);
    assert!(arrears.charged[0].document.contains("社保缴费明细_202602"), "{:?}", arrears.charged);
}

fn pay_sheet(place: &mut Place, numbers: &[String], month: &str, second: [&str; 3]) {
    let (first, other) = (id_of(&place.desk, &numbers[0]), id_of(&place.desk, &numbers[1]));
    let lines = [
        "姓名,身份证号,应发工资,养老保险,医疗保险,失业保险,实发工资".to_owned(),
        format!("员工甲,{first},9000.00,572.96,146.24,35.81,8244.99"),
        format!("员工乙,{other},9000.00,{},{},{},8000.00", second[0], second[1], second[2]),
    ];
    take_in(place, &format!("{month}工资表.csv"), &lines);
}

fn payroll_causes(found: &Reconciliation) -> Vec<(String, String)> {
    let mut causes: Vec<(String, String)> = found
        .persons
        .iter()
        .filter(|row| row.source == "payroll")
        .flat_map(|row| &row.causes)
        .map(|cause| (cause.code.clone(), cause.amount.to_string()))
        .collect();
    causes.sort();
    causes
}

/// January took nothing of 乙, February twice as much in the one column there is: 572.96, 146.24, 35.81 each. The sums prove
/// it, so that neither month differs.
#[test]
fn a_make_up_merged_into_the_months_column_goes_to_its_month() {
    let (mut place, numbers) = company(&["6000", "6000"]);
    pay_sheet(&mut place, &numbers, "2026年1月", ["0.00", "0.00", "0.00"]);
    pay_sheet(&mut place, &numbers, "2026年2月", ["1145.92", "292.48", "71.62"]);
    for month in ["2026-01", "2026-02"] {
        let found = run(&place.desk, month);
        assert_eq!(payroll_causes(&found), [], "{month}");
        assert_eq!(found.residual.to_string(), "0.00");
    }
    let pension = run(&place.desk, "2026-01").by_period.into_iter().find(|row| row.insurance == Insurance::Pension);
    assert_eq!(pension.and_then(|row| row.payroll_employee).map(|y| y.to_string()), Some("1145.92".to_owned()));
}

/// The same with amounts that prove nothing: January stays not deducted, and what February took too much stays as it is, to
/// the fen.
#[test]
fn what_the_sums_do_not_prove_stays_open() {
    let (mut place, numbers) = company(&["6000", "6000"]);
    pay_sheet(&mut place, &numbers, "2026年1月", ["0.00", "146.24", "35.81"]);
    pay_sheet(&mut place, &numbers, "2026年2月", ["1100.03", "146.24", "35.81"]);
    assert_eq!(payroll_causes(&run(&place.desk, "2026-01")), [("not_deducted".to_owned(), "-572.96".to_owned())]);
    let february = run(&place.desk, "2026-02");
    let sum: i64 = february.persons.iter().filter(|row| row.source == "payroll").map(|row| row.difference.fen()).sum();
    assert_eq!(sum, 52_707, "1,100.03 − 572.96");
}

/// A newcomer's own record of an earlier employer goes to the onboarding check, not into the unit's lists: 2025-10 to 2025-12 in one
/// stretch per insurance, by the file that says so; the same file again adds nothing.
#[test]
fn a_newcomers_earlier_record_is_past_cover() {
    let mut place = crate::enrollment_tasks::company();
    let person = crate::enrollment_tasks::hire(&mut place, "李清溪", "998", "2026-03-30").employee_no;
    let id = id_of(&place.desk, &person);
    let mut lines = vec!["姓名,证件号码,单位名称,险种,费款所属期,缴费基数,单位缴纳,个人缴纳,缴费状态".to_owned()];
    for month in ["2025-10", "2025-11", "2025-12"] {
        for (insurance, employer, employee) in
            [("企业职工基本养老保险", "1120.00", "560.00"), ("失业保险", "35.00", "35.00")]
        {
            lines
                .push(format!("李清溪,{id},虚构能源有限公司,{insurance},{month},7000.00,{employer},{employee},已到账"));
        }
    }
    for _ in 0..2 {
        take_in(&mut place, "个人权益记录.csv", &lines);
    }
    let stored = place.desk.exchange_rows("agency_records", None, None, now()).expect("the records");
    assert_eq!(stored["rows"].as_array().map(Vec::len), Some(0), "{stored}");
    let view = place.desk.onboarding_list(now()).expect("the newcomers").remove(0);
    let past = &view.past;
    let told: Vec<(&str, &str, Option<&str>, &str)> = past
        .iter()
        .map(|one| {
            (
                one.insurance.as_str(),
                one.stretch.first_month.as_str(),
                one.stretch.last_month.as_deref(),
                one.stretch.source.as_str(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("pension", "2025-10", Some("2025-12"), "个人权益记录.csv"),
            ("unemployment", "2025-10", Some("2025-12"), "个人权益记录.csv"),
        ]
    );
    assert!(
        past.iter().all(|one| one.stretch.employer.as_deref() == Some("虚构能源有限公司") && !one.stretch.arrears),
        "{past:?}"
    );
    let gaps: Vec<(&str, &str)> = view
        .findings
        .iter()
        .filter(|found| found.kind == "gap")
        .map(|found| (found.from.as_str(), found.kind.as_str()))
        .collect();
    assert_eq!(gaps, [("2026-01", "gap")], "what was before is told by it: {:?}", view.findings);
}

/// A month whose amounts would come out otherwise is not sealed; what merely is open is sealed with a reason, and not
/// without one.
#[test]
fn closing_is_blocked_by_wrong_amounts_and_warns_of_the_rest() {
    let (mut place, numbers) = company(&["8000"]);
    let today = on("2026-03-05");
    place.desk.contribution_run("2026-02", None, today).expect("February is computed");
    let base = DeclareBase {
        employee_no: numbers[0].clone(),
        unit: COMPANY.to_owned(),
        scope: "social".to_owned(),
        from: "2026-02".to_owned(),
        amount: "9000".to_owned(),
        reason: "correction".to_owned(),
    };
    place.desk.declare_base(&base, today).expect("another base");
    let refused = place.desk.month_close("2026-02", Some("已逐项看过"), today).expect_err("4 amounts are wrong");
    assert_eq!(refused.code, Code::MonthNotRun);
    assert!(refused.details.iter().any(|text| text.contains("4 行金额已不对")), "{refused:?}");
    place.desk.contribution_run("2026-02", None, today).expect("it is computed again");
    let checklist = place.desk.month_checklist("2026-02", today).expect("the checklist");
    let state = |code: &str| checklist.items.iter().find(|item| item.code == code).map(|item| item.state.clone());
    assert_eq!((state("stale").as_deref(), state("records").as_deref()), (Some("pass"), Some("warn")));
    let refused = place.desk.month_close("2026-02", None, today).expect_err("a reason is needed");
    assert_eq!(refused.code, Code::InvalidInput);
    assert!(!refused.details.is_empty(), "it says what is open");
    place.desk.month_close("2026-02", Some("资料次月补齐"), today).expect("it is closed");
    assert_eq!(place.desk.month_list().expect("the months").last().map(|month| month.state.as_str()), Some("locked"));
}
