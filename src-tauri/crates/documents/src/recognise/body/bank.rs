//! 流水行 — the rows of a bank statement: a line has a date and an amount, whatever its texts say.

use super::{RowKind, Sorter, label};
use crate::clean;
use crate::recognise::field::Field;
use crate::sheet::{Cell, Row};

/// 期初余额, 承前页 … a balance that no line of the statement made.
const BROUGHT_FORWARD: &[&str] =
    &["期初余额", "承前页", "上期余额", "上日余额", "上期结余", "期初结余", "上年结转", "承上页"];

impl Sorter<'_> {
    /// What a row of a statement is.
    pub(super) fn sort_line(&mut self, row: &Row) -> RowKind {
        let cell =
            |field: Field| self.header.column_of(field).and_then(|at| row.cell(at)).filter(|cell| !cell.is_blank());
        let days = [Field::TradeDay, Field::TradeTime, Field::BookedDay];
        let dated = days.into_iter().filter_map(cell).any(|cell| clean::moment(cell).value.is_some());
        let moved = [Field::Debit, Field::Credit, Field::Amount].into_iter().filter_map(cell).any(moves);
        let balance = cell(Field::Balance).is_some();
        if !moved && balance && brings_forward(row) {
            return RowKind::PartTotal;
        }
        if dated && (moved || balance) {
            self.add(row);
            self.after_total = false;
            return RowKind::Data;
        }
        if let Some(grand) = label(row, &self.anchors) {
            self.after_total = true;
            self.part.clear();
            return if grand { RowKind::GrandTotal } else { RowKind::PartTotal };
        }
        let filled = row.filled().count();
        if !moved && !balance || filled <= 2 && row.filled().all(|(_, cell)| cell.text().is_some_and(is_prose)) {
            return RowKind::Text;
        }
        match self.nameless(row) {
            // An amount without a readable date is a line that would be lost.
            RowKind::Filler if moved => RowKind::Stray,
            kind => kind,
        }
    }
}

/// Whether an amount cell says anything: zeros of the other side do not.
fn moves(cell: &Cell) -> bool {
    clean::money(cell).value.is_none_or(|amount| !amount.is_zero())
}

fn brings_forward(row: &Row) -> bool {
    let texts = row.filled().filter_map(|(_, cell)| cell.text());
    texts.map(|text| text.split_whitespace().collect::<String>()).any(|text| BROUGHT_FORWARD.contains(&text.as_str()))
}

/// A text that is no amount.
fn is_prose(text: &str) -> bool {
    clean::money(&Cell::Text(text.to_owned())).value.is_none()
}
