//! 明细验证印记 — that the clerk has the values of a region and insurance proved by this book's own lists, and what they
//! prove. The stamp is hers and can be undone; the proofs are derived from the records and written anew as these change.

use rusqlite::params;
use serde::Serialize;
use shebao_rules::insurance::Insurance;
use shebao_rules::month::Month;

use crate::act::Tx;
use crate::error::{Result, StoreError};
use crate::row::{Moment, Stored, moment_text};
use crate::view::View;

/// 印记 on the values of one region and insurance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PolicyStamp {
    /// 统筹区代码.
    pub region: String,
    /// 险种.
    pub insurance: Insurance,
    /// When it was put on.
    pub stamped_at: Moment,
}

/// 明细验证 of one side of one value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct PolicyProof {
    /// 统筹区代码.
    pub region: String,
    /// 险种.
    pub insurance: Insurance,
    /// rates or rounding.
    pub part: String,
    /// 适用条件; empty is everybody.
    pub option: String,
    /// 起 of the value.
    pub from: Month,
    /// employer, employee or both.
    pub side: String,
    /// proved, ambiguous, contradicted or none.
    pub finding: String,
    /// 印记, in the clerk's words.
    pub stamp: String,
    /// The rows that contradict, by their place.
    pub rows: Vec<String>,
    /// 行数.
    pub lines: i64,
    /// 所属期, each once.
    pub months: Vec<Month>,
    /// Whether the value is what they prove; `None` where it has no single number.
    pub agrees: Option<bool>,
}

fn list<T: serde::de::DeserializeOwned>(value: serde_json::Value) -> Result<Vec<T>> {
    serde_json::from_value(value).map_err(|_| StoreError::Damaged("proof"))
}

impl View<'_> {
    /// Every stamp, by region and insurance.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn policy_stamps(&self) -> Result<Vec<Stored<PolicyStamp>>> {
        let sql = "SELECT id, region, insurance, stamped_at FROM policy_stamp ORDER BY region, insurance";
        self.rows(sql, [], |c| {
            let id = c.plain()?;
            let row = PolicyStamp { region: c.plain()?, insurance: c.word()?, stamped_at: c.moment()? };
            Ok(Stored { id, row })
        })
    }

    /// What the records prove, in the order of its values, 单位 before 个人.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn policy_proofs(&self) -> Result<Vec<PolicyProof>> {
        let sql =
            "SELECT region, insurance, part, option, from_month, side, finding, stamp, rows, lines, months, agrees
            FROM policy_proof ORDER BY region, insurance, part, option, from_month, side DESC";
        self.rows(sql, [], |c| {
            Ok(PolicyProof {
                region: c.plain()?,
                insurance: c.word()?,
                part: c.plain()?,
                option: c.plain()?,
                from: c.month()?,
                side: c.plain()?,
                finding: c.plain()?,
                stamp: c.plain()?,
                rows: list(c.json()?)?,
                lines: c.plain()?,
                months: list(c.json()?)?,
                agrees: c.plain()?,
            })
        })
    }
}

impl Tx<'_> {
    /// Puts a stamp on the values of a region and insurance.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] if it is there already.
    pub fn insert_policy_stamp(&mut self, region: &str, insurance: Insurance) -> Result<i64> {
        let now = moment_text(self.now());
        let sql = "INSERT INTO policy_stamp (region, insurance, stamped_at) VALUES (?1, ?2, ?3)";
        self.insert(sql, (region, insurance.id(), now))
    }

    /// Writes anew what the records prove.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot keep it.
    pub fn replace_policy_proofs(&mut self, proofs: &[PolicyProof]) -> Result<()> {
        self.write("DELETE FROM policy_proof", [])?;
        let sql = "INSERT INTO policy_proof (region, insurance, part, option, from_month, side, finding, stamp, rows,
            lines, months, agrees) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
        for proof in proofs {
            let row = params![
                proof.region,
                proof.insurance.id(),
                proof.part,
                proof.option,
                proof.from.compact(),
                proof.side,
                proof.finding,
                proof.stamp,
                serde_json::to_string(&proof.rows)?,
                proof.lines,
                serde_json::to_string(&proof.months)?,
                proof.agrees,
            ];
            self.write(sql, row)?;
        }
        Ok(())
    }
}
