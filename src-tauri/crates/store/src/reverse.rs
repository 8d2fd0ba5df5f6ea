//! 行回退 — putting rows back to what they were before an action.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use rusqlite::params_from_iter;
use rusqlite::types::Value as Cell;
use serde_json::Value;
use shebao_rules::month::Month;

use crate::act::Tx;
use crate::error::{Blocker, Result, StoreError};
use crate::image::{RowChange, RowValues};
use crate::month::MonthPhase;

/// One row of one table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RowKey {
    table: String,
    key: String,
}

impl RowKey {
    pub(crate) fn of(change: &RowChange) -> Self {
        Self { table: change.table.clone(), key: key_text(&change.key) }
    }
}

/// The key's columns in alphabetical order, which is the order of the map.
fn key_text(key: &RowValues) -> String {
    serde_json::to_string(key).unwrap_or_default()
}

/// Whether a row is as the action left it.
pub(crate) fn stands_as_left(change: &RowChange, current: Option<&RowValues>) -> bool {
    match (&change.after, current) {
        (None, None) => true,
        (Some(after), Some(row)) if change.before.is_some() => {
            after.iter().all(|(name, value)| row.get(name) == Some(value))
        }
        (Some(after), Some(row)) => row.iter().all(|(name, value)| after.get(name).unwrap_or(&Value::Null) == value),
        _ => false,
    }
}

fn cell(value: &Value) -> Result<Cell> {
    match value {
        Value::Null => Ok(Cell::Null),
        Value::String(text) => Ok(Cell::Text(text.clone())),
        Value::Number(n) => n.as_i64().map(Cell::Integer).ok_or(StoreError::Damaged("journal")),
        Value::Bool(_) | Value::Array(_) | Value::Object(_) => Err(StoreError::Damaged("journal")),
    }
}

fn cells<'a>(values: impl Iterator<Item = &'a Value>) -> Result<Vec<Cell>> {
    values.map(cell).collect()
}

/// `"a" = ?1 AND "b" = ?2`
fn where_key(key: &RowValues) -> String {
    let parts: Vec<String> = key.keys().enumerate().map(|(at, name)| format!("\"{name}\" = ?{}", at + 1)).collect();
    parts.join(" AND ")
}

impl Tx<'_> {
    /// The row of a journaled table as it stands now.
    pub(crate) fn journaled_row(&self, change: &RowChange) -> Result<Option<RowValues>> {
        let table = self.tracked(&change.table)?;
        let names: Vec<String> = table.columns.iter().map(|c| format!("\"{c}\"")).collect();
        let sql = format!("SELECT {} FROM {} WHERE {}", names.join(", "), table.name, where_key(&change.key));
        let params = params_from_iter(cells(change.key.values())?);
        self.first(&sql, params, |c| {
            let mut row = RowValues::new();
            for name in &table.columns {
                let value = match c.plain::<Cell>()? {
                    Cell::Null => Value::Null,
                    Cell::Integer(n) => n.into(),
                    Cell::Text(t) => t.into(),
                    Cell::Real(_) | Cell::Blob(_) => return Err(StoreError::Damaged("value")),
                };
                row.insert(name.clone(), value);
            }
            Ok(row)
        })
    }

    /// Puts every row back. First all rows that the action left go, then all rows that it found come: no order of
    /// unique values or references can stand in the way.
    pub(crate) fn reverse(&mut self, changes: &[RowChange], current: &[Option<RowValues>]) -> Result<()> {
        self.write("PRAGMA defer_foreign_keys = ON", [])?;
        for change in changes.iter().filter(|c| c.after.is_some()) {
            self.tracked(&change.table)?;
            let sql = format!("DELETE FROM {} WHERE {}", change.table, where_key(&change.key));
            self.write(&sql, params_from_iter(cells(change.key.values())?))?;
        }
        for (change, current) in changes.iter().zip(current) {
            let Some(before) = &change.before else { continue };
            let mut row = current.clone().unwrap_or_default();
            row.extend(before.clone());
            let columns = &self.tracked(&change.table)?.columns;
            if row.keys().any(|name| !columns.contains(name)) {
                return Err(StoreError::Damaged("journal"));
            }
            let names: Vec<String> = row.keys().map(|name| format!("\"{name}\"")).collect();
            let marks: Vec<String> = (1..=row.len()).map(|at| format!("?{at}")).collect();
            let sql = format!("INSERT INTO {} ({}) VALUES ({})", change.table, names.join(", "), marks.join(", "));
            self.write(&sql, params_from_iter(cells(row.values())?))?;
        }
        self.clear_lines_of_vanished(changes)
    }

    /// Draft lines of people and units that are no longer there: derived, and computed again at will.
    fn clear_lines_of_vanished(&mut self, changes: &[RowChange]) -> Result<()> {
        for change in vanished(changes) {
            let Some(id) = change.key.get("id").and_then(Value::as_i64) else { continue };
            match change.table.as_str() {
                "employee" => self.write("DELETE FROM contribution WHERE employee_id = ?1", [id])?,
                "unit" => self.write("DELETE FROM contribution WHERE unit_id = ?1", [id])?,
                _ => 0,
            };
        }
        Ok(())
    }

    /// What still refers to rows that are no longer there: journaled rows, and papers that were printed.
    pub(crate) fn left_hanging(&self, changes: &[RowChange]) -> Result<(BTreeSet<RowKey>, Vec<Blocker>)> {
        let (mut rows, mut papers) = (BTreeSet::new(), BTreeMap::new());
        let mut children: BTreeMap<&str, Vec<(String, String)>> = BTreeMap::new();
        for change in vanished(changes) {
            let Some(id) = change.key.get("id").and_then(Value::as_i64) else { continue };
            let children = match children.entry(&change.table) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => new.insert(self.children(&change.table)?),
            };
            for (child, column) in children {
                if child == "statement" {
                    let sql = "SELECT s.action_seq, j.action FROM statement s JOIN journal j ON j.seq = s.action_seq
                        WHERE s.employee_id = ?1";
                    papers.extend(self.rows(sql, [id], |c| Ok((c.plain::<i64>()?, c.plain::<String>()?)))?);
                } else if self.tracked(child).is_ok() {
                    rows.extend(self.referring(child, column, id)?);
                }
            }
        }
        let papers = papers.into_iter().map(|(action_seq, action)| Blocker::Action { action_seq, action });
        Ok((rows, papers.collect()))
    }

    /// The rows of a journaled table that refer to an id.
    fn referring(&self, child: &str, column: &str, id: i64) -> Result<Vec<RowKey>> {
        let table = self.tracked(child)?;
        let key = table.key.iter().filter_map(|at| table.columns.get(*at));
        let names: Vec<String> = key.map(|name| format!("'{name}', \"{name}\"")).collect();
        let sql = format!("SELECT json_object({}) FROM {child} WHERE \"{column}\" = ?1", names.join(", "));
        self.rows(&sql, [id], |c| {
            let key: RowValues = serde_json::from_value(c.json()?)?;
            Ok(RowKey { table: child.to_owned(), key: key_text(&key) })
        })
    }

    /// The tables and columns that refer to a table.
    fn children(&self, parent: &str) -> Result<Vec<(String, String)>> {
        let sql = "SELECT m.name, f.\"from\" FROM sqlite_schema m, pragma_foreign_key_list(m.name) f
            WHERE m.type = 'table' AND f.\"table\" = ?1";
        self.rows(sql, [parent], |c| Ok((c.plain()?, c.plain()?)))
    }
}

