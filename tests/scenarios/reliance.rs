//! Who relies on a policy value: counted from the terms kept beside the lines of the public book.

use std::collections::BTreeSet;

use shebao_desk::policy;
use shebao_desk::wire::policy::ValueOf;

use crate::places::{migrated, now, tools};

/// Each value in force: everybody with an amount of that region and insurance, no more and no fewer.
#[test]
fn everybody_with_an_amount_relies_on_a_value_of_each_part() {
    let mut place = migrated("public");
    let month = "2026-02";
    let run = place.desk.contribution_run(month, None, now()).expect("the month is computed");
    let units = place.desk.unit_list().expect("units");
    let of = |region: &str, insurance: &str, part: &str, option: Option<String>, from: &str| ValueOf {
        region: region.to_owned(),
        insurance: insurance.to_owned(),
        part: part.to_owned(),
        option,
        from: from.to_owned(),
        month: month.to_owned(),
    };
    let mut seen = 0;
    for unit in &units {
        let values =
            policy::values(tools().library(), &unit.region, "pension", None, None).expect("the region is held");
        let people: BTreeSet<&str> = run
            .lines
            .iter()
            .filter(|l| l.unit == unit.name && l.insurance.id() == "pension" && l.employer.is_some())
            .map(|l| l.employee_no.as_str())
            .collect();
        let mut relying = 0;
        for value in values.iter().filter(|v| v.part == "bounds") {
            let of = of(&value.region, "pension", "bounds", value.option.clone(), &value.from);
            let found = place.desk.policy_relied_on(&of).expect("the value is there");
            assert!(found.computed);
            let here: u32 = found.units.iter().filter(|u| u.unit == unit.name).map(|u| u.people).sum();
            let in_force = value.from.as_str() <= month && value.to.as_deref().is_none_or(|to| month <= to);
            assert!(in_force || here == 0, "{} {}: {here} people rely on it", unit.name, value.from);
            relying += here as usize;
        }
        assert_eq!(relying, people.len(), "{}", unit.name);
        seen += relying;
    }
    assert!(seen > 30, "the book has people: {seen}");
}

#[test]
fn a_month_that_was_not_computed_counts_nobody() {
    let place = migrated("public");
    let values = policy::values(tools().library(), "110000", "pension", None, None).expect("北京");
    let value = values.iter().find(|v| v.part == "rates").expect("a rate");
    let of = ValueOf {
        region: "北京".to_owned(),
        insurance: "pension".to_owned(),
        part: "rates".to_owned(),
        option: value.option.clone(),
        from: value.from.clone(),
        month: "2026-02".to_owned(),
    };
    let found = place.desk.policy_relied_on(&of).expect("the value is there");
    assert_eq!((found.computed, found.people, found.waiting, found.units.len()), (false, 0, 0, 0));
}
