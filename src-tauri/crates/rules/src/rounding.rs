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
    /// 进位 — any remainder goes up.
    Up,
    /// 见…进… — up if the digit right below the unit is not 0 (见厘进分、见分进角、见角进元); smaller digits are dropped.
    UpOnDigit,
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

    /// 十种取整方式 — the ten that deployed software offers, in its order (rules.md §3).
    pub const NAMED: [Self; 10] = [
        Self::of(RoundingMode::UpOnDigit, RoundingUnit::Jiao),
        Self::of(RoundingMode::UpOnDigit, RoundingUnit::Yuan),
        Self::of(RoundingMode::Up, RoundingUnit::Yuan),
        Self::of(RoundingMode::UpToEven, RoundingUnit::Yuan),
        Self::of(RoundingMode::Down, RoundingUnit::Yuan),
        Self::of(RoundingMode::Down, RoundingUnit::Jiao),
        Self::of(RoundingMode::Down, RoundingUnit::Fen),
        Self::of(RoundingMode::HalfUp, RoundingUnit::Fen),
        Self::of(RoundingMode::HalfUp, RoundingUnit::Jiao),
        Self::of(RoundingMode::HalfUp, RoundingUnit::Yuan),
    ];

    /// Every mode with every unit.
    pub const ALL: [Self; 15] = {
        use RoundingMode::{Down, HalfUp, Up, UpOnDigit, UpToEven};
        use RoundingUnit::{Fen, Jiao, Yuan};
        [
            Self::of(HalfUp, Fen),
            Self::of(HalfUp, Jiao),
            Self::of(HalfUp, Yuan),
            Self::of(Up, Fen),
            Self::of(Up, Jiao),
            Self::of(Up, Yuan),
            Self::of(UpOnDigit, Fen),
            Self::of(UpOnDigit, Jiao),
            Self::of(UpOnDigit, Yuan),
            Self::of(Down, Fen),
            Self::of(Down, Jiao),
            Self::of(Down, Yuan),
            Self::of(UpToEven, Fen),
            Self::of(UpToEven, Jiao),
            Self::of(UpToEven, Yuan),
        ]
    };

    /// A mode with a unit.
    #[must_use]
    pub const fn of(mode: RoundingMode, unit: RoundingUnit) -> Self {
        Self { mode, unit }
    }

    /// The unit as an amount.
    #[must_use]
    pub const fn step(self) -> Yuan {
        match self.unit {
            RoundingUnit::Fen => Yuan::from_fen(1),
            RoundingUnit::Jiao => Yuan::from_fen(10),
            RoundingUnit::Yuan => Yuan::from_fen(100),
        }
    }

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
            RoundingMode::UpOnDigit => exact
                .round_dp_with_strategy(places + 1, RoundingStrategy::ToZero)
                .round_dp_with_strategy(places, RoundingStrategy::AwayFromZero),
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
            (RoundingMode::Up, RoundingUnit::Fen) => "进位到分",
            (RoundingMode::Up, RoundingUnit::Jiao) => "进位到角",
            (RoundingMode::Up, RoundingUnit::Yuan) => "进位到元",
            (RoundingMode::UpOnDigit, RoundingUnit::Fen) => "见厘进分",
            (RoundingMode::UpOnDigit, RoundingUnit::Jiao) => "见分进角",
            (RoundingMode::UpOnDigit, RoundingUnit::Yuan) => "见角进元",
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

    /// The ten modes of rules.md §3 in its order, each with its name and what it makes of four amounts by hand: a fen
    /// over a jiao, a jiao over a yuan, a half of each unit and a li alone.
    #[test]
    fn the_ten_named_modes() {
        const TEN: [(&str, [&str; 4]); 10] = [
            ("见分进角", ["10.10", "10.20", "10.50", "10.00"]),
            ("见角进元", ["10.00", "11.00", "11.00", "10.00"]),
            ("进位到元", ["11.00", "11.00", "11.00", "11.00"]),
            ("进位到偶数元", ["12.00", "12.00", "12.00", "12.00"]),
            ("舍去角", ["10.00", "10.00", "10.00", "10.00"]),
            ("舍去分", ["10.00", "10.10", "10.50", "10.00"]),
            ("舍去厘", ["10.01", "10.14", "10.50", "10.00"]),
            ("四舍五入到分", ["10.01", "10.15", "10.50", "10.00"]),
            ("四舍五入到角", ["10.00", "10.10", "10.50", "10.00"]),
            ("四舍五入到元", ["10.00", "10.00", "11.00", "10.00"]),
        ];
        for (rounding, (name, results)) in Rounding::NAMED.into_iter().zip(TEN) {
            assert_eq!(rounding.chinese(), name);
            for (exact, result) in ["10.01", "10.145", "10.5", "10.001"].into_iter().zip(results) {
                assert_eq!(rounding.apply(exact.parse().unwrap()).unwrap().to_string(), result, "{name} {exact}");
            }
        }
    }

    /// 见分进角 looks at the fen only, 进位到角 at everything below; 见厘进分 is the funds' (rules.md §3).
    #[test]
    fn up_on_a_digit_is_not_up() {
        use RoundingMode::{Up, UpOnDigit, UpToEven};
        let apply = |mode, unit, text: &str| Rounding::of(mode, unit).apply(text.parse().unwrap()).unwrap().to_string();
        assert_eq!(apply(UpOnDigit, RoundingUnit::Jiao, "10.109"), "10.10");
        assert_eq!(apply(Up, RoundingUnit::Jiao, "10.109"), "10.20");
        assert_eq!(apply(UpOnDigit, RoundingUnit::Fen, "10.001"), "10.01");
        assert_eq!(apply(UpOnDigit, RoundingUnit::Fen, "10.0009"), "10.00");
        assert_eq!(apply(UpToEven, RoundingUnit::Yuan, "11.10"), "12.00");
        assert_eq!(apply(UpToEven, RoundingUnit::Fen, "10.001"), "10.02");
    }

    #[test]
    fn every_mode_has_a_name_of_its_own_and_stays_within_its_steps() {
        let mut names: Vec<_> = Rounding::ALL.iter().map(|r| r.chinese()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 15);
        assert!(Rounding::NAMED.iter().all(|named| Rounding::ALL.contains(named)));
        for rounding in Rounding::ALL {
            let exact: Decimal = "1234.5678".parse().unwrap();
            let off = (rounding.apply(exact).unwrap().decimal() - exact).abs();
            let steps = if rounding.mode == RoundingMode::UpToEven { 2 } else { 1 };
            assert!(off < rounding.step().decimal() * Decimal::from(steps), "{}", rounding.chinese());
        }
    }
}
