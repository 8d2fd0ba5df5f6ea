//! 明细 — one row per line, in which base and shares are live formulas.

use rust_xlsxwriter::{Format, Formula, IgnoreError, Worksheet};
use shebao_rules::money::Yuan;
use shebao_rules::rate::Rate;

use super::columns::{Column, DETAIL, Place};
use super::error::ExportError;
use super::formula::{self, Side};
use super::ledger::{Ledger, LedgerLine};
use super::style::{Styles, on_paper};

const ROWS_OF_A_SHEET: usize = 1_048_576;
const UNCONFIRMED: &str = "待确认";
const RECORDED: &str = "斜体金额按台账记录列示，不由本行的基数、费率和取整得出。";

/// Fills the sheet and tells where the lines stand.
pub(super) fn write(sheet: &mut Worksheet, styles: &Styles, ledger: &Ledger) -> Result<Place, ExportError> {
    let mut notes: Vec<&str> = ledger.notes.iter().map(String::as_str).collect();
    if ledger.lines.iter().any(is_recorded) {
        notes.push(RECORDED);
    }
    if notes.len() + ledger.lines.len() + 4 > ROWS_OF_A_SHEET {
        return Err(ExportError::TooManyLines);
    }
    let count = |len: usize| u32::try_from(len).map_err(|_| ExportError::TooManyLines);
    // Title, notes, totals, headings, lines.
    let head = count(notes.len())? + 2;
    let place = Place { first: head + 1, last: head + count(ledger.lines.len())?.max(1) };

    sheet.set_name(DETAIL)?;
    sheet.write_string_with_format(0, 0, &ledger.title, &styles.title)?;
    for (row, note) in (1..).zip(notes) {
        sheet.write_string_with_format(row, 0, note, &styles.note)?;
    }
    filtered_totals(sheet, styles, ledger, place)?;
    let mut rows = Rows { sheet, styles };
    for (row, line) in (place.first..).zip(&ledger.lines) {
        rows.line(row, line)?;
    }
    lay_out(sheet, styles, place)?;
    Ok(place)
}

/// Whether some amount of the line has another origin than the line itself.
fn is_recorded(line: &LedgerLine) -> bool {
    (line.base.is_some() && formula::base(line, 0).is_none())
        || (line.employer.is_some() && Side::employer(line).formula(line.base, 0).is_none())
        || (line.employee.is_some() && Side::employee(line).formula(line.base, 0).is_none())
}

/// The row above the headings: totals of the rows the filter leaves visible.
fn filtered_totals(sheet: &mut Worksheet, styles: &Styles, ledger: &Ledger, place: Place) -> Result<(), ExportError> {
    let row = place.first - 2;
    for column in Column::ALL {
        sheet.write_blank(row, column.index(), &styles.total)?;
    }
    sheet.write_string_with_format(row, 0, "合计（随筛选变化）", &styles.total)?;
    let sums = [
        (Column::Employer, ledger.lines.iter().filter_map(|line| line.employer).sum::<Yuan>()),
        (Column::Employee, ledger.lines.iter().filter_map(|line| line.employee).sum()),
        (Column::Total, ledger.lines.iter().filter_map(LedgerLine::total).sum()),
    ];
    for (column, sum) in sums {
        // Rounded once more: thousands of binary fractions do not add up to whole fen.
        let text = format!("=ROUND(SUBTOTAL(109,{}),2)", place.within(column));
        let formula = Formula::new(text).set_result(sum.to_string());
        sheet.write_formula_with_format(row, column.index(), formula, &styles.total_money)?;
    }
    Ok(())
}

struct Rows<'a> {
    sheet: &'a mut Worksheet,
    styles: &'a Styles,
}

