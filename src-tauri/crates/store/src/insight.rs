//! 概览查询 — what is here of a month, so that a screen does not read every line.

use shebao_rules::money::Yuan;
use shebao_rules::month::Month;

use crate::error::Result;
use crate::view::View;

/// 来源起点 — from when on something of a unit was taken in; `None`: nothing yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceStart {
    /// 参保单位.
    pub unit_id: i64,
    /// The first list of an agency.
    pub listed: Option<Month>,
    /// The first pay sheet, of any unit.
    pub paid: Option<Month>,
    /// The first line of a bank statement.
    pub banked: Option<Month>,
}

/// Whether a record of an agency answers a line.
const RECORDED: &str = "EXISTS (SELECT 1 FROM agency_record a WHERE a.employee_id = c.employee_id
    AND a.period <= c.month AND a.period_to >= c.month AND a.unit_id = c.unit_id AND a.insurance = c.insurance)";

/// The units and insurances with an agency list of a period.
const LISTS: &str = "SELECT DISTINCT unit_id, insurance FROM agency_record WHERE period = ?1 AND kind = 'regular'";

impl View<'_> {
    /// 补差 and 补缴 declared in a month, both sides together.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn retro_booked(&self, booked: Month) -> Result<Yuan> {
        let sql = "SELECT coalesce(sum(coalesce(employer, 0) + coalesce(employee, 0)), 0) FROM contribution
            WHERE booked_month = ?1 AND kind <> 'regular'";
        self.number(sql, [booked.compact()]).map(Yuan::from_fen)
    }

    /// 来源起点 of every unit.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn source_starts(&self) -> Result<Vec<SourceStart>> {
        let sql = "SELECT id, (SELECT min(booked) FROM agency_record WHERE unit_id = unit.id),
                (SELECT min(pay_month) FROM wage), (SELECT min(day) FROM bank_line WHERE unit_id = unit.id) FROM unit";
        self.rows(sql, [], |c| {
            Ok(SourceStart {
                unit_id: c.plain()?,
                listed: c.month_or_none()?,
                paid: c.month_or_none()?,
                banked: c.word_or_none()?.map(Month::of),
            })
        })
    }

    /// Whether a list, a pay sheet or a bank statement of a month is here.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn any_source(&self, month: Month) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM wage WHERE pay_month = ?1)
            OR EXISTS (SELECT 1 FROM agency_record WHERE period = ?1)
            OR EXISTS (SELECT 1 FROM unit JOIN agency_record a ON a.unit_id = unit.id AND a.booked = ?1)
            OR EXISTS (SELECT 1 FROM bank_line WHERE day BETWEEN ?2 AND ?3)";
        let days = (month.first_day().to_string(), month.last_day().to_string());
        Ok(self.number(sql, (month.compact(), days.0, days.1))? != 0)
    }

    /// Whether a month was never computed, and no list speaks of it or was booked in it.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn is_untouched(&self, month: Month) -> Result<bool> {
        let sql = "SELECT NOT EXISTS (SELECT 1 FROM contribution WHERE month = ?1)
            AND NOT EXISTS (SELECT 1 FROM agency_record WHERE period = ?1)
            AND NOT EXISTS (SELECT 1 FROM unit CROSS JOIN agency_record a ON a.unit_id = unit.id AND a.booked = ?1)
            AND NOT EXISTS (SELECT 1 FROM agency_record INDEXED BY agency_record_once
              WHERE period < ?1 AND period_to >= ?1)";
        Ok(self.number(sql, [month.compact()])? != 0)
    }

    /// Whether some due line of a month has no record though the agency's list of its unit and insurance is here: where 对账
    /// of a closed month is worth another look.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn lacks_records(&self, month: Month) -> Result<bool> {
        let listed = "SELECT EXISTS (SELECT 1 FROM agency_record WHERE period = ?1)";
        let lacking = format!(
            "SELECT EXISTS (SELECT 1 FROM contribution c WHERE c.month = ?1 AND c.kind = 'regular'
               AND c.employer + c.employee > 0 AND (c.unit_id, c.insurance) IN ({LISTS}) AND NOT {RECORDED})"
        );
        Ok(self.number(listed, [month.compact()])? != 0 && self.number(&lacking, [month.compact()])? != 0)
    }
}
