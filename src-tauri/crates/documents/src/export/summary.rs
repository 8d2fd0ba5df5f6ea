//! 合计 — per unit and insurance what 「明细」 adds up to, as formulas over it.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Formula, Worksheet};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;

use super::columns::{Column, Place};
use super::error::ExportError;
use super::ledger::{Ledger, LedgerLine};
use super::style::{Styles, on_paper};
use crate::sheet::column_letter;

const HEAD: u32 = 1;
const HEADINGS: [(&str, u16); 7] =
    [("参保单位", 34), ("险种", 14), ("行数", 8), ("待确认行数", 12), ("单位部分", 16), ("个人部分", 16), ("合计", 16)];
const LINES: u16 = 2;
const UNCONFIRMED: u16 = 3;
const EMPLOYER: u16 = 4;
const EMPLOYEE: u16 = 5;
const TOTAL: u16 = 6;

/// What the lines of one place add up to.
#[derive(Clone, Copy, Default)]
struct Sums {
    lines: u32,
    unconfirmed: u32,
    employer: Yuan,
    employee: Yuan,
    total: Yuan,
}

impl Sums {
    fn add(&mut self, line: &LedgerLine) {
        self.lines += 1;
        self.unconfirmed += u32::from(line.total().is_none());
        self.employer += line.employer.unwrap_or_default();
        self.employee += line.employee.unwrap_or_default();
        self.total += line.total().unwrap_or_default();
    }

    /// The result a cell of the row keeps beside its formula.
    fn result(&self, column: u16) -> String {
        match column {
            LINES => self.lines.to_string(),
            UNCONFIRMED => self.unconfirmed.to_string(),
            EMPLOYER => self.employer.to_string(),
            EMPLOYEE => self.employee.to_string(),
            _ => self.total.to_string(),
        }
    }
}

/// The insurances of one unit.
struct UnitSums<'a> {
    unit: &'a str,
    all: Sums,
    insurances: BTreeMap<Insurance, Sums>,
}

/// Units in the order in which they first appear.
fn add_up(lines: &[LedgerLine]) -> (Vec<UnitSums<'_>>, Sums) {
    let mut units: Vec<UnitSums> = Vec::new();
    let mut positions: BTreeMap<&str, usize> = BTreeMap::new();
    let mut all = Sums::default();
    for line in lines {
        let position = *positions.entry(&line.unit).or_insert(units.len());
        if position == units.len() {
            units.push(UnitSums { unit: &line.unit, all: Sums::default(), insurances: BTreeMap::new() });
        }
        if let Some(unit) = units.get_mut(position) {
            unit.all.add(line);
            unit.insurances.entry(line.insurance).or_default().add(line);
        }
        all.add(line);
    }
    (units, all)
}

/// Fills the sheet.
pub(super) fn write(sheet: &mut Worksheet, styles: &Styles, ledger: &Ledger, place: Place) -> Result<(), ExportError> {
    let (units, all) = add_up(&ledger.lines);
    sheet.set_name("合计")?;
    sheet.write_string_with_format(0, 0, &ledger.title, &styles.title)?;
    let mut rows = Rows { sheet, styles, place, next: HEAD + 1 };
    for unit in &units {
        rows.unit(unit)?;
    }
    rows.total("总计", &all, |column| match column {
        LINES => format!("COUNTA({})", place.of(Column::Insurance)),
        UNCONFIRMED => format!("COUNTA({})-COUNT({})", place.of(Column::Insurance), place.of(Column::Total)),
        _ => format!("ROUND(SUM({}),2)", place.of(added(column))),
    })?;
    lay_out(sheet, styles)
}

struct Rows<'a> {
    sheet: &'a mut Worksheet,
    styles: &'a Styles,
    place: Place,
    next: u32,
}

impl Rows<'_> {
    fn unit(&mut self, unit: &UnitSums) -> Result<(), ExportError> {
        let first = self.next;
        for (insurance, sums) in &unit.insurances {
            let row = self.next;
            self.sheet.write_string_with_format(row, 0, unit.unit, &self.styles.text)?;
            self.sheet.write_string_with_format(row, 1, insurance.chinese(), &self.styles.text)?;
            let chosen = Chosen { place: self.place, row, plain: is_plain(unit.unit) };
            for column in LINES..=TOTAL {
                let style = if column > UNCONFIRMED { &self.styles.money } else { &self.styles.count };
                let formula = Formula::new(chosen.formula(column)).set_result(sums.result(column));
                self.sheet.write_formula_with_format(row, column, formula, style)?;
            }
            self.next += 1;
        }
        let last = self.next;
        self.total("小计", &unit.all, |column| {
            let letter = column_letter(u32::from(column));
            let sum = format!("SUM({letter}{}:{letter}{last})", first + 1);
            if column > UNCONFIRMED { format!("ROUND({sum},2)") } else { sum }
        })
    }

    fn total(&mut self, label: &str, sums: &Sums, formula: impl Fn(u16) -> String) -> Result<(), ExportError> {
        let row = self.next;
        self.sheet.write_string_with_format(row, 0, label, &self.styles.total)?;
        self.sheet.write_blank(row, 1, &self.styles.total)?;
        for column in LINES..=TOTAL {
            let style = if column > UNCONFIRMED { &self.styles.total_money } else { &self.styles.total_count };
            let formula = Formula::new(formula(column)).set_result(sums.result(column));
            self.sheet.write_formula_with_format(row, column, formula, style)?;
        }
        self.next += 1;
        Ok(())
    }
}

/// The column of 「明细」 behind a column of amounts.
const fn added(column: u16) -> Column {
    match column {
        EMPLOYER => Column::Employer,
        EMPLOYEE => Column::Employee,
        _ => Column::Total,
    }
}

/// The lines of the unit and insurance named in a row.
struct Chosen {
    place: Place,
    row: u32,
    plain: bool,
}

impl Chosen {
    fn formula(&self, column: u16) -> String {
        let (units, insurances) = (self.place.of(Column::Unit), self.place.of(Column::Insurance));
        let (unit, insurance) = (format!("$A{}", self.row + 1), format!("$B{}", self.row + 1));
        let totals = self.place.of(Column::Total);
        if self.plain {
            let criteria = format!("{units},{unit},{insurances},{insurance}");
            return match column {
                LINES => format!("COUNTIFS({criteria})"),
                UNCONFIRMED => format!("COUNTIFS({criteria},{totals},\"=\")"),
                _ => format!("ROUND(SUMIFS({},{criteria}),2)", self.place.of(added(column))),
            };
        }
        let hits = format!("EXACT({units},{unit})*({insurances}={insurance})");
        match column {
            LINES => format!("SUMPRODUCT({hits})"),
            UNCONFIRMED => format!("SUMPRODUCT({hits}*({totals}=\"\"))"),
            _ => format!("ROUND(SUMPRODUCT({hits},{}),2)", self.place.of(added(column))),
        }
    }
}

/// Whether SUMIFS takes a name for what it is: it reads `>1`, `a*`, `1e2` or a date as a condition. Names that
/// begin with a Chinese character and hold no wildcard are safe; any other is compared letter by letter.
fn is_plain(name: &str) -> bool {
    name.starts_with(|first: char| first.is_alphabetic() && !first.is_ascii()) && !name.contains(['*', '?', '~'])
}

fn lay_out(sheet: &mut Worksheet, styles: &Styles) -> Result<(), ExportError> {
    for (column, (heading, width)) in (0..).zip(HEADINGS) {
        sheet.write_string_with_format(HEAD, column, heading, &styles.head)?;
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(HEAD + 1, 1)?;
    on_paper(sheet, HEAD)
}
