//! 已存的记录 — the records of bureaus and fund centres, for `exchange rows`.

use serde_json::{Value, json};
use shebao_rules::agency::implied_rate;
use shebao_rules::money::Yuan;
use shebao_store::{AgencyRecord, Employee, Origin};

use crate::book::Desk;
use crate::error::Outcome;
use crate::origin::Origins;

impl Desk {
    /// The stored records of a kind, or `None` for a kind that is none of theirs. `month` is the month of booking.
    pub(in crate::exchange) fn agency_rows(
        &self,
        kind: &str,
        unit: Option<&str>,
        month: Option<&str>,
    ) -> Outcome<Option<Vec<Value>>> {
        let fund = match kind {
            "agency_records" => false,
            "housing_fund_records" => true,
            _ => return Ok(None),
        };
        let units = self.unit_names()?;
        let view = self.view();
        let (people, unnamed) = (self.employees_by_id()?, self.unnamed()?);
        let mut origins = Origins::of(view)?;
        let mut rows = Vec::new();
        for record in view.agency_records()? {
            let name = units.get(&record.unit_id);
            let wanted = record.insurance.is_fund() == fund
                && unit.is_none_or(|unit| name.is_some_and(|name| name == unit))
                && month.is_none_or(|month| record.booked.to_string() == month);
            if wanted {
                let person = record.employee_id.and_then(|id| people.get(&id));
                // What the bureau printed of somebody who may not be named now is not told either.
                let printed = !record.employee_id.is_some_and(|id| unnamed.contains(&id));
                rows.push(row(&record, name.map(String::as_str), person, printed, &mut origins)?);
            }
        }
        Ok(Some(rows))
    }
}

fn row(
    record: &AgencyRecord,
    unit: Option<&str>,
    person: Option<&Employee>,
    printed: bool,
    origins: &mut Origins<'_>,
) -> Outcome<Value> {
    let with = |share: Option<Yuan>, fixed: Option<Yuan>| match (share, fixed) {
        (None, None) => None,
        (share, fixed) => Some(share.unwrap_or(Yuan::ZERO) + fixed.unwrap_or(Yuan::ZERO)),
    };
    let implied = |share: Option<Yuan>| record.base.zip(share).and_then(|(base, share)| implied_rate(base, share));
    let mut cell = |origin: Option<Origin>| -> Outcome<Value> {
        Ok(serde_json::to_value(origins.find(origin, None)?).unwrap_or_default())
    };
    let (origin, employee_origin, fixed_origin) =
        (cell(record.origin)?, cell(record.employee_origin)?, cell(record.fixed_origin)?);
    let printed = |_: &&String| printed;
    Ok(json!({
        "employee_no": person.map(|p| p.employee_no.as_str()),
        "name": person.map_or(record.printed_name.as_deref(), |p| Some(p.name.as_str())),
        "id_number": person.map_or(record.printed_id.as_deref(), |p| p.id_number.as_deref()),
        "printed_name": record.printed_name.as_ref().filter(printed),
        "printed_id": record.printed_id.as_ref().filter(printed),
        "personal_number": record.personal_number.as_ref().filter(printed),
        "match": record.match_strength,
        "unit": unit,
        "insurance": record.insurance,
        "kind": record.kind,
        "period": record.period,
        "period_to": record.period_to,
        "booked": record.booked,
        "seq": record.seq,
        "declared_base": record.declared,
        "base": record.base,
        "base_source": record.base_source,
        "employer_rate": record.employer_rate,
        "employee_rate": record.employee_rate,
        "implied_employer_rate": implied(record.employer),
        "implied_employee_rate": implied(record.employee),
        "employer": with(record.employer, record.employer_fixed),
        "employee": with(record.employee, record.employee_fixed),
        "employer_fixed": record.employer_fixed,
        "employee_fixed": record.employee_fixed,
        "both_shares": record.both_shares,
        "late_fee": Some(record.late_fees()).filter(|fee| !fee.is_zero()),
        "section": record.section,
        "status": record.status,
        "note": record.note.as_ref().filter(printed),
        "origin": origin,
        "employee_origin": employee_origin,
        "fixed_origin": fixed_origin,
    }))
}
