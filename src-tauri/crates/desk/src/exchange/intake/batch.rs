//! 批次 — what was taken in, and taking a whole batch back.

use serde_json::Value;
use shebao_documents::recognise::Kind;
use shebao_store::{BatchState, ImportBatch, Stored};

use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::wire::exchange::BatchView;
use crate::wire::journal::Undone;
use crate::wire::small;
use crate::{Moment, read};

impl Desk {
    /// 导入批次, newest first.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn exchange_batches(&self) -> Outcome<Vec<BatchView>> {
        let view = self.view();
        let (mut batches, unnamed) = (Vec::new(), self.unnamed_words()?);
        for batch in view.batches()? {
            let sheets = view.sheets(batch.id)?;
            let count = |of: fn(&shebao_store::ImportSheet) -> i64| {
                u32::try_from(sheets.iter().map(|s| of(s)).sum::<i64>()).unwrap_or_default()
            };
            batches.push(BatchView {
                id: small(batch.id),
                file: unnamed.veil(batch.file_name.clone()),
                time: batch.imported_at.format("%Y-%m-%d %H:%M").to_string(),
                kind: batch.kinds.clone(),
                accepted: count(|s| s.accepted),
                rejected: count(|s| s.rejected),
                undone: batch.state == BatchState::Undone,
            });
        }
        batches.sort_by_key(|b| std::cmp::Reverse(b.id));
        Ok(batches)
    }

    /// 撤销一个批次 as a whole.
    ///
    /// # Errors
    /// [`Code::UnknownRecord`], [`Code::UndoBlocked`] naming the later changes or closed months.
    pub fn exchange_undo(&mut self, batch: i64, now: Moment) -> Outcome<Undone> {
        let found: Stored<ImportBatch> =
            self.view().batch(batch)?.ok_or_else(|| Failure::new(Code::UnknownRecord).with("what", "导入批次"))?;
        self.undo(Some(found.action_seq), now)
    }

    /// 已存的行 of a kind, each with where it came from (`exchange rows`). What is worked out from rows (the months of
    /// a 补差, how long a claim waits) is worked out as of `now`.
    ///
    /// # Errors
    /// The book cannot be read; [`Code::InvalidInput`] for a kind or a month that is none.
    pub fn exchange_rows(&self, kind: &str, unit: Option<&str>, month: Option<&str>, now: Moment) -> Outcome<Value> {
        let wanted = read::month_or_none(month, "月份")?;
        if kind.parse::<Kind>().is_err() {
            return Err(read::invalid("种类", &Kind::ALL.map(Kind::id).join("、")));
        }
        match kind {
            "bank_statement" => return self.bank_rows(unit, wanted),
            "claims" => return self.claim_rows(unit, wanted, now.date()),
            _ => {}
        }
        if let Some(rows) = self.agency_rows(kind, unit, month)? {
            return Ok(serde_json::json!({ "rows": rows }));
        }
        if let Some(rows) = self.fact_rows(kind, unit, wanted)? {
            return Ok(serde_json::json!({ "rows": rows }));
        }
        let (view, unnamed, people) = (self.view(), self.unnamed()?, self.employees_by_id()?);
        let mut rows = Vec::new();
        for sheet in view.sheets_of_kind(kind)? {
            let batch = view.batch(sheet.batch_id)?;
            let Some(batch) = batch.filter(|b| b.state == BatchState::Active) else { continue };
            if month.is_some_and(|m| sheet.month.is_none_or(|own| own.to_string() != m)) {
                continue;
            }
            for row in view.import_rows(sheet.id)? {
                // What a row says of somebody who may not be named now is not told.
                let away = row.employee_id.filter(|id| unnamed.contains(id)).and_then(|id| people.get(&id));
                let mut stored = away.map_or_else(
                    || row.detail.clone(),
                    |person| serde_json::json!({ "employee_no": person.employee_no, "name": person.name }),
                );
                if let Value::Object(fields) = &mut stored {
                    let origin = serde_json::json!({ "file": batch.file_name, "sheet": sheet.sheet, "row": row.row });
                    fields.insert("origin".to_owned(), origin);
                    fields.insert("month".to_owned(), serde_json::json!(sheet.month));
                }
                rows.push(stored);
            }
        }
        self.add_wages(kind, unit, wanted, now.date(), &mut rows)?;
        Ok(serde_json::json!({ "rows": rows }))
    }
}
