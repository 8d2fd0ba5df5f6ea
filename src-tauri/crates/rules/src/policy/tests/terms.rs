//! Published terms: options, masks, gaps, alternatives, defaults.

use super::{day, entry, library, month, terms};
use crate::insurance::Insurance;
use crate::policy::value::Options;
use crate::policy::{Evidence, Gap, Library, Query, Status, Terms, Unsettled};
use crate::rounding::Rounding;
use crate::words::MedicalTier;

const BOUNDS: &str = "floor = \"6727\"\ncap = \"33633\"";

fn with(library: &Library, insurance: Insurance, options: Options) -> Result<Terms, Box<Unsettled>> {
    library.terms(&Query {
        region: "北京",
        insurance,
        month: month("2026-02"),
        known_on: day("2026-12-31"),
        options: &options,
        setting: None,
    })
}

/// Shenzhen's medical tiers of 2026: 6 % / 2 % and 1.5 % / 0.5 % on 6727–33633 (cities.json; bureau rows 2026-02).
fn tiers() -> Library {
    let text = [
        entry("bounds", "2026-01", "final", BOUNDS),
        entry("rates", "2026-01", "final", "option = \"medical_tier=1\"\nemployer = \"0.06\"\nemployee = \"0.02\""),
        entry("rates", "2026-01", "final", "option = \"medical_tier=2\"\nemployer = \"0.015\"\nemployee = \"0.005\""),
    ]
    .concat();
    library("medical", &text).unwrap()
}

#[test]
fn the_tier_of_the_person_decides_and_is_never_guessed() {
    let rates = |tier| {
        let rates =
            with(&tiers(), Insurance::Medical, Options { medical_tier: tier, ..Options::default() })?.rates.value;
        Ok((rates.employer.to_string(), rates.employee.to_string()))
    };
    assert_eq!(rates(Some(MedicalTier::First)), Ok(("0.06".to_owned(), "0.02".to_owned())));
    assert_eq!(rates(Some(MedicalTier::Second)), Ok(("0.015".to_owned(), "0.005".to_owned())));
    let unsettled: Box<Unsettled> = rates(None).unwrap_err();
    assert_eq!(unsettled.gap, Gap::Option);
    assert_eq!(unsettled.bounds.unwrap().value.floor.unwrap().to_string(), "6727.00");
}

#[test]
fn local_pension_applies_to_recorded_local_hukou_only() {
    let text = [
        "option = \"hukou=local\"\n".to_owned(),
        entry("bounds", "2025-07", "final", "floor = \"4775\"\ncap = \"27549\""),
        entry("rates", "2025-07", "final", "employer = \"0.01\"\nemployee = \"0\""),
    ]
    .concat();
    let library = library("supplement:local_pension", &text).unwrap();
    for (hukou_local, applies) in [(Some(true), true), (Some(false), false), (None, false)] {
        let options = Options { hukou_local, ..Options::default() };
        assert_eq!(library.applies("北京", Insurance::LocalPension, &options), applies);
        assert_eq!(with(&library, Insurance::LocalPension, options).is_ok(), applies);
    }
    assert!(library.applies("北京", Insurance::Pension, &Options::default()));
}

/// 天津 260 yuan a year: 21 in January, April, July and October, 22 in the other months (4 × 21 + 8 × 22 = 260).
#[test]
fn a_fixed_amount_may_differ_by_calendar_month() {
    let text = [
        entry("bounds", "2025-01", "final", BOUNDS),
        entry("rates", "2025-01", "final", "employer = \"0.10\"\nemployee = \"0.02\""),
        entry("fixed", "2025-01", "final", "months = [2, 3, 5, 6, 8, 9, 11, 12]\nemployer = \"0\"\nemployee = \"22\""),
        entry("fixed", "2025-01", "final", "months = [1, 4, 7, 10]\nemployer = \"0\"\nemployee = \"21\""),
    ]
    .concat();
    let library = library("medical", &text).unwrap();
    let year: i64 = month("2026-01")
        .through(month("2026-12"))
        .map(|m| terms(&library, Insurance::Medical, &m.to_string()).unwrap().fixed.value.employee.fen())
        .sum();
    assert_eq!(year, 26_000);
    assert_eq!(terms(&library, Insurance::Medical, "2026-04").unwrap().fixed.value.employee.to_string(), "21.00");
}

#[test]
fn an_unconfirmed_rate_computes_nothing_and_gives_the_alternatives() {
    let rates = concat!(
        "note = \"阶段性降费到期\"\n[[rates.alternatives]]\nemployer = \"0.01\"\nemployee = \"0.005\"\n",
        "evidence = \"quoted\"\nsource = { title = \"甲\" }\n",
        "[[rates.alternatives]]\nemployer = \"0.008\"\nemployee = \"0.002\"\n",
        "evidence = \"proved\"\nsource = { title = \"乙\" }\nnote = \"只证明该月\""
    );
    let text = [entry("bounds", "2025-07", "final", BOUNDS), entry("rates", "2026-01", "unconfirmed", rates)].concat();
    let unsettled = terms(&library("unemployment", &text).unwrap(), Insurance::Unemployment, "2026-02").unwrap_err();
    assert_eq!((unsettled.gap, unsettled.note.as_deref()), (Gap::Rates, Some("阶段性降费到期")));
    let named: Vec<_> =
        unsettled.alternatives.iter().map(|a| (a.value.employer.to_string(), a.evidence, a.status)).collect();
    assert_eq!(
        named,
        [
            ("0.01".to_owned(), Evidence::Quoted, Status::Unconfirmed),
            ("0.008".to_owned(), Evidence::Proved, Status::Unconfirmed)
        ]
    );
    assert!(unsettled.bounds.is_some());
}

