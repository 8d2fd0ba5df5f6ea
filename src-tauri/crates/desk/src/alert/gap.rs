//! 断缴提醒 — a due line that the agency's list does not hold although the unit's own limit has passed, person by person.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Days;
use shebao_rules::alert::{Harm, Severity};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::unit_day::UnitDayKind;

use super::{Alerts, count, plain};
use crate::book::Desk;
use crate::error::Outcome;
use crate::wire::alert::Alert;

/// How many months back a gap is told on the home page: a year old is not settled. The gap grid holds all of them.
const LOOK_BACK: i32 = 13;
/// More people than this in one unit and month are told in one line.
const ONE_BY_ONE: usize = 20;

/// What is missing of one person at one unit in one month.
type Missing = BTreeMap<i64, (BTreeSet<Insurance>, Yuan)>;

impl Desk {
    /// 缺经办机构记录 for longer than the unit's own limit after the month's end.
    pub(super) fn gap_alerts(&self, alerts: &mut Alerts) -> Outcome<()> {
        let (view, days, names) = (self.view(), self.unit_days()?, self.unit_names()?);
        let newest = Month::of(alerts.on);
        for month in newest.plus(-LOOK_BACK).through(newest) {
            let mut units: BTreeMap<i64, Missing> = BTreeMap::new();
            for line in view.missing_lines(month)? {
                let own = units.entry(line.unit_id).or_default().entry(line.employee_id).or_default();
                own.0.insert(line.insurance);
                own.1 += line.employer + line.employee;
            }
            for (unit, missing) in units {
                let limit = days.day(Some(unit), UnitDayKind::StateLimit, month).unwrap_or_default();
                let over = month.last_day().checked_add_days(Days::new(u64::from(limit)));
                if over.is_some_and(|day| day < alerts.on) {
                    let name = names.get(&unit).map_or("", String::as_str);
                    self.missing_of_unit(month, name, &missing, alerts)?;
                }
            }
        }
        Ok(())
    }

    fn missing_of_unit(&self, month: Month, unit: &str, missing: &Missing, alerts: &mut Alerts) -> Outcome<()> {
        if missing.len() > ONE_BY_ONE {
            let message = format!("{unit} {month} 有 {} 人缺经办机构记录", missing.len());
            let alert = Alert {
                count: count(missing.len()),
                unit: Some(unit.to_owned()),
                amount: Some(missing.values().map(|(_, amount)| *amount).sum()),
                focus: Some(month.to_string()),
                ..plain("record_missing", unit, message, "查看断缴表", "gaps")
            };
            alerts.add(Severity::Act, Harm::Cover, None, self.by_law(alert, "sbf", "60", alerts.on));
            return Ok(());
        }
        for (id, (insurances, amount)) in missing {
            let Some(employee) = self.view().employee(*id)? else { continue };
            let which: Vec<&str> = insurances.iter().map(|insurance| insurance.chinese()).collect();
            let message = format!("{month} {}应缴，经办机构名册里没有", which.join("、"));
            let alert = Alert {
                employee_no: Some(employee.employee_no.clone()),
                unit: Some(unit.to_owned()),
                amount: Some(*amount),
                focus: Some(month.to_string()),
                ..plain("record_missing", &employee.name, message, "查看断缴表", "gaps")
            };
            alerts.add(Severity::Act, Harm::Cover, None, self.by_law(alert, "sbf", "60", alerts.on));
        }
        Ok(())
    }
}
