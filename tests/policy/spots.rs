//! Values typed from domain/cities.json, one line per row looked up.

use shebao_rules::insurance::Insurance::{
    self, HousingFund, LocalPension, Maternity, Medical, Pension, SupplementaryFund, Unemployment, WorkInjury,
};
use shebao_rules::policy::value::in_force;
use shebao_rules::policy::{Gap, Options, Status};
use shebao_rules::words::MedicalTier;

use super::{TODAY, day, library, month, own_rate, terms, typical};

/// Region, insurance, month, floor, cap, employer and employee rate, employee's fixed amount, status.
type Row = (
    &'static str,
    Insurance,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    Status,
);

use Status::{CarriedOver, Final, Provisional};

const SETTLED: &[Row] = &[
    ("北京", Pension, "2021-07", "5360", "28221", "0.16", "0.08", "0", Final),
    ("北京", Pension, "2023-06", "5869", "31884", "0.16", "0.08", "0", Final),
    ("北京", Medical, "2024-12", "6821", "35283", "0.098", "0.02", "3", Final),
    ("北京", Medical, "2026-02", "7162", "35811", "0.098", "0.02", "3", Final),
    ("北京", Unemployment, "2026-08", "7270", "36348", "0.005", "0.005", "0", Final),
    ("上海", Pension, "2025-07", "7460", "37302", "0.16", "0.08", "0", Final),
    ("上海", Pension, "2026-07", "7546", "37731", "0.16", "0.08", "0", Final),
    ("上海", Medical, "2025-03", "7384", "36921", "0.09", "0.02", "0", Final),
    ("上海", Medical, "2026-02", "7460", "37302", "0.09", "0.02", "0", Final),
    ("上海", Unemployment, "2025-12", "7460", "37302", "0.005", "0.005", "0", Final),
    ("上海", WorkInjury, "2025-07", "7460", "37302", "0.002", "0", "0", Final),
    ("深圳", Pension, "2025-07", "4775", "27549", "0.16", "0.08", "0", Final),
    ("深圳", Pension, "2026-07", "4775", "27549", "0.16", "0.08", "0", CarriedOver),
    ("深圳", LocalPension, "2026-02", "4775", "27549", "0.01", "0", "0", Final),
    ("深圳", Medical, "2025-12", "6733", "33666", "0.05", "0.02", "0", Final),
    ("深圳", Medical, "2026-02", "6727", "33633", "0.06", "0.02", "0", Final),
    ("深圳", Unemployment, "2025-07", "2520", "44265", "0.008", "0.002", "0", Final),
    ("广州", Medical, "2026-02", "6234", "31170", "0.06", "0.02", "0", Final),
    ("广州", Unemployment, "2025-08", "2500", "41112", "0.008", "0.002", "0", Final),
    ("杭州", Pension, "2025-01", "4986", "25299", "0.16", "0.08", "0", Final),
    ("杭州", Medical, "2026-02", "4986", "25299", "0.095", "0.02", "0", CarriedOver),
    ("南京", Medical, "2025-03", "4952", "24762", "0.078", "0.02", "10", Final),
    ("南京", Pension, "2026-03", "4952", "24762", "0.16", "0.08", "0", Provisional),
    ("苏州", Medical, "2026-03", "4952", "24762", "0.078", "0.02", "5", Provisional),
    ("成都", Medical, "2026-09", "4588", "22938", "0.083", "0.02", "0", Final),
    ("成都", Medical, "2026-10", "4699", "23493", "0.083", "0.02", "0", Final),
    ("成都", WorkInjury, "2026-07", "4699", "23493", "0.0024", "0", "0", Final),
    ("武汉", Unemployment, "2026-06", "4498", "22488", "0.007", "0.003", "0", Final),
    ("武汉", Medical, "2026-07", "4498", "22488", "0.087", "0.02", "7", CarriedOver),
    ("西安", Medical, "2025-12", "4990", "24948", "0.07", "0.02", "1.6", Final),
    ("重庆", Medical, "2026-01", "4553", "22765", "0.085", "0.02", "5", Final),
    ("重庆", WorkInjury, "2026-01", "4553", "22765", "0.003", "0", "0", Final),
    ("天津", Medical, "2026-04", "5124", "25620", "0.105", "0.02", "21", Final),
    ("天津", Medical, "2026-02", "5124", "25620", "0.10", "0.02", "22", Final),
    ("天津", Pension, "2026-09", "5180", "25902", "0.16", "0.08", "0", Final),
    ("合肥", Medical, "2026-01", "4354", "21772", "0.064", "0.02", "0", Final),
    ("昆明", Unemployment, "2026-01", "4403", "22017", "0.007", "0.003", "0", Final),
    ("昆明", Medical, "2026-08", "4357", "21789", "0.07", "0.02", "0", Final),
    ("昆明", Maternity, "2026-09", "4403", "22017", "0.009", "0", "0", Final),
    ("长沙", Medical, "2026-01", "4106", "20529", "0.087", "0.02", "15", Final),
    ("长沙", WorkInjury, "2025-01", "4072", "20361", "0.006", "0", "0", Final),
    ("郑州", Medical, "2026-01", "3831", "19155", "0.08", "0.02", "0", CarriedOver),
    ("济南", Medical, "2026-01", "4573", "22863", "0.08", "0.02", "10", Final),
    ("青岛", Medical, "2025-01", "4504", "22518", "0.08", "0.02", "5", Final),
    ("沈阳", Pension, "2026-01", "4533", "22665", "0.16", "0.08", "0", Final),
    ("贵阳", Pension, "2025-01", "4426.05", "22130.25", "0.16", "0.08", "0", Final),
    ("呼和浩特", Pension, "2025-01", "5058", "25290", "0.16", "0.08", "0", Final),
    ("东莞", Pension, "2025-07", "4775", "27549", "0.16", "0.08", "0", Final),
    ("太原", Pension, "2025-01", "4244", "21219", "0.16", "0.08", "0", Final),
    ("石家庄", Pension, "2025-01", "4076", "20382", "0.16", "0.08", "0", Final),
    ("福州", Pension, "2026-01", "4043", "22607", "0.16", "0.08", "0", Final),
];

