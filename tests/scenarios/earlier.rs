//! 补扣 and 补差: the amounts that pay sheets made up, with the months they belong to.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::answers::{Answers, insurance};
use crate::lines::{same, text};
use crate::whole::{BOOKS, key, rows, whole};

/// 工号, pay month, period and insurance, to amount and kind.
type Entries = BTreeMap<(String, String, String, String), (String, String)>;

#[test]
fn every_amount_made_up_has_its_month() {
    for book in BOOKS {
        let answers = Answers::of(book);
        let table = key(book, "payroll_late_entries");
        let expected: Entries = table["rows"]
            .as_array()
            .expect("rows")
            .iter()
            .map(|cells| {
                let cell = |at: usize| cells[at].as_str().expect("a text").to_owned();
                let kind = if cell(6) == "补扣" { "late" } else { "true_up" };
                let place = (answers.person(&cell(0)).emp_no.clone(), cell(2), cell(3), insurance(&cell(4)).to_owned());
                (place, (cell(5), kind.to_owned()))
            })
            .collect();
        assert!(expected.len() > 20, "{book}: the key has amounts that were made up");
        let mut found = Entries::new();
        for row in rows(&whole(book).payroll) {
            for taken in row["deductions"].as_array().expect("deductions") {
                for period in taken["periods"].as_array().into_iter().flatten() {
                    let place = (
                        text(row, "employee_no"),
                        text(row, "month"),
                        text(period, "period"),
                        text(taken, "insurance"),
                    );
                    found.insert(place, (text(period, "amount"), text(taken, "kind")));
                }
            }
        }
        same(&format!("{book}: amounts made up"), &expected, &found);
    }
}

/// The months of an amount add up to it; an amount without months would be one that nobody can explain.
#[test]
fn the_months_of_an_amount_add_up() {
    for book in BOOKS {
        let mut made_up = 0;
        for row in rows(&whole(book).payroll) {
            for taken in row["deductions"].as_array().expect("deductions") {
                let amount = crate::answers::decimal(&text(taken, "amount"));
                if taken["kind"] == "current" || amount.is_zero() {
                    continue;
                }
                let months = taken["periods"].as_array().map_or(&[][..], Vec::as_slice);
                let sum = |value: &Value| crate::answers::decimal(&text(value, "amount"));
                assert_eq!(months.iter().map(sum).sum::<rust_decimal::Decimal>().normalize(), amount, "{book}: {row}");
                made_up += 1;
            }
        }
        assert!(made_up > 10, "{book}");
    }
}
