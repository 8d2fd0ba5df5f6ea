//! 参保单位与参数 — the units and their dated settings from the clerk's own sheet; and which unit a row speaks of.

use std::collections::BTreeMap;

use shebao_documents::rows::{SettingRow, UnitRow, account_number};
use shebao_rules::money::Yuan;
use shebao_rules::policy::Library;
use shebao_rules::rate::Rate;
use shebao_rules::setting::SettingMode;
use shebao_store::{Origin, Setting, SettingHolder, Stored, Tx, Unit, View};

use super::report::{Fate, Report, notes, refused};
use super::run::Run;
use super::told::Told;
use crate::error::Outcome;
use crate::wire::exchange::RowAction;

/// The units of the book, for finding the one a row speaks of.
pub(super) struct Places {
    units: Vec<Stored<Unit>>,
    names: BTreeMap<String, i64>,
    /// The unit that the clerk named for rows that name none.
    chosen: Option<i64>,
}

impl Places {
    pub(super) fn of(view: &View<'_>) -> Outcome<Self> {
        let units = view.units()?;
        let names = units.iter().map(|u| (shebao_rules::name::fold(&u.name), u.id)).collect();
        Ok(Self { units, names, chosen: None })
    }

    /// The same with the unit that the clerk named for the file.
    pub(super) fn with_chosen(mut self, name: Option<&str>) -> Self {
        self.chosen = name.and_then(|name| self.by_name(name));
        self
    }

