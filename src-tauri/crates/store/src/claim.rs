//! 报销台账 — claims as the register has them. What tells of an illness stands in a table of its own, sealed under the
//! medical key.

use chrono::NaiveDate;
use rusqlite::{ToSql, params};
use serde::Serialize;
use serde_json::Value;
use shebao_rules::money::Yuan;
use shebao_rules::rate::Rate;
use shebao_rules::words::{ClaimStatus, VisitKind};

use crate::act::Tx;
use crate::error::{Result, StoreError};
use crate::matching::MatchStrength;
use crate::row::{Columns, Origin, Stored, fen, origin_columns};
use crate::view::View;

/// 报销登记 — one row of a register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// Whose.
    pub employee_id: i64,
    /// Where covered at the visit.
    pub unit_id: Option<i64>,
    /// By what the row met the person.
    pub match_strength: MatchStrength,
    /// 登记日期.
    pub registered: Option<NaiveDate>,
    /// 就诊类型.
    pub visit_kind: Option<VisitKind>,
    /// 就诊类型 as written.
    pub visit_written: Option<String>,
    /// 就诊开始.
    pub visit_from: Option<NaiveDate>,
    /// 就诊结束.
    pub visit_to: Option<NaiveDate>,
    /// 票据号码.
    pub bill: Option<String>,
    /// 票据张数.
    pub bill_count: Option<u32>,
    /// 费用总额.
    pub total: Option<Yuan>,
    /// 自费.
    pub own_expense: Option<Yuan>,
    /// 先行自付.
    pub first_self_pay: Option<Yuan>,
    /// 起付线 as printed.
    pub deductible: Option<Yuan>,
    /// 报销比例 as printed.
    pub rate: Option<Rate>,
    /// 统筹支付 as printed.
    pub fund_share: Option<Yuan>,
    /// 个人负担 as printed.
    pub self_share: Option<Yuan>,
    /// 材料 (JSON list of name and there).
    pub papers: Value,
    /// 办理状态.
    pub status: Option<ClaimStatus>,
    /// 办理状态 as written.
    pub status_written: Option<String>,
    /// 提交日期.
    pub submitted: Option<NaiveDate>,
    /// 到账日期.
    pub arrived: Option<NaiveDate>,
    /// 到账金额.
    pub received: Option<Yuan>,
    /// 1, or counts rows that say the same of one person and bill.
    pub occurrence: i64,
    /// Where it came from.
    pub origin: Option<Origin>,
}

/// 就诊信息 — what tells of an illness; only ever in the encrypted book, and there under the medical key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClaimMedical {
    /// 就诊医院.
    pub hospital: Option<String>,
    /// 诊断.
    pub diagnosis: Option<String>,
    /// 备注.
    pub notes: Option<String>,
}

const SELECT: &str =
    "SELECT id, employee_id, unit_id, match_strength, registered, visit_kind, visit_written, visit_from,
    visit_to, bill, bill_count, total, own_expense, first_self_pay, deductible, rate, fund_share, self_share, papers,
    status, status_written, submitted, arrived, received, occurrence, origin_sheet_id, origin_row FROM claim";

fn read(c: &mut Columns<'_, '_>) -> Result<Stored<Claim>> {
    Ok(Stored {
        id: c.plain()?,
        row: Claim {
            employee_id: c.plain()?,
            unit_id: c.plain()?,
            match_strength: c.word()?,
            registered: c.word_or_none()?,
            visit_kind: c.word_or_none()?,
            visit_written: c.plain()?,
            visit_from: c.word_or_none()?,
            visit_to: c.word_or_none()?,
            bill: c.plain()?,
            bill_count: c.plain()?,
            total: c.yuan_or_none()?,
            own_expense: c.yuan_or_none()?,
            first_self_pay: c.yuan_or_none()?,
            deductible: c.yuan_or_none()?,
            rate: c.word_or_none()?,
            fund_share: c.yuan_or_none()?,
            self_share: c.yuan_or_none()?,
            papers: c.json()?,
            status: c.word_or_none()?,
            status_written: c.plain()?,
            submitted: c.word_or_none()?,
            arrived: c.word_or_none()?,
            received: c.yuan_or_none()?,
            occurrence: c.plain()?,
            origin: c.origin()?,
        },
    })
}

impl View<'_> {
    /// 报销登记 of all people, in the order they were taken in.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn claims(&self) -> Result<Vec<Stored<Claim>>> {
        self.rows(&format!("{SELECT} ORDER BY id"), [], read)
    }

    /// 就诊信息 of a claim.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`] for who does not hold the medical key; others if the book cannot be read.
    pub fn claim_medical(&self, claim_id: i64) -> Result<Option<ClaimMedical>> {
        let sql = "SELECT sealed IS NOT NULL, open_medical(claim_id, sealed) FROM claim_medical WHERE claim_id = ?1";
        self.first(sql, [claim_id], |c| match (c.plain()?, c.json_or_none()?) {
            (_, Some(told)) => {
                let (hospital, diagnosis, notes) = serde_json::from_value(told)?;
                Ok(ClaimMedical { hospital, diagnosis, notes })
            }
            (true, None) => Err(StoreError::ReadOnly),
            (false, None) => Ok(ClaimMedical::default()),
        })
    }
}

