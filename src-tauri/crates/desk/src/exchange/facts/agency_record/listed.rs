//! 名单核对 — an agency's list of people held against the book: who is on one side only, who lacks an insurance, whose wage
//! is another. Nothing of the book changes; what differs is asked.

use std::collections::{BTreeMap, BTreeSet};

use shebao_documents::recognise::Kind;
use shebao_documents::rows::ListedRow;
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_store::Tx;

use super::facts::{Facts, Tie};
use super::place;
use crate::error::Outcome;
use crate::exchange::ground::matching::{Met, is_weak, only};
use crate::exchange::ground::ready::Ready;
use crate::exchange::ground::report::{BY_PLACE, Fate, Report, described, refused};
use crate::exchange::ground::run::Run;
use crate::wire::exchange::{Choice, RowAction};

/// Whom the list has otherwise than the book, and whom it lacks.
const DIFFERS: &str = "list_differs";
const LACKS: &str = "list_lacks";
/// So many that are missing are no matter of single people: the list is not of this unit, or not whole.
const MANY: usize = 30;

/// What a list is held against.
struct Check<'r, 't> {
    run: &'r Run<'t>,
    facts: Facts,
    unit: i64,
    month: Month,
    /// The insurances that the list speaks of.
    insurances: BTreeSet<Insurance>,
    /// Choices of questions that are open already.
    open: Vec<String>,
}

/// Holds the rows of one sheet against the book, in the month that the clerk or the file names, else this one.
pub(in crate::exchange) fn take_list(
    tx: &Tx<'_>,
    run: &Run<'_>,
    one: &Ready,
    rows: &[ListedRow],
    report: &mut Report,
) -> Outcome<()> {
    let facts = Facts::of(tx)?;
    let month = one.guess.month.or(one.guess.said.period).unwrap_or_else(|| Month::of(tx.now().date()));
    let unit = place::of_sheet(run, &facts, one, rows.iter().map(|row| (&row.person, month)));
    let insurances = rows.iter().flat_map(|row| &row.entries).map(|entry| entry.insurance).collect();
    let mut open = open_choices(tx, DIFFERS)?;
    open.extend(open_choices(tx, LACKS)?);
    let mut check = unit.map(|unit| Check { run, facts, unit, month, insurances, open });
    let mut seen = BTreeSet::new();
    for row in rows {
        seen.extend(take_row(run, check.as_mut(), row, report));
    }
    let first = one.guess.header_rows.first().copied().unwrap_or(1);
    if let Some(check) = check.filter(|_| !seen.is_empty()) {
        check.ask_lacking(&seen, first, one.kind, report);
    }
    Ok(())
}

/// Gives whom the row means.
fn take_row(run: &Run<'_>, check: Option<&mut Check<'_, '_>>, row: &ListedRow, report: &mut Report) -> Option<i64> {
    let met = run.people.meet(&row.person);
    let person = match met {
        Met::One(id, _) => Some(id),
        _ => None,
    };
    let known = person.and_then(|id| run.people.get(id));
    let employee_no = known.map(|employee| employee.employee_no.clone());
    let mut action =
        RowAction { action: "unchanged".to_owned(), employee_no, ..described(&row.person, row.row, &row.issues) };
    let Some(check) = check.filter(|_| !refused(&row.issues)) else {
        let mut refusals = row.issues.iter().filter(|issue| refused(std::slice::from_ref(issue))).peekable();
        if refusals.peek().is_none() {
            let message = "认不出这张名单是哪个参保单位的；请在导入时指定单位";
            report.reject(row.row, BY_PLACE, "unknown_unit", message.to_owned());
        }
        refusals.for_each(|issue| report.reject_issue(issue));
        action.action = "rejected".to_owned();
        report.row(action, Fate::Rejected);
        return person;
    };
    if let (Met::One(_, strength), Some(known)) = (&met, known)
        && is_weak(*strength)
    {
        report.confirm(row.row, &known.name, &known.employee_no, only(*strength));
    }
    let differences = check.differences(person, row);
    if differences.is_empty() {
        report.row(action, Fate::Unchanged);
        return person;
    }
    let asked = check.ask(person, row, &differences, report);
    if asked {
        action.action = "question".to_owned();
    }
    report.row(action, if asked { Fate::Accepted } else { Fate::Unchanged });
    person
}

/// What a list has otherwise than the book of one insurance.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Apart {
    OnlyListed,
    OnlyBooked,
    Wage { listed: Yuan, declared: Yuan },
}

impl Apart {
    /// Two wages that are known and are not the same.
    fn of_wages(listed: Option<Yuan>, declared: Option<Yuan>) -> Option<Self> {
        let (listed, declared) = listed.zip(declared).filter(|(listed, declared)| listed != declared)?;
        Some(Self::Wage { listed, declared })
    }

