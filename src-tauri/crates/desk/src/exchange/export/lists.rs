//! 名单 — the roster and the month's cover as the screens show them, numbers in full.

use shebao_documents::export::table::{Heading, Table, Value, write};
use shebao_rules::money::Yuan;

use super::{Made, Wanted, not_written};
use crate::book::Desk;
use crate::error::Outcome;
use crate::wire::roster::Person;

const ROSTER: [(&str, u16); 16] = [
    ("工号", 11),
    ("姓名", 10),
    ("证件类型", 14),
    ("证件号码", 22),
    ("性别", 7),
    ("出生日期", 12),
    ("户口性质", 11),
    ("参保单位", 26),
    ("部门", 13),
    ("岗位", 13),
    ("入职日期", 12),
    ("离职日期", 12),
    ("手机号码", 14),
    ("社保申报基数", 13),
    ("公积金申报基数", 13),
    ("备注", 20),
];

const COVER: [(&str, u16); 7] =
    [("工号", 11), ("姓名", 10), ("参保单位", 26), ("险种", 13), ("起缴年月", 11), ("停缴年月", 11), ("原因", 20)];

fn headings<const N: usize>(all: [(&str, u16); N]) -> Vec<Heading> {
    all.map(|(text, width)| Heading::new(text, width)).to_vec()
}

impl Desk {
    /// 花名册: everybody in service in the month, or of one unit.
    pub(super) fn roster_file(&self, wanted: &Wanted) -> Outcome<Made> {
        let month = wanted.month.to_string();
        let (first, last) = (wanted.month.first_day().to_string(), wanted.month.last_day().to_string());
        let of_unit = |unit: Option<&str>| wanted.unit.as_ref().is_none_or(|own| unit == Some(own.name.as_str()));
        let mut rows = Vec::new();
        for person in self.roster_in_full()? {
            let served = |job: &&crate::wire::roster::Job| {
                let until = job.leave.as_deref().unwrap_or(&last);
                let left_before = if until.len() == 7 { until < month.as_str() } else { until < first.as_str() };
                job.hire.as_str() <= last.as_str() && !left_before && of_unit(job.unit.as_deref())
            };
            if let Some(job) = person.jobs.iter().rfind(served) {
                rows.push(roster_row(&person, job, &month));
            }
        }
        self.list(wanted, "花名册", headings(ROSTER), rows)
    }

    /// 参保名单 of the month.
    pub(super) fn enrollments_file(&self, wanted: &Wanted) -> Outcome<Made> {
        let of_unit = |unit: &str| wanted.unit.as_ref().is_none_or(|own| unit == own.name);
        let mut rows = Vec::new();
        for line in self.enrollment_list(&wanted.month.to_string(), wanted.now)? {
            if !of_unit(&line.unit) {
                continue;
            }
            let insurance = crate::read::insurance(&line.insurance)?.chinese();
            let last = line.last_month.unwrap_or_default();
            let texts = [line.employee_no, line.name, line.unit, insurance.to_owned(), line.first_month, last];
            rows.push(texts.into_iter().chain([line.reason.unwrap_or_default()]).map(Value::text).collect());
        }
        self.list(wanted, "参保名单", headings(COVER), rows)
    }

    fn list(&self, wanted: &Wanted, name: &str, headings: Vec<Heading>, rows: Vec<Vec<Value>>) -> Outcome<Made> {
        let title = format!("{} {} {name}", self.book.info()?.company, wanted.month.chinese());
        let count = rows.len();
        let notes = vec![self.printed_line(wanted)?];
        let sheet = name.to_owned();
        let table = Table { sheet, title: Some(title), notes, headings, rows, ..Table::default() };
        Ok(Made { bytes: write(&[table]).map_err(not_written)?, rows: count, ..Made::default() })
    }
}

fn roster_row(person: &Person, job: &crate::wire::roster::Job, month: &str) -> Vec<Value> {
    let text = |text: Option<&String>| Value::text(text.map_or("", String::as_str));
    let sex = match person.sex.as_deref() {
        Some("male") => "男",
        Some("female") => "女",
        _ => "",
    };
    vec![
        Value::text(person.employee_no.as_str()),
        Value::text(person.name.as_str()),
        Value::text(person.id_type.as_str()),
        text(person.id_number.as_ref()),
        Value::text(sex),
        text(person.birth.as_ref()),
        text(person.hukou.as_ref()),
        text(job.unit.as_ref()),
        text(job.department.as_ref().or(person.department.as_ref())),
        text(job.post.as_ref().or(person.post.as_ref())),
        Value::text(job.hire.as_str()),
        text(job.leave.as_ref()),
        text(person.phone.as_ref()),
        base(person, "social", month),
        base(person, "housing_fund", month),
        text(person.notes.as_ref()),
    ]
}

/// The base declared for the month; one whose period is over is none.
fn base(person: &Person, scope: &str, month: &str) -> Value {
    let holds = |b: &&crate::wire::roster::BaseView| {
        b.scope == scope && b.from.as_str() <= month && b.to.as_deref().is_none_or(|to| month <= to)
    };
    let newest = person.bases.iter().filter(holds).max_by(|a, b| a.from.cmp(&b.from));
    Value::money(newest.and_then(|b| b.amount.parse::<Yuan>().ok()))
}