impl Tx<'_> {
    /// Adds a claim.
    ///
    /// # Errors
    /// [`crate::StoreError::Reference`] if there is no such person or unit.
    pub fn insert_claim(&mut self, claim: &Claim, medical: &ClaimMedical) -> Result<i64> {
        let id = self.write_claim(
            "INSERT INTO claim (employee_id, unit_id, match_strength, registered, visit_kind, visit_written, visit_from,
             visit_to, bill, bill_count, total, own_expense, first_self_pay, deductible, rate, fund_share, self_share,
             papers, status, status_written, submitted, arrived, received, occurrence, origin_sheet_id, origin_row)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
             ?23, ?24, ?25, ?26)",
            claim,
            None,
        )?;
        self.write(
            "INSERT INTO claim_medical (claim_id, employee_id, sealed) VALUES (?1, ?2, seal_medical(?1, ?3, ?4, ?5))",
            params![id, claim.employee_id, medical.hospital, medical.diagnosis, medical.notes],
        )?;
        Ok(id)
    }

    /// Writes a claim anew: a later register knows more of it.
    ///
    /// # Errors
    /// [`crate::StoreError::Reference`] if there is no such person or unit.
    pub fn update_claim(&mut self, id: i64, claim: &Claim, medical: &ClaimMedical) -> Result<()> {
        self.write_claim(
            "UPDATE claim SET employee_id = ?1, unit_id = ?2, match_strength = ?3, registered = ?4, visit_kind = ?5,
             visit_written = ?6, visit_from = ?7, visit_to = ?8, bill = ?9, bill_count = ?10, total = ?11,
             own_expense = ?12, first_self_pay = ?13, deductible = ?14, rate = ?15, fund_share = ?16, self_share = ?17,
             papers = ?18, status = ?19, status_written = ?20, submitted = ?21, arrived = ?22, received = ?23,
             occurrence = ?24, origin_sheet_id = ?25, origin_row = ?26 WHERE id = ?27",
            claim,
            Some(id),
        )?;
        self.change(
            "claim",
            "UPDATE claim_medical SET employee_id = ?1, sealed = seal_medical(?5, ?2, ?3, ?4) WHERE claim_id = ?5",
            params![claim.employee_id, medical.hospital, medical.diagnosis, medical.notes, id],
        )
    }

    /// Removes a claim with what it says of an illness.
    ///
    /// # Errors
    /// [`crate::StoreError::NotFound`] if there is none.
    pub fn delete_claim(&mut self, id: i64) -> Result<()> {
        self.change("claim", "DELETE FROM claim_medical WHERE claim_id = ?1", [id])?;
        self.change("claim", "DELETE FROM claim WHERE id = ?1", [id])
    }

    fn write_claim(&mut self, sql: &str, claim: &Claim, id: Option<i64>) -> Result<i64> {
        let day = |day: Option<NaiveDate>| day.map(|d| d.to_string());
        let (sheet, row) = origin_columns(claim.origin);
        let (registered, from, to) = (day(claim.registered), day(claim.visit_from), day(claim.visit_to));
        let (submitted, arrived) = (day(claim.submitted), day(claim.arrived));
        let (kind, status) = (claim.visit_kind.map(VisitKind::id), claim.status.map(ClaimStatus::id));
        let (rate, papers) = (claim.rate.map(|r| r.to_string()), claim.papers.to_string());
        let amounts = [
            claim.total,
            claim.own_expense,
            claim.first_self_pay,
            claim.deductible,
            claim.fund_share,
            claim.self_share,
            claim.received,
        ]
        .map(fen);
        let [total, own_expense, first_self_pay, deductible, fund_share, self_share, received] = amounts;
        let strength = claim.match_strength.id();
        let mut values: Vec<&dyn ToSql> = vec![
            &claim.employee_id,
            &claim.unit_id,
            &strength,
            &registered,
            &kind,
            &claim.visit_written,
            &from,
            &to,
            &claim.bill,
            &claim.bill_count,
            &total,
            &own_expense,
            &first_self_pay,
            &deductible,
            &rate,
            &fund_share,
            &self_share,
            &papers,
            &status,
            &claim.status_written,
            &submitted,
            &arrived,
            &received,
            &claim.occurrence,
            &sheet,
            &row,
        ];
        values.extend(id.iter().map(|id| id as &dyn ToSql));
        self.insert(sql, values.as_slice())
    }
}
