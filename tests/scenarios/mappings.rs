//! 记住的列对应: headings nobody has seen are mapped once; the next sheet with them needs no word of the clerk.

use std::collections::BTreeMap;
use std::path::Path;

use shebao_desk::Desk;
use shebao_desk::wire::exchange::{ImportReport, ImportRequest, Inspection};

use crate::answers::Answers;
use crate::lines::text;
use crate::places::{COMPANY, CREDIT_CODE, PASSWORD, TODAY, folder, migrated, now, people_and_wages};
use crate::program::Script;

/// Words that stand in no dialect.
const HEADINGS: [&str; 5] = ["伙伴", "识别串", "总价", "甲扣", "乙扣"];
const FIELDS: [&str; 5] = ["name", "id_number", "gross", "employee.pension", "employee.medical"];

/// A pay sheet of two people of the book, its headings at a place of its own.
fn pay_sheet(folder: &Path, file: &str, (row, column): (u32, u16), title: &str) -> std::path::PathBuf {
    let answers = Answers::of("public");
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet().set_name("甲").expect("a sheet");
    if row > 0 {
        sheet.write_string(0, column, title).expect("a title");
    }
    for (at, heading) in (column..).zip(HEADINGS) {
        sheet.write_string(row, at, heading).expect("a heading");
    }
    for (row, person) in (row + 1..).zip(answers.persons.iter().take(2)) {
        sheet.write_string(row, column, &person.name).expect("a name");
        sheet.write_string(row, column + 1, &person.id_no).expect("a number");
        for (at, amount) in (column + 2..).zip([10_000.0, 800.0, 203.0]) {
            sheet.write_number(row, at, amount).expect("an amount");
        }
    }
    let path = folder.join(file);
    workbook.save(&path).expect("the sheet can be written");
    path
}

fn taught(inspection: &Inspection) -> ImportRequest {
    let sheet = &inspection.sheets[0];
    assert_eq!(sheet.kind, "unknown", "{:?}", sheet.reasons);
    let letters = sheet.columns.iter().map(|column| column.letter.clone());
    let mapping = BTreeMap::from([(sheet.name.clone(), letters.zip(FIELDS.map(str::to_owned)).collect())]);
    ImportRequest {
        handle: inspection.handle.clone(),
        sheet: Some(sheet.name.clone()),
        kind: Some("payroll".to_owned()),
        month: Some("2026-04".to_owned()),
        mapping,
        remember: true,
        ..ImportRequest::default()
    }
}

fn fields(inspection: &Inspection) -> Vec<String> {
    inspection.sheets[0].columns.iter().map(|column| column.field.clone().unwrap_or_default()).collect()
}

fn taken(desk: &mut Desk, inspection: &Inspection, month: &str) -> ImportReport {
    let (handle, month) = (inspection.handle.clone(), Some(month.to_owned()));
    desk.exchange_import(&ImportRequest { handle, month, ..ImportRequest::default() }, now()).expect("it goes in")
}

#[test]
fn headings_are_mapped_once_and_known_from_then_on() {
    let (mut place, folder) = (migrated("public"), folder());
    let first = place.desk.exchange_inspect(&pay_sheet(folder.path(), "一.xlsx", (0, 0), "")).expect("it can be read");
    assert_eq!(first.sheets[0].columns.iter().map(|c| c.heading.as_str()).collect::<Vec<_>>(), HEADINGS);
    let report = place.desk.exchange_import(&taught(&first), now()).expect("it goes in as she says");
    assert_eq!((report.accepted, report.rejected.len()), (2, 0), "{report:?}");

    // Another file, another name, another place on the sheet: the same headings.
    let second = pay_sheet(folder.path(), "另一张.xlsx", (2, 1), "五月份");
    let second = place.desk.exchange_inspect(&second).expect("it can be read");
    assert_eq!((second.sheets[0].kind.as_str(), fields(&second)), ("payroll", FIELDS.map(str::to_owned).to_vec()));
    let why = second.sheets[0].reasons.join("；");
    assert!(why.contains("记住") && why.contains("一.xlsx") && why.contains("2026-04-01"), "{why}");
    let report = taken(&mut place.desk, &second, "2026-05");
    assert_eq!((report.accepted, report.rejected.len()), (2, 0), "{report:?}");
    let rows = place.desk.exchange_rows("payroll", None, Some("2026-05"), now()).expect("rows");
    let pension: Vec<String> =
        rows["rows"].as_array().expect("rows").iter().map(|row| text(&row["deductions"][0], "amount")).collect();
    assert_eq!(pension, ["800.00", "800.00"]);
}

