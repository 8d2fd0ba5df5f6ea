//! `shebao unit …`, `shebao roster …`

use serde_json::{Value, json};
use shebao_desk::wire::roster::PersonEdit;
use shebao_desk::wire::unit::{DebitGroup, NewSetting, NewUnit, UnitEdit, UnitParticulars};
use shebao_desk::{Code, Failure, Outcome};

use crate::args::{PersonChange, Roster, Setting, Unit, UnitChange};
use crate::session::Session;

pub(super) fn unit(session: &Session, verb: Unit) -> Outcome<Value> {
    match verb {
        Unit::List => Ok(json!({ "units": session.desk()?.unit_list()? })),
        Unit::Set(setting) => set(session, *setting),
        Unit::Edit(change) => edit(session, *change),
        Unit::End { setting, to } => {
            let mut desk = session.desk()?;
            desk.setting_end(setting, &to, session.now)?;
            Ok(json!({ "units": desk.unit_list()? }))
        }
        Unit::Add { name, region, from, credit_code, work_injury_rate, fund_employer, fund_employee, cutoff_day } => {
            let new = NewUnit {
                name,
                region,
                from,
                credit_code,
                work_injury_rate,
                fund_employer,
                fund_employee,
                enroll_cutoff_day: cutoff_day,
            };
            Ok(json!({ "unit": session.desk()?.unit_add(&new, session.now)? }))
        }
    }
}

/// 新增单位参数.
fn set(session: &Session, setting: Setting) -> Outcome<Value> {
    Ok(json!({ "unit": session.desk()?.setting_add(&new_setting(setting), session.now)? }))
}

/// 单位确认 of a value the library leaves open.
pub(super) fn confirm(session: &Session, setting: Setting) -> Outcome<Value> {
    let mut desk = session.desk()?;
    let left_out = setting.mode.is_none();
    let mut new = new_setting(setting);
    if left_out {
        new = desk.setting_settling(new, session.now)?;
    }
    Ok(json!({ "unit": desk.setting_add(&new, session.now)? }))
}

fn new_setting(setting: Setting) -> NewSetting {
    let or_none = |rate: Option<String>| rate.unwrap_or_else(|| "0".to_owned());
    NewSetting {
        unit: setting.unit,
        insurance: setting.insurance,
        from: setting.from,
        to: setting.to,
        mode: setting.mode.unwrap_or_else(|| "rate".to_owned()),
        employer_rate: or_none(setting.employer_rate),
        employee_rate: or_none(setting.employee_rate),
        employer_fixed: setting.employer_fixed,
        employee_fixed: setting.employee_fixed,
        floor: setting.floor,
        cap: setting.cap,
        source: setting.source,
    }
}

/// What is not given stays as it is.
fn edit(session: &Session, change: UnitChange) -> Outcome<Value> {
    let mut desk = session.desk()?;
    let known = desk.unit_list()?.into_iter().find(|unit| unit.name == change.unit.trim());
    let known = known.ok_or_else(|| Failure::new(Code::UnknownUnit).with("unit", &change.unit))?;
    let groups = change.debit_groups.iter().map(|text| group(text)).collect::<Outcome<Vec<_>>>()?;
    let stands = known.particulars;
    let particulars = UnitParticulars {
        credit_code: change.credit_code.or(stands.credit_code),
        social_account: change.social_account.or(stands.social_account),
        fund_account: change.fund_account.or(stands.fund_account),
        bank_name: change.bank_name.or(stands.bank_name),
        bank_account: change.bank_account.or(stands.bank_account),
        debit_groups: if groups.is_empty() { stands.debit_groups } else { groups },
    };
    Ok(json!({ "unit": desk.unit_edit(&UnitEdit { unit: known.name, particulars }, session.now)? }))
}

/// 名称=险种,险种.
fn group(text: &str) -> Outcome<DebitGroup> {
    let expected = "医疗=medical,maternity";
    let wrong = || Failure::new(Code::InvalidInput).with("field", "扣款分组").with("expected", expected);
    let (name, insurances) = text.split_once('=').ok_or_else(wrong)?;
    let insurances = insurances.split(',').map(|one| one.trim().parse().map_err(|_| wrong()));
    Ok(DebitGroup { name: name.trim().to_owned(), insurances: insurances.collect::<Outcome<_>>()? })
}

pub(super) fn roster(session: &Session, verb: Roster) -> Outcome<Value> {
    let mut desk = session.desk()?;
    match verb {
        Roster::List { on } => Ok(json!({ "persons": desk.roster_list(on.as_deref())? })),
        Roster::Rules { employee } => Ok(json!({ "rules": desk.roster_rules(&employee, session.now)? })),
        Roster::Reveal { employee, class, reason } => {
            Ok(json!({ "person": desk.roster_reveal(&employee, &class, &reason, session.now)? }))
        }
        Roster::Add(change) => Ok(json!({ "person": desk.roster_add(&person(*change), session.now)? })),
        Roster::Edit { employee, change } => {
            Ok(json!({ "person": desk.roster_edit(&employee, &person(*change), session.now)? }))
        }
    }
}

pub(super) fn person(change: PersonChange) -> PersonEdit {
    PersonEdit {
        employee_no: change.employee_no,
        name: change.name,
        id_type: change.id_type,
        id_number: change.id_number,
        hukou: change.hukou,
        medical_tier: change.medical_tier,
        position_class: change.position_class,
        department: change.department,
        post: change.post,
        phone: change.phone,
        bank_name: change.bank_name,
        bank_account: change.bank_account,
        notes: change.notes,
        unit: change.unit,
        hire: change.hire,
        leave: change.leave,
    }
}
