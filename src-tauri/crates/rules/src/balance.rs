//! 余额 — whether the balances of a bank statement follow from its movements, and in which order its lines stand.

use crate::money::Yuan;

/// 一笔收支 — what a line of a statement moves, and the balance printed after it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Movement {
    /// 支出（借方）.
    pub debit: Yuan,
    /// 收入（贷方）.
    pub credit: Yuan,
    /// 余额 after it; some banks print it on the last line of a day only.
    pub balance: Option<Yuan>,
}

/// 余额链 — how the lines of a statement hang together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    /// The latest line stands first.
    pub newest_first: bool,
    /// 借方 is what came in: the statement is written from the company's side.
    pub swapped: bool,
    /// 期初余额.
    pub opening: Option<Yuan>,
    /// 期末余额.
    pub closing: Option<Yuan>,
    /// Places, in the statement's own order, of balances that do not follow from the one before.
    pub breaks: Vec<usize>,
    /// How many balances follow from the one before.
    pub links: usize,
}

/// Follows the balances through a statement: forwards or backwards, in the bank's or in the company's words, whichever
/// explains more of them; forwards and the bank's words where nothing tells.
#[must_use]
pub fn chain(movements: &[Movement]) -> Chain {
    let mut best: Option<Chain> = None;
    for swapped in [false, true] {
        for newest_first in [false, true] {
            let found = follow(movements, newest_first, swapped);
            // A single slip must not turn the statement round: another reading has to explain clearly more.
            let better = best.as_ref().is_none_or(|b| found.links > b.links && found.breaks.len() * 2 < b.breaks.len());
            if better {
                best = Some(found);
            }
        }
    }
    best.unwrap_or_default()
}

fn follow(movements: &[Movement], newest_first: bool, swapped: bool) -> Chain {
    let mut found = Chain { newest_first, swapped, ..Chain::default() };
    let mut places: Vec<usize> = (0..movements.len()).collect();
    if newest_first {
        places.reverse();
    }
    let mut standing: Option<Yuan> = None;
    let mut moved = Yuan::ZERO;
    for place in places {
        let Some(line) = movements.get(place) else { continue };
        moved += if swapped { line.debit - line.credit } else { line.credit - line.debit };
        let Some(balance) = line.balance else { continue };
        match standing {
            None => found.opening = Some(balance - moved),
            Some(before) if before + moved == balance => found.links += 1,
            Some(_) => found.breaks.push(place),
        }
        (standing, moved) = (Some(balance), Yuan::ZERO);
    }
    found.closing = standing.map(|balance| balance + moved);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(debit: i64, credit: i64, balance: i64) -> Movement {
        Movement {
            debit: Yuan::from_fen(debit),
            credit: Yuan::from_fen(credit),
            balance: (balance >= 0).then(|| Yuan::from_fen(balance)),
        }
    }

    #[test]
    fn a_statement_hangs_together() {
        let found = chain(&[line(100, 0, 900), line(0, 50, 950), line(950, 0, 0)]);
        assert_eq!((found.opening, found.closing), (Some(Yuan::from_fen(1000)), Some(Yuan::ZERO)));
        assert!(found.breaks.is_empty() && !found.newest_first && !found.swapped);
    }

    #[test]
    fn the_latest_line_may_stand_first() {
        let found = chain(&[line(950, 0, 0), line(0, 50, 950), line(100, 0, 900)]);
        assert!(found.newest_first && found.breaks.is_empty());
        assert_eq!((found.opening, found.closing), (Some(Yuan::from_fen(1000)), Some(Yuan::ZERO)));
    }

    #[test]
    fn a_company_ledger_has_its_sides_the_other_way() {
        let found = chain(&[line(0, 100, 900), line(50, 0, 950), line(0, 950, 0)]);
        assert!(found.swapped && found.breaks.is_empty());
    }

    #[test]
    fn a_missing_line_is_seen_where_it_is_missing() {
        let found = chain(&[line(100, 0, 900), line(0, 50, 950), line(10, 0, 900), line(0, 5, 905)]);
        assert_eq!((found.breaks, found.links), (vec![2], 2));
    }

    #[test]
    fn balances_may_stand_at_the_end_of_the_day_only() {
        let found = chain(&[line(100, 0, -1), line(0, 50, 950), line(10, 0, -1), line(0, 5, -1)]);
        assert_eq!((found.opening, found.closing), (Some(Yuan::from_fen(1000)), Some(Yuan::from_fen(945))));
        assert!(found.breaks.is_empty());
    }

    /// Every book of movements, in either order and from either side, is read back as what it was made from.
    #[test]
    fn any_statement_is_followed() {
        let mut seed = 7_u64;
        let mut next = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            i64::try_from((seed >> 33) % below).unwrap()
        };
        for _ in 0..200 {
            let start = 1_000_000 + next(1_000_000);
            let mut balance = start;
            let mut lines = Vec::new();
            for _ in 0..(4 + next(40)) {
                let amount = 1 + next(20_000);
                let out = next(2) == 0;
                balance += if out { -amount } else { amount };
                lines.push(if out { line(amount, 0, balance) } else { line(0, amount, balance) });
            }
            let found = chain(&lines);
            assert_eq!((found.opening, found.closing), (Some(Yuan::from_fen(start)), Some(Yuan::from_fen(balance))));
            assert!(found.breaks.is_empty());
            lines.reverse();
            let back = chain(&lines);
            assert_eq!((back.opening, back.closing), (found.opening, found.closing));
        }
    }
}
