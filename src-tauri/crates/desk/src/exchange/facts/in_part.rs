//! 按月横排的工资 — what a sheet with one column per month says of a month, beside what the book has of it. Such a sheet
//! says little of each month: it adds what is missing, and what it does not say is not taken away.

use shebao_rules::money::Yuan;
use shebao_store::{Wage, WageDeduction, WageItem};

/// A row beside the pay of the same month.
pub(in crate::exchange) enum Joined {
    /// It says nothing new.
    Same,
    /// The pay with what the row adds.
    More(Wage),
    /// Both say something of one amount, and not the same.
    Disputed,
}

/// Joins what a row says with the pay that the book has.
pub(in crate::exchange) fn join(old: &Wage, row: &Wage) -> Joined {
    let amounts = [(old.gross, row.gross), (old.tax, row.tax), (old.net, row.net)];
    let differ = |(old, row): &(Option<Yuan>, Option<Yuan>)| row.is_some() && old.is_some() && old != row;
    let taken = |d: &WageDeduction| {
        old.deductions.iter().find(|o| (o.insurance, o.kind) == (d.insurance, d.kind)).map(|o| o.amount)
    };
    let paid = |i: &WageItem| old.items.iter().find(|o| o.name == i.name).map(|o| o.amount);
    if amounts.iter().any(differ)
        || row.deductions.iter().any(|d| taken(d).is_some_and(|amount| amount != d.amount))
        || row.items.iter().any(|i| paid(i).is_some_and(|amount| amount != i.amount))
    {
        return Joined::Disputed;
    }
    let mut joined = old.clone();
    joined.gross = old.gross.or(row.gross);
    joined.tax = old.tax.or(row.tax);
    joined.net = old.net.or(row.net);
    joined.deductions.extend(row.deductions.iter().filter(|d| taken(d).is_none()).copied());
    joined.items.extend(row.items.iter().filter(|i| paid(i).is_none()).cloned());
    if joined == *old {
        return Joined::Same;
    }
    // Deductions are traced to their cells, so the pay belongs to the sheet that told them.
    if old.deductions.is_empty() {
        joined.origin = row.origin;
    }
    Joined::More(joined)
}

/// The pay as it would be if the row's word counted: what it does not say stays.
pub(in crate::exchange) fn with(old: &Wage, row: &Wage) -> Wage {
    let mut other = old.clone();
    (other.gross, other.tax, other.net) = (row.gross.or(old.gross), row.tax.or(old.tax), row.net.or(old.net));
    for taken in &mut other.deductions {
        let said = row.deductions.iter().find(|d| (d.insurance, d.kind) == (taken.insurance, taken.kind));
        taken.amount = said.map_or(taken.amount, |said| said.amount);
    }
    other
}

/// Whether the book knows more of the month than the row says: then the row does not take its place.
pub(in crate::exchange) fn is_fuller(old: &Wage, row: &Wage) -> bool {
    let amounts = [(old.gross, row.gross), (old.tax, row.tax), (old.net, row.net)];
    let told = |o: &WageDeduction| row.deductions.iter().any(|d| (o.insurance, o.kind) == (d.insurance, d.kind));
    amounts.iter().any(|(old, row)| old.is_some() && row.is_none())
        || old.deductions.iter().any(|o| !told(o))
        || old.items.iter().any(|o| row.items.iter().all(|i| i.name != o.name))
}
