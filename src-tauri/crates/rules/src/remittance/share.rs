//! 分摊 — a sum over several parts, to the fen.

use crate::money::Yuan;

/// 按比例分摊 — a sum over weights, to the fen: the shares add up exactly.
#[must_use]
pub fn split(total: Yuan, weights: &[Yuan]) -> Vec<Yuan> {
    let sum: i128 = weights.iter().map(|weight| i128::from(weight.fen())).sum();
    let (mut reached, mut given) = (0_i128, 0_i128);
    let mut shares = Vec::with_capacity(weights.len());
    for weight in weights {
        reached += i128::from(weight.fen());
        let up_to = if sum == 0 { 0 } else { i128::from(total.fen()) * reached / sum };
        shares.push(Yuan::from_fen(i64::try_from(up_to - given).unwrap_or(0)));
        given = up_to;
    }
    shares
}