#[test]
fn settled_rows_of_the_source_list() {
    let library = library();
    for (region, insurance, of, floor, cap, employer, employee, fixed, status) in SETTLED {
        let place = format!("{region} {insurance} {of}");
        let terms = terms(&library, region, *insurance, of, &typical(), None).expect(&place);
        assert_eq!(terms.bounds.value.floor, Some(floor.parse().unwrap()), "{place} floor");
        assert_eq!(terms.bounds.value.cap, Some(cap.parse().unwrap()), "{place} cap");
        assert_eq!(terms.rates.value.employer, employer.parse().unwrap(), "{place} employer");
        assert_eq!(terms.rates.value.employee, employee.parse().unwrap(), "{place} employee");
        assert_eq!(terms.fixed.value.employee, fixed.parse().unwrap(), "{place} fixed");
        assert_eq!(terms.status(), *status, "{place}");
    }
}

/// Rows whose bounds are published and whose rate is the unit's: region, insurance, month, floor, cap.
#[test]
fn bounds_of_rows_whose_rate_is_the_units() {
    let library = library();
    for (region, insurance, of, floor, cap) in [
        ("北京", HousingFund, "2024-07", "2420", "35283"),
        ("北京", HousingFund, "2026-07", "2540", "36348"),
        ("上海", HousingFund, "2026-01", "2690", "37302"),
        ("上海", SupplementaryFund, "2026-07", "2740", "37731"),
        ("深圳", HousingFund, "2026-08", "2520", "48471"),
        ("深圳", HousingFund, "2026-09", "2700", "48471"),
        ("武汉", HousingFund, "2026-06", "2210", "34560.25"),
        ("青岛", HousingFund, "2026-07", "2400", "34342.75"),
        ("昆明", HousingFund, "2026-09", "2270", "32543"),
        ("北京", WorkInjury, "2026-02", "7162", "35811"),
    ] {
        let place = format!("{region} {insurance} {of}");
        assert_eq!(terms(&library, region, insurance, of, &typical(), None).unwrap_err().gap, Gap::Rates, "{place}");
        let setting = own_rate(insurance, "0.05", "0.05");
        let terms = terms(&library, region, insurance, of, &typical(), Some(&setting)).expect(&place);
        assert_eq!(terms.bounds.value.floor, Some(floor.parse().unwrap()), "{place} floor");
        assert_eq!(terms.bounds.value.cap, Some(cap.parse().unwrap()), "{place} cap");
    }
}

