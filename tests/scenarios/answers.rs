//! 答案 — the answer key of a book, as its generator wrote it.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;

use crate::lines::{Due, Key, Sum};

/// The keys that the tests read.
#[derive(Deserialize)]
pub struct Answers {
    units: Vec<Unit>,
    pub persons: Vec<Person>,
    contributions: Table,
    contribution_totals: Table,
    payroll: Table,
    payroll_late_entries: Table,
    average_wage_2025: Table,
    pub roster_cleaning: RosterCleaning,
    payroll_sheets: Vec<PayrollSheet>,
    bureau_records: Table,
}

#[derive(Deserialize)]
struct Unit {
    u: String,
    name: String,
}

#[derive(Deserialize)]
pub struct Person {
    pub person: String,
    pub emp_no: String,
    pub name: String,
    pub id_no: String,
}

#[derive(Deserialize)]
struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<Value>>,
}

/// Roster rows of the key: what each is, cleaned.
#[derive(Deserialize)]
pub struct RosterCleaning {
    pub rows: Vec<Value>,
    pub issues: Vec<Value>,
    pub distinct_people: usize,
}

#[derive(Deserialize)]
struct PayrollSheet {
    #[serde(default)]
    month: Option<String>,
    #[serde(default)]
    same_names: Vec<SameName>,
}

#[derive(Deserialize)]
struct SameName {
    persons: Vec<String>,
    same_department: bool,
}

/// A row of a table by column name.
struct Row<'a> {
    columns: &'a [String],
    cells: &'a [Value],
}

impl Row<'_> {
    fn text(&self, column: &str) -> String {
        let at = self.columns.iter().position(|c| c == column).unwrap_or_else(|| panic!("the key has no {column}"));
        match &self.cells[at] {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }
    }

    fn amount(&self, column: &str) -> Decimal {
        decimal(&self.text(column))
    }
}

/// An amount or rate without trailing zeros, so that 12809 and 12809.00 are the same.
pub fn decimal(text: &str) -> Decimal {
    text.parse::<Decimal>().unwrap_or_else(|_| panic!("{text} is no amount")).normalize()
}

impl Table {
    fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { columns: &self.columns, cells })
    }
}

/// 一笔工资 as the key has it: gross, then what was deducted per insurance for the month and for earlier ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pay {
    pub gross: Decimal,
    pub current: BTreeMap<String, Decimal>,
    pub earlier: BTreeMap<String, Decimal>,
}

/// Which record of a bureau.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AgencyKey {
    pub unit: String,
    pub id_number: String,
    pub insurance: String,
    pub period: String,
    pub booked: String,
    pub seq: u32,
}

/// What it says; nobody of the roster has no 工号.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencySays {
    pub employee_no: Option<String>,
    pub printed_name: String,
    pub base: Option<Decimal>,
    pub employer: Decimal,
    pub employee: Decimal,
}

/// 全年工资 as the key has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
    pub months: usize,
    pub gross: Decimal,
    pub average: Decimal,
}

impl Answers {
    /// The key of `fixtures/books/<book>`.
    pub fn of(book: &str) -> Self {
        let path = shebao_tests::fixture("books").join(book).join("answers.json");
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    fn employee_no(&self, person: &str) -> String {
        self.person(person).emp_no.clone()
    }

    /// A person by the key's own code.
    pub fn person(&self, code: &str) -> &Person {
        self.persons.iter().find(|p| p.person == code).unwrap_or_else(|| panic!("the key has no person {code}"))
    }

    fn unit_name(&self, code: &str) -> String {
        self.units.iter().find(|u| u.u == code).unwrap_or_else(|| panic!("the key has no unit {code}")).name.clone()
    }

    /// The months of the book.
    pub fn months(&self) -> Vec<String> {
        self.contributions.rows().map(|row| row.text("period")).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Everything due. A first month whose deduction the pay sheets make up in the next month (补扣) was declared late
    /// and is booked one month later.
    pub fn dues(&self) -> BTreeMap<Key, Due> {
        let late: BTreeSet<(String, String)> = self
            .payroll_late_entries
            .rows()
            .filter(|row| row.text("kind") == "补扣")
            .map(|row| (row.text("person"), row.text("period")))
            .collect();
        assert!(!late.is_empty(), "every book has somebody who joined after the cut-off day");
        let due = |row: Row<'_>| {
            let (person, period) = (row.text("person"), row.text("period"));
            let booked = if late.contains(&(person.clone(), period.clone())) { next(&period) } else { period.clone() };
            let key = Key {
                employee_no: self.employee_no(&person),
                unit: self.unit_name(&row.text("unit")),
                period,
                insurance: insurance(&row.text("insurance")).to_owned(),
            };
            let due = Due {
                booked,
                declared_base: row.amount("declared_base"),
                base: row.amount("base"),
                employer_rate: row.amount("er_rate"),
                employee_rate: row.amount("ee_rate"),
                employer_fixed: Decimal::ZERO,
                employee_fixed: row.amount("ee_fixed"),
                employer: row.amount("er"),
                employee: row.amount("ee"),
            };
            (key, due)
        };
        self.contributions.rows().map(due).collect()
    }

    /// 合计 per unit, period and insurance.
    pub fn totals(&self) -> BTreeMap<(String, String, String), Sum> {
        let total = |row: Row<'_>| {
            let insurance = insurance(&row.text("insurance")).to_owned();
            let sum = Sum {
                heads: row.text("heads").parse().expect("heads are counted"),
                employer: row.amount("er"),
                employee: row.amount("ee"),
            };
            ((self.unit_name(&row.text("unit")), row.text("period"), insurance), sum)
        };
        self.contribution_totals.rows().map(total).collect()
    }

