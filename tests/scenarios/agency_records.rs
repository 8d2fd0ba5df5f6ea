//! Records of bureaus and fund centres: every row of the key, from every layout of three books.

use std::collections::BTreeMap;

use serde_json::Value;
use shebao_desk::Desk;
use shebao_desk::wire::exchange::MigrationReport;

use crate::answers::{AgencyKey, AgencySays, Answers, decimal};
use crate::lines::{same, text};
use crate::places::{Place, copy_of, folder, import, migrated, now};
use crate::sheets::{self, Cell};

const ROOMS: [&str; 2] = ["社保", "公积金"];

/// A book with people and wages, then with what bureaus and fund centres say.
fn with_records(book: &'static str) -> (Place, MigrationReport) {
    let mut place = migrated(book);
    let report = take(&mut place.desk, book);
    (place, report)
}

fn take(desk: &mut Desk, book: &str) -> MigrationReport {
    let lists = copy_of(book, &ROOMS);
    desk.exchange_migrate(lists.path(), false, now(), &mut |_| true).expect("the lists go in")
}

fn rows(desk: &Desk) -> Vec<Value> {
    let of = |kind: &str| desk.exchange_rows(kind, None, None, now()).expect("the stored records")["rows"].clone();
    let kinds = ["agency_records", "housing_fund_records"].map(of);
    kinds.iter().flat_map(|rows| rows.as_array().expect("rows").clone()).collect()
}

/// The stored records as the key has them.
pub fn stored(desk: &Desk) -> BTreeMap<AgencyKey, AgencySays> {
    let mut found = BTreeMap::new();
    for row in rows(desk) {
        assert_eq!(row["period"], row["period_to"], "{row}");
        let mut key = AgencyKey {
            unit: text(&row, "unit"),
            id_number: text(&row, "id_number"),
            insurance: text(&row, "insurance"),
            period: text(&row, "period"),
            booked: text(&row, "booked"),
            seq: 0,
        };
        while found.contains_key(&key) {
            key.seq += 1;
        }
        let amount = |field: &str| row[field].as_str().map(decimal);
        let says = AgencySays {
            employee_no: row["employee_no"].as_str().map(str::to_owned),
            printed_name: text(&row, "printed_name"),
            base: amount("base"),
            employer: amount("employer").unwrap_or_default(),
            employee: amount("employee").unwrap_or_default(),
        };
        found.insert(key, says);
    }
    found
}

/// `count` is the number of records in the key: what a changed fixture would break first.
fn every_record(book: &'static str, count: usize) {
    let expected = Answers::of(book).agency_records();
    assert_eq!(expected.len(), count, "the key of {book}");
    let (place, report) = with_records(book);
    let refused: Vec<_> = report.files.iter().filter(|f| f.rejected > 0 || f.problem.is_some()).collect();
    assert!(refused.is_empty(), "{book}: {refused:#?}");
    same(&format!("{book}: records"), &expected, &stored(&place.desk));
}

#[test]
fn every_record_of_the_public_book() {
    every_record("public", 884);
}

#[test]
fn every_record_of_the_book_of_seed_5() {
    every_record("seed5", 896);
}

#[test]
fn every_record_of_the_book_of_seed_9() {
    every_record("seed9", 905);
}

/// 公开账簿: what a clerk must look at is what cannot be certain: masked numbers and lists without numbers.
#[test]
fn weak_matches_are_listed_and_nothing_is_hidden() {
    let (place, report) = with_records("public");
    let strength = |row: &Value| row["match"].as_str().unwrap_or("none").to_owned();
    let mut strengths: BTreeMap<(String, String), usize> = BTreeMap::new();
    for row in rows(&place.desk) {
        *strengths.entry((text(&row, "unit"), strength(&row))).or_default() += 1;
    }
    let shanghai = "示例科技有限公司上海分公司".to_owned();
    // bureau_records of the key: 65 fund rows of 北京 are masked, 46 of 上海 have no number, 4 rows of March speak of
    // somebody who is on no roster (F14).
    assert_eq!(strengths[&("示例科技有限公司".to_owned(), "masked_id".to_owned())], 65);
    assert_eq!(strengths[&("示例科技有限公司".to_owned(), "none".to_owned())], 4);
    assert_eq!(strengths[&(shanghai.clone(), "name".to_owned())], 46);
    assert_eq!(strengths.keys().filter(|(unit, _)| *unit == shanghai).count(), 2);
    // The name that 深圳 prints with another character (F15), and the dot that 北京 drops (F16): asked once each.
    let questions: Vec<_> = report.files.iter().flat_map(|f| &f.questions).map(|q| q.code.as_str()).collect();
    assert_eq!(questions, ["name_differs"; 2], "{:#?}", report.files);
}

