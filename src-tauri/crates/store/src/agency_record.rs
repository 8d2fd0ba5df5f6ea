//! 经办机构记录 — what bureaus and fund centres say was declared or booked for each person; kept as printed.

use rusqlite::{ToSql, params};
use serde::Serialize;
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::rate::Rate;

use crate::act::Tx;
use crate::error::Result;
use crate::matching::MatchStrength;
use crate::row::{Columns, Origin, Stored, fen, origin_columns, words};
use crate::view::View;

words! {
    /// 记录种类 — as the list calls it.
    AgencyRecordKind {
        /// 正常应缴.
        Regular = "regular" / "正常",
        /// 补缴、补收.
        BackPayment = "back_payment" / "补缴",
        /// 补差.
        TrueUp = "true_up" / "补差",
        /// 退费.
        Refund = "refund" / "退费",
    }
}

words! {
    /// 基数来历 — how the base of a record is known.
    BaseSource {
        /// 表里印的.
        Printed = "printed" / "表列",
        /// 缴费工资 reproduces the amounts.
        Declared = "declared" / "按缴费工资",
        /// 由金额和费率推得.
        Implied = "implied" / "由金额推得",
    }
}

/// 经办机构记录 — one person, unit, insurance, period and booking month, with what each side owes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AgencyRecord {
    /// Whom it met; `None`: nobody of the roster.
    pub employee_id: Option<i64>,
    /// 参保单位.
    pub unit_id: i64,
    /// 险种.
    pub insurance: Insurance,
    /// 费款所属期, its first month.
    pub period: Month,
    /// Its last month, mostly the same.
    pub period_to: Month,
    /// 入库年月.
    pub booked: Month,
    /// 记录种类.
    pub kind: AgencyRecordKind,
    /// 0, or counts further rows that say the same of the same person.
    pub seq: i64,
    /// By what the list names the person.
    pub identity: String,
    /// 姓名, as printed.
    pub printed_name: Option<String>,
    /// 证件号码, as printed.
    pub printed_id: Option<String>,
    /// 个人编号或账号.
    pub personal_number: Option<String>,
    /// By what it met the person.
    pub match_strength: Option<MatchStrength>,
    /// 缴费工资.
    pub declared: Option<Yuan>,
    /// 缴费基数.
    pub base: Option<Yuan>,
    /// How the base is known.
    pub base_source: Option<BaseSource>,
    /// 单位费率, as printed.
    pub employer_rate: Option<Rate>,
    /// 个人费率, as printed.
    pub employee_rate: Option<Rate>,
    /// 单位部分 without its fixed amount.
    pub employer: Option<Yuan>,
    /// 个人部分 without its fixed amount.
    pub employee: Option<Yuan>,
    /// 单位定额.
    pub employer_fixed: Option<Yuan>,
    /// 个人定额.
    pub employee_fixed: Option<Yuan>,
    /// The sum of both sides where the list prints only that.
    pub both_shares: Option<Yuan>,
    /// 滞纳金 in the row of the employer's share, or of both; all three are the employer's to bear.
    pub late_fee: Option<Yuan>,
    /// 滞纳金 in the row of the employee's share.
    pub employee_late_fee: Option<Yuan>,
    /// 滞纳金 in the row of the fixed amount.
    pub fixed_late_fee: Option<Yuan>,
    /// 人员分组 of the list.
    pub section: Option<String>,
    /// 入账状态.
    pub status: Option<String>,
    /// 备注.
    pub note: Option<String>,
    /// Where it was named first.
    pub origin: Option<Origin>,
    /// Where the employee's share was named, if elsewhere.
    pub employee_origin: Option<Origin>,
    /// Where the fixed amount was named, if elsewhere.
    pub fixed_origin: Option<Origin>,
}

const COLUMNS: &str = "id, employee_id, unit_id, insurance, period, period_to, booked, kind, seq, identity,
    printed_name, printed_id, personal_number, match_strength, declared, base, base_source, employer_rate,
    employee_rate, employer, employee, employer_fixed, employee_fixed, both_shares, late_fee, employee_late_fee,
    fixed_late_fee, section, status, note, origin_sheet_id, origin_row, employee_sheet_id, employee_row, fixed_sheet_id, fixed_row";

