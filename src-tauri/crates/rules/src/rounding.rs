//! 取整 — rounding as data: a mode and a unit per region, insurance and side.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use crate::money::{MoneyError, Yuan};

/// 取整方式 — what happens to the part below the unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundingMode {
    /// 四舍五入.
    HalfUp,
    /// 进位（见分进角、见角进元、见厘进分）.
    Up,
    /// 舍去.
    Down,
    /// 进位到偶数 — up to the next even multiple of the unit.
    UpToEven,
}

/// 取整单位 — the smallest step of the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundingUnit {
    /// 分.
    Fen,
    /// 角.
    Jiao,
    /// 元.
    Yuan,
}

/// 取整规则 — mode and unit of one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Rounding {
    /// 取整方式.
    pub mode: RoundingMode,
    /// 取整单位.
    pub unit: RoundingUnit,
}

impl Rounding {
    /// 四舍五入到分 — the rule of every social insurance whose bureau rows are known (rules.md §3).
    pub const HALF_UP_FEN: Self = Self { mode: RoundingMode::HalfUp, unit: RoundingUnit::Fen };
    /// 四舍五入到元 — the rule of the housing fund, each side by itself.
    pub const HALF_UP_YUAN: Self = Self { mode: RoundingMode::HalfUp, unit: RoundingUnit::Yuan };

    /// Rounds an exact amount of yuan.
    ///
    /// # Errors
    /// [`MoneyError::TooLarge`] beyond the range of money.
    pub fn apply(self, exact: Decimal) -> Result<Yuan, MoneyError> {
        let places = match self.unit {
            RoundingUnit::Fen => 2,
            RoundingUnit::Jiao => 1,
            RoundingUnit::Yuan => 0,
        };
        let rounded = match self.mode {
            RoundingMode::HalfUp => exact.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero),
            RoundingMode::Up => exact.round_dp_with_strategy(places, RoundingStrategy::AwayFromZero),
            RoundingMode::Down => exact.round_dp_with_strategy(places, RoundingStrategy::ToZero),
            RoundingMode::UpToEven => {
                let two = Decimal::TWO;
                let step = Decimal::new(1, places);
                let up = exact.round_dp_with_strategy(places, RoundingStrategy::AwayFromZero);
                if (up / step) % two == Decimal::ZERO { up } else { up + step }
            }
        };
        Yuan::from_decimal(rounded)
    }

    /// 四舍五入到分, 见分进角 … as the clerk's software names it.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        match (self.mode, self.unit) {
            (RoundingMode::HalfUp, RoundingUnit::Fen) => "四舍五入到分",
            (RoundingMode::HalfUp, RoundingUnit::Jiao) => "四舍五入到角",
            (RoundingMode::HalfUp, RoundingUnit::Yuan) => "四舍五入到元",
            (RoundingMode::Up, RoundingUnit::Fen) => "见厘进分",
            (RoundingMode::Up, RoundingUnit::Jiao) => "见分进角",
            (RoundingMode::Up, RoundingUnit::Yuan) => "见角进元",
            (RoundingMode::Down, RoundingUnit::Fen) => "舍去厘",
            (RoundingMode::Down, RoundingUnit::Jiao) => "舍去分",
            (RoundingMode::Down, RoundingUnit::Yuan) => "舍去角",
            (RoundingMode::UpToEven, RoundingUnit::Fen) => "进位到偶数分",
            (RoundingMode::UpToEven, RoundingUnit::Jiao) => "进位到偶数角",
            (RoundingMode::UpToEven, RoundingUnit::Yuan) => "进位到偶数元",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fen(text: &str) -> Yuan {
        Rounding::HALF_UP_FEN.apply(text.parse().unwrap()).unwrap()
    }

    /// The Kunming county notice's own examples, and bureau rows of Shenzhen 2026-02 (bureau_evidence.md).
    #[test]
    fn half_up_reproduces_published_examples() {
        for (exact, charged) in
            [("30.821", "30.82"), ("13.209", "13.21"), ("8.806", "8.81"), ("179.055", "179.06"), ("100.905", "100.91")]
        {
            assert_eq!(fen(exact).to_string(), charged);
        }
    }

    #[test]
    fn the_other_modes_do_what_their_names_say() {
        let apply = |mode, unit, text: &str| Rounding { mode, unit }.apply(text.parse().unwrap()).unwrap().to_string();
        assert_eq!(apply(RoundingMode::Up, RoundingUnit::Jiao, "10.01"), "10.10");
        assert_eq!(apply(RoundingMode::Up, RoundingUnit::Yuan, "10.10"), "11.00");
        assert_eq!(apply(RoundingMode::Down, RoundingUnit::Fen, "10.019"), "10.01");
        assert_eq!(apply(RoundingMode::UpToEven, RoundingUnit::Yuan, "10.10"), "12.00");
        assert_eq!(apply(RoundingMode::UpToEven, RoundingUnit::Yuan, "11.10"), "12.00");
    }
}