    fn told(&self, insurances: &str) -> String {
        match self {
            Self::OnlyListed => {
                format!("名单上{insurances}在保，账簿里当月没有参保关系（漏了登记，或离职后没有减员）")
            }
            Self::OnlyBooked => format!("名单上{insurances}没有参保，账簿里当月在保（可能漏保，请尽快核实补办）"),
            Self::Wage { listed, declared } => {
                format!("{insurances}名单上是 {}，账簿里申报基数是 {}", listed.with_commas(), declared.with_commas())
            }
        }
    }
}

impl Check<'_, '_> {
    /// What the list has otherwise than the book, insurances of one statement together.
    fn differences(&self, person: Option<i64>, row: &ListedRow) -> Vec<String> {
        let Some(person) = person else {
            return vec!["账簿里没有这个人；请先导入花名册，不是本单位人员的请机关核减".to_owned()];
        };
        let mut said: BTreeMap<Apart, Vec<&'static str>> = BTreeMap::new();
        for entry in &row.entries {
            let tie = self.facts.tie(person, self.unit, Some(entry.insurance), self.month);
            let declared = self.facts.declared(person, self.unit, entry.insurance, self.month);
            let apart = match (entry.covered, tie == Tie::Covered) {
                (true, false) => Some(Apart::OnlyListed),
                (false, true) => Some(Apart::OnlyBooked),
                (true, true) => Apart::of_wages(entry.wage, declared),
                (false, false) => None,
            };
            if let Some(apart) = apart {
                said.entry(apart).or_default().push(entry.insurance.chinese());
            }
        }
        said.into_iter().map(|(apart, insurances)| apart.told(&insurances.join("、"))).collect()
    }

    /// Asks about a row, unless the same is open already.
    fn ask(&mut self, person: Option<i64>, row: &ListedRow, differences: &[String], report: &mut Report) -> bool {
        let name = row.person.name.as_deref().unwrap_or("（未写姓名）");
        let who = person.map_or_else(|| name.replace(':', "="), |id| id.to_string());
        let message = format!("{name} {}：{}", self.month.chinese(), differences.join("；"));
        self.put(DIFFERS, &who, row.row, message, report)
    }

    /// Asks about those whom the book has covered here and the list lacks.
    fn ask_lacking(mut self, seen: &BTreeSet<i64>, row: u32, kind: Kind, report: &mut Report) {
        let covered = |id: &i64| {
            let tie = |insurance: &Insurance| self.facts.tie(*id, self.unit, Some(*insurance), self.month);
            !seen.contains(id) && self.insurances.iter().any(|insurance| tie(insurance) == Tie::Covered)
        };
        let lacking: Vec<i64> = self.run.people.those(|_| true).into_iter().filter(covered).collect();
        let people: Vec<(i64, String)> = lacking
            .iter()
            .filter_map(|id| Some((*id, self.run.people.get(*id)?)))
            .map(|(id, employee)| (id, format!("{}（{}）", employee.name, employee.employee_no)))
            .collect();
        let (month, list) = (self.month.chinese(), kind.chinese());
        if people.len() > MANY {
            let first: Vec<&str> = people.iter().take(5).map(|(_, name)| name.as_str()).collect();
            let message = format!(
                "账簿里 {month} 在保的人有 {} 位不在{list}上（{} 等）：名单可能不全，或不是这个单位的；请核对",
                people.len(),
                first.join("、")
            );
            self.put(LACKS, "many", row, message, report);
            return;
        }
        for (id, name) in people {
            let message = format!("{name} {month} 账簿里在保，{list}上没有：可能没有参保成功，请到经办机构核实");
            self.put(LACKS, &id.to_string(), row, message, report);
        }
    }

    fn put(&mut self, code: &str, who: &str, row: u32, message: String, report: &mut Report) -> bool {
        let unit = self.unit;
        let id = |answer: &str| format!("{answer}:{unit}:{who}:{}", self.month);
        let first = format!("{code}:{}", id("list"));
        if self.open.contains(&first) {
            return false;
        }
        let choices = vec![
            Choice { id: first.clone(), label: "名单是对的，账簿要改".to_owned() },
            Choice { id: id("book"), label: "账簿是对的，已请经办机构更正".to_owned() },
            Choice { id: id("both"), label: "已核实，两边都不用改".to_owned() },
        ];
        report.ask(row, code, message, choices);
        self.open.push(first);
        true
    }
}

/// The choices of the questions of a code that nobody answered yet.
pub(super) fn open_choices(tx: &Tx<'_>, code: &str) -> Outcome<Vec<String>> {
    let open = tx.questions(true)?.into_iter().filter(|question| question.code == code);
    let choices = open.filter_map(|question| serde_json::from_value::<Vec<Choice>>(question.row.choices).ok());
    Ok(choices.flatten().map(|choice| choice.id).collect())
}
