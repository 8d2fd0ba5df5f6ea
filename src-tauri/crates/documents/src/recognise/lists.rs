//! 名单 — lists of people that carry the headings of a bureau's records and are none: whom the bureau misses a declaration
//! of, and whom it has as insured.

use super::field::Field;
use super::{Kind, SheetGuess};
use crate::clean;
use crate::sheet::{Cell, Sheet};

/// What a tax client calls a list of those who were not declared.
const UNDECLARED: &str = "未申报";

/// The kind whose headings a sheet of this kind has.
pub(super) const fn headed_like(kind: Kind) -> Kind {
    match kind {
        Kind::Undeclared => Kind::AgencyRecords,
        other => other,
    }
}

/// Tells a list from the records it looks like. What the clerk says counts.
pub(super) fn tell_apart(sheet: &Sheet, said: Option<Kind>, guess: &mut SheetGuess) {
    if let Some(kind) = said {
        guess.kind = kind;
    } else if guess.kind == Kind::AgencyRecords && guess.said.texts.iter().any(|text| text.contains(UNDECLARED)) {
        guess.kind = Kind::Undeclared;
        guess.reasons.push("写明“未申报”：列的是还没有申报的人，不是已申报的记录".to_owned());
    } else if guess.kind == Kind::AgencyRecords && holds_words(sheet, guess) {
        guess.kind = Kind::InsuredList;
        guess.reasons.push("险种列里写的是参保状态，不是金额".to_owned());
    }
    if guess.kind == Kind::InsuredList {
        for column in &mut guess.columns {
            if let Some(Field::Both(insurance)) = column.field {
                column.field = Some(Field::Listed(insurance));
            }
        }
    }
}

/// Whether every filled cell under the insurances says covered or not covered.
fn holds_words(sheet: &Sheet, guess: &SheetGuess) -> bool {
    let amounts = guess.columns.iter().filter(|column| column.field.is_some_and(Field::is_money));
    let cells: Vec<&Cell> = amounts
        .flat_map(|column| guess.data_rows.iter().filter_map(|row| sheet.cell(*row, column.index)))
        .filter(|cell| !cell.is_blank())
        .collect();
    !cells.is_empty() && cells.iter().all(|cell| clean::covered(cell).is_some())
}
