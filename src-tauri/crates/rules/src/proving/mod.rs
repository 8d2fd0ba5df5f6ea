//! 明细验证 — what bureau rows prove: the rounding and its order, and the rate.
//!
//! A rounding is never taken on faith: every way of rounding is tried on all rows, and what reproduces every one of
//! them remains. One way left is proved, several are ambiguous, none is a contradiction that names the rows.

mod method;
mod rate;
mod rows;

use serde::Serialize;

use crate::month::Month;

pub use method::{Charge, Method, Order, Share, Sides, prove_method};
pub use rate::prove_rate;
pub use rows::{BureauRow, BureauTotal, Side, SideProof, prove};

/// 结论.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding<T> {
    /// 已验证: this and nothing else reproduces every row.
    Proved(T),
    /// 不能确定: each of these does.
    Ambiguous(Vec<T>),
    /// 不符: nothing does.
    Contradicted {
        /// What reproduces most rows, if there is anything to compare.
        nearest: Option<T>,
        /// The rows it does not reproduce, by their place.
        rows: Vec<String>,
    },
}

/// 验证结果 — a finding and the rows it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict<T> {
    /// 结论.
    pub finding: Finding<T>,
    /// 行数.
    pub lines: usize,
    /// 所属期, each once, in order.
    pub months: Vec<Month>,
}

impl<T> Verdict<T> {
    /// A verdict over rows of these months.
    fn over(months: impl IntoIterator<Item = Month>, finding: Finding<T>) -> Self {
        let mut months: Vec<Month> = months.into_iter().collect();
        let lines = months.len();
        months.sort_unstable();
        months.dedup();
        Self { finding, lines, months }
    }

    /// What is proved, if anything.
    #[must_use]
    pub const fn proved(&self) -> Option<&T> {
        match &self.finding {
            Finding::Proved(value) => Some(value),
            Finding::Ambiguous(_) | Finding::Contradicted { .. } => None,
        }
    }

    /// 印记 — in the clerk's words: `明细验证：117 行、1 个月`.
    #[must_use]
    pub fn chinese(&self, show: impl Fn(&T) -> String) -> String {
        let (lines, months) = (self.lines, self.months.len());
        match &self.finding {
            Finding::Proved(value) => format!("明细验证：{}（{lines} 行、{months} 个月）", show(value)),
            Finding::Ambiguous(values) if values.is_empty() => "没有可验证的行".to_owned(),
            Finding::Ambiguous(values) => {
                let shown: Vec<String> = values.iter().map(show).collect();
                format!("不能确定：{lines} 行对以下各种都相符：{}", shown.join("；"))
            }
            Finding::Contradicted { nearest, rows } => {
                let nearest = nearest.as_ref().map_or_else(String::new, |value| format!("，最接近的是{}", show(value)));
                format!("不符{nearest}；{} 行对不上：{}", rows.len(), rows.join("、"))
            }
        }
    }
}

/// The finding of a search: what remains, and how each candidate fares where nothing does.
fn found<T>(mut remaining: Vec<T>, contradiction: impl FnOnce() -> (Option<T>, Vec<String>)) -> Finding<T> {
    match remaining.len() {
        0 => {
            let (nearest, rows) = contradiction();
            Finding::Contradicted { nearest, rows }
        }
        1 => remaining.pop().map_or(Finding::Ambiguous(Vec::new()), Finding::Proved),
        _ => Finding::Ambiguous(remaining),
    }
}

#[cfg(test)]
mod tests;