fn vanished(changes: &[RowChange]) -> impl Iterator<Item = &RowChange> {
    changes.iter().filter(|change| change.before.is_none())
}

/// 已锁定月份 that were computed from these rows.
pub(crate) fn locked_months(tx: &Tx<'_>, changes: &[RowChange]) -> Result<BTreeSet<Month>> {
    let states = tx.month_states()?;
    let locked: Vec<Month> = states.iter().filter(|s| s.phase == MonthPhase::Locked).map(|s| s.month).collect();
    let mut found = BTreeSet::new();
    if locked.is_empty() {
        return Ok(found);
    }
    for change in changes {
        let current = tx.journaled_row(change)?;
        found.extend(locked_above(tx, change, current.as_ref(), &locked)?);
    }
    Ok(found)
}

/// The locked months that one row stands under.
fn locked_above(tx: &Tx<'_>, change: &RowChange, current: Option<&RowValues>, locked: &[Month]) -> Result<Vec<Month>> {
    /// What of a person decides amounts.
    const DECISIVE: [&str; 6] = ["id_type", "birth", "sex", "hukou", "medical_tier", "position_class"];
    let states = [current, change.before.as_ref(), change.after.as_ref()];
    let number = |column: &str| states.iter().flatten().find_map(|row| row.get(column)).and_then(Value::as_i64);
    let starts = |column: &str| states.iter().flatten().filter_map(|row| row.get(column)?.as_i64()).min();
    let first = starts("first_month").or_else(|| starts("from_month")).unwrap_or(0);
    let from_first = || locked.iter().copied().filter(|month| month.compact() >= first).collect();
    match change.table.as_str() {
        "month_state" => Ok(locked.iter().copied().filter(|month| number("month") == Some(month.compact())).collect()),
        "unit" | "unit_setting" => Ok(from_first()),
        "true_up" | "back_payment" => {
            Ok(locked.iter().copied().filter(|month| number("booked_month") == Some(month.compact())).collect())
        }
        "policy_layer" if current.is_some() => closed_with_layer(tx, change),
        "employee" if change.before.is_some() && change.after.is_some() => {
            let decisive = change.after.iter().flatten().any(|(name, _)| DECISIVE.contains(&name.as_str()));
            if decisive { locked_with_lines(tx, number("id"), first) } else { Ok(Vec::new()) }
        }
        "employee" => locked_with_lines(tx, number("id"), first),
        "enrollment" | "declared_base" => locked_with_lines(tx, number("employee_id"), first),
        _ => Ok(Vec::new()),
    }
}

/// The locked months that a layer speaks of and that were closed after it was taken in.
fn closed_with_layer(tx: &Tx<'_>, change: &RowChange) -> Result<Vec<Month>> {
    let sql = "SELECT DISTINCT s.month FROM month_seal s JOIN month_state m ON m.month = s.month
        JOIN policy_layer l ON s.month >= l.first_month AND s.closed_at >= l.taken_at
        WHERE l.id = ?1 AND m.state = 'locked' AND m.seal = s.digest ORDER BY s.month";
    tx.rows(sql, [change.key.get("id").and_then(Value::as_i64)], |c| c.month())
}

fn locked_with_lines(tx: &Tx<'_>, employee_id: Option<i64>, first: i64) -> Result<Vec<Month>> {
    let sql = "SELECT DISTINCT c.month FROM contribution c JOIN month_state m ON m.month = c.month
        WHERE c.employee_id = ?1 AND c.month >= ?2 AND m.state = 'locked'";
    tx.rows(sql, (employee_id, first), |c| c.month())
}