    /// What each pay sheet took, by 工号 and month.
    pub fn payroll(&self) -> BTreeMap<(String, String), Pay> {
        let deducted = |row: &Row<'_>, prefix: &str| {
            let of = |name: &str| (insurance(name).to_owned(), row.amount(&format!("{prefix}{name}")));
            ["养老", "医疗", "失业", "公积金"].map(of).into_iter().filter(|(_, amount)| !amount.is_zero()).collect()
        };
        let pay = |row: Row<'_>| {
            let pay = Pay {
                gross: row.amount("gross"),
                current: deducted(&row, "当月"),
                earlier: deducted(&row, "补扣补差"),
            };
            ((self.employee_no(&row.text("person")), row.text("pay_month")), pay)
        };
        self.payroll.rows().map(pay).collect()
    }

    /// What bureaus and the fund centre say: one record per person, unit, period, booking month and insurance. A person
    /// listed twice has a second one.
    pub fn agency_records(&self) -> BTreeMap<AgencyKey, AgencySays> {
        let mut found = BTreeMap::new();
        for row in self.bureau_records.rows() {
            let mut key = AgencyKey {
                unit: self.unit_name(&row.text("unit")),
                id_number: row.text("id_no"),
                insurance: insurance(&row.text("insurance")).to_owned(),
                period: row.text("period"),
                booked: row.text("file_month"),
                seq: 0,
            };
            while found.contains_key(&key) {
                key.seq += 1;
            }
            let code = row.text("person");
            let says = AgencySays {
                employee_no: self.persons.iter().find(|p| p.person == code).map(|p| p.emp_no.clone()),
                printed_name: row.text("printed_name"),
                base: Some(row.amount("base")),
                employer: row.amount("er"),
                employee: row.amount("ee"),
            };
            found.insert(key, says);
        }
        found
    }

    /// 2025 年月均工资 by 工号.
    pub fn average_wages(&self) -> BTreeMap<String, Year> {
        let year = |row: Row<'_>| {
            let year = Year {
                months: row.text("months_in_payroll").parse().expect("months are counted"),
                gross: row.amount("gross_2025"),
                average: row.amount("average"),
            };
            (self.employee_no(&row.text("person")), year)
        };
        self.average_wage_2025.rows().map(year).collect()
    }

    /// 工号 and month of pay rows that nobody can tell apart: one name, one department, no number.
    pub fn ambiguous_pay(&self) -> BTreeSet<(String, String)> {
        let sheets = self.payroll_sheets.iter().filter_map(|sheet| Some((sheet.month.clone()?, &sheet.same_names)));
        sheets
            .flat_map(|(month, names)| {
                let alike = names.iter().filter(|name| name.same_department).flat_map(|name| &name.persons);
                alike.map(move |person| (self.employee_no(person), month.clone())).collect::<Vec<_>>()
            })
            .collect()
    }
}

/// The identifier of an insurance that the key names in Chinese.
pub fn insurance(chinese: &str) -> &'static str {
    match chinese {
        "养老" => "pension",
        "医疗" => "medical",
        "失业" => "unemployment",
        "工伤" => "work_injury",
        "生育" => "maternity",
        "公积金" => "housing_fund",
        "地方补充养老" => "supplement:local_pension",
        other => panic!("the key names an insurance the tests do not know: {other}"),
    }
}

fn next(month: &str) -> String {
    let month: shebao_rules::month::Month = month.parse().expect("the key's months are months");
    month.plus(1).to_string()
}
