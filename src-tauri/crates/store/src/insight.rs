//! 概览查询 — sums and comparisons over whole months, so that a screen does not read every line.

use std::collections::BTreeMap;

use serde::Serialize;
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;

use crate::error::Result;
use crate::row::Columns;
use crate::view::View;

/// 险种合计 of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct InsuranceSum {
    /// 险种.
    pub insurance: Insurance,
    /// Lines.
    pub heads: u32,
    /// 单位部分.
    pub employer: Yuan,
    /// 个人部分.
    pub employee: Yuan,
    /// Lines without an amount.
    pub unconfirmed: u32,
}

/// 一侧 of a compared line: base, both shares, rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineSide {
    /// 缴费基数.
    pub base: Option<Yuan>,
    /// 单位部分.
    pub employer: Option<Yuan>,
    /// 个人部分.
    pub employee: Option<Yuan>,
    /// The terms it was computed from.
    pub rule_id: Option<i64>,
}

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

/// Which line of a month: who, unit, insurance and number.
type LineKey = (i64, i64, Insurance, i64);

fn side(c: &mut Columns<'_, '_>) -> Result<(LineKey, LineSide)> {
    let key = (c.plain()?, c.plain()?, c.word()?, c.plain()?);
    let (base, employer, employee) = (c.yuan_or_none()?, c.yuan_or_none()?, c.yuan_or_none()?);
    Ok((key, LineSide { base, employer, employee, rule_id: c.plain()? }))
}

impl View<'_> {
    /// The sums of a period by insurance; 补差 apart.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn insurance_sums(&self, month: Month) -> Result<Vec<InsuranceSum>> {
        // Added up here: the engine would sort the lines of a whole company for its few groups.
        let sql = "SELECT insurance, employer, employee FROM contribution WHERE month = ?1 AND kind <> 'true_up'";
        let mut sums: BTreeMap<Insurance, InsuranceSum> = BTreeMap::new();
        self.rows(sql, [month.compact()], |c| {
            let insurance = c.word()?;
            let none = InsuranceSum { insurance, heads: 0, employer: Yuan::ZERO, employee: Yuan::ZERO, unconfirmed: 0 };
            let sum = sums.entry(insurance).or_insert(none);
            let employer = c.yuan_or_none()?;
            sum.heads += 1;
            sum.employer += employer.unwrap_or_default();
            sum.employee += c.yuan_or_none()?.unwrap_or_default();
            sum.unconfirmed += u32::from(employer.is_none());
            Ok(())
        })?;
        Ok(sums.into_values().collect())
    }

    /// People with a line of a period.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn people_covered(&self, month: Month) -> Result<u32> {
        let people =
            self.number("SELECT count(DISTINCT employee_id) FROM contribution WHERE month = ?1", [month.compact()])?;
        Ok(u32::try_from(people).unwrap_or(u32::MAX))
    }

    /// People of a period by department.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn people_by_department(&self, month: Month) -> Result<Vec<(Option<String>, u32)>> {
        let sql = "SELECT department, count(*) FROM employee
            WHERE id IN (SELECT DISTINCT employee_id FROM contribution WHERE month = ?1)
            GROUP BY department ORDER BY department";
        self.rows(sql, [month.compact()], |c| Ok((c.plain()?, c.plain()?)))
    }

    /// The lines of two periods that are not alike, side by side: before, after.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn changed_lines(&self, before: Month, after: Month) -> Result<Vec<(Option<LineSide>, Option<LineSide>)>> {
        // Walked side by side here: the engine would look every line up in the other month.
        let mut old = self.sides(before)?.into_iter().peekable();
        let mut changed = Vec::new();
        for (key, now) in self.sides(after)? {
            while let Some((_, gone)) = old.next_if(|(other, _)| *other < key) {
                changed.push((Some(gone), None));
            }
            let was = old.next_if(|(other, _)| *other == key).map(|(_, was)| was);
            if was.is_none_or(|was| (was.employer, was.employee) != (now.employer, now.employee)) {
                changed.push((was, Some(now)));
            }
        }
        changed.extend(old.map(|(_, gone)| (Some(gone), None)));
        Ok(changed)
    }

    /// The lines of a period in the order of their keys; 补差 apart.
    fn sides(&self, month: Month) -> Result<Vec<(LineKey, LineSide)>> {
        let sql = "SELECT employee_id, unit_id, insurance, seq, base, employer, employee, rule_id FROM contribution
            WHERE month = ?1 AND kind = 'regular'";
        let mut sides = self.rows(sql, [month.compact()], side)?;
        sides.sort_by_key(|(key, _)| *key);
        Ok(sides)
    }

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
