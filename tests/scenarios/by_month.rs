//! 按月横排 — a year of pay in one sheet with a column per month says the same as the sheets of its months.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rust_xlsxwriter::Workbook;
use serde_json::Value;
use shebao_desk::wire::exchange::{ImportReport, ImportRequest};
use shebao_desk::{Code, Desk, Outcome};

use crate::answers::{Answers, decimal};
use crate::lines::{same, text};
use crate::places::{Place, import, migrated, now};
use crate::variants::{Column, Dice, aliases, dressed_amount, write};
use crate::variants_people::{Facts, compare, with_people};

/// 应发 of the key by 工号 and month, of one year; every amount is the key's own.
fn year_of_pay(answers: &Answers, year: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut found: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for ((person, month), pay) in answers.payroll() {
        if month.starts_with(year) {
            found.entry(person).or_default().insert(month, pay.gross.to_string());
        }
    }
    found
}

fn months_of(year: &str) -> Vec<String> {
    (1..=12).map(|number| format!("{year}-{number:02}")).collect()
}

/// The months of a year under any heading that says them; the year in all of them, or in the title.
fn headings(dice: &mut Dice, year: &str) -> (String, Vec<String>) {
    let forms: [fn(&str, u32) -> String; 6] = [
        |year, month| format!("{year}年{month}月"),
        |year, month| format!("{year}-{month:02}"),
        |year, month| format!("{year}{month:02}"),
        |_, month| format!("{month}月"),
        |_, month| format!("{month}月份应发工资"),
        |year, month| format!("{year}年{month}月工资"),
    ];
    let form = dice.pick(&forms);
    let title = *dice.pick(&["年度应发工资汇总表", "年应发工资明细", "年1-12月应发工资"]);
    (format!("{year}{title}"), (1..=12).map(|month| form(year, month)).collect())
}

/// The corpus of this layout: the key's year in other clothes — columns in any order, any heading, notation and format.
#[test]
fn a_year_of_pay_is_read_in_any_dress() {
    let answers = Answers::of("public");
    let pay = year_of_pay(&answers, "2025");
    let facts = pay.iter().flat_map(|(person, months)| {
        months
            .iter()
            .map(move |(month, amount)| (format!("{person} {month}"), BTreeMap::from([("gross", amount.clone())])))
    });
    let expected: Facts = facts.collect();
    assert!(expected.len() > 300, "{} amounts", expected.len());
    let mut dice = Dice::of(47);
    for round in 0..6 {
        let mut place = with_people();
        let (title, heads) = headings(&mut dice, "2025");
        let mut columns: Vec<Column> = vec![
            (dice.pick(&aliases("people.toml", "employee_no")).clone(), pay.keys().cloned().collect()),
            (dice.pick(&aliases("people.toml", "name")).clone(), names(&answers, &pay)),
        ];
        for (month, heading) in months_of("2025").iter().zip(heads) {
            let amounts =
                pay.values().map(|own| own.get(month).map_or_else(String::new, |a| dressed_amount(&mut dice, a)));
            columns.push((heading, amounts.collect()));
        }
        let shown: Vec<String> = columns.iter().map(|(heading, _)| heading.clone()).collect();
        let folder = place.book.parent().expect("a folder").to_path_buf();
        let (path, _) = write(&mut dice, &folder, "汇总.csv", &[&title], columns);
        let report = import(&mut place.desk, &path);
        let what = format!("{round}: {title} {shown:?}");
        assert!(report.rejected.is_empty() && report.questions.is_empty(), "{what}: {:?}", report.rejected);
        compare(&what, &expected, &stored_gross(&place.desk), &["gross"]);
    }
}

fn names(answers: &Answers, pay: &BTreeMap<String, BTreeMap<String, String>>) -> Vec<String> {
    let name = |no: &String| answers.persons.iter().find(|person| person.emp_no == *no).expect("a person").name.clone();
    pay.keys().map(name).collect()
}

fn stored_gross(desk: &Desk) -> Facts {
    let rows = desk.exchange_rows("payroll", None, None, now()).expect("the stored wages");
    let rows = rows["rows"].as_array().expect("rows").iter().map(|row| {
        let key = format!("{} {}", text(row, "employee_no"), text(row, "month"));
        (key, BTreeMap::from([("gross", decimal(&text(row, "gross")).to_string())]))
    });
    rows.collect()
}

