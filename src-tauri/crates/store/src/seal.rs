//! 封账 — closing a month: its lines, the terms they were computed from and the settings under one hash, each seal
//! chained to the one before.

use std::collections::BTreeSet;

use data_encoding::HEXLOWER;
use rusqlite::params;
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use shebao_rules::month::Month;

use crate::act::Tx;
use crate::contribution::ContributionLine;
use crate::error::{Result, StoreError};
use crate::keys::RecoveryCode;
use crate::month::{MonthPhase, MonthState};
use crate::row::{Columns, Moment, Stored, fen, moment_text};
use crate::verify::Finding;
use crate::view::View;

/// 封账记录.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Seal {
    /// The month that was closed.
    pub month: Month,
    /// When.
    pub closed_at: Moment,
    /// By whom.
    pub user: String,
    /// The unit settings as they stood.
    pub settings: Value,
    /// Of each person what decided her terms.
    pub persons: Value,
    /// 封账时的文件 — kind and SHA-256 of the files the month was worked from; none in seals of older programs.
    pub documents: Option<Value>,
    /// How many lines were sealed.
    pub lines: i64,
    /// Digest of the seal before; empty for the first.
    pub prev: String,
    /// SHA-256 over `prev` and everything sealed.
    pub digest: String,
}

impl Seal {
    /// 封账码 — the beginning of the digest, as printed.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] if the digest is none.
    pub fn code(&self) -> Result<String> {
        code(&self.digest)
    }
}

impl MonthState {
    /// 封账码 of a locked month.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] if what it carries is no seal.
    pub fn seal_code(&self) -> Result<Option<String>> {
        let locked = self.phase == MonthPhase::Locked;
        self.seal.as_deref().filter(|_| locked).map(code).transpose()
    }
}

fn code(digest: &str) -> Result<String> {
    let bytes = HEXLOWER.decode(digest.as_bytes()).map_err(|_| StoreError::Damaged("seal"))?;
    let start: [u8; 5] = bytes.first_chunk().copied().ok_or(StoreError::Damaged("seal"))?;
    RecoveryCode::short(&start)
}

/// A line as a seal covers it. The order is fixed for good: a column that comes later is no part of old seals.
fn sealed_text(line: &ContributionLine) -> String {
    let none = || "-".to_owned();
    let text = |value: Option<i64>| value.map_or_else(none, |number| number.to_string());
    [
        line.month.compact().to_string(),
        line.employee_id.to_string(),
        line.insurance.id().to_owned(),
        line.unit_id.to_string(),
        line.kind.id().to_owned(),
        line.seq.to_string(),
        line.booked_month.compact().to_string(),
        text(line.base_id),
        text(fen(line.declared_base)),
        text(fen(line.base)),
        text(fen(line.employer)),
        text(fen(line.employee)),
        line.employer_fixed.fen().to_string(),
        line.employee_fixed.fen().to_string(),
        line.status.id().to_owned(),
        line.gap.clone().unwrap_or_else(none),
        text(line.rule_id),
        line.note.clone().unwrap_or_else(none),
    ]
    .join("|")
}

const SELECT: &str =
    "SELECT seq, month, closed_at, user, settings, persons, documents, lines, prev, digest FROM month_seal";

fn read(c: &mut Columns<'_, '_>) -> Result<Stored<Seal>> {
    Ok(Stored {
        id: c.plain()?,
        row: Seal {
            month: c.month()?,
            closed_at: c.moment()?,
            user: c.plain()?,
            settings: c.json()?,
            persons: c.json()?,
            documents: c.json_or_none()?,
            lines: c.plain()?,
            prev: c.plain()?,
            digest: c.plain()?,
        },
    })
}

