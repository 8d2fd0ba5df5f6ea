//! 未申报 — people whom the tax bureau has as insured and whose month nobody declared. No record comes of it: each is a
//! question to the clerk, which the bureau's own list answers once the person stands in it.

use std::collections::BTreeMap;

use shebao_documents::clean::Payer;
use shebao_documents::rows::{AgencyCharge, AgencyRow};
use shebao_rules::identity;
use shebao_rules::insurance::Insurance;
use shebao_rules::month::Month;
use shebao_store::Tx;

use super::facts::Facts;
use super::{identity as named, listed};
use crate::error::Outcome;
use crate::exchange::ground::matching::Met;
use crate::exchange::ground::report::{Fate, Report, described, refused};
use crate::exchange::ground::run::Run;
use crate::wire::exchange::{Choice, RowAction};

/// The code of the question.
const UNDECLARED: &str = "undeclared";

/// What the list says of one person and month.
struct Missed<'r> {
    row: &'r AgencyRow,
    person: Option<i64>,
    month: Month,
    charges: Vec<AgencyCharge>,
}

/// Takes in the rows of one sheet.
pub(in crate::exchange) fn take_undeclared(
    tx: &Tx<'_>,
    run: &Run<'_>,
    rows: &[AgencyRow],
    report: &mut Report,
) -> Outcome<()> {
    let facts = Facts::of(tx)?;
    let open = listed::open_choices(tx, UNDECLARED)?;
    let mut missed: BTreeMap<(String, Month), Missed<'_>> = BTreeMap::new();
    for row in rows {
        let person = match run.people.meet(&row.person) {
            Met::One(id, _) => Some(id),
            _ => None,
        };
        let known = person.and_then(|id| run.people.get(id));
        let employee_no = known.map(|employee| employee.employee_no.clone());
        let mut action =
            RowAction { action: "question".to_owned(), employee_no, ..described(&row.person, row.row, &row.issues) };
        let Some(period) = row.period.filter(|_| !refused(&row.issues)) else {
            row.issues.iter().filter(|i| refused(std::slice::from_ref(i))).for_each(|i| report.reject_issue(i));
            action.action = "rejected".to_owned();
            report.row(action, Fate::Rejected);
            continue;
        };
        let who = mark(person, row);
        let asked = open.iter().any(|choice| choice.starts_with(&format!("declared:{who}:{}:", period.to)));
        if asked {
            action.action = "unchanged".to_owned();
            report.row(action, Fate::Unchanged);
            continue;
        }
        report.row(action, Fate::Accepted);
        let one = missed.entry((who, period.to)).or_insert_with(|| Missed {
            row,
            person,
            month: period.to,
            charges: Vec::new(),
        });
        one.charges.extend(&row.charges);
    }
    for ((who, month), one) in missed {
        ask(&facts, &format!("{who}:{month}"), &one, report);
    }
    Ok(())
}

/// By whom a question is known again: the person of the book, else what the list prints.
fn mark(person: Option<i64>, row: &AgencyRow) -> String {
    person.map_or_else(|| named(row).replace(':', "="), |id| id.to_string())
}

fn ask(facts: &Facts, key: &str, one: &Missed<'_>, report: &mut Report) {
    let name = one.row.person.name.as_deref().unwrap_or("（未写姓名）");
    let number = one.row.printed_id.as_deref().map(identity::mask).unwrap_or_default();
    let charges: Vec<String> = one.charges.iter().map(told).collect();
    let advice = match one.person {
        None => "账簿里没有这个人：请核对是否本单位人员，离职的请办理减员",
        Some(id) if facts.units_in(id, one.month).next().is_none() => {
            "账簿里此人当月没有参保关系：可能离职后没有办理减员，请核对"
        }
        Some(_) => "账簿里此人当月在保：请补办申报",
    };
    let message =
        format!("税务机关列 {name}（{number}）{} 未申报：{}。{advice}", one.month.chinese(), charges.join("、"));
    let mut insurances: Vec<String> = one.charges.iter().map(|charge| charge.insurance.id().to_owned()).collect();
    insurances.sort_unstable();
    insurances.dedup();
    let choice = |id: &str, label: &str| Choice { id: id.to_owned(), label: label.to_owned() };
    let choices = vec![
        choice(&format!("declared:{key}:{}", insurances.join("+")), "已补办申报"),
        choice("left", "已离职，另行办理减员"),
        choice("not_ours", "不是本单位人员，已请机关更正"),
    ];
    report.ask(one.row.row, UNDECLARED, message, choices);
}

/// 养老保险（个人）640.00.
fn told(charge: &AgencyCharge) -> String {
    let side = match charge.payer {
        Payer::Employer => "（单位）",
        Payer::Employee => "（个人）",
        Payer::Both => "",
    };
    let fixed = if charge.fixed { "定额" } else { "" };
    format!("{}{fixed}{side}{}", charge.insurance.chinese(), charge.amount)
}

/// A bureau's list that has the person's month of every insurance asked about answers the question.
pub(super) fn close_declared(tx: &mut Tx<'_>) -> Outcome<()> {
    let open = tx.questions(true)?.into_iter().filter(|question| question.code == UNDECLARED);
    let asked: Vec<(i64, i64, Month, Vec<Insurance>)> = open
        .filter_map(|question| {
            let choices: Vec<Choice> = serde_json::from_value(question.row.choices).ok()?;
            let (person, month, insurances) = choices.iter().find_map(|choice| declared(&choice.id))?;
            Some((question.id, person, month, insurances))
        })
        .collect();
    for (question, person, month, insurances) in asked {
        let records = tx.agency_records_of_person(person)?;
        let listed = |insurance: &Insurance| {
            records.iter().any(|r| r.insurance == *insurance && r.period <= month && month <= r.period_to)
        };
        if insurances.iter().all(listed) {
            tx.answer_question(question, "由经办机构的明细回答")?;
        }
    }
    Ok(())
}

/// `declared:<employee>:<month>:<insurance>+<insurance>` — a person of the book.
fn declared(choice: &str) -> Option<(i64, Month, Vec<Insurance>)> {
    let (person, rest) = choice.strip_prefix("declared:")?.split_once(':')?;
    let (month, insurances) = rest.split_once(':')?;
    let insurances = insurances.split('+').map(str::parse).collect::<Result<Vec<Insurance>, _>>().ok()?;
    Some((person.parse().ok()?, month.parse().ok()?, insurances))
}
