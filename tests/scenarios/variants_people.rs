//! 人员与参保的变体 — rosters, lists of cover and of bases from the key in other clothes: the columns in any order, any
//! heading of the dialects, any notation, any format. Of all cells at least 99 of 100 must be right; a document number, a
//! date or an amount that is there must be.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::lines::text;
use crate::places::{Place, import, now, person_sheet};
use crate::variants::{Column, Dice, aliases, dressed_amount, dressed_day, with_units, write};
use crate::whole::key;

/// What the facts of a kind come to: by record, then by field.
pub type Facts = BTreeMap<String, BTreeMap<&'static str, String>>;

/// Counts right cells; a field of `strict` is never another value than the key's.
pub fn compare(what: &str, expected: &Facts, found: &Facts, strict: &[&str]) {
    let (mut right, mut all, mut wrong) = (0_usize, 0_usize, Vec::new());
    for (record, fields) in expected {
        for (field, value) in fields {
            all += 1;
            match found.get(record).and_then(|own| own.get(field)) {
                Some(own) if own == value => right += 1,
                Some(own) if !own.is_empty() && strict.contains(field) => {
                    wrong.push(format!("{record} {field}: {own}, not {value}"));
                }
                _ => {}
            }
        }
    }
    wrong
        .extend(found.keys().filter(|record| !expected.contains_key(*record)).map(|record| format!("{record} is new")));
    assert!(wrong.is_empty(), "{what}: {wrong:#?}");
    assert!(right * 100 >= all * 99, "{what}: {right} of {all} cells");
}

pub fn own(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}

fn persons() -> Vec<Value> {
    key("public", "persons").as_array().expect("people").clone()
}

/// A month as clerks and bureaus write it. With a dot it is a text: the number 2025.1 could be October.
pub fn dressed_month(dice: &mut Dice, month: &str) -> String {
    let Some((year, number)) = month.split_once('-') else { return String::new() };
    let plain = number.trim_start_matches('0');
    let digits = |text: &str| -> String {
        text.chars().map(|c| "〇一二三四五六七八九".chars().nth(c as usize - '0' as usize).expect("a digit")).collect()
    };
    let spoken = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
    match dice.below(9) {
        0 => month.to_owned(),
        1 => format!("{year}{number}"),
        2 => format!("{year}.{number} "),
        3 => format!("{year}/{plain}"),
        4 => format!("{year}年{plain}月"),
        5 => format!("{year}年{number}月 "),
        6 => format!("{year}-{number}-01"),
        7 => format!("{year}.{plain} "),
        _ => format!("{}年{}月", digits(year), spoken[plain.parse::<usize>().expect("a month") - 1]),
    }
}

/// The same number with what hands and programs add to it.
fn dressed_number(dice: &mut Dice, number: &str) -> String {
    match dice.below(6) {
        0 => format!("{number} "),
        1 => format!("'{number}"),
        2 => number.to_lowercase(),
        3 => number.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).expect("full width")).collect(),
        4 => format!("\u{a0}{number}"),
        _ => number.to_owned(),
    }
}

fn dressed_name(dice: &mut Dice, name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.next(), letters.next(), dice.below(3)) {
        (Some(first), Some(second), None, 0) => format!("{first}　{second}"),
        (.., 1) => format!(" {name} "),
        _ => name.to_owned(),
    }
}

pub struct Sheet<'d> {
    pub dice: &'d mut Dice,
    pub columns: Vec<Column>,
}

impl Sheet<'_> {
    pub fn add(&mut self, dialect: &str, field: &str, cells: Vec<String>) {
        let heading = self.dice.pick(&aliases(dialect, field)).clone();
        self.columns.push((heading, cells));
    }

    /// Cells of a value each, in a dress each.
    pub fn dressed(&mut self, rows: &[&Value], name: &str, dress: impl Fn(&mut Dice, &str) -> String) -> Vec<String> {
        let mut dress_one = |row: &&Value| match own(row, name) {
            value if value.is_empty() => value,
            value => dress(self.dice, &value),
        };
        rows.iter().map(&mut dress_one).collect()
    }
}

pub fn plain(_: &mut Dice, text: &str) -> String {
    text.to_owned()
}

