//! 计算依据 — the steps from a declared base to both shares, each with the document behind it.
//!
//! The steps are made from the very terms a line was stored with, so that opening an old line shows what was known
//! then, and [`recompute`] of these terms must give the stored amount.

use serde::{Deserialize, Serialize};

use crate::contribution::{Contribution, assess};
use crate::cover::Reach;
use crate::money::{MoneyError, Yuan, grouped};
use crate::policy::terms::{Bounds, Cited};
use crate::policy::{Source, Status, Terms};
use crate::rate::Rate;
use crate::rounding::Rounding;

/// 步骤种类 — what a step speaks of; the desk adds the imported cell and the law's article by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// 申报基数.
    DeclaredBase,
    /// 缴费基数 (floor and cap).
    Base,
    /// 单位部分.
    Employer,
    /// 个人部分.
    Employee,
    /// 合计.
    Total,
}

/// 一步 — label, arithmetic, result, and where its policy value comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What it speaks of.
    pub kind: StepKind,
    /// Its name as the clerk reads it.
    pub label: String,
    /// The arithmetic: `9,500.00 × 8%`.
    pub expression: String,
    /// The result in yuan.
    pub value: String,
    /// How far the policy value may be relied on.
    pub status: Option<Status>,
    /// The document behind it.
    pub source: Option<Source>,
    /// What the clerk should know.
    pub note: Option<String>,
}

/// Computes a stored derivation again.
///
/// # Errors
/// [`MoneyError::TooLarge`] beyond the range of money.
pub fn recompute(declared: Yuan, terms: &Terms) -> Result<Contribution, MoneyError> {
    assess(declared, terms)
}

/// 展开 — every step from the declared base to the sum of both sides.
///
/// # Errors
/// [`MoneyError::TooLarge`] beyond the range of money.
pub fn steps(declared: Yuan, reach: Reach, terms: &Terms) -> Result<Vec<Step>, MoneyError> {
    let result = recompute(declared, terms)?;
    let (rates, fixed, rounding) = (terms.rates.value, terms.fixed.value, terms.rounding.value);
    let side = |kind, label: &str, rate, fixed, rounding, value| {
        let mut step = cited(kind, label, &terms.rates);
        step.expression = share_expression(result.base, rate, fixed, rounding);
        step.value = value;
        if !fixed.is_zero() {
            step.note = Some(fixed_note(terms, fixed));
        }
        step
    };
    Ok(vec![
        declared_step(declared, reach),
        base_step(declared, result.base, &terms.bounds),
        side(
            StepKind::Employer,
            "单位部分",
            rates.employer,
            fixed.employer,
            rounding.employer,
            result.employer.to_string(),
        ),
        side(
            StepKind::Employee,
            "个人部分",
            rates.employee,
            fixed.employee,
            rounding.employee,
            result.employee.to_string(),
        ),
        Step {
            kind: StepKind::Total,
            label: "合计".to_owned(),
            expression: format!("{} ＋ {}", result.employer.with_commas(), result.employee.with_commas()),
            value: (result.employer + result.employee).to_string(),
            status: Some(result.status),
            source: None,
            note: None,
        },
    ])
}

fn fixed_note(terms: &Terms, fixed: Yuan) -> String {
    let said = terms.fixed.source.quote.as_deref().or(terms.fixed.note.as_deref()).unwrap_or_default();
    format!("其中固定额 {} 元（{}）{said}", fixed.with_commas(), terms.fixed.source.title)
}

fn declared_step(declared: Yuan, reach: Reach) -> Step {
    Step {
        kind: StepKind::DeclaredBase,
        label: "申报基数".to_owned(),
        expression: declared.with_commas(),
        value: declared.to_string(),
        status: (reach == Reach::CarriedOver).then_some(Status::CarriedOver),
        source: None,
        note: (reach == Reach::CarriedOver).then(|| "适用期已止，尚未申报新基数，沿用原申报基数".to_owned()),
    }
}

