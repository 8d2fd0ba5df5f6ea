//! 缴费核定 — the month's lines (`run`), the grid (`ledger`), the reason of an amount (`explain`), and 试算 (`estimate`).
//!
//! The way of a month: facts of the book → terms per unit, insurance and kind of person (`assess`) → lines with the
//! terms they were computed from → totals. What is due of a month, closed or open, is said in `due`.

mod assess;
mod due;
mod effect;
mod estimate;
mod explain;
mod ledger;
mod run;

pub(crate) use assess::{
    Assessed, BASE_CARRIED_OVER, assess_again, assess_month, base as base_of_row, bounds_known, cover as cover_of_row,
};
pub(crate) use effect::{Clamp, Effect, difference, effect};
pub use estimate::estimate;
pub(crate) use explain::article_link;
pub(crate) use ledger::{tail, totals};
pub(crate) use run::encode;

use shebao_rules::insurance::Insurance;
use shebao_rules::policy::terms::{Cited, Rates};
use shebao_rules::policy::{Gap, Unsettled};

use crate::wire::policy::{OpenValue, RateAlternative, SourceView};

/// 缺项 as it crosses the wire.
pub(crate) const fn gap_id(gap: Gap) -> &'static str {
    match gap {
        Gap::Absent => "absent",
        Gap::Bounds => "bounds",
        Gap::Rates => "rates",
        Gap::Fixed => "fixed",
        Gap::Option => "option",
        Gap::DeclaredBase => "declared_base",
    }
}

/// 可选费率 as it crosses the wire.
pub(crate) fn alternative(rates: &Cited<Rates>) -> RateAlternative {
    RateAlternative {
        employer_rate: rates.value.employer.to_string(),
        employee_rate: rates.value.employee.to_string(),
        source: SourceView::from(&rates.source),
    }
}

/// 待确认项 of an insurance that has no settled terms.
pub(crate) fn open_value(unsettled: &Unsettled, unit: &str, region: &str, month: &str) -> OpenValue {
    let bounds = unsettled.bounds.as_ref().map(|b| b.value);
    OpenValue {
        unit: unit.to_owned(),
        region: region.to_owned(),
        insurance: unsettled.insurance.to_string(),
        month: month.to_owned(),
        gap: gap_id(unsettled.gap).to_owned(),
        people: 0,
        floor: bounds.and_then(|b| b.floor).map(|y| y.to_string()),
        cap: bounds.and_then(|b| b.cap).map(|y| y.to_string()),
        alternatives: unsettled.alternatives.iter().map(alternative).collect(),
        note: unsettled.note.clone(),
    }
}

/// 已有值 — a line that was open when the month was computed and would not be any more.
pub(crate) fn settled_since(insurance: Insurance, gap: &str, unit: &str, region: &str, month: &str) -> OpenValue {
    OpenValue {
        gap: gap.to_owned(),
        note: Some("政策值已有更新，请重新核定本月".to_owned()),
        ..open_base(insurance, unit, region, month)
    }
}

/// 申报基数缺失 as an open value.
pub(crate) fn open_base(insurance: Insurance, unit: &str, region: &str, month: &str) -> OpenValue {
    OpenValue {
        unit: unit.to_owned(),
        region: region.to_owned(),
        insurance: insurance.to_string(),
        month: month.to_owned(),
        gap: gap_id(Gap::DeclaredBase).to_owned(),
        people: 0,
        floor: None,
        cap: None,
        alternatives: Vec::new(),
        note: Some("没有申报基数；请在员工页录入，或导入带“申报基数”的台账".to_owned()),
    }
}
