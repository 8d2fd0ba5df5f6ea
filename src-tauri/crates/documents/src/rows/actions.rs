//! 处理方式 — what each roster row of a workbook is: a person, a leaver, an earlier job, a duplicate, a stale row.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use shebao_rules::name;

use super::{RosterRow, Rows, SheetRows};
use crate::clean::employee_no_key;

/// 处理方式.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 导入在职人员或任职.
    Import,
    /// 导入离职人员.
    ImportLeft,
    /// 同一人较早的一段任职.
    ImportEarlierJob,
    /// 与前面的行是同一人同一段任职.
    Duplicate,
    /// 隐藏行，该员工已在离职表.
    StaleLeaverRow,
    /// 隐藏行，别处没有这个人.
    HiddenRow,
}

impl Action {
    /// The identifier in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::ImportLeft => "import_left",
            Self::ImportEarlierJob => "import_earlier_job",
            Self::Duplicate => "duplicate",
            Self::StaleLeaverRow => "stale_leaver_row",
            Self::HiddenRow => "hidden_row",
        }
    }
}

/// What one row is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowAction {
    /// The sheet.
    pub sheet: String,
    /// 行号.
    pub row: u32,
    /// 处理方式.
    pub action: Action,
    /// The row it belongs to, for duplicates, stale rows and earlier jobs.
    pub of_row: Option<(String, u32)>,
}

/// Decides over all roster sheets of a workbook together.
#[must_use]
pub fn roster_actions(sheets: &[&SheetRows]) -> Vec<RowAction> {
    let all: Vec<(&str, &RosterRow)> = sheets
        .iter()
        .filter_map(|sheet| match &sheet.rows {
            Rows::Roster(rows) => Some(rows.iter().map(|row| (sheet.sheet.as_str(), row))),
            _ => None,
        })
        .flatten()
        .collect();
    let mut by_person: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let keyed: Vec<Vec<String>> = all.iter().map(|(_, row)| keys(row)).collect();
    for (place, keys) in keyed.iter().enumerate() {
        for key in keys {
            by_person.entry(key).or_default().push(place);
        }
    }
    let others = |place: usize| -> Vec<usize> {
        let own = keyed.get(place).into_iter().flatten();
        let mut found: Vec<usize> =
            own.filter_map(|key| by_person.get(key.as_str())).flatten().copied().filter(|p| *p != place).collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    all.iter()
        .enumerate()
        .map(|(place, (sheet, row))| {
            let others: Vec<(usize, &str, &RosterRow)> =
                others(place).into_iter().filter_map(|p| all.get(p).map(|(s, r)| (p, *s, *r))).collect();
            let (action, of) = decide(row, place, &others);
            RowAction { sheet: (*sheet).to_owned(), row: row.row, action, of_row: of }
        })
        .collect()
}

/// Under which keys a row's person is found: the document number, else number and name.
fn keys(row: &RosterRow) -> Vec<String> {
    let person = &row.person;
    let name = person.name.as_deref().map(name::fold).unwrap_or_default();
    let mut keys = Vec::new();
    if let Some(id) = &person.id {
        keys.push(format!("id {}", id.as_str()));
    }
    if let (Some(number), false) = (&person.employee_no, name.is_empty()) {
        keys.push(format!("no {} {name}", employee_no_key(number)));
    }
    keys
}

fn decide(row: &RosterRow, place: usize, others: &[(usize, &str, &RosterRow)]) -> (Action, Option<(String, u32)>) {
    let at = |found: Option<&(usize, &str, &RosterRow)>| found.map(|(_, sheet, row)| ((*sheet).to_owned(), row.row));
    let shown = || others.iter().filter(|(_, _, other)| !other.hidden);
    if row.hidden {
        let left = shown().find(|(_, _, other)| other.has_left()).or_else(|| shown().next());
        return match left {
            Some(found) => (Action::StaleLeaverRow, at(Some(found))),
            None => (Action::HiddenRow, None),
        };
    }
    let same_job = |other: &RosterRow| {
        other.has_left() == row.has_left()
            && agree(row.hire, other.hire)
            && other.unit == row.unit
            && (other.city == row.city || other.city.is_none() || row.city.is_none())
            && other.cover == row.cover
    };
    if let Some(first) = shown().find(|(p, _, other)| *p < place && same_job(other)) {
        return (Action::Duplicate, at(Some(first)));
    }
    if row.has_left() {
        let later = shown().find(|(_, _, other)| match (other.hire, row.leave) {
            (Some(hire), Some(leave)) => hire.month() >= leave.month() && !agree(row.hire, other.hire),
            _ => false,
        });
        return match later {
            Some(found) => (Action::ImportEarlierJob, at(Some(found))),
            None => (Action::ImportLeft, None),
        };
    }
    (Action::Import, None)
}

/// Two dates that can be the same; a missing one agrees with any.
fn agree(one: Option<shebao_rules::day::Day>, other: Option<shebao_rules::day::Day>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.agrees_with(other),
        _ => true,
    }
}