    fn by_name(&self, name: &str) -> Option<i64> {
        let as_written = self.units.iter().find(|u| u.name == name).map(|u| u.id);
        as_written.or_else(|| self.names.get(&shebao_rules::name::fold(name)).copied())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// All of them.
    pub(super) fn units(&self) -> &[Stored<Unit>] {
        &self.units
    }

    pub(super) fn get(&self, id: i64) -> Option<&Unit> {
        self.units.iter().find(|u| u.id == id).map(|u| &u.row)
    }

    /// By the unit's name; without one by its city, if only one unit is there; a sheet that says neither speaks of the
    /// unit the clerk named for it, or of the book's only unit.
    pub(super) fn find(&self, library: &Library, unit: Option<&str>, city: Option<&str>) -> Option<i64> {
        match self.named(library, unit, city).as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// The units that a name or else a city can mean; all of the book where a sheet says neither.
    pub(super) fn named(&self, library: &Library, unit: Option<&str>, city: Option<&str>) -> Vec<i64> {
        if let Some(id) = unit.and_then(|name| self.by_name(name)) {
            return vec![id];
        }
        if let (None, None, Some(chosen)) = (unit, city, self.chosen) {
            return vec![chosen];
        }
        let region = city.map(|city| library.region(city).map(|region| region.code.as_str()));
        let of = |wanted: &dyn Fn(&Unit) -> bool| self.units.iter().filter(|u| wanted(u)).map(|u| u.id).collect();
        match (unit, region) {
            (_, Some(Some(code))) => of(&|u| u.region == code),
            (None, None) => of(&|_| true),
            _ => Vec::new(),
        }
    }

    /// The unit that pays from an account, and the account's full number; a masked number must fit one unit only.
    pub(super) fn by_account(&self, number: &str) -> Option<(i64, String)> {
        let own = self.units.iter().filter_map(|u| Some((u.id, account_number(u.bank_account.as_deref()?)?)));
        let mut fitting = own.filter(|(_, account)| same_account(account, number));
        match (fitting.next(), fitting.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        }
    }

    /// The one unit that a file's name speaks of, by the unit's name or its city.
    pub(super) fn hinted(&self, library: &Library, file_name: &str) -> Option<i64> {
        let folded = shebao_rules::name::fold(file_name);
        let whole = self.names.iter().filter(|(name, _)| folded.contains(name.as_str()));
        if let Some((_, id)) = whole.max_by_key(|(name, _)| name.len()) {
            return Some(*id);
        }
        let cities = self.units.iter().filter_map(|u| Some((u.id, library.region(&u.region)?.name.clone())));
        let mut there = cities.filter(|(_, city)| folded.contains(city.trim_end_matches('市')));
        match (there.next(), there.next()) {
            (Some((only, _)), None) => Some(only),
            _ => None,
        }
    }
}

/// Whether a number as printed is an account's: stars stand for what is hidden.
fn same_account(account: &str, printed: &str) -> bool {
    match (printed.split('*').next(), printed.rsplit('*').next()) {
        (Some(head), Some(tail)) if printed.contains('*') => account.starts_with(head) && account.ends_with(tail),
        _ => account == printed,
    }
}

fn action(row: u32, action: &str) -> RowAction {
    RowAction { row, action: action.to_owned(), ..RowAction::default() }
}

/// Takes in the units of a sheet.
pub(super) fn take_units(
    tx: &mut Tx<'_>,
    run: &Run<'_>,
    sheet_id: i64,
    rows: &[UnitRow],
    report: &mut Report,
) -> Outcome<()> {
    for row in rows {
        let origin = Origin { sheet_id, row: i64::from(row.row) };
        let read = if refused(&row.issues) { None } else { read_unit(run.library, row, origin, report) };
        let Some(unit) = read else {
            row.issues.iter().filter(|i| refused(std::slice::from_ref(i))).for_each(|i| report.reject_issue(i));
            report.row(action(row.row, "rejected"), Fate::Rejected);
            continue;
        };
        let (what, fate) = match tx.unit_named(&unit.name)? {
            None if !run.mode.adds() => {
                report.reject_new(row.row, &format!("参保单位“{}”", unit.name));
                ("rejected", Fate::Rejected)
            }
            None => {
                tx.insert_unit(&unit)?;
                ("import", Fate::Accepted)
            }
            Some(known) => renew_unit(tx, run, &known, &unit, report)?,
        };
        report.row(RowAction { name: Some(unit.name), notes: notes(&row.issues), ..action(row.row, what) }, fate);
    }
    Ok(())
}

fn read_unit(library: &Library, row: &UnitRow, origin: Origin, report: &mut Report) -> Option<Unit> {
    let (Some(name), Some(city)) = (&row.name, &row.city) else {
        report.reject(row.row, None, "unit_incomplete", "参保单位或参保城市空白，请补齐后再导入".to_owned());
        return None;
    };
    let Some(region) = library.region(city) else {
        let message = format!("“{city}”不在已收录的统筹区内，请核对城市名称");
        report.reject(row.row, None, "unknown_region", message);
        return None;
    };
    let groups: Vec<_> =
        row.payment_groups.iter().map(|g| serde_json::json!({ "name": g.name, "insurances": g.insurances })).collect();
    Some(Unit {
        name: name.clone(),
        region: region.code.clone(),
        credit_code: row.credit_code.as_ref().map(|c| c.as_str().to_owned()),
        social_account: row.social_number.clone(),
        fund_account: row.fund_account.clone(),
        bank_name: row.bank_name.clone(),
        bank_account: row.bank_account.clone(),
        first_month: row.from,
        enroll_cutoff_day: row.cutoff_day,
        debit_groups: serde_json::Value::Array(groups),
        origin: Some(origin),
        ..Unit::default()
    })
}

/// Lays a sheet's row onto a unit that is known; a column that the sheet lacks, and what only the window can say of a
/// unit, stay.
fn renew_unit(
    tx: &mut Tx<'_>,
    run: &Run<'_>,
    known: &Stored<Unit>,
    new: &Unit,
    report: &mut Report,
) -> Outcome<(&'static str, Fate)> {
    let no_groups = new.debit_groups.as_array().is_none_or(Vec::is_empty);
    let unit = Unit {
        region: new.region.clone(),
        credit_code: new.credit_code.clone().or_else(|| known.credit_code.clone()),
        social_account: new.social_account.clone().or_else(|| known.social_account.clone()),
        fund_account: new.fund_account.clone().or_else(|| known.fund_account.clone()),
        bank_name: new.bank_name.clone().or_else(|| known.bank_name.clone()),
        bank_account: new.bank_account.clone().or_else(|| known.bank_account.clone()),
        first_month: new.first_month.or(known.first_month),
        enroll_cutoff_day: new.enroll_cutoff_day.or(known.enroll_cutoff_day),
        debit_groups: if no_groups { known.debit_groups.clone() } else { new.debit_groups.clone() },
        ..known.row.clone()
    };
    if unit == known.row {
        return Ok(("unchanged", Fate::Unchanged));
    }
    let row = new.origin.map_or(0, |origin| origin.row);
    let told = Told { row, employee_no: "", name: &known.name, applied: run.mode.changes() };
    for ((field, before), (_, after)) in fields(known).into_iter().zip(fields(&unit)) {
        told.field(report, field, before, after);
    }
    if !run.mode.changes() {
        return Ok(("unchanged", Fate::Unchanged));
    }
    tx.update_unit(known.id, &Unit { origin: new.origin, ..unit })?;
    Ok(("update", Fate::Accepted))
}

/// What a sheet can say of a unit, field by field.
fn fields(unit: &Unit) -> [(&'static str, Option<String>); 9] {
    [
        ("city", Some(unit.region.clone())),
        ("credit_code", unit.credit_code.clone()),
        ("social_number", unit.social_account.clone()),
        ("fund_account", unit.fund_account.clone()),
        ("bank_name", unit.bank_name.clone()),
        ("bank_account", unit.bank_account.clone()),
        ("from", unit.first_month.map(|month| month.to_string())),
        ("cutoff_day", unit.enroll_cutoff_day.map(|day| day.to_string())),
        ("payment_groups", Some(unit.debit_groups.to_string())),
    ]
}

/// Takes in the settings of a sheet: keyed by unit where one is named, else by city for all of its units.
pub(super) fn take_settings(
    tx: &mut Tx<'_>,
    run: &Run<'_>,
    sheet_id: i64,
    rows: &[SettingRow],
    report: &mut Report,
) -> Outcome<()> {
    let places = Places::of(tx)?;
    let known = tx.settings()?;
    for row in rows {
        let origin = Origin { sheet_id, row: i64::from(row.row) };
        let setting =
            if refused(&row.issues) { None } else { read_setting(tx, run.library, &places, row, origin, report) };
        let Some(setting) = setting else {
            row.issues.iter().filter(|i| refused(std::slice::from_ref(i))).for_each(|i| report.reject_issue(i));
            report.row(action(row.row, "rejected"), Fate::Rejected);
            continue;
        };
        let (what, fate) = keep_setting(tx, run, &known, &setting, report)?;
        report.row(RowAction { notes: notes(&row.issues), ..action(row.row, what) }, fate);
    }
    Ok(())
}

/// A setting of the same holder, insurance and first month is the same one, corrected.
fn keep_setting(
    tx: &mut Tx<'_>,
    run: &Run<'_>,
    known: &[Stored<Setting>],
    setting: &Setting,
    report: &mut Report,
) -> Outcome<(&'static str, Fate)> {
    let row = setting.origin.map_or(0, |origin| origin.row);
    let same =
        known.iter().find(|k| k.holder == setting.holder && k.insurance == setting.insurance && k.from == setting.from);
    match same {
        None if !run.mode.adds() => {
            let what = format!("{}自 {} 起的这项参数", setting.insurance.chinese(), setting.from);
            report.reject_new(u32::try_from(row).unwrap_or_default(), &what);
            Ok(("rejected", Fate::Rejected))
        }
        None => {
            tx.insert_setting(setting)?;
            Ok(("import", Fate::Accepted))
        }
        Some(old) if same_setting(old, setting) => Ok(("unchanged", Fate::Unchanged)),
        Some(old) => {
            let name = format!("{} {}", setting.insurance.chinese(), setting.from);
            let told = Told { row, employee_no: "", name: &name, applied: run.mode.changes() };
            for ((field, before), (_, after)) in terms(old).into_iter().zip(terms(setting)) {
                told.field(report, field, before, after);
            }
            if !run.mode.changes() {
                return Ok(("unchanged", Fate::Unchanged));
            }
            tx.update_setting(old.id, setting)?;
            Ok(("update", Fate::Accepted))
        }
    }
}

/// What a sheet says of a setting, field by field.
fn terms(setting: &Setting) -> [(&'static str, Option<String>); 9] {
    let amount = |amount: Option<Yuan>| amount.map(|amount| amount.to_string());
    [
        ("to", setting.to.map(|month| month.to_string())),
        ("mode", Some(setting.mode.chinese().to_owned())),
        ("employer_rate", Some(setting.employer_rate.to_string())),
        ("employee_rate", Some(setting.employee_rate.to_string())),
        ("employer_fixed", amount(Some(setting.employer_fixed))),
        ("employee_fixed", amount(Some(setting.employee_fixed))),
        ("floor", amount(setting.floor)),
        ("cap", amount(setting.cap)),
        ("reason", Some(setting.reason.clone())),
    ]
}

fn same_setting(known: &Setting, new: &Setting) -> bool {
    let plain = |s: &Setting| Setting { origin: None, recorded_on: new.recorded_on, ..s.clone() };
    plain(known) == plain(new)
}

fn read_setting(
    tx: &Tx<'_>,
    library: &Library,
    places: &Places,
    row: &SettingRow,
    origin: Origin,
    report: &mut Report,
) -> Option<Setting> {
    let holder = match (&row.unit, &row.city) {
        (Some(unit), _) => match places.find(library, Some(unit), None) {
            Some(id) => SettingHolder::Unit(id),
            None => {
                let message = format!("没有参保单位“{unit}”，请先导入或新增这个单位");
                report.reject(row.row, None, "unknown_unit", message);
                return None;
            }
        },
        (None, Some(city)) => match library.region(city) {
            Some(region) => SettingHolder::Region(region.code.clone()),
            None => {
                let message = format!("“{city}”不在已收录的统筹区内，请核对城市名称");
                report.reject(row.row, None, "unknown_region", message);
                return None;
            }
        },
        (None, None) => {
            report.reject(row.row, None, "city_missing", "没有写参保单位或参保城市".to_owned());
            return None;
        }
    };
    let (Some(insurance), Some(from), Some(mode)) = (row.insurance, row.from, row.mode) else {
        report.reject(row.row, None, "setting_incomplete", "险种、起始年月、用法都要填写".to_owned());
        return None;
    };
    let replace = mode == SettingMode::Replace;
    let reason = row.reason.clone().filter(|r| !r.trim().is_empty());
    Some(Setting {
        holder,
        label: row.code.clone(),
        insurance,
        from,
        to: row.to,
        mode,
        employer_rate: row.employer_rate.unwrap_or(Rate::ZERO),
        employee_rate: row.employee_rate.unwrap_or(Rate::ZERO),
        employer_fixed: if replace { row.employer_fixed.unwrap_or(Yuan::ZERO) } else { Yuan::ZERO },
        employee_fixed: if replace { row.employee_fixed.unwrap_or(Yuan::ZERO) } else { Yuan::ZERO },
        floor: if replace { row.floor } else { None },
        cap: if replace { row.cap } else { None },
        reason: reason.unwrap_or_else(|| "单位参数表（未写说明）".to_owned()),
        confirmed: false,
        recorded_on: tx.now().date(),
        origin: Some(origin),
    })
}
