//! 应缴明细 — the assessed lines of a month, clustered by month, and the terms they were computed from.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::params;
use serde::Serialize;
use sha2::{Digest, Sha256};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::policy::Status;

use crate::act::Tx;
use crate::error::{Result, StoreError};
use crate::month::MonthPhase;
use crate::row::{Columns, Moment, Stored, fen, moment_text, words};
use crate::view::View;

words! {
    /// 明细种类.
    ContributionKind {
        /// 正常应缴.
        Regular = "regular" / "正常",
        /// 补缴.
        BackPayment = "back_payment" / "补缴",
        /// 补差.
        TrueUp = "true_up" / "补差",
    }
}

/// 应缴明细 — one line: person, period, insurance, unit and kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ContributionLine {
    /// 所属期.
    pub month: Month,
    /// Who.
    pub employee_id: i64,
    /// 险种.
    pub insurance: Insurance,
    /// 参保单位.
    pub unit_id: i64,
    /// 种类.
    pub kind: ContributionKind,
    /// 0, or counts further lines of the same kind.
    pub seq: i64,
    /// 申报月: one later than the period when the first month was declared late.
    pub booked_month: Month,
    /// The declared base it came from.
    pub base_id: Option<i64>,
    /// 申报基数.
    pub declared_base: Option<Yuan>,
    /// 缴费基数 after the clamp.
    pub base: Option<Yuan>,
    /// 单位应缴 incl. its fixed amount; none while unconfirmed.
    pub employer: Option<Yuan>,
    /// 个人应缴 incl. its fixed amount; none while unconfirmed.
    pub employee: Option<Yuan>,
    /// Of which fixed.
    pub employer_fixed: Yuan,
    /// Of which fixed.
    pub employee_fixed: Yuan,
    /// The weakest status among the values used.
    pub status: Status,
    /// Which part is missing while unconfirmed.
    pub gap: Option<String>,
    /// The terms it was computed from.
    pub rule_id: Option<i64>,
    /// What the clerk should know.
    pub note: Option<String>,
}

/// 测算 — a run that leaves a month's lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Run {
    /// 所属期.
    pub month: Month,
    /// One unit only, or all.
    pub unit_id: Option<i64>,
    /// With the knowledge of this day.
    pub known_on: NaiveDate,
    /// Hash over the lines it leaves.
    pub digest: String,
}

/// 测算记录 — a run that took place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RunRecord {
    /// What was run.
    pub run: Run,
    /// When.
    pub run_at: Moment,
    /// How many lines it left.
    pub lines: i64,
    /// 动作号.
    pub action_seq: i64,
}

pub(crate) const COLUMNS: &str =
    "month, employee_id, insurance, unit_id, kind, seq, booked_month, base_id, declared_base, base,
    employer, employee, employer_fixed, employee_fixed, status, gap, rule_id, note";

/// 状态 as it stands in the database.
pub(crate) fn status(text: &str) -> Result<Status> {
    [Status::Final, Status::UnitConfirmed, Status::Provisional, Status::CarriedOver, Status::Unconfirmed]
        .into_iter()
        .find(|s| s.id() == text)
        .ok_or(StoreError::Damaged("word"))
}

pub(crate) fn read(c: &mut Columns<'_, '_>) -> Result<ContributionLine> {
    Ok(ContributionLine {
        month: c.month()?,
        employee_id: c.plain()?,
        insurance: c.word()?,
        unit_id: c.plain()?,
        kind: c.word()?,
        seq: c.plain()?,
        booked_month: c.month()?,
        base_id: c.plain()?,
        declared_base: c.yuan_or_none()?,
        base: c.yuan_or_none()?,
        employer: c.yuan_or_none()?,
        employee: c.yuan_or_none()?,
        employer_fixed: c.yuan()?,
        employee_fixed: c.yuan()?,
        status: c.text(status)?,
        gap: c.plain()?,
        rule_id: c.plain()?,
        note: c.plain()?,
    })
}