fn read(c: &mut Columns<'_, '_>) -> Result<Stored<AgencyRecord>> {
    Ok(Stored {
        id: c.plain()?,
        row: AgencyRecord {
            employee_id: c.plain()?,
            unit_id: c.plain()?,
            insurance: c.word()?,
            period: c.month()?,
            period_to: c.month()?,
            booked: c.month()?,
            kind: c.word()?,
            seq: c.plain()?,
            identity: c.plain()?,
            printed_name: c.plain()?,
            printed_id: c.plain()?,
            personal_number: c.plain()?,
            match_strength: c.word_or_none()?,
            declared: c.yuan_or_none()?,
            base: c.yuan_or_none()?,
            base_source: c.word_or_none()?,
            employer_rate: c.word_or_none()?,
            employee_rate: c.word_or_none()?,
            employer: c.yuan_or_none()?,
            employee: c.yuan_or_none()?,
            employer_fixed: c.yuan_or_none()?,
            employee_fixed: c.yuan_or_none()?,
            both_shares: c.yuan_or_none()?,
            late_fee: c.yuan_or_none()?,
            employee_late_fee: c.yuan_or_none()?,
            fixed_late_fee: c.yuan_or_none()?,
            section: c.plain()?,
            status: c.plain()?,
            note: c.plain()?,
            origin: c.origin()?,
            employee_origin: c.origin()?,
            fixed_origin: c.origin()?,
        },
    })
}

impl AgencyRecord {
    /// 滞纳金 of all its rows.
    #[must_use]
    pub fn late_fees(&self) -> Yuan {
        [self.late_fee, self.employee_late_fee, self.fixed_late_fee].into_iter().flatten().sum()
    }
}

impl View<'_> {
    /// All records, unit by unit in the order of booking, period and person.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn agency_records(&self) -> Result<Vec<Stored<AgencyRecord>>> {
        let sql =
            format!("SELECT {COLUMNS} FROM agency_record ORDER BY unit_id, booked, period, identity, insurance, seq");
        self.rows(&sql, [], read)
    }

    /// The records of an insurance from a period on, unit by unit in the order of period and person.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn agency_records_since(&self, insurance: Insurance, from: Month) -> Result<Vec<Stored<AgencyRecord>>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM agency_record WHERE insurance = ?1 AND period >= ?2
             ORDER BY unit_id, period, identity, seq"
        );
        self.rows(&sql, (insurance.id(), from.compact()), read)
    }

    /// 最新费款所属期 that any list speaks of.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn newest_listed_period(&self) -> Result<Option<Month>> {
        self.first("SELECT period FROM agency_record ORDER BY period DESC LIMIT 1", [], |c| c.month())
    }

    /// Units and insurances that any record speaks of.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn recorded_insurances(&self) -> Result<Vec<(i64, Insurance)>> {
        let sql = "SELECT DISTINCT unit_id, insurance FROM agency_record ORDER BY unit_id, insurance";
        self.rows(sql, [], |c| Ok((c.plain()?, c.word()?)))
    }

    /// The record that stands where another one of the same unit, insurance, months, kind and identity would go.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn agency_record_like(&self, like: &AgencyRecord) -> Result<Option<Stored<AgencyRecord>>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM agency_record WHERE unit_id = ?1 AND booked = ?2 AND insurance = ?3 AND period = ?4
             AND period_to = ?5 AND kind = ?6 AND identity = ?7 AND seq = ?8"
        );
        let (booked, period, period_to) = (like.booked.compact(), like.period.compact(), like.period_to.compact());
        let (insurance, kind) = (like.insurance.id(), like.kind.id());
        let key = params![like.unit_id, booked, insurance, period, period_to, kind, like.identity, like.seq];
        self.first(&sql, key, read)
    }

    /// The records that stand under one identity, the oldest first.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn agency_records_named(&self, identity: &str) -> Result<Vec<Stored<AgencyRecord>>> {
        let sql = format!("SELECT {COLUMNS} FROM agency_record WHERE identity = ?1 ORDER BY id");
        self.rows(&sql, [identity], read)
    }

    /// Whether somebody's record of a unit, insurance and period stands, whatever list it came from.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn is_recorded(&self, employee_id: i64, unit_id: i64, insurance: Insurance, period: Month) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM agency_record WHERE employee_id = ?1 AND unit_id = ?2
            AND insurance = ?3 AND ?4 BETWEEN period AND period_to)";
        Ok(self.number(sql, params![employee_id, unit_id, insurance.id(), period.compact()])? != 0)
    }

    /// Whether a list of a unit's insurance, booked in a month, is here.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn is_listed(&self, unit_id: i64, insurance: Insurance, booked: Month) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM agency_record WHERE unit_id = ?1 AND booked = ?2 AND insurance = ?3)";
        Ok(self.number(sql, params![unit_id, booked.compact(), insurance.id()])? != 0)
    }

    /// One person's records, the oldest period first.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn agency_records_of_person(&self, employee_id: i64) -> Result<Vec<Stored<AgencyRecord>>> {
        let sql = format!("SELECT {COLUMNS} FROM agency_record WHERE employee_id = ?1 ORDER BY period, id");
        self.rows(&sql, [employee_id], read)
    }
}