/// 深圳 工伤 knows neither floor nor cap; 二档 is 1.5 % / 0.5 %; nobody's tier is guessed.
#[test]
fn shenzhen_is_special() {
    let library = library();
    let setting = own_rate(WorkInjury, "0.002", "0");
    let injury = terms(&library, "深圳", WorkInjury, "2026-02", &typical(), Some(&setting)).unwrap();
    assert_eq!((injury.bounds.value.floor, injury.bounds.value.cap), (None, None));
    let second = Options { hukou_local: Some(false), medical_tier: Some(MedicalTier::Second) };
    let medical = terms(&library, "深圳", Medical, "2026-02", &second, None).unwrap();
    assert_eq!(
        (medical.rates.value.employer.to_string(), medical.rates.value.employee.to_string()),
        ("0.015".into(), "0.005".into())
    );
    let unknown = terms(&library, "深圳", Medical, "2026-02", &Options::default(), None).unwrap_err();
    assert_eq!(unknown.gap, Gap::Option);
    assert!(!library.applies("深圳", LocalPension, &second));
    assert!(library.applies("深圳", LocalPension, &typical()));
    let due = library.insurances("深圳", month("2026-02"), day(TODAY));
    assert_eq!(due, [Pension, LocalPension, Medical, Maternity, Unemployment, WorkInjury, HousingFund]);
    let due = library.insurances("上海", month("2026-02"), day(TODAY));
    assert_eq!(
        due,
        [Pension, Medical, Unemployment, WorkInjury, HousingFund],
        "补充公积金 only where a setting brings it"
    );
}

/// Rates that were projected back, a national default, null or disputed compute nothing.
#[test]
fn doubtful_rates_are_unconfirmed_with_their_numbers_as_alternatives() {
    let library = library();
    let rates = |region, insurance, of| {
        let unsettled = terms(&library, region, insurance, of, &typical(), None).unwrap_err();
        let named = unsettled.alternatives.iter().map(|a| format!("{}/{}", a.value.employer, a.value.employee));
        (unsettled.gap, named.collect::<Vec<_>>().join(" "))
    };
    for (region, insurance, of, named) in [
        ("北京", WorkInjury, "2025-07", "0.002/0"),
        ("上海", Pension, "2025-06", "0.16/0.08"),
        ("上海", Unemployment, "2025-06", "0.005/0.005"),
        ("上海", Unemployment, "2026-02", "0.005/0.005 0.01/0.005 0.005/0.005"),
        ("上海", Medical, "2025-02", ""),
        ("深圳", Pension, "2025-06", ""),
        ("深圳", Unemployment, "2026-02", "0.01/0.005 0.008/0.002 0.008/0.002"),
        ("广州", Unemployment, "2026-02", "0.015/0.005 0.008/0.002 0.008/0.002"),
        ("杭州", Unemployment, "2026-02", "0.015/0.005 0.005/0.005 0.005/0.005"),
        ("成都", Unemployment, "2026-02", "0.006/0.004 0.015/0.005"),
        ("杭州", Medical, "2024-02", "0.095/0.02"),
        ("杭州", WorkInjury, "2026-02", "0.002/0 0.002/0 0.003/0"),
        ("长沙", Unemployment, "2026-02", "0.007/0.003 0.007/0.003"),
        ("天津", Unemployment, "2026-02", "0.005/0.005"),
    ] {
        assert_eq!(rates(region, insurance, of), (Gap::Rates, named.to_owned()), "{region} {insurance} {of}");
    }
    assert_eq!(rates("深圳", Maternity, "2026-02"), (Gap::Bounds, "0.005/0 0.005/0".to_owned()));
    assert_eq!(rates("合肥", HousingFund, "2026-02"), (Gap::Bounds, String::new()));
}

/// The doubt about a 2026 unemployment rate is no doubt about the bounds, where only the rate is disputed.
#[test]
fn bounds_stay_final_where_only_the_rate_is_disputed() {
    let library = library();
    for (region, of, floor, status) in [
        ("上海", "2026-02", "7460", Final),
        ("深圳", "2026-02", "2520", Final),
        ("广州", "2026-02", "2500", Final),
        ("广州", "2026-07", "2500", Status::Unconfirmed),
        ("杭州", "2026-02", "4986", CarriedOver),
        ("南京", "2026-02", "4952", Provisional),
        ("沈阳", "2026-02", "4359", CarriedOver),
    ] {
        let policy = library.region(region).unwrap().policy(Unemployment).unwrap();
        let held = in_force(&policy.bounds, month(of), day(TODAY), &typical()).unwrap().unwrap();
        assert_eq!((held.value.floor, held.status), (Some(floor.parse().unwrap()), status), "{region} {of}");
    }
}
