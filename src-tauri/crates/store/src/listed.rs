//! 清单查询 — what 对账 needs of the agencies' lists: their rows without what only a single record tells, their sums, and where
//! rows came from. A list's own months are found by the indexes, whatever years stand beside them.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::Serialize;
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;

use crate::error::Result;
use crate::row::{Columns, Origin};
use crate::view::View;

/// 清单行 — one record as far as it is held against other sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedRow {
    /// The record.
    pub id: i64,
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
    /// 0, or counts further rows that say the same of the same person.
    pub seq: i64,
    /// By what the list names the person, folded.
    pub identity: String,
    /// 姓名, as printed.
    pub printed_name: Option<String>,
    /// 证件号码 of nobody of the roster, as printed.
    pub printed_id: Option<String>,
    /// 缴费基数.
    pub base: Option<Yuan>,
    /// 单位部分 without its fixed amount.
    pub employer: Option<Yuan>,
    /// 个人部分 without its fixed amount.
    pub employee: Option<Yuan>,
    /// 单位定额.
    pub employer_fixed: Option<Yuan>,
    /// 个人定额.
    pub employee_fixed: Option<Yuan>,
    /// Both sides where the list prints only their sum.
    pub both_shares: Option<Yuan>,
    /// The list itself calls it 未入账 or 未到账.
    pub uncredited: bool,
}

/// 清单合计 — what one sheet booked of one unit, period and insurance in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct AgencySum {
    /// 参保单位.
    pub unit_id: i64,
    /// 入库年月.
    pub booked: Month,
    /// 所属期, of a row of several the first.
    pub period: Month,
    /// 险种.
    pub insurance: Insurance,
    /// The sheet, where it is known.
    pub sheet_id: Option<i64>,
    /// 单位与个人合计, fixed amounts included.
    pub amount: Yuan,
    /// 滞纳金, the employer's.
    pub late_fee: Yuan,
}

/// Some columns of the records of the period `?1`.
fn of_period(columns: &str) -> String {
    format!("SELECT {columns} FROM agency_record a WHERE a.period = ?1")
}

/// Some columns of the records of other periods that are booked in `?2` or reach into the months `?1` to `?2`. Only few rows
/// span several months: they are looked for in the index alone.
fn besides(columns: &str) -> String {
    format!(
        "SELECT {columns} FROM unit CROSS JOIN agency_record a ON a.unit_id = unit.id AND a.booked = ?2
           WHERE a.period NOT BETWEEN ?1 AND ?2
         UNION ALL
         SELECT {columns} FROM agency_record a WHERE a.id IN (SELECT id FROM agency_record INDEXED BY agency_record_once
           WHERE period < ?1 AND period_to >= ?1 AND booked <> ?2)"
    )
}

const ROW: &str = "a.id, a.employee_id, a.unit_id, a.insurance, a.period, a.period_to, a.booked, a.seq, a.identity,
    a.printed_name, CASE WHEN a.employee_id IS NULL THEN a.printed_id END, a.base, a.employer, a.employee,
    a.employer_fixed, a.employee_fixed, a.both_shares, ifnull(instr(a.status, '未'), 0) > 0";

const ORIGINS: &str =
    "a.id, a.origin_sheet_id, a.origin_row, a.employee_sheet_id, a.employee_row, a.fixed_sheet_id, a.fixed_row";

fn row(c: &mut Columns<'_, '_>) -> Result<ListedRow> {
    Ok(ListedRow {
        id: c.plain()?,
        employee_id: c.plain()?,
        unit_id: c.plain()?,
        insurance: c.word()?,
        period: c.month()?,
        period_to: c.month()?,
        booked: c.month()?,
        seq: c.plain()?,
        identity: c.plain()?,
        printed_name: c.plain()?,
        printed_id: c.plain()?,
        base: c.yuan_or_none()?,
        employer: c.yuan_or_none()?,
        employee: c.yuan_or_none()?,
        employer_fixed: c.yuan_or_none()?,
        employee_fixed: c.yuan_or_none()?,
        both_shares: c.yuan_or_none()?,
        uncredited: c.plain()?,
    })
}

impl ListedRow {
    /// The order in which rows are gone through: unit by unit in the order of booking, period and person.
    #[must_use]
    pub fn in_order(&self, other: &Self) -> Ordering {
        let place = |row: &Self| (row.unit_id, row.booked, row.period);
        let within = |row: &Self| (row.insurance.id(), row.seq, row.id);
        let by_person = || self.identity.cmp(&other.identity).then_with(|| within(self).cmp(&within(other)));
        place(self).cmp(&place(other)).then_with(by_person)
    }
}

impl View<'_> {
    /// 清单行 that begin in a period, in their order.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn listed_rows(&self, period: Month) -> Result<Vec<ListedRow>> {
        let mut rows = self.rows(&of_period(ROW), [period.compact()], row)?;
        // Sorted here: the engine would carry every column through its sorter.
        rows.sort_by(ListedRow::in_order);
        Ok(rows)
    }

    /// 清单行 that begin in none of some months and reach into them, or are booked in the last.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn listed_rows_besides(&self, from: Month, to: Month) -> Result<Vec<ListedRow>> {
        self.rows(&besides(ROW), (from.compact(), to.compact()), row)
    }

    /// Where the rows of some months and those besides came from, by record.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn listed_origins(&self, from: Month, to: Month) -> Result<BTreeMap<i64, Vec<Origin>>> {
        let read = |c: &mut Columns<'_, '_>| {
            let id = c.plain()?;
            Ok((id, [c.origin()?, c.origin()?, c.origin()?].into_iter().flatten().collect()))
        };
        let mut all = self.rows(&besides(ORIGINS), (from.compact(), to.compact()), read)?;
        for period in from.through(to) {
            all.extend(self.rows(&of_period(ORIGINS), [period.compact()], read)?);
        }
        Ok(all.into_iter().collect())
    }

    /// 清单合计 of some months of booking.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn agency_sums(&self, from: Month, to: Month) -> Result<Vec<AgencySum>> {
        // Added up here: the engine would sort the rows of a whole company for its few groups.
        let sql = "SELECT a.unit_id, a.booked, a.period, a.insurance, a.origin_sheet_id,
                coalesce(a.employer_fixed, 0) + coalesce(a.employee_fixed, 0) + CASE
                    WHEN a.employer IS NULL AND a.employee IS NULL THEN coalesce(a.both_shares, 0)
                    ELSE coalesce(a.employer, 0) + coalesce(a.employee, 0) END,
                coalesce(a.late_fee, 0) + coalesce(a.employee_late_fee, 0) + coalesce(a.fixed_late_fee, 0)
            FROM unit CROSS JOIN agency_record a ON a.unit_id = unit.id AND a.booked BETWEEN ?1 AND ?2";
        type Group = (i64, Month, Month, Insurance, Option<i64>);
        let mut sums: BTreeMap<Group, (Yuan, Yuan)> = BTreeMap::new();
        self.rows(sql, (from.compact(), to.compact()), |c| {
            let sum = sums.entry((c.plain()?, c.month()?, c.month()?, c.word()?, c.plain()?)).or_default();
            sum.0 += c.yuan()?;
            sum.1 += c.yuan()?;
            Ok(())
        })?;
        let sum = |((unit_id, booked, period, insurance, sheet_id), (amount, late_fee))| AgencySum {
            unit_id,
            booked,
            period,
            insurance,
            sheet_id,
            amount,
            late_fee,
        };
        Ok(sums.into_iter().map(sum).collect())
    }
}
