//! What the book tells of cover and bases: the list of a month is what is computed, and rows lead to their cells.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::lines::text;
use crate::places::{migrated, now};

/// Who is covered for what in a month is what the month is computed for: 深圳's 生育 comes from the unit's setting in
/// 2025, 地方补充养老 only for local people, nothing before a unit's first month (深圳 from 2025-07).
#[test]
fn the_list_of_cover_is_what_is_computed() {
    let mut place = migrated("public");
    for month in ["2025-06", "2025-08", "2026-02"] {
        let listed = place.desk.enrollment_list(month, now()).expect("the list");
        let listed: BTreeSet<[String; 3]> =
            listed.into_iter().map(|line| [line.employee_no, line.unit, line.insurance]).collect();
        let run = place.desk.contribution_run(month, None, now()).expect("the month").lines;
        let computed: BTreeSet<[String; 3]> =
            run.into_iter().map(|line| [line.employee_no, line.unit, line.insurance.to_string()]).collect();
        assert_eq!(listed, computed, "{month}");
        let maternity = listed.iter().filter(|line| line[2] == "maternity").count();
        assert_eq!(maternity > 0, month != "2025-06", "{month}: {maternity}");
    }
}

fn rows(kind: &str, month: Option<&str>) -> Vec<Value> {
    let place = migrated("public");
    let found = place.desk.exchange_rows(kind, None, month, now()).expect("the rows");
    found["rows"].as_array().cloned().expect("rows")
}

/// 孟翔 (00001) of the public book: his base of 2025-07 to 2026-06 is 13345 in 申报基数.
#[test]
fn stored_bases_and_cover_are_told_with_their_cells() {
    let bases = rows("bases", Some("2026-02"));
    let his: Vec<&Value> = bases.iter().filter(|row| text(row, "employee_no") == "00001").collect();
    assert_eq!(his.len(), 2, "社保 and 公积金: {his:?}");
    let social = his.iter().find(|row| row["scope"] == "social").expect("社保");
    assert_eq!((text(social, "amount"), text(social, "from")), ("13345.00".to_owned(), "2025-07".to_owned()));
    assert_eq!(social["origin"]["sheet"], "申报基数");
    assert_eq!(social["origin"]["column"], "I");
    let cover = rows("enrollments", Some("2026-02"));
    assert!(cover.iter().all(|row| row["origin"]["sheet"] == "参保关系" && row["id_number"].is_string()), "{cover:?}");
    let units = rows("units", None);
    assert_eq!(units.len(), 3);
    assert!(units.iter().all(|unit| unit["settings"].as_array().is_some_and(|own| !own.is_empty())), "{units:?}");
}
