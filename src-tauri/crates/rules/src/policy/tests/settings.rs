//! 单位参数 win over policy: only the rate, a surcharge, or the whole.

use super::{day, entry, library, month};
use crate::insurance::Insurance;
use crate::money::Yuan;
use crate::policy::value::Options;
use crate::policy::{Evidence, Gap, Library, Query, Status, Terms, Unsettled};
use crate::rounding::Rounding;
use crate::setting::{SettingMode, UnitSetting};

fn setting(insurance: Insurance, mode: SettingMode, employer: &str, employee: &str) -> UnitSetting {
    UnitSetting {
        id: 1,
        insurance,
        from: month("2025-01"),
        to: None,
        mode,
        employer_rate: employer.parse().unwrap(),
        employee_rate: employee.parse().unwrap(),
        employer_fixed: Yuan::ZERO,
        employee_fixed: Yuan::ZERO,
        floor: None,
        cap: None,
        reason: "按核定通知书".to_owned(),
        of_unit: true,
    }
}

fn with(library: &Library, setting: &UnitSetting) -> Result<Terms, Box<Unsettled>> {
    library.terms(&Query {
        region: "北京",
        insurance: setting.insurance,
        month: month("2026-02"),
        known_on: day("2026-12-31"),
        options: &Options::default(),
        setting: Some(setting),
    })
}

fn medical(rates_status: &str, bounds_status: &str) -> Library {
    let text = [
        entry("bounds", "2025-07", bounds_status, "floor = \"7162\"\ncap = \"35811\""),
        entry("rates", "2025-07", rates_status, "employer = \"0.098\"\nemployee = \"0.02\""),
        entry("fixed", "2025-07", "final", "employer = \"0\"\nemployee = \"3\""),
    ]
    .concat();
    library("medical", &text).unwrap()
}

#[test]
fn own_rate_keeps_published_bounds_and_fixed_amounts() {
    let own = setting(Insurance::Medical, SettingMode::Rate, "0.09", "0.02");
    let terms = with(&medical("unconfirmed", "provisional"), &own).unwrap();
    assert_eq!(terms.rates.value.employer.to_string(), "0.09");
    assert_eq!((terms.rates.status, terms.rates.evidence), (Status::UnitConfirmed, Evidence::Clerk));
    assert_eq!(terms.rates.source.title, "按核定通知书");
    assert_eq!(terms.bounds.value.floor.unwrap().to_string(), "7162.00");
    assert_eq!(terms.fixed.value.employee.to_string(), "3.00");
    assert_eq!(terms.status(), Status::Provisional);
}

#[test]
fn own_rate_needs_settled_bounds() {
    let own = setting(Insurance::Medical, SettingMode::Rate, "0.09", "0.02");
    assert_eq!(with(&medical("final", "unconfirmed"), &own).unwrap_err().gap, Gap::Bounds);
    let nothing = library("pension", "").unwrap();
    assert_eq!(with(&nothing, &own).unwrap_err().gap, Gap::Bounds);
}

/// 9.8 % + 1 % surcharge = 10.8 %, rounded once.
#[test]
fn a_surcharge_is_added_to_the_published_rate() {
    let extra = setting(Insurance::Medical, SettingMode::Add, "0.01", "0");
    let terms = with(&medical("final", "final"), &extra).unwrap();
    assert_eq!(terms.rates.value.employer.to_string(), "0.108");
    assert_eq!(terms.rates.value.employee.to_string(), "0.02");
    assert_eq!(terms.rates.status, Status::UnitConfirmed);
    assert_eq!(terms.rates.note.as_deref(), Some("公布费率 单位 9.8%、个人 2%（示例通知）之上加 单位 1%、个人 0%"));
    assert_eq!(with(&medical("unconfirmed", "final"), &extra).unwrap_err().gap, Gap::Rates);
    let carried = with(&medical("carried_over", "final"), &extra).unwrap();
    assert_eq!(carried.rates.status, Status::CarriedOver);
}

#[test]
fn the_whole_replaced_needs_nothing_published() {
    let nothing = library("pension", "").unwrap();
    let mut own = setting(Insurance::Maternity, SettingMode::Replace, "0.005", "0");
    own.floor = Some("6727".parse().unwrap());
    own.cap = Some("33633".parse().unwrap());
    let terms = with(&nothing, &own).unwrap();
    assert_eq!(terms.bounds.value.cap.unwrap().to_string(), "33633.00");
    assert_eq!(terms.status(), Status::UnitConfirmed);
    assert_eq!(terms.rounding.value.employer, Rounding::HALF_UP_FEN);
    let fund = setting(Insurance::SupplementaryFund, SettingMode::Replace, "0.05", "0.05");
    assert_eq!(with(&nothing, &fund).unwrap().rounding.value.employer, Rounding::HALF_UP_YUAN);
    let replaced = with(&medical("final", "final"), &setting(Insurance::Medical, SettingMode::Replace, "0.09", "0.02"));
    assert!(replaced.unwrap().fixed.value.employee.is_zero());
}

#[test]
fn a_setting_works_in_an_unknown_region_only_when_it_replaces_all() {
    let own = setting(Insurance::Pension, SettingMode::Replace, "0.16", "0.08");
    let library = Library::default();
    let terms = with(&library, &own).unwrap();
    assert_eq!(terms.region, "北京");
}

#[test]
fn a_setting_applies_whatever_the_option() {
    let text = [
        "option = \"hukou=local\"\n".to_owned(),
        entry("bounds", "2025-07", "final", "floor = \"4775\"\ncap = \"27549\""),
        entry("rates", "2025-07", "final", "employer = \"0.01\"\nemployee = \"0\""),
    ]
    .concat();
    let library = library("supplement:local_pension", &text).unwrap();
    let terms = with(&library, &setting(Insurance::LocalPension, SettingMode::Rate, "0.008", "0")).unwrap();
    assert_eq!(terms.rates.value.employer.to_string(), "0.008");
}