/// Writes the columns in random order and format, takes them in and says what they were.
pub fn taken(place: &mut Place, dice: &mut Dice, columns: Vec<Column>, head: &[&str]) -> String {
    let shown: Vec<String> = columns.iter().map(|(heading, _)| heading.clone()).collect();
    let folder = place.book.parent().expect("a folder").to_path_buf();
    let (path, _) = write(dice, &folder, "导出.csv", head, columns);
    let report = import(&mut place.desk, &path);
    let what = format!("{} {shown:?}", report.kind);
    assert!(report.rejected.is_empty(), "{what}: {:?}", report.rejected);
    what
}

#[test]
fn a_roster_is_read_in_any_dress() {
    let mut dice = Dice::of(37);
    let people = persons();
    let rows: Vec<&Value> = people.iter().collect();
    let last = |person: &Value, name: &str| own(person["jobs"].as_array().and_then(|j| j.last()).expect("a job"), name);
    let sex = |word: &str| if word == "男" { "male" } else { "female" }.to_owned();
    let facts = people.iter().map(|p| {
        let fields = [
            ("name", own(p, "name")),
            ("id_number", own(p, "id_no")),
            ("sex", sex(&own(p, "sex"))),
            ("birth", own(p, "birth")),
            ("department", own(p, "dept")),
            ("post", own(p, "post")),
            ("hire", last(p, "hire")),
            ("leave", last(p, "leave")),
        ];
        (own(p, "emp_no"), BTreeMap::from(fields))
    });
    let expected: Facts = facts.collect();
    for _ in 0..6 {
        let mut place = with_units();
        let mut sheet = Sheet { dice: &mut dice, columns: Vec::new() };
        let numbers = sheet.dressed(&rows, "emp_no", plain);
        sheet.add("people.toml", "employee_no", numbers);
        let names = sheet.dressed(&rows, "name", dressed_name);
        sheet.add("people.toml", "name", names);
        let types = sheet.dressed(&rows, "id_type", plain);
        sheet.add("people.toml", "id_type", types);
        let ids = sheet.dressed(&rows, "id_no", dressed_number);
        sheet.add("people.toml", "id_number", ids);
        for (theirs, dialect, field) in
            [("sex", "roster.toml", "sex"), ("dept", "people.toml", "department"), ("post", "roster.toml", "post")]
        {
            let cells = sheet.dressed(&rows, theirs, plain);
            sheet.add(dialect, field, cells);
        }
        let births = sheet.dressed(&rows, "birth", dressed_day);
        sheet.add("roster.toml", "birth", births);
        for field in ["hire", "leave"] {
            let days: Vec<Value> = people.iter().map(|p| serde_json::json!({ "day": last(p, field) })).collect();
            let cells = sheet.dressed(&days.iter().collect::<Vec<_>>(), "day", dressed_day);
            sheet.add("roster.toml", field, cells);
        }
        let columns = sheet.columns;
        let what = taken(&mut place, &mut dice, columns, &["示例科技有限公司员工花名册"]);
        let of = |p: &shebao_desk::wire::roster::Person| {
            let job = p.jobs.last().expect("a job");
            let fields = [
                ("name", p.name.clone()),
                ("id_number", p.id_number.clone().unwrap_or_default()),
                ("sex", p.sex.clone().unwrap_or_default()),
                ("birth", p.birth.clone().unwrap_or_default()),
                ("department", p.department.clone().unwrap_or_default()),
                ("post", p.post.clone().unwrap_or_default()),
                ("hire", job.hire.clone()),
                ("leave", job.leave.clone().unwrap_or_default()),
            ];
            (p.employee_no.clone(), BTreeMap::from(fields))
        };
        let found: Facts = place.desk.roster_list(None).expect("the roster").iter().map(of).collect();
        compare(&what, &expected, &found, &["id_number", "birth", "hire", "leave"]);
    }
}

fn unit_name(code: &str) -> String {
    let units = key("public", "units");
    let unit = units.as_array().expect("units").iter().find(|u| u["u"] == code).expect("the unit");
    own(unit, "name")
}

/// One record a person and unit, with the person's number.
fn of_persons(list: &str) -> Vec<Value> {
    let mut rows = Vec::new();
    for person in persons() {
        for row in person[list].as_array().expect("a list") {
            let mut row = row.clone();
            row["emp_no"] = person["emp_no"].clone();
            row["name"] = person["name"].clone();
            row["unit_name"] = unit_name(&own(&row, "unit")).into();
            rows.push(row);
        }
    }
    rows
}

