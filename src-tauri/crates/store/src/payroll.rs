//! 工资 — pay slips as imported: gross, items, and what was deducted for which insurance.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::params;
use serde::Serialize;
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;

use crate::act::Tx;
use crate::error::Result;
use crate::matching::MatchStrength;
use crate::row::{Columns, Origin, Stored, fen, origin_columns, words};
use crate::view::View;

words! {
    /// 扣款种类 — which period a deduction belongs to.
    DeductionKind {
        /// 当月.
        Current = "current" / "当月",
        /// 补扣 of an earlier month.
        Late = "late" / "补扣",
        /// 补差 after bounds or rates were published late.
        TrueUp = "true_up" / "补差",
    }
}

/// 工资项目 — one pay item as headed on the sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WageItem {
    /// The heading.
    pub name: String,
    /// The amount.
    pub amount: Yuan,
}

/// 社保扣款 — what was taken from pay for one insurance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct WageDeduction {
    /// 险种.
    pub insurance: Insurance,
    /// Which period it belongs to.
    pub kind: DeductionKind,
    /// The amount.
    pub amount: Yuan,
}

/// 工资条 — one person's pay of one month in one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Wage {
    /// Who.
    pub employee_id: i64,
    /// 工资所属月份.
    pub pay_month: Month,
    /// Paid by.
    pub unit_id: Option<i64>,
    /// 应发.
    pub gross: Option<Yuan>,
    /// 应税.
    pub taxable: Option<Yuan>,
    /// 个税.
    pub tax: Option<Yuan>,
    /// 实发.
    pub net: Option<Yuan>,
    /// By what the row met the person.
    pub match_strength: MatchStrength,
    /// Where it came from.
    pub origin: Option<Origin>,
    /// 工资项目 in the sheet's order.
    pub items: Vec<WageItem>,
    /// 社保公积金扣款.
    pub deductions: Vec<WageDeduction>,
}

/// 一笔扣款 with the pay slip it stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Deducted {
    /// The pay slip.
    pub wage_id: i64,
    /// Who.
    pub employee_id: i64,
    /// Paid by.
    pub unit_id: Option<i64>,
    /// 工资所属月份.
    pub pay_month: Month,
    /// Where the pay slip came from.
    pub origin: Option<Origin>,
    /// 险种.
    pub insurance: Insurance,
    /// Which period it belongs to.
    pub kind: DeductionKind,
    /// The amount.
    pub amount: Yuan,
}

const COLUMNS: &str = "id, employee_id, pay_month, unit_id, gross, taxable, tax, net, match_strength, origin_sheet_id,
    origin_row";

fn read(c: &mut Columns<'_, '_>) -> Result<Stored<Wage>> {
    Ok(Stored {
        id: c.plain()?,
        row: Wage {
            employee_id: c.plain()?,
            pay_month: c.month()?,
            unit_id: c.plain()?,
            gross: c.yuan_or_none()?,
            taxable: c.yuan_or_none()?,
            tax: c.yuan_or_none()?,
            net: c.yuan_or_none()?,
            match_strength: c.word()?,
            origin: c.origin()?,
            items: Vec::new(),
            deductions: Vec::new(),
        },
    })
}