/// Headings that are known but mean something else to her: what she left out stays out the next time.
#[test]
fn a_column_she_leaves_out_stays_out() {
    let (mut place, folder) = (migrated("public"), folder());
    let file = pay_sheet(folder.path(), "一.xlsx", (0, 0), "");
    let first = place.desk.exchange_inspect(&file).expect("it can be read");
    let mut request = taught(&first);
    request.mapping.get_mut("甲").expect("the sheet").insert("E".to_owned(), String::new());
    place.desk.exchange_import(&request, now()).expect("it goes in");
    let again = place.desk.exchange_inspect(&file).expect("it can be read");
    assert_eq!(fields(&again), ["name", "id_number", "gross", "employee.pension", ""]);
    // She takes one column back; the others stay as she said.
    let columns = BTreeMap::from([("E".to_owned(), "employee.medical".to_owned())]);
    let amended = ImportRequest {
        handle: again.handle,
        month: Some("2026-05".to_owned()),
        mapping: BTreeMap::from([("甲".to_owned(), columns)]),
        remember: true,
        ..ImportRequest::default()
    };
    place.desk.exchange_import(&amended, now()).expect("it goes in");
    let last = place.desk.exchange_inspect(&file).expect("it can be read");
    assert_eq!(fields(&last), FIELDS);
    assert_eq!(place.desk.exchange_mappings().expect("the list").len(), 1, "one entry for one row of headings");
}

#[test]
fn a_mapping_is_listed_forgotten_and_taken_back() {
    let (mut place, folder) = (migrated("public"), folder());
    let file = pay_sheet(folder.path(), "一.xlsx", (0, 0), "");
    let first = place.desk.exchange_inspect(&file).expect("it can be read");
    let kind = |desk: &Desk| desk.exchange_inspect(&file).expect("it can be read").sheets[0].kind.clone();
    let once = ImportRequest { remember: false, ..taught(&first) };
    let report = place.desk.exchange_import(&once, now()).expect("it goes in");
    assert_eq!(kind(&place.desk), "unknown", "what is not to be remembered is not");
    place.desk.exchange_undo(report.batch.expect("a batch").into(), now()).expect("taken back");

    let again = place.desk.exchange_inspect(&file).expect("it can be read");
    place.desk.exchange_import(&taught(&again), now()).expect("it goes in");
    let known = place.desk.exchange_mappings().expect("the list");
    assert_eq!((known.len(), known[0].kind.as_str(), known[0].file.as_str()), (1, "payroll", "一.xlsx"));
    let said: Vec<_> = known[0].columns.iter().map(|c| (c.heading.as_str(), c.field.as_deref())).collect();
    assert_eq!(said, HEADINGS.into_iter().zip(FIELDS.map(Some)).collect::<Vec<_>>());

    place.desk.exchange_forget_mapping(known[0].id.into(), now()).expect("it is forgotten");
    assert_eq!((kind(&place.desk).as_str(), place.desk.exchange_mappings().expect("the list").len()), ("unknown", 0));
    place.desk.undo(None, now()).expect("forgetting is taken back");
    assert_eq!(kind(&place.desk), "payroll");
}

/// The same through the program, columns named by their headings.
#[test]
fn the_program_maps_headings_too() {
    let folder = folder();
    let script = Script::on(&folder.path().join("book"), PASSWORD, TODAY);
    script.done(&["book", "create", "--company", COMPANY, "--credit-code", CREDIT_CODE]);
    script.done(&["exchange", "migrate", &people_and_wages("public").path().display().to_string()]);
    let file = pay_sheet(folder.path(), "一.xlsx", (0, 0), "").display().to_string();
    let pairs: Vec<String> = HEADINGS.iter().zip(FIELDS).map(|(heading, field)| format!("{heading}={field}")).collect();
    let mut wanted = vec!["exchange", "import", &file, "--kind", "payroll", "--month", "2026-04"];
    pairs.iter().for_each(|pair| wanted.extend(["--map", pair]));
    assert_eq!(script.done(&wanted)["accepted"], 2);
    let seen = script.done(&["exchange", "inspect", &file]);
    assert_eq!(seen["sheets"][0]["kind"], "payroll", "{seen}");
    assert_eq!(script.done(&["exchange", "import", &file, "--month", "2026-06"])["accepted"], 2);
    let listed = script.done(&["exchange", "map", "list"]);
    let id = listed["mappings"][0]["id"].to_string();
    script.done(&["exchange", "map", "remove", &id]);
    assert_eq!(script.run(&["exchange", "import", &file, "--month", "2026-07"]).code, 3, "nobody knows it any more");
    assert_eq!(script.run(&["exchange", "import", &file, "--map", "没有这一列=name"]).code, 3);
}
