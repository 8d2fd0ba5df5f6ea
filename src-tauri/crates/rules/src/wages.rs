//! 上年月均工资 — from last year's wages to the declared base, shown step by step.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::day::Day;
use crate::money::{MoneyError, Yuan};
use crate::month::Month;
use crate::rounding::{Rounding, RoundingMode, RoundingUnit};

/// 月工资 — the wage total of one month (应发工资, all items of 工资总额), and whether it was a full month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthWage {
    /// 工资所属月.
    pub month: Month,
    /// 应发合计 of the items that count.
    pub gross: Yuan,
}

/// 取数口径 — how the average was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// 上年月均工资: the mean over last year's months in service.
    LastYearAverage,
    /// 入职首月工资: the first full month, when last year holds none.
    FirstFullMonth,
    /// 无工资记录.
    None,
}

/// 申报基数工作底稿 — which months count, their sum, the average and the proposed declared base.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worksheet {
    /// How the average was taken.
    pub method: Method,
    /// The months that count.
    pub counted: Vec<MonthWage>,
    /// Months that do not count, each with the reason.
    pub left_out: Vec<(MonthWage, String)>,
    /// Sum of the counted months.
    pub sum: Yuan,
    /// Average, half up to the fen; `None` without any month.
    pub average: Option<Yuan>,
    /// 建议申报基数: the average half up to the yuan.
    pub proposed: Option<Yuan>,
}

/// 上年月均工资 — averages the months of `year` in which wages were paid; for somebody hired later, the first full month.
///
/// # Source
/// 上年度月平均工资: rules.md B1; 新进人员按首月（整月）工资: rules.md B2. Part-time first months count in the average
/// of a year in service, as the wage total was paid for them.
///
/// # Rounding
/// Average half up to the fen, proposal half up to the yuan; the clerk may declare another figure with a reason.
///
/// # Errors
/// [`MoneyError::TooLarge`] beyond the range of money.
pub fn worksheet(year: i32, hired: Option<Day>, wages: &[MonthWage]) -> Result<Worksheet, MoneyError> {
    let mut counted: Vec<MonthWage> = wages.iter().copied().filter(|w| w.month.year() == year).collect();
    counted.sort_by_key(|w| w.month);
    if !counted.is_empty() {
        let left_out = others(wages, &counted, &format!("不属于 {year} 年"));
        return finish(Method::LastYearAverage, counted, left_out);
    }
    let full = |w: &&MonthWage| hired.is_none_or(|day| is_full_month(day, w.month));
    let first = wages.iter().filter(full).min_by_key(|w| w.month).copied();
    match first {
        Some(wage) => finish(Method::FirstFullMonth, vec![wage], others(wages, &[wage], "非入职后首个整月")),
        None => finish(Method::None, Vec::new(), others(wages, &[], "入职当月不足整月")),
    }
}

fn is_full_month(hired: Day, month: Month) -> bool {
    match hired {
        Day::Exact(day) => day <= month.first_day(),
        Day::MonthOnly(hired) => hired < month,
    }
}

fn others(all: &[MonthWage], counted: &[MonthWage], why: &str) -> Vec<(MonthWage, String)> {
    all.iter().filter(|w| !counted.contains(w)).map(|w| (*w, why.to_owned())).collect()
}

fn finish(
    method: Method,
    counted: Vec<MonthWage>,
    left_out: Vec<(MonthWage, String)>,
) -> Result<Worksheet, MoneyError> {
    let sum: Yuan = counted.iter().map(|w| w.gross).sum();
    let (average, proposed) = match i64::try_from(counted.len()) {
        Ok(n) if n > 0 => {
            let exact = sum.decimal() / Decimal::from(n);
            let to = |unit| Rounding { mode: RoundingMode::HalfUp, unit }.apply(exact);
            (Some(to(RoundingUnit::Fen)?), Some(to(RoundingUnit::Yuan)?))
        }
        _ => (None, None),
    };
    Ok(Worksheet { method, counted, left_out, sum, average, proposed })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wage(month: &str, gross: &str) -> MonthWage {
        MonthWage { month: month.parse().unwrap(), gross: gross.parse().unwrap() }
    }

    /// 84,000.05 + 551.00 = 84,551.05 over two months: 42,275.525, half up 42,275.53; to the yuan 42,276.
    #[test]
    fn the_average_counts_the_months_in_service() {
        let wages = [wage("2025-01", "84000.05"), wage("2025-02", "551.00"), wage("2026-01", "1.00")];
        let sheet = worksheet(2025, None, &wages).unwrap();
        assert_eq!(sheet.sum.to_string(), "84551.05");
        assert_eq!(sheet.average.unwrap().to_string(), "42275.53");
        assert_eq!(sheet.proposed.unwrap().to_string(), "42276.00");
        assert_eq!(sheet.left_out.len(), 1);
    }

    #[test]
    fn a_new_hire_takes_the_first_full_month() {
        let wages = [wage("2026-01", "3000.00"), wage("2026-02", "9000.00"), wage("2026-03", "9900.00")];
        let sheet = worksheet(2025, Some("2026-01-12".parse().unwrap()), &wages).unwrap();
        assert_eq!((sheet.method, sheet.average.unwrap().to_string()), (Method::FirstFullMonth, "9000.00".to_owned()));
        let none = worksheet(2025, Some("2026-03-12".parse().unwrap()), &wages[2..]).unwrap();
        assert_eq!((none.method, none.proposed), (Method::None, None));
    }
}
