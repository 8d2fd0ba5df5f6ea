//! 演示公司 — an invented company in one click, as a book of its own.

use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use shebao_rules::day::Day;
use shebao_rules::identity::{self, IdNumber};
use shebao_rules::insurance::{Group, Insurance, Scope};
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::name;
use shebao_rules::rate::Rate;
use shebao_rules::setting::SettingMode;
use shebao_rules::words::{Hukou, IdType, MedicalTier, PositionClass};
use shebao_store::{
    Action, BaseReason, DeclaredBase, Employee, Employment, Enrollment, IdStatus, KdfCost, Setting, SettingHolder, Tx,
    Unit,
};

use crate::Moment;
use crate::authority::Authority;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::exchange::initials;
use crate::tools::Tools;
use crate::wire::book::NewBook;

const COMPANY: &str = include_str!("../../../../assets/samples/demo.toml");

/// The demo book keeps nothing secret: everything in it is invented and shipped with the program.
const PASSWORD: &str = "demo-company";

/// Months the demo shows, the present one last.
const MONTHS: i32 = 14;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Company {
    company: String,
    credit_code: String,
    user: String,
    unit: Vec<DemoUnit>,
    setting: Vec<DemoSetting>,
    person: Vec<DemoPerson>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoUnit {
    name: String,
    region: String,
    first_month: Month,
    credit_code: String,
    enroll_cutoff_day: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoSetting {
    unit: String,
    insurance: Insurance,
    from: Month,
    mode: SettingMode,
    employer_rate: Rate,
    employee_rate: Rate,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoPerson {
    employee_no: String,
    name: String,
    id_number: String,
    hukou: Hukou,
    position_class: PositionClass,
    #[serde(default)]
    medical_tier: Option<MedicalTier>,
    department: String,
    post: String,
    unit: String,
    hired: Day,
    #[serde(default)]
    left: Option<Day>,
    base: Yuan,
}

impl Desk {
    /// 看演示公司 — opens the demo book, building it first when there is none.
    ///
    /// # Errors
    /// As [`Desk::create`] and [`Desk::open`].
    pub fn demo(tools: Arc<Tools>, dir: &Path, now: Moment) -> Outcome<Self> {
        if dir.join("keys.json").is_file() {
            return Self::open(tools, dir, PASSWORD, now);
        }
        let wrong = |e: toml::de::Error| Failure::new(Code::Internal).with("at", "demo").detailed([e.to_string()]);
        let company: Company = toml::from_str(COMPANY).map_err(wrong)?;
        let new = NewBook {
            company: company.company.clone(),
            credit_code: company.credit_code.clone(),
            user: company.user.clone(),
            password: PASSWORD.to_owned(),
        };
        let (mut desk, _) = Self::create_with(tools, dir, &new, true, KdfCost::default(), now)?;
        let action = Action { action: "demo.build", object: "demo" };
        desk.book.act(&action, now, |tx| fill(tx, &company))?;
        let last = Month::of(now.date());
        for month in last.plus(1 - MONTHS).through(last) {
            desk.contribution_run(&month.to_string(), None, now)?;
        }
        desk.label()?;
        Ok(desk)
    }
}

fn fill(tx: &mut Tx<'_>, company: &Company) -> Outcome<()> {
    for unit in &company.unit {
        tx.insert_unit(&Unit {
            name: unit.name.clone(),
            region: unit.region.clone(),
            credit_code: Some(unit.credit_code.clone()),
            first_month: Some(unit.first_month),
            enroll_cutoff_day: Some(unit.enroll_cutoff_day),
            debit_groups: serde_json::json!([]),
            ..Unit::default()
        })?;
    }
    for setting in &company.setting {
        let unit = unit_id(tx, &setting.unit)?;
        tx.insert_setting(&demo_setting(tx, unit, setting))?;
    }
    company.person.iter().try_for_each(|person| add(tx, person))
}

fn unit_id(tx: &Tx<'_>, name: &str) -> Outcome<i64> {
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
        floor: None,
        cap: None,
        reason: setting.reason.clone(),
        confirmed: true,
        recorded_on: tx.now().date(),
        origin: None,
    }
}

fn add(tx: &mut Tx<'_>, person: &DemoPerson) -> Outcome<()> {
    let unit = unit_id(tx, &person.unit)?;
    let number: IdNumber = identity::check(IdType::ResidentId, &person.id_number)
        .map_err(|_| Failure::new(Code::Internal).with("at", "demo"))?;
    let authority = Authority::Ledger.id().to_owned();
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
        authority: authority.clone(),
        ..Employee::default()
    })?;
    tx.insert_employment(&Employment {
        employee_id,
        unit_id: Some(unit),
        hired: Some(person.hired),
        left: person.left,
        department: Some(person.department.clone()),
        post: Some(person.post.clone()),
        reason: None,
        origin: None,
        authority,
    })?;
    cover(tx, employee_id, unit, person)
}

/// Both groups from the month of hire, with the base that is declared for both.
fn cover(tx: &mut Tx<'_>, employee_id: i64, unit: i64, person: &DemoPerson) -> Outcome<()> {
    let (first, authority) = (person.hired.month(), Authority::Ledger.id());
    for scope in [Scope::Group(Group::Social), Scope::Group(Group::HousingFund)] {
        tx.insert_enrollment(&Enrollment {
            employee_id,
            unit_id: unit,
            scope,
            first_month: first,
            last_month: person.left.map(Day::month),
            first_month_late: false,
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