impl View<'_> {
    /// 月台账 — the assessed lines of a period, of one unit or of all, person by person; 补差 and 补缴 apart.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn ledger(&self, month: Month, unit_id: Option<i64>) -> Result<Vec<ContributionLine>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM contribution
            WHERE month = ?1 AND (?2 IS NULL OR unit_id = ?2) AND kind = 'regular'"
        );
        let mut lines = self.rows(&sql, (month.compact(), unit_id), read)?;
        lines.sort_by_key(|l| (l.employee_id, l.insurance, l.unit_id, l.kind, l.seq));
        Ok(lines)
    }

    /// 待确认的行 of a period: those without an amount.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn open_lines(&self, month: Month) -> Result<Vec<ContributionLine>> {
        let sql =
            format!("SELECT {COLUMNS} FROM contribution WHERE month = ?1 AND gap IS NOT NULL AND kind = 'regular'");
        self.rows(&sql, [month.compact()], read)
    }

    /// 补差与补缴 booked in a month, of one unit or of all, person by person.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn extras_booked(&self, booked: Month, unit_id: Option<i64>) -> Result<Vec<ContributionLine>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM contribution
             WHERE booked_month = ?1 AND (?2 IS NULL OR unit_id = ?2) AND kind <> 'regular'"
        );
        let mut lines = self.rows(&sql, (booked.compact(), unit_id), read)?;
        lines.sort_by_key(|l| (l.employee_id, l.insurance, l.unit_id, l.month, l.seq));
        Ok(lines)
    }

    /// 补差与补缴 of a period, whenever they were booked.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn extras_of_period(&self, month: Month) -> Result<Vec<ContributionLine>> {
        let sql = format!("SELECT {COLUMNS} FROM contribution WHERE month = ?1 AND kind <> 'regular'");
        let mut lines = self.rows(&sql, [month.compact()], read)?;
        lines.sort_by_key(|l| (l.employee_id, l.insurance, l.unit_id, l.booked_month, l.seq));
        Ok(lines)
    }

    /// Everything that stands in the ledger for a period, whenever it was booked: person by person, of each unit and insurance
    /// the month's own line first.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn lines_of_period(&self, month: Month) -> Result<Vec<ContributionLine>> {
        let mut lines =
            self.rows(&format!("SELECT {COLUMNS} FROM contribution WHERE month = ?1"), [month.compact()], read)?;
        let since = |l: &ContributionLine| (l.kind != ContributionKind::Regular, l.booked_month, l.seq);
        lines.sort_by_key(|l| (l.employee_id, l.unit_id, l.insurance, since(l)));
        Ok(lines)
    }

    /// What closing a month seals: its own lines, and the 补差 and 补缴 booked in it.
    pub(crate) fn sealed_lines(&self, month: Month) -> Result<Vec<ContributionLine>> {
        let mut lines = self.ledger(month, None)?;
        lines.extend(self.extras_booked(month, None)?);
        Ok(lines)
    }

    /// One person's lines over some periods, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn contributions_of(&self, employee_id: i64, from: Month, to: Month) -> Result<Vec<ContributionLine>> {
        let sql = format!("SELECT {COLUMNS} FROM contribution WHERE employee_id = ?1 AND month BETWEEN ?2 AND ?3");
        let mut lines = self.rows(&sql, (employee_id, from.compact(), to.compact()), read)?;
        lines.sort_by_key(|l| (l.month, l.insurance, l.unit_id, l.kind, l.seq));
        Ok(lines)
    }

    /// The lines of one person, period and insurance.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn contribution_lines(
        &self,
        month: Month,
        employee_id: i64,
        insurance: Insurance,
    ) -> Result<Vec<ContributionLine>> {
        let sql =
            format!("SELECT {COLUMNS} FROM contribution WHERE month = ?1 AND employee_id = ?2 AND insurance = ?3");
        self.rows(&sql, (month.compact(), employee_id, insurance.id()), read)
    }

    /// The periods that have lines, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn contribution_months(&self) -> Result<Vec<Month>> {
        // One look into the clustered key per month instead of a walk over every line.
        let sql = "WITH RECURSIVE months (m) AS (SELECT min(month) FROM contribution
            UNION ALL SELECT (SELECT min(month) FROM contribution WHERE month > m) FROM months WHERE m IS NOT NULL)
            SELECT m FROM months WHERE m IS NOT NULL";
        self.rows(sql, [], |c| c.month())
    }

    /// The terms of these ids, byte for byte as they were stored.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn rules(&self, ids: impl IntoIterator<Item = i64>) -> Result<BTreeMap<i64, String>> {
        let mut rules = BTreeMap::new();
        for id in ids {
            if let std::collections::btree_map::Entry::Vacant(entry) = rules.entry(id)
                && let Some(rule) = self.rule(id)?
            {
                entry.insert(rule);
            }
        }
        Ok(rules)
    }

    /// The terms of one id, byte for byte as they were stored.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn rule(&self, id: i64) -> Result<Option<String>> {
        self.first("SELECT content FROM assessment_rule WHERE id = ?1", [id], |c| c.plain())
    }

    /// The newest run in effect of a period that covered this unit (or all, for none).
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn last_run(&self, month: Month, unit_id: Option<i64>) -> Result<Option<Stored<RunRecord>>> {
        let sql = "SELECT id, month, unit_id, known_on, digest, run_at, lines, action_seq FROM assessment_run
            WHERE month = ?1 AND state = 'active' AND (unit_id IS NULL OR unit_id = ?2) ORDER BY id DESC LIMIT 1";
        self.first(sql, (month.compact(), unit_id), |c| {
            Ok(Stored {
                id: c.plain()?,
                row: RunRecord {
                    run: Run { month: c.month()?, unit_id: c.plain()?, known_on: c.date()?, digest: c.plain()? },
                    run_at: c.moment()?,
                    lines: c.plain()?,
                    action_seq: c.plain()?,
                },
            })
        })
    }
}

