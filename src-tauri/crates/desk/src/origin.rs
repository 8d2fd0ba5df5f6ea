//! 来源 — the imported cell a stored value came from.

use std::collections::BTreeMap;

use shebao_rules::month::Month;
use shebao_store::{Origin, View};

use crate::error::Outcome;
use crate::wire::unit::Origin as Cell;

/// Sheet rows of the book by id, read once for a list.
pub(crate) struct Origins<'v> {
    view: View<'v>,
    sheets: BTreeMap<i64, Option<Sheet>>,
}

struct Sheet {
    file: String,
    name: String,
    columns: serde_json::Value,
}

impl<'v> Origins<'v> {
    pub(crate) fn of(view: View<'v>) -> Outcome<Self> {
        Ok(Self { view, sheets: BTreeMap::new() })
    }

    /// The cell of a value: its sheet and row, and the column that the import mapped to `field`.
    pub(crate) fn find(&mut self, origin: Option<Origin>, field: Option<&str>) -> Outcome<Option<Cell>> {
        let Some(origin) = origin else { return Ok(None) };
        let Some(sheet) = self.sheet(origin.sheet_id)? else { return Ok(None) };
        let column = field.and_then(|f| sheet.columns.get(f)).and_then(serde_json::Value::as_str);
        Ok(Some(Cell {
            file: sheet.file.clone(),
            sheet: sheet.name.clone(),
            row: u32::try_from(origin.row).unwrap_or_default(),
            column: column.map(str::to_owned),
        }))
    }

    /// The cell of a declared base: the column 申报基数, or where one row has both kinds 社保基数 or 公积金基数.
    pub(crate) fn find_base(&mut self, origin: Option<Origin>, of_fund: bool) -> Outcome<Option<Cell>> {
        match self.find(origin, Some("base"))? {
            Some(cell) if cell.column.is_none() => {
                self.find(origin, Some(if of_fund { "fund_base" } else { "social_base" }))
            }
            found => Ok(found),
        }
    }

    fn sheet(&mut self, id: i64) -> Outcome<Option<&Sheet>> {
        if !self.sheets.contains_key(&id) {
            let read = match self.view.sheet(id)? {
                None => None,
                Some(sheet) => self.view.batch(sheet.batch_id)?.map(|batch| Sheet {
                    file: batch.file_name.clone(),
                    name: sheet.sheet.clone(),
                    columns: sheet.columns.clone(),
                }),
            };
            self.sheets.insert(id, read);
        }
        Ok(self.sheets.get(&id).and_then(Option::as_ref))
    }
}

/// 凭据出处 of a month's 对账: cells by their origin, and the rows of its lists. Those are read when the first is asked for, since
/// mostly lists agree and none is.
pub(crate) struct Documents<'v> {
    cells: Origins<'v>,
    month: Month,
    records: Option<BTreeMap<i64, Vec<Origin>>>,
}

impl<'v> Documents<'v> {
    pub(crate) fn of(view: View<'v>, month: Month) -> Outcome<Self> {
        Ok(Self { cells: Origins::of(view)?, month, records: None })
    }

    /// The cell of an origin.
    pub(crate) fn cell(&mut self, origin: Option<Origin>) -> Outcome<Option<Cell>> {
        self.cells.find(origin, None)
    }

    /// The rows that a record came from.
    pub(crate) fn rows_of(&mut self, record: i64) -> Outcome<Vec<Origin>> {
        let records = match &mut self.records {
            Some(records) => records,
            none => none.insert(self.cells.view.listed_origins(self.month.previous(), self.month)?),
        };
        Ok(records.get(&record).cloned().unwrap_or_default())
    }
}
