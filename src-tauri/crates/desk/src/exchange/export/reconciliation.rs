//! 对账表 — a month's differences with their causes, by person, by period and by month of booking.

use shebao_documents::export::table::{Heading, Table, Value, write};
use shebao_rules::money::Yuan;

use super::{Made, Wanted, not_written};
use crate::book::Desk;
use crate::error::Outcome;
use crate::wire::reconciliation::{BookingView, CauseView, PeriodView, PersonDifference, Reconciliation};

const PERSONS: [(&str, u16); 13] = [
    ("参保单位", 26),
    ("工号", 11),
    ("姓名", 12),
    ("证件号码", 22),
    ("险种", 13),
    ("来源", 10),
    ("哪一方", 9),
    ("应缴", 13),
    ("来源金额", 13),
    ("差额", 13),
    ("原因", 24),
    ("说明", 46),
    ("下一步", 46),
];

const PERIODS: [(&str, u16); 11] = [
    ("参保单位", 26),
    ("险种", 13),
    ("单位应缴", 14),
    ("个人应缴", 14),
    ("工资扣款", 14),
    ("经办机构单位", 14),
    ("经办机构个人", 14),
    ("工资差额", 13),
    ("单位差额", 13),
    ("个人差额", 13),
    ("原因", 60),
];

const BOOKINGS: [(&str, u16); 7] =
    [("参保单位", 26), ("扣款分组", 16), ("险种", 34), ("清单合计", 15), ("银行扣款", 15), ("差额", 14), ("原因", 60)];

fn headings<const N: usize>(all: [(&str, u16); N]) -> Vec<Heading> {
    all.map(|(text, width)| Heading::new(text, width)).to_vec()
}

impl Desk {
    /// 对账表 of the month.
    pub(super) fn reconciliation_file(&self, wanted: &Wanted) -> Outcome<Made> {
        let unit = wanted.unit.as_ref().map(|unit| unit.name.as_str());
        let found = self.reconciliation_in_full(&wanted.month.to_string(), unit, wanted.now)?;
        let rows = found.by_period.len() + found.by_booking.len() + found.persons.len();
        let title = |name: &str| format!("{} {name}", wanted.month.chinese());
        let mut notes = vec![self.printed_line(wanted)?, format!("未说明的差额：{}", found.residual)];
        notes.extend(found.not_imported.iter().map(|lack| format!("{}：{}", lack.unit, lack.message)));
        let table = |sheet: &str, headings: Vec<Heading>, rows: Vec<Vec<Value>>| Table {
            sheet: sheet.to_owned(),
            title: Some(title(sheet)),
            notes: notes.clone(),
            headings,
            rows,
            ..Table::default()
        };
        let tables = [
            table("逐人差异", headings(PERSONS), persons(&found)),
            table("按所属期", headings(PERIODS), found.by_period.iter().map(period).collect()),
            table("按入库月", headings(BOOKINGS), found.by_booking.iter().map(booking).collect()),
        ];
        Ok(Made { bytes: write(&tables).map_err(not_written)?, rows, ..Made::default() })
    }
}

/// One line per cause: the difference of a row stands with its first.
fn persons(found: &Reconciliation) -> Vec<Vec<Value>> {
    let lines =
        |row: &PersonDifference| -> Vec<Vec<Value>> { row.causes.iter().map(|cause| person(row, cause)).collect() };
    found.persons.iter().flat_map(lines).collect()
}

fn person(row: &PersonDifference, cause: &CauseView) -> Vec<Value> {
    let source = if row.source == "payroll" { "工资" } else { "经办机构" };
    let side = if row.side == "employer" { "单位" } else { "个人" };
    vec![
        Value::text(row.unit.as_str()),
        Value::text(row.employee_no.as_deref().unwrap_or_default()),
        Value::text(row.name.as_str()),
        Value::text(row.id_number.as_deref().unwrap_or_default()),
        Value::text(row.insurance.chinese()),
        Value::text(source),
        Value::text(side),
        Value::money(Some(row.expected)),
        Value::money(Some(row.found)),
        Value::money(Some(cause.amount)),
        Value::text(cause.title.as_str()),
        Value::text(cause.explanation.as_str()),
        Value::text(cause.next_step.as_str()),
    ]
}

fn period(row: &PeriodView) -> Vec<Value> {
    vec![
        Value::text(row.unit.as_str()),
        Value::text(row.insurance.chinese()),
        Value::money(Some(row.due_employer)),
        Value::money(Some(row.due_employee)),
        Value::money(row.payroll_employee),
        Value::money(row.agency_employer),
        Value::money(row.agency_employee),
        Value::money(row.differences.payroll_employee),
        Value::money(row.differences.agency_employer),
        Value::money(row.differences.agency_employee),
        Value::text(told(&row.causes)),
    ]
}

fn booking(row: &BookingView) -> Vec<Value> {
    let insurances: Vec<&str> = row.insurances.iter().map(|insurance| insurance.chinese()).collect();
    vec![
        Value::text(row.unit.as_str()),
        Value::text(row.group.as_str()),
        Value::text(insurances.join("、")),
        Value::money(row.agency),
        Value::money(row.bank),
        Value::money(row.difference),
        Value::text(told(&row.causes)),
    ]
}

/// Causes with their sums, each kind once.
fn told(causes: &[CauseView]) -> String {
    let mut sums: Vec<(&str, Yuan)> = Vec::new();
    for cause in causes {
        match sums.iter_mut().find(|(title, _)| *title == cause.title) {
            Some((_, sum)) => *sum += cause.amount,
            None => sums.push((&cause.title, cause.amount)),
        }
    }
    sums.iter().map(|(title, sum)| format!("{title} {sum}")).collect::<Vec<_>>().join("；")
}