impl Rows<'_> {
    fn line(&mut self, row: u32, line: &LedgerLine) -> Result<(), ExportError> {
        let styles = self.styles;
        self.text(row, Column::EmployeeNo, &line.employee_no, &styles.text)?;
        self.text(row, Column::Name, &line.name, &styles.text)?;
        self.text(row, Column::IdNumber, &line.id_number, &styles.text)?;
        self.text(row, Column::Department, &line.department, &styles.text)?;
        self.text(row, Column::Unit, &line.unit, &styles.text)?;
        self.text(row, Column::Insurance, line.insurance.chinese(), &styles.text)?;
        self.text(row, Column::Kind, &line.kind, &styles.text)?;
        self.text(row, Column::Period, &line.period.to_string(), &styles.centred)?;
        self.text(row, Column::Booked, &line.booked.to_string(), &styles.centred)?;
        self.number(row, Column::DeclaredBase, line.declared_base)?;
        self.number(row, Column::Floor, line.floor)?;
        self.number(row, Column::Cap, line.cap)?;
        self.amount(row, Column::Base, line.base, formula::base(line, row))?;
        self.rate(row, Column::EmployerRate, line.employer_rate)?;
        self.number(row, Column::EmployerFixed, fixed(line.employer_fixed))?;
        self.amount(row, Column::Employer, line.employer, Side::employer(line).formula(line.base, row))?;
        self.rate(row, Column::EmployeeRate, line.employee_rate)?;
        self.number(row, Column::EmployeeFixed, fixed(line.employee_fixed))?;
        self.amount(row, Column::Employee, line.employee, Side::employee(line).formula(line.base, row))?;
        let both = format!("={}+{}", Column::Employer.cell(row), Column::Employee.cell(row));
        self.amount(row, Column::Total, line.total(), Some(both))?;
        self.text(row, Column::Status, status(line), &styles.centred)
    }

    /// Never anything but text, however it begins.
    fn text(&mut self, row: u32, column: Column, text: &str, style: &Format) -> Result<(), ExportError> {
        self.sheet.write_string_with_format(row, column.index(), text, style)?;
        Ok(())
    }

    fn number(&mut self, row: u32, column: Column, amount: Option<Yuan>) -> Result<(), ExportError> {
        match amount {
            Some(amount) => {
                self.sheet.write_with_format(row, column.index(), amount.decimal(), &self.styles.money)?;
            }
            None => {
                self.sheet.write_blank(row, column.index(), &self.styles.money)?;
            }
        }
        Ok(())
    }

    /// An amount with the formula that gives it; without one, the number by itself.
    fn amount(
        &mut self,
        row: u32,
        column: Column,
        amount: Option<Yuan>,
        formula: Option<String>,
    ) -> Result<(), ExportError> {
        match (amount, formula) {
            (None, _) => return self.number(row, column, None),
            (Some(amount), Some(formula)) => {
                let formula = Formula::new(formula).set_result(amount.to_string());
                self.sheet.write_formula_with_format(row, column.index(), formula, &self.styles.money)?;
            }
            (Some(amount), None) => {
                self.sheet.write_with_format(row, column.index(), amount.decimal(), &self.styles.recorded)?;
            }
        }
        Ok(())
    }

    fn rate(&mut self, row: u32, column: Column, rate: Option<Rate>) -> Result<(), ExportError> {
        match rate {
            Some(rate) => {
                self.sheet.write_with_format(row, column.index(), rate.fraction(), &self.styles.rate)?;
            }
            None => {
                self.sheet.write_blank(row, column.index(), &self.styles.rate)?;
            }
        }
        Ok(())
    }
}

/// A fixed amount of nothing is an empty cell: most insurances have none.
fn fixed(amount: Yuan) -> Option<Yuan> {
    (!amount.is_zero()).then_some(amount)
}

/// A line without its amounts says 待确认, whatever else it says.
fn status(line: &LedgerLine) -> &str {
    if line.total().is_some() || line.status.contains(UNCONFIRMED) { &line.status } else { UNCONFIRMED }
}

/// Headings, widths, what stays in view and how it is printed.
fn lay_out(sheet: &mut Worksheet, styles: &Styles, place: Place) -> Result<(), ExportError> {
    let head = place.first - 1;
    for column in Column::ALL {
        let (heading, width) = column.heading();
        sheet.write_string_with_format(head, column.index(), heading, &styles.head)?;
        sheet.set_column_width(column.index(), width)?;
    }
    sheet.set_freeze_panes(place.first, Column::Name.index() + 1)?;
    sheet.autofilter(head, 0, place.last, Column::Status.index())?;
    let (first, last) = (Column::EmployeeNo.index(), Column::Unit.index());
    sheet.ignore_error_range(place.first, first, place.last, last, IgnoreError::NumberStoredAsText)?;
    on_paper(sheet, head)
}
