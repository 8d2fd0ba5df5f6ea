//! 公式 — the law's arithmetic in the words of a spreadsheet.

use rust_decimal::RoundingStrategy;
use shebao_rules::contribution::clamp;
use shebao_rules::money::Yuan;
use shebao_rules::policy::terms::Bounds;
use shebao_rules::rate::Rate;
use shebao_rules::rounding::{Rounding, RoundingMode, RoundingUnit};

use super::columns::Column;
use super::ledger::LedgerLine;

/// Places to which a product is brought back before it is rounded: a spreadsheet multiplies binary fractions, whose
/// 6727 × 1.5 % may lie a hair below 100.905. More places than any base in fen times any published rate needs.
const PLACES: u32 = 8;

/// One side of a line: its figures and the columns they stand in.
pub(super) struct Side {
    amount: Option<Yuan>,
    rate: Option<Rate>,
    fixed: Yuan,
    rounding: Rounding,
    rate_column: Column,
    fixed_column: Column,
}

impl Side {
    /// 单位部分.
    pub(super) fn employer(line: &LedgerLine) -> Self {
        Self {
            amount: line.employer,
            rate: line.employer_rate,
            fixed: line.employer_fixed,
            rounding: line.employer_rounding,
            rate_column: Column::EmployerRate,
            fixed_column: Column::EmployerFixed,
        }
    }

    /// 个人部分.
    pub(super) fn employee(line: &LedgerLine) -> Self {
        Self {
            amount: line.employee,
            rate: line.employee_rate,
            fixed: line.employee_fixed,
            rounding: line.employee_rounding,
            rate_column: Column::EmployeeRate,
            fixed_column: Column::EmployeeFixed,
        }
    }

    /// The formula of the share in a row, if it gives the share.
    pub(super) fn formula(&self, base: Option<Yuan>, row: u32) -> Option<String> {
        let exact = base?.decimal().checked_mul(self.rate?.fraction())?;
        let seen = exact.round_dp_with_strategy(PLACES, RoundingStrategy::MidpointAwayFromZero);
        let result = self.rounding.apply(seen).ok()? + self.fixed;
        let factors = (Column::Base.cell(row), self.rate_column.cell(row));
        (self.amount == Some(result))
            .then(|| format!("={}+{}", rounded(&factors, self.rounding), self.fixed_column.cell(row)))
    }
}

/// The formula of the contribution base in a row, if it gives the base. MAX and MIN pass over an empty cell, so a
/// missing floor or cap needs no case of its own.
pub(super) fn base(line: &LedgerLine, row: u32) -> Option<String> {
    let held = clamp(line.declared_base?, Bounds { floor: line.floor, cap: line.cap });
    let [declared, floor, cap] = [Column::DeclaredBase, Column::Floor, Column::Cap].map(|column| column.cell(row));
    (line.base == Some(held)).then(|| format!("=MIN(MAX({declared},{floor}),{cap})"))
}

/// The product of base and rate, rounded as the policy says.
fn rounded((base, rate): &(String, String), rounding: Rounding) -> String {
    let places = match rounding.unit {
        RoundingUnit::Fen => 2,
        RoundingUnit::Jiao => 1,
        RoundingUnit::Yuan => 0,
    };
    let product = format!("ROUND({base}*{rate},{PLACES})");
    match rounding.mode {
        RoundingMode::HalfUp => format!("ROUND({product},{places})"),
        RoundingMode::Up => format!("ROUNDUP({product},{places})"),
        RoundingMode::UpOnDigit => format!("ROUNDUP(ROUNDDOWN({product},{}),{places})", places + 1),
        RoundingMode::Down => format!("ROUNDDOWN({product},{places})"),
        RoundingMode::UpToEven if places == 0 => format!("EVEN({product})"),
        RoundingMode::UpToEven => {
            let steps = 10_u32.pow(places);
            format!("EVEN(ROUND({base}*{rate}*{steps},{}))/{steps}", PLACES - places)
        }
    }
}
