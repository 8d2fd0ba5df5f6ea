//! 演示公司的人和单位 — who they are, where they are covered, from `assets/samples/demo.toml`.

use chrono::{Datelike, Days, NaiveDate};
use serde::Deserialize;
use shebao_rules::day::Day;
use shebao_rules::identity::{self, IdNumber};
use shebao_rules::insurance::{Group, Insurance, Scope};
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::name;
use shebao_rules::onboarding::PastKind;
use shebao_rules::rate::Rate;
use shebao_rules::setting::SettingMode;
use shebao_rules::words::{Hukou, IdType, MedicalTier, PositionClass};
use shebao_store::{
    BaseReason, DeclaredBase, Employee, Employment, Enrollment, IdStatus, PastCover, Setting, SettingHolder, Tx, Unit,
};

use super::stories::Stories;
use crate::authority::Authority;
use crate::error::{Code, Failure, Outcome};
use crate::initials::initials;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Company {
    pub company: String,
    pub credit_code: String,
    pub user: String,
    pub unit: Vec<DemoUnit>,
    setting: Vec<DemoSetting>,
    pub person: Vec<DemoPerson>,
    pub story: Stories,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoUnit {
    pub name: String,
    region: String,
    first_month: Month,
    credit_code: String,
    enroll_cutoff_day: u8,
    pub bank_account: String,
    /// What stood on the account before the first month, and what customers pay in a month.
    pub opening_balance: Yuan,
    pub monthly_income: Yuan,
    pub debit: Vec<DemoDebit>,
}

/// 扣款分组 — insurances that the bank debits in one sum, with the words of the debit.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoDebit {
    pub name: String,
    pub insurances: Vec<Insurance>,
    pub counterparty: String,
    pub summary: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoSetting {
    unit: String,
    insurance: Insurance,
    from: Month,
    mode: SettingMode,
    employer_rate: Rate,
    employee_rate: Rate,
    #[serde(default)]
    floor: Option<Yuan>,
    #[serde(default)]
    cap: Option<Yuan>,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoPerson {
    pub employee_no: String,
    name: String,
    id_number: String,
    hukou: Hukou,
    position_class: PositionClass,
    #[serde(default)]
    medical_tier: Option<MedicalTier>,
    department: String,
    post: String,
    pub unit: String,
    #[serde(default)]
    hired: Option<Day>,
    /// In place of a date, for whoever must always be new.
    #[serde(default)]
    hired_days_ago: Option<u64>,
    #[serde(default)]
    left: Option<Day>,
    base: Yuan,
    #[serde(default)]
    notes: Option<String>,
    /// 过往参保, as a paper of the bureau tells it.
    #[serde(default)]
    past: Vec<DemoPast>,
}

/// 过往参保 of one insurance before the company.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoPast {
    insurance: Insurance,
    employer: String,
    region: String,
    first_month: Month,
    last_month: Month,
    source: String,
}

impl DemoPerson {
    fn hired(&self, today: NaiveDate) -> Outcome<Day> {
        let relative = self.hired_days_ago.map(|days| Day::Exact(today - Days::new(days)));
        self.hired.or(relative).ok_or_else(|| Failure::new(Code::Internal).with("at", "demo"))
    }
}

pub(super) fn fill(tx: &mut Tx<'_>, company: &Company) -> Outcome<()> {
    for unit in &company.unit {
        tx.insert_unit(&Unit {
            name: unit.name.clone(),
            region: unit.region.clone(),
            credit_code: Some(unit.credit_code.clone()),
            first_month: Some(unit.first_month),
            enroll_cutoff_day: Some(unit.enroll_cutoff_day),
            bank_account: Some(unit.bank_account.clone()),
            debit_groups: groups(unit),
            ..Unit::default()
        })?;
    }
    for setting in &company.setting {
        let unit = unit_id(tx, &setting.unit)?;
        tx.insert_setting(&demo_setting(tx, unit, setting))?;
    }
    company.person.iter().try_for_each(|person| add(tx, company, person))
}

fn groups(unit: &DemoUnit) -> serde_json::Value {
    let group = |debit: &DemoDebit| serde_json::json!({ "name": debit.name, "insurances": debit.insurances });
    unit.debit.iter().map(group).collect()
}

pub(super) fn unit_id(tx: &Tx<'_>, name: &str) -> Outcome<i64> {
    Ok(tx.unit_named(name)?.ok_or_else(|| Failure::new(Code::UnknownUnit).with("unit", name))?.id)
}

fn demo_setting(tx: &Tx<'_>, unit: i64, setting: &DemoSetting) -> Setting {
    Setting {
        holder: SettingHolder::Unit(unit),
        label: None,
        insurance: setting.insurance,
        from: setting.from,
        to: None,
        mode: setting.mode,
        employer_rate: setting.employer_rate,
        employee_rate: setting.employee_rate,
        employer_fixed: Yuan::ZERO,
        employee_fixed: Yuan::ZERO,
        floor: setting.floor,
        cap: setting.cap,
        reason: setting.reason.clone(),
        confirmed: true,
        recorded_on: tx.now().date(),
        origin: None,
    }
}

fn add(tx: &mut Tx<'_>, company: &Company, person: &DemoPerson) -> Outcome<()> {
    let unit = unit_id(tx, &person.unit)?;
    let number: IdNumber = identity::check(IdType::ResidentId, &person.id_number)
        .map_err(|_| Failure::new(Code::Internal).with("at", "demo"))?;
    let authority = Authority::Ledger.id().to_owned();
    let hired = person.hired(tx.now().date())?;
    let employee_id = tx.insert_employee(&Employee {
        employee_no: person.employee_no.clone(),
        name: person.name.clone(),
        name_folded: name::fold(&person.name),
        name_initials: initials(&person.name),
        id_type: Some(IdType::ResidentId),
        id_number: Some(number.as_str().to_owned()),
        id_status: IdStatus::Checked,
        birth: number.birth(),
        sex: number.sex(),
        hukou: Some(person.hukou),
        medical_tier: person.medical_tier,
        position_class: Some(person.position_class),
        department: Some(person.department.clone()),
        post: Some(person.post.clone()),
        notes: person.notes.clone(),
        authority: authority.clone(),
        ..Employee::default()
    })?;
    tx.insert_employment(&Employment {
        employee_id,
        unit_id: Some(unit),
        hired: Some(hired),
        left: person.left,
        department: Some(person.department.clone()),
        post: Some(person.post.clone()),
        reason: None,
        origin: None,
        authority,
    })?;
    for past in &person.past {
        tx.insert_past_cover(&PastCover {
            employee_id,
            insurance: past.insurance,
            kind: PastKind::Employee,
            employer: Some(past.employer.clone()),
            region: Some(past.region.clone()),
            first_month: past.first_month,
            last_month: Some(past.last_month),
            arrears: false,
            source: past.source.clone(),
            recorded_on: tx.now().date(),
        })?;
    }
    let cutoff =
        company.unit.iter().find(|unit| unit.name == person.unit).map(|unit| u32::from(unit.enroll_cutoff_day));
    let late = hired.exact().zip(cutoff).is_some_and(|(day, cutoff)| day.day() > cutoff);
    cover(tx, (employee_id, unit), person, (hired.month(), late))
}

/// Both groups from the month of hire, with the base that is declared for both.
fn cover(
    tx: &mut Tx<'_>,
    (employee_id, unit): (i64, i64),
    person: &DemoPerson,
    (first, late): (Month, bool),
) -> Outcome<()> {
    let authority = Authority::Ledger.id();
    for scope in [Scope::Group(Group::Social), Scope::Group(Group::HousingFund)] {
        tx.insert_enrollment(&Enrollment {
            employee_id,
            unit_id: unit,
            scope,
            first_month: first,
            last_month: person.left.map(Day::month),
            first_month_late: late,
            reason: None,
            origin: None,
            authority: authority.to_owned(),
        })?;
        tx.insert_declared_base(&DeclaredBase {
            employee_id,
            unit_id: unit,
            scope,
            from: first,
            to: None,
            amount: person.base,
            average_wage: None,
            reason: BaseReason::Annual,
            method: Some("上年月均工资".to_owned()),
            origin: None,
            authority: authority.to_owned(),
        })?;
    }
    Ok(())
}