/// The worksheet that leads to next year's base is the key's: 2025 from one sheet by month as from twelve pay sheets.
#[test]
fn the_averages_of_the_year_are_those_of_the_key() {
    let answers = Answers::of("public");
    let (pay, mut place) = (year_of_pay(&answers, "2025"), with_people());
    let file = wide(&place, "2025年应发工资", &pay, "2025");
    let report = import(&mut place.desk, &file);
    assert!(report.rejected.is_empty(), "{:?}", report.rejected);
    let sheets = place.desk.payroll_worksheet(None, 2025).expect("the worksheets");
    let found: BTreeMap<String, (usize, String, String)> = sheets
        .into_iter()
        .filter(|sheet| sheet.method == "last_year_average")
        .map(|sheet| {
            let average = decimal(&sheet.average.expect("months give an average")).to_string();
            (sheet.employee_no, (sheet.counted.len(), decimal(&sheet.sum).to_string(), average))
        })
        .collect();
    let expected = answers.average_wages().into_iter();
    let expected = expected.map(|(no, year)| (no, (year.months, year.gross.to_string(), year.average.to_string())));
    same("2025", &expected.collect(), &found);
}

/// 工号, 姓名, the twelve months and 合计 across, with 合计 below.
fn wide(place: &Place, title: &str, pay: &BTreeMap<String, BTreeMap<String, String>>, year: &str) -> PathBuf {
    let answers = Answers::of("public");
    let mut lines: Vec<Vec<String>> = vec![vec![title.to_owned()]];
    let mut heads = vec!["工号".to_owned(), "姓名".to_owned()];
    heads.extend((1..=12).map(|month| format!("{month}月")));
    heads.push("合计".to_owned());
    lines.push(heads);
    for ((no, months), name) in pay.iter().zip(names(&answers, pay)) {
        let sum: rust_decimal::Decimal = months.values().map(|amount| decimal(amount)).sum();
        let mut line = vec![no.clone(), name];
        line.extend(months_of(year).iter().map(|month| months.get(month).cloned().unwrap_or_default()));
        line.push(sum.to_string());
        lines.push(line);
    }
    save(place.book.parent().expect("a folder"), "全年.xlsx", &lines)
}

/// A workbook of one sheet; what is a number after the first two columns is written as one.
fn save(folder: &Path, name: &str, lines: &[Vec<String>]) -> PathBuf {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("工资").expect("a sheet");
    for (row, cells) in (0..).zip(lines) {
        for (column, text) in (0_u16..).zip(cells).filter(|(_, text)| !text.is_empty()) {
            match text.parse::<f64>() {
                Ok(number) if column > 1 => sheet.write_number(row, column, number).expect("a cell"),
                _ => sheet.write_string(row, column, text).expect("a cell"),
            };
        }
    }
    let path = folder.join(name);
    book.save(&path).expect("the sheet can be written");
    path
}

fn take(place: &mut Place, file: &Path, request: ImportRequest) -> Outcome<ImportReport> {
    let handle = place.desk.exchange_inspect(file).expect("it can be read").handle;
    place.desk.exchange_import(&ImportRequest { handle, ..request }, now())
}

