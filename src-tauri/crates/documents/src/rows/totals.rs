//! 控制总数 — the file's own 合计 beside the sum of what was read.

use serde::{Deserialize, Serialize};
use shebao_rules::money::Yuan;

use super::context;
use crate::clean::{self, Flaw, Issue, IssueCode};
use crate::recognise::{Column, Field, Kind, SheetGuess};
use crate::sheet::{Sheet, column_letter};

/// 控制总数 of one amount column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ControlTotal {
    /// `K`.
    pub column: String,
    /// As the sheet calls it.
    pub heading: String,
    /// What it means.
    pub field: Option<Field>,
    /// The file's own total; `None` if it prints none.
    pub file: Option<Yuan>,
    /// The sum of the rows read.
    pub ours: Yuan,
    /// The total rows used.
    pub rows: Vec<u32>,
}

impl ControlTotal {
    /// Whether the file's total is ours, or there is none to compare.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.file.is_none_or(|file| file == self.ours)
    }
}

/// The totals of a pay sheet's or register's amount columns, and an issue for each that differs.
pub(super) fn control(sheet: &Sheet, guess: &SheetGuess) -> (Vec<ControlTotal>, Vec<Issue>) {
    let (mut totals, mut issues) = (Vec::new(), Vec::new());
    if !matches!(guess.kind, Kind::Payroll | Kind::Claims) && !guess.kind.is_record() {
        return (totals, issues);
    }
    for column in guess.columns.iter().filter(|c| c.field.is_some_and(Field::is_money)) {
        let total = total(sheet, guess, column);
        if let (false, Some(file)) = (total.agrees(), total.file) {
            let message = format!(
                "“{}”列文件合计 {}，逐行相加 {}，相差 {}。请核对是否有行未读入或合计写错，确认后再导入。",
                total.heading,
                file.with_commas(),
                total.ours.with_commas(),
                (file - total.ours).with_commas()
            );
            let row = total.rows.first().copied().unwrap_or(0);
            issues.push(context::issue(Flaw::new(IssueCode::TotalDiffers, message), row, Some(column), None));
        }
        totals.push(total);
    }
    totals.extend(across(guess));
    (totals, issues)
}

/// 横向合计 of a sheet with one column per month, and each row of it that differs.
fn across(guess: &SheetGuess) -> impl Iterator<Item = ControlTotal> {
    let sums = guess.by_month.iter().flat_map(|table| &table.across);
    sums.map(|sum| ControlTotal {
        column: column_letter(sum.column),
        heading: sum.row.map_or_else(|| sum.heading.clone(), |row| format!("{}（第 {row} 行）", sum.heading)),
        field: sum.field,
        file: Some(sum.file),
        ours: sum.ours,
        rows: sum.row.into_iter().collect(),
    })
}

fn total(sheet: &Sheet, guess: &SheetGuess, column: &Column) -> ControlTotal {
    let amount = |row: &u32| sheet.cell(*row, column.index).and_then(|cell| clean::money(cell).value);
    let ours = guess.data_rows.iter().filter_map(amount).fold(0_i64, |sum, a| sum.saturating_add(a.fen()));
    let grand: Vec<u32> =
        guess.grand_total_rows.iter().rev().filter(|r| amount(r).is_some()).take(1).copied().collect();
    // A bureau's grand total may print one sum only; the others stand in the totals of its parts.
    let parts = grand.is_empty() && (guess.kind.is_record() || guess.grand_total_rows.is_empty());
    let rows = if parts { guess.total_rows.clone() } else { grand };
    let printed: Vec<Yuan> = rows.iter().filter_map(amount).collect();
    ControlTotal {
        column: column.letter.clone(),
        heading: column.heading.clone(),
        field: column.field,
        file: if printed.is_empty() { None } else { Some(printed.into_iter().sum()) },
        ours: Yuan::from_fen(ours),
        rows,
    }
}