impl Tx<'_> {
    /// Adds a record.
    ///
    /// # Errors
    /// [`crate::StoreError::Duplicate`] if the same is said twice under one number,
    /// [`crate::StoreError::Reference`] if there is no such person, unit or sheet.
    pub fn insert_agency_record(&mut self, record: &AgencyRecord) -> Result<i64> {
        let sql = "INSERT INTO agency_record (employee_id, unit_id, insurance, period, period_to, booked, kind, seq,
            identity, printed_name, printed_id, personal_number, match_strength, declared, base, base_source,
            employer_rate, employee_rate, employer, employee, employer_fixed, employee_fixed, both_shares, late_fee,
            employee_late_fee, fixed_late_fee, section, status, note, origin_sheet_id, origin_row, employee_sheet_id,
            employee_row, fixed_sheet_id, fixed_row, id)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
            ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36)";
        with_columns(record, None, |columns| self.insert(sql, columns))
    }

    /// Changes a record to these values.
    ///
    /// # Errors
    /// [`crate::StoreError::NotFound`] if there is none.
    pub fn update_agency_record(&mut self, id: i64, record: &AgencyRecord) -> Result<()> {
        let sql = "UPDATE agency_record SET employee_id = ?1, unit_id = ?2, insurance = ?3, period = ?4,
            period_to = ?5, booked = ?6, kind = ?7, seq = ?8, identity = ?9, printed_name = ?10, printed_id = ?11,
            personal_number = ?12, match_strength = ?13, declared = ?14, base = ?15, base_source = ?16,
            employer_rate = ?17, employee_rate = ?18, employer = ?19, employee = ?20, employer_fixed = ?21,
            employee_fixed = ?22, both_shares = ?23, late_fee = ?24, employee_late_fee = ?25,
            fixed_late_fee = ?26, section = ?27, status = ?28, note = ?29, origin_sheet_id = ?30, origin_row = ?31,
            employee_sheet_id = ?32, employee_row = ?33, fixed_sheet_id = ?34, fixed_row = ?35
            WHERE id = ?36";
        with_columns(record, Some(id), |columns| self.change("agency_record", sql, columns))
    }
}

/// The columns in the order of the statements above; without an id the engine gives the next one.
fn with_columns<T>(row: &AgencyRecord, id: Option<i64>, run: impl FnOnce(&[&dyn ToSql]) -> Result<T>) -> Result<T> {
    let (sheet, sheet_row) = origin_columns(row.origin);
    let (employee_sheet, employee_row) = origin_columns(row.employee_origin);
    let (fixed_sheet, fixed_row) = origin_columns(row.fixed_origin);
    let columns = params![
        row.employee_id,
        row.unit_id,
        row.insurance.id(),
        row.period.compact(),
        row.period_to.compact(),
        row.booked.compact(),
        row.kind.id(),
        row.seq,
        row.identity,
        row.printed_name,
        row.printed_id,
        row.personal_number,
        row.match_strength.map(MatchStrength::id),
        fen(row.declared),
        fen(row.base),
        row.base_source.map(BaseSource::id),
        row.employer_rate.map(|rate| rate.to_string()),
        row.employee_rate.map(|rate| rate.to_string()),
        fen(row.employer),
        fen(row.employee),
        fen(row.employer_fixed),
        fen(row.employee_fixed),
        fen(row.both_shares),
        fen(row.late_fee),
        fen(row.employee_late_fee),
        fen(row.fixed_late_fee),
        row.section,
        row.status,
        row.note,
        sheet,
        sheet_row,
        employee_sheet,
        employee_row,
        fixed_sheet,
        fixed_row,
        id,
    ];
    run(columns)
}