fn line(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

fn person_at(at: usize) -> (String, String) {
    let answers = Answers::of("public");
    (answers.persons[at].emp_no.clone(), answers.persons[at].name.clone())
}

/// Pay of one person as it is listed, by month.
fn pay_of(place: &Place, no: &str) -> BTreeMap<String, Value> {
    let rows = place.desk.exchange_rows("payroll", None, None, now()).expect("the wages");
    let own = rows["rows"].as_array().expect("rows").iter().filter(|row| text(row, "employee_no") == no);
    own.map(|row| (text(row, "month"), row.clone())).collect()
}

/// No year anywhere: every row stays out with what to do; one month that the clerk picks gives the year to all of them.
#[test]
fn a_year_is_asked_for_once() {
    let (mut place, (no, name)) = (with_people(), person_at(0));
    let lines = [
        line(&["应发工资"]),
        line(&["工号", "姓名", "1月", "2月", "3月"]),
        line(&[&no, &name, "5001", "5002.5", "5003"]),
    ];
    let file = save(place.book.parent().expect("a folder"), "工资.xlsx", &lines);
    let refused = take(&mut place, &file, ImportRequest::default()).expect_err("no year is known");
    assert_eq!(refused.code, Code::RowsRejected);
    assert_eq!(refused.details.len(), 3, "{:?}", refused.details);
    assert!(
        refused.details.iter().all(|line| line.contains("没有写明年份") && line.contains("任一月份")),
        "{:?}",
        refused.details
    );
    assert!(pay_of(&place, &no).is_empty(), "nothing is guessed");
    let request = ImportRequest { month: Some("2025-06".to_owned()), ..ImportRequest::default() };
    let report = take(&mut place, &file, request).expect("the year is said");
    assert_eq!((report.accepted, report.rejected.len()), (3, 0));
    let gross: Vec<(String, String)> =
        pay_of(&place, &no).iter().map(|(month, row)| (month.clone(), text(row, "gross"))).collect();
    let expected = [("2025-01", "5001.00"), ("2025-02", "5002.50"), ("2025-03", "5003.00")];
    assert_eq!(gross, expected.map(|(month, gross)| (month.to_owned(), gross.to_owned())));
}

/// A year that is written is not overwritten by the month of the import.
#[test]
fn a_written_year_stands() {
    let (mut place, (no, name)) = (with_people(), person_at(0));
    let lines = [line(&["2024年应发工资"]), line(&["工号", "姓名", "1月", "2月"]), line(&[&no, &name, "5001", "5002"])];
    let file = save(place.book.parent().expect("a folder"), "工资.xlsx", &lines);
    let request = ImportRequest { month: Some("2025-06".to_owned()), ..ImportRequest::default() };
    take(&mut place, &file, request).expect("it goes in");
    assert_eq!(pay_of(&place, &no).into_keys().collect::<Vec<_>>(), ["2024-01", "2024-02"]);
}

/// 合计 across that is not the sum of its months: the gate stays shut until she says why, and the row is named.
#[test]
fn a_sum_across_is_a_control_total() {
    let (mut place, (no, name)) = (with_people(), person_at(0));
    let lines = [
        line(&["2024年应发工资"]),
        line(&["工号", "姓名", "1月", "2月", "3月", "全年合计"]),
        line(&[&no, &name, "5001", "5002", "5003", "15007"]),
    ];
    let file = save(place.book.parent().expect("a folder"), "工资.xlsx", &lines);
    // 5,001 + 5,002 + 5,003 = 15,006.
    let refused = take(&mut place, &file, ImportRequest::default()).expect_err("the sum differs by a yuan");
    assert_eq!(refused.code, Code::TotalsDiffer);
    let told = refused.details.join("；");
    assert!(told.contains("15007.00") && told.contains("15006.00") && told.contains("第 3 行"), "{told}");
    assert!(pay_of(&place, &no).is_empty(), "nothing was written");
}

/// The sheets of the months are in the book with what was deducted: the sheet of the year adds nothing to them, disputes
/// one amount without changing it, and brings the month that is missing.
#[test]
fn a_sheet_of_the_year_takes_nothing_away() {
    let answers = Answers::of("public");
    let (mut place, mut pay) = (migrated("public"), year_of_pay(&answers, "2025"));
    // Those whose months all lie in the book once: two of one name and transfers are other tests' business.
    let unclear = answers.ambiguous_pay();
    pay.retain(|no, months| {
        months.len() == 12 && unclear.iter().all(|(other, _)| other != no) && pay_of(&place, no).len() >= 12
    });
    let no = pay.keys().next().expect("somebody with a whole year").clone();
    let before = pay_of(&place, &no);
    assert!(before["2025-05"]["deductions"].as_array().is_some_and(|list| !list.is_empty()), "deductions are known");
    let right = pay[&no]["2025-05"].clone();
    pay.retain(|other, _| *other == no);
    let own = pay.get_mut(&no).expect("hers");
    own.insert("2025-05".to_owned(), (decimal(&right) + decimal("1")).to_string());
    let file = wide(&place, "2025年应发工资", &pay, "2025");
    let report = take(&mut place, &file, ImportRequest::default()).expect("it goes in");
    assert_eq!((report.accepted, report.unchanged, report.rejected.len()), (0, 12, 0));
    let told: Vec<_> =
        report.differences.iter().map(|d| (d.field.as_str(), d.before.clone(), d.after.clone(), d.applied)).collect();
    let amount = |text: &str| Some(format!("{:.2}", decimal(text)));
    assert_eq!(told, [("应发", amount(&right), amount(&own_amount(&pay, &no)), false)]);
    assert_eq!(pay_of(&place, &no), before, "not an amount and not an origin changed");
}

fn own_amount(pay: &BTreeMap<String, BTreeMap<String, String>>, no: &str) -> String {
    pay[no]["2025-05"].clone()
}

/// 应发 in one sheet and 公积金 in another of the same file are one month's pay; taken back as one.
#[test]
fn two_sheets_of_a_year_complete_each_other() {
    let (mut place, (no, name)) = (with_people(), person_at(0));
    let mut book = Workbook::new();
    for (tab, title, amounts) in
        [("应发", "2024年应发工资", ["5001", "5002"]), ("公积金", "2024年公积金个人扣款", ["350", "351"])]
    {
        let sheet = book.add_worksheet().set_name(tab).expect("a sheet");
        for (row, cells) in
            (0..).zip([vec![title], vec!["工号", "姓名", "1月", "2月"], vec![&no, &name, amounts[0], amounts[1]]])
        {
            for (column, text) in (0_u16..).zip(cells) {
                sheet.write_string(row, column, text).expect("a cell");
            }
        }
    }
    let file = place.book.parent().expect("a folder").join("两表.xlsx");
    book.save(&file).expect("the workbook can be written");
    let report = take(&mut place, &file, ImportRequest::default()).expect("it goes in");
    assert_eq!((report.accepted, report.rejected.len()), (4, 0), "{:?}", report.rejected);
    let found: Vec<(String, String, String)> = pay_of(&place, &no)
        .iter()
        .map(|(month, row)| (month.clone(), text(row, "gross"), text(&row["deductions"][0], "amount")))
        .collect();
    let expected = [("2024-01", "5001.00", "350.00"), ("2024-02", "5002.00", "351.00")];
    assert_eq!(found, expected.map(|(month, gross, fund)| (month.to_owned(), gross.to_owned(), fund.to_owned())));
    place.desk.exchange_undo(i64::from(report.batch.expect("a batch")), now()).expect("it is taken back");
    assert!(pay_of(&place, &no).is_empty());
}

/// Two units paid a month: what the sheet of the year says of it as a whole is their sum, not a third pay.
#[test]
fn a_month_that_two_units_paid_is_not_paid_again() {
    let (mut place, (no, name)) = (with_people(), person_at(0));
    let folder = place.book.parent().expect("a folder").to_path_buf();
    let units: Vec<String> =
        place.desk.unit_list().expect("the units").into_iter().map(|unit| unit.name).take(2).collect();
    for (unit, gross) in units.iter().zip(["3000", "2000.5"]) {
        let lines = [
            line(&["2024年3月工资"]),
            line(&["工号", "姓名", "应发工资", "实发工资", "参保单位"]),
            line(&[&no, &name, gross, gross, unit]),
        ];
        let file = save(&folder, &format!("{gross}.xlsx"), &lines);
        take(&mut place, &file, ImportRequest::default()).expect("it goes in");
    }
    let paid = |place: &Place| -> Vec<String> {
        let rows = place.desk.exchange_rows("payroll", None, Some("2024-03"), now()).expect("the wages");
        let own = rows["rows"].as_array().expect("rows").iter().filter(|row| text(row, "employee_no") == no);
        let mut gross: Vec<String> = own.map(|row| text(row, "gross")).collect();
        gross.sort();
        gross
    };
    assert_eq!(paid(&place), ["2000.50", "3000.00"]);
    let lines =
        [line(&["2024年应发工资"]), line(&["工号", "姓名", "3月", "4月"]), line(&[&no, &name, "5000.5", "5100"])];
    let file = save(&folder, "全年.xlsx", &lines);
    let report = take(&mut place, &file, ImportRequest::default()).expect("it goes in");
    assert_eq!((report.accepted, report.unchanged, report.differences.len()), (1, 1, 0));
    assert_eq!(paid(&place), ["2000.50", "3000.00"]);
}
