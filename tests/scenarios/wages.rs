//! Wages: what each pay sheet took, and the worksheet that leads from a year's wages to a declared base.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::Value;
use shebao_desk::Desk;

use crate::answers::{Answers, Pay, Year, decimal};
use crate::lines::{same, text};
use crate::places::{migrated, now};

/// The stored wages by 工号 and month; a transfer's two halves of a month would count together.
fn stored(desk: &Desk) -> BTreeMap<(String, String), Pay> {
    let rows = desk.exchange_rows("payroll", None, None, now()).expect("the stored wages");
    let mut found: BTreeMap<(String, String), Pay> = BTreeMap::new();
    for row in rows["rows"].as_array().expect("rows") {
        let empty = Pay { gross: Decimal::ZERO, current: BTreeMap::new(), earlier: BTreeMap::new() };
        let pay = found.entry((text(row, "employee_no"), text(row, "month"))).or_insert(empty);
        pay.gross += decimal(&text(row, "gross"));
        for taken in row["deductions"].as_array().expect("deductions") {
            let amount = decimal(&text(taken, "amount"));
            if amount.is_zero() {
                continue;
            }
            let part = if text(taken, "kind") == "current" { &mut pay.current } else { &mut pay.earlier };
            *part.entry(text(taken, "insurance")).or_default() += amount;
        }
    }
    for pay in found.values_mut() {
        pay.gross = pay.gross.normalize();
        pay.current.values_mut().chain(pay.earlier.values_mut()).for_each(|amount| *amount = amount.normalize());
    }
    found
}

/// All but the rows that nobody can tell apart: two people of one name in one department on a sheet without numbers.
#[test]
fn every_pay_row_is_taken_in() {
    for book in ["public", "seed5", "seed9"] {
        let answers = Answers::of(book);
        let unclear = answers.ambiguous_pay();
        let clear = answers.payroll().into_iter().filter(|(key, _)| !unclear.contains(key)).collect();
        same(&format!("{book}: wages"), &clear, &stored(&migrated(book).desk));
    }
}

fn worksheets(desk: &Desk) -> BTreeMap<String, Year> {
    let sheets = desk.payroll_worksheet(None, 2025).expect("the worksheets");
    let of_year = sheets.into_iter().filter(|sheet| sheet.method == "last_year_average");
    of_year
        .map(|sheet| {
            let average = decimal(&sheet.average.expect("months give an average"));
            let year = Year { months: sheet.counted.len(), gross: decimal(&sheet.sum), average };
            (sheet.employee_no, year)
        })
        .collect()
}

/// 公开账簿: the two 王欣怡 (产品部) of sheet 202506 lack that month until the clerk says which row is whose; everybody
/// else's year is the key's. The key itself gives the year without the month: its total less that month's pay.
#[test]
fn the_averages_of_the_year_are_those_of_the_key() {
    for book in ["public", "seed5", "seed9"] {
        let answers = Answers::of(book);
        let (mut expected, payroll) = (answers.average_wages(), answers.payroll());
        for key in answers.ambiguous_pay() {
            let (year, pay) = (expected.get_mut(&key.0).expect("paid in the year"), &payroll[&key]);
            year.months -= 1;
            year.gross -= pay.gross;
            let months = Decimal::from(year.months);
            let average = year.gross / months;
            year.average = average.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero).normalize();
        }
        same(&format!("{book}: 2025"), &expected, &worksheets(&migrated(book).desk));
    }
}

/// The clerk tells the two apart: then the whole year is the key's.
#[test]
fn an_answered_question_completes_the_year() {
    let answers = Answers::of("public");
    let mut place = migrated("public");
    let open = place.desk.exchange_questions().expect("the open questions");
    let rows = same_name_rows();
    assert_eq!(open.len(), rows.len(), "{open:#?}");
    for question in open {
        let (_, person) = rows.iter().find(|(row, _)| *row == question.row).expect("a row of the two");
        let number = &answers.person(person).emp_no;
        let choice = question.choices.iter().find(|c| c.label.starts_with(number.as_str())).expect("both are offered");
        let id = i64::from(question.id.expect("a kept question has its number"));
        place.desk.exchange_answer(id, &choice.id, now()).expect("the row is hers");
    }
    assert!(place.desk.exchange_questions().expect("the open questions").is_empty());
    same("2025", &answers.average_wages(), &worksheets(&place.desk));
    same("wages", &answers.payroll(), &stored(&place.desk));
}

/// Rows of sheet 202506 with the person each belongs to, from `payroll_sheets` of the key.
fn same_name_rows() -> Vec<(u32, String)> {
    let path = shebao_tests::fixture("books/public/answers.json");
    let key: Value = serde_json::from_str(&std::fs::read_to_string(path).expect("the key")).expect("the key is JSON");
    let sheets = key["payroll_sheets"].as_array().expect("sheets");
    let names = sheets.iter().filter_map(|sheet| sheet["same_names"].as_array()).flatten();
    let alike = names.filter(|name| name["same_department"] == true);
    alike
        .flat_map(|name| {
            let rows = name["rows"].as_array().expect("rows").iter().map(|r| r.as_u64().expect("a row number"));
            let persons = name["persons"].as_array().expect("persons").iter().map(|p| p.as_str().expect("a code"));
            rows.zip(persons).map(|(row, person)| (u32::try_from(row).expect("a short sheet"), person.to_owned()))
        })
        .collect()
}
