//! Every row of the source list of 26 cities is in the library, with the same numbers and the same standing.

use rust_decimal::Decimal;
use serde_json::Value;
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::policy::value::{Options, PublishedRates, RateSide, in_force};
use shebao_rules::policy::{Library, Status};
use shebao_rules::words::MedicalTier;

use super::{TODAY, day, library, month, root, typical};

fn rows() -> Vec<Value> {
    let text = std::fs::read_to_string(root().join("tests/fixtures/cities.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn insurance(row: &Value) -> Insurance {
    match row["insurance"].as_str().unwrap() {
        "养老" => Insurance::Pension,
        "地方补充养老(深户)" => Insurance::LocalPension,
        "医疗" | "医疗(含生育)" | "医疗(含生育大病)" => Insurance::Medical,
        "生育" => Insurance::Maternity,
        "失业" => Insurance::Unemployment,
        "工伤" => Insurance::WorkInjury,
        "公积金" => Insurance::HousingFund,
        "补充公积金" => Insurance::SupplementaryFund,
        other => panic!("{other}"),
    }
}

fn status(row: &Value) -> Status {
    serde_json::from_value(row["status"].clone()).unwrap()
}

fn yuan(value: &Value) -> Option<Yuan> {
    value.as_str().map(|text| text.parse().unwrap())
}

/// A rate of the list: a number, a range, or nothing.
fn side(value: &Value) -> RateSide {
    match value.as_str().map(|text| text.split_once('-').ok_or(text)) {
        None => RateSide::Unknown,
        Some(Err(number)) => RateSide::Known(number.parse().unwrap()),
        Some(Ok((low, high))) => RateSide::Range(low.parse().unwrap(), high.parse().unwrap()),
    }
}

fn rates(row: &Value) -> PublishedRates {
    PublishedRates { employer: side(&row["er_rate"]), employee: side(&row["ee_rate"]) }
}

/// The first and the last month of a row; a running one is asked in the month the list was made.
fn months(row: &Value) -> [Month; 2] {
    let from = month(row["from_month"].as_str().unwrap());
    let to = row["to_month"].as_str().map_or_else(|| month("2026-11").max(from), month);
    [from, to]
}

/// Panics unless the library holds the row in a month; gives what of it is unconfirmed there: bounds, rates.
fn held(library: &Library, row: &Value, month: Month) -> [bool; 2] {
    let place = format!("{} {} {} {month}", row["city"], row["insurance"], row["variant"]);
    let policy = library.region(row["code"].as_str().unwrap()).unwrap().policy(insurance(row)).expect(&place);
    let options = match row["variant"].as_str() {
        Some("二档") => Options { medical_tier: Some(MedicalTier::Second), ..typical() },
        _ => typical(),
    };
    let bounds = in_force(&policy.bounds, month, day(TODAY), &options).unwrap().expect(&place);
    assert_eq!((bounds.value.floor, bounds.value.cap), (yuan(&row["base_floor"]), yuan(&row["base_cap"])), "{place}");
    // A row is unconfirmed if one part of it is; the other part keeps its own standing.
    if status(row) != Status::Unconfirmed {
        assert_eq!(bounds.entry.status, status(row), "{place} bounds");
    }
    let found = in_force(&policy.rates, month, day(TODAY), &options).unwrap().expect(&place);
    let expected = rates(row);
    let settled = row["rate_settled"] == true && expected.both().is_some() && status(row) != Status::Unconfirmed;
    let also = found.entry.alternatives.iter().any(|other| other.value == expected);
    assert!(*found.value == expected || (!settled && also), "{place} rates: {:?}", found.value);
    assert_eq!(found.entry.status.computes(), settled, "{place} rates are {:?}", found.entry.status);
    for other in row["alt"].as_array().into_iter().flatten() {
        let named = found.entry.alternatives.iter().any(|a| a.value == rates(other)) || *found.value == rates(other);
        assert!(named, "{place}: {other} is not named");
    }
    let fixed = in_force(&policy.fixed, month, day(TODAY), &options).unwrap();
    let employee = fixed.as_ref().map_or(Yuan::ZERO, |held| held.value.employee);
    let printed = match row["ee_fixed"].as_str().unwrap() {
        // 天津: 21 yuan in January, April, July and October, else 22.
        "MONTH_TABLE" => Decimal::from(if month.number() % 3 == 1 { 21 } else { 22 }),
        number => number.parse().unwrap(),
    };
    assert_eq!(employee.decimal().normalize(), printed.normalize(), "{place} fixed");
    [!bounds.entry.status.computes(), !found.entry.status.computes()]
}

#[test]
fn every_row_of_the_list_is_carried() {
    let (library, rows) = (library(), rows());
    assert_eq!(rows.len(), 301);
    let mut by_status = std::collections::BTreeMap::new();
    for row in &rows {
        for month in months(row) {
            let open = held(&library, row, month);
            if status(row) == Status::Unconfirmed {
                assert!(open.contains(&true), "{row}: computes although unconfirmed");
            }
        }
        *by_status.entry(status(row)).or_insert(0) += 1;
    }
    // The list's own counts.
    let counts: Vec<_> = by_status.into_iter().collect();
    let expected =
        [(Status::Final, 256), (Status::Provisional, 6), (Status::CarriedOver, 13), (Status::Unconfirmed, 26)];
    assert_eq!(counts, expected);
}

/// The words a clerk reads for how far a value can be relied on, over the whole derived map.
#[test]
fn the_map_uses_the_six_words() {
    let rows = library().coverage();
    let words: std::collections::BTreeSet<_> = rows.iter().map(|row| row.state.chinese()).collect();
    let six = ["已公布（转引）", "待确认", "明细验证", "暂定", "未收录", "沿用"];
    assert_eq!(words.into_iter().collect::<Vec<_>>(), six);
}