pub fn with_people() -> Place {
    let mut place = with_units();
    let mut desk = |name: &str| import(&mut place.desk, &person_sheet("public", name));
    desk("员工导入模板示例.xlsx");
    place
}

/// 工号, 姓名 and 参保单位 begin every list.
fn whose<'d>(dice: &'d mut Dice, rows: &[&Value]) -> Sheet<'d> {
    let mut sheet = Sheet { dice, columns: Vec::new() };
    for (theirs, field) in [("emp_no", "employee_no"), ("name", "name"), ("unit_name", "unit")] {
        let cells = sheet.dressed(rows, theirs, plain);
        sheet.add("people.toml", field, cells);
    }
    sheet
}

#[test]
fn a_list_of_cover_is_read_in_any_dress() {
    let mut dice = Dice::of(41);
    let covers = of_persons("cover");
    let rows: Vec<&Value> = covers.iter().collect();
    let mut expected = Facts::new();
    for cover in &covers {
        for (scope, from, to) in [("social", "si_from", "si_to"), ("housing_fund", "fund_from", "fund_to")] {
            if !own(cover, from).is_empty() {
                let record =
                    format!("{} {} {scope} {}", own(cover, "emp_no"), own(cover, "unit_name"), own(cover, from));
                expected.insert(record, BTreeMap::from([("last", own(cover, to))]));
            }
        }
    }
    for _ in 0..5 {
        let mut place = with_people();
        let mut sheet = whose(&mut dice, &rows);
        for (theirs, field) in
            [("si_from", "social_from"), ("si_to", "social_to"), ("fund_from", "fund_from"), ("fund_to", "fund_to")]
        {
            let cells = sheet.dressed(&rows, theirs, dressed_month);
            sheet.add("roster.toml", field, cells);
        }
        let columns = sheet.columns;
        let what = taken(&mut place, &mut dice, columns, &["参保台账"]);
        let listed = place.desk.exchange_rows("enrollments", None, None, now()).expect("the cover");
        let of = |row: &Value| {
            let names = ["employee_no", "unit", "scope", "first_month"].map(|name| text(row, name));
            (names.join(" "), BTreeMap::from([("last", own(row, "last_month"))]))
        };
        let found: Facts = listed["rows"].as_array().expect("rows").iter().map(of).collect();
        compare(&what, &expected, &found, &["last"]);
    }
}

#[test]
fn a_list_of_bases_is_read_in_any_dress() {
    let mut dice = Dice::of(43);
    let bases = of_persons("bases");
    let rows: Vec<&Value> = bases.iter().collect();
    let amount = |amount: &str| crate::answers::decimal(amount).to_string();
    let facts = bases.iter().map(|base| {
        let scope = if own(base, "kind") == "社保" { "social" } else { "housing_fund" };
        let record = format!("{} {} {scope} {}", own(base, "emp_no"), own(base, "unit_name"), own(base, "from"));
        (record, BTreeMap::from([("to", own(base, "to")), ("amount", amount(&own(base, "declared")))]))
    });
    let expected: Facts = facts.collect();
    for _ in 0..5 {
        let mut place = with_people();
        let mut sheet = whose(&mut dice, &rows);
        for field in ["from", "to"] {
            let cells = sheet.dressed(&rows, field, dressed_month);
            sheet.add("bases.toml", field, cells);
        }
        let kinds = sheet.dressed(&rows, "kind", plain);
        sheet.add("bases.toml", "insurance", kinds);
        let amounts = sheet.dressed(&rows, "declared", dressed_amount);
        sheet.add("bases.toml", "base", amounts);
        let columns = sheet.columns;
        let what = taken(&mut place, &mut dice, columns, &["缴费基数申报表"]);
        let listed = place.desk.exchange_rows("bases", None, None, now()).expect("the bases");
        let of = |row: &Value| {
            let names = ["employee_no", "unit", "scope", "from"].map(|name| text(row, name));
            (names.join(" "), BTreeMap::from([("to", own(row, "to")), ("amount", amount(&own(row, "amount")))]))
        };
        let found: Facts = listed["rows"].as_array().expect("rows").iter().map(of).collect();
        compare(&what, &expected, &found, &["to", "amount"]);
    }
}
