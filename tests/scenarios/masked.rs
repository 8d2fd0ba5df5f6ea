//! 遮盖的号码 — rows whose number is masked meet their person by what can be seen of it together with the name, are listed
//! for confirmation, and never meet somebody whose number cannot be the one behind the stars.

use serde_json::Value;

use crate::answers::Answers;
use crate::lines::text;
use crate::places::{folder, import, migrated, now};
use crate::sheets::{self, Cell};
use crate::whole::rows;

/// The two 王欣怡 of one unit and department, whom a sheet without numbers leaves open: four digits tell them apart.
#[test]
fn a_masked_number_tells_two_of_one_name_apart() {
    let mut place = migrated("public");
    let answers = Answers::of("public");
    let twins: Vec<_> = answers.persons.iter().filter(|p| p.name == "王欣怡").collect();
    assert_eq!(twins.len(), 2);
    let masked: Vec<String> = twins.iter().map(|p| format!("{}**********{}", &p.id_no[..4], &p.id_no[14..])).collect();
    assert_ne!(masked[0], masked[1]);
    let headings = ["姓名", "身份证号", "应发工资", "养老保险", "实发工资"];
    let row = |mask: &'static str, gross| {
        vec![Cell::Text("王欣怡"), Cell::Text(mask), Cell::Text(gross), Cell::Text("100.00"), Cell::Text("9000.00")]
    };
    // Marks other than stars hide digits as well.
    let first: &'static str = Box::leak(masked[0].clone().into_boxed_str());
    let second: &'static str = Box::leak(masked[1].replace('*', "X").into_boxed_str());
    let lines = [row(first, "10001.00"), row(second, "10002.00")];
    let folder = folder();
    let file = sheets::write(folder.path(), "2024年12月工资表.xlsx", "2024年12月", &headings, &lines);
    let report = import(&mut place.desk, &file);
    assert!(report.questions.is_empty() && report.rejected.is_empty(), "{:?} {:?}", report.questions, report.rejected);
    let weak: Vec<&str> = report.matches_to_confirm.iter().map(|m| m.employee_no.as_str()).collect();
    assert_eq!(weak, [twins[0].emp_no.as_str(), twins[1].emp_no.as_str()]);
    assert!(report.matches_to_confirm.iter().all(|m| m.reason.contains("遮盖")), "{:?}", report.matches_to_confirm);
    let listed = place.desk.exchange_rows("payroll", None, Some("2024-12"), now()).expect("the wages");
    let mut found: Vec<(String, String, String)> = rows(&listed)
        .iter()
        .map(|row: &Value| (text(row, "employee_no"), text(row, "gross"), text(row, "match")))
        .collect();
    found.sort();
    let mut expected = vec![
        (twins[0].emp_no.clone(), "10001.00".to_owned(), "masked_id".to_owned()),
        (twins[1].emp_no.clone(), "10002.00".to_owned(), "masked_id".to_owned()),
    ];
    expected.sort();
    assert_eq!(found, expected);
}

/// A unique name with the wrong digits is somebody else; with a 工号 of another number it contradicts.
#[test]
fn digits_that_do_not_fit_keep_a_row_out() {
    let mut place = migrated("public");
    let answers = Answers::of("public");
    let person = answers.persons.iter().find(|p| answers.persons.iter().filter(|o| o.name == p.name).count() == 1);
    let person = person.expect("somebody with a name of her own");
    let name: &'static str = Box::leak(person.name.clone().into_boxed_str());
    let no: &'static str = Box::leak(person.emp_no.clone().into_boxed_str());
    let wrong = if person.id_no.starts_with("5224") { "5225**********0000" } else { "5224**********0000" };
    let headings = ["工号", "姓名", "身份证号", "应发工资", "养老保险", "实发工资"];
    let row = |no| [no, name, wrong, "9000.00", "100.00", "8000.00"].map(Cell::Text).into();
    let folder = folder();
    for (no, code) in [("", "unknown_person"), (no, "employee_no_contradicts")] {
        let file = sheets::write(folder.path(), "2024年12月工资表.xlsx", "2024年12月", &headings, &[row(no), row(no)]);
        let handle = shebao_desk::exchange::inspect(&crate::places::tools(), &file).expect("it can be read").handle;
        let request = shebao_desk::wire::exchange::ImportRequest {
            handle,
            good_rows_only: true,
            dry_run: true,
            ..shebao_desk::wire::exchange::ImportRequest::default()
        };
        let report = place.desk.exchange_import(&request, now()).expect("a rehearsal");
        let codes: Vec<&str> = report.rejected.iter().map(|r| r.code.as_str()).collect();
        assert_eq!(codes, [code; 2], "{report:?}");
        assert!(report.rejected.iter().all(|r| !r.message.contains(&person.id_no)), "{:?}", report.rejected);
    }
}
