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

/// 环节计数 of the lines of a month: how many there are to ask for, and how many have it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StateCounts {
    /// Lines with an employee's share of people who have a pay slip of the month.
    pub deductible: u32,
    /// Of these, deducted on the pay slip.
    pub deducted: u32,
    /// Lines whose unit and insurance have an agency list of the period.
    pub listable: u32,
    /// Of these, standing on the list.
    pub listed: u32,
    /// Of these, not marked as outstanding.
    pub credited: u32,
}

/// 缺记录的行 — a line that is due, and that the agency's list of the period does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MissingLine {
    /// Who.
    pub employee_id: i64,
    /// 参保单位.
    pub unit_id: i64,
    /// 险种.
    pub insurance: Insurance,
    /// 所属期.
    pub month: Month,
    /// 单位部分.
    pub employer: Yuan,
    /// 个人部分.
    pub employee: Yuan,
}

/// Whether a record of an agency answers a line.
const RECORDED: &str = "EXISTS (SELECT 1 FROM agency_record a WHERE a.employee_id = c.employee_id
    AND a.period <= c.month AND a.period_to >= c.month AND a.unit_id = c.unit_id AND a.insurance = c.insurance)";

/// The units and insurances with an agency list of a period.
const LISTS: &str = "SELECT DISTINCT unit_id, insurance FROM agency_record WHERE period = ?1";

fn side(c: &mut Columns<'_, '_>) -> Result<Option<LineSide>> {
    let there: bool = c.plain()?;
    let side = LineSide {
        base: c.yuan_or_none()?,
        employer: c.yuan_or_none()?,
        employee: c.yuan_or_none()?,
        rule_id: c.plain()?,
    };
    Ok(there.then_some(side))
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
        let same = "o.month = ?1 AND o.employee_id = c.employee_id AND o.insurance = c.insurance
            AND o.unit_id = c.unit_id AND o.kind = c.kind AND o.seq = c.seq";
        let sql = format!(
            "SELECT o.month IS NOT NULL, o.base, o.employer, o.employee, o.rule_id, 1, c.base, c.employer, c.employee,
               c.rule_id
             FROM contribution c LEFT JOIN contribution o ON {same}
             WHERE c.month = ?2 AND c.kind = 'regular'
               AND (o.month IS NULL OR o.employer IS NOT c.employer OR o.employee IS NOT c.employee)
             UNION ALL
             SELECT 1, c.base, c.employer, c.employee, c.rule_id, 0, NULL, NULL, NULL, NULL
             FROM contribution c WHERE c.month = ?1 AND c.kind = 'regular'
               AND NOT EXISTS (SELECT 1 FROM contribution o WHERE {})",
            same.replace("?1", "?2")
        );
        self.rows(&sql, (before.compact(), after.compact()), |c| Ok((side(c)?, side(c)?)))
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

    /// How many lines of a period have which step behind them.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn state_counts(&self, month: Month) -> Result<StateCounts> {
        let slip = "EXISTS (SELECT 1 FROM wage w WHERE w.employee_id = c.employee_id AND w.pay_month = c.month)";
        let sql = format!(
            "SELECT count(*), coalesce(sum(EXISTS (SELECT 1 FROM wage w JOIN wage_deduction d ON d.wage_id = w.id
               AND d.insurance = c.insurance WHERE w.employee_id = c.employee_id AND w.pay_month = c.month)), 0)
             FROM contribution c WHERE c.month = ?1 AND c.kind = 'regular' AND c.employee > 0 AND {slip}"
        );
        let any_slip = self.number("SELECT EXISTS (SELECT 1 FROM wage WHERE pay_month = ?1)", [month.compact()])?;
        let (deductible, deducted) = match any_slip {
            0 => (0, 0),
            _ => self.first(&sql, [month.compact()], |c| Ok((c.plain()?, c.plain()?)))?.unwrap_or_default(),
        };
        let outstanding =
            RECORDED.replace("a.insurance = c.insurance", "a.insurance = c.insurance AND a.status LIKE '%未%'");
        let sql = format!(
            "SELECT count(*), coalesce(sum({RECORDED}), 0), coalesce(sum({RECORDED} AND NOT {outstanding}), 0)
             FROM contribution c WHERE c.month = ?1 AND c.kind = 'regular' AND (c.unit_id, c.insurance) IN ({LISTS})"
        );
        let any_list =
            self.number("SELECT EXISTS (SELECT 1 FROM agency_record WHERE period = ?1)", [month.compact()])?;
        let (listable, listed, credited) = match any_list {
            0 => (0, 0, 0),
            _ => self.first(&sql, [month.compact()], |c| Ok((c.plain()?, c.plain()?, c.plain()?)))?.unwrap_or_default(),
        };
        Ok(StateCounts { deductible, deducted, listable, listed, credited })
    }

    /// 缺记录的行 of a period, person by person; only where the agency's list of that unit and insurance is there.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn missing_lines(&self, month: Month) -> Result<Vec<MissingLine>> {
        let any_list =
            self.number("SELECT EXISTS (SELECT 1 FROM agency_record WHERE period = ?1)", [month.compact()])?;
        if any_list == 0 {
            return Ok(Vec::new());
        }
        let sql = format!(
            "SELECT c.employee_id, c.unit_id, c.insurance, c.month, coalesce(c.employer, 0), coalesce(c.employee, 0)
             FROM contribution c WHERE c.month = ?1 AND c.kind = 'regular' AND c.employer + c.employee > 0
               AND (c.unit_id, c.insurance) IN ({LISTS}) AND NOT {RECORDED}"
        );
        self.rows(&sql, [month.compact()], |c| {
            Ok(MissingLine {
                employee_id: c.plain()?,
                unit_id: c.plain()?,
                insurance: c.word()?,
                month: c.month()?,
                employer: c.yuan()?,
                employee: c.yuan()?,
            })
        })
    }
}
