//! 当时的事实 — covers and declared bases as they stood when something was done: the rows of today, with what the journal says was
//! done to them since taken back.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use shebao_rules::cover::Cover;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;

use crate::act::Action;
use crate::book::Book;
use crate::error::{Result, StoreError};
use crate::image::{RowChange, RowValues};

/// 当时的事实 of one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactsThen {
    /// 参保关系, by their ids.
    pub covers: Vec<Cover>,
    /// 申报基数, by their ids.
    pub bases: Vec<Yuan>,
}

/// Rows of one table by their ids.
type Rows = BTreeMap<i64, RowValues>;

impl Book {
    /// 当时的事实 of some people, as they stood right after the newest action of this name on this object; none where there
    /// was no such action. What was forgotten of somebody is known neither now nor then.
    ///
    /// # Errors
    /// If the book cannot be read.
    pub fn facts_after(&self, done: &Action<'_>, people: &BTreeSet<i64>) -> Result<BTreeMap<i64, FactsThen>> {
        let sql =
            "SELECT seq FROM journal WHERE seq = action_seq AND action = ?1 AND object = ?2 ORDER BY seq DESC LIMIT 1";
        let seq: Option<i64> = self.view().first(sql, (done.action, done.object), |c| c.plain())?;
        let Some(seq) = seq else { return Ok(BTreeMap::new()) };
        people.iter().map(|person| Ok((*person, self.facts_of(*person, seq)?))).collect()
    }

    fn facts_of(&self, person: i64, seq: i64) -> Result<FactsThen> {
        let (mut covers, mut bases) = (self.covers_now(person)?, self.bases_now(person)?);
        for entry in self.rows_of_person_after(person, seq)? {
            for change in entry.changes.iter().rev() {
                match change.table.as_str() {
                    "enrollment" => take_back(&mut covers, change)?,
                    "declared_base" => take_back(&mut bases, change)?,
                    _ => {}
                }
            }
        }
        let amount = |row: &RowValues| number(row, "amount").map(Yuan::from_fen).ok_or(StoreError::Damaged("journal"));
        Ok(FactsThen {
            covers: covers.iter().map(cover).collect::<Result<_>>()?,
            bases: bases.values().map(amount).collect::<Result<_>>()?,
        })
    }

    fn covers_now(&self, person: i64) -> Result<Rows> {
        let sql = "SELECT id, unit_id, scope, first_month, last_month, first_month_late FROM enrollment WHERE employee_id = ?1";
        let rows = self.view().rows(sql, [person], |c| {
            let id = c.plain()?;
            let (unit, scope): (i64, String) = (c.plain()?, c.plain()?);
            let (first, last): (i64, Option<i64>) = (c.plain()?, c.plain()?);
            let values = [
                ("unit_id", unit.into()),
                ("scope", scope.into()),
                ("first_month", first.into()),
                ("last_month", last.into()),
                ("first_month_late", c.plain::<i64>()?.into()),
            ];
            Ok((id, values.map(|(name, value): (&str, Value)| (name.to_owned(), value)).into()))
        })?;
        Ok(rows.into_iter().collect())
    }

    fn bases_now(&self, person: i64) -> Result<Rows> {
        let sql = "SELECT id, amount FROM declared_base WHERE employee_id = ?1";
        let rows = self.view().rows(sql, [person], |c| {
            Ok((c.plain()?, RowValues::from([("amount".to_owned(), c.plain::<i64>()?.into())])))
        })?;
        Ok(rows.into_iter().collect())
    }
}

/// Puts one row back to what it was before a change.
fn take_back(rows: &mut Rows, change: &RowChange) -> Result<()> {
    let id = number(&change.key, "id").ok_or(StoreError::Damaged("journal"))?;
    match &change.before {
        None => drop(rows.remove(&id)),
        Some(before) => rows.entry(id).or_default().extend(before.clone()),
    }
    Ok(())
}

fn cover((id, row): (&i64, &RowValues)) -> Result<Cover> {
    let damaged = || StoreError::Damaged("journal");
    let month = |name| number(row, name).map(|compact| Month::from_compact(compact).map_err(|_| damaged())).transpose();
    let scope = row.get("scope").and_then(Value::as_str).and_then(|text| text.parse().ok());
    Ok(Cover {
        id: *id,
        unit: number(row, "unit_id").ok_or_else(damaged)?,
        scope: scope.ok_or_else(damaged)?,
        first: month("first_month")?.ok_or_else(damaged)?,
        last: month("last_month")?,
        first_month_late: number(row, "first_month_late") == Some(1),
    })
}

fn number(row: &RowValues, name: &str) -> Option<i64> {
    row.get(name).and_then(Value::as_i64)
}