impl View<'_> {
    /// All pay slips of a month with items and deductions, person by person.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn wages_in(&self, month: Month) -> Result<Vec<Stored<Wage>>> {
        self.wages("pay_month = ?1 AND ?2 = ?2 AND ?3 = ?3", (month.compact(), 0, 0))
    }

    /// One person's pay slips over some months, the oldest first.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn wages_of(&self, employee_id: i64, from: Month, to: Month) -> Result<Vec<Stored<Wage>>> {
        self.wages("employee_id = ?1 AND pay_month BETWEEN ?2 AND ?3", (employee_id, from.compact(), to.compact()))
    }

    /// Everybody's pay slips over some months, person by person, the oldest first.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn wages_between(&self, from: Month, to: Month) -> Result<Vec<Stored<Wage>>> {
        self.wages("pay_month BETWEEN ?1 AND ?2 AND ?3 = ?3", (from.compact(), to.compact(), 0))
    }

    /// Every deduction on the pay slips of some months, person by person, the oldest first.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn deductions_between(&self, from: Month, to: Month) -> Result<Vec<Deducted>> {
        let sql = "SELECT wage.id, wage.employee_id, unit_id, pay_month, origin_sheet_id, origin_row, insurance, kind,
                amount FROM wage JOIN wage_deduction ON wage_deduction.wage_id = wage.id
            WHERE pay_month BETWEEN ?1 AND ?2 ORDER BY wage.employee_id, pay_month, wage.id, insurance, kind";
        self.rows(sql, (from.compact(), to.compact()), |c| {
            Ok(Deducted {
                wage_id: c.plain()?,
                employee_id: c.plain()?,
                unit_id: c.plain()?,
                pay_month: c.month()?,
                origin: c.origin()?,
                insurance: c.word()?,
                kind: c.word()?,
                amount: c.yuan()?,
            })
        })
    }

    /// 工资所属月份 of which some pay slip is here.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn pay_months(&self) -> Result<BTreeSet<Month>> {
        Ok(self.rows("SELECT DISTINCT pay_month FROM wage", [], |c| c.month())?.into_iter().collect())
    }

    /// The pay slips that a row of a sheet brought.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn wages_of_row(&self, origin: Origin) -> Result<Vec<Stored<Wage>>> {
        let wanted = "origin_sheet_id = ?1 AND origin_row = ?2 AND ?3 = ?3";
        self.wages(wanted, (origin.sheet_id, origin.row, 0))
    }

    fn wages(&self, wanted: &str, params: (i64, i64, i64)) -> Result<Vec<Stored<Wage>>> {
        let sql = format!("SELECT {COLUMNS} FROM wage WHERE {wanted} ORDER BY employee_id, pay_month, id");
        let mut wages = self.rows(&sql, params, read)?;
        let place: BTreeMap<i64, usize> = wages.iter().enumerate().map(|(at, w)| (w.id, at)).collect();
        let of_these = format!("wage_id IN (SELECT id FROM wage WHERE {wanted})");
        let sql = format!("SELECT wage_id, name, amount FROM wage_item WHERE {of_these} ORDER BY wage_id, place");
        for (wage, item) in
            self.rows(&sql, params, |c| Ok((c.plain::<i64>()?, WageItem { name: c.plain()?, amount: c.yuan()? })))?
        {
            if let Some(wage) = place.get(&wage).and_then(|at| wages.get_mut(*at)) {
                wage.row.items.push(item);
            }
        }
        let sql = format!("SELECT wage_id, insurance, kind, amount FROM wage_deduction WHERE {of_these}");
        for (wage, deduction) in self.rows(&sql, params, |c| {
            Ok((c.plain::<i64>()?, WageDeduction { insurance: c.word()?, kind: c.word()?, amount: c.yuan()? }))
        })? {
            if let Some(wage) = place.get(&wage).and_then(|at| wages.get_mut(*at)) {
                wage.row.deductions.push(deduction);
            }
        }
        for wage in &mut wages {
            wage.row.deductions.sort_by_key(|d| (d.insurance, d.kind));
        }
        Ok(wages)
    }
}

impl Tx<'_> {
    /// Adds a pay slip with its items and deductions.
    ///
    /// # Errors
    /// [`crate::StoreError::Duplicate`] if the person has one of that month and unit,
    /// [`crate::StoreError::Reference`] if there is no such person or unit.
    pub fn insert_wage(&mut self, wage: &Wage) -> Result<i64> {
        let (sheet, row) = origin_columns(wage.origin);
        let id = self.insert(
            "INSERT INTO wage (employee_id, pay_month, unit_id, gross, taxable, tax, net, match_strength,
             origin_sheet_id, origin_row) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                wage.employee_id,
                wage.pay_month.compact(),
                wage.unit_id,
                fen(wage.gross),
                fen(wage.taxable),
                fen(wage.tax),
                fen(wage.net),
                wage.match_strength.id(),
                sheet,
                row
            ],
        )?;
        for (place, item) in (1_i64..).zip(&wage.items) {
            self.write(
                "INSERT INTO wage_item (wage_id, place, employee_id, name, amount) VALUES (?1, ?2, ?3, ?4, ?5)",
                (id, place, wage.employee_id, &item.name, item.amount.fen()),
            )?;
        }
        for deduction in &wage.deductions {
            self.write(
                "INSERT INTO wage_deduction (wage_id, insurance, kind, employee_id, amount) VALUES (?1, ?2, ?3, ?4, ?5)",
                (id, deduction.insurance.id(), deduction.kind.id(), wage.employee_id, deduction.amount.fen()),
            )?;
        }
        Ok(id)
    }

    /// Removes a pay slip with its items and deductions.
    ///
    /// # Errors
    /// [`crate::StoreError::NotFound`] if there is none.
    pub fn delete_wage(&mut self, id: i64) -> Result<()> {
        self.write("DELETE FROM wage_item WHERE wage_id = ?1", [id])?;
        self.write("DELETE FROM wage_deduction WHERE wage_id = ?1", [id])?;
        self.change("wage", "DELETE FROM wage WHERE id = ?1", [id])
    }
}
