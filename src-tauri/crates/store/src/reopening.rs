//! 重新打开月份 — taking the seal off a locked month: what stood under it is kept beside it as reversed, never overwritten.

use rusqlite::params;
use serde::Serialize;
use serde_json::{Value, json};
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;

use crate::act::Tx;
use crate::contribution::{COLUMNS, ContributionLine, insert_line, read as read_line};
use crate::error::{Result, StoreError};
use crate::month::MonthPhase;
use crate::row::{Moment, Stored, moment_text};
use crate::seal::Seal;
use crate::view::View;

/// 重新打开 — a seal that was taken off, with what was reversed by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reopening {
    /// The month that was locked.
    pub month: Month,
    /// Place of its seal in the chain.
    pub seal_seq: i64,
    /// When.
    pub reopened_at: Moment,
    /// By whom.
    pub user: String,
    /// 原因.
    pub reason: String,
    /// How many lines were reversed.
    pub lines: i64,
    /// 单位部分 that was reversed.
    pub employer: Yuan,
    /// 个人部分 that was reversed.
    pub employee: Yuan,
}

impl View<'_> {
    /// Every reopening in effect, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn reopenings(&self) -> Result<Vec<Stored<Reopening>>> {
        let sql = "SELECT id, month, seal_seq, reopened_at, user, reason, lines, employer, employee
            FROM month_reopening ORDER BY id";
        self.rows(sql, [], |c| {
            Ok(Stored {
                id: c.plain()?,
                row: Reopening {
                    month: c.month()?,
                    seal_seq: c.plain()?,
                    reopened_at: c.moment()?,
                    user: c.plain()?,
                    reason: c.plain()?,
                    lines: c.plain()?,
                    employer: c.yuan()?,
                    employee: c.yuan()?,
                },
            })
        })
    }

    /// The lines a seal covered, as they stood when it was taken off.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn reversed_lines(&self, seal_seq: i64) -> Result<Vec<ContributionLine>> {
        let sql = format!("SELECT {COLUMNS} FROM sealed_line WHERE seal_seq = ?1 ORDER BY place");
        self.rows(&sql, [seal_seq], read_line)
    }

    /// The files a month was worked from: taken-in sheets that speak of it or gave its records, and papers issued for it.
    pub(crate) fn files_of(&self, month: Month) -> Result<Value> {
        let sql = "SELECT 'import', b.file_hash FROM import_batch b JOIN import_sheet s ON s.batch_id = b.id
            WHERE b.state = 'active' AND (s.month = ?1
              OR EXISTS (SELECT 1 FROM agency_record a WHERE a.origin_sheet_id = s.id AND a.booked = ?1)
              OR EXISTS (SELECT 1 FROM bank_line l WHERE l.origin_sheet_id = s.id AND substr(l.day, 1, 7) = ?2))
            UNION SELECT 'paper', sha256 FROM statement WHERE to_month = ?1 ORDER BY 1, 2";
        let files = self.rows(sql, (month.compact(), month.to_string()), |c| {
            Ok(json!({ "kind": c.plain::<String>()?, "sha256": c.plain::<String>()? }))
        })?;
        Ok(Value::Array(files))
    }

    /// Whether the book still knows every file that a seal names.
    pub(crate) fn files_there(&self, seal: &Seal) -> Result<bool> {
        let files = seal.documents.as_ref().and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let sql = "SELECT EXISTS (SELECT 1 FROM import_batch WHERE file_hash = ?1)
            OR EXISTS (SELECT 1 FROM statement WHERE sha256 = ?1)";
        for file in files {
            let hash = file.get("sha256").and_then(Value::as_str).unwrap_or_default();
            if self.number(sql, [hash])? == 0 {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

impl Tx<'_> {
    /// Opens a locked month again: its lines are kept as reversed under the seal they had, and it becomes a draft.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if the month is not locked, [`StoreError::Damaged`] if it is no longer what its seal says:
    /// nothing is reversed that was not sealed.
    pub fn reopen_month(&mut self, month: Month, reason: &str) -> Result<Reopening> {
        if self.month_phase(month)? != MonthPhase::Locked {
            return Err(StoreError::NotFound("locked month"));
        }
        let seal = self.newest_seal(month)?.ok_or(StoreError::Damaged("seal"))?;
        let lines = self.sealed_lines(month)?;
        if self.digest(&seal, &lines)? != seal.digest {
            return Err(StoreError::Damaged("seal"));
        }
        self.keep_sealed(seal.id, &lines)?;
        let reopening = Reopening {
            month,
            seal_seq: seal.id,
            reopened_at: self.now(),
            user: self.user().name.clone(),
            reason: reason.to_owned(),
            lines: i64::try_from(lines.len()).map_err(|_| StoreError::Internal("reopening"))?,
            employer: lines.iter().filter_map(|line| line.employer).sum(),
            employee: lines.iter().filter_map(|line| line.employee).sum(),
        };
        self.insert(
            "INSERT INTO month_reopening (month, seal_seq, reopened_at, user, reason, lines, employer, employee)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                month.compact(),
                reopening.seal_seq,
                moment_text(reopening.reopened_at),
                reopening.user,
                reopening.reason,
                reopening.lines,
                reopening.employer.fen(),
                reopening.employee.fen(),
            ],
        )?;
        self.set_month_phase(month, MonthPhase::Draft, None)?;
        Ok(reopening)
    }

    /// Keeps the lines of a seal; a seal that was taken off before, and put on again by undo, has them already.
    fn keep_sealed(&mut self, seal_seq: i64, lines: &[ContributionLine]) -> Result<()> {
        self.changed_unjournaled();
        let copy = format!(
            "INSERT OR IGNORE INTO sealed_line (seal_seq, place, {COLUMNS})
             SELECT ?1, ?2, {COLUMNS} FROM contribution
             WHERE month = ?3 AND employee_id = ?4 AND insurance = ?5 AND unit_id = ?6 AND kind = ?7 AND seq = ?8"
        );
        for (place, line) in lines.iter().enumerate() {
            let place = i64::try_from(place).map_err(|_| StoreError::Internal("reopening"))?;
            let key = (line.month.compact(), line.employee_id, line.insurance.id());
            let (month, employee, insurance) = key;
            let kind = line.kind.id();
            self.write(&copy, params![seal_seq, place, month, employee, insurance, line.unit_id, kind, line.seq])?;
        }
        Ok(())
    }

    /// Puts back the lines of months that an undo has just locked again, where a draft had replaced them. Gives the
    /// months that cannot be what their seal says any more.
    pub(crate) fn put_back_sealed(&mut self, months: &[Month]) -> Result<Vec<Month>> {
        let mut altered = Vec::new();
        for month in months {
            let Some(seal) = self.newest_seal(*month)? else { continue };
            if self.digest(&seal, &self.sealed_lines(*month)?)? == seal.digest {
                continue;
            }
            let lines = self.reversed_lines(seal.id)?;
            self.clear_contributions(*month, None)?;
            self.changed_unjournaled();
            let mut insert = self.conn().prepare_cached(&crate::contribution::insert_sql())?;
            for line in lines.iter().filter(|line| line.kind == crate::ContributionKind::Regular) {
                insert_line(&mut insert, line)?;
            }
            drop(insert);
            if self.digest(&seal, &self.sealed_lines(*month)?)? != seal.digest {
                altered.push(*month);
            }
        }
        Ok(altered)
    }
}
