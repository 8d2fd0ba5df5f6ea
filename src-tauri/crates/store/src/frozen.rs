//! 封存 — people of whom nothing is done any more but keeping and protecting their data, and until when that is due.

use chrono::NaiveDate;
use serde::Serialize;
use shebao_rules::day::Day;
use shebao_rules::month::Month;

use crate::act::Tx;
use crate::error::Result;
use crate::row::Columns;
use crate::view::View;

/// 封存记录.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Frozen {
    /// Who.
    pub employee_id: i64,
    /// 封存日期.
    pub since: NaiveDate,
    /// 封存原因.
    pub reason: String,
}

/// 离职后的最后记录 — what of a person decides until when her data are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LastTraces {
    /// Who.
    pub employee_id: i64,
    /// Whether a spell of employment or a cover still runs.
    pub running: bool,
    /// 最后离职日期; a month where no more is known.
    pub left: Option<Day>,
    /// The last month of cover, and of a line.
    pub last_month: Option<Month>,
}

fn read(c: &mut Columns<'_, '_>) -> Result<Frozen> {
    Ok(Frozen { employee_id: c.plain()?, since: c.date()?, reason: c.plain()? })
}

/// Frozen people of whom a kept file has a row, or whose name or number stands in one: a bank's line, a refused row.
const IN_DOCUMENT: &str = "WITH sheets AS (SELECT s.id FROM import_batch b JOIN import_sheet s ON s.batch_id = b.id
      WHERE b.document_id = ?1),
    texts AS (SELECT file_name AS text FROM import_batch WHERE document_id = ?1
      UNION ALL SELECT detail FROM import_row WHERE sheet_id IN sheets
      UNION ALL SELECT message FROM import_row WHERE sheet_id IN sheets AND message <> ''
      UNION ALL SELECT ifnull(counterparty, '') || ' ' || ifnull(counterparty_account, '') || ' ' || ifnull(summary, '')
        || ' ' || ifnull(remark, '') FROM bank_line WHERE origin_sheet_id IN sheets)
    SELECT f.employee_id FROM frozen f JOIN employee e ON e.id = f.employee_id
    WHERE f.employee_id IN (SELECT employee_id FROM import_row WHERE sheet_id IN sheets
        UNION SELECT employee_id FROM agency_record WHERE origin_sheet_id IN sheets
        UNION SELECT employee_id FROM wage WHERE origin_sheet_id IN sheets)
      OR EXISTS (SELECT 1 FROM texts WHERE length(e.name) > 1 AND instr(text, e.name) > 0
        OR length(e.id_number) > 6 AND instr(text, e.id_number) > 0)
    ORDER BY f.employee_id";

impl View<'_> {
    /// Everybody who is frozen.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn frozen(&self) -> Result<Vec<Frozen>> {
        self.rows("SELECT employee_id, since, reason FROM frozen ORDER BY employee_id", [], read)
    }

    /// Whether a person is frozen.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn frozen_person(&self, employee_id: i64) -> Result<Option<Frozen>> {
        self.first("SELECT employee_id, since, reason FROM frozen WHERE employee_id = ?1", [employee_id], read)
    }

    /// 封存人员 named in a kept file, by id.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn frozen_in_document(&self, document_id: i64) -> Result<Vec<i64>> {
        self.rows(IN_DOCUMENT, [document_id], |c| c.plain())
    }

    /// The last traces of everybody.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn last_traces(&self) -> Result<Vec<LastTraces>> {
        // Who serves still leaves no last trace, and nearly everybody is.
        let sql = "WITH person AS MATERIALIZED (SELECT e.id AS id,
              EXISTS (SELECT 1 FROM employment s WHERE s.employee_id = e.id AND s.left_on IS NULL)
              OR EXISTS (SELECT 1 FROM enrollment r WHERE r.employee_id = e.id AND r.last_month IS NULL) AS running
              FROM employee e)
            SELECT id, running,
              CASE WHEN NOT running THEN (SELECT max(left_on) FROM employment s WHERE s.employee_id = person.id) END,
              CASE WHEN running THEN 0 ELSE
                max(ifnull((SELECT max(last_month) FROM enrollment r WHERE r.employee_id = person.id), 0),
                  ifnull((SELECT max(month) FROM contribution c WHERE c.employee_id = person.id), 0),
                  ifnull((SELECT max(pay_month) FROM wage w WHERE w.employee_id = person.id), 0)) END
            FROM person ORDER BY id";
        self.rows(sql, [], |c| {
            let (employee_id, running, left) = (c.plain()?, c.plain()?, c.word_or_none()?);
            let month: i64 = c.plain()?;
            Ok(LastTraces { employee_id, running, left, last_month: Month::from_compact(month).ok() })
        })
    }
}

impl Tx<'_> {
    /// 封存 a person.
    ///
    /// # Errors
    /// [`crate::StoreError::Duplicate`] if she is frozen already.
    pub fn freeze(&mut self, frozen: &Frozen) -> Result<()> {
        let sql = "INSERT INTO frozen (employee_id, since, reason) VALUES (?1, ?2, ?3)";
        self.write(sql, (frozen.employee_id, frozen.since.to_string(), &frozen.reason)).map(|_| ())
    }

    /// 解除封存.
    ///
    /// # Errors
    /// [`crate::StoreError::NotFound`] if she is not frozen.
    pub fn unfreeze(&mut self, employee_id: i64) -> Result<()> {
        self.change("frozen person", "DELETE FROM frozen WHERE employee_id = ?1", [employee_id])
    }
}