impl View<'_> {
    /// The seals in the order of their chain.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn seals(&self) -> Result<Vec<Stored<Seal>>> {
        self.rows(&format!("{SELECT} ORDER BY seq"), [], read)
    }

    /// The seal that a locked month carries; none while it is open.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn seal_of(&self, month: Month) -> Result<Option<Seal>> {
        if self.month_phase(month)? != MonthPhase::Locked {
            return Ok(None);
        }
        Ok(self.newest_seal(month)?.map(|seal| seal.row))
    }

    /// The last seal a month was given, whether it still carries it or not.
    pub(crate) fn newest_seal(&self, month: Month) -> Result<Option<Stored<Seal>>> {
        self.first(&format!("{SELECT} WHERE month = ?1 ORDER BY seq DESC LIMIT 1"), [month.compact()], read)
    }

    /// Whether a locked month is still what its seal says.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn seal_holds(&self, month: Month) -> Result<bool> {
        let Some(seal) = self.seal_of(month)? else { return Ok(false) };
        Ok(self.digest(&seal, &self.sealed_lines(month)?)? == seal.digest && self.files_there(&seal)?)
    }

    /// Every locked month as it is, against its seal: the chain, the digest, the seal the month's state carries; and what
    /// was reversed, against the seal that was taken off.
    pub(crate) fn seal_findings(&self) -> Result<Vec<Finding>> {
        let seals = self.seals()?;
        let mut findings = Vec::new();
        let mut before = String::new();
        for seal in &seals {
            if seal.prev != before {
                findings.push(Finding::new("seal_gap", seal.month));
            }
            before.clone_from(&seal.digest);
        }
        for state in self.month_states()?.into_iter().filter(|state| state.phase == MonthPhase::Locked) {
            let seal = seals.iter().rev().find(|seal| seal.month == state.month);
            let whole = match seal {
                Some(seal) => {
                    let lines = self.sealed_lines(seal.month)?;
                    state.seal.as_ref() == Some(&seal.digest) && self.digest(seal, &lines)? == seal.digest
                }
                None => false,
            };
            if !whole {
                findings.push(Finding::new("month_altered", state.month));
            }
            if let Some(seal) = seal
                && !self.files_there(seal)?
            {
                findings.push(Finding::new("sealed_file_missing", state.month));
            }
        }
        for reopening in self.reopenings()? {
            let seal = seals.iter().find(|seal| seal.id == reopening.seal_seq);
            let lines = self.reversed_lines(reopening.seal_seq)?;
            let whole = match seal {
                Some(seal) => self.digest(seal, &lines)? == seal.digest,
                None => false,
            };
            if !whole {
                findings.push(Finding::new("reversal_altered", reopening.month));
            }
        }
        Ok(findings)
    }

    pub(crate) fn digest(&self, seal: &Seal, lines: &[ContributionLine]) -> Result<String> {
        let mut hash = Sha256::new();
        let mut part = |bytes: &[u8]| {
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        };
        part(seal.prev.as_bytes());
        part(&seal.month.compact().to_le_bytes());
        part(moment_text(seal.closed_at).as_bytes());
        part(seal.user.as_bytes());
        part(seal.settings.to_string().as_bytes());
        part(seal.persons.to_string().as_bytes());
        if let Some(documents) = &seal.documents {
            part(documents.to_string().as_bytes());
        }
        for line in lines {
            part(sealed_text(line).as_bytes());
        }
        let rules: BTreeSet<i64> = lines.iter().filter_map(|line| line.rule_id).collect();
        for id in rules {
            part(self.rule(id)?.ok_or(StoreError::Damaged("terms"))?.as_bytes());
        }
        Ok(HEXLOWER.encode(&hash.finalize()))
    }
}

impl Tx<'_> {
    /// Locks a month under a seal over what stands in it.
    ///
    /// # Errors
    /// [`StoreError::MonthClosed`] if it is locked already.
    pub fn close_month(&mut self, month: Month, settings: Value, persons: Value) -> Result<Seal> {
        if self.month_phase(month)? == MonthPhase::Locked {
            return Err(StoreError::MonthClosed(month));
        }
        let lines: Vec<ContributionLine> = self.sealed_lines(month)?;
        let mut seal = Seal {
            month,
            closed_at: self.now(),
            user: self.user().name.clone(),
            settings,
            persons,
            documents: Some(self.files_of(month)?),
            lines: i64::try_from(lines.len()).map_err(|_| StoreError::Internal("seal"))?,
            prev: self
                .first("SELECT digest FROM month_seal ORDER BY seq DESC LIMIT 1", [], |c| c.plain())?
                .unwrap_or_default(),
            digest: String::new(),
        };
        seal.digest = self.digest(&seal, &lines)?;
        let sql = "INSERT INTO month_seal (month, closed_at, user, settings, persons, documents, lines, prev, digest)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        self.insert(
            sql,
            params![
                month.compact(),
                moment_text(seal.closed_at),
                seal.user,
                seal.settings.to_string(),
                seal.persons.to_string(),
                seal.documents.as_ref().map(Value::to_string),
                seal.lines,
                seal.prev,
                seal.digest,
            ],
        )?;
        self.set_month_phase(month, MonthPhase::Locked, Some(&seal.digest))?;
        Ok(seal)
    }
}