impl Tx<'_> {
    /// Stores resolved terms (JSON); the same text is kept once. Gives an id for each, in order.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be written.
    pub fn store_rules(&mut self, contents: &[String]) -> Result<Vec<i64>> {
        let mut ids = Vec::with_capacity(contents.len());
        for content in contents {
            let hash = Sha256::digest(content.as_bytes());
            let known =
                self.first("SELECT id FROM assessment_rule WHERE hash = ?1", [hash.as_slice()], |c| c.plain())?;
            ids.push(match known {
                Some(id) => id,
                None => {
                    let sql = "INSERT INTO assessment_rule (hash, content) VALUES (?1, ?2)";
                    self.insert(sql, (hash.as_slice(), content))?
                }
            });
        }
        Ok(ids)
    }

    /// Replaces the lines of a period (of one unit or of all) and records the run. Gives the number of lines.
    ///
    /// Lines are derived and not journaled one by one; undoing the action removes them. They are stored fastest in the
    /// order of person, then insurance.
    ///
    /// # Errors
    /// [`StoreError::MonthClosed`] if the month is locked, [`StoreError::Duplicate`] if two lines are the same one,
    /// [`StoreError::Condition`] if a line belongs to another period or unit.
    pub fn replace_contributions(
        &mut self,
        run: &Run,
        lines: impl IntoIterator<Item = ContributionLine>,
    ) -> Result<usize> {
        if self.month_phase(run.month)? == MonthPhase::Locked {
            return Err(StoreError::MonthClosed(run.month));
        }
        self.changed_unjournaled();
        self.clear_contributions(run.month, run.unit_id)?;
        let mut count = 0;
        let mut insert = self.conn().prepare_cached(&insert_sql())?;
        for line in lines {
            if line.month != run.month || run.unit_id.is_some_and(|unit| unit != line.unit_id) {
                return Err(StoreError::Condition);
            }
            insert_line(&mut insert, &line)?;
            count += 1;
        }
        drop(insert);
        let (now, action_seq) = (moment_text(self.now()), self.action_seq());
        self.insert(
            "INSERT INTO assessment_run (month, unit_id, known_on, run_at, lines, digest, action_seq, state)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'active')",
            params![
                run.month.compact(),
                run.unit_id,
                run.known_on.to_string(),
                now,
                count as i64,
                run.digest,
                action_seq
            ],
        )?;
        Ok(count)
    }

    pub(crate) fn clear_contributions(&mut self, month: Month, unit_id: Option<i64>) -> Result<usize> {
        match unit_id {
            None => self.write("DELETE FROM contribution WHERE month = ?1 AND kind = 'regular'", [month.compact()]),
            Some(unit) => self.write(
                "DELETE FROM contribution WHERE month = ?1 AND unit_id = ?2 AND kind = 'regular'",
                (month.compact(), unit),
            ),
        }
    }
}

pub(crate) fn insert_sql() -> String {
    format!(
        "INSERT INTO contribution ({COLUMNS})
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)"
    )
}

pub(crate) fn insert_line(insert: &mut rusqlite::CachedStatement<'_>, line: &ContributionLine) -> Result<()> {
    insert.execute(params![
        line.month.compact(),
        line.employee_id,
        line.insurance.id(),
        line.unit_id,
        line.kind.id(),
        line.seq,
        line.booked_month.compact(),
        line.base_id,
        fen(line.declared_base),
        fen(line.base),
        fen(line.employer),
        fen(line.employee),
        line.employer_fixed.fen(),
        line.employee_fixed.fen(),
        line.status.id(),
        line.gap,
        line.rule_id,
        line.note
    ])?;
    Ok(())
}