/// The same lists again, and one of them under another name: everything is known.
#[test]
fn the_same_lists_again_change_nothing() {
    let (mut place, _) = with_records("public");
    let before = rows(&place.desk);
    let again = take(&mut place.desk, "public");
    assert_eq!(rows(&place.desk), before);
    let questions = again.files.iter().map(|f| f.questions.len()).sum::<usize>();
    assert_eq!(questions, 0, "an open question is not asked twice");
    let path = copy_of("public", &["社保"]);
    let list = path.path().join("社保/上海社保缴费明细202601.xlsx");
    let renamed = path.path().join("202601.xlsx");
    std::fs::rename(&list, &renamed).expect("the list is renamed");
    let report = import(&mut place.desk, &renamed);
    assert_eq!((report.rows, report.accepted, report.unchanged), (17, 0, 17), "{:?}", report.differences);
    assert_eq!(rows(&place.desk), before);
}

/// A batch goes back as a whole: the records of its list, and nothing else.
#[test]
fn a_list_is_taken_back_as_a_whole() {
    let mut place = migrated("public");
    let lists = copy_of("public", &ROOMS);
    let medical = lists.path().join("社保/北京_职工基本医疗保险（含生育）_202603.xlsx");
    let report = import(&mut place.desk, &medical);
    let batch = i64::from(report.batch.expect("a batch"));
    // bureau_records of the key: 22 medical rows of 北京 in March, one of them twice (F08).
    let of_march = Answers::of("public").agency_records().into_keys().filter(|key| {
        key.insurance == "medical"
            && key.booked == "2026-03"
            && key.unit == "示例科技有限公司"
            && key.period == "2026-03"
    });
    assert_eq!(rows(&place.desk).len(), of_march.count());
    place.desk.exchange_undo(batch, now()).expect("the batch goes back");
    assert_eq!(rows(&place.desk), Vec::<Value>::new());
    import(&mut place.desk, &medical);
    assert_eq!(rows(&place.desk).len(), 22);
}

/// The fund centre of 深圳 prints one sum: 13700 × 5 % is 685 a side.
#[test]
fn a_printed_sum_is_split_by_the_two_percentages() {
    let mut place = migrated("public");
    let lists = copy_of("public", &ROOMS);
    import(&mut place.desk, &lists.path().join("公积金/深圳202601公积金账单.xlsx"));
    let found = rows(&place.desk);
    let row = found.iter().find(|row| row["base"] == "13700.00").expect("the row of 13700");
    assert_eq!(
        (text(row, "both_shares"), text(row, "employer"), text(row, "employee")),
        three("1370.00", "685.00", "685.00")
    );
    let origin = &row["origin"];
    assert_eq!((origin["sheet"].as_str(), origin["row"].as_u64()), (Some("单笔缴存清单"), Some(5)));
}

fn three(a: &str, b: &str, c: &str) -> (String, String, String) {
    (a.to_owned(), b.to_owned(), c.to_owned())
}

/// Masked numbers that fit two people of one name and base are a question; the amounts are kept meanwhile, and the
/// answer gives them to the person.
#[test]
fn what_cannot_be_told_apart_is_asked_and_then_given() {
    let mut place = migrated("public");
    let folder = folder();
    let answers = Answers::of("public");
    // persons of the key: the two 王欣怡 of 北京; a list without numbers and with a base of neither.
    let twins: Vec<_> = answers.persons.iter().filter(|p| p.name == "王欣怡").collect();
    assert_eq!(twins.len(), 2);
    let headings = ["姓名", "缴存基数", "单位缴存额", "个人缴存额", "缴存年月"];
    let cells = ["王欣怡", "12345", "1481", "1481", "202602"].map(Cell::Text);
    let file = sheets::write(folder.path(), "北京公积金202602.xlsx", "汇缴清册", &headings, &[cells.into()]);
    let report = import(&mut place.desk, &file);
    let [question] = report.questions.as_slice() else { panic!("one question: {:?}", report.questions) };
    assert_eq!((question.code.as_str(), question.choices.len()), ("agency_whose", 3));
    let found = rows(&place.desk);
    assert_eq!((&found[0]["employee_no"], text(&found[0], "employer")), (&Value::Null, "1481.00".to_owned()));
    let choice = question.choices.iter().find(|c| c.label.starts_with(&twins[1].emp_no)).expect("she is offered");
    let id = i64::from(question.id.expect("a kept question has its number"));
    place.desk.exchange_answer(id, &choice.id, now()).expect("the clerk decides");
    assert_eq!(text(&rows(&place.desk)[0], "employee_no"), twins[1].emp_no);
    import(&mut place.desk, &file);
    assert_eq!(text(&rows(&place.desk)[0], "employee_no"), twins[1].emp_no, "taken in again, the answer stands");
}
