//! 已存的单位、参保关系、申报基数 — as they stand in the book, each with the row it came from, for `exchange rows`.

use serde_json::{Value, json};
use shebao_rules::insurance::Insurance;
use shebao_rules::month::Month;

use crate::book::Desk;
use crate::error::Outcome;
use crate::origin::Origins;

/// Of one unit or month only, where that is asked.
struct Wanted<'w> {
    unit: Option<&'w str>,
    month: Option<Month>,
}

impl Wanted<'_> {
    fn unit(&self, name: Option<&String>) -> bool {
        self.unit.is_none_or(|wanted| name.is_some_and(|name| name == wanted))
    }

    fn month(&self, first: Month, last: Option<Month>) -> bool {
        self.month.is_none_or(|month| first <= month && last.is_none_or(|last| month <= last))
    }
}

impl Desk {
    /// The rows of a kind that is kept as facts; `None` for any other kind.
    pub(in crate::exchange) fn fact_rows(
        &self,
        kind: &str,
        unit: Option<&str>,
        month: Option<Month>,
    ) -> Outcome<Option<Vec<Value>>> {
        let wanted = Wanted { unit, month };
        match kind {
            "units" => self.unit_rows(&wanted).map(Some),
            "enrollments" => self.cover_rows(&wanted).map(Some),
            "bases" => self.base_rows(&wanted).map(Some),
            _ => Ok(None),
        }
    }

    /// Units, each with the settings of its own and of its city.
    fn unit_rows(&self, wanted: &Wanted<'_>) -> Outcome<Vec<Value>> {
        let mut origins = Origins::of(self.view())?;
        let mut rows = Vec::new();
        for (stored, shown) in self.view().units()?.iter().zip(self.unit_list()?) {
            if !wanted.unit(Some(&stored.name)) {
                continue;
            }
            let mut row = serde_json::to_value(shown).unwrap_or_default();
            if let Value::Object(fields) = &mut row {
                fields.insert("unit".to_owned(), json!(stored.name));
                fields.insert("bank_account".to_owned(), json!(stored.bank_account));
                fields.insert("debit_groups".to_owned(), stored.debit_groups.clone());
                fields.insert("origin".to_owned(), json!(origins.find(stored.origin, None)?));
            }
            rows.push(row);
        }
        Ok(rows)
    }

    fn cover_rows(&self, wanted: &Wanted<'_>) -> Outcome<Vec<Value>> {
        let (people, units) = (self.employees_by_id()?, self.unit_names()?);
        let mut origins = Origins::of(self.view())?;
        let mut rows = Vec::new();
        for cover in self.view().enrollments()? {
            let unit = units.get(&cover.unit_id);
            let Some(person) = people.get(&cover.employee_id) else { continue };
            if wanted.unit(unit) && wanted.month(cover.first_month, cover.last_month) {
                rows.push(json!({
                    "employee_no": person.employee_no,
                    "name": person.name,
                    "id_number": person.id_number,
                    "unit": unit,
                    "scope": cover.scope,
                    "first_month": cover.first_month,
                    "last_month": cover.last_month,
                    "first_month_late": cover.first_month_late,
                    "reason": cover.reason,
                    "origin": origins.find(cover.origin, None)?,
                }));
            }
        }
        Ok(rows)
    }

    fn base_rows(&self, wanted: &Wanted<'_>) -> Outcome<Vec<Value>> {
        let (people, units) = (self.employees_by_id()?, self.unit_names()?);
        let mut origins = Origins::of(self.view())?;
        let mut rows = Vec::new();
        for base in self.view().declared_bases()? {
            let unit = units.get(&base.unit_id);
            let Some(person) = people.get(&base.employee_id) else { continue };
            if wanted.unit(unit) && wanted.month(base.from, base.to) {
                rows.push(json!({
                    "employee_no": person.employee_no,
                    "name": person.name,
                    "id_number": person.id_number,
                    "unit": unit,
                    "scope": base.scope,
                    "from": base.from,
                    "to": base.to,
                    "amount": base.amount,
                    "average_wage": base.average_wage,
                    "reason": base.reason.id(),
                    "method": base.method,
                    "origin": origins.find_base(base.origin, base.scope.includes(Insurance::HousingFund))?,
                }));
            }
        }
        Ok(rows)
    }
}
