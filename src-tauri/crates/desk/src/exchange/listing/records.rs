//! 已存的工资 — the amounts of pay rows, for `exchange rows payroll`.

use chrono::NaiveDate;
use serde_json::Value;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_store::Origin;

use crate::book::Desk;
use crate::error::Outcome;

/// The months that a 补扣 or 补差 belongs to.
fn periods(months: &[(Month, Yuan)]) -> Vec<Value> {
    months.iter().map(|(period, amount)| serde_json::json!({ "period": period, "amount": amount })).collect()
}

impl Desk {
    /// Puts the stored amounts beside the rows of a pay sheet; other kinds are left as they are.
    pub(in crate::exchange) fn add_wages(
        &self,
        kind: &str,
        unit: Option<&str>,
        month: Option<Month>,
        today: NaiveDate,
        rows: &mut Vec<Value>,
    ) -> Outcome<()> {
        if kind != "payroll" {
            return Ok(());
        }
        rows.clear();
        let view = self.view();
        let earlier = self.earlier_deductions(today)?;
        let units = self.unit_names()?;
        let employees = self.employees_by_id()?;
        for wage in view.wages_between(Month::EARLIEST, Month::LATEST)? {
            let name = wage.unit_id.and_then(|id| units.get(&id));
            if unit.is_some_and(|u| name.is_none_or(|n| n != u)) || month.is_some_and(|m| m != wage.pay_month) {
                continue;
            }
            let Some(employee) = employees.get(&wage.employee_id) else { continue };
            let deductions: Vec<Value> = wage
                .deductions
                .iter()
                .map(|d| {
                    let periods = earlier.get(&(wage.id, d.insurance, d.kind)).map(|months| periods(months));
                    serde_json::json!({
                        "insurance": d.insurance, "kind": d.kind.id(), "amount": d.amount, "periods": periods,
                    })
                })
                .collect();
            rows.push(serde_json::json!({
                "employee_no": employee.employee_no,
                "name": employee.name,
                "id_number": employee.id_number,
                "unit": name,
                "month": wage.pay_month,
                "gross": wage.gross,
                "tax": wage.tax,
                "net": wage.net,
                "match": wage.match_strength.id(),
                "deductions": deductions,
                "origin": self.origin_value(wage.origin)?,
            }));
        }
        Ok(())
    }

    fn origin_value(&self, origin: Option<Origin>) -> Outcome<Value> {
        let cell = crate::origin::Origins::of(self.view())?.find(origin, None)?;
        Ok(serde_json::to_value(cell).unwrap_or_default())
    }
}
