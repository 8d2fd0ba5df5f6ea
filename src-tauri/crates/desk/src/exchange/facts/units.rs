//! 参保单位与参数 — the units and their dated settings from the clerk's own sheet.

use shebao_documents::recognise::Field;
use shebao_documents::rows::{SettingRow, UnitRow};
use shebao_rules::money::Yuan;
use shebao_rules::policy::Library;
use shebao_rules::rate::Rate;
use shebao_rules::setting::SettingMode;
use shebao_store::{Origin, Setting, SettingHolder, Stored, Tx, Unit};

use crate::error::Outcome;
use crate::exchange::ground::places::Places;
use crate::exchange::ground::report::{BY_PLACE, Fate, Report, notes, refused};
use crate::exchange::ground::run::Run;
use crate::exchange::ground::told::Told;
use crate::wire::exchange::RowAction;

fn action(row: u32, action: &str) -> RowAction {
    RowAction { row, action: action.to_owned(), ..RowAction::default() }
}

/// Takes in the units of a sheet.
pub(in crate::exchange) fn take_units(
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
        let blank = if row.name.is_none() { Field::Unit } else { Field::City };
        report.reject(row.row, &[blank], "unit_incomplete", "参保单位或参保城市空白，请补齐后再导入".to_owned());
        return None;
    };
    let Some(region) = library.region(city) else {
        let message = format!("“{city}”不在已收录的统筹区内，请核对城市名称");
        report.reject(row.row, &[Field::City], "unknown_region", message);
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
pub(in crate::exchange) fn take_settings(
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
                report.reject(row.row, &[Field::Unit], "unknown_unit", message);
                return None;
            }
        },
        (None, Some(city)) => match library.region(city) {
            Some(region) => SettingHolder::Region(region.code.clone()),
            None => {
                let message = format!("“{city}”不在已收录的统筹区内，请核对城市名称");
                report.reject(row.row, &[Field::City], "unknown_region", message);
                return None;
            }
        },
        (None, None) => {
            let message = "没有写参保单位或参保城市，请补上后再导入".to_owned();
            report.reject(row.row, BY_PLACE, "city_missing", message);
            return None;
        }
    };
    let (Some(insurance), Some(from), Some(mode)) = (row.insurance, row.from, row.mode) else {
        let blank = [(row.insurance.is_none(), Field::Insurance), (row.from.is_none(), Field::From)];
        let blank = blank.iter().find(|(blank, _)| *blank).map_or(Field::Mode, |(_, field)| *field);
        let message = "险种、起始年月、用法都要填写，请补齐后再导入".to_owned();
        report.reject(row.row, &[blank], "setting_incomplete", message);
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
