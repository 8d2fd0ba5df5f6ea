//! 核验 — whether the file, its references and the journal's chain are what was written.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::book::Book;
use crate::error::{Result, StoreError};
use crate::heading::Headings;
use crate::journal::{self, Link, START};
use crate::keys::{Keys, RecoveryCode};

/// 日志位置 — number and short code of the newest row; an anchor when printed or kept elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalHead {
    /// Number of the row.
    pub seq: i64,
    /// The beginning of its mac, as printed: `K7QM-2F9D`.
    pub code: String,
}

impl JournalHead {
    fn of(seq: i64, mac: &[u8]) -> Result<Self> {
        let start: [u8; 5] = mac.first_chunk().copied().ok_or(StoreError::Damaged("journal"))?;
        Ok(Self { seq, code: RecoveryCode::short(&start)? })
    }
}

/// 核验结果 — something that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What is wrong, as an identifier.
    pub code: &'static str,
    /// Where: a table, a row number of the journal, a month; never a value.
    pub place: String,
}

impl Finding {
    pub(crate) fn new(code: &'static str, place: impl ToString) -> Self {
        Self { code, place: place.to_string() }
    }
}

impl Book {
    /// Where the journal stands.
    ///
    /// # Errors
    /// If the book cannot be read.
    pub fn journal_head(&self) -> Result<JournalHead> {
        head(self.parts().0)
    }

    /// 日志核验 — walks the whole chain; `anchors` are heads noted earlier and elsewhere.
    ///
    /// # Errors
    /// If the book cannot be read.
    pub fn verify_journal(&self, anchors: &[JournalHead]) -> Result<Vec<Finding>> {
        let (conn, _, keys, _) = self.parts();
        let mut findings = chain(conn, keys, anchors)?;
        findings.extend(headings(conn)?);
        Ok(findings)
    }

    /// 账本核验 — every page, every reference, the journal, that no line hangs in the air, and every
    /// closed month against its seal. Empty: all is right.
    ///
    /// # Errors
    /// If the book cannot be read at all.
    pub fn check(&self) -> Result<Vec<Finding>> {
        let conn = self.parts().0;
        let mut findings = file(conn)?;
        findings.extend(self.verify_journal(&self.backup_heads())?);
        findings.extend(lines(conn)?);
        findings.extend(self.view().seal_findings()?);
        findings.extend(self.unforgotten()?);
        Ok(findings)
    }
}

pub(crate) fn head(conn: &Connection) -> Result<JournalHead> {
    let (seq, mac) = journal::newest(conn)?;
    JournalHead::of(seq, &mac)
}

/// Every page by its own mac, then the engine's structure, then references.
pub(crate) fn file(conn: &Connection) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let texts = |sql: &str| -> Result<Vec<String>> {
        let mut statement = conn.prepare(sql)?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    };
    findings.extend(texts("PRAGMA cipher_integrity_check")?.into_iter().map(|_| Finding::new("page_damaged", "file")));
    match texts("PRAGMA integrity_check") {
        Ok(found) => {
            findings.extend(found.iter().filter(|t| *t != "ok").map(|_| Finding::new("structure_damaged", "file")));
        }
        Err(StoreError::Damaged(_)) => findings.push(Finding::new("structure_damaged", "file")),
        Err(other) => return Err(other),
    }
    let mut broken = conn.prepare("PRAGMA foreign_key_check")?;
    let mut rows = broken.query([])?;
    while let Some(row) = rows.next()? {
        findings.push(Finding::new("reference_broken", row.get::<_, String>(0)?));
    }
    Ok(findings)
}

/// The journal's chain: no gap, every mac right, nothing cut off at the end that an anchor or the engine remembers.
pub(crate) fn chain(conn: &Connection, keys: &Keys, anchors: &[JournalHead]) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut statement = conn.prepare(
        "SELECT seq, time, user, role, action, object, action_seq, employee_id, undoes, payload, prev, mac
         FROM journal ORDER BY seq",
    )?;
    let mut rows = statement.query([])?;
    let (mut last, mut before) = (0, START.to_vec());
    while let Some(row) = rows.next()? {
        let text = |at: usize| row.get_ref(at)?.as_str().map_err(|_| StoreError::Damaged("journal"));
        let blob = |at: usize| row.get_ref(at)?.as_blob().map_err(|_| StoreError::Damaged("journal"));
        let link = Link {
            seq: row.get(0)?,
            time: text(1)?,
            user: text(2)?,
            role: text(3)?,
            action: text(4)?,
            object: text(5)?,
            action_seq: row.get(6)?,
            employee_id: row.get(7)?,
            undoes: row.get(8)?,
            payload: blob(9)?.into(),
            prev: blob(10)?.into(),
        };
        let mac = blob(11)?;
        if link.seq != last + 1 || *link.prev != *before {
            findings.push(Finding::new("journal_gap", link.seq));
        }
        if link.mac(&keys.audit)? != mac {
            findings.push(Finding::new("journal_altered", link.seq));
        }
        for anchor in anchors.iter().filter(|a| a.seq == link.seq) {
            if JournalHead::of(link.seq, mac)? != *anchor {
                findings.push(Finding::new("journal_rewritten", link.seq));
            }
        }
        last = link.seq;
        before = mac.to_vec();
    }
    let sql = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'journal'";
    let remembered: i64 = conn.query_row(sql, [], |row| row.get(0))?;
    let furthest = anchors.iter().map(|a| a.seq).fold(remembered, i64::max);
    if furthest != last {
        findings.push(Finding::new("journal_cut", last));
    }
    Ok(findings)
}

/// Every heading that payloads name is the one they mean.
fn headings(conn: &Connection) -> Result<Vec<Finding>> {
    match Headings::of(conn) {
        Ok(_) => Ok(Vec::new()),
        Err(StoreError::Damaged(_)) => Ok(vec![Finding::new("journal_altered", "journal_heading")]),
        Err(other) => Err(other),
    }
}

/// 应缴明细 whose amounts and status do not fit together.
fn lines(conn: &Connection) -> Result<Vec<Finding>> {
    let sql = "SELECT DISTINCT month FROM contribution
        WHERE (status = 'unconfirmed') <> (employer IS NULL) OR (employer IS NULL) <> (employee IS NULL)
        OR kind = 'regular' AND (employer < employer_fixed OR employee < employee_fixed)";
    let mut statement = conn.prepare(sql)?;
    let months = statement.query_map([], |row| row.get::<_, i64>(0))?;
    months.map(|month| Ok(Finding::new("line_inconsistent", month?))).collect()
}
