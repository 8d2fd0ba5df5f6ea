//! 单位与参数的变体 — units and their settings from the key in other clothes, as `variants_people` does it with people.

use std::collections::BTreeMap;

use serde_json::Value;

use shebao_desk::wire::unit::NewUnit;

use crate::places::now;
use crate::variants::{Dice, dressed_amount};
use crate::variants_people::{Facts, Sheet, compare, dressed_month, own, plain, taken};
use crate::whole::key;

/// Units and the settings of the key, which stand in sheets of their own.
#[test]
fn units_and_settings_are_read_in_any_dress() {
    let mut dice = Dice::of(47);
    let units = key("public", "units");
    let units = units.as_array().expect("units");
    let rows: Vec<&Value> = units.iter().collect();
    let fields = [("name", "unit"), ("city", "city"), ("credit", "credit_code"), ("si_no", "social_number")];
    let facts = units.iter().map(|unit| {
        let fields = [
            ("credit_code", own(unit, "credit")),
            ("social_account", own(unit, "si_no")),
            ("fund_account", own(unit, "fund_account")),
            ("bank_account", own(unit, "acct")),
            ("first_month", own(unit, "open")),
        ];
        (own(unit, "name"), BTreeMap::from(fields))
    });
    let expected: Facts = facts.collect();
    for _ in 0..5 {
        let mut place = crate::places::empty();
        let mut sheet = Sheet { dice: &mut dice, columns: Vec::new() };
        for (theirs, field) in fields.into_iter().chain([("fund_account", "fund_account"), ("acct", "bank_account")]) {
            let dialect = if field == "city" { "people.toml" } else { "units.toml" };
            let cells = sheet.dressed(&rows, theirs, plain);
            sheet.add(dialect, field, cells);
        }
        let months = sheet.dressed(&rows, "open", dressed_month);
        sheet.add("units.toml", "from", months);
        let columns = sheet.columns;
        let what = taken(&mut place, &mut dice, columns, &["参保单位一览"]);
        let listed = place.desk.exchange_rows("units", None, None, now()).expect("the units");
        let of = |row: &Value| {
            let names = ["credit_code", "social_account", "fund_account", "bank_account", "first_month"];
            (own(row, "unit"), names.map(|name| (name, own(row, name))).into())
        };
        let found: Facts = listed["rows"].as_array().expect("rows").iter().map(of).collect();
        compare(&what, &expected, &found, &["credit_code", "social_account", "fund_account", "bank_account"]);
    }
}

/// A rate as sheets print it.
fn dressed_rate(dice: &mut Dice, rate: &str) -> String {
    let percent = (crate::answers::decimal(rate) * crate::answers::decimal("100")).normalize();
    match dice.below(3) {
        0 => format!("{percent}%"),
        1 => format!("{percent:.2}％"),
        _ => format!(" {percent} %"),
    }
}

/// 单位参数 of the key, all in one table and each in a table of a single row.
#[test]
fn settings_are_read_in_any_dress() {
    let mut dice = Dice::of(53);
    let settings = key("public", "company_settings");
    let settings: Vec<&Value> = settings.as_array().expect("settings").iter().collect();
    let whole = std::iter::repeat_n(settings.clone(), 4);
    let single = settings.iter().flat_map(|one| std::iter::repeat_n(vec![*one], 2));
    for rows in whole.chain(single) {
        let mut place = crate::places::empty();
        for city in ["北京", "上海", "深圳"] {
            let unit = NewUnit {
                name: city.to_owned(),
                region: city.to_owned(),
                from: "2025-01".to_owned(),
                ..NewUnit::default()
            };
            place.desk.unit_add(&unit, now()).expect("the unit");
        }
        let mut sheet = Sheet { dice: &mut dice, columns: Vec::new() };
        let insurance = |dice: &mut Dice, text: &str| match (dice.below(2), text) {
            (0, _) | (_, "公积金") => text.to_owned(),
            _ => format!("{text}保险"),
        };
        let mode = |dice: &mut Dice, text: &str| {
            let words =
                if text == "rate" { ["只采用费率", "仅费率"] } else { ["整条采用", "整条替换"] };
            (*dice.pick(&words)).to_owned()
        };
        let cells = sheet.dressed(&rows, "city", plain);
        sheet.add("people.toml", "city", cells);
        for (theirs, field, dress) in [
            ("insurance", "insurance", &insurance as &dyn Fn(&mut Dice, &str) -> String),
            ("mode", "mode", &mode),
            ("from_month", "from", &dressed_month),
            ("to_month", "to", &dressed_month),
            ("er_rate", "employer_rate", &dressed_rate),
            ("ee_rate", "employee_rate", &dressed_rate),
            ("base_floor", "floor", &dressed_amount),
            ("base_cap", "cap", &dressed_amount),
        ] {
            let cells = sheet.dressed(&rows, theirs, dress);
            sheet.add("settings.toml", field, cells);
        }
        let columns = sheet.columns;
        let what = taken(&mut place, &mut dice, columns, &["单位费率与基数参数"]);
        let amount = |text: String| if text.is_empty() { text } else { format!("{text}.00") };
        let expected: Facts = rows
            .iter()
            .map(|row| {
                let insurance = match own(row, "insurance").as_str() {
                    "养老" => "pension",
                    "失业" => "unemployment",
                    "工伤" => "work_injury",
                    "生育" => "maternity",
                    _ => "housing_fund",
                };
                let record = format!("{} {insurance} {}", own(row, "city"), own(row, "from_month"));
                let fields = [
                    ("to", own(row, "to_month")),
                    ("mode", own(row, "mode")),
                    ("employer_rate", own(row, "er_rate")),
                    ("employee_rate", own(row, "ee_rate")),
                    ("floor", amount(own(row, "base_floor"))),
                    ("cap", amount(own(row, "base_cap"))),
                ];
                (record, fields.into())
            })
            .collect();
        let mut found = Facts::new();
        for unit in place.desk.unit_list().expect("the units") {
            for setting in &unit.settings {
                let shown = serde_json::to_value(setting).expect("a setting");
                let record = format!("{} {} {}", unit.name, own(&shown, "insurance"), own(&shown, "from"));
                let names = ["to", "mode", "employer_rate", "employee_rate", "floor", "cap"];
                found.insert(record, names.map(|name| (name, own(&shown, name))).into());
            }
        }
        compare(&what, &expected, &found, &["to", "mode", "employer_rate", "employee_rate", "floor", "cap"]);
    }
}
