//! 凑数 — which of some amounts make up a sum.

use crate::money::Yuan;

/// How many amounts every combination of is tried; beyond it only single ones, pairs and all together.
const EVERY_COMBINATION: usize = 18;

/// The fewest amounts that make up `target`, by position; `None` if none do, or if as few of them do it in two ways, for
/// then nobody can tell which.
#[must_use]
pub fn making_up(target: Yuan, amounts: &[Yuan]) -> Option<Vec<usize>> {
    if target.is_zero() {
        return Some(Vec::new());
    }
    let sizes = if amounts.len() <= EVERY_COMBINATION { amounts.len() } else { 2 };
    for size in 1..=sizes {
        let mut search = Search { amounts, found: Vec::new(), chosen: Vec::new() };
        search.go(0, size, target);
        match search.found.as_slice() {
            [] => {}
            [only] => return Some(only.clone()),
            _ => return None,
        }
    }
    let all: Yuan = amounts.iter().copied().sum();
    (all == target).then(|| (0..amounts.len()).collect())
}

struct Search<'a> {
    amounts: &'a [Yuan],
    found: Vec<Vec<usize>>,
    chosen: Vec<usize>,
}

impl Search<'_> {
    fn go(&mut self, from: usize, left: usize, target: Yuan) {
        if left == 0 {
            if target.is_zero() {
                self.found.push(self.chosen.clone());
            }
            return;
        }
        for at in from..self.amounts.len() {
            // Two ways are as good as ten: nobody can tell which.
            if self.found.len() > 1 {
                return;
            }
            let Some(amount) = self.amounts.get(at) else { return };
            self.chosen.push(at);
            self.go(at + 1, left - 1, target - *amount);
            self.chosen.pop();
        }
    }
}