#[test]
fn a_range_is_the_units_choice() {
    let range = "employer_range = [\"0.05\", \"0.12\"]\nemployee_range = [\"0.05\", \"0.12\"]\nnote = \"整数百分比\"";
    let text = [entry("bounds", "2025-07", "final", BOUNDS), entry("rates", "2025-07", "unconfirmed", range)].concat();
    let unsettled = terms(&library("housing_fund", &text).unwrap(), Insurance::HousingFund, "2026-02").unwrap_err();
    assert_eq!(unsettled.gap, Gap::Rates);
    assert_eq!(unsettled.note.as_deref(), Some("可选范围：单位 5%～12%，个人 5%～12%；由单位选定；整数百分比"));
    assert!(unsettled.alternatives.is_empty());
}

#[test]
fn each_missing_part_is_named() {
    let bounds = entry("bounds", "2025-07", "final", BOUNDS);
    let open = entry("bounds", "2025-07", "unconfirmed", BOUNDS);
    let rates = entry("rates", "2025-07", "final", "employer = \"0.16\"\nemployee = \"0.08\"");
    let fixed = entry("fixed", "2025-07", "unconfirmed", "employer = \"0\"\nemployee = \"5\"");
    for (text, gap) in [
        (bounds.clone(), Gap::Rates),
        (rates.clone(), Gap::Bounds),
        ([open, rates.clone()].concat(), Gap::Bounds),
        ([bounds, rates, fixed].concat(), Gap::Fixed),
        (String::new(), Gap::Absent),
    ] {
        let library = library("pension", &text).unwrap();
        assert_eq!(terms(&library, Insurance::Pension, "2026-02").unwrap_err().gap, gap, "{text}");
    }
    let library = library("pension", "").unwrap();
    assert_eq!(terms(&library, Insurance::Medical, "2026-02").unwrap_err().gap, Gap::Absent);
}

#[test]
fn what_is_not_published_has_a_default_that_says_so() {
    let text = |insurance| {
        let rates = entry("rates", "2025-07", "final", "employer = \"0.07\"\nemployee = \"0.07\"");
        library(insurance, &[entry("bounds", "2025-07", "final", ""), rates].concat()).unwrap()
    };
    let fund = terms(&text("housing_fund"), Insurance::HousingFund, "2026-02").unwrap();
    assert_eq!(fund.rounding.value.employer, Rounding::HALF_UP_YUAN);
    let social = terms(&text("medical"), Insurance::Medical, "2026-02").unwrap();
    assert_eq!(social.rounding.value.employee, Rounding::HALF_UP_FEN);
    assert!(social.rounding.source.title.starts_with("默认取整"));
    assert_eq!((social.bounds.value.floor, social.bounds.value.cap), (None, None));
    assert!(social.fixed.value.employee.is_zero());
    assert_eq!(social.status(), Status::Final);
}

/// 武汉 2026-02: 719.68 / 359.84 on 4498 (bureau rows): that month is proved, the next is not.
#[test]
fn a_proof_holds_for_its_month_only() {
    let rates =
        "employer = \"0.16\"\nemployee = \"0.08\"\nproofs = [{ month = \"2026-02\", quote = \"719.68 / 359.84\" }]";
    let text = [entry("bounds", "2025-01", "final", BOUNDS), entry("rates", "2025-01", "final", rates)].concat();
    let library = library("pension", &text).unwrap();
    let of = |m| terms(&library, Insurance::Pension, m).unwrap().rates;
    assert_eq!((of("2026-02").evidence, of("2026-03").evidence), (Evidence::Proved, Evidence::Quoted));
    assert_eq!(of("2026-02").note.as_deref(), Some("经办机构明细验证：719.68 / 359.84"));
    assert_eq!(of("2026-03").note, None);
}

#[test]
fn statutory_insurances_are_due_even_where_the_library_holds_nothing() {
    let optional = ["optional = true\n".to_owned(), entry("bounds", "2025-07", "final", "")].concat();
    let library = library("supplement:housing_fund", &optional).unwrap();
    assert_eq!(
        library.insurances("北京", month("2026-02"), day("2026-12-31")),
        [
            Insurance::Pension,
            Insurance::Medical,
            Insurance::Unemployment,
            Insurance::WorkInjury,
            Insurance::HousingFund
        ]
    );
    assert!(library.insurances("天津", month("2026-02"), day("2026-12-31")).is_empty());
}

#[test]
fn other_insurances_are_due_while_they_have_a_value() {
    let text = entry("rates", "2026-01", "unconfirmed", "");
    let library = library("maternity", &text).unwrap();
    let due = |of| library.insurances("北京", month(of), day("2026-12-31")).contains(&Insurance::Maternity);
    assert!(!due("2025-12"));
    assert!(due("2026-01"));
}