fn base_step(declared: Yuan, base: Yuan, bounds: &Cited<Bounds>) -> Step {
    let mut step = cited(StepKind::Base, "缴费基数", bounds);
    let Bounds { floor, cap } = bounds.value;
    let amount = declared.with_commas();
    step.expression = match (floor, cap) {
        (Some(floor), _) if declared < floor => format!("{amount} ＜ 下限 {}，按下限", floor.with_commas()),
        (_, Some(cap)) if declared > cap => format!("{amount} ＞ 上限 {}，按上限", cap.with_commas()),
        (Some(floor), Some(cap)) => {
            format!("下限 {} ≤ {amount} ≤ 上限 {}", floor.with_commas(), cap.with_commas())
        }
        (Some(floor), None) => format!("下限 {} ≤ {amount}，无上限", floor.with_commas()),
        (None, Some(cap)) => format!("{amount} ≤ 上限 {}，无下限", cap.with_commas()),
        (None, None) => format!("{amount}（当地不设上下限）"),
    };
    step.value = base.to_string();
    step
}

fn share_expression(base: Yuan, rate: Rate, fixed: Yuan, rounding: Rounding) -> String {
    let mut exact = (base.decimal() * rate.fraction()).normalize();
    if exact.scale() < 2 {
        // An amount of yuan reads with its fen: 266.90, not 266.9.
        exact.rescale(2);
    }
    let mut text = format!("{} × {} ＝ {}", base.with_commas(), rate.percent(), grouped(&exact.to_string()));
    if exact.scale() > 2 || rounding != Rounding::HALF_UP_FEN {
        text.push_str(&format!("，{}", rounding.chinese()));
    }
    if !fixed.is_zero() {
        text.push_str(&format!(" ＋ 固定额 {}", fixed.with_commas()));
    }
    text
}

fn cited<T>(kind: StepKind, label: &str, value: &Cited<T>) -> Step {
    Step {
        kind,
        label: label.to_owned(),
        expression: String::new(),
        value: String::new(),
        status: Some(value.status),
        source: Some(value.source.clone()),
        note: value.note.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insurance::Insurance;
    use crate::policy::Evidence;
    use crate::policy::terms::{FixedAmount, Rates, Roundings};

    fn cite<T>(value: T) -> Cited<T> {
        Cited {
            value,
            status: Status::Final,
            from: "2025-07".parse().unwrap(),
            evidence: Evidence::Quoted,
            source: Source { title: "示例文件".to_owned(), ..Source::default() },
            note: None,
        }
    }

    fn terms() -> Terms {
        let yuan = |t: &str| t.parse::<Yuan>().unwrap();
        Terms {
            insurance: Insurance::Medical,
            region: "110000".to_owned(),
            month: "2025-07".parse().unwrap(),
            bounds: cite(Bounds { floor: Some(yuan("7162")), cap: Some(yuan("35811")) }),
            rates: cite(Rates { employer: "0.098".parse().unwrap(), employee: "0.02".parse().unwrap() }),
            fixed: cite(FixedAmount { employer: Yuan::ZERO, employee: yuan("3") }),
            rounding: cite(Roundings { employer: Rounding::HALF_UP_FEN, employee: Rounding::HALF_UP_FEN }),
        }
    }

    /// Beijing's medical line at the cap of 2025-07: 35,811 × 9.8 % = 3,509.478 → 3,509.48; 2 % = 716.22 (published) + 3.
    #[test]
    fn the_steps_lead_to_the_amounts() {
        let steps = steps("40000".parse().unwrap(), Reach::Declared, &terms()).unwrap();
        let values: Vec<&str> = steps.iter().map(|s| s.value.as_str()).collect();
        assert_eq!(values, ["40000.00", "35811.00", "3509.48", "719.22", "4228.70"]);
        assert_eq!(steps[1].expression, "40,000.00 ＞ 上限 35,811.00，按上限");
        assert_eq!(steps[2].expression, "35,811.00 × 9.8% ＝ 3,509.478，四舍五入到分");
        assert_eq!(steps[3].expression, "35,811.00 × 2% ＝ 716.22 ＋ 固定额 3.00");
    }

    #[test]
    fn a_carried_over_base_says_so() {
        let steps = steps("8000".parse().unwrap(), Reach::CarriedOver, &terms()).unwrap();
        assert_eq!(steps[0].status, Some(Status::CarriedOver));
    }
}
