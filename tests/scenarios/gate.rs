//! 控制合计关口: a sheet whose 合计 is not the sum of its rows stays out until the clerk says why.

use std::path::{Path, PathBuf};

use shebao_desk::wire::exchange::{ImportReport, ImportRequest};
use shebao_desk::{Code, Outcome};

use crate::answers::Answers;
use crate::places::{COMPANY, CREDIT_CODE, PASSWORD, Place, TODAY, folder, migrated, now, people_and_wages};
use crate::program::Script;

/// Two people with 800.00 each, and a total of 1,700.00.
fn pay_sheet(folder: &Path, total: f64) -> PathBuf {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet().set_name("2026年4月").expect("a sheet");
    for (column, heading) in (0..).zip(["姓名", "身份证号", "应发工资", "养老保险（个人）"]) {
        sheet.write_string(0, column, heading).expect("a heading");
    }
    for (row, person) in (1..).zip(Answers::of("public").persons.iter().take(2)) {
        sheet.write_string(row, 0, &person.name).expect("a name");
        sheet.write_string(row, 1, &person.id_no).expect("a number");
        sheet.write_number(row, 2, 10_000.0).expect("an amount");
        sheet.write_number(row, 3, 800.0).expect("an amount");
    }
    sheet.write_string(3, 0, "合计").expect("a label");
    sheet.write_number(3, 2, 20_000.0).expect("an amount");
    sheet.write_number(3, 3, total).expect("an amount");
    let path = folder.join("四月.xlsx");
    workbook.save(&path).expect("the sheet can be written");
    path
}

fn take(place: &mut Place, file: &Path, request: ImportRequest) -> Outcome<ImportReport> {
    let handle = place.desk.exchange_inspect(file).expect("it can be read").handle;
    place.desk.exchange_import(&ImportRequest { handle, good_rows_only: true, ..request }, now())
}

#[test]
fn a_total_that_differs_keeps_the_file_out_until_it_is_explained() {
    let (mut place, folder) = (migrated("public"), folder());
    let file = pay_sheet(folder.path(), 1_700.0);
    let shown =
        take(&mut place, &file, ImportRequest { dry_run: true, ..ImportRequest::default() }).expect("a rehearsal");
    let differing: Vec<_> =
        shown.control_totals.iter().filter(|t| t.file.as_ref().is_some_and(|f| *f != t.ours)).collect();
    assert_eq!(differing.len(), 1, "{:?}", shown.control_totals);
    assert_eq!((differing[0].file.as_deref(), differing[0].ours.as_str()), (Some("1700.00"), "1600.00"));

    let refused = take(&mut place, &file, ImportRequest::default()).expect_err("it stays out");
    assert_eq!((refused.code, refused.params["totals"].as_str()), (Code::TotalsDiffer, "1"));
    assert!(refused.details[0].contains("1700.00") && refused.details[0].contains("1600.00"), "{:?}", refused.details);
    let rows = |place: &Place| {
        let rows = place.desk.exchange_rows("payroll", None, Some("2026-04"), now()).expect("rows");
        rows["rows"].as_array().map_or(0, Vec::len)
    };
    assert_eq!(rows(&place), 0, "nothing was written");

    let why =
        ImportRequest { totals_reason: Some("合计是手工填的，漏改".to_owned()), ..ImportRequest::default() };
    let report = take(&mut place, &file, why).expect("it goes in with a reason");
    let said: Vec<_> = report.control_totals.iter().filter_map(|total| total.explained.as_deref()).collect();
    assert_eq!((report.accepted, rows(&place), said), (2, 2, vec!["合计是手工填的，漏改"]));
}

#[test]
fn totals_that_agree_ask_for_nothing() {
    let (mut place, folder) = (migrated("public"), folder());
    let report = take(&mut place, &pay_sheet(folder.path(), 1_600.0), ImportRequest::default()).expect("it goes in");
    assert_eq!(report.accepted, 2);
    assert!(report.control_totals.iter().all(|total| total.explained.is_none()));
}

/// Nobody stands by when a folder goes in: the difference waits as a question.
#[test]
fn a_folder_goes_in_and_asks_afterwards() {
    let (mut place, folder) = (migrated("public"), folder());
    pay_sheet(folder.path(), 1_700.0);
    let report = place.desk.exchange_migrate(folder.path(), false, now(), &mut |_| true).expect("the folder goes in");
    assert_eq!((report.files.len(), report.files[0].accepted), (1, 2), "{report:?}");
    let open = place.desk.exchange_questions().expect("the questions");
    let asked = open.iter().find(|question| question.code == "totals_differ").expect("it asks");
    assert!(asked.message.contains("1700.00") && asked.message.contains("1600.00"), "{}", asked.message);
    place.desk.exchange_answer(asked.id.expect("an id").into(), "total_wrong", now()).expect("she answers");
    assert!(place.desk.exchange_questions().expect("the questions").iter().all(|q| q.code != "totals_differ"));
}

#[test]
fn the_program_wants_the_reason_too() {
    let folder = folder();
    let script = Script::on(&folder.path().join("book"), PASSWORD, TODAY);
    script.done(&["book", "create", "--company", COMPANY, "--credit-code", CREDIT_CODE]);
    script.done(&["exchange", "migrate", &people_and_wages("public").path().display().to_string()]);
    let file = pay_sheet(folder.path(), 1_700.0).display().to_string();
    let refused = script.run(&["exchange", "import", &file]);
    assert_eq!((refused.code, refused.json["error"]["code"].as_str()), (3, Some("totals_differ")), "{}", refused.json);
    let taken = script.done(&["exchange", "import", &file, "--accept-totals", "合计漏改"]);
    assert_eq!(taken["accepted"], 2, "{taken}");
}
